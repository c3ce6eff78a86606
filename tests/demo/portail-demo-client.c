/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/demo/portail-demo-client.h"

#include <libsoup/soup.h>
#include <string.h>

#include "tests/demo/portail-demo-teller.h"
#include "tests/discord/portail-discord-browser.h"

struct _PortailDemoClient
{
  SoupSession *session;
  char *address;
  char *token; /* NULL before the sign-in */
};

static SoupMessage *
new_message (PortailDemoClient *client, const char *method, const char *path)
{
  g_autofree char *uri = g_strconcat (client->address, path, NULL);
  SoupMessage *message = soup_message_new (method, uri);
  g_autofree char *authorization = g_strconcat ("Bearer ", client->token, NULL);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (client->token != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                  authorization);
  return message;
}

/* The text of the answer, owned. */
static char *
ask (PortailDemoClient *client, SoupMessage *message, const char *body)
{
  g_autoptr (GBytes) sent = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  if (sent != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", sent);
  bytes = soup_session_send_and_read (client->session, message, NULL, &error);
  portail_demo_check (error);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static char *
ask_for_success (PortailDemoClient *client, const char *method, const char *path, const char *body)
{
  g_autoptr (SoupMessage) message = new_message (client, method, path);
  char *answer = ask (client, message, body);

  if (!SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (message)))
    portail_demo_fail ("%s answered %u: %s", path, soup_message_get_status (message), answer);
  return answer;
}

char *
portail_demo_client_send (PortailDemoClient *client,
                          const char *method,
                          const char *path,
                          const char *body)
{
  g_autofree char *json = body != NULL ? g_strdelimit (g_strdup (body), "'", '"') : NULL;

  return ask_for_success (client, method, path, json);
}

JsonNode *
portail_demo_client_post (PortailDemoClient *client, const char *path, JsonObject *body)
{
  g_autoptr (JsonNode) sent = json_node_init_object (json_node_alloc (), body);
  g_autofree char *text = json_to_string (sent, FALSE);
  g_autofree char *answer = ask_for_success (client, "POST", path, text);
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (answer, &error);

  portail_demo_check (error);
  return node;
}

guint
portail_demo_client_try (PortailDemoClient *client, const char *path, const char *body)
{
  g_autoptr (SoupMessage) message = new_message (client, "POST", path);

  g_free (ask (client, message, body));
  return soup_message_get_status (message);
}

/* Where a GET of @path redirects to. Owned. */
static char *
follow (PortailDemoClient *client, const char *path)
{
  g_autoptr (SoupMessage) message = new_message (client, "GET", path);

  g_free (ask (client, message, NULL));
  if (soup_message_get_status (message) != SOUP_STATUS_FOUND)
    portail_demo_fail ("%s answered %u", path, soup_message_get_status (message));
  return g_strdup (
      soup_message_headers_get_one (soup_message_get_response_headers (message), "Location"));
}

static void
sign_in (PortailDemoClient *client, const char *discord_id)
{
  g_autofree char *authorize = follow (client, "/auth/discord/login");
  g_autoptr (GError) error = NULL;
  g_autofree char *callback = portail_discord_browser_authorize (authorize, discord_id, &error);
  g_autofree char *code = NULL;
  g_autofree char *state = NULL;
  g_autoptr (JsonObject) body = json_object_new ();
  g_autoptr (JsonNode) answer = NULL;

  portail_demo_check (error);
  code = portail_discord_browser_dup_parameter (callback, "code");
  state = portail_discord_browser_dup_parameter (callback, "state");
  json_object_set_string_member (body, "code", code);
  json_object_set_string_member (body, "state", state);
  answer = portail_demo_client_post (client, "/auth/discord/callback", body);
  client->token = g_strdup (
      json_object_get_string_member (json_node_get_object (answer), "access_token"));
}

PortailDemoClient *
portail_demo_client_new (const char *address, const char *discord_id)
{
  PortailDemoClient *client = g_new0 (PortailDemoClient, 1);

  client->session = soup_session_new ();
  client->address = g_strdup (address);
  sign_in (client, discord_id);
  return client;
}

void
portail_demo_client_free (PortailDemoClient *client)
{
  g_object_unref (client->session);
  g_free (client->address);
  g_free (client->token);
  g_free (client);
}
