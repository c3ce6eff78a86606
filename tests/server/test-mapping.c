/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "server/portail-roles.h"
#include "tests/server/server-fixture.h"

#define PATH "/api/config/discord-mapping"
#define LIVE "SELECT COUNT(*) FROM membership WHERE trashed_at IS NULL"

static const PortailJson *
get_items (ServerReply *reply)
{
  g_assert_cmpuint (reply->status, ==, 200);
  return portail_json_get (server_reply_get_root (reply), "items");
}

static void
assert_status (ServerFixture *fixture, const ServerAsk *ask, guint status)
{
  g_autoptr (ServerReply) reply = server_fixture_ask (fixture, ask);

  g_assert_cmpuint (reply->status, ==, status);
}

static void
test_rights (ServerFixture *fixture, gconstpointer unused)
{
  static const char *const people[] = { FIXTURE_CAMILLE, FIXTURE_INES, FIXTURE_LEA };

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autofree char *token = server_fixture_dup_token (fixture, people[i]);

      assert_status (fixture, &(ServerAsk){ "GET", PATH, token }, 403);
      assert_status (fixture, &(ServerAsk){ "PUT", PATH, token, "{}" }, 403);
      assert_status (fixture, &(ServerAsk){ "POST", PATH "/dry-run", token, "{}" }, 403);
    }
}

static void
test_read_and_write (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_HUGO);
  g_autoptr (ServerReply) before = server_fixture_get (fixture, PATH, token);
  g_autofree char *body = g_strdup_printf (
      "{\"dot_role_ids\":[],\"match_role_names\":false,\"refresh_minutes\":5,\"enterprises\":"
      "[{\"id\":\"%s\",\"employee_role_id\":null,\"patron_role_id\":\"920000000000000999\"}]}",
      fixture->garage_id);
  ServerAsk ask = { "PUT", PATH, token, body };
  g_autoptr (ServerReply) after = NULL;

  g_assert_cmpstr (server_reply_get_text (before, "main_guild_id"), ==, FIXTURE_MAIN_GUILD);
  g_assert_cmpuint (portail_json_count_children (
                        portail_json_get (server_reply_get_root (before), "enterprises")),
                    ==, 2);
  ask.if_match = server_reply_get_header (before, "ETag");
  assert_status (fixture, &ask, 200);
  assert_status (fixture, &ask, 412);
  after = server_fixture_get (fixture, PATH, token);
  g_assert_cmpstr (server_reply_get_text (after, "main_guild_id"), ==, FIXTURE_MAIN_GUILD);
  g_assert_nonnull (strstr (after->body, "\"dot_role_ids\":[]"));
  g_assert_nonnull (strstr (after->body, "\"refresh_minutes\":5"));
  g_assert_nonnull (strstr (after->body, "920000000000000999"));
  g_assert_nonnull (strstr (after->body, "920000000000000102"));
  g_assert_null (strstr (after->body, "920000000000000103"));
  g_assert_cmpint (server_fixture_query (fixture, "SELECT COUNT(*) FROM audit_entry WHERE"
                                                  " action = 'discord_mapping' AND scope = 'global'"
                                                  " AND changes LIKE '%refresh_minutes%'"),
                   ==, 1);
}

static void
test_problems (ServerFixture *fixture, gconstpointer unused)
{
  static const char *const bodies[] = {
    "{'main_guild_id':'9'}",
    "{'main_guild_id':900000000000000001}",
    "{'staff_role_ids':'910000000000000001'}",
    "{'staff_role_ids':['x']}",
    "{'match_role_names':1}",
    "{'refresh_minutes':0}",
    "{'refresh_minutes':100000}",
    "{'colour':'red'}",
    "{'enterprises':{}}",
    "{'enterprises':[1]}",
    "{'enterprises':[{'id':'0190f5f0-0000-7000-8000-000000000009'}]}",
    "{'enterprises':[{'name':'Garage'}]}",
  };
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_HUGO);

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (ServerReply) put = server_fixture_send (fixture, "PUT", PATH, token, bodies[i]);
      g_autoptr (ServerReply) trial = server_fixture_post (fixture, PATH "/dry-run", token,
                                                           bodies[i]);

      server_reply_assert_problem (put, 422, "invalid");
      server_reply_assert_problem (trial, 422, "invalid");
    }
}

/* Tells what a change would do, does none of it, and the change then does just that. */
static void
test_dry_run (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_HUGO);
  g_autofree char *lea = server_fixture_dup_token (fixture, FIXTURE_LEA);
  g_autofree char *body = g_strdup_printf (
      "{'enterprises':[{'id':'%s','discord_guild_id':null,'main_guild_role_id':null}]}",
      fixture->garage_id);
  gint64 n_before = server_fixture_query (fixture, LIVE);
  g_autoptr (ServerReply) stored = server_fixture_post (fixture, PATH "/dry-run", token, "{}");
  g_autoptr (ServerReply) trial = server_fixture_post (fixture, PATH "/dry-run", token, body);
  g_autoptr (ServerReply) put = NULL;
  const PortailJson *item;

  g_assert_cmpuint (portail_json_count_children (get_items (stored)), ==, 0);
  g_assert_cmpuint (portail_json_count_children (get_items (trial)), ==, 1);
  item = get_items (trial)->first_child;
  g_assert_cmpstr (portail_json_get_member_string (item, "discord_id"), ==, FIXTURE_LEA);
  g_assert_cmpstr (portail_json_get_member_string (item, "before"), ==, "employe");
  g_assert_cmpint (portail_json_get (item, "after")->kind, ==, PORTAIL_JSON_NULL);
  g_assert_cmpint (server_fixture_query (fixture, LIVE), ==, n_before);
  assert_status (fixture, &(ServerAsk){ "GET", "/api/enterprises", lea }, 200);
  put = server_fixture_send (fixture, "PUT", PATH, token, body);
  g_assert_cmpuint (put->status, ==, 200);
  g_assert_cmpint (server_fixture_query (fixture, LIVE), ==, n_before - 1);
  assert_status (fixture, &(ServerAsk){ "GET", "/api/enterprises", lea }, 403);
}

/* By REST a company's ids are staff's too, and memberships follow at once. */
static void
test_company_patch (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_HUGO);
  g_autofree char *lea = server_fixture_dup_token (fixture, FIXTURE_LEA);
  g_autofree char *path = g_strconcat ("/api/enterprises/", fixture->garage_id, NULL);
  g_autoptr (ServerReply) patched = server_fixture_send (
      fixture, "PATCH", path, token, "{'discord_guild_id':null,'main_guild_role_id':null}");

  g_assert_cmpuint (patched->status, ==, 200);
  assert_status (fixture, &(ServerAsk){ "GET", "/api/enterprises", lea }, 403);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add (name, ServerFixture, NULL, server_fixture_set_up, function, server_fixture_tear_down)
  ADD ("/mapping/only-staff-reads-and-writes-it", test_rights);
  ADD ("/mapping/a-change-is-read-again-and-asks-what-its-author-saw", test_read_and_write);
  ADD ("/mapping/what-is-wrong-is-named", test_problems);
  ADD ("/mapping/a-dry-run-tells-what-a-change-does", test_dry_run);
  ADD ("/mapping/a-changed-company-counts-at-once", test_company_patch);
#undef ADD
  return g_test_run ();
}
