/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-overview-columns.h"

#include "app/portail-column-title.h"
#include "app/portail-dotation-item.h"
#include "app/portail-row-card.h"
#include "shared/portail-dashboard-words.h"
#include "shared/portail-i18n.h"

typedef enum
{
  COLUMN_NAME,
  COLUMN_CA,
  COLUMN_IMPOT,
  COLUMN_SHEET,
  COLUMN_DECLARATION,
  COLUMN_MISSING,
  COLUMN_TO_VALIDATE,
  COLUMN_SUSPECTS,
  N_COLUMNS,
} Column;

typedef enum
{
  LOOK_TEXT,
  LOOK_NUMBER,
  LOOK_PILL,
} Look;

static const struct
{
  const char *title;
  Look look;
} columns[N_COLUMNS] = {
  [COLUMN_NAME] = { N_ ("Company"), LOOK_TEXT },
  [COLUMN_CA] = { N_ ("Turnover"), LOOK_NUMBER },
  [COLUMN_IMPOT] = { N_ ("Company tax"), LOOK_NUMBER },
  [COLUMN_SHEET] = { N_ ("Sheet"), LOOK_PILL },
  [COLUMN_DECLARATION] = { N_ ("Declaration"), LOOK_PILL },
  [COLUMN_MISSING] = { N_ ("Last week"), LOOK_PILL },
  [COLUMN_TO_VALIDATE] = { N_ ("To validate"), LOOK_NUMBER },
  [COLUMN_SUSPECTS] = { N_ ("Suspects"), LOOK_NUMBER },
};

/* The pill of a declaration, whose life is a dotation's. */
G_STATIC_ASSERT ((int) PORTAIL_TAX_DECLARATION_PAYE == (int) PORTAIL_DOTATION_PAYE);

static char *
count_to_text (guint n)
{
  return n > 0 ? g_strdup_printf ("%u", n) : g_strdup ("—");
}

static char *
dup_cell (const PortailOverviewRow *row, Column column)
{
  switch (column)
    {
    case COLUMN_NAME:
      return row->is_active ? g_strdup (row->name)
                            : g_strdup_printf (_ ("%s (not active)"), row->name);
    case COLUMN_CA:
      return portail_card_value_to_text (PORTAIL_FIGURE_KIND_MONEY, row->ca_brut);
    case COLUMN_IMPOT:
      return portail_card_value_to_text (PORTAIL_FIGURE_KIND_MONEY, row->impot_societe);
    case COLUMN_SHEET:
      return g_strdup (row->sheet_status != PORTAIL_CHOICE_UNKNOWN
                           ? portail_dotation_status_get_title (row->sheet_status)
                           : _ ("No sheet"));
    case COLUMN_DECLARATION:
      if (row->is_late)
        return g_strdup (C_ ("declaration", "Late"));
      return row->declaration_status != PORTAIL_CHOICE_UNKNOWN
                 ? g_strdup (portail_dotation_status_get_title (
                     (PortailDotationStatus) row->declaration_status))
                 : g_strdup ("—");
    case COLUMN_MISSING:
      return g_strdup (row->is_missing ? _ ("Missing") : C_ ("declaration", "Declared"));
    case COLUMN_TO_VALIDATE:
      return count_to_text (row->n_to_validate);
    default:
      return count_to_text (row->n_suspects);
    }
}

/* NULL for a cell that is no pill in this row. */
static const char *
get_pill (const PortailOverviewRow *row, Column column)
{
  switch (column)
    {
    case COLUMN_SHEET:
      return row->sheet_status != PORTAIL_CHOICE_UNKNOWN
                 ? portail_dotation_status_get_css_class (row->sheet_status)
                 : NULL;
    case COLUMN_DECLARATION:
      if (row->is_late)
        return "bad";
      return row->declaration_status != PORTAIL_CHOICE_UNKNOWN
                 ? portail_dotation_status_get_css_class (
                     (PortailDotationStatus) row->declaration_status)
                 : NULL;
    default:
      return row->is_missing ? "waiting" : NULL;
    }
}

static Column
get_column (GtkSignalListItemFactory *factory)
{
  return (Column) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (factory), "column"));
}

