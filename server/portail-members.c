/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-members.h"

#include "shared/portail-id.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-member.h"
#include "shared/records/portail-membership.h"
#include "shared/records/portail-user.h"

/* NULL without error for one that went. */
static PortailUser *
load_user (PortailDatabase *database, const char *user_id, GError **error)
{
  g_autoptr (GPtrArray) users = portail_record_sql_list (
      database, &portail_user_type, error, "WHERE id = ? AND trashed_at IS NULL", "t", user_id);

  return users != NULL && users->len > 0 ? g_ptr_array_steal_index (users, 0) : NULL;
}

static const PortailMember *
find_member (const GPtrArray *members, const char *enterprise_id)
{
  for (guint i = 0; i < members->len; i++)
    {
      const PortailMember *member = g_ptr_array_index (members, i);

      if (g_strcmp0 (member->base.enterprise_id, enterprise_id) == 0)
        return member;
    }
  return NULL;
}

static gboolean
put_member (PortailRecordWriter *writer,
            const PortailUser *user,
            const PortailMember *before,
            const char *enterprise_id,
            GError **error)
{
  g_autoptr (PortailMember) member = before != NULL ? portail_record_copy (before)
                                                    : portail_record_new (&portail_member_type);

  g_free (member->display_name);
  g_free (member->avatar);
  member->display_name = g_strdup (user->display_name != NULL ? user->display_name
                                                              : user->username);
  member->avatar = g_strdup (user->avatar_url);
  if (before != NULL)
    return portail_record_writer_update (writer, member, before, error);
  member->base.id = portail_id_new ();
  member->base.enterprise_id = g_strdup (enterprise_id);
  member->user_id = g_strdup (user->base.id);
  return portail_record_writer_insert (writer, member, error);
}

/* The companies of @memberships, each once. Set of borrowed ids. */
static GHashTable *
collect_enterprise_ids (const GPtrArray *memberships)
{
  GHashTable *ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < memberships->len; i++)
    {
      const PortailMembership *membership = g_ptr_array_index (memberships, i);

      if (membership->base.enterprise_id != NULL)
        g_hash_table_add (ids, membership->base.enterprise_id);
    }
  return ids;
}

static gboolean
put_members (PortailRecordWriter *writer,
             const PortailUser *user,
             const GPtrArray *members,
             GHashTable *enterprise_ids,
             GError **error)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, enterprise_ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!put_member (writer, user, find_member (members, id), id, error))
      return FALSE;
  return TRUE;
}

gboolean
portail_members_follow (PortailRecordWriter *writer, const char *user_id, GError **error)
{
  PortailDatabase *database = portail_record_writer_get_database (writer);
  g_autoptr (GPtrArray) memberships = portail_record_sql_list (
      database, &portail_membership_type, error, "WHERE user_id = ? AND trashed_at IS NULL", "t",
      user_id);
  g_autoptr (GPtrArray) members = portail_record_sql_list (
      database, &portail_member_type, error, "WHERE user_id = ? AND trashed_at IS NULL", "t",
      user_id);
  g_autoptr (GError) failure = NULL;
  g_autoptr (PortailUser) user = load_user (database, user_id, &failure);
  g_autoptr (GHashTable) enterprise_ids = NULL;

  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (memberships != NULL && members != NULL)
    enterprise_ids = collect_enterprise_ids (memberships);
  if (enterprise_ids == NULL)
    return FALSE;
  if (user == NULL)
    g_hash_table_remove_all (enterprise_ids);
  for (guint i = 0; i < members->len; i++)
    {
      PortailMember *member = g_ptr_array_index (members, i);

      if (!g_hash_table_contains (enterprise_ids, member->base.enterprise_id)
          && !portail_record_writer_trash (writer, member, error))
        return FALSE;
    }
  return put_members (writer, user, members, enterprise_ids, error);
}
