/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-week-columns.h"

#include "app/portail-column-title.h"
#include "app/portail-row-card.h"
#include "app/portail-table-settings.h"
#include "app/portail-unbroken-text.h"
#include "shared/portail-i18n.h"
#include "shared/portail-permission.h"

/* Of « Semaine 38 » and a little more. */
#define WEEK_CHARS 12
/* Of the list, which keeps them under that name. */
#define SETTINGS "weeks"

static const struct
{
  const char *name; /* in the settings */
  const char *title;
  gboolean is_number;
} columns[PORTAIL_N_WEEK_COLUMNS] = {
  [PORTAIL_WEEK_COLUMN_WEEK] = { "period", N_ ("Week"), FALSE },
  [PORTAIL_WEEK_COLUMN_COMPANY] = { "enterprise_id", N_ ("Company"), FALSE },
  [PORTAIL_WEEK_COLUMN_STATUS] = { "status", N_ ("Status"), FALSE },
  [PORTAIL_WEEK_COLUMN_ROWS] = { "rows", N_ ("Rows"), TRUE },
  [PORTAIL_WEEK_COLUMN_CA] = { "ca", N_ ("Turnover"), TRUE },
  [PORTAIL_WEEK_COLUMN_IMPOT] = { "impot", N_ ("Company tax"), TRUE },
  [PORTAIL_WEEK_COLUMN_TOTAL] = { "total", N_ ("Total due"), TRUE },
};

static PortailRole
get_role (PortailShellContext *context, const char *enterprise_id)
{
  const PortailShellCompany *company = portail_shell_context_find_company (context, enterprise_id);

  return company != NULL ? company->role : PORTAIL_ROLE_NONE;
}

gboolean
portail_week_columns_has_totals (PortailShellContext *context, const char *enterprise_id)
{
  return (portail_permission_get (PORTAIL_MODULE_DOTATIONS, get_role (context, enterprise_id))
          & PORTAIL_RIGHT_READ)
         != 0;
}

static gboolean
has_totals (PortailShellContext *context, const PortailDotationSummary *summary)
{
  return !portail_money_is_null (summary->total_du)
         && portail_week_columns_has_totals (context, summary->enterprise_id);
}

char *
portail_week_columns_dup_foot (PortailShellContext *context, GListModel *shown)
{
  guint n = g_list_model_get_n_items (shown);
  PortailMoney ca_brut = PORTAIL_MONEY_ZERO;
  PortailMoney total_du = PORTAIL_MONEY_ZERO;
  gboolean has_some = FALSE;
  g_autofree char *sheets = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u sheet", "%u sheets", n), n);
  g_autofree char *ca = NULL;
  g_autofree char *total = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PortailDotationItem) item = g_list_model_get_item (shown, i);
      const PortailDotationSummary *summary = portail_dotation_item_get (item);

      if (!has_totals (context, summary))
        continue;
      has_some = TRUE;
      portail_money_add (&ca_brut, summary->ca_brut, NULL);
      portail_money_add (&total_du, summary->total_du, NULL);
    }
  if (!has_some)
    return g_steal_pointer (&sheets);
  ca = portail_money_to_text (ca_brut);
  total = portail_money_to_text (total_du);
  /* Translators: number of sheets, then sums of turnover and of total due. */
  return g_strdup_printf (_ ("%1$s · turnover %2$s · total due %3$s"), sheets, ca, total);
}

/* Cells */

static PortailMoney
get_money (const PortailDotationSummary *summary, PortailWeekColumn column)
{
  switch (column)
    {
    case PORTAIL_WEEK_COLUMN_CA:
      return summary->ca_brut;
    case PORTAIL_WEEK_COLUMN_IMPOT:
      return summary->impot_societe;
    default:
      return summary->total_du;
    }
}

static char *
dup_cell (PortailShellContext *context,
          const PortailDotationSummary *summary,
          PortailWeekColumn column)
{
  switch (column)
    {
    case PORTAIL_WEEK_COLUMN_WEEK:
      return portail_unbroken_text_of_week (summary->period);
    case PORTAIL_WEEK_COLUMN_COMPANY:
      return g_strdup (summary->enterprise_name);
    case PORTAIL_WEEK_COLUMN_STATUS:
      return g_strdup (portail_dotation_status_get_title (summary->status));
    case PORTAIL_WEEK_COLUMN_ROWS:
      return g_strdup_printf ("%u", summary->n_rows);
    default:
      return has_totals (context, summary) ? portail_money_to_text (get_money (summary, column))
                                           : g_strdup ("—");
    }
}

