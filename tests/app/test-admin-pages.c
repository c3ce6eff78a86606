/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of the administration against a real server, as the window shows them. */
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "app/portail-application.h"
#include "app/portail-audit-page.h"
#include "app/portail-client-errors-page.h"
#include "app/portail-configuration-page.h"
#include "app/portail-discord-mapping.h"
#include "app/portail-error-dialog.h"
#include "app/portail-exchange-page.h"
#include "app/portail-json-member.h"
#include "app/portail-mapping-page.h"
#include "app/portail-users-page.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-robot.h"
#include "tests/support/portail-screenshot.h"
#include "tests/support/portail-test-server.h"
#include "tests/support/portail-trial-desk.h"

#define GUILD "900000000000000777"
#define ROLE  "900000000000000778"

typedef struct
{
  PortailTestServer *server;
  PortailTrialDesk *desk;
  PortailWindow *window;
  PortailConfigurationPage *page;
  char *camille;         /* her account's id */
  char *camille_refresh; /* what her device holds */
} Fixture;

static PortailApplication *application;

static void
put_on_desk (Fixture *fixture, PortailApiClient *client)
{
  const PortailDeskAccount account = {
    .cache = fixture->desk->base.cache,
    .client = client,
    .user_id = PORTAIL_FIXTURE_USER,
    .directory = fixture->desk->base.directory,
  };

  portail_desk_set_account (portail_window_get_desk (fixture->window), &account);
}

static void
sign_camille_in (Fixture *fixture)
{
  g_autoptr (PortailTestReply) reply = portail_test_server_sign_in (fixture->server,
                                                                    TEST_SERVER_CAMILLE);
  const PortailJson *root = portail_test_reply_get_root (reply);

  fixture->camille = g_strdup (
      portail_json_get_member_string (portail_json_get (root, "user"), "id"));
  fixture->camille_refresh = g_strdup (portail_test_reply_get_text (reply, "refresh_token"));
}

static void
show_window (Fixture *fixture, PortailRole role)
{
  PortailShellCompany companies[] = {
    { portail_test_server_get_garage_id (fixture->server), "Garage Central", role },
    { portail_test_server_get_taxi_id (fixture->server), "Taxi <b>", role },
  };

  fixture->window = portail_window_new (GTK_APPLICATION (application), NULL);
  portail_shell_context_set_companies (portail_window_get_context (fixture->window), companies,
                                       G_N_ELEMENTS (companies));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1280, 800);
  portail_window_show_view (fixture->window, PORTAIL_WINDOW_SHELL);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-module", "s",
                              "configuration");
  fixture->page = PORTAIL_CONFIGURATION_PAGE (
      portail_window_get_page (fixture->window, "configuration"));
  put_on_desk (fixture, fixture->desk->client);
  gtk_window_present (GTK_WINDOW (fixture->window));
  portail_robot_focus (GTK_WINDOW (fixture->window));
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailTestReply) reply = NULL;

  fixture->server = portail_test_server_new ();
  portail_test_server_start (fixture->server);
  sign_camille_in (fixture);
  reply = portail_test_server_sign_in (fixture->server, TEST_SERVER_HUGO);
  fixture->desk = portail_trial_desk_new (NULL, portail_test_server_get_url (fixture->server),
                                          reply->body,
                                          portail_test_server_get_garage_id (fixture->server));
  show_window (fixture, PORTAIL_ROLE_SUPERADMIN);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  portail_desk_set_account (portail_window_get_desk (fixture->window), NULL);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  portail_await_idle ();
  portail_trial_desk_free (fixture->desk);
  portail_test_server_free (fixture->server);
  g_free (fixture->camille);
  g_free (fixture->camille_refresh);
}

static void
save_narrow_picture (Fixture *fixture, const char *name)
{
  portail_screenshot_make_narrow (GTK_WINDOW (fixture->window), 720);
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  portail_screenshot_save (GTK_WIDGET (fixture->window), name);
}

