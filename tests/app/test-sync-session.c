/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sessions, epochs and answers that are not to be believed. */
#include <glib.h>

#include "app/portail-outbox-item.h"
#include "shared/portail-error.h"
#include "shared/records/portail-dotation-row.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-sync-fixture.h"

typedef PortailSyncFixture Fixture;

static void
test_a_restored_server_gets_back_what_it_lost (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) items = NULL;

  portail_client_do (&fixture->base,
                     portail_client_new_dotation (PORTAIL_SYNC_DOTATION, "2025-W38"));
  portail_sync_fixture_sync (fixture);
  portail_client_do (&fixture->base,
                     portail_client_new_row (PORTAIL_SYNC_ROW, PORTAIL_SYNC_DOTATION, 100));
  portail_sync_fixture_sync (fixture);
  portail_fake_server_restore (fixture->server, 1);
  portail_client_do (&fixture->base, portail_client_new_dotation (
                                         "01990000-0000-7000-8000-0000000000d5", "2025-W40"));
  portail_sync_fixture_sync (fixture);
  portail_sync_fixture_sync (fixture);
  g_assert_cmpuint (portail_sync_fixture_get_counts (fixture).n_to_send, ==, 0);
  items = portail_client_list (&fixture->base, PORTAIL_OP_STATES (REJECTED));
  g_assert_cmpuint (items->len, ==, 1);
  g_assert_cmpstr (portail_outbox_item_get_op (items->pdata[0])->code, ==, "lost_by_server");
  g_assert_cmpint (portail_sync_fixture_get_run (fixture), ==, -1);
  portail_client_resolve (&fixture->base, portail_outbox_item_get_op (items->pdata[0])->op->op_id,
                          PORTAIL_RESOLVE_TAKE_MINE);
  portail_sync_fixture_sync (fixture);
  g_assert_cmpint (portail_sync_fixture_get_server_run (fixture), ==, 100);
  g_assert_cmpint (portail_sync_fixture_get_run (fixture), ==, 100);
}

static void
test_an_answer_of_a_left_epoch_is_ignored (Fixture *fixture, gconstpointer unused)
{
  portail_sync_fixture_make_synced_sheet (fixture);
  portail_fake_server_restore (fixture->server, 2);
  portail_sync_fixture_sync (fixture);
  portail_fake_server_say (fixture->server, PORTAIL_SYNC_PULL, 200,
                           "{\"epoch\":\"epoch-0\",\"scopes\":[{\"scope\":\"global\"}],"
                           "\"pages\":[]}");
  portail_sync_fixture_fail (fixture, PORTAIL_ERROR_STALE);
  g_assert_cmpint (portail_sync_fixture_get_run (fixture), ==, 100);
}

static void
test_an_answer_that_was_kept_on_the_way_is_ignored (Fixture *fixture, gconstpointer unused)
{
  portail_sync_fixture_make_synced_sheet (fixture);
  portail_fake_server_add_header (fixture->server, "Age", "30");
  portail_sync_fixture_fail (fixture, PORTAIL_ERROR_STALE);
}

static void
test_an_answer_without_scopes_takes_nothing_away (Fixture *fixture, gconstpointer unused)
{
  portail_sync_fixture_make_synced_sheet (fixture);
  portail_fake_server_say (fixture->server, PORTAIL_SYNC_PULL, 200,
                           "{\"epoch\":\"epoch-0\",\"scopes\":[],\"pages\":[]}");
  portail_sync_fixture_fail (fixture, PORTAIL_ERROR_MALFORMED);
  g_assert_cmpint (portail_sync_fixture_get_run (fixture), ==, 100);
}

static void
test_an_older_row_does_not_replace_a_newer_one (Fixture *fixture, gconstpointer unused)
{
  portail_sync_fixture_make_synced_sheet (fixture);
  portail_fake_server_say (
      fixture->server, PORTAIL_SYNC_PULL, 200,
      "{\"epoch\":\"epoch-0\",\"scopes\":[{\"scope\":\"" PORTAIL_SYNC_SCOPE
      "\",\"role\":\"patron\"}],"
      "\"pages\":[{\"scope\":\"" PORTAIL_SYNC_SCOPE
      "\",\"cursor\":\"0/0/2\",\"more\":false,\"reset\":false,"
      "\"changes\":[{\"op\":\"put\",\"type\":\"dotation_row\",\"row\":{\"id\":\"" PORTAIL_SYNC_ROW
      "\",\"rev\":1,\"run\":9}}]}]}");
  portail_sync_fixture_sync (fixture);
  g_assert_cmpint (portail_sync_fixture_get_run (fixture), ==, 100);
}

