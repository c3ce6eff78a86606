/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-import-preview.h"

#include "shared/portail-i18n.h"

struct _PortailImportItem
{
  GObject parent_instance;

  PortailImportPreview *preview; /* owned */
  guint index;
};

struct _PortailImportPreview
{
  GObject parent_instance;

  PortailSheetTable target;
  GPtrArray *rows;                /* of PortailDotationRow: what the sheet had */
  PortailDotationImport *of_rows; /* or NULL */
  PortailTableImport *of_entries; /* or NULL */
  PortailTableImport *table;      /* one of both; borrowed */
  GArray *shown;                  /* of guint: indices of lines */
};

static GType
get_item_type (GListModel *model)
{
  return PORTAIL_TYPE_IMPORT_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return PORTAIL_IMPORT_PREVIEW (model)->shown->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  PortailImportPreview *preview = PORTAIL_IMPORT_PREVIEW (model);
  PortailImportItem *item;

  if (position >= preview->shown->len)
    return NULL;
  item = g_object_new (PORTAIL_TYPE_IMPORT_ITEM, NULL);
  item->preview = g_object_ref (preview);
  item->index = g_array_index (preview->shown, guint, position);
  return item;
}

static void
implement_list_model (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE (PortailImportItem, portail_import_item, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE_WITH_CODE (PortailImportPreview,
                               portail_import_preview,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, implement_list_model))

static void
portail_import_item_finalize (GObject *object)
{
  g_clear_object (&PORTAIL_IMPORT_ITEM (object)->preview);
  G_OBJECT_CLASS (portail_import_item_parent_class)->finalize (object);
}

static void
portail_import_item_class_init (PortailImportItemClass *class)
{
  G_OBJECT_CLASS (class)->finalize = portail_import_item_finalize;
}

static void
portail_import_item_init (PortailImportItem *item)
{
}

static void
portail_import_preview_finalize (GObject *object)
{
  PortailImportPreview *preview = PORTAIL_IMPORT_PREVIEW (object);

  g_clear_pointer (&preview->rows, g_ptr_array_unref);
  g_clear_pointer (&preview->of_rows, portail_dotation_import_free);
  g_clear_pointer (&preview->of_entries, portail_table_import_free);
  g_array_unref (preview->shown);
  G_OBJECT_CLASS (portail_import_preview_parent_class)->finalize (object);
}

static void
portail_import_preview_class_init (PortailImportPreviewClass *class)
{
  G_OBJECT_CLASS (class)->finalize = portail_import_preview_finalize;
}

static void
portail_import_preview_init (PortailImportPreview *preview)
{
  preview->shown = g_array_new (FALSE, FALSE, sizeof (guint));
}

const PortailImportFormat *
portail_import_preview_get_format (PortailSheetTable target)
{
  return target == PORTAIL_SHEET_ROWS ? &portail_import_dotation_rows
                                      : &portail_import_dotation_entries;
}

static PortailDotationImport *
import_rows (const PortailTextTable *table, const GPtrArray *rows)
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

static gpointer
copy_record (gconstpointer record, gpointer user_data)
{
  return portail_record_copy (record);
}

PortailImportPreview *
portail_import_preview_new (const PortailTextTable *table,
                            PortailSheetTable target,
                            const GPtrArray *rows)
{
  PortailImportPreview *preview = g_object_new (PORTAIL_TYPE_IMPORT_PREVIEW, NULL);

  preview->target = target;
  preview->rows = g_ptr_array_copy ((GPtrArray *) rows, copy_record, NULL);
  g_ptr_array_set_free_func (preview->rows, portail_record_free);
  if (target == PORTAIL_SHEET_ROWS)
    {
      preview->of_rows = import_rows (table, preview->rows);
      preview->table = preview->of_rows->preview;
    }
  else
    preview->table = preview->of_entries = portail_table_import_new (
        portail_import_preview_get_format (target), table);
  portail_import_preview_show (preview, PORTAIL_IMPORT_SHOW_ALL);
  return preview;
}

static gboolean
is_shown (const PortailImportLine *line, PortailImportShow show)
{
  switch (show)
    {
    case PORTAIL_IMPORT_SHOW_WRONG:
      return line->kind == PORTAIL_IMPORT_LINE_WRONG;
    case PORTAIL_IMPORT_SHOW_IGNORED:
      return line->kind != PORTAIL_IMPORT_LINE_WRONG && line->kind != PORTAIL_IMPORT_LINE_GOOD;
    default:
      return TRUE;
    }
}

void
portail_import_preview_show (PortailImportPreview *preview, PortailImportShow show)
{
  guint n_before;

  g_return_if_fail (PORTAIL_IS_IMPORT_PREVIEW (preview));
  n_before = preview->shown->len;
  g_array_set_size (preview->shown, 0);
  for (guint i = 0; i < preview->table->lines->len; i++)
    if (is_shown (portail_table_import_get_line (preview->table, i), show))
      g_array_append_val (preview->shown, i);
  g_list_model_items_changed (G_LIST_MODEL (preview), 0, n_before, preview->shown->len);
}

PortailImportCounts
portail_import_preview_get_counts (PortailImportPreview *preview)
{
  PortailImportCounts counts = { 0 };

  g_return_val_if_fail (PORTAIL_IS_IMPORT_PREVIEW (preview), counts);
  counts.n_good = preview->table->n_good;
  counts.n_wrong = preview->table->n_wrong;
  counts.n_ignored = preview->table->n_ignored;
  if (preview->of_rows == NULL)
    return counts;
  counts.n_twice = preview->of_rows->n_twice;
  for (guint i = 0; i < preview->table->lines->len; i++)
    if (preview->of_rows->matches[i].existing >= 0)
      counts.n_replacing++;
  return counts;
}

/* Applying */

/* The row of the sheet that a line replaces, if it is still there. */
static gboolean
find_existing (PortailImportPreview *preview, PortailDotationModel *model, int existing, guint *row)
{
  const PortailRecord *record = existing >= 0 ? preview->rows->pdata[existing] : NULL;

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
apply_row (PortailImportPreview *preview,
           PortailDotationModel *model,
           const PortailDotationImportRow *line,
           GError **error)
{
  guint n_rows = portail_dotation_model_get_n (model, PORTAIL_SHEET_ROWS);
  guint index = n_rows;
  gboolean is_there = find_existing (preview, model, line->existing, &index);
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
apply_entry (PortailImportPreview *preview,
             PortailDotationModel *model,
             const PortailEntryImportRow *line,
             GError **error)
{
  guint n = portail_dotation_model_get_n (model, preview->target);
  PortailDotationEntry *entry = portail_dotation_model_new_record (model, preview->target, n);

  entry->date = line->date;
  entry->justificatif = g_strdup (line->justificatif);
  entry->montant = line->montant;
  return portail_dotation_model_insert (model, preview->target, n, entry, error);
}

gboolean
portail_import_preview_apply (PortailImportPreview *preview,
                              PortailDotationModel *model,
                              PortailImportTwice twice,
                              guint *n,
                              GError **error)
{
  g_autoptr (GPtrArray) lines = NULL;
  gboolean is_done = TRUE;

  g_return_val_if_fail (PORTAIL_IS_IMPORT_PREVIEW (preview), FALSE);
  lines = preview->of_rows != NULL
              ? portail_dotation_import_dup_rows (preview->of_rows, twice, error)
              : portail_entry_import_dup_rows (preview->of_entries);
  if (lines == NULL)
    return FALSE;
  portail_dotation_model_begin_step (model, _ ("Import"), PORTAIL_STEP_UNDONE_BY_MODEL);
  for (guint i = 0; is_done && i < lines->len; i++)
    is_done = preview->of_rows != NULL ? apply_row (preview, model, lines->pdata[i], error)
                                       : apply_entry (preview, model, lines->pdata[i], error);
  if (!is_done)
    portail_dotation_model_cancel_step (model);
  portail_dotation_model_end_step (model);
  if (n != NULL)
    *n = is_done ? lines->len : 0;
  return is_done;
}

/* Items */

static const PortailImportLine *
get_line (PortailImportItem *item)
{
  return portail_table_import_get_line (item->preview->table, item->index);
}

guint
portail_import_item_get_line (PortailImportItem *item)
{
  g_return_val_if_fail (PORTAIL_IS_IMPORT_ITEM (item), 0);
  return get_line (item)->line;
}

PortailImportLineKind
portail_import_item_get_kind (PortailImportItem *item)
{
  g_return_val_if_fail (PORTAIL_IS_IMPORT_ITEM (item), PORTAIL_IMPORT_LINE_BLANK);
  return get_line (item)->kind;
}

static char *
value_to_text (const PortailImportColumn *column, const PortailImportValue *value)
{
  switch (column->type)
    {
    case PORTAIL_IMPORT_MONEY:
      return portail_money_to_text (value->money);
    case PORTAIL_IMPORT_RATE:
      return portail_rate_to_text (value->rate);
    case PORTAIL_IMPORT_DAY:
      return portail_day_to_text (value->day);
    default:
      return g_strdup (value->text != NULL ? value->text : "");
    }
}

/* What the cell takes the place of; NULL for nothing or the same. */
static char *
dup_before (PortailImportItem *item, const PortailImportColumn *column, const char *after)
{
  const PortailDotationImport *import = item->preview->of_rows;
  int existing = import != NULL ? import->matches[item->index].existing : -1;
  g_autofree char *before = NULL;
  int index;

  if (existing < 0 || column->type != PORTAIL_IMPORT_MONEY)
    return NULL;
  index = portail_record_type_find_field (&portail_dotation_row_type, column->field);
  if (index < 0)
    return NULL;
  before = portail_field_to_text (
      portail_record_type_get_field (&portail_dotation_row_type, (guint) index),
      item->preview->rows->pdata[existing]);
  return g_strcmp0 (before, after) != 0 ? g_steal_pointer (&before) : NULL;
}

char *
portail_import_item_dup_cell (PortailImportItem *item, guint column)
{
  const PortailImportLine *line;
  const PortailImportColumn *format;
  g_autofree char *after = NULL;
  g_autofree char *before = NULL;

  g_return_val_if_fail (PORTAIL_IS_IMPORT_ITEM (item), NULL);
  line = get_line (item);
  format = &item->preview->table->format->columns[column];
  if (line->kind != PORTAIL_IMPORT_LINE_GOOD && line->kind != PORTAIL_IMPORT_LINE_WRONG)
    return g_strdup (column == 0 ? line->source : "");
  if (portail_import_item_get_fault (item, column) != NULL)
    return g_strdup (line->values[column].typed != NULL ? line->values[column].typed : "");
  after = value_to_text (format, &line->values[column]);
  before = dup_before (item, format, after);
  return before != NULL ? g_strdup_printf ("%s → %s", before, after) : g_steal_pointer (&after);
}

const char *
portail_import_item_get_fault (PortailImportItem *item, guint column)
{
  const PortailImportLine *line;
  const char *field;

  g_return_val_if_fail (PORTAIL_IS_IMPORT_ITEM (item), NULL);
  line = get_line (item);
  field = item->preview->table->format->columns[column].field;
  for (guint i = 0; line->problems != NULL && i < line->problems->len; i++)
    {
      const PortailProblem *problem = portail_problems_get (line->problems, i);

      if (g_strcmp0 (problem->field, field) == 0)
        return problem->detail;
    }
  return NULL;
}

static void
add_remarks (GString *text, const PortailProblems *problems)
{
  for (guint i = 0; problems != NULL && i < problems->len; i++)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "",
                            portail_problems_get (problems, i)->detail);
}

char *
portail_import_item_dup_remark (PortailImportItem *item)
{
  const PortailImportLine *line;
  const char *reason;
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (PORTAIL_IS_IMPORT_ITEM (item), NULL);
  line = get_line (item);
  reason = portail_import_line_kind_get_reason (line->kind);
  if (reason != NULL && line->kind != PORTAIL_IMPORT_LINE_WRONG)
    g_string_append (text, reason);
  add_remarks (text, line->problems);
  add_remarks (text, line->notes);
  return g_strdup (text->str);
}
