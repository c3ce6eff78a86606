/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include <glib.h>
#include <string.h>

#include "app/portail-draft.h"
#include "app/portail-outbox-item.h"
#include "app/portail-sql.h"
#include "shared/portail-error.h"
#include "shared/portail-id.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-sync-fixture.h"

typedef PortailSyncFixture Fixture;

static void
test_what_was_made_offline_arrives (Fixture *fixture, gconstpointer unused)
{
  portail_sync_fixture_make_synced_sheet (fixture);
  g_assert_cmpint (portail_sync_fixture_get_server_run (fixture), ==, 100);
  g_assert_cmpint (portail_sync_fixture_get_run (fixture), ==, 100);
  g_assert_cmpuint (portail_sync_fixture_get_counts (fixture).n_to_send, ==, 0);
  g_assert_cmpint (portail_sync_get_status (fixture->sync), ==, PORTAIL_SYNC_STATUS_IN_SYNC);
}

static void
test_a_change_of_another_is_shown (Fixture *fixture, gconstpointer unused)
{
  portail_sync_fixture_make_synced_sheet (fixture);
  portail_sync_fixture_put_row (fixture, PORTAIL_SYNC_ROW, 777);
  portail_sync_fixture_sync (fixture);
  g_assert_cmpint (portail_sync_fixture_get_run (fixture), ==, 777);
}

static void
test_a_change_survives_a_lost_reply (Fixture *fixture, gconstpointer unused)
{
  gint64 number;

  portail_sync_fixture_make_sheet (fixture);
  portail_fake_server_lose_reply (fixture->server, PORTAIL_SYNC_PUSH);
  portail_sync_fixture_fail (fixture, PORTAIL_ERROR_UNAVAILABLE);
  g_assert_cmpint (portail_sync_get_status (fixture->sync), ==, PORTAIL_SYNC_STATUS_OFFLINE);
  g_assert_cmpint (portail_sync_fixture_get_run (fixture), ==, 100);
  number = portail_fake_server_get_number (fixture->server);
  portail_sync_fixture_sync (fixture);
  g_assert_cmpint (portail_fake_server_get_number (fixture->server), ==, number);
  g_assert_cmpuint (portail_sync_fixture_get_counts (fixture).n_to_send, ==, 0);
  g_assert_cmpint (portail_sync_fixture_get_run (fixture), ==, 100);
}

static void
test_a_change_survives_a_restart_after_a_lost_reply (Fixture *fixture, gconstpointer unused)
{
  portail_sync_fixture_make_sheet (fixture);
  portail_fake_server_lose_reply (fixture->server, PORTAIL_SYNC_PUSH);
  portail_sync_fixture_fail (fixture, PORTAIL_ERROR_UNAVAILABLE);
  portail_sync_fixture_restart (fixture);
  portail_sync_fixture_sync (fixture);
  g_assert_cmpint (portail_fake_server_get_number (fixture->server), ==, 2);
  g_assert_cmpuint (portail_sync_fixture_get_counts (fixture).n_to_send, ==, 0);
}

static void
test_a_lost_page_comes_again (Fixture *fixture, gconstpointer unused)
{
  portail_sync_fixture_put_many (fixture, 10);
  portail_fake_server_set_page (fixture->server, 3);
  portail_fake_server_lose_reply (fixture->server, PORTAIL_SYNC_PULL);
  portail_sync_fixture_fail (fixture, PORTAIL_ERROR_UNAVAILABLE);
  portail_sync_fixture_sync (fixture);
  for (int i = 0; i < 10; i++)
    g_assert_cmpint (portail_sync_fixture_get_run_of (fixture, i), ==, i);
}

