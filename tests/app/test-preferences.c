/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preferences as the window shows them, over a true account. */
#include "app/portail-preferences-window.h"

#include "app/portail-account.h"
#include "app/portail-application.h"
#include "app/portail-user-setting.h"
#include "tests/app/dotation-seed.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-robot.h"
#include "tests/support/portail-screenshot.h"

static PortailApplication *application;

typedef struct
{
  char *accounts_directory;
  PortailClientFixture client;
  GSettings *settings;
  PortailShellContext *context;
  PortailDesk *desk;
  GtkWindow *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  static const PortailShellCompany companies[] = {
    { PORTAIL_FIXTURE_COMPANY, "LS Customs", PORTAIL_ROLE_PATRON, TRUE },
    { SEED_OTHER_COMPANY, "Bahama Mamas <West> & co", PORTAIL_ROLE_PATRON, TRUE },
  };
  g_autoptr (PortailAccount) account = NULL;
  g_auto (PortailAwait) await = { NULL };
  PortailDeskAccount on_desk = { .user_id = PORTAIL_FIXTURE_USER };

  fixture->accounts_directory = g_dir_make_tmp ("portail-preferences-XXXXXX", NULL);
  account = portail_account_new (fixture->accounts_directory, "http://127.0.0.1:1",
                                 PORTAIL_FIXTURE_USER, "zoe <b>");
  portail_account_save_async (account, NULL, portail_await_ready, &await);
  portail_account_save_finish (portail_await (&await), NULL);
  fixture->client.directory = g_strdup (account->directory);
  fixture->client.told = g_ptr_array_new_with_free_func (g_free);
  portail_client_fixture_open (&fixture->client);
  dotation_seed (&fixture->client, PORTAIL_ROLE_PATRON);
  fixture->settings = g_settings_new (PORTAIL_APPLICATION_ID);
  fixture->context = portail_shell_context_new (portail_day_from_date (2025, 9, 20));
  portail_shell_context_set_companies (fixture->context, companies, G_N_ELEMENTS (companies));
  fixture->desk = portail_desk_new (fixture->context, fixture->settings);
  on_desk.cache = fixture->client.cache;
  on_desk.directory = fixture->client.directory;
  portail_desk_set_account (fixture->desk, &on_desk);
  fixture->window = GTK_WINDOW (
      portail_preferences_window_new (NULL, fixture->desk, fixture->accounts_directory));
  gtk_window_present (fixture->window);
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_auto (PortailAwait) await = { NULL };
  g_autoptr (PortailAccount) account = portail_account_new (
      fixture->accounts_directory, "http://127.0.0.1:1", PORTAIL_FIXTURE_USER, NULL);

  gtk_window_destroy (fixture->window);
  portail_await_idle ();
  g_clear_object (&fixture->desk);
  g_clear_object (&fixture->context);
  g_clear_object (&fixture->settings);
  portail_client_fixture_close (&fixture->client);
  portail_account_remove_async (account, NULL, portail_await_ready, &await);
  g_assert_true (portail_account_remove_finish (portail_await (&await), NULL));
  g_free (fixture->client.directory);
  g_ptr_array_unref (fixture->client.told);
  g_free (fixture->accounts_directory);
}

/* The mapped or unmapped widget whose row has the title, @widget or below it; NULL for none. */
static GtkWidget *
find_row (GtkWidget *widget, const char *title)
{
  GtkWidget *found = NULL;

  if (ADW_IS_PREFERENCES_ROW (widget)
      && g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_row (child, title);
  return found;
}

static gboolean
is_filled (gpointer user_data)
{
  Fixture *fixture = user_data;

  return gtk_widget_get_sensitive (find_row (GTK_WIDGET (fixture->window), "_Company"))
         && find_row (GTK_WIDGET (fixture->window), "zoe &lt;b&gt; (127.0.0.1)") != NULL;
}

static PortailDesktopSetting *
load_setting (Fixture *fixture)
{
  g_auto (PortailAwait) await = { NULL };

  portail_cache_settle_async (fixture->client.cache, portail_await_ready, &await);
  portail_cache_settle_finish (fixture->client.cache, portail_await (&await), NULL);
  portail_await_clear (&await);
  portail_cache_query_async (fixture->client.cache,
                             portail_desktop_setting_query_new (PORTAIL_FIXTURE_USER), NULL,
                             portail_await_ready, &await);
  return portail_cache_query_finish (fixture->client.cache, portail_await (&await), NULL);
}

static void
what_one_begins_with_is_a_setting_of_the_user (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailDesktopSetting) first = NULL;
  g_autoptr (PortailDesktopSetting) second = NULL;
  GtkWidget *row = find_row (GTK_WIDGET (fixture->window), "_Company");

  portail_robot_wait (is_filled, fixture);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 2);
  first = load_setting (fixture);
  g_assert_cmpstr (first->default_company, ==, SEED_OTHER_COMPANY);
  g_assert_null (first->start_page);
  row = find_row (GTK_WIDGET (fixture->window), "Start _page");
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 3);
  second = load_setting (fixture);
  g_assert_cmpstr (second->id, ==, first->id);
  g_assert_cmpstr (second->start_page, ==, "impots");
  g_assert_cmpstr (second->default_company, ==, SEED_OTHER_COMPANY);
}

static void
save_pages (Fixture *fixture, const char *look)
{
  static const char *const names[] = { "general", "notifications", "local", "devices" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = g_strdup_printf ("preferences-%s-%s", names[i], look);

      adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (fixture->window),
                                                    names[i]);
      portail_screenshot_save (GTK_WIDGET (fixture->window), name);
    }
}

static void
it_looks_right_in_light_and_dark_and_narrow (Fixture *fixture, gconstpointer unused)
{
  portail_robot_wait (is_filled, fixture);
  save_pages (fixture, "light");
  portail_screenshot_set_scheme (ADW_COLOR_SCHEME_FORCE_DARK);
  save_pages (fixture, "dark");
  portail_screenshot_set_scheme (ADW_COLOR_SCHEME_DEFAULT);
  gtk_window_set_default_size (fixture->window, 360, 560);
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  save_pages (fixture, "narrow");
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture->window)), <=, 360);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  int status;

  gtk_test_init (&argc, &argv, NULL);
  application = portail_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  ADD ("/preferences/what-one-begins-with-is-a-setting-of-the-user",
       what_one_begins_with_is_a_setting_of_the_user);
  ADD ("/preferences/it-looks-right-in-light-and-dark-and-narrow",
       it_looks_right_in_light_and_dark_and_narrow);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
