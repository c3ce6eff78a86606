/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-database.h"

/* Far more than the program's own texts. */
#define MAX_STATEMENTS 512
/* These may be bound and not stepped so far: their callers still hold them. */
#define N_RECENT_STATEMENTS 64

void
portail_database_close (PortailDatabase *database)
{
  g_hash_table_unref (database->statements);
  database->class->close (database);
}

PortailDialect
portail_database_get_dialect (const PortailDatabase *database)
{
  return database->class->dialect;
}

gboolean
portail_database_execute (PortailDatabase *database, const char *sql, GError **error)
{
  return database->class->execute (database, sql, error);
}

static gboolean
is_forgettable (gpointer sql, gpointer statement, gpointer database)
{
  const PortailStatement *candidate = statement;
  guint64 age = ((PortailDatabase *) database)->n_prepared - candidate->last_use;

  return age > N_RECENT_STATEMENTS && !candidate->class->is_busy (statement);
}

static PortailStatement *
prepare_new (PortailDatabase *database, const char *sql, GError **error)
{
  PortailStatement *statement;

  if (g_hash_table_size (database->statements) >= MAX_STATEMENTS)
    g_hash_table_foreach_remove (database->statements, is_forgettable, database);
  statement = database->class->prepare (database, sql, error);
  if (statement != NULL)
    g_hash_table_insert (database->statements, g_strdup (sql), statement);
  return statement;
}

PortailStatement *
portail_database_prepare (PortailDatabase *database, const char *sql, GError **error)
{
  PortailStatement *statement = g_hash_table_lookup (database->statements, sql);

  if (statement != NULL)
    statement->class->reset (statement);
  else
    statement = prepare_new (database, sql, error);
  if (statement != NULL)
    statement->last_use = database->n_prepared++;
  return statement;
}

void
portail_statement_bind_arguments (PortailStatement *statement,
                                  const char *format,
                                  va_list arguments)
{
  for (guint i = 1; *format != '\0'; i++, format++)
    switch (*format)
      {
      case 't':
        portail_statement_bind_text (statement, i, va_arg (arguments, const char *));
        break;
      case 'i':
        portail_statement_bind_int64 (statement, i, va_arg (arguments, gint64));
        break;
      case 'b':
        portail_statement_bind_bytes (statement, i, va_arg (arguments, GBytes *));
        break;
      default:
        g_assert_not_reached ();
      }
}

PortailStatement *
portail_database_query (PortailDatabase *database,
                        GError **error,
                        const char *sql,
                        const char *format,
                        ...)
{
  PortailStatement *statement = portail_database_prepare (database, sql, error);
  va_list arguments;

  va_start (arguments, format);
  if (statement != NULL)
    portail_statement_bind_arguments (statement, format, arguments);
  va_end (arguments);
  return statement;
}

gboolean
portail_database_run (PortailDatabase *database,
                      GError **error,
                      const char *sql,
                      const char *format,
                      ...)
{
  PortailStatement *statement = portail_database_prepare (database, sql, error);
  va_list arguments;
  PortailStep step;

  va_start (arguments, format);
  if (statement != NULL)
    portail_statement_bind_arguments (statement, format, arguments);
  va_end (arguments);
  if (statement == NULL)
    return FALSE;
  while ((step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    ;
  portail_statement_reset (statement);
  return step == PORTAIL_STEP_DONE;
}

gint64
portail_database_count_changes (PortailDatabase *database)
{
  return database->class->count_changes (database);
}

gboolean
portail_database_begin (PortailDatabase *database, GError **error)
{
  gboolean is_sqlite = portail_database_get_dialect (database) == PORTAIL_DIALECT_SQLITE;

  return portail_database_execute (database, is_sqlite ? "BEGIN IMMEDIATE" : "START TRANSACTION",
                                   error);
}

gboolean
portail_database_begin_read (PortailDatabase *database, GError **error)
{
  gboolean is_sqlite = portail_database_get_dialect (database) == PORTAIL_DIALECT_SQLITE;

  return portail_database_execute (
      database, is_sqlite ? "BEGIN" : "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY",
      error);
}

gboolean
portail_database_is_in_transaction (PortailDatabase *database)
{
  return database->class->is_in_transaction (database);
}

gboolean
portail_database_commit (PortailDatabase *database, GError **error)
{
  gboolean is_done = portail_database_execute (database, "COMMIT", error);
  gint64 n_changes = database->class->count_all_changes (database);

  if (is_done && n_changes != database->n_changes)
    g_atomic_int_inc (&database->n_commits);
  database->n_changes = n_changes;
  return is_done;
}

guint
portail_database_get_n_commits (const PortailDatabase *database)
{
  return (guint) g_atomic_int_get (&database->n_commits);
}

void
portail_database_rollback (PortailDatabase *database)
{
  g_autoptr (GError) error = NULL;

  if (!portail_database_execute (database, "ROLLBACK", &error))
    g_debug ("rollback: %s", error->message);
}

static gboolean
execute_named (PortailDatabase *database, const char *verb, const char *name, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("%s %s", verb, name);

  return portail_database_execute (database, sql, error);
}

gboolean
portail_database_savepoint (PortailDatabase *database, const char *name, GError **error)
{
  return execute_named (database, "SAVEPOINT", name, error);
}

gboolean
portail_database_release (PortailDatabase *database, const char *name, GError **error)
{
  return execute_named (database, "RELEASE SAVEPOINT", name, error);
}

void
portail_database_rollback_to (PortailDatabase *database, const char *name)
{
  g_autoptr (GError) error = NULL;

  if (!execute_named (database, "ROLLBACK TO SAVEPOINT", name, &error)
      || !execute_named (database, "RELEASE SAVEPOINT", name, &error))
    g_debug ("rollback to %s: %s", name, error->message);
}

void
portail_statement_bind_null (PortailStatement *statement, guint index)
{
  statement->class->bind_null (statement, index);
}

void
portail_statement_bind_int64 (PortailStatement *statement, guint index, gint64 value)
{
  statement->class->bind_int64 (statement, index, value);
}

void
portail_statement_bind_text (PortailStatement *statement, guint index, const char *text)
{
  if (text == NULL)
    statement->class->bind_null (statement, index);
  else
    statement->class->bind_text (statement, index, text, -1);
}

void
portail_statement_bind_bytes (PortailStatement *statement, guint index, GBytes *bytes)
{
  gsize length;
  gconstpointer content;

  if (bytes == NULL)
    {
      statement->class->bind_null (statement, index);
      return;
    }
  content = g_bytes_get_data (bytes, &length);
  statement->class->bind_blob (statement, index, content, length);
}

PortailStep
portail_statement_step (PortailStatement *statement, GError **error)
{
  return statement->class->step (statement, error);
}

void
portail_statement_reset (PortailStatement *statement)
{
  statement->class->reset (statement);
}

gboolean
portail_statement_is_null (PortailStatement *statement, guint column)
{
  return statement->class->is_null (statement, column);
}

gint64
portail_statement_get_int64 (PortailStatement *statement, guint column)
{
  return statement->class->get_int64 (statement, column);
}

const char *
portail_statement_get_text (PortailStatement *statement, guint column)
{
  return statement->class->get_text (statement, column, NULL);
}

char *
portail_statement_dup_text (PortailStatement *statement, guint column)
{
  return g_strdup (portail_statement_get_text (statement, column));
}

GBytes *
portail_statement_dup_bytes (PortailStatement *statement, guint column)
{
  gsize length;
  const char *content = statement->class->get_text (statement, column, &length);

  return content != NULL ? g_bytes_new (content, length) : NULL;
}
