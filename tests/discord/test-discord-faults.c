/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The provider's bad behaviour, its switches over HTTP, its life, and its program. */
#include "tests/discord/portail-discord-fixture.h"

#include "shared/portail-error.h"

#include <signal.h>
#include <stdlib.h>

#define USER_PATH   "/api/v10/users/@me"
#define MEMBER_PATH "/api/v10/users/@me/guilds/" DISCORD_GARAGE_GUILD "/member"

enum
{
  HELD_TIMEOUT_MS = 20000,
  HUGE_MIB = 3,
  DELAY_MS = 20,
};

static void
arm (DiscordFixture *fixture,
     PortailDiscordEndpoint endpoint,
     PortailDiscordFaultKind kind,
     guint amount)
{
  PortailDiscordFault fault = { .endpoint = endpoint, .kind = kind, .times = 1, .amount = amount };
  portail_discord_provider_add_fault (fixture->provider, &fault);
}

/* Every fault that answers instead, on every endpoint that is a GET. */
static void
answer_instead (DiscordFixture *fixture, gconstpointer unused)
{
  static const struct
  {
    PortailDiscordFaultKind kind;
    guint amount;
    guint status;
    const char *body;
  } cases[] = {
    { PORTAIL_DISCORD_FAIL, 0, 500, "{\"message\":\"500: Internal Server Error\",\"code\":0}" },
    { PORTAIL_DISCORD_FAIL, 503, 503, "\"code\":0" },
    { PORTAIL_DISCORD_FORBIDDEN, 0, 403, "{\"message\":\"Missing Access\",\"code\":50001}" },
    { PORTAIL_DISCORD_UNAUTHORIZED, 0, 401, "{\"message\":\"401: Unauthorized\",\"code\":0}" },
    { PORTAIL_DISCORD_HTML, 0, 200, "<!DOCTYPE html>" },
    { PORTAIL_DISCORD_HTML, 502, 502, "<!DOCTYPE html>" },
    { PORTAIL_DISCORD_RATE_LIMITED, 7, 429, "\"retry_after\":7.0,\"global\":false" },
    { PORTAIL_DISCORD_GLOBAL_LIMITED, 7, 429, "\"retry_after\":7.0,\"global\":true" },
  };
  static const struct
  {
    PortailDiscordEndpoint endpoint;
    const char *path;
  } places[] = {
    { PORTAIL_DISCORD_AUTHORIZE, "/oauth2/authorize" },
    { PORTAIL_DISCORD_USER, USER_PATH },
    { PORTAIL_DISCORD_GUILDS, USER_PATH "/guilds" },
    { PORTAIL_DISCORD_MEMBER, MEMBER_PATH },
    { PORTAIL_DISCORD_BOT_MEMBER, "/api/guilds/" DISCORD_GARAGE_GUILD "/members/1" },
  };
  for (gsize place = 0; place < G_N_ELEMENTS (places); place++)
    for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
      {
        arm (fixture, places[place].endpoint, cases[i].kind, cases[i].amount);
        g_autoptr (DiscordReply) reply = discord_fixture_get (fixture, places[place].path, NULL);
        g_assert_cmpuint (reply->status, ==, cases[i].status);
        g_assert_nonnull (strstr (reply->body, cases[i].body));
        g_assert_cmpstr (discord_reply_get_header (reply, "Retry-After"), ==,
                         cases[i].status == 429 ? "7" : NULL);
      }
  g_autoptr (DiscordReply) after = discord_fixture_get (fixture, USER_PATH, NULL);
  g_assert_cmpuint (after->status, ==, 401);
}

static void
keep_code (DiscordFixture *fixture, gconstpointer unused)
{
  static const PortailDiscordFaultKind kinds[] = { PORTAIL_DISCORD_FAIL,
                                                   PORTAIL_DISCORD_RATE_LIMITED,
                                                   PORTAIL_DISCORD_DROP };
  g_autofree char *code = discord_fixture_dup_code (fixture, DISCORD_PATRONNE, "identify");
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      arm (fixture, PORTAIL_DISCORD_TOKEN, kinds[i], 0);
      g_autoptr (DiscordReply) faulty = discord_fixture_exchange (fixture, code, DISCORD_REDIRECT,
                                                                  DISCORD_VERIFIER);
      g_assert_cmpuint (faulty->status, !=, 200);
    }
  g_autoptr (DiscordReply) fine = discord_fixture_exchange (fixture, code, DISCORD_REDIRECT,
                                                            DISCORD_VERIFIER);
  g_assert_cmpuint (fine->status, ==, 200);
}

