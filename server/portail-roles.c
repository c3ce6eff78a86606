/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-roles.h"

#include "server/portail-known-guilds.h"
#include "server/portail-members.h"
#include "shared/portail-id.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-membership.h"

static void
free_change (gpointer pointer)
{
  g_free (((PortailRoleChange *) pointer)->enterprise_id);
  g_free (pointer);
}

static GPtrArray *
list_memberships (PortailDatabase *database, const char *user_id, GError **error)
{
  return portail_record_sql_list (
      database, &portail_membership_type, error,
      "WHERE user_id = ? AND source = 'discord' AND trashed_at IS NULL ORDER BY id", "t", user_id);
}

static PortailRole
get_role_before (const GPtrArray *memberships, const char *enterprise_id)
{
  PortailRole role = PORTAIL_ROLE_NONE;

  for (guint i = 0; i < memberships->len; i++)
    {
      const PortailMembership *membership = g_ptr_array_index (memberships, i);

      if (g_strcmp0 (membership->base.enterprise_id, enterprise_id) == 0)
        role = MAX (role, membership->role);
    }
  return role;
}

/* An uncertain verdict gives, and takes nothing that is higher. */
static void
plan_one (GPtrArray *changes,
          const GPtrArray *memberships,
          const char *enterprise_id,
          PortailRoleVerdict verdict)
{
  PortailRole before = get_role_before (memberships, enterprise_id);
  PortailRole after = verdict.is_certain ? verdict.role : MAX (before, verdict.role);
  PortailRoleChange *change;

  if (before == after)
    return;
  change = g_new0 (PortailRoleChange, 1);
  change->enterprise_id = g_strdup (enterprise_id);
  change->before = before;
  change->after = after;
  g_ptr_array_add (changes, change);
}

static GPtrArray *
plan (const PortailRoleMapping *mapping,
      const GPtrArray *memberships,
      const PortailDiscordIdentity *identity)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func (free_change);

  plan_one (changes, memberships, NULL, portail_role_mapping_judge (mapping, NULL, identity));
  for (guint i = 0; i < mapping->enterprises->len; i++)
    {
      const PortailEnterprise *enterprise = g_ptr_array_index (mapping->enterprises, i);

      plan_one (changes, memberships, enterprise->base.id,
                portail_role_mapping_judge (mapping, enterprise, identity));
    }
  return changes;
}

GPtrArray *
portail_roles_plan (PortailDatabase *database,
                    const PortailRoleMapping *mapping,
                    const char *user_id,
                    const PortailDiscordIdentity *identity,
                    GError **error)
{
  g_autoptr (GPtrArray) memberships = list_memberships (database, user_id, error);

  return memberships != NULL ? plan (mapping, memberships, identity) : NULL;
}

static gboolean
insert_membership (PortailRecordWriter *writer,
                   const char *user_id,
                   const PortailRoleChange *change,
                   GError **error)
{
  g_autoptr (PortailMembership) membership = portail_record_new (&portail_membership_type);

  if (change->after == PORTAIL_ROLE_NONE)
    return TRUE;
  membership->base.id = portail_id_new ();
  membership->base.enterprise_id = g_strdup (change->enterprise_id);
  membership->user_id = g_strdup (user_id);
  membership->role = change->after;
  membership->source = PORTAIL_MEMBERSHIP_DISCORD;
  return portail_record_writer_insert (writer, membership, error);
}

static gboolean
trash_memberships (PortailRecordWriter *writer,
                   const GPtrArray *memberships,
                   const char *enterprise_id,
                   GError **error)
{
  for (guint i = 0; i < memberships->len; i++)
    {
      PortailMembership *membership = g_ptr_array_index (memberships, i);

      if (g_strcmp0 (membership->base.enterprise_id, enterprise_id) == 0
          && !portail_record_writer_trash (writer, membership, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
portail_roles_apply (PortailRecordWriter *writer,
                     const PortailRoleMapping *mapping,
                     const char *user_id,
                     const PortailDiscordIdentity *identity,
                     GError **error)
{
  PortailDatabase *database = portail_record_writer_get_database (writer);
  g_autoptr (GPtrArray) memberships = list_memberships (database, user_id, error);
  g_autoptr (GPtrArray) changes = NULL;

  if (memberships == NULL)
    return FALSE;
  changes = plan (mapping, memberships, identity);
  for (guint i = 0; i < changes->len; i++)
    {
      const PortailRoleChange *change = g_ptr_array_index (changes, i);

      if (!trash_memberships (writer, memberships, change->enterprise_id, error)
          || !insert_membership (writer, user_id, change, error))
        return FALSE;
    }
  return changes->len == 0 || portail_members_follow (writer, user_id, error);
}

GPtrArray *
portail_roles_list_user_ids (PortailDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  PortailStatement *statement = portail_database_query (
      database, error, "SELECT id FROM user WHERE trashed_at IS NULL ORDER BY id", "");
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    g_ptr_array_add (ids, portail_statement_dup_text (statement, 0));
  return step == PORTAIL_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

static gboolean
apply_known_to (PortailRecordWriter *writer,
                const PortailRoleMapping *mapping,
                const char *user_id,
                GError **error)
{
  PortailDatabase *database = portail_record_writer_get_database (writer);
  g_autoptr (PortailDiscordIdentity) identity = portail_known_guilds_load (database, user_id,
                                                                           error);

  return identity != NULL && portail_roles_apply (writer, mapping, user_id, identity, error);
}

gboolean
portail_roles_apply_known (PortailRecordWriter *writer, GError **error)
{
  PortailDatabase *database = portail_record_writer_get_database (writer);
  g_autoptr (PortailRoleMapping) mapping = portail_role_mapping_load (database, error);
  g_autoptr (GPtrArray) guild_ids = NULL;
  g_autoptr (GPtrArray) user_ids = NULL;

  if (mapping == NULL)
    return FALSE;
  guild_ids = portail_role_mapping_list_guild_ids (mapping);
  if (!portail_known_guilds_forget (database, guild_ids, error))
    return FALSE;
  user_ids = portail_roles_list_user_ids (database, error);
  for (guint i = 0; user_ids != NULL && i < user_ids->len; i++)
    if (!apply_known_to (writer, mapping, g_ptr_array_index (user_ids, i), error))
      return FALSE;
  return user_ids != NULL;
}
