/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Devices and the server over a network that loses, cuts and repeats; the rules themselves are
 * tested inline by test-push.c and test-pull.c. */
#include <string.h>

#include "tests/server/sync-client.h"
#include "tests/server/trial-client.h"
#include "tests/support/portail-raw-client.h"

#define N_WRITERS     4
#define N_OPS_EACH    12
#define N_RANDOM_CUTS 20
#define N_STREAMS     40

typedef struct
{
  PortailTestServer *server;
  TrialClient *camille;
  TrialClient *bastien;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->server = portail_test_server_new ();
  portail_test_server_start (fixture->server);
  fixture->camille = trial_client_new (fixture->server, TEST_SERVER_CAMILLE);
  fixture->bastien = trial_client_new (fixture->server, TEST_SERVER_BASTIEN);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  trial_client_free (fixture->camille);
  trial_client_free (fixture->bastien);
  portail_test_server_free (fixture->server);
}

static PortailChange *
make_sheet (guint n)
{
  g_autofree char *fields = g_strdup_printf ("{\"period\":\"%04u-W%02u\"}", 2000 + n / 52,
                                             1 + n % 52);

  return make_create (&portail_dotation_type, NULL, fields);
}

static PortailChange *
make_row (const char *sheet_id, guint position)
{
  g_autofree char *fields = g_strdup_printf ("{\"dotation_id\":\"%s\",\"position\":%u,\"employee_"
                                             "name\":\"Personne %u\",\"grade\":\"Chef\","
                                             "\"run\":100,\"facture\":0,\"vente\":0}",
                                             sheet_id, position, position);

  return make_create (&portail_dotation_row_type, NULL, fields);
}

static void
assert_status (const char *answer, const char *expected)
{
  g_autofree char *status = sync_client_get_status (answer, 0);

  g_assert_cmpstr (status, ==, expected);
}

/* A sheet of week @n with one row, which is returned as both devices know it. */
static PortailDotationRow *
make_shared_row (Fixture *fixture, guint n)
{
  PortailChange *sheet = make_sheet (n);
  PortailChange *row = make_row (sheet->id, 0);
  g_autofree char *row_id = g_strdup (row->id);
  GPtrArray *changes = g_ptr_array_new ();
  g_autofree char *body = NULL;
  g_autofree char *answer = NULL;

  g_ptr_array_add (changes, sheet);
  g_ptr_array_add (changes, row);
  body = trial_client_write_push (fixture->camille, PORTAIL_SYNC_OP_BATCH, changes);
  answer = trial_client_push_well (fixture->camille, body);
  assert_status (answer, "applied");
  return trial_client_load (fixture->camille, &portail_dotation_row_type, row_id);
}

static void
set_fault (Fixture *fixture, PortailFaultKind kind, gsize n_bytes)
{
  const PortailFault fault = { kind, 1, n_bytes, 100 };

  portail_fault_proxy_set_fault (portail_test_server_get_proxy (fixture->server), &fault);
}

static void
assert_stored_once (Fixture *fixture, guint n_ops)
{
  g_assert_cmpint (portail_test_server_query (fixture->server, "SELECT count(*) FROM op_ledger"),
                   ==, n_ops);
  g_assert_cmpint (portail_test_server_query (fixture->server, "SELECT count(*) FROM dotation"), ==,
                   n_ops);
  g_assert_cmpint (portail_test_server_query (
                       fixture->server, "SELECT count(*) FROM audit_entry WHERE action = 'create'"
                                        " AND target_type = 'dotation'"),
                   ==, n_ops);
}

static void
test_a_lost_reply_changes_nothing (Fixture *fixture, gconstpointer unused)
{
  static const PortailFaultKind kinds[] = {
    PORTAIL_FAULT_DROP_REQUEST, PORTAIL_FAULT_DROP_REPLY,        PORTAIL_FAULT_CUT_REPLY,
    PORTAIL_FAULT_DELAY_REPLY,  PORTAIL_FAULT_DUPLICATE_REQUEST,
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *body = trial_client_write_one (fixture->camille, make_sheet (i));
      g_autofree char *disturbed = NULL;
      g_autofree char *answer = NULL;

      set_fault (fixture, kinds[i], 40);
      disturbed = trial_client_push (fixture->camille, body);
      answer = trial_client_push_well (fixture->camille, body);
      assert_status (answer, "applied");
      if (kinds[i] == PORTAIL_FAULT_DELAY_REPLY || kinds[i] == PORTAIL_FAULT_DUPLICATE_REQUEST)
        g_assert_cmpstr (disturbed, ==, answer);
      else
        g_assert_null (disturbed);
      assert_stored_once (fixture, i + 1);
    }
}