static PortailWeekColumn
get_column (GtkSignalListItemFactory *factory)
{
  return (PortailWeekColumn) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (factory), "column"));
}

static void
set_up_cell (GtkSignalListItemFactory *factory,
             GtkListItem *list_item,
             PortailShellContext *context)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), columns[get_column (factory)].is_number ? 1 : 0);
  /* A number that is cut would be another one. */
  if (!columns[get_column (factory)].is_number)
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  /* Where it is tight the days go below the number. */
  if (get_column (factory) == PORTAIL_WEEK_COLUMN_WEEK)
    {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
      gtk_label_set_width_chars (GTK_LABEL (label), WEEK_CHARS);
      gtk_label_set_lines (GTK_LABEL (label), 2);
    }
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  if (get_column (factory) == PORTAIL_WEEK_COLUMN_STATUS)
    gtk_widget_set_halign (label, GTK_ALIGN_START);
  if (columns[get_column (factory)].is_number)
    gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (list_item, label);
}

static void
bind_cell (GtkSignalListItemFactory *factory, GtkListItem *list_item, PortailShellContext *context)
{
  const PortailDotationSummary *summary = portail_dotation_item_get (
      PORTAIL_DOTATION_ITEM (gtk_list_item_get_item (list_item)));
  GtkWidget *label = gtk_list_item_get_child (list_item);
  PortailWeekColumn column = get_column (factory);
  g_autofree char *text = dup_cell (context, summary, column);
  const char *const pill[] = { "pill-label",
                               portail_dotation_status_get_css_class (summary->status), NULL };
  gboolean is_provisional = column == PORTAIL_WEEK_COLUMN_TOTAL && summary->is_provisional;

  gtk_label_set_text (GTK_LABEL (label), text);
  if (column == PORTAIL_WEEK_COLUMN_STATUS)
    gtk_widget_set_css_classes (label, (const char **) pill);
  if (is_provisional)
    gtk_widget_add_css_class (label, "provisional");
  else
    gtk_widget_remove_css_class (label, "provisional");
}

static void
tell_card (gpointer item, PortailRowCardText *text, gpointer user_data)
{
  PortailShellContext *context = PORTAIL_SHELL_CONTEXT (user_data);
  const PortailDotationSummary *summary = portail_dotation_item_get (PORTAIL_DOTATION_ITEM (item));
  g_autofree char *total = dup_cell (context, summary, PORTAIL_WEEK_COLUMN_TOTAL);

  text->title = dup_cell (context, summary, PORTAIL_WEEK_COLUMN_WEEK);
  text->pill = portail_dotation_status_get_title (summary->status);
  text->css_class = portail_dotation_status_get_css_class (summary->status);
  text->is_provisional = summary->is_provisional;
  portail_row_card_add_detail (text, _ (columns[PORTAIL_WEEK_COLUMN_TOTAL].title), total);
  if (portail_shell_context_get_n_companies (context) > 1)
    portail_row_card_add_detail (text, _ (columns[PORTAIL_WEEK_COLUMN_COMPANY].title),
                                 summary->enterprise_name);
}

/* A tooltip of each label would ask the X server where the pointer is, for each. */
static gboolean
on_query_tooltip (GtkWidget *view, int x, int y, gboolean is_by_keyboard, GtkTooltip *tooltip)
{
  GtkWidget *picked = is_by_keyboard ? NULL : gtk_widget_pick (view, x, y, GTK_PICK_DEFAULT);

  if (!GTK_IS_LABEL (picked) || *gtk_label_get_text (GTK_LABEL (picked)) == '\0')
    return FALSE;
  gtk_tooltip_set_text (tooltip, gtk_widget_has_css_class (picked, "provisional")
                                     ? _ ("Provisional: changes are still to be sent")
                                     : gtk_label_get_text (GTK_LABEL (picked)));
  return TRUE;
}

static int
compare_money (PortailMoney a, PortailMoney b)
{
  return (a.cents > b.cents) - (a.cents < b.cents);
}

