/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server that is killed in the middle of a push, at its first write, its second, … until one push
 * runs through. Each time it starts again, gets the very same push again, and must then be where a
 * server is that was never killed. */
#include <string.h>

#include "shared/portail-dotation-loader.h"
#include "shared/portail-record-sql.h"
#include "tests/server/trial-client.h"

#define N_ROWS       6
#define N_BATCH      14
#define MAX_STEPS    150 /* beyond, kills come at random */
#define RANDOM_KILLS 25

static const char *const counted_tables[] = {
  "op_ledger", "change_log",   "audit_entry",    "notification",
  "dotation",  "dotation_row", "dotation_entry",
};

typedef struct
{
  gint64 counts[G_N_ELEMENTS (counted_tables)];
} Counts;

typedef struct
{
  PortailTestServer *server;
  TrialClient *client;
  guint n_sheets; /* each has a week of its own */
  Counts gain;    /* of one push that nobody disturbed */
} Fixture;

/* Makes what the push stands on, which succeeds, and the push. */
typedef char *(*Prepare) (Fixture *fixture);

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->server = portail_test_server_new ();
  portail_test_server_start (fixture->server);
  /* Somebody who gets the notices. */
  g_free (portail_test_server_dup_token (fixture->server, TEST_SERVER_HUGO));
  fixture->client = trial_client_new (fixture->server, TEST_SERVER_CAMILLE);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  trial_client_free (fixture->client);
  portail_test_server_free (fixture->server);
}

static PortailChange *
make_sheet (Fixture *fixture)
{
  guint n = fixture->n_sheets++;
  g_autofree char *fields = g_strdup_printf ("{\"period\":\"%04u-W%02u\"}", 2000 + n / 52,
                                             1 + n % 52);

  return make_create (&portail_dotation_type, NULL, fields);
}

static PortailChange *
make_row (const PortailChange *sheet, guint position)
{
  g_autofree char *fields = g_strdup_printf (
      "{\"dotation_id\":\"%s\",\"position\":%u,\"employee_name\":\"Personne %u\","
      "\"run\":%u.5,\"facture\":0,\"vente\":12}",
      sheet->id, position, position, 1000 * (position + 1));

  return make_create (&portail_dotation_row_type, NULL, fields);
}

static GPtrArray *
make_whole_sheet (Fixture *fixture, guint n_rows)
{
  GPtrArray *changes = g_ptr_array_new ();
  PortailChange *sheet = make_sheet (fixture);

  g_ptr_array_add (changes, sheet);
  for (guint i = 0; i < n_rows; i++)
    g_ptr_array_add (changes, make_row (sheet, i));
  return changes;
}

static char *
prepare_singles (Fixture *fixture)
{
  return trial_client_write_push (fixture->client, PORTAIL_SYNC_OP_SINGLE,
                                  make_whole_sheet (fixture, N_ROWS));
}

static char *
prepare_batch (Fixture *fixture)
{
  return trial_client_write_push (fixture->client, PORTAIL_SYNC_OP_BATCH,
                                  make_whole_sheet (fixture, N_BATCH));
}

static char *
prepare_command (Fixture *fixture)
{
  GPtrArray *changes = make_whole_sheet (fixture, N_ROWS);
  g_autofree char *id = g_strdup (((PortailChange *) changes->pdata[0])->id);
  g_autofree char *body = trial_client_write_push (fixture->client, PORTAIL_SYNC_OP_BATCH, changes);
  g_autofree char *answer = trial_client_push_well (fixture->client, body);
  g_autoptr (PortailDotation) sheet = trial_client_load (fixture->client, &portail_dotation_type,
                                                         id);

  g_assert_nonnull (answer);
  return trial_client_write_one (fixture->client, make_command (sheet, "submit", NULL));
}

static Counts
count (Fixture *fixture)
{
  Counts counts;

  for (guint i = 0; i < G_N_ELEMENTS (counted_tables); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", counted_tables[i]);

      counts.counts[i] = portail_test_server_query (fixture->server, sql);
    }
  return counts;
}

static void
assert_gain (Fixture *fixture, const Counts *before)
{
  Counts after = count (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (counted_tables); i++)
    {
      gint64 gain = after.counts[i] - before->counts[i];

      if (gain != fixture->gain.counts[i])
        g_printerr ("%s\n", counted_tables[i]);
      g_assert_cmpint (gain, ==, fixture->gain.counts[i]);
    }
}

static void
check_totals (PortailDatabase *database)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) dotations = portail_record_sql_list (
      database, &portail_dotation_type, &error, "ORDER BY id DESC LIMIT 3", "");

  g_assert_no_error (error);
  for (guint i = 0; i < dotations->len; i++)
    {
      const PortailDotation *dotation = g_ptr_array_index (dotations, i);
      g_autoptr (PortailDotationSheet) sheet = portail_dotation_load (database, dotation->base.id,
                                                                      &error);
      g_autoptr (PortailDotationFigures) figures = NULL;
      PortailStatement *statement;

      g_assert_no_error (error);
      figures = portail_dotation_sheet_compute (sheet, &error);
      g_assert_no_error (error);
      statement = portail_database_query (
          database, &error,
          "SELECT n_rows, ca_brut, salaires, primes FROM dotation_totals WHERE dotation_id = ?",
          "t", dotation->base.id);
      g_assert_no_error (error);
      g_assert_cmpint (portail_statement_step (statement, &error), ==, PORTAIL_STEP_ROW);
      g_assert_cmpint (portail_statement_get_int64 (statement, 0), ==, sheet->rows->len);
      g_assert_cmpint (portail_statement_get_int64 (statement, 1), ==,
                       figures->chain.ca_brut.cents);
      g_assert_cmpint (portail_statement_get_int64 (statement, 2), ==,
                       figures->chain.salaires.cents);
      g_assert_cmpint (portail_statement_get_int64 (statement, 3), ==, figures->chain.primes.cents);
      portail_statement_reset (statement);
      g_assert_cmpint (dotation->amount.cents, ==,
                       figures->chain.salaires.cents + figures->chain.primes.cents);
    }
}

