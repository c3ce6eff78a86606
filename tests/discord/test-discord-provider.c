/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The provider's good behaviour: sign-in, tokens, users, guilds. */
#include "tests/discord/portail-discord-browser.h"
#include "tests/discord/portail-discord-fixture.h"

#define ASSERT_OAUTH_ERROR(reply, wanted_status, wanted_error)                                     \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_assert_cmpuint ((reply)->status, ==, wanted_status);                                         \
    g_assert_cmpstr (discord_reply_get_text (reply, "error"), ==, wanted_error);                   \
  }                                                                                                \
  G_STMT_END

#define ASSERT_API_ERROR(reply, wanted_status, wanted_code)                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_assert_cmpuint ((reply)->status, ==, wanted_status);                                         \
    g_assert_cmpint (discord_reply_get_integer (reply, "code"), ==, wanted_code);                  \
  }                                                                                                \
  G_STMT_END

static void
sign_in_with_pkce (DiscordFixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *url = discord_fixture_dup_authorize_url (fixture, (const char *[]){ NULL });
  g_autofree char *location = portail_discord_browser_authorize (url, DISCORD_PATRONNE, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (location, DISCORD_REDIRECT "?code="));
  g_autofree char *state = portail_discord_browser_dup_parameter (location, "state");
  g_assert_cmpstr (state, ==, "état & +");

  g_autofree char *code = portail_discord_browser_dup_parameter (location, "code");
  g_autoptr (DiscordReply) tokens = discord_fixture_exchange (fixture, code, DISCORD_REDIRECT,
                                                              DISCORD_VERIFIER);
  g_assert_cmpuint (tokens->status, ==, 200);
  g_assert_cmpstr (discord_reply_get_text (tokens, "token_type"), ==, "Bearer");
  g_assert_cmpint (discord_reply_get_integer (tokens, "expires_in"), ==, 604800);
  g_assert_cmpstr (discord_reply_get_text (tokens, "scope"), ==, DISCORD_ALL_SCOPES);
  g_assert_cmpstr (discord_reply_get_text (tokens, "refresh_token"), !=, "");

  g_autofree char *bearer = g_strconcat ("Bearer ", discord_reply_get_text (tokens, "access_token"),
                                         NULL);
  g_autoptr (DiscordReply) user = discord_fixture_get (fixture, "/api/v10/users/@me", bearer);
  g_assert_cmpuint (user->status, ==, 200);
  g_assert_cmpstr (discord_reply_get_text (user, "id"), ==, DISCORD_PATRONNE);
  g_assert_cmpstr (discord_reply_get_text (user, "username"), ==, "camille.renard");
  g_assert_cmpstr (discord_reply_get_text (user, "global_name"), ==, "Camille Renard");
  g_assert_cmpstr (discord_reply_get_text (user, "avatar"), ==, "7d793037a0760186574b0282f2f435e7");
  g_assert_cmpstr (discord_reply_get_text (user, "email"), ==, "camille.renard@example.org");
}

static void
use_basic_header (DiscordFixture *fixture, gconstpointer unused)
{
  g_autofree char *code = discord_fixture_dup_code (fixture, DISCORD_PATRONNE, "identify");
  g_autofree char *body = g_strdup_printf (
      "grant_type=authorization_code&code=%s&code_verifier=%s&redirect_uri=%s", code,
      DISCORD_VERIFIER, DISCORD_REDIRECT);
  static const char pair[] = DISCORD_CLIENT_ID ":" DISCORD_CLIENT_SECRET;
  g_autofree char *encoded = g_base64_encode ((const guchar *) pair, strlen (pair));
  g_autofree char *basic = g_strconcat ("Basic ", encoded, NULL);
  g_autofree char *url = g_strconcat (portail_discord_provider_get_base_url (fixture->provider),
                                      "/api/oauth2/token", NULL);
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", bytes);
  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", basic);
  g_autoptr (GBytes) answer = soup_session_send_and_read (session, message, NULL, NULL);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
}

