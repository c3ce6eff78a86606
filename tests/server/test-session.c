/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-session.h"
#include "shared/portail-error.h"
#include "shared/portail-json.h"
#include "tests/server/server-fixture.h"

typedef struct
{
  char *access;
  char *refresh;
} Tokens;

static void
tokens_clear (Tokens *tokens)
{
  g_free (tokens->access);
  g_free (tokens->refresh);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Tokens, tokens_clear)

static Tokens
read_tokens (ServerReply *reply)
{
  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpstr (server_reply_get_text (reply, "token_type"), ==, "bearer");
  return (Tokens){
    g_strdup (server_reply_get_text (reply, "access_token")),
    g_strdup (server_reply_get_text (reply, "refresh_token")),
  };
}

static Tokens
sign_in (ServerFixture *fixture, const char *discord_id)
{
  g_autoptr (ServerReply) reply = server_fixture_sign_in (fixture, discord_id);

  return read_tokens (reply);
}

static ServerReply *
present (ServerFixture *fixture, const char *refresh_token)
{
  g_autofree char *body = g_strdup_printf ("{'refresh_token':'%s'}", refresh_token);

  return server_fixture_post (fixture, "/auth/refresh", NULL, body);
}

static Tokens
refresh (ServerFixture *fixture, const char *refresh_token)
{
  g_autoptr (ServerReply) reply = present (fixture, refresh_token);

  return read_tokens (reply);
}

static void
assert_refused (ServerFixture *fixture, const char *refresh_token)
{
  g_autoptr (ServerReply) reply = present (fixture, refresh_token);

  server_reply_assert_problem (reply, 401, "unauthenticated");
  g_assert_cmpstr (server_reply_get_text (reply, "error"), ==, "invalid_grant");
}

static void
assert_access (ServerFixture *fixture, const char *token, guint status)
{
  g_autoptr (ServerReply) reply = server_fixture_get (fixture, "/auth/me", token);

  g_assert_cmpuint (reply->status, ==, status);
}

static void
test_rotation (ServerFixture *fixture, gconstpointer unused)
{
  g_auto (Tokens) first = sign_in (fixture, FIXTURE_CAMILLE);
  g_auto (Tokens) second = refresh (fixture, first.refresh);
  g_auto (Tokens) third = refresh (fixture, second.refresh);

  g_assert_cmpstr (first.refresh, !=, second.refresh);
  g_assert_cmpstr (second.refresh, !=, third.refresh);
  assert_access (fixture, third.access, 200);
  g_assert_cmpint (server_fixture_query (fixture, "SELECT COUNT(*) FROM session"), ==, 1);
}

/* What a thief of the database finds opens nothing. */
static void
test_only_hashes (ServerFixture *fixture, gconstpointer unused)
{
  g_auto (Tokens) tokens = sign_in (fixture, FIXTURE_CAMILLE);
  g_autofree char *sql = g_strdup_printf (
      "SELECT COUNT(*) FROM refresh_token WHERE hash = CAST('%s' AS BLOB)", tokens.refresh);

  g_assert_cmpint (server_fixture_query (fixture, sql), ==, 0);
  g_assert_cmpint (server_fixture_query (fixture, "SELECT length(hash) FROM refresh_token"), ==,
                   32);
}

static void
test_retry (ServerFixture *fixture, gconstpointer unused)
{
  g_auto (Tokens) first = sign_in (fixture, FIXTURE_CAMILLE);
  g_auto (Tokens) second = refresh (fixture, first.refresh);
  g_auto (Tokens) again = { 0 };

  server_fixture_advance_clock (fixture, PORTAIL_SESSION_RETRY_SECONDS - 5);
  again = refresh (fixture, first.refresh);
  g_assert_cmpstr (second.refresh, ==, again.refresh);
  assert_access (fixture, again.access, 200);
}

/* What a device learns when its refresh token is refused; "" for no reason. */
static void
assert_refused_because (ServerFixture *fixture, const char *refresh_token, const char *reason)
{
  g_autoptr (ServerReply) reply = present (fixture, refresh_token);

  server_reply_assert_problem (reply, 401, "unauthenticated");
  g_assert_cmpstr (server_reply_get_text (reply, "reason"), ==, reason);
}

