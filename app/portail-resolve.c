/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-resolve.h"

#include <string.h>

#include "app/portail-local-edit.h"
#include "app/portail-rebase.h"
#include "app/portail-sql.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-schema.h"

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

/* What the user has written into the record since stands: an update leaves it alone, a create
 * brings it along. */
static gboolean
respect_newer (PortailCacheStore *store, gint64 number, PortailChange *change, GError **error)
{
  g_autoptr (GPtrArray) pending = portail_outbox_list_changes (store->database, change->type,
                                                               change->id, error);

  if (pending == NULL)
    return FALSE;
  for (guint i = 0; i < pending->len; i++)
    {
      const PortailPendingChange *other = g_ptr_array_index (pending, i);
      gint64 other_number;

      if (other->change->kind != PORTAIL_CHANGE_UPDATE)
        continue;
      if (!portail_sql_take_integer (
              portail_database_query (store->database, error,
                                      "SELECT number FROM op WHERE op_id = ?", "t", other->op_id),
              &other_number, error))
        return FALSE;
      if (other_number < number)
        continue;
      if (change->kind == PORTAIL_CHANGE_UPDATE)
        change->fields &= ~other->change->fields;
      else if (change->kind == PORTAIL_CHANGE_CREATE)
        portail_change_set_fields (change, other->change->record, other->change->fields);
    }
  return TRUE;
}

static gboolean
respect_newer_ops (PortailCacheStore *store, gint64 number, PortailSyncOp *op, GError **error)
{
  for (guint i = op->changes->len; i > 0; i--)
    {
      PortailChange *change = g_ptr_array_index (op->changes, i - 1);

      if (!respect_newer (store, number, change, error))
        return FALSE;
      if (change->kind == PORTAIL_CHANGE_UPDATE && change->fields == 0)
        g_ptr_array_remove_index (op->changes, i - 1);
    }
  return TRUE;
}

/* Nothing of it is left to say; what waited for it need not. */
static gboolean
let_go (PortailCacheStore *store, const PortailOutboxOp *stored, GError **error)
{
  return portail_outbox_replace_dependency (store->database, stored->op->op_id, NULL, error)
         && portail_outbox_remove (store->database, stored->number, error)
         && rebase_op (store, stored->op, error);
}

/* What was deleted meanwhile comes back first: the record, or what it is a part of. */
static gboolean
find_trashed (PortailCacheStore *store,
              const PortailChange *change,
              PortailServerRow *trashed,
              GError **error)
{
  const PortailField *parent = portail_record_type_get_parent_field (change->type);
  g_auto (PortailServerRow) own = { NULL };
  const PortailRecord *record = change->record;

  if (change->kind == PORTAIL_CHANGE_UPDATE)
    {
      if (!portail_rebase_get_server_row (store, change->type, change->id, &own, error))
        return FALSE;
      if (own.record == NULL || portail_timestamp_is_null (own.trashed_at))
        return TRUE;
      record = own.record;
    }
  if (parent != NULL && portail_record_get_parent_id (record) != NULL
      && !portail_rebase_get_server_row (store, portail_schema_find (parent->refers_to),
                                         portail_record_get_parent_id (record), trashed, error))
    return FALSE;
  if (trashed->record != NULL && portail_timestamp_is_null (trashed->trashed_at))
    portail_server_row_clear (trashed);
  if (trashed->record == NULL)
    *trashed = (PortailServerRow){ g_steal_pointer (&own.record), own.rev, own.trashed_at, FALSE };
  return TRUE;
}

/* Unless it has been brought back here already. */
static gboolean
restore (PortailCacheStore *store,
         const PortailSyncOp *wanted,
         const PortailRecord *record,
         GError **error)
{
  g_autoptr (PortailSyncOp) op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE,
                                                      wanted->enterprise_id);
  g_autoptr (PortailRecord) live = portail_record_sql_load (store->database, record->type,
                                                            record->id, NULL);

  if (live != NULL)
    return TRUE;
  portail_sync_op_take_change (
      op, portail_change_new_command (record->type, record->id, "restore", NULL));
  return portail_local_edit_complete (store, op, error)
         && portail_outbox_append (store->database, op, error) && rebase_op (store, op, error);
}

static gboolean
restore_first (PortailCacheStore *store, const PortailSyncOp *op, GError **error)
{
  g_autoptr (GHashTable) restored = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < op->changes->len; i++)
    {
      const PortailChange *change = g_ptr_array_index (op->changes, i);
      g_auto (PortailServerRow) trashed = { NULL };

      if (change->record == NULL)
        continue;
      if (!find_trashed (store, change, &trashed, error))
        return FALSE;
      if (trashed.record != NULL && g_hash_table_add (restored, g_strdup (trashed.record->id))
          && !restore (store, op, trashed.record, error))
        return FALSE;
    }
  return TRUE;
}