static void
test_a_reset_takes_away_what_is_gone (Fixture *fixture, gconstpointer unused)
{
  portail_sync_fixture_put_many (fixture, 5);
  portail_sync_fixture_make_synced_sheet (fixture);
  portail_client_do (&fixture->base, portail_client_set_run (PORTAIL_SYNC_ROW, 300));
  portail_fake_server_say (fixture->server, PORTAIL_SYNC_PUSH, 503, "{}");
  portail_sync_fixture_fail (fixture, PORTAIL_ERROR_UNAVAILABLE);
  portail_fake_server_delete (fixture->server, "01990000-0000-7000-8000-000000100002");
  portail_fake_server_forget_cursors (fixture->server);
  portail_fake_server_set_page (fixture->server, 2);
  portail_sync_fixture_sync (fixture);
  g_assert_cmpint (portail_sync_fixture_get_run_of (fixture, 1), ==, 1);
  g_assert_cmpint (portail_sync_fixture_get_run_of (fixture, 2), ==, -1);
  g_assert_cmpint (portail_sync_fixture_get_run (fixture), ==, 300);
  g_assert_cmpint (portail_sync_fixture_get_server_run (fixture), ==, 300);
}

static void
test_a_wrong_digest_is_pulled_again (Fixture *fixture, gconstpointer unused)
{
  portail_sync_fixture_put_many (fixture, 5);
  portail_fake_server_spoil_digest (fixture->server);
  portail_sync_fixture_sync (fixture);
  g_assert_cmpuint (portail_fake_server_count (fixture->server, PORTAIL_SYNC_PULL), ==, 2);
  g_assert_cmpint (portail_sync_fixture_get_run_of (fixture, 4), ==, 4);
}

static void
test_a_mass_removal_asks_first (Fixture *fixture, gconstpointer unused)
{
  portail_sync_fixture_put_many (fixture, 40);
  portail_sync_fixture_sync (fixture);
  for (int i = 0; i < 30; i++)
    {
      g_autofree char *id = portail_sync_fixture_make_id (i);

      portail_fake_server_evict (fixture->server, id);
    }
  portail_sync_fixture_sync (fixture);
  g_assert_cmpuint (fixture->n_fuses, ==, 1);
  g_assert_cmpint (portail_sync_fixture_get_run_of (fixture, 0), ==, 0);
  g_assert_cmpint (portail_sync_get_status (fixture->sync), ==, PORTAIL_SYNC_STATUS_ACTION_NEEDED);
  portail_sync_fixture_sync (fixture);
  g_assert_cmpuint (fixture->n_fuses, ==, 1);
  portail_sync_allow_removal (fixture->sync, PORTAIL_SYNC_SCOPE);
  portail_sync_fixture_sync (fixture);
  portail_sync_fixture_sync (fixture);
  g_assert_cmpint (portail_sync_fixture_get_run_of (fixture, 0), ==, -1);
  g_assert_cmpint (portail_sync_fixture_get_run_of (fixture, 35), ==, 35);
  g_assert_cmpint (portail_sync_get_status (fixture->sync), ==, PORTAIL_SYNC_STATUS_IN_SYNC);
}

static void
test_a_change_of_rights_removes_at_once (Fixture *fixture, gconstpointer unused)
{
  portail_sync_fixture_put_many (fixture, 40);
  portail_sync_fixture_sync (fixture);
  for (int i = 0; i < 40; i++)
    {
      g_autofree char *id = portail_sync_fixture_make_id (i);

      portail_fake_server_evict (fixture->server, id);
    }
  portail_fake_server_set_role (fixture->server, "employe");
  portail_sync_fixture_sync (fixture);
  g_assert_cmpuint (fixture->n_fuses, ==, 0);
  g_assert_cmpint (portail_sync_fixture_get_run_of (fixture, 0), ==, -1);
}

