/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-cache-store.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "app/portail-archive-index.h"
#include "app/portail-outbox.h"
#include "app/portail-rebase.h"
#include "app/portail-sql.h"
#include "shared/portail-database-sqlite.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-migration.h"
#include "shared/portail-schema.h"
#include "shared/portail-search-index.h"

#define CACHE_FILE          "cache.db"
#define OUTBOX_FILE         "outbox.db"
#define LOCK_FILE           "lock"
#define SET_ASIDE_FILE      "cache.db.damaged"
#define TRASH_DAYS          30
#define MAX_ROWS_TOLD_APART 100

static void
touched_free (gpointer pointer)
{
  PortailTouched *touched = pointer;

  g_free (touched->id);
  g_free (touched->enterprise_id);
  g_free (touched);
}

static guint
touched_hash (gconstpointer pointer)
{
  const PortailTouched *touched = pointer;

  return g_direct_hash (touched->type) ^ (touched->id != NULL ? g_str_hash (touched->id) : 0);
}

static gboolean
touched_equal (gconstpointer a, gconstpointer b)
{
  const PortailTouched *left = a;
  const PortailTouched *right = b;

  return left->type == right->type && g_strcmp0 (left->id, right->id) == 0
         && g_strcmp0 (left->enterprise_id, right->enterprise_id) == 0;
}

static gboolean
fail_with_errno (const char *path, GError **error)
{
  g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_STORAGE, "%s: %s", path, g_strerror (errno));
  return FALSE;
}

static gboolean
take_lock (PortailCacheStore *store, GError **error)
{
  g_autofree char *path = g_build_filename (store->directory, LOCK_FILE, NULL);

  if (g_mkdir_with_parents (store->directory, 0700) != 0)
    return fail_with_errno (store->directory, error);
  store->lock_descriptor = open (path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (store->lock_descriptor < 0)
    return fail_with_errno (path, error);
  if (flock (store->lock_descriptor, LOCK_EX | LOCK_NB) == 0)
    return TRUE;
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_CONFLICT,
                       _ ("Another window of this program uses the account."));
  return FALSE;
}

