/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-rate-limiter.h"
#include "tests/server/server-fixture.h"
#include "tests/support/portail-raw-client.h"

#include <string.h>

static char *
sign_in (ServerFixture *fixture, const char *discord_id)
{
  g_autoptr (ServerReply) reply = server_fixture_sign_in (fixture, discord_id);

  return g_strdup (server_reply_get_text (reply, "access_token"));
}

static void
test_unknown_path (ServerFixture *fixture, gconstpointer unused)
{
  static const char *const paths[] = {
    "/nothing", "/auth", "/auth/", "/api", "/auth/me/more", "/auth/{id}", "/health/x",
  };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PortailRequest) request = portail_request_new ("GET", paths[i], &error);
      g_autoptr (ServerReply) reply = NULL;

      if (request == NULL)
        continue;
      reply = server_fixture_get (fixture, paths[i], NULL);
      server_reply_assert_problem (reply, 404, "not_found");
    }
}

static void
test_wrong_method (ServerFixture *fixture, gconstpointer unused)
{
  static const char *const methods[] = { "DELETE", "PUT", "PATCH", "POST", "BREW" };

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr (ServerReply) reply = server_fixture_ask (
          fixture, &(ServerAsk){ .method = methods[i], .path = "/auth/me" });

      server_reply_assert_problem (reply, 405, "method_not_allowed");
      g_assert_cmpstr (server_reply_get_header (reply, "Allow"), ==, "GET, HEAD, OPTIONS");
    }
}

static void
test_two_methods (ServerFixture *fixture, gconstpointer unused)
{
  g_autoptr (ServerReply) reply = server_fixture_ask (
      fixture, &(ServerAsk){ .method = "DELETE", .path = "/auth/discord/callback" });

  g_assert_cmpstr (server_reply_get_header (reply, "Allow"), ==, "GET, HEAD, POST, OPTIONS");
}

static void
test_strangers (ServerFixture *fixture, gconstpointer unused)
{
  for (const PortailRoute *route = portail_routes_get (); route->path != NULL; route++)
    {
      g_autoptr (ServerReply) without = NULL;
      g_autoptr (ServerReply) with_garbage = NULL;
      ServerAsk ask = { .path = route->path };

      if (route->audience == PORTAIL_AUDIENCE_PUBLIC)
        continue;
      ask.method = route->method == PORTAIL_METHOD_GET      ? "GET"
                   : route->method == PORTAIL_METHOD_PUT    ? "PUT"
                   : route->method == PORTAIL_METHOD_PATCH  ? "PATCH"
                   : route->method == PORTAIL_METHOD_DELETE ? "DELETE"
                                                            : "POST";
      without = server_fixture_ask (fixture, &ask);
      server_reply_assert_problem (without, 401, "unauthenticated");
      g_assert_cmpstr (server_reply_get_header (without, "WWW-Authenticate"), ==, "Bearer");
      ask.token = "eyJhbGciOiJub25lIn0.e30.";
      with_garbage = server_fixture_ask (fixture, &ask);
      server_reply_assert_problem (with_garbage, 401, "unauthenticated");
    }
}

static void
test_routes (ServerFixture *fixture, gconstpointer unused)
{
  for (const PortailRoute *route = portail_routes_get (); route->path != NULL; route++)
    {
      gboolean is_other_method;

      g_test_message ("%s", route->path);
      g_assert_nonnull (route->summary);
      g_assert_nonnull (route->handle);
      g_assert_true ((route->prepare == NULL) == (route->free_prepared == NULL));
      g_assert_true (portail_routes_find (route->method, route->path, NULL, &is_other_method)
                     == route);
      if (g_str_has_prefix (route->path, "/api/"))
        g_assert_cmpint (route->audience, !=, PORTAIL_AUDIENCE_PUBLIC);
    }
}

static void
test_without_role (ServerFixture *fixture, gconstpointer unused)
{
  static const char *const members_only[] = { "/api/dotations", "/api/employees",
                                              "/api/enterprises" };
  g_autofree char *token = sign_in (fixture, FIXTURE_THEO);
  g_autoptr (ServerReply) me = server_fixture_get (fixture, "/auth/me", token);

  g_assert_cmpuint (me->status, ==, 200);
  g_assert_cmpint (portail_json_get (server_reply_get_root (me), "role")->kind, ==,
                   PORTAIL_JSON_NULL);
  g_assert_cmpint (portail_json_get (server_reply_get_root (me), "is_active")->kind, ==,
                   PORTAIL_JSON_FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (members_only); i++)
    {
      g_autoptr (ServerReply) reply = server_fixture_get (fixture, members_only[i], token);

      if (reply->status != 404)
        server_reply_assert_problem (reply, 403, "account_without_role");
    }
}

