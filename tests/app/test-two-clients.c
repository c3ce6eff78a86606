/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two desktops with databases of their own and one real server: work offline, meet, disagree, be
 * refused, and be killed anywhere in between. */
#include <string.h>

#include "app/portail-outbox-item.h"
#include "shared/portail-error.h"
#include "tests/support/portail-test-server.h"
#include "tests/support/portail-tree.h"
#include "tests/support/portail-trial-desk.h"

#define SHEET        "01990000-0000-7000-8000-0000000000ff"
#define WEEK         "2025-W38"
#define N_ROWS       6
#define N_STEPS      7 /* of portail-client-on-trial */
#define MAX_STEPS    60
#define RANDOM_KILLS 30
#define SERVER_KILLS 40
#define RANDOM_CUTS  20

typedef struct
{
  PortailTestServer *server;
  char *session; /* of the patronne */
  PortailTrialDesk *camille;
  PortailTrialDesk *bastien;
} Fixture;

static char *
sign_in (Fixture *fixture, const char *discord_id)
{
  g_autoptr (PortailTestReply) reply = portail_test_server_sign_in (fixture->server, discord_id);

  return g_steal_pointer (&reply->body);
}

static PortailTrialDesk *
new_desk (Fixture *fixture, const char *session)
{
  return portail_trial_desk_new (NULL, portail_test_server_get_url (fixture->server), session,
                                 portail_test_server_get_garage_id (fixture->server));
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *other = NULL;

  fixture->server = portail_test_server_new ();
  portail_test_server_start (fixture->server);
  fixture->session = sign_in (fixture, TEST_SERVER_CAMILLE);
  other = sign_in (fixture, TEST_SERVER_BASTIEN);
  fixture->camille = new_desk (fixture, fixture->session);
  fixture->bastien = new_desk (fixture, other);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  portail_trial_desk_free (fixture->camille);
  portail_trial_desk_free (fixture->bastien);
  portail_test_server_free (fixture->server);
  g_free (fixture->session);
}

static gint64
get_run (PortailTrialDesk *desk, guint index)
{
  g_autofree char *id = portail_trial_desk_make_row_id (SHEET, index);

  return portail_client_get_run (&desk->base, id);
}

static void
set_run (PortailTrialDesk *desk, guint index, gint64 cents)
{
  g_autofree char *id = portail_trial_desk_make_row_id (SHEET, index);

  portail_trial_desk_do (desk, portail_client_set_run (id, cents));
}

static void
assert_counts (PortailTrialDesk *desk, guint n_to_send, guint n_to_resolve, guint n_refused)
{
  PortailOutboxCounts counts = portail_trial_desk_get_counts (desk);

  g_assert_cmpuint (counts.n_to_send, ==, n_to_send);
  g_assert_cmpuint (counts.n_to_resolve, ==, n_to_resolve);
  g_assert_cmpuint (counts.n_refused, ==, n_refused);
}

static void
assert_sheet (PortailTrialDesk *desk)
{
  for (guint i = 0; i < N_ROWS; i++)
    g_assert_cmpint (get_run (desk, i), ==, 100 * (i + 1));
}

static void
make_shared_sheet (Fixture *fixture)
{
  portail_trial_desk_paste (fixture->camille, SHEET, WEEK, N_ROWS);
  portail_trial_desk_sync (fixture->camille);
  portail_trial_desk_sync (fixture->bastien);
  assert_sheet (fixture->bastien);
}

static void
test_offline_work_reaches_the_other (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  portail_test_server_stop (fixture->server);
  portail_trial_desk_paste (fixture->camille, SHEET, WEEK, N_ROWS);
  assert_sheet (fixture->camille);
  error = portail_trial_desk_run (fixture->camille);
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAVAILABLE);
  assert_counts (fixture->camille, 1, 0, 0);

  portail_test_server_start (fixture->server);
  portail_trial_desk_sync (fixture->camille);
  assert_counts (fixture->camille, 0, 0, 0);
  portail_trial_desk_sync (fixture->bastien);
  assert_sheet (fixture->bastien);
  portail_trial_desk_sync (fixture->camille);
  assert_sheet (fixture->camille);
}

/* The id of the one op in @states. Owned. */
static char *
dup_op_id (PortailTrialDesk *desk, PortailOpStates states, const char *code)
{
  g_autoptr (GPtrArray) items = portail_client_list (&desk->base, states);
  const PortailOutboxOp *op;

  g_assert_cmpuint (items->len, ==, 1);
  op = portail_outbox_item_get_op (g_ptr_array_index (items, 0));
  g_assert_cmpstr (op->code, ==, code);
  return g_strdup (op->op->op_id);
}

