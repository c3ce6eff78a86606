/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-record-columns.h"

#include "app/portail-cell-text.h"
#include "app/portail-column-change.h"
#include "app/portail-column-title.h"
#include "app/portail-due-queue.h"
#include "app/portail-record-column-width.h"
#include "app/portail-tag-list.h"
#include "app/portail-text-marks.h"
#include "shared/portail-i18n.h"

/* Letters of a text that a card keeps at least. */
#define MIN_CHARS 8
/* Letters of tags that a cell shows. */
#define TAG_CHARS 18

typedef struct
{
  PortailRecordColumns *columns;
  const PortailField *field; /* NULL: the cards */
  GtkColumnViewColumn *column;
  GPtrArray *spare; /* of Cell: torn down, for the next row */
} Column;

struct _PortailRecordColumns
{
  GtkColumnView *view;
  const PortailRecordTableSpec *spec;
  GPtrArray *list; /* of Column; the cards are not in it */
  Column cards;
  const PortailField *pill_field;
  PortailRecordText text;
  gpointer text_user_data;
  PortailRecordText names;
  gpointer names_user_data;
  PortailRecordMarks marks;
  gpointer marks_user_data;
  const Column *asked; /* by the sorter of the view */
  gboolean has_company;
  PortailDueQueue *due; /* of cells that show another row than theirs */
};

/* What a list item shows. */
typedef struct
{
  PortailRecordWatch watch; /* first: the cell is its watch */
  const Column *column;
  GtkListItem *list_item;
  GtkWidget *text;   /* GtkInscription; of a card: its title */
  GtkWidget *detail; /* of a card */
  GtkWidget *pill;   /* GtkInscription, or NULL */
  const char *pill_class;
  PortailRecordItem *item;
  GtkWidget *child; /* owned */
  PortailDue due;
} Cell;

static G_DEFINE_QUARK (portail_record_cell, cell)

static const PortailField company_field = {
  PORTAIL_ID (PortailRecord, enterprise_id),
  .title = N_ ("Company"),
  .refers_to = "enterprise",
};

static gboolean
is_number (const PortailField *field)
{
  return field->kind == PORTAIL_KIND_MONEY || field->kind == PORTAIL_KIND_RATE
         || field->kind == PORTAIL_KIND_HOURS || field->kind == PORTAIL_KIND_INTEGER;
}

static const PortailField *
find_field (const PortailRecordType *type, const char *name)
{
  int index = name != NULL ? portail_record_type_find_field (type, name) : -1;

  return index >= 0 ? portail_record_type_get_field (type, (guint) index) : NULL;
}

/* A field of the type or an extra column. */
static const PortailField *
find_column (const PortailRecordTableSpec *spec, const char *name)
{
  for (const PortailField *extra = spec->extras; extra != NULL && extra->name != NULL; extra++)
    if (g_strcmp0 (extra->name, name) == 0)
      return extra;
  return find_field (spec->type, name);
}

static gboolean
is_extra (const PortailRecordTableSpec *spec, const PortailField *field)
{
  return portail_record_type_find_field (spec->type, field->name) < 0;
}

static gboolean
is_level (const PortailRecordTableSpec *spec, const PortailField *field)
{
  return g_strcmp0 (spec->level_field, field->name) == 0;
}

/* Texts */

char *
portail_record_columns_dup_text (PortailRecordColumns *columns,
                                 const PortailField *field,
                                 gconstpointer record)
{
  char *text = columns->names != NULL && field->refers_to != NULL
                   ? columns->names (field, record, columns->names_user_data)
                   : NULL;

  if (text == NULL && columns->text != NULL)
    text = columns->text (field, record, columns->text_user_data);
  if (text != NULL)
    return text;
  if (is_extra (columns->spec, field))
    return g_strdup ("");
  return portail_tag_list_is_field (field)
             ? portail_tag_list_to_text (portail_field_get_string (field, record), TAG_CHARS)
             : portail_field_to_text (field, record);
}

