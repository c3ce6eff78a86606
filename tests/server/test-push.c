/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "server/portail-op-ledger.h"
#include "shared/portail-id.h"
#include "tests/server/sync-client.h"

static void
assert_status (const char *answer, guint index, const char *expected)
{
  g_autofree char *status = sync_client_get_status (answer, index);

  g_assert_cmpstr (status, ==, expected);
}

static PortailChange *
make_sheet_change (const char *week)
{
  g_autofree char *fields = g_strdup_printf ("{\"period\":\"%s\"}", week);

  return make_create (&portail_dotation_type, NULL, fields);
}

static PortailSyncOp *
make_sheet_op (SyncClient *client, const char *week)
{
  return sync_client_make_op (client, client->fixture->company_a, make_sheet_change (week));
}

static char *
push_one (SyncClient *client, const char *week, gint64 seq)
{
  g_autoptr (PortailSyncOp) op = make_sheet_op (client, week);

  op->seq = seq;
  return sync_client_push (client, op, NULL);
}

static void
test_a_repeated_push_is_answered_byte_for_byte (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (SyncClient) client = sync_client_new (fixture, PERSON_PATRON);
  g_autoptr (PortailSyncOp) good = make_sheet_op (client, "2025-W38");
  g_autoptr (PortailSyncOp) twice = make_sheet_op (client, "2025-W38");
  g_autofree char *first = sync_client_push (client, good, twice, NULL);
  g_autofree char *before = store_fixture_dump (fixture);
  g_autofree char *second = sync_client_push (client, good, twice, NULL);

  assert_status (first, 0, "applied");
  assert_status (first, 1, "conflict duplicate_key");
  g_assert_cmpstr (first, ==, second);
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM dotation"), ==, 1);
  g_assert_nonnull (before);
  store_fixture_check (fixture);
}

static void
test_the_same_id_with_another_payload_is_refused (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (SyncClient) client = sync_client_new (fixture, PERSON_PATRON);
  g_autoptr (PortailSyncOp) op = make_sheet_op (client, "2025-W38");
  g_autoptr (PortailSyncOp) other = make_sheet_op (client, "2025-W39");
  g_autofree char *first = sync_client_push (client, op, NULL);
  g_autofree char *second = NULL;

  g_free (other->op_id);
  other->op_id = g_strdup (op->op_id);
  second = sync_client_push (client, other, NULL);
  assert_status (second, 0, "rejected op_reused");
  g_assert_cmpint (
      store_fixture_query (fixture, "SELECT count(*) FROM audit_entry WHERE action = 'op_reused'"),
      ==, 1);
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM dotation"), ==, 1);
  store_fixture_check (fixture);
}

static void
test_a_gap_waits_and_keeps_nothing (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (SyncClient) client = sync_client_new (fixture, PERSON_PATRON);
  g_autoptr (PortailSyncOp) one = make_sheet_op (client, "2025-W38");
  g_autoptr (PortailSyncOp) two = make_sheet_op (client, "2025-W39");
  g_autoptr (PortailSyncOp) three = make_sheet_op (client, "2025-W40");
  g_autofree char *early = sync_client_push (client, two, three, NULL);
  g_autofree char *late = NULL;

  assert_status (early, 0, "deferred");
  assert_status (early, 1, "deferred");
  g_assert_nonnull (strstr (early, "\"on\":\"seq:1\""));
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM op_ledger"), ==, 0);
  late = sync_client_push (client, one, two, three, NULL);
  assert_status (late, 0, "applied");
  assert_status (late, 2, "applied");
}

static void
test_a_known_number_with_another_id_is_refused (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (SyncClient) client = sync_client_new (fixture, PERSON_PATRON);
  g_autofree char *first = push_one (client, "2025-W38", 1);
  g_autofree char *second = push_one (client, "2025-W39", 1);

  assert_status (first, 0, "applied");
  assert_status (second, 0, "rejected seq_reused");
}

