/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which pages of the web may use the API in their visitors' name: those of CORS_ORIGINS, to the
 * letter, and no others. Over HTTP, as a browser asks. */
#include <string.h>

#include "tests/server/server-fixture.h"

static void
set_up (ServerFixture *fixture, gconstpointer setting)
{
  server_fixture_set_up (fixture, setting);
  server_fixture_serve (fixture);
}

static const char *
get_header (ServerReply *reply, const char *name)
{
  g_autofree char *whole = g_strconcat ("Access-Control-", name, NULL);

  return server_reply_get_header (reply, whole);
}

static ServerReply *
preflight (ServerFixture *fixture, const char *path, const char *origin, const char *method)
{
  const char *const headers[] = {
    "Access-Control-Request-Method",         method, "Access-Control-Request-Headers",
    "authorization, content-type, if-match", NULL,
  };

  return server_fixture_ask (fixture, &(ServerAsk){
                                          .method = "OPTIONS",
                                          .path = path,
                                          .origin = origin,
                                          .headers = headers,
                                      });
}

/* The browser lets the page do what stands there, without a token in the preflight. */
static void
test_preflight (ServerFixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *path;
    const char *method;
  } cases[] = {
    { "/auth/me", "GET" },
    { "/auth/refresh", "POST" },
    { "/api/tax", "POST" },
    { "/api/tax/01994f00-0000-7000-8000-000000000000", "PATCH" },
    { "/api/tax/01994f00-0000-7000-8000-000000000000", "DELETE" },
    { "/api/config/retention", "PUT" },
    { "/api/sync/push", "POST" },
    { "/api/dashboard", "GET" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ServerReply) reply = preflight (fixture, cases[i].path, FIXTURE_ORIGIN,
                                                 cases[i].method);

      g_test_message ("%s %s", cases[i].method, cases[i].path);
      g_assert_cmpuint (reply->status, ==, 204);
      g_assert_cmpuint (reply->length, ==, 0);
      g_assert_cmpstr (get_header (reply, "Allow-Origin"), ==, FIXTURE_ORIGIN);
      g_assert_cmpstr (get_header (reply, "Allow-Credentials"), ==, "true");
      g_assert_nonnull (strstr (get_header (reply, "Allow-Methods"), cases[i].method));
      g_assert_nonnull (strstr (get_header (reply, "Allow-Headers"), "Authorization"));
      g_assert_nonnull (strstr (get_header (reply, "Allow-Headers"), "If-Match"));
      g_assert_nonnull (strstr (get_header (reply, "Allow-Headers"), "Idempotency-Key"));
      g_assert_nonnull (get_header (reply, "Max-Age"));
      g_assert_cmpstr (server_reply_get_header (reply, "Vary"), ==, "Origin");
    }
}

static void
test_a_preflight_tells_only_the_methods_there_are (ServerFixture *fixture, gconstpointer unused)
{
  g_autoptr (ServerReply) read_only = preflight (fixture, "/auth/me", FIXTURE_ORIGIN, "DELETE");
  g_autoptr (ServerReply) nowhere = preflight (fixture, "/api/nothing", FIXTURE_ORIGIN, "GET");

  g_assert_cmpstr (get_header (read_only, "Allow-Methods"), ==, "GET, HEAD, OPTIONS");
  g_assert_cmpuint (nowhere->status, ==, 404);
}

/* With the token that the page has, and the credentials that the browser adds. */
static void
test_an_allowed_page_reads_answers (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);
  ServerAsk ask = { .method = "GET", .path = "/auth/me", .token = token, .origin = FIXTURE_ORIGIN };
  g_autoptr (ServerReply) reply = server_fixture_ask (fixture, &ask);

  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpstr (get_header (reply, "Allow-Origin"), ==, FIXTURE_ORIGIN);
  g_assert_cmpstr (get_header (reply, "Allow-Credentials"), ==, "true");
  g_assert_nonnull (strstr (get_header (reply, "Expose-Headers"), "ETag"));
  g_assert_nonnull (strstr (get_header (reply, "Expose-Headers"), "X-Request-Id"));
  g_assert_cmpstr (server_reply_get_header (reply, "Vary"), ==, "Origin");
}

