/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-role-mapping.h"

#include "server/portail-role-name.h"
#include "server/portail-roles.h"
#include "server/portail-system-setting.h"
#include "shared/portail-record-sql.h"

#define OF_COMPANIES (PORTAIL_ROLES (PATRON) | PORTAIL_ROLES (CO_PATRON) | PORTAIL_ROLES (EMPLOYE))
#define SERVER_WIDE  (PORTAIL_ROLES (STAFF) | PORTAIL_ROLES (DOT))

void
portail_role_mapping_free (PortailRoleMapping *mapping)
{
  if (mapping == NULL)
    return;
  g_free (mapping->main_guild_id);
  g_free (mapping->staff_role_ids);
  g_free (mapping->dot_role_ids);
  g_clear_pointer (&mapping->enterprises, g_ptr_array_unref);
  g_hash_table_unref (mapping->role_names);
  g_free (mapping);
}

static gboolean
load_settings (PortailRoleMapping *mapping, PortailDatabase *database, GError **error)
{
  g_autofree char *matches_names = NULL;
  g_autofree char *minutes = NULL;
  guint64 refresh_minutes = PORTAIL_SYSTEM_DEFAULT_REFRESH_MINUTES;

  if (!portail_system_setting_load (database, PORTAIL_SYSTEM_MAIN_GUILD, &mapping->main_guild_id,
                                    error)
      || !portail_system_setting_load (database, PORTAIL_SYSTEM_STAFF_ROLES,
                                       &mapping->staff_role_ids, error)
      || !portail_system_setting_load (database, PORTAIL_SYSTEM_DOT_ROLES, &mapping->dot_role_ids,
                                       error)
      || !portail_system_setting_load (database, PORTAIL_SYSTEM_MATCH_NAMES, &matches_names, error)
      || !portail_system_setting_load (database, PORTAIL_SYSTEM_REFRESH_MINUTES, &minutes, error))
    return FALSE;
  if (*minutes != '\0')
    g_ascii_string_to_unsigned (minutes, 10, 1, 24 * 60, &refresh_minutes, NULL);
  mapping->refresh_minutes = (guint) refresh_minutes;
  mapping->matches_names = g_str_equal (matches_names, "1");
  return TRUE;
}

static gboolean
load_names (PortailRoleMapping *mapping, PortailDatabase *database, GError **error)
{
  PortailStatement *statement;
  PortailStep step = PORTAIL_STEP_ERROR;

  if (!mapping->matches_names)
    return TRUE;
  statement = portail_database_query (database, error, "SELECT role_id, name FROM known_role", "");
  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    g_hash_table_insert (mapping->role_names, portail_statement_dup_text (statement, 0),
                         portail_statement_dup_text (statement, 1));
  return step == PORTAIL_STEP_DONE;
}

PortailRoleMapping *
portail_role_mapping_load (PortailDatabase *database, GError **error)
{
  g_autoptr (PortailRoleMapping) mapping = g_new0 (PortailRoleMapping, 1);

  mapping->role_names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (!load_settings (mapping, database, error) || !load_names (mapping, database, error))
    return NULL;
  mapping->enterprises = portail_record_sql_list (database, &portail_enterprise_type, error,
                                                  "WHERE trashed_at IS NULL ORDER BY id", "");
  return mapping->enterprises != NULL ? g_steal_pointer (&mapping) : NULL;
}

/* Notes the change for the audit; settings are no record. */
static gboolean
save_setting (PortailRecordWriter *writer,
              PortailSystemSetting setting,
              const char *value,
              GError **error)
{
  PortailDatabase *database = portail_record_writer_get_database (writer);
  g_autofree char *before = NULL;

  if (!portail_system_setting_load (database, setting, &before, error))
    return FALSE;
  if (g_str_equal (before, value))
    return TRUE;
  portail_audit_trail_note (portail_record_writer_get_trail (writer),
                            portail_system_setting_get_name (setting), value);
  return portail_system_setting_save (database, setting, value,
                                      portail_record_writer_get_now (writer), error);
}

static gboolean
save_settings (const PortailRoleMapping *mapping, PortailRecordWriter *writer, GError **error)
{
  g_autofree char *minutes = g_strdup_printf ("%u", mapping->refresh_minutes);

  return save_setting (writer, PORTAIL_SYSTEM_MAIN_GUILD, mapping->main_guild_id, error)
         && save_setting (writer, PORTAIL_SYSTEM_STAFF_ROLES, mapping->staff_role_ids, error)
         && save_setting (writer, PORTAIL_SYSTEM_DOT_ROLES, mapping->dot_role_ids, error)
         && save_setting (writer, PORTAIL_SYSTEM_MATCH_NAMES, mapping->matches_names ? "1" : "0",
                          error)
         && save_setting (writer, PORTAIL_SYSTEM_REFRESH_MINUTES, minutes, error);
}

gboolean
portail_role_mapping_save (const PortailRoleMapping *mapping,
                           PortailRecordWriter *writer,
                           GError **error)
{
  if (!save_settings (mapping, writer, error))
    return FALSE;
  for (guint i = 0; i < mapping->enterprises->len; i++)
    {
      PortailEnterprise *enterprise = g_ptr_array_index (mapping->enterprises, i);
      g_autoptr (PortailEnterprise) before = portail_record_sql_load (
          portail_record_writer_get_database (writer), &portail_enterprise_type,
          enterprise->base.id, error);

      if (before == NULL || !portail_record_writer_update (writer, enterprise, before, error))
        return FALSE;
    }
  return portail_roles_apply_known (writer, error);
}

