/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-worker.h"

#include "shared/portail-error.h"

#define N_SUBMITTERS 4
#define N_JOBS       500

/* What a worker did, in order: "begin", "run 1", "commit", "done 1", … Written by its thread and
 * read after it stopped. */
typedef struct
{
  GPtrArray *steps;
  GMutex gate; /* while the test holds it, "begin" waits */
  gint n_commits_to_fail;
  gint n_begun; /* atomic */
} Journal;

typedef struct
{
  guint number;
} Job;

static Journal *
journal_new (void)
{
  Journal *journal = g_new0 (Journal, 1);

  journal->steps = g_ptr_array_new_with_free_func (g_free);
  g_mutex_init (&journal->gate);
  return journal;
}

static void
journal_free (Journal *journal)
{
  g_ptr_array_unref (journal->steps);
  g_mutex_clear (&journal->gate);
  g_free (journal);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Journal, journal_free)

static void G_GNUC_PRINTF (2, 3) note (Journal *journal, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (journal->steps, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

static char *
read_journal (Journal *journal)
{
  g_ptr_array_add (journal->steps, NULL);
  return g_strjoinv (", ", (char **) journal->steps->pdata);
}

static gboolean
begin (gpointer user, GError **error)
{
  Journal *journal = user;

  g_atomic_int_inc (&journal->n_begun);
  g_mutex_lock (&journal->gate);
  note (journal, "begin");
  g_mutex_unlock (&journal->gate);
  return TRUE;
}

static gboolean
commit (gpointer user, GError **error)
{
  Journal *journal = user;

  if (journal->n_commits_to_fail > 0)
    {
      journal->n_commits_to_fail--;
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_STORAGE, "disk full");
      return FALSE;
    }
  note (journal, "commit");
  return TRUE;
}

static void
roll_back (gpointer user)
{
  note (user, "roll back");
}

static const PortailWorkerGroup group = { begin, commit, roll_back, 3 };

static void
run (gpointer job, gpointer user)
{
  note (user, "run %u", ((Job *) job)->number);
}

static void
complete (gpointer job, const GError *error, gpointer user)
{
  note (user, "%s %u", error == NULL ? "done" : error->message, ((Job *) job)->number);
  g_free (job);
}

static void
submit (PortailWorker *worker, guint number)
{
  Job *job = g_new0 (Job, 1);

  job->number = number;
  g_assert_true (portail_worker_submit (worker, run, complete, job));
}

/* Submits 1…@n_jobs so that the first runs alone and the others wait meanwhile. */
static char *
run_jobs (Journal *journal, guint n_jobs)
{
  g_autoptr (PortailWorker) worker = portail_worker_new ("journal", &group, journal);

  g_mutex_lock (&journal->gate);
  submit (worker, 1);
  while (g_atomic_int_get (&journal->n_begun) == 0)
    g_thread_yield ();
  for (guint i = 2; i <= n_jobs; i++)
    submit (worker, i);
  g_assert_cmpuint (portail_worker_get_depth (worker), ==, n_jobs);
  g_mutex_unlock (&journal->gate);
  portail_worker_stop (worker);
  g_assert_cmpuint (portail_worker_get_depth (worker), ==, 0);
  return read_journal (journal);
}

static void
test_group (void)
{
  g_autoptr (Journal) journal = journal_new ();
  g_autofree char *steps = run_jobs (journal, 3);

  g_assert_cmpstr (steps, ==,
                   "begin, run 1, commit, done 1, "
                   "begin, run 2, run 3, commit, done 2, done 3");
}

static void
test_group_size (void)
{
  g_autoptr (Journal) journal = journal_new ();
  g_autofree char *steps = run_jobs (journal, 5);

  g_assert_cmpstr (steps, ==,
                   "begin, run 1, commit, done 1, "
                   "begin, run 2, run 3, run 4, commit, done 2, done 3, done 4, "
                   "begin, run 5, commit, done 5");
}

static void
test_failed_commit (void)
{
  g_autoptr (Journal) journal = journal_new ();
  g_autofree char *steps = NULL;

  journal->n_commits_to_fail = 2;
  steps = run_jobs (journal, 3);
  g_assert_cmpstr (steps, ==,
                   "begin, run 1, roll back, disk full 1, "
                   "begin, run 2, run 3, roll back, "
                   "begin, run 2, commit, done 2, begin, run 3, commit, done 3");
}

static void
test_stopped (void)
{
  g_autoptr (Journal) journal = journal_new ();
  g_autoptr (PortailWorker) worker = portail_worker_new ("journal", &group, journal);
  Job job = { 1 };

  portail_worker_stop (worker);
  portail_worker_stop (worker);
  g_assert_false (portail_worker_submit (worker, run, complete, &job));
}

static void
count (gpointer job, gpointer user)
{
  (*(guint *) user)++;
}

static gpointer
submit_many (gpointer worker)
{
  for (guint i = 0; i < N_JOBS; i++)
    g_assert_true (portail_worker_submit (worker, count, NULL, NULL));
  return NULL;
}

static void
test_alone (void)
{
  guint counter = 0;
  g_autoptr (PortailWorker) worker = portail_worker_new ("counter", NULL, &counter);
  GThread *threads[N_SUBMITTERS];

  for (guint i = 0; i < N_SUBMITTERS; i++)
    threads[i] = g_thread_new ("submitter", submit_many, worker);
  for (guint i = 0; i < N_SUBMITTERS; i++)
    g_thread_join (threads[i]);
  portail_worker_stop (worker);
  g_assert_cmpuint (counter, ==, N_SUBMITTERS * N_JOBS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/worker/what-waits-runs-as-one-group", test_group);
  g_test_add_func ("/worker/a-group-has-a-largest-size", test_group_size);
  g_test_add_func ("/worker/a-failed-commit-runs-the-members-singly", test_failed_commit);
  g_test_add_func ("/worker/a-stopped-one-takes-nothing", test_stopped);
  g_test_add_func ("/worker/without-a-group-each-job-runs-alone", test_alone);
  return g_test_run ();
}
