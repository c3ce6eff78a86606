/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Declarations (domain.md §4, contract.md §1, §4).
 *
 * 1. What has a dotation takes its period and amount from it, and nobody types them: at creation,
 *    when it is given another one, and for the last time when it is submitted.
 * 2. It holds `resultat`, the whole sheet, exactly while it is en_attente, valide or paye and has a
 *    dotation.
 * 3. A correction is a new draft; the version that it corrects stays as it is and is shown as
 *    superseded while the new one lives, and so long nobody pays it. There is one at a time.
 * 4. Late is what is due, not paid and not superseded; nothing of that is stored. */
#include "server/rules/portail-type-rules.h"
#include "shared/portail-error.h"
#include "shared/portail-frozen-sheet.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-tax-fill.h"
#include "shared/portail-tax-loader.h"
#include "shared/portail-tax-reminder.h"

/* The figures that it was filled with; owned, NULL on error. */
static PortailDotationFigures *
fill_from (PortailOpRun *run,
           PortailTaxDeclaration *declaration,
           const PortailDotationSheet *sheet,
           GError **error)
{
  g_autoptr (PortailDotationFigures) figures = portail_dotation_sheet_compute (sheet, error);
  guint days;

  if (figures == NULL
      || !portail_tax_load_delay (run->actor->database, declaration->base.enterprise_id, &days,
                                  error))
    return NULL;
  portail_tax_fill (declaration, sheet, figures, days);
  return g_steal_pointer (&figures);
}

/* Where there is no such dotation, the check of references says so. */
static gboolean
fill (PortailOpRun *run, PortailTaxDeclaration *declaration, GError **error)
{
  g_autoptr (PortailDotationSheet) sheet = NULL;
  g_autoptr (PortailDotationFigures) figures = NULL;

  if (!portail_tax_load_dotation (run->actor->database, declaration, &sheet, error))
    return FALSE;
  if (sheet == NULL)
    return TRUE;
  figures = fill_from (run, declaration, sheet, error);
  return figures != NULL;
}

static gboolean
prepare (PortailOpRun *run, const PortailRowStep *step, GError **error)
{
  PortailTaxDeclaration *declaration = (PortailTaxDeclaration *) step->after;
  guint days;

  if (declaration->dotation_id != NULL)
    return fill (run, declaration, error);
  if (!portail_tax_load_delay (run->actor->database, declaration->base.enterprise_id, &days, error))
    return FALSE;
  portail_tax_fill_typed (declaration, portail_timestamp_get_paris_day (run->actor->now), days);
  return TRUE;
}

static void
add_required (PortailOpRun *run, const char *field)
{
  portail_problems_add (run->outcome->problems, field, "required", _ ("This field is required."));
}

static void
check_typed (PortailOpRun *run, const PortailTaxDeclaration *declaration)
{
  if (portail_money_is_null (declaration->amount))
    add_required (run, "amount");
  if (portail_week_is_null (declaration->period))
    add_required (run, "period");
}

static void
refuse_change (PortailOpRun *run, const char *field)
{
  portail_problems_add (run->outcome->problems, field, "not_writable",
                        _ ("A declaration takes this from its dotation."));
}

static gboolean
check_update (PortailOpRun *run, const PortailRowStep *step, GError **error)
{
  const PortailTaxDeclaration *before = (const PortailTaxDeclaration *) step->before;
  PortailTaxDeclaration *after = (PortailTaxDeclaration *) step->after;

  if (after->dotation_id == NULL)
    {
      check_typed (run, after);
      return TRUE;
    }
  if (g_strcmp0 (before->dotation_id, after->dotation_id) != 0)
    return fill (run, after, error);
  if (before->amount.cents != after->amount.cents)
    refuse_change (run, "amount");
  if (before->period.number != after->period.number)
    refuse_change (run, "period");
  return TRUE;
}

static gboolean
check_is_newest (PortailOpRun *run, const char *id, GError **error)
{
  g_autofree char *successor = NULL;

  if (!portail_tax_find_successor (run->actor->database, id, &successor, error))
    return FALSE;
  if (successor != NULL)
    g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_WRONG_STATUS,
                         _ ("A newer version corrects this one already."));
  return successor == NULL;
}

