/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Operations of the blanchiment (domain.md §6, contract.md §4, §6).
 *
 * 1. A new operation takes the shares of the day, the company's own or the staff's, where it brings
 *    none.
 * 2. The risk follows in the op, for every operation of the same 30 days.
 * 3. Only what is suspect is reviewed; who may, the table of rights says. */
#include "server/portail-blanchiment-refresh.h"
#include "server/rules/portail-type-rules.h"
#include "shared/portail-blanchiment-analysis.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-employee.h"

/* In letters. */
#define MONEY_WIDTH 16

/* The name stays as a snapshot (contract.md §1). Whether the employee is of this company is asked
 * with the other references. */
static gboolean
take_name (PortailOpRun *run, PortailBlanchimentOperation *operation, GError **error)
{
  g_autoptr (PortailEmployee) employee = NULL;
  g_autoptr (GError) missing = NULL;

  if (operation->employee_id == NULL || operation->employee_name != NULL)
    return TRUE;
  employee = portail_record_sql_load (run->actor->database, &portail_employee_type,
                                      operation->employee_id, &missing);
  if (employee != NULL)
    operation->employee_name = g_strdup (employee->name);
  else if (!g_error_matches (missing, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&missing));
      return FALSE;
    }
  return TRUE;
}

static gboolean
prepare (PortailOpRun *run, const PortailRowStep *step, GError **error)
{
  PortailBlanchimentOperation *operation = (PortailBlanchimentOperation *) step->after;
  PortailBlanchimentSettings settings;

  if (portail_day_is_null (operation->date_recu))
    operation->date_recu = portail_timestamp_get_paris_day (run->actor->now);
  if (!take_name (run, operation, error))
    return FALSE;
  if (!portail_rate_is_null (operation->entreprise_taux)
      && !portail_rate_is_null (operation->groupe_taux))
    return TRUE;
  if (!portail_blanchiment_load_settings (run->actor->database, operation->base.enterprise_id,
                                          &settings, error))
    return FALSE;
  if (portail_rate_is_null (operation->entreprise_taux))
    operation->entreprise_taux = settings.shares.entreprise_taux;
  if (portail_rate_is_null (operation->groupe_taux))
    operation->groupe_taux = settings.shares.groupe_taux;
  return TRUE;
}

static gboolean
finish (PortailOpRun *run, PortailBlanchimentOperation *operation)
{
  if (portail_day_is_null (operation->date_rendu))
    operation->date_rendu = portail_timestamp_get_paris_day (run->actor->now);
  portail_record_validate (operation,
                           portail_record_type_field_bit (operation->base.type, "date_rendu"),
                           run->outcome->problems);
  return TRUE;
}

/* Canonical. Owned. */
static char *
make_review (PortailOpRun *run, const PortailArguments *arguments)
{
  PortailBlanchimentReview outcome = arguments->outcome == PORTAIL_REVIEW_CONFIRMED
                                         ? PORTAIL_BLANCHIMENT_CONFIRMED
                                         : PORTAIL_BLANCHIMENT_CLEARED;
  char moment[PORTAIL_TIMESTAMP_TEXT_SIZE];
  GString *json = g_string_new ("{");

  portail_json_append_name (json, "comment");
  portail_json_append_string (json, arguments->comment);
  portail_json_append_name (json, "outcome");
  portail_json_append_string (json, portail_blanchiment_review_get_name (outcome));
  portail_json_append_name (json, "reviewed_at");
  portail_json_append_string (json, portail_timestamp_format (run->actor->now, moment));
  portail_json_append_name (json, "reviewer_id");
  portail_json_append_string (json, portail_access_get_user (run->actor->access)->base.id);
  g_string_append_c (json, '}');
  return g_string_free (json, FALSE);
}

static gboolean
is_suspect (const PortailBlanchimentOperation *operation)
{
  return operation->status == PORTAIL_BLANCHIMENT_SUSPENDU
         || (operation->risk_score != PORTAIL_INTEGER_NULL
             && operation->risk_score >= PORTAIL_BLANCHIMENT_SCORE_ELEVE);
}

static gboolean
review (PortailOpRun *run, const PortailRowStep *step, GError **error)
{
  PortailBlanchimentOperation *operation = (PortailBlanchimentOperation *) step->after;

  if (!is_suspect (operation))
    {
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_WRONG_STATUS,
                           _ ("Only a suspect operation is reviewed."));
      return FALSE;
    }
  g_free (operation->review);
  operation->review = make_review (run, step->arguments);
  return TRUE;
}

static gboolean
command (PortailOpRun *run, const PortailRowStep *step, GError **error)
{
  if (g_str_equal (step->transition->command, "finish"))
    return finish (run, (PortailBlanchimentOperation *) step->after);
  if (g_str_equal (step->transition->command, "review"))
    return review (run, step, error);
  return TRUE;
}

static gboolean
follow (PortailOpRun *run, const PortailRowStep *step, GError **error)
{
  portail_op_run_leave (run, step->before);
  portail_op_run_leave (run, step->after);
  return TRUE;
}

