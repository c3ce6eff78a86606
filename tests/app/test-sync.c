/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "app/portail-outbox-item.h"
#include "app/portail-sync.h"
#include "shared/portail-error.h"
#include "shared/portail-id.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-client-fixture.h"
#include "tests/support/portail-fake-server.h"

#define PUSH       "/api/sync/push"
#define PULL       "/api/sync/pull"
#define REFRESH    "/auth/refresh"
#define ROW_1      "01990000-0000-7000-8000-000000000011"
#define DOTATION_1 "01990000-0000-7000-8000-0000000000d1"
#define WEEK       "2025-W38"
#define SCOPE      "enterprise:" PORTAIL_FIXTURE_COMPANY

typedef struct
{
  PortailClientFixture base;
  PortailFakeServer *server;
  PortailApiClient *client;
  PortailSync *sync;
  guint n_fuses;
} Fixture;

static void
on_fuse_blown (Fixture *fixture, const char *scope, guint n_removed, guint n_rows)
{
  g_assert_cmpstr (scope, ==, SCOPE);
  g_assert_cmpuint (n_removed, <=, n_rows);
  fixture->n_fuses++;
}

static PortailTokenStore *
make_token_store (const char *server)
{
  PortailTokenStore *store = portail_token_store_new (server, PORTAIL_FIXTURE_USER);
  g_auto (PortailAwait) await = { NULL };

  portail_token_store_save_async (store, PORTAIL_FAKE_REFRESH_TOKEN, NULL, portail_await_ready,
                                  &await);
  g_assert_true (portail_token_store_save_finish (store, portail_await (&await), NULL));
  return store;
}

static void
begin_sync (Fixture *fixture)
{
  fixture->sync = portail_sync_new (fixture->base.cache, fixture->client);
  g_signal_connect_swapped (fixture->sync, "fuse-blown", G_CALLBACK (on_fuse_blown), fixture);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailTokenStore) store = NULL;
  g_autoptr (GError) error = NULL;
  const char *address;

  portail_client_fixture_set_up (&fixture->base, NULL);
  fixture->server = portail_fake_server_new ();
  address = portail_fake_server_get_address (fixture->server);
  fixture->client = portail_api_client_new (address, &error);
  g_assert_no_error (error);
  store = make_token_store (address);
  portail_api_client_set_token_store (fixture->client, store);
  begin_sync (fixture);
}

static void
end_sync (Fixture *fixture)
{
  portail_sync_stop (fixture->sync);
  portail_await_idle ();
  g_assert_finalize_object (g_steal_pointer (&fixture->sync));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  end_sync (fixture);
  portail_await_idle ();
  g_assert_finalize_object (fixture->client);
  portail_client_fixture_tear_down (&fixture->base, NULL);
  portail_fake_server_free (fixture->server);
}

/* One cycle; the error that it ended with, or NULL. Owned. */
static GError *
run (Fixture *fixture)
{
  g_auto (PortailAwait) await = { NULL };
  GError *error = NULL;

  portail_sync_run_async (fixture->sync, NULL, portail_await_ready, &await);
  portail_sync_run_finish (fixture->sync, portail_await (&await), &error);
  return error;
}

static void
sync_now (Fixture *fixture)
{
  g_autoptr (GError) error = run (fixture);

  g_assert_no_error (error);
}

static void
fail_sync (Fixture *fixture, PortailErrorCode code)
{
  g_autoptr (GError) error = run (fixture);

  g_assert_error (error, PORTAIL_ERROR, (int) code);
}

static void
make_sheet (Fixture *fixture)
{
  portail_client_do (&fixture->base, portail_client_new_dotation (DOTATION_1, WEEK));
  portail_client_do (&fixture->base, portail_client_new_row (ROW_1, DOTATION_1, 100));
}

static void
make_synced_sheet (Fixture *fixture)
{
  make_sheet (fixture);
  sync_now (fixture);
}

static gint64
get_run (Fixture *fixture)
{
  return portail_client_get_run (&fixture->base, ROW_1);
}

static gint64
get_server_run (Fixture *fixture)
{
  const PortailRecord *row = portail_fake_server_find (fixture->server, ROW_1);

  return row != NULL ? ((const PortailDotationRow *) row)->run.cents : -1;
}

static PortailOutboxCounts
get_counts (Fixture *fixture)
{
  return portail_cache_get_counts (fixture->base.cache);
}

