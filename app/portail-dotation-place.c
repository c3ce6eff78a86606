/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-dotation-place.h"

#include "shared/portail-dotation-import.h"
#include "shared/portail-i18n.h"

/* Rows: replaced by name. */

static gpointer
match_rows (const PortailTextTable *table, const GPtrArray *rows)
{
  g_autofree PortailDotationImportExisting *existing = g_new0 (PortailDotationImportExisting,
                                                               rows->len + 1);

  for (guint i = 0; i < rows->len; i++)
    {
      const PortailDotationRow *row = rows->pdata[i];

      existing[i] = (PortailDotationImportExisting){ row->employee_name != NULL ? row->employee_name
                                                                                : "",
                                                     row->grade, row->run, row->facture,
                                                     row->vente };
    }
  return portail_dotation_import_new (table, existing, rows->len);
}

static void
free_rows (gpointer matched)
{
  portail_dotation_import_free (matched);
}

static PortailTableImport *
get_table_of_rows (gpointer matched)
{
  return ((PortailDotationImport *) matched)->preview;
}

static PortailImportMatches
count_rows (gpointer matched)
{
  const PortailDotationImport *import = matched;
  PortailImportMatches matches = { .n_doubtful = import->n_twice };

  for (guint i = 0; i < import->preview->lines->len; i++)
    if (import->matches[i].existing >= 0)
      matches.n_replacing++;
  return matches;
}

static char *
dup_amount_before (gpointer matched,
                   const GPtrArray *there,
                   guint line,
                   const PortailImportColumn *column)
{
  const PortailDotationImport *import = matched;
  int existing = import->matches[line].existing;
  int index;

  if (existing < 0 || column->type != PORTAIL_IMPORT_MONEY)
    return NULL;
  index = portail_record_type_find_field (&portail_dotation_row_type, column->field);
  if (index < 0)
    return NULL;
  return portail_field_to_text (
      portail_record_type_get_field (&portail_dotation_row_type, (guint) index),
      g_ptr_array_index (there, existing));
}

static char *
say_choice (guint n)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "Add up the %u line whose name comes more than once",
                                       "Add up the %u lines whose name comes more than once", n),
                          n);
}

static char *
say_left_out (guint n)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "%u line whose name comes twice is left out.",
                                       "%u lines whose name comes twice are left out.", n),
                          n);
}

static char *
say_replacing (guint n)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "%u replaces the amounts of a row of the sheet.",
                                       "%u replace the amounts of rows of the sheet.", n),
                          n);
}

static const PortailImportKind rows_kind = {
  .title = N_ ("Employees"),
  .format = &portail_import_dotation_rows,
  .match = match_rows,
  .free = free_rows,
  .get_table = get_table_of_rows,
  .count = count_rows,
  .dup_before = dup_amount_before,
  .say_choice = say_choice,
  .say_left_out = say_left_out,
  .say_replacing = say_replacing,
};

/* Dépenses and retraits: added. */

static gpointer
match_entries (const PortailTextTable *table, const GPtrArray *there)
{
  return portail_table_import_new (&portail_import_dotation_entries, table);
}

static void
free_entries (gpointer matched)
{
  portail_table_import_free (matched);
}

static PortailTableImport *
get_table_of_entries (gpointer matched)
{
  return matched;
}

static const PortailImportKind depenses_kind = {
  .title = N_ ("Expenses"),
  .format = &portail_import_dotation_entries,
  .match = match_entries,
  .free = free_entries,
  .get_table = get_table_of_entries,
};

static const PortailImportKind retraits_kind = {
  .title = N_ ("Withdrawals"),
  .format = &portail_import_dotation_entries,
  .match = match_entries,
  .free = free_entries,
  .get_table = get_table_of_entries,
};

/* By PortailSheetTable. */
static const PortailImportKind *const kinds[] = {
  [PORTAIL_SHEET_ROWS] = &rows_kind,
  [PORTAIL_SHEET_DEPENSES] = &depenses_kind,
  [PORTAIL_SHEET_RETRAITS] = &retraits_kind,
  NULL,
};

/* The open sheet */

static gpointer
copy_record (gconstpointer record, gpointer user_data)
{
  return portail_record_copy (record);
}

static GPtrArray *
list_rows (gpointer place)
{
  const PortailLiveSheet *live = portail_dotation_model_get_live (place);
  GPtrArray *rows = live != NULL ? g_ptr_array_copy (live->sheet->rows, copy_record, NULL)
                                 : g_ptr_array_new ();

  g_ptr_array_set_free_func (rows, portail_record_free);
  return rows;
}

static const char *
get_lock_reason (gpointer place)
{
  return portail_dotation_model_is_editable (place)
             ? NULL
             : portail_dotation_model_get_lock_reason (place);
}

