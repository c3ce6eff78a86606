/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-sync-push.h"

#include <string.h>

#include "server/portail-audit.h"
#include "server/portail-op-ledger.h"
#include "server/portail-push-result.h"
#include "server/portail-scope.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

typedef struct
{
  PortailActor actor;
  const char *user_id;
  PortailAccess *access; /* once an op may have changed the actor's rights; NULL before */
  GString *results;
  gint64 last_seq;
  char *deferred_on; /* what the first deferred op waits for; NULL while none does */
} Push;

/* One op of the push. */
typedef struct
{
  const PortailJson *json;
  PortailSyncOp *op;
  PortailProblems *problems;
  PortailLedgerKey key;
  char *hash;
} Incoming;

static void
incoming_clear (Incoming *incoming)
{
  portail_sync_op_free (incoming->op);
  g_ptr_array_unref (incoming->problems);
  g_free (incoming->hash);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Incoming, incoming_clear)

static void
defer (Push *push, const Incoming *incoming, char *on)
{
  if (push->deferred_on == NULL)
    push->deferred_on = on;
  else
    g_free (on);
  portail_push_result_append_deferred (incoming->op->op_id, push->deferred_on, push->results);
}

/* A new answer to @error, which is not kept. */
static void
answer_error (Push *push, const Incoming *incoming, PortailErrorCode code, const char *detail)
{
  g_autoptr (GError) error = g_error_new_literal (PORTAIL_ERROR, (int) code, detail);
  g_autoptr (PortailOutcome) outcome = portail_outcome_new ();

  portail_push_result_append_failed (&push->actor, incoming->op, outcome, error, push->results);
}

/* After an answer that stands: the device goes on to its next number. */
static gboolean
consume_seq (Push *push, const Incoming *incoming, GError **error)
{
  if (incoming->op->seq != push->last_seq + 1)
    return TRUE;
  push->last_seq++;
  return portail_op_ledger_set_last_seq (push->actor.database, push->actor.device_id,
                                         push->last_seq, error);
}

static gboolean
refuse_reused_op (Push *push, const Incoming *incoming, GError **error)
{
  const char *user_id = incoming->key.user_id;
  PortailAuditEvent event = {
    .scope = PORTAIL_SCOPE_GLOBAL_NAME,
    .user_id = user_id,
    .device_id = push->actor.device_id,
    .action = "op_reused",
    .target_type = "op",
    .target_id = incoming->op->op_id,
    .at = push->actor.now,
  };

  answer_error (push, incoming, PORTAIL_ERROR_OP_REUSED,
                _ ("Another change was sent under this id before."));
  return portail_audit_append (push->actor.database, &event, error)
         && consume_seq (push, incoming, error);
}

/* The kept answer, as far as the caller may still see it. */
static gboolean
answer_again (Push *push, const Incoming *incoming, const PortailLedgerEntry *entry, GError **error)
{
  gboolean may_read = entry->enterprise_id == NULL
                      || portail_access_get_role (push->actor.access, entry->enterprise_id)
                             != PORTAIL_ROLE_NONE;

  if (!g_str_equal (entry->payload_hash, incoming->hash))
    return refuse_reused_op (push, incoming, error);
  if (entry->body != NULL && may_read)
    g_string_append (push->results, entry->body);
  else
    portail_push_result_append_brief (incoming->op->op_id, entry->status, entry->rev,
                                      push->results);
  return consume_seq (push, incoming, error);
}

/* Keeps the answer that was appended from @start on. */
static gboolean
keep_answer (Push *push,
             const Incoming *incoming,
             gsize start,
             PortailLedgerEntry *entry,
             GError **error)
{
  entry->payload_hash = g_strdup (incoming->hash);
  entry->enterprise_id = g_strdup (portail_record_store_get_company (incoming->op));
  entry->body = g_strdup (push->results->str + start);
  return portail_op_ledger_store (push->actor.database, &incoming->key, entry, push->actor.now,
                                  error)
         && consume_seq (push, incoming, error);
}

