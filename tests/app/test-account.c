/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <glib/gstdio.h>

#include "app/portail-absence.h"
#include "app/portail-account-book.h"
#include "app/portail-account.h"
#include "tests/support/portail-await.h"

#define SERVER "https://flashbackfa-entreprise.fr"

static PortailAccount *
save (const char *base, const char *server, const char *user_id)
{
  PortailAccount *account = portail_account_new (base, server, user_id, "Léa");
  g_auto (PortailAwait) await = { NULL };
  g_autoptr (GError) error = NULL;

  portail_account_save_async (account, NULL, portail_await_ready, &await);
  portail_account_save_finish (portail_await (&await), &error);
  g_assert_no_error (error);
  return account;
}

static GPtrArray *
list (const char *base)
{
  g_auto (PortailAwait) await = { NULL };

  portail_account_list_async (base, NULL, portail_await_ready, &await);
  return portail_account_list_finish (portail_await (&await), NULL);
}

static void
remove_account (const PortailAccount *account)
{
  g_autofree char *file = g_build_filename (account->directory, "account.ini", NULL);
  g_autofree char *server = g_path_get_dirname (account->directory);

  g_unlink (file);
  g_rmdir (account->directory);
  g_rmdir (server);
}

static void
test_the_last_account_comes_first (void)
{
  g_autofree char *base = g_dir_make_tmp ("portail-accounts-XXXXXX", NULL);
  g_autoptr (PortailAccount) first = save (base, SERVER, "a1");
  g_autoptr (PortailAccount) second = save (base, SERVER, "a2");
  g_autoptr (PortailAccount) other = save (base, "http://127.0.0.1:8000", "a1");
  g_autoptr (GPtrArray) accounts = NULL;

  g_assert_cmpstr (first->directory, !=, second->directory);
  g_assert_cmpstr (first->directory, !=, other->directory);
  portail_account_free (save (base, SERVER, "a1"));
  accounts = list (base);
  g_assert_cmpuint (accounts->len, ==, 3);
  g_assert_cmpstr (((PortailAccount *) accounts->pdata[0])->directory, ==, first->directory);
  g_assert_cmpstr (((PortailAccount *) accounts->pdata[0])->username, ==, "Léa");
  g_assert_cmpstr (((PortailAccount *) accounts->pdata[1])->server, ==, "http://127.0.0.1:8000");
  remove_account (first);
  remove_account (second);
  remove_account (other);
  g_rmdir (base);
}

static void
test_a_folder_is_the_users_alone (void)
{
  g_autofree char *base = g_dir_make_tmp ("portail-accounts-XXXXXX", NULL);
  g_autoptr (PortailAccount) account = save (base, SERVER, "a1");
  GStatBuf status;

  g_assert_cmpint (g_stat (account->directory, &status), ==, 0);
  g_assert_cmphex (status.st_mode & 0777, ==, 0700);
  remove_account (account);
  g_rmdir (base);
}

static void
test_there_is_none_at_the_first_start (void)
{
  g_autoptr (GPtrArray) accounts = list ("/nonexistent/accounts");

  g_assert_cmpuint (accounts->len, ==, 0);
}

static gint64 fake_monotonic;

static gint64
get_fake_monotonic (void)
{
  return fake_monotonic;
}

#define DAY_MICROSECONDS (86400 * G_GINT64_CONSTANT (1000000))