static GtkWidget *
show (Fixture *fixture, const char *name)
{
  g_assert_true (portail_configuration_page_show (fixture->page, name));
  return portail_configuration_page_get_section (fixture->page, name);
}

/* The dialog over the window; NULL while there is none. */
static GtkWindow *
find_dialog (Fixture *fixture)
{
  return portail_robot_find_shown_window (ADW_TYPE_MESSAGE_DIALOG, NULL);
}

static gboolean
has_dialog (gpointer fixture)
{
  return find_dialog (fixture) != NULL;
}

static void
answer_dialog (Fixture *fixture, const char *response)
{
  portail_robot_wait (has_dialog, fixture);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_dialog (fixture)), response);
}

typedef struct
{
  PortailServerListView *view;
  const char *id;
} Sought;

static gboolean
can_open (gpointer user_data)
{
  Sought *sought = user_data;

  return portail_server_list_view_open (sought->view, sought->id);
}

static void
open_item (PortailServerListView *view, const char *id)
{
  Sought sought = { view, id };

  portail_robot_wait (can_open, &sought);
}

static gboolean
is_inactive (gpointer view)
{
  const PortailJson *shown = portail_server_list_view_get_shown (view);

  return shown != NULL && !portail_json_member_is_true (shown, "is_active");
}

static GtkWidget *
find_switch (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (GTK_IS_SWITCH (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_switch (child);
  return found;
}

static void
an_account_is_deactivated_and_the_last_answer_stays (Fixture *fixture, gconstpointer unused)
{
  PortailServerListView *view = portail_users_page_get_view (
      PORTAIL_USERS_PAGE (show (fixture, "users")));
  GtkWidget *active;

  open_item (view, fixture->camille);
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "admin-users");
  active = find_switch (GTK_WIDGET (view));
  gtk_switch_set_active (GTK_SWITCH (active), FALSE);
  answer_dialog (fixture, "deactivate");
  portail_robot_wait (is_inactive, view);
  /* Offline it is what the server said last, and nothing can be changed. */
  put_on_desk (fixture, NULL);
  open_item (view, fixture->camille);
  g_assert_true (is_inactive (view));
  g_assert_false (gtk_widget_is_sensitive (find_switch (GTK_WIDGET (view))));
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "admin-users-offline");
  save_narrow_picture (fixture, "admin-users-narrow");
}

typedef struct
{
  Fixture *fixture;
  const char *sql;
  gint64 number;
} Count;

static gboolean
is_counted (gpointer user_data)
{
  Count *count = user_data;

  return portail_test_server_query (count->fixture->server, count->sql) == count->number;
}

static GtkWidget *
find_button (GtkWidget *widget, const char *label)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, label);
  return found;
}

typedef struct
{
  GtkWidget *within;
  const char *label;
} SoughtButton;

static gboolean
has_button (gpointer user_data)
{
  SoughtButton *sought = user_data;
  GtkWidget *button = find_button (sought->within, sought->label);

  return button != NULL && gtk_widget_is_sensitive (button);
}

static void
a_stolen_device_is_erased (Fixture *fixture, gconstpointer unused)
{
  PortailServerListView *view = portail_users_page_get_view (
      PORTAIL_USERS_PAGE (show (fixture, "users")));
  SoughtButton erase = { GTK_WIDGET (view), "Sign out and _erase" };
  g_autofree char *body = NULL;
  g_autoptr (PortailTestReply) refreshed = NULL;
  Count wiped = { fixture, "SELECT count (*) FROM session WHERE revoked_for = 'wipe'", 1 };

  open_item (view, fixture->camille);
  portail_robot_wait (has_button, &erase);
  g_signal_emit_by_name (find_button (erase.within, erase.label), "clicked");
  answer_dialog (fixture, "erase");
  portail_robot_wait (is_counted, &wiped);
  body = g_strdup_printf ("{\"refresh_token\":\"%s\"}", fixture->camille_refresh);
  refreshed = portail_test_server_ask (fixture->server, "POST", "/auth/refresh", NULL, body);
  g_assert_cmpuint (refreshed->status, ==, 401);
  g_assert_cmpstr (portail_test_reply_get_text (refreshed, "reason"), ==, "wiped");
}

