/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only the server has, between two accounts of one desktop. */
#include "app/portail-server-resource.h"

#include "app/portail-draft.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-client-fixture.h"

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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server-resource/an-answer-stays-with-its-account",
                   test_an_answer_stays_with_its_account);
  return g_test_run ();
}