/* What another client sends. */
static void
put_row (Fixture *fixture, const char *id, gint64 run_cents)
{
  g_autoptr (PortailSyncOp) op = portail_client_new_row (id, DOTATION_1, run_cents);

  portail_fake_server_put (fixture->server,
                           portail_record_copy (portail_sync_op_get_change (op)->record));
}

static void
put_many (Fixture *fixture, int n)
{
  for (int i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("01990000-0000-7000-8000-0000001%05d", i);

      put_row (fixture, id, i);
    }
}

static gint64
get_run_of (Fixture *fixture, int i)
{
  g_autofree char *id = g_strdup_printf ("01990000-0000-7000-8000-0000001%05d", i);

  return portail_client_get_run (&fixture->base, id);
}

static void
test_what_was_made_offline_arrives (Fixture *fixture, gconstpointer unused)
{
  make_synced_sheet (fixture);
  g_assert_cmpint (get_server_run (fixture), ==, 100);
  g_assert_cmpint (get_run (fixture), ==, 100);
  g_assert_cmpuint (get_counts (fixture).n_to_send, ==, 0);
  g_assert_cmpint (portail_sync_get_status (fixture->sync), ==, PORTAIL_SYNC_STATUS_IN_SYNC);
}

static void
test_a_change_of_another_is_shown (Fixture *fixture, gconstpointer unused)
{
  make_synced_sheet (fixture);
  put_row (fixture, ROW_1, 777);
  sync_now (fixture);
  g_assert_cmpint (get_run (fixture), ==, 777);
}

static void
test_a_change_survives_a_lost_reply (Fixture *fixture, gconstpointer unused)
{
  gint64 number;

  make_sheet (fixture);
  portail_fake_server_lose_reply (fixture->server, PUSH);
  fail_sync (fixture, PORTAIL_ERROR_UNAVAILABLE);
  g_assert_cmpint (portail_sync_get_status (fixture->sync), ==, PORTAIL_SYNC_STATUS_OFFLINE);
  g_assert_cmpint (get_run (fixture), ==, 100);
  number = portail_fake_server_get_number (fixture->server);
  sync_now (fixture);
  g_assert_cmpint (portail_fake_server_get_number (fixture->server), ==, number);
  g_assert_cmpuint (get_counts (fixture).n_to_send, ==, 0);
  g_assert_cmpint (get_run (fixture), ==, 100);
}

static void
test_a_change_survives_a_restart_after_a_lost_reply (Fixture *fixture, gconstpointer unused)
{
  make_sheet (fixture);
  portail_fake_server_lose_reply (fixture->server, PUSH);
  fail_sync (fixture, PORTAIL_ERROR_UNAVAILABLE);
  end_sync (fixture);
  portail_client_fixture_reopen (&fixture->base);
  begin_sync (fixture);
  sync_now (fixture);
  g_assert_cmpint (portail_fake_server_get_number (fixture->server), ==, 2);
  g_assert_cmpuint (get_counts (fixture).n_to_send, ==, 0);
}

static void
test_a_lost_page_comes_again (Fixture *fixture, gconstpointer unused)
{
  put_many (fixture, 10);
  portail_fake_server_set_page (fixture->server, 3);
  portail_fake_server_lose_reply (fixture->server, PULL);
  fail_sync (fixture, PORTAIL_ERROR_UNAVAILABLE);
  sync_now (fixture);
  for (int i = 0; i < 10; i++)
    g_assert_cmpint (get_run_of (fixture, i), ==, i);
}

static void
test_a_reset_takes_away_what_is_gone (Fixture *fixture, gconstpointer unused)
{
  put_many (fixture, 5);
  make_synced_sheet (fixture);
  portail_client_do (&fixture->base, portail_client_set_run (ROW_1, 300));
  portail_fake_server_say (fixture->server, PUSH, 503, "{}");
  fail_sync (fixture, PORTAIL_ERROR_UNAVAILABLE);
  portail_fake_server_delete (fixture->server, "01990000-0000-7000-8000-000000100002");
  portail_fake_server_forget_cursors (fixture->server);
  portail_fake_server_set_page (fixture->server, 2);
  sync_now (fixture);
  g_assert_cmpint (get_run_of (fixture, 1), ==, 1);
  g_assert_cmpint (get_run_of (fixture, 2), ==, -1);
  g_assert_cmpint (get_run (fixture), ==, 300);
  g_assert_cmpint (get_server_run (fixture), ==, 300);
}