static void
test_me (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *token = sign_in (fixture, FIXTURE_CAMILLE);
  g_autoptr (ServerReply) me = server_fixture_get (fixture, "/auth/me", token);
  const PortailJson *membership = portail_json_get (server_reply_get_root (me), "memberships");

  g_assert_cmpstr (server_reply_get_text (me, "discord_id"), ==, FIXTURE_CAMILLE);
  g_assert_cmpstr (server_reply_get_text (me, "username"), ==, "camille.renard");
  g_assert_cmpstr (server_reply_get_text (me, "display_name"), ==, "Camille Renard");
  g_assert_cmpstr (server_reply_get_text (me, "role"), ==, "patron");
  g_assert_cmpstr (server_reply_get_text (me, "avatar_url"), ==,
                   "https://cdn.discordapp.com/avatars/" FIXTURE_CAMILLE
                   "/7d793037a0760186574b0282f2f435e7.png");
  g_assert_cmpuint (portail_json_count_children (membership), ==, 1);
  membership = membership->first_child;
  g_assert_cmpstr (portail_json_get_member_string (membership, "role"), ==, "patron");
  g_assert_cmpstr (portail_json_get_member_string (membership, "source"), ==, "discord");
  g_assert_cmpstr (portail_json_get_member_string (membership, "enterprise_id"), ==,
                   fixture->garage_id);
}

static void
test_content_type (ServerFixture *fixture, gconstpointer unused)
{
  const ServerAsk form = { .method = "POST",
                           .path = "/auth/refresh",
                           .body = "refresh_token=x",
                           .content_type = "application/x-www-form-urlencoded" };
  const ServerAsk broken = { .method = "POST", .path = "/auth/refresh", .body = "{\"refresh" };
  g_autofree char *padding = g_strnfill (20 * 1024, ' ');
  const ServerAsk large = { .method = "POST", .path = "/auth/refresh", .body = padding };
  g_autoptr (ServerReply) form_reply = server_fixture_ask (fixture, &form);
  g_autoptr (ServerReply) broken_reply = server_fixture_ask (fixture, &broken);
  g_autoptr (ServerReply) large_reply = server_fixture_ask (fixture, &large);

  server_reply_assert_problem (form_reply, 415, "unsupported_media");
  server_reply_assert_problem (broken_reply, 400, "malformed");
  server_reply_assert_problem (large_reply, 413, "too_large");
}

static void
test_cors (ServerFixture *fixture, gconstpointer unused)
{
  ServerAsk ask = { .method = "GET", .path = "/version", .origin = FIXTURE_ORIGIN };
  g_autoptr (ServerReply) known = server_fixture_ask (fixture, &ask);
  g_autoptr (ServerReply) preflight = NULL;
  g_autoptr (ServerReply) unknown = NULL;
  g_autoptr (ServerReply) null_origin = NULL;

  g_assert_cmpstr (server_reply_get_header (known, "Access-Control-Allow-Origin"), ==,
                   FIXTURE_ORIGIN);
  g_assert_cmpstr (server_reply_get_header (known, "Vary"), ==, "Origin");
  ask.method = "OPTIONS";
  preflight = server_fixture_ask (fixture, &ask);
  g_assert_cmpuint (preflight->status, ==, 204);
  g_assert_cmpstr (server_reply_get_header (preflight, "Access-Control-Allow-Origin"), ==,
                   FIXTURE_ORIGIN);
  g_assert_cmpstr (server_reply_get_header (preflight, "Access-Control-Allow-Methods"), ==,
                   "GET, HEAD, OPTIONS");
  ask.origin = "https://portail.example.org.evil.example";
  unknown = server_fixture_ask (fixture, &ask);
  g_assert_null (server_reply_get_header (unknown, "Access-Control-Allow-Origin"));
  ask.origin = "null";
  null_origin = server_fixture_ask (fixture, &ask);
  g_assert_null (server_reply_get_header (null_origin, "Access-Control-Allow-Origin"));
}