static void
assert_family_ended (ServerFixture *fixture, const Tokens *newest)
{
  assert_refused_because (fixture, newest->refresh, "");
  assert_access (fixture, newest->access, 401);
  g_assert_cmpint (
      server_fixture_query (fixture, "SELECT COUNT(*) FROM session WHERE revoked_for = 'reused'"),
      ==, 1);
  g_assert_cmpint (server_fixture_query (
                       fixture, "SELECT COUNT(*) FROM notification WHERE kind = 'session_reused'"),
                   ==, 1);
}

static void
test_late_retry (ServerFixture *fixture, gconstpointer unused)
{
  g_auto (Tokens) first = sign_in (fixture, FIXTURE_CAMILLE);
  g_auto (Tokens) second = refresh (fixture, first.refresh);

  server_fixture_advance_clock (fixture, PORTAIL_SESSION_RETRY_SECONDS + 1);
  assert_refused (fixture, first.refresh);
  assert_family_ended (fixture, &second);
}

static void
test_successor_ends_retry (ServerFixture *fixture, gconstpointer unused)
{
  g_auto (Tokens) first = sign_in (fixture, FIXTURE_CAMILLE);
  g_auto (Tokens) second = refresh (fixture, first.refresh);
  g_auto (Tokens) third = refresh (fixture, second.refresh);

  assert_refused (fixture, first.refresh);
  assert_family_ended (fixture, &third);
}

static void
test_other_devices_stay (ServerFixture *fixture, gconstpointer unused)
{
  g_auto (Tokens) stolen = sign_in (fixture, FIXTURE_CAMILLE);
  g_auto (Tokens) other = sign_in (fixture, FIXTURE_CAMILLE);
  g_auto (Tokens) successor = refresh (fixture, stolen.refresh);
  g_auto (Tokens) renewed = { 0 };

  server_fixture_advance_clock (fixture, PORTAIL_SESSION_RETRY_SECONDS + 1);
  assert_refused (fixture, stolen.refresh);
  assert_access (fixture, successor.access, 401);
  assert_access (fixture, other.access, 401);
  renewed = refresh (fixture, other.refresh);
  assert_access (fixture, renewed.access, 200);
}

static void
test_idle_expiry (ServerFixture *fixture, gconstpointer unused)
{
  g_auto (Tokens) first = sign_in (fixture, FIXTURE_CAMILLE);
  g_auto (Tokens) second = { 0 };

  server_fixture_advance_clock (fixture, PORTAIL_SESSION_IDLE_SECONDS - 60);
  second = refresh (fixture, first.refresh);
  server_fixture_advance_clock (fixture, PORTAIL_SESSION_IDLE_SECONDS + 1);
  assert_refused (fixture, second.refresh);
}

static void
test_absolute_expiry (ServerFixture *fixture, gconstpointer unused)
{
  g_auto (Tokens) tokens = sign_in (fixture, FIXTURE_CAMILLE);
  gint step = PORTAIL_SESSION_IDLE_SECONDS - 60;

  for (gint passed = step; passed < PORTAIL_SESSION_ABSOLUTE_SECONDS; passed += step)
    {
      g_autofree char *before = g_steal_pointer (&tokens.refresh);

      g_free (tokens.access);
      server_fixture_advance_clock (fixture, step);
      tokens = refresh (fixture, before);
    }
  server_fixture_advance_clock (fixture, step);
  assert_refused (fixture, tokens.refresh);
}

static void
test_access_expiry (ServerFixture *fixture, gconstpointer unused)
{
  g_auto (Tokens) tokens = sign_in (fixture, FIXTURE_CAMILLE);
  guint life = portail_server_config_get_token_seconds (fixture->config);

  server_fixture_advance_clock (fixture, (gint) life - 10);
  assert_access (fixture, tokens.access, 200);
  server_fixture_advance_clock (fixture, 20);
  assert_access (fixture, tokens.access, 401);
}

