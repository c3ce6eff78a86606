/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "tests/server/server-fixture.h"

#define NEWCOMER "800000000000000099"

typedef struct
{
  char *hugo;    /* access tokens: superadmin */
  char *camille; /* patronne of the garage */
  char *ines;    /* dot */
  char *lea;     /* employée of the garage */
} Tokens;

static void
tokens_clear (Tokens *tokens)
{
  g_free (tokens->hugo);
  g_free (tokens->camille);
  g_free (tokens->ines);
  g_free (tokens->lea);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Tokens, tokens_clear)

static Tokens
sign_in_all (ServerFixture *fixture)
{
  return (Tokens){
    server_fixture_dup_token (fixture, FIXTURE_HUGO),
    server_fixture_dup_token (fixture, FIXTURE_CAMILLE),
    server_fixture_dup_token (fixture, FIXTURE_INES),
    server_fixture_dup_token (fixture, FIXTURE_LEA),
  };
}

static void
assert_status (ServerFixture *fixture, const ServerAsk *ask, guint status)
{
  g_autoptr (ServerReply) reply = server_fixture_ask (fixture, ask);

  g_assert_cmpuint (reply->status, ==, status);
}

static guint
count_items (ServerReply *reply)
{
  g_assert_cmpuint (reply->status, ==, 200);
  return portail_json_count_children (portail_json_get (server_reply_get_root (reply), "items"));
}

static char *
dup_user_id (ServerFixture *fixture, const char *token)
{
  g_autoptr (ServerReply) me = server_fixture_get (fixture, "/auth/me", token);

  return g_strdup (server_reply_get_text (me, "id"));
}

static char *
make_path (const char *format, const char *id)
{
  g_auto (GStrv) parts = g_strsplit (format, "*", 2);

  return g_strconcat (parts[0], id, parts[1], NULL);
}

/* Staff reads, a superadmin writes, nobody else comes near. */
static void
test_rights (ServerFixture *fixture, gconstpointer unused)
{
  g_auto (Tokens) tokens = sign_in_all (fixture);
  g_autofree char *id = dup_user_id (fixture, tokens.camille);
  g_autofree char *path = make_path ("/api/users/*", id);
  g_autofree char *sessions = make_path ("/api/users/*/sessions", id);
  const char *strangers[] = { tokens.camille, tokens.ines, tokens.lea };

  for (guint i = 0; i < G_N_ELEMENTS (strangers); i++)
    {
      const char *token = strangers[i];

      assert_status (fixture, &(ServerAsk){ "GET", "/api/users", token }, 403);
      assert_status (fixture, &(ServerAsk){ "GET", path, token }, 403);
      assert_status (fixture, &(ServerAsk){ "GET", "/api/users/nobody", token }, 403);
      assert_status (fixture, &(ServerAsk){ "PATCH", path, token, "{\"role\":\"staff\"}" }, 403);
      assert_status (fixture, &(ServerAsk){ "DELETE", path, token }, 403);
      assert_status (fixture, &(ServerAsk){ "GET", sessions, token }, 403);
      assert_status (fixture,
                     &(ServerAsk){ "POST", "/api/users", token,
                                   "{\"discord_id\":\"" NEWCOMER "\",\"role\":\"staff\"}" },
                     403);
    }
  assert_status (fixture, &(ServerAsk){ "GET", "/api/users", NULL }, 401);
  assert_status (fixture, &(ServerAsk){ "GET", path, tokens.hugo }, 200);
  assert_status (fixture, &(ServerAsk){ "GET", "/api/users/nobody", tokens.hugo }, 404);
}

