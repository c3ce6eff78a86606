/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-bareme-cliffs-view.h"

#include "app/portail-bareme-cliffs.h"
#include "app/portail-chart-view.h"
#include "shared/portail-i18n.h"

/* As high as it is, the steps are seen with their words. */
#define CHART_HEIGHT 340

struct _PortailBaremeCliffsView
{
  AdwBin parent_instance;

  GtkDropDown *zoom;
  PortailChartView *chart;
  GtkWidget *title;
  GtkBox *words;
  PortailBareme bareme;
};

G_DEFINE_FINAL_TYPE (PortailBaremeCliffsView, portail_bareme_cliffs_view, ADW_TYPE_BIN)

static void
add_words (PortailBaremeCliffsView *view, const char *words)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_box_append (view->words, label);
}

/* Of the boundary that the chart shows, else of all. */
static void
show_words (PortailBaremeCliffsView *view)
{
  g_autoptr (GArray) cliffs = portail_bareme_list_cliffs (&view->bareme);
  guint selected = gtk_drop_down_get_selected (view->zoom);
  GtkWidget *label;

  while ((label = gtk_widget_get_first_child (GTK_WIDGET (view->words))) != NULL)
    gtk_box_remove (view->words, label);
  for (guint i = 0; i < cliffs->len; i++)
    {
      const PortailBaremeCliff *cliff = &g_array_index (cliffs, PortailBaremeCliff, i);
      g_autofree char *words = portail_bareme_cliff_to_text (cliff);

      if (selected == PORTAIL_BAREME_CHART_ALL || selected == cliff->tranche)
        add_words (view, words);
    }
  gtk_widget_set_visible (view->title,
                          gtk_widget_get_first_child (GTK_WIDGET (view->words)) != NULL);
}

static void
show (PortailBaremeCliffsView *view)
{
  guint selected = gtk_drop_down_get_selected (view->zoom);
  g_autoptr (PortailChart) chart = NULL;

  if (view->bareme.n_tranches == 0)
    return;
  chart = portail_bareme_chart_new (
      &view->bareme, selected <= view->bareme.n_tranches ? selected : PORTAIL_BAREME_CHART_ALL);
  portail_chart_view_set_chart (view->chart, chart);
  show_words (view);
}

/* All, then the surroundings of each beginning. */
static void
list_zooms (PortailBaremeCliffsView *view)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  GListModel *before = gtk_drop_down_get_model (view->zoom);
  guint n = view->bareme.n_tranches;
  guint selected = gtk_drop_down_get_selected (view->zoom);
  gboolean is_same = before != NULL && g_list_model_get_n_items (before) == n + 1;

  gtk_string_list_append (list, _ ("All tranches"));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *min = portail_money_to_text (view->bareme.tranches[i].min);
      /* Translators: the beginning of a tranche. */
      g_autofree char *text = g_strdup_printf (_ ("Around %s"), min);

      is_same = is_same
                && g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (before), i + 1), text);
      gtk_string_list_append (list, text);
    }
  if (is_same)
    return;
  gtk_drop_down_set_model (view->zoom, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (view->zoom, selected <= n ? selected : PORTAIL_BAREME_CHART_ALL);
}

static void
portail_bareme_cliffs_view_class_init (PortailBaremeCliffsViewClass *class)
{
}

static GtkWidget *
new_bar (PortailBaremeCliffsView *view)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *label = gtk_label_new_with_mnemonic (_ ("_Show"));

  view->zoom = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), GTK_WIDGET (view->zoom));
  gtk_accessible_update_property (GTK_ACCESSIBLE (view->zoom), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Part of the chart"), -1);
  g_signal_connect_object (view->zoom, "notify::selected", G_CALLBACK (show), view,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (bar), label);
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (view->zoom));
  return bar;
}

static void
portail_bareme_cliffs_view_init (PortailBaremeCliffsView *view)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *clamp;

  gtk_box_append (GTK_BOX (box), new_bar (view));
  view->chart = PORTAIL_CHART_VIEW (portail_chart_view_new ());
  clamp = g_object_new (ADW_TYPE_CLAMP, "orientation", GTK_ORIENTATION_VERTICAL, "maximum-size",
                        CHART_HEIGHT, "tightening-threshold", CHART_HEIGHT, "child", view->chart,
                        NULL);
  gtk_widget_set_size_request (clamp, -1, CHART_HEIGHT);
  gtk_box_append (GTK_BOX (box), clamp);
  view->title = gtk_label_new (_ ("Where a dollar more costs more than it brings"));
  gtk_label_set_xalign (GTK_LABEL (view->title), 0);
  gtk_label_set_wrap (GTK_LABEL (view->title), TRUE);
  gtk_widget_add_css_class (view->title, "heading");
  gtk_box_append (GTK_BOX (box), view->title);
  view->words = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (view->words));
  adw_bin_set_child (ADW_BIN (view), box);
  gtk_widget_set_visible (GTK_WIDGET (view), FALSE);
}

void
portail_bareme_cliffs_view_set_bareme (PortailBaremeCliffsView *view, const PortailBareme *bareme)
{
  g_return_if_fail (PORTAIL_IS_BAREME_CLIFFS_VIEW (view));
  gtk_widget_set_visible (GTK_WIDGET (view), bareme != NULL);
  if (bareme == NULL)
    return;
  view->bareme = *bareme;
  list_zooms (view);
  show (view);
}