static gboolean
settle (PortailOpRun *run, GError **error)
{
  g_autoptr (GPtrArray) touched = g_ptr_array_new ();

  for (guint i = 0; run->unsettled != NULL && i < run->unsettled->len; i++)
    {
      PortailRecord *row = g_ptr_array_index (run->unsettled, i);

      if (row->type == &portail_blanchiment_operation_type)
        g_ptr_array_add (touched, row);
    }
  return portail_blanchiment_refresh (run->writer, touched, error);
}

static const PortailNotice notices[] = {
  /* Translators: the company, then whose operation. */
  { "suspend", "blanchiment_suspended", PORTAIL_LEVEL_WARNING, N_ ("%s: operation of %s suspended"),
    PORTAIL_RECIPIENTS_STAFF },
  /* Translators: the company, then whose operation. */
  { "review", "blanchiment_reviewed", PORTAIL_LEVEL_INFO, N_ ("%s: operation of %s reviewed"),
    PORTAIL_RECIPIENTS_OWNERS },
  { NULL },
};

static char *
describe (const PortailRecord *record)
{
  const PortailBlanchimentOperation *operation = (const PortailBlanchimentOperation *) record;
  char day[PORTAIL_DAY_TEXT_SIZE] = "";

  if (operation->employee_name != NULL)
    return g_strdup (operation->employee_name);
  if (operation->groupe != NULL)
    return g_strdup (operation->groupe);
  return g_strdup (portail_day_format (operation->date_recu, day));
}

static void
append_money (GString *json, const char *name, PortailMoney money)
{
  portail_json_append_name (json, name);
  portail_money_append_json (money, json);
}

/* What the client sent, else the score (domain.md §6). */
static void
append_percentage (const PortailBlanchimentOperation *operation, GString *json)
{
  PortailRate percentage = operation->percentage;

  if (portail_rate_is_null (percentage) && operation->risk_score != PORTAIL_INTEGER_NULL)
    percentage = PORTAIL_PERCENT (operation->risk_score);
  portail_json_append_name (json, "percentage");
  portail_rate_append_json (percentage, json);
}

static void
append_days (PortailContext *context, const PortailBlanchimentOperation *operation, GString *json)
{
  gint32 days = portail_blanchiment_get_days (operation,
                                              portail_timestamp_get_paris_day (context->now));

  portail_json_append_name (json, "duree");
  if (days == PORTAIL_BLANCHIMENT_NO_DAYS)
    g_string_append (json, "null");
  else
    portail_json_append_integer (json, days);
}

static gboolean
append_figures (PortailContext *context,
                const PortailRecord *record,
                PortailFieldSet fields,
                GString *json,
                GError **error)
{
  const PortailBlanchimentOperation *operation = (const PortailBlanchimentOperation *) record;
  gint64 score = MAX (0, operation->risk_score);

  if (fields & portail_record_type_field_bit (record->type, "percentage"))
    append_percentage (operation, json);
  if (fields & portail_record_type_field_bit (record->type, "amount"))
    {
      append_money (json, "part_entreprise",
                    portail_blanchiment_get_part (operation->amount, operation->entreprise_taux));
      append_money (json, "part_groupe",
                    portail_blanchiment_get_part (operation->amount, operation->groupe_taux));
    }
  if (fields & portail_record_type_field_bit (record->type, "date_recu"))
    append_days (context, operation, json);
  if (!(fields & portail_record_type_field_bit (record->type, "risk_score")))
    return TRUE;
  portail_json_append_name (json, "niveau");
  portail_json_append_string (
      json, portail_blanchiment_level_get_name (portail_blanchiment_get_level ((guint) score)));
  portail_json_append_name (json, "suspect");
  g_string_append (json, is_suspect (operation) ? "true" : "false");
  return TRUE;
}

static void
add_columns (PortailWorksheet *sheet)
{
  portail_worksheet_add_column (sheet, _ ("Company's part"), PORTAIL_WORKBOOK_MONEY, MONEY_WIDTH);
  portail_worksheet_add_column (sheet, _ ("Group's part"), PORTAIL_WORKBOOK_MONEY, MONEY_WIDTH);
}

static gboolean
add_cells (PortailContext *context,
           const PortailRecord *record,
           PortailFieldSet fields,
           PortailWorksheet *sheet,
           GError **error)
{
  const PortailBlanchimentOperation *operation = (const PortailBlanchimentOperation *) record;

  portail_worksheet_add_money (
      sheet, portail_blanchiment_get_part (operation->amount, operation->entreprise_taux));
  portail_worksheet_add_money (
      sheet, portail_blanchiment_get_part (operation->amount, operation->groupe_taux));
  return TRUE;
}

const PortailRecordRules portail_blanchiment_rules = {
  .type = &portail_blanchiment_operation_type,
  .prepare = prepare,
  .command = command,
  .follow = follow,
  .settle = settle,
  .notices = notices,
  .describe = describe,
  .figure = "percentage",
  .append_figures = append_figures,
  .add_columns = add_columns,
  .add_cells = add_cells,
};