/* Problems too: else a page could not tell a refusal from a broken line. */
static void
test_an_allowed_page_reads_problems (ServerFixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *method;
    const char *path;
    const char *body;
    guint status;
  } cases[] = {
    { "GET", "/auth/me", NULL, 401 },
    { "GET", "/api/nothing", NULL, 404 },
    { "DELETE", "/auth/me", NULL, 405 },
    { "POST", "/auth/refresh", "{", 400 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ServerReply) reply = server_fixture_ask (fixture, &(ServerAsk){
                                                                       .method = cases[i].method,
                                                                       .path = cases[i].path,
                                                                       .body = cases[i].body,
                                                                       .origin = FIXTURE_ORIGIN,
                                                                   });

      g_test_message ("%s %s", cases[i].method, cases[i].path);
      g_assert_cmpuint (reply->status, ==, cases[i].status);
      g_assert_cmpstr (get_header (reply, "Allow-Origin"), ==, FIXTURE_ORIGIN);
    }
}

static void
assert_closed (ServerReply *reply, const char *origin)
{
  g_test_message ("%s", origin);
  g_assert_null (get_header (reply, "Allow-Origin"));
  g_assert_null (get_header (reply, "Allow-Credentials"));
  g_assert_null (get_header (reply, "Expose-Headers"));
}

/* What looks like ours and is not. */
static const char *const foreign_origins[] = {
  "https://evil.example",
  "http://portail.example.org",
  "https://portail.example.org:8443",
  "https://portail.example.org.evil.example",
  "https://evil.example/portail.example.org",
  "https://evil-portail.example.org",
  "https://sub.portail.example.org",
  "https://portail.example.org/",
  "https://PORTAIL.example.org",
  "https://portail.example.orgx",
  "https://portail.example.or",
  "https://portail.example.org,https://evil.example",
  "https://evil.example, https://portail.example.org",
  "https://portail.example.org https://evil.example",
  "null",
  "*",
  "file://",
};

static void
test_foreign_pages_read_nothing (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);

  for (guint i = 0; i < G_N_ELEMENTS (foreign_origins); i++)
    {
      ServerAsk ask = {
        .method = "GET", .path = "/auth/me", .token = token, .origin = foreign_origins[i]
      };
      g_autoptr (ServerReply) reply = server_fixture_ask (fixture, &ask);
      g_autoptr (ServerReply) asked = preflight (fixture, "/api/tax", foreign_origins[i], "POST");

      assert_closed (reply, foreign_origins[i]);
      assert_closed (asked, foreign_origins[i]);
      g_assert_cmpstr (server_reply_get_header (reply, "Vary"), ==, "Origin");
    }
}

/* A program is no page: it sends no Origin and needs no leave. */
static void
test_programs_are_not_asked (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *token = server_fixture_dup_token (fixture, FIXTURE_CAMILLE);
  g_autoptr (ServerReply) reply = server_fixture_get (fixture, "/auth/me", token);

  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_null (get_header (reply, "Allow-Origin"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function)                                                                        \
  g_test_add (path, ServerFixture, NULL, set_up, function, server_fixture_tear_down)
  ADD ("/cors/a-preflight-of-an-allowed-page-is-answered", test_preflight);
  ADD ("/cors/a-preflight-tells-only-the-methods-there-are",
       test_a_preflight_tells_only_the_methods_there_are);
  ADD ("/cors/an-allowed-page-reads-answers", test_an_allowed_page_reads_answers);
  ADD ("/cors/an-allowed-page-reads-problems", test_an_allowed_page_reads_problems);
  ADD ("/cors/foreign-pages-read-nothing", test_foreign_pages_read_nothing);
  ADD ("/cors/programs-are-not-asked", test_programs_are_not_asked);
#undef ADD
  return g_test_run ();
}
