/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-resolve.h"

#include <string.h>

#include "app/portail-local-edit.h"
#include "app/portail-rebase.h"
#include "app/portail-sql.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"
#include "shared/portail-json.h"
#include "shared/portail-record-sql.h"

/* An op that is on its way can only be waited for. */
static PortailOutboxOp *
find_idle (PortailCacheStore *store, const char *op_id, GError **error)
{
  g_autoptr (PortailOutboxOp) stored = portail_outbox_find (store->database, op_id, error);

  if (stored != NULL && stored->state == PORTAIL_OP_PENDING && stored->is_sent)
    {
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_CONFLICT,
                           _ ("This change is on its way to the server."));
      return NULL;
    }
  return g_steal_pointer (&stored);
}

static gboolean
rebase_op (PortailCacheStore *store, const PortailSyncOp *op, GError **error)
{
  for (guint i = 0; i < op->changes->len; i++)
    {
      const PortailChange *change = g_ptr_array_index (op->changes, i);

      if (!portail_rebase_change (store, change, error))
        return FALSE;
    }
  store->is_outbox_touched = TRUE;
  return TRUE;
}

/* Stores @op instead of @stored, based on what the server has now. */
static gboolean
replace_op (PortailCacheStore *store,
            const PortailOutboxOp *stored,
            PortailSyncOp *op,
            GError **error)
{
  return portail_outbox_remove (store->database, stored->number, error)
         && portail_local_edit_complete (store, op, error)
         && portail_local_edit_add_dependencies (store, op, error)
         && portail_outbox_append (store->database, op, error)
         && portail_outbox_replace_dependency (store->database, stored->op->op_id, op->op_id, error)
         && rebase_op (store, stored->op, error) && rebase_op (store, op, error);
}

static void
copy_fields (PortailChange *copy, const PortailChange *change, PortailFieldSet fields)
{
  if (change->record != NULL)
    portail_change_set_fields (copy, change->record, fields);
  g_free (copy->command);
  copy->command = g_strdup (change->command);
  g_free (copy->arguments);
  copy->arguments = g_strdup (change->arguments);
}

/* The same changes under a new id. */
static PortailSyncOp *
copy_op (const PortailSyncOp *op)
{
  PortailSyncOp *copy = portail_sync_op_new (op->shape, op->enterprise_id);

  for (guint i = 0; i < op->changes->len; i++)
    {
      const PortailChange *change = g_ptr_array_index (op->changes, i);
      PortailChange *same = portail_change_new (change->kind, change->type, change->id);

      copy_fields (same, change, change->fields);
      portail_sync_op_take_change (copy, same);
    }
  return copy;
}

/* The row that has the key already; NULL where the answer shows none. */
static char *
find_existing_id (const PortailOutboxOp *stored)
{
  g_autoptr (PortailJsonDocument) answer = NULL;
  const PortailJson *row = NULL;

  if (g_strcmp0 (stored->code, "duplicate_key") != 0 || stored->answer == NULL
      || stored->op->shape == PORTAIL_SYNC_OP_BATCH)
    return NULL;
  answer = portail_json_parse (stored->answer, strlen (stored->answer), NULL);
  if (answer != NULL)
    row = portail_json_get (portail_json_document_get_root (answer), "row");
  return g_strdup (portail_json_get_member_string (row, "id"));
}

/* Fields of a create that an update of the existing row may bring. */
static PortailFieldSet
get_movable_fields (const PortailChange *create, const PortailRecord *existing)
{
  PortailFieldSet fields = create->fields
                           & ~portail_record_type_get_flagged_fields (create->type,
                                                                      PORTAIL_FIELD_IMMUTABLE);
  PortailFieldSet movable = 0;

  for (guint i = 0; i < portail_record_type_get_n_fields (create->type); i++)
    {
      const PortailField *field = portail_record_type_get_field (create->type, i);

      if (portail_field_set_has (fields, i) && !portail_field_is_null (field, create->record)
          && !portail_field_is_equal (field, create->record, existing))
        movable |= (PortailFieldSet) 1 << i;
    }
  return movable;
}

static gboolean
update_existing (PortailCacheStore *store,
                 const PortailOutboxOp *stored,
                 const char *existing_id,
                 GError **error)
{
  const PortailChange *create = portail_sync_op_get_change (stored->op);
  g_autoptr (PortailSyncOp) op = NULL;
  g_auto (PortailServerRow) existing = { NULL };
  PortailChange *update;

  if (!portail_rebase_get_server_row (store, create->type, existing_id, &existing, error))
    return FALSE;
  if (existing.record == NULL || get_movable_fields (create, existing.record) == 0)
    return portail_outbox_replace_dependency (store->database, stored->op->op_id, NULL, error)
           && portail_outbox_remove (store->database, stored->number, error);
  op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, stored->op->enterprise_id);
  update = portail_change_new (PORTAIL_CHANGE_UPDATE, create->type, existing_id);
  portail_change_set_fields (update, create->record, get_movable_fields (create, existing.record));
  portail_sync_op_take_change (op, update);
  return replace_op (store, stored, op, error);
}