static void
test_list (ServerFixture *fixture, gconstpointer unused)
{
  g_auto (Tokens) tokens = sign_in_all (fixture);
  g_autoptr (ServerReply) all = server_fixture_get (fixture, "/api/users", tokens.hugo);
  g_autoptr (ServerReply) named = server_fixture_get (fixture, "/api/users?q=CAMILLE", tokens.hugo);
  g_autoptr (ServerReply) dots = server_fixture_get (fixture, "/api/users?role=dot", tokens.hugo);
  g_autoptr (ServerReply) none = server_fixture_get (fixture, "/api/users?is_active=false",
                                                     tokens.hugo);
  g_autoptr (ServerReply) wrong = server_fixture_get (fixture, "/api/users?order=1", tokens.hugo);
  g_autoptr (ServerReply) first = server_fixture_get (fixture, "/api/users?limit=3", tokens.hugo);
  g_autofree char *next = g_strconcat (
      "/api/users?limit=3&cursor=", server_reply_get_text (first, "next_cursor"), NULL);
  g_autoptr (ServerReply) second = server_fixture_get (fixture, next, tokens.hugo);

  g_assert_cmpuint (count_items (all), ==, 4);
  g_assert_cmpuint (count_items (named), ==, 1);
  g_assert_cmpuint (count_items (dots), ==, 1);
  g_assert_cmpuint (count_items (none), ==, 0);
  server_reply_assert_problem (wrong, 422, "invalid");
  g_assert_cmpuint (count_items (first), ==, 3);
  g_assert_cmpuint (count_items (second), ==, 1);
  g_assert_cmpstr (server_reply_get_text (second, "next_cursor"), ==, "");
}

/* An invitation stands before its guest came, and without any Discord role. */
static void
test_invite (ServerFixture *fixture, gconstpointer unused)
{
  static const char *const bad[] = {
    "{}",
    "{'discord_id':'12'}",
    "{'discord_id':800000000000000099}",
    "{'discord_id':'" NEWCOMER "','role':'superadmin'}",
    "{'discord_id':'" NEWCOMER "','role':'patron'}",
    "{'discord_id':'" NEWCOMER "','is_superadmin':true}",
  };
  g_autofree char *hugo = server_fixture_dup_token (fixture, FIXTURE_HUGO);
  g_autoptr (ServerReply) made = NULL;
  g_autoptr (ServerReply) again = NULL;
  g_autoptr (ServerReply) theo = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (ServerReply) reply = server_fixture_post (fixture, "/api/users", hugo, bad[i]);

      server_reply_assert_problem (reply, 422, "invalid");
    }
  made = server_fixture_post (fixture, "/api/users", hugo,
                              "{'discord_id':'" FIXTURE_THEO "','role':'staff'}");
  g_assert_cmpuint (made->status, ==, 201);
  g_assert_cmpstr (server_reply_get_text (made, "role"), ==, "staff");
  again = server_fixture_post (fixture, "/api/users", hugo, "{'discord_id':'" FIXTURE_THEO "'}");
  server_reply_assert_problem (again, 409, "duplicate_key");
  theo = server_fixture_sign_in (fixture, FIXTURE_THEO);
  g_assert_cmpstr (portail_json_get_member_string (
                       portail_json_get (server_reply_get_root (theo), "user"), "role"),
                   ==, "staff");
}

static void
test_next_request (ServerFixture *fixture, gconstpointer unused)
{
  g_auto (Tokens) tokens = sign_in_all (fixture);
  g_autofree char *id = dup_user_id (fixture, tokens.lea);
  g_autofree char *path = make_path ("/api/users/*", id);
  g_autoptr (ServerReply) raised = NULL;
  g_autoptr (ServerReply) lowered = NULL;
  g_autoptr (ServerReply) disabled = NULL;
  g_autoptr (ServerReply) enabled = NULL;

  assert_status (fixture, &(ServerAsk){ "GET", "/api/users", tokens.lea }, 403);
  raised = server_fixture_send (fixture, "PATCH", path, tokens.hugo, "{'role':'staff'}");
  g_assert_cmpuint (raised->status, ==, 200);
  assert_status (fixture, &(ServerAsk){ "GET", "/api/users", tokens.lea }, 200);
  lowered = server_fixture_send (fixture, "PATCH", path, tokens.hugo, "{'role':null}");
  g_assert_cmpstr (server_reply_get_text (lowered, "role"), ==, "employe");
  assert_status (fixture, &(ServerAsk){ "GET", "/api/users", tokens.lea }, 403);
  disabled = server_fixture_send (fixture, "PATCH", path, tokens.hugo, "{'is_active':false}");
  g_assert_cmpuint (disabled->status, ==, 200);
  assert_status (fixture, &(ServerAsk){ "GET", "/auth/me", tokens.lea }, 401);
  enabled = server_fixture_send (fixture, "PATCH", path, tokens.hugo, "{'is_active':true}");
  g_assert_cmpuint (enabled->status, ==, 200);
  assert_status (fixture, &(ServerAsk){ "GET", "/auth/me", tokens.lea }, 401);
  g_free (tokens.lea);
  tokens.lea = server_fixture_dup_token (fixture, FIXTURE_LEA);
  assert_status (fixture, &(ServerAsk){ "GET", "/auth/me", tokens.lea }, 200);
}