/* A file of which a part was lost may have the number of its version still. */
static gboolean
has_tables (PortailDatabase *database, GError **error)
{
  for (int i = 0; portail_schema[i] != NULL; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s LIMIT 0", portail_schema[i]->name);

      if (portail_database_prepare (database, sql, error) == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
migrate_cache (const char *path, GError **error)
{
  g_autoptr (PortailDatabase) database = portail_database_open_sqlite (
      path, PORTAIL_DATABASE_READ_WRITE, error);

  return database != NULL && portail_migration_run (database, PORTAIL_TABLE_CACHE, error)
         && has_tables (database, error);
}

/* -wal and -shm belong to the file that went away. */
static void
move_database (const char *from, const char *to)
{
  static const char *const suffixes[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *source = g_strconcat (from, suffixes[i], NULL);
      g_autofree char *target = g_strconcat (to, suffixes[i], NULL);

      g_unlink (target);
      g_rename (source, target);
    }
}

/* A cache that cannot be brought up is set aside: the next sync fills an empty one. Where that does
 * not help either (a full disk), the file is put back. */
static gboolean
prepare_cache (PortailCacheStore *store, GError **error)
{
  g_autofree char *path = g_build_filename (store->directory, CACHE_FILE, NULL);
  g_autofree char *aside = g_build_filename (store->directory, SET_ASIDE_FILE, NULL);
  g_autoptr (GError) fault = NULL;

  if (migrate_cache (path, &fault))
    return TRUE;
  g_message ("The cache is set aside: %s", fault->message);
  move_database (path, aside);
  if (migrate_cache (path, NULL))
    return TRUE;
  move_database (aside, path);
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

static gboolean
purge_trash (PortailCacheStore *store, GError **error)
{
  gint64 limit =
      portail_timestamp_add_seconds (portail_timestamp_now (), -TRASH_DAYS * 86400).milliseconds;

  for (int i = 0; portail_schema[i] != NULL; i++)
    {
      g_autofree char *sql = g_strdup_printf ("DELETE FROM %s WHERE trashed_at < ?",
                                              portail_schema[i]->name);

      if (!portail_database_run (store->database, error, sql, "i", limit))
        return FALSE;
    }
  return TRUE;
}

/* A newer schema has fields that earlier pulls left out: all scopes are pulled again, beside. */
static gboolean
follow_schema (PortailCacheStore *store, GError **error)
{
  g_autofree char *version = NULL;
  g_autofree char *now = g_strdup_printf ("%d", PORTAIL_SCHEMA_VERSION);

  if (!portail_cache_store_get_state (store, "schema", &version, error))
    return FALSE;
  if (g_strcmp0 (version, now) == 0)
    return TRUE;
  return portail_database_execute (store->database,
                                   "UPDATE scope SET cursor = NULL, next_cursor = NULL", error)
         && portail_cache_store_set_state (store, "schema", now, error);
}

static gboolean
heal (PortailCacheStore *store, GError **error)
{
  if (!portail_cache_store_begin (store, error))
    return FALSE;
  if (follow_schema (store, error) && purge_trash (store, error)
      && portail_rebase_all (store, error))
    return portail_cache_store_commit (store, error);
  portail_cache_store_roll_back (store);
  return FALSE;
}

static gboolean
connect_files (PortailCacheStore *store, GError **error)
{
  g_autofree char *outbox = g_build_filename (store->directory, OUTBOX_FILE, NULL);
  g_autofree char *cache = g_build_filename (store->directory, CACHE_FILE, NULL);

  store->is_index_checked = FALSE;
  store->database = portail_database_open_sqlite (outbox, PORTAIL_DATABASE_READ_WRITE, error);
  /* NORMAL: after a power cut the cache may be older than the last sync, which pulls again. */
  return store->database != NULL && portail_outbox_migrate (store->database, error)
         && prepare_cache (store, error)
         && portail_database_attach_sqlite (store->database, cache, "cache", error)
         && portail_database_execute (store->database, "PRAGMA cache.synchronous = NORMAL", error)
         && heal (store, error);
}

PortailCacheStore *
portail_cache_store_open (const char *directory, GError **error)
{
  g_autoptr (PortailCacheStore) store = g_new0 (PortailCacheStore, 1);

  store->directory = g_strdup (directory);
  store->lock_descriptor = -1;
  store->touched = g_hash_table_new_full (touched_hash, touched_equal, touched_free, NULL);
  store->archives = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!take_lock (store, error) || !connect_files (store, error))
    return NULL;
  g_hash_table_remove_all (store->touched);
  return g_steal_pointer (&store);
}

void
portail_cache_store_free (PortailCacheStore *store)
{
  g_clear_pointer (&store->database, portail_database_close);
  if (store->lock_descriptor >= 0)
    close (store->lock_descriptor);
  g_hash_table_unref (store->touched);
  g_hash_table_unref (store->archives);
  g_free (store->directory);
  g_free (store);
}

PortailDatabase *
portail_cache_store_open_reader (const char *directory, GError **error)
{
  g_autofree char *cache = g_build_filename (directory, CACHE_FILE, NULL);
  g_autofree char *outbox = g_build_filename (directory, OUTBOX_FILE, NULL);
  g_autoptr (PortailDatabase) database = portail_database_open_sqlite (
      cache, PORTAIL_DATABASE_READ_ONLY, error);

  if (database == NULL || !portail_database_attach_sqlite (database, outbox, "outbox", error))
    return NULL;
  return g_steal_pointer (&database);
}

gboolean
portail_cache_store_check (PortailCacheStore *store, gboolean *is_rebuilt, GError **error)
{
  g_autofree char *verdict = NULL;
  g_autofree char *path = g_build_filename (store->directory, CACHE_FILE, NULL);
  g_autofree char *aside = g_build_filename (store->directory, SET_ASIDE_FILE, NULL);

  *is_rebuilt = FALSE;
  if (store->database != NULL
      && portail_sql_take_text (
          portail_database_query (store->database, NULL, "PRAGMA cache.quick_check (1)", ""),
          &verdict, NULL)
      && g_strcmp0 (verdict, "ok") == 0)
    return TRUE;
  g_message ("The cache is damaged and set aside");
  g_clear_pointer (&store->database, portail_database_close);
  move_database (path, aside);
  *is_rebuilt = TRUE;
  portail_cache_store_touch (store, NULL, NULL, NULL);
  return connect_files (store, error);
}

gboolean
portail_cache_store_begin (PortailCacheStore *store, GError **error)
{
  store->moment = portail_timestamp_now ();
  return portail_database_begin (store->database, error);
}

gboolean
portail_cache_store_commit (PortailCacheStore *store, GError **error)
{
  if (portail_archive_index_follow (store, error)
      && portail_database_commit (store->database, error))
    return TRUE;
  portail_cache_store_roll_back (store);
  return FALSE;
}

void
portail_cache_store_roll_back (PortailCacheStore *store)
{
  portail_database_rollback (store->database);
  g_hash_table_remove_all (store->touched);
  g_hash_table_remove_all (store->archives);
  store->is_outbox_touched = FALSE;
}

void
portail_cache_store_touch (PortailCacheStore *store,
                           const PortailRecordType *type,
                           const char *id,
                           const char *enterprise_id)
{
  PortailTouched *touched = g_new0 (PortailTouched, 1);

  touched->type = type;
  touched->id = g_strdup (id);
  touched->enterprise_id = g_strdup (enterprise_id);
  g_hash_table_add (store->touched, touched);
  if (type == &portail_archive_type && id != NULL)
    g_hash_table_add (store->archives, g_strdup (id));
}

/* One entry for all rows of a type and company. */
static gpointer
forget_id (gconstpointer pointer)
{
  const PortailTouched *touched = pointer;
  PortailTouched *group = g_new0 (PortailTouched, 1);

  group->type = touched->type;
  group->enterprise_id = g_strdup (touched->enterprise_id);
  return group;
}

GPtrArray *
portail_cache_store_take_touched (PortailCacheStore *store)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (touched_free);
  g_autoptr (GHashTable) groups = g_hash_table_new_full (touched_hash, touched_equal, touched_free,
                                                         NULL);
  GHashTableIter iter;
  gpointer touched;

  g_hash_table_iter_init (&iter, store->touched);
  if (g_hash_table_size (store->touched) > MAX_ROWS_TOLD_APART)
    {
      while (g_hash_table_iter_next (&iter, &touched, NULL))
        g_hash_table_add (groups, forget_id (touched));
      g_hash_table_remove_all (store->touched);
      g_hash_table_iter_init (&iter, groups);
    }
  while (g_hash_table_iter_next (&iter, &touched, NULL))
    {
      g_hash_table_iter_steal (&iter);
      g_ptr_array_add (all, touched);
    }
  return all;
}

void
portail_cache_store_forget_deleted (PortailCacheStore *store)
{
  g_autofree char *aside = g_build_filename (store->directory, SET_ASIDE_FILE, NULL);
  g_autoptr (GError) error = NULL;

  g_unlink (aside);
  if (!portail_search_index_forget_deleted (store->database, &error)
      || !portail_database_execute (store->database,
                                    "PRAGMA cache.wal_checkpoint (TRUNCATE);"
                                    "PRAGMA main.wal_checkpoint (TRUNCATE)",
                                    &error))
    g_debug ("The log is not cut: %s", error->message);
}

gboolean
portail_cache_store_get_state (PortailCacheStore *store,
                               const char *name,
                               char **value,
                               GError **error)
{
  return portail_sql_take_text (
      portail_database_query (store->database, error,
                              "SELECT value FROM cache_state WHERE name = ?", "t", name),
      value, error);
}

gboolean
portail_cache_store_set_state (PortailCacheStore *store,
                               const char *name,
                               const char *value,
                               GError **error)
{
  return portail_database_run (store->database, error,
                               "REPLACE INTO cache_state (name, value) VALUES (?,?)", "tt", name,
                               value);
}
