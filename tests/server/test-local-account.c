/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "server/portail-local-account.h"
#include "server/portail-local-login.h"
#include "shared/portail-error.h"
#include "tests/server/server-fixture.h"

#define PASSWORD "correct horse battery"
#define RIGHT    "{\"username\":\"secours\",\"password\":\"" PASSWORD "\"}"
#define WRONG    "{\"username\":\"secours\",\"password\":\"correct horse batterie\"}"
#define NOBODY   "{\"username\":\"personne\",\"password\":\"" PASSWORD "\"}"

static PortailAccountEditor
get_editor (ServerFixture *fixture)
{
  return (PortailAccountEditor){ fixture->writer, NULL, server_fixture_get_now (fixture) };
}

static void
create (ServerFixture *fixture)
{
  PortailAccountEditor editor = get_editor (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = portail_local_account_hash (PASSWORD, &error);

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (hash, "$argon2id$"));
  portail_local_account_create (&editor, "secours", hash, &error);
  g_assert_no_error (error);
}

static void
set_up_served (ServerFixture *fixture, gconstpointer variable)
{
  server_fixture_set_up (fixture, variable);
  create (fixture);
  server_fixture_serve (fixture);
}

static ServerReply *
sign_in (ServerFixture *fixture, const char *body)
{
  return server_fixture_ask (fixture,
                             &(ServerAsk){ .method = "POST", .path = "/auth/local", .body = body });
}

static void
test_signs_in (ServerFixture *fixture, gconstpointer unused)
{
  g_autoptr (ServerReply) reply = sign_in (fixture, RIGHT);
  const char *token = server_reply_get_text (reply, "access_token");
  g_autoptr (ServerReply) users = server_fixture_get (fixture, "/api/users", token);
  g_autofree char *body = g_strdup_printf ("{'refresh_token':'%s'}",
                                           server_reply_get_text (reply, "refresh_token"));
  g_autoptr (ServerReply) renewed = server_fixture_post (fixture, "/auth/refresh", NULL, body);

  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpuint (users->status, ==, 200);
  g_assert_cmpuint (renewed->status, ==, 200);
  g_assert_cmpint (server_fixture_query (
                       fixture, "SELECT COUNT(*) FROM audit_entry WHERE action = 'local_sign_in'"),
                   ==, 1);
}

/* A name that is not there is refused in the same words, after the same work. */
static void
test_no_oracle (ServerFixture *fixture, gconstpointer unused)
{
  g_autoptr (ServerReply) wrong = sign_in (fixture, WRONG);
  g_autoptr (ServerReply) nobody = sign_in (fixture, NOBODY);
  g_autoptr (ServerReply) no_password = sign_in (fixture, "{\"username\":\"secours\"}");

  server_reply_assert_problem (wrong, 401, "unauthenticated");
  server_reply_assert_problem (nobody, 401, "unauthenticated");
  g_assert_cmpstr (server_reply_get_text (wrong, "detail"), ==,
                   server_reply_get_text (nobody, "detail"));
  server_reply_assert_problem (no_password, 422, "invalid");
  g_assert_cmpint (server_fixture_query (fixture, "SELECT COUNT(*) FROM session"), ==, 0);
}

static void
test_guessing (ServerFixture *fixture, gconstpointer unused)
{
  guint n_limited = 0;

  for (int i = 0; i < PORTAIL_LOCAL_LOGIN_PER_MINUTE + 3; i++)
    {
      g_autoptr (ServerReply) reply = sign_in (fixture, WRONG);

      n_limited += reply->status == 429 ? 1 : 0;
    }
  g_assert_cmpuint (n_limited, >=, 2);
}

static void
test_off (ServerFixture *fixture, gconstpointer unused)
{
  g_autoptr (ServerReply) local = sign_in (fixture, RIGHT);
  g_autoptr (ServerReply) unknown = server_fixture_get (fixture, "/auth/remote", NULL);

  server_reply_assert_problem (local, 404, "not_found");
  server_reply_assert_problem (unknown, 404, "not_found");
  g_assert_cmpstr (server_reply_get_text (local, "detail"), ==,
                   server_reply_get_text (unknown, "detail"));
}

