/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-record-store.h"

#include "server/portail-op-run.h"
#include "server/portail-record-rules.h"
#include "shared/portail-error.h"
#include "shared/portail-record-sql.h"

#define SAVEPOINT "op"
/* Of a batch with many wrong rows. */
#define MAX_PROBLEMS 200

PortailOutcome *
portail_outcome_new (void)
{
  PortailOutcome *outcome = g_new0 (PortailOutcome, 1);

  outcome->rows = g_ptr_array_new_with_free_func (portail_record_free);
  outcome->problems = portail_problems_new ();
  return outcome;
}

void
portail_outcome_free (PortailOutcome *outcome)
{
  g_ptr_array_unref (outcome->rows);
  g_ptr_array_unref (outcome->problems);
  g_free (outcome->awaited);
  g_free (outcome);
}

const PortailRecord *
portail_outcome_get_row (const PortailOutcome *outcome)
{
  return outcome->rows->len > 0 ? g_ptr_array_index (outcome->rows, 0) : NULL;
}

gboolean
portail_record_store_is_conflict (const GError *error)
{
  switch (portail_error_get_code (error))
    {
    case PORTAIL_ERROR_CONFLICT:
    case PORTAIL_ERROR_DELETED:
    case PORTAIL_ERROR_DUPLICATE_KEY:
    case PORTAIL_ERROR_BAREME_CHANGED:
    case PORTAIL_ERROR_WRONG_STATUS:
      return TRUE;
    default:
      return FALSE;
    }
}

gboolean
portail_record_store_is_failure (const GError *error)
{
  return portail_error_code_is_transient (portail_error_get_code (error));
}

static gboolean (*const verbs[PORTAIL_N_CHANGE_KINDS]) (PortailOpRun *run,
                                                        const PortailChange *change,
                                                        GError **error) = {
  [PORTAIL_CHANGE_CREATE] = portail_op_run_create,
  [PORTAIL_CHANGE_UPDATE] = portail_op_run_update,
  [PORTAIL_CHANGE_DELETE] = portail_op_run_delete,
  [PORTAIL_CHANGE_COMMAND] = portail_op_run_command,
};

/* In a batch every problem bears the number of its change. */
static void
number_problems (PortailOpRun *run, guint first, guint index, const GError *error)
{
  PortailProblems *problems = run->outcome->problems;

  if (run->op->shape != PORTAIL_SYNC_OP_BATCH)
    return;
  if (problems->len == first)
    portail_problems_add (problems, NULL, portail_error_code_name (portail_error_get_code (error)),
                          "%s", error->message);
  portail_problems_set_index (problems, first, index);
}

/* After a change that is wrong in itself the next ones are looked at too, so that an import is told
 * all its faults at once. */
static gboolean
run_changes (PortailOpRun *run, GError **error)
{
  g_autoptr (GError) first_error = NULL;

  for (guint i = 0; i < run->op->changes->len; i++)
    {
      const PortailChange *change = g_ptr_array_index (run->op->changes, i);
      guint first = run->outcome->problems->len;
      g_autoptr (GError) wrong = NULL;

      if (verbs[change->kind](run, change, &wrong))
        continue;
      number_problems (run, first, i, wrong);
      if (first_error != NULL && !g_error_matches (wrong, PORTAIL_ERROR, PORTAIL_ERROR_INVALID))
        {
          g_ptr_array_set_size (run->outcome->problems, (gint) first);
          break;
        }
      if (first_error == NULL)
        first_error = g_error_copy (wrong);
      if (!g_error_matches (wrong, PORTAIL_ERROR, PORTAIL_ERROR_INVALID)
          || run->outcome->problems->len > MAX_PROBLEMS)
        break;
    }
  if (first_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&first_error));
  return FALSE;
}

const char *
portail_record_store_get_company (const PortailSyncOp *op)
{
  const PortailChange *change = op->changes->len > 0 ? portail_sync_op_get_change (op) : NULL;

  if (op->enterprise_id == NULL && change != NULL
      && portail_record_rules_has (change->type, PORTAIL_TRAIT_COMPANY))
    return change->id;
  return op->enterprise_id;
}

static gboolean
audit (PortailOpRun *run, GError **error)
{
  const PortailChange *change = portail_sync_op_get_change (run->op);
  PortailAuditEvent event = { .scope = run->scope };

  if (run->op->shape == PORTAIL_SYNC_OP_BATCH)
    event.action = "batch";
  else
    {
      event.action = change->kind == PORTAIL_CHANGE_COMMAND
                         ? change->command
                         : portail_change_kind_get_name (change->kind);
      event.target_type = change->type->name;
      event.target_id = change->id;
    }
  return portail_record_writer_audit (run->writer, &event, error);
}

/* What was settled after the rows were written may stand in them; what the op itself took away
 * again is none of them. */
static gboolean
reload_settled (PortailOpRun *run, GError **error)
{
  GPtrArray *rows = run->outcome->rows;

  for (guint i = rows->len; i-- > 0;)
    {
      PortailRecord *row = g_ptr_array_index (rows, i);
      g_autoptr (GPtrArray) found = NULL;

      if (portail_record_rules_get (row->type)->settle == NULL)
        continue;
      found = portail_record_sql_list (run->actor->database, row->type, error,
                                       "WHERE id = ? AND trashed_at IS NULL", "t", row->id);
      if (found == NULL)
        return FALSE;
      g_ptr_array_remove_index (rows, i);
      if (found->len > 0)
        g_ptr_array_insert (rows, (gint) i, g_ptr_array_steal_index (found, 0));
    }
  if (rows->len > 0)
    run->outcome->rev = ((PortailRecord *) g_ptr_array_index (
                             rows, run->op->shape == PORTAIL_SYNC_OP_SINGLE ? 0 : rows->len - 1))
                            ->rev;
  return TRUE;
}

static void
run_clear (PortailOpRun *run)
{
  g_free (run->scope);
  g_free (run->brought_company);
  g_clear_pointer (&run->unsettled, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PortailOpRun, run_clear)

static void
forget_outcome (PortailOutcome *outcome, const GError *error)
{
  outcome->rev = 0;
  outcome->is_merged = FALSE;
  if (!portail_record_store_is_conflict (error))
    g_ptr_array_set_size (outcome->rows, 0);
}

gboolean
portail_record_store_apply (const PortailActor *actor,
                            const PortailSyncOp *op,
                            PortailOutcome *outcome,
                            GError **error)
{
  g_autoptr (PortailRecordWriter) writer = portail_record_writer_new (
      actor->database, portail_access_get_user (actor->access)->base.id, actor->device_id,
      actor->now);
  g_auto (PortailOpRun) run = { actor, op, writer, outcome, NULL, NULL, NULL };
  g_autoptr (GError) wrong = NULL;

  if (!portail_database_savepoint (actor->database, SAVEPOINT, error))
    return FALSE;
  if (run_changes (&run, &wrong) && portail_record_rules_settle (&run, &wrong)
      && reload_settled (&run, &wrong) && audit (&run, &wrong)
      && portail_database_release (actor->database, SAVEPOINT, &wrong))
    return TRUE;
  portail_database_rollback_to (actor->database, SAVEPOINT);
  forget_outcome (outcome, wrong);
  g_propagate_error (error, g_steal_pointer (&wrong));
  return FALSE;
}