static void
test_absence_counts_server_time_and_time_in_use (void)
{
  PortailTimestamp contact = { 1758391391123 };
  g_autoptr (PortailAccount) account = portail_account_new ("/nowhere", SERVER, "a1", "Léa");
  g_autoptr (PortailAccount) never = portail_account_new ("/nowhere", SERVER, "a2", "Ada");
  g_autoptr (GPtrArray) accounts = g_ptr_array_new ();
  PortailAbsence absence;

  account->contact_at = contact;
  account->seen_at = contact;
  g_ptr_array_add (accounts, account);
  g_ptr_array_add (accounts, never);
  fake_monotonic = 5;
  absence = portail_absence_begin (accounts, get_fake_monotonic);
  fake_monotonic += 13 * DAY_MICROSECONDS;
  g_assert_false (portail_absence_is_too_long (&absence, account, 14));
  /* An older answer takes nothing back. */
  portail_absence_note (&absence, contact);
  fake_monotonic += 2 * DAY_MICROSECONDS;
  g_assert_true (portail_absence_is_too_long (&absence, account, 14));
  g_assert_false (portail_absence_is_too_long (&absence, account, 0));
  g_assert_false (portail_absence_is_too_long (&absence, never, 14));
  account->contact_at = portail_absence_get_least_now (&absence);
  g_assert_false (portail_absence_is_too_long (&absence, account, 14));
  /* Another account has met a server that knows better. */
  portail_absence_note (&absence, portail_timestamp_add_seconds (account->contact_at, 86400 * 20));
  g_assert_true (portail_absence_is_too_long (&absence, account, 14));
}

/* Each wish is asked for before the one before it is done. */
static void
test_the_last_of_many_saves_stays (void)
{
  g_autofree char *base = g_dir_make_tmp ("portail-accounts-XXXXXX", NULL);
  g_autoptr (PortailAccount) account = portail_account_new (base, SERVER, "a1", "Léa");
  g_auto (PortailAwait) removed = { NULL };
  PortailAwait saved[31] = { { NULL } };
  g_autoptr (GPtrArray) accounts = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (saved); i++)
    {
      account->lock = i % 2 == 0 ? PORTAIL_ACCOUNT_SEALED : PORTAIL_ACCOUNT_OPEN;
      portail_account_save_async (account, NULL, portail_await_ready, &saved[i]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (saved); i++)
    {
      g_assert_true (portail_account_save_finish (portail_await (&saved[i]), NULL));
      portail_await_clear (&saved[i]);
    }
  accounts = list (base);
  g_assert_cmpuint (accounts->len, ==, 1);
  g_assert_cmpint (((PortailAccount *) accounts->pdata[0])->lock, ==, PORTAIL_ACCOUNT_SEALED);
  portail_account_save_async (account, NULL, portail_await_ready, &saved[0]);
  portail_account_remove_async (account, NULL, portail_await_ready, &removed);
  g_assert_true (portail_account_save_finish (portail_await (&saved[0]), NULL));
  g_assert_true (portail_account_remove_finish (portail_await (&removed), NULL));
  portail_await_clear (&saved[0]);
  g_assert_false (g_file_test (account->directory, G_FILE_TEST_EXISTS));
  remove_account (account);
  g_rmdir (base);
}

static void
test_a_clock_that_is_ahead_locks_nobody_out (void)
{
  PortailTimestamp now = { 1758391391123 };
  g_autoptr (PortailAccountBook) book = portail_account_book_new ();
  g_autoptr (PortailAccount) account = portail_account_new ("/nowhere", SERVER, "a1", "Léa");
  g_autoptr (PortailAccount) other = portail_account_new ("/nowhere", "http://127.0.0.1:8000", "a1",
                                                          "Léa");

  portail_account_book_note_contact (book, other, portail_timestamp_add_seconds (now, 86400 * 365));
  portail_account_book_note_contact (book, account, now);
  g_assert_false (portail_account_book_is_absent (book, account, 14));
  g_assert_false (portail_account_book_is_absent (book, other, 14));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/account/the-last-account-comes-first", test_the_last_account_comes_first);
  g_test_add_func ("/account/a-folder-is-the-users-alone", test_a_folder_is_the_users_alone);
  g_test_add_func ("/account/the-last-of-many-saves-stays", test_the_last_of_many_saves_stays);
  g_test_add_func ("/account/there-is-none-at-the-first-start",
                   test_there_is_none_at_the_first_start);
  g_test_add_func ("/account/absence-counts-server-time-and-time-in-use",
                   test_absence_counts_server_time_and_time_in_use);
  g_test_add_func ("/account/a-clock-that-is-ahead-locks-nobody-out",
                   test_a_clock_that_is_ahead_locks_nobody_out);
  return g_test_run ();
}
