/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `portail --sync` as a person runs it: the built program, without display. */
#include <gio/gio.h>
#include <glib/gstdio.h>

#include "app/portail-account.h"
#include "app/portail-content-file.h"
#include "app/portail-token-store.h"
#include "shared/records/portail-document.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-sync-fixture.h"

#define DOCUMENT "01990000-0000-7000-8000-00000000f001"

typedef struct
{
  char *home;
  PortailAccount *account;
  PortailFakeServer *server;
  PortailClientFixture client; /* of the account; closed while the program runs */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *base = NULL;
  g_autoptr (PortailTokenStore) store = NULL;
  g_auto (PortailAwait) await = { NULL };
  g_auto (PortailAwait) saved = { NULL };

  fixture->home = g_dir_make_tmp ("sync-command-XXXXXX", NULL);
  fixture->server = portail_fake_server_new ();
  base = g_build_filename (fixture->home, "portail", "accounts", NULL);
  fixture->account = portail_account_new (base, portail_fake_server_get_address (fixture->server),
                                          PORTAIL_FIXTURE_USER, "zoe");
  portail_account_save_async (fixture->account, NULL, portail_await_ready, &await);
  g_assert_true (portail_account_save_finish (portail_await (&await), NULL));
  store = portail_token_store_new (fixture->account->server, PORTAIL_FIXTURE_USER);
  portail_token_store_save_async (store, PORTAIL_FAKE_REFRESH_TOKEN, NULL, portail_await_ready,
                                  &saved);
  g_assert_true (portail_token_store_save_finish (store, portail_await (&saved), NULL));
  fixture->client.directory = g_strdup (fixture->account->directory);
  fixture->client.told = g_ptr_array_new_with_free_func (g_free);
  portail_client_fixture_open (&fixture->client);
  portail_client_do (&fixture->client,
                     portail_client_new_dotation (PORTAIL_SYNC_DOTATION, "2025-W38"));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_auto (PortailAwait) await = { NULL };

  if (fixture->client.cache != NULL)
    portail_client_fixture_close (&fixture->client);
  portail_account_remove_async (fixture->account, NULL, portail_await_ready, &await);
  g_assert_true (portail_account_remove_finish (portail_await (&await), NULL));
  g_ptr_array_unref (fixture->client.told);
  g_free (fixture->client.directory);
  portail_account_free (fixture->account);
  portail_fake_server_free (fixture->server);
  g_free (fixture->home);
}

/* Its status; *@message receives what it said. */
static int
run (Fixture *fixture, char **message)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "app", "portail", NULL);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_auto (PortailAwait) await = { NULL };
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", fixture->home, TRUE);
  g_subprocess_launcher_unsetenv (launcher, "DISPLAY");
  g_subprocess_launcher_unsetenv (launcher, "WAYLAND_DISPLAY");
  process = g_subprocess_launcher_spawn (launcher, &error, program, "--sync", NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8_async (process, NULL, NULL, portail_await_ready, &await);
  g_subprocess_communicate_utf8_finish (process, portail_await (&await), NULL, message, &error);
  g_assert_no_error (error);
  g_test_message ("%s", *message);
  return g_subprocess_get_exit_status (process);
}

static void
what_waits_is_sent_without_a_display (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *message = NULL;

  portail_client_fixture_close (&fixture->client);
  g_assert_cmpint (run (fixture, &message), ==, 0);
  g_assert_nonnull (portail_fake_server_find (fixture->server, PORTAIL_SYNC_DOTATION));
  g_assert_nonnull (strstr (message, "0 to send"));
}

static void
an_account_in_use_is_left_alone (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *message = NULL;

  g_assert_cmpint (run (fixture, &message), ==, 1);
  g_assert_nonnull (strstr (message, "Another window"));
  g_assert_null (portail_fake_server_find (fixture->server, PORTAIL_SYNC_DOTATION));
}

static void
a_refused_change_is_a_status_of_its_own (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *message = NULL;

  portail_client_fixture_close (&fixture->client);
  portail_fake_server_judge (fixture->server,
                             "{\"status\":\"rejected\",\"code\":\"locked\",\"detail\":\"no\"}");
  g_assert_cmpint (run (fixture, &message), ==, 2);
}

