/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-report-view.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <string.h>

#include "app/portail-report-print.h"
#include "shared/report/portail-report-pdf.h"
#include "tests/shared/report-example.h"
#include "tests/support/portail-robot.h"
#include "tests/support/portail-screenshot.h"

typedef struct
{
  GtkWindow *window;
  PortailReportView *view;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailDotationSheet) sheet = report_example_new ();

  report_example_add_rows (sheet, 60);
  fixture->window = GTK_WINDOW (gtk_window_new ());
  fixture->view = PORTAIL_REPORT_VIEW (portail_report_view_new ());
  gtk_window_set_child (fixture->window, GTK_WIDGET (fixture->view));
  gtk_window_set_default_size (fixture->window, 800, 700);
  portail_report_view_set_report (fixture->view, report_example_make (sheet, REPORT_EXAMPLE_FICHE));
  gtk_window_present (fixture->window);
  portail_screenshot_settle (GTK_WIDGET (fixture->view));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  gtk_window_destroy (fixture->window);
}

static GtkScrolledWindow *
get_scrolled_window (Fixture *fixture)
{
  return GTK_SCROLLED_WINDOW (gtk_widget_get_first_child (GTK_WIDGET (fixture->view)));
}

static double
get_width (Fixture *fixture)
{
  portail_screenshot_settle (GTK_WIDGET (fixture->view));
  return gtk_adjustment_get_upper (
      gtk_scrolled_window_get_hadjustment (get_scrolled_window (fixture)));
}

static void
test_fit (Fixture *fixture, gconstpointer unused)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (get_scrolled_window (fixture));
  guint n_pages = portail_report_pages_get_n (portail_report_view_get_pages (fixture->view));

  portail_screenshot_save (GTK_WIDGET (fixture->window), "report-view");
  g_assert_cmpuint (n_pages, ==, 3);
  g_assert_cmpfloat (get_width (fixture), ==,
                     gtk_widget_get_width (GTK_WIDGET (get_scrolled_window (fixture))));
  /* Three sheets of about 760 pixels of width. */
  g_assert_cmpfloat (gtk_adjustment_get_upper (adjustment), >, 3 * 1000);
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  portail_screenshot_settle (GTK_WIDGET (fixture->view));
  portail_screenshot_save (GTK_WIDGET (fixture->window), "report-view-end");
}

static void
test_zoom (Fixture *fixture, gconstpointer unused)
{
  double fitting = get_width (fixture);
  GtkWidget *view = GTK_WIDGET (fixture->view);

  gtk_widget_activate_action (view, "report.zoom-in", NULL);
  g_assert_cmpfloat (get_width (fixture), >, fitting * 1.1);
  gtk_widget_activate_action (view, "report.zoom-fit", NULL);
  g_assert_cmpfloat (get_width (fixture), ==, fitting);
  gtk_widget_child_focus (view, GTK_DIR_TAB_FORWARD);
  portail_robot_focus (fixture->window);
  portail_robot_press (fixture->window, "ctrl+plus ctrl+plus");
  g_assert_cmpfloat (get_width (fixture), >, fitting * 1.2);
  portail_robot_press (fixture->window, "ctrl+0");
  g_assert_cmpfloat (get_width (fixture), ==, fitting);
}

static void
test_nothing (Fixture *fixture, gconstpointer unused)
{
  portail_report_view_set_report (fixture->view, NULL);
  portail_screenshot_settle (GTK_WIDGET (fixture->view));
  g_assert_null (portail_report_view_get_pages (fixture->view));
  portail_report_view_print (fixture->view);
}

static void
test_print (Fixture *fixture, gconstpointer unused)
{
  PortailReportPages *pages = portail_report_view_get_pages (fixture->view);
  g_autoptr (GtkPrintOperation) operation = portail_report_print_operation_new (pages);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) direct = portail_report_to_pdf (pages, &error);
  g_autoptr (GBytes) printed = NULL;
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "report-view-print.pdf", NULL);
  g_autofree char *direct_text = NULL;
  g_autofree char *printed_text = NULL;
  GtkPrintOperationResult result;
  char *contents;
  gsize length;

  gtk_print_operation_set_export_filename (operation, path);
  result = gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, fixture->window,
                                    &error);
  g_assert_no_error (error);
  g_assert_cmpint (result, ==, GTK_PRINT_OPERATION_RESULT_APPLY);
  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);
  printed = g_bytes_new_take (contents, length);
  g_unlink (path);
  direct_text = report_example_read_text (direct);
  printed_text = report_example_read_text (printed);
  g_assert_cmpstr (printed_text, ==, direct_text);
}

static gboolean
has_keyboard (gpointer user_data)
{
  Fixture *fixture = user_data;
  GtkWidget *focus = gtk_window_get_focus (fixture->window);

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (fixture->view));
}

/* So that Escape is heard by what shows it. */
static void
test_focus (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *button = gtk_button_new_with_label ("Preview");

  g_object_ref (fixture->view);
  gtk_window_set_child (fixture->window, NULL);
  gtk_stack_add_named (GTK_STACK (stack), button, "button");
  gtk_stack_add_named (GTK_STACK (stack), GTK_WIDGET (fixture->view), "view");
  g_object_unref (fixture->view);
  gtk_window_set_child (fixture->window, stack);
  portail_screenshot_settle (stack);
  gtk_widget_grab_focus (button);
  gtk_stack_set_visible_child_name (GTK_STACK (stack), "view");
  portail_robot_wait (has_keyboard, fixture);
  portail_screenshot_settle (stack);
  g_assert_true (has_keyboard (fixture));
}

int
main (int argc, char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/report-view/sheets-fit-the-width", Fixture, NULL, set_up, test_fit, tear_down);
  g_test_add ("/report-view/zooming-works-by-action-and-key", Fixture, NULL, set_up, test_zoom,
              tear_down);
  g_test_add ("/report-view/without-a-report-nothing-happens", Fixture, NULL, set_up, test_nothing,
              tear_down);
  g_test_add ("/report-view/paper-shows-what-the-pdf-shows", Fixture, NULL, set_up, test_print,
              tear_down);
  g_test_add ("/report-view/it-takes-the-keyboard-when-it-comes", Fixture, NULL, set_up, test_focus,
              tear_down);
  return g_test_run ();
}
