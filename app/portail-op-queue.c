/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-op-queue.h"

struct _PortailOpQueue
{
  GObject parent_instance;

  PortailCache *cache;
  GCancellable *cancellable; /* of the ops under way */
  guint n_working;
};

G_DEFINE_FINAL_TYPE (PortailOpQueue, portail_op_queue, G_TYPE_OBJECT)

enum
{
  SETTLED,
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
portail_op_queue_finalize (GObject *object)
{
  PortailOpQueue *queue = PORTAIL_OP_QUEUE (object);

  g_clear_object (&queue->cancellable);
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
  queue->cancellable = g_cancellable_new ();
}

PortailOpQueue *
portail_op_queue_new (PortailCache *cache)
{
  PortailOpQueue *queue = g_object_new (PORTAIL_TYPE_OP_QUEUE, NULL);

  queue->cache = g_object_ref (cache);
  return queue;
}

static void
on_applied (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailOpQueue) queue = PORTAIL_OP_QUEUE (user_data);
  g_autoptr (GError) error = NULL;

  queue->n_working--;
  if (!portail_cache_apply_finish (PORTAIL_CACHE (object), result, NULL, &error)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_object (&queue->cancellable);
      queue->cancellable = g_cancellable_new ();
      g_signal_emit (queue, signals[FAILED], 0, error->message);
    }
  if (queue->n_working == 0)
    g_signal_emit (queue, signals[SETTLED], 0);
}

void
portail_op_queue_push (PortailOpQueue *queue, PortailSyncOp *op)
{
  g_return_if_fail (PORTAIL_IS_OP_QUEUE (queue));
  queue->n_working++;
  portail_cache_apply_async (queue->cache, op, queue->cancellable, on_applied,
                             g_object_ref (queue));
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
  return queue->n_working > 0;
}
