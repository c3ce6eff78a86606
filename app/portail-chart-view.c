/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-chart-view.h"

#include "app/portail-chart-plot.h"

struct _PortailChartView
{
  AdwBin parent_instance;

  GtkLabel *title;
  GtkToggleButton *table_button;
  GtkStack *stack;
  PortailChartPlot *plot;
  GtkGrid *table;
};

G_DEFINE_FINAL_TYPE (PortailChartView, portail_chart_view, ADW_TYPE_BIN)

static guint point_activated_signal;

static void
on_table_toggled (PortailChartView *view)
{
  gtk_stack_set_visible_child_name (
      view->stack, gtk_toggle_button_get_active (view->table_button) ? "table" : "plot");
}

static void
on_point_activated (PortailChartView *view, guint label)
{
  g_signal_emit (view, point_activated_signal, 0, label);
}

static void
portail_chart_view_class_init (PortailChartViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  g_type_ensure (PORTAIL_TYPE_CHART_PLOT);
  point_activated_signal = g_signal_new ("point-activated", G_TYPE_FROM_CLASS (class),
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                         G_TYPE_UINT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-chart-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PortailChartView, title);
  gtk_widget_class_bind_template_child (widget_class, PortailChartView, table_button);
  gtk_widget_class_bind_template_child (widget_class, PortailChartView, stack);
  gtk_widget_class_bind_template_child (widget_class, PortailChartView, plot);
  gtk_widget_class_bind_template_child (widget_class, PortailChartView, table);
  gtk_widget_class_bind_template_callback (widget_class, on_table_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_point_activated);
}

static void
portail_chart_view_init (PortailChartView *view)
{
  gtk_widget_init_template (GTK_WIDGET (view));
}

GtkWidget *
portail_chart_view_new (void)
{
  return g_object_new (PORTAIL_TYPE_CHART_VIEW, NULL);
}

typedef enum
{
  CELL_TITLE,
  CELL_LABEL,
  CELL_VALUE,
} CellKind;

/* Takes @text. */
static void
add_cell (PortailChartView *view, CellKind kind, char *text, guint column, guint row)
{
  GtkWidget *cell = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (cell), column == 0 ? 0 : 1);
  gtk_label_set_selectable (GTK_LABEL (cell), kind == CELL_VALUE);
  gtk_widget_add_css_class (cell, kind == CELL_TITLE ? "heading" : "numeric");
  gtk_grid_attach (view->table, cell, (int) column, (int) row, 1, 1);
  g_free (text);
}

static void
fill_table (PortailChartView *view, const PortailChart *chart)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (view->table))) != NULL)
    gtk_grid_remove (view->table, child);
  if (chart == NULL)
    return;
  for (guint i = 0; i < portail_chart_get_n_series (chart); i++)
    add_cell (view, CELL_TITLE, g_strdup (portail_chart_get_series_title (chart, i)), i + 1, 0);
  for (guint j = 0; j < portail_chart_get_n_labels (chart); j++)
    {
      add_cell (view, CELL_LABEL, g_strdup (portail_chart_get_label (chart, j)), 0, j + 1);
      for (guint i = 0; i < portail_chart_get_n_series (chart); i++)
        add_cell (view, CELL_VALUE, portail_chart_dup_value (chart, i, j), i + 1, j + 1);
    }
}

void
portail_chart_view_set_chart (PortailChartView *view, PortailChart *chart)
{
  const char *title = chart != NULL ? portail_chart_get_title (chart) : "";

  g_return_if_fail (PORTAIL_IS_CHART_VIEW (view));
  gtk_label_set_text (view->title, title);
  portail_chart_plot_set_chart (view->plot, chart);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view->table), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  fill_table (view, chart);
}