static void
test_match (ServerFixture *fixture, gconstpointer unused)
{
  g_auto (Tokens) tokens = sign_in_all (fixture);
  g_autofree char *id = dup_user_id (fixture, tokens.lea);
  g_autofree char *path = make_path ("/api/users/*", id);
  g_autoptr (ServerReply) seen = server_fixture_get (fixture, path, tokens.hugo);
  ServerAsk ask = { .method = "PATCH", .path = path, .token = tokens.hugo };

  ask.body = "{\"is_active\":false}";
  ask.if_match = server_reply_get_header (seen, "ETag");
  assert_status (fixture, &ask, 200);
  assert_status (fixture, &ask, 412);
  ask.if_match = NULL;
  ask.body = "{\"username\":\"x\"}";
  assert_status (fixture, &ask, 422);
  ask.body = "{\"is_active\":1}";
  assert_status (fixture, &ask, 422);
}

static void
test_last_superadmin (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *hugo = server_fixture_dup_token (fixture, FIXTURE_HUGO);
  g_autofree char *id = dup_user_id (fixture, hugo);
  g_autofree char *path = make_path ("/api/users/*", id);
  g_autoptr (ServerReply) disabled = server_fixture_send (fixture, "DELETE", path, hugo, NULL);
  g_autoptr (ServerReply) patched = server_fixture_send (fixture, "PATCH", path, hugo,
                                                         "{'is_active':false}");

  server_reply_assert_problem (disabled, 409, "conflict");
  server_reply_assert_problem (patched, 409, "conflict");
  assert_status (fixture, &(ServerAsk){ "GET", "/auth/me", hugo }, 200);
}

static void
test_sessions (ServerFixture *fixture, gconstpointer unused)
{
  g_auto (Tokens) tokens = sign_in_all (fixture);
  g_autofree char *second = server_fixture_dup_token (fixture, FIXTURE_LEA);
  g_autofree char *id = dup_user_id (fixture, tokens.lea);
  g_autofree char *path = make_path ("/api/users/*/sessions", id);
  g_autoptr (ServerReply) list = server_fixture_get (fixture, path, tokens.hugo);
  const PortailJson *items = portail_json_get (server_reply_get_root (list), "items");
  g_autofree char *one = g_strconcat (
      path, "/", portail_json_get_member_string (items->first_child, "id"), NULL);
  g_autofree char *foreign = g_strconcat (path, "/0190f5f0-0000-7000-8000-000000000009", NULL);

  g_assert_cmpuint (count_items (list), ==, 2);
  assert_status (fixture, &(ServerAsk){ "DELETE", foreign, tokens.hugo }, 404);
  assert_status (fixture, &(ServerAsk){ "DELETE", one, tokens.hugo }, 204);
  assert_status (fixture, &(ServerAsk){ "DELETE", one, tokens.hugo }, 404);
  assert_status (fixture, &(ServerAsk){ "DELETE", path, tokens.hugo }, 204);
  assert_status (fixture, &(ServerAsk){ "GET", "/auth/me", tokens.lea }, 401);
  assert_status (fixture, &(ServerAsk){ "GET", "/auth/me", second }, 401);
  assert_status (fixture, &(ServerAsk){ "GET", "/auth/me", tokens.camille }, 200);
  g_assert_cmpint (server_fixture_query (fixture, "SELECT COUNT(*) FROM audit_entry WHERE"
                                                  " action = 'revoke_sessions'"),
                   ==, 2);
}

