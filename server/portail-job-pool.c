/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-job-pool.h"

typedef struct
{
  gint references; /* whoever may still call one of its functions */
  const PortailJobClass *job_class;
  gpointer job;
  gint64 deadline; /* monotonic µs */
  GCancellable *cancellable;
  gboolean is_expired;
} Item;

struct _PortailJobPool
{
  GPtrArray *threads; /* of GThread; the last one watches the deadlines */
  guint max_waiting;
  GMutex lock; /* of what follows */
  GCond has_work;
  GCond has_deadline;
  GQueue waiting;     /* of Item, each with one reference */
  GPtrArray *running; /* of Item, borrowed from the thread that runs it */
  gboolean is_stopping;
};

static void
item_unref (Item *item)
{
  if (!g_atomic_int_dec_and_test (&item->references))
    return;
  item->job_class->free (item->job);
  g_object_unref (item->cancellable);
  g_free (item);
}

static Item *
take_item (PortailJobPool *pool)
{
  Item *item;

  g_mutex_lock (&pool->lock);
  while (g_queue_is_empty (&pool->waiting) && !pool->is_stopping)
    g_cond_wait (&pool->has_work, &pool->lock);
  /* Once the pool stops, what waits is for watch_deadlines. */
  item = pool->is_stopping ? NULL : g_queue_pop_head (&pool->waiting);
  if (item != NULL)
    g_ptr_array_add (pool->running, item);
  g_mutex_unlock (&pool->lock);
  return item;
}

static gpointer
run_items (gpointer pointer)
{
  PortailJobPool *pool = pointer;
  Item *item;

  while ((item = take_item (pool)) != NULL)
    {
      item->job_class->run (item->job, item->cancellable);
      g_mutex_lock (&pool->lock);
      g_ptr_array_remove_fast (pool->running, item);
      g_mutex_unlock (&pool->lock);
      item_unref (item);
    }
  return NULL;
}

/* With the lock. Moves what is late at @now to @expired, with a reference each.
 * Returns: the next deadline. */
static gint64
collect_expired (PortailJobPool *pool, gint64 now, GPtrArray *expired)
{
  gint64 next = G_MAXINT64;

  for (guint i = 0; i < pool->running->len; i++)
    {
      Item *item = g_ptr_array_index (pool->running, i);

      if (!item->is_expired && item->deadline <= now)
        {
          item->is_expired = TRUE;
          g_atomic_int_inc (&item->references);
          g_ptr_array_add (expired, item);
        }
      else if (!item->is_expired)
        next = MIN (next, item->deadline);
    }
  for (GList *link = pool->waiting.head, *after; link != NULL; link = after)
    {
      Item *item = link->data;

      after = link->next;
      if (item->deadline <= now)
        {
          g_ptr_array_add (expired, item);
          g_queue_delete_link (&pool->waiting, link);
        }
      else
        next = MIN (next, item->deadline);
    }
  return next;
}

static void
expire_items (GPtrArray *expired)
{
  for (guint i = 0; i < expired->len; i++)
    {
      Item *item = g_ptr_array_index (expired, i);

      g_cancellable_cancel (item->cancellable);
      item->job_class->expire (item->job);
      item_unref (item);
    }
  g_ptr_array_set_size (expired, 0);
}

/* With the lock. */
static void
wait_until (PortailJobPool *pool, gint64 moment)
{
  if (moment == G_MAXINT64)
    g_cond_wait (&pool->has_deadline, &pool->lock);
  else
    g_cond_wait_until (&pool->has_deadline, &pool->lock, moment);
}

static gpointer
watch_deadlines (gpointer pointer)
{
  PortailJobPool *pool = pointer;
  g_autoptr (GPtrArray) expired = g_ptr_array_new ();
  gboolean is_stopping = FALSE;

  g_mutex_lock (&pool->lock);
  while (!is_stopping)
    {
      gint64 next;

      is_stopping = pool->is_stopping;
      next = collect_expired (pool, is_stopping ? G_MAXINT64 : g_get_monotonic_time (), expired);
      if (expired->len > 0)
        {
          g_mutex_unlock (&pool->lock);
          expire_items (expired);
          g_mutex_lock (&pool->lock);
        }
      else if (!is_stopping)
        wait_until (pool, next);
    }
  g_mutex_unlock (&pool->lock);
  return NULL;
}

PortailJobPool *
portail_job_pool_new (const char *name, guint n_threads, guint max_waiting)
{
  PortailJobPool *pool = g_new0 (PortailJobPool, 1);

  pool->max_waiting = max_waiting;
  g_mutex_init (&pool->lock);
  g_cond_init (&pool->has_work);
  g_cond_init (&pool->has_deadline);
  g_queue_init (&pool->waiting);
  pool->running = g_ptr_array_new ();
  pool->threads = g_ptr_array_new ();
  for (guint i = 0; i < n_threads; i++)
    g_ptr_array_add (pool->threads, g_thread_new (name, run_items, pool));
  g_ptr_array_add (pool->threads, g_thread_new (name, watch_deadlines, pool));
  return pool;
}

/* With the lock. A thread that has not woken yet still counts as able to take one. */
static gboolean
has_room (PortailJobPool *pool)
{
  guint n_idle = pool->threads->len - 1 - pool->running->len;

  return !pool->is_stopping && pool->waiting.length < pool->max_waiting + n_idle;
}

gboolean
portail_job_pool_submit (PortailJobPool *pool,
                         const PortailJobClass *job_class,
                         gpointer job,
                         guint deadline_milliseconds)
{
  Item *item = NULL;

  g_mutex_lock (&pool->lock);
  if (has_room (pool))
    {
      item = g_new0 (Item, 1);
      item->references = 1;
      item->job_class = job_class;
      item->job = job;
      item->deadline = g_get_monotonic_time () + (gint64) deadline_milliseconds * 1000;
      item->cancellable = g_cancellable_new ();
      g_queue_push_tail (&pool->waiting, item);
      g_cond_signal (&pool->has_work);
      g_cond_signal (&pool->has_deadline);
    }
  g_mutex_unlock (&pool->lock);
  return item != NULL;
}

guint
portail_job_pool_get_depth (PortailJobPool *pool)
{
  guint depth;

  g_mutex_lock (&pool->lock);
  depth = pool->waiting.length + pool->running->len;
  g_mutex_unlock (&pool->lock);
  return depth;
}

void
portail_job_pool_stop (PortailJobPool *pool)
{
  g_mutex_lock (&pool->lock);
  pool->is_stopping = TRUE;
  g_cond_broadcast (&pool->has_work);
  g_cond_signal (&pool->has_deadline);
  g_mutex_unlock (&pool->lock);
  for (guint i = 0; i < pool->threads->len; i++)
    g_thread_join (g_ptr_array_index (pool->threads, i));
  g_ptr_array_set_size (pool->threads, 0);
}

void
portail_job_pool_free (PortailJobPool *pool)
{
  if (pool == NULL)
    return;
  portail_job_pool_stop (pool);
  g_ptr_array_unref (pool->threads);
  g_ptr_array_unref (pool->running);
  g_cond_clear (&pool->has_work);
  g_cond_clear (&pool->has_deadline);
  g_mutex_clear (&pool->lock);
  g_free (pool);
}