GPtrArray *
portail_role_mapping_list_guild_ids (const PortailRoleMapping *mapping)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  if (*mapping->main_guild_id != '\0')
    g_ptr_array_add (ids, g_strdup (mapping->main_guild_id));
  for (guint i = 0; i < mapping->enterprises->len; i++)
    {
      const PortailEnterprise *enterprise = g_ptr_array_index (mapping->enterprises, i);
      const char *id = enterprise->discord_guild_id;

      if (id != NULL && !g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL))
        g_ptr_array_add (ids, g_strdup (id));
    }
  return ids;
}

PortailEnterprise *
portail_role_mapping_find_enterprise (const PortailRoleMapping *mapping, const char *enterprise_id)
{
  for (guint i = 0; i < mapping->enterprises->len; i++)
    {
      PortailEnterprise *enterprise = g_ptr_array_index (mapping->enterprises, i);

      if (g_str_equal (enterprise->base.id, enterprise_id))
        return enterprise;
    }
  return NULL;
}

static gboolean
has_role (const PortailGuildMembership *guild, const char *role_id)
{
  return role_id != NULL && g_hash_table_contains (guild->role_ids, role_id);
}

static gboolean
has_one_of (const PortailGuildMembership *guild, const char *role_ids)
{
  g_auto (GStrv) ids = g_strsplit (role_ids, ",", -1);

  for (guint i = 0; ids[i] != NULL; i++)
    if (has_role (guild, ids[i]))
      return TRUE;
  return FALSE;
}

/* The guild if it said anything; NULL makes the verdict uncertain. */
static const PortailGuildMembership *
ask (const PortailDiscordIdentity *identity, const char *guild_id, PortailRoleVerdict *verdict)
{
  const PortailGuildMembership *guild = g_hash_table_lookup (identity->guilds, guild_id);

  if (guild != NULL && guild->standing != PORTAIL_GUILD_UNKNOWN)
    return guild;
  verdict->is_certain = FALSE;
  return NULL;
}

/* The highest of @allowed that the names of somebody's roles stand for. */
static PortailRole
role_by_name (const PortailRoleMapping *mapping,
              const PortailGuildMembership *guild,
              PortailRoles allowed)
{
  PortailRole highest = PORTAIL_ROLE_NONE;
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, guild->role_ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      const char *name = g_hash_table_lookup (mapping->role_names, id);
      PortailRole role = name != NULL ? portail_role_from_discord_name (name) : PORTAIL_ROLE_NONE;

      if (allowed >> role & 1)
        highest = MAX (highest, role);
    }
  return highest;
}

static PortailRole
role_in_own_guild (const PortailRoleMapping *mapping,
                   const PortailEnterprise *enterprise,
                   const PortailGuildMembership *guild)
{
  if (guild->standing != PORTAIL_GUILD_MEMBER)
    return PORTAIL_ROLE_NONE;
  if (guild->is_owner || has_role (guild, enterprise->patron_role_id))
    return PORTAIL_ROLE_PATRON;
  if (has_role (guild, enterprise->co_patron_role_id))
    return PORTAIL_ROLE_CO_PATRON;
  if (has_role (guild, enterprise->employee_role_id))
    return PORTAIL_ROLE_EMPLOYE;
  return role_by_name (mapping, guild, OF_COMPANIES);
}

static PortailRoleVerdict
judge_enterprise (const PortailRoleMapping *mapping,
                  const PortailEnterprise *enterprise,
                  const PortailDiscordIdentity *identity)
{
  PortailRoleVerdict verdict = { PORTAIL_ROLE_NONE, TRUE };
  const PortailGuildMembership *guild;

  if (*mapping->main_guild_id != '\0' && enterprise->main_guild_role_id != NULL)
    {
      guild = ask (identity, mapping->main_guild_id, &verdict);
      if (guild != NULL && has_role (guild, enterprise->main_guild_role_id))
        verdict.role = PORTAIL_ROLE_EMPLOYE;
    }
  if (enterprise->discord_guild_id != NULL)
    {
      guild = ask (identity, enterprise->discord_guild_id, &verdict);
      if (guild != NULL)
        verdict.role = MAX (verdict.role, role_in_own_guild (mapping, enterprise, guild));
      if (guild != NULL && guild->standing == PORTAIL_GUILD_MEMBER && !guild->knows_owner)
        verdict.is_certain = FALSE;
    }
  return verdict;
}

static PortailRoleVerdict
judge_server_wide (const PortailRoleMapping *mapping, const PortailDiscordIdentity *identity)
{
  PortailRoleVerdict verdict = { PORTAIL_ROLE_NONE, TRUE };
  gboolean can_give = *mapping->staff_role_ids != '\0' || *mapping->dot_role_ids != '\0'
                      || mapping->matches_names;
  const PortailGuildMembership *guild = NULL;

  if (*mapping->main_guild_id != '\0' && can_give)
    guild = ask (identity, mapping->main_guild_id, &verdict);
  if (guild == NULL || guild->standing != PORTAIL_GUILD_MEMBER)
    return verdict;
  if (has_one_of (guild, mapping->staff_role_ids))
    verdict.role = PORTAIL_ROLE_STAFF;
  else if (has_one_of (guild, mapping->dot_role_ids))
    verdict.role = PORTAIL_ROLE_DOT;
  else
    verdict.role = role_by_name (mapping, guild, SERVER_WIDE);
  return verdict;
}

PortailRoleVerdict
portail_role_mapping_judge (const PortailRoleMapping *mapping,
                            const PortailEnterprise *enterprise,
                            const PortailDiscordIdentity *identity)
{
  return enterprise != NULL ? judge_enterprise (mapping, enterprise, identity)
                            : judge_server_wide (mapping, identity);
}
