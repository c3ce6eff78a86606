/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-roles.h"

#include "server/portail-system-setting.h"
#include "shared/portail-id.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-enterprise.h"
#include "shared/records/portail-membership.h"

/* What Discord says about one company, or about the server as a whole. */
typedef struct
{
  PortailRole role;
  gboolean is_certain; /* every guild that could give a role answered */
} Verdict;

typedef struct
{
  char *main_guild_id;
  char *staff_role_ids;
  char *dot_role_ids;
  GPtrArray *enterprises; /* of PortailEnterprise */
} Mapping;

static void
mapping_clear (Mapping *mapping)
{
  g_free (mapping->main_guild_id);
  g_free (mapping->staff_role_ids);
  g_free (mapping->dot_role_ids);
  g_clear_pointer (&mapping->enterprises, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Mapping, mapping_clear)

static gboolean
load_mapping (PortailDatabase *database, Mapping *mapping, GError **error)
{
  if (!portail_system_setting_load (database, PORTAIL_SYSTEM_MAIN_GUILD, &mapping->main_guild_id,
                                    error)
      || !portail_system_setting_load (database, PORTAIL_SYSTEM_STAFF_ROLES,
                                       &mapping->staff_role_ids, error)
      || !portail_system_setting_load (database, PORTAIL_SYSTEM_DOT_ROLES, &mapping->dot_role_ids,
                                       error))
    return FALSE;
  mapping->enterprises = portail_record_sql_list (database, &portail_enterprise_type, error,
                                                  "WHERE trashed_at IS NULL ORDER BY id", "");
  return mapping->enterprises != NULL;
}

GPtrArray *
portail_roles_list_guild_ids (PortailDatabase *database, GError **error)
{
  g_auto (Mapping) mapping = { 0 };
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  if (!load_mapping (database, &mapping, error))
    return NULL;
  if (*mapping.main_guild_id != '\0')
    g_ptr_array_add (ids, g_strdup (mapping.main_guild_id));
  for (guint i = 0; i < mapping.enterprises->len; i++)
    {
      const PortailEnterprise *enterprise = g_ptr_array_index (mapping.enterprises, i);
      const char *id = enterprise->discord_guild_id;

      if (id != NULL && !g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL))
        g_ptr_array_add (ids, g_strdup (id));
    }
  return g_steal_pointer (&ids);
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
ask (const PortailDiscordIdentity *identity, const char *guild_id, Verdict *verdict)
{
  const PortailGuildMembership *guild = g_hash_table_lookup (identity->guilds, guild_id);

  if (guild != NULL && guild->standing != PORTAIL_GUILD_UNKNOWN)
    return guild;
  verdict->is_certain = FALSE;
  return NULL;
}

static PortailRole
role_in_own_guild (const PortailEnterprise *enterprise, const PortailGuildMembership *guild)
{
  if (guild->standing != PORTAIL_GUILD_MEMBER)
    return PORTAIL_ROLE_NONE;
  if (guild->is_owner || has_role (guild, enterprise->patron_role_id))
    return PORTAIL_ROLE_PATRON;
  if (has_role (guild, enterprise->co_patron_role_id))
    return PORTAIL_ROLE_CO_PATRON;
  return has_role (guild, enterprise->employee_role_id) ? PORTAIL_ROLE_EMPLOYE : PORTAIL_ROLE_NONE;
}

static Verdict
judge_enterprise (const Mapping *mapping,
                  const PortailEnterprise *enterprise,
                  const PortailDiscordIdentity *identity)
{
  Verdict verdict = { PORTAIL_ROLE_NONE, TRUE };
  const PortailGuildMembership *guild;
  gboolean is_in_main = *mapping->main_guild_id != '\0' && enterprise->main_guild_role_id != NULL;

  /* No guild that could say anything takes nothing away. */
  if (!is_in_main && enterprise->discord_guild_id == NULL)
    verdict.is_certain = FALSE;
  if (is_in_main)
    {
      guild = ask (identity, mapping->main_guild_id, &verdict);
      if (guild != NULL && has_role (guild, enterprise->main_guild_role_id))
        verdict.role = PORTAIL_ROLE_EMPLOYE;
    }
  if (enterprise->discord_guild_id != NULL)
    {
      guild = ask (identity, enterprise->discord_guild_id, &verdict);
      if (guild != NULL)
        verdict.role = MAX (verdict.role, role_in_own_guild (enterprise, guild));
      if (guild != NULL && guild->standing == PORTAIL_GUILD_MEMBER && !guild->knows_owner)
        verdict.is_certain = FALSE;
    }
  return verdict;
}

static Verdict
judge_server_wide (const Mapping *mapping, const PortailDiscordIdentity *identity)
{
  Verdict verdict = { PORTAIL_ROLE_NONE, *mapping->main_guild_id != '\0' };
  const PortailGuildMembership *guild = ask (identity, mapping->main_guild_id, &verdict);

  if (guild == NULL)
    return verdict;
  if (has_one_of (guild, mapping->staff_role_ids))
    verdict.role = PORTAIL_ROLE_STAFF;
  else if (has_one_of (guild, mapping->dot_role_ids))
    verdict.role = PORTAIL_ROLE_DOT;
  return verdict;
}

/* The user whose memberships follow Discord. */
typedef struct
{
  PortailRecordWriter *writer;
  const char *user_id;
  GPtrArray *memberships; /* of PortailMembership: those of source discord */
} Account;

static gboolean
insert_membership (const Account *account,
                   const char *enterprise_id,
                   PortailRole role,
                   GError **error)
{
  g_autoptr (PortailMembership) membership = portail_record_new (&portail_membership_type);

  membership->base.id = portail_id_new ();
  membership->base.enterprise_id = g_strdup (enterprise_id);
  membership->user_id = g_strdup (account->user_id);
  membership->role = role;
  membership->source = PORTAIL_MEMBERSHIP_DISCORD;
  return portail_record_writer_insert (account->writer, membership, error);
}

/* Makes the rows of one company, or the server-wide ones, say what @verdict says. An uncertain one
 * gives, and takes nothing that is higher. */
static gboolean
settle (const Account *account, const char *enterprise_id, Verdict verdict, GError **error)
{
  gboolean is_there = verdict.role == PORTAIL_ROLE_NONE;

  for (guint i = 0; i < account->memberships->len; i++)
    {
      PortailMembership *membership = g_ptr_array_index (account->memberships, i);

      if (g_strcmp0 (membership->base.enterprise_id, enterprise_id) != 0)
        continue;
      if (membership->role == verdict.role
          || (!verdict.is_certain && membership->role > verdict.role))
        is_there = TRUE;
      else if (!portail_record_writer_trash (account->writer, membership, error))
        return FALSE;
    }
  return is_there || insert_membership (account, enterprise_id, verdict.role, error);
}

gboolean
portail_roles_apply (PortailRecordWriter *writer,
                     const char *user_id,
                     const PortailDiscordIdentity *identity,
                     GError **error)
{
  PortailDatabase *database = portail_record_writer_get_database (writer);
  g_auto (Mapping) mapping = { 0 };
  g_autoptr (GPtrArray) memberships = NULL;
  Account account = { writer, user_id, NULL };

  if (!load_mapping (database, &mapping, error))
    return FALSE;
  memberships = portail_record_sql_list (
      database, &portail_membership_type, error,
      "WHERE user_id = ? AND source = 'discord' AND trashed_at IS NULL ORDER BY id", "t", user_id);
  account.memberships = memberships;
  if (memberships == NULL
      || !settle (&account, NULL, judge_server_wide (&mapping, identity), error))
    return FALSE;
  for (guint i = 0; i < mapping.enterprises->len; i++)
    {
      const PortailEnterprise *enterprise = g_ptr_array_index (mapping.enterprises, i);
      Verdict verdict = judge_enterprise (&mapping, enterprise, identity);

      if (!settle (&account, enterprise->base.id, verdict, error))
        return FALSE;
    }
  return TRUE;
}
