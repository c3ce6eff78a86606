/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dotations (domain.md §3.6, contract.md §1, §2, §4).
 *
 * 1. A dotation holds `resultat`, `bareme_id` and `settings` exactly while it is en_attente, valide
 *    or paye: submit freezes them, whatever opens it again lets them go.
 * 2. An employé sees of it the id, period and status. */
#include "server/portail-change-log.h"
#include "server/portail-dotation-totals.h"
#include "server/portail-record-check.h"
#include "server/rules/portail-type-rules.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"
#include "shared/portail-settings-json.h"
#include "shared/records/portail-archive.h"
#include "shared/records/portail-dotation.h"

/* The amount of a sheet with rows is their sum (contract.md §1). */
static gboolean
check_amount (PortailOpRun *run, const PortailRowStep *step, GError **error)
{
  PortailStatement *statement = portail_database_query (
      run->actor->database, error,
      "SELECT 1 FROM dotation_row WHERE dotation_id = ? AND trashed_at IS NULL LIMIT 1", "t",
      step->before->id);
  PortailStep found = statement != NULL ? portail_statement_step (statement, error)
                                        : PORTAIL_STEP_ERROR;

  if (found == PORTAIL_STEP_ERROR)
    return FALSE;
  portail_statement_reset (statement);
  if (found == PORTAIL_STEP_ROW)
    portail_problems_add (run->outcome->problems, "amount", "not_writable",
                          _ ("The amount of a dotation with rows is their sum."));
  return TRUE;
}

static gboolean
check (PortailOpRun *run, const PortailRowStep *step, GError **error)
{
  const PortailDotation *before = (const PortailDotation *) step->before;
  const PortailDotation *after = (const PortailDotation *) step->after;

  if (step->change->kind == PORTAIL_CHANGE_UPDATE && before->amount.cents != after->amount.cents)
    return check_amount (run, step, error);
  return TRUE;
}

static void
thaw (PortailDotation *dotation)
{
  g_clear_pointer (&dotation->resultat, g_free);
  g_clear_pointer (&dotation->bareme_id, g_free);
  g_clear_pointer (&dotation->settings, g_free);
}

/* The user saw figures of one barème; another would give others. */
static gboolean
check_bareme (const PortailChange *change, const PortailDotationSheet *sheet, GError **error)
{
  g_autofree char *seen = NULL;

  if (!portail_change_get_argument (change, "bareme_id", &seen)
      || g_strcmp0 (seen, sheet->bareme_id) == 0)
    return TRUE;
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_BAREME_CHANGED,
                       _ ("Another tax table applies to this week by now."));
  return FALSE;
}

static gboolean
submit (PortailOpRun *run, const PortailRowStep *step, GError **error)
{
  PortailDatabase *database = run->actor->database;
  PortailDotation *dotation = (PortailDotation *) step->after;
  PortailDotation *open = portail_record_copy (dotation);
  g_autoptr (PortailDotationSheet) sheet = NULL;
  g_autoptr (PortailDotationFigures) figures = NULL;

  thaw (open);
  sheet = portail_dotation_load_parts (database, open, error);
  if (sheet == NULL || !check_bareme (step->change, sheet, error))
    return FALSE;
  figures = portail_dotation_sheet_compute (sheet, error);
  if (figures == NULL || !portail_dotation_totals_save (database, sheet, figures, error))
    return FALSE;
  thaw (dotation);
  dotation->amount = sheet->dotation->amount;
  dotation->bareme_id = g_strdup (sheet->bareme_id);
  dotation->settings = portail_settings_to_json (sheet->settings, sheet->bareme.mode_impot);
  dotation->resultat = portail_dotation_sheet_make_resultat (sheet, figures);
  g_clear_pointer (&dotation->refusal_reason, g_free);
  return TRUE;
}

