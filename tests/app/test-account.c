/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <glib/gstdio.h>

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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/account/the-last-account-comes-first", test_the_last_account_comes_first);
  g_test_add_func ("/account/a-folder-is-the-users-alone", test_a_folder_is_the_users_alone);
  g_test_add_func ("/account/there-is-none-at-the-first-start",
                   test_there_is_none_at_the_first_start);
  return g_test_run ();
}