/* What was made under the refused create goes under the existing row. */
static gboolean
move_to_existing (PortailCacheStore *store,
                  const PortailOutboxOp *stored,
                  const char *existing_id,
                  GError **error)
{
  const PortailChange *create = portail_sync_op_get_change (stored->op);

  if (!update_existing (store, stored, existing_id, error)
      || !portail_outbox_replace_id (store->database, create->id, existing_id, error)
      || !portail_rebase_row (store, create->type, create->id, error)
      || !portail_rebase_row (store, create->type, existing_id, error))
    return FALSE;
  store->is_outbox_touched = TRUE;
  return portail_rebase_all (store, error);
}

/* An update of what was deleted meanwhile brings it back first. */
static gboolean
restore_first (PortailCacheStore *store, const PortailOutboxOp *stored, GError **error)
{
  const PortailChange *change = portail_sync_op_get_change (stored->op);
  g_autoptr (PortailSyncOp) op = NULL;
  g_auto (PortailServerRow) server = { NULL };

  if (!portail_rebase_get_server_row (store, change->type, change->id, &server, error))
    return FALSE;
  if (change->kind != PORTAIL_CHANGE_UPDATE || server.record == NULL
      || portail_timestamp_is_null (server.trashed_at))
    return TRUE;
  op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, stored->op->enterprise_id);
  portail_sync_op_take_change (
      op, portail_change_new_command (change->type, change->id, "restore", NULL));
  return portail_local_edit_complete (store, op, error)
         && portail_outbox_append (store->database, op, error);
}

gboolean
portail_resolve_take_mine (PortailCacheStore *store, const char *op_id, GError **error)
{
  g_autoptr (PortailOutboxOp) stored = find_idle (store, op_id, error);
  g_autoptr (PortailSyncOp) again = NULL;
  g_autofree char *existing_id = NULL;

  if (stored == NULL)
    return FALSE;
  if (stored->state == PORTAIL_OP_PENDING)
    return TRUE;
  existing_id = find_existing_id (stored);
  if (existing_id != NULL && portail_sync_op_get_change (stored->op)->kind == PORTAIL_CHANGE_CREATE)
    return move_to_existing (store, stored, existing_id, error);
  again = copy_op (stored->op);
  return restore_first (store, stored, error) && replace_op (store, stored, again, error);
}

static gboolean
has_create (const PortailSyncOp *op)
{
  for (guint i = 0; i < op->changes->len; i++)
    if (((PortailChange *) g_ptr_array_index (op->changes, i))->kind == PORTAIL_CHANGE_CREATE)
      return TRUE;
  return FALSE;
}

static gboolean
drop_dependents (PortailCacheStore *store, const PortailSyncOp *op, GError **error)
{
  g_autoptr (GPtrArray) dependents = portail_sql_take_texts (
      portail_database_query (
          store->database, error,
          "SELECT op.op_id FROM op JOIN op_dependency d USING (number) WHERE d.op_id = ?"
          " AND (state <> 1 OR sent = 0)",
          "t", op->op_id),
      error);

  if (dependents == NULL)
    return FALSE;
  for (guint i = 0; i < dependents->len; i++)
    {
      g_autoptr (GError) gone = NULL;

      if (!portail_resolve_drop (store, g_ptr_array_index (dependents, i), &gone)
          && !g_error_matches (gone, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&gone));
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
portail_resolve_drop (PortailCacheStore *store, const char *op_id, GError **error)
{
  g_autoptr (PortailOutboxOp) stored = find_idle (store, op_id, error);

  if (stored == NULL)
    return FALSE;
  if (has_create (stored->op)
          ? !drop_dependents (store, stored->op, error)
          : !portail_outbox_replace_dependency (store->database, op_id, NULL, error))
    return FALSE;
  return portail_outbox_remove (store->database, stored->number, error)
         && rebase_op (store, stored->op, error);
}

gboolean
portail_resolve_resend (PortailCacheStore *store,
                        const char *op_id,
                        PortailSyncOp *op,
                        GError **error)
{
  g_autoptr (PortailOutboxOp) stored = find_idle (store, op_id, error);

  return stored != NULL && portail_local_edit_check (store, op, error)
         && replace_op (store, stored, op, error);
}

static const char *
get_state_name (PortailOpState state)
{
  switch (state)
    {
    case PORTAIL_OP_CONFLICT:
      return "conflict";
    case PORTAIL_OP_REJECTED:
      return "rejected";
    case PORTAIL_OP_QUARANTINED:
      return "quarantined";
    default:
      return "pending";
    }
}

char *
portail_resolve_export (PortailCacheStore *store, GError **error)
{
  PortailOpStates all = PORTAIL_OP_STATES (PENDING) | PORTAIL_OP_STATES (CONFLICT)
                        | PORTAIL_OP_STATES (REJECTED) | PORTAIL_OP_STATES (QUARANTINED);
  g_autoptr (GPtrArray) ops = portail_outbox_list (store->database, all, error);
  g_autoptr (GString) json = g_string_new ("[");

  if (ops == NULL)
    return NULL;
  for (guint i = 0; i < ops->len; i++)
    {
      const PortailOutboxOp *stored = g_ptr_array_index (ops, i);

      g_string_append (json, i > 0 ? ",\n{\"state\":" : "\n{\"state\":");
      portail_json_append_string (json, get_state_name (stored->state));
      g_string_append (json, ",\"op\":");
      portail_sync_op_append_json (stored->op, json);
      g_string_append_printf (json, ",\"answer\":%s}",
                              stored->answer != NULL ? stored->answer : "null");
    }
  g_string_append (json, "\n]\n");
  return g_string_free (g_steal_pointer (&json), FALSE);
}
