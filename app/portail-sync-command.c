/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-sync-command.h"

#include "app/portail-account-choice.h"
#include "app/portail-blob-cache.h"
#include "app/portail-sync.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

#define STATUS_FAILED  1
#define STATUS_DECIDE  2
#define BUS_TIMEOUT_MS 5000

/* One cycle without a window. */
typedef struct
{
  PortailAccount *account;
  PortailCache *cache;
  PortailApiClient *client;
  PortailSync *sync;
  PortailBlobCache *blobs;
  gboolean has_sent; /* contents whose ops may go now */
  GMainLoop *loop;
  GError *error;
} Run;

static void
fail (GError *error)
{
  g_printerr ("portail: %s\n", error->message);
}

/* A running instance */

/* TRUE where an instance runs; *@is_able tells whether it can sync now. */
static gboolean
find_instance (GDBusConnection *bus, const char *name, const char *path, gboolean *is_able)
{
  g_autoptr (GVariant) answer = g_dbus_connection_call_sync (
      bus, name, path, "org.gtk.Actions", "Describe", g_variant_new ("(s)", "sync"),
      G_VARIANT_TYPE ("((bgav))"), G_DBUS_CALL_FLAGS_NO_AUTO_START, BUS_TIMEOUT_MS, NULL, NULL);

  if (answer != NULL)
    g_variant_get (answer, "((bgav))", is_able, NULL, NULL);
  return answer != NULL;
}

/* The path that GApplication makes of its id. Owned. */
static char *
make_path (const char *application_id)
{
  char *path = g_strconcat ("/", application_id, NULL);

  g_strdelimit (path, ".", '/');
  g_strdelimit (path, "-", '_');
  return path;
}

/* The status; -1 where no instance runs. */
static int
forward (const char *application_id)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autofree char *path = make_path (application_id);
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_able = FALSE;

  if (bus == NULL || !find_instance (bus, application_id, path, &is_able))
    return -1;
  if (!is_able)
    {
      g_printerr ("portail: %s\n", _ ("The running window is not signed in to any account."));
      return STATUS_FAILED;
    }
  answer = g_dbus_connection_call_sync (bus, application_id, path, "org.gtk.Actions", "Activate",
                                        g_variant_new ("(sava{sv})", "sync", NULL, NULL), NULL,
                                        G_DBUS_CALL_FLAGS_NO_AUTO_START, BUS_TIMEOUT_MS, NULL,
                                        &error);
  if (answer == NULL)
    {
      fail (error);
      return STATUS_FAILED;
    }
  g_printerr ("%s\n", _ ("The running window syncs."));
  return 0;
}

/* Here */

static void
end (Run *run, GError *error)
{
  run->error = error;
  g_main_loop_quit (run->loop);
}

static void
on_settled (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;

  portail_cache_settle_finish (PORTAIL_CACHE (object), result, NULL);
  g_main_loop_quit (run->loop);
}

static gboolean
settle (gpointer user_data)
{
  Run *run = user_data;

  portail_cache_settle_async (run->cache, on_settled, run);
  return G_SOURCE_REMOVE;
}

/* A revoked device has still to be wiped, which begins when everybody knows of the failure. */
static void
on_synced_again (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;

  portail_sync_run_finish (PORTAIL_SYNC (object), result, &run->error);
  g_idle_add (settle, run);
}

/* Contents: those that ops wait for go, pinned ones come, those that nothing names any more are
 * removed. */

static void
note_sent (Run *run)
{
  run->has_sent = TRUE;
}

static void
on_contents_changed (Run *run)
{
  if (!portail_blob_cache_is_at_rest (run->blobs))
    return;
  g_signal_handlers_disconnect_by_func (run->blobs, on_contents_changed, run);
  if (run->has_sent)
    portail_sync_run_async (run->sync, NULL, on_synced_again, run);
  else
    g_idle_add (settle, run);
}

static void
on_synced (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;

  if (!portail_sync_run_finish (PORTAIL_SYNC (object), result, &run->error))
    {
      g_idle_add (settle, run);
      return;
    }
  run->blobs = portail_blob_cache_new (run->cache, run->client, NULL, run->account->directory);
  g_signal_connect_swapped (portail_blob_cache_get_uploader (run->blobs), "sent",
                            G_CALLBACK (note_sent), run);
  g_signal_connect_swapped (run->blobs, "changed", G_CALLBACK (on_contents_changed), run);
  g_signal_connect_swapped (run->blobs, "transfers-changed", G_CALLBACK (on_contents_changed), run);
}