static void
test_a_wrong_digest_is_pulled_again (Fixture *fixture, gconstpointer unused)
{
  put_many (fixture, 5);
  portail_fake_server_spoil_digest (fixture->server);
  sync_now (fixture);
  g_assert_cmpuint (portail_fake_server_count (fixture->server, PULL), ==, 2);
  g_assert_cmpint (get_run_of (fixture, 4), ==, 4);
}

static void
test_a_mass_removal_asks_first (Fixture *fixture, gconstpointer unused)
{
  put_many (fixture, 40);
  sync_now (fixture);
  for (int i = 0; i < 30; i++)
    {
      g_autofree char *id = g_strdup_printf ("01990000-0000-7000-8000-0000001%05d", i);

      portail_fake_server_evict (fixture->server, id);
    }
  sync_now (fixture);
  g_assert_cmpuint (fixture->n_fuses, ==, 1);
  g_assert_cmpint (get_run_of (fixture, 0), ==, 0);
  g_assert_cmpint (portail_sync_get_status (fixture->sync), ==, PORTAIL_SYNC_STATUS_ACTION_NEEDED);
  sync_now (fixture);
  g_assert_cmpuint (fixture->n_fuses, ==, 1);
  portail_sync_allow_removal (fixture->sync, SCOPE);
  sync_now (fixture);
  sync_now (fixture);
  g_assert_cmpint (get_run_of (fixture, 0), ==, -1);
  g_assert_cmpint (get_run_of (fixture, 35), ==, 35);
  g_assert_cmpint (portail_sync_get_status (fixture->sync), ==, PORTAIL_SYNC_STATUS_IN_SYNC);
}

static void
test_a_change_of_rights_removes_at_once (Fixture *fixture, gconstpointer unused)
{
  put_many (fixture, 40);
  sync_now (fixture);
  for (int i = 0; i < 40; i++)
    {
      g_autofree char *id = g_strdup_printf ("01990000-0000-7000-8000-0000001%05d", i);

      portail_fake_server_evict (fixture->server, id);
    }
  portail_fake_server_set_role (fixture->server, "employe");
  sync_now (fixture);
  g_assert_cmpuint (fixture->n_fuses, ==, 0);
  g_assert_cmpint (get_run_of (fixture, 0), ==, -1);
}

static void
test_a_lost_company_leaves_only_what_was_typed (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) held = NULL;

  make_synced_sheet (fixture);
  portail_client_do (&fixture->base, portail_client_set_run (ROW_1, 300));
  portail_fake_server_say (fixture->server, PUSH, 403, "{\"code\":\"account_without_role\"}");
  portail_fake_server_set_role (fixture->server, NULL);
  sync_now (fixture);
  g_assert_cmpuint (get_counts (fixture).n_to_send, ==, 1);
  g_assert_cmpint (get_run (fixture), ==, -1);
  held = portail_client_list (&fixture->base,
                              PORTAIL_OP_STATES (QUARANTINED) | PORTAIL_OP_STATES (PENDING));
  g_assert_cmpuint (held->len, ==, 1);
}

static void
test_an_unsent_edit_of_an_evicted_row_is_quarantined (Fixture *fixture, gconstpointer unused)
{
  make_synced_sheet (fixture);
  portail_fake_server_evict (fixture->server, ROW_1);
  portail_fake_server_say (fixture->server, PULL, 503, "{}");
  fail_sync (fixture, PORTAIL_ERROR_UNAVAILABLE);
  portail_client_do (&fixture->base, portail_client_set_run (ROW_1, 300));
  portail_fake_server_judge (fixture->server,
                             "{\"status\":\"rejected\",\"code\":\"not_found\",\"detail\":\"x\"}");
  sync_now (fixture);
  g_assert_cmpint (get_run (fixture), ==, -1);
  g_assert_cmpuint (get_counts (fixture).n_refused, ==, 1);
}

