/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-database-sqlite.h"

#include <sqlite3.h>

#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-text-fold.h"

/* Another process may hold the lock for as long as one commit or checkpoint takes. */
#define BUSY_TIMEOUT_MILLISECONDS 5000
/* Of one value or row of a file that is not ours. */
#define FOREIGN_MAX_BYTES (16 * 1024 * 1024)

typedef struct
{
  PortailDatabase base;
  sqlite3 *connection;
} SqliteDatabase;

typedef struct
{
  PortailStatement base;
  sqlite3_stmt *statement;
} SqliteStatement;

static sqlite3_stmt *
handle_of (PortailStatement *statement)
{
  return ((SqliteStatement *) statement)->statement;
}

static sqlite3 *
connection_of (PortailDatabase *database)
{
  return ((SqliteDatabase *) database)->connection;
}

static void
set_error (sqlite3 *connection, GError **error)
{
  int code = sqlite3_extended_errcode (connection);
  gboolean is_duplicate = code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY;

  g_set_error (error, PORTAIL_ERROR,
               is_duplicate ? PORTAIL_ERROR_DUPLICATE_KEY : PORTAIL_ERROR_STORAGE, "%s",
               sqlite3_errmsg (connection));
}

static void
sqlite_close (PortailDatabase *database)
{
  sqlite3_close (connection_of (database));
  g_free (database);
}

static PortailStatement *
sqlite_prepare (PortailDatabase *database, const char *sql, GError **error)
{
  SqliteStatement *statement = g_new0 (SqliteStatement, 1);

  statement->base = (PortailStatement){ database->class, database };
  if (sqlite3_prepare_v3 (connection_of (database), sql, -1, SQLITE_PREPARE_PERSISTENT,
                          &statement->statement, NULL)
      == SQLITE_OK)
    return &statement->base;
  set_error (connection_of (database), error);
  g_free (statement);
  return NULL;
}