static char *
dup_detail (PortailRecordColumns *columns, gconstpointer record)
{
  const PortailRecordTableSpec *spec = columns->spec;
  GString *detail = g_string_new (NULL);

  for (guint i = 0; spec->card_fields != NULL && spec->card_fields[i] != NULL; i++)
    {
      const PortailField *field = find_column (spec, spec->card_fields[i]);
      g_autofree char *text = portail_record_columns_dup_text (columns, field, record);

      if (*text != '\0')
        g_string_append_printf (detail, "%s%s", detail->len > 0 ? " · " : "", text);
    }
  if (columns->has_company)
    {
      g_autofree char *company = portail_record_columns_dup_text (columns, &company_field, record);

      g_string_append_printf (detail, "%s%s", detail->len > 0 ? " · " : "", company);
    }
  return g_string_free (detail, FALSE);
}

/* Cells */

/* A cell that needs another size has GTK 4.8 measure its whole column, those of the rows out of
 * sight too: a pill of no value takes as much room as the others and is not to be seen. */
static void
show_class (Cell *cell, GtkWidget *pill, const char *css_class)
{
  if (css_class != cell->pill_class)
    gtk_widget_set_css_classes (
        pill, (const char *[]){ "pill-label", css_class != NULL ? css_class : "plain", NULL });
  cell->pill_class = css_class;
}

static void
show_pill (Cell *cell, gconstpointer record)
{
  const PortailRecordColumns *columns = cell->column->columns;
  int value = record != NULL ? (int) portail_field_get_integer (columns->pill_field, record) : 0;
  const char *css_class = value != 0 ? "draft" : NULL;
  const PortailChoice *choice = portail_choice_find (columns->pill_field->choices, value);

  for (const PortailRecordPill *pill = columns->spec->pills; pill->value != 0; pill++)
    if (pill->value == value)
      css_class = pill->css_class;
  show_class (cell, cell->pill, css_class);
  gtk_inscription_set_text (GTK_INSCRIPTION (cell->pill),
                            choice != NULL ? _ (choice->title) : NULL);
}

static void
show_level (Cell *cell, gconstpointer record)
{
  const PortailRecordColumns *columns = cell->column->columns;

  show_class (cell, cell->text,
              record != NULL ? columns->spec->get_level (record, columns->text_user_data) : NULL);
}

static void
show_text (const PortailRecordColumns *columns, GtkWidget *inscription, char *text)
{
  g_autoptr (GArray) marks = columns->marks != NULL && text != NULL
                                 ? columns->marks (text, columns->marks_user_data)
                                 : NULL;

  portail_text_marks_show (GTK_INSCRIPTION (inscription), text, marks);
  g_free (text);
}

static void
fill (Cell *cell)
{
  gconstpointer record = portail_record_item_get_record (cell->item);
  PortailRecordColumns *columns = cell->column->columns;
  const PortailField *field = cell->column->field;
  gboolean is_pending = portail_record_item_get_state (cell->item) == PORTAIL_RECORD_ITEM_PENDING;

  portail_due_queue_remove (columns->due, &cell->due);
  if (field == NULL)
    field = find_field (columns->spec->type, columns->spec->card_title);
  if (cell->pill != NULL)
    show_pill (cell, record);
  if (cell->text != NULL && is_level (columns->spec, field) && cell->column->field != NULL)
    show_level (cell, record);
  if (cell->text != NULL)
    {
      show_text (columns, cell->text,
                 record != NULL ? portail_record_columns_dup_text (columns, field, record) : NULL);
      if (is_pending != gtk_widget_has_css_class (cell->text, "provisional"))
        {
          if (is_pending)
            gtk_widget_add_css_class (cell->text, "provisional");
          else
            gtk_widget_remove_css_class (cell->text, "provisional");
        }
    }
  if (cell->detail != NULL)
    show_text (columns, cell->detail, record != NULL ? dup_detail (columns, record) : NULL);
}

/* A view has cells for two hundred rows (GTK 4.8) and shows a few of them. */
static void
show_record (PortailRecordWatch *watch)
{
  Cell *cell = (Cell *) watch;

  if (gtk_widget_get_mapped (cell->child))
    fill (cell);
  else
    portail_due_queue_add (cell->column->columns->due, &cell->due);
}

