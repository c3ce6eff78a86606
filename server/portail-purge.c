/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-purge.h"

#include <string.h>

#include "server/portail-audit.h"
#include "server/portail-session.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-schema.h"

/* Between the parts of a position; in no name, id or scope. */
#define SEPARATOR " "

/* The first column of the first row: *@number, or FALSE in *@is_found without one. */
static gboolean
query_number (PortailStatement *statement, gint64 *number, gboolean *is_found, GError **error)
{
  PortailStep step = statement != NULL ? portail_statement_step (statement, error)
                                       : PORTAIL_STEP_ERROR;

  *is_found = step == PORTAIL_STEP_ROW;
  if (step == PORTAIL_STEP_ERROR)
    return FALSE;
  *number = *is_found ? portail_statement_get_int64 (statement, 0) : 0;
  portail_statement_reset (statement);
  return TRUE;
}

/* The first column of all rows; owned, NULL on error. */
static GPtrArray *
query_texts (PortailStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    g_ptr_array_add (texts, portail_statement_dup_text (statement, 0));
  if (step != PORTAIL_STEP_DONE)
    return NULL;
  portail_statement_reset (statement);
  return g_steal_pointer (&texts);
}

/* Takes @position. */
static void
move_to (PortailTick *tick, char *position)
{
  g_free (tick->position);
  tick->position = position;
}

/* Work on rows by their time, a slice of so many rows at once. Both statements take the first
 * moment of the slice and the one behind its last. */
typedef struct
{
  const char *end_sql; /* with an OFFSET besides: the time of the row behind the slice */
  const char *work_sql;
} Slices;

static gboolean
work_slice (PortailTick *tick, const Slices *slices, PortailTimestamp before, GError **error)
{
  gint64 start = tick->position != NULL ? g_ascii_strtoll (tick->position, NULL, 10) : 0;
  gint64 end;
  gboolean has_more;

  if (!query_number (portail_database_query (tick->database, error, slices->end_sql, "iii", start,
                                             before.milliseconds, (gint64) PORTAIL_TICK_MAX_ROWS),
                     &end, &has_more, error))
    return FALSE;
  end = has_more ? MAX (end, start + 1) : before.milliseconds;
  if (!portail_database_run (tick->database, error, slices->work_sql, "ii", start, end))
    return FALSE;
  tick->n_rows += portail_database_count_changes (tick->database);
  move_to (tick, has_more ? g_strdup_printf ("%" G_GINT64_FORMAT, end) : NULL);
  return TRUE;
}

gboolean
portail_purge_ledger (PortailTick *tick, PortailTimestamp before, GError **error)
{
  static const Slices slices = {
    "SELECT stored_at FROM op_ledger WHERE stored_at >= ? AND stored_at < ?"
    " ORDER BY stored_at LIMIT 1 OFFSET ?",
    "UPDATE op_ledger SET body = NULL WHERE body IS NOT NULL AND stored_at >= ? AND stored_at < ?",
  };

  return work_slice (tick, &slices, before, error);
}

gboolean
portail_purge_deliveries (PortailTick *tick, PortailTimestamp before, GError **error)
{
  static const Slices slices = {
    "SELECT created_at FROM delivery WHERE created_at >= ? AND created_at < ?"
    " ORDER BY created_at LIMIT 1 OFFSET ?",
    "DELETE FROM delivery WHERE state IN ('done', 'dead') AND created_at >= ? AND created_at < ?",
  };

  return work_slice (tick, &slices, before, error);
}

gboolean
portail_purge_sessions (PortailTick *tick, PortailTimestamp before, GError **error)
{
  move_to (tick, NULL);
  return portail_session_purge (tick->database, before, tick->now, error);
}

/* Owned; NULL on error. */
static GPtrArray *
list_trashed (PortailTick *tick,
              const PortailRecordType *type,
              const char *after_id,
              PortailTimestamp before,
              GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT id FROM %s WHERE id > ? AND trashed_at < ? ORDER BY id LIMIT ?", type->name);

  return query_texts (portail_database_query (tick->database, error, sql, "tii", after_id,
                                              before.milliseconds, (gint64) PORTAIL_TICK_MAX_ROWS),
                      error);
}

