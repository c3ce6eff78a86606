/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "server/portail-login-cookie.h"
#include "server/portail-secret.h"
#include "tests/discord/portail-discord-browser.h"
#include "tests/server/server-fixture.h"

static void
set_up_served (ServerFixture *fixture, gconstpointer unused)
{
  server_fixture_set_up (fixture, NULL);
  server_fixture_serve (fixture);
}

/* @callback is a path with its query. */
static char *
dup_callback_parameter (const char *callback, const char *name)
{
  g_autofree char *location = g_strconcat ("http://127.0.0.1:8000", callback, NULL);
  char *value = portail_discord_browser_dup_parameter (location, name);

  g_assert_nonnull (value);
  return value;
}

static const char *
get_role (ServerReply *tokens)
{
  const PortailJson *user = portail_json_get (server_reply_get_root (tokens), "user");

  return portail_json_get_member_string (user, "role");
}

static char *
begin_web (ServerFixture *fixture)
{
  g_autoptr (ServerReply) redirect = server_fixture_get (fixture, "/auth/discord/login", NULL);

  g_assert_cmpuint (redirect->status, ==, 302);
  return g_strdup (server_reply_get_header (redirect, "Location"));
}

static ServerReply *
post_callback (ServerFixture *fixture, const char *callback)
{
  g_autofree char *code = dup_callback_parameter (callback, "code");
  g_autofree char *state = dup_callback_parameter (callback, "state");
  g_autofree char *body = g_strdup_printf ("{'code':'%s','state':'%s'}", code, state);

  return server_fixture_post (fixture, "/auth/discord/callback", NULL, body);
}

static void
test_web (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *authorize_url = begin_web (fixture);
  g_autofree char *callback = server_fixture_press (authorize_url, FIXTURE_INES);
  g_autoptr (ServerReply) page = server_fixture_get (fixture, callback, NULL);
  g_autoptr (ServerReply) tokens = post_callback (fixture, callback);
  g_autoptr (ServerReply) replay = post_callback (fixture, callback);

  g_assert_cmpuint (page->status, ==, 200);
  g_assert_cmpuint (tokens->status, ==, 200);
  g_assert_cmpstr (get_role (tokens), ==, "dot");
  g_assert_cmpstr (server_reply_get_text (tokens, "refresh_token"), !=, "");
  server_reply_assert_problem (replay, 401, "unauthenticated");
}

/* The cookie that the browser was given, as it sends it back. Owned. */
static char *
dup_cookie (ServerReply *redirect)
{
  const char *header = server_reply_get_header (redirect, "Set-Cookie");

  g_assert_nonnull (header);
  g_assert_nonnull (strstr (header, "HttpOnly"));
  g_assert_nonnull (strstr (header, "SameSite=Lax"));
  return g_strndup (header, strcspn (header, ";"));
}

static ServerReply *
post_as_browser (ServerFixture *fixture, const char *callback, const char *cookie)
{
  g_autofree char *code = dup_callback_parameter (callback, "code");
  g_autofree char *state = dup_callback_parameter (callback, "state");
  g_autofree char *body = g_strdup_printf ("{\"code\":\"%s\",\"state\":\"%s\"}", code, state);

  return server_fixture_ask (fixture, &(ServerAsk){ .method = "POST",
                                                    .path = "/auth/discord/callback",
                                                    .body = body,
                                                    .origin = FIXTURE_ORIGIN,
                                                    .cookie = cookie });
}

/* Somebody else's half of a sign-in must not become the reader's account. */
static void
test_web_belongs_to_its_browser (ServerFixture *fixture, gconstpointer unused)
{
  g_autoptr (ServerReply) mine = server_fixture_get (fixture, "/auth/discord/login", NULL);
  g_autoptr (ServerReply) other = server_fixture_get (fixture, "/auth/discord/login", NULL);
  g_autofree char *my_cookie = dup_cookie (mine);
  g_autofree char *other_cookie = dup_cookie (other);
  g_autofree char *callback = server_fixture_press (server_reply_get_header (mine, "Location"),
                                                    FIXTURE_CAMILLE);
  g_autoptr (ServerReply) without = post_as_browser (fixture, callback, NULL);
  g_autoptr (ServerReply) with_other = post_as_browser (fixture, callback, other_cookie);
  g_autoptr (ServerReply) page = server_fixture_ask (
      fixture, &(ServerAsk){ .method = "GET", .path = callback, .cookie = other_cookie });
  g_autoptr (ServerReply) with_mine = post_as_browser (fixture, callback, my_cookie);

  server_reply_assert_problem (without, 401, "unauthenticated");
  server_reply_assert_problem (with_other, 401, "unauthenticated");
  g_assert_cmpuint (page->status, ==, 401);
  g_assert_cmpuint (with_mine->status, ==, 200);
  g_assert_cmpstr (get_role (with_mine), ==, "patron");
}

