/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-cache-reader.h"

#include <malloc.h>

#include "app/portail-cache-store.h"
#include "shared/portail-database-sqlite.h"
#include "shared/portail-i18n.h"
#include "shared/portail-worker.h"

struct _PortailQuery
{
  PortailQueryRun run;
  gpointer input;
  GDestroyNotify free_input;
  GDestroyNotify free_result;
};

typedef struct
{
  PortailCacheReader *reader;
  PortailQuery *query;
  GTask *task;
  gulong cancelled_handler;
  gpointer result;
  GError *error;
} Job;

struct _PortailCacheReader
{
  char *directory;
  PortailWorker *worker;
  PortailDatabase *database; /* the worker's; interrupted under the lock */
  gint is_outdated;          /* atomic */
  GMutex lock;               /* of what follows */
  Job *running;
};

PortailQuery *
portail_query_new (PortailQueryRun run,
                   gpointer input,
                   GDestroyNotify free_input,
                   GDestroyNotify free_result)
{
  PortailQuery *query = g_new (PortailQuery, 1);

  *query = (PortailQuery){ run, input, free_input, free_result };
  return query;
}

static void
query_free (PortailQuery *query)
{
  if (query->free_input != NULL && query->input != NULL)
    query->free_input (query->input);
  g_free (query);
}

PortailCacheReader *
portail_cache_reader_new (const char *directory, const char *name)
{
  PortailCacheReader *reader = g_new0 (PortailCacheReader, 1);

  reader->directory = g_strdup (directory);
  g_mutex_init (&reader->lock);
  reader->worker = portail_worker_new (name, NULL, reader);
  return reader;
}

static void
set_running (PortailCacheReader *reader, Job *job)
{
  g_mutex_lock (&reader->lock);
  reader->running = job;
  g_mutex_unlock (&reader->lock);
}

void
portail_cache_reader_stop (PortailCacheReader *reader)
{
  g_mutex_lock (&reader->lock);
  if (reader->running != NULL && reader->database != NULL)
    portail_database_interrupt_sqlite (reader->database);
  g_mutex_unlock (&reader->lock);
  portail_worker_stop (reader->worker);
  g_clear_pointer (&reader->database, portail_database_close);
}

void
portail_cache_reader_free (PortailCacheReader *reader)
{
  portail_cache_reader_stop (reader);
  portail_worker_free (reader->worker);
  g_mutex_clear (&reader->lock);
  g_free (reader->directory);
  g_free (reader);
}

void
portail_cache_reader_reopen (PortailCacheReader *reader)
{
  g_atomic_int_set (&reader->is_outdated, TRUE);
}

static void
run_rest (gpointer job, gpointer user)
{
  PortailCacheReader *reader = user;

  if (reader->database != NULL)
    portail_database_release_sqlite (reader->database);
#ifdef __GLIBC__
  malloc_trim (0);
#endif
}

void
portail_cache_reader_rest (PortailCacheReader *reader)
{
  portail_worker_submit (reader->worker, run_rest, NULL, NULL);
}

static gboolean
connect_database (PortailCacheReader *reader, GError **error)
{
  if (g_atomic_int_compare_and_exchange (&reader->is_outdated, TRUE, FALSE))
    g_clear_pointer (&reader->database, portail_database_close);
  if (reader->database == NULL)
    reader->database = portail_cache_store_open_reader (reader->directory, error);
  return reader->database != NULL;
}

static void
run_job (gpointer pointer, gpointer user)
{
  Job *job = pointer;
  PortailCacheReader *reader = user;

  if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (job->task), &job->error)
      || !connect_database (reader, &job->error))
    return;
  set_running (reader, job);
  job->result = job->query->run (reader->database, job->query->input, &job->error);
  set_running (reader, NULL);
}

/* On the task's own thread. */
static gboolean
deliver (gpointer pointer)
{
  Job *job = pointer;
  GCancellable *cancellable = g_task_get_cancellable (job->task);

  g_cancellable_disconnect (cancellable, job->cancelled_handler);
  if (g_cancellable_is_cancelled (cancellable) || job->error != NULL)
    {
      if (job->result != NULL && job->query->free_result != NULL)
        job->query->free_result (job->result);
      if (!g_task_return_error_if_cancelled (job->task))
        g_task_return_error (job->task, g_steal_pointer (&job->error));
      g_clear_error (&job->error);
    }
  else
    g_task_return_pointer (job->task, job->result, job->query->free_result);
  query_free (job->query);
  g_object_unref (job->task);
  g_free (job);
  return G_SOURCE_REMOVE;
}

static void
complete_job (gpointer pointer, const GError *error, gpointer user)
{
  Job *job = pointer;
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, deliver, job, NULL);
  g_source_attach (source, g_task_get_context (job->task));
}

static void
interrupt (GCancellable *cancellable, gpointer pointer)
{
  Job *job = pointer;
  PortailCacheReader *reader = job->reader;

  g_mutex_lock (&reader->lock);
  if (reader->running == job)
    portail_database_interrupt_sqlite (reader->database);
  g_mutex_unlock (&reader->lock);
}

void
portail_cache_reader_submit (PortailCacheReader *reader, PortailQuery *query, GTask *task)
{
  Job *job = g_new0 (Job, 1);
  GCancellable *cancellable = g_task_get_cancellable (task);

  *job = (Job){ reader, query, task };
  if (cancellable != NULL)
    job->cancelled_handler = g_cancellable_connect (cancellable, G_CALLBACK (interrupt), job, NULL);
  if (portail_worker_submit (reader->worker, run_job, complete_job, job))
    return;
  g_set_error_literal (&job->error, G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("The cache is closed."));
  complete_job (job, NULL, reader);
}