/* The type at which @position stands, and *@id behind which its rows wait. */
static int
find_place (const char *position, const char **id)
{
  const char *separator = position != NULL ? strstr (position, SEPARATOR) : NULL;
  int index = 0;

  *id = separator != NULL ? separator + strlen (SEPARATOR) : "";
  while (separator != NULL && portail_schema[index] != NULL
         && (strncmp (portail_schema[index]->name, position, (gsize) (separator - position)) != 0
             || strlen (portail_schema[index]->name) != (gsize) (separator - position)))
    index++;
  return index;
}

/* Reminders of declarations that are no more. */
static gboolean
forget_reminders (PortailTick *tick, GError **error)
{
  return portail_database_run (tick->database, error,
                               "DELETE FROM reminder WHERE NOT EXISTS (SELECT 1 FROM"
                               " tax_declaration WHERE tax_declaration.id = declaration_id)",
                               "");
}

gboolean
portail_purge_trash (PortailTick *tick, PortailTimestamp before, GError **error)
{
  const char *after_id;
  const PortailRecordType *type = portail_schema[find_place (tick->position, &after_id)];
  g_autoptr (GPtrArray) ids = NULL;
  const char *last_id = "";
  int next;

  if (type == NULL)
    {
      move_to (tick, NULL);
      return TRUE;
    }
  ids = list_trashed (tick, type, after_id, before, error);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      last_id = g_ptr_array_index (ids, i);
      if (!portail_record_sql_delete (tick->database, type, last_id, error))
        return FALSE;
      tick->n_rows++;
    }
  if (ids == NULL)
    return FALSE;
  next = find_place (tick->position, &after_id) + (ids->len < PORTAIL_TICK_MAX_ROWS);
  if (portail_schema[next] == NULL)
    {
      move_to (tick, NULL);
      return forget_reminders (tick, error);
    }
  move_to (tick, g_strconcat (portail_schema[next]->name, SEPARATOR,
                              portail_schema[next] == type ? last_id : "", NULL));
  return TRUE;
}

/* The scope behind @scope; NULL in *@next behind the last. */
static gboolean
find_next_scope (PortailDatabase *database, const char *scope, char **next, GError **error)
{
  g_autoptr (GPtrArray) scopes = query_texts (
      portail_database_query (
          database, error, "SELECT scope FROM scope_counter WHERE scope > ? ORDER BY scope LIMIT 1",
          "t", scope),
      error);

  *next = NULL;
  if (scopes == NULL)
    return FALSE;
  if (scopes->len > 0)
    *next = g_steal_pointer (&scopes->pdata[0]);
  return TRUE;
}

/* Moves to the beginning of the scope behind @scope, or to the end. */
static gboolean
leave_scope (PortailTick *tick, const char *scope, GError **error)
{
  g_autofree char *next = NULL;

  if (!find_next_scope (tick->database, scope, &next, error))
    return FALSE;
  move_to (tick, next != NULL ? g_strconcat (next, SEPARATOR, "0", NULL) : NULL);
  return TRUE;
}

/* The scope and the number of the position. *@scope is owned; FALSE with NULL in it where there is
 * no scope at all. */
static gboolean
read_place (PortailTick *tick, char **scope, gint64 *number, GError **error)
{
  const char *separator;

  *scope = NULL;
  *number = 0;
  if (tick->position == NULL && !leave_scope (tick, "", error))
    return FALSE;
  if (tick->position == NULL)
    return TRUE;
  separator = strstr (tick->position, SEPARATOR);
  *scope = g_strndup (tick->position, (gsize) (separator - tick->position));
  *number = g_ascii_strtoll (separator + strlen (SEPARATOR), NULL, 10);
  return TRUE;
}

/* An entry of the change log. */
typedef struct
{
  gint64 number;
  gint64 changed_at;
  const PortailRecordType *type; /* NULL for one that is no more */
  char *id;
  gboolean is_tombstone;
  gboolean is_superseded;
} Entry;

static void
entry_clear (gpointer entry)
{
  g_free (((Entry *) entry)->id);
}

