/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-chart-view.h"

#include <locale.h>
#include <string.h>

#include "app/portail-application.h"
#include "app/portail-chart-plot.h"
#include "shared/report/portail-chart-drawing.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-robot.h"
#include "tests/support/portail-screenshot.h"

typedef struct
{
  GtkWindow *window;
  PortailChartView *view;
} Fixture;

#define N_WEEKS 12

static PortailChart *
make_chart (PortailChartKind kind)
{
  static const char *const titles[] = { "Chiffre d’affaires", "Impôts", "Salaires" };
  PortailChart *chart = portail_chart_new (kind, "Les 12 dernières semaines <b>",
                                           portail_chart_format_money);

  for (guint i = 0; i < N_WEEKS; i++)
    {
      g_autofree char *label = g_strdup_printf ("S%u", 27 + i);

      portail_chart_add_label (chart, label);
    }
  for (guint series = 0; series < G_N_ELEMENTS (titles); series++)
    {
      gint64 values[N_WEEKS];

      for (guint i = 0; i < N_WEEKS; i++)
        values[i] = i == 4 && series == 1
                        ? PORTAIL_CHART_NONE
                        : (gint64) (12000000 / (series + 1) + (i * 7 + series * 3) % 11 * 1500000);
      portail_chart_add_series (chart, titles[series], values);
    }
  return chart;
}

static void
set_up (Fixture *fixture, gconstpointer kind)
{
  g_autoptr (PortailChart) chart = make_chart ((PortailChartKind) GPOINTER_TO_UINT (kind));
  GtkWidget *view = portail_chart_view_new ();

  fixture->window = GTK_WINDOW (adw_window_new ());
  fixture->view = PORTAIL_CHART_VIEW (view);
  gtk_widget_set_margin_start (view, 12);
  gtk_widget_set_margin_end (view, 12);
  gtk_widget_set_margin_top (view, 12);
  gtk_widget_set_margin_bottom (view, 12);
  adw_window_set_content (ADW_WINDOW (fixture->window), view);
  portail_chart_view_set_chart (fixture->view, chart);
  gtk_window_set_default_size (fixture->window, 900, 420);
  gtk_window_present (fixture->window);
  portail_robot_focus (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  gtk_window_destroy (fixture->window);
  portail_await_idle ();
}

static PortailChartPlot *
get_plot (Fixture *fixture)
{
  return PORTAIL_CHART_PLOT (
      portail_robot_find_child (GTK_WIDGET (fixture->view), PORTAIL_TYPE_CHART_PLOT, NULL));
}

static void
test_pictures (Fixture *fixture, gconstpointer kind)
{
  static const char *const names[] = { "chart-bars", "chart-stacked", "chart-lines" };
  const char *name = names[GPOINTER_TO_UINT (kind)];
  g_autofree char *narrow = g_strdup_printf ("%s-narrow", name);

  gtk_widget_grab_focus (GTK_WIDGET (get_plot (fixture)));
  portail_robot_press (fixture->window, "Right Right Right");
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), name);
  portail_screenshot_make_narrow (GTK_WINDOW (fixture->window), 420);
  portail_screenshot_save (GTK_WIDGET (fixture->window), narrow);
}

static void
test_keys (Fixture *fixture, gconstpointer kind)
{
  PortailChartPlot *plot = get_plot (fixture);
  g_autoptr (PortailChart) chart = make_chart (PORTAIL_CHART_BARS);
  g_autofree char *whole = portail_chart_describe (chart);
  g_autofree char *last = portail_chart_describe_point (chart, 1, N_WEEKS - 1);
  g_autofree char *missing = portail_chart_describe_point (chart, 1, 4);

  gtk_widget_grab_focus (GTK_WIDGET (plot));
  g_assert_cmpstr (portail_chart_plot_get_spoken (plot), ==, whole);
  portail_robot_press (fixture->window, "Right Down End");
  g_assert_cmpstr (portail_chart_plot_get_spoken (plot), ==, last);
  portail_robot_press (fixture->window, "Right Home Right Right Right Right");
  g_assert_cmpstr (portail_chart_plot_get_spoken (plot), ==, missing);
  g_assert_true (g_str_has_suffix (missing, "—"));
  portail_robot_press (fixture->window, "Escape");
  g_assert_cmpstr (portail_chart_plot_get_spoken (plot), ==, whole);
}