static gboolean
has_changes (gpointer view)
{
  const PortailJson *shown = portail_server_list_view_get_shown (view);

  return portail_json_count_children (portail_json_get (shown, "changes")) > 0;
}

static gboolean
open_first_entry (gpointer user_data)
{
  PortailServerListView *view = user_data;
  g_autofree char *query = portail_server_filters_dup_query (
      portail_server_list_view_get_filters (view));
  const PortailJson *shown = portail_server_list_view_get_shown (view);

  return query != NULL && shown == NULL;
}

static void
the_log_tells_every_value (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *token = portail_test_server_dup_token (fixture->server, TEST_SERVER_HUGO);
  g_autofree char *path = g_strdup_printf ("/api/enterprises/%s",
                                           portail_test_server_get_garage_id (fixture->server));
  g_autoptr (PortailTestReply) patched = portail_test_server_ask (
      fixture->server, "PATCH", path, token, "{\"type_label\":\"Garage <i>\"}");
  g_autoptr (PortailTestReply) log = portail_test_server_ask (
      fixture->server, "GET", "/api/audit?type=enterprise&action=update", token, NULL);
  const PortailJson *first = portail_json_get (portail_test_reply_get_root (log), "items");
  PortailServerListView *view = portail_audit_page_get_view (
      PORTAIL_AUDIT_PAGE (show (fixture, "audit")));

  g_assert_cmpuint (patched->status, ==, 200);
  g_assert_cmpuint (log->status, ==, 200);
  first = first->first_child;
  g_assert_nonnull (first);
  portail_server_filters_set (portail_server_list_view_get_filters (view), "type", "enterprise");
  g_assert_true (open_first_entry (view));
  open_item (view, portail_json_get_member_string (first, "id"));
  g_assert_true (has_changes (view));
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "admin-audit");
  gtk_widget_activate_action (GTK_WIDGET (view), "audit.verify", NULL);
  portail_robot_wait (has_dialog, fixture);
  answer_dialog (fixture, "close");
  save_narrow_picture (fixture, "admin-audit-narrow");
}

static gboolean
is_mapping_read (gpointer page)
{
  return portail_mapping_page_get_form (page, NULL) != NULL;
}

static void
a_mapping_is_tried_before_it_is_saved (Fixture *fixture, gconstpointer unused)
{
  PortailMappingPage *page = PORTAIL_MAPPING_PAGE (show (fixture, "discord-mapping"));
  const PortailRecordType *type = &portail_discord_mapping_type;
  const PortailRecordType *company_type = &portail_mapping_company_type;
  g_autoptr (PortailDiscordMapping) mapping = NULL;
  g_autoptr (PortailMappingCompany) company = NULL;
  Count saved = { fixture, "SELECT count (*) FROM enterprise WHERE discord_guild_id = '" GUILD "'",
                  1 };
  PortailRecordForm *form;

  portail_robot_wait (is_mapping_read, page);
  mapping = portail_record_form_dup_record (portail_mapping_page_get_form (page, NULL));
  g_free (mapping->staff_role_ids);
  mapping->staff_role_ids = g_strdup (ROLE ", 12");
  portail_record_form_put (portail_mapping_page_get_form (page, NULL), mapping,
                           portail_record_type_field_bit (type, "staff_role_ids"));
  portail_mapping_page_review (page);
  portail_await_idle ();
  g_assert_false (has_dialog (fixture));
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "admin-mapping-wrong");
  g_free (mapping->staff_role_ids);
  mapping->staff_role_ids = g_strdup (ROLE);
  portail_record_form_put (portail_mapping_page_get_form (page, NULL), mapping,
                           portail_record_type_field_bit (type, "staff_role_ids"));
  form = portail_mapping_page_get_form (page, portail_test_server_get_taxi_id (fixture->server));
  company = portail_record_form_dup_record (form);
  g_free (company->discord_guild_id);
  company->discord_guild_id = g_strdup (GUILD);
  portail_record_form_put (form, company,
                           portail_record_type_field_bit (company_type, "discord_guild_id"));
  portail_mapping_page_review (page);
  portail_robot_wait (has_dialog, fixture);
  portail_screenshot_settle (GTK_WIDGET (find_dialog (fixture)));
  portail_screenshot_save (GTK_WIDGET (find_dialog (fixture)), "admin-mapping-review");
  g_assert_false (is_counted (&saved));
  answer_dialog (fixture, "save");
  portail_robot_wait (is_counted, &saved);
  save_narrow_picture (fixture, "admin-mapping-narrow");
}

