/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-discord-member.h"

#include "shared/portail-discord-id.h"

/* Of Discord's errors (its documentation, "JSON error codes"). */
#define CODE_UNKNOWN_MEMBER 10007

const PortailJson *
portail_discord_reply_get_root (const PortailDiscordReply *reply)
{
  return reply->json != NULL ? portail_json_document_get_root (reply->json) : NULL;
}

const char *
portail_discord_get_id (const PortailJson *json)
{
  const char *id = portail_json_get_string (json);

  return id != NULL && portail_discord_id_is_valid (id) ? id : NULL;
}

gboolean
portail_discord_read_role_ids (const PortailJson *roles, GHashTable *role_ids)
{
  if (roles == NULL || roles->kind != PORTAIL_JSON_ARRAY)
    return FALSE;
  for (const PortailJson *role = roles->first_child; role != NULL; role = role->next)
    {
      const char *id = portail_discord_get_id (role);

      if (id == NULL)
        return FALSE;
      g_hash_table_add (role_ids, g_strdup (id));
    }
  return TRUE;
}

PortailGuildStanding
portail_discord_judge_member (PortailGuildMembership *guild, const PortailDiscordReply *reply)
{
  const PortailJson *root = portail_discord_reply_get_root (reply);
  gint64 code;

  if (reply->status == 200
      && portail_discord_read_role_ids (portail_json_get (root, "roles"), guild->role_ids))
    return PORTAIL_GUILD_MEMBER;
  if (reply->status == 404 && portail_json_get_integer (portail_json_get (root, "code"), &code)
      && code == CODE_UNKNOWN_MEMBER)
    return PORTAIL_GUILD_STRANGER;
  g_message ("Discord answered %u to a question about a member; his roles stay", reply->status);
  return PORTAIL_GUILD_UNKNOWN;
}