static int
compare_items (gconstpointer a, gconstpointer b, gpointer column)
{
  const PortailDotationSummary *first = portail_dotation_item_get ((PortailDotationItem *) a);
  const PortailDotationSummary *second = portail_dotation_item_get ((PortailDotationItem *) b);

  switch ((PortailWeekColumn) GPOINTER_TO_INT (column))
    {
    case PORTAIL_WEEK_COLUMN_WEEK:
      return first->period.number - second->period.number;
    case PORTAIL_WEEK_COLUMN_COMPANY:
      return g_utf8_collate (first->enterprise_name, second->enterprise_name);
    case PORTAIL_WEEK_COLUMN_STATUS:
      return (int) first->status - (int) second->status;
    case PORTAIL_WEEK_COLUMN_ROWS:
      return (first->n_rows > second->n_rows) - (first->n_rows < second->n_rows);
    default:
      return compare_money (get_money (first, (PortailWeekColumn) GPOINTER_TO_INT (column)),
                            get_money (second, (PortailWeekColumn) GPOINTER_TO_INT (column)));
    }
}

static void
on_width_set (GtkColumnViewColumn *column, GParamSpec *pspec, gpointer id)
{
  GtkColumnView *view = gtk_column_view_column_get_column_view (column);
  GSettings *settings = view != NULL ? g_object_get_data (G_OBJECT (view), SETTINGS) : NULL;

  portail_table_settings_set_width (settings, columns[GPOINTER_TO_INT (id)].name,
                                    gtk_column_view_column_get_fixed_width (column));
}

static void
add_column (GtkColumnView *view, PortailWeekColumn id, PortailShellContext *context)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkSorter) sorter = GTK_SORTER (
      gtk_custom_sorter_new (compare_items, GINT_TO_POINTER (id), NULL));
  g_autoptr (GtkColumnViewColumn) column = NULL;

  g_object_set_data (G_OBJECT (factory), "column", GINT_TO_POINTER (id));
  g_signal_connect_object (factory, "setup", G_CALLBACK (set_up_cell), context, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cell), context, 0);
  column = gtk_column_view_column_new (_ (columns[id].title), factory);
  gtk_column_view_column_set_sorter (column, sorter);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_expand (column, id == PORTAIL_WEEK_COLUMN_WEEK
                                                 || id == PORTAIL_WEEK_COLUMN_COMPANY);
  gtk_column_view_column_set_fixed_width (
      column, portail_table_settings_get_width (g_object_get_data (G_OBJECT (view), SETTINGS),
                                                columns[id].name));
  g_signal_connect (column, "notify::fixed-width", G_CALLBACK (on_width_set), GINT_TO_POINTER (id));
  gtk_column_view_append_column (view, column);
  if (columns[id].is_number)
    portail_column_title_to_end (view, id);
}

void
portail_week_columns_add (GtkColumnView *view, PortailShellContext *context)
{
  GSettings *settings = portail_table_settings_open (SETTINGS);

  if (settings != NULL)
    g_object_set_data_full (G_OBJECT (view), SETTINGS, settings, g_object_unref);
  for (int id = 0; id < PORTAIL_N_WEEK_COLUMNS; id++)
    if (id == PORTAIL_WEEK_COLUMN_CARD)
      portail_row_card_add_column (view, tell_card, context);
    else
      add_column (view, (PortailWeekColumn) id, context);
  gtk_widget_set_has_tooltip (GTK_WIDGET (view), TRUE);
  g_signal_connect (view, "query-tooltip", G_CALLBACK (on_query_tooltip), NULL);
}

static gboolean
is_shown (guint id, PortailWeekColumnsFlags flags)
{
  gboolean is_narrow = (flags & PORTAIL_WEEK_COLUMNS_NARROW) != 0;

  if (id == PORTAIL_WEEK_COLUMN_CARD || is_narrow)
    return is_narrow && id == PORTAIL_WEEK_COLUMN_CARD;
  if (id == PORTAIL_WEEK_COLUMN_COMPANY)
    return !(flags & PORTAIL_WEEK_COLUMNS_ONE_COMPANY);
  return id <= PORTAIL_WEEK_COLUMN_STATUS
         || !(flags & (PORTAIL_WEEK_COLUMNS_IN_TRASH | PORTAIL_WEEK_COLUMNS_WITHOUT_TOTALS));
}

void
portail_week_columns_show (GtkColumnView *view, PortailWeekColumnsFlags flags)
{
  GListModel *list = gtk_column_view_get_columns (view);

  for (guint id = 0; id < PORTAIL_N_WEEK_COLUMNS; id++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (list, id);

      gtk_column_view_column_set_visible (column, is_shown (id, flags));
    }
  gtk_widget_set_visible (portail_column_title_get_row (view),
                          !(flags & PORTAIL_WEEK_COLUMNS_NARROW));
}