static guint
count_unread (Fixture *fixture)
{
  guint n_unread;

  g_object_get (fixture->sync, "n-unread", &n_unread, NULL);
  return n_unread;
}

static void
put_bad_row (Fixture *fixture, const char *id, const char *dotation_id)
{
  PortailDotationRow *row = portail_record_new (&portail_dotation_row_type);

  row->base.id = g_strdup (id);
  row->base.enterprise_id = g_strdup (PORTAIL_FIXTURE_COMPANY);
  row->dotation_id = g_strdup (dotation_id);
  portail_fake_server_put (fixture->server, &row->base);
}

/* Such an id would lead elsewhere as a part of an address. */
static void
test_a_row_whose_id_is_none_is_set_aside (Fixture *fixture, gconstpointer unused)
{
  portail_sync_fixture_make_synced_sheet (fixture);
  put_bad_row (fixture, "../users", PORTAIL_SYNC_DOTATION);
  portail_sync_fixture_put_row (fixture, PORTAIL_SYNC_ROW, 200);
  portail_sync_fixture_sync (fixture);
  g_assert_cmpint (portail_sync_fixture_get_run (fixture), ==, 200);
  g_assert_null (portail_client_load (&fixture->base, &portail_dotation_row_type, "../users"));
  g_assert_cmpuint (count_unread (fixture), ==, 1);
  portail_fake_server_delete (fixture->server, "../users");
  portail_sync_fixture_sync (fixture);
  g_assert_cmpuint (count_unread (fixture), ==, 0);
}

/* The digests are right all along: nothing is pulled twice. */
static void
test_a_row_that_refers_to_no_id_is_set_aside (Fixture *fixture, gconstpointer unused)
{
  guint n_pulls;

  portail_sync_fixture_make_synced_sheet (fixture);
  n_pulls = portail_fake_server_count (fixture->server, PORTAIL_SYNC_PULL);
  put_bad_row (fixture, "01990000-0000-7000-8000-0000000000aa", "../users");
  put_bad_row (fixture, PORTAIL_SYNC_ROW, "../users");
  portail_sync_fixture_sync (fixture);
  g_assert_cmpuint (count_unread (fixture), ==, 2);
  g_assert_cmpint (portail_sync_fixture_get_run (fixture), ==, 100);
  portail_sync_fixture_put_row (fixture, PORTAIL_SYNC_ROW, 300);
  portail_sync_fixture_sync (fixture);
  g_assert_cmpuint (count_unread (fixture), ==, 1);
  g_assert_cmpint (portail_sync_fixture_get_run (fixture), ==, 300);
  g_assert_cmpuint (portail_fake_server_count (fixture->server, PORTAIL_SYNC_PULL), ==,
                    n_pulls + 2);
}

static void
test_a_bad_row_of_a_scope_that_starts_anew_is_set_aside (Fixture *fixture, gconstpointer unused)
{
  guint n_pulls;

  portail_sync_fixture_make_synced_sheet (fixture);
  n_pulls = portail_fake_server_count (fixture->server, PORTAIL_SYNC_PULL);
  put_bad_row (fixture, "../users", PORTAIL_SYNC_DOTATION);
  put_bad_row (fixture, "01990000-0000-7000-8000-0000000000aa", "../users");
  portail_fake_server_forget_cursors (fixture->server);
  portail_sync_fixture_sync (fixture);
  g_assert_cmpuint (count_unread (fixture), ==, 2);
  g_assert_cmpint (portail_sync_fixture_get_run (fixture), ==, 100);
  g_assert_null (portail_client_load (&fixture->base, &portail_dotation_row_type,
                                      "01990000-0000-7000-8000-0000000000aa"));
  g_assert_cmpuint (portail_fake_server_count (fixture->server, PORTAIL_SYNC_PULL), ==,
                    n_pulls + 1);
}

