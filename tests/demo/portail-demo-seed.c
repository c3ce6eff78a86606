/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/demo/portail-demo-seed.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "shared/portail-id.h"
#include "tests/demo/portail-demo-teller.h"
#include "tests/discord/portail-discord-browser.h"

#define SUPERADMIN "800000000000000001"
#define MAIN_GUILD "900000000000000001"
#define STAFF_ROLE "910000000000000001"
#define DOT_ROLE   "910000000000000002"

typedef struct
{
  SoupSession *session;
  const char *address;
  char *token; /* NULL before the sign-in */
} Client;

typedef struct
{
  const char *name;
  const char *label;
  const char *guild;
  const char *main_guild_role;
  const char *roles[3]; /* patron, co-patron, employé */
} Company;

static const Company companies[] = {
  {
      .name = PORTAIL_DEMO_GARAGE,
      .label = "Garage",
      .guild = "900000000000000101",
      .main_guild_role = "910000000000000011",
      .roles = { "920000000000000101", "920000000000000102", "920000000000000103" },
  },
  {
      .name = PORTAIL_DEMO_TAXIS,
      .label = "Transport",
      .guild = "900000000000000102",
      .main_guild_role = "910000000000000012",
      .roles = { "920000000000000201", "920000000000000202", "920000000000000203" },
  },
};

static const char *const taxi_drivers[][2] = {
  { "Yanis Belkacem", "Patron" },
  { "Inaya Rousseau", "Chauffeur" },
  { "Mathéo Guérin", "Chauffeur" },
};

static SoupMessage *
new_message (const Client *client, const char *method, const char *path)
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

static char *
print_object (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  return json_to_string (node, FALSE);
}

/* The answer to a POST of @body, which must succeed. */
static JsonNode *
post (const Client *client, const char *path, JsonObject *body)
{
  g_autoptr (SoupMessage) message = new_message (client, "POST", path);
  char *text = print_object (body);
  g_autoptr (GBytes) sent = g_bytes_new_take (text, strlen (text));
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = NULL;
  JsonNode *node;

  soup_message_set_request_body_from_bytes (message, "application/json", sent);
  bytes = soup_session_send_and_read (client->session, message, NULL, &error);
  portail_demo_check (error);
  answer = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  if (!SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (message)))
    portail_demo_fail ("%s answered %u: %s", path, soup_message_get_status (message), answer);
  node = json_from_string (answer, &error);
  portail_demo_check (error);
  return node;
}

/* Where a GET of @path redirects to. Owned. */
static char *
follow (const Client *client, const char *path)
{
  g_autoptr (SoupMessage) message = new_message (client, "GET", path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = soup_session_send_and_read (client->session, message, NULL, &error);

  portail_demo_check (error);
  if (soup_message_get_status (message) != SOUP_STATUS_FOUND)
    portail_demo_fail ("%s answered %u", path, soup_message_get_status (message));
  return g_strdup (
      soup_message_headers_get_one (soup_message_get_response_headers (message), "Location"));
}

static void
sign_in (Client *client)
{
  g_autofree char *authorize = follow (client, "/auth/discord/login");
  g_autoptr (GError) error = NULL;
  g_autofree char *callback = portail_discord_browser_authorize (authorize, SUPERADMIN, &error);
  g_autofree char *code = NULL;
  g_autofree char *state = NULL;
  g_autoptr (JsonObject) body = json_object_new ();
  g_autoptr (JsonNode) answer = NULL;

  portail_demo_check (error);
  code = portail_discord_browser_dup_parameter (callback, "code");
  state = portail_discord_browser_dup_parameter (callback, "state");
  json_object_set_string_member (body, "code", code);
  json_object_set_string_member (body, "state", state);
  answer = post (client, "/auth/discord/callback", body);
  client->token = g_strdup (
      json_object_get_string_member (json_node_get_object (answer), "access_token"));
}

/* Its id, owned. */
static char *
create_company (const Client *client, const Company *company)
{
  g_autoptr (JsonObject) body = json_object_new ();
  g_autoptr (JsonNode) answer = NULL;
  char *id = portail_id_new ();

  json_object_set_string_member (body, "id", id);
  json_object_set_string_member (body, "name", company->name);
  json_object_set_string_member (body, "type_label", company->label);
  json_object_set_string_member (body, "discord_guild_id", company->guild);
  json_object_set_string_member (body, "main_guild_role_id", company->main_guild_role);
  json_object_set_string_member (body, "patron_role_id", company->roles[0]);
  json_object_set_string_member (body, "co_patron_role_id", company->roles[1]);
  json_object_set_string_member (body, "employee_role_id", company->roles[2]);
  json_object_set_boolean_member (body, "is_active", TRUE);
  answer = post (client, "/api/enterprises", body);
  return id;
}

static void
create_employee (const Client *client, const char *company_id, const char *name, const char *grade)
{
  g_autoptr (JsonObject) body = json_object_new ();
  g_autoptr (JsonNode) answer = NULL;

  json_object_set_string_member (body, "enterprise_id", company_id);
  json_object_set_string_member (body, "name", name);
  json_object_set_string_member (body, "grade", grade);
  json_object_set_boolean_member (body, "is_direction", strstr (grade, "Patron") != NULL);
  json_object_set_string_member (body, "status", "actif");
  answer = post (client, "/api/employees", body);
}

/* The people of the sheet that the demo fills in: first and last column, below the titles. */
static void
create_mechanics (const PortailDemoPlace *place, const Client *client, const char *company_id)
{
  g_autofree char *text = portail_demo_place_read (place, "data/dotation-2025-W38.tsv");
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (g_strchomp (lines[i]), "\t", -1);

      if (g_strv_length (cells) == 5)
        create_employee (client, company_id, cells[0], cells[4]);
    }
}

static void
fill (const PortailDemoPlace *place, const char *address)
{
  Client client = { .session = soup_session_new (), .address = address };
  g_autofree char *garage = NULL;
  g_autofree char *taxis = NULL;

  sign_in (&client);
  portail_demo_say ("the superadmin is signed in");
  garage = create_company (&client, &companies[0]);
  create_mechanics (place, &client, garage);
  portail_demo_say ("created « %s » and its employees", companies[0].name);
  taxis = create_company (&client, &companies[1]);
  for (guint i = 0; i < G_N_ELEMENTS (taxi_drivers); i++)
    create_employee (&client, taxis, taxi_drivers[i][0], taxi_drivers[i][1]);
  portail_demo_say ("created « %s » and its employees", companies[1].name);
  g_object_unref (client.session);
  g_free (client.token);
}

void
portail_demo_seed_prepare (const PortailDemoPlace *place, PortailDemoServer *server)
{
  portail_demo_begin ("Starting the server on SQLite");
  portail_demo_server_set (server, "discord.main_guild_id", MAIN_GUILD);
  portail_demo_server_set (server, "discord.staff_role_ids", STAFF_ROLE);
  portail_demo_server_set (server, "discord.dot_role_ids", DOT_ROLE);
  portail_demo_server_start (server);
  portail_demo_say ("it listens on %s", portail_demo_server_get_address (server));
  portail_demo_begin ("Creating the companies of the demo through the server's REST API");
  fill (place, portail_demo_server_get_address (server));
}
