/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "app/portail-op-queue.h"
#include "shared/portail-database-sqlite.h"
#include "shared/portail-error.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-client-fixture.h"

#define ROW_1      "01990000-0000-7000-8000-000000000011"
#define ROW_2      "01990000-0000-7000-8000-000000000012"
#define DOTATION_1 "01990000-0000-7000-8000-0000000000d1"
#define DOTATION_2 "01990000-0000-7000-8000-0000000000d2"
#define WEEK       "2025-W38"

typedef PortailClientFixture Fixture;

static PortailDotationStatus
get_status (Fixture *fixture, const char *id)
{
  g_autoptr (PortailDotation) dotation = portail_client_load (fixture, &portail_dotation_type, id);

  return dotation != NULL ? dotation->status : 0;
}

static void
make_sheet (Fixture *fixture)
{
  portail_client_do (fixture, portail_client_new_dotation (DOTATION_1, WEEK));
  portail_client_do (fixture, portail_client_new_row (ROW_1, DOTATION_1, 100000));
}

static void
test_an_edit_is_visible_at_once (Fixture *fixture, gconstpointer unused)
{
  make_sheet (fixture);
  g_assert_cmpint (portail_client_get_run (fixture, ROW_1), ==, 100000);
  g_assert_cmpint (get_status (fixture, DOTATION_1), ==, PORTAIL_DOTATION_BROUILLON);
  g_assert_cmpuint (portail_cache_get_counts (fixture->cache).n_to_send, ==, 2);
}

static void
test_an_edit_is_told (Fixture *fixture, gconstpointer unused)
{
  make_sheet (fixture);
  g_assert_true (
      g_ptr_array_find_with_equal_func (fixture->told, "dotation_row/" ROW_1, g_str_equal, NULL));
}

static void
test_an_edit_survives_a_restart (Fixture *fixture, gconstpointer unused)
{
  make_sheet (fixture);
  portail_client_fixture_reopen (fixture);
  g_assert_cmpint (portail_client_get_run (fixture, ROW_1), ==, 100000);
  g_assert_cmpuint (portail_cache_get_counts (fixture->cache).n_to_send, ==, 2);
}

static void
test_undo_brings_back_what_was (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailSyncOp) inverse = NULL;
  g_autoptr (PortailSyncOp) redo = NULL;
  g_autoptr (GError) error = NULL;

  make_sheet (fixture);
  portail_client_apply (fixture, portail_client_set_run (ROW_1, 5), &inverse, &error);
  g_assert_no_error (error);
  g_assert_cmpint (portail_client_get_run (fixture, ROW_1), ==, 5);
  portail_client_apply (fixture, g_steal_pointer (&inverse), &redo, &error);
  g_assert_no_error (error);
  g_assert_cmpint (portail_client_get_run (fixture, ROW_1), ==, 100000);
  portail_client_do (fixture, g_steal_pointer (&redo));
  g_assert_cmpint (portail_client_get_run (fixture, ROW_1), ==, 5);
}

static void
test_a_deleted_row_that_was_never_sent_comes_back (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailSyncOp) inverse = NULL;
  g_autoptr (GError) error = NULL;

  make_sheet (fixture);
  portail_client_apply (fixture, portail_client_delete (&portail_dotation_row_type, ROW_1),
                        &inverse, &error);
  g_assert_no_error (error);
  g_assert_cmpint (portail_client_get_run (fixture, ROW_1), ==, -1);
  g_assert_cmpuint (portail_cache_get_counts (fixture->cache).n_to_send, ==, 1);
  portail_client_do (fixture, g_steal_pointer (&inverse));
  g_assert_cmpint (portail_client_get_run (fixture, ROW_1), ==, 100000);
}

static void
test_parts_go_with_their_sheet_and_come_back (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailSyncOp) inverse = NULL;
  g_autoptr (GError) error = NULL;

  make_sheet (fixture);
  portail_client_apply (fixture, portail_client_delete (&portail_dotation_type, DOTATION_1),
                        &inverse, &error);
  g_assert_no_error (error);
  g_assert_cmpint (portail_client_get_run (fixture, ROW_1), ==, -1);
  g_assert_cmpint (get_status (fixture, DOTATION_1), ==, 0);
  portail_client_do (fixture, g_steal_pointer (&inverse));
  g_assert_cmpint (portail_client_get_run (fixture, ROW_1), ==, 100000);
  g_assert_cmpint (get_status (fixture, DOTATION_1), ==, PORTAIL_DOTATION_BROUILLON);
}