static void
lose_answer (DiscordFixture *fixture, gconstpointer unused)
{
  g_autofree char *code = discord_fixture_dup_code (fixture, DISCORD_PATRONNE, "identify");
  arm (fixture, PORTAIL_DISCORD_TOKEN, PORTAIL_DISCORD_LOSE, 0);
  g_autoptr (DiscordReply) lost = discord_fixture_exchange (fixture, code, DISCORD_REDIRECT,
                                                            DISCORD_VERIFIER);
  g_assert_cmpuint (lost->status, ==, 0);
  g_autoptr (DiscordReply) again = discord_fixture_exchange (fixture, code, DISCORD_REDIRECT,
                                                             DISCORD_VERIFIER);
  g_assert_cmpuint (again->status, ==, 400);
}

static void
count_faults (DiscordFixture *fixture, gconstpointer unused)
{
  static const guint statuses[] = { 500, 500, 403, 401, 401 };
  PortailDiscordFault twice = { .endpoint = PORTAIL_DISCORD_USER,
                                .kind = PORTAIL_DISCORD_FAIL,
                                .times = 2 };
  PortailDiscordFault always = {
    .endpoint = PORTAIL_DISCORD_USER,
    .kind = PORTAIL_DISCORD_FORBIDDEN,
    .times = PORTAIL_DISCORD_ALWAYS,
  };
  portail_discord_provider_add_fault (fixture->provider, &twice);
  portail_discord_provider_add_fault (fixture->provider, &always);
  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      if (i == 3)
        portail_discord_provider_clear_faults (fixture->provider);
      g_autoptr (DiscordReply) reply = discord_fixture_get (fixture, USER_PATH, NULL);
      g_assert_cmpuint (reply->status, ==, statuses[i]);
    }
  g_assert_cmpuint (
      portail_discord_provider_get_request_count (fixture->provider, PORTAIL_DISCORD_USER), ==, 5);
  portail_discord_provider_reset_request_counts (fixture->provider);
  g_assert_cmpuint (
      portail_discord_provider_get_request_count (fixture->provider, PORTAIL_DISCORD_USER), ==, 0);
}

static void
spoil_json (DiscordFixture *fixture, gconstpointer unused)
{
  g_autofree char *bearer = discord_fixture_sign_in (fixture, DISCORD_PATRONNE, DISCORD_ALL_SCOPES);
  g_autoptr (DiscordReply) whole = discord_fixture_get (fixture, USER_PATH, bearer);
  arm (fixture, PORTAIL_DISCORD_USER, PORTAIL_DISCORD_TRUNCATED, 0);
  g_autoptr (DiscordReply) half = discord_fixture_get (fixture, USER_PATH, bearer);
  g_assert_cmpuint (half->status, ==, 200);
  g_assert_null (half->json);
  g_assert_cmpuint (half->length, ==, whole->length / 2);
  g_assert_true (g_str_has_prefix (whole->body, half->body));

  arm (fixture, PORTAIL_DISCORD_USER, PORTAIL_DISCORD_NUMERIC_IDS, 0);
  g_autoptr (DiscordReply) numeric = discord_fixture_get (fixture, USER_PATH, bearer);
  g_assert_nonnull (strstr (numeric->body, "\"id\":" DISCORD_PATRONNE ","));
  arm (fixture, PORTAIL_DISCORD_GUILDS, PORTAIL_DISCORD_NUMERIC_IDS, 0);
  g_autoptr (DiscordReply) list = discord_fixture_get (fixture, USER_PATH "/guilds", bearer);
  g_assert_nonnull (strstr (list->body, "\"id\":" DISCORD_GARAGE_GUILD ","));
  arm (fixture, PORTAIL_DISCORD_MEMBER, PORTAIL_DISCORD_WRONG_ROLES, 0);
  g_autoptr (DiscordReply) member = discord_fixture_get (fixture, MEMBER_PATH, bearer);
  g_assert_nonnull (strstr (member->body, "\"roles\":[910000000000000001,{},null]"));
}