static void
test_a_bad_row_beside_an_answer_holds_nothing_up (Fixture *fixture, gconstpointer unused)
{
  static const char *const answers[] = { "\"conflict\",\"code\":\"conflict\"",
                                         "\"applied\",\"rev\":9" };
  g_autoptr (GPtrArray) items = NULL;

  portail_sync_fixture_make_synced_sheet (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autofree char *answer = g_strdup_printf (
          "{\"status\":%s,\"detail\":\"x\",\"fields\":[\"run\"],\"row\":{\"id\":\"" PORTAIL_SYNC_ROW
          "\",\"rev\":9,\"dotation_id\":\"../users\",\"run\":777}}",
          answers[i]);

      portail_client_do (&fixture->base, portail_client_set_run (PORTAIL_SYNC_ROW, 300 + (int) i));
      portail_fake_server_judge (fixture->server, answer);
      portail_sync_fixture_sync (fixture);
      g_assert_cmpuint (portail_sync_fixture_get_counts (fixture).n_to_send, ==, 0);
    }
  items = portail_client_list (&fixture->base, PORTAIL_OP_STATES (CONFLICT));
  g_assert_cmpuint (items->len, ==, 1);
}

static void
test_an_expired_token_is_renewed_once (Fixture *fixture, gconstpointer unused)
{
  portail_sync_fixture_sync (fixture);
  g_assert_cmpuint (portail_fake_server_count (fixture->server, PORTAIL_SYNC_REFRESH), ==, 1);
  portail_fake_server_expire (fixture->server);
  portail_sync_fixture_make_synced_sheet (fixture);
  g_assert_cmpuint (portail_fake_server_count (fixture->server, PORTAIL_SYNC_REFRESH), ==, 2);
  g_assert_cmpint (portail_sync_fixture_get_server_run (fixture), ==, 100);
}

static void
test_a_lost_session_keeps_everything (Fixture *fixture, gconstpointer unused)
{
  portail_sync_fixture_make_sheet (fixture);
  portail_fake_server_say (fixture->server, PORTAIL_SYNC_REFRESH, 401,
                           "{\"code\":\"unauthenticated\",\"error\":\"invalid_grant\"}");
  portail_sync_fixture_fail (fixture, PORTAIL_ERROR_UNAUTHENTICATED);
  g_assert_cmpint (portail_sync_get_status (fixture->sync), ==, PORTAIL_SYNC_STATUS_SIGNED_OUT);
  g_assert_cmpint (portail_sync_fixture_get_run (fixture), ==, 100);
  portail_client_do (&fixture->base, portail_client_set_run (PORTAIL_SYNC_ROW, 200));
  g_assert_cmpint (portail_sync_fixture_get_run (fixture), ==, 200);
}

/* Pages of whatever stands between the two. */
static void
test_only_the_server_ends_a_session (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    guint status;
    const char *body;
  } answers[] = {
    { 400, "<html>Bad Request</html>" },
    { 401, "<html>Authorization Required</html>" },
    { 400, "{\"code\":\"malformed\"}" },
    { 403, "{\"error\":\"invalid_grant\"}" },
  };

  portail_sync_fixture_make_sheet (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (GError) error = NULL;

      portail_fake_server_say (fixture->server, PORTAIL_SYNC_REFRESH, answers[i].status,
                               answers[i].body);
      error = portail_sync_fixture_run (fixture);
      g_assert_nonnull (error);
      g_assert_cmpint (portail_sync_get_status (fixture->sync), ==, PORTAIL_SYNC_STATUS_OFFLINE);
    }
  portail_sync_fixture_sync (fixture);
  g_assert_cmpint (portail_sync_fixture_get_server_run (fixture), ==, 100);
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

  portail_sync_fixture_make_synced_sheet (fixture);
  portail_client_do (&fixture->base, portail_client_set_run (PORTAIL_SYNC_ROW, 200));
  g_signal_connect_swapped (fixture->sync, "device-revoked", G_CALLBACK (note_revoked),
                            &is_revoked);
  portail_fake_server_expire (fixture->server);
  portail_fake_server_say (fixture->server, PORTAIL_SYNC_REFRESH, 401,
                           "{\"code\":\"unauthenticated\",\"error\":\"invalid_grant\","
                           "\"reason\":\"revoked\"}");
  portail_sync_fixture_fail (fixture, PORTAIL_ERROR_UNAUTHENTICATED);
  portail_await_until (is_true, &is_revoked);
  g_assert_cmpint (portail_sync_fixture_get_run (fixture), ==, -1);
  g_assert_cmpuint (portail_sync_fixture_get_counts (fixture).n_to_send, ==, 1);
}

static void
put_token (Fixture *fixture, const char *token)
{
  g_auto (PortailAwait) await = { NULL };

  portail_token_store_save_async (portail_api_client_get_token_store (fixture->client), token, NULL,
                                  portail_await_ready, &await);
  portail_await (&await);
}

