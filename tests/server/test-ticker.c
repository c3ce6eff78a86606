/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-ticker.h"

#include <string.h>

#include "server/portail-alert.h"
#include "shared/portail-database-sqlite.h"
#include "shared/portail-error.h"
#include "shared/portail-migration.h"

#define START G_GINT64_CONSTANT (1758391391000)

typedef struct
{
  PortailDatabase *database;
  PortailWorker *worker;
  PortailTicker *ticker;
  PortailTimestamp now;
} Fixture;

/* What jobs did, as words; on the writer's thread while it runs. */
static GString *diary;
static gint n_failures; /* that the job "fails" still has */

static gboolean
run_once (PortailTick *tick, GError **error)
{
  g_string_append (diary, "once ");
  return TRUE;
}

/* Three batches, a row each. */
static gboolean
run_in_batches (PortailTick *tick, GError **error)
{
  gint64 n = tick->position != NULL ? g_ascii_strtoll (tick->position, NULL, 10) : 0;

  g_string_append_printf (diary, "batch-%d ", (int) n);
  g_free (tick->position);
  tick->position = n < 2 ? g_strdup_printf ("%d", (int) n + 1) : NULL;
  tick->n_rows++;
  return portail_database_run (tick->database, error,
                               "INSERT INTO server_state (name, value) VALUES (?, '')"
                               " ON CONFLICT (name) DO NOTHING",
                               "t", n == 0 ? "zero" : "more");
}

/* Leaves nothing of what it wrote before it failed. */
static gboolean
run_failing (PortailTick *tick, GError **error)
{
  g_string_append (diary, "fails ");
  if (!portail_database_run (tick->database, error,
                             "INSERT INTO server_state (name, value) VALUES ('failed', '')", ""))
    return FALSE;
  if (n_failures-- <= 0)
    return portail_database_run (tick->database, error,
                                 "DELETE FROM server_state WHERE name = 'failed'", "");
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_STORAGE, "as told");
  return FALSE;
}

static const PortailTickerJob jobs[] = {
  { "once", 3600, run_once },
  { "fails", 3600, run_failing },
  { "batches", 7200, run_in_batches },
  { 0 },
};

static gboolean
begin (gpointer database, GError **error)
{
  return portail_database_begin (database, error);
}

static gboolean
commit (gpointer database, GError **error)
{
  return portail_database_commit (database, error);
}

static void
roll_back (gpointer database)
{
  portail_database_rollback (database);
}

static const PortailWorkerGroup group = { begin, commit, roll_back, 16 };

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  diary = g_string_new (NULL);
  n_failures = 0;
  fixture->now.milliseconds = START;
  fixture->database = portail_database_open_sqlite (":memory:", PORTAIL_DATABASE_READ_WRITE,
                                                    &error);
  g_assert_no_error (error);
  portail_migration_run (fixture->database, PORTAIL_TABLE_AUTHORITY, &error);
  g_assert_no_error (error);
  fixture->worker = portail_worker_new ("writer", &group, fixture->database);
  fixture->ticker = portail_ticker_new (jobs, NULL, fixture->worker);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  portail_worker_free (fixture->worker);
  portail_ticker_free (fixture->ticker);
  portail_database_close (fixture->database);
  g_string_free (diary, TRUE);
}

typedef struct
{
  GMutex lock;
  GCond done;
  gboolean is_done;
} Barrier;

static void
pass_barrier (gpointer pointer, gpointer unused)
{
  Barrier *barrier = pointer;

  g_mutex_lock (&barrier->lock);
  barrier->is_done = TRUE;
  g_cond_signal (&barrier->done);
  g_mutex_unlock (&barrier->lock);
}

/* Until the worker did all that was submitted before. */
static void
drain (Fixture *fixture)
{
  Barrier barrier = { 0 };

  g_mutex_init (&barrier.lock);
  g_cond_init (&barrier.done);
  portail_worker_submit (fixture->worker, pass_barrier, NULL, &barrier);
  g_mutex_lock (&barrier.lock);
  while (!barrier.is_done)
    g_cond_wait (&barrier.done, &barrier.lock);
  g_mutex_unlock (&barrier.lock);
  g_mutex_clear (&barrier.lock);
  g_cond_clear (&barrier.done);
}

/* A tick @seconds later, with all its batches; @expected is what jobs wrote. */
static void
assert_tick (Fixture *fixture, gint64 seconds, const char *const *expected)
{
  fixture->now = portail_timestamp_add_seconds (fixture->now, seconds);
  g_string_set_size (diary, 0);
  portail_ticker_tick (fixture->ticker, fixture->now);
  for (guint i = 0; i < 8; i++)
    drain (fixture);
  for (guint i = 0; expected[i] != NULL; i++)
    g_assert_nonnull (strstr (diary->str, expected[i]));
  if (expected[0] == NULL)
    g_assert_cmpstr (diary->str, ==, "");
}

static const char *const nothing[] = { NULL };
static const char *const everything[] = { "once", "fails", "batch-0", "batch-1", "batch-2", NULL };

static void
test_intervals (Fixture *fixture, gconstpointer unused)
{
  static const char *const hourly[] = { "once", NULL };

  assert_tick (fixture, 0, everything);
  assert_tick (fixture, 0, nothing);
  assert_tick (fixture, 3599, nothing);
  assert_tick (fixture, 1, hourly);
  g_assert_null (strstr (diary->str, "batch"));
  assert_tick (fixture, 3600, everything);
  /* After a long sleep each comes once. */
  assert_tick (fixture, 360000, everything);
  assert_tick (fixture, 0, nothing);
}