static void
test_a_submitted_sheet_is_closed (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  make_sheet (fixture);
  portail_client_do (fixture, portail_client_command (DOTATION_1, "submit", NULL));
  g_assert_cmpint (get_status (fixture, DOTATION_1), ==, PORTAIL_DOTATION_EN_ATTENTE);
  g_assert_false (portail_client_apply (fixture, portail_client_set_run (ROW_1, 5), NULL, &error));
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_LOCKED);
  g_clear_error (&error);
  g_assert_false (
      portail_client_apply (fixture, portail_client_new_row (ROW_2, DOTATION_1, 1), NULL, &error));
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_LOCKED);
  g_clear_error (&error);
  g_assert_false (portail_client_apply (
      fixture, portail_client_command (DOTATION_1, "submit", NULL), NULL, &error));
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_WRONG_STATUS);
  g_assert_cmpint (portail_client_get_run (fixture, ROW_1), ==, 100000);
}

static void
test_undo_of_submit_withdraws (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailSyncOp) inverse = NULL;
  g_autoptr (GError) error = NULL;

  make_sheet (fixture);
  portail_client_apply (fixture, portail_client_command (DOTATION_1, "submit", NULL), &inverse,
                        &error);
  g_assert_no_error (error);
  g_assert_cmpstr (portail_sync_op_get_change (inverse)->command, ==, "withdraw");
  portail_client_do (fixture, g_steal_pointer (&inverse));
  g_assert_cmpint (get_status (fixture, DOTATION_1), ==, PORTAIL_DOTATION_BROUILLON);
}

static void
test_one_sheet_a_week (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  make_sheet (fixture);
  g_assert_false (
      portail_client_apply (fixture, portail_client_new_dotation (DOTATION_2, WEEK), NULL, &error));
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_DUPLICATE_KEY);
  portail_client_do (fixture, portail_client_new_dotation (DOTATION_2, "2025-W39"));
}

/* Neither is in the tables when the other is checked. */
static void
test_one_sheet_a_week_in_one_step (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  PortailSyncOp *op = portail_client_new_dotation (DOTATION_1, WEEK);
  g_autoptr (PortailSyncOp) other = portail_client_new_dotation (DOTATION_2, WEEK);

  op->shape = PORTAIL_SYNC_OP_BATCH;
  portail_sync_op_take_change (op, g_ptr_array_steal_index (other->changes, 0));
  g_assert_false (portail_client_apply (fixture, op, NULL, &error));
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_DUPLICATE_KEY);
  g_assert_null (portail_client_load (fixture, &portail_dotation_type, DOTATION_1));
}

static void
test_a_bad_value_changes_nothing (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  make_sheet (fixture);
  g_assert_false (portail_client_apply (fixture, portail_client_set_run (ROW_1, -5), NULL, &error));
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID);
  g_assert_cmpint (portail_client_get_run (fixture, ROW_1), ==, 100000);
  g_assert_cmpuint (portail_cache_get_counts (fixture->cache).n_to_send, ==, 2);
}

static void
test_a_batch_is_all_or_nothing (Fixture *fixture, gconstpointer unused)
{
  PortailSyncOp *batch = portail_sync_op_new (PORTAIL_SYNC_OP_BATCH, PORTAIL_FIXTURE_COMPANY);
  g_autoptr (PortailSyncOp) good = portail_client_new_row (ROW_1, DOTATION_1, 7);
  g_autoptr (PortailSyncOp) bad = portail_client_new_row (ROW_2, DOTATION_1, -7);
  g_autoptr (GError) error = NULL;

  portail_client_do (fixture, portail_client_new_dotation (DOTATION_1, WEEK));
  portail_sync_op_take_change (batch, g_ptr_array_steal_index (good->changes, 0));
  portail_sync_op_take_change (batch, g_ptr_array_steal_index (bad->changes, 0));
  g_assert_false (portail_client_apply (fixture, batch, NULL, &error));
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID);
  g_assert_cmpint (portail_client_get_run (fixture, ROW_1), ==, -1);
}

static void
spoil (const char *directory, const char *name)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autoptr (GError) error = NULL;

  g_unlink (wal);
  g_file_set_contents (path, "this is no database but somebody's shopping list, and a long one", -1,
                       &error);
  g_assert_no_error (error);
}

static void
test_a_damaged_cache_keeps_the_outbox (Fixture *fixture, gconstpointer unused)
{
  make_sheet (fixture);
  portail_client_fixture_close (fixture);
  spoil (fixture->directory, "cache.db");
  portail_client_fixture_open (fixture);
  g_assert_cmpint (portail_client_get_run (fixture, ROW_1), ==, 100000);
  g_assert_cmpuint (portail_cache_get_counts (fixture->cache).n_to_send, ==, 2);
}