static void
set_up_cell (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  GtkWidget *label = gtk_label_new (NULL);
  Look look = columns[get_column (factory)].look;

  gtk_label_set_xalign (GTK_LABEL (label), look == LOOK_NUMBER ? 1 : 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  if (look == LOOK_PILL)
    gtk_widget_set_halign (label, GTK_ALIGN_START);
  gtk_list_item_set_child (list_item, label);
}

static void
bind_cell (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  const PortailOverviewRow *row = portail_overview_item_get (
      PORTAIL_OVERVIEW_ITEM (gtk_list_item_get_item (list_item)));
  GtkWidget *label = gtk_list_item_get_child (list_item);
  Column column = get_column (factory);
  g_autofree char *text = dup_cell (row, column);
  const char *pill = columns[column].look == LOOK_PILL ? get_pill (row, column) : NULL;
  const char *const number[] = { "numeric", NULL };
  const char *const quiet[] = { "dim-label", NULL };
  const char *const pills[] = { "pill-label", pill, NULL };
  const char *const none[] = { NULL };
  gboolean is_provisional = row->is_provisional && (column == COLUMN_CA || column == COLUMN_IMPOT);

  gtk_label_set_text (GTK_LABEL (label), text);
  if (columns[column].look == LOOK_NUMBER)
    gtk_widget_set_css_classes (label, (const char **) number);
  else if (columns[column].look == LOOK_PILL)
    gtk_widget_set_css_classes (label, (const char **) (pill != NULL ? pills : quiet));
  else
    gtk_widget_set_css_classes (label, (const char **) none);
  if (is_provisional)
    gtk_widget_add_css_class (label, "provisional");
  gtk_widget_set_tooltip_text (
      label, is_provisional ? _ ("Provisional: changes are still to be sent") : text);
}

static int
compare_integers (gint64 a, gint64 b)
{
  return (a > b) - (a < b);
}

static int
compare_items (gconstpointer a, gconstpointer b, gpointer column)
{
  const PortailOverviewRow *first = portail_overview_item_get ((PortailOverviewItem *) a);
  const PortailOverviewRow *second = portail_overview_item_get ((PortailOverviewItem *) b);

  switch ((Column) GPOINTER_TO_INT (column))
    {
    case COLUMN_NAME:
      return g_strcmp0 (first->search_key, second->search_key);
    case COLUMN_CA:
      return compare_integers (first->ca_brut, second->ca_brut);
    case COLUMN_IMPOT:
      return compare_integers (first->impot_societe, second->impot_societe);
    case COLUMN_SHEET:
      return compare_integers (first->sheet_status, second->sheet_status);
    case COLUMN_DECLARATION:
      return compare_integers (first->declaration_status + (first->is_late ? 100 : 0),
                               second->declaration_status + (second->is_late ? 100 : 0));
    case COLUMN_MISSING:
      return compare_integers (first->is_missing, second->is_missing);
    case COLUMN_TO_VALIDATE:
      return compare_integers (first->n_to_validate, second->n_to_validate);
    default:
      return compare_integers (first->n_suspects, second->n_suspects);
    }
}

static void
add_column (GtkColumnView *view, Column id)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkSorter) sorter = GTK_SORTER (
      gtk_custom_sorter_new (compare_items, GINT_TO_POINTER (id), NULL));
  g_autoptr (GtkColumnViewColumn) column = NULL;

  g_object_set_data (G_OBJECT (factory), "column", GINT_TO_POINTER (id));
  g_signal_connect (factory, "setup", G_CALLBACK (set_up_cell), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cell), NULL);
  column = gtk_column_view_column_new (_ (columns[id].title), factory);
  gtk_column_view_column_set_sorter (column, sorter);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_expand (column, id == COLUMN_NAME);
  gtk_column_view_append_column (view, column);
}

static void
tell_card (gpointer item, PortailRowCardText *text, gpointer user_data)
{
  const PortailOverviewRow *row = portail_overview_item_get (PORTAIL_OVERVIEW_ITEM (item));

  text->title = dup_cell (row, COLUMN_NAME);
  text->css_class = get_pill (row, COLUMN_SHEET);
  text->pill = row->sheet_status != PORTAIL_CHOICE_UNKNOWN
                   ? portail_dotation_status_get_title (row->sheet_status)
                   : NULL;
  text->is_provisional = row->is_provisional;
  for (int id = COLUMN_NAME + 1; id < N_COLUMNS; id++)
    {
      g_autofree char *cell = dup_cell (row, (Column) id);

      if (id != COLUMN_SHEET)
        portail_row_card_add_detail (text, _ (columns[id].title), cell);
    }
}

void
portail_overview_columns_add (GtkColumnView *view)
{
  for (int id = 0; id < N_COLUMNS; id++)
    add_column (view, (Column) id);
  portail_row_card_add_column (view, tell_card, NULL);
}

void
portail_overview_columns_show (GtkColumnView *view, PortailOverviewColumns which)
{
  GListModel *list = gtk_column_view_get_columns (view);

  for (guint id = 0; id <= N_COLUMNS; id++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (list, id);
      PortailOverviewColumns place = id < N_COLUMNS ? PORTAIL_OVERVIEW_COLUMNS_WIDE
                                                    : PORTAIL_OVERVIEW_COLUMNS_NARROW;

      gtk_column_view_column_set_visible (column, which == place);
    }
  gtk_widget_set_visible (portail_column_title_get_row (view),
                          which == PORTAIL_OVERVIEW_COLUMNS_WIDE);
}
