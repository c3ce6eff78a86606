/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-record-columns.h"

#include "app/portail-column-change.h"
#include "app/portail-column-title.h"
#include "app/portail-record-column-width.h"
#include "app/portail-record-columns-private.h"
#include "shared/portail-i18n.h"

const PortailField portail_record_column_company = {
  PORTAIL_ID (PortailRecord, enterprise_id),
  .title = N_ ("Company"),
  .refers_to = "enterprise",
};

gboolean
portail_record_column_is_number (const PortailField *field)
{
  return field->kind == PORTAIL_KIND_MONEY || field->kind == PORTAIL_KIND_RATE
         || field->kind == PORTAIL_KIND_HOURS || field->kind == PORTAIL_KIND_INTEGER;
}

const PortailField *
portail_record_column_find (const PortailRecordTableSpec *spec, const char *name)
{
  int index;

  for (const PortailField *extra = spec->extras; extra != NULL && extra->name != NULL; extra++)
    if (g_strcmp0 (extra->name, name) == 0)
      return extra;
  index = name != NULL ? portail_record_type_find_field (spec->type, name) : -1;
  return index >= 0 ? portail_record_type_get_field (spec->type, (guint) index) : NULL;
}

gboolean
portail_record_column_is_extra (const PortailRecordTableSpec *spec, const PortailField *field)
{
  return portail_record_type_find_field (spec->type, field->name) < 0;
}

gboolean
portail_record_column_is_level (const PortailRecordTableSpec *spec, const PortailField *field)
{
  return g_strcmp0 (spec->level_field, field->name) == 0;
}

/* Sorting. The order is the query's; the sorters of the columns are there for the header's arrows,
 * and to find out which of them is asked first (before GTK 4.10 nothing else tells). */

static int
note_asked (gconstpointer a, gconstpointer b, gpointer user_data)
{
  PortailRecordColumn *column = user_data;

  if (column->columns->asked == NULL)
    column->columns->asked = column;
  return GTK_ORDERING_SMALLER;
}

const PortailField *
portail_record_columns_get_sort (PortailRecordColumns *columns, PortailSortOrder *order)
{
  GtkSorter *sorter = gtk_column_view_get_sorter (columns->view);
  g_autoptr (PortailRecordItem) any = portail_record_item_new ((PortailRecordKey){ 0, 0 });
  GtkOrdering ordering;

  columns->asked = NULL;
  ordering = gtk_sorter_compare (sorter, any, any);
  *order = ordering == GTK_ORDERING_LARGER ? PORTAIL_SORT_DESCENDING : PORTAIL_SORT_ASCENDING;
  return columns->asked != NULL ? columns->asked->field : NULL;
}

/* The columns */

static void
add_column (PortailRecordColumns *columns, PortailRecordColumn *column)
{
  GtkListItemFactory *factory = portail_record_cell_new_factory (column);
  const PortailField *field = column->field;

  column->columns = columns;
  column->spare = g_ptr_array_new_with_free_func (portail_record_cell_free);
  column->column = gtk_column_view_column_new (field != NULL ? _ (field->title) : "", factory);
  if (field != NULL)
    {
      g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (note_asked, column, NULL));

      /* Ids are in no order that anybody knows. */
      if (!portail_record_column_is_extra (columns->spec, field)
          && field != &portail_record_column_company)
        gtk_column_view_column_set_sorter (column->column, sorter);
      gtk_column_view_column_set_resizable (column->column, TRUE);
    }
  gtk_column_view_column_set_expand (
      column->column, field == NULL || portail_record_column_width_grows (columns->spec, field));
  gtk_column_view_append_column (columns->view, column->column);
}

static void
align_titles (PortailRecordColumns *columns)
{
  for (guint i = 0; i < columns->list->len; i++)
    {
      const PortailRecordColumn *column = g_ptr_array_index (columns->list, i);

      if (portail_record_column_is_number (column->field)
          && !portail_record_column_is_level (columns->spec, column->field))
        portail_column_title_to_end (columns->view, i);
    }
}

static void
add_field (PortailRecordColumns *columns, const PortailField *field)
{
  PortailRecordColumn *column = g_new0 (PortailRecordColumn, 1);

  column->field = field;
  add_column (columns, column);
  g_ptr_array_add (columns->list, column);
  /* Where a narrow window still shows it. */
  if (columns->list->len == 1 && columns->spec->type->scope == PORTAIL_SCOPE_ENTERPRISE)
    add_field (columns, &portail_record_column_company);
}