static void
test_root (ServerFixture *fixture, gconstpointer unused)
{
  g_autoptr (ServerReply) json = server_fixture_get (fixture, "/", NULL);
  g_autoptr (ServerReply) page = server_fixture_ask (
      fixture, &(ServerAsk){ .method = "GET",
                             .path = "/",
                             .accept = "text/html,application/xhtml+xml,*/*;q=0.8" });
  g_autoptr (ServerReply) old_page = server_fixture_ask (
      fixture, &(ServerAsk){ .method = "GET", .path = "/dashboard", .accept = "text/html" });

  g_assert_cmpstr (server_reply_get_text (json, "message"), ==, "Portail");
  g_assert_cmpstr (server_reply_get_text (json, "version"), ==, PORTAIL_VERSION);
  g_assert_cmpstr (server_reply_get_header (page, "Content-Type"), ==, "text/html; charset=utf-8");
  g_assert_nonnull (strstr (page->body, "<html lang=\"fr\">"));
  g_assert_null (strstr (page->body, "<script"));
  g_assert_nonnull (
      strstr (server_reply_get_header (page, "Content-Security-Policy"), "style-src 'sha256-"));
  g_assert_cmpuint (old_page->status, ==, 302);
  g_assert_cmpstr (server_reply_get_header (old_page, "Location"), ==, "/");
}

static void
test_health (ServerFixture *fixture, gconstpointer unused)
{
  g_autoptr (ServerReply) good = server_fixture_get (fixture, "/health", NULL);
  g_autoptr (PortailDatabase) reader = g_steal_pointer (&fixture->reader);
  g_autoptr (ServerReply) bad = server_fixture_get (fixture, "/health", NULL);
  g_autoptr (ServerReply) ready = server_fixture_get (fixture, "/readyz", NULL);
  g_autoptr (ServerReply) alive = server_fixture_get (fixture, "/livez", NULL);
  g_autoptr (ServerReply) other = server_fixture_get (fixture, "/auth/authorize?client=desktop",
                                                      NULL);

  g_assert_cmpuint (good->status, ==, 200);
  g_assert_cmpstr (good->body, ==, "{\"status\":\"healthy\",\"database\":\"connected\"}");
  g_assert_cmpuint (bad->status, ==, 503);
  g_assert_cmpstr (bad->body, ==, "{\"status\":\"unhealthy\",\"database\":\"unavailable\"}");
  g_assert_cmpuint (ready->status, ==, 503);
  g_assert_cmpuint (alive->status, ==, 200);
  server_reply_assert_problem (other, 503, "unavailable");
}

static void
test_error_page (ServerFixture *fixture, gconstpointer unused)
{
  g_autoptr (ServerReply) reply = server_fixture_ask (
      fixture, &(ServerAsk){ .method = "GET",
                             .path = "/auth/authorize?client=desktop&device_name=%3Cb%3E",
                             .accept = "text/html",
                             .language = "en" });

  g_assert_cmpuint (reply->status, ==, 400);
  g_assert_nonnull (strstr (reply->body, "<html lang=\"en\">"));
  g_assert_null (strstr (reply->body, "<b>"));
}

static void
test_rate_limit (ServerFixture *fixture, gconstpointer unused)
{
  guint n_good = 0;

  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (ServerReply) reply = server_fixture_post (fixture, "/auth/token", NULL, "{}");

      if (reply->status == 422)
        n_good++;
      else
        {
          server_reply_assert_problem (reply, 429, "rate_limited");
          g_assert_cmpint (atoi (server_reply_get_header (reply, "Retry-After")), >, 0);
        }
    }
  g_assert_cmpuint (n_good, >=, 120);
  g_assert_cmpuint (n_good, <, 300);
}

static void
test_bucket (void)
{
  g_autoptr (PortailRateLimiter) limiter = portail_rate_limiter_new ();
  gint64 now = G_USEC_PER_SEC;

  for (int i = 0; i < 60; i++)
    g_assert_cmpuint (portail_rate_limiter_take (limiter, "a", 60, now), ==, 0);
  g_assert_cmpuint (portail_rate_limiter_take (limiter, "a", 60, now), >, 0);
  g_assert_cmpuint (portail_rate_limiter_take (limiter, "b", 60, now), ==, 0);
  now += 2 * G_USEC_PER_SEC;
  g_assert_cmpuint (portail_rate_limiter_take (limiter, "a", 60, now), ==, 0);
  g_assert_cmpuint (portail_rate_limiter_take (limiter, "a", 60, now), ==, 0);
  g_assert_cmpuint (portail_rate_limiter_take (limiter, "a", 60, now), >, 0);
  now += 3600 * (gint64) G_USEC_PER_SEC;
  for (int i = 0; i < 60; i++)
    g_assert_cmpuint (portail_rate_limiter_take (limiter, "a", 60, now), ==, 0);
  g_assert_cmpuint (portail_rate_limiter_take (limiter, "a", 60, now), >, 0);
}

