/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-account-session-private.h"

#include "app/portail-account.h"
#include "app/portail-application.h"
#include "app/portail-cache-store.h"
#include "app/portail-configuration-section.h"
#include "app/portail-dotations-page.h"
#include "shared/portail-i18n.h"
#include "tests/app/dotation-seed.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-french.h"
#include "tests/support/portail-robot.h"
#include "tests/support/portail-screenshot.h"
#include "tests/support/portail-tree.h"

/* Nobody listens there. */
#define SERVER "http://127.0.0.1:1"

typedef struct
{
  char *accounts_directory;
  PortailClientFixture client; /* its directory is the account's; closed while a session runs */
  PortailWindow *window;
  PortailAccountSession *session;
} Fixture;

static PortailApplication *application;

/* An account that has synced before. */
static void
make_account (Fixture *fixture)
{
  g_autoptr (PortailAccount) account = portail_account_new (fixture->accounts_directory, SERVER,
                                                            PORTAIL_FIXTURE_USER, "zoe");
  g_auto (PortailAwait) await = { NULL };
  g_autoptr (GError) error = NULL;

  portail_account_save_async (account, NULL, portail_await_ready, &await);
  portail_account_save_finish (portail_await (&await), &error);
  g_assert_no_error (error);
  fixture->client.directory = g_strdup (account->directory);
  fixture->client.told = g_ptr_array_new_with_free_func (g_free);
  portail_client_fixture_open (&fixture->client);
  dotation_seed (&fixture->client, PORTAIL_ROLE_PATRON);
  portail_client_fixture_close (&fixture->client);
}

static void
leave_unsent_change (Fixture *fixture)
{
  portail_client_fixture_open (&fixture->client);
  portail_client_do (&fixture->client, portail_client_set_run (SEED_ROW (2), 4200));
  portail_client_fixture_close (&fixture->client);
}

static void
start (Fixture *fixture)
{
  fixture->window = portail_window_new (GTK_APPLICATION (application), NULL);
  fixture->session = portail_account_session_new (GTK_APPLICATION (application), fixture->window,
                                                  fixture->accounts_directory);
  portail_account_session_start (fixture->session);
}

