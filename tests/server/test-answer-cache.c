/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers that are kept may never tell what a new look would not. */
#include <locale.h>
#include <string.h>

#include "server/portail-answer-cache.h"
#include "tests/server/server-fixture.h"

static void
set_up (ServerFixture *fixture, gconstpointer unused)
{
  server_fixture_set_up (fixture, NULL);
  portail_server_watch (fixture->server, fixture->writer);
}

static char *
sign_in (ServerFixture *fixture, const char *discord_id)
{
  g_autoptr (ServerReply) reply = server_fixture_sign_in (fixture, discord_id);

  return g_strdup (server_reply_get_text (reply, "access_token"));
}

static char *
make_list_path (ServerFixture *fixture)
{
  return g_strdup_printf ("/api/employees?enterprise_id=%s", fixture->garage_id);
}

/* Behind the server's back, which only an answer that is kept does not see. */
static void
rename_everybody (ServerFixture *fixture, const char *name)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE employee SET name = '%s'", name);

  g_assert_true (portail_database_execute (fixture->writer, sql, NULL));
}

static void
assert_list_says (ServerFixture *fixture, const char *token, const char *name)
{
  g_autofree char *path = make_list_path (fixture);
  g_autoptr (ServerReply) reply = server_fixture_get (fixture, path, token);

  g_assert_cmpuint (reply->status, ==, 200);
  if (strstr (reply->body, name) == NULL)
    g_error ("no %s in %s", name, reply->body);
}

static void
add_employee (ServerFixture *fixture, const char *token, const char *name)
{
  g_autofree char *body = g_strdup_printf ("{'enterprise_id':'%s','name':'%s'}", fixture->garage_id,
                                           name);
  g_autoptr (ServerReply) reply = server_fixture_post (fixture, "/api/employees", token, body);

  g_assert_cmpuint (reply->status, ==, 201);
}

static void
test_kept (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *token = sign_in (fixture, FIXTURE_CAMILLE);

  add_employee (fixture, token, "Alix");
  assert_list_says (fixture, token, "Alix");
  rename_everybody (fixture, "Basile");
  assert_list_says (fixture, token, "Alix");
}

static void
test_write (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *token = sign_in (fixture, FIXTURE_CAMILLE);

  add_employee (fixture, token, "Alix");
  assert_list_says (fixture, token, "Alix");
  add_employee (fixture, token, "Basile");
  assert_list_says (fixture, token, "Basile");
}

static void
test_clock (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *token = sign_in (fixture, FIXTURE_CAMILLE);
  g_autofree char *path = make_list_path (fixture);
  g_autoptr (ServerReply) expired = NULL;

  add_employee (fixture, token, "Alix");
  assert_list_says (fixture, token, "Alix");
  rename_everybody (fixture, "Basile");
  server_fixture_advance_clock (fixture, 11);
  assert_list_says (fixture, token, "Basile");
  server_fixture_advance_clock (fixture, 24 * 60 * 60);
  expired = server_fixture_get (fixture, path, token);
  server_reply_assert_problem (expired, 401, "unauthenticated");
}

static void
test_others (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *token = sign_in (fixture, FIXTURE_CAMILLE);
  g_autofree char *stranger = sign_in (fixture, FIXTURE_THEO);
  g_autofree char *path = make_list_path (fixture);
  g_autoptr (ServerReply) refused = NULL;
  g_autoptr (ServerReply) unsigned_reply = NULL;

  add_employee (fixture, token, "Alix");
  assert_list_says (fixture, token, "Alix");
  refused = server_fixture_get (fixture, path, stranger);
  server_reply_assert_problem (refused, 403, "account_without_role");
  unsigned_reply = server_fixture_get (fixture, path, NULL);
  server_reply_assert_problem (unsigned_reply, 401, "unauthenticated");
}

static void
test_revoked (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *token = sign_in (fixture, FIXTURE_CAMILLE);
  g_autofree char *path = make_list_path (fixture);
  g_autoptr (ServerReply) revoked = NULL;
  g_autoptr (ServerReply) refused = NULL;

  add_employee (fixture, token, "Alix");
  assert_list_says (fixture, token, "Alix");
  revoked = server_fixture_post (fixture, "/auth/revoke", token, "{'all':true}");
  g_assert_cmpuint (revoked->status, <, 300);
  refused = server_fixture_get (fixture, path, token);
  server_reply_assert_problem (refused, 401, "unauthenticated");
}

static void
test_states (void)
{
  g_autoptr (PortailAnswerCache) cache = portail_answer_cache_new ();
  g_autoptr (PortailAnswer) answer = portail_answer_new_json (200, g_string_new ("{}"));
  const PortailTimestamp now = { 1000 };

  portail_answer_cache_keep (cache, "question", 7, (PortailTimestamp){ 2000 }, answer);
  g_clear_pointer (&answer, portail_answer_free);
  g_assert_null (portail_answer_cache_find (cache, "question", 8, now));
  g_assert_null (portail_answer_cache_find (cache, "another", 7, now));
  g_assert_null (portail_answer_cache_find (cache, "question", 7, (PortailTimestamp){ 2000 }));
  answer = portail_answer_cache_find (cache, "question", 7, now);
  g_assert_cmpmem (g_bytes_get_data (portail_answer_get_body (answer), NULL), 2, "{}", 2);
}

#define ADD(path, function)                                                                        \
  g_test_add (path, ServerFixture, NULL, set_up, function, server_fixture_tear_down)

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  ADD ("/answer-cache/an-answer-is-given-again-while-nothing-is-written", test_kept);
  ADD ("/answer-cache/a-write-shows-at-once", test_write);
  ADD ("/answer-cache/an-answer-is-kept-for-a-short-while", test_clock);
  ADD ("/answer-cache/nobody-is-given-what-another-was-answered", test_others);
  ADD ("/answer-cache/a-revoked-token-gets-nothing-that-was-kept", test_revoked);
  g_test_add_func ("/answer-cache/another-state-has-other-answers", test_states);
  return g_test_run ();
}
