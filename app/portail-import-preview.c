/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-import-preview.h"

struct _PortailImportItem
{
  GObject parent_instance;

  PortailImportPreview *preview; /* owned */
  guint index;
};

struct _PortailImportPreview
{
  GObject parent_instance;

  const PortailImportKind *kind;
  GPtrArray *there;          /* records that lines were compared with */
  gpointer matched;          /* of the kind */
  PortailTableImport *table; /* its lines; borrowed */
  GArray *shown;             /* of guint: indices of lines */
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

  g_clear_pointer (&preview->there, g_ptr_array_unref);
  if (preview->matched != NULL)
    preview->kind->free (preview->matched);
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

PortailImportPreview *
portail_import_preview_new (const PortailTextTable *table,
                            const PortailImportKind *kind,
                            GPtrArray *there)
{
  PortailImportPreview *preview = g_object_new (PORTAIL_TYPE_IMPORT_PREVIEW, NULL);

  preview->kind = kind;
  preview->there = g_ptr_array_ref (there);
  preview->matched = kind->match (table, there);
  preview->table = kind->get_table (preview->matched);
  portail_import_preview_show (preview, PORTAIL_IMPORT_SHOW_ALL);
  return preview;
}

const PortailImportKind *
portail_import_preview_get_kind (PortailImportPreview *preview)
{
  g_return_val_if_fail (PORTAIL_IS_IMPORT_PREVIEW (preview), NULL);
  return preview->kind;
}

const GPtrArray *
portail_import_preview_get_there (PortailImportPreview *preview)
{
  g_return_val_if_fail (PORTAIL_IS_IMPORT_PREVIEW (preview), NULL);
  return preview->there;
}

gpointer
portail_import_preview_get_matched (PortailImportPreview *preview)
{
  g_return_val_if_fail (PORTAIL_IS_IMPORT_PREVIEW (preview), NULL);
  return preview->matched;
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
  if (preview->kind->count != NULL)
    counts.matches = preview->kind->count (preview->matched);
  return counts;
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
  PortailImportPreview *preview = item->preview;
  g_autofree char *before = NULL;

  if (preview->kind->dup_before != NULL)
    before = preview->kind->dup_before (preview->matched, preview->there, item->index, column);
  return before != NULL && g_strcmp0 (before, after) != 0 ? g_steal_pointer (&before) : NULL;
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