static gboolean
keep_failure (Push *push,
              const Incoming *incoming,
              PortailOutcome *outcome,
              const GError *failure,
              GError **error)
{
  g_autoptr (PortailLedgerEntry) entry = g_new0 (PortailLedgerEntry, 1);
  gsize start = push->results->len;

  portail_push_result_append_failed (&push->actor, incoming->op, outcome, failure, push->results);
  entry->status = g_strdup (portail_push_result_get_status (failure));
  entry->code = g_strdup (portail_error_code_name (portail_error_get_code (failure)));
  return keep_answer (push, incoming, start, entry, error);
}

static gboolean
reject_malformed (Push *push, const Incoming *incoming, GError **error)
{
  g_autoptr (PortailOutcome) outcome = portail_outcome_new ();
  g_autoptr (GError) invalid = NULL;

  g_ptr_array_unref (outcome->problems);
  outcome->problems = g_ptr_array_ref (incoming->problems);
  portail_problems_check (incoming->problems, &invalid);
  return keep_failure (push, incoming, outcome, invalid, error);
}

static gboolean
may_change_rights (const PortailSyncOp *op)
{
  for (guint i = 0; i < op->changes->len; i++)
    if (portail_access_reads_type (((PortailChange *) g_ptr_array_index (op->changes, i))->type))
      return TRUE;
  return FALSE;
}

/* Each op meets the rights that those before it left. */
static gboolean
follow_rights (Push *push, const PortailSyncOp *op, GError **error)
{
  PortailAccess *access;

  if (!may_change_rights (op))
    return TRUE;
  access = portail_access_load (push->actor.database, push->user_id,
                                portail_access_get_session_id (push->actor.access), error);
  if (access == NULL)
    return FALSE;
  portail_access_free (push->access);
  push->actor.access = push->access = access;
  return TRUE;
}

