/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-local-edit.h"

#include "app/portail-made-record.h"
#include "app/portail-outbox.h"
#include "app/portail-rebase.h"
#include "app/portail-sql.h"
#include "app/portail-upload-queue.h"
#include "shared/portail-dotation-loader.h"
#include "shared/portail-json-text.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-transition.h"

/* Adds the first column of the rows of @sql, whose parameters are two ids. */
static gboolean
add_found (PortailCacheStore *store,
           PortailSyncOp *op,
           const char *sql,
           const char *id,
           GError **error)
{
  g_autoptr (GPtrArray) found = portail_sql_take_texts (
      portail_database_query (store->database, error, sql, "tt", id, id), error);

  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    {
      const char *op_id = g_ptr_array_index (found, i);

      if (!g_str_equal (op_id, op->op_id)
          && !g_ptr_array_find_with_equal_func (op->dependencies, op_id, g_str_equal, NULL))
        g_ptr_array_add (op->dependencies, g_strdup (op_id));
    }
  return TRUE;
}

/* The create of a record, or the command that made it, and those that opened or closed it. */
static gboolean
add_makers (PortailCacheStore *store, PortailSyncOp *op, const char *id, GError **error)
{
  return add_found (store, op,
                    "SELECT op_id FROM op_change JOIN op USING (number)"
                    " WHERE (id = ? AND kind IN ('create', 'command'))"
                    " OR (" PORTAIL_MADE_RECORD_MAKES " AND " PORTAIL_MADE_RECORD_ID " = ?)",
                    id, error);
}