static void
stop (Fixture *fixture)
{
  g_clear_object (&fixture->session);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  portail_await_idle ();
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  fixture->accounts_directory = g_dir_make_tmp ("portail-accounts-XXXXXX", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  stop (fixture);
  portail_tree_remove (fixture->accounts_directory);
  g_free (fixture->accounts_directory);
  g_free (fixture->client.directory);
  g_clear_pointer (&fixture->client.told, g_ptr_array_unref);
}

static gboolean
is_shown (gpointer user_data)
{
  return gtk_widget_get_mapped (GTK_WIDGET (((Fixture *) user_data)->window));
}

static gboolean
shows_sign_in (gpointer user_data)
{
  Fixture *fixture = user_data;

  return is_shown (fixture)
         && gtk_widget_get_mapped (GTK_WIDGET (portail_window_get_sign_in_page (fixture->window)));
}

static gboolean
is_offline (gpointer user_data)
{
  Fixture *fixture = user_data;

  return portail_sync_indicator_get_state (portail_window_get_sync_indicator (fixture->window))
         == PORTAIL_SYNC_OFFLINE;
}

static void
test_first_start (Fixture *fixture, gconstpointer unused)
{
  start (fixture);
  portail_robot_wait (shows_sign_in, fixture);
  g_assert_null (portail_account_session_get_cache (fixture->session));
}

static void
test_cached_account (Fixture *fixture, gconstpointer unused)
{
  PortailShellContext *context;

  make_account (fixture);
  leave_unsent_change (fixture);
  start (fixture);
  portail_robot_wait (is_shown, fixture);
  g_assert_false (shows_sign_in (fixture));
  context = portail_window_get_context (fixture->window);
  g_assert_cmpuint (portail_shell_context_get_n_companies (context), ==, 2);
  g_assert_cmpint (portail_shell_context_find_company (context, PORTAIL_FIXTURE_COMPANY)->role, ==,
                   PORTAIL_ROLE_PATRON);
  portail_robot_wait (is_offline, fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-module", "s", "dotations");
  g_assert_true (
      PORTAIL_IS_DOTATIONS_PAGE (portail_window_get_page (fixture->window, "dotations")));
  portail_screenshot_save (GTK_WIDGET (fixture->window), "session-offline");
}

/* A server without companies has somebody who makes the first. */
static void
test_without_companies (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  PortailCacheStore *store;
  PortailDesk *desk;

  make_account (fixture);
  leave_unsent_change (fixture);
  store = portail_cache_store_open (fixture->client.directory, &error);
  g_assert_no_error (error);
  g_assert_true (portail_database_run (store->database, &error,
                                       "DELETE FROM scope WHERE scope LIKE 'enterprise:%'", ""));
  g_assert_true (
      portail_database_run (store->database, &error, "UPDATE user SET is_superadmin = 1", ""));
  portail_cache_store_free (store);
  start (fixture);
  portail_robot_wait (is_shown, fixture);
  desk = portail_window_get_desk (fixture->window);
  g_assert_cmpuint (portail_shell_context_get_n_companies (portail_desk_get_context (desk)), ==, 0);
  g_assert_cmpint (portail_desk_get_highest_role (desk), ==, PORTAIL_ROLE_SUPERADMIN);
  g_assert_true (portail_configuration_section_is_visible (
      portail_configuration_section_find ("enterprises"), desk));
}

static AdwMessageDialog *
find_dialog (void)
{
  return portail_robot_find_window (ADW_TYPE_MESSAGE_DIALOG);
}

static gboolean
has_dialog (gpointer user_data)
{
  return find_dialog () != NULL;
}

static AdwMessageDialog *
ask_to_sign_out (Fixture *fixture)
{
  make_account (fixture);
  leave_unsent_change (fixture);
  start (fixture);
  portail_robot_wait (is_shown, fixture);
  portail_robot_wait (is_offline, fixture);
  g_action_group_activate_action (G_ACTION_GROUP (application), "sign-out", NULL);
  portail_robot_wait (has_dialog, NULL);
  return find_dialog ();
}

static gboolean
choose (GtkWidget *widget, const char *label)
{
  if (GTK_IS_CHECK_BUTTON (widget)
      && g_strcmp0 (gtk_check_button_get_label (GTK_CHECK_BUTTON (widget)), label) == 0)
    {
      gtk_check_button_set_active (GTK_CHECK_BUTTON (widget), TRUE);
      return TRUE;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (choose (child, label))
      return TRUE;
  return FALSE;
}

/* What the outbox has after the account was opened again. */
static guint
count_kept (Fixture *fixture)
{
  guint n;

  portail_client_fixture_open (&fixture->client);
  n = portail_cache_get_counts (fixture->client.cache).n_to_send;
  portail_client_fixture_close (&fixture->client);
  return n;
}

static void
test_keep (Fixture *fixture, gconstpointer unused)
{
  AdwMessageDialog *dialog = ask_to_sign_out (fixture);

  portail_screenshot_save (GTK_WIDGET (dialog), "sign-out-dialog");
  g_assert_true (choose (GTK_WIDGET (dialog), "_Garder pour ma prochaine connexion"));
  adw_message_dialog_response (dialog, "continue");
  portail_robot_wait (shows_sign_in, fixture);
  g_assert_cmpuint (count_kept (fixture), ==, 1);
}

static void
test_discard (Fixture *fixture, gconstpointer unused)
{
  AdwMessageDialog *dialog = ask_to_sign_out (fixture);

  g_assert_true (choose (GTK_WIDGET (dialog), "_Abandonner"));
  adw_message_dialog_response (dialog, "continue");
  /* While the folder goes nothing is seen of it, and it is not left twice. */
  g_assert_false (
      gtk_widget_get_mapped (GTK_WIDGET (portail_window_get_sync_indicator (fixture->window))));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (application), "sign-out"));
  portail_screenshot_save (GTK_WIDGET (fixture->window), "signing-out");
  portail_robot_wait (shows_sign_in, fixture);
  g_assert_cmpuint (count_kept (fixture), ==, 0);
  stop (fixture);
  start (fixture);
  portail_robot_wait (shows_sign_in, fixture);
}

static gboolean
has_no_dialog (gpointer user_data)
{
  return find_dialog () == NULL;
}

static void
test_cancel (Fixture *fixture, gconstpointer unused)
{
  gtk_window_close (GTK_WINDOW (ask_to_sign_out (fixture)));
  portail_robot_wait (has_no_dialog, NULL);
  g_assert_false (shows_sign_in (fixture));
  g_assert_cmpuint (
      portail_cache_get_counts (portail_account_session_get_cache (fixture->session)).n_to_send, ==,
      1);
}

static gboolean
has_asked_or_signed_out (gpointer user_data)
{
  return find_dialog () != NULL || shows_sign_in (user_data);
}

/* What was typed at the last moment is still being written. */
static void
test_last_moment (Fixture *fixture, gconstpointer unused)
{
  make_account (fixture);
  start (fixture);
  portail_robot_wait (is_shown, fixture);
  portail_robot_wait (is_offline, fixture);
  portail_cache_apply_async (portail_account_session_get_cache (fixture->session),
                             portail_client_set_run (SEED_ROW (2), 4200), NULL, NULL, NULL);
  g_action_group_activate_action (G_ACTION_GROUP (application), "sign-out", NULL);
  portail_robot_wait (has_asked_or_signed_out, fixture);
  g_assert_nonnull (find_dialog ());
  gtk_window_close (GTK_WINDOW (find_dialog ()));
  portail_robot_wait (has_no_dialog, NULL);
}

/* A second account; its folder. Owned. */
static char *
add_account (Fixture *fixture, const char *user_id, PortailAccountLock lock, int n_days_away)
{
  g_autoptr (PortailAccount) account = portail_account_new (fixture->accounts_directory, SERVER,
                                                            user_id, "ada_<b>");
  PortailTimestamp now = portail_timestamp_now ();
  g_auto (PortailAwait) await = { NULL };
  g_autoptr (GError) error = NULL;

  account->lock = lock;
  account->seen_at = now;
  account->contact_at = portail_timestamp_add_seconds (now, -86400 * n_days_away);
  portail_account_save_async (account, NULL, portail_await_ready, &await);
  portail_account_save_finish (portail_await (&await), &error);
  g_assert_no_error (error);
  return g_strdup (account->directory);
}

static gboolean
is_open (gpointer user_data)
{
  Fixture *fixture = user_data;

  return portail_account_session_get_cache (fixture->session) != NULL;
}

static gboolean
shows_the_first (gpointer user_data)
{
  Fixture *fixture = user_data;
  const char *directory = portail_desk_get_directory (portail_window_get_desk (fixture->window));

  return g_strcmp0 (directory, fixture->client.directory) == 0;
}

static gboolean
shows_the_other (gpointer user_data)
{
  Fixture *fixture = user_data;

  return portail_desk_get_directory (portail_window_get_desk (fixture->window)) != NULL
         && !shows_the_first (fixture);
}

static void
switch_to (const char *directory)
{
  g_action_group_activate_action (G_ACTION_GROUP (application), "switch-account",
                                  g_variant_new_string (directory));
}

static void
test_switch (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *other = add_account (fixture, "01990000-0000-7000-8000-00000000a002",
                                        PORTAIL_ACCOUNT_OPEN, 0);

  make_account (fixture);
  start (fixture);
  portail_robot_wait (shows_the_first, fixture);
  portail_cache_apply_async (portail_account_session_get_cache (fixture->session),
                             portail_client_set_run (SEED_ROW (2), 4200), NULL, NULL, NULL);
  switch_to (other);
  portail_robot_wait (shows_the_other, fixture);
  g_assert_cmpuint (
      portail_cache_get_counts (portail_account_session_get_cache (fixture->session)).n_to_send, ==,
      0);
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-menu", NULL);
  portail_screenshot_save (GTK_WIDGET (fixture->window), "accounts-menu");
  switch_to (fixture->client.directory);
  portail_robot_wait (shows_the_first, fixture);
  g_assert_cmpuint (
      portail_cache_get_counts (portail_account_session_get_cache (fixture->session)).n_to_send, ==,
      1);
}

/* The databases of the first are still being opened when the other is wanted, and back. */
static void
test_switch_while_opening (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *other = add_account (fixture, "01990000-0000-7000-8000-00000000a002",
                                        PORTAIL_ACCOUNT_OPEN, 0);

  make_account (fixture);
  start (fixture);
  portail_robot_wait (shows_the_first, fixture);
  switch_to (other);
  switch_to (fixture->client.directory);
  switch_to (other);
  portail_robot_wait (shows_the_other, fixture);
  switch_to (fixture->client.directory);
  portail_robot_wait (shows_the_first, fixture);
  g_assert_true (is_open (fixture));
}

/* A sign-in whose databases, or whose keyring, take their time: the user goes elsewhere. */
static void
test_switch_while_granted (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *other = add_account (fixture, "01990000-0000-7000-8000-00000000a002",
                                        PORTAIL_ACCOUNT_OPEN, 0);
  g_auto (PortailAwait) await = { NULL };
  g_autofree char *token = NULL;
  PortailTokenStore *store;

  make_account (fixture);
  start (fixture);
  portail_robot_wait (shows_the_first, fixture);
  fixture->session->granted = g_new0 (PortailApiSession, 1);
  fixture->session->granted->user_id = g_strdup (PORTAIL_FIXTURE_USER);
  fixture->session->granted->access_token = g_strdup ("access of the first");
  fixture->session->granted->refresh_token = g_strdup ("refresh of the first");
  switch_to (other);
  portail_robot_wait (shows_the_other, fixture);
  store = portail_api_client_get_token_store (fixture->session->client);
  portail_token_store_load_async (store, NULL, portail_await_ready, &await);
  token = portail_token_store_load_finish (store, portail_await (&await), NULL);
  g_assert_null (token);
}

static void
test_sealed (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *sealed = add_account (fixture, PORTAIL_FIXTURE_USER, PORTAIL_ACCOUNT_SEALED, 0);

  start (fixture);
  portail_robot_wait (shows_sign_in, fixture);
  switch_to (sealed);
  portail_await_idle ();
  g_assert_null (portail_account_session_get_cache (fixture->session));
}

static gboolean
is_sealed (gpointer directory)
{
  g_autofree char *path = g_build_filename (directory, "account.ini", NULL);
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) && strstr (text, "lock=sealed") != NULL;
}