static gboolean
is_forgotten (gpointer client)
{
  return !portail_token_store_holds (portail_api_client_get_token_store (client),
                                     PORTAIL_FAKE_REFRESH_TOKEN);
}

static void
note_token (PortailSync *sync, Fixture *fixture)
{
  /* A program that is killed now asks again, and hears again what it has to do. */
  g_assert_false (is_forgotten (fixture->client));
}

static void
test_a_revoked_device_forgets_its_token_last (Fixture *fixture, gconstpointer unused)
{
  gboolean is_revoked = FALSE;

  portail_sync_fixture_make_synced_sheet (fixture);
  g_signal_connect (fixture->sync, "device-revoked", G_CALLBACK (note_token), fixture);
  g_signal_connect_swapped (fixture->sync, "device-revoked", G_CALLBACK (note_revoked),
                            &is_revoked);
  put_token (fixture, PORTAIL_FAKE_REFRESH_TOKEN);
  portail_fake_server_expire (fixture->server);
  portail_fake_server_say (fixture->server, PORTAIL_SYNC_REFRESH, 401,
                           "{\"code\":\"unauthenticated\",\"error\":\"invalid_grant\","
                           "\"reason\":\"revoked\"}");
  portail_sync_fixture_fail (fixture, PORTAIL_ERROR_UNAUTHENTICATED);
  portail_await_until (is_true, &is_revoked);
  portail_await_until (is_forgotten, fixture->client);
}

static gboolean
has_asked_to_refresh (gpointer server)
{
  return portail_fake_server_count (server, PORTAIL_SYNC_REFRESH) == 1;
}

/* Somebody signs in while the server still answers to the token of the session before. */
static void
test_a_late_answer_ends_no_newer_session (Fixture *fixture, gconstpointer unused)
{
  char access[] = "new";
  char refresh[] = PORTAIL_FAKE_REFRESH_TOKEN;
  const PortailApiSession signed_in = { .access_token = access,
                                        .refresh_token = refresh,
                                        .expires_in_seconds = 900 };
  g_auto (PortailAwait) await = { NULL };
  g_auto (PortailAwait) adopted = { NULL };
  g_autoptr (GError) error = NULL;
  gboolean is_revoked = FALSE;

  portail_sync_fixture_make_sheet (fixture);
  put_token (fixture, "revoked");
  g_signal_connect_swapped (fixture->client, "signed-out", G_CALLBACK (note_revoked), &is_revoked);
  portail_fake_server_say (fixture->server, PORTAIL_SYNC_REFRESH, 401,
                           "{\"code\":\"unauthenticated\",\"error\":\"invalid_grant\","
                           "\"reason\":\"revoked\"}");
  portail_sync_run_async (fixture->sync, NULL, portail_await_ready, &await);
  portail_await_until (has_asked_to_refresh, fixture->server);
  portail_api_client_adopt_async (fixture->client, &signed_in, NULL, portail_await_ready, &adopted);
  portail_sync_run_finish (fixture->sync, portail_await (&await), &error);
  g_assert_no_error (error);
  g_assert_true (
      portail_api_client_adopt_finish (fixture->client, portail_await (&adopted), &error));
  g_assert_false (is_revoked);
  g_assert_cmpint (portail_sync_fixture_get_server_run (fixture), ==, 100);
}

static void
test_a_program_that_is_too_old_says_so (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *message = NULL;

  portail_sync_fixture_make_sheet (fixture);
  portail_fake_server_say (fixture->server, PORTAIL_SYNC_PUSH, 426,
                           "{\"code\":\"upgrade_required\",\"detail\":\"Mettez à jour.\"}");
  portail_sync_fixture_fail (fixture, PORTAIL_ERROR_UPGRADE_REQUIRED);
  g_assert_cmpint (portail_sync_get_status (fixture->sync), ==, PORTAIL_SYNC_STATUS_ACTION_NEEDED);
  g_object_get (fixture->sync, "last-error", &message, NULL);
  g_assert_cmpstr (message, ==, "Mettez à jour.");
  g_assert_cmpint (portail_sync_fixture_get_run (fixture), ==, 100);
}

static void
test_a_wrong_clock_is_noticed (Fixture *fixture, gconstpointer unused)
{
  gboolean is_skewed;

  portail_fake_server_say (fixture->server, PORTAIL_SYNC_PULL, 200,
                           "{\"epoch\":\"epoch-0\",\"server_time\":\"2001-01-01T00:00:00Z\","
                           "\"scopes\":[{\"scope\":\"global\"}],\"pages\":[]}");
  portail_sync_fixture_sync (fixture);
  g_object_get (fixture->sync, "is-clock-skewed", &is_skewed, NULL);
  g_assert_true (is_skewed);
  portail_sync_fixture_sync (fixture);
  g_object_get (fixture->sync, "is-clock-skewed", &is_skewed, NULL);
  g_assert_false (is_skewed);
}