static void
a_signed_out_account_is_not_synced (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *message = NULL;
  g_auto (PortailAwait) await = { NULL };

  portail_client_fixture_close (&fixture->client);
  fixture->account->lock = PORTAIL_ACCOUNT_SEALED;
  portail_account_save_async (fixture->account, NULL, portail_await_ready, &await);
  g_assert_true (portail_account_save_finish (portail_await (&await), NULL));
  g_assert_cmpint (run (fixture, &message), ==, 1);
  g_assert_cmpuint (portail_fake_server_count (fixture->server, PORTAIL_SYNC_PUSH), ==, 0);
}

/* A document whose content is here; a content that no row names. */
static char *
take (Fixture *fixture, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->home, "own.pdf", NULL);
  g_autofree char *bytes = g_strconcat ("%PDF-1.4\n%", text, "\n%%EOF\n", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (PortailContent) content = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, bytes, -1, NULL));
  content = portail_content_file_take (fixture->client.directory, file, NULL, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&content->sha256);
}

static void
add_document (Fixture *fixture, const char *id, const char *sha256)
{
  static const char *const names[] = { "filename", "doc_type", "sha256", "size" };
  g_autoptr (PortailDocument) document = portail_record_new (&portail_document_type);
  PortailSyncOp *op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, PORTAIL_FIXTURE_COMPANY);
  PortailChange *change = portail_change_new (PORTAIL_CHANGE_CREATE, &portail_document_type, id);
  PortailFieldSet fields = 0;

  document->filename = g_strdup ("own.pdf");
  document->doc_type = PORTAIL_DOCUMENT_DOCUMENT;
  document->sha256 = g_strdup (sha256);
  document->size = portail_content_file_get_size (fixture->client.directory, sha256);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    fields |= portail_record_type_field_bit (&portail_document_type, names[i]);
  portail_change_set_fields (change, document, fields);
  portail_sync_op_take_change (op, change);
  portail_client_do (&fixture->client, op);
}

static void
contents_are_sent_and_tidied (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *sent = take (fixture, "sent");
  g_autofree char *left = take (fixture, "of rows that have gone");
  g_autofree char *message = NULL;

  add_document (fixture, DOCUMENT, sent);
  portail_client_fixture_close (&fixture->client);
  portail_fake_server_say (fixture->server, "/api/blobs", 200,
                           "{\"id\":\"1\",\"offset\":1,\"complete\":true}");
  g_assert_cmpint (run (fixture, &message), ==, 0);
  g_assert_nonnull (strstr (message, "0 to send"));
  g_assert_nonnull (portail_fake_server_find (fixture->server, DOCUMENT));
  g_assert_cmpint (portail_content_file_get_size (fixture->account->directory, sent), >, 0);
  g_assert_cmpint (portail_content_file_get_size (fixture->account->directory, left), ==, -1);
}

static PortailAccountLock
read_lock (Fixture *fixture)
{
  g_autofree char *base = g_build_filename (fixture->home, "portail", "accounts", NULL);
  g_auto (PortailAwait) await = { NULL };
  g_autoptr (GPtrArray) accounts = NULL;

  portail_account_list_async (base, NULL, portail_await_ready, &await);
  accounts = portail_account_list_finish (portail_await (&await), NULL);
  g_assert_cmpuint (accounts->len, ==, 1);
  return ((const PortailAccount *) accounts->pdata[0])->lock;
}

static void
a_revoked_device_is_sealed (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *message = NULL;

  portail_client_fixture_close (&fixture->client);
  portail_fake_server_say (fixture->server, PORTAIL_SYNC_REFRESH, 401,
                           "{\"code\":\"unauthenticated\",\"error\":\"invalid_grant\","
                           "\"reason\":\"revoked\"}");
  g_assert_cmpint (run (fixture, &message), ==, 1);
  g_assert_cmpint (read_lock (fixture), ==, PORTAIL_ACCOUNT_SEALED);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/sync-command/what-waits-is-sent-without-a-display", what_waits_is_sent_without_a_display);
  ADD ("/sync-command/contents-are-sent-and-tidied", contents_are_sent_and_tidied);
  ADD ("/sync-command/an-account-in-use-is-left-alone", an_account_in_use_is_left_alone);
  ADD ("/sync-command/a-refused-change-is-a-status-of-its-own",
       a_refused_change_is_a_status_of_its_own);
  ADD ("/sync-command/a-signed-out-account-is-not-synced", a_signed_out_account_is_not_synced);
  ADD ("/sync-command/a-revoked-device-is-sealed", a_revoked_device_is_sealed);
  return g_test_run ();
}
