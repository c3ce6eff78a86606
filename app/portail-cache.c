/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-cache.h"

#include "app/portail-archive-index.h"
#include "app/portail-cache-reader.h"
#include "app/portail-cache-work.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-worker.h"

/* After the last read. */
#define REST_MILLISECONDS 600

struct _PortailCache
{
  GObject parent_instance;

  GMainContext *context;
  char *directory;
  PortailWorker *worker;
  PortailCacheStore *store; /* the worker's */
  PortailCacheReader *reader;
  PortailCacheReader *scanner; /* for reads that take long */
  PortailCacheReader *student; /* for those that nobody waits for */
  GSource *rest;               /* or NULL */
  PortailOutboxCounts counts;
  PortailSearchProgress search;
  gboolean is_building_search;
};

G_DEFINE_FINAL_TYPE (PortailCache, portail_cache, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_OUTBOX_CHANGED,
  SIGNAL_SEARCH_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* One work and its way back to the main thread. */
typedef struct
{
  GTask *task; /* its source is the cache */
  const PortailWork *work;
  gpointer input;
  gpointer result;
  GError *error;
  GPtrArray *touched;
  gboolean has_counts;
  PortailOutboxCounts counts;
  gboolean is_rebuilt;
  gboolean is_index_emptied;
} Job;

static void
portail_cache_finalize (GObject *object)
{
  PortailCache *cache = PORTAIL_CACHE (object);

  portail_cache_close (cache);
  g_clear_pointer (&cache->worker, portail_worker_free);
  g_clear_pointer (&cache->reader, portail_cache_reader_free);
  g_clear_pointer (&cache->scanner, portail_cache_reader_free);
  g_clear_pointer (&cache->student, portail_cache_reader_free);
  g_free (cache->directory);
  g_main_context_unref (cache->context);
  G_OBJECT_CLASS (portail_cache_parent_class)->finalize (object);
}

static void
portail_cache_class_init (PortailCacheClass *class)
{
  G_OBJECT_CLASS (class)->finalize = portail_cache_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", PORTAIL_TYPE_CACHE, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING,
                                          G_TYPE_STRING);
  signals[SIGNAL_OUTBOX_CHANGED] = g_signal_new (
      "outbox-changed", PORTAIL_TYPE_CACHE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SEARCH_CHANGED] = g_signal_new (
      "search-changed", PORTAIL_TYPE_CACHE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
portail_cache_init (PortailCache *cache)
{
  cache->context = g_main_context_ref_thread_default ();
}

static void
tell (PortailCache *cache, const Job *job)
{
  for (guint i = 0; job->touched != NULL && i < job->touched->len; i++)
    {
      const PortailTouched *touched = g_ptr_array_index (job->touched, i);

      g_signal_emit (cache, signals[SIGNAL_CHANGED], 0,
                     touched->type != NULL ? touched->type->name : NULL, touched->id,
                     touched->enterprise_id);
    }
  if (job->has_counts)
    {
      cache->counts = job->counts;
      g_signal_emit (cache, signals[SIGNAL_OUTBOX_CHANGED], 0);
    }
  if (job->is_index_emptied)
    {
      cache->search = (PortailSearchProgress){ FALSE };
      g_signal_emit (cache, signals[SIGNAL_SEARCH_CHANGED], 0);
    }
}

/* On the main thread: first what changed, then the answer. */
static gboolean
deliver (gpointer pointer)
{
  Job *job = pointer;
  PortailCache *cache = g_task_get_source_object (job->task);

  if (job->is_rebuilt)
    {
      portail_cache_reader_reopen (cache->reader);
      portail_cache_reader_reopen (cache->scanner);
      portail_cache_reader_reopen (cache->student);
    }
  tell (cache, job);
  if (job->error != NULL)
    g_task_return_error (job->task, job->error);
  else
    g_task_return_pointer (job->task, job->result, job->work->free_result);
  if (job->work->free_input != NULL)
    g_clear_pointer (&job->input, job->work->free_input);
  g_clear_pointer (&job->touched, g_ptr_array_unref);
  g_object_unref (job->task);
  g_free (job);
  return G_SOURCE_REMOVE;
}

static gpointer
run_in_transaction (PortailCacheStore *store, Job *job)
{
  gpointer result;

  if (!portail_cache_store_begin (store, &job->error))
    return NULL;
  result = job->work->run (store, job->input, &job->error);
  if (job->error != NULL)
    portail_cache_store_roll_back (store);
  else if (portail_cache_store_commit (store, &job->error))
    return result;
  if (result != NULL && job->work->free_result != NULL)
    job->work->free_result (result);
  return NULL;
}

static void
run_job (gpointer pointer, gpointer user)
{
  Job *job = pointer;
  PortailCache *cache = user;
  PortailCacheStore *store = cache->store;

  if (store == NULL || store->database == NULL)
    {
      g_set_error_literal (&job->error, G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("The cache is closed."));
      return;
    }
  if (job->work->mode == PORTAIL_WORK_IN_TRANSACTION)
    job->result = run_in_transaction (store, job);
  else
    job->result = job->work->run (store, job->input, &job->error);
  if (g_error_matches (job->error, PORTAIL_ERROR, PORTAIL_ERROR_STORAGE))
    {
      g_autoptr (GError) fault = NULL;

      if (!portail_cache_store_check (store, &job->is_rebuilt, &fault))
        g_message ("The cache cannot be made anew: %s", fault->message);
    }
  job->touched = portail_cache_store_take_touched (store);
  job->has_counts = (store->is_outbox_touched || job->is_rebuilt) && store->database != NULL
                    && portail_outbox_count (store->database, &job->counts, NULL);
  job->is_index_emptied = store->is_index_emptied || job->is_rebuilt;
  store->is_index_emptied = FALSE;
  store->is_outbox_touched = FALSE;
}

/* On the worker's thread. A source of its own, because g_main_context_invoke() would deliver right
 * here while the main thread is out of its loop. */
static void
complete_later (gpointer pointer, const GError *error, gpointer user)
{
  PortailCache *cache = user;
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, deliver, pointer, NULL);
  g_source_attach (source, cache->context);
}

static void
submit (PortailCache *cache, PortailWorkerRun run, Job *job)
{
  if (portail_worker_submit (cache->worker, run, complete_later, job))
    return;
  g_set_error_literal (&job->error, G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("The cache is closed."));
  complete_later (job, NULL, cache);
}

static Job *
job_new (PortailCache *cache, const PortailWork *work, gpointer input, GTask *task)
{
  Job *job = g_new0 (Job, 1);

  job->task = task;
  job->work = work;
  job->input = input;
  return job;
}

void
portail_cache_work_async (PortailCache *cache,
                          const PortailWork *work,
                          gpointer input,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task;

  g_return_if_fail (PORTAIL_IS_CACHE (cache));
  task = g_task_new (cache, NULL, callback, user_data);
  g_task_set_source_tag (task, portail_cache_work_async);
  submit (cache, run_job, job_new (cache, work, input, task));
}

gpointer
portail_cache_work_finish (PortailCache *cache, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, cache), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
run_open (gpointer pointer, gpointer user)
{
  Job *job = pointer;
  PortailCache *cache = user;

  cache->store = portail_cache_store_open (cache->directory, &job->error);
  job->has_counts = cache->store != NULL
                    && portail_outbox_count (cache->store->database, &job->counts, &job->error);
}

void
portail_cache_open_async (const char *directory,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  static const PortailWork opening = { PORTAIL_WORK_ALONE, NULL, NULL, NULL };
  g_autoptr (PortailCache) cache = g_object_new (PORTAIL_TYPE_CACHE, NULL);
  GTask *task = g_task_new (cache, cancellable, callback, user_data);

  g_task_set_source_tag (task, portail_cache_open_async);
  cache->directory = g_strdup (directory);
  cache->worker = portail_worker_new ("cache", NULL, cache);
  cache->reader = portail_cache_reader_new (directory, "cache-read");
  cache->scanner = portail_cache_reader_new (directory, "cache-scan");
  cache->student = portail_cache_reader_new (directory, "cache-study");
  submit (cache, run_open, job_new (cache, &opening, NULL, task));
}

PortailCache *
portail_cache_open_finish (GAsyncResult *result, GError **error)
{
  PortailCache *cache = g_task_get_source_object (G_TASK (result));
  g_autoptr (GError) fault = NULL;

  g_task_propagate_pointer (G_TASK (result), &fault);
  if (fault == NULL)
    {
      portail_cache_build_search (cache);
      return g_object_ref (cache);
    }
  g_propagate_error (error, g_steal_pointer (&fault));
  return NULL;
}

static void
stop_rest (PortailCache *cache)
{
  if (cache->rest != NULL)
    g_source_destroy (cache->rest);
  g_clear_pointer (&cache->rest, g_source_unref);
}

static gboolean
on_rest (gpointer user_data)
{
  PortailCache *cache = PORTAIL_CACHE (user_data);

  stop_rest (cache);
  portail_cache_reader_rest (cache->reader);
  portail_cache_reader_rest (cache->scanner);
  portail_cache_reader_rest (cache->student);
  return G_SOURCE_REMOVE;
}

static void
rest_later (PortailCache *cache)
{
  stop_rest (cache);
  if (cache->store == NULL)
    return;
  cache->rest = g_timeout_source_new (REST_MILLISECONDS);
  g_source_set_callback (cache->rest, on_rest, cache, NULL);
  g_source_attach (cache->rest, cache->context);
}

void
portail_cache_close (PortailCache *cache)
{
  g_return_if_fail (PORTAIL_IS_CACHE (cache));
  stop_rest (cache);
  if (cache->reader != NULL)
    portail_cache_reader_stop (cache->reader);
  if (cache->scanner != NULL)
    portail_cache_reader_stop (cache->scanner);
  if (cache->student != NULL)
    portail_cache_reader_stop (cache->student);
  if (cache->worker != NULL)
    portail_worker_stop (cache->worker);
  g_clear_pointer (&cache->store, portail_cache_store_free);
}

/* On the thread of @reader; @tag: the function that was called. */
static void
submit_query (PortailCacheReader *reader, PortailQuery *query, GTask *task, gpointer tag)
{
  g_task_set_source_tag (task, tag);
  portail_cache_reader_submit (reader, query, task);
}

void
portail_cache_query_async (PortailCache *cache,
                           PortailQuery *query,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (PORTAIL_IS_CACHE (cache));
  submit_query (cache->reader, query, g_task_new (cache, cancellable, callback, user_data),
                portail_cache_query_async);
}

void
portail_cache_scan_async (PortailCache *cache,
                          PortailQuery *query,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (PORTAIL_IS_CACHE (cache));
  submit_query (cache->scanner, query, g_task_new (cache, cancellable, callback, user_data),
                portail_cache_scan_async);
}

void
portail_cache_study_async (PortailCache *cache,
                           PortailQuery *query,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (PORTAIL_IS_CACHE (cache));
  submit_query (cache->student, query, g_task_new (cache, cancellable, callback, user_data),
                portail_cache_study_async);
}

gpointer
portail_cache_query_finish (PortailCache *cache, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, cache), NULL);
  rest_later (cache);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
