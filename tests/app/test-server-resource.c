/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only the server has, between two accounts of one desktop. */
#include "app/portail-server-resource.h"

#include "app/portail-draft.h"
#include "app/portail-server-ask.h"
#include "app/portail-server-refusal.h"
#include "app/portail-sql.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-sync-fixture.h"

#define PATH "/api/config/retention"

static void
keep_answer (PortailClientFixture *client)
{
  const PortailDraft draft = { .type = (char *) PORTAIL_DRAFT_ANSWER,
                               .id = (char *) PATH,
                               .text = (char *) "{\"at\":1,\"body\":\"{}\"}" };
  g_auto (PortailAwait) await = { NULL };

  portail_draft_keep_async (client->cache, &draft, portail_await_ready, &await);
  g_assert_true (portail_draft_keep_finish (client->cache, portail_await (&await), NULL));
}

static void
show (PortailDesk *desk, PortailClientFixture *client)
{
  const PortailDeskAccount account = { .cache = client->cache,
                                       .user_id = PORTAIL_FIXTURE_USER,
                                       .directory = client->directory };

  portail_desk_set_account (desk, &account);
}

static void
settle (PortailClientFixture *client)
{
  g_auto (PortailAwait) await = { NULL };

  portail_cache_settle_async (client->cache, portail_await_ready, &await);
  portail_cache_settle_finish (client->cache, portail_await (&await), NULL);
  portail_await_idle ();
}

static gpointer
run_count (PortailDatabase *database, gpointer unused, GError **error)
{
  gint64 n_answers = -1;

  portail_sql_take_integer (
      portail_database_query (database, error,
                              "SELECT count (*) FROM outbox.draft WHERE type = 'answer'", ""),
      &n_answers, error);
  return g_memdup2 (&n_answers, sizeof n_answers);
}

static gint64
count_answers (PortailClientFixture *client)
{
  g_auto (PortailAwait) await = { NULL };
  g_autofree gint64 *n_answers = NULL;

  portail_cache_query_async (client->cache, portail_query_new (run_count, NULL, NULL, g_free), NULL,
                             portail_await_ready, &await);
  n_answers = portail_cache_query_finish (client->cache, portail_await (&await), NULL);
  return *n_answers;
}

/* Each record that one looks at has a path of its own. */
static void
test_bounded (void)
{
  g_auto (PortailAwait) await = { NULL };
  g_autoptr (PortailDraft) latest = NULL;
  PortailClientFixture client = { NULL };

  portail_client_fixture_set_up (&client, NULL);
  for (guint i = 1; i <= 100; i++)
    {
      g_autofree char *path = g_strdup_printf ("/api/document/%u/history", i);
      g_autofree char *text = g_strdup_printf ("{\"at\":%u,\"body\":\"{}\"}", i);
      const PortailDraft draft = { .type = (char *) PORTAIL_DRAFT_ANSWER,
                                   .id = path,
                                   .text = text };

      portail_draft_keep_async (client.cache, &draft, NULL, NULL);
    }
  settle (&client);
  g_assert_cmpint (count_answers (&client), >, 20);
  g_assert_cmpint (count_answers (&client), <, 100);
  portail_draft_load_async (client.cache, PORTAIL_DRAFT_ANSWER, "/api/document/100/history",
                            portail_await_ready, &await);
  latest = portail_draft_load_finish (client.cache, portail_await (&await), NULL);
  g_assert_nonnull (latest);
  portail_await_clear (&await);
  portail_client_fixture_tear_down (&client, NULL);
}

/* The answer to the first account is on its way when the second one comes. */
static void
test_an_answer_stays_with_its_account (void)
{
  g_autoptr (PortailShellContext) context = portail_shell_context_new (
      portail_timestamp_get_paris_day (portail_timestamp_now ()));
  g_autoptr (PortailDesk) desk = portail_desk_new (context, NULL);
  g_autoptr (PortailServerResource) resource = portail_server_resource_new (desk);
  PortailClientFixture first;
  PortailClientFixture second;

  portail_client_fixture_set_up (&first, NULL);
  portail_client_fixture_set_up (&second, NULL);
  keep_answer (&first);
  show (desk, &first);
  portail_server_resource_set_path (resource, PATH);
  settle (&first);
  g_assert_nonnull (portail_server_resource_get_json (resource));
  show (desk, &second);
  settle (&second);
  g_assert_null (portail_server_resource_get_json (resource));
  show (desk, &first);
  show (desk, &second);
  settle (&first);
  settle (&second);
  g_assert_null (portail_server_resource_get_json (resource));
  portail_desk_set_account (desk, NULL);
  settle (&first);
  settle (&second);
  portail_client_fixture_tear_down (&first, NULL);
  portail_client_fixture_tear_down (&second, NULL);
}

/* What one account had asked for is refused when another one is shown. */
static void
test_a_refusal_stays_with_its_account (void)
{
  g_autoptr (PortailShellContext) context = portail_shell_context_new (
      portail_timestamp_get_paris_day (portail_timestamp_now ()));
  g_autoptr (PortailDesk) desk = portail_desk_new (context, NULL);
  g_autoptr (PortailServerResource) resource = portail_server_resource_new (desk);
  static const char refusal[] = "{\"code\":\"invalid\",\"errors\":[{\"field\":\"days\"}]}";
  g_auto (PortailAwait) sent = { NULL };
  g_auto (PortailAwait) asked = { NULL };
  g_autoptr (GError) send_error = NULL;
  g_autoptr (GError) ask_error = NULL;
  PortailSyncFixture first = { 0 };
  PortailClientFixture second;

  portail_sync_fixture_set_up (&first, NULL);
  portail_client_fixture_set_up (&second, NULL);
  portail_desk_set_account (desk, &(PortailDeskAccount){ .cache = first.base.cache,
                                                         .client = first.client,
                                                         .user_id = PORTAIL_FIXTURE_USER,
                                                         .directory = first.base.directory });
  portail_fake_server_say (first.server, PATH, 422, refusal);
  portail_server_resource_send_async (resource, portail_api_request_new ("PUT", PATH, NULL),
                                      portail_await_ready, &sent);
  portail_fake_server_say (first.server, PATH "/trial", 422, refusal);
  portail_server_ask_async (desk, portail_api_request_new ("POST", PATH "/trial", NULL), NULL,
                            portail_await_ready, &asked);
  show (desk, &second);
  portail_server_resource_send_finish (resource, portail_await (&sent), &send_error);
  g_assert_error (send_error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (portail_server_refusal_get (sent.result));
  g_assert_null (portail_server_ask_finish (portail_await (&asked), &ask_error));
  g_assert_error (ask_error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (portail_server_refusal_get (asked.result));
  portail_desk_set_account (desk, NULL);
  settle (&second);
  portail_await_clear (&sent);
  portail_await_clear (&asked);
  portail_client_fixture_tear_down (&second, NULL);
  portail_sync_fixture_tear_down (&first, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  portail_sync_fixture_init ();
  g_test_add_func ("/server-resource/only-the-latest-answers-are-kept", test_bounded);
  g_test_add_func ("/server-resource/an-answer-stays-with-its-account",
                   test_an_answer_stays_with_its_account);
  g_test_add_func ("/server-resource/a-refusal-stays-with-its-account",
                   test_a_refusal_stays_with_its_account);
  return g_test_run ();
}
