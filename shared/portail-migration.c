/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-migration.h"

#include <string.h>

#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-migration-resources.h"
#include "shared/portail-schema.h"
#include "shared/portail-search-index.h"

#define FOLDER "/portail/migrations/"

typedef struct
{
  gint64 number;
  char *name;
  char *checksum;
  GBytes *sql;
} Migration;

static void
migration_free (gpointer pointer)
{
  Migration *migration = pointer;

  g_free (migration->name);
  g_free (migration->checksum);
  g_bytes_unref (migration->sql);
  g_free (migration);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  const Migration *const *left = a;
  const Migration *const *right = b;

  return ((*left)->number > (*right)->number) - ((*left)->number < (*right)->number);
}

/* The files of one use by number; their names begin with it. Owned. */
static GPtrArray *
list_migrations (PortailTableUse use)
{
  const char *folder = use == PORTAIL_TABLE_AUTHORITY ? FOLDER "server/" : FOLDER "client/";
  GResource *resource = portail_migration_get_resource ();
  g_auto (GStrv) names = g_resource_enumerate_children (resource, folder, 0, NULL);
  GPtrArray *migrations = g_ptr_array_new_with_free_func (migration_free);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (folder, names[i], NULL);
      Migration *migration = g_new0 (Migration, 1);

      migration->number = g_ascii_strtoll (names[i], NULL, 10);
      migration->name = g_strdup (names[i]);
      migration->sql = g_resource_lookup_data (resource, path, 0, NULL);
      migration->checksum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, migration->sql);
      g_ptr_array_add (migrations, migration);
    }
  g_ptr_array_sort (migrations, compare_numbers);
  return migrations;
}

static gboolean
query_integer (PortailDatabase *database, const char *sql, gint64 *integer, GError **error)
{
  PortailStatement *statement = portail_database_prepare (database, sql, error);

  if (statement == NULL || portail_statement_step (statement, error) != PORTAIL_STEP_ROW)
    return FALSE;
  *integer = portail_statement_get_int64 (statement, 0);
  portail_statement_reset (statement);
  return TRUE;
}

static gboolean
refuse_newer (gint64 found, gint64 known, GError **error)
{
  if (found <= known)
    return TRUE;
  g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_UPGRADE_REQUIRED,
               _ ("The database has version %d and this program knows versions up to %d. Install"
                  " the newer program again, or restore the backup made before it."),
               (int) found, (int) known);
  return FALSE;
}

/* Whether what was applied is what we know under that number. */
static gboolean
check_applied (PortailDatabase *database,
               const Migration *migration,
               gboolean *is_applied,
               GError **error)
{
  PortailStatement *statement = portail_database_query (
      database, error, "SELECT checksum FROM schema_migration WHERE number = ?", "i",
      migration->number);
  PortailStep step = statement != NULL ? portail_statement_step (statement, error)
                                       : PORTAIL_STEP_ERROR;
  gboolean is_same = step == PORTAIL_STEP_ROW
                     && g_str_equal (portail_statement_get_text (statement, 0),
                                     migration->checksum);

  if (step == PORTAIL_STEP_ERROR)
    return FALSE;
  portail_statement_reset (statement);
  *is_applied = step == PORTAIL_STEP_ROW;
  if (*is_applied && !is_same)
    g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_STORAGE,
                 _ ("The step %s of the database is not the one that this program knows."),
                 migration->name);
  return !*is_applied || is_same;
}

static gboolean
apply_one (PortailDatabase *database, const Migration *migration, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (migration->sql, &length);
  g_autofree char *sql = g_strndup (text, length);

  if (!portail_database_execute (database, sql, error))
    {
      g_prefix_error (error, "%s: ", migration->name);
      return FALSE;
    }
  return portail_database_run (
      database, error,
      "INSERT INTO schema_migration (number, name, checksum, applied_at) VALUES (?,?,?,?)", "itti",
      migration->number, migration->name, migration->checksum,
      portail_timestamp_now ().milliseconds);
}

static gboolean
apply_files (PortailDatabase *database, PortailTableUse use, GError **error)
{
  g_autoptr (GPtrArray) migrations = list_migrations (use);
  gint64 newest = 0;
  gint64 known = 0;

  if (migrations->len > 0)
    known = ((Migration *) g_ptr_array_index (migrations, migrations->len - 1))->number;
  if (!query_integer (database, "SELECT coalesce (max (number), 0) FROM schema_migration", &newest,
                      error)
      || !refuse_newer (newest, known, error))
    return FALSE;
  for (guint i = 0; i < migrations->len; i++)
    {
      const Migration *migration = g_ptr_array_index (migrations, i);
      gboolean is_applied;

      if (!check_applied (database, migration, &is_applied, error)
          || (!is_applied && !apply_one (database, migration, error)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
migrate_records (PortailDatabase *database, PortailTableUse use, GError **error)
{
  gint64 version;

  if (!query_integer (database, "SELECT coalesce (max (version), 0) FROM record_schema", &version,
                      error)
      || !refuse_newer (version, PORTAIL_SCHEMA_VERSION, error))
    return FALSE;
  if (version == PORTAIL_SCHEMA_VERSION)
    return TRUE;
  return portail_record_sql_migrate (database, use, (guint) version, PORTAIL_SCHEMA_VERSION, error)
         && portail_database_run (
             database, error, "INSERT INTO record_schema (version, applied_at) VALUES (?,?)", "ii",
             (gint64) PORTAIL_SCHEMA_VERSION, portail_timestamp_now ().milliseconds);
}

static const char own_tables[] =
    "CREATE TABLE IF NOT EXISTS schema_migration (number INTEGER PRIMARY KEY NOT NULL,"
    " name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT;"
    "CREATE TABLE IF NOT EXISTS record_schema (version INTEGER PRIMARY KEY NOT NULL,"
    " applied_at INTEGER NOT NULL) STRICT;";

/* What follows from the rows is made again where its form has changed. A client, whose user waits
 * for the window, fills it later. */
static gboolean
prepare_search (PortailDatabase *database, PortailTableUse use, GError **error)
{
  if (portail_database_get_dialect (database) != PORTAIL_DIALECT_SQLITE)
    return TRUE;
  return portail_search_index_prepare (database, error)
         && (use == PORTAIL_TABLE_CACHE || portail_search_index_repair (database, error));
}

gboolean
portail_migration_run (PortailDatabase *database, PortailTableUse use, GError **error)
{
  if (!portail_database_begin (database, error))
    return FALSE;
  if (portail_database_execute (database, own_tables, error)
      && migrate_records (database, use, error) && apply_files (database, use, error)
      && prepare_search (database, use, error) && portail_database_commit (database, error))
    return TRUE;
  portail_database_rollback (database);
  return FALSE;
}