/* Behind the proxy everybody seems to be at this machine. */
static void
test_elsewhere (ServerFixture *fixture, gconstpointer unused)
{
  static const char *const headers[][3] = {
    { "X-Forwarded-For", "203.0.113.7", NULL },
    { "X-Forwarded-For", "127.0.0.1", NULL },
    { "Forwarded", "for=127.0.0.1", NULL },
    { "X-Real-IP", "127.0.0.1", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      g_autoptr (ServerReply) reply = server_fixture_ask (
          fixture,
          &(ServerAsk){
              .method = "POST", .path = "/auth/local", .body = RIGHT, .headers = headers[i] });

      server_reply_assert_problem (reply, 404, "not_found");
    }
}

static void
assert_fails (gboolean is_done, GError **error, PortailErrorCode code)
{
  g_assert_false (is_done);
  g_assert_error (*error, PORTAIL_ERROR, (gint) code);
  g_clear_error (error);
}

static void
test_names (ServerFixture *fixture, gconstpointer unused)
{
  static const char *const bad[] = { "", "ab", "Hugo", "hugo delcourt", "hugo'--", "é́ric" };
  PortailAccountEditor editor = get_editor (fixture);
  GError *error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      assert_fails (portail_local_account_create (&editor, bad[i], "$hash", &error), &error,
                    PORTAIL_ERROR_INVALID);
    }
  create (fixture);
  assert_fails (portail_local_account_create (&editor, "secours", "$hash", &error), &error,
                PORTAIL_ERROR_DUPLICATE_KEY);
  assert_fails (portail_local_account_disable (&editor, "personne", &error), &error,
                PORTAIL_ERROR_NOT_FOUND);
  assert_fails (portail_local_account_hash ("short", &error) != NULL, &error,
                PORTAIL_ERROR_INVALID);
}

static void
assert_checks (ServerFixture *fixture, const char *password, gboolean is_expected)
{
  g_autofree char *user_id = NULL;
  g_autoptr (GError) error = NULL;

  portail_local_account_check (fixture->writer, "secours", password, &user_id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (user_id != NULL, ==, is_expected);
}

static void
test_life (ServerFixture *fixture, gconstpointer unused)
{
  PortailAccountEditor editor = get_editor (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *other = portail_local_account_hash ("another password", NULL);
  g_autoptr (GString) list = g_string_new (NULL);

  create (fixture);
  assert_checks (fixture, PASSWORD, TRUE);
  portail_local_account_disable (&editor, "secours", &error);
  g_assert_no_error (error);
  assert_checks (fixture, PASSWORD, FALSE);
  portail_local_account_list (fixture->writer, list, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (list->str, "secours\t"));
  g_assert_null (strstr (list->str, "argon2"));
  portail_local_account_set_password (&editor, "secours", other, &error);
  g_assert_no_error (error);
  assert_checks (fixture, PASSWORD, FALSE);
  assert_checks (fixture, "another password", TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, variable, set_up, function)                                                      \
  g_test_add (name, ServerFixture, variable, set_up, function, server_fixture_tear_down)
  ADD ("/local-account/it-signs-in-without-discord", "LOCAL_LOGIN=1", set_up_served, test_signs_in);
  ADD ("/local-account/a-refusal-tells-nothing", "LOCAL_LOGIN=1", set_up_served, test_no_oracle);
  ADD ("/local-account/guessing-is-slow", "LOCAL_LOGIN=1", set_up_served, test_guessing);
  ADD ("/local-account/off-there-is-no-such-address", NULL, set_up_served, test_off);
  ADD ("/local-account/elsewhere-there-is-no-such-address", "LOCAL_LOGIN=1", set_up_served,
       test_elsewhere);
  ADD ("/local-account/names-and-passwords-are-checked", NULL, server_fixture_set_up, test_names);
  ADD ("/local-account/it-can-be-disabled-and-given-another-password", NULL, server_fixture_set_up,
       test_life);
#undef ADD
  return g_test_run ();
}
