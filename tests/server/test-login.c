/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "server/portail-login.h"
#include "tests/discord/portail-discord-browser.h"
#include "tests/server/server-fixture.h"

#define OTHER_VERIFIER "eBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"

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

static ServerReply *
exchange (ServerFixture *fixture, const char *code, const char *verifier, const char *redirect)
{
  g_autofree char *body = server_fixture_make_exchange (code, verifier, redirect);

  return server_fixture_post (fixture, "/auth/token", NULL, body);
}

static char *
get_code (ServerFixture *fixture, const char *discord_id)
{
  g_autofree char *location = server_fixture_sign_in_to_code (fixture, discord_id);
  char *code = portail_discord_browser_dup_parameter (location, "code");
  g_autofree char *state = portail_discord_browser_dup_parameter (location, "state");

  g_assert_true (g_str_has_prefix (location, FIXTURE_REDIRECT "?"));
  g_assert_cmpstr (state, ==, "of-the-desktop");
  g_assert_nonnull (code);
  return code;
}

static void
assert_invalid_grant (ServerReply *reply)
{
  server_reply_assert_problem (reply, 400, "malformed");
  g_assert_cmpstr (server_reply_get_text (reply, "error"), ==, "invalid_grant");
}

static const char *
get_role (ServerReply *tokens)
{
  const PortailJson *user = portail_json_get (server_reply_get_root (tokens), "user");

  return portail_json_get_member_string (user, "role");
}

static void
add_fault (ServerFixture *fixture,
           PortailDiscordEndpoint endpoint,
           PortailDiscordFaultKind kind,
           guint amount)
{
  const PortailDiscordFault fault = { endpoint, kind, PORTAIL_DISCORD_ALWAYS, amount };

  portail_discord_provider_add_fault (fixture->provider, &fault);
}

static void
test_desktop (ServerFixture *fixture, gconstpointer unused)
{
  g_autoptr (ServerReply) tokens = server_fixture_sign_in (fixture, FIXTURE_CAMILLE);
  g_autoptr (ServerReply) me = server_fixture_get (fixture, "/auth/me",
                                                   server_reply_get_text (tokens, "access_token"));

  g_assert_cmpstr (get_role (tokens), ==, "patron");
  g_assert_cmpuint (me->status, ==, 200);
  g_assert_cmpint (server_fixture_query (fixture, "SELECT COUNT(*) FROM login_state"), ==, 0);
  g_assert_cmpint (server_fixture_query (fixture, "SELECT COUNT(*) FROM login_code"), ==, 0);
}

static void
test_code_once (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *code = get_code (fixture, FIXTURE_CAMILLE);
  g_autoptr (ServerReply) first = exchange (fixture, code, FIXTURE_VERIFIER, FIXTURE_REDIRECT);
  g_autoptr (ServerReply) second = exchange (fixture, code, FIXTURE_VERIFIER, FIXTURE_REDIRECT);

  g_assert_cmpuint (first->status, ==, 200);
  assert_invalid_grant (second);
}

/* A wrong attempt burns the code for the right one too. */
static void
test_wrong_exchange (ServerFixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *verifier;
    const char *redirect;
  } wrong[] = {
    { OTHER_VERIFIER, FIXTURE_REDIRECT },
    { "", FIXTURE_REDIRECT },
    { "short", FIXTURE_REDIRECT },
    { FIXTURE_CHALLENGE, FIXTURE_REDIRECT },
    { FIXTURE_VERIFIER, "http://127.0.0.1:43211/callback" },
    { FIXTURE_VERIFIER, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *code = get_code (fixture, FIXTURE_CAMILLE);
      g_autoptr (ServerReply) first = exchange (fixture, code, wrong[i].verifier,
                                                wrong[i].redirect);
      g_autoptr (ServerReply) second = exchange (fixture, code, FIXTURE_VERIFIER, FIXTURE_REDIRECT);

      assert_invalid_grant (first);
      assert_invalid_grant (second);
    }
}

static void
test_code_expires (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *code = get_code (fixture, FIXTURE_CAMILLE);
  g_autoptr (ServerReply) reply = NULL;

  server_fixture_advance_clock (fixture, PORTAIL_LOGIN_CODE_SECONDS + 1);
  reply = exchange (fixture, code, FIXTURE_VERIFIER, FIXTURE_REDIRECT);
  assert_invalid_grant (reply);
}