/* What the server's own checks say: file, digests, audit chains, figures. */
static void
check_database (Fixture *fixture)
{
  g_autoptr (PortailDatabase) database = portail_test_server_open_database (fixture->server);
  StoreFixture view = { .database = database };
  g_autoptr (GError) error = NULL;
  PortailStatement *statement = portail_database_prepare (database, "PRAGMA integrity_check",
                                                          &error);

  g_assert_no_error (error);
  g_assert_cmpint (portail_statement_step (statement, &error), ==, PORTAIL_STEP_ROW);
  g_assert_cmpstr (portail_statement_get_text (statement, 0), ==, "ok");
  portail_statement_reset (statement);
  store_fixture_check (&view);
  check_totals (database);
}

static guint
count_text (const char *text, const char *part)
{
  guint n = 0;

  while ((text = strstr (text, part)) != NULL)
    {
      text += strlen (part);
      n++;
    }
  return n;
}

static void
assert_all_applied (const char *answer)
{
  g_assert_cmpuint (count_text (answer, "\"op_id\":"), >, 0);
  g_assert_cmpuint (count_text (answer, "\"status\":\"applied\""), ==,
                    count_text (answer, "\"op_id\":"));
}

/* Pushes with a death at write @n. Returns: whether that was reached. */
static gboolean
push_and_die (Fixture *fixture, Prepare prepare, guint n, PortailCrashMoment moment)
{
  PortailCrashSwitch *crash = portail_test_server_get_crash_switch (fixture->server);
  g_autofree char *body = prepare (fixture);
  Counts before = count (fixture);
  g_autofree char *first = NULL;
  g_autofree char *again = NULL;
  g_autofree char *once_more = NULL;

  portail_crash_switch_set (crash, n, moment);
  first = trial_client_push (fixture->client, body);
  if (first == NULL)
    {
      portail_test_server_wait_killed (fixture->server);
      portail_crash_switch_set (crash, 0, moment);
      portail_test_server_start (fixture->server);
    }
  portail_crash_switch_set (crash, 0, moment);
  again = trial_client_push_well (fixture->client, body);
  once_more = trial_client_push_well (fixture->client, body);
  assert_all_applied (again);
  g_assert_cmpstr (again, ==, once_more);
  if (first != NULL)
    g_assert_cmpstr (first, ==, again);
  assert_gain (fixture, &before);
  check_database (fixture);
  return first == NULL;
}

/* What a push writes and gains when nothing happens. */
static guint
push_undisturbed (Fixture *fixture, Prepare prepare)
{
  PortailCrashSwitch *crash = portail_test_server_get_crash_switch (fixture->server);
  g_autofree char *body = prepare (fixture);
  Counts before = count (fixture);
  Counts after;
  guint n_writes;
  g_autofree char *answer = NULL;

  portail_crash_switch_set (crash, 0, PORTAIL_CRASH_BEFORE);
  answer = trial_client_push_well (fixture->client, body);
  n_writes = portail_crash_switch_get_n_writes (crash);
  after = count (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (counted_tables); i++)
    fixture->gain.counts[i] = after.counts[i] - before.counts[i];
  check_database (fixture);
  return n_writes;
}

static void
kill_at_each_write (Fixture *fixture, Prepare prepare)
{
  guint n_writes = push_undisturbed (fixture, prepare);
  guint n = 1;

  g_test_message ("%u writes undisturbed", n_writes);
  g_assert_cmpuint (n_writes, >, 2);
  while (n <= MAX_STEPS
         && push_and_die (fixture, prepare, n,
                          n % 2 == 0 ? PORTAIL_CRASH_HALFWAY : PORTAIL_CRASH_BEFORE))
    n++;
  g_test_message ("stopped at write %u", n);
  g_assert_cmpuint (n, >, MIN (n_writes, MAX_STEPS) / 2);
  if (n <= MAX_STEPS)
    return;
  for (guint i = 0; i < RANDOM_KILLS; i++)
    push_and_die (fixture, prepare, (guint) g_test_rand_int_range (MAX_STEPS, 2 * (gint) n_writes),
                  PORTAIL_CRASH_BEFORE);
}

static void
test_single_ops_apply_once (Fixture *fixture, gconstpointer unused)
{
  kill_at_each_write (fixture, prepare_singles);
}

static void
test_a_batch_applies_once (Fixture *fixture, gconstpointer unused)
{
  kill_at_each_write (fixture, prepare_batch);
}

static void
test_a_command_applies_once (Fixture *fixture, gconstpointer unused)
{
  kill_at_each_write (fixture, prepare_command);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/crash/single-ops-apply-once-wherever-the-server-is-killed", Fixture, NULL, set_up,
              test_single_ops_apply_once, tear_down);
  g_test_add ("/crash/a-batch-applies-once-wherever-the-server-is-killed", Fixture, NULL, set_up,
              test_a_batch_applies_once, tear_down);
  g_test_add ("/crash/a-command-applies-once-wherever-the-server-is-killed", Fixture, NULL, set_up,
              test_a_command_applies_once, tear_down);
  return g_test_run ();
}