static void
disagree (Fixture *fixture)
{
  make_shared_sheet (fixture);
  set_run (fixture->camille, 0, 25000);
  set_run (fixture->bastien, 0, 30000);
  portail_trial_desk_sync (fixture->camille);
  portail_trial_desk_sync (fixture->bastien);
  assert_counts (fixture->bastien, 0, 1, 0);
}

static void
test_a_conflict_is_kept_until_mine_is_taken (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *op_id = NULL;

  disagree (fixture);
  op_id = dup_op_id (fixture->bastien, PORTAIL_OP_STATES (CONFLICT), "conflict");
  portail_client_resolve (&fixture->bastien->base, op_id, PORTAIL_RESOLVE_TAKE_MINE);
  portail_trial_desk_sync (fixture->bastien);
  assert_counts (fixture->bastien, 0, 0, 0);
  portail_trial_desk_sync (fixture->camille);
  g_assert_cmpint (get_run (fixture->camille, 0), ==, 30000);
}

static void
test_a_conflict_is_kept_until_theirs_is_taken (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *op_id = NULL;

  disagree (fixture);
  op_id = dup_op_id (fixture->bastien, PORTAIL_OP_STATES (CONFLICT), "conflict");
  portail_client_resolve (&fixture->bastien->base, op_id, PORTAIL_RESOLVE_TAKE_THEIRS);
  portail_trial_desk_sync (fixture->bastien);
  assert_counts (fixture->bastien, 0, 0, 0);
  g_assert_cmpint (get_run (fixture->bastien, 0), ==, 25000);
}

static void
test_different_fields_merge (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *id = portail_trial_desk_make_row_id (SHEET, 0);
  g_autoptr (PortailDotationRow) row = NULL;

  make_shared_sheet (fixture);
  set_run (fixture->camille, 0, 25000);
  portail_trial_desk_do (fixture->bastien, portail_client_set_grade (id, "Chef"));
  portail_trial_desk_sync (fixture->camille);
  portail_trial_desk_sync (fixture->bastien);
  portail_trial_desk_sync (fixture->camille);
  assert_counts (fixture->bastien, 0, 0, 0);
  g_assert_cmpint (get_run (fixture->bastien, 0), ==, 25000);
  row = portail_client_load (&fixture->camille->base, &portail_dotation_row_type, id);
  g_assert_cmpstr (row->grade, ==, "Chef");
}

static void
test_a_refusal_is_kept_with_its_reason (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *op_id = NULL;

  make_shared_sheet (fixture);
  portail_trial_desk_do (fixture->camille, portail_client_command (SHEET, "submit", NULL));
  portail_trial_desk_sync (fixture->camille);
  set_run (fixture->bastien, 0, 30000);
  portail_trial_desk_sync (fixture->bastien);
  assert_counts (fixture->bastien, 0, 0, 1);
  op_id = dup_op_id (fixture->bastien, PORTAIL_OP_STATES (REJECTED), "locked");
  portail_client_resolve (&fixture->bastien->base, op_id, PORTAIL_RESOLVE_DISCARD);
  assert_counts (fixture->bastien, 0, 0, 0);
  g_assert_cmpint (get_run (fixture->bastien, 0), ==, 100);
}

static void
test_each_reply_may_be_lost (Fixture *fixture, gconstpointer unused)
{
  static const PortailFaultKind kinds[] = {
    PORTAIL_FAULT_DROP_REQUEST,
    PORTAIL_FAULT_DROP_REPLY,
    PORTAIL_FAULT_CUT_REPLY,
    PORTAIL_FAULT_DUPLICATE_REQUEST,
  };
  PortailFaultProxy *proxy = portail_test_server_get_proxy (fixture->server);
  gint64 run = 1000;

  make_shared_sheet (fixture);
  for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    for (guint at = 1; at <= 3; at++)
      {
        const PortailFault fault = { kinds[kind], at, 50, 0 };
        g_autoptr (GError) error = NULL;

        set_run (fixture->camille, at, run += 100);
        portail_fault_proxy_set_fault (proxy, &fault);
        error = portail_trial_desk_run (fixture->camille);
        portail_fault_proxy_set_fault (proxy, &(PortailFault){ PORTAIL_FAULT_NONE });
        portail_trial_desk_sync (fixture->camille);
        assert_counts (fixture->camille, 0, 0, 0);
        portail_trial_desk_sync (fixture->bastien);
        g_assert_cmpint (get_run (fixture->bastien, at), ==, run);
      }
  g_assert_cmpint (portail_test_server_query (fixture->server, "SELECT count(*) FROM op_ledger"),
                   ==, 1 + 3 * G_N_ELEMENTS (kinds));
}