static void
test_state_once (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *authorize_url = server_fixture_begin_desktop (fixture);
  g_autofree char *callback = server_fixture_press (authorize_url, FIXTURE_CAMILLE);
  g_autoptr (ServerReply) first = server_fixture_get (fixture, callback, NULL);
  g_autoptr (ServerReply) second = server_fixture_get (fixture, callback, NULL);

  g_assert_cmpuint (first->status, ==, 302);
  server_reply_assert_problem (second, 401, "unauthenticated");
}

static void
test_wrong_state (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *authorize_url = server_fixture_begin_desktop (fixture);
  g_autofree char *callback = server_fixture_press (authorize_url, FIXTURE_CAMILLE);
  g_autofree char *code = dup_callback_parameter (callback, "code");
  g_autofree char *other = g_strdup_printf ("/auth/discord/callback?state=of-nobody&code=%s", code);
  g_autofree char *none = g_strdup_printf ("/auth/discord/callback?code=%s", code);
  g_autoptr (ServerReply) other_reply = server_fixture_get (fixture, other, NULL);
  g_autoptr (ServerReply) none_reply = server_fixture_get (fixture, none, NULL);

  server_reply_assert_problem (other_reply, 401, "unauthenticated");
  server_reply_assert_problem (none_reply, 401, "unauthenticated");
  g_assert_cmpint (
      portail_discord_provider_get_request_count (fixture->provider, PORTAIL_DISCORD_TOKEN), ==, 0);
}

static void
test_state_expires (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *authorize_url = server_fixture_begin_desktop (fixture);
  g_autofree char *callback = server_fixture_press (authorize_url, FIXTURE_CAMILLE);
  g_autoptr (ServerReply) reply = NULL;

  server_fixture_advance_clock (fixture, PORTAIL_LOGIN_STATE_SECONDS + 1);
  reply = server_fixture_get (fixture, callback, NULL);
  server_reply_assert_problem (reply, 401, "unauthenticated");
}

/* The code of one sign-in with the state of another: PKCE towards Discord tells. */
static void
test_mixed_sign_ins (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *first_url = server_fixture_begin_desktop (fixture);
  g_autofree char *second_url = server_fixture_begin_desktop (fixture);
  g_autofree char *first = server_fixture_press (first_url, FIXTURE_CAMILLE);
  g_autofree char *second = server_fixture_press (second_url, FIXTURE_LEA);
  g_autofree char *code = dup_callback_parameter (first, "code");
  g_autofree char *state = dup_callback_parameter (second, "state");
  g_autofree char *mixed = g_strdup_printf ("/auth/discord/callback?code=%s&state=%s", code, state);
  g_autoptr (ServerReply) reply = server_fixture_get (fixture, mixed, NULL);

  server_reply_assert_problem (reply, 401, "unauthenticated");
}

static void
test_wrong_authorize (ServerFixture *fixture, gconstpointer unused)
{
  static const char *const queries[] = {
    "",
    "client=web&redirect_uri=" FIXTURE_REDIRECT "&code_challenge=" FIXTURE_CHALLENGE "&state=s",
    "client=desktop&redirect_uri=" FIXTURE_REDIRECT "&state=s",
    "client=desktop&redirect_uri=" FIXTURE_REDIRECT "&code_challenge=short&state=s",
    "client=desktop&redirect_uri=" FIXTURE_REDIRECT "&code_challenge=" FIXTURE_CHALLENGE,
    "client=desktop&redirect_uri=https://evil.example.org/&code_challenge=" FIXTURE_CHALLENGE
    "&state=s",
    "client=desktop&redirect_uri=" FIXTURE_REDIRECT "&code_challenge=" FIXTURE_CHALLENGE
    "&state=s&code_challenge_method=plain",
    "client=desktop&redirect_uri=" FIXTURE_REDIRECT "&code_challenge=" FIXTURE_CHALLENGE
    "&state=s%20s",
  };

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autofree char *path = g_strconcat ("/auth/authorize?", queries[i], NULL);
      g_autoptr (ServerReply) reply = server_fixture_get (fixture, path, NULL);

      server_reply_assert_problem (reply, 400, "malformed");
      g_assert_null (server_reply_get_header (reply, "Location"));
    }
}