static void
type_guild (PortailMappingPage *page, const char *enterprise_id, const char *guild)
{
  const PortailRecordType *type = &portail_mapping_company_type;
  PortailRecordForm *form = portail_mapping_page_get_form (page, enterprise_id);
  g_autoptr (PortailMappingCompany) company = portail_record_form_dup_record (form);

  g_free (company->discord_guild_id);
  company->discord_guild_id = g_strdup (guild);
  portail_record_form_put (form, company, portail_record_type_field_bit (type, "discord_guild_id"));
}

/* The companies that are listed, each with what is wrong with it. Owned. */
static char *
list_faulty (GtkWidget *page)
{
  GtkWidget *list = portail_mapping_page_get_faults (PORTAIL_MAPPING_PAGE (page));
  GString *names = g_string_new (NULL);

  for (GtkWidget *row = gtk_widget_get_first_child (list);
       row != NULL && gtk_widget_get_visible (list); row = gtk_widget_get_next_sibling (row))
    g_string_append_printf (names, "%s: %s|",
                            adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)),
                            adw_action_row_get_subtitle (ADW_ACTION_ROW (row)));
  return g_string_free (names, FALSE);
}

static void
activate_fault (PortailMappingPage *page, int index)
{
  GtkListBox *list = GTK_LIST_BOX (portail_mapping_page_get_faults (page));
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (list, index);

  gtk_widget_grab_focus (GTK_WIDGET (row));
  gtk_widget_activate (GTK_WIDGET (row));
}

static gboolean
has_focus (PortailRecordForm *form)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (form)));

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (form));
}

static void
a_mapping_says_what_is_wrong_with_each_company (Fixture *fixture, gconstpointer unused)
{
  PortailMappingPage *page = PORTAIL_MAPPING_PAGE (show (fixture, "discord-mapping"));
  g_autofree char *both = NULL;
  g_autofree char *after = NULL;

  portail_robot_wait (is_mapping_read, page);
  type_guild (page, portail_test_server_get_garage_id (fixture->server), "12");
  type_guild (page, portail_test_server_get_taxi_id (fixture->server), "345");
  portail_mapping_page_review (page);
  portail_await_idle ();
  g_assert_false (has_dialog (fixture));
  both = list_faulty (GTK_WIDGET (page));
  g_assert_cmpstr (both, ==,
                   "Garage des Docks: Guild of the company: A Discord id has 17 to 20 digits.|"
                   "Taxis du Belvédère: Guild of the company: A Discord id has 17 to 20 digits.|");
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "admin-mapping-faults");
  save_narrow_picture (fixture, "admin-mapping-faults-narrow");
  activate_fault (page, 1);
  g_assert_true (has_focus (
      portail_mapping_page_get_form (page, portail_test_server_get_taxi_id (fixture->server))));
  type_guild (page, portail_test_server_get_garage_id (fixture->server), GUILD);
  type_guild (page, portail_test_server_get_taxi_id (fixture->server), GUILD);
  after = list_faulty (GTK_WIDGET (page));
  g_assert_cmpstr (after, ==, "");
}

static gboolean
is_previewed (gpointer page)
{
  return portail_exchange_page_count_changes (page) > 0;
}