/* Owned; NULL on error. */
static GArray *
list_entries (PortailTick *tick, const char *scope, gint64 after, GError **error)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  PortailStatement *statement = portail_database_query (
      tick->database, error,
      "SELECT number, changed_at, type, id, kind = 'del', EXISTS (SELECT 1 FROM change_log AS later"
      " WHERE later.scope = entry.scope AND later.id = entry.id AND later.type = entry.type"
      " AND later.number > entry.number)"
      " FROM change_log AS entry WHERE scope = ? AND number > ? ORDER BY number LIMIT ?",
      "tii", scope, after, (gint64) PORTAIL_TICK_MAX_ROWS);
  PortailStep step = PORTAIL_STEP_ERROR;

  g_array_set_clear_func (entries, entry_clear);
  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    {
      Entry entry = {
        .number = portail_statement_get_int64 (statement, 0),
        .changed_at = portail_statement_get_int64 (statement, 1),
        .type = portail_schema_find (portail_statement_get_text (statement, 2)),
        .id = portail_statement_dup_text (statement, 3),
        .is_tombstone = portail_statement_get_int64 (statement, 4) != 0,
        .is_superseded = portail_statement_get_int64 (statement, 5) != 0,
      };

      g_array_append_val (entries, entry);
    }
  if (step != PORTAIL_STEP_DONE)
    return NULL;
  portail_statement_reset (statement);
  return g_steal_pointer (&entries);
}

/* Whether the row of a tombstone was purged. */
static gboolean
is_gone (PortailTick *tick, const Entry *entry, gboolean *gone, GError **error)
{
  g_autofree char *sql = NULL;
  gint64 number;
  gboolean is_there = FALSE;

  if (entry->type == NULL)
    {
      *gone = TRUE;
      return TRUE;
    }
  sql = g_strdup_printf ("SELECT 1 FROM %s WHERE id = ?", entry->type->name);
  if (!query_number (portail_database_query (tick->database, error, sql, "t", entry->id), &number,
                     &is_there, error))
    return FALSE;
  *gone = !is_there;
  return TRUE;
}

/* Invariant 1. *@purged is the number of the last entry that went. */
static gboolean
purge_entry (PortailTick *tick,
             const char *scope,
             const Entry *entry,
             gint64 *purged,
             GError **error)
{
  gboolean goes = entry->is_superseded;

  if (!goes && entry->is_tombstone && !is_gone (tick, entry, &goes, error))
    return FALSE;
  if (!goes)
    return TRUE;
  *purged = entry->number;
  tick->n_rows++;
  return portail_database_run (tick->database, error,
                               "DELETE FROM change_log WHERE scope = ? AND number = ?", "ti", scope,
                               entry->number);
}

static gboolean
purge_entries (PortailTick *tick,
               const char *scope,
               const GArray *entries,
               PortailTimestamp before,
               GError **error)
{
  gint64 purged = 0;
  guint i;

  for (i = 0; i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);

      if (entry->changed_at >= before.milliseconds)
        break;
      if (!purge_entry (tick, scope, entry, &purged, error))
        return FALSE;
    }
  if (purged > 0
      && !portail_database_run (tick->database, error,
                                "UPDATE scope_counter SET purged_number = ?"
                                " WHERE scope = ? AND purged_number < ?",
                                "iti", purged, scope, purged))
    return FALSE;
  if (i < PORTAIL_TICK_MAX_ROWS)
    return leave_scope (tick, scope, error);
  move_to (tick, g_strdup_printf ("%s" SEPARATOR "%" G_GINT64_FORMAT, scope,
                                  g_array_index (entries, Entry, i - 1).number));
  return TRUE;
}

gboolean
portail_purge_history (PortailTick *tick, PortailTimestamp before, GError **error)
{
  g_autofree char *scope = NULL;
  g_autoptr (GArray) entries = NULL;
  gint64 number;

  if (!read_place (tick, &scope, &number, error))
    return FALSE;
  if (scope == NULL)
    return TRUE;
  entries = list_entries (tick, scope, number, error);
  return entries != NULL && purge_entries (tick, scope, entries, before, error);
}

gboolean
portail_purge_audit (PortailTick *tick, PortailTimestamp before, GError **error)
{
  const PortailAuditAge age = { before, tick->now, PORTAIL_TICK_MAX_ROWS };
  g_autofree char *scope = NULL;
  gint64 number;
  guint n_gone;

  if (!read_place (tick, &scope, &number, error))
    return FALSE;
  if (scope == NULL)
    return TRUE;
  if (!portail_audit_purge (tick->database, scope, &age, &n_gone, error))
    return FALSE;
  tick->n_rows += n_gone;
  return n_gone == age.max || leave_scope (tick, scope, error);
}
