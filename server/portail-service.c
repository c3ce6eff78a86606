/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-service.h"

#include <curl/curl.h>
#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "server/portail-admin-socket.h"
#include "server/portail-blob-store.h"
#include "server/portail-dispatcher.h"
#include "server/portail-live-hub.h"
#include "server/portail-role-refresh.h"
#include "server/portail-system-setting.h"
#include "shared/portail-database-sqlite.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-migration.h"

#define TICK_SECONDS 2

struct _PortailStore
{
  PortailDatabase *database;
  int lock; /* -1 for none */
};

static gboolean
fail (GError **error, const char *message, const char *path)
{
  g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAVAILABLE, "%s: %s", path, message);
  return FALSE;
}

static gboolean
make_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return g_mkdir_with_parents (folder, 0700) == 0 || fail (error, g_strerror (errno), folder);
}

/* The file stays: whoever removed it would let two processes hold two locks. */
static gboolean
lock_store (PortailStore *store, const char *path, GError **error)
{
  g_autofree char *name = g_strconcat (path, ".lock", NULL);

  store->lock = g_open (name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (store->lock < 0)
    return fail (error, g_strerror (errno), name);
  if (flock (store->lock, LOCK_EX | LOCK_NB) == 0)
    return TRUE;
  return fail (error, _ ("another portail-server uses this database; stop it first"), path);
}

static gboolean
migrate (PortailDatabase *database, GError **error)
{
  return portail_migration_run (database, PORTAIL_TABLE_AUTHORITY, error)
         && portail_database_begin (database, error)
         && portail_server_keys_create_missing (database, portail_timestamp_now (), error)
         && portail_database_commit (database, error);
}

PortailStore *
portail_store_open (const PortailServerConfig *config, GError **error)
{
  const char *path = portail_server_config_get_sqlite_path (config);
  g_autoptr (PortailStore) store = g_new0 (PortailStore, 1);

  store->lock = -1;
  if (path == NULL)
    {
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAVAILABLE,
                           _ ("DATABASE_URL: this version stores in SQLite only"));
      return NULL;
    }
  if (sodium_init () < 0)
    {
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAVAILABLE,
                           _ ("the system gives no random numbers"));
      return NULL;
    }
  umask (0077);
  if (!make_folder (path, error) || !lock_store (store, path, error))
    return NULL;
  store->database = portail_database_open_sqlite (path, PORTAIL_DATABASE_READ_WRITE, error);
  if (store->database == NULL || !migrate (store->database, error))
    return NULL;
  return g_steal_pointer (&store);
}

void
portail_store_close (PortailStore *store)
{
  if (store == NULL)
    return;
  g_clear_pointer (&store->database, portail_database_close);
  if (store->lock >= 0)
    close (store->lock);
  g_free (store);
}

PortailDatabase *
portail_store_get_database (PortailStore *store)
{
  return store->database;
}

/* NULL where Discord is not set up: nobody new can sign in, all else works. */
static PortailDiscord *
new_discord (const PortailServerConfig *config)
{
  const PortailDiscordSettings settings = {
    .api_base = portail_server_config_get_text (config, PORTAIL_SETTING_DISCORD_API_BASE),
    .client_id = portail_server_config_get_text (config, PORTAIL_SETTING_DISCORD_CLIENT_ID),
    .client_secret = portail_server_config_get_text (config, PORTAIL_SETTING_DISCORD_CLIENT_SECRET),
    .redirect_uri = portail_server_config_get_text (config, PORTAIL_SETTING_DISCORD_REDIRECT_URI),
    .bot_token = portail_server_config_get_text (config, PORTAIL_SETTING_DISCORD_BOT_TOKEN),
  };

  if (settings.client_id != NULL && settings.client_secret != NULL)
    return portail_discord_new (&settings);
  g_message ("DISCORD_CLIENT_ID or DISCORD_CLIENT_SECRET is missing: nobody can sign in");
  return NULL;
}