portail_cache_note_day (PortailCache *cache)
{
  g_return_if_fail (PORTAIL_IS_CACHE (cache));
  g_signal_emit (cache, signals[SIGNAL_CHANGED], 0, NULL, NULL, NULL);
}

PortailOutboxCounts
portail_cache_get_counts (PortailCache *cache)
{
  return cache->counts;
}

static gpointer
run_build_search (PortailCacheStore *store, gpointer input, GError **error)
{
  return portail_archive_index_build (store, input, error)
             ? g_memdup2 (input, sizeof (PortailSearchProgress))
             : NULL;
}

static void
on_search_built (GObject *object, GAsyncResult *result, gpointer user_data)
{
  PortailCache *cache = PORTAIL_CACHE (object);
  g_autoptr (GError) error = NULL;
  g_autofree PortailSearchProgress *progress = portail_cache_work_finish (cache, result, &error);

  cache->is_building_search = FALSE;
  if (progress == NULL)
    {
      g_debug ("The search index is not built: %s", error->message);
      return;
    }
  cache->search = *progress;
  g_signal_emit (cache, signals[SIGNAL_SEARCH_CHANGED], 0);
  if (!cache->search.is_complete)
    portail_cache_build_search (cache);
}

void
portail_cache_build_search (PortailCache *cache)
{
  static const PortailWork build_work = { PORTAIL_WORK_IN_TRANSACTION, run_build_search, g_free,
                                          g_free };

  g_return_if_fail (PORTAIL_IS_CACHE (cache));
  if (cache->is_building_search)
    return;
  cache->is_building_search = TRUE;
  portail_cache_work_async (cache, &build_work, g_memdup2 (&cache->search, sizeof cache->search),
                            on_search_built, NULL);
}

PortailSearchProgress
portail_cache_get_search_progress (PortailCache *cache)
{
  return cache->search;
}
