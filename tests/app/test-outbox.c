/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <string.h>

#include "app/portail-cache-store.h"
#include "app/portail-local-edit.h"
#include "app/portail-outbox.h"
#include "app/portail-push.h"
#include "app/portail-resolve.h"
#include "shared/portail-error.h"
#include "shared/portail-json.h"
#include "shared/portail-record-sql.h"
#include "tests/support/portail-client-fixture.h"
#include "tests/support/portail-tree.h"

#define ROW_1      "01990000-0000-7000-8000-000000000011"
#define ROW_2      "01990000-0000-7000-8000-000000000012"
#define DOTATION_1 "01990000-0000-7000-8000-0000000000d1"
#define WEEK       "2025-W38"

/* The store alone, on the test's own thread. */
typedef struct
{
  char *directory;
  PortailCacheStore *store;
  PortailJsonDocument *request;
} Fixture;

static void
open_store (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->store = portail_cache_store_open (fixture->directory, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->directory = g_dir_make_tmp ("portail-outbox-XXXXXX", NULL);
  open_store (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_pointer (&fixture->store, portail_cache_store_free);
  g_clear_pointer (&fixture->request, portail_json_document_free);
  portail_tree_remove (fixture->directory);
  g_free (fixture->directory);
}

/* Takes @op. Returns: its id, good until the op leaves. Owned. */
static char *
apply (Fixture *fixture, PortailSyncOp *op)
{
  g_autoptr (PortailSyncOp) owned = op;
  g_autoptr (PortailSyncOp) inverse = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (portail_cache_store_begin (fixture->store, &error));
  portail_local_edit_apply (fixture->store, op, &inverse, &error);
  g_assert_no_error (error);
  g_assert_true (portail_cache_store_commit (fixture->store, &error));
  return g_strdup (op->op_id);
}

static void
do_op (Fixture *fixture, PortailSyncOp *op)
{
  g_free (apply (fixture, op));
}

/* The ops of the next push; NULL when there is none. */
static const PortailJson *
send (Fixture *fixture, guint max_ops, gsize max_bytes)
{
  PortailPushLimits limits = { max_ops, max_bytes };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const char *text;
  gsize length;
  guint n_ops;

  bytes = portail_outbox_make_request (fixture->store->database, &limits, "e", &n_ops, &error);
  g_assert_no_error (error);
  g_clear_pointer (&fixture->request, portail_json_document_free);
  if (bytes == NULL)
    return NULL;
  text = g_bytes_get_data (bytes, &length);
  fixture->request = portail_json_parse (text, length, &error);
  g_assert_no_error (error);
  return portail_json_get (portail_json_document_get_root (fixture->request), "ops");
}

static const PortailJson *
send_all (Fixture *fixture)
{
  return send (fixture, 1000, 1000000);
}

/* The server's answer to a push, where %s stands for ids of ops. */
static void
answer (Fixture *fixture, const char *json)
{
  g_autofree char *text = g_strdup_printf ("{\"epoch\":\"e\",\"results\":[%s]}", json);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  PortailPushOutcome outcome;

  portail_push_apply (fixture->store, bytes, &outcome, &error);
  g_assert_no_error (error);
}

static void
answer_op (Fixture *fixture, const PortailJson *op, const char *rest)
{
  g_autofree char *result = g_strdup_printf ("{\"op_id\":\"%s\",%s}",
                                             portail_json_get_member_string (op, "op_id"), rest);

  answer (fixture, result);
}

static gint64
get_run (Fixture *fixture, const char *id)
{
  g_autoptr (PortailDotationRow) row = portail_record_sql_load (
      fixture->store->database, &portail_dotation_row_type, id, NULL);

  return row != NULL ? row->run.cents : -1;
}

static guint
count (Fixture *fixture, PortailOpState state)
{
  g_autoptr (GPtrArray) ops = portail_outbox_list (fixture->store->database, 1u << state, NULL);

  return ops->len;
}

static void
make_sheet (Fixture *fixture)
{
  do_op (fixture, portail_client_new_dotation (DOTATION_1, WEEK));
  do_op (fixture, portail_client_new_row (ROW_1, DOTATION_1, 100));
}

/* The sheet, as the server acknowledged it. */
static void
make_known_sheet (Fixture *fixture)
{
  const PortailJson *ops;

  make_sheet (fixture);
  ops = send_all (fixture);
  answer_op (fixture, ops->first_child, "\"status\":\"applied\",\"rev\":1");
  answer_op (fixture, ops->first_child->next, "\"status\":\"applied\",\"rev\":2");
  g_assert_cmpuint (count (fixture, PORTAIL_OP_PENDING), ==, 0);
}

static void
test_edits_of_one_record_join (Fixture *fixture, gconstpointer unused)
{
  const PortailJson *op;
  const PortailJson *fields;

  make_sheet (fixture);
  do_op (fixture, portail_client_set_run (ROW_1, 200));
  do_op (fixture, portail_client_set_grade (ROW_1, "Chef"));
  do_op (fixture, portail_client_set_run (ROW_1, 300));
  g_assert_cmpuint (count (fixture, PORTAIL_OP_PENDING), ==, 2);
  op = send_all (fixture)->first_child->next;
  fields = portail_json_get (op, "fields");
  g_assert_cmpstr (portail_json_get_member_string (op, "kind"), ==, "create");
  g_assert_cmpstr (portail_json_get (fields, "run")->text, ==, "3");
  g_assert_cmpstr (portail_json_get_member_string (fields, "grade"), ==, "Chef");
}

static void
test_a_command_keeps_edits_apart (Fixture *fixture, gconstpointer unused)
{
  make_sheet (fixture);
  do_op (fixture, portail_client_command (DOTATION_1, "submit", NULL));
  do_op (fixture, portail_client_command (DOTATION_1, "withdraw", NULL));
  do_op (fixture, portail_client_set_run (ROW_1, 200));
  g_assert_cmpuint (count (fixture, PORTAIL_OP_PENDING), ==, 5);
}

static void
test_what_was_sent_joins_nothing (Fixture *fixture, gconstpointer unused)
{
  make_sheet (fixture);
  send_all (fixture);
  do_op (fixture, portail_client_set_run (ROW_1, 200));
  g_assert_cmpuint (count (fixture, PORTAIL_OP_PENDING), ==, 3);
}

static void
test_a_create_and_its_delete_leave_nothing (Fixture *fixture, gconstpointer unused)
{
  make_sheet (fixture);
  do_op (fixture, portail_client_delete (&portail_dotation_row_type, ROW_1));
  g_assert_cmpuint (count (fixture, PORTAIL_OP_PENDING), ==, 1);
  g_assert_cmpint (get_run (fixture, ROW_1), ==, -1);
}

static void
test_a_seq_is_given_once_and_in_order (Fixture *fixture, gconstpointer unused)
{
  const PortailJson *ops;
  gint64 seq;

  make_sheet (fixture);
  for (int i = 0; i < 2; i++)
    {
      gint64 expected = 1;

      ops = send_all (fixture);
      for (const PortailJson *op = ops->first_child; op != NULL; op = op->next)
        {
          g_assert_true (portail_json_get_integer (portail_json_get (op, "seq"), &seq));
          g_assert_cmpint (seq, ==, expected++);
        }
      g_assert_cmpint (expected, ==, 3);
    }
}

static void
test_a_request_keeps_its_limits (Fixture *fixture, gconstpointer unused)
{
  make_sheet (fixture);
  g_assert_cmpuint (portail_json_count_children (send (fixture, 1, 1000000)), ==, 1);
  g_assert_cmpuint (portail_json_count_children (send (fixture, 1000, 500)), ==, 1);
  g_assert_cmpuint (portail_json_count_children (send (fixture, 1000, 10)), ==, 1);
}

static void
test_a_part_depends_on_its_sheet (Fixture *fixture, gconstpointer unused)
{
  const PortailJson *ops;
  const PortailJson *dependencies;

  make_sheet (fixture);
  ops = send_all (fixture);
  dependencies = portail_json_get (ops->first_child->next, "depends_on");
  g_assert_cmpuint (portail_json_count_children (dependencies), ==, 1);
  g_assert_cmpstr (portail_json_get_string (dependencies->first_child), ==,
                   portail_json_get_member_string (ops->first_child, "op_id"));
}

static void
test_a_submit_depends_on_every_edit (Fixture *fixture, gconstpointer unused)
{
  const PortailJson *op;

  make_sheet (fixture);
  do_op (fixture, portail_client_command (DOTATION_1, "submit", NULL));
  op = send_all (fixture)->first_child->next->next;
  g_assert_cmpuint (portail_json_count_children (portail_json_get (op, "depends_on")), ==, 2);
  g_assert_nonnull (portail_json_get (portail_json_get (op, "args"), "bareme_id"));
}

static void
test_an_acknowledged_value_stays (Fixture *fixture, gconstpointer unused)
{
  make_known_sheet (fixture);
  g_assert_cmpint (get_run (fixture, ROW_1), ==, 100);
  do_op (fixture, portail_client_set_run (ROW_1, 200));
  answer_op (fixture, send_all (fixture)->first_child, "\"status\":\"applied\",\"rev\":3");
  g_assert_cmpint (get_run (fixture, ROW_1), ==, 200);
}

static void
test_an_update_is_based_on_what_was_seen (Fixture *fixture, gconstpointer unused)
{
  gint64 base_rev;

  make_known_sheet (fixture);
  do_op (fixture, portail_client_set_run (ROW_1, 200));
  g_assert_true (portail_json_get_integer (
      portail_json_get (send_all (fixture)->first_child, "base_rev"), &base_rev));
  g_assert_cmpint (base_rev, ==, 2);
}

static void
test_a_conflict_shows_theirs_and_keeps_mine (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) conflicts = NULL;
  const PortailOutboxOp *op;

  make_known_sheet (fixture);
  do_op (fixture, portail_client_set_run (ROW_1, 200));
  answer_op (fixture, send_all (fixture)->first_child,
             "\"status\":\"conflict\",\"fields\":[\"run\"],\"code\":\"conflict\",\"detail\":\"x\","
             "\"row\":{\"id\":\"" ROW_1 "\",\"rev\":9,\"dotation_id\":\"" DOTATION_1
             "\",\"employee_name\":\"É\",\"run\":7.00}");
  g_assert_cmpint (get_run (fixture, ROW_1), ==, 700);
  conflicts = portail_outbox_list (fixture->store->database, PORTAIL_OP_STATES (CONFLICT), NULL);
  g_assert_cmpuint (conflicts->len, ==, 1);
  op = g_ptr_array_index (conflicts, 0);
  g_assert_cmpstr (op->detail, ==, "x");
  g_assert_cmpint (((PortailDotationRow *) portail_sync_op_get_change (op->op)->record)->run.cents,
                   ==, 200);
}

static char *
make_conflict (Fixture *fixture)
{
  g_autofree char *op_id = NULL;

  make_known_sheet (fixture);
  op_id = apply (fixture, portail_client_set_run (ROW_1, 200));
  answer_op (fixture, send_all (fixture)->first_child,
             "\"status\":\"conflict\",\"row\":{\"id\":\"" ROW_1 "\",\"rev\":9,\"dotation_id\":"
             "\"" DOTATION_1 "\",\"employee_name\":\"É\",\"run\":7.00}");
  return g_steal_pointer (&op_id);
}

static void
test_mine_goes_again_on_top_of_theirs (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *op_id = make_conflict (fixture);
  g_autoptr (GError) error = NULL;
  const PortailJson *op;
  gint64 base_rev;

  portail_resolve_take_mine (fixture->store, op_id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_run (fixture, ROW_1), ==, 200);
  op = send_all (fixture)->first_child;
  g_assert_true (portail_json_get_integer (portail_json_get (op, "base_rev"), &base_rev));
  g_assert_cmpint (base_rev, ==, 9);
  g_assert_cmpstr (portail_json_get_member_string (op, "op_id"), !=, op_id);
  g_assert_cmpuint (count (fixture, PORTAIL_OP_CONFLICT), ==, 0);
}

/* Written after the conflict, and the person's last word on it. */
static void
test_a_newer_edit_stands_when_mine_is_taken (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *op_id = make_conflict (fixture);
  g_autoptr (GError) error = NULL;

  do_op (fixture, portail_client_set_run (ROW_1, 300));
  portail_resolve_take_mine (fixture->store, op_id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_run (fixture, ROW_1), ==, 300);
  g_assert_cmpuint (count (fixture, PORTAIL_OP_CONFLICT), ==, 0);
  g_assert_cmpuint (portail_json_count_children (send_all (fixture)), ==, 1);
}

static void
test_theirs_stays_when_mine_is_dropped (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *op_id = make_conflict (fixture);
  g_autoptr (GError) error = NULL;

  portail_resolve_drop (fixture->store, op_id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_run (fixture, ROW_1), ==, 700);
  g_assert_null (send_all (fixture));
}

static void
test_what_depends_on_a_refused_op_waits (Fixture *fixture, gconstpointer unused)
{
  const PortailJson *ops;
  g_autofree char *sheet_op = NULL;
  g_autoptr (GError) error = NULL;

  make_sheet (fixture);
  ops = send_all (fixture);
  sheet_op = g_strdup (portail_json_get_member_string (ops->first_child, "op_id"));
  answer_op (fixture, ops->first_child,
             "\"status\":\"rejected\",\"code\":\"forbidden\",\"detail\":\"x\"");
  answer_op (fixture, ops->first_child->next,
             "\"status\":\"rejected\",\"code\":\"dependency_failed\",\"detail\":\"y\"");
  g_assert_cmpuint (count (fixture, PORTAIL_OP_REJECTED), ==, 1);
  g_assert_cmpuint (count (fixture, PORTAIL_OP_PENDING), ==, 1);
  g_assert_null (send_all (fixture));
  portail_resolve_take_mine (fixture->store, sheet_op, &error);
  g_assert_no_error (error);
  ops = send_all (fixture);
  g_assert_cmpuint (portail_json_count_children (ops), ==, 2);
  g_assert_cmpstr (portail_json_get_string (
                       portail_json_get (ops->first_child->next, "depends_on")->first_child),
                   ==, portail_json_get_member_string (ops->first_child, "op_id"));
}

/* What depends on the dependent as well. */
static void
test_a_chain_behind_a_refused_op_goes_again (Fixture *fixture, gconstpointer unused)
{
  const PortailJson *ops;
  g_autofree char *sheet_op = NULL;
  g_autofree char *row_op = NULL;
  g_autoptr (GError) error = NULL;

  make_sheet (fixture);
  send_all (fixture);
  do_op (fixture, portail_client_set_run (ROW_1, 500));
  ops = send_all (fixture);
  g_assert_cmpuint (portail_json_count_children (ops), ==, 3);
  sheet_op = g_strdup (portail_json_get_member_string (ops->first_child, "op_id"));
  row_op = g_strdup (portail_json_get_member_string (ops->first_child->next, "op_id"));
  answer_op (fixture, ops->first_child,
             "\"status\":\"rejected\",\"code\":\"forbidden\",\"detail\":\"x\"");
  answer_op (fixture, ops->first_child->next,
             "\"status\":\"rejected\",\"code\":\"dependency_failed\",\"detail\":\"y\"");
  answer_op (fixture, ops->first_child->next->next,
             "\"status\":\"rejected\",\"code\":\"dependency_failed\",\"detail\":\"z\"");
  g_assert_cmpuint (count (fixture, PORTAIL_OP_REJECTED), ==, 1);
  g_assert_cmpuint (count (fixture, PORTAIL_OP_PENDING), ==, 2);
  portail_resolve_take_mine (fixture->store, sheet_op, &error);
  g_assert_no_error (error);
  ops = send_all (fixture);
  g_assert_cmpuint (portail_json_count_children (ops), ==, 3);
  for (const PortailJson *op = ops->first_child; op != NULL; op = op->next)
    for (const PortailJson *on = portail_json_get (op, "depends_on")->first_child; on != NULL;
         on = on->next)
      {
        g_assert_cmpstr (portail_json_get_string (on), !=, sheet_op);
        g_assert_cmpstr (portail_json_get_string (on), !=, row_op);
      }
}

static void
test_dropping_a_create_drops_its_parts (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) ops = NULL;
  g_autoptr (GError) error = NULL;

  make_sheet (fixture);
  ops = portail_outbox_list (fixture->store->database, PORTAIL_OP_STATES (PENDING), NULL);
  portail_resolve_drop (fixture->store, ((PortailOutboxOp *) ops->pdata[0])->op->op_id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (fixture, PORTAIL_OP_PENDING), ==, 0);
  g_assert_cmpint (get_run (fixture, ROW_1), ==, -1);
}