static void
test_logout (ServerFixture *fixture, gconstpointer unused)
{
  g_auto (Tokens) here = sign_in (fixture, FIXTURE_CAMILLE);
  g_auto (Tokens) there = sign_in (fixture, FIXTURE_CAMILLE);
  g_autoptr (ServerReply) reply = server_fixture_post (fixture, "/auth/logout", here.access, "{}");

  g_assert_cmpuint (reply->status, ==, 204);
  assert_access (fixture, here.access, 401);
  assert_refused_because (fixture, here.refresh, "");
  assert_access (fixture, there.access, 200);
}

static const PortailJson *
get_first_session (ServerReply *reply)
{
  return portail_json_get (server_reply_get_root (reply), "items")->first_child;
}

static void
test_list_and_revoke (ServerFixture *fixture, gconstpointer unused)
{
  g_auto (Tokens) old = sign_in (fixture, FIXTURE_CAMILLE);
  g_auto (Tokens) stranger = sign_in (fixture, FIXTURE_LEA);
  g_auto (Tokens) here = { 0 };
  g_autoptr (ServerReply) list = NULL;
  g_autoptr (ServerReply) by_stranger = NULL;
  g_autoptr (ServerReply) revoked = NULL;
  g_autofree char *body = NULL;
  const PortailJson *newest;

  server_fixture_advance_clock (fixture, 10);
  here = sign_in (fixture, FIXTURE_CAMILLE);
  list = server_fixture_get (fixture, "/auth/sessions", here.access);
  newest = get_first_session (list);
  g_assert_cmpstr (portail_json_get_member_string (newest, "device_name"), ==, "Tour du salon");
  g_assert_cmpint (portail_json_get (newest, "is_current")->kind, ==, PORTAIL_JSON_TRUE);
  g_assert_cmpint (portail_json_get (newest->next, "is_current")->kind, ==, PORTAIL_JSON_FALSE);
  g_assert_null (newest->next->next);

  body = g_strdup_printf ("{'session_id':'%s'}",
                          portail_json_get_member_string (newest->next, "id"));
  by_stranger = server_fixture_post (fixture, "/auth/revoke", stranger.access, body);
  server_reply_assert_problem (by_stranger, 404, "not_found");
  assert_access (fixture, old.access, 200);
  revoked = server_fixture_post (fixture, "/auth/revoke", here.access, body);
  g_assert_cmpuint (revoked->status, ==, 204);
  assert_access (fixture, old.access, 401);
  assert_refused_because (fixture, old.refresh, "revoked");
  assert_access (fixture, here.access, 200);
}

static void
test_revoke_all (ServerFixture *fixture, gconstpointer unused)
{
  g_auto (Tokens) one = sign_in (fixture, FIXTURE_CAMILLE);
  g_auto (Tokens) two = sign_in (fixture, FIXTURE_CAMILLE);
  g_auto (Tokens) other = sign_in (fixture, FIXTURE_LEA);
  g_autoptr (ServerReply) reply = server_fixture_post (fixture, "/auth/revoke", one.access,
                                                       "{'all':true}");

  g_assert_cmpuint (reply->status, ==, 204);
  assert_access (fixture, one.access, 401);
  assert_access (fixture, two.access, 401);
  assert_refused (fixture, two.refresh);
  assert_access (fixture, other.access, 200);
}

static void
test_disabled_user (ServerFixture *fixture, gconstpointer unused)
{
  g_auto (Tokens) tokens = sign_in (fixture, FIXTURE_CAMILLE);
  g_autoptr (GError) error = NULL;

  portail_database_execute (fixture->writer, "UPDATE user SET is_active = 0", &error);
  g_assert_no_error (error);
  assert_access (fixture, tokens.access, 401);
  assert_refused (fixture, tokens.refresh);
}

static void
reload_keys (ServerFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  portail_server_keys_reload (fixture->keys, fixture->writer, server_fixture_get_now (fixture),
                              &error);
  g_assert_no_error (error);
}