static void
settings_are_previewed_before_they_are_imported (Fixture *fixture, gconstpointer unused)
{
  static const char document[] =
      "{\"format\":\"portail-config\",\"version\":1,\"enterprise\":{\"description\":\"Nouveau\"},"
      "\"grade_rules\":[{\"grade\":\"Chef\",\"taux_ca\":12.5}]}";
  PortailExchangePage *page = PORTAIL_EXCHANGE_PAGE (show (fixture, "exchange"));
  g_autofree char *path = g_build_filename (fixture->desk->base.directory, "settings.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  Count rules = { fixture, "SELECT count (*) FROM grade_rule WHERE grade = 'Chef'", 0 };

  g_assert_true (g_file_set_contents (path, document, -1, NULL));
  portail_exchange_page_open (page, file);
  portail_robot_wait (is_previewed, page);
  g_assert_cmpint (portail_exchange_page_count_changes (page), ==, 2);
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "admin-exchange");
  g_assert_true (is_counted (&rules));
  portail_exchange_page_commit (page);
  rules.number = 1;
  portail_robot_wait (is_counted, &rules);
  g_unlink (path);
  save_narrow_picture (fixture, "admin-exchange-narrow");
}

static void
errors_of_programs_are_listed (Fixture *fixture, gconstpointer unused)
{
  static const char body[] =
      "{\"version\":\"0.1.0\",\"platform\":\"Debian GNU/Linux 12 x86_64\",\"kind\":\"crash\","
      "\"message\":\"SIGSEGV at portail+0x1f2e\\n\\nI opened a sheet\",\"stack\":"
      "\"portail+0x1f2e\\nlibgtk-4.so.1+0x22\",\"occurred_at\":\"2025-09-18T10:00:00Z\"}";
  g_autofree char *token = portail_test_server_dup_token (fixture->server, TEST_SERVER_CAMILLE);
  g_autoptr (PortailTestReply) sent = portail_test_server_ask (fixture->server, "POST",
                                                               "/api/client-errors", token, body);
  PortailServerListView *view = portail_client_errors_page_get_view (
      PORTAIL_CLIENT_ERRORS_PAGE (show (fixture, "client-errors")));

  g_assert_cmpuint (sent->status, ==, 201);
  open_item (view, portail_test_reply_get_text (sent, "id"));
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "admin-errors");
  show (fixture, "server-state");
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "admin-state");
}

static void
what_would_be_sent_is_shown (void)
{
  g_autoptr (GPtrArray) reports = g_ptr_array_new ();
  g_autoptr (PortailErrorReport) report = portail_error_report_new (
      "crash", "SIGSEGV at portail+0x1f2e", "portail+0x1f2e\nlibgtk-4.so.1+0x22\n");
  PortailErrorDialog *dialog;

  g_ptr_array_add (reports, report);
  dialog = portail_error_dialog_new (NULL, reports);
  gtk_window_present (GTK_WINDOW (dialog));
  portail_screenshot_settle (GTK_WIDGET (dialog));
  portail_screenshot_save (GTK_WIDGET (dialog), "admin-error-dialog");
  gtk_window_close (GTK_WINDOW (dialog));
  portail_await_idle ();
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  int status;

  gtk_test_init (&argc, &argv, NULL);
  setlocale (LC_ALL, "");
  application = portail_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  ADD ("/admin/an-account-is-deactivated-and-the-last-answer-stays",
       an_account_is_deactivated_and_the_last_answer_stays);
  ADD ("/admin/a-stolen-device-is-erased", a_stolen_device_is_erased);
  ADD ("/admin/the-log-tells-every-value", the_log_tells_every_value);
  ADD ("/admin/a-mapping-is-tried-before-it-is-saved", a_mapping_is_tried_before_it_is_saved);
  ADD ("/admin/a-mapping-says-what-is-wrong-with-each-company",
       a_mapping_says_what_is_wrong_with_each_company);
  ADD ("/admin/settings-are-previewed-before-they-are-imported",
       settings_are_previewed_before_they_are_imported);
  ADD ("/admin/errors-of-programs-are-listed", errors_of_programs_are_listed);
  g_test_add_func ("/admin/what-would-be-sent-is-shown", what_would_be_sent_is_shown);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