/* contract.md §9: the device is told at its next contact, by what it still holds. */
static void
test_stolen_device (ServerFixture *fixture, gconstpointer unused)
{
  g_auto (Tokens) tokens = sign_in_all (fixture);
  g_autofree char *id = dup_user_id (fixture, tokens.lea);
  g_autofree char *path = make_path ("/api/users/*/sessions", id);
  g_autofree char *wipe = g_strconcat (path, "?wipe=true", NULL);
  g_autofree char *nonsense = g_strconcat (path, "?wipe=perhaps", NULL);

  assert_status (fixture, &(ServerAsk){ "DELETE", nonsense, tokens.hugo }, 422);
  assert_status (fixture, &(ServerAsk){ "DELETE", wipe, tokens.camille }, 403);
  assert_status (fixture, &(ServerAsk){ "DELETE", wipe, tokens.hugo }, 204);
  assert_status (fixture, &(ServerAsk){ "GET", "/auth/me", tokens.lea }, 401);
  g_assert_cmpint (
      server_fixture_query (fixture, "SELECT COUNT(*) FROM session WHERE revoked_for = 'wipe'"), ==,
      1);
  g_assert_cmpint (server_fixture_query (fixture, "SELECT COUNT(*) FROM audit_entry WHERE"
                                                  " action = 'wipe_sessions'"),
                   ==, 1);
}

static void
test_members (ServerFixture *fixture, gconstpointer unused)
{
  g_auto (Tokens) tokens = sign_in_all (fixture);
  g_autofree char *garage = make_path ("/api/enterprises/*/members", fixture->garage_id);
  g_autofree char *taxi = make_path ("/api/enterprises/*/members", fixture->taxi_id);
  g_autofree char *newcomer = g_strconcat (taxi, "/" NEWCOMER, NULL);
  g_autofree char *of_discord = g_strconcat (garage, "/" FIXTURE_LEA, NULL);
  g_autoptr (ServerReply) by_patronne = server_fixture_get (fixture, garage, tokens.camille);
  g_autoptr (ServerReply) by_superadmin = server_fixture_get (fixture, garage, tokens.hugo);
  g_autoptr (ServerReply) granted = NULL;
  g_autoptr (ServerReply) raised = NULL;
  const char *body = "{\"discord_id\":\"" NEWCOMER "\",\"role\":\"employe\"}";

  g_assert_cmpuint (count_items (by_patronne), ==, 2);
  g_assert_null (strstr (by_patronne->body, "discord_id"));
  g_assert_nonnull (strstr (by_superadmin->body, FIXTURE_LEA));
  assert_status (fixture, &(ServerAsk){ "GET", taxi, tokens.camille }, 404);
  assert_status (fixture, &(ServerAsk){ "GET", garage, tokens.lea }, 403);
  assert_status (fixture, &(ServerAsk){ "POST", taxi, tokens.camille, body }, 404);
  assert_status (fixture, &(ServerAsk){ "POST", garage, tokens.camille, body }, 403);
  assert_status (fixture, &(ServerAsk){ "POST", garage, tokens.hugo, "{\"role\":\"patron\"}" },
                 422);
  granted = server_fixture_ask (fixture, &(ServerAsk){ "POST", taxi, tokens.hugo, body });
  g_assert_cmpuint (granted->status, ==, 201);
  g_assert_cmpstr (server_reply_get_text (granted, "source"), ==, "manual");
  raised = server_fixture_post (fixture, taxi, tokens.hugo,
                                "{'discord_id':'" NEWCOMER "','role':'patron'}");
  g_assert_cmpstr (server_reply_get_text (raised, "role"), ==, "patron");
  g_assert_cmpint (server_fixture_query (fixture, "SELECT COUNT(*) FROM membership WHERE"
                                                  " source = 'manual' AND trashed_at IS NULL"),
                   ==, 1);
  assert_status (fixture, &(ServerAsk){ "DELETE", newcomer, tokens.hugo }, 204);
  assert_status (fixture, &(ServerAsk){ "DELETE", newcomer, tokens.hugo }, 404);
  assert_status (fixture, &(ServerAsk){ "DELETE", of_discord, tokens.hugo }, 404);
  g_assert_cmpint (
      server_fixture_query (fixture, "SELECT COUNT(*) FROM member WHERE trashed_at IS NULL"), ==,
      2);
}