static void
fill_due (PortailDue *due)
{
  fill ((Cell *) ((char *) due - G_STRUCT_OFFSET (Cell, due)));
}

/* The line below has the whole width. */
static GtkWidget *
make_card (Cell *cell)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  cell->text = portail_cell_text_new (MIN_CHARS, 24);
  gtk_widget_add_css_class (cell->text, "heading");
  gtk_widget_set_hexpand (cell->text, TRUE);
  cell->detail = portail_cell_text_new (MIN_CHARS, 24);
  gtk_widget_add_css_class (cell->detail, "dim-label");
  gtk_box_append (GTK_BOX (head), cell->text);
  if (cell->column->columns->pill_field != NULL)
    {
      cell->pill = portail_cell_text_new_pill (cell->column->columns->pill_field);
      gtk_box_append (GTK_BOX (head), cell->pill);
    }
  gtk_box_append (GTK_BOX (card), head);
  gtk_box_append (GTK_BOX (card), cell->detail);
  return card;
}

static GtkWidget *
make_child (Cell *cell)
{
  const PortailRecordTableSpec *spec = cell->column->columns->spec;
  const PortailField *field = cell->column->field;
  PortailRecordColumnWidth width;

  if (field == NULL)
    return make_card (cell);
  if (field == cell->column->columns->pill_field)
    return cell->pill = portail_cell_text_new_pill (field);
  width = portail_record_column_width_get (spec, field);
  cell->text = portail_cell_text_new (width.least, width.natural);
  if (is_level (spec, field))
    {
      gtk_widget_set_css_classes (cell->text, (const char *[]){ "pill-label", "plain", NULL });
      gtk_inscription_set_xalign (GTK_INSCRIPTION (cell->text), 0.5F);
      gtk_widget_set_halign (cell->text, GTK_ALIGN_START);
      gtk_widget_set_valign (cell->text, GTK_ALIGN_CENTER);
      return cell->text;
    }
  if (is_number (field))
    {
      gtk_inscription_set_xalign (GTK_INSCRIPTION (cell->text), 1);
      gtk_widget_add_css_class (cell->text, "numeric");
    }
  return cell->text;
}

static Cell *
new_cell (const Column *column)
{
  Cell *cell = g_new0 (Cell, 1);

  cell->watch.read = show_record;
  cell->column = column;
  cell->child = g_object_ref_sink (make_child (cell));
  cell->due.widget = cell->child;
  g_object_set_qdata (G_OBJECT (cell->child), cell_quark (), cell);
  return cell;
}

static void
free_cell (gpointer pointer)
{
  Cell *cell = pointer;

  g_object_unref (cell->child);
  g_free (cell);
}

static void
set_up (GtkSignalListItemFactory *factory, GtkListItem *list_item, Column *column)
{
  Cell *cell = column->spare->len > 0
                   ? g_ptr_array_steal_index_fast (column->spare, column->spare->len - 1)
                   : new_cell (column);

  cell->list_item = list_item;
  g_object_set_qdata (G_OBJECT (list_item), cell_quark (), cell);
  gtk_list_item_set_child (list_item, cell->child);
}

/* The layout that follows may move a row that is seen out of sight. */
static void
bind (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  Cell *cell = g_object_get_qdata (G_OBJECT (list_item), cell_quark ());

  cell->due.group = cell->item = gtk_list_item_get_item (list_item);
  portail_record_item_add_watch (cell->item, &cell->watch);
  portail_due_queue_add (cell->column->columns->due, &cell->due);
}

static void
unbind (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  Cell *cell = g_object_get_qdata (G_OBJECT (list_item), cell_quark ());

  portail_due_queue_remove (cell->column->columns->due, &cell->due);
  portail_record_item_remove_watch (cell->item, &cell->watch);
  cell->item = NULL;
}

/* Near the ends of a list a view has fewer rows; it would make them anew when it leaves. */
static void
tear_down (GtkSignalListItemFactory *factory, GtkListItem *list_item, Column *column)
{
  Cell *cell = g_object_steal_qdata (G_OBJECT (list_item), cell_quark ());

  gtk_list_item_set_child (list_item, NULL);
  cell->list_item = NULL;
  g_ptr_array_add (column->spare, cell);
}

