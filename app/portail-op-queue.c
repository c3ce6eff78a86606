/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-op-queue.h"

struct _PortailOpQueue
{
  GObject parent_instance;

  PortailCache *cache;
  GQueue waiting;       /* of owned PortailSyncOp */
  GHashTable *revivals; /* id of a record that was taken out → PortailChange that brings it back */
  gboolean is_working;
};

G_DEFINE_FINAL_TYPE (PortailOpQueue, portail_op_queue, G_TYPE_OBJECT)

enum
{
  SETTLED,
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void do_next (PortailOpQueue *queue);

static void
free_op (gpointer op)
{
  portail_sync_op_free (op);
}

static void
portail_op_queue_finalize (GObject *object)
{
  PortailOpQueue *queue = PORTAIL_OP_QUEUE (object);

  g_queue_clear_full (&queue->waiting, free_op);
  g_hash_table_unref (queue->revivals);
  g_clear_object (&queue->cache);
  G_OBJECT_CLASS (portail_op_queue_parent_class)->finalize (object);
}

static void
portail_op_queue_class_init (PortailOpQueueClass *class)
{
  GType type = G_TYPE_FROM_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = portail_op_queue_finalize;
  signals[SETTLED] = g_signal_new ("settled", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
portail_op_queue_init (PortailOpQueue *queue)
{
  g_queue_init (&queue->waiting);
  queue->revivals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                           (GDestroyNotify) portail_change_free);
}

PortailOpQueue *
portail_op_queue_new (PortailCache *cache)
{
  PortailOpQueue *queue = g_object_new (PORTAIL_TYPE_OP_QUEUE, NULL);

  queue->cache = g_object_ref (cache);
  return queue;
}

/* Keeps what brings back the records that an op took out. */
static void
note_revivals (PortailOpQueue *queue, const PortailSyncOp *inverse)
{
  for (guint i = 0; i < inverse->changes->len; i++)
    {
      const PortailChange *change = g_ptr_array_index (inverse->changes, i);

      if (change->kind == PORTAIL_CHANGE_COMMAND && g_strcmp0 (change->command, "restore") == 0)
        g_hash_table_replace (queue->revivals, g_strdup (change->id),
                              portail_change_new_command (change->type, change->id, change->command,
                                                          change->arguments));
      else
        g_hash_table_remove (queue->revivals, change->id);
    }
}

static void
revive (PortailOpQueue *queue, PortailSyncOp *op)
{
  for (guint i = 0; i < op->changes->len; i++)
    {
      PortailChange *change = g_ptr_array_index (op->changes, i);
      g_autofree char *id = NULL;
      PortailChange *revival = NULL;

      if (change->kind != PORTAIL_CHANGE_CREATE
          || !g_hash_table_steal_extended (queue->revivals, change->id, (gpointer *) &id,
                                           (gpointer *) &revival))
        continue;
      op->changes->pdata[i] = revival;
      portail_change_free (change);
    }
}

static void
on_applied (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailOpQueue) queue = PORTAIL_OP_QUEUE (user_data);
  g_autoptr (PortailSyncOp) inverse = NULL;
  g_autoptr (GError) error = NULL;

  queue->is_working = FALSE;
  if (!portail_cache_apply_finish (PORTAIL_CACHE (object), result, &inverse, &error))
    {
      g_queue_clear_full (&queue->waiting, free_op);
      g_signal_emit (queue, signals[FAILED], 0, error->message);
    }
  else if (inverse != NULL)
    note_revivals (queue, inverse);
  do_next (queue);
}

static void
do_next (PortailOpQueue *queue)
{
  PortailSyncOp *op;

  if (queue->is_working)
    return;
  op = g_queue_pop_head (&queue->waiting);
  if (op == NULL)
    {
      g_signal_emit (queue, signals[SETTLED], 0);
      return;
    }
  queue->is_working = TRUE;
  revive (queue, op);
  portail_cache_apply_async (queue->cache, op, NULL, on_applied, g_object_ref (queue));
}

void
portail_op_queue_push (PortailOpQueue *queue, PortailSyncOp *op)
{
  g_return_if_fail (PORTAIL_IS_OP_QUEUE (queue));
  g_queue_push_tail (&queue->waiting, op);
  do_next (queue);
}

void
portail_op_queue_push_changes (PortailOpQueue *queue, const char *enterprise_id, GPtrArray *changes)
{
  g_return_if_fail (PORTAIL_IS_OP_QUEUE (queue));
  while (changes->len > 0)
    {
      guint n_changes = MIN (changes->len, PORTAIL_BATCH_MAX_CHANGES);
      PortailSyncOp *op = portail_sync_op_new (
          n_changes == 1 ? PORTAIL_SYNC_OP_SINGLE : PORTAIL_SYNC_OP_BATCH, enterprise_id);

      for (guint i = 0; i < n_changes; i++)
        portail_sync_op_take_change (op, g_ptr_array_index (changes, i));
      g_ptr_array_set_free_func (changes, NULL);
      g_ptr_array_remove_range (changes, 0, n_changes);
      portail_op_queue_push (queue, op);
    }
  g_ptr_array_unref (changes);
}

gboolean
portail_op_queue_is_busy (PortailOpQueue *queue)
{
  g_return_val_if_fail (PORTAIL_IS_OP_QUEUE (queue), FALSE);
  return queue->is_working || !g_queue_is_empty (&queue->waiting);
}