/* After a whole line of the head libsoup reports an empty answer instead of an error. */
static void
test_a_reply_may_be_cut_anywhere (Fixture *fixture, gconstpointer unused)
{
  static const gsize line_ends[] = {
    sizeof "HTTP/1.1 200 OK\r\n" - 1,
    sizeof "HTTP/1.1 200 OK\r\nDate: Sun, 22 Nov 2026 14:07:30 GMT\r\n" - 1,
  };
  PortailFaultProxy *proxy = portail_test_server_get_proxy (fixture->server);
  gint64 run = 1000;

  make_shared_sheet (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (line_ends) + RANDOM_CUTS; i++)
    for (guint at = 1; at <= 2; at++)
      {
        const gsize n_bytes = i < G_N_ELEMENTS (line_ends) ? line_ends[i]
                                                           : (gsize) g_test_rand_int_range (0, 800);
        g_autoptr (GError) error = NULL;

        set_run (fixture->camille, 0, run += 100);
        portail_fault_proxy_set_fault (proxy,
                                       &(PortailFault){ PORTAIL_FAULT_CUT_REPLY, at, n_bytes, 0 });
        error = portail_trial_desk_run (fixture->camille);
        portail_fault_proxy_set_fault (proxy, &(PortailFault){ PORTAIL_FAULT_NONE });
        portail_trial_desk_sync (fixture->camille);
        assert_counts (fixture->camille, 0, 0, 0);
        portail_trial_desk_sync (fixture->bastien);
        g_assert_cmpint (get_run (fixture->bastien, 0), ==, run);
      }
}

static void
test_a_server_killed_in_a_push_loses_nothing (Fixture *fixture, gconstpointer unused)
{
  PortailCrashSwitch *crash = portail_test_server_get_crash_switch (fixture->server);
  gboolean was_killed = TRUE;
  guint n = 0;

  make_shared_sheet (fixture);
  while (was_killed && n < SERVER_KILLS)
    {
      g_autoptr (GError) error = NULL;

      set_run (fixture->camille, 0, 1000 * ++n);
      portail_crash_switch_set (crash, n, PORTAIL_CRASH_HALFWAY);
      error = portail_trial_desk_run (fixture->camille);
      was_killed = error != NULL;
      if (was_killed)
        portail_test_server_wait_killed (fixture->server);
      portail_crash_switch_set (crash, 0, PORTAIL_CRASH_BEFORE);
      if (was_killed)
        portail_test_server_start (fixture->server);
      portail_trial_desk_sync (fixture->camille);
      assert_counts (fixture->camille, 0, 0, 0);
      portail_trial_desk_sync (fixture->bastien);
      g_assert_cmpint (get_run (fixture->bastien, 0), ==, 1000 * n);
    }
  g_assert_cmpuint (n, >, 5);
  g_assert_cmpint (portail_test_server_query (fixture->server, "SELECT count(*) FROM op_ledger"),
                   ==, 1 + n);
}

/* One life of a client process. */
typedef struct
{
  Fixture *fixture;
  const char *directory;
  const char *switch_path;
} Client;

/* What it said until it ended. @sheet_id NULL: it only sends what waits. Owned. */
static char *
run_client (const Client *client, const char *sheet_id, const char *week)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "tests", "app",
                                                    "portail-client-on-trial", NULL);
  const char *const arguments[] = {
    program,
    client->directory,
    portail_test_server_get_url (client->fixture->server),
    portail_test_server_get_garage_id (client->fixture->server),
    sheet_id,
    week,
    NULL,
  };
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *said = NULL;

  g_subprocess_launcher_setenv (launcher, PORTAIL_CRASH_SWITCH_VARIABLE, client->switch_path, TRUE);
  process = g_subprocess_launcher_spawnv (launcher, arguments, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, client->fixture->session, NULL, &said, NULL, &error);
  g_assert_no_error (error);
  if (g_subprocess_get_if_signaled (process))
    g_assert_cmpint (g_subprocess_get_term_sig (process), ==, SIGKILL);
  else
    g_assert_true (g_subprocess_get_successful (process));
  return said;
}

/* @sql with the sheet's id for each `$`. */
static gint64
query_sheet (Fixture *fixture, const char *sql, const char *sheet_id)
{
  g_autofree char *quoted = g_strdup_printf ("'%s'", sheet_id);
  g_auto (GStrv) parts = g_strsplit (sql, "$", -1);
  g_autofree char *whole = g_strjoinv (quoted, parts);

  return portail_test_server_query (fixture->server, whole);
}