static void
test_an_op_waits_for_what_it_depends_on (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (SyncClient) client = sync_client_new (fixture, PERSON_PATRON);
  g_autoptr (PortailSyncOp) op = make_sheet_op (client, "2025-W38");
  g_autofree char *answer = NULL;

  g_ptr_array_add (op->dependencies, portail_id_new ());
  answer = sync_client_push (client, op, NULL);
  assert_status (answer, 0, "deferred");
  g_assert_nonnull (strstr (answer, "\"on\":\"op:"));
}

static void
test_what_depends_on_a_refusal_is_refused_and_others_go_on (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (SyncClient) client = sync_client_new (fixture, PERSON_PATRON);
  g_autoptr (PortailSyncOp) first = make_sheet_op (client, "2025-W38");
  g_autoptr (PortailSyncOp) twice = make_sheet_op (client, "2025-W38");
  g_autoptr (PortailSyncOp) dependent = make_sheet_op (client, "2025-W39");
  g_autoptr (PortailSyncOp) free_one = make_sheet_op (client, "2025-W40");
  g_autofree char *answer = NULL;

  g_ptr_array_add (dependent->dependencies, g_strdup (twice->op_id));
  answer = sync_client_push (client, first, twice, dependent, free_one, NULL);
  assert_status (answer, 1, "conflict duplicate_key");
  assert_status (answer, 2, "rejected dependency_failed");
  assert_status (answer, 3, "applied");
}

static void
test_a_malformed_op_is_refused_alone (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (SyncClient) client = sync_client_new (fixture, PERSON_PATRON);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *id = portail_id_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = NULL;

  g_ptr_array_add (texts, g_strdup ("17"));
  g_ptr_array_add (texts, g_strdup_printf ("{\"op_id\":\"%s\",\"seq\":1,\"type\":\"cheese\"}", id));
  answer = sync_client_push_texts (client, texts, &error);
  g_assert_no_error (error);
  assert_status (answer, 0, "rejected malformed");
  assert_status (answer, 1, "rejected invalid");
  g_clear_pointer (&answer, g_free);
  answer = push_one (client, "2025-W38", 2);
  assert_status (answer, 0, "applied");
}

static void
test_a_foreign_device_is_refused (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (SyncClient) patron = sync_client_new (fixture, PERSON_PATRON);
  g_autoptr (SyncClient) thief = sync_client_new (fixture, PERSON_PATRON_B);
  g_autofree char *first = push_one (patron, "2025-W38", 1);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  g_free (thief->device);
  thief->device = g_strdup (patron->device);
  g_assert_null (sync_client_push_texts (thief, none, &error));
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_CONFLICT);
}

/* Invariant 15: neither answers nor errors tell of another company. */
static void
test_a_stranger_learns_nothing (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 1);
  g_autoptr (SyncClient) client = sync_client_new (fixture, PERSON_PATRON_B);
  g_autoptr (PortailSyncOp) update = sync_client_make_op (client, fixture->company_b,
                                                          make_update (sheet, "{\"notes\":\"x\"}"));
  g_autoptr (PortailSyncOp) create = sync_client_make_op (
      client, fixture->company_b,
      make_create (&portail_dotation_type, sheet->base.id, "{\"period\":\"2025-W38\"}"));
  g_autoptr (PortailSyncOp) command = sync_client_make_op (client, fixture->company_a,
                                                           make_command (sheet, "submit", NULL));
  g_autofree char *answer = sync_client_push (client, update, create, command, NULL);

  for (guint i = 0; i < 3; i++)
    assert_status (answer, i, "rejected not_found");
  g_assert_null (strstr (answer, "2025-W38"));
}

static void
test_a_kept_answer_is_brief_when_the_right_is_gone (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (SyncClient) client = sync_client_new (fixture, PERSON_PATRON);
  g_autoptr (PortailSyncOp) op = make_sheet_op (client, "2025-W38");
  g_autofree char *first = sync_client_push (client, op, NULL);
  g_autofree char *second = NULL;

  portail_database_execute (fixture->database, "DELETE FROM membership", NULL);
  second = sync_client_push (client, op, NULL);
  assert_status (second, 0, "applied");
  g_assert_nonnull (strstr (first, "2025-W38"));
  g_assert_null (strstr (second, "2025-W38"));
}