/* It has the number of its version, and not all that this version has. */
static void
test_a_cache_without_a_table_keeps_the_outbox (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->directory, "cache.db", NULL);
  PortailDatabase *database;

  make_sheet (fixture);
  portail_client_fixture_close (fixture);
  database = portail_database_open_sqlite (path, PORTAIL_DATABASE_READ_WRITE, NULL);
  g_assert_true (portail_database_execute (database, "DROP TABLE tax_declaration", NULL));
  portail_database_close (database);
  portail_client_fixture_open (fixture);
  g_assert_cmpint (portail_client_get_run (fixture, ROW_1), ==, 100000);
  g_assert_cmpuint (portail_cache_get_counts (fixture->cache).n_to_send, ==, 2);
}

static void
test_a_missing_cache_keeps_the_outbox (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->directory, "cache.db", NULL);

  make_sheet (fixture);
  portail_client_fixture_close (fixture);
  g_unlink (path);
  portail_client_fixture_open (fixture);
  g_assert_cmpint (portail_client_get_run (fixture, ROW_1), ==, 100000);
  g_assert_cmpuint (portail_cache_get_counts (fixture->cache).n_to_send, ==, 2);
}

static gboolean
is_settled (gpointer queue)
{
  return !portail_op_queue_is_busy (queue);
}

/* The end of the program comes before the answers. */
static void
test_all_that_was_pushed_is_done_before_the_end (Fixture *fixture, gconstpointer unused)
{
  PortailOpQueue *queue;

  make_sheet (fixture);
  queue = portail_op_queue_new (fixture->cache);
  for (int i = 1; i <= 3; i++)
    portail_op_queue_push (queue, portail_client_set_run (ROW_1, i * 100));
  g_object_unref (queue);
  portail_cache_close (fixture->cache);
  portail_client_fixture_reopen (fixture);
  g_assert_cmpint (portail_client_get_run (fixture, ROW_1), ==, 300);
}

static void
test_what_builds_on_a_failure_is_dropped (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailOpQueue) queue = NULL;

  make_sheet (fixture);
  queue = portail_op_queue_new (fixture->cache);
  portail_op_queue_push (queue, portail_client_set_run (ROW_1, 200));
  portail_op_queue_push (queue, portail_client_set_run ("01990000-0000-7000-8000-0000000000ff", 1));
  portail_op_queue_push (queue, portail_client_set_run (ROW_1, 300));
  portail_await_until (is_settled, queue);
  g_assert_cmpint (portail_client_get_run (fixture, ROW_1), ==, 200);
  portail_op_queue_push (queue, portail_client_set_run (ROW_1, 400));
  portail_await_until (is_settled, queue);
  g_assert_cmpint (portail_client_get_run (fixture, ROW_1), ==, 400);
}

static void
test_one_program_an_account (Fixture *fixture, gconstpointer unused)
{
  g_auto (PortailAwait) await = { NULL };
  g_autoptr (GError) error = NULL;

  portail_cache_open_async (fixture->directory, NULL, portail_await_ready, &await);
  g_assert_null (portail_cache_open_finish (portail_await (&await), &error));
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_CONFLICT);
}

static gpointer
count_for_long (PortailDatabase *database, gpointer input, GError **error)
{
  PortailStatement *statement = portail_database_prepare (
      database,
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count (*) FROM n",
      error);

  g_atomic_int_set ((gint *) input, TRUE);
  g_assert_nonnull (statement);
  return portail_statement_step (statement, error) == PORTAIL_STEP_ROW ? input : NULL;
}

static gboolean
has_begun (gpointer flag)
{
  return g_atomic_int_get ((gint *) flag);
}

/* The loop would sleep without an event while only the other thread works. */
static gboolean
wake_up (gpointer unused)
{
  return G_SOURCE_CONTINUE;
}

