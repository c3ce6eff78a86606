/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two desktops that want different things, one real server, and what becomes of it once the one
 * who came second has decided. */
#include "app/portail-op-situation.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-test-server.h"
#include "tests/support/portail-trial-desk.h"

#define SHEET       "01990000-0000-7000-8000-0000000000ff"
#define OTHER_SHEET "01990000-0000-7000-8000-0000000000fe"
#define WEEK        "2025-W38"
#define N_ROWS      3

typedef struct
{
  PortailTestServer *server;
  PortailTrialDesk *camille;
  PortailTrialDesk *bastien;
} Fixture;

static PortailTrialDesk *
new_desk (Fixture *fixture, const char *discord_id)
{
  g_autoptr (PortailTestReply) session = portail_test_server_sign_in (fixture->server, discord_id);

  return portail_trial_desk_new (NULL, portail_test_server_get_url (fixture->server), session->body,
                                 portail_test_server_get_garage_id (fixture->server));
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->server = portail_test_server_new ();
  portail_test_server_start (fixture->server);
  fixture->camille = new_desk (fixture, TEST_SERVER_CAMILLE);
  fixture->bastien = new_desk (fixture, TEST_SERVER_BASTIEN);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  portail_trial_desk_free (fixture->camille);
  portail_trial_desk_free (fixture->bastien);
  portail_test_server_free (fixture->server);
}

static char *
make_row_id (guint index)
{
  return portail_trial_desk_make_row_id (SHEET, index);
}

static gint64
get_run (PortailTrialDesk *desk, const char *id)
{
  return portail_client_get_run (&desk->base, id);
}

static void
make_shared_sheet (Fixture *fixture)
{
  portail_trial_desk_paste (fixture->camille, SHEET, WEEK, N_ROWS);
  portail_trial_desk_sync (fixture->camille);
  portail_trial_desk_sync (fixture->bastien);
}

/* The one conflict of @desk, as it should stand. Owned. */
static PortailOutboxItem *
find_conflict (PortailTrialDesk *desk, PortailOpSituation situation)
{
  g_autoptr (GPtrArray) items = portail_client_list (&desk->base, PORTAIL_OP_STATES (CONFLICT));

  g_assert_cmpuint (items->len, ==, 1);
  g_assert_cmpint (portail_op_situation_find (items->pdata[0]), ==, situation);
  return g_object_ref (items->pdata[0]);
}

static const char *
get_op_id (PortailOutboxItem *item)
{
  return portail_outbox_item_get_op (item)->op->op_id;
}

static void
assert_nothing_waits (PortailTrialDesk *desk)
{
  PortailOutboxCounts counts = portail_trial_desk_get_counts (desk);

  g_assert_cmpuint (counts.n_to_send, ==, 0);
  g_assert_cmpuint (counts.n_to_resolve, ==, 0);
  g_assert_cmpuint (counts.n_refused, ==, 0);
}

static void
set_money (PortailTrialDesk *desk, gint64 run_cents, gint64 facture_cents)
{
  g_autofree char *id = make_row_id (0);
  PortailSyncOp *op = portail_client_set_run (id, run_cents);
  PortailChange *change = portail_sync_op_get_change (op);
  PortailDotationRow *values = (PortailDotationRow *) change->record;

  values->facture.cents = facture_cents;
  change->fields |= portail_record_type_field_bit (&portail_dotation_row_type, "facture");
  portail_trial_desk_do (desk, op);
}

static void
resend (PortailTrialDesk *desk, const char *op_id, PortailSyncOp *op)
{
  g_auto (PortailAwait) await = { NULL };
  g_autoptr (GError) error = NULL;

  portail_cache_resend_async (desk->base.cache, op_id, op, portail_await_ready, &await);
  portail_cache_resolve_finish (desk->base.cache, portail_await (&await), &error);
  g_assert_no_error (error);
}

static void
test_fields_are_chosen_one_by_one (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *id = make_row_id (0);
  g_autoptr (PortailOutboxItem) item = NULL;
  g_autoptr (PortailDotationRow) row = NULL;
  PortailFieldSet run = portail_record_type_field_bit (&portail_dotation_row_type, "run");
  PortailFieldSet facture = portail_record_type_field_bit (&portail_dotation_row_type, "facture");
  PortailSyncOp *op;

  make_shared_sheet (fixture);
  set_money (fixture->camille, 25000, 26000);
  set_money (fixture->bastien, 30000, 31000);
  portail_trial_desk_sync (fixture->camille);
  portail_trial_desk_sync (fixture->bastien);
  item = find_conflict (fixture->bastien, PORTAIL_OP_IN_CONFLICT);
  g_assert_cmpuint (portail_outbox_item_get_fields (item) & (run | facture), ==, run | facture);
  op = portail_sync_op_repeat (portail_outbox_item_get_op (item)->op);
  portail_sync_op_get_change (op)->fields = run;
  resend (fixture->bastien, get_op_id (item), op);
  portail_trial_desk_sync (fixture->bastien);
  assert_nothing_waits (fixture->bastien);
  portail_trial_desk_sync (fixture->camille);
  row = portail_client_load (&fixture->camille->base, &portail_dotation_row_type, id);
  g_assert_cmpint (row->run.cents, ==, 30000);
  g_assert_cmpint (row->facture.cents, ==, 26000);
}