static void
use_code_twice (DiscordFixture *fixture, gconstpointer unused)
{
  g_autofree char *code = discord_fixture_dup_code (fixture, DISCORD_PATRONNE, "identify");
  g_autoptr (DiscordReply) first = discord_fixture_exchange (fixture, code, DISCORD_REDIRECT,
                                                             DISCORD_VERIFIER);
  g_autoptr (DiscordReply) second = discord_fixture_exchange (fixture, code, DISCORD_REDIRECT,
                                                              DISCORD_VERIFIER);
  g_assert_cmpuint (first->status, ==, 200);
  ASSERT_OAUTH_ERROR (second, 400, "invalid_grant");
  g_assert_cmpstr (discord_reply_get_text (second, "error_description"), ==,
                   "Invalid \"code\" in request.");
}

static void
expire_code (DiscordFixture *fixture, gconstpointer unused)
{
  g_autofree char *young = discord_fixture_dup_code (fixture, DISCORD_PATRONNE, "identify");
  g_autofree char *old = discord_fixture_dup_code (fixture, DISCORD_PATRONNE, "identify");
  portail_discord_provider_advance_clock (fixture->provider, 60);
  g_autoptr (DiscordReply) in_time = discord_fixture_exchange (fixture, young, DISCORD_REDIRECT,
                                                               DISCORD_VERIFIER);
  g_assert_cmpuint (in_time->status, ==, 200);
  portail_discord_provider_advance_clock (fixture->provider, 40);
  g_autoptr (DiscordReply) late = discord_fixture_exchange (fixture, old, DISCORD_REDIRECT,
                                                            DISCORD_VERIFIER);
  ASSERT_OAUTH_ERROR (late, 400, "invalid_grant");
}

/* The reply to a GET of the authorize address with these parameters. */
static DiscordReply *
ask (DiscordFixture *fixture, const char *const *pairs)
{
  g_autofree char *url = discord_fixture_dup_authorize_url (fixture, pairs);
  const char *base = portail_discord_provider_get_base_url (fixture->provider);
  return discord_fixture_get (fixture, url + strlen (base), NULL);
}

static void
never_redirect (DiscordFixture *fixture, gconstpointer unused)
{
  static const char *const cases[][3] = {
    { "redirect_uri", DISCORD_REDIRECT "/", NULL },
    { "redirect_uri", DISCORD_REDIRECT "?a=b", NULL },
    { "redirect_uri", "http://127.0.0.1:8000/auth/discord", NULL },
    { "redirect_uri", "http://evil.example/", NULL },
    { "redirect_uri", NULL, NULL },
    { "client_id", "700000000000000002", NULL },
    { "client_id", NULL, NULL },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DiscordReply) reply = ask (fixture, cases[i]);
      g_assert_cmpuint (reply->status, ==, 400);
      g_assert_null (discord_reply_get_header (reply, "Location"));
      g_assert_nonnull (strstr (reply->body, "role=\"alert\""));
    }
}

static void
report_to_client (DiscordFixture *fixture, gconstpointer unused)
{
  static const char *const cases[][4] = {
    { "unsupported_response_type", "response_type", "token", NULL },
    { "invalid_scope", "scope", "identify bot.everything", NULL },
    { "invalid_scope", "scope", NULL, NULL },
    { "invalid_request", "code_challenge_method", "plain", NULL },
    { "invalid_request", "code_challenge_method", NULL, NULL },
    { "invalid_request", "code_challenge", "short", NULL },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DiscordReply) reply = ask (fixture, cases[i] + 1);
      g_assert_cmpuint (reply->status, ==, 302);
      const char *location = discord_reply_get_header (reply, "Location");
      g_assert_true (g_str_has_prefix (location, DISCORD_REDIRECT "?error="));
      g_autofree char *error = portail_discord_browser_dup_parameter (location, "error");
      g_autofree char *state = portail_discord_browser_dup_parameter (location, "state");
      g_assert_cmpstr (error, ==, cases[i][0]);
      g_assert_cmpstr (state, ==, "état & +");
    }
}

static void
check_exchange (DiscordFixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *error;
    const char *redirect_uri;
    const char *verifier;
  } cases[] = {
    { "invalid_grant", "http://127.0.0.1:9/other", DISCORD_VERIFIER },
    { "invalid_grant", NULL, DISCORD_VERIFIER },
    { "invalid_request", DISCORD_REDIRECT, NULL },
    { "invalid_request", DISCORD_REDIRECT, "short" },
    { "invalid_grant", DISCORD_REDIRECT, DISCORD_CHALLENGE },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *code = discord_fixture_dup_code (fixture, DISCORD_PATRONNE, "identify");
      g_autoptr (DiscordReply) wrong = discord_fixture_exchange (
          fixture, code, cases[i].redirect_uri, cases[i].verifier);
      ASSERT_OAUTH_ERROR (wrong, 400, cases[i].error);
      g_autoptr (DiscordReply) after = discord_fixture_exchange (fixture, code, DISCORD_REDIRECT,
                                                                 DISCORD_VERIFIER);
      ASSERT_OAUTH_ERROR (after, 400, "invalid_grant");
    }
}