/* The row of the sheet that a line replaces, if it is still there. */
static gboolean
find_existing (PortailDotationModel *model, const GPtrArray *there, int existing, guint *row)
{
  const PortailRecord *record = existing >= 0 ? g_ptr_array_index (there, existing) : NULL;

  return record != NULL && portail_dotation_model_find (model, PORTAIL_SHEET_ROWS, record->id, row);
}

static void
set_employee (PortailDotationModel *model, PortailDotationRow *row, const char *grade)
{
  const PortailEmployee *employee = portail_dotation_model_find_employee (model,
                                                                          row->employee_name);

  if (row->employee_id == NULL && employee != NULL)
    row->employee_id = g_strdup (employee->base.id);
  if (grade == NULL && row->grade == NULL && employee != NULL)
    {
      row->grade = g_strdup (employee->grade);
      row->is_direction = employee->is_direction
                          || portail_payroll_is_grade_direction (employee->grade);
    }
  if (grade == NULL || g_strcmp0 (grade, row->grade) == 0)
    return;
  g_free (row->grade);
  row->grade = g_strdup (grade);
  row->is_direction = portail_payroll_is_grade_direction (grade);
}

static gboolean
apply_row (PortailDotationModel *model,
           const GPtrArray *there,
           const PortailDotationImportRow *line,
           GError **error)
{
  guint n_rows = portail_dotation_model_get_n (model, PORTAIL_SHEET_ROWS);
  guint index = n_rows;
  gboolean is_there = find_existing (model, there, line->existing, &index);
  PortailDotationRow *row = is_there ? portail_record_copy (
                                portail_dotation_model_get (model, PORTAIL_SHEET_ROWS, index))
                                     : portail_dotation_model_new_record (model, PORTAIL_SHEET_ROWS,
                                                                          n_rows);

  if (!is_there)
    row->employee_name = g_strdup (line->employee_name);
  row->run = line->run;
  row->facture = line->facture;
  row->vente = line->vente;
  set_employee (model, row, line->grade);
  if (is_there)
    return portail_dotation_model_replace (model, PORTAIL_SHEET_ROWS, index, row, error);
  return portail_dotation_model_insert (model, PORTAIL_SHEET_ROWS, index, row, error);
}

static gboolean
apply_entry (PortailDotationModel *model,
             PortailSheetTable target,
             const PortailEntryImportRow *line,
             GError **error)
{
  guint n = portail_dotation_model_get_n (model, target);
  PortailDotationEntry *entry = portail_dotation_model_new_record (model, target, n);

  entry->date = line->date;
  entry->justificatif = g_strdup (line->justificatif);
  entry->montant = line->montant;
  return portail_dotation_model_insert (model, target, n, entry, error);
}

static gboolean
apply (gpointer place,
       PortailImportPreview *preview,
       PortailImportChoice choice,
       guint *n,
       GError **error)
{
  PortailDotationModel *model = PORTAIL_DOTATION_MODEL (place);
  const PortailImportKind *kind = portail_import_preview_get_kind (preview);
  gpointer matched = portail_import_preview_get_matched (preview);
  PortailSheetTable target = kind == &rows_kind       ? PORTAIL_SHEET_ROWS
                             : kind == &depenses_kind ? PORTAIL_SHEET_DEPENSES
                                                      : PORTAIL_SHEET_RETRAITS;
  g_autoptr (GPtrArray) lines = target == PORTAIL_SHEET_ROWS
                                    ? portail_dotation_import_dup_rows (
                                        matched,
                                        choice == PORTAIL_IMPORT_TAKE_DOUBTFUL
                                            ? PORTAIL_IMPORT_SUM_TWICE
                                            : PORTAIL_IMPORT_LEAVE_TWICE_OUT,
                                        error)
                                    : portail_entry_import_dup_rows (matched);
  gboolean is_done = TRUE;

  if (lines == NULL)
    return FALSE;
  portail_dotation_model_begin_step (model, _ ("Import"), PORTAIL_STEP_UNDONE_BY_MODEL);
  for (guint i = 0; is_done && i < lines->len; i++)
    is_done = target == PORTAIL_SHEET_ROWS ? apply_row (
                  model, portail_import_preview_get_there (preview), lines->pdata[i], error)
                                           : apply_entry (model, target, lines->pdata[i], error);
  if (!is_done)
    portail_dotation_model_cancel_step (model);
  portail_dotation_model_end_step (model);
  *n = is_done ? lines->len : 0;
  return is_done;
}

const PortailImportPlace portail_dotation_place = {
  .kinds = kinds,
  .list_there = list_rows,
  .get_lock_reason = get_lock_reason,
  .apply = apply,
};
