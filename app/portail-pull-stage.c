/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-pull-stage.h"

#include <string.h>

#include "app/portail-local-edit.h"
#include "app/portail-outbox.h"
#include "app/portail-rebase.h"
#include "app/portail-scope-rows.h"
#include "app/portail-sql.h"
#include "app/portail-unread-rows.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"
#include "shared/portail-record-json.h"
#include "shared/portail-schema.h"

typedef struct
{
  PortailCacheStore *store;
  const char *scope;
  PortailSwap swap;
} Swap;

gboolean
portail_pull_stage_clear (PortailCacheStore *store, const char *scope, GError **error)
{
  return portail_database_run (store->database, error, "DELETE FROM staged_row WHERE scope = ?",
                               "t", scope);
}

gboolean
portail_pull_stage_add (PortailCacheStore *store,
                        const char *scope,
                        const PortailJson *change,
                        GError **error)
{
  const char *type = portail_json_get_member_string (change, "type");
  const PortailJson *row = portail_json_get (change, "row");
  g_autoptr (GString) text = g_string_new (NULL);

  if (row == NULL)
    return portail_database_run (store->database, error,
                                 "DELETE FROM staged_row WHERE scope = ? AND type = ? AND id = ?",
                                 "ttt", scope, type, portail_json_get_member_string (change, "id"));
  portail_json_append_canonical (row, text);
  return portail_database_run (
      store->database, error, "REPLACE INTO staged_row (scope, type, id, row) VALUES (?,?,?,?)",
      "tttt", scope, type, portail_json_get_member_string (row, "id"), text->str);
}

static PortailRecord *
parse_row (const PortailRecordType *type, const char *json)
{
  PortailReadOptions options = { .mode = PORTAIL_READ_LENIENT };
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  g_autoptr (PortailJsonDocument) document = portail_json_parse (json, strlen (json), NULL);
  PortailRecord *record = portail_record_new (type);

  if (document != NULL)
    portail_record_read_json (record, portail_json_document_get_root (document), &options,
                              problems);
  return record;
}

static gboolean
find_staged (Swap *swap, const PortailRecordType *type, const char *id, char **row, GError **error)
{
  return portail_sql_take_text (
      portail_database_query (swap->store->database, error,
                              "SELECT row FROM staged_row WHERE scope = ? AND type = ? AND id = ?",
                              "ttt", swap->scope, type->name, id),
      row, error);
}

/* An op that brings what the server lost, for the user to send or to drop. */
static gboolean
offer (Swap *swap, PortailChange *change, const char *enterprise_id, GError **error)
{
  g_autoptr (PortailSyncOp) op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, enterprise_id);
  PortailDatabase *database = swap->store->database;
  g_autoptr (PortailOutboxOp) stored = NULL;

  portail_sync_op_take_change (op, change);
  if (!portail_local_edit_add_dependencies (swap->store, op, error)
      || !portail_outbox_append (database, op, error))
    return FALSE;
  stored = portail_outbox_find (database, op->op_id, error);
  if (stored == NULL)
    return FALSE;
  stored->state = change->kind == PORTAIL_CHANGE_CREATE ? PORTAIL_OP_REJECTED : PORTAIL_OP_CONFLICT;
  stored->code = g_strdup ("lost_by_server");
  stored->detail = g_strdup (_ ("The server was restored from a backup and lost this."));
  swap->store->is_outbox_touched = TRUE;
  return portail_outbox_set_state (database, stored, error);
}

static PortailFieldSet
get_writable (const PortailRecordType *type)
{
  PortailFieldSet common = ((PortailFieldSet) 1 << PORTAIL_N_COMMON_FIELDS) - 1;

  return portail_record_type_get_all_fields (type) & ~common
         & ~portail_record_type_get_flagged_fields (type, PORTAIL_FIELD_COMPUTED);
}

/* @lost: the row that was acknowledged. @now: what the server has of it, NULL for nothing. */
static gboolean
offer_lost (Swap *swap, const PortailRecord *lost, const PortailRecord *now, GError **error)
{
  PortailFieldSet fields = get_writable (lost->type);
  PortailChange *change;

  /* What nobody writes (a member's card, a notification) the server makes again by itself. */
  if (fields == 0 || lost->type->module == PORTAIL_MODULE_OWN)
    return TRUE;
  if (now != NULL)
    fields &= portail_record_get_differing_fields (lost, now)
              & ~portail_record_type_get_flagged_fields (lost->type, PORTAIL_FIELD_IMMUTABLE);
  if (fields == 0)
    return TRUE;
  change = portail_change_new (now != NULL ? PORTAIL_CHANGE_UPDATE : PORTAIL_CHANGE_CREATE,
                               lost->type, lost->id);
  change->base_rev = now != NULL ? now->rev : 0;
  portail_change_set_fields (change, lost, fields);
  return offer (swap, change, lost->enterprise_id, error);
}

/* In a new epoch numbers begin again: whatever the server has counts as newer. */
static gboolean
forget_rev (Swap *swap, const PortailRecordType *type, const char *id, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE %s SET rev = 0 WHERE id = ?", type->name);

  return portail_database_run (swap->store->database, error, sql, "t", id)
         && portail_database_run (swap->store->database, error,
                                  "UPDATE shadow SET rev = 0 WHERE type = ? AND id = ?", "tt",
                                  type->name, id);
}