static gboolean
apply (Push *push, const Incoming *incoming, GError **error)
{
  g_autoptr (PortailOutcome) outcome = portail_outcome_new ();
  g_autoptr (PortailLedgerEntry) entry = NULL;
  g_autoptr (GError) failure = NULL;
  gsize start = push->results->len;

  if (!portail_record_store_apply (&push->actor, incoming->op, outcome, &failure))
    {
      if (g_error_matches (failure, PORTAIL_ERROR, PORTAIL_ERROR_BLOB_MISSING))
        {
          defer (push, incoming, g_steal_pointer (&outcome->awaited));
          return TRUE;
        }
      if (!portail_record_store_is_failure (failure))
        return keep_failure (push, incoming, outcome, failure, error);
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (!follow_rights (push, incoming->op, error))
    return FALSE;
  portail_push_result_append_applied (&push->actor, incoming->op, outcome, push->results);
  entry = g_new0 (PortailLedgerEntry, 1);
  entry->status = g_strdup (outcome->is_merged ? "merged" : "applied");
  entry->rev = outcome->rev;
  return keep_answer (push, incoming, start, entry, error);
}

typedef enum
{
  DEPENDENCIES_MET,
  DEPENDENCIES_FAILED,
  DEPENDENCIES_MISSING, /* answered as deferred */
  DEPENDENCIES_ERROR,
} Dependencies;

static Dependencies
check_dependencies (Push *push, const Incoming *incoming, GError **error)
{
  const GPtrArray *dependencies = incoming->op->dependencies;

  for (guint i = 0; i < dependencies->len; i++)
    {
      PortailLedgerKey key = { incoming->key.user_id, NULL, g_ptr_array_index (dependencies, i),
                               0 };
      g_autoptr (PortailLedgerEntry) entry = NULL;

      if (!portail_op_ledger_find (push->actor.database, &key, &entry, error))
        return DEPENDENCIES_ERROR;
      if (entry == NULL)
        {
          defer (push, incoming, g_strconcat ("op:", key.op_id, NULL));
          return DEPENDENCIES_MISSING;
        }
      if (g_str_equal (entry->status, "conflict") || g_str_equal (entry->status, "rejected"))
        return DEPENDENCIES_FAILED;
    }
  return DEPENDENCIES_MET;
}

static gboolean
reject_dependent (Push *push, const Incoming *incoming, GError **error)
{
  g_autoptr (PortailOutcome) outcome = portail_outcome_new ();
  g_autoptr (GError) failure = g_error_new_literal (
      PORTAIL_ERROR, PORTAIL_ERROR_DEPENDENCY_FAILED,
      _ ("A change that this one builds on was not accepted."));

  return keep_failure (push, incoming, outcome, failure, error);
}

/* An op that nobody sent yet, in its turn. */
static gboolean
take_new (Push *push, const Incoming *incoming, GError **error)
{
  Dependencies dependencies;

  if (incoming->op->seq <= push->last_seq)
    {
      answer_error (push, incoming, PORTAIL_ERROR_SEQ_REUSED,
                    _ ("Another change of this device had this number."));
      return TRUE;
    }
  if (incoming->op->seq > push->last_seq + 1)
    {
      defer (push, incoming, g_strdup_printf ("seq:%" G_GINT64_FORMAT, push->last_seq + 1));
      return TRUE;
    }
  dependencies = check_dependencies (push, incoming, error);
  if (dependencies == DEPENDENCIES_FAILED)
    return reject_dependent (push, incoming, error);
  if (dependencies != DEPENDENCIES_MET)
    return dependencies == DEPENDENCIES_MISSING;
  if (incoming->problems->len > 0)
    return reject_malformed (push, incoming, error);
  return apply (push, incoming, error);
}

static gboolean
take (Push *push, const PortailJson *json, GError **error)
{
  g_auto (Incoming) incoming = { .json = json, .problems = portail_problems_new () };
  g_autoptr (PortailLedgerEntry) entry = NULL;

  incoming.op = portail_sync_op_read_json (json, incoming.problems);
  if (push->deferred_on != NULL)
    {
      defer (push, &incoming, NULL);
      return TRUE;
    }
  if (incoming.op->op_id == NULL || incoming.op->seq == 0)
    {
      /* Without id or number there is nothing to keep an answer under. */
      answer_error (push, &incoming, PORTAIL_ERROR_MALFORMED,
                    _ ("The change has no id or no number."));
      return TRUE;
    }
  incoming.hash = portail_op_ledger_hash (json);
  incoming.key = (PortailLedgerKey){
    .user_id = push->user_id,
    .device_id = push->actor.device_id,
    .op_id = incoming.op->op_id,
    .seq = incoming.op->seq,
  };
  if (!portail_op_ledger_find (push->actor.database, &incoming.key, &entry, error))
    return FALSE;
  return entry != NULL ? answer_again (push, &incoming, entry, error)
                       : take_new (push, &incoming, error);
}

gboolean
portail_sync_push_run (const PortailActor *actor,
                       const PortailJson *ops,
                       GString *results,
                       GError **error)
{
  Push push = {
    .actor = *actor,
    .user_id = portail_access_get_user (actor->access)->base.id,
    .results = results,
  };
  PortailLedgerKey key = { push.user_id, actor->device_id, NULL, 0 };
  gboolean is_good = portail_op_ledger_open_device (actor->database, &key, actor->now,
                                                    &push.last_seq, error);

  g_string_append_c (results, '[');
  for (const PortailJson *op = ops->first_child; is_good && op != NULL; op = op->next)
    {
      if (op != ops->first_child)
        g_string_append_c (results, ',');
      is_good = take (&push, op, error);
    }
  g_string_append_c (results, ']');
  g_free (push.deferred_on);
  portail_access_free (push.access);
  return is_good;
}
