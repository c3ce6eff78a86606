/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Barèmes (domain.md §3.2).
 *
 * 1. Only a whole and sound table is published; from then on nothing of it changes, and it stays:
 *    dotations were computed with it.
 * 2. The open sheets to which it applies have their new figures in the same op. */
#include "server/portail-dotation-totals.h"
#include "server/rules/portail-type-rules.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/records/portail-bareme-version.h"

static gboolean
check (PortailOpRun *run, const PortailRowStep *step, GError **error)
{
  if (step->change->kind != PORTAIL_CHANGE_DELETE || portail_transition_is_editable (step->before))
    return TRUE;
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_LOCKED,
                       _ ("This is closed and can no longer be edited."));
  return FALSE;
}

/* Problems name the table by their field: `tranches`, `richesse`. */
static void
check_table (PortailOpRun *run, const PortailBareme *bareme, PortailBaremeTable table)
{
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  const char *name = table == PORTAIL_BAREME_TRANCHES ? "tranches" : "richesse";

  portail_bareme_check (bareme, table, problems);
  for (guint i = 0; i < problems->len; i++)
    {
      const PortailProblem *problem = portail_problems_get (problems, i);

      portail_problems_add (run->outcome->problems, name, problem->code,
                            /* Translators: the number of a line of a table, then what is wrong. */
                            _ ("Line %d: %s"), (int) problem->index + 1, problem->detail);
    }
}

/* What is beyond the limit would not be loaded. */
static gboolean
check_length (PortailOpRun *run, const PortailRowStep *step, GError **error)
{
  static const char *const tables[][2] = { { "bareme_tranche", "tranches" },
                                           { "wealth_tranche", "richesse" } };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *sql = g_strdup_printf (
          "SELECT count (*) FROM %s WHERE bareme_id = ? AND trashed_at IS NULL", tables[i][0]);
      PortailStatement *statement = portail_database_query (run->actor->database, error, sql, "t",
                                                            step->after->id);

      if (statement == NULL || portail_statement_step (statement, error) != PORTAIL_STEP_ROW)
        return FALSE;
      if (portail_statement_get_int64 (statement, 0) > PORTAIL_BAREME_MAX_TRANCHES)
        portail_problems_add (run->outcome->problems, tables[i][1], "too_many",
                              _ ("At most %d lines are possible."), PORTAIL_BAREME_MAX_TRANCHES);
      portail_statement_reset (statement);
    }
  return TRUE;
}

static gboolean
command (PortailOpRun *run, const PortailRowStep *step, GError **error)
{
  PortailBareme bareme;

  if (!check_length (run, step, error)
      || !portail_bareme_load_tables (run->actor->database, step->after->id, &bareme, error))
    return FALSE;
  check_table (run, &bareme, PORTAIL_BAREME_TRANCHES);
  check_table (run, &bareme, PORTAIL_BAREME_RICHESSE);
  return TRUE;
}

static gboolean
follow (PortailOpRun *run, const PortailRowStep *step, GError **error)
{
  const PortailBaremeVersion *version = (const PortailBaremeVersion *) step->after;
  PortailOpenSheets sheets;

  if (step->transition == NULL)
    return TRUE;
  sheets = (PortailOpenSheets){ version->base.enterprise_id, version->effective_from };
  return portail_dotation_totals_refresh_open (run->writer, &sheets, error);
}

const PortailRecordRules portail_bareme_rules = {
  .type = &portail_bareme_version_type,
  .check = check,
  .command = command,
  .follow = follow,
};