static void
test_a_conflict_is_kept_and_mine_can_win (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) items = NULL;
  PortailOutboxItem *item;

  make_synced_sheet (fixture);
  put_row (fixture, ROW_1, 777);
  portail_client_do (&fixture->base, portail_client_set_run (ROW_1, 300));
  portail_fake_server_judge (
      fixture->server,
      "{\"status\":\"conflict\",\"code\":\"conflict\",\"detail\":\"Modifié ailleurs.\","
      "\"fields\":[\"run\"],\"row\":null}");
  sync_now (fixture);
  g_assert_cmpint (portail_sync_get_status (fixture->sync), ==, PORTAIL_SYNC_STATUS_ACTION_NEEDED);
  items = portail_client_list (&fixture->base, PORTAIL_OP_STATES (CONFLICT));
  g_assert_cmpuint (items->len, ==, 1);
  item = g_ptr_array_index (items, 0);
  g_assert_cmpint (((const PortailDotationRow *) portail_outbox_item_get_mine (item))->run.cents,
                   ==, 300);
  g_assert_cmpint (((const PortailDotationRow *) portail_outbox_item_get_theirs (item))->run.cents,
                   ==, 777);
  g_assert_cmpstr (portail_outbox_item_get_reason (item), ==, "Modifié ailleurs.");
  g_assert_cmphex (portail_outbox_item_get_fields (item), ==,
                   portail_record_type_field_bit (&portail_dotation_row_type, "run"));
  portail_client_resolve (&fixture->base, portail_outbox_item_get_op (item)->op->op_id,
                          PORTAIL_RESOLVE_TAKE_MINE);
  sync_now (fixture);
  g_assert_cmpint (get_server_run (fixture), ==, 300);
  g_assert_cmpint (portail_sync_get_status (fixture->sync), ==, PORTAIL_SYNC_STATUS_IN_SYNC);
}

static void
test_a_restored_server_gets_back_what_it_lost (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) items = NULL;

  portail_client_do (&fixture->base, portail_client_new_dotation (DOTATION_1, WEEK));
  sync_now (fixture);
  portail_client_do (&fixture->base, portail_client_new_row (ROW_1, DOTATION_1, 100));
  sync_now (fixture);
  portail_fake_server_restore (fixture->server, 1);
  portail_client_do (&fixture->base, portail_client_new_dotation (
                                         "01990000-0000-7000-8000-0000000000d5", "2025-W40"));
  sync_now (fixture);
  sync_now (fixture);
  g_assert_cmpuint (get_counts (fixture).n_to_send, ==, 0);
  items = portail_client_list (&fixture->base, PORTAIL_OP_STATES (REJECTED));
  g_assert_cmpuint (items->len, ==, 1);
  g_assert_cmpstr (portail_outbox_item_get_op (items->pdata[0])->code, ==, "lost_by_server");
  g_assert_cmpint (get_run (fixture), ==, -1);
  portail_client_resolve (&fixture->base, portail_outbox_item_get_op (items->pdata[0])->op->op_id,
                          PORTAIL_RESOLVE_TAKE_MINE);
  sync_now (fixture);
  g_assert_cmpint (get_server_run (fixture), ==, 100);
  g_assert_cmpint (get_run (fixture), ==, 100);
}

static void
test_an_answer_of_a_left_epoch_is_ignored (Fixture *fixture, gconstpointer unused)
{
  make_synced_sheet (fixture);
  portail_fake_server_restore (fixture->server, 2);
  sync_now (fixture);
  portail_fake_server_say (fixture->server, PULL, 200,
                           "{\"epoch\":\"epoch-0\",\"scopes\":[{\"scope\":\"global\"}],"
                           "\"pages\":[]}");
  fail_sync (fixture, PORTAIL_ERROR_STALE);
  g_assert_cmpint (get_run (fixture), ==, 100);
}

static void
test_an_answer_that_was_kept_on_the_way_is_ignored (Fixture *fixture, gconstpointer unused)
{
  make_synced_sheet (fixture);
  portail_fake_server_add_header (fixture->server, "Age", "30");
  fail_sync (fixture, PORTAIL_ERROR_STALE);
}

static void
test_an_answer_without_scopes_takes_nothing_away (Fixture *fixture, gconstpointer unused)
{
  make_synced_sheet (fixture);
  portail_fake_server_say (fixture->server, PULL, 200,
                           "{\"epoch\":\"epoch-0\",\"scopes\":[],\"pages\":[]}");
  fail_sync (fixture, PORTAIL_ERROR_MALFORMED);
  g_assert_cmpint (get_run (fixture), ==, 100);
}