static char *
dup_employee (ServerFixture *fixture, const char *token)
{
  g_autofree char *body = g_strdup_printf (
      "{'enterprise_id':'%s','name':'Léa Martin','status':'actif'}", fixture->garage_id);
  g_autoptr (ServerReply) made = server_fixture_post (fixture, "/api/employees", token, body);

  g_assert_cmpuint (made->status, ==, 201);
  return g_strconcat ("/api/employees/", server_reply_get_text (made, "id"), NULL);
}

/* Who is whose account decides who sees which row: not a co-patron's to say. */
static void
test_employee_link (ServerFixture *fixture, gconstpointer unused)
{
  g_auto (Tokens) tokens = sign_in_all (fixture);
  g_autofree char *bastien = server_fixture_dup_token (fixture, FIXTURE_BASTIEN);
  g_autofree char *lea = dup_user_id (fixture, tokens.lea);
  g_autofree char *path = dup_employee (fixture, bastien);
  g_autofree char *body = g_strdup_printf ("{\"user_id\":\"%s\"}", lea);

  assert_status (fixture, &(ServerAsk){ "PATCH", path, bastien, body }, 403);
  assert_status (fixture, &(ServerAsk){ "PATCH", path, tokens.lea, body }, 403);
  assert_status (fixture, &(ServerAsk){ "PATCH", path, tokens.camille, body }, 200);
  assert_status (fixture, &(ServerAsk){ "PATCH", path, bastien, "{\"user_id\":null}" }, 403);
  assert_status (fixture, &(ServerAsk){ "PATCH", path, tokens.hugo, "{\"user_id\":null}" }, 200);
}

/* A role by hand and one by Discord are two rows, and the higher one counts. */
static void
test_two_sources (ServerFixture *fixture, gconstpointer unused)
{
  g_auto (Tokens) tokens = sign_in_all (fixture);
  g_autofree char *garage = make_path ("/api/enterprises/*/members", fixture->garage_id);
  g_autoptr (ServerReply) granted = server_fixture_post (
      fixture, garage, tokens.hugo, "{'discord_id':'" FIXTURE_LEA "','role':'patron'}");
  g_autoptr (ServerReply) me = server_fixture_get (fixture, "/auth/me", tokens.lea);
  g_autoptr (ServerReply) again = NULL;

  g_assert_cmpuint (granted->status, ==, 201);
  g_assert_cmpstr (server_reply_get_text (me, "role"), ==, "patron");
  g_assert_cmpuint (
      portail_json_count_children (portail_json_get (server_reply_get_root (me), "memberships")),
      ==, 2);
  again = server_fixture_sign_in (fixture, FIXTURE_LEA);
  g_assert_cmpstr (portail_json_get_member_string (
                       portail_json_get (server_reply_get_root (again), "user"), "role"),
                   ==, "patron");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add (name, ServerFixture, NULL, server_fixture_set_up, function, server_fixture_tear_down)
  ADD ("/users/staff-reads-and-a-superadmin-writes", test_rights);
  ADD ("/users/the-list-is-searched-and-filtered-by-pages", test_list);
  ADD ("/users/an-invitation-stands-before-the-first-sign-in", test_invite);
  ADD ("/users/a-change-counts-from-the-next-request", test_next_request);
  ADD ("/users/a-change-asks-what-its-author-saw", test_match);
  ADD ("/users/the-last-superadmin-cannot-lock-himself-out", test_last_superadmin);
  ADD ("/users/devices-of-an-account-can-be-signed-out", test_sessions);
  ADD ("/users/a-stolen-device-is-wiped", test_stolen_device);
  ADD ("/users/members-are-granted-and-withdrawn-by-hand", test_members);
  ADD ("/users/a-link-to-an-employee-is-the-patrons-to-make", test_employee_link);
  ADD ("/users/the-higher-of-two-sources-counts", test_two_sources);
#undef ADD
  return g_test_run ();
}
