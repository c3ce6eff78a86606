/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-role-mapping-json.h"

#include "server/portail-body-fields.h"
#include "shared/portail-discord-id.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"

#define MAX_ROLE_IDS        100
#define MAX_REFRESH_MINUTES (24 * 60)

/* The Discord ids of a company. */
static const struct
{
  const char *name;
  gsize offset; /* of the member of PortailEnterprise */
} company_ids[] = {
  { "discord_guild_id", G_STRUCT_OFFSET (PortailEnterprise, discord_guild_id) },
  { "main_guild_role_id", G_STRUCT_OFFSET (PortailEnterprise, main_guild_role_id) },
  { "patron_role_id", G_STRUCT_OFFSET (PortailEnterprise, patron_role_id) },
  { "co_patron_role_id", G_STRUCT_OFFSET (PortailEnterprise, co_patron_role_id) },
  { "employee_role_id", G_STRUCT_OFFSET (PortailEnterprise, employee_role_id) },
};

static void
append_text (GString *json, const char *name, const char *text)
{
  portail_json_append_name (json, name);
  portail_json_append_string (json, text != NULL && *text != '\0' ? text : NULL);
}

static void
append_list (GString *json, const char *name, const char *comma_list)
{
  g_auto (GStrv) ids = g_strsplit (comma_list, ",", -1);

  portail_json_append_name (json, name);
  g_string_append_c (json, '[');
  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_string_append (json, i > 0 ? "," : "");
      portail_json_append_string (json, ids[i]);
    }
  g_string_append_c (json, ']');
}

static void
append_company (GString *json, const PortailEnterprise *enterprise)
{
  g_string_append_c (json, '{');
  append_text (json, "id", enterprise->base.id);
  append_text (json, "name", enterprise->name);
  for (guint i = 0; i < G_N_ELEMENTS (company_ids); i++)
    append_text (json, company_ids[i].name,
                 G_STRUCT_MEMBER (char *, enterprise, company_ids[i].offset));
  g_string_append_c (json, '}');
}

void
portail_role_mapping_append_json (const PortailRoleMapping *mapping, GString *json)
{
  g_string_append_c (json, '{');
  append_text (json, "main_guild_id", mapping->main_guild_id);
  append_list (json, "staff_role_ids", mapping->staff_role_ids);
  append_list (json, "dot_role_ids", mapping->dot_role_ids);
  portail_json_append_name (json, "match_role_names");
  g_string_append (json, mapping->matches_names ? "true" : "false");
  portail_json_append_name (json, "refresh_minutes");
  portail_json_append_integer (json, mapping->refresh_minutes);
  portail_json_append_name (json, "enterprises");
  g_string_append_c (json, '[');
  for (guint i = 0; i < mapping->enterprises->len; i++)
    {
      g_string_append (json, i > 0 ? "," : "");
      append_company (json, g_ptr_array_index (mapping->enterprises, i));
    }
  g_string_append (json, "]}");
}

static void
read_list (const char *name, const PortailJson *list, char **comma_list, PortailProblems *problems)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (const PortailJson *entry = list->first_child; entry != NULL; entry = entry->next)
    {
      const char *id = portail_json_get_string (entry);

      if (id != NULL && portail_discord_id_is_valid (id) && ids->len < MAX_ROLE_IDS)
        {
          g_ptr_array_add (ids, (gpointer) id);
          continue;
        }
      portail_problems_add (problems, name, "wrong_type", _ ("A Discord id has 17 to 20 digits."));
      return;
    }
  if (list->kind != PORTAIL_JSON_ARRAY)
    {
      portail_problems_add (problems, name, "wrong_type", _ ("This must be a list."));
      return;
    }
  g_ptr_array_add (ids, NULL);
  g_free (*comma_list);
  *comma_list = g_strjoinv (",", (char **) ids->pdata);
}

typedef struct
{
  const char *id;
  const char *name;
  const char *ids[G_N_ELEMENTS (company_ids)];
} CompanyBody;

