/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The person's own picture, from the real server and without it. */
#include "app/portail-own-picture.h"

#include "tests/support/portail-await.h"
#include "tests/support/portail-test-server.h"
#include "tests/support/portail-trial-desk.h"

typedef struct
{
  PortailTestServer *server;
  PortailTrialDesk *trial;
  PortailShellContext *context;
  PortailDesk *desk;
  char *user_id;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailTestReply) reply = NULL;
  const PortailJson *user;

  fixture->server = portail_test_server_new ();
  portail_test_server_start (fixture->server);
  reply = portail_test_server_sign_in (fixture->server, TEST_SERVER_CAMILLE);
  user = portail_json_get (portail_test_reply_get_root (reply), "user");
  fixture->user_id = g_strdup (portail_json_get_member_string (user, "id"));
  fixture->trial = portail_trial_desk_new (NULL, portail_test_server_get_url (fixture->server),
                                           reply->body,
                                           portail_test_server_get_garage_id (fixture->server));
  fixture->context = portail_shell_context_new (
      portail_timestamp_get_paris_day (portail_timestamp_now ()));
  fixture->desk = portail_desk_new (fixture->context, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  portail_desk_set_account (fixture->desk, NULL);
  g_clear_object (&fixture->desk);
  g_clear_object (&fixture->context);
  portail_await_idle ();
  portail_trial_desk_free (fixture->trial);
  portail_test_server_free (fixture->server);
  g_free (fixture->user_id);
}

static void
put_on_desk (Fixture *fixture, PortailApiClient *client)
{
  const PortailDeskAccount account = {
    .cache = fixture->trial->base.cache,
    .client = client,
    .sync = client != NULL ? fixture->trial->sync : NULL,
    .user_id = fixture->user_id,
    .directory = fixture->trial->base.directory,
  };

  portail_desk_set_account (fixture->desk, &account);
}

static guint64
count_questions (Fixture *fixture)
{
  return portail_discord_provider_get_request_count (
      portail_test_server_get_provider (fixture->server), PORTAIL_DISCORD_AVATAR);
}

static void
wait_for_picture (PortailOwnPicture *picture)
{
  while (portail_own_picture_get (picture) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (gdk_paintable_get_intrinsic_width (portail_own_picture_get (picture)), ==, 96);
}

static void
wipe (Fixture *fixture)
{
  g_auto (PortailAwait) await = { NULL };

  portail_cache_wipe_async (fixture->trial->base.cache, PORTAIL_WIPE_ROWS, NULL,
                            portail_await_ready, &await);
  g_assert_true (
      portail_cache_wipe_finish (fixture->trial->base.cache, portail_await (&await), NULL));
}

static gpointer
run_count (PortailDatabase *database, gpointer unused, GError **error)
{
  PortailStatement *statement = portail_database_query (
      database, error, "SELECT count (*) FROM outbox.draft WHERE id = '/auth/avatar'", "");
  gint64 n_kept;

  g_assert_cmpint (portail_statement_step (statement, error), ==, PORTAIL_STEP_ROW);
  n_kept = portail_statement_get_int64 (statement, 0);
  portail_statement_reset (statement);
  return g_memdup2 (&n_kept, sizeof n_kept);
}

static gint64
count_kept (Fixture *fixture)
{
  g_auto (PortailAwait) await = { NULL };
  g_autofree gint64 *n_kept = NULL;

  portail_cache_query_async (fixture->trial->base.cache,
                             portail_query_new (run_count, NULL, NULL, g_free), NULL,
                             portail_await_ready, &await);
  n_kept = portail_cache_query_finish (fixture->trial->base.cache, portail_await (&await), NULL);
  return *n_kept;
}

/* It comes when the first sync brings the account's row, is asked for once, is there without a
 * server, and goes with the account. */
static void
test_life (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailOwnPicture) picture = portail_own_picture_new (fixture->desk);

  put_on_desk (fixture, fixture->trial->client);
  portail_trial_desk_sync (fixture->trial);
  wait_for_picture (picture);
  g_assert_cmpuint (count_questions (fixture), ==, 1);
  portail_test_server_stop (fixture->server);
  portail_desk_set_account (fixture->desk, NULL);
  g_assert_null (portail_own_picture_get (picture));
  put_on_desk (fixture, NULL);
  wait_for_picture (picture);
  g_assert_cmpint (count_kept (fixture), ==, 1);
  wipe (fixture);
  g_assert_cmpint (count_kept (fixture), ==, 0);
}

int
main (int argc, char *argv[])
{
  portail_trial_desk_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/own-picture/it-comes-from-the-server-stays-offline-and-goes-with-the-account",
              Fixture, NULL, set_up, test_life, tear_down);
  return g_test_run ();
}
