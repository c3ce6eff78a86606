/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-audit-report.h"

#include "shared/portail-error.h"
#include "shared/portail-json-text.h"
#include "shared/portail-record-sql.h"

/* A NULL argument asks nothing. The ids and names that are looked for in `changes` have no quotes
 * or wildcards, so an exact search for their JSON is one. */
static const char where[] =
    "WHERE scope = COALESCE (?, scope) AND COALESCE (enterprise_id, '') = COALESCE (?,"
    " enterprise_id, '') AND COALESCE (user_id, '') = COALESCE (?, user_id, '')"
    " AND action = COALESCE (?, action)"
    " AND (? IS NULL OR target_type = ? OR instr (COALESCE (changes, ''), ?) > 0)"
    " AND (? IS NULL OR target_id = ? OR instr (COALESCE (changes, ''), ?) > 0)"
    " AND created_at >= ? AND created_at < ?"
    " AND (created_at < ? OR (created_at = ? AND id < ?))"
    " ORDER BY created_at DESC, id DESC LIMIT ?";

/* How a member with this text stands in `changes`. Owned; NULL for NULL. */
static char *
make_member (const char *name, const char *text)
{
  g_autoptr (GString) json = g_string_new (NULL);

  if (text == NULL)
    return NULL;
  g_string_append_printf (json, "\"%s\":", name);
  portail_json_append_string (json, text);
  return g_string_free (g_steal_pointer (&json), FALSE);
}

/* When the entry at which the page begins was made; the end of time without one. */
static gboolean
find_cursor (PortailDatabase *database, const char *cursor, gint64 *created_at, GError **error)
{
  PortailStatement *statement;
  PortailStep step = PORTAIL_STEP_ERROR;

  *created_at = G_MAXINT64;
  if (cursor == NULL)
    return TRUE;
  statement = portail_database_query (
      database, error, "SELECT created_at FROM audit_entry WHERE id = ?", "t", cursor);
  if (statement != NULL)
    step = portail_statement_step (statement, error);
  if (step == PORTAIL_STEP_ERROR)
    return FALSE;
  /* Of an entry that was purged meanwhile nothing older is there either. */
  *created_at = step == PORTAIL_STEP_ROW ? portail_statement_get_int64 (statement, 0) : G_MININT64;
  portail_statement_reset (statement);
  return TRUE;
}

GPtrArray *
portail_audit_report_list (PortailDatabase *database,
                           const PortailAuditFilter *filter,
                           GError **error)
{
  g_autofree char *type = make_member ("type", filter->type);
  g_autofree char *id = make_member ("id", filter->id);
  gint64 before = portail_timestamp_is_null (filter->before) ? G_MAXINT64
                                                             : filter->before.milliseconds;
  gint64 cursor_at;

  if (!find_cursor (database, filter->cursor, &cursor_at, error))
    return NULL;
  return portail_record_sql_list (
      database, &portail_audit_entry_type, error, where, "ttttttttttiiiiti", filter->scope,
      filter->enterprise_id, filter->user_id, filter->action, filter->type, filter->type, type,
      filter->id, filter->id, id, filter->from.milliseconds, before, cursor_at, cursor_at,
      filter->cursor != NULL ? filter->cursor : "", (gint64) filter->limit);
}

static void
append_text (GString *json, const char *name, const char *text)
{
  portail_json_append_name (json, name);
  portail_json_append_string (json, text);
}

void
portail_audit_report_append (const PortailAuditEntry *entry, GString *json)
{
  char at[PORTAIL_TIMESTAMP_TEXT_SIZE];

  g_string_append_c (json, '{');
  append_text (json, "id", entry->base.id);
  append_text (json, "at", portail_timestamp_format (entry->base.created_at, at));
  append_text (json, "scope", entry->scope);
  append_text (json, "enterprise_id", entry->base.enterprise_id);
  append_text (json, "user_id", entry->user_id);
  append_text (json, "device_id", entry->device_id);
  append_text (json, "action", entry->action);
  append_text (json, "target_type", entry->target_type);
  append_text (json, "target_id", entry->target_id);
  portail_json_append_name (json, "changes");
  g_string_append (json, entry->changes != NULL ? entry->changes : "[]");
  append_text (json, "previous_hash", entry->previous_hash);
  append_text (json, "hash", entry->hash);
  g_string_append_c (json, '}');
}

static void
verdict_free (gpointer pointer)
{
  PortailAuditVerdict *verdict = pointer;

  g_free (verdict->scope);
  g_free (verdict->problem);
  g_free (verdict);
}

static GPtrArray *
list_scopes (PortailDatabase *database, const char *scope, GError **error)
{
  g_autoptr (GPtrArray) scopes = g_ptr_array_new_with_free_func (g_free);
  PortailStatement *statement = portail_database_query (
      database, error,
      "SELECT scope FROM scope_counter WHERE audit_hash IS NOT NULL AND scope = COALESCE (?, scope)"
      " ORDER BY scope",
      "t", scope);
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    g_ptr_array_add (scopes, portail_statement_dup_text (statement, 0));
  return step == PORTAIL_STEP_DONE ? g_steal_pointer (&scopes) : NULL;
}

GPtrArray *
portail_audit_report_verify (PortailDatabase *database, const char *scope, GError **error)
{
  g_autoptr (GPtrArray) scopes = list_scopes (database, scope, error);
  g_autoptr (GPtrArray) verdicts = g_ptr_array_new_with_free_func (verdict_free);

  for (guint i = 0; scopes != NULL && i < scopes->len; i++)
    {
      PortailAuditVerdict *verdict = g_new0 (PortailAuditVerdict, 1);
      g_autoptr (GError) problem = NULL;

      verdict->scope = g_strdup (g_ptr_array_index (scopes, i));
      if (!portail_audit_verify (database, verdict->scope, &problem))
        verdict->problem = g_strdup (problem->message);
      g_ptr_array_add (verdicts, verdict);
    }
  return scopes != NULL ? g_steal_pointer (&verdicts) : NULL;
}