static void
cancel (DiscordFixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *url = discord_fixture_dup_authorize_url (fixture, (const char *[]){ NULL });
  g_autofree char *location = portail_discord_browser_authorize (url, NULL, &error);
  g_assert_no_error (error);
  g_autofree char *reason = portail_discord_browser_dup_parameter (location, "error");
  g_autofree char *state = portail_discord_browser_dup_parameter (location, "state");
  g_autofree char *code = portail_discord_browser_dup_parameter (location, "code");
  g_assert_cmpstr (reason, ==, "access_denied");
  g_assert_cmpstr (state, ==, "état & +");
  g_assert_null (code);
}

static void
show_page (DiscordFixture *fixture, gconstpointer unused)
{
  static const char hostile[] = "{\"users\":[{\"id\":\"800000000000000009\",\"username\":\"x\","
                                "\"global_name\":\"<script>alert(1)</script>\"}]}";
  static const char *const paths[] = { "", "/api", "/api/v10" };
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *url = discord_fixture_dup_authorize_url (fixture, (const char *[]){ NULL });
      const char *base = portail_discord_provider_get_base_url (fixture->provider);
      g_autofree char *path = g_strconcat (paths[i], url + strlen (base), NULL);
      g_autoptr (DiscordReply) reply = discord_fixture_get (fixture, path, NULL);
      g_assert_cmpuint (reply->status, ==, 200);
      g_assert_nonnull (strstr (reply->body, ">Camille Renard</button>"));
      g_assert_nonnull (strstr (reply->body, ">theo.lambert</button>"));
      g_assert_nonnull (strstr (reply->body, ">Cancel</button>"));
      g_assert_null (strstr (reply->body, "<script"));
    }
  g_assert_true (portail_discord_provider_load_users_text (fixture->provider, hostile, NULL));
  g_autoptr (DiscordReply) reply = ask (fixture, (const char *[]){ "state", "\"><script>", NULL });
  g_assert_null (strstr (reply->body, "<script"));
}

static void
skip_page (DiscordFixture *fixture, gconstpointer unused)
{
  g_autofree char *code = discord_fixture_dup_code (fixture, DISCORD_PATRONNE, "identify");
  g_autofree char *url = discord_fixture_dup_authorize_url (
      fixture, (const char *[]){ "prompt", "none", "scope", "identify", NULL });
  g_autoptr (DiscordReply) stranger = ask (
      fixture, (const char *[]){ "prompt", "none", "scope", "identify", NULL });
  g_assert_cmpuint (stranger->status, ==, 200);

  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_append (soup_message_get_request_headers (message), "Cookie",
                               "a=b; discord_test_user=" DISCORD_PATRONNE);
  g_autoptr (GBytes) bytes = soup_session_send_and_read (session, message, NULL, NULL);
  g_assert_cmpuint (soup_message_get_status (message), ==, 302);
}

static void
refuse_json (DiscordFixture *fixture, gconstpointer unused)
{
  g_autofree char *code = discord_fixture_dup_code (fixture, DISCORD_PATRONNE, "identify");
  g_autofree char *body = g_strdup_printf (
      "{\"grant_type\":\"authorization_code\",\"code\":\"%s\",\"client_id\":\"" DISCORD_CLIENT_ID
      "\",\"client_secret\":\"" DISCORD_CLIENT_SECRET "\"}",
      code);
  g_autoptr (DiscordReply) reply = discord_fixture_post (fixture, "/api/oauth2/token",
                                                         "application/json", body);
  ASSERT_OAUTH_ERROR (reply, 400, "unsupported_grant_type");
  g_autoptr (DiscordReply) after = discord_fixture_exchange (fixture, code, DISCORD_REDIRECT,
                                                             DISCORD_VERIFIER);
  g_assert_cmpuint (after->status, ==, 200);
}