#define THEIR_DOTATION "01990000-0000-7000-8000-0000000000d9"

static void
test_rows_move_into_the_existing_sheet (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *op_id = NULL;
  g_autoptr (GError) error = NULL;
  const PortailJson *ops;
  const PortailJson *fields;

  op_id = apply (fixture, portail_client_new_dotation (DOTATION_1, WEEK));
  do_op (fixture, portail_client_new_row (ROW_1, DOTATION_1, 100));
  ops = send_all (fixture);
  answer (fixture, "");
  answer_op (fixture, ops->first_child,
             "\"status\":\"conflict\",\"code\":\"duplicate_key\",\"row\":{\"id\":\"" THEIR_DOTATION
             "\",\"rev\":5,\"enterprise_id\":\"" PORTAIL_FIXTURE_COMPANY
             "\",\"period\":\"2025-W38\",\"status\":\"brouillon\"}");
  answer_op (fixture, ops->first_child->next,
             "\"status\":\"rejected\",\"code\":\"dependency_failed\"");
  portail_resolve_take_mine (fixture->store, op_id, &error);
  g_assert_no_error (error);
  ops = send_all (fixture);
  g_assert_cmpuint (portail_json_count_children (ops), ==, 1);
  fields = portail_json_get (ops->first_child, "fields");
  g_assert_cmpstr (portail_json_get_member_string (fields, "dotation_id"), ==, THEIR_DOTATION);
  g_assert_cmpint (get_run (fixture, ROW_1), ==, 100);
}

