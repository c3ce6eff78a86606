/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-user-answer.h"

#include "shared/portail-json-text.h"
#include "shared/portail-record-sql.h"

GPtrArray *
portail_user_answer_list_memberships (PortailDatabase *database,
                                      const char *user_id,
                                      GError **error)
{
  return portail_record_sql_list (
      database, &portail_membership_type, error,
      "WHERE user_id = ? AND trashed_at IS NULL AND (enterprise_id IS NULL OR"
      " enterprise_id IN (SELECT id FROM enterprise"
      " WHERE trashed_at IS NULL)) ORDER BY id",
      "t", user_id);
}

PortailRole
portail_user_answer_get_role (const PortailUser *user, const GPtrArray *memberships)
{
  PortailRole role = user->is_superadmin ? PORTAIL_ROLE_SUPERADMIN : PORTAIL_ROLE_NONE;

  for (guint i = 0; i < memberships->len; i++)
    role = MAX (role, ((const PortailMembership *) g_ptr_array_index (memberships, i))->role);
  return role;
}

static void
append_text (GString *json, const char *name, const char *text)
{
  portail_json_append_name (json, name);
  portail_json_append_string (json, text);
}

static void
append_truth (GString *json, const char *name, gboolean is_true)
{
  portail_json_append_name (json, name);
  g_string_append (json, is_true ? "true" : "false");
}

void
portail_user_answer_append_membership (GString *json, const PortailMembership *membership)
{
  g_string_append_c (json, '{');
  append_text (json, "id", membership->base.id);
  append_text (json, "enterprise_id", membership->base.enterprise_id);
  append_text (json, "role", portail_role_get_name (membership->role));
  append_text (json, "source",
               membership->source == PORTAIL_MEMBERSHIP_MANUAL ? "manual" : "discord");
  g_string_append_c (json, '}');
}

void
portail_user_answer_append (GString *json,
                            const PortailUser *user,
                            const GPtrArray *memberships,
                            PortailUserReader reader)
{
  PortailRole role = portail_user_answer_get_role (user, memberships);
  char created_at[PORTAIL_TIMESTAMP_TEXT_SIZE];

  g_string_append_c (json, '{');
  append_text (json, "id", user->base.id);
  if (reader == PORTAIL_USER_TO_STAFF)
    {
      portail_json_append_name (json, "rev");
      portail_json_append_integer (json, user->base.rev);
    }
  append_text (json, "discord_id", user->discord_id);
  append_text (json, "username", user->username);
  append_text (json, "display_name", user->display_name);
  append_text (json, "email", user->email);
  append_text (json, "avatar_url", user->avatar_url);
  append_text (json, "role", portail_role_get_name (role));
  append_truth (json, "is_active",
                reader == PORTAIL_USER_TO_STAFF ? user->is_active : role != PORTAIL_ROLE_NONE);
  append_truth (json, "is_superadmin", user->is_superadmin);
  append_text (json, "created_at", portail_timestamp_format (user->base.created_at, created_at));
  portail_json_append_name (json, "memberships");
  g_string_append_c (json, '[');
  for (guint i = 0; i < memberships->len; i++)
    {
      g_string_append (json, i > 0 ? "," : "");
      portail_user_answer_append_membership (json, g_ptr_array_index (memberships, i));
    }
  g_string_append (json, "]}");
}