static void
read_company (PortailRoleMapping *mapping, const PortailJson *object, PortailProblems *problems)
{
  PortailBodyField fields[G_N_ELEMENTS (company_ids) + 3] = {
    { "id", PORTAIL_BODY_TEXT, G_STRUCT_OFFSET (CompanyBody, id), TRUE },
    { "name", PORTAIL_BODY_ANY, G_STRUCT_OFFSET (CompanyBody, name), FALSE },
  };
  CompanyBody body = { 0 };
  PortailEnterprise *enterprise;
  guint found;

  for (guint i = 0; i < G_N_ELEMENTS (company_ids); i++)
    fields[i + 2] = (PortailBodyField){ company_ids[i].name, PORTAIL_BODY_DISCORD_ID,
                                        G_STRUCT_OFFSET (CompanyBody, ids) + i * sizeof (char *),
                                        FALSE };
  found = portail_body_read (object, fields, &body, problems);
  if (problems->len > 0)
    return;
  enterprise = body.id != NULL ? portail_role_mapping_find_enterprise (mapping, body.id) : NULL;
  if (enterprise == NULL)
    {
      portail_problems_add (problems, "id", "unknown_choice", _ ("There is no such company."));
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (company_ids); i++)
    if (found >> (i + 2) & 1)
      {
        char **target = &G_STRUCT_MEMBER (char *, enterprise, company_ids[i].offset);

        g_free (*target);
        *target = g_strdup (body.ids[i]);
      }
}

static void
read_companies (PortailRoleMapping *mapping, const PortailJson *list, PortailProblems *problems)
{
  gint64 index = 0;

  if (list->kind != PORTAIL_JSON_ARRAY)
    {
      portail_problems_add (problems, "enterprises", "wrong_type", _ ("This must be a list."));
      return;
    }
  for (const PortailJson *entry = list->first_child; entry != NULL; entry = entry->next, index++)
    {
      g_autoptr (PortailProblems) own = portail_problems_new ();

      if (entry->kind == PORTAIL_JSON_OBJECT)
        read_company (mapping, entry, own);
      else
        portail_problems_add (own, NULL, "wrong_kind", _ ("This is not a JSON object."));
      portail_problems_set_index (own, 0, index);
      g_ptr_array_extend_and_steal (problems, g_steal_pointer (&own));
    }
}

typedef struct
{
  const char *main_guild_id;
  const PortailJson *staff_role_ids;
  const PortailJson *dot_role_ids;
  gboolean match_role_names;
  gint64 refresh_minutes;
  const PortailJson *enterprises;
} Body;

enum
{
  MAIN_GUILD,
  STAFF_ROLES,
  DOT_ROLES,
  MATCH_NAMES,
  REFRESH_MINUTES,
  ENTERPRISES,
};

static const PortailBodyField fields[] = {
  [MAIN_GUILD] = { "main_guild_id", PORTAIL_BODY_DISCORD_ID,
                   G_STRUCT_OFFSET (Body, main_guild_id) },
  [STAFF_ROLES] = { "staff_role_ids", PORTAIL_BODY_ANY, G_STRUCT_OFFSET (Body, staff_role_ids) },
  [DOT_ROLES] = { "dot_role_ids", PORTAIL_BODY_ANY, G_STRUCT_OFFSET (Body, dot_role_ids) },
  [MATCH_NAMES] = { "match_role_names", PORTAIL_BODY_SWITCH,
                    G_STRUCT_OFFSET (Body, match_role_names) },
  [REFRESH_MINUTES] = { "refresh_minutes", PORTAIL_BODY_NUMBER,
                        G_STRUCT_OFFSET (Body, refresh_minutes) },
  [ENTERPRISES] = { "enterprises", PORTAIL_BODY_ANY, G_STRUCT_OFFSET (Body, enterprises) },
  { 0 },
};

void
portail_role_mapping_read_json (PortailRoleMapping *mapping,
                                const PortailJson *object,
                                PortailProblems *problems)
{
  Body body = { .match_role_names = mapping->matches_names,
                .refresh_minutes = mapping->refresh_minutes };
  guint found = portail_body_read (object, fields, &body, problems);

  if (found >> MAIN_GUILD & 1)
    {
      g_free (mapping->main_guild_id);
      mapping->main_guild_id = g_strdup (body.main_guild_id != NULL ? body.main_guild_id : "");
    }
  if (found >> STAFF_ROLES & 1)
    read_list ("staff_role_ids", body.staff_role_ids, &mapping->staff_role_ids, problems);
  if (found >> DOT_ROLES & 1)
    read_list ("dot_role_ids", body.dot_role_ids, &mapping->dot_role_ids, problems);
  mapping->matches_names = body.match_role_names;
  if (body.refresh_minutes >= 1 && body.refresh_minutes <= MAX_REFRESH_MINUTES)
    mapping->refresh_minutes = (guint) body.refresh_minutes;
  else
    portail_problems_add (problems, "refresh_minutes", "out_of_range",
                          _ ("This must be from 1 to 1440."));
  if (found >> ENTERPRISES & 1)
    read_companies (mapping, body.enterprises, problems);
}
