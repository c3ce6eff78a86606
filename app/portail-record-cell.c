/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cells of a table of records: their widgets, which wander from row to row, and their texts. */
#include "app/portail-record-cell.h"

#include "app/portail-cell-text.h"
#include "app/portail-record-column-width.h"
#include "app/portail-record-columns-private.h"
#include "app/portail-tag-list.h"
#include "app/portail-text-marks.h"
#include "app/portail-unbroken-text.h"
#include "shared/portail-i18n.h"

/* Letters of a text that a card keeps at least. */
#define MIN_CHARS 8
/* Letters of tags that a cell shows. */
#define TAG_CHARS 18

/* What a list item shows. */
typedef struct
{
  PortailRecordWatch watch; /* first: the cell is its watch */
  PortailRecordColumn *column;
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
  if (portail_record_column_is_extra (columns->spec, field))
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
      const PortailField *field = portail_record_column_find (spec, spec->card_fields[i]);
      g_autofree char *text = portail_record_columns_dup_text (columns, field, record);

      if (*text != '\0')
        g_string_append_printf (detail, "%s%s", detail->len > 0 ? " · " : "", text);
    }
  if (columns->has_company)
    {
      g_autofree char *company = portail_record_columns_dup_text (
          columns, &portail_record_column_company, record);

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
  portail_cell_text_align (inscription);
  g_free (text);
}

/* An amount without its end would be another: the column grows with the longest. */
static void
make_room (Cell *cell)
{
  PortailRecordColumn *column = cell->column;
  const char *text = gtk_inscription_get_text (GTK_INSCRIPTION (cell->text));
  guint n_chars = text != NULL ? (guint) g_utf8_strlen (text, -1) : 0;

  if (n_chars > gtk_inscription_get_min_chars (GTK_INSCRIPTION (cell->text)))
    {
      gtk_inscription_set_min_chars (GTK_INSCRIPTION (cell->text), n_chars);
      gtk_inscription_set_nat_chars (GTK_INSCRIPTION (cell->text), n_chars);
    }
  if (n_chars <= column->longest)
    return;
  column->longest = n_chars;
  /* A width that somebody chose is looked at again. */
  if (gtk_column_view_column_get_fixed_width (column->column) >= 0)
    g_object_notify (G_OBJECT (column->column), "fixed-width");
}

static char *
dup_shown (PortailRecordColumns *columns, const PortailField *field, gconstpointer record)
{
  char *text = portail_record_columns_dup_text (columns, field, record);

  return field->kind == PORTAIL_KIND_WEEK ? portail_unbroken_text_take_week (text) : text;
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
    field = portail_record_column_find (columns->spec, columns->spec->card_title);
  if (cell->pill != NULL)
    show_pill (cell, record);
  if (cell->text != NULL && portail_record_column_is_level (columns->spec, field)
      && cell->column->field != NULL)
    show_level (cell, record);
  if (cell->text != NULL)
    {
      show_text (columns, cell->text, record != NULL ? dup_shown (columns, field, record) : NULL);
      if (cell->column->field != NULL && field->kind == PORTAIL_KIND_MONEY)
        make_room (cell);
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

void
portail_record_cell_fill_due (PortailDue *due)
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
  if (portail_record_column_is_level (spec, field))
    {
      gtk_widget_set_css_classes (cell->text, (const char *[]){ "pill-label", "plain", NULL });
      gtk_inscription_set_xalign (GTK_INSCRIPTION (cell->text), 0.5F);
      gtk_widget_set_halign (cell->text, GTK_ALIGN_START);
      gtk_widget_set_valign (cell->text, GTK_ALIGN_CENTER);
      return cell->text;
    }
  if (portail_record_column_is_number (field))
    {
      gtk_inscription_set_xalign (GTK_INSCRIPTION (cell->text), 1);
      gtk_widget_add_css_class (cell->text, "numeric");
    }
  return cell->text;
}

static Cell *
new_cell (PortailRecordColumn *column)
{
  Cell *cell = g_new0 (Cell, 1);

  cell->watch.read = show_record;
  cell->column = column;
  cell->child = g_object_ref_sink (make_child (cell));
  cell->due.widget = cell->child;
  g_object_set_qdata (G_OBJECT (cell->child), cell_quark (), cell);
  return cell;
}

void
portail_record_cell_free (gpointer pointer)
{
  Cell *cell = pointer;

  g_object_unref (cell->child);
  g_free (cell);
}

static void
set_up (GtkSignalListItemFactory *factory, GtkListItem *list_item, PortailRecordColumn *column)
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
tear_down (GtkSignalListItemFactory *factory, GtkListItem *list_item, PortailRecordColumn *column)
{
  Cell *cell = g_object_steal_qdata (G_OBJECT (list_item), cell_quark ());

  gtk_list_item_set_child (list_item, NULL);
  cell->list_item = NULL;
  g_ptr_array_add (column->spare, cell);
}

GtkListItemFactory *
portail_record_cell_new_factory (PortailRecordColumn *column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (set_up), column);
  g_signal_connect (factory, "bind", G_CALLBACK (bind), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind), NULL);
  g_signal_connect (factory, "teardown", G_CALLBACK (tear_down), column);
  return factory;
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
portail_record_cell_find_row (GtkWidget *widget)
{
  Cell *cell = find_cell (widget);

  return cell != NULL ? cell->list_item : NULL;
}

const char *
portail_record_cell_find_text (GtkWidget *widget)
{
  Cell *cell = find_cell (widget);
  gconstpointer record;

  if (cell == NULL || cell->text == NULL || cell->item == NULL)
    return NULL;
  record = portail_record_item_get_record (cell->item);
  if (portail_record_item_get_state (cell->item) == PORTAIL_RECORD_ITEM_PENDING)
    return _ ("Provisional: changes are still to be sent");
  if (record != NULL && cell->column->field != NULL
      && portail_tag_list_is_field (cell->column->field))
    return portail_field_get_string (cell->column->field, record);
  return gtk_inscription_get_text (GTK_INSCRIPTION (cell->text));
}