/* The wipe ends when another account is shown. */
static void
test_switch_while_wiping (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *other = add_account (fixture, "01990000-0000-7000-8000-00000000a002",
                                        PORTAIL_ACCOUNT_OPEN, 0);

  make_account (fixture);
  start (fixture);
  portail_robot_wait (shows_the_first, fixture);
  g_signal_emit_by_name (portail_desk_get_client (portail_window_get_desk (fixture->window)),
                         "signed-out", "revoked");
  switch_to (other);
  portail_robot_wait (shows_the_other, fixture);
  portail_robot_wait (is_sealed, fixture->client.directory);
}

static void
test_absence (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *directory = NULL;

  make_account (fixture);
  leave_unsent_change (fixture);
  directory = add_account (fixture, PORTAIL_FIXTURE_USER, PORTAIL_ACCOUNT_OPEN, 15);
  start (fixture);
  portail_robot_wait (is_open, fixture);
  portail_robot_wait (is_shown, fixture);
  portail_screenshot_save (GTK_WIDGET (fixture->window), "absence-lock");
  g_assert_null (portail_desk_get_cache (portail_window_get_desk (fixture->window)));
  g_assert_cmpuint (
      portail_cache_get_counts (portail_account_session_get_cache (fixture->session)).n_to_send, ==,
      1);
  /* The server was met. */
  g_signal_emit_by_name (portail_account_session_get_sync (fixture->session), "contact",
                         portail_timestamp_now ().milliseconds);
  g_assert_nonnull (portail_desk_get_cache (portail_window_get_desk (fixture->window)));
}