static void
on_contact (Run *run, gint64 milliseconds)
{
  run->account->contact_at = (PortailTimestamp){ milliseconds };
  run->account->seen_at = run->account->contact_at;
}

static void
on_revoked (Run *run)
{
  run->account->lock = PORTAIL_ACCOUNT_SEALED;
}

static void
on_cache_open (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;
  g_autoptr (PortailTokenStore) store = NULL;
  GError *error = NULL;

  run->cache = portail_cache_open_finish (result, &error);
  if (run->cache != NULL)
    run->client = portail_api_client_new (run->account->server, &error);
  if (run->client == NULL)
    {
      end (run, error);
      return;
    }
  store = portail_token_store_new (run->account->server, run->account->user_id);
  portail_api_client_set_token_store (run->client, store);
  run->sync = portail_sync_new (run->cache, run->client);
  g_signal_connect_swapped (run->sync, "contact", G_CALLBACK (on_contact), run);
  g_signal_connect_swapped (run->sync, "device-revoked", G_CALLBACK (on_revoked), run);
  portail_sync_run_async (run->sync, NULL, on_synced, run);
}

static void
on_saved (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;
  g_autoptr (GError) error = NULL;

  if (!portail_account_save_finish (result, &error))
    fail (error);
  g_main_loop_quit (run->loop);
}

static int
report (Run *run)
{
  PortailOutboxCounts counts = { 0 };

  if (run->error != NULL)
    {
      fail (run->error);
      return STATUS_FAILED;
    }
  counts = portail_cache_get_counts (run->cache);
  g_printerr (_ ("In sync: %u to send, %u to resolve, %u refused."), counts.n_to_send,
              counts.n_to_resolve, counts.n_refused);
  g_printerr ("\n");
  return counts.n_to_resolve + counts.n_refused > 0 ? STATUS_DECIDE : 0;
}

static void
clear_run (Run *run)
{
  if (run->sync != NULL)
    {
      g_signal_handlers_disconnect_by_data (run->sync, run);
      portail_sync_stop (run->sync);
    }
  if (run->blobs != NULL)
    {
      g_signal_handlers_disconnect_by_data (portail_blob_cache_get_uploader (run->blobs), run);
      portail_blob_cache_stop (run->blobs);
    }
  g_clear_object (&run->blobs);
  g_clear_object (&run->sync);
  g_clear_object (&run->client);
  if (run->cache != NULL)
    portail_cache_close (run->cache);
  g_clear_object (&run->cache);
  g_clear_error (&run->error);
  g_main_loop_unref (run->loop);
}

static int
sync_account (PortailAccount *account)
{
  Run run = { .account = account, .loop = g_main_loop_new (NULL, FALSE) };
  g_autofree char *name = portail_account_to_text (account);
  int status;

  g_printerr (_ ("Syncing %s…"), name);
  g_printerr ("\n");
  portail_cache_open_async (account->directory, NULL, on_cache_open, &run);
  g_main_loop_run (run.loop);
  status = report (&run);
  if (run.error == NULL || account->lock != PORTAIL_ACCOUNT_OPEN)
    {
      portail_account_save_async (account, NULL, on_saved, &run);
      g_main_loop_run (run.loop);
    }
  clear_run (&run);
  return status;
}

void
portail_sync_command_add_options (GApplication *application)
{
  g_application_add_main_option (application, "sync", 0, 0, G_OPTION_ARG_NONE,
                                 _ ("Sync once with the server and exit"), NULL);
}

int
portail_sync_command_handle (GApplication *application,
                             GVariantDict *options,
                             const char *accounts_directory)
{
  g_autoptr (PortailAccount) account = NULL;
  g_autoptr (GError) error = NULL;
  const char *name = NULL;
  int status;

  if (!g_variant_dict_contains (options, "sync"))
    return -1;
  status = forward (g_application_get_application_id (application));
  if (status >= 0)
    return status;
  g_variant_dict_lookup (options, "account", "&s", &name);
  account = portail_account_choose (accounts_directory, name, &error);
  if (account != NULL && portail_account_check_open (account, &error))
    return sync_account (account);
  fail (error);
  return STATUS_FAILED;
}