static void
test_a_lost_company_leaves_only_what_was_typed (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) held = NULL;

  portail_sync_fixture_make_synced_sheet (fixture);
  portail_client_do (&fixture->base, portail_client_set_run (PORTAIL_SYNC_ROW, 300));
  portail_fake_server_say (fixture->server, PORTAIL_SYNC_PUSH, 403,
                           "{\"code\":\"account_without_role\"}");
  portail_fake_server_set_role (fixture->server, NULL);
  portail_sync_fixture_sync (fixture);
  g_assert_cmpuint (portail_sync_fixture_get_counts (fixture).n_to_send, ==, 1);
  g_assert_cmpint (portail_sync_fixture_get_run (fixture), ==, -1);
  held = portail_client_list (&fixture->base,
                              PORTAIL_OP_STATES (QUARANTINED) | PORTAIL_OP_STATES (PENDING));
  g_assert_cmpuint (held->len, ==, 1);
}

static void
test_an_unsent_edit_of_an_evicted_row_is_quarantined (Fixture *fixture, gconstpointer unused)
{
  portail_sync_fixture_make_synced_sheet (fixture);
  portail_fake_server_evict (fixture->server, PORTAIL_SYNC_ROW);
  portail_fake_server_say (fixture->server, PORTAIL_SYNC_PULL, 503, "{}");
  portail_sync_fixture_fail (fixture, PORTAIL_ERROR_UNAVAILABLE);
  portail_client_do (&fixture->base, portail_client_set_run (PORTAIL_SYNC_ROW, 300));
  portail_fake_server_judge (fixture->server,
                             "{\"status\":\"rejected\",\"code\":\"not_found\",\"detail\":\"x\"}");
  portail_sync_fixture_sync (fixture);
  g_assert_cmpint (portail_sync_fixture_get_run (fixture), ==, -1);
  g_assert_cmpuint (portail_sync_fixture_get_counts (fixture).n_refused, ==, 1);
}

static void
test_a_conflict_is_kept_and_mine_can_win (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) items = NULL;
  PortailOutboxItem *item;

  portail_sync_fixture_make_synced_sheet (fixture);
  portail_sync_fixture_put_row (fixture, PORTAIL_SYNC_ROW, 777);
  portail_client_do (&fixture->base, portail_client_set_run (PORTAIL_SYNC_ROW, 300));
  portail_fake_server_judge (
      fixture->server,
      "{\"status\":\"conflict\",\"code\":\"conflict\",\"detail\":\"Modifié ailleurs.\","
      "\"fields\":[\"run\"],\"row\":null}");
  portail_sync_fixture_sync (fixture);
  g_assert_cmpint (portail_sync_get_status (fixture->sync), ==, PORTAIL_SYNC_STATUS_ACTION_NEEDED);
  items = portail_client_list (&fixture->base, PORTAIL_OP_STATES (CONFLICT));
  g_assert_cmpuint (items->len, ==, 1);
  item = g_ptr_array_index (items, 0);
  g_assert_cmpint (((const PortailDotationRow *) portail_outbox_item_get_mine (item))->run.cents,
                   ==, 300);
  g_assert_cmpint (((const PortailDotationRow *) portail_outbox_item_get_theirs (item))->run.cents,
                   ==, 777);
  g_assert_cmpstr (portail_outbox_item_get_reason (item), ==,
                   "Somebody else changed it in the meantime.");
  g_assert_cmphex (portail_outbox_item_get_fields (item), ==,
                   portail_record_type_field_bit (&portail_dotation_row_type, "run"));
  portail_client_resolve (&fixture->base, portail_outbox_item_get_op (item)->op->op_id,
                          PORTAIL_RESOLVE_TAKE_MINE);
  portail_sync_fixture_sync (fixture);
  g_assert_cmpint (portail_sync_fixture_get_server_run (fixture), ==, 300);
  g_assert_cmpint (portail_sync_get_status (fixture->sync), ==, PORTAIL_SYNC_STATUS_IN_SYNC);
}