static void
test_table (Fixture *fixture, gconstpointer kind)
{
  GtkWidget *grid = portail_robot_find_child (GTK_WIDGET (fixture->view), GTK_TYPE_GRID, NULL);
  GtkWidget *cell = gtk_grid_get_child_at (GTK_GRID (grid), 1, 1);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (portail_robot_find_child (
                                    GTK_WIDGET (fixture->view), GTK_TYPE_TOGGLE_BUTTON, NULL)),
                                TRUE);
  portail_screenshot_save (GTK_WIDGET (fixture->window), "chart-table");
  g_assert_true (gtk_widget_get_mapped (cell));
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (cell)), "120"));
  gtk_widget_grab_focus (GTK_WIDGET (fixture->view));
}

static void
test_points (Fixture *fixture, gconstpointer kind)
{
  g_autoptr (PortailChart) chart = make_chart (PORTAIL_CHART_STACKED_BARS);
  PortailChartLook look = { gtk_widget_get_pango_context (GTK_WIDGET (fixture->view)),
                            PORTAIL_CHART_LIGHT, 900, 400, PORTAIL_CHART_NO_POINT };

  g_assert_cmpuint (portail_chart_find_point (chart, &look, 5, 200).series, ==, G_MAXUINT);
  for (double x = 150; x < 890; x += 10)
    g_assert_cmpuint (portail_chart_find_point (chart, &look, x, 350).label, <, N_WEEKS);
}

static void
test_steps (void)
{
  g_assert_cmpint (portail_chart_get_step (0, 1, 5), ==, 1);
  g_assert_cmpint (portail_chart_get_step (0, 97, 5), ==, 20);
  g_assert_cmpint (portail_chart_get_step (-50, 350, 4), ==, 100);
  g_assert_cmpint (portail_chart_get_step (0, 123456789, 5), ==, 50000000);
}

static void
test_nothing (void)
{
  g_autoptr (PortailChart) chart = portail_chart_new (PORTAIL_CHART_LINES, "Vide",
                                                      portail_chart_format_money);
  g_autoptr (GtkWidget) view = g_object_ref_sink (portail_chart_view_new ());

  portail_chart_view_set_chart (PORTAIL_CHART_VIEW (view), chart);
  portail_chart_view_set_chart (PORTAIL_CHART_VIEW (view), NULL);
}

#define ADD(path, kind, test)                                                                      \
  g_test_add (path, Fixture, GUINT_TO_POINTER (kind), set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_autoptr (PortailApplication) application = NULL;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  application = portail_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  ADD ("/chart-view/bars-light-dark-narrow", PORTAIL_CHART_BARS, test_pictures);
  ADD ("/chart-view/stacked-bars-light-dark-narrow", PORTAIL_CHART_STACKED_BARS, test_pictures);
  ADD ("/chart-view/lines-light-dark-narrow", PORTAIL_CHART_LINES, test_pictures);
  ADD ("/chart-view/arrows-go-from-point-to-point-and-say-it", PORTAIL_CHART_BARS, test_keys);
  ADD ("/chart-view/a-chart-is-also-a-table", PORTAIL_CHART_BARS, test_table);
  ADD ("/chart-view/a-place-is-a-point", PORTAIL_CHART_BARS, test_points);
  g_test_add_func ("/chart-view/an-axis-has-round-steps", test_steps);
  g_test_add_func ("/chart-view/a-chart-without-values-does-no-harm", test_nothing);
  return g_test_run ();
}