static void
test_an_older_row_does_not_replace_a_newer_one (Fixture *fixture, gconstpointer unused)
{
  make_synced_sheet (fixture);
  portail_fake_server_say (
      fixture->server, PULL, 200,
      "{\"epoch\":\"epoch-0\",\"scopes\":[{\"scope\":\"" SCOPE "\",\"role\":\"patron\"}],"
      "\"pages\":[{\"scope\":\"" SCOPE "\",\"cursor\":\"0/0/2\",\"more\":false,\"reset\":false,"
      "\"changes\":[{\"op\":\"put\",\"type\":\"dotation_row\",\"row\":{\"id\":\"" ROW_1
      "\",\"rev\":1,\"run\":9}}]}]}");
  sync_now (fixture);
  g_assert_cmpint (get_run (fixture), ==, 100);
}

static void
test_an_expired_token_is_renewed_once (Fixture *fixture, gconstpointer unused)
{
  sync_now (fixture);
  g_assert_cmpuint (portail_fake_server_count (fixture->server, REFRESH), ==, 1);
  portail_fake_server_expire (fixture->server);
  make_synced_sheet (fixture);
  g_assert_cmpuint (portail_fake_server_count (fixture->server, REFRESH), ==, 2);
  g_assert_cmpint (get_server_run (fixture), ==, 100);
}

static void
test_a_lost_session_keeps_everything (Fixture *fixture, gconstpointer unused)
{
  make_sheet (fixture);
  portail_fake_server_say (fixture->server, REFRESH, 401, "{\"code\":\"unauthenticated\"}");
  fail_sync (fixture, PORTAIL_ERROR_UNAUTHENTICATED);
  g_assert_cmpint (portail_sync_get_status (fixture->sync), ==, PORTAIL_SYNC_STATUS_SIGNED_OUT);
  g_assert_cmpint (get_run (fixture), ==, 100);
  portail_client_do (&fixture->base, portail_client_set_run (ROW_1, 200));
  g_assert_cmpint (get_run (fixture), ==, 200);
}

static void
note_revoked (gboolean *is_revoked)
{
  *is_revoked = TRUE;
}

static gboolean
is_true (gpointer flag)
{
  return *(gboolean *) flag;
}

static void
test_a_revoked_device_keeps_only_what_was_typed (Fixture *fixture, gconstpointer unused)
{
  gboolean is_revoked = FALSE;

  make_synced_sheet (fixture);
  portail_client_do (&fixture->base, portail_client_set_run (ROW_1, 200));
  g_signal_connect_swapped (fixture->sync, "device-revoked", G_CALLBACK (note_revoked),
                            &is_revoked);
  portail_fake_server_expire (fixture->server);
  portail_fake_server_say (fixture->server, REFRESH, 401,
                           "{\"code\":\"unauthenticated\",\"reason\":\"revoked\"}");
  fail_sync (fixture, PORTAIL_ERROR_UNAUTHENTICATED);
  portail_await_until (is_true, &is_revoked);
  g_assert_cmpint (get_run (fixture), ==, -1);
  g_assert_cmpuint (get_counts (fixture).n_to_send, ==, 1);
}

static void
test_a_program_that_is_too_old_says_so (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *message = NULL;

  make_sheet (fixture);
  portail_fake_server_say (fixture->server, PUSH, 426,
                           "{\"code\":\"upgrade_required\",\"detail\":\"Mettez à jour.\"}");
  fail_sync (fixture, PORTAIL_ERROR_UPGRADE_REQUIRED);
  g_assert_cmpint (portail_sync_get_status (fixture->sync), ==, PORTAIL_SYNC_STATUS_ACTION_NEEDED);
  g_object_get (fixture->sync, "last-error", &message, NULL);
  g_assert_cmpstr (message, ==, "Mettez à jour.");
  g_assert_cmpint (get_run (fixture), ==, 100);
}

static void
test_one_bad_op_does_not_block_the_others (Fixture *fixture, gconstpointer unused)
{
  make_sheet (fixture);
  portail_client_do (&fixture->base, portail_client_new_dotation (
                                         "01990000-0000-7000-8000-0000000000d5", "2025-W40"));
  portail_fake_server_judge (fixture->server,
                             "{\"status\":\"rejected\",\"code\":\"forbidden\",\"detail\":\"non\"}");
  portail_fake_server_judge (
      fixture->server,
      "{\"status\":\"rejected\",\"code\":\"dependency_failed\",\"detail\":\"non\"}");
  sync_now (fixture);
  g_assert_cmpuint (get_counts (fixture).n_refused, ==, 1);
  g_assert_cmpuint (get_counts (fixture).n_to_send, ==, 1);
  g_assert_nonnull (
      portail_fake_server_find (fixture->server, "01990000-0000-7000-8000-0000000000d5"));
}