static void
check_client (DiscordFixture *fixture, gconstpointer unused)
{
  static const char *const cases[][9] = {
    { "grant_type", "authorization_code", "client_id", DISCORD_CLIENT_ID, "client_secret", "x" },
    { "grant_type", "authorization_code", "client_id", "1", "client_secret",
      DISCORD_CLIENT_SECRET },
    { "grant_type", "refresh_token", "client_id", DISCORD_CLIENT_ID, NULL },
    { "grant_type", "refresh_token", NULL },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DiscordReply) reply = discord_fixture_post_form (fixture, "/api/oauth2/token",
                                                                  cases[i]);
      ASSERT_OAUTH_ERROR (reply, 401, "invalid_client");
    }
  g_autoptr (DiscordReply) other = discord_fixture_post_form (
      fixture, "/api/oauth2/token", (const char *[]){ "grant_type", "password", NULL });
  ASSERT_OAUTH_ERROR (other, 400, "unsupported_grant_type");
}

static DiscordReply *
post_as_client (DiscordFixture *fixture, const char *path, const char *const *pairs)
{
  const char *const all[] = {
    pairs[0],    pairs[1],          pairs[2],        pairs[3],
    "client_id", DISCORD_CLIENT_ID, "client_secret", DISCORD_CLIENT_SECRET,
    NULL,
  };
  return discord_fixture_post_form (fixture, path, all);
}

static void
refresh (DiscordFixture *fixture, gconstpointer unused)
{
  g_autofree char *code = discord_fixture_dup_code (fixture, DISCORD_PATRONNE, "identify guilds");
  g_autoptr (DiscordReply) tokens = discord_fixture_exchange (fixture, code, DISCORD_REDIRECT,
                                                              DISCORD_VERIFIER);
  const char *const pairs[] = { "grant_type", "refresh_token", "refresh_token",
                                discord_reply_get_text (tokens, "refresh_token") };
  g_autoptr (DiscordReply) first = post_as_client (fixture, "/api/oauth2/token", pairs);
  g_assert_cmpuint (first->status, ==, 200);
  g_assert_cmpstr (discord_reply_get_text (first, "scope"), ==, "identify guilds");
  g_assert_cmpstr (discord_reply_get_text (first, "refresh_token"), !=, pairs[3]);
  g_autoptr (DiscordReply) second = post_as_client (fixture, "/api/oauth2/token", pairs);
  ASSERT_OAUTH_ERROR (second, 400, "invalid_grant");

  const char *access_token = discord_reply_get_text (first, "access_token");
  g_autofree char *bearer = g_strconcat ("Bearer ", access_token, NULL);
  g_autoptr (DiscordReply) user = discord_fixture_get (fixture, "/api/users/@me", bearer);
  g_assert_cmpuint (user->status, ==, 200);
  const char *const revocation[] = { "token", access_token, "token_type_hint", "access_token" };
  g_autoptr (DiscordReply) revoked = post_as_client (fixture, "/api/oauth2/token/revoke",
                                                     revocation);
  g_assert_cmpuint (revoked->status, ==, 200);
  g_autoptr (DiscordReply) refused = discord_fixture_get (fixture, "/api/users/@me", bearer);
  ASSERT_API_ERROR (refused, 401, 0);
}

static void
expire_token (DiscordFixture *fixture, gconstpointer unused)
{
  g_autofree char *bearer = discord_fixture_sign_in (fixture, DISCORD_PATRONNE, "identify");
  portail_discord_provider_advance_clock (fixture->provider, 604800);
  g_autoptr (DiscordReply) late = discord_fixture_get (fixture, "/api/users/@me", bearer);
  ASSERT_API_ERROR (late, 401, 0);
  g_assert_cmpstr (discord_reply_get_text (late, "message"), ==, "401: Unauthorized");
}

static void
need_scope (DiscordFixture *fixture, gconstpointer unused)
{
  static const char *const paths[] = {
    "/api/v10/users/@me/guilds",
    "/api/v10/users/@me/guilds/" DISCORD_MAIN_GUILD "/member",
  };
  g_autofree char *bearer = discord_fixture_sign_in (fixture, DISCORD_EMPLOYEE, "identify");
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (DiscordReply) reply = discord_fixture_get (fixture, paths[i], bearer);
      ASSERT_API_ERROR (reply, 401, 0);
      g_autoptr (DiscordReply) stranger = discord_fixture_get (fixture, paths[i], NULL);
      ASSERT_API_ERROR (stranger, 401, 0);
    }
  g_autoptr (DiscordReply) user = discord_fixture_get (fixture, "/api/users/@me", bearer);
  JsonObject *object = json_node_get_object (user->json);
  g_assert_false (json_object_has_member (object, "email"));
  g_assert_false (json_object_has_member (object, "verified"));

  g_autofree char *with_mail = discord_fixture_sign_in (fixture, DISCORD_EMPLOYEE,
                                                        "identify email");
  g_autoptr (DiscordReply) mail = discord_fixture_get (fixture, "/api/users/@me", with_mail);
  object = json_node_get_object (mail->json);
  g_assert_true (json_object_get_null_member (object, "email"));
  g_assert_false (json_object_get_boolean_member (object, "verified"));
}