static gboolean
check (PortailOpRun *run, const PortailRowStep *step, GError **error)
{
  const PortailTaxDeclaration *after = (const PortailTaxDeclaration *) step->after;

  if (step->change->kind == PORTAIL_CHANGE_UPDATE)
    return check_update (run, step, error);
  /* Invariant 3, of a version that comes or comes back. */
  if (step->before == NULL && after->version_of != NULL
      && !check_is_newest (run, after->version_of, error))
    return FALSE;
  if (step->transition != NULL && g_str_equal (step->transition->command, "pay"))
    return check_is_newest (run, after->base.id, error);
  if (step->change->kind == PORTAIL_CHANGE_CREATE && after->dotation_id == NULL)
    check_typed (run, after);
  return TRUE;
}

static gboolean
freeze (PortailOpRun *run, PortailTaxDeclaration *declaration, GError **error)
{
  g_autoptr (PortailDotationSheet) sheet = NULL;
  g_autoptr (PortailDotationFigures) figures = NULL;

  if (!portail_tax_load_dotation (run->actor->database, declaration, &sheet, error))
    return FALSE;
  if (sheet == NULL)
    {
      portail_problems_add (run->outcome->problems, "dotation_id", "unknown_reference",
                            _ ("What this field refers to does not exist here."));
      return TRUE;
    }
  figures = fill_from (run, declaration, sheet, error);
  if (figures == NULL)
    return FALSE;
  declaration->resultat = portail_frozen_sheet_make (sheet, figures);
  return TRUE;
}

static gboolean
submit (PortailOpRun *run, PortailTaxDeclaration *declaration, GError **error)
{
  g_clear_pointer (&declaration->resultat, g_free);
  g_clear_pointer (&declaration->refusal_reason, g_free);
  if (declaration->dotation_id != NULL)
    return freeze (run, declaration, error);
  check_typed (run, declaration);
  return TRUE;
}

static gboolean
correct (PortailOpRun *run, const PortailRowStep *step, GError **error)
{
  g_autoptr (PortailTaxDeclaration) correction = portail_tax_load_correction (
      run->actor->database, (const PortailTaxDeclaration *) step->after, step->arguments->new_id,
      error);

  if (correction == NULL || !portail_op_run_bring (run, &correction->base, error))
    return FALSE;
  g_ptr_array_add (run->outcome->rows, g_steal_pointer (&correction));
  return TRUE;
}

static gboolean
command (PortailOpRun *run, const PortailRowStep *step, GError **error)
{
  PortailTaxDeclaration *declaration = (PortailTaxDeclaration *) step->after;

  if (g_str_equal (step->transition->command, "correct"))
    return correct (run, step, error);
  if (declaration->status == PORTAIL_TAX_DECLARATION_EN_ATTENTE)
    return submit (run, declaration, error);
  if (declaration->status == PORTAIL_TAX_DECLARATION_PAYE
      && portail_timestamp_is_null (declaration->paid_at))
    declaration->paid_at = run->actor->now;
  if (portail_transition_is_editable (step->after))
    g_clear_pointer (&declaration->resultat, g_free);
  return TRUE;
}

static const PortailNotice notices[] = {
  /* Translators: the company, then the week. */
  { "submit", "tax_submitted", PORTAIL_LEVEL_INFO, N_ ("%s: tax declaration %s to validate"),
    PORTAIL_RECIPIENTS_STAFF },
  /* Translators: the company, then the week. */
  { "validate", "tax_validated", PORTAIL_LEVEL_INFO, N_ ("%s: tax declaration %s validated"),
    PORTAIL_RECIPIENTS_OWNERS },
  /* Translators: the company, then the week. */
  { "refuse", "tax_refused", PORTAIL_LEVEL_WARNING, N_ ("%s: tax declaration %s refused"),
    PORTAIL_RECIPIENTS_OWNERS },
  { NULL },
};

static char *
describe (const PortailRecord *record)
{
  char week[PORTAIL_WEEK_TEXT_SIZE] = "";

  return g_strdup (portail_week_format (((const PortailTaxDeclaration *) record)->period, week));
}

