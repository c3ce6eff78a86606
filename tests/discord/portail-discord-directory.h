/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The people and guilds that the provider knows: what Discord's own database would hold.
 *
 * 1. Every id is a text of 17–20 digits, as Discord's snowflakes are (domain.md §1).
 * 2. A guild outlives its members: leaving one gives "Unknown Member", an unknown or removed guild
 *    gives "Unknown Guild" (contract.md §2 tells the two apart).
 * 3. A change that is refused changes nothing.
 *
 * Users file, UTF-8 JSON; members marked ? may be absent, others may not; unknown ones are refused:
 *   { "guilds"?: { "<guild id>": { "name"?: "…", "roles"?: { "<role id>": "name of the role" } }
 * }, "users": [ { "id": "<user id>", "username": "…", "global_name"?: "…"|null, "email"?: "…"|null,
 * "verified"?: false, "avatar"?: "<hash>"|null, "description"?: "shown beside the button of the
 * user on the authorize page", "guilds"?: { "<guild id>": { "name"?: "…", "owner"?: false,
 *                                               "roles"?: ["<role id>"], "nick"?: "…"|null } } } ]
 * }
 */
#pragma once

#include <glib.h>

typedef struct
{
  char *id;
  char *name;
  GHashTable *role_names; /* role id → label */
} PortailDiscordGuild;

typedef struct
{
  char *guild_id;
  char *nick; /* may be NULL */
  GStrv role_ids;
  gboolean is_owner;
} PortailDiscordMembership;

typedef struct
{
  char *id;
  char *username;
  char *global_name; /* may be NULL, like the next three */
  char *email;
  char *avatar;
  char *description;
  GPtrArray *memberships; /* of PortailDiscordMembership, in the file's order */
  gboolean is_verified;
} PortailDiscordUser;

typedef struct _PortailDiscordDirectory PortailDiscordDirectory;

PortailDiscordDirectory *portail_discord_directory_new (void);
void portail_discord_directory_free (PortailDiscordDirectory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailDiscordDirectory, portail_discord_directory_free)

/* Replaces everything by the users file in @json. PORTAIL_ERROR_INVALID names the place. */
gboolean
portail_discord_directory_load (PortailDiscordDirectory *self, const char *json, GError **error);

/* Borrowed; elements are PortailDiscordUser. */
GPtrArray *portail_discord_directory_get_users (PortailDiscordDirectory *self);
/* Borrowed; NULL when there is none. */
PortailDiscordUser *portail_discord_directory_find_user (PortailDiscordDirectory *self,
                                                         const char *user_id);
PortailDiscordGuild *portail_discord_directory_find_guild (PortailDiscordDirectory *self,
                                                           const char *guild_id);
PortailDiscordMembership *portail_discord_user_find_membership (PortailDiscordUser *user,
                                                                const char *guild_id);

/* Makes the guild and the membership where they do not exist yet; PORTAIL_ERROR_INVALID for an
 * unknown user or an id that is none. */
gboolean portail_discord_directory_set_roles (PortailDiscordDirectory *self,
                                              const char *user_id,
                                              const char *guild_id,
                                              const char *const *role_ids,
                                              GError **error);
/* PORTAIL_ERROR_INVALID when there is no such membership. */
gboolean portail_discord_directory_remove_member (PortailDiscordDirectory *self,
                                                  const char *user_id,
                                                  const char *guild_id,
                                                  GError **error);
/* PORTAIL_ERROR_INVALID when there is no such guild. */
gboolean portail_discord_directory_remove_guild (PortailDiscordDirectory *self,
                                                 const char *guild_id,
                                                 GError **error);

/* A copy of a vector of constant texts, which g_strdupv () does not take. */
GStrv portail_discord_dup_texts (const char *const *texts);