static void
test_a_push_that_is_too_large_is_cut (Fixture *fixture, gconstpointer unused)
{
  make_sheet (fixture);
  portail_fake_server_say (fixture->server, PUSH, 413, "{\"code\":\"too_large\"}");
  sync_now (fixture);
  g_assert_cmpint (get_server_run (fixture), ==, 100);
  g_assert_cmpuint (portail_json_count_children (portail_json_get (
                        portail_fake_server_get_request (fixture->server, PUSH, 1), "ops")),
                    ==, 1);
}

static void
test_an_op_that_breaks_the_push_is_found (Fixture *fixture, gconstpointer unused)
{
  make_sheet (fixture);
  for (int i = 0; i < 2; i++)
    portail_fake_server_say (fixture->server, PUSH, 400,
                             "{\"code\":\"malformed\",\"detail\":\"illisible\"}");
  sync_now (fixture);
  g_assert_cmpuint (get_counts (fixture).n_refused, ==, 1);
}

static void
test_a_wrong_clock_is_noticed (Fixture *fixture, gconstpointer unused)
{
  gboolean is_skewed;

  portail_fake_server_say (fixture->server, PULL, 200,
                           "{\"epoch\":\"epoch-0\",\"server_time\":\"2001-01-01T00:00:00Z\","
                           "\"scopes\":[{\"scope\":\"global\"}],\"pages\":[]}");
  sync_now (fixture);
  g_object_get (fixture->sync, "is-clock-skewed", &is_skewed, NULL);
  g_assert_true (is_skewed);
  sync_now (fixture);
  g_object_get (fixture->sync, "is-clock-skewed", &is_skewed, NULL);
  g_assert_false (is_skewed);
}

static void
test_a_deleted_row_can_be_restored (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailSyncOp) inverse = NULL;
  g_autoptr (GError) error = NULL;

  make_synced_sheet (fixture);
  portail_client_apply (&fixture->base, portail_client_delete (&portail_dotation_row_type, ROW_1),
                        &inverse, &error);
  g_assert_no_error (error);
  sync_now (fixture);
  g_assert_null (portail_fake_server_find (fixture->server, ROW_1));
  g_assert_cmpint (get_run (fixture), ==, -1);
  portail_client_do (&fixture->base, g_steal_pointer (&inverse));
  g_assert_cmpint (get_run (fixture), ==, 100);
  sync_now (fixture);
  g_assert_cmpint (get_server_run (fixture), ==, 100);
  g_assert_cmpint (get_run (fixture), ==, 100);
}

static void
test_rows_of_an_unknown_type_do_no_harm (Fixture *fixture, gconstpointer unused)
{
  sync_now (fixture);
  portail_fake_server_say (
      fixture->server, PULL, 200,
      "{\"epoch\":\"epoch-0\",\"scopes\":[{\"scope\":\"" SCOPE "\",\"role\":\"patron\"}],"
      "\"pages\":[{\"scope\":\"" SCOPE "\",\"cursor\":\"0/0/0\",\"more\":false,\"reset\":false,"
      "\"changes\":[{\"op\":\"put\",\"type\":\"hologram\",\"row\":{\"id\":\"" ROW_1
      "\",\"rev\":1}},{\"op\":\"del\",\"type\":\"hologram\",\"id\":\"" ROW_1 "\",\"rev\":2}]}]}");
  sync_now (fixture);
}