static void
test_loopback (void)
{
  static const char *const good[] = {
    "http://127.0.0.1:1/",
    "http://127.0.0.1:65535/callback",
    "http://[::1]:8080/a/b-c_d.e~f",
  };
  static const char *const bad[] = {
    "",
    "http://127.0.0.1/",
    "http://127.0.0.1:/",
    "http://127.0.0.1:0/",
    "http://127.0.0.1:080/",
    "http://127.0.0.1:65536/",
    "http://127.0.0.1:99999999999999999999/",
    "http://127.0.0.1:80",
    "http://127.0.0.1:80@evil.example.org/",
    "http://127.0.0.1:80/?next=x",
    "http://127.0.0.1:80/#x",
    "http://127.0.0.1:80/%2e",
    "http://127.0.0.1:80/\\evil",
    "http://127.0.0.1.evil.example.org:80/",
    "http://127.0.0.2:80/",
    "http://localhost:80/",
    "http://[::2]:80/",
    "https://127.0.0.1:80/",
    " http://127.0.0.1:80/",
    "javascript:alert(1)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (portail_login_is_loopback (good[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_false (portail_login_is_loopback (bad[i]));
    }
}

static void
test_hostile_device_name (ServerFixture *fixture, gconstpointer unused)
{
  g_autoptr (ServerReply) reply = server_fixture_get (
      fixture,
      "/auth/authorize?client=desktop&redirect_uri=" FIXTURE_REDIRECT
      "&code_challenge=" FIXTURE_CHALLENGE
      "&state=s&device_name=%3Cscript%3Ealert(1)%3C/script%3E%22%26",
      NULL);

  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_null (strstr (reply->body, "<script"));
  g_assert_nonnull (strstr (reply->body, "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&amp;"));
}

static void
test_cancelled (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *authorize_url = server_fixture_begin_desktop (fixture);
  g_autofree char *callback = server_fixture_press (authorize_url, NULL);
  g_autoptr (ServerReply) reply = server_fixture_get (fixture, callback, NULL);
  const char *location = server_reply_get_header (reply, "Location");

  g_assert_cmpuint (reply->status, ==, 302);
  g_assert_cmpstr (location, ==, FIXTURE_REDIRECT "?error=access_denied&state=of-the-desktop");
  g_assert_cmpint (server_fixture_query (fixture, "SELECT COUNT(*) FROM user"), ==, 0);
}

/* What Discord says at the exchange or about the user fails the sign-in, and the state lives on for
 * another attempt. */
