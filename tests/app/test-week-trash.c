/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole week goes to the trash and comes back; and a table is pasted wherever the focus is. */
#include <string.h>

#include "app/portail-application.h"
#include "app/portail-dotation-page.h"
#include "app/portail-dotations-page.h"
#include "app/portail-import-dialog.h"
#include "shared/portail-i18n.h"
#include "tests/app/dotation-seed.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-french.h"
#include "tests/support/portail-robot.h"
#include "tests/support/portail-screenshot.h"

typedef struct
{
  PortailClientFixture client;
  PortailWindow *window;
  PortailDotationsPage *page;
} Fixture;

static PortailApplication *application;

static guint
count_weeks (Fixture *fixture)
{
  return portail_weeks_view_get_n_shown (portail_dotations_page_get_weeks (fixture->page));
}

static gboolean
shows_no_week (gpointer user_data)
{
  return count_weeks (user_data) == 0;
}

static gboolean
shows_other_weeks (gpointer user_data)
{
  return count_weeks (user_data) == 3;
}

static gboolean
shows_all_weeks (gpointer user_data)
{
  return count_weeks (user_data) == 4;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  PortailShellContext *context;
  PortailShellCompany company = { PORTAIL_FIXTURE_COMPANY, "Garage Central", PORTAIL_ROLE_PATRON };

  portail_client_fixture_set_up (&fixture->client, NULL);
  dotation_seed (&fixture->client, PORTAIL_ROLE_PATRON);
  fixture->window = portail_window_new (GTK_APPLICATION (application), NULL);
  context = portail_window_get_context (fixture->window);
  portail_shell_context_set_companies (context, &company, 1);
  portail_shell_context_set_period (context, portail_week_from_number (2025, 38));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1280, 800);
  portail_window_show_view (fixture->window, PORTAIL_WINDOW_SHELL);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-module", "s", "dotations");
  fixture->page = PORTAIL_DOTATIONS_PAGE (portail_window_get_page (fixture->window, "dotations"));
  portail_desk_set_account (portail_window_get_desk (fixture->window),
                            &(PortailDeskAccount){ .cache = fixture->client.cache });
  gtk_window_present (GTK_WINDOW (fixture->window));
  portail_robot_focus (GTK_WINDOW (fixture->window));
  portail_robot_wait (shows_all_weeks, fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  portail_desk_set_account (portail_window_get_desk (fixture->window), NULL);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  portail_await_idle ();
  portail_client_fixture_tear_down (&fixture->client, NULL);
}

static GtkWidget *
get_sheet (Fixture *fixture)
{
  return portail_dotations_page_get_sheet (fixture->page);
}

static PortailDotationModel *
get_model (Fixture *fixture)
{
  return portail_dotation_page_get_model (PORTAIL_DOTATION_PAGE (get_sheet (fixture)));
}

static gboolean
is_ready (gpointer user_data)
{
  return portail_dotation_model_get_state (get_model (user_data)) == PORTAIL_DOTATION_MODEL_READY;
}

static void
open_sheet (Fixture *fixture, const char *id)
{
  portail_dotations_page_open (fixture->page, id);
  portail_robot_wait (is_ready, fixture);
}

/* The button that has @action. */
static GtkWidget *
find_button (GtkWidget *widget, const char *action)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget)
      && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), action) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, action);
  return found;
}

static void
press_button (Fixture *fixture, const char *action)
{
  GtkWidget *button;

  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  button = find_button (GTK_WIDGET (fixture->page), action);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

static GtkWidget *
find_widget (GtkWidget *widget, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_mapped (widget)
                         ? widget
                         : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type);
  return found;
}

/* The one above the list: it makes, opens or restores a week. */
static GtkWidget *
find_main_button (Fixture *fixture)
{
  GtkWidget *content = find_widget (GTK_WIDGET (portail_dotations_page_get_weeks (fixture->page)),
                                    ADW_TYPE_BUTTON_CONTENT);

  g_assert_nonnull (content);
  return gtk_widget_get_parent (content);
}

static gboolean
is_restorable (gpointer user_data)
{
  return gtk_widget_is_sensitive (find_main_button (user_data));
}

static gboolean
is_refused (gpointer user_data)
{
  return !gtk_widget_is_sensitive (find_main_button (user_data));
}

static void
show_trash (Fixture *fixture)
{
  GtkWidget *banner = GTK_WIDGET (portail_dotations_page_get_weeks (fixture->page));

  gtk_widget_activate_action (gtk_widget_get_first_child (banner), "weeks.trash", NULL);
}

static void
test_there_and_back (Fixture *fixture, gconstpointer unused)
{
  GtkWindow *window = GTK_WINDOW (fixture->window);

  open_sheet (fixture, SEED_DRAFT);
  portail_screenshot_save_pair (GTK_WIDGET (window), "sheet-trash");
  press_button (fixture, "sheet.trash");
  g_assert_null (get_sheet (fixture));
  portail_robot_wait (shows_other_weeks, fixture);
  portail_screenshot_save (GTK_WIDGET (window), "weeks-trashed");
  portail_robot_press (window, "ctrl+z");
  portail_robot_wait (shows_all_weeks, fixture);
  portail_robot_press (window, "ctrl+shift+z");
  portail_robot_wait (shows_other_weeks, fixture);

  show_trash (fixture);
  g_assert_cmpuint (count_weeks (fixture), ==, 1);
  portail_screenshot_save_pair (GTK_WIDGET (window), "weeks-trash");
  portail_robot_wait (is_restorable, fixture);
  g_signal_emit_by_name (find_main_button (fixture), "clicked");
  portail_robot_wait (shows_no_week, fixture);
  press_button (fixture, "weeks.trash");
  g_assert_true (shows_all_weeks (fixture));
  open_sheet (fixture, SEED_DRAFT);
  g_assert_cmpuint (portail_dotation_model_get_n (get_model (fixture), PORTAIL_SHEET_ROWS), >, 0);
}

