/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-chart-plot.h"

#include "shared/report/portail-chart-drawing.h"

#define LEAST_WIDTH    160
#define LEAST_HEIGHT   160
#define NATURAL_HEIGHT 260

struct _PortailChartPlot
{
  GtkWidget parent_instance;

  PortailChart *chart; /* or NULL */
  PortailChartPoint focus;
  char *spoken;
};

G_DEFINE_FINAL_TYPE (PortailChartPlot, portail_chart_plot, GTK_TYPE_WIDGET)

static guint point_activated_signal;

static gboolean
has_points (PortailChartPlot *plot)
{
  return plot->chart != NULL && portail_chart_get_n_labels (plot->chart) > 0
         && portail_chart_get_n_series (plot->chart) > 0;
}

static PortailChartLook
get_look (PortailChartPlot *plot)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  gboolean is_dark = adw_style_manager_get_dark (manager);
  PortailChartLook look = {
    .context = gtk_widget_get_pango_context (GTK_WIDGET (plot)),
    .theme = is_dark ? PORTAIL_CHART_DARK : PORTAIL_CHART_LIGHT,
    .width = gtk_widget_get_width (GTK_WIDGET (plot)),
    .height = gtk_widget_get_height (GTK_WIDGET (plot)),
    .focus = gtk_widget_has_focus (GTK_WIDGET (plot)) ? plot->focus : PORTAIL_CHART_NO_POINT,
  };

  if (adw_style_manager_get_high_contrast (manager))
    look.theme = is_dark ? PORTAIL_CHART_DARK_CONTRAST : PORTAIL_CHART_LIGHT_CONTRAST;
  return look;
}

static void
portail_chart_plot_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PortailChartPlot *plot = PORTAIL_CHART_PLOT (widget);
  PortailChartLook look = get_look (plot);
  cairo_t *cr;

  if (plot->chart == NULL)
    return;
  cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) look.width, (float) look.height));
  portail_chart_draw (plot->chart, &look, cr);
  cairo_destroy (cr);
}

static void
portail_chart_plot_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? LEAST_WIDTH : LEAST_HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 2 * LEAST_WIDTH : NATURAL_HEIGHT;
}

/* Saying */

static void
speak (PortailChartPlot *plot)
{
  g_free (plot->spoken);
  if (!has_points (plot))
    plot->spoken = g_strdup (plot->chart != NULL ? portail_chart_get_title (plot->chart) : "");
  else if (plot->focus.series == G_MAXUINT)
    plot->spoken = portail_chart_describe (plot->chart);
  else
    plot->spoken = portail_chart_describe_point (plot->chart, plot->focus.series,
                                                 plot->focus.label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (plot), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  plot->spoken, -1);
  gtk_widget_queue_draw (GTK_WIDGET (plot));
}

static guint
step (guint at, int by, guint n)
{
  return (guint) CLAMP ((int) at + by, 0, (int) n - 1);
}

static void
move (PortailChartPlot *plot, int by_labels, int by_series)
{
  guint n_labels = portail_chart_get_n_labels (plot->chart);
  guint n_series = portail_chart_get_n_series (plot->chart);

  if (plot->focus.series == G_MAXUINT)
    plot->focus = (PortailChartPoint){ 0, by_labels < 0 ? n_labels - 1 : 0 };
  else
    plot->focus = (PortailChartPoint){ step (plot->focus.series, by_series, n_series),
                                       step (plot->focus.label, by_labels, n_labels) };
  speak (plot);
}

/* FALSE without a point. */
static gboolean
activate (PortailChartPlot *plot)
{
  if (!has_points (plot) || plot->focus.series == G_MAXUINT)
    return FALSE;
  g_signal_emit (plot, point_activated_signal, 0, plot->focus.label);
  return TRUE;
}