static void
test_provider_failures (ServerFixture *fixture, gconstpointer unused)
{
  static const struct
  {
    PortailDiscordEndpoint endpoint;
    PortailDiscordFaultKind kind;
    guint amount;
    guint status;
  } faults[] = {
    { PORTAIL_DISCORD_TOKEN, PORTAIL_DISCORD_FAIL, 500, 502 },
    { PORTAIL_DISCORD_TOKEN, PORTAIL_DISCORD_HTML, 200, 502 },
    { PORTAIL_DISCORD_TOKEN, PORTAIL_DISCORD_HUGE, 4, 502 },
    { PORTAIL_DISCORD_TOKEN, PORTAIL_DISCORD_DROP, 0, 503 },
    { PORTAIL_DISCORD_TOKEN, PORTAIL_DISCORD_TRUNCATED, 0, 502 },
    { PORTAIL_DISCORD_TOKEN, PORTAIL_DISCORD_HOLD, 0, 503 },
    { PORTAIL_DISCORD_USER, PORTAIL_DISCORD_FAIL, 503, 502 },
    { PORTAIL_DISCORD_USER, PORTAIL_DISCORD_HTML, 200, 502 },
    { PORTAIL_DISCORD_USER, PORTAIL_DISCORD_NUMERIC_IDS, 0, 502 },
    { PORTAIL_DISCORD_USER, PORTAIL_DISCORD_UNAUTHORIZED, 0, 502 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *authorize_url = server_fixture_begin_desktop (fixture);
      g_autofree char *callback = server_fixture_press (authorize_url, FIXTURE_CAMILLE);
      g_autoptr (ServerReply) reply = NULL;
      g_autoptr (ServerReply) again = NULL;
      const char *link;
      g_autofree char *path = NULL;

      g_test_message ("fault %u", i);
      add_fault (fixture, faults[i].endpoint, faults[i].kind, faults[i].amount);
      reply = server_fixture_get (fixture, callback, NULL);
      g_assert_cmpuint (reply->status, ==, faults[i].status);
      portail_discord_provider_clear_faults (fixture->provider);
      portail_discord_provider_release_held (fixture->provider);
      link = strstr (reply->body, "/auth/discord/login?ticket=");
      g_assert_nonnull (link);
      path = g_strndup (link, strcspn (link, "\""));
      again = server_fixture_get (fixture, path, NULL);
      g_assert_cmpuint (again->status, ==, 302);
    }
  g_assert_cmpint (server_fixture_query (fixture, "SELECT COUNT(*) FROM user"), ==, 0);
}

static void
test_short_limit (ServerFixture *fixture, gconstpointer unused)
{
  const PortailDiscordFault fault = { PORTAIL_DISCORD_TOKEN, PORTAIL_DISCORD_RATE_LIMITED, 1, 1 };
  g_autoptr (ServerReply) tokens = NULL;

  portail_discord_provider_add_fault (fixture->provider, &fault);
  tokens = server_fixture_sign_in (fixture, FIXTURE_CAMILLE);
  g_assert_cmpstr (get_role (tokens), ==, "patron");
}

static void
test_long_limit (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *authorize_url = server_fixture_begin_desktop (fixture);
  g_autofree char *callback = server_fixture_press (authorize_url, FIXTURE_CAMILLE);
  g_autoptr (ServerReply) reply = NULL;
  g_autoptr (ServerReply) again = NULL;

  add_fault (fixture, PORTAIL_DISCORD_TOKEN, PORTAIL_DISCORD_GLOBAL_LIMITED, 120);
  reply = server_fixture_get (fixture, callback, NULL);
  g_assert_cmpuint (reply->status, ==, 503);
  again = server_fixture_get (fixture, callback, NULL);
  g_assert_cmpuint (again->status, ==, 503);
  g_assert_cmpint (
      portail_discord_provider_get_request_count (fixture->provider, PORTAIL_DISCORD_TOKEN), ==, 1);
}

static void
test_breaker (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *authorize_url = server_fixture_begin_desktop (fixture);
  g_autofree char *callback = server_fixture_press (authorize_url, FIXTURE_CAMILLE);

  add_fault (fixture, PORTAIL_DISCORD_TOKEN, PORTAIL_DISCORD_UNAUTHORIZED, 0);
  for (int i = 0; i < 10; i++)
    {
      g_autoptr (ServerReply) reply = server_fixture_get (fixture, callback, NULL);

      g_assert_cmpuint (reply->status, ==, i < 5 ? 502 : 503);
    }
  g_assert_cmpint (
      portail_discord_provider_get_request_count (fixture->provider, PORTAIL_DISCORD_TOKEN), ==, 5);
}

/* Who is superadmin stands in the configuration, and nowhere else for long. */
static void
test_superadmin_follows (ServerFixture *fixture, gconstpointer unused)
{
  g_autoptr (ServerReply) first = server_fixture_sign_in (fixture, FIXTURE_HUGO);
  g_autoptr (ServerReply) patronne = server_fixture_sign_in (fixture, FIXTURE_CAMILLE);
  g_autoptr (ServerReply) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (get_role (first), ==, "superadmin");
  g_assert_cmpstr (get_role (patronne), ==, "patron");
  portail_database_execute (fixture->writer, "UPDATE user SET is_superadmin = 1", &error);
  g_assert_no_error (error);
  again = server_fixture_sign_in (fixture, FIXTURE_CAMILLE);
  g_assert_cmpstr (get_role (again), ==, "patron");
}

/* Two threads bring the same callback, and the same code: one of each wins. */
typedef struct
{
  ServerFixture *fixture;
  const char *path;
  const char *body; /* NULL for GET */
  guint status;
} Racer;

static gpointer
race (gpointer pointer)
{
  Racer *racer = pointer;
  g_autoptr (ServerReply) reply = racer->body != NULL
                                      ? server_fixture_post (racer->fixture, racer->path, NULL,
                                                             racer->body)
                                      : server_fixture_get (racer->fixture, racer->path, NULL);

  racer->status = reply->status;
  return NULL;
}

static guint
count_winners (ServerFixture *fixture, const char *path, const char *body, guint status)
{
  Racer racers[4];
  GThread *threads[G_N_ELEMENTS (racers)];
  guint n_winners = 0;

  for (guint i = 0; i < G_N_ELEMENTS (racers); i++)
    {
      racers[i] = (Racer){ fixture, path, body, 0 };
      threads[i] = g_thread_new ("racer", race, &racers[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (racers); i++)
    {
      g_thread_join (threads[i]);
      n_winners += racers[i].status == status ? 1 : 0;
    }
  return n_winners;
}

static void
test_races (ServerFixture *fixture, gconstpointer unused)
{
  g_autofree char *code = NULL;
  g_autofree char *body = NULL;
  g_autofree char *authorize_url = server_fixture_begin_desktop (fixture);
  g_autofree char *callback = server_fixture_press (authorize_url, FIXTURE_CAMILLE);

  g_assert_cmpuint (count_winners (fixture, callback, NULL, 302), <=, 1);
  code = get_code (fixture, FIXTURE_CAMILLE);
  body = server_fixture_make_exchange (code, FIXTURE_VERIFIER, FIXTURE_REDIRECT);
  g_assert_cmpuint (count_winners (fixture, "/auth/token", body, 200), ==, 1);
  g_assert_cmpint (server_fixture_query (fixture, "SELECT COUNT(*) FROM session"), ==, 1);
}

static void
test_done (ServerFixture *fixture, gconstpointer unused)
{
  static const char *const paths[] = {
    "/auth/done",
    "/auth/done?result=success",
    "/auth/done?result=access_denied",
    "/auth/done?result=timeout",
    "/auth/done?result=no_role",
    "/auth/done?result=%3Cb%3E",
  };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (ServerReply) reply = server_fixture_get (fixture, paths[i], NULL);

      g_assert_cmpuint (reply->status, ==, 200);
      g_assert_null (strstr (reply->body, "<b>"));
      g_assert_nonnull (strstr (reply->body, "<h1>"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add (name, ServerFixture, NULL, server_fixture_set_up, function, server_fixture_tear_down)
#define ADD_SERVED(name, function)                                                                 \
  g_test_add (name, ServerFixture, NULL, set_up_served, function, server_fixture_tear_down)
  ADD_SERVED ("/login/the-desktop-signs-in", test_desktop);
  ADD ("/login/the-superadmin-flag-follows-the-configuration", test_superadmin_follows);
  ADD_SERVED ("/login/of-equal-callbacks-and-exchanges-one-wins", test_races);
  ADD_SERVED ("/login/failures-of-discord-offer-another-attempt", test_provider_failures);
  ADD_SERVED ("/login/a-cancelled-sign-in-tells-the-desktop", test_cancelled);
  ADD ("/login/a-code-is-good-once", test_code_once);
  ADD ("/login/a-wrong-exchange-burns-the-code", test_wrong_exchange);
  ADD ("/login/a-code-lives-a-minute", test_code_expires);
  ADD ("/login/a-state-is-good-once", test_state_once);
  ADD ("/login/a-wrong-state-never-reaches-discord", test_wrong_state);
  ADD ("/login/a-state-expires", test_state_expires);
  ADD ("/login/a-code-fits-its-own-state-only", test_mixed_sign_ins);
  ADD ("/login/a-wrong-request-never-leaves-the-page", test_wrong_authorize);
  ADD ("/login/a-device-name-is-text-on-the-page", test_hostile_device_name);
  ADD ("/login/a-short-limit-of-discord-is-waited-for", test_short_limit);
  ADD ("/login/a-long-limit-of-discord-is-obeyed", test_long_limit);
  ADD ("/login/repeated-refusals-of-discord-open-the-breaker", test_breaker);
  ADD ("/login/each-end-of-a-sign-in-has-a-page", test_done);
#undef ADD
#undef ADD_SERVED
  g_test_add_func ("/login/the-desktop-is-reached-at-loopback-only", test_loopback);
  return g_test_run ();
}