static gboolean
stop_loop (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

static gboolean
tick (gpointer dispatcher)
{
  portail_dispatcher_tick (dispatcher);
  return G_SOURCE_CONTINUE;
}

static void
announce (const PortailServerConfig *config, PortailDispatcher *dispatcher)
{
  const char *host = portail_server_config_get_text (config, PORTAIL_SETTING_API_HOST);

  g_print (strchr (host, ':') != NULL ? "listening http://[%s]:%u\n" : "listening http://%s:%u\n",
           host, portail_dispatcher_get_port (dispatcher));
  fflush (stdout);
}

/* Whoever reads that it listens may already tell it to stop. */
static void
run_until_signal (const PortailServerConfig *config, PortailDispatcher *dispatcher)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  guint sources[] = {
    g_unix_signal_add (SIGTERM, stop_loop, loop),
    g_unix_signal_add (SIGINT, stop_loop, loop),
    g_timeout_add_seconds (TICK_SECONDS, tick, dispatcher),
  };

  portail_dispatcher_tick (dispatcher);
  announce (config, dispatcher);
  g_main_loop_run (loop);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    g_source_remove (sources[i]);
}

/* NULL where there is no bot: then roles follow at sign-in only. */
static PortailRoleRefresh *
start_refresh (const PortailServerConfig *config,
               PortailDiscord *discord,
               PortailDispatcher *dispatcher)
{
  PortailRoleRefreshParts parts = {
    .config = config,
    .bot = discord != NULL ? portail_discord_get_bot (discord) : NULL,
    .writer = portail_dispatcher_get_writer (dispatcher),
  };
  PortailRoleRefresh *refresh;

  if (parts.bot == NULL)
    return NULL;
  refresh = portail_role_refresh_new (&parts);
  portail_role_refresh_start (refresh);
  return refresh;
}

static gboolean
serve_store (const PortailServerConfig *config, PortailStore *store, GError **error)
{
  const char *master = portail_server_config_get_text (config, PORTAIL_SETTING_JWT_SECRET_KEY);
  g_autoptr (PortailServerKeys) keys = portail_server_keys_load (store->database, master,
                                                                 portail_timestamp_now (), error);
  g_autoptr (PortailDiscord) discord = NULL;
  g_autoptr (PortailLiveHub) live = NULL;
  g_autoptr (PortailBlobStore) blobs = NULL;
  g_autoptr (PortailServer) server = NULL;
  g_autoptr (PortailDispatcher) dispatcher = NULL;
  g_autoptr (PortailRoleRefresh) refresh = NULL;
  g_autoptr (PortailAdminSocket) admin = NULL;

  if (keys == NULL
      || !portail_system_setting_seal_all (store->database, master, portail_timestamp_now (),
                                           error))
    return FALSE;
  blobs = portail_blob_store_new (portail_server_config_get_text (config, PORTAIL_SETTING_BLOB_DIR),
                                  error);
  if (blobs == NULL)
    return FALSE;
  discord = new_discord (config);
  live = portail_live_hub_new (portail_server_config_get_sqlite_path (config));
  server = portail_server_new (&(PortailServerParts){
      .config = config, .keys = keys, .discord = discord, .live = live, .blobs = blobs });
  dispatcher = portail_dispatcher_new (server, config, g_steal_pointer (&store->database));
  if (!portail_dispatcher_start (dispatcher, error))
    return FALSE;
  portail_server_warm_up (server);
  admin = portail_admin_socket_new (
      &(PortailAdminSocketParts){
          .config = config,
          .keys = keys,
          .writer = portail_dispatcher_get_writer (dispatcher),
      },
      error);
  if (admin == NULL)
    return FALSE;
  refresh = start_refresh (config, discord, dispatcher);
  run_until_signal (config, dispatcher);
  g_clear_pointer (&refresh, portail_role_refresh_free);
  g_clear_pointer (&admin, portail_admin_socket_free);
  g_message ("stopping");
  portail_dispatcher_stop (dispatcher);
  return TRUE;
}

/* A core file would hold the keys and what people sent. */
static void
forbid_core_files (void)
{
  const struct rlimit none = { 0, 0 };

  if (setrlimit (RLIMIT_CORE, &none) != 0)
    g_message ("core files cannot be forbidden: %s", g_strerror (errno));
}

gboolean
portail_service_serve (const PortailServerConfig *config, GError **error)
{
  g_autoptr (PortailStore) store = NULL;
  gboolean is_done;

  portail_log_install (STDERR_FILENO, portail_server_config_get_log_level (config));
  forbid_core_files ();
  store = portail_store_open (config, error);
  if (store == NULL)
    return FALSE;
  curl_global_init (CURL_GLOBAL_DEFAULT);
  is_done = serve_store (config, store, error);
  curl_global_cleanup ();
  return is_done;
}
