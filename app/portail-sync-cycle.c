/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The states: push is prepared → sent → applied → prepared again, until there is nothing to send;
 * pull is prepared → sent → applied → prepared again, until the server has no more. Each arrow is
 * one callback; the task of the cycle travels along and carries everything. */
#include "app/portail-sync-cycle.h"

#include "app/portail-cache-work.h"
#include "app/portail-outbox.h"
#include "app/portail-pull-epoch.h"
#include "app/portail-push.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

#define MAX_OPS   1000
#define MAX_BYTES (7 * 1024 * 1024) /* the server takes 8 MiB with the head of the request */

typedef struct
{
  PortailApiClient *client;
  PortailPushLimits limits;
  guint n_ops; /* of the push in flight */
  gboolean has_renewed_device;
  PortailSyncOutcome *outcome;
} Cycle;

static void prepare_push (GTask *task);
static void prepare_pull (GTask *task);

void
portail_sync_outcome_free (PortailSyncOutcome *outcome)
{
  g_ptr_array_unref (outcome->fuses);
  g_free (outcome);
}

static void
fuse_free (gpointer pointer)
{
  PortailFuse *fuse = pointer;

  g_free (fuse->scope);
  g_free (fuse);
}

static void
cycle_free (gpointer pointer)
{
  Cycle *cycle = pointer;

  g_object_unref (cycle->client);
  g_clear_pointer (&cycle->outcome, portail_sync_outcome_free);
  g_free (cycle);
}

static Cycle *
get_cycle (GTask *task)
{
  return g_task_get_task_data (task);
}