/* The user's will once more: @op, on top of what the server has now. */
static gboolean
send_again (PortailCacheStore *store,
            const PortailOutboxOp *stored,
            PortailSyncOp *op,
            GError **error)
{
  if (!respect_newer_ops (store, stored->number, op, error))
    return FALSE;
  if (op->changes->len == 0)
    return let_go (store, stored, error);
  return restore_first (store, op, error) && replace_op (store, stored, op, error);
}

/* The create that met an existing row, and that row; of a batch the one that the server named. */
typedef struct
{
  const PortailChange *create;
  char *existing_id;
} Meeting;

/* FALSE where the op met none, or the answer does not show it. */
static gboolean
find_meeting (const PortailOutboxOp *stored, Meeting *meeting)
{
  g_autoptr (PortailJsonDocument) answer = NULL;
  const PortailJson *root;
  const PortailJson *errors;
  const char *existing_id;
  gint64 index = 0;

  if (g_strcmp0 (stored->code, "duplicate_key") != 0 || stored->answer == NULL)
    return FALSE;
  answer = portail_json_parse (stored->answer, strlen (stored->answer), NULL);
  if (answer == NULL)
    return FALSE;
  root = portail_json_document_get_root (answer);
  errors = portail_json_get (root, "errors");
  existing_id = portail_json_get_member_string (portail_json_get (root, "row"), "id");
  if (errors != NULL && errors->first_child != NULL)
    portail_json_get_integer (portail_json_get (errors->first_child, "index"), &index);
  if (existing_id == NULL || index < 0 || index >= stored->op->changes->len)
    return FALSE;
  meeting->create = g_ptr_array_index (stored->op->changes, index);
  if (meeting->create->kind != PORTAIL_CHANGE_CREATE)
    return FALSE;
  meeting->existing_id = g_strdup (existing_id);
  return TRUE;
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

/* What @change makes is made under the existing row. */
static void
refer_to (PortailChange *change, const char *id, const char *existing_id)
{
  for (guint i = 0; change->record != NULL && i < change->type->n_fields; i++)
    {
      const PortailField *field = &change->type->fields[i];

      if (field->kind == PORTAIL_KIND_ID
          && g_strcmp0 (portail_field_get_string (field, change->record), id) == 0)
        portail_field_set_string (field, change->record, existing_id);
    }
}

static gboolean
update_existing (PortailCacheStore *store,
                 const PortailOutboxOp *stored,
                 const Meeting *meeting,
                 GError **error)
{
  const PortailChange *create = meeting->create;
  g_autoptr (PortailSyncOp) op = portail_sync_op_repeat (stored->op);
  g_auto (PortailServerRow) existing = { NULL };
  guint index;

  if (!portail_rebase_get_server_row (store, create->type, meeting->existing_id, &existing, error))
    return FALSE;
  g_ptr_array_find (stored->op->changes, create, &index);
  portail_change_free (op->changes->pdata[index]);
  op->changes->pdata[index] = portail_change_new (PORTAIL_CHANGE_UPDATE, create->type,
                                                  meeting->existing_id);
  if (existing.record != NULL)
    portail_change_set_fields (op->changes->pdata[index], create->record,
                               get_movable_fields (create, existing.record));
  for (guint i = 0; i < op->changes->len; i++)
    refer_to (op->changes->pdata[i], create->id, meeting->existing_id);
  return send_again (store, stored, op, error);
}

/* What was made under the refused create goes under the existing row. */
static gboolean
move_to_existing (PortailCacheStore *store,
                  const PortailOutboxOp *stored,
                  const Meeting *meeting,
                  GError **error)
{
  const PortailChange *create = meeting->create;

  if (!update_existing (store, stored, meeting, error)
      || !portail_outbox_replace_id (store->database, create->id, meeting->existing_id, error)
      || !portail_rebase_row (store, create->type, create->id, error)
      || !portail_rebase_row (store, create->type, meeting->existing_id, error))
    return FALSE;
  store->is_outbox_touched = TRUE;
  return portail_rebase_all (store, error);
}

gboolean
portail_resolve_take_mine (PortailCacheStore *store, const char *op_id, GError **error)
{
  g_autoptr (PortailOutboxOp) stored = find_idle (store, op_id, error);
  g_autoptr (PortailSyncOp) again = NULL;
  g_autofree char *existing_id = NULL;
  Meeting meeting;

  if (stored == NULL)
    return FALSE;
  if (stored->state == PORTAIL_OP_PENDING)
    return TRUE;
  if (find_meeting (stored, &meeting))
    {
      existing_id = meeting.existing_id;
      return move_to_existing (store, stored, &meeting, error);
    }
  again = portail_sync_op_repeat (stored->op);
  return send_again (store, stored, again, error);
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
          " AND (state <> ? OR sent = 0)",
          "ti", op->op_id, (gint64) PORTAIL_OP_PENDING),
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

  return stored != NULL && restore_first (store, op, error)
         && portail_local_edit_check (store, op, error) && send_again (store, stored, op, error);
}