static void
test_clock_set_back (Fixture *fixture, gconstpointer unused)
{
  assert_tick (fixture, 0, everything);
  assert_tick (fixture, -360000, everything);
}

static gint64
query (Fixture *fixture, const char *sql)
{
  PortailStatement *statement = portail_database_prepare (fixture->database, sql, NULL);
  gint64 number;

  g_assert_cmpint (portail_statement_step (statement, NULL), ==, PORTAIL_STEP_ROW);
  number = portail_statement_get_int64 (statement, 0);
  portail_statement_reset (statement);
  return number;
}

static void
test_failure (Fixture *fixture, gconstpointer unused)
{
  static const char *const only_that[] = { "fails", NULL };

  n_failures = 2;
  assert_tick (fixture, 0, everything);
  assert_tick (fixture, 59, nothing);
  assert_tick (fixture, 1, only_that);
  g_assert_null (strstr (diary->str, "once"));
  assert_tick (fixture, 60, only_that);
  assert_tick (fixture, 60, nothing);
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM server_state"
                                   " WHERE name IN ('failed', 'zero', 'more')"),
                   ==, 2);
}

static void
test_run_job (Fixture *fixture, gconstpointer unused)
{
  PortailTick tick = { .database = fixture->database, .now = fixture->now };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) failure = NULL;
  gint64 n_rows;

  g_assert_true (portail_ticker_run_job (&jobs[2], &tick, &n_rows, &error));
  g_assert_cmpint (n_rows, ==, 3);
  g_assert_cmpstr (diary->str, ==, "batch-0 batch-1 batch-2 ");
  n_failures = 1;
  g_assert_false (portail_ticker_run_job (&jobs[1], &tick, &n_rows, &failure));
  g_assert_error (failure, PORTAIL_ERROR, PORTAIL_ERROR_STORAGE);
  g_assert_false (portail_database_is_in_transaction (fixture->database));
}

static PortailServerConfig *
load_config (void)
{
  static const char *const environment[] = {
    "SMTP_URL=smtp://127.0.0.1:1",
    "ALERT_EMAIL=root@example.org",
    "ALERT_WEBHOOK_URL=http://127.0.0.1:1/t0ken",
    NULL,
  };
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  PortailServerConfig *config = portail_server_config_load (NULL, environment, problems);

  g_assert_nonnull (config);
  return config;
}

static void
check_deliveries (Fixture *fixture, const PortailServerConfig *config)
{
  PortailTick tick = { .database = fixture->database, .config = config, .now = fixture->now };
  g_autoptr (GError) error = NULL;

  portail_alert_check_deliveries (&tick, &error);
  g_assert_no_error (error);
}

static void
put_dead (Fixture *fixture, const char *id, const char *recipient)
{
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO delivery (id, kind, recipient, payload, dedup_key, state, attempts, not_before,"
      " created_at, done_at) VALUES ('%s', 'webhook', '%s', '{}', '%s', 'dead', 1, 0, 0, "
      "%" G_GINT64_FORMAT ")",
      id, recipient, id, fixture->now.milliseconds);

  g_assert_true (portail_database_execute (fixture->database, sql, NULL));
}

static void
test_alerts (Fixture *fixture, gconstpointer unused)
{
  static const char count_sql[] = "SELECT count(*) FROM delivery WHERE state = 'pending'";
  g_autoptr (PortailServerConfig) config = load_config ();

  check_deliveries (fixture, config);
  put_dead (fixture, "a", PORTAIL_RECIPIENT_ALERT_WEBHOOK);
  check_deliveries (fixture, config);
  g_assert_cmpint (query (fixture, count_sql), ==, 0);
  put_dead (fixture, "b", PORTAIL_RECIPIENT_WEBHOOK);
  check_deliveries (fixture, config);
  check_deliveries (fixture, config);
  g_assert_cmpint (query (fixture, count_sql), ==, 2);
  fixture->now = portail_timestamp_add_seconds (fixture->now, 20 * 3600);
  check_deliveries (fixture, config);
  g_assert_cmpint (query (fixture, count_sql), ==, 4);
  fixture->now = portail_timestamp_add_seconds (fixture->now, 20 * 3600);
  check_deliveries (fixture, config);
  g_assert_cmpint (query (fixture, count_sql), ==, 4);
}

/* The server's own jobs on an empty database, twice. */
static void
test_real_jobs (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailServerConfig) config = load_config ();

  for (guint round = 0; round < 2; round++)
    for (const PortailTickerJob *job = portail_ticker_get_jobs (); job->name != NULL; job++)
      {
        PortailTick tick = { .database = fixture->database, .config = config, .now = fixture->now };
        g_autoptr (GError) error = NULL;

        g_test_message ("%s", job->name);
        portail_ticker_run_job (job, &tick, NULL, &error);
        g_assert_no_error (error);
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/ticker/each-job-comes-at-its-time", test_intervals);
  ADD ("/ticker/a-clock-that-is-set-back-stops-nothing", test_clock_set_back);
  ADD ("/ticker/a-failed-job-leaves-nothing-and-comes-back", test_failure);
  ADD ("/ticker/a-job-can-be-run-at-once", test_run_job);
  ADD ("/ticker/messages-that-were-given-up-are-told-once-a-day", test_alerts);
  ADD ("/ticker/the-jobs-of-a-server-do-no-harm", test_real_jobs);
#undef ADD
  return g_test_run ();
}