static void
test_a_known_number_of_another_op_makes_a_new_device (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *before = portail_outbox_dup_device (fixture->store->database, NULL);
  g_autofree char *after = NULL;
  const PortailJson *ops;
  g_autofree char *op_id = NULL;

  make_sheet (fixture);
  ops = send_all (fixture);
  op_id = g_strdup (portail_json_get_member_string (ops->first_child, "op_id"));
  answer_op (fixture, ops->first_child, "\"status\":\"rejected\",\"code\":\"seq_reused\"");
  after = portail_outbox_dup_device (fixture->store->database, NULL);
  g_assert_cmpstr (before, !=, after);
  ops = send_all (fixture);
  g_assert_cmpuint (portail_json_count_children (ops), ==, 2);
  g_assert_cmpstr (portail_json_get_member_string (ops->first_child, "op_id"), ==, op_id);
}

/* What a crash between outbox.db and cache.db leaves: the op is there, its effect is not. */
static void
test_a_lost_effect_is_made_again (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  make_sheet (fixture);
  portail_database_execute (fixture->store->database,
                            "DELETE FROM dotation_row; DELETE FROM shadow", &error);
  g_assert_no_error (error);
  portail_cache_store_free (fixture->store);
  open_store (fixture);
  g_assert_cmpint (get_run (fixture, ROW_1), ==, 100);
}