static gboolean
has_pulled_twice (gpointer server)
{
  return portail_fake_server_count (server, PORTAIL_SYNC_PULL) >= 2;
}

static void
test_an_event_brings_a_pull (Fixture *fixture, gconstpointer unused)
{
  portail_fake_server_say (fixture->server, "/api/sync/live", 200,
                           "event: reached\ndata: {\"scope\":\"global\",\"reached\":4}\n\n");
  portail_sync_fixture_sync (fixture);
  portail_await_until (has_pulled_twice, fixture->server);
}

static void
test_retry_after_is_obeyed (Fixture *fixture, gconstpointer unused)
{
  gint64 before = g_get_monotonic_time ();

  portail_fake_server_say (fixture->server, PORTAIL_SYNC_PULL, 503, "{}");
  portail_fake_server_set_retry_after (fixture->server, "1");
  portail_sync_fixture_fail (fixture, PORTAIL_ERROR_UNAVAILABLE);
  portail_await_until (has_pulled_twice, fixture->server);
  g_assert_cmpint (g_get_monotonic_time () - before, >=, G_USEC_PER_SEC);
  portail_sync_fixture_sync (fixture);
  g_assert_cmpint (portail_sync_get_status (fixture->sync), ==, PORTAIL_SYNC_STATUS_IN_SYNC);
}

#define ADD(path, function)                                                                        \
  g_test_add (path, Fixture, NULL, portail_sync_fixture_set_up, function,                          \
              portail_sync_fixture_tear_down)

int
main (int argc, char **argv)
{
  portail_sync_fixture_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("/sync-session/a-restored-server-gets-back-what-it-lost",
       test_a_restored_server_gets_back_what_it_lost);
  ADD ("/sync-session/an-answer-of-a-left-epoch-is-ignored",
       test_an_answer_of_a_left_epoch_is_ignored);
  ADD ("/sync-session/an-answer-that-was-kept-on-the-way-is-ignored",
       test_an_answer_that_was_kept_on_the_way_is_ignored);
  ADD ("/sync-session/an-answer-without-scopes-takes-nothing-away",
       test_an_answer_without_scopes_takes_nothing_away);
  ADD ("/sync-session/an-older-row-does-not-replace-a-newer-one",
       test_an_older_row_does_not_replace_a_newer_one);
  ADD ("/sync-session/a-row-whose-id-is-none-is-set-aside",
       test_a_row_whose_id_is_none_is_set_aside);
  ADD ("/sync-session/a-row-that-refers-to-no-id-is-set-aside",
       test_a_row_that_refers_to_no_id_is_set_aside);
  ADD ("/sync-session/a-bad-row-of-a-scope-that-starts-anew-is-set-aside",
       test_a_bad_row_of_a_scope_that_starts_anew_is_set_aside);
  ADD ("/sync-session/a-bad-row-beside-an-answer-holds-nothing-up",
       test_a_bad_row_beside_an_answer_holds_nothing_up);
  ADD ("/sync-session/an-expired-token-is-renewed-once", test_an_expired_token_is_renewed_once);
  ADD ("/sync-session/a-lost-session-keeps-everything", test_a_lost_session_keeps_everything);
  ADD ("/sync-session/only-the-server-ends-a-session", test_only_the_server_ends_a_session);
  ADD ("/sync-session/a-revoked-device-forgets-its-token-last",
       test_a_revoked_device_forgets_its_token_last);
  ADD ("/sync-session/a-revoked-device-keeps-only-what-was-typed",
       test_a_revoked_device_keeps_only_what_was_typed);
  ADD ("/sync-session/a-late-answer-ends-no-newer-session",
       test_a_late_answer_ends_no_newer_session);
  ADD ("/sync-session/a-program-that-is-too-old-says-so", test_a_program_that_is_too_old_says_so);
  ADD ("/sync-session/a-wrong-clock-is-noticed", test_a_wrong_clock_is_noticed);
  ADD ("/sync-session/an-event-brings-a-pull", test_an_event_brings_a_pull);
  ADD ("/sync-session/retry-after-is-obeyed", test_retry_after_is_obeyed);
  return g_test_run ();
}
