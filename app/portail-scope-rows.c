/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-scope-rows.h"

#include <string.h>

#include "app/portail-draft.h"
#include "app/portail-outbox.h"
#include "app/portail-rebase.h"
#include "app/portail-sql.h"
#include "shared/portail-schema.h"
#include "shared/portail-scope-name.h"
#include "shared/portail-search-index.h"

/* How rows of one kind of scope are found; every condition has one parameter, the id in the scope's
 * name. It says the same as portail_scope_of_record(). */
static const char *
get_condition (const PortailRecordType *type, const char *scope)
{
  gboolean is_global = g_str_equal (scope, PORTAIL_SCOPE_GLOBAL_NAME);
  gboolean is_user = g_str_has_prefix (scope, "user:");

  switch (type->scope)
    {
    case PORTAIL_SCOPE_USER:
      return is_user ? "user_id = ?" : NULL;
    case PORTAIL_SCOPE_USER_OR_GLOBAL:
      if (is_global)
        return "user_id IS NULL AND ? IS NOT NULL";
      return is_user ? "user_id = ?" : NULL;
    case PORTAIL_SCOPE_SELF:
      return g_str_has_prefix (scope, type->name) && scope[strlen (type->name)] == ':' ? "id = ?"
                                                                                       : NULL;
    case PORTAIL_SCOPE_ENTERPRISE:
    case PORTAIL_SCOPE_GLOBAL:
      if (is_global)
        return "enterprise_id IS NULL AND ? IS NOT NULL";
      return is_user ? NULL : "enterprise_id = ?";
    default:
      return NULL;
    }
}

static const char *
get_id (const char *scope)
{
  const char *colon = strchr (scope, ':');

  return colon != NULL ? colon + 1 : "";
}

static gboolean
add_type_digest (PortailCacheStore *store,
                 const PortailRecordType *type,
                 const char *scope,
                 PortailDigest *digest,
                 GError **error)
{
  g_autofree char *sql = NULL;
  PortailStatement *statement;
  PortailStep step = PORTAIL_STEP_ERROR;

  /* The revision in a table is always the server's; a row that only exists here has none. */
  sql = g_strdup_printf ("SELECT t.id, t.rev FROM %s t LEFT JOIN shadow s ON s.type = '%s' AND"
                         " s.id = t.id WHERE t.%s AND iif (s.id IS NULL, t.trashed_at IS NULL,"
                         " s.row IS NOT NULL AND s.trashed_at IS NULL)"
                         " AND t.id NOT IN (SELECT id FROM unknown_row WHERE type = '%s'"
                         " AND scope = ?)",
                         type->name, type->name, get_condition (type, scope), type->name);
  statement = portail_database_query (store->database, error, sql, "tt", get_id (scope), scope);
  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    portail_digest_change (digest, PORTAIL_DIGEST_ADD, type->name,
                           portail_statement_get_text (statement, 0),
                           portail_statement_get_int64 (statement, 1));
  if (statement != NULL)
    portail_statement_reset (statement);
  return step == PORTAIL_STEP_DONE;
}

static gboolean
add_unknown_rows (PortailCacheStore *store,
                  const char *scope,
                  PortailDigest *digest,
                  GError **error)
{
  PortailStatement *statement = portail_database_query (
      store->database, error, "SELECT type, id, rev FROM unknown_row WHERE scope = ?", "t", scope);
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    portail_digest_change (digest, PORTAIL_DIGEST_ADD, portail_statement_get_text (statement, 0),
                           portail_statement_get_text (statement, 1),
                           portail_statement_get_int64 (statement, 2));
  if (statement != NULL)
    portail_statement_reset (statement);
  return step == PORTAIL_STEP_DONE;
}

gboolean
portail_scope_rows_digest (PortailCacheStore *store,
                           const char *scope,
                           PortailDigest *digest,
                           GError **error)
{
  *digest = (PortailDigest){ 0 };
  for (int i = 0; portail_schema[i] != NULL; i++)
    if (get_condition (portail_schema[i], scope) != NULL
        && !add_type_digest (store, portail_schema[i], scope, digest, error))
      return FALSE;
  return add_unknown_rows (store, scope, digest, error);
}

GPtrArray *
portail_scope_rows_list (PortailCacheStore *store,
                         const PortailRecordType *type,
                         const char *scope,
                         GError **error)
{
  const char *condition = get_condition (type, scope);
  g_autofree char *sql = NULL;

  if (condition == NULL)
    return g_ptr_array_new_with_free_func (g_free);
  sql = g_strdup_printf ("SELECT id FROM %s t WHERE %s AND NOT EXISTS (SELECT 1 FROM shadow"
                         " WHERE type = '%s' AND shadow.id = t.id AND row IS NULL)",
                         type->name, condition, type->name);
  return portail_sql_take_texts (
      portail_database_query (store->database, error, sql, "t", get_id (scope)), error);
}