static void
send_huge_body (DiscordFixture *fixture, gconstpointer unused)
{
  arm (fixture, PORTAIL_DISCORD_USER, PORTAIL_DISCORD_HUGE, HUGE_MIB);
  g_autoptr (DiscordReply) reply = discord_fixture_get (fixture, USER_PATH, NULL);
  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpuint (reply->length, >, HUGE_MIB * 1024 * 1024);
  g_assert_nonnull (reply->json);
}

static void
delay_answer (DiscordFixture *fixture, gconstpointer unused)
{
  gint64 start_us = g_get_monotonic_time ();
  arm (fixture, PORTAIL_DISCORD_USER, PORTAIL_DISCORD_DELAY, DELAY_MS);
  g_autoptr (DiscordReply) reply = discord_fixture_get (fixture, USER_PATH, NULL);
  g_assert_cmpuint (reply->status, ==, 401);
  g_assert_cmpint (g_get_monotonic_time () - start_us, >=, DELAY_MS * G_TIME_SPAN_MILLISECOND);
}

static gpointer
get_user (gpointer fixture)
{
  return discord_fixture_get (fixture, USER_PATH, NULL);
}

static void
hold_answer (DiscordFixture *fixture, gconstpointer unused)
{
  arm (fixture, PORTAIL_DISCORD_USER, PORTAIL_DISCORD_HOLD, 0);
  GThread *client = g_thread_new ("client", get_user, fixture);
  g_assert_true (portail_discord_provider_wait_for_held (fixture->provider, 1, HELD_TIMEOUT_MS));
  g_assert_false (portail_discord_provider_wait_for_held (fixture->provider, 2, 1));
  g_autoptr (DiscordReply) other = discord_fixture_get (fixture, USER_PATH, NULL);
  g_assert_cmpuint (other->status, ==, 401);
  portail_discord_provider_release_held (fixture->provider);
  g_autoptr (DiscordReply) held = g_thread_join (client);
  g_assert_cmpuint (held->status, ==, 401);
  g_assert_true (portail_discord_provider_wait_for_held (fixture->provider, 0, 0));
}

static void
stop_while_held (DiscordFixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  guint16 port = portail_discord_provider_get_port (fixture->provider);
  g_autofree char *bearer = discord_fixture_sign_in (fixture, DISCORD_PATRONNE, "identify");
  arm (fixture, PORTAIL_DISCORD_USER, PORTAIL_DISCORD_HOLD, 0);
  GThread *client = g_thread_new ("client", get_user, fixture);
  g_assert_true (portail_discord_provider_wait_for_held (fixture->provider, 1, HELD_TIMEOUT_MS));
  portail_discord_provider_stop (fixture->provider);
  g_autoptr (DiscordReply) held = g_thread_join (client);
  g_assert_cmpuint (held->status, ==, 0);
  g_autoptr (DiscordReply) away = discord_fixture_get (fixture, USER_PATH, NULL);
  g_assert_cmpuint (away->status, ==, 0);

  portail_discord_provider_start (fixture->provider, port, &error);
  g_assert_no_error (error);
  g_autoptr (DiscordReply) back = discord_fixture_get (fixture, USER_PATH, bearer);
  g_assert_cmpuint (back->status, ==, 200);
}

