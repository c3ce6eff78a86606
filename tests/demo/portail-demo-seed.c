/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/demo/portail-demo-seed.h"

#include <string.h>

#include "tests/demo/portail-demo-client.h"
#include "tests/demo/portail-demo-teller.h"

#define SUPERADMIN "800000000000000001"
#define MAIN_GUILD "900000000000000001"
#define STAFF_ROLE "910000000000000001"
#define DOT_ROLE   "910000000000000002"

typedef struct
{
  const char *id;
  const char *name;
  const char *label;
  const char *guild;
  const char *main_guild_role;
  const char *roles[3]; /* patron, co-patron, employé */
} Company;

static const Company companies[] = {
  {
      .id = PORTAIL_DEMO_GARAGE_ID,
      .name = PORTAIL_DEMO_GARAGE,
      .label = "Garage",
      .guild = "900000000000000101",
      .main_guild_role = "910000000000000011",
      .roles = { "920000000000000101", "920000000000000102", "920000000000000103" },
  },
  {
      .id = PORTAIL_DEMO_TAXIS_ID,
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

static void
create_company (PortailDemoClient *client, const Company *company)
{
  g_autoptr (JsonObject) body = json_object_new ();
  g_autoptr (JsonNode) answer = NULL;

  json_object_set_string_member (body, "id", company->id);
  json_object_set_string_member (body, "name", company->name);
  json_object_set_string_member (body, "type_label", company->label);
  json_object_set_string_member (body, "discord_guild_id", company->guild);
  json_object_set_string_member (body, "main_guild_role_id", company->main_guild_role);
  json_object_set_string_member (body, "patron_role_id", company->roles[0]);
  json_object_set_string_member (body, "co_patron_role_id", company->roles[1]);
  json_object_set_string_member (body, "employee_role_id", company->roles[2]);
  json_object_set_boolean_member (body, "is_active", TRUE);
  answer = portail_demo_client_post (client, "/api/enterprises", body);
}

static void
create_employee (PortailDemoClient *client,
                 const char *company_id,
                 const char *name,
                 const char *grade)
{
  g_autoptr (JsonObject) body = json_object_new ();
  g_autoptr (JsonNode) answer = NULL;

  json_object_set_string_member (body, "enterprise_id", company_id);
  json_object_set_string_member (body, "name", name);
  json_object_set_string_member (body, "grade", grade);
  json_object_set_boolean_member (body, "is_direction", strstr (grade, "Patron") != NULL);
  json_object_set_string_member (body, "status", "actif");
  answer = portail_demo_client_post (client, "/api/employees", body);
}

/* The people of the sheet that the demo fills in: first and last column, below the titles. */
static void
create_mechanics (const PortailDemoPlace *place, PortailDemoClient *client, const char *company_id)
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
  g_autoptr (PortailDemoClient) client = portail_demo_client_new (address, SUPERADMIN);

  portail_demo_say ("the superadmin is signed in");
  create_company (client, &companies[0]);
  create_mechanics (place, client, companies[0].id);
  portail_demo_say ("created « %s » and its employees", companies[0].name);
  create_company (client, &companies[1]);
  for (guint i = 0; i < G_N_ELEMENTS (taxi_drivers); i++)
    create_employee (client, companies[1].id, taxi_drivers[i][0], taxi_drivers[i][1]);
  portail_demo_say ("created « %s » and its employees", companies[1].name);
}

void
portail_demo_seed_configure (PortailDemoServer *server)
{
  portail_demo_server_set (server, "discord.main_guild_id", MAIN_GUILD);
  portail_demo_server_set (server, "discord.staff_role_ids", STAFF_ROLE);
  portail_demo_server_set (server, "discord.dot_role_ids", DOT_ROLE);
}

void
portail_demo_seed_prepare (const PortailDemoPlace *place, PortailDemoServer *server)
{
  portail_demo_begin ("Starting the server on SQLite");
  portail_demo_server_start (server);
  portail_demo_say ("it listens on %s", portail_demo_server_get_address (server));
  portail_demo_begin ("Creating the companies of the demo through the server's REST API");
  fill (place, portail_demo_server_get_address (server));
}