/* The same answers over sockets, threads and the writer's groups. */
/* Announces 4 MiB as the bearer of @token. Returns: the status that comes before a byte of them. */
static guint
announce_push (ServerFixture *fixture, const char *token)
{
  g_autoptr (PortailRawClient) client = portail_raw_client_new (
      portail_dispatcher_get_port (fixture->dispatcher));
  g_autofree char *head = g_strdup_printf ("POST /api/sync/push HTTP/1.1\r\nHost: x\r\n"
                                           "Expect: 100-continue\r\n"
                                           "Authorization: Bearer %s\r\n"
                                           "Content-Type: application/json\r\n"
                                           "Content-Length: 4194304\r\n\r\n",
                                           token);

  portail_raw_client_send (client, head);
  return portail_raw_client_read_answer (client, NULL, NULL);
}

static void
test_strangers_body (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *token = NULL;

  server_fixture_serve (fixture);
  token = sign_in (fixture, FIXTURE_HUGO);
  g_assert_cmpuint (announce_push (fixture, "nobody"), ==, 401);
  g_assert_cmpuint (announce_push (fixture, token), ==, 100);
}

/* As after a full disk, which takes back the transaction of the whole group: what still ran would
 * stand at once, and run again when the group is tried again. */
static void
test_lost_transaction (ServerFixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailRequest) request = portail_request_new ("GET", "/auth/discord/login", NULL);
  g_autoptr (PortailCall) call = portail_call_new (fixture->server, request);
  g_autoptr (PortailAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (portail_call_begin (call, fixture->reader), ==, PORTAIL_CALL_WRITE);
  portail_call_handle (call, fixture->writer);
  g_assert_cmpint (server_fixture_query (fixture, "SELECT COUNT(*) FROM login_state"), ==, 0);
  g_assert_true (portail_database_begin (fixture->writer, &error));
  portail_call_handle (call, fixture->writer);
  g_assert_true (portail_database_commit (fixture->writer, &error));
  answer = portail_call_finish (call);
  g_assert_cmpuint (portail_answer_get_status (answer), ==, 302);
  g_assert_cmpint (server_fixture_query (fixture, "SELECT COUNT(*) FROM login_state"), ==, 1);
}

static void
test_served (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *token = NULL;
  g_autoptr (ServerReply) missing = NULL;
  g_autoptr (ServerReply) out = NULL;
  g_autoptr (ServerReply) after = NULL;

  server_fixture_serve (fixture);
  token = sign_in (fixture, FIXTURE_HUGO);
  missing = server_fixture_get (fixture, "/nothing", token);
  server_reply_assert_problem (missing, 404, "not_found");
  g_assert_cmpstr (server_reply_get_header (missing, "X-Request-Id"), ==,
                   server_reply_get_text (missing, "request_id"));
  out = server_fixture_post (fixture, "/auth/logout", token, "{}");
  g_assert_cmpuint (out->status, ==, 204);
  after = server_fixture_get (fixture, "/auth/me", token);
  server_reply_assert_problem (after, 401, "unauthenticated");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add (name, ServerFixture, NULL, server_fixture_set_up, function, server_fixture_tear_down)
  ADD ("/server/an-unknown-path-is-not-found", test_unknown_path);
  ADD ("/server/a-wrong-method-is-told-the-right-ones", test_wrong_method);
  ADD ("/server/all-methods-of-a-path-are-told", test_two_methods);
  ADD ("/server/every-route-refuses-a-stranger-unless-it-is-public", test_strangers);
  ADD ("/server/every-row-of-the-route-table-is-whole-and-reached", test_routes);
  ADD ("/server/an-account-without-role-may-ask-who-it-is", test_without_role);
  ADD ("/server/a-member-sees-account-and-memberships", test_me);
  ADD ("/server/a-body-must-be-json-whole-and-small", test_content_type);
  ADD ("/server/only-configured-origins-may-read", test_cors);
  ADD ("/server/the-root-is-a-page-for-browsers-and-json-for-programs", test_root);
  ADD ("/server/health-tells-when-the-database-is-gone", test_health);
  ADD ("/server/a-browser-gets-errors-as-a-page-with-nothing-of-theirs-in-it", test_error_page);
  ADD ("/server/too-many-sign-ins-are-slowed-down", test_rate_limit);
  ADD ("/server/the-same-holds-over-http", test_served);
  ADD ("/server/a-write-needs-the-transaction-of-its-group", test_lost_transaction);
  ADD ("/server/a-strangers-megabytes-are-not-read", test_strangers_body);
#undef ADD
  g_test_add_func ("/server/a-rate-is-a-bucket-that-fills-again", test_bucket);
  return g_test_run ();
}