/* Takes @task and @error. */
static void
end_with_error (GTask *task, GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

/* Takes @body. */
static void
post (GTask *task, const char *path, GBytes *body, GAsyncReadyCallback callback)
{
  portail_api_client_send_async (get_cycle (task)->client,
                                 portail_api_request_new ("POST", path, body),
                                 g_task_get_cancellable (task), callback, task);
}

/* The answer, whose Retry-After is noted. */
static PortailApiAnswer *
take_answer (GTask *task, GObject *source, GAsyncResult *result, GError **error)
{
  PortailApiAnswer *answer = portail_api_client_send_finish (PORTAIL_API_CLIENT (source), result,
                                                             error);

  if (answer != NULL)
    get_cycle (task)->outcome->retry_after_seconds = answer->retry_after_seconds;
  return answer;
}

/* A request of the outbox, or none. */
typedef struct
{
  GBytes *body;
  guint n_ops;
} Prepared;

static void
prepared_free (gpointer pointer)
{
  Prepared *prepared = pointer;

  g_clear_pointer (&prepared->body, g_bytes_unref);
  g_free (prepared);
}

static gpointer
run_prepare_push (PortailCacheStore *store, gpointer input, GError **error)
{
  g_autofree char *epoch = NULL;
  g_autoptr (GError) fault = NULL;
  Prepared *prepared;
  gboolean is_between;

  if (!portail_pull_is_between_epochs (store, &is_between, error)
      || !portail_cache_store_get_state (store, "epoch", &epoch, error))
    return NULL;
  prepared = g_new0 (Prepared, 1);
  if (!is_between)
    prepared->body = portail_outbox_make_request (store->database, input, epoch, &prepared->n_ops,
                                                  &fault);
  if (fault == NULL)
    return prepared;
  prepared_free (prepared);
  g_propagate_error (error, g_steal_pointer (&fault));
  return NULL;
}

static const PortailWork prepare_push_work = { PORTAIL_WORK_IN_TRANSACTION, run_prepare_push,
                                               g_free, prepared_free };

static gpointer
run_refuse_first (PortailCacheStore *store, gpointer input, GError **error)
{
  return portail_push_refuse_first (store, input, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

static void
free_error (gpointer error)
{
  g_error_free (error);
}

static const PortailWork refuse_first_work = { PORTAIL_WORK_ALONE, run_refuse_first, free_error,
                                               NULL };

static gpointer
run_renew_device (PortailCacheStore *store, gpointer input, GError **error)
{
  return portail_outbox_renew_device (store->database, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

static const PortailWork renew_device_work = { PORTAIL_WORK_IN_TRANSACTION, run_renew_device, NULL,
                                               NULL };

/* After something was put right in the outbox. */
static void
on_outbox_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;

  if (portail_cache_work_finish (PORTAIL_CACHE (source), result, &error) == NULL)
    end_with_error (task, error);
  else
    prepare_push (task);
}

/* The whole push was refused: smaller pieces find the op that is to blame. */
static void
split_push (GTask *task, const GError *error)
{
  Cycle *cycle = get_cycle (task);

  if (cycle->n_ops > 1)
    {
      cycle->limits.max_ops = cycle->n_ops / 2;
      prepare_push (task);
      return;
    }
  portail_cache_work_async (g_task_get_source_object (task), &refuse_first_work,
                            g_error_copy (error), on_outbox_ready, task);
}

/* What a push that failed as a whole means. Takes @task and @error. */
static void
handle_push_error (GTask *task, GError *error)
{
  g_autoptr (GError) owned = error;
  Cycle *cycle = get_cycle (task);

  switch (portail_error_get_code (error))
    {
    case PORTAIL_ERROR_EPOCH_CHANGED: /* the pull tells which one it is */
    case PORTAIL_ERROR_ACCOUNT_WITHOUT_ROLE:
      prepare_pull (task);
      break;
    case PORTAIL_ERROR_TOO_LARGE:
    case PORTAIL_ERROR_MALFORMED:
    case PORTAIL_ERROR_INVALID:
      split_push (task, error);
      break;
    case PORTAIL_ERROR_CONFLICT: /* the device id is another user's */
      if (cycle->has_renewed_device)
        {
          end_with_error (task, g_steal_pointer (&owned));
          break;
        }
      cycle->has_renewed_device = TRUE;
      portail_cache_work_async (g_task_get_source_object (task), &renew_device_work, NULL,
                                on_outbox_ready, task);
      break;
    default:
      end_with_error (task, g_steal_pointer (&owned));
    }
}

static gpointer
run_apply_push (PortailCacheStore *store, gpointer input, GError **error)
{
  g_autofree PortailPushOutcome *outcome = g_new0 (PortailPushOutcome, 1);

  return portail_push_apply (store, input, outcome, error) ? g_steal_pointer (&outcome) : NULL;
}

static void
unref_bytes (gpointer bytes)
{
  g_bytes_unref (bytes);
}

static const PortailWork apply_push_work = { PORTAIL_WORK_ALONE, run_apply_push, unref_bytes,
                                             g_free };

static void
on_push_applied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Cycle *cycle = get_cycle (task);
  GError *error = NULL;
  g_autofree PortailPushOutcome *outcome = portail_cache_work_finish (PORTAIL_CACHE (source),
                                                                      result, &error);

  if (outcome == NULL)
    {
      end_with_error (task, error);
      return;
    }
  cycle->outcome->n_answered += outcome->n_answered;
  cycle->limits.max_ops = MAX_OPS;
  if (outcome->is_stopped || outcome->n_answered == 0)
    prepare_pull (task);
  else
    prepare_push (task);
}

static void
on_push_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;
  g_autoptr (PortailApiAnswer) answer = take_answer (task, source, result, &error);

  /* What failed before there was an answer, a refresh for instance, says nothing of the ops. */
  if (answer == NULL)
    end_with_error (task, error);
  else if (!portail_api_answer_check (answer, &error))
    handle_push_error (task, error);
  else
    portail_cache_work_async (g_task_get_source_object (task), &apply_push_work,
                              g_bytes_ref (answer->body), on_push_applied, task);
}

static void
on_push_prepared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;
  Prepared *prepared = portail_cache_work_finish (PORTAIL_CACHE (source), result, &error);

  if (prepared == NULL)
    {
      end_with_error (task, error);
      return;
    }
  get_cycle (task)->n_ops = prepared->n_ops;
  if (prepared->body != NULL)
    post (task, "/api/sync/push", g_steal_pointer (&prepared->body), on_push_answer);
  else
    prepare_pull (task);
  prepared_free (prepared);
}

static void
prepare_push (GTask *task)
{
  portail_cache_work_async (g_task_get_source_object (task), &prepare_push_work,
                            g_memdup2 (&get_cycle (task)->limits, sizeof (PortailPushLimits)),
                            on_push_prepared, task);
}

static gpointer
run_prepare_pull (PortailCacheStore *store, gpointer input, GError **error)
{
  return portail_pull_make_request (store, error);
}

static const PortailWork prepare_pull_work = { PORTAIL_WORK_ALONE, run_prepare_pull, NULL,
                                               unref_bytes };

static gpointer
run_apply_pull (PortailCacheStore *store, gpointer input, GError **error)
{
  return portail_pull_apply (store, input, error);
}

static void
free_outcome (gpointer outcome)
{
  portail_pull_outcome_free (outcome);
}

static const PortailWork apply_pull_work = { PORTAIL_WORK_ALONE, run_apply_pull, unref_bytes,
                                             free_outcome };

static void
on_pull_applied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  PortailSyncOutcome *learnt = get_cycle (task)->outcome;
  GError *error = NULL;
  g_autoptr (PortailPullOutcome) outcome = portail_cache_work_finish (PORTAIL_CACHE (source),
                                                                      result, &error);

  if (outcome == NULL)
    {
      end_with_error (task, error);
      return;
    }
  if (outcome->is_stale)
    {
      end_with_error (task, g_error_new_literal (PORTAIL_ERROR, PORTAIL_ERROR_STALE,
                                                 _ ("The server's answer is older than what is "
                                                    "known here.")));
      return;
    }
  learnt->server_time = outcome->server_time;
  learnt->n_unread = outcome->n_unread;
  while (outcome->fuses->len > 0)
    g_ptr_array_add (learnt->fuses, g_ptr_array_steal_index (outcome->fuses, 0));
  if (outcome->has_more)
    {
      prepare_pull (task);
      return;
    }
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
on_pull_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;
  g_autoptr (PortailApiAnswer) answer = take_answer (task, source, result, &error);

  if (answer == NULL || !portail_api_answer_check (answer, &error))
    end_with_error (task, error);
  else if (answer->is_from_cache)
    end_with_error (task, g_error_new_literal (PORTAIL_ERROR, PORTAIL_ERROR_STALE,
                                               _ ("Something between here and the server keeps "
                                                  "its answers.")));
  else
    portail_cache_work_async (g_task_get_source_object (task), &apply_pull_work,
                              g_bytes_ref (answer->body), on_pull_applied, task);
}