/* Of a toast: « Annuler ». */
static GtkWidget *
find_toast_button (Fixture *fixture)
{
  GtkWidget *toast = find_widget (GTK_WIDGET (fixture->window),
                                  g_type_from_name ("AdwToastWidget"));

  return toast != NULL ? find_widget (toast, GTK_TYPE_BUTTON) : NULL;
}

static gboolean
has_toast (gpointer user_data)
{
  return g_type_from_name ("AdwToastWidget") != 0 && find_toast_button (user_data) != NULL;
}

/* With a step of its own, which stays. */
static void
test_toast (Fixture *fixture, gconstpointer unused)
{
  open_sheet (fixture, SEED_DRAFT);
  press_button (fixture, "sheet.trash");
  portail_robot_wait (has_toast, fixture);
  open_sheet (fixture, SEED_REFUSED);
  g_assert_true (portail_dotation_model_is_editable (get_model (fixture)));
  g_signal_emit_by_name (find_toast_button (fixture), "clicked");
  portail_robot_wait (shows_all_weeks, fixture);
  g_assert_cmpstr (portail_dotation_model_get_id (get_model (fixture)), ==, SEED_REFUSED);
}

static void
lock_week (Fixture *fixture, const char *week)
{
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO period_lock (id, rev, period, locked, reason) VALUES"
      " ('01990000-0000-7000-8000-0000000000f%c', 1, '%s', 1, 'contrôle')",
      week[strlen (week) - 1], week);

  portail_client_execute (&fixture->client, sql);
}

static void
assert_says_lock (Fixture *fixture)
{
  const char *reason;

  portail_robot_wait (is_refused, fixture);
  reason = gtk_widget_get_tooltip_text (find_main_button (fixture));
  g_assert_nonnull (strstr (reason, "contrôle"));
}

static void
test_locked (Fixture *fixture, gconstpointer unused)
{
  PortailShellContext *context = portail_window_get_context (fixture->window);

  open_sheet (fixture, SEED_DRAFT);
  press_button (fixture, "sheet.trash");
  portail_robot_wait (shows_other_weeks, fixture);
  lock_week (fixture, "2025-W38");
  lock_week (fixture, "2025-W40");
  portail_desk_set_account (portail_window_get_desk (fixture->window), NULL);
  portail_desk_set_account (portail_window_get_desk (fixture->window),
                            &(PortailDeskAccount){ .cache = fixture->client.cache });
  portail_robot_wait (shows_other_weeks, fixture);
  portail_shell_context_set_period (context, portail_week_from_number (2025, 40));
  assert_says_lock (fixture);
  portail_robot_press (GTK_WINDOW (fixture->window), "ctrl+n");
  g_assert_null (get_sheet (fixture));
  portail_shell_context_set_period (context, portail_week_from_number (2025, 41));
  g_assert_true (is_restorable (fixture));
  show_trash (fixture);
  assert_says_lock (fixture);
  portail_screenshot_save (GTK_WIDGET (fixture->window), "weeks-trash-locked");
  portail_screenshot_make_narrow (GTK_WINDOW (fixture->window), 720);
  portail_screenshot_save (GTK_WIDGET (fixture->window), "weeks-trash-narrow");
}

static void
test_closed (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *button;

  open_sheet (fixture, SEED_VALIDATED);
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  button = find_button (get_sheet (fixture), "sheet.trash");
  g_assert_false (gtk_widget_is_sensitive (button));
  g_assert_cmpint (strlen (gtk_widget_get_tooltip_text (button)), >, 30);
}

static gboolean
has_import_dialog (gpointer unused)
{
  return portail_robot_find_window (PORTAIL_TYPE_IMPORT_DIALOG) != NULL;
}

static void
test_paste (Fixture *fixture, gconstpointer unused)
{
  GtkWindow *window = GTK_WINDOW (fixture->window);

  open_sheet (fixture, SEED_DRAFT);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (window)),
                          "Nom\tRUN\nJean Dupont\t100\n");
  gtk_window_set_focus (window, NULL);
  portail_robot_press (window, "ctrl+shift+v");
  portail_robot_wait (has_import_dialog, NULL);
  gtk_window_destroy (portail_robot_find_window (PORTAIL_TYPE_IMPORT_DIALOG));
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  int status;

  gtk_test_init (&argc, &argv, NULL);
  portail_french_init ();
  application = portail_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  ADD ("/week-trash/a-week-goes-there-and-comes-back", test_there_and_back);
  ADD ("/week-trash/the-toast-takes-its-own-week-back", test_toast);
  ADD ("/week-trash/a-locked-week-is-neither-made-nor-restored", test_locked);
  ADD ("/week-trash/what-is-closed-stays-and-says-why", test_closed);
  ADD ("/week-trash/a-table-is-pasted-wherever-the-focus-is", test_paste);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