static void
list_guilds (DiscordFixture *fixture, gconstpointer unused)
{
  g_autofree char *bearer = discord_fixture_sign_in (fixture, DISCORD_PATRONNE, "guilds");
  g_autoptr (DiscordReply) all = discord_fixture_get (fixture, "/api/users/@me/guilds", bearer);
  JsonArray *guilds = json_node_get_array (all->json);
  g_assert_cmpuint (json_array_get_length (guilds), ==, 2);
  JsonObject *garage = json_array_get_object_element (guilds, 1);
  g_assert_cmpstr (json_object_get_string_member (garage, "id"), ==, DISCORD_GARAGE_GUILD);
  g_assert_cmpstr (json_object_get_string_member (garage, "name"), ==, "Garage des Docks");
  g_assert_true (json_object_get_boolean_member (garage, "owner"));

  g_autoptr (DiscordReply) page = discord_fixture_get (fixture, "/api/users/@me/guilds?limit=1",
                                                       bearer);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (page->json)), ==, 1);
  g_autoptr (DiscordReply) rest = discord_fixture_get (
      fixture, "/api/users/@me/guilds?limit=1&after=" DISCORD_MAIN_GUILD, bearer);
  guilds = json_node_get_array (rest->json);
  g_assert_cmpuint (json_array_get_length (guilds), ==, 1);
  garage = json_array_get_object_element (guilds, 0);
  g_assert_cmpstr (json_object_get_string_member (garage, "id"), ==, DISCORD_GARAGE_GUILD);
  g_autoptr (DiscordReply) wrong = discord_fixture_get (fixture, "/api/users/@me/guilds?limit=201",
                                                        bearer);
  ASSERT_API_ERROR (wrong, 400, 50035);
}

static const char *
first_role (DiscordReply *member)
{
  g_assert_cmpuint (member->status, ==, 200);
  JsonArray *roles = json_object_get_array_member (json_node_get_object (member->json), "roles");
  g_assert_cmpuint (json_array_get_length (roles), ==, 1);
  g_assert_true (json_node_get_value_type (json_array_get_element (roles, 0)) == G_TYPE_STRING);
  return json_array_get_string_element (roles, 0);
}

static void
change_roles (DiscordFixture *fixture, gconstpointer unused)
{
  static const char path[] = "/api/v10/users/@me/guilds/" DISCORD_GARAGE_GUILD "/member";
  static const char *const promoted[] = { "920000000000000102", NULL };
  g_autoptr (GError) error = NULL;
  PortailDiscordProvider *provider = fixture->provider;
  g_autofree char *bearer = discord_fixture_sign_in (fixture, DISCORD_EMPLOYEE,
                                                     "identify guilds.members.read");
  g_autoptr (DiscordReply) before = discord_fixture_get (fixture, path, bearer);
  g_assert_cmpstr (first_role (before), ==, "920000000000000103");
  g_assert_cmpstr (discord_reply_get_text (before, "nick"), ==, "Léa");

  portail_discord_provider_set_member_roles (provider, DISCORD_EMPLOYEE, DISCORD_GARAGE_GUILD,
                                             promoted, &error);
  g_assert_no_error (error);
  g_autoptr (DiscordReply) after = discord_fixture_get (fixture, path, bearer);
  g_assert_cmpstr (first_role (after), ==, promoted[0]);

  g_assert_true (portail_discord_provider_remove_member (provider, DISCORD_EMPLOYEE,
                                                         DISCORD_GARAGE_GUILD, &error));
  g_autoptr (DiscordReply) left = discord_fixture_get (fixture, path, bearer);
  ASSERT_API_ERROR (left, 404, 10007);
  g_assert_true (portail_discord_provider_remove_guild (provider, DISCORD_GARAGE_GUILD, &error));
  g_autoptr (DiscordReply) gone = discord_fixture_get (fixture, path, bearer);
  ASSERT_API_ERROR (gone, 404, 10004);
  g_assert_false (portail_discord_provider_remove_guild (provider, DISCORD_GARAGE_GUILD, NULL));
  g_assert_false (portail_discord_provider_remove_member (provider, DISCORD_EMPLOYEE,
                                                          DISCORD_GARAGE_GUILD, NULL));
}

