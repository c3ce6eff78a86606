/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-job-pool.h"

#define LONG_DEADLINE (20 * 1000)
#define PATIENCE      (20 * G_USEC_PER_SEC)

/* What happened to one job. */
typedef struct
{
  GAsyncQueue *events; /* of static names */
  GMutex *gate;        /* run waits for it; may be NULL */
  gint *n_freed;       /* atomic */
} Job;

typedef struct
{
  PortailJobPool *pool;
  GAsyncQueue *events;
  GMutex gate;
  gint n_freed;
} Fixture;

static void
tell (Job *job, const char *event)
{
  g_async_queue_push (job->events, (gpointer) event);
}

static void
run (gpointer pointer, GCancellable *cancellable)
{
  Job *job = pointer;

  tell (job, "run");
  if (job->gate != NULL)
    {
      g_mutex_lock (job->gate);
      g_mutex_unlock (job->gate);
    }
  tell (job, g_cancellable_is_cancelled (cancellable) ? "cancelled" : "done");
}

static void
expire (gpointer pointer)
{
  tell (pointer, "expired");
}

static void
free_job (gpointer pointer)
{
  Job *job = pointer;

  g_atomic_int_inc (job->n_freed);
  g_free (job);
}

static const PortailJobClass job_class = { run, expire, free_job };

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->pool = portail_job_pool_new ("jobs", 1, 2);
  fixture->events = g_async_queue_new ();
  g_mutex_init (&fixture->gate);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_pointer (&fixture->pool, portail_job_pool_free);
  g_async_queue_unref (fixture->events);
  g_mutex_clear (&fixture->gate);
}

static gboolean
submit (Fixture *fixture, GMutex *gate, guint deadline)
{
  Job *job = g_new0 (Job, 1);

  job->events = fixture->events;
  job->gate = gate;
  job->n_freed = &fixture->n_freed;
  if (portail_job_pool_submit (fixture->pool, &job_class, job, deadline))
    return TRUE;
  g_free (job);
  return FALSE;
}

static void
expect (Fixture *fixture, const char *event)
{
  g_assert_cmpstr (g_async_queue_timeout_pop (fixture->events, PATIENCE), ==, event);
}

/* Stopping may still expire a job that has just ended, so wait until the pool knows. */
static void
wait_idle (Fixture *fixture)
{
  while (portail_job_pool_get_depth (fixture->pool) > 0)
    g_thread_yield ();
}

static void
test_run (Fixture *fixture, gconstpointer unused)
{
  for (guint i = 0; i < 100; i++)
    {
      g_assert_true (submit (fixture, NULL, LONG_DEADLINE));
      expect (fixture, "run");
      expect (fixture, "done");
    }
  portail_job_pool_stop (fixture->pool);
  g_assert_cmpint (fixture->n_freed, ==, 100);
}

static void
test_full (Fixture *fixture, gconstpointer unused)
{
  g_mutex_lock (&fixture->gate);
  g_assert_true (submit (fixture, &fixture->gate, LONG_DEADLINE));
  expect (fixture, "run");
  g_assert_true (submit (fixture, NULL, LONG_DEADLINE));
  g_assert_true (submit (fixture, NULL, LONG_DEADLINE));
  g_assert_false (submit (fixture, NULL, LONG_DEADLINE));
  g_assert_cmpuint (portail_job_pool_get_depth (fixture->pool), ==, 3);
  g_mutex_unlock (&fixture->gate);
  expect (fixture, "done");
  expect (fixture, "run");
  expect (fixture, "done");
  expect (fixture, "run");
  expect (fixture, "done");
}

static void
test_waits_too_long (Fixture *fixture, gconstpointer unused)
{
  g_mutex_lock (&fixture->gate);
  g_assert_true (submit (fixture, &fixture->gate, LONG_DEADLINE));
  expect (fixture, "run");
  g_assert_true (submit (fixture, NULL, 30));
  expect (fixture, "expired");
  g_mutex_unlock (&fixture->gate);
  expect (fixture, "done");
  wait_idle (fixture);
  portail_job_pool_stop (fixture->pool);
  g_assert_cmpint (g_async_queue_length (fixture->events), ==, 0);
  g_assert_cmpint (fixture->n_freed, ==, 2);
}

static void
test_runs_too_long (Fixture *fixture, gconstpointer unused)
{
  g_mutex_lock (&fixture->gate);
  g_assert_true (submit (fixture, &fixture->gate, 30));
  expect (fixture, "run");
  expect (fixture, "expired");
  g_assert_cmpint (g_atomic_int_get (&fixture->n_freed), ==, 0);
  g_mutex_unlock (&fixture->gate);
  expect (fixture, "cancelled");
  portail_job_pool_stop (fixture->pool);
  g_assert_cmpint (fixture->n_freed, ==, 1);
}

static gpointer
stop_in_thread (gpointer pool)
{
  portail_job_pool_stop (pool);
  return NULL;
}

static void
test_stop (Fixture *fixture, gconstpointer unused)
{
  GThread *thread;

  g_mutex_lock (&fixture->gate);
  g_assert_true (submit (fixture, &fixture->gate, LONG_DEADLINE));
  expect (fixture, "run");
  g_assert_true (submit (fixture, NULL, LONG_DEADLINE));
  thread = g_thread_new ("stopper", stop_in_thread, fixture->pool);
  expect (fixture, "expired");
  expect (fixture, "expired");
  g_mutex_unlock (&fixture->gate);
  expect (fixture, "cancelled");
  g_thread_join (thread);
  g_assert_false (submit (fixture, NULL, LONG_DEADLINE));
  g_assert_cmpint (fixture->n_freed, ==, 2);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/job-pool/a-job-runs-and-is-freed", test_run);
  ADD ("/job-pool/a-full-one-refuses", test_full);
  ADD ("/job-pool/a-job-that-waits-too-long-never-runs", test_waits_too_long);
  ADD ("/job-pool/a-job-that-runs-too-long-is-cancelled", test_runs_too_long);
  ADD ("/job-pool/stopping-expires-what-is-left", test_stop);
  return g_test_run ();
}