/* Invariant 4. *@successor, owned, is the version that corrects it, or NULL. */
static gboolean
find_level (PortailContext *context,
            const PortailTaxDeclaration *declaration,
            PortailDueLevel *level,
            char **successor,
            GError **error)
{
  if (!portail_tax_find_successor (context->database, declaration->base.id, successor, error))
    return FALSE;
  *level = portail_tax_due_level (
      declaration, *successor == NULL ? PORTAIL_TAX_NEWEST : PORTAIL_TAX_SUPERSEDED, context->now);
  return TRUE;
}

static gboolean
append_figures (PortailContext *context,
                const PortailRecord *record,
                PortailFieldSet fields,
                GString *json,
                GError **error)
{
  g_autofree char *successor = NULL;
  PortailDueLevel level;

  if (!(fields & portail_record_type_field_bit (record->type, "due_date")))
    return TRUE;
  if (!find_level (context, (const PortailTaxDeclaration *) record, &level, &successor, error))
    return FALSE;
  portail_json_append_name (json, "en_retard");
  g_string_append (json, level == PORTAIL_DUE_LATE ? "true" : "false");
  portail_json_append_name (json, "due_level");
  portail_json_append_string (json, portail_due_level_get_name (level));
  portail_json_append_name (json, "superseded_by");
  portail_json_append_string (json, successor);
  return TRUE;
}

#define WORD_WIDTH 12

static void
add_columns (PortailWorksheet *sheet)
{
  portail_worksheet_add_column (sheet, _ ("Late"), PORTAIL_WORKBOOK_TEXT, WORD_WIDTH);
  portail_worksheet_add_column (sheet, _ ("Superseded"), PORTAIL_WORKBOOK_TEXT, WORD_WIDTH);
}

static gboolean
add_cells (PortailContext *context,
           const PortailRecord *record,
           PortailFieldSet fields,
           PortailWorksheet *sheet,
           GError **error)
{
  g_autofree char *successor = NULL;
  PortailDueLevel level;

  if (!find_level (context, (const PortailTaxDeclaration *) record, &level, &successor, error))
    return FALSE;
  portail_worksheet_add_text (sheet, level == PORTAIL_DUE_LATE ? _ ("Yes") : NULL);
  portail_worksheet_add_text (sheet, successor != NULL ? _ ("Yes") : NULL);
  return TRUE;
}

#define SUPERSEDED_SQL                                                                             \
  "EXISTS (SELECT 1 FROM tax_declaration AS later WHERE later.version_of = tax_declaration.id"     \
  " AND later.trashed_at IS NULL)"

/* `en_retard` and `superseded`: 1 or true, 0 or false. */
static gboolean
append_filter (const PortailContext *context,
               const char *name,
               const char *value,
               PortailQuery *query)
{
  gboolean is_wanted = g_str_equal (value, "1") || g_str_equal (value, "true");
  char today[PORTAIL_DAY_TEXT_SIZE];

  if (!is_wanted && !g_str_equal (value, "0") && !g_str_equal (value, "false"))
    return FALSE;
  if (g_str_equal (name, "superseded"))
    {
      portail_query_append (query, " AND %s" SUPERSEDED_SQL, is_wanted ? "" : "NOT ");
      return TRUE;
    }
  if (!g_str_equal (name, "en_retard"))
    return FALSE;
  portail_query_append (query,
                        " AND %s (coalesce (due_date, '9999-12-31') < ? AND status <> 'paye'"
                        " AND NOT " SUPERSEDED_SQL ")",
                        is_wanted ? "" : "NOT");
  portail_query_bind_text (
      query, portail_day_format (portail_timestamp_get_paris_day (context->now), today));
  return TRUE;
}

const PortailRecordRules portail_tax_declaration_rules = {
  .type = &portail_tax_declaration_type,
  .traits = PORTAIL_TRAIT_WEEKLY,
  .prepare = prepare,
  .check = check,
  .command = command,
  .notices = notices,
  .describe = describe,
  .append_figures = append_figures,
  .add_columns = add_columns,
  .add_cells = add_cells,
  .append_filter = append_filter,
};