static void
test_a_cancelled_read_ends_and_a_write_does_not_wait (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  guint timer = g_timeout_add (5, wake_up, NULL);
  g_auto (PortailAwait) await = { NULL };
  g_autoptr (GError) error = NULL;
  gint is_begun = FALSE;

  portail_cache_query_async (fixture->cache,
                             portail_query_new (count_for_long, &is_begun, NULL, NULL), cancellable,
                             portail_await_ready, &await);
  portail_await_until (has_begun, &is_begun);
  make_sheet (fixture);
  g_assert_null (await.result);
  g_cancellable_cancel (cancellable);
  g_assert_null (portail_cache_query_finish (fixture->cache, portail_await (&await), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_source_remove (timer);
}

static void
wipe (Fixture *fixture, PortailWipe what)
{
  g_auto (PortailAwait) await = { NULL };
  g_autoptr (GError) error = NULL;

  portail_cache_wipe_async (fixture->cache, what, NULL, portail_await_ready, &await);
  g_assert_true (portail_cache_wipe_finish (fixture->cache, portail_await (&await), &error));
  g_assert_no_error (error);
}

static void
test_a_wipe_keeps_what_was_typed (Fixture *fixture, gconstpointer unused)
{
  make_sheet (fixture);
  wipe (fixture, PORTAIL_WIPE_ROWS);
  g_assert_cmpint (portail_client_get_run (fixture, ROW_1), ==, -1);
  g_assert_cmpuint (portail_cache_get_counts (fixture->cache).n_to_send, ==, 2);
  portail_client_fixture_reopen (fixture);
  g_assert_cmpint (portail_client_get_run (fixture, ROW_1), ==, 100000);
  wipe (fixture, PORTAIL_WIPE_EVERYTHING);
  g_assert_cmpuint (portail_cache_get_counts (fixture->cache).n_to_send, ==, 0);
  portail_client_fixture_reopen (fixture);
  g_assert_cmpint (portail_client_get_run (fixture, ROW_1), ==, -1);
}

static void
test_a_closed_cache_says_so (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  portail_cache_close (fixture->cache);
  g_assert_false (
      portail_client_apply (fixture, portail_client_new_dotation (DOTATION_1, WEEK), NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
}

static void
test_what_waits_can_be_exported (Fixture *fixture, gconstpointer unused)
{
  g_auto (PortailAwait) await = { NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autoptr (PortailJsonDocument) document = NULL;

  make_sheet (fixture);
  portail_cache_export_async (fixture->cache, NULL, NULL, portail_await_ready, &await);
  text = portail_cache_export_finish (fixture->cache, portail_await (&await), &error);
  g_assert_no_error (error);
  document = portail_json_parse (text, strlen (text), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (portail_json_count_children (portail_json_document_get_root (document)), ==, 2);
}

#define ADD(path, function)                                                                        \
  g_test_add (path, Fixture, NULL, portail_client_fixture_set_up, function,                        \
              portail_client_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/cache/an-edit-is-visible-at-once", test_an_edit_is_visible_at_once);
  ADD ("/cache/an-edit-is-told", test_an_edit_is_told);
  ADD ("/cache/an-edit-survives-a-restart", test_an_edit_survives_a_restart);
  ADD ("/cache/undo-brings-back-what-was", test_undo_brings_back_what_was);
  ADD ("/cache/a-deleted-row-that-was-never-sent-comes-back",
       test_a_deleted_row_that_was_never_sent_comes_back);
  ADD ("/cache/parts-go-with-their-sheet-and-come-back",
       test_parts_go_with_their_sheet_and_come_back);
  ADD ("/cache/a-submitted-sheet-is-closed", test_a_submitted_sheet_is_closed);
  ADD ("/cache/undo-of-submit-withdraws", test_undo_of_submit_withdraws);
  ADD ("/cache/one-sheet-a-week", test_one_sheet_a_week);
  ADD ("/cache/one-sheet-a-week-in-one-step-too", test_one_sheet_a_week_in_one_step);
  ADD ("/cache/a-bad-value-changes-nothing", test_a_bad_value_changes_nothing);
  ADD ("/cache/a-batch-is-all-or-nothing", test_a_batch_is_all_or_nothing);
  ADD ("/cache/a-damaged-cache-keeps-the-outbox", test_a_damaged_cache_keeps_the_outbox);
  ADD ("/cache/a-cache-without-a-table-keeps-the-outbox",
       test_a_cache_without_a_table_keeps_the_outbox);
  ADD ("/cache/a-missing-cache-keeps-the-outbox", test_a_missing_cache_keeps_the_outbox);
  ADD ("/cache/all-that-was-pushed-is-done-before-the-end",
       test_all_that_was_pushed_is_done_before_the_end);
  ADD ("/cache/what-builds-on-a-failure-is-dropped", test_what_builds_on_a_failure_is_dropped);
  ADD ("/cache/one-program-an-account", test_one_program_an_account);
  ADD ("/cache/a-cancelled-read-ends-and-a-write-does-not-wait",
       test_a_cancelled_read_ends_and_a_write_does_not_wait);
  ADD ("/cache/a-wipe-keeps-what-was-typed", test_a_wipe_keeps_what_was_typed);
  ADD ("/cache/a-closed-cache-says-so", test_a_closed_cache_says_so);
  ADD ("/cache/what-waits-can-be-exported", test_what_waits_can_be_exported);
  return g_test_run ();
}
