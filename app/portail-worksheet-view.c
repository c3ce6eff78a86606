/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-worksheet-view.h"

/* A row of the sheet by its number. */
#define PORTAIL_TYPE_WORKSHEET_ROW (portail_worksheet_row_get_type ())
G_DECLARE_FINAL_TYPE (PortailWorksheetRow, portail_worksheet_row, PORTAIL, WORKSHEET_ROW, GObject)

struct _PortailWorksheetRow
{
  GObject parent_instance;

  guint number;
};

G_DEFINE_FINAL_TYPE (PortailWorksheetRow, portail_worksheet_row, G_TYPE_OBJECT)

static void
portail_worksheet_row_class_init (PortailWorksheetRowClass *class)
{
}

static void
portail_worksheet_row_init (PortailWorksheetRow *row)
{
}

struct _PortailWorksheetView
{
  AdwBin parent_instance;

  GtkColumnView *view;
  GListStore *rows;
  const PortailWorksheet *sheet;
};

G_DEFINE_FINAL_TYPE (PortailWorksheetView, portail_worksheet_view, ADW_TYPE_BIN)

static gboolean
is_number (PortailWorkbookType type)
{
  return type == PORTAIL_WORKBOOK_MONEY || type == PORTAIL_WORKBOOK_RATE
         || type == PORTAIL_WORKBOOK_HOURS || type == PORTAIL_WORKBOOK_INTEGER;
}

static void
set_class (GtkWidget *widget, const char *css_class, gboolean is_there)
{
  if (is_there)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

static guint
get_column (GtkSignalListItemFactory *factory)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "column"));
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, PortailWorksheetView *view)
{
  PortailWorkbookType type = portail_worksheet_get_column (view->sheet, get_column (factory))->type;
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), is_number (type) ? 1 : 0);
  gtk_label_set_ellipsize (GTK_LABEL (label),
                           is_number (type) ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  if (is_number (type))
    gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, PortailWorksheetView *view)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  guint row = PORTAIL_WORKSHEET_ROW (gtk_list_item_get_item (item))->number;
  const PortailWorkbookCell *cell = portail_worksheet_get_cell (view->sheet, row,
                                                                get_column (factory));
  g_autofree char *text = portail_workbook_cell_to_text (cell);

  gtk_label_set_text (GTK_LABEL (label), text != NULL ? text : "");
  set_class (label, "heading",
             portail_worksheet_get_row_kind (view->sheet, row) == PORTAIL_WORKBOOK_ROW_TOTAL);
  set_class (label, "error", cell->type == PORTAIL_WORKBOOK_MONEY && cell->number < 0);
}

static void
add_column (PortailWorksheetView *view, guint index)
{
  const PortailWorkbookColumn *column = portail_worksheet_get_column (view->sheet, index);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) added = NULL;

  g_object_set_data (G_OBJECT (factory), "column", GUINT_TO_POINTER (index));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), view);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), view);
  added = gtk_column_view_column_new (column->title, factory);
  gtk_column_view_column_set_resizable (added, TRUE);
  gtk_column_view_column_set_expand (added, index == 0);
  gtk_column_view_append_column (view->view, added);
}

static void
remove_columns (PortailWorksheetView *view)
{
  GListModel *columns = gtk_column_view_get_columns (view->view);

  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (view->view, column);
    }
}

static void
portail_worksheet_view_dispose (GObject *object)
{
  g_clear_object (&PORTAIL_WORKSHEET_VIEW (object)->rows);
  G_OBJECT_CLASS (portail_worksheet_view_parent_class)->dispose (object);
}

static void
portail_worksheet_view_class_init (PortailWorksheetViewClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_worksheet_view_dispose;
}

static void
portail_worksheet_view_init (PortailWorksheetView *view)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkSelectionModel *selection;

  view->rows = g_list_store_new (PORTAIL_TYPE_WORKSHEET_ROW);
  selection = GTK_SELECTION_MODEL (
      gtk_single_selection_new (G_LIST_MODEL (g_object_ref (view->rows))));
  view->view = GTK_COLUMN_VIEW (gtk_column_view_new (selection));
  gtk_column_view_set_show_row_separators (view->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (view->view), "records");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (view->view));
  gtk_widget_set_vexpand (scroller, TRUE);
  adw_bin_set_child (ADW_BIN (view), scroller);
}

GtkWidget *
portail_worksheet_view_new (const char *label)
{
  PortailWorksheetView *view = g_object_new (PORTAIL_TYPE_WORKSHEET_VIEW, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (view->view), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  return GTK_WIDGET (view);
}

void
portail_worksheet_view_set_sheet (PortailWorksheetView *view, const PortailWorksheet *sheet)
{
  g_return_if_fail (PORTAIL_IS_WORKSHEET_VIEW (view));
  g_list_store_remove_all (view->rows);
  remove_columns (view);
  view->sheet = sheet;
  if (sheet == NULL)
    return;
  for (guint i = 0; i < portail_worksheet_get_n_columns (sheet); i++)
    add_column (view, i);
  for (guint i = 0; i < portail_worksheet_get_n_rows (sheet); i++)
    {
      g_autoptr (PortailWorksheetRow) row = g_object_new (PORTAIL_TYPE_WORKSHEET_ROW, NULL);

      row->number = i;
      g_list_store_append (view->rows, row);
    }
}