static void
test_a_reply_cut_anywhere_is_asked_for_again (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *first_body = trial_client_write_one (fixture->camille, make_sheet (0));
  g_autofree char *first = trial_client_push_well (fixture->camille, first_body);
  gint32 length = (gint32) strlen (first);

  for (guint i = 1; i <= N_RANDOM_CUTS; i++)
    {
      g_autofree char *body = trial_client_write_one (fixture->camille, make_sheet (i));
      g_autofree char *cut = NULL;
      g_autofree char *answer = NULL;

      gsize n_bytes = (gsize) g_test_rand_int_range (0, length);

      g_test_message ("cut after %zu bytes", n_bytes);
      set_fault (fixture, PORTAIL_FAULT_CUT_REPLY, n_bytes);
      cut = trial_client_push (fixture->camille, body);
      g_assert_null (cut);
      answer = trial_client_push_well (fixture->camille, body);
      assert_status (answer, "applied");
    }
  assert_stored_once (fixture, N_RANDOM_CUTS + 1);
}

static void
test_a_push_is_repeated_byte_for_byte (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *body = trial_client_write_one (fixture->camille, make_sheet (0));
  g_autofree char *first = trial_client_push_well (fixture->camille, body);
  g_autofree char *second = trial_client_push_well (fixture->camille, body);
  g_autofree char *third = NULL;

  portail_test_server_stop (fixture->server);
  portail_test_server_start (fixture->server);
  third = trial_client_push_well (fixture->camille, body);
  g_assert_cmpstr (first, ==, second);
  g_assert_cmpstr (first, ==, third);
  assert_stored_once (fixture, 1);
}

/* Both devices change the row that they saw; what the second is told. Owned. */
static char *
edit_by_both (Fixture *fixture, guint week, const char *mine, const char *theirs)
{
  g_autoptr (PortailDotationRow) row = make_shared_row (fixture, week);
  g_autofree char *first = trial_client_do (fixture->camille, make_update (row, mine));

  assert_status (first, "applied");
  return trial_client_do (fixture->bastien, make_update (row, theirs));
}

static void
test_two_devices_edit_one_row (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *mine;
    const char *theirs;
    const char *status;
  } cases[] = {
    { "{\"grade\":\"Cheffe\"}", "{\"run\":250}", "merged" },
    { "{\"run\":250}", "{\"employee_name\":\"Léo\"}", "merged" },
    { "{\"run\":250}", "{\"run\":250}", "merged" },
    { "{\"grade\":\"Cheffe\"}", "{\"grade\":\"Cheffe\"}", "merged" },
    { "{\"grade\":\"Cheffe\"}", "{\"grade\":\"Apprenti\"}", "conflict conflict" },
    { "{\"run\":250}", "{\"run\":300}", "conflict conflict" },
    { "{\"run\":250}", "{\"vente\":300}", "conflict conflict" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *answer = edit_by_both (fixture, i, cases[i].mine, cases[i].theirs);

      assert_status (answer, cases[i].status);
    }
}

static void
test_a_conflict_shows_what_stands (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *answer = edit_by_both (fixture, 0, "{\"run\":250}", "{\"run\":300}");
  g_autoptr (PortailJsonDocument) document = portail_json_parse (answer, strlen (answer), NULL);
  const PortailJson *result =
      portail_json_get (portail_json_document_get_root (document), "results")->first_child;
  const PortailJson *row = portail_json_get (result, "row");

  g_assert_cmpstr (portail_json_get (row, "run")->text, ==, "250");
  g_assert_cmpstr (portail_json_get_string (portail_json_get (result, "fields")->first_child), ==,
                   "run");
}

static void
test_a_lost_refresh_is_given_again (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailTestReply) session = portail_test_server_sign_in (fixture->server,
                                                                      TEST_SERVER_LEA);
  g_autofree char *body = g_strdup_printf ("{\"refresh_token\":\"%s\"}",
                                           portail_test_reply_get_text (session, "refresh_token"));
  g_autoptr (PortailTestReply) lost = NULL;
  g_autoptr (PortailTestReply) first = NULL;
  g_autoptr (PortailTestReply) second = NULL;
  g_autoptr (PortailTestReply) late = NULL;
  g_autofree char *next = NULL;

  set_fault (fixture, PORTAIL_FAULT_DROP_REPLY, 0);
  lost = portail_test_server_ask (fixture->server, "POST", "/auth/refresh", NULL, body);
  g_assert_cmpuint (lost->status, ==, 0);
  first = portail_test_server_ask (fixture->server, "POST", "/auth/refresh", NULL, body);
  g_assert_cmpuint (first->status, ==, 200);
  next = g_strdup_printf ("{\"refresh_token\":\"%s\"}",
                          portail_test_reply_get_text (first, "refresh_token"));
  second = portail_test_server_ask (fixture->server, "POST", "/auth/refresh", NULL, next);
  g_assert_cmpuint (second->status, ==, 200);
  /* From here on the first token is in the hands of two. */
  late = portail_test_server_ask (fixture->server, "POST", "/auth/refresh", NULL, body);
  g_assert_cmpuint (late->status, ==, 401);
}