static void
refuse_taken_port (DiscordFixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  static const char *const redirect_uris[] = { NULL };
  PortailDiscordApplication application = { .client_id = "1",
                                            .client_secret = "2",
                                            .redirect_uris = redirect_uris };
  g_autoptr (PortailDiscordProvider) second = portail_discord_provider_new (&application);
  guint16 port = portail_discord_provider_get_port (fixture->provider);
  g_assert_false (portail_discord_provider_start (second, port, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
}

static void
limit_rate (DiscordFixture *fixture, gconstpointer unused)
{
  PortailDiscordRateLimit limit = { .limit = 2, .window_seconds = 3600 };
  portail_discord_provider_set_rate_limit (fixture->provider, &limit);
  g_autofree char *bearer = discord_fixture_sign_in (fixture, DISCORD_PATRONNE, "identify");
  g_autoptr (DiscordReply) first = discord_fixture_get (fixture, USER_PATH, bearer);
  g_autoptr (DiscordReply) second = discord_fixture_get (fixture, USER_PATH, bearer);
  g_autoptr (DiscordReply) third = discord_fixture_get (fixture, USER_PATH, bearer);
  g_assert_cmpuint (first->status, ==, 200);
  g_assert_cmpstr (discord_reply_get_header (first, "X-RateLimit-Limit"), ==, "2");
  g_assert_cmpstr (discord_reply_get_header (first, "X-RateLimit-Remaining"), ==, "1");
  g_assert_nonnull (discord_reply_get_header (first, "X-RateLimit-Bucket"));
  g_assert_cmpuint (second->status, ==, 200);
  g_assert_cmpstr (discord_reply_get_header (second, "X-RateLimit-Remaining"), ==, "0");

  g_assert_cmpuint (third->status, ==, 429);
  g_assert_cmpstr (discord_reply_get_text (third, "message"), ==, "You are being rate limited.");
  const char *reset_after = discord_reply_get_header (third, "X-RateLimit-Reset-After");
  double seconds = g_ascii_strtod (reset_after, NULL);
  g_assert_cmpfloat (seconds, >, 3000);
  g_assert_cmpfloat (seconds, <=, 3600);
  double retry_after = g_ascii_strtod (discord_reply_get_header (third, "Retry-After"), NULL);
  g_assert_cmpfloat (retry_after, >=, seconds);
  g_assert_cmpstr (discord_reply_get_header (third, "X-RateLimit-Scope"), ==, "user");

  g_autofree char *other = discord_fixture_sign_in (fixture, DISCORD_EMPLOYEE, "identify");
  g_autoptr (DiscordReply) neighbour = discord_fixture_get (fixture, USER_PATH, other);
  g_assert_cmpuint (neighbour->status, ==, 200);
  portail_discord_provider_advance_clock (fixture->provider, 3600);
  g_autoptr (DiscordReply) later = discord_fixture_get (fixture, USER_PATH, bearer);
  g_assert_cmpuint (later->status, ==, 200);
}

static DiscordReply *
control (DiscordFixture *fixture, const char *body)
{
  return discord_fixture_post (fixture, "/__control", "application/json", body);
}

static void
use_control (DiscordFixture *fixture, gconstpointer unused)
{
  g_autofree char *bearer = discord_fixture_sign_in (fixture, DISCORD_EMPLOYEE, DISCORD_ALL_SCOPES);
  g_autoptr (DiscordReply) armed = control (
      fixture, "{\"reset_counters\":true,\"faults\":["
               "{\"endpoint\":\"user\",\"kind\":\"rate-limited\",\"amount\":4,\"times\":2}]}");
  g_assert_cmpuint (armed->status, ==, 200);
  g_assert_cmpint (discord_reply_get_integer (armed, "armed"), ==, 2);
  g_autoptr (DiscordReply) limited = discord_fixture_get (fixture, USER_PATH, bearer);
  g_assert_cmpstr (discord_reply_get_header (limited, "Retry-After"), ==, "4");

  g_autoptr (DiscordReply) changed = control (
      fixture,
      "{\"clear_faults\":true,\"members\":[{\"user_id\":\"" DISCORD_EMPLOYEE
      "\",\"guild_id\":\"" DISCORD_GARAGE_GUILD "\",\"roles\":[]},{\"user_id\":\"" DISCORD_EMPLOYEE
      "\",\"guild_id\":\"" DISCORD_MAIN_GUILD "\",\"removed\":true}]}");
  g_assert_cmpuint (changed->status, ==, 200);
  g_autoptr (DiscordReply) member = discord_fixture_get (fixture, MEMBER_PATH, bearer);
  g_assert_nonnull (strstr (member->body, "\"roles\":[]"));
  g_autoptr (DiscordReply) left = discord_fixture_get (
      fixture, USER_PATH "/guilds/" DISCORD_MAIN_GUILD "/member", bearer);
  g_assert_cmpint (discord_reply_get_integer (left, "code"), ==, 10007);
  g_autoptr (DiscordReply) removed = control (fixture,
                                              "{\"remove_guilds\":[\"" DISCORD_GARAGE_GUILD "\"],"
                                              "\"rate_limit\":{\"limit\":1,\"window_seconds\":9}}");
  g_assert_cmpuint (removed->status, ==, 200);
  g_autoptr (DiscordReply) gone = discord_fixture_get (fixture, MEMBER_PATH, bearer);
  g_assert_cmpint (discord_reply_get_integer (gone, "code"), ==, 10004);

  g_autoptr (DiscordReply) advanced = control (fixture, "{\"advance_seconds\":604800}");
  g_assert_cmpint (discord_reply_get_integer (advanced, "clock_offset_seconds"), ==, 604800);
  g_autoptr (DiscordReply) expired = discord_fixture_get (fixture, USER_PATH, bearer);
  g_assert_cmpuint (expired->status, ==, 401);
  g_autoptr (DiscordReply) state = discord_fixture_get (fixture, "/__control", NULL);
  g_assert_nonnull (strstr (state->body, "\"user\":2"));
  g_assert_nonnull (strstr (state->body, "\"member\":3"));
}

static void
release_by_control (DiscordFixture *fixture, gconstpointer unused)
{
  g_autoptr (DiscordReply) armed = control (
      fixture, "{\"faults\":[{\"endpoint\":\"user\",\"kind\":\"hold\"}]}");
  g_assert_cmpuint (armed->status, ==, 200);
  GThread *client = g_thread_new ("client", get_user, fixture);
  g_assert_true (portail_discord_provider_wait_for_held (fixture->provider, 1, HELD_TIMEOUT_MS));
  g_autoptr (DiscordReply) state = discord_fixture_get (fixture, "/__control", NULL);
  g_assert_cmpint (discord_reply_get_integer (state, "held"), ==, 1);
  g_autoptr (DiscordReply) released = control (fixture, "{\"release\":true}");
  g_assert_cmpint (discord_reply_get_integer (released, "held"), ==, 0);
  g_autoptr (DiscordReply) held = g_thread_join (client);
  g_assert_cmpuint (held->status, ==, 401);
}

static void
refuse_wrong_control (DiscordFixture *fixture, gconstpointer unused)
{
  static const char *const bodies[] = {
    "",
    "[]",
    "{\"sleep\":1}",
    "{\"release\":1}",
    "{\"advance_seconds\":-1}",
    "{\"advance_seconds\":\"5\"}",
    "{\"rate_limit\":null}",
    "{\"rate_limit\":{\"limit\":0,\"window_seconds\":1}}",
    "{\"faults\":[{\"endpoint\":\"nowhere\",\"kind\":\"fail\"}]}",
    "{\"faults\":[{\"endpoint\":\"user\",\"kind\":\"sulk\"}]}",
    "{\"faults\":[{\"endpoint\":\"user\",\"kind\":\"fail\",\"times\":0}]}",
    "{\"faults\":[3]}",
    "{\"members\":[{\"user_id\":\"1\",\"guild_id\":\"" DISCORD_MAIN_GUILD "\",\"roles\":[]}]}",
    "{\"members\":[{\"user_id\":\"" DISCORD_EMPLOYEE "\",\"guild_id\":\"" DISCORD_MAIN_GUILD
    "\",\"roles\":[910000000000000001]}]}",
    "{\"members\":[{\"user_id\":\"" DISCORD_EMPLOYEE "\",\"guild_id\":\"" DISCORD_MAIN_GUILD
    "\"}]}",
    "{\"remove_guilds\":[\"900000000000000999\"]}",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (DiscordReply) reply = control (fixture, bodies[i]);
      g_assert_cmpuint (reply->status, ==, 400);
      g_assert_cmpstr (discord_reply_get_text (reply, "message"), !=, "");
    }
}

static void
refuse_wrong_users (DiscordFixture *fixture, gconstpointer unused)
{
  static const char *const files[] = {
    "{\"users\":{}}",
    "{\"people\":[]}",
    "{\"users\":[{\"id\":800000000000000001,\"username\":\"a\"}]}",
    "{\"users\":[{\"id\":\"1\",\"username\":\"a\"}]}",
    "{\"users\":[{\"id\":\"800000000000000001\"}]}",
    "{\"users\":[{\"id\":\"800000000000000001\",\"username\":\"a\",\"admin\":true}]}",
    "{\"users\":[{\"id\":\"800000000000000001\",\"username\":\"a\"},"
    "{\"id\":\"800000000000000001\",\"username\":\"b\"}]}",
    "{\"users\":[{\"id\":\"800000000000000001\",\"username\":\"a\","
    "\"guilds\":{\"900000000000000001\":{\"roles\":[1]}}}]}",
    "{\"users\":[],\"guilds\":{\"x\":{}}}",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_false (
          portail_discord_provider_load_users_text (fixture->provider, files[i], &error));
      g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID);
    }
  g_autofree char *bearer = discord_fixture_sign_in (fixture, DISCORD_PATRONNE, "identify");
  g_assert_nonnull (bearer);
}

static char *
program_path (void)
{
  const char *build = g_getenv ("G_TEST_BUILDDIR");
  return build == NULL
             ? NULL
             : g_build_filename (build, "tests", "discord", "portail-discord-provider", NULL);
}

static void
run_program (DiscordFixture *fixture, gconstpointer unused)
{
  g_autofree char *program = program_path ();
  if (program == NULL || !g_file_test (program, G_FILE_TEST_IS_EXECUTABLE))
    {
      g_test_skip ("the program is not built");
      return;
    }
  g_autoptr (GError) error = NULL;
  g_autofree char *users = g_test_build_filename (G_TEST_DIST, "discord", "demo-users.json", NULL);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_subprocess_launcher_setenv (launcher, "DISCORD_CLIENT_SECRET", DISCORD_CLIENT_SECRET, TRUE);
  g_autoptr (GSubprocess) process = g_subprocess_launcher_spawn (
      launcher, &error, program, "--client-id", DISCORD_CLIENT_ID, "--redirect-uri",
      DISCORD_REDIRECT, "--users", users, NULL);
  g_assert_no_error (error);
  g_autoptr (GDataInputStream) output = g_data_input_stream_new (
      g_subprocess_get_stdout_pipe (process));
  g_autofree char *line = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (line, "listening http://127.0.0.1:"));

  g_autofree char *url = g_strconcat (line + strlen ("listening "), USER_PATH, NULL);
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  g_autoptr (GBytes) bytes = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message), ==, 401);
  g_subprocess_send_signal (process, SIGTERM);
  g_assert_true (g_subprocess_wait (process, NULL, &error));
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, EXIT_SUCCESS);
}