static gboolean
add_references (PortailCacheStore *store,
                PortailSyncOp *op,
                const PortailChange *change,
                GError **error)
{
  for (guint i = 0; change->record != NULL && i < change->type->n_fields; i++)
    {
      const PortailField *field = &change->type->fields[i];
      const char *id = field->refers_to != NULL ? portail_field_get_string (field, change->record)
                                                : NULL;

      if (id != NULL && !add_makers (store, op, id, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_parent (PortailCacheStore *store,
            PortailSyncOp *op,
            const PortailChange *change,
            GError **error)
{
  g_autoptr (PortailRecord) record = NULL;
  const char *parent_id;

  if (change->kind == PORTAIL_CHANGE_CREATE
      || portail_record_type_get_parent_field (change->type) == NULL)
    return TRUE;
  record = portail_record_sql_load (store->database, change->type, change->id, NULL);
  parent_id = record != NULL ? portail_record_get_parent_id (record) : NULL;
  return parent_id == NULL || add_makers (store, op, parent_id, error);
}

/* A command is about the record as its author saw it: with every edit of it and of its parts. */
static gboolean
add_edits (PortailCacheStore *store, PortailSyncOp *op, const PortailChange *change, GError **error)
{
  const PortailRecordType *part;

  if (change->kind != PORTAIL_CHANGE_COMMAND)
    return TRUE;
  for (guint i = 0; (part = portail_rebase_get_part_type (change->type, i)) != NULL; i++)
    {
      g_autofree char *sql = g_strdup_printf (
          "SELECT op_id FROM op_change JOIN op USING (number) WHERE id IN (SELECT id FROM %s"
          " WHERE %s = ?) OR id = ?",
          part->name, portail_record_type_get_parent_field (part)->name);

      if (!add_found (store, op, sql, change->id, error))
        return FALSE;
    }
  return add_found (store, op,
                    "SELECT op_id FROM op_change JOIN op USING (number) WHERE id = ? AND id = ?",
                    change->id, error);
}

gboolean
portail_local_edit_add_dependencies (PortailCacheStore *store, PortailSyncOp *op, GError **error)
{
  for (guint i = 0; i < op->changes->len; i++)
    {
      const PortailChange *change = g_ptr_array_index (op->changes, i);

      if (!add_makers (store, op, change->id, error) || !add_references (store, op, change, error)
          || !add_parent (store, op, change, error) || !add_edits (store, op, change, error))
        return FALSE;
    }
  return TRUE;
}

/* A submit names the barème by which its author saw the figures (contract.md §4). */
static gboolean
add_bareme (PortailCacheStore *store, PortailChange *change, GError **error)
{
  g_autoptr (PortailDotation) dotation = NULL;
  g_autoptr (PortailBaremeVersion) bareme = NULL;
  g_autoptr (GString) arguments = NULL;

  if (change->type != &portail_dotation_type || g_strcmp0 (change->command, "submit") != 0)
    return TRUE;
  dotation = portail_record_sql_load (store->database, change->type, change->id, error);
  if (dotation == NULL
      || !portail_bareme_find_for_period (store->database, dotation->base.enterprise_id,
                                          dotation->period, &bareme, error))
    return FALSE;
  arguments = g_string_new ("{\"bareme_id\":");
  portail_json_append_string (arguments, bareme != NULL ? bareme->base.id : NULL);
  g_string_append_c (arguments, '}');
  g_free (change->arguments);
  change->arguments = g_strdup (arguments->str);
  return TRUE;
}

gboolean
portail_local_edit_complete (PortailCacheStore *store, PortailSyncOp *op, GError **error)
{
  for (guint i = 0; i < op->changes->len; i++)
    {
      PortailChange *change = g_ptr_array_index (op->changes, i);
      g_auto (PortailServerRow) server = { NULL };

      if (!portail_rebase_get_server_row (store, change->type, change->id, &server, error)
          || !add_bareme (store, change, error))
        return FALSE;
      change->base_rev = server.rev;
    }
  return TRUE;
}

/* NULL for a command without a way back. @before: the row as it was, NULL for none. */
static PortailChange *
invert_command (const PortailChange *change, const PortailRecord *before)
{
  const PortailTransition *there = portail_transition_find (change->type->name, change->command);
  g_autofree char *made_id = portail_made_record_get_id (change);
  int from;

  if (made_id != NULL)
    return portail_change_new (PORTAIL_CHANGE_DELETE, change->type, made_id);
  if (g_strcmp0 (change->command, "restore") == 0)
    return portail_change_new (PORTAIL_CHANGE_DELETE, change->type, change->id);
  if (there == NULL || there->to == PORTAIL_STATE_NONE || before == NULL)
    return NULL;
  from = portail_transition_get_state (before);
  for (const PortailTransition *back = portail_transition_get_table (); back->type != NULL; back++)
    if (g_str_equal (back->type, change->type->name) && back->to == from
        && !portail_transition_needs_argument (back)
        && portail_transition_starts_at (back, there->to))
      return portail_change_new_command (change->type, change->id, back->command, NULL);
  return NULL;
}

static PortailFieldSet
get_creatable_fields (const PortailRecordType *type)
{
  PortailFieldSet common = ((PortailFieldSet) 1 << PORTAIL_N_COMMON_FIELDS) - 1;

  return portail_record_type_get_all_fields (type) & ~common
         & ~portail_record_type_get_flagged_fields (type, PORTAIL_FIELD_COMPUTED);
}

static PortailChange *
invert (const PortailChange *change, const PortailRecord *before)
{
  PortailChange *inverse;

  switch (change->kind)
    {
    case PORTAIL_CHANGE_CREATE:
      return portail_change_new (PORTAIL_CHANGE_DELETE, change->type, change->id);
    case PORTAIL_CHANGE_UPDATE:
      inverse = portail_change_new (PORTAIL_CHANGE_UPDATE, change->type, change->id);
      portail_change_set_fields (inverse, before, change->fields);
      return inverse;
    case PORTAIL_CHANGE_DELETE:
      return portail_change_new_command (change->type, change->id, "restore", NULL);
    default:
      return invert_command (change, before);
    }
}

static PortailSyncOp *
make_inverse (PortailCacheStore *store, const PortailSyncOp *op)
{
  g_autoptr (PortailSyncOp) inverse = portail_sync_op_new (op->shape, op->enterprise_id);

  /* From the last change to the first. */
  for (guint i = op->changes->len; i > 0; i--)
    {
      const PortailChange *change = g_ptr_array_index (op->changes, i - 1);
      g_autoptr (PortailRecord) before = portail_record_sql_load (store->database, change->type,
                                                                  change->id, NULL);
      PortailChange *back = invert (change, before);

      if (back == NULL)
        return NULL;
      portail_sync_op_take_change (inverse, back);
    }
  return g_steal_pointer (&inverse);
}

/* What was never sent left no trace to restore: it is made again. */
static void
make_again (PortailSyncOp *inverse, const PortailRecord *before)
{
  PortailChange *create = portail_change_new (PORTAIL_CHANGE_CREATE, before->type, before->id);

  portail_change_set_fields (create, before, get_creatable_fields (before->type));
  g_ptr_array_set_size (inverse->changes, 0);
  portail_sync_op_take_change (inverse, create);
}

static gboolean
show_effects (PortailCacheStore *store, const PortailSyncOp *op, GError **error)
{
  for (guint i = 0; i < op->changes->len; i++)
    {
      const PortailChange *change = g_ptr_array_index (op->changes, i);

      if (!portail_rebase_change (store, change, error))
        return FALSE;
    }
  return TRUE;
}

/* Only a restore revives an id (contract.md §4). */
static void
revive (PortailCacheStore *store, PortailSyncOp *op)
{
  for (guint i = 0; i < op->changes->len; i++)
    {
      PortailChange *change = g_ptr_array_index (op->changes, i);
      g_autoptr (PortailRecord) trashed = NULL;

      if (change->kind == PORTAIL_CHANGE_CREATE)
        trashed = portail_record_sql_load_trashed (store->database, change->type, change->id, NULL);
      if (trashed == NULL)
        continue;
      op->changes->pdata[i] = portail_change_new_command (change->type, change->id, "restore",
                                                          NULL);
      portail_change_free (change);
    }
}

gboolean
portail_local_edit_apply (PortailCacheStore *store,
                          PortailSyncOp *op,
                          PortailSyncOp **inverse,
                          GError **error)
{
  g_autoptr (PortailSyncOp) undo = NULL;
  g_autoptr (PortailRecord) before = NULL;
  gboolean is_gone;

  *inverse = NULL;
  revive (store, op);
  if (!portail_local_edit_check (store, op, error))
    return FALSE;
  undo = make_inverse (store, op);
  before = portail_record_sql_load (store->database, portail_sync_op_get_change (op)->type,
                                    portail_sync_op_get_change (op)->id, NULL);
  if (!portail_local_edit_complete (store, op, error)
      || !portail_local_edit_add_dependencies (store, op, error)
      || !portail_outbox_add (store->database, op, &is_gone, error)
      || !portail_upload_queue_add_op (store->database, store->directory, op, NULL, error)
      || !show_effects (store, op, error))
    return FALSE;
  if (is_gone && undo != NULL && before != NULL)
    make_again (undo, before);
  store->is_outbox_touched = TRUE;
  *inverse = g_steal_pointer (&undo);
  return TRUE;
}