static gboolean
sqlite_execute (PortailDatabase *database, const char *sql, GError **error)
{
  if (sqlite3_exec (connection_of (database), sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  set_error (connection_of (database), error);
  return FALSE;
}

static void
sqlite_finalize (PortailStatement *statement)
{
  sqlite3_finalize (handle_of (statement));
  g_free (statement);
}

static void
sqlite_reset (PortailStatement *statement)
{
  sqlite3_reset (handle_of (statement));
  sqlite3_clear_bindings (handle_of (statement));
}

static void
sqlite_bind_null (PortailStatement *statement, guint index)
{
  sqlite3_bind_null (handle_of (statement), (int) index);
}

static void
sqlite_bind_int64 (PortailStatement *statement, guint index, gint64 value)
{
  sqlite3_bind_int64 (handle_of (statement), (int) index, value);
}

static void
sqlite_bind_text (PortailStatement *statement, guint index, const char *text, gssize length)
{
  sqlite3_bind_text (handle_of (statement), (int) index, text, (int) length, SQLITE_TRANSIENT);
}

static void
sqlite_bind_blob (PortailStatement *statement, guint index, const void *bytes, gsize length)
{
  sqlite3_bind_blob64 (handle_of (statement), (int) index, bytes != NULL ? bytes : "", length,
                       SQLITE_TRANSIENT);
}

static PortailStep
sqlite_step (PortailStatement *statement, GError **error)
{
  switch (sqlite3_step (handle_of (statement)))
    {
    case SQLITE_ROW:
      return PORTAIL_STEP_ROW;
    case SQLITE_DONE:
      return PORTAIL_STEP_DONE;
    default:
      set_error (connection_of (statement->database), error);
      sqlite_reset (statement);
      return PORTAIL_STEP_ERROR;
    }
}

static gboolean
sqlite_is_busy (PortailStatement *statement)
{
  return sqlite3_stmt_busy (handle_of (statement));
}

static gboolean
sqlite_is_null (PortailStatement *statement, guint column)
{
  return sqlite3_column_type (handle_of (statement), (int) column) == SQLITE_NULL;
}

static gint64
sqlite_get_int64 (PortailStatement *statement, guint column)
{
  return sqlite3_column_int64 (handle_of (statement), (int) column);
}

static const char *
sqlite_get_text (PortailStatement *statement, guint column, gsize *length)
{
  int type = sqlite3_column_type (handle_of (statement), (int) column);
  const char *text;

  if (type == SQLITE_NULL)
    return NULL;
  if (type == SQLITE_BLOB)
    text = sqlite3_column_blob (handle_of (statement), (int) column);
  else
    text = (const char *) sqlite3_column_text (handle_of (statement), (int) column);
  if (length != NULL)
    *length = (gsize) sqlite3_column_bytes (handle_of (statement), (int) column);
  return text != NULL ? text : "";
}

static gint64
sqlite_count_changes (PortailDatabase *database)
{
  return sqlite3_changes64 (connection_of (database));
}

static gint64
sqlite_count_all_changes (PortailDatabase *database)
{
  return sqlite3_total_changes64 (connection_of (database));
}

static gboolean
sqlite_is_in_transaction (PortailDatabase *database)
{
  return !sqlite3_get_autocommit (connection_of (database));
}

static const PortailDatabaseClass sqlite_class = {
  .dialect = PORTAIL_DIALECT_SQLITE,
  .close = sqlite_close,
  .prepare = sqlite_prepare,
  .execute = sqlite_execute,
  .finalize = sqlite_finalize,
  .reset = sqlite_reset,
  .bind_null = sqlite_bind_null,
  .bind_int64 = sqlite_bind_int64,
  .bind_text = sqlite_bind_text,
  .bind_blob = sqlite_bind_blob,
  .step = sqlite_step,
  .is_busy = sqlite_is_busy,
  .is_null = sqlite_is_null,
  .get_int64 = sqlite_get_int64,
  .get_text = sqlite_get_text,
  .count_changes = sqlite_count_changes,
  .count_all_changes = sqlite_count_all_changes,
  .is_in_transaction = sqlite_is_in_transaction,
};

static void
fold (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  const char *text = (const char *) sqlite3_value_text (values[0]);
  char *folded = text != NULL ? portail_text_fold (text) : NULL;

  if (folded != NULL)
    sqlite3_result_text (context, folded, -1, g_free);
}

/* What a savepoint may have to undo stays in memory, for which a file would be made each time; a
 * checkpoint pays for many commits. */
static const struct
{
  int flags;
  const char *pragmas;
} accesses[] = {
  [PORTAIL_DATABASE_READ_ONLY] = { SQLITE_OPEN_READONLY, "PRAGMA query_only = 1" },
  [PORTAIL_DATABASE_READ_WRITE] = {
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
      "PRAGMA foreign_keys = 1; PRAGMA secure_delete = 1;"
      "PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 4000",
  },
  [PORTAIL_DATABASE_FOREIGN] = {
      SQLITE_OPEN_READONLY,
      "PRAGMA query_only = 1; PRAGMA cell_size_check = 1; PRAGMA mmap_size = 0;"
      "PRAGMA temp_store = MEMORY",
  },
};

/* A file may hold views, triggers and defaults made to run what its reader may do. */
static void
distrust (sqlite3 *connection)
{
  sqlite3_db_config (connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (connection, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
  sqlite3_db_config (connection, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  sqlite3_limit (connection, SQLITE_LIMIT_LENGTH, FOREIGN_MAX_BYTES);
}

PortailDatabase *
portail_database_open_sqlite (const char *path, PortailDatabaseAccess access, GError **error)
{
  g_autoptr (PortailDatabase) database = NULL;
  SqliteDatabase *opened = g_new0 (SqliteDatabase, 1);

  opened->base.class = &sqlite_class;
  opened->base.statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                   (GDestroyNotify) sqlite_finalize);
  database = &opened->base;
  if (sqlite3_open_v2 (path, &opened->connection, accesses[access].flags | SQLITE_OPEN_NOMUTEX,
                       NULL)
      != SQLITE_OK)
    {
      set_error (opened->connection, error);
      g_prefix_error (error, _ ("Opening %s: "), path);
      return NULL;
    }
  sqlite3_extended_result_codes (opened->connection, 1);
  sqlite3_busy_timeout (opened->connection, BUSY_TIMEOUT_MILLISECONDS);
  sqlite3_db_config (opened->connection, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  if (access == PORTAIL_DATABASE_FOREIGN)
    distrust (opened->connection);
  else
    sqlite3_create_function_v2 (opened->connection, PORTAIL_SQL_FOLD, 1,
                                SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, NULL, fold,
                                NULL, NULL, NULL);
  if (!sqlite_execute (database, accesses[access].pragmas, error))
    {
      g_prefix_error (error, _ ("Opening %s: "), path);
      return NULL;
    }
  return g_steal_pointer (&database);
}

gboolean
portail_database_attach_sqlite (PortailDatabase *database,
                                const char *path,
                                const char *name,
                                GError **error)
{
  g_autofree char *sql = g_strdup_printf ("ATTACH ? AS %s", name);

  return portail_database_run (database, error, sql, "t", path);
}

void
portail_database_release_sqlite (PortailDatabase *database)
{
  sqlite3_db_release_memory (connection_of (database));
}

void
portail_database_interrupt_sqlite (PortailDatabase *database)
{
  sqlite3_interrupt (connection_of (database));
}