static void
refuse_options (DiscordFixture *fixture, gconstpointer unused)
{
  g_autofree char *program = program_path ();
  if (program == NULL || !g_file_test (program, G_FILE_TEST_IS_EXECUTABLE))
    {
      g_test_skip ("the program is not built");
      return;
    }
  const char *const cases[][8] = {
    { program, NULL },
    { program, "--nonsense", NULL },
    { program, "--client-id", "1", "--client-secret-file", "/nonexistent", NULL },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GSubprocess) process = g_subprocess_newv (cases[i], G_SUBPROCESS_FLAGS_STDERR_PIPE,
                                                           &error);
      g_assert_no_error (error);
      g_autofree char *complaint = NULL;
      g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &complaint, &error);
      g_assert_no_error (error);
      g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 2);
      g_assert_true (g_str_has_prefix (complaint, "portail-discord-provider: "));
    }
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*run) (DiscordFixture *fixture, gconstpointer unused);
  } tests[] = {
    { "/discord/every-endpoint-can-fail-in-every-way", answer_instead },
    { "/discord/a-fault-instead-of-the-exchange-keeps-the-code", keep_code },
    { "/discord/a-lost-answer-has-burnt-the-code", lose_answer },
    { "/discord/faults-serve-their-count-in-order", count_faults },
    { "/discord/answers-can-be-cut-or-have-wrong-types", spoil_json },
    { "/discord/a-huge-body-is-streamed-whole", send_huge_body },
    { "/discord/an-answer-can-come-late", delay_answer },
    { "/discord/an-answer-can-wait-until-it-is-released", hold_answer },
    { "/discord/the-provider-stops-under-a-held-answer-and-comes-back", stop_while_held },
    { "/discord/a-taken-port-is-an-error", refuse_taken_port },
    { "/discord/the-rate-limit-counts-a-token-and-ends-with-its-window", limit_rate },
    { "/discord/every-switch-works-over-http", use_control },
    { "/discord/a-held-answer-is-released-over-http", release_by_control },
    { "/discord/a-wrong-switch-is-refused-by-name", refuse_wrong_control },
    { "/discord/a-wrong-users-file-changes-nothing", refuse_wrong_users },
    { "/discord/the-program-says-where-it-listens-and-ends-on-sigterm", run_program },
    { "/discord/the-program-refuses-wrong-options", refuse_options },
  };
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, DiscordFixture, NULL, discord_fixture_set_up, tests[i].run,
                discord_fixture_tear_down);
  return g_test_run ();
}