/* A row's own widget has its cells below it; a cell's parts have it above them. */
static Cell *
find_cell (GtkWidget *widget)
{
  Cell *cell = NULL;

  for (GtkWidget *at = widget; at != NULL && cell == NULL; at = gtk_widget_get_parent (at))
    {
      if (GTK_IS_COLUMN_VIEW (at))
        break;
      cell = g_object_get_qdata (G_OBJECT (at), cell_quark ());
    }
  for (GtkWidget *at = widget; at != NULL && cell == NULL && !GTK_IS_COLUMN_VIEW (at);
       at = gtk_widget_get_first_child (at))
    cell = g_object_get_qdata (G_OBJECT (at), cell_quark ());
  return cell;
}

GtkListItem *
portail_record_columns_find_row (GtkWidget *widget)
{
  Cell *cell = find_cell (widget);

  return cell != NULL ? cell->list_item : NULL;
}

const char *
portail_record_columns_find_text (GtkWidget *widget)
{
  Cell *cell = find_cell (widget);

  if (cell == NULL || cell->text == NULL || cell->item == NULL)
    return NULL;
  if (portail_record_item_get_state (cell->item) == PORTAIL_RECORD_ITEM_PENDING)
    return _ ("Provisional: changes are still to be sent");
  if (cell->column->field != NULL && portail_tag_list_is_field (cell->column->field))
    return portail_field_get_string (cell->column->field,
                                     portail_record_item_get_record (cell->item));
  return gtk_inscription_get_text (GTK_INSCRIPTION (cell->text));
}

/* Sorting. The order is the query's; the sorters of the columns are there for the header's arrows,
 * and to find out which of them is asked first (before GTK 4.10 nothing else tells). */

static int
note_asked (gconstpointer a, gconstpointer b, gpointer user_data)
{
  Column *column = user_data;

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
add_column (PortailRecordColumns *columns, Column *column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  const PortailField *field = column->field;

  g_signal_connect (factory, "setup", G_CALLBACK (set_up), column);
  g_signal_connect (factory, "bind", G_CALLBACK (bind), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind), NULL);
  g_signal_connect (factory, "teardown", G_CALLBACK (tear_down), column);
  column->columns = columns;
  column->spare = g_ptr_array_new_with_free_func (free_cell);
  column->column = gtk_column_view_column_new (field != NULL ? _ (field->title) : "", factory);
  if (field != NULL)
    {
      g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (note_asked, column, NULL));

      /* Ids are in no order that anybody knows. */
      if (!is_extra (columns->spec, field) && field != &company_field)
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
      const Column *column = g_ptr_array_index (columns->list, i);

      if (is_number (column->field) && !is_level (columns->spec, column->field))
        portail_column_title_to_end (columns->view, i);
    }
}

static void
add_field (PortailRecordColumns *columns, const PortailField *field)
{
  Column *column = g_new0 (Column, 1);

  column->field = field;
  add_column (columns, column);
  g_ptr_array_add (columns->list, column);
  /* Where a narrow window still shows it. */
  if (columns->list->len == 1 && columns->spec->type->scope == PORTAIL_SCOPE_ENTERPRISE)
    add_field (columns, &company_field);
}

static void
free_column (gpointer pointer)
{
  Column *column = pointer;

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
  columns->due = portail_due_queue_new (GTK_WIDGET (view), fill_due);
  columns->pill_field = find_field (type, spec->pill_field);
  for (guint i = 0; spec->columns != NULL && spec->columns[i] != NULL; i++)
    add_field (columns, find_column (spec, spec->columns[i]));
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
  return ((const Column *) g_ptr_array_index (columns->list, index))->field;
}

GtkColumnViewColumn *
portail_record_columns_get_column (PortailRecordColumns *columns, guint index)
{
  return ((const Column *) g_ptr_array_index (columns->list, index))->column;
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
  guint company = portail_record_columns_find (columns, company_field.name);

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