gboolean
portail_scope_rows_count (PortailCacheStore *store,
                          const char *scope,
                          gint64 *n_rows,
                          GError **error)
{
  *n_rows = 0;
  for (int i = 0; portail_schema[i] != NULL; i++)
    {
      const char *condition = get_condition (portail_schema[i], scope);
      g_autofree char *sql = NULL;
      gint64 n_found = 0;

      if (condition == NULL)
        continue;
      sql = g_strdup_printf ("SELECT count (*) FROM %s WHERE %s AND trashed_at IS NULL",
                             portail_schema[i]->name, condition);
      if (!portail_sql_take_integer (
              portail_database_query (store->database, error, sql, "t", get_id (scope)), &n_found,
              error))
        return FALSE;
      *n_rows += n_found;
    }
  return TRUE;
}

static gboolean
evict_type (PortailCacheStore *store,
            const PortailRecordType *type,
            const char *scope,
            GError **error)
{
  const char *condition = get_condition (type, scope);
  g_autofree char *rows = NULL;
  g_autofree char *shadows = NULL;

  if (condition == NULL)
    return TRUE;
  shadows = g_strdup_printf ("DELETE FROM shadow WHERE type = '%s' AND id IN"
                             " (SELECT id FROM %s WHERE %s)",
                             type->name, type->name, condition);
  rows = g_strdup_printf ("DELETE FROM %s WHERE %s", type->name, condition);
  return portail_database_run (store->database, error, shadows, "t", get_id (scope))
         && portail_database_run (store->database, error, rows, "t", get_id (scope));
}

/* Only the user's own typed fields stay; what was sent gets its answer. What the server answered to
 * other questions is asked again by those who still may. */
static gboolean
quarantine_company (PortailCacheStore *store, const char *enterprise_id, GError **error)
{
  store->is_outbox_touched = TRUE;
  return portail_database_run (store->database, error,
                               "UPDATE op SET state = ?, answer = NULL, detail = NULL"
                               " WHERE enterprise_id = ? AND (state <> ? OR sent = 0)",
                               "iti", (gint64) PORTAIL_OP_QUARANTINED, enterprise_id,
                               (gint64) PORTAIL_OP_PENDING)
         && portail_database_run (store->database, error,
                                  "DELETE FROM draft WHERE ?1 IN (enterprise_id, id)"
                                  " OR type = '" PORTAIL_DRAFT_ANSWER "'",
                                  "t", enterprise_id);
}

gboolean
portail_scope_rows_evict (PortailCacheStore *store, const char *scope, GError **error)
{
  static const char *const kept[] = { "staged_row", "unknown_row", "scope" };
  const char *enterprise_id = portail_scope_get_enterprise_id (scope);

  if (enterprise_id != NULL
      && (!quarantine_company (store, enterprise_id, error)
          || !portail_database_run (store->database, error,
                                    "DELETE FROM pin WHERE id = ?1 OR id IN"
                                    " (SELECT id FROM document WHERE enterprise_id = ?1)",
                                    "t", enterprise_id)
          || !portail_search_index_remove_company (store->database, enterprise_id, error)))
    return FALSE;
  for (int i = 0; portail_schema[i] != NULL; i++)
    if (!evict_type (store, portail_schema[i], scope, error))
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      g_autofree char *sql = g_strdup_printf ("DELETE FROM %s WHERE scope = ?", kept[i]);

      if (!portail_database_run (store->database, error, sql, "t", scope))
        return FALSE;
    }
  portail_cache_store_touch (store, NULL, NULL, enterprise_id);
  return TRUE;
}

static gboolean
evict_parts (PortailCacheStore *store,
             const PortailRecordType *type,
             const char *id,
             GError **error)
{
  const PortailRecordType *part;

  for (guint i = 0; (part = portail_rebase_get_part_type (type, i)) != NULL; i++)
    {
      g_autoptr (GPtrArray) ids = portail_rebase_list_part_ids (store, part, id, error);

      if (ids == NULL)
        return FALSE;
      for (guint j = 0; j < ids->len; j++)
        if (!portail_scope_rows_evict_record (store, part, g_ptr_array_index (ids, j), error))
          return FALSE;
    }
  return TRUE;
}

gboolean
portail_scope_rows_evict_record (PortailCacheStore *store,
                                 const PortailRecordType *type,
                                 const char *id,
                                 GError **error)
{
  if (!evict_parts (store, type, id, error)
      || !portail_database_run (store->database, error, "DELETE FROM pin WHERE id = ?", "t", id)
      || !portail_database_run (store->database, error, "DELETE FROM draft WHERE id = ?", "t", id)
      || !portail_database_run (store->database, error,
                                "UPDATE op SET state = ?, answer = NULL, detail = NULL"
                                " WHERE (state <> ? OR sent = 0) AND number IN"
                                " (SELECT number FROM op_change WHERE id = ? AND type = ?)",
                                "iitt", (gint64) PORTAIL_OP_QUARANTINED,
                                (gint64) PORTAIL_OP_PENDING, id, type->name))
    return FALSE;
  if (portail_database_count_changes (store->database) > 0)
    store->is_outbox_touched = TRUE;
  return portail_rebase_evict (store, type, id, error);
}