/* Whether what the window showed as done is on the server. */
static void
assert_done (Fixture *fixture, const char *sheet_id, guint n_done)
{
  static const struct
  {
    guint step;
    const char *sql;
    gint64 expected;
  } effects[] = {
    { 0, "SELECT count(*) FROM dotation WHERE id = $", 1 },
    { 1, "SELECT run FROM dotation_row WHERE dotation_id = $ ORDER BY id LIMIT 1", 99900 },
    { 3, "SELECT grade = 'Chef' FROM dotation_row WHERE dotation_id = $ ORDER BY id LIMIT 1, 1",
      1 },
    { 4, "SELECT count(*) FROM dotation_row WHERE dotation_id = $ AND trashed_at IS NULL", 5 },
    { 5, "SELECT status = 'en_attente' FROM dotation WHERE id = $", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (effects); i++)
    if (n_done > effects[i].step)
      g_assert_cmpint (query_sheet (fixture, effects[i].sql, sheet_id), ==, effects[i].expected);
  g_assert_cmpint (query_sheet (fixture,
                                "SELECT count(*) FROM audit_entry WHERE action = 'submit'"
                                " AND target_id = $",
                                sheet_id),
                   <=, 1);
  g_assert_cmpint (
      query_sheet (fixture, "SELECT count(*) FROM dotation_row WHERE dotation_id = $", sheet_id)
          % N_ROWS,
      ==, 0);
}

static guint
count_lines (const char *said, const char *prefix)
{
  g_auto (GStrv) lines = g_strsplit (said, "\n", -1);
  guint n = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    n += g_str_has_prefix (lines[i], prefix);
  return n;
}

/* A life that ends at write @n, and one that sends what was left. Returns: whether it was killed.
 */
static gboolean
live_and_die (const Client *client, PortailCrashSwitch *crash, guint number, guint n)
{
  g_autofree char *sheet_id = g_strdup_printf ("01990000-0000-7000-8000-%08u00ff", number);
  g_autofree char *week = g_strdup_printf ("%04u-W%02u", 2000 + number / 52, 1 + number % 52);
  g_autofree char *said = NULL;
  g_autofree char *said_later = NULL;

  portail_crash_switch_set (crash, n, n % 2 == 0 ? PORTAIL_CRASH_HALFWAY : PORTAIL_CRASH_BEFORE);
  said = run_client (client, sheet_id, week);
  portail_crash_switch_set (crash, 0, PORTAIL_CRASH_BEFORE);
  said_later = run_client (client, NULL, NULL);
  g_assert_nonnull (strstr (said_later, "clean 0 0"));
  assert_done (client->fixture, sheet_id, count_lines (said, "did "));
  return strstr (said, "clean") == NULL;
}

static void
test_a_client_killed_anywhere_loses_nothing (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *directory = g_dir_make_tmp ("portail-client-XXXXXX", &error);
  g_autofree char *switch_path = g_build_filename (portail_test_server_get_folder (fixture->server),
                                                   "client-switch", NULL);
  const Client client = { fixture, directory, switch_path };
  guint number = 0;
  guint n = 1;
  guint n_writes;

  g_assert_no_error (error);
  {
    g_autoptr (PortailCrashSwitch) crash = portail_crash_switch_new (switch_path);
    g_autofree char *said = NULL;

    said = run_client (&client, SHEET, WEEK);
    n_writes = portail_crash_switch_get_n_writes (crash);
    g_test_message ("%u writes undisturbed", n_writes);
    g_assert_cmpuint (count_lines (said, "did "), ==, N_STEPS);
    g_assert_nonnull (strstr (said, "clean 0 0"));
    assert_done (fixture, SHEET, N_STEPS);
    while (n <= MAX_STEPS && live_and_die (&client, crash, number++, n))
      n++;
    g_assert_cmpuint (n, >, MAX_STEPS);
    for (guint i = 0; i < RANDOM_KILLS; i++)
      live_and_die (&client, crash, number++,
                    (guint) g_test_rand_int_range (MAX_STEPS, (gint) n_writes));
  }
  portail_trial_desk_sync (fixture->bastien);
  portail_tree_remove (directory);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  portail_trial_desk_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("/two-clients/offline-work-reaches-the-other", test_offline_work_reaches_the_other);
  ADD ("/two-clients/a-conflict-is-kept-until-mine-is-taken",
       test_a_conflict_is_kept_until_mine_is_taken);
  ADD ("/two-clients/a-conflict-is-kept-until-theirs-is-taken",
       test_a_conflict_is_kept_until_theirs_is_taken);
  ADD ("/two-clients/different-fields-merge", test_different_fields_merge);
  ADD ("/two-clients/a-refusal-is-kept-with-its-reason", test_a_refusal_is_kept_with_its_reason);
  ADD ("/two-clients/each-reply-may-be-lost", test_each_reply_may_be_lost);
  ADD ("/two-clients/a-reply-may-be-cut-anywhere", test_a_reply_may_be_cut_anywhere);
  ADD ("/two-clients/a-server-killed-in-a-push-loses-nothing",
       test_a_server_killed_in_a_push_loses_nothing);
  ADD ("/two-clients/a-client-killed-anywhere-loses-nothing",
       test_a_client_killed_anywhere_loses_nothing);
  return g_test_run ();
}
