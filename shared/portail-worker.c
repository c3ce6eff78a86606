/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-worker.h"

typedef struct
{
  PortailWorkerRun run;
  PortailWorkerComplete complete;
  gpointer job;
} Item;

struct _PortailWorker
{
  const PortailWorkerGroup *group;
  gpointer user;
  GThread *thread;
  GMutex lock; /* of what follows */
  GCond has_work;
  GArray *waiting; /* of Item */
  guint n_running;
  gboolean is_stopping;
};

static gboolean
succeed (gpointer user, GError **error)
{
  return TRUE;
}

static void
roll_back_nothing (gpointer user)
{
}

static const PortailWorkerGroup alone = { succeed, succeed, roll_back_nothing, 1 };

static gboolean
run_items (PortailWorker *worker, const Item *items, guint n_items, GError **error)
{
  if (!worker->group->begin (worker->user, error))
    return FALSE;
  for (guint i = 0; i < n_items; i++)
    items[i].run (items[i].job, worker->user);
  if (worker->group->commit (worker->user, error))
    return TRUE;
  worker->group->roll_back (worker->user);
  return FALSE;
}

static void
complete_item (PortailWorker *worker, const Item *item, const GError *error)
{
  g_mutex_lock (&worker->lock);
  worker->n_running--;
  g_mutex_unlock (&worker->lock);
  if (item->complete != NULL)
    item->complete (item->job, error, worker->user);
}

static void
run_group (PortailWorker *worker, const Item *items, guint n_items)
{
  gboolean is_committed = n_items > 1 && run_items (worker, items, n_items, NULL);

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (GError) error = NULL;

      if (!is_committed)
        run_items (worker, &items[i], 1, &error);
      complete_item (worker, &items[i], error);
    }
}

/* Waits for work. Returns: at most max_jobs items, or none when the worker ends. */
static GArray *
take_group (PortailWorker *worker)
{
  GArray *items = g_array_new (FALSE, FALSE, sizeof (Item));
  guint n_items;

  g_mutex_lock (&worker->lock);
  while (worker->waiting->len == 0 && !worker->is_stopping)
    g_cond_wait (&worker->has_work, &worker->lock);
  n_items = MIN (worker->waiting->len, worker->group->max_jobs);
  if (n_items > 0)
    {
      g_array_append_vals (items, worker->waiting->data, n_items);
      g_array_remove_range (worker->waiting, 0, n_items);
    }
  worker->n_running += n_items;
  g_mutex_unlock (&worker->lock);
  return items;
}

static gpointer
work (gpointer pointer)
{
  PortailWorker *worker = pointer;

  while (TRUE)
    {
      g_autoptr (GArray) items = take_group (worker);

      if (items->len == 0)
        return NULL;
      run_group (worker, &g_array_index (items, Item, 0), items->len);
    }
}

PortailWorker *
portail_worker_new (const char *name, const PortailWorkerGroup *group, gpointer user)
{
  PortailWorker *worker = g_new0 (PortailWorker, 1);

  g_assert (group == NULL || group->max_jobs > 0);
  worker->group = group != NULL ? group : &alone;
  worker->user = user;
  g_mutex_init (&worker->lock);
  g_cond_init (&worker->has_work);
  worker->waiting = g_array_new (FALSE, FALSE, sizeof (Item));
  worker->thread = g_thread_new (name, work, worker);
  return worker;
}

gboolean
portail_worker_submit (PortailWorker *worker,
                       PortailWorkerRun run,
                       PortailWorkerComplete complete,
                       gpointer job)
{
  Item item = { run, complete, job };
  gboolean is_taken;

  g_mutex_lock (&worker->lock);
  is_taken = !worker->is_stopping;
  if (is_taken)
    {
      g_array_append_val (worker->waiting, item);
      g_cond_signal (&worker->has_work);
    }
  g_mutex_unlock (&worker->lock);
  return is_taken;
}

guint
portail_worker_get_depth (PortailWorker *worker)
{
  guint depth;

  g_mutex_lock (&worker->lock);
  depth = worker->waiting->len + worker->n_running;
  g_mutex_unlock (&worker->lock);
  return depth;
}

void
portail_worker_stop (PortailWorker *worker)
{
  g_assert (worker->thread != g_thread_self ());
  g_mutex_lock (&worker->lock);
  worker->is_stopping = TRUE;
  g_cond_signal (&worker->has_work);
  g_mutex_unlock (&worker->lock);
  g_clear_pointer (&worker->thread, g_thread_join);
}

void
portail_worker_free (PortailWorker *worker)
{
  if (worker == NULL)
    return;
  portail_worker_stop (worker);
  g_array_unref (worker->waiting);
  g_mutex_clear (&worker->lock);
  g_cond_clear (&worker->has_work);
  g_free (worker);
}