static void
read_as_bot (DiscordFixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *path;
    const char *authorization;
    guint status;
    int code;
  } cases[] = {
    { "/" DISCORD_GARAGE_GUILD "/members/" DISCORD_PATRONNE, "Bot wrong", 401, 0 },
    { "/" DISCORD_GARAGE_GUILD "/members/" DISCORD_PATRONNE, "Bearer " DISCORD_BOT_TOKEN, 401, 0 },
    { "/" DISCORD_TAXI_GUILD "/members/" DISCORD_PATRONNE, "Bot " DISCORD_BOT_TOKEN, 404, 10007 },
    { "/900000000000000999/members/" DISCORD_PATRONNE, "Bot " DISCORD_BOT_TOKEN, 404, 10004 },
    { "/" DISCORD_TAXI_GUILD "/members/800000000000000999", "Bot " DISCORD_BOT_TOKEN, 404, 10013 },
  };
  g_autoptr (DiscordReply) member = discord_fixture_get (
      fixture, "/api/v10/guilds/" DISCORD_GARAGE_GUILD "/members/" DISCORD_PATRONNE,
      "Bot " DISCORD_BOT_TOKEN);
  g_assert_cmpstr (first_role (member), ==, "920000000000000101");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/api/guilds", cases[i].path, NULL);
      g_autoptr (DiscordReply) reply = discord_fixture_get (fixture, path, cases[i].authorization);
      ASSERT_API_ERROR (reply, cases[i].status, cases[i].code);
    }
}

static void
know_paths (DiscordFixture *fixture, gconstpointer unused)
{
  g_autoptr (DiscordReply) unknown = discord_fixture_get (fixture, "/api/v10/nothing", NULL);
  ASSERT_API_ERROR (unknown, 404, 0);
  g_autoptr (DiscordReply) wrong = discord_fixture_get (fixture, "/api/v10/oauth2/token", NULL);
  ASSERT_API_ERROR (wrong, 405, 0);
  g_autoptr (DiscordReply) empty = discord_fixture_get (fixture, "/api/users/@me/guilds//member",
                                                        NULL);
  ASSERT_API_ERROR (empty, 404, 0);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*run) (DiscordFixture *fixture, gconstpointer unused);
  } tests[] = {
    { "/discord/a-user-signs-in-with-pkce", sign_in_with_pkce },
    { "/discord/a-client-may-use-the-basic-header", use_basic_header },
    { "/discord/a-code-works-once", use_code_twice },
    { "/discord/a-code-dies-after-100-seconds", expire_code },
    { "/discord/an-unregistered-address-gets-a-page-and-no-redirect", never_redirect },
    { "/discord/other-faults-of-an-authorize-address-go-back-to-the-client", report_to_client },
    { "/discord/a-wrong-exchange-is-refused-and-burns-the-code", check_exchange },
    { "/discord/cancel-is-access-denied-with-the-state", cancel },
    { "/discord/the-page-names-its-buttons-and-escapes-names", show_page },
    { "/discord/a-returning-user-may-skip-the-page", skip_page },
    { "/discord/a-json-body-is-refused", refuse_json },
    { "/discord/a-wrong-client-is-refused", check_client },
    { "/discord/a-refresh-token-works-once-and-tokens-can-be-revoked", refresh },
    { "/discord/an-access-token-dies-after-a-week", expire_token },
    { "/discord/each-answer-needs-its-scope", need_scope },
    { "/discord/the-guild-list-comes-in-pages", list_guilds },
    { "/discord/roles-change-while-a-user-is-signed-in", change_roles },
    { "/discord/a-bot-reads-any-member", read_as_bot },
    { "/discord/unknown-paths-and-methods-are-told-apart", know_paths },
  };
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, DiscordFixture, NULL, discord_fixture_set_up, tests[i].run,
                discord_fixture_tear_down);
  return g_test_run ();
}
