/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-tax-missing.h"

#include "shared/portail-layered-setting.h"
#include "shared/portail-tax-delay.h"

static const char missing_sql[] =
    "SELECT enterprise.id, enterprise.name, enterprise.settings, dotation.id, dotation.status,"
    " draft.id, draft.status, draft.due_date FROM enterprise"
    " LEFT JOIN dotation ON dotation.enterprise_id = enterprise.id AND dotation.period = ?"
    " AND dotation.trashed_at IS NULL AND dotation.status <> 'refuse'"
    " LEFT JOIN tax_declaration AS draft ON draft.id = (SELECT id FROM tax_declaration"
    " WHERE enterprise_id = enterprise.id AND period = ? AND trashed_at IS NULL"
    " ORDER BY created_at DESC, id DESC LIMIT 1)"
    " WHERE enterprise.is_active = 1 AND enterprise.trashed_at IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM tax_declaration AS made"
    " WHERE made.enterprise_id = enterprise.id AND made.period = ? AND made.trashed_at IS NULL"
    " AND made.status IN ('en_attente', 'valide', 'paye'))"
    " ORDER BY enterprise.name, enterprise.id";

void
portail_tax_missing_free (PortailTaxMissing *missing)
{
  g_free (missing->enterprise_id);
  g_free (missing->enterprise_name);
  g_free (missing->dotation_id);
  g_free (missing->declaration_id);
  g_free (missing);
}

static int
read_status (PortailStatement *statement, guint column, const PortailRecordType *type)
{
  const char *name = portail_statement_get_text (statement, column);
  const PortailField *field = portail_record_type_get_field (
      type, (guint) portail_record_type_find_field (type, "status"));

  return name != NULL ? portail_choice_from_name (field->choices, name) : PORTAIL_CHOICE_UNKNOWN;
}

static PortailDay
read_due_day (PortailStatement *statement, PortailWeek period, const char *default_delay)
{
  const char *text = portail_statement_get_text (statement, 7);
  PortailDay day;

  if (text != NULL && portail_day_parse (text, &day))
    return day;
  return portail_due_date_of_week (
      period, portail_tax_delay_resolve (default_delay, portail_statement_get_text (statement, 2)));
}

static PortailTaxMissing *
read_missing (PortailStatement *statement, PortailWeek period, const char *default_delay)
{
  PortailTaxMissing *missing = g_new0 (PortailTaxMissing, 1);

  missing->enterprise_id = portail_statement_dup_text (statement, 0);
  missing->enterprise_name = portail_statement_dup_text (statement, 1);
  missing->due_date = read_due_day (statement, period, default_delay);
  missing->dotation_id = portail_statement_dup_text (statement, 3);
  missing->dotation_status = (PortailDotationStatus) read_status (statement, 4,
                                                                  &portail_dotation_type);
  missing->declaration_id = portail_statement_dup_text (statement, 5);
  missing->declaration_status = (PortailTaxDeclarationStatus) read_status (
      statement, 6, &portail_tax_declaration_type);
  return missing;
}

GPtrArray *
portail_tax_missing_list (PortailDatabase *database,
                          PortailWeek period,
                          PortailTimestamp now,
                          GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (
      (GDestroyNotify) portail_tax_missing_free);
  g_auto (PortailLayeredSetting) delay = { 0 };
  char week[PORTAIL_WEEK_TEXT_SIZE];
  PortailStatement *statement;
  PortailStep step = PORTAIL_STEP_ERROR;

  if (!portail_layered_setting_load (database, PORTAIL_TAX_DELAY_KEY, NULL, &delay, error))
    return NULL;
  portail_week_format (period, week);
  statement = portail_database_query (database, error, missing_sql, "ttt", week, week, week);
  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    {
      PortailTaxMissing *missing = read_missing (statement, period, delay.defaults);

      missing->level = portail_due_level_at (missing->due_date, now);
      g_ptr_array_add (list, missing);
    }
  if (step != PORTAIL_STEP_DONE)
    return NULL;
  portail_statement_reset (statement);
  return g_steal_pointer (&list);
}
