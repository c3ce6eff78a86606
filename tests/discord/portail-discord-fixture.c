/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/discord/portail-discord-fixture.h"

#include "tests/discord/portail-discord-browser.h"

static const char *const redirect_uris[] = { "http://127.0.0.1:9/other", DISCORD_REDIRECT, NULL };

void
discord_fixture_set_up (DiscordFixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  PortailDiscordApplication application = {
    .client_id = DISCORD_CLIENT_ID,
    .client_secret = DISCORD_CLIENT_SECRET,
    .bot_token = DISCORD_BOT_TOKEN,
    .redirect_uris = redirect_uris,
  };
  g_autofree char *users = g_test_build_filename (G_TEST_DIST, "discord", "demo-users.json", NULL);
  fixture->provider = portail_discord_provider_new (&application);
  portail_discord_provider_load_users_file (fixture->provider, users, &error);
  g_assert_no_error (error);
  portail_discord_provider_start (fixture->provider, 0, &error);
  g_assert_no_error (error);
}

void
discord_fixture_tear_down (DiscordFixture *fixture, gconstpointer unused)
{
  g_clear_object (&fixture->provider);
}

void
discord_reply_free (DiscordReply *reply)
{
  g_clear_pointer (&reply->headers, soup_message_headers_unref);
  g_clear_pointer (&reply->json, json_node_unref);
  g_free (reply->body);
  g_free (reply);
}

static JsonNode *
find_member (DiscordReply *reply, const char *member)
{
  if (reply->json == NULL || !JSON_NODE_HOLDS_OBJECT (reply->json))
    return NULL;
  JsonNode *node = json_object_get_member (json_node_get_object (reply->json), member);
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? node : NULL;
}

const char *
discord_reply_get_text (DiscordReply *reply, const char *member)
{
  JsonNode *node = find_member (reply, member);
  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : "";
}

gint64
discord_reply_get_integer (DiscordReply *reply, const char *member)
{
  JsonNode *node = find_member (reply, member);
  g_assert_nonnull (node);
  return json_node_get_int (node);
}

const char *
discord_reply_get_header (DiscordReply *reply, const char *name)
{
  return soup_message_headers_get_one (reply->headers, name);
}

/* A session of its own: on a kept connection libsoup repeats a request that was cut off. */
static DiscordReply *
send_message (SoupMessage *message)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  DiscordReply *reply = g_new0 (DiscordReply, 1);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  g_autoptr (GBytes) bytes = soup_session_send_and_read (session, message, NULL, NULL);
  reply->headers = soup_message_headers_ref (soup_message_get_response_headers (message));
  if (bytes == NULL)
    return reply;
  reply->status = soup_message_get_status (message);
  reply->length = g_bytes_get_size (bytes);
  reply->body = g_malloc0 (reply->length + 1);
  if (reply->length > 0)
    memcpy (reply->body, g_bytes_get_data (bytes, NULL), reply->length);
  reply->json = json_from_string (reply->body, NULL);
  return reply;
}

static SoupMessage *
new_message (DiscordFixture *fixture, const char *method, const char *path)
{
  g_autofree char *url = g_strconcat (portail_discord_provider_get_base_url (fixture->provider),
                                      path, NULL);
  return soup_message_new (method, url);
}

DiscordReply *
discord_fixture_get (DiscordFixture *fixture, const char *path, const char *authorization)
{
  g_autoptr (SoupMessage) message = new_message (fixture, "GET", path);
  if (authorization != NULL)
    soup_message_headers_append (soup_message_get_request_headers (message), "Authorization",
                                 authorization);
  return send_message (message);
}

DiscordReply *
discord_fixture_post (DiscordFixture *fixture,
                      const char *path,
                      const char *content_type,
                      const char *body)
{
  g_autoptr (SoupMessage) message = new_message (fixture, "POST", path);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  soup_message_set_request_body_from_bytes (message, content_type, bytes);
  return send_message (message);
}

static char *
encode_pairs (const char *const *pairs)
{
  GString *text = g_string_new (NULL);
  for (; pairs[0] != NULL; pairs += 2)
    {
      if (pairs[1] == NULL)
        continue;
      g_string_append_printf (text, "%s%s=", text->len > 0 ? "&" : "", pairs[0]);
      g_string_append_uri_escaped (text, pairs[1], NULL, FALSE);
    }
  return g_string_free (text, FALSE);
}

DiscordReply *
discord_fixture_post_form (DiscordFixture *fixture, const char *path, const char *const *pairs)
{
  g_autofree char *body = encode_pairs (pairs);
  return discord_fixture_post (fixture, path, "application/x-www-form-urlencoded", body);
}

static gboolean
has_name (const char *const *pairs, const char *name)
{
  for (; pairs[0] != NULL; pairs += 2)
    if (g_str_equal (pairs[0], name))
      return TRUE;
  return FALSE;
}

char *
discord_fixture_dup_authorize_url (DiscordFixture *fixture, const char *const *pairs)
{
  static const char *const usual[][2] = {
    { "response_type", "code" },          { "client_id", DISCORD_CLIENT_ID },
    { "scope", DISCORD_ALL_SCOPES },      { "state", "état & +" },
    { "redirect_uri", DISCORD_REDIRECT }, { "code_challenge", DISCORD_CHALLENGE },
    { "code_challenge_method", "S256" },
  };
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  for (const char *const *pair = pairs; pair[0] != NULL; pair++)
    {
      g_ptr_array_add (all, (gpointer) (guintptr) pair[0]);
      pair++;
      g_ptr_array_add (all, (gpointer) (guintptr) pair[0]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (usual); i++)
    if (!has_name (pairs, usual[i][0]))
      {
        g_ptr_array_add (all, (gpointer) (guintptr) usual[i][0]);
        g_ptr_array_add (all, (gpointer) (guintptr) usual[i][1]);
      }
  g_ptr_array_add (all, NULL);
  g_autofree char *query = encode_pairs ((const char *const *) all->pdata);
  return g_strconcat (portail_discord_provider_get_base_url (fixture->provider),
                      "/oauth2/authorize?", query, NULL);
}

char *
discord_fixture_dup_code (DiscordFixture *fixture, const char *user_id, const char *scope)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *url = discord_fixture_dup_authorize_url (
      fixture, (const char *[]){ "scope", scope, NULL });
  g_autofree char *location = portail_discord_browser_authorize (url, user_id, &error);
  g_assert_no_error (error);
  char *code = portail_discord_browser_dup_parameter (location, "code");
  g_assert_nonnull (code);
  return code;
}

DiscordReply *
discord_fixture_exchange (DiscordFixture *fixture,
                          const char *code,
                          const char *redirect_uri,
                          const char *verifier)
{
  const char *const pairs[] = {
    "grant_type",
    "authorization_code",
    "code",
    code,
    "redirect_uri",
    redirect_uri,
    "client_id",
    DISCORD_CLIENT_ID,
    "client_secret",
    DISCORD_CLIENT_SECRET,
    "code_verifier",
    verifier,
    NULL,
  };
  return discord_fixture_post_form (fixture, "/api/v10/oauth2/token", pairs);
}

char *
discord_fixture_sign_in (DiscordFixture *fixture, const char *user_id, const char *scope)
{
  g_autofree char *code = discord_fixture_dup_code (fixture, user_id, scope);
  g_autoptr (DiscordReply) reply = discord_fixture_exchange (fixture, code, DISCORD_REDIRECT,
                                                             DISCORD_VERIFIER);
  g_assert_cmpuint (reply->status, ==, 200);
  return g_strconcat ("Bearer ", discord_reply_get_text (reply, "access_token"), NULL);
}