static void
test_one_bad_op_does_not_block_the_others (Fixture *fixture, gconstpointer unused)
{
  portail_sync_fixture_make_sheet (fixture);
  portail_client_do (&fixture->base, portail_client_new_dotation (
                                         "01990000-0000-7000-8000-0000000000d5", "2025-W40"));
  portail_fake_server_judge (fixture->server,
                             "{\"status\":\"rejected\",\"code\":\"forbidden\",\"detail\":\"non\"}");
  portail_fake_server_judge (
      fixture->server,
      "{\"status\":\"rejected\",\"code\":\"dependency_failed\",\"detail\":\"non\"}");
  portail_sync_fixture_sync (fixture);
  g_assert_cmpuint (portail_sync_fixture_get_counts (fixture).n_refused, ==, 1);
  g_assert_cmpuint (portail_sync_fixture_get_counts (fixture).n_to_send, ==, 1);
  g_assert_nonnull (
      portail_fake_server_find (fixture->server, "01990000-0000-7000-8000-0000000000d5"));
}

static void
test_a_push_that_is_too_large_is_cut (Fixture *fixture, gconstpointer unused)
{
  portail_sync_fixture_make_sheet (fixture);
  portail_fake_server_say (fixture->server, PORTAIL_SYNC_PUSH, 413, "{\"code\":\"too_large\"}");
  portail_sync_fixture_sync (fixture);
  g_assert_cmpint (portail_sync_fixture_get_server_run (fixture), ==, 100);
  g_assert_cmpuint (
      portail_json_count_children (portail_json_get (
          portail_fake_server_get_request (fixture->server, PORTAIL_SYNC_PUSH, 1), "ops")),
      ==, 1);
}

static void
test_an_op_that_breaks_the_push_is_found (Fixture *fixture, gconstpointer unused)
{
  portail_sync_fixture_make_sheet (fixture);
  for (int i = 0; i < 2; i++)
    portail_fake_server_say (fixture->server, PORTAIL_SYNC_PUSH, 400,
                             "{\"code\":\"malformed\",\"detail\":\"illisible\"}");
  portail_sync_fixture_sync (fixture);
  g_assert_cmpuint (portail_sync_fixture_get_counts (fixture).n_refused, ==, 1);
}

/* A reply that was cut in its head looks like one without a body; the others are a proxy's. */
static void
test_an_answer_that_is_not_the_servers_refuses_nothing (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    guint status;
    const char *body;
    PortailErrorCode code;
  } answers[] = {
    { 200, "", PORTAIL_ERROR_UNAVAILABLE },
    { 200, "<html>Sign in to the network</html>", PORTAIL_ERROR_MALFORMED },
    { 400, "", PORTAIL_ERROR_BAD_GATEWAY },
    { 403, "<html>Forbidden</html>", PORTAIL_ERROR_BAD_GATEWAY },
    { 409, "{}", PORTAIL_ERROR_BAD_GATEWAY },
    { 422, "<html></html>", PORTAIL_ERROR_BAD_GATEWAY },
  };
  static const char *const paths[] = { PORTAIL_SYNC_PUSH, PORTAIL_SYNC_PULL };

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (paths); j++)
      {
        g_autofree char *id = portail_id_new ();
        g_autofree char *period = g_strdup_printf ("2025-W%d", (int) (10 + 2 * i + j));

        portail_client_do (&fixture->base, portail_client_new_dotation (id, period));
        portail_fake_server_say (fixture->server, paths[j], answers[i].status, answers[i].body);
        portail_sync_fixture_fail (fixture, answers[i].code);
        g_assert_cmpint (portail_sync_get_status (fixture->sync), ==, PORTAIL_SYNC_STATUS_OFFLINE);
        portail_sync_fixture_sync (fixture);
        g_assert_nonnull (portail_fake_server_find (fixture->server, id));
        g_assert_cmpuint (portail_sync_fixture_get_counts (fixture).n_refused, ==, 0);
      }
}