/* The question is about the account that was open when it was asked. */
static void
test_sign_out_of_another (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *other = add_account (fixture, "01990000-0000-7000-8000-00000000a002",
                                        PORTAIL_ACCOUNT_OPEN, 0);
  AdwMessageDialog *dialog = ask_to_sign_out (fixture);

  switch_to (other);
  portail_robot_wait (shows_the_other, fixture);
  g_assert_true (choose (GTK_WIDGET (dialog), "_Abandonner"));
  adw_message_dialog_response (dialog, "continue");
  gtk_window_destroy (GTK_WINDOW (dialog));
  portail_await_idle ();
  g_assert_true (is_open (fixture));
  switch_to (fixture->client.directory);
  portail_robot_wait (shows_the_first, fixture);
  g_assert_cmpuint (
      portail_cache_get_counts (portail_account_session_get_cache (fixture->session)).n_to_send, ==,
      1);
  switch_to (other);
  portail_robot_wait (shows_the_other, fixture);
}

static gboolean
has_no_folder (gpointer user_data)
{
  return !g_file_test (((Fixture *) user_data)->client.directory, G_FILE_TEST_EXISTS);
}

/* The keyring answers whenever it likes. */
static void
test_late_keyring (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailTokenStore) store = NULL;

  make_account (fixture);
  start (fixture);
  portail_robot_wait (is_shown, fixture);
  store = g_object_ref (portail_api_client_get_token_store (fixture->session->client));
  g_action_group_activate_action (G_ACTION_GROUP (application), "sign-out", NULL);
  portail_robot_wait (shows_sign_in, fixture);
  g_object_notify (G_OBJECT (store), "is-persistent");
  portail_robot_wait (has_no_folder, fixture);
}