static void
free_column (gpointer pointer)
{
  PortailRecordColumn *column = pointer;

  g_object_unref (column->column);
  g_ptr_array_unref (column->spare);
  g_free (column);
}

PortailRecordColumns *
portail_record_columns_new (GtkColumnView *view, const PortailRecordTableSpec *spec)
{
  PortailRecordColumns *columns = g_new0 (PortailRecordColumns, 1);
  const PortailRecordType *type = spec->type;

  columns->view = view;
  columns->spec = spec;
  columns->list = g_ptr_array_new_with_free_func (free_column);
  columns->due = portail_due_queue_new (GTK_WIDGET (view), portail_record_cell_fill_due);
  columns->pill_field = portail_record_column_find (spec, spec->pill_field);
  for (guint i = 0; spec->columns != NULL && spec->columns[i] != NULL; i++)
    add_field (columns, portail_record_column_find (spec, spec->columns[i]));
  for (guint i = 0; spec->columns == NULL && i < type->n_fields; i++)
    if (type->fields[i].flags & PORTAIL_FIELD_IN_LIST)
      add_field (columns, &type->fields[i]);
  add_column (columns, &columns->cards);
  gtk_column_view_column_set_visible (columns->cards.column, FALSE);
  align_titles (columns);
  return columns;
}

void
portail_record_columns_free (PortailRecordColumns *columns)
{
  portail_due_queue_free (columns->due);
  g_ptr_array_unref (columns->list);
  g_object_unref (columns->cards.column);
  g_ptr_array_unref (columns->cards.spare);
  g_free (columns);
}

void
portail_record_columns_set_text (PortailRecordColumns *columns,
                                 PortailRecordText text,
                                 gpointer user_data)
{
  columns->text = text;
  columns->text_user_data = user_data;
}

void
portail_record_columns_set_names (PortailRecordColumns *columns,
                                  PortailRecordText names,
                                  gpointer user_data)
{
  columns->names = names;
  columns->names_user_data = user_data;
}

void
portail_record_columns_set_marks (PortailRecordColumns *columns,
                                  PortailRecordMarks marks,
                                  gpointer user_data)
{
  columns->marks = marks;
  columns->marks_user_data = user_data;
}

guint
portail_record_columns_get_n (PortailRecordColumns *columns)
{
  return columns->list->len;
}

const PortailField *
portail_record_columns_get_field (PortailRecordColumns *columns, guint index)
{
  return ((const PortailRecordColumn *) g_ptr_array_index (columns->list, index))->field;
}

GtkColumnViewColumn *
portail_record_columns_get_column (PortailRecordColumns *columns, guint index)
{
  return ((const PortailRecordColumn *) g_ptr_array_index (columns->list, index))->column;
}

guint
portail_record_columns_get_longest (PortailRecordColumns *columns, guint index)
{
  return ((const PortailRecordColumn *) g_ptr_array_index (columns->list, index))->longest;
}

guint
portail_record_columns_find (PortailRecordColumns *columns, const char *name)
{
  for (guint i = 0; i < columns->list->len; i++)
    if (g_str_equal (portail_record_columns_get_field (columns, i)->name, name))
      return i;
  return G_MAXUINT;
}

void
portail_record_columns_show (PortailRecordColumns *columns,
                             PortailRecordColumnsShape shape,
                             guint64 shown)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (columns->view));
  guint company = portail_record_columns_find (columns, portail_record_column_company.name);

  columns->has_company = company != G_MAXUINT && shown >> company & 1;
  for (guint i = 0; i < columns->list->len; i++)
    portail_column_change_note (portail_record_columns_get_column (columns, i),
                                shape == PORTAIL_RECORD_COLUMNS_TABLE && shown >> i & 1
                                    ? PORTAIL_COLUMN_SHOWN
                                    : PORTAIL_COLUMN_HIDDEN);
  portail_column_change_run (columns->view);
  gtk_column_view_column_set_visible (columns->cards.column, shape == PORTAIL_RECORD_COLUMNS_CARDS);
  if (header != NULL)
    gtk_widget_set_visible (header, shape == PORTAIL_RECORD_COLUMNS_TABLE);
}
