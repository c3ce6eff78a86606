/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joining: what a person types into one record travels as one op. Two ops join only while nothing
 * could tell the difference: both unsent and single, on one revision, no command of the company
 * between them, and nothing that the second needs made after the first. */
#include "app/portail-outbox.h"
#include "app/portail-sql.h"

typedef struct
{
  char *op_id;
  gint64 number;
  PortailPendingChange *pending; /* borrowed */
} Candidate;

/* Whether the newest change of the record may still take another one in. */
static gboolean
find_candidate (PortailDatabase *database,
                const PortailSyncOp *op,
                GPtrArray *pending,
                Candidate *candidate,
                GError **error)
{
  const PortailChange *change = portail_sync_op_get_change (op);
  PortailPendingChange *last;

  *candidate = (Candidate){ NULL };
  if (op->shape == PORTAIL_SYNC_OP_BATCH || change->kind == PORTAIL_CHANGE_COMMAND
      || change->kind == PORTAIL_CHANGE_CREATE || pending->len == 0)
    return TRUE;
  last = g_ptr_array_index (pending, pending->len - 1);
  if ((last->change->kind != PORTAIL_CHANGE_CREATE && last->change->kind != PORTAIL_CHANGE_UPDATE)
      || last->change->base_rev != change->base_rev)
    return TRUE;
  candidate->pending = last;
  return portail_sql_take_integer (
      portail_database_query (database, error,
                              "SELECT number FROM op WHERE op_id = ? AND sent = 0"
                              " AND shape = 'single'",
                              "t", last->op_id),
      &candidate->number, error);
}

static gboolean
is_free_between (PortailDatabase *database,
                 const PortailSyncOp *op,
                 const Candidate *candidate,
                 gboolean *is_free,
                 GError **error)
{
  gint64 n_obstacles;

  if (!portail_sql_take_integer (
          portail_database_query (database, error,
                                  "SELECT count (*) FROM op JOIN op_change USING (number)"
                                  " WHERE number > ? AND kind = 'command' AND enterprise_id IS ?",
                                  "it", candidate->number, op->enterprise_id),
          &n_obstacles, error))
    return FALSE;
  *is_free = n_obstacles == 0;
  for (guint i = 0; *is_free && i < op->dependencies->len; i++)
    {
      if (!portail_sql_take_integer (
              portail_database_query (
                  database, error, "SELECT count (*) FROM op WHERE op_id = ? AND number > ?", "ti",
                  (const char *) g_ptr_array_index (op->dependencies, i), candidate->number),
              &n_obstacles, error))
        return FALSE;
      *is_free = n_obstacles == 0;
    }
  return TRUE;
}

static gboolean
join_update (PortailDatabase *database,
             const PortailSyncOp *op,
             const Candidate *candidate,
             GError **error)
{
  const PortailChange *change = portail_sync_op_get_change (op);
  PortailChange *joined = candidate->pending->change;
  g_autoptr (GString) fields = g_string_new (NULL);

  portail_change_set_fields (joined, change->record, change->fields);
  portail_record_append_json (joined->record, joined->fields, fields);
  for (guint i = 0; i < op->dependencies->len; i++)
    {
      const char *op_id = g_ptr_array_index (op->dependencies, i);

      if (!g_str_equal (op_id, candidate->pending->op_id)
          && !portail_database_run (database, error,
                                    "INSERT OR IGNORE INTO op_dependency (number, op_id)"
                                    " VALUES (?,?)",
                                    "it", candidate->number, op_id))
        return FALSE;
    }
  return portail_database_run (database, error, "UPDATE op_change SET fields = ? WHERE number = ?",
                               "ti", fields->str, candidate->number);
}

/* A create and its delete leave nothing, where nothing stands on it. */
static gboolean
join_delete (PortailDatabase *database,
             const Candidate *candidate,
             gboolean *is_gone,
             GError **error)
{
  gint64 n_dependents;

  if (candidate->pending->change->kind != PORTAIL_CHANGE_CREATE)
    return TRUE;
  if (!portail_sql_take_integer (
          portail_database_query (database, error,
                                  "SELECT count (*) FROM op_dependency WHERE op_id = ?", "t",
                                  candidate->pending->op_id),
          &n_dependents, error))
    return FALSE;
  *is_gone = n_dependents == 0;
  return !*is_gone || portail_outbox_remove (database, candidate->number, error);
}

gboolean
portail_outbox_add (PortailDatabase *database,
                    const PortailSyncOp *op,
                    gboolean *is_gone,
                    GError **error)
{
  const PortailChange *change = portail_sync_op_get_change (op);
  g_autoptr (GPtrArray) pending = portail_outbox_list_changes (database, change->type, change->id,
                                                               error);
  gboolean is_free = FALSE;
  Candidate candidate;

  *is_gone = FALSE;
  if (pending == NULL || !find_candidate (database, op, pending, &candidate, error))
    return FALSE;
  if (candidate.number != 0 && !is_free_between (database, op, &candidate, &is_free, error))
    return FALSE;
  if (is_free && change->kind == PORTAIL_CHANGE_UPDATE)
    return join_update (database, op, &candidate, error);
  if (is_free && !join_delete (database, &candidate, is_gone, error))
    return FALSE;
  return *is_gone || portail_outbox_append (database, op, error);
}