static void
test_too_many_ops_are_refused_before_work (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (SyncClient) client = sync_client_new (fixture, PERSON_PATRON);
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 1001; i++)
    g_ptr_array_add (texts, (gpointer) "{}");
  g_assert_null (sync_client_push_texts (client, texts, &error));
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_TOO_LARGE);
}

/* The n-th statement of a push fails; what was answered before stays, the push leaves nothing, and
 * sending it again ends as if nothing had happened. */
static void
test_an_interrupted_push_is_sent_again (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (SyncClient) client = sync_client_new (fixture, PERSON_PATRON);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *answer = NULL;
  guint n = 0;

  for (int i = 0; i < 3; i++)
    {
      g_autofree char *week = g_strdup_printf ("2025-W%d", 38 + i / 2);
      g_autoptr (PortailSyncOp) op = make_sheet_op (client, week);
      GString *text = g_string_new (NULL);

      portail_sync_op_append_json (op, text);
      g_ptr_array_add (texts, g_string_free (text, FALSE));
    }
  while (answer == NULL)
    {
      g_autofree char *before = store_fixture_dump (fixture);
      g_autofree char *after = NULL;
      g_autoptr (GError) error = NULL;

      client->fault_at = ++n;
      answer = sync_client_push_texts (client, texts, &error);
      after = store_fixture_dump (fixture);
      g_assert_true (answer != NULL || g_str_equal (before, after));
    }
  assert_status (answer, 0, "applied");
  assert_status (answer, 1, "conflict duplicate_key");
  assert_status (answer, 2, "applied");
  g_assert_cmpuint (n, >, 20);
  store_fixture_check (fixture);
}

/* Made offline, they come together. */
static void
test_a_new_company_takes_rows_in_the_same_push (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (SyncClient) client = sync_client_new (fixture, PERSON_STAFF);
  g_autofree char *id = portail_id_new ();
  g_autoptr (PortailSyncOp) company = sync_client_make_op (
      client, NULL, make_create (&portail_enterprise_type, id, "{\"name\":\"Bar\"}"));
  g_autoptr (PortailSyncOp) employee = sync_client_make_op (
      client, id, make_create (&portail_employee_type, NULL, "{\"name\":\"Zoé\"}"));
  g_autofree char *answer = sync_client_push (client, company, employee, NULL);

  assert_status (answer, 0, "applied");
  assert_status (answer, 1, "applied");
  store_fixture_check (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/push/a-repeated-push-is-answered-byte-for-byte",
                   test_a_repeated_push_is_answered_byte_for_byte);
  g_test_add_func ("/push/the-same-id-with-another-payload-is-refused",
                   test_the_same_id_with_another_payload_is_refused);
  g_test_add_func ("/push/a-gap-waits-and-keeps-nothing", test_a_gap_waits_and_keeps_nothing);
  g_test_add_func ("/push/a-known-number-with-another-id-is-refused",
                   test_a_known_number_with_another_id_is_refused);
  g_test_add_func ("/push/an-op-waits-for-what-it-depends-on",
                   test_an_op_waits_for_what_it_depends_on);
  g_test_add_func ("/push/what-depends-on-a-refusal-is-refused-and-others-go-on",
                   test_what_depends_on_a_refusal_is_refused_and_others_go_on);
  g_test_add_func ("/push/a-malformed-op-is-refused-alone", test_a_malformed_op_is_refused_alone);
  g_test_add_func ("/push/a-foreign-device-is-refused", test_a_foreign_device_is_refused);
  g_test_add_func ("/push/a-stranger-learns-nothing", test_a_stranger_learns_nothing);
  g_test_add_func ("/push/a-kept-answer-is-brief-when-the-right-is-gone",
                   test_a_kept_answer_is_brief_when_the_right_is_gone);
  g_test_add_func ("/push/too-many-ops-are-refused-before-work",
                   test_too_many_ops_are_refused_before_work);
  g_test_add_func ("/push/a-new-company-takes-rows-in-the-same-push",
                   test_a_new_company_takes_rows_in_the_same_push);
  g_test_add_func ("/push/an-interrupted-push-is-sent-again",
                   test_an_interrupted_push_is_sent_again);
  return g_test_run ();
}
