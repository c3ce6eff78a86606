/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-discord-mapping.h"

#include "shared/portail-discord-id.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"
#include "shared/portail-record-json.h"

/* As the server takes them. */
#define MAX_ROLE_IDS        100
#define MAX_LIST_CHARACTERS (MAX_ROLE_IDS * 22)
#define MAX_REFRESH_MINUTES (24 * 60)

static const PortailField fields[] = {
  { PORTAIL_DISCORD_ID (PortailDiscordMapping, main_guild_id), .title = N_ ("Main guild") },
  {
      PORTAIL_TEXT (PortailDiscordMapping, staff_role_ids),
      .title = N_ ("Roles of staff"),
      .max = MAX_LIST_CHARACTERS,
  },
  {
      PORTAIL_TEXT (PortailDiscordMapping, dot_role_ids),
      .title = N_ ("Roles of DOT agents"),
      .max = MAX_LIST_CHARACTERS,
  },
  {
      PORTAIL_BOOLEAN (PortailDiscordMapping, match_role_names),
      .title = N_ ("Go by the names of roles too"),
  },
  {
      PORTAIL_INTEGER (PortailDiscordMapping, refresh_minutes),
      .title = N_ ("Minutes between two looks"),
      .flags = PORTAIL_FIELD_REQUIRED,
  },
};

const PortailRecordType portail_discord_mapping_type = {
  PORTAIL_RECORD_TYPE (PortailDiscordMapping, fields),
  .name = "discord_mapping",
  .title = N_ ("Discord mapping"),
  .module = PORTAIL_MODULE_SYSTEM_CONFIG,
};

static const PortailField company_fields[] = {
  {
      PORTAIL_DISCORD_ID (PortailMappingCompany, discord_guild_id),
      .title = N_ ("Guild of the company"),
  },
  {
      PORTAIL_DISCORD_ID (PortailMappingCompany, main_guild_role_id),
      .title = N_ ("Role in the main guild"),
  },
  { PORTAIL_DISCORD_ID (PortailMappingCompany, patron_role_id), .title = N_ ("Role of patrons") },
  {
      PORTAIL_DISCORD_ID (PortailMappingCompany, co_patron_role_id),
      .title = N_ ("Role of co-patrons"),
  },
  {
      PORTAIL_DISCORD_ID (PortailMappingCompany, employee_role_id),
      .title = N_ ("Role of employees"),
  },
};

const PortailRecordType portail_mapping_company_type = {
  PORTAIL_RECORD_TYPE (PortailMappingCompany, company_fields),
  .name = "mapping_company",
  .title = N_ ("Discord mapping of a company"),
  .module = PORTAIL_MODULE_SYSTEM_CONFIG,
};

/* The members that are fields of @record; others, and wrong ones, stay as they are. */
static void
read_members (PortailRecord *record, const PortailJson *json)
{
  const PortailRecordType *type = record->type;

  for (guint i = 0; i < type->n_fields; i++)
    {
      const PortailJson *value = portail_json_get (json, type->fields[i].name);
      g_autoptr (PortailProblems) problems = portail_problems_new ();

      if (value != NULL && value->kind != PORTAIL_JSON_ARRAY)
        portail_field_read_json (&type->fields[i], record, value, problems);
    }
}

/* Owned; NULL for an empty list. */
static char *
join_ids (const PortailJson *list)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (const PortailJson *id = list != NULL ? list->first_child : NULL; id != NULL; id = id->next)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", portail_json_get_string (id));
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/* What stands between commas and spaces. Owned. */
static char **
split_ids (const char *text)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_auto (GStrv) parts = g_strsplit_set (text != NULL ? text : "", ", ;\n\t", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_strv_builder_add (ids, parts[i]);
  return g_strv_builder_end (ids);
}

PortailDiscordMapping *
portail_discord_mapping_new (const PortailJson *json)
{
  PortailDiscordMapping *mapping = portail_record_new (&portail_discord_mapping_type);

  mapping->base.id = g_strdup ("discord-mapping");
  read_members (&mapping->base, json);
  mapping->staff_role_ids = join_ids (portail_json_get (json, "staff_role_ids"));
  mapping->dot_role_ids = join_ids (portail_json_get (json, "dot_role_ids"));
  return mapping;
}

PortailMappingCompany *
portail_mapping_company_new (const PortailJson *json)
{
  PortailMappingCompany *company = portail_record_new (&portail_mapping_company_type);

  company->base.id = g_strdup (portail_json_get_member_string (json, "id"));
  read_members (&company->base, json);
  return company;
}

static void
check_list (const char *name, const char *text, PortailProblems *problems)
{
  g_auto (GStrv) ids = split_ids (text);

  for (guint i = 0; ids[i] != NULL; i++)
    if (!portail_discord_id_is_valid (ids[i]))
      {
        portail_problems_add (problems, name, "wrong_type",
                              _ ("“%s”: a Discord id has 17 to 20 digits."), ids[i]);
        return;
      }
  if (g_strv_length (ids) > MAX_ROLE_IDS)
    portail_problems_add (problems, name, "too_long", _ ("At most %d roles are possible."),
                          MAX_ROLE_IDS);
}

void
portail_discord_mapping_check (gconstpointer record, PortailProblems *problems, gpointer unused)
{
  const PortailDiscordMapping *mapping = record;

  check_list ("staff_role_ids", mapping->staff_role_ids, problems);
  check_list ("dot_role_ids", mapping->dot_role_ids, problems);
  if (mapping->refresh_minutes < 1 || mapping->refresh_minutes > MAX_REFRESH_MINUTES)
    portail_problems_add (problems, "refresh_minutes", "out_of_range",
                          _ ("This must be from 1 to 1440."));
}

static void
append_list (GString *json, const char *name, const char *text)
{
  g_auto (GStrv) ids = split_ids (text);

  portail_json_append_name (json, name);
  g_string_append_c (json, '[');
  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_string_append (json, i > 0 ? "," : "");
      portail_json_append_string (json, ids[i]);
    }
  g_string_append_c (json, ']');
}

void
portail_discord_mapping_append_members (const PortailDiscordMapping *mapping,
                                        PortailFieldSet set,
                                        GString *json)
{
  const PortailRecordType *type = mapping->base.type;
  PortailFieldSet staff = portail_record_type_field_bit (type, "staff_role_ids");
  PortailFieldSet dot = portail_record_type_field_bit (type, "dot_role_ids");

  portail_record_append_members (mapping, set & ~(staff | dot), json);
  if (set & staff)
    append_list (json, "staff_role_ids", mapping->staff_role_ids);
  if (set & dot)
    append_list (json, "dot_role_ids", mapping->dot_role_ids);
}