static void
on_pull_prepared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;
  GBytes *body = portail_cache_work_finish (PORTAIL_CACHE (source), result, &error);

  if (body == NULL)
    end_with_error (task, error);
  else
    post (task, "/api/sync/pull", body, on_pull_answer);
}

static void
prepare_pull (GTask *task)
{
  portail_cache_work_async (g_task_get_source_object (task), &prepare_pull_work, NULL,
                            on_pull_prepared, task);
}

void
portail_sync_cycle_async (PortailCache *cache,
                          PortailApiClient *client,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (cache, cancellable, callback, user_data);
  Cycle *cycle = g_new0 (Cycle, 1);

  g_task_set_source_tag (task, portail_sync_cycle_async);
  cycle->client = g_object_ref (client);
  cycle->limits = (PortailPushLimits){ MAX_OPS, MAX_BYTES };
  cycle->outcome = g_new0 (PortailSyncOutcome, 1);
  cycle->outcome->server_time = PORTAIL_TIMESTAMP_NULL;
  cycle->outcome->fuses = g_ptr_array_new_with_free_func (fuse_free);
  g_task_set_task_data (task, cycle, cycle_free);
  prepare_push (task);
}

gboolean
portail_sync_cycle_finish (PortailCache *cache,
                           GAsyncResult *result,
                           PortailSyncOutcome **outcome,
                           GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, cache), FALSE);
  *outcome = g_steal_pointer (&get_cycle (G_TASK (result))->outcome);
  return g_task_propagate_boolean (G_TASK (result), error);
}