static void
test_what_was_written_since_stands (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *id = make_row_id (0);
  g_autoptr (PortailOutboxItem) item = NULL;

  make_shared_sheet (fixture);
  portail_trial_desk_do (fixture->camille, portail_client_set_run (id, 25000));
  portail_trial_desk_do (fixture->bastien, portail_client_set_run (id, 30000));
  portail_trial_desk_sync (fixture->camille);
  portail_trial_desk_sync (fixture->bastien);
  item = find_conflict (fixture->bastien, PORTAIL_OP_IN_CONFLICT);
  portail_trial_desk_do (fixture->bastien, portail_client_set_run (id, 40000));
  portail_client_resolve (&fixture->bastien->base, get_op_id (item), PORTAIL_RESOLVE_TAKE_MINE);
  portail_trial_desk_sync (fixture->bastien);
  assert_nothing_waits (fixture->bastien);
  portail_trial_desk_sync (fixture->camille);
  g_assert_cmpint (get_run (fixture->camille, id), ==, 40000);
}

static void
delete_meanwhile (Fixture *fixture)
{
  g_autofree char *id = make_row_id (0);

  make_shared_sheet (fixture);
  portail_trial_desk_do (fixture->camille, portail_client_delete (&portail_dotation_type, SHEET));
  portail_trial_desk_do (fixture->bastien, portail_client_set_run (id, 30000));
  portail_trial_desk_sync (fixture->camille);
  portail_trial_desk_sync (fixture->bastien);
}

static void
test_what_was_deleted_comes_back_with_mine (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *id = make_row_id (0);
  g_autofree char *other = make_row_id (1);
  g_autoptr (PortailOutboxItem) item = NULL;

  delete_meanwhile (fixture);
  item = find_conflict (fixture->bastien, PORTAIL_OP_OF_DELETED);
  portail_client_resolve (&fixture->bastien->base, get_op_id (item), PORTAIL_RESOLVE_TAKE_MINE);
  g_assert_cmpint (get_run (fixture->bastien, id), ==, 30000);
  portail_trial_desk_sync (fixture->bastien);
  assert_nothing_waits (fixture->bastien);
  portail_trial_desk_sync (fixture->camille);
  g_assert_cmpint (get_run (fixture->camille, id), ==, 30000);
  g_assert_cmpint (get_run (fixture->camille, other), ==, 200);
}

static void
test_what_was_deleted_stays_away (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *id = make_row_id (0);
  g_autoptr (PortailOutboxItem) item = NULL;

  delete_meanwhile (fixture);
  item = find_conflict (fixture->bastien, PORTAIL_OP_OF_DELETED);
  portail_client_resolve (&fixture->bastien->base, get_op_id (item), PORTAIL_RESOLVE_TAKE_THEIRS);
  portail_trial_desk_sync (fixture->bastien);
  assert_nothing_waits (fixture->bastien);
  g_assert_cmpint (get_run (fixture->bastien, id), ==, -1);
}

/* Both paste a sheet of the same week. */
static void
test_a_whole_paste_goes_into_the_existing_sheet (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *id = portail_trial_desk_make_row_id (OTHER_SHEET, 0);
  g_autoptr (PortailOutboxItem) item = NULL;
  g_autoptr (PortailDotationRow) row = NULL;

  portail_trial_desk_do (fixture->camille, portail_client_new_dotation (SHEET, WEEK));
  portail_trial_desk_paste (fixture->bastien, OTHER_SHEET, WEEK, N_ROWS);
  portail_trial_desk_sync (fixture->camille);
  portail_trial_desk_sync (fixture->bastien);
  item = find_conflict (fixture->bastien, PORTAIL_OP_MEETS_ANOTHER);
  portail_client_resolve (&fixture->bastien->base, get_op_id (item), PORTAIL_RESOLVE_TAKE_MINE);
  portail_trial_desk_sync (fixture->bastien);
  assert_nothing_waits (fixture->bastien);
  portail_trial_desk_sync (fixture->camille);
  row = portail_client_load (&fixture->camille->base, &portail_dotation_row_type, id);
  g_assert_nonnull (row);
  g_assert_cmpstr (row->dotation_id, ==, SHEET);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  portail_trial_desk_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("/conflicts/fields-are-chosen-one-by-one", test_fields_are_chosen_one_by_one);
  ADD ("/conflicts/what-was-written-since-stands", test_what_was_written_since_stands);
  ADD ("/conflicts/what-was-deleted-comes-back-with-mine",
       test_what_was_deleted_comes_back_with_mine);
  ADD ("/conflicts/what-was-deleted-stays-away", test_what_was_deleted_stays_away);
  ADD ("/conflicts/a-whole-paste-goes-into-the-existing-sheet",
       test_a_whole_paste_goes_into_the_existing_sheet);
  return g_test_run ();
}