/* A new key signs at once; the old one verifies until it is retired, or a day is over. */
static void
test_signing_keys (ServerFixture *fixture, gconstpointer unused)
{
  g_auto (Tokens) old = sign_in (fixture, FIXTURE_CAMILLE);
  g_autofree char *kid = g_strdup (portail_server_keys_get_kid (fixture->keys));
  g_auto (Tokens) new = { 0 };
  g_autoptr (GError) error = NULL;

  portail_server_keys_rotate (fixture->writer, server_fixture_get_now (fixture), &error);
  g_assert_no_error (error);
  reload_keys (fixture);
  g_assert_cmpstr (portail_server_keys_get_kid (fixture->keys), !=, kid);
  assert_access (fixture, old.access, 200);
  new = sign_in (fixture, FIXTURE_CAMILLE);
  portail_server_keys_retire (fixture->writer, kid, server_fixture_get_now (fixture), &error);
  g_assert_no_error (error);
  reload_keys (fixture);
  assert_access (fixture, old.access, 401);
  assert_access (fixture, new.access, 200);
  g_assert_false (
      portail_server_keys_retire (fixture->writer, kid, server_fixture_get_now (fixture), &error));
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND);
}

static void
test_garbage (ServerFixture *fixture, gconstpointer unused)
{
  static const char *const bodies[] = {
    "{}",
    "{'refresh_token':null}",
    "{'refresh_token':5}",
    "{'refresh_token':['a']}",
  };
  g_autoptr (ServerReply) no_object = server_fixture_post (fixture, "/auth/refresh", NULL, "[]");

  assert_refused (fixture, "");
  assert_refused (fixture, "never given");
  server_reply_assert_problem (no_object, 400, "malformed");
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (ServerReply) reply = server_fixture_post (fixture, "/auth/refresh", NULL,
                                                           bodies[i]);

      server_reply_assert_problem (reply, 422, "invalid");
    }
}

static void
test_purge (ServerFixture *fixture, gconstpointer unused)
{
  g_auto (Tokens) tokens = sign_in (fixture, FIXTURE_CAMILLE);
  PortailTimestamp before = portail_timestamp_add_seconds (server_fixture_get_now (fixture), -60);
  PortailTimestamp later = portail_timestamp_add_seconds (before, 90 * 24 * 60 * 60);
  g_autoptr (GError) error = NULL;

  portail_session_purge (fixture->writer, before, later, &error);
  g_assert_no_error (error);
  g_assert_cmpint (server_fixture_query (fixture, "SELECT COUNT(*) FROM session"), ==, 1);
  before = portail_timestamp_add_seconds (before, 120);
  portail_session_purge (fixture->writer, before, later, &error);
  g_assert_no_error (error);
  g_assert_cmpint (server_fixture_query (fixture, "SELECT COUNT(*) FROM session"), ==, 0);
  g_assert_cmpint (server_fixture_query (fixture, "SELECT COUNT(*) FROM refresh_token"), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add (name, ServerFixture, NULL, server_fixture_set_up, function, server_fixture_tear_down)
  ADD ("/session/each-refresh-gives-another-token", test_rotation);
  ADD ("/session/only-hashes-are-stored", test_only_hashes);
  ADD ("/session/a-retry-within-a-minute-gives-the-same-successor", test_retry);
  ADD ("/session/a-retry-after-a-minute-ends-the-family", test_late_retry);
  ADD ("/session/a-presented-successor-ends-the-time-for-retries", test_successor_ends_retry);
  ADD ("/session/the-end-of-a-family-spares-other-devices", test_other_devices_stay);
  ADD ("/session/a-session-without-use-expires", test_idle_expiry);
  ADD ("/session/a-session-expires-whatever-its-use", test_absolute_expiry);
  ADD ("/session/an-access-token-expires", test_access_expiry);
  ADD ("/session/signing-out-ends-this-device-only", test_logout);
  ADD ("/session/the-list-names-devices-and-one-can-be-revoked", test_list_and_revoke);
  ADD ("/session/all-devices-can-be-revoked", test_revoke_all);
  ADD ("/session/a-disabled-user-keeps-nothing", test_disabled_user);
  ADD ("/session/signing-keys-are-rotated-and-retired-while-it-runs", test_signing_keys);
  ADD ("/session/garbage-is-refused", test_garbage);
  ADD ("/session/what-ended-long-ago-is-forgotten", test_purge);
#undef ADD
  return g_test_run ();
}