typedef struct
{
  TrialClient *client;
  const char *sheet_id;
  guint first;
  guint n_applied;
} Writer;

static gpointer
write_rows (gpointer pointer)
{
  Writer *writer = pointer;

  for (guint i = 0; i < N_OPS_EACH; i++)
    {
      g_autofree char *answer = trial_client_do (writer->client,
                                                 make_row (writer->sheet_id, writer->first + i));
      g_autofree char *status = sync_client_get_status (answer, 0);

      if (g_str_equal (status, "applied"))
        writer->n_applied++;
    }
  return NULL;
}

static void
test_devices_write_at_once (Fixture *fixture, gconstpointer unused)
{
  PortailChange *sheet = make_sheet (0);
  g_autofree char *sheet_id = g_strdup (sheet->id);
  g_autofree char *answer = trial_client_do (fixture->camille, sheet);
  Writer writers[N_WRITERS];
  GThread *threads[N_WRITERS];

  assert_status (answer, "applied");
  for (guint i = 0; i < N_WRITERS; i++)
    {
      writers[i] = (Writer){
        .client = trial_client_new (fixture->server,
                                    i % 2 == 0 ? TEST_SERVER_CAMILLE : TEST_SERVER_BASTIEN),
        .sheet_id = sheet_id,
        .first = i * N_OPS_EACH,
      };
      threads[i] = g_thread_new ("writer", write_rows, &writers[i]);
    }
  for (guint i = 0; i < N_WRITERS; i++)
    {
      g_thread_join (threads[i]);
      g_assert_cmpuint (writers[i].n_applied, ==, N_OPS_EACH);
      trial_client_free (writers[i].client);
    }
  g_assert_cmpint (
      portail_test_server_query (fixture->server, "SELECT n_rows FROM dotation_totals"), ==,
      N_WRITERS * N_OPS_EACH);
  g_assert_cmpint (portail_test_server_query (
                       fixture->server, "SELECT count(*) - count(DISTINCT rev) FROM dotation_row"),
                   ==, 0);
}

/* A stream of live events whose first bytes have come. Owned. */
static PortailRawClient *
listen_live (Fixture *fixture)
{
  PortailRawClient *client = portail_raw_client_new (
      portail_fault_proxy_get_port (portail_test_server_get_proxy (fixture->server)));
  g_autofree char *request = g_strdup_printf (
      "GET /api/sync/live HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n",
      fixture->camille->token);
  g_autofree char *head = NULL;

  portail_raw_client_send (client, request);
  head = portail_raw_client_read_until (client, "\r\n\r\n");
  g_assert_nonnull (head);
  return client;
}

static void
test_live_streams_come_and_go (Fixture *fixture, gconstpointer unused)
{
  for (guint i = 0; i < N_STREAMS; i++)
    {
      g_autoptr (PortailRawClient) first = listen_live (fixture);
      g_autoptr (PortailRawClient) second = listen_live (fixture);
      g_autofree char *answer = trial_client_do (fixture->camille, make_sheet (i));

      assert_status (answer, "applied");
    }
  portail_test_server_stop (fixture->server);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/sync-trials/a-lost-reply-changes-nothing", test_a_lost_reply_changes_nothing);
  ADD ("/sync-trials/a-reply-cut-anywhere-is-asked-for-again",
       test_a_reply_cut_anywhere_is_asked_for_again);
  ADD ("/sync-trials/a-push-is-repeated-byte-for-byte", test_a_push_is_repeated_byte_for_byte);
  ADD ("/sync-trials/two-devices-edit-one-row", test_two_devices_edit_one_row);
  ADD ("/sync-trials/a-conflict-shows-what-stands", test_a_conflict_shows_what_stands);
  ADD ("/sync-trials/a-lost-refresh-is-given-again", test_a_lost_refresh_is_given_again);
  ADD ("/sync-trials/devices-write-at-once", test_devices_write_at_once);
  ADD ("/sync-trials/live-streams-come-and-go", test_live_streams_come_and_go);
  return g_test_run ();
}