static gboolean
fits (const char *public_url, const char *cookie)
{
  g_autofree char *variable = g_strconcat ("PUBLIC_URL=", public_url, NULL);
  const char *const environment[] = {
    "DATABASE_URL=sqlite:////nonexistent/portail.db",
    variable,
    NULL,
  };
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  g_autoptr (PortailServerConfig) config = portail_server_config_load (NULL, environment, problems);
  g_autoptr (PortailRequest) request = portail_request_new ("POST", "/auth/discord/callback", NULL);
  g_autofree char *challenge = portail_secret_make_challenge ("secret");

  g_assert_nonnull (config);
  portail_request_add_header (request, "Origin", public_url, NULL);
  portail_request_add_header (request, "Cookie", cookie, NULL);
  return portail_login_cookie_fits (config, request, challenge);
}

/* A host of the neighbourhood can set cookies for ours, but none that begins with __Host-. */
static void
test_cookies_of_neighbours (void)
{
  g_assert_true (fits ("https://portail.example.org", "a=b; __Host-portail-login=secret"));
  g_assert_false (fits ("https://portail.example.org", "portail-login=secret"));
  g_assert_false (
      fits ("https://portail.example.org", "portail-login=secret; __Host-portail-login=other"));
  g_assert_true (fits ("http://127.0.0.1:8000", "portail-login=secret"));
}

static void
test_web_refusals (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *desktop_url = server_fixture_begin_desktop (fixture);
  g_autofree char *desktop = server_fixture_press (desktop_url, FIXTURE_CAMILLE);
  g_autoptr (ServerReply) of_desktop = post_callback (fixture, desktop);
  g_autoptr (ServerReply) stateless = server_fixture_post (fixture, "/auth/discord/callback", NULL,
                                                           "{'code':'abc'}");
  g_autofree char *authorize_url = begin_web (fixture);
  g_autofree char *state = portail_discord_browser_dup_parameter (authorize_url, "state");
  g_autofree char *body = g_strdup_printf ("{'code':'invented','state':'%s'}", state);
  g_autoptr (ServerReply) invented = server_fixture_post (fixture, "/auth/discord/callback", NULL,
                                                          body);

  server_reply_assert_problem (of_desktop, 401, "unauthenticated");
  server_reply_assert_problem (stateless, 422, "invalid");
  server_reply_assert_problem (invented, 401, "unauthenticated");
}

static void
test_disabled (ServerFixture *fixture, gconstpointer unused)
{
  g_autoptr (ServerReply) tokens = server_fixture_sign_in (fixture, FIXTURE_CAMILLE);
  g_autofree char *authorize_url = begin_web (fixture);
  g_autofree char *callback = server_fixture_press (authorize_url, FIXTURE_CAMILLE);
  g_autoptr (ServerReply) refused = NULL;
  g_autoptr (GError) error = NULL;

  portail_database_execute (fixture->writer, "UPDATE user SET is_active = 0", &error);
  g_assert_no_error (error);
  refused = post_callback (fixture, callback);
  server_reply_assert_problem (refused, 403, "forbidden");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, set_up, function)                                                                \
  g_test_add (name, ServerFixture, NULL, set_up, function, server_fixture_tear_down)
  ADD ("/web-login/the-web-signs-in", set_up_served, test_web);
  ADD ("/web-login/a-sign-in-of-the-web-belongs-to-its-browser", server_fixture_set_up,
       test_web_belongs_to_its_browser);
  ADD ("/web-login/the-web-refuses-what-is-not-its-own", server_fixture_set_up, test_web_refusals);
  ADD ("/web-login/a-disabled-account-stays-out", server_fixture_set_up, test_disabled);
#undef ADD
  g_test_add_func ("/web-login/a-neighbour-s-cookie-counts-for-nothing",
                   test_cookies_of_neighbours);
  return g_test_run ();
}