/* The preferences do not know a hidden account as the open one. */
static void
test_forget_hidden (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *directory = NULL;

  make_account (fixture);
  directory = add_account (fixture, PORTAIL_FIXTURE_USER, PORTAIL_ACCOUNT_OPEN, 15);
  start (fixture);
  portail_robot_wait (is_open, fixture);
  portail_robot_wait (is_shown, fixture);
  g_action_group_activate_action (G_ACTION_GROUP (application), "forget-account",
                                  g_variant_new_string (directory));
  portail_robot_wait (shows_sign_in, fixture);
  g_assert_false (is_open (fixture));
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
  ADD ("/account-session/the-first-start-asks-to-sign-in", test_first_start);
  ADD ("/account-session/a-cached-account-opens-without-a-network", test_cached_account);
  ADD ("/account-session/a-superadmin-needs-no-company", test_without_companies);
  ADD ("/account-session/unsent-work-is-kept-for-the-next-sign-in", test_keep);
  ADD ("/account-session/unsent-work-is-discarded-only-when-asked", test_discard);
  ADD ("/account-session/cancelling-stays-signed-in", test_cancel);
  ADD ("/account-session/what-is-still-being-written-is-asked-about", test_last_moment);
  ADD ("/account-session/switching-keeps-what-each-account-has", test_switch);
  ADD ("/account-session/switching-while-one-is-being-opened-ends-with-the-last-wish",
       test_switch_while_opening);
  ADD ("/account-session/what-is-granted-to-one-account-opens-no-other", test_switch_while_granted);
  ADD ("/account-session/a-sealed-account-waits-for-its-user", test_sealed);
  ADD ("/account-session/a-revoked-account-is-sealed-behind-another-one", test_switch_while_wiping);
  ADD ("/account-session/a-long-absence-hides-the-data-and-keeps-the-work", test_absence);
  ADD ("/account-session/signing-out-of-one-account-never-wipes-another", test_sign_out_of_another);
  ADD ("/account-session/a-keyring-that-answers-late-finds-nobody", test_late_keyring);
  ADD ("/account-session/forgetting-a-hidden-account-closes-it", test_forget_hidden);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