static gboolean
on_key (PortailChartPlot *plot, guint key)
{
  static const struct
  {
    guint key;
    int by_labels;
    int by_series;
  } moves[] = {
    { GDK_KEY_Left, -1, 0 },    { GDK_KEY_Right, 1, 0 },     { GDK_KEY_Up, 0, -1 },
    { GDK_KEY_Down, 0, 1 },     { GDK_KEY_Home, -10000, 0 }, { GDK_KEY_End, 10000, 0 },
    { GDK_KEY_KP_Left, -1, 0 }, { GDK_KEY_KP_Right, 1, 0 },  { GDK_KEY_KP_Up, 0, -1 },
    { GDK_KEY_KP_Down, 0, 1 },
  };

  if (key == GDK_KEY_Escape && plot->focus.series != G_MAXUINT)
    {
      plot->focus = PORTAIL_CHART_NO_POINT;
      speak (plot);
      return GDK_EVENT_STOP;
    }
  if ((key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_ISO_Enter)
      && activate (plot))
    return GDK_EVENT_STOP;
  for (gsize i = 0; has_points (plot) && i < G_N_ELEMENTS (moves); i++)
    if (moves[i].key == key)
      {
        move (plot, moves[i].by_labels, moves[i].by_series);
        return GDK_EVENT_STOP;
      }
  return GDK_EVENT_PROPAGATE;
}

static void
on_pressed (PortailChartPlot *plot, int n_presses, double x, double y)
{
  PortailChartLook look = get_look (plot);

  gtk_widget_grab_focus (GTK_WIDGET (plot));
  if (!has_points (plot))
    return;
  plot->focus = portail_chart_find_point (plot->chart, &look, x, y);
  speak (plot);
  if (n_presses == 2)
    activate (plot);
}

static gboolean
portail_chart_plot_query_tooltip (GtkWidget *widget,
                                  int x,
                                  int y,
                                  gboolean is_by_keyboard,
                                  GtkTooltip *tooltip)
{
  PortailChartPlot *plot = PORTAIL_CHART_PLOT (widget);
  PortailChartLook look = get_look (plot);
  PortailChartPoint point = is_by_keyboard ? plot->focus : PORTAIL_CHART_NO_POINT;
  g_autofree char *text = NULL;

  if (!has_points (plot))
    return FALSE;
  if (!is_by_keyboard)
    point = portail_chart_find_point (plot->chart, &look, x, y);
  if (point.series == G_MAXUINT)
    return FALSE;
  text = portail_chart_describe_point (plot->chart, point.series, point.label);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
portail_chart_plot_finalize (GObject *object)
{
  PortailChartPlot *plot = PORTAIL_CHART_PLOT (object);

  g_clear_pointer (&plot->chart, portail_chart_unref);
  g_free (plot->spoken);
  G_OBJECT_CLASS (portail_chart_plot_parent_class)->finalize (object);
}

static void
portail_chart_plot_class_init (PortailChartPlotClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = portail_chart_plot_finalize;
  point_activated_signal = g_signal_new ("point-activated", G_TYPE_FROM_CLASS (class),
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                         G_TYPE_UINT);
  widget_class->snapshot = portail_chart_plot_snapshot;
  widget_class->measure = portail_chart_plot_measure;
  widget_class->query_tooltip = portail_chart_plot_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "chartplot");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
portail_chart_plot_init (PortailChartPlot *plot)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  plot->focus = PORTAIL_CHART_NO_POINT;
  gtk_widget_set_focusable (GTK_WIDGET (plot), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (plot), TRUE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), plot);
  gtk_widget_add_controller (GTK_WIDGET (plot), keys);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed), plot);
  gtk_widget_add_controller (GTK_WIDGET (plot), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), plot,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (gtk_widget_queue_draw),
                           plot, G_CONNECT_SWAPPED);
  g_signal_connect (plot, "notify::has-focus", G_CALLBACK (gtk_widget_queue_draw), NULL);
}

void
portail_chart_plot_set_chart (PortailChartPlot *plot, PortailChart *chart)
{
  g_return_if_fail (PORTAIL_IS_CHART_PLOT (plot));
  if (chart != NULL)
    portail_chart_ref (chart);
  g_clear_pointer (&plot->chart, portail_chart_unref);
  plot->chart = chart;
  /* Fresher values of the same chart leave the keyboard where it is. */
  if (!has_points (plot) || plot->focus.series >= portail_chart_get_n_series (chart)
      || plot->focus.label >= portail_chart_get_n_labels (chart))
    plot->focus = PORTAIL_CHART_NO_POINT;
  speak (plot);
}

const char *
portail_chart_plot_get_spoken (PortailChartPlot *plot)
{
  g_return_val_if_fail (PORTAIL_IS_CHART_PLOT (plot), NULL);
  return plot->spoken;
}
