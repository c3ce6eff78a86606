/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Against a real keyring: unlocked, locked, and gone. The session that runs this test has one,
 * whose password is that of support/keyring.sh. */
#include <glib.h>
#include <libsecret/secret.h>

#include "app/portail-token-store.h"
#include "tests/support/portail-await.h"

#define SERVER "https://flashbackfa-entreprise.fr"
#define USER   "01990000-0000-7000-8000-00000000a001"

static char *
load (PortailTokenStore *store)
{
  g_auto (PortailAwait) await = { NULL };
  g_autoptr (GError) error = NULL;
  char *token;

  portail_token_store_load_async (store, NULL, portail_await_ready, &await);
  token = portail_token_store_load_finish (store, portail_await (&await), &error);
  g_assert_no_error (error);
  return token;
}

static void
save (PortailTokenStore *store, const char *token)
{
  g_auto (PortailAwait) await = { NULL };
  g_autoptr (GError) error = NULL;

  portail_token_store_save_async (store, token, NULL, portail_await_ready, &await);
  portail_token_store_save_finish (store, portail_await (&await), &error);
  g_assert_no_error (error);
}

static void
clear (PortailTokenStore *store)
{
  g_auto (PortailAwait) await = { NULL };
  g_autoptr (GError) error = NULL;

  portail_token_store_clear_async (store, NULL, portail_await_ready, &await);
  portail_token_store_clear_finish (store, portail_await (&await), &error);
  g_assert_no_error (error);
}

static PortailTokenStore *
new_store (const char *user)
{
  PortailTokenStore *store = portail_token_store_new (SERVER, user);

  portail_token_store_set_timeout (store, 500);
  return store;
}

static void
test_a_token_survives_the_program (void)
{
  g_autoptr (PortailTokenStore) writer = new_store (USER);
  g_autoptr (PortailTokenStore) reader = new_store (USER);
  g_autofree char *token = NULL;

  save (writer, "un secret");
  g_assert_true (portail_token_store_is_persistent (writer));
  token = load (reader);
  g_assert_cmpstr (token, ==, "un secret");
}

static void
test_accounts_have_tokens_of_their_own (void)
{
  g_autoptr (PortailTokenStore) store = new_store (USER);
  g_autoptr (PortailTokenStore) other = new_store ("01990000-0000-7000-8000-00000000a002");
  g_autofree char *token = NULL;

  save (store, "un secret");
  token = load (other);
  g_assert_null (token);
}

static void
test_a_cleared_token_is_gone (void)
{
  g_autoptr (PortailTokenStore) writer = new_store (USER);
  g_autoptr (PortailTokenStore) reader = new_store (USER);
  g_autofree char *token = NULL;

  save (writer, "un secret");
  clear (writer);
  token = load (reader);
  g_assert_null (token);
}

static void
test_a_cancelled_load_ends (void)
{
  g_autoptr (PortailTokenStore) store = new_store (USER);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (PortailAwait) await = { NULL };
  g_autoptr (GError) error = NULL;

  portail_token_store_load_async (store, cancellable, portail_await_ready, &await);
  g_cancellable_cancel (cancellable);
  g_assert_null (portail_token_store_load_finish (store, portail_await (&await), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
lock_keyring (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretService) service = secret_service_get_sync (
      SECRET_SERVICE_LOAD_COLLECTIONS | SECRET_SERVICE_OPEN_SESSION, NULL, &error);
  GList *collections;

  g_assert_no_error (error);
  collections = secret_service_get_collections (service);
  g_assert_cmpint (secret_service_lock_sync (service, collections, NULL, NULL, &error), >, 0);
  g_assert_no_error (error);
  g_list_free_full (collections, g_object_unref);
}

/* Nobody answers the prompt here. */
static void
test_a_locked_keyring_leaves_it_in_memory (void)
{
  g_autoptr (PortailTokenStore) store = new_store (USER);
  g_autofree char *token = NULL;

  lock_keyring ();
  save (store, "un autre");
  g_assert_false (portail_token_store_is_persistent (store));
  token = load (store);
  g_assert_cmpstr (token, ==, "un autre");
}

static void
test_no_keyring_leaves_it_in_memory (void)
{
  g_autoptr (PortailTokenStore) store = NULL;
  g_autoptr (PortailTokenStore) other = NULL;
  g_autofree char *token = NULL;
  g_autofree char *nothing = NULL;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
      return;
    }
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  store = new_store (USER);
  other = new_store (USER);
  save (store, "en mémoire");
  g_assert_false (portail_token_store_is_persistent (store));
  token = load (store);
  g_assert_cmpstr (token, ==, "en mémoire");
  nothing = load (other);
  g_assert_null (nothing);
  g_assert_false (portail_token_store_is_persistent (other));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/token-store/a-token-survives-the-program", test_a_token_survives_the_program);
  g_test_add_func ("/token-store/accounts-have-tokens-of-their-own",
                   test_accounts_have_tokens_of_their_own);
  g_test_add_func ("/token-store/a-cleared-token-is-gone", test_a_cleared_token_is_gone);
  g_test_add_func ("/token-store/a-cancelled-load-ends", test_a_cancelled_load_ends);
  g_test_add_func ("/token-store/no-keyring-leaves-it-in-memory",
                   test_no_keyring_leaves_it_in_memory);
  g_test_add_func ("/token-store/a-locked-keyring-leaves-it-in-memory",
                   test_a_locked_keyring_leaves_it_in_memory);
  return g_test_run ();
}