static void
test_a_deleted_row_can_be_restored (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailSyncOp) inverse = NULL;
  g_autoptr (GError) error = NULL;

  portail_sync_fixture_make_synced_sheet (fixture);
  portail_client_apply (&fixture->base,
                        portail_client_delete (&portail_dotation_row_type, PORTAIL_SYNC_ROW),
                        &inverse, &error);
  g_assert_no_error (error);
  portail_sync_fixture_sync (fixture);
  g_assert_null (portail_fake_server_find (fixture->server, PORTAIL_SYNC_ROW));
  g_assert_cmpint (portail_sync_fixture_get_run (fixture), ==, -1);
  portail_client_do (&fixture->base, g_steal_pointer (&inverse));
  g_assert_cmpint (portail_sync_fixture_get_run (fixture), ==, 100);
  portail_sync_fixture_sync (fixture);
  g_assert_cmpint (portail_sync_fixture_get_server_run (fixture), ==, 100);
  g_assert_cmpint (portail_sync_fixture_get_run (fixture), ==, 100);
}

static void
test_rows_of_an_unknown_type_do_no_harm (Fixture *fixture, gconstpointer unused)
{
  portail_sync_fixture_sync (fixture);
  portail_fake_server_say (
      fixture->server, PORTAIL_SYNC_PULL, 200,
      "{\"epoch\":\"epoch-0\",\"scopes\":[{\"scope\":\"" PORTAIL_SYNC_SCOPE
      "\",\"role\":\"patron\"}],"
      "\"pages\":[{\"scope\":\"" PORTAIL_SYNC_SCOPE
      "\",\"cursor\":\"0/0/0\",\"more\":false,\"reset\":false,"
      "\"changes\":[{\"op\":\"put\",\"type\":\"hologram\",\"row\":{\"id\":\"" PORTAIL_SYNC_ROW
      "\",\"rev\":1}},{\"op\":\"del\",\"type\":\"hologram\",\"id\":\"" PORTAIL_SYNC_ROW
      "\",\"rev\":2}]}]}");
  portail_sync_fixture_sync (fixture);
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
      portail_fake_server_lose_reply (fixture->server,
                                      lost % 2 == 0 ? PORTAIL_SYNC_PUSH : PORTAIL_SYNC_PULL);
      error = portail_sync_fixture_run (fixture);
      g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAVAILABLE);
      portail_client_do (&fixture->base, portail_client_set_run (row_id, 50 + lost));
      portail_sync_fixture_sync (fixture);
      g_assert_cmpint (portail_client_get_run (&fixture->base, row_id), ==, 50 + lost);
      g_assert_cmpint (
          ((const PortailDotationRow *) portail_fake_server_find (fixture->server, row_id))
              ->run.cents,
          ==, 50 + lost);
    }
  g_assert_cmpint (portail_fake_server_get_number (fixture->server), ==, 12);
}