/* What a crash between the two transactions of an acknowledgement leaves: the op is sent again. */
static void
test_a_repeated_answer_changes_nothing (Fixture *fixture, gconstpointer unused)
{
  const PortailJson *ops;

  make_sheet (fixture);
  ops = send_all (fixture);
  for (int i = 0; i < 2; i++)
    {
      answer_op (fixture, ops->first_child, "\"status\":\"applied\",\"rev\":1");
      answer_op (fixture, ops->first_child->next, "\"status\":\"applied\",\"rev\":2");
    }
  g_assert_cmpuint (count (fixture, PORTAIL_OP_PENDING), ==, 0);
  g_assert_cmpint (get_run (fixture, ROW_1), ==, 100);
}

static void
test_a_newer_outbox_is_left_alone (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  portail_database_execute (fixture->store->database, "PRAGMA user_version = 99", &error);
  g_assert_no_error (error);
  portail_cache_store_free (fixture->store);
  fixture->store = portail_cache_store_open (fixture->directory, &error);
  g_assert_null (fixture->store);
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_UPGRADE_REQUIRED);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/outbox/edits-of-one-record-join", test_edits_of_one_record_join);
  ADD ("/outbox/a-command-keeps-edits-apart", test_a_command_keeps_edits_apart);
  ADD ("/outbox/what-was-sent-joins-nothing", test_what_was_sent_joins_nothing);
  ADD ("/outbox/a-create-and-its-delete-leave-nothing", test_a_create_and_its_delete_leave_nothing);
  ADD ("/outbox/a-seq-is-given-once-and-in-order", test_a_seq_is_given_once_and_in_order);
  ADD ("/outbox/a-request-keeps-its-limits", test_a_request_keeps_its_limits);
  ADD ("/outbox/a-part-depends-on-its-sheet", test_a_part_depends_on_its_sheet);
  ADD ("/outbox/a-submit-depends-on-every-edit", test_a_submit_depends_on_every_edit);
  ADD ("/outbox/an-acknowledged-value-stays", test_an_acknowledged_value_stays);
  ADD ("/outbox/an-update-is-based-on-what-was-seen", test_an_update_is_based_on_what_was_seen);
  ADD ("/outbox/a-conflict-shows-theirs-and-keeps-mine",
       test_a_conflict_shows_theirs_and_keeps_mine);
  ADD ("/outbox/mine-goes-again-on-top-of-theirs", test_mine_goes_again_on_top_of_theirs);
  ADD ("/outbox/theirs-stays-when-mine-is-dropped", test_theirs_stays_when_mine_is_dropped);
  ADD ("/outbox/a-newer-edit-stands-when-mine-is-taken",
       test_a_newer_edit_stands_when_mine_is_taken);
  ADD ("/outbox/what-depends-on-a-refused-op-waits", test_what_depends_on_a_refused_op_waits);
  ADD ("/outbox/a-chain-behind-a-refused-op-goes-again",
       test_a_chain_behind_a_refused_op_goes_again);
  ADD ("/outbox/dropping-a-create-drops-its-parts", test_dropping_a_create_drops_its_parts);
  ADD ("/outbox/rows-move-into-the-existing-sheet", test_rows_move_into_the_existing_sheet);
  ADD ("/outbox/a-known-number-of-another-op-makes-a-new-device",
       test_a_known_number_of_another_op_makes_a_new_device);
  ADD ("/outbox/a-lost-effect-is-made-again", test_a_lost_effect_is_made_again);
  ADD ("/outbox/a-repeated-answer-changes-nothing", test_a_repeated_answer_changes_nothing);
  ADD ("/outbox/a-newer-outbox-is-left-alone", test_a_newer_outbox_is_left_alone);
  return g_test_run ();
}