/* Any of the first replies may be lost, and the same comes out. */
static void
test_no_lost_reply_changes_the_outcome (Fixture *fixture, gconstpointer unused)
{
  for (int lost = 0; lost < 4; lost++)
    {
      g_autofree char *period = g_strdup_printf ("2025-W%d", 10 + lost);
      g_autofree char *dotation_id = portail_id_new ();
      g_autofree char *row_id = portail_id_new ();
      g_autoptr (GError) error = NULL;

      portail_client_do (&fixture->base, portail_client_new_dotation (dotation_id, period));
      portail_client_do (&fixture->base, portail_client_new_row (row_id, dotation_id, lost));
      portail_fake_server_lose_reply (fixture->server, lost % 2 == 0 ? PUSH : PULL);
      error = run (fixture);
      g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAVAILABLE);
      portail_client_do (&fixture->base, portail_client_set_run (row_id, 50 + lost));
      sync_now (fixture);
      g_assert_cmpint (portail_client_get_run (&fixture->base, row_id), ==, 50 + lost);
      g_assert_cmpint (
          ((const PortailDotationRow *) portail_fake_server_find (fixture->server, row_id))
              ->run.cents,
          ==, 50 + lost);
    }
  g_assert_cmpint (portail_fake_server_get_number (fixture->server), ==, 12);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  /* The session lives in memory: no keyring is asked. */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_test_init (&argc, &argv, NULL);
  ADD ("/sync/what-was-made-offline-arrives", test_what_was_made_offline_arrives);
  ADD ("/sync/a-change-of-another-is-shown", test_a_change_of_another_is_shown);
  ADD ("/sync/a-change-made-offline-survives-a-lost-reply", test_a_change_survives_a_lost_reply);
  ADD ("/sync/a-change-survives-a-restart-after-a-lost-reply",
       test_a_change_survives_a_restart_after_a_lost_reply);
  ADD ("/sync/a-lost-page-comes-again", test_a_lost_page_comes_again);
  ADD ("/sync/a-reset-takes-away-what-is-gone", test_a_reset_takes_away_what_is_gone);
  ADD ("/sync/a-wrong-digest-is-pulled-again", test_a_wrong_digest_is_pulled_again);
  ADD ("/sync/a-mass-removal-asks-first", test_a_mass_removal_asks_first);
  ADD ("/sync/a-change-of-rights-removes-at-once", test_a_change_of_rights_removes_at_once);
  ADD ("/sync/a-lost-company-leaves-only-what-was-typed",
       test_a_lost_company_leaves_only_what_was_typed);
  ADD ("/sync/an-unsent-edit-of-an-evicted-row-is-kept-aside",
       test_an_unsent_edit_of_an_evicted_row_is_quarantined);
  ADD ("/sync/a-conflict-is-kept-and-mine-can-win", test_a_conflict_is_kept_and_mine_can_win);
  ADD ("/sync/a-restored-server-gets-back-what-it-lost",
       test_a_restored_server_gets_back_what_it_lost);
  ADD ("/sync/an-answer-of-a-left-epoch-is-ignored", test_an_answer_of_a_left_epoch_is_ignored);
  ADD ("/sync/an-answer-that-was-kept-on-the-way-is-ignored",
       test_an_answer_that_was_kept_on_the_way_is_ignored);
  ADD ("/sync/an-answer-without-scopes-takes-nothing-away",
       test_an_answer_without_scopes_takes_nothing_away);
  ADD ("/sync/an-older-row-does-not-replace-a-newer-one",
       test_an_older_row_does_not_replace_a_newer_one);
  ADD ("/sync/an-expired-token-is-renewed-once", test_an_expired_token_is_renewed_once);
  ADD ("/sync/a-lost-session-keeps-everything", test_a_lost_session_keeps_everything);
  ADD ("/sync/a-revoked-device-keeps-only-what-was-typed",
       test_a_revoked_device_keeps_only_what_was_typed);
  ADD ("/sync/a-program-that-is-too-old-says-so", test_a_program_that_is_too_old_says_so);
  ADD ("/sync/one-bad-op-does-not-block-the-others", test_one_bad_op_does_not_block_the_others);
  ADD ("/sync/a-push-that-is-too-large-is-cut", test_a_push_that_is_too_large_is_cut);
  ADD ("/sync/an-op-that-breaks-the-push-is-found", test_an_op_that_breaks_the_push_is_found);
  ADD ("/sync/a-wrong-clock-is-noticed", test_a_wrong_clock_is_noticed);
  ADD ("/sync/a-deleted-row-can-be-restored", test_a_deleted_row_can_be_restored);
  ADD ("/sync/rows-of-an-unknown-type-do-no-harm", test_rows_of_an_unknown_type_do_no_harm);
  ADD ("/sync/no-lost-reply-changes-the-outcome", test_no_lost_reply_changes_the_outcome);
  return g_test_run ();
}