/* Whether any file of the account holds @secret. */
static gboolean
is_on_disk (Fixture *fixture, const char *secret)
{
  g_autoptr (GDir) directory = g_dir_open (fixture->base.directory, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->base.directory, name, NULL);
      g_autofree char *content = NULL;
      gsize length = 0;

      if (g_file_get_contents (path, &content, &length, NULL)
          && memmem (content, length, secret, strlen (secret)) != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
test_an_eviction_leaves_nothing (Fixture *fixture, gconstpointer unused)
{
  portail_sync_fixture_put_many (fixture, 40);
  portail_sync_fixture_make_synced_sheet (fixture);
  g_assert_true (is_on_disk (fixture, "Élodie"));
  portail_fake_server_set_role (fixture->server, NULL);
  portail_sync_fixture_sync (fixture);
  g_assert_false (is_on_disk (fixture, "Élodie"));
}

static void
keep_draft (Fixture *fixture, const char *type, const char *id)
{
  const PortailDraft draft = { .type = (char *) type, .id = (char *) id, .text = (char *) "{}" };
  g_auto (PortailAwait) await = { NULL };

  portail_draft_keep_async (fixture->base.cache, &draft, portail_await_ready, &await);
  g_assert_true (portail_draft_keep_finish (fixture->base.cache, portail_await (&await), NULL));
}

static gboolean
has_draft (Fixture *fixture, const char *type, const char *id)
{
  g_auto (PortailAwait) await = { NULL };
  g_autoptr (PortailDraft) draft = NULL;

  portail_draft_load_async (fixture->base.cache, type, id, portail_await_ready, &await);
  draft = portail_draft_load_finish (fixture->base.cache, portail_await (&await), NULL);
  return draft != NULL;
}

static gpointer
run_count_pins (PortailDatabase *database, gpointer unused, GError **error)
{
  gint64 n_pins = -1;

  portail_sql_take_integer (
      portail_database_query (database, error, "SELECT count (*) FROM outbox.pin", ""), &n_pins,
      error);
  return g_memdup2 (&n_pins, sizeof n_pins);
}

static gint64
count_pins (Fixture *fixture)
{
  g_auto (PortailAwait) await = { NULL };
  g_autofree gint64 *n_pins = NULL;

  portail_cache_query_async (fixture->base.cache,
                             portail_query_new (run_count_pins, NULL, NULL, g_free), NULL,
                             portail_await_ready, &await);
  n_pins = portail_cache_query_finish (fixture->base.cache, portail_await (&await), NULL);
  return *n_pins;
}

/* Whatever a page calls its draft. */
static void
test_an_eviction_takes_drafts (Fixture *fixture, gconstpointer unused)
{
  portail_sync_fixture_make_synced_sheet (fixture);
  keep_draft (fixture, "dotation_row/notes", PORTAIL_SYNC_ROW);
  keep_draft (fixture, "enterprise/settings", PORTAIL_FIXTURE_COMPANY);
  keep_draft (fixture, PORTAIL_DRAFT_ANSWER, "/api/users");
  portail_client_execute (&fixture->base, "INSERT INTO pin (id) VALUES ('" PORTAIL_SYNC_ROW "'),"
                                          " ('" PORTAIL_FIXTURE_COMPANY "')");
  portail_fake_server_evict (fixture->server, PORTAIL_SYNC_ROW);
  portail_sync_fixture_sync (fixture);
  g_assert_cmpint (count_pins (fixture), ==, 1);
  g_assert_false (has_draft (fixture, "dotation_row/notes", PORTAIL_SYNC_ROW));
  g_assert_true (has_draft (fixture, "enterprise/settings", PORTAIL_FIXTURE_COMPANY));
  portail_fake_server_set_role (fixture->server, NULL);
  portail_sync_fixture_sync (fixture);
  g_assert_false (has_draft (fixture, "enterprise/settings", PORTAIL_FIXTURE_COMPANY));
  g_assert_false (has_draft (fixture, PORTAIL_DRAFT_ANSWER, "/api/users"));
  g_assert_cmpint (count_pins (fixture), ==, 0);
}

#define ADD(path, function)                                                                        \
  g_test_add (path, Fixture, NULL, portail_sync_fixture_set_up, function,                          \
              portail_sync_fixture_tear_down)

int
main (int argc, char **argv)
{
  portail_sync_fixture_init ();
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
  ADD ("/sync/one-bad-op-does-not-block-the-others", test_one_bad_op_does_not_block_the_others);
  ADD ("/sync/a-push-that-is-too-large-is-cut", test_a_push_that_is_too_large_is_cut);
  ADD ("/sync/an-op-that-breaks-the-push-is-found", test_an_op_that_breaks_the_push_is_found);
  ADD ("/sync/an-answer-that-is-not-the-servers-refuses-nothing",
       test_an_answer_that_is_not_the_servers_refuses_nothing);
  ADD ("/sync/a-deleted-row-can-be-restored", test_a_deleted_row_can_be_restored);
  ADD ("/sync/rows-of-an-unknown-type-do-no-harm", test_rows_of_an_unknown_type_do_no_harm);
  ADD ("/sync/no-lost-reply-changes-the-outcome", test_no_lost_reply_changes_the_outcome);
  ADD ("/sync/an-eviction-leaves-nothing-on-the-device", test_an_eviction_leaves_nothing);
  ADD ("/sync/an-eviction-takes-drafts", test_an_eviction_takes_drafts);
  return g_test_run ();
}