static gboolean
drop_row (Swap *swap, const PortailRecordType *type, const char *id, GError **error)
{
  g_autoptr (GPtrArray) pending = portail_outbox_list_changes (swap->store->database, type, id,
                                                               error);

  if (pending == NULL)
    return FALSE;
  if (pending->len == 0)
    return portail_rebase_evict (swap->store, type, id, error);
  /* The server answers the ops that wait on it. */
  return portail_database_run (swap->store->database, error,
                               "UPDATE shadow SET rev = 0, row = NULL, trashed_at = NULL"
                               " WHERE type = ? AND id = ?",
                               "tt", type->name, id)
         && portail_rebase_row (swap->store, type, id, error);
}

static gboolean
compare_row (Swap *swap, const PortailRecordType *type, const char *id, GError **error)
{
  g_auto (PortailServerRow) server = { NULL };
  g_autoptr (PortailRecord) now = NULL;
  g_autofree char *row = NULL;
  gboolean is_live;

  if (!find_staged (swap, type, id, &row, error))
    return FALSE;
  if (swap->swap == PORTAIL_SWAP_NEW_EPOCH)
    {
      if (!portail_rebase_get_server_row (swap->store, type, id, &server, error))
        return FALSE;
      now = row != NULL ? parse_row (type, row) : NULL;
      is_live = server.record != NULL && portail_timestamp_is_null (server.trashed_at);
      if (is_live && (now == NULL || server.rev > now->rev)
          && !offer_lost (swap, server.record, now, error))
        return FALSE;
      if (!forget_rev (swap, type, id, error))
        return FALSE;
    }
  return row != NULL || drop_row (swap, type, id, error);
}

/* Parents before their parts, so that an offered part finds the offer of its parent. */
static gboolean
compare_all (Swap *swap, GError **error)
{
  for (int i = 0; portail_schema[i] != NULL; i++)
    {
      g_autoptr (GPtrArray) ids = portail_scope_rows_list (swap->store, portail_schema[i],
                                                           swap->scope, error);

      if (ids == NULL)
        return FALSE;
      for (guint j = 0; j < ids->len; j++)
        if (!compare_row (swap, portail_schema[i], g_ptr_array_index (ids, j), error))
          return FALSE;
    }
  return TRUE;
}

static gboolean
put_staged (Swap *swap, const PortailRecordType *type, const char *id, GError **error)
{
  PortailChange key = { .type = type, .id = (char *) id };
  g_autofree char *row = NULL;
  PortailRecord *record;

  if (!find_staged (swap, type, id, &row, error))
    return FALSE;
  record = parse_row (type, row);
  if (record->id == NULL || !portail_record_has_good_ids (record))
    {
      const PortailUnreadRow unread = { swap->scope, type->name, id, record->rev };

      g_message ("A row of %s is set aside: it has what is no id.", type->name);
      portail_record_free (record);
      return portail_unread_rows_add (swap->store, &unread, error);
    }
  if (swap->swap == PORTAIL_SWAP_NEW_EPOCH
      && !portail_outbox_lower_base_rev (swap->store->database, &key, record->rev, error))
    {
      portail_record_free (record);
      return FALSE;
    }
  return portail_rebase_put (swap->store, record, error);
}

static gboolean
put_all (Swap *swap, GError **error)
{
  for (int i = 0; portail_schema[i] != NULL; i++)
    {
      g_autoptr (GPtrArray) ids = portail_sql_take_texts (
          portail_database_query (swap->store->database, error,
                                  "SELECT id FROM staged_row WHERE scope = ? AND type = ?", "tt",
                                  swap->scope, portail_schema[i]->name),
          error);

      if (ids == NULL)
        return FALSE;
      for (guint j = 0; j < ids->len; j++)
        if (!put_staged (swap, portail_schema[i], g_ptr_array_index (ids, j), error))
          return FALSE;
    }
  return TRUE;
}

/* What is left are rows of types that this version does not know. */
static gboolean
keep_unknown (Swap *swap, GError **error)
{
  PortailDatabase *database = swap->store->database;

  for (int i = 0; portail_schema[i] != NULL; i++)
    if (!portail_database_run (database, error,
                               "DELETE FROM staged_row WHERE scope = ? AND type = ?", "tt",
                               swap->scope, portail_schema[i]->name))
      return FALSE;
  return portail_database_run (database, error,
                               "INSERT INTO unknown_row (scope, type, id, rev) SELECT scope, type,"
                               " id, json_extract (row, '$.rev') FROM staged_row WHERE scope = ?",
                               "t", swap->scope);
}

gboolean
portail_pull_stage_swap (PortailCacheStore *store,
                         const char *scope,
                         PortailSwap kind,
                         GError **error)
{
  Swap swap = { store, scope, kind };

  return compare_all (&swap, error) && portail_unread_rows_clear (store, scope, error)
         && put_all (&swap, error) && keep_unknown (&swap, error)
         && portail_pull_stage_clear (store, scope, error);
}