/* One archive, however often it is asked for (domain.md §3.6). */
static gboolean
archive (PortailOpRun *run, const PortailRowStep *step, GError **error)
{
  PortailDotation *dotation = (PortailDotation *) step->after;
  g_autoptr (PortailArchive) made = portail_record_new (&portail_archive_type);
  PortailRecord *kept = NULL;

  /* Looked for without an id, so that the same command said twice finds its archive too. */
  made->base.id = g_strdup ("");
  made->base.enterprise_id = g_strdup (dotation->base.enterprise_id);
  made->source_type = g_strdup (dotation->base.type->name);
  made->source_id = g_strdup (dotation->base.id);
  if (!portail_record_find_by_key (run->actor->database, made, &kept, error))
    return FALSE;
  g_free (made->base.id);
  made->base.id = g_strdup (step->arguments->archive_id);
  if (kept == NULL && !portail_op_run_bring (run, &made->base, error))
    return FALSE;
  if (portail_timestamp_is_null (dotation->archived_at))
    dotation->archived_at = run->actor->now;
  g_ptr_array_add (run->outcome->rows,
                   kept != NULL ? kept : (PortailRecord *) g_steal_pointer (&made));
  return TRUE;
}

static gboolean
command (PortailOpRun *run, const PortailRowStep *step, GError **error)
{
  PortailDotation *dotation = (PortailDotation *) step->after;

  if (g_str_equal (step->transition->command, "archive"))
    return archive (run, step, error);
  if (dotation->status == PORTAIL_DOTATION_EN_ATTENTE)
    return submit (run, step, error);
  if (portail_transition_is_editable (step->after))
    thaw (dotation);
  return TRUE;
}

static gboolean
settle (PortailOpRun *run, GError **error)
{
  return portail_dotation_totals_refresh (run->writer, error);
}

static const PortailNotice notices[] = {
  /* Translators: the company, then the week. */
  { "submit", "dotation_submitted", PORTAIL_LEVEL_INFO, N_ ("%s: dotation %s to validate"),
    PORTAIL_RECIPIENTS_STAFF },
  /* Translators: the company, then the week. */
  { "validate", "dotation_validated", PORTAIL_LEVEL_INFO, N_ ("%s: dotation %s validated"),
    PORTAIL_RECIPIENTS_OWNERS },
  /* Translators: the company, then the week. */
  { "refuse", "dotation_refused", PORTAIL_LEVEL_WARNING, N_ ("%s: dotation %s refused"),
    PORTAIL_RECIPIENTS_OWNERS },
  { NULL },
};

static char *
describe (const PortailRecord *record)
{
  char week[PORTAIL_WEEK_TEXT_SIZE];

  return g_strdup (portail_week_format (((const PortailDotation *) record)->period, week));
}

static gboolean
append_figures (PortailContext *context,
                const PortailRecord *record,
                PortailFieldSet fields,
                GString *json,
                GError **error)
{
  /* Who may not read the amount may not read what it is made of. */
  if (!(fields & portail_record_type_field_bit (record->type, "amount")))
    return TRUE;
  portail_json_append_name (json, "totals");
  return portail_dotation_totals_append_json (context->database, record->id, json, error);
}

static gboolean
add_cells (PortailContext *context,
           const PortailRecord *record,
           PortailFieldSet fields,
           PortailWorksheet *sheet,
           GError **error)
{
  return !(fields & portail_record_type_field_bit (record->type, "amount"))
         || portail_dotation_totals_add_cells (context->database, record->id, sheet, error);
}

static PortailRecordView
view_of_employe (const PortailAccess *access, const char *enterprise_id)
{
  const PortailRecordType *type = &portail_dotation_type;
  PortailFieldSet readable = (PortailFieldSet) 1 << PORTAIL_COMMON_ID
                             | (PortailFieldSet) 1 << PORTAIL_COMMON_REV
                             | (PortailFieldSet) 1 << PORTAIL_COMMON_ENTERPRISE_ID
                             | portail_record_type_field_bit (type, "period")
                             | portail_record_type_field_bit (type, "status");

  return (PortailRecordView){ PORTAIL_REACH_ALL, readable, NULL };
}

/* From submission on, until the sheet is opened again, those with a row in it see that row. */
static const char *
get_reader (const PortailRecord *record)
{
  return portail_transition_is_editable (record) ? NULL : PORTAIL_LOG_EVERY_READER;
}

const PortailRecordRules portail_dotation_rules = {
  .type = &portail_dotation_type,
  .traits = PORTAIL_TRAIT_WEEKLY,
  .check = check,
  .command = command,
  .settle = settle,
  .notices = notices,
  .describe = describe,
  .append_figures = append_figures,
  .add_columns = portail_dotation_totals_add_columns,
  .add_cells = add_cells,
  .view_of_employe = view_of_employe,
  .get_reader = get_reader,
};
