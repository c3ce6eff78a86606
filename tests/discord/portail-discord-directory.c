/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/discord/portail-discord-directory.h"

#include "shared/portail-discord-id.h"
#include "shared/portail-error.h"
#include "tests/discord/portail-discord-json.h"

struct _PortailDiscordDirectory
{
  GPtrArray *users;
  GHashTable *guilds; /* id → PortailDiscordGuild */
};

static const char *const file_members[] = { "guilds", "users", NULL };
static const char *const guild_members[] = { "name", "roles", NULL };
static const char *const membership_members[] = { "name", "owner", "roles", "nick", NULL };
static const char *const user_members[] = { "id",          "username", "global_name",
                                            "email",       "verified", "avatar",
                                            "description", "guilds",   NULL };

static void
guild_free (gpointer item)
{
  PortailDiscordGuild *guild = item;
  g_hash_table_unref (guild->role_names);
  g_free (guild->id);
  g_free (guild->name);
  g_free (guild);
}

static void
membership_free (gpointer item)
{
  PortailDiscordMembership *membership = item;
  g_free (membership->guild_id);
  g_free (membership->nick);
  g_strfreev (membership->role_ids);
  g_free (membership);
}

static void
user_free (gpointer item)
{
  PortailDiscordUser *user = item;
  g_free (user->id);
  g_free (user->username);
  g_free (user->global_name);
  g_free (user->email);
  g_free (user->avatar);
  g_free (user->description);
  g_ptr_array_unref (user->memberships);
  g_free (user);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailDiscordUser, user_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailDiscordMembership, membership_free)

GStrv
portail_discord_dup_texts (const char *const *texts)
{
  g_autoptr (GStrvBuilder) copies = g_strv_builder_new ();
  for (; *texts != NULL; texts++)
    g_strv_builder_add (copies, *texts);
  return g_strv_builder_end (copies);
}

PortailDiscordDirectory *
portail_discord_directory_new (void)
{
  PortailDiscordDirectory *self = g_new0 (PortailDiscordDirectory, 1);
  self->users = g_ptr_array_new_with_free_func (user_free);
  self->guilds = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, guild_free);
  return self;
}

void
portail_discord_directory_free (PortailDiscordDirectory *self)
{
  g_ptr_array_unref (self->users);
  g_hash_table_unref (self->guilds);
  g_free (self);
}

static gboolean
check_snowflake (const char *text, GError **error)
{
  if (portail_discord_id_is_valid (text))
    return TRUE;
  g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID, "“%s” is no id of 17–20 digits", text);
  return FALSE;
}

static gboolean
check_snowflakes (const char *const *texts, GError **error)
{
  for (; *texts != NULL; texts++)
    if (!check_snowflake (*texts, error))
      return FALSE;
  return TRUE;
}

/* @name may be NULL: a known guild keeps its name, a new one is called by its id. */
static void
ensure_guild (PortailDiscordDirectory *self, const char *guild_id, const char *name)
{
  PortailDiscordGuild *guild = g_hash_table_lookup (self->guilds, guild_id);
  if (guild == NULL)
    {
      guild = g_new0 (PortailDiscordGuild, 1);
      guild->id = g_strdup (guild_id);
      guild->role_names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      guild->name = g_strdup (name != NULL ? name : guild_id);
      g_hash_table_insert (self->guilds, guild->id, guild);
    }
  else if (name != NULL)
    {
      g_free (guild->name);
      guild->name = g_strdup (name);
    }
}

/* @roles may be NULL. */
static gboolean
load_role_names (PortailDiscordGuild *guild, JsonObject *roles, GError **error)
{
  g_autoptr (GList) role_ids = roles != NULL ? json_object_get_members (roles) : NULL;
  for (GList *link = role_ids; link != NULL; link = link->next)
    {
      const char *name;
      if (!portail_discord_json_read_text (roles, link->data, PORTAIL_DISCORD_REQUIRED, &name,
                                           error))
        return FALSE;
      g_hash_table_insert (guild->role_names, g_strdup (link->data), g_strdup (name));
    }
  return TRUE;
}

static gboolean
load_guild (PortailDiscordDirectory *self, const char *guild_id, JsonObject *object, GError **error)
{
  const char *name;
  JsonObject *roles;
  if (!check_snowflake (guild_id, error)
      || !portail_discord_json_check_members (object, guild_members, error)
      || !portail_discord_json_read_text (object, "name", PORTAIL_DISCORD_OPTIONAL, &name, error)
      || !portail_discord_json_read_object (object, "roles", &roles, error))
    return FALSE;
  g_autoptr (GList) role_ids = roles != NULL ? json_object_get_members (roles) : NULL;
  for (GList *link = role_ids; link != NULL; link = link->next)
    if (!check_snowflake (link->data, error))
      return FALSE;
  ensure_guild (self, guild_id, name);
  return load_role_names (g_hash_table_lookup (self->guilds, guild_id), roles, error);
}

static gboolean
load_guilds (PortailDiscordDirectory *self, JsonObject *guilds, GError **error)
{
  g_autoptr (GList) ids = guilds != NULL ? json_object_get_members (guilds) : NULL;
  for (GList *link = ids; link != NULL; link = link->next)
    {
      JsonObject *object;
      if (!portail_discord_json_read_object (guilds, link->data, &object, error))
        return FALSE;
      if (object != NULL && !load_guild (self, link->data, object, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
load_membership (PortailDiscordDirectory *self,
                 PortailDiscordUser *user,
                 const char *guild_id,
                 JsonObject *object,
                 GError **error)
{
  g_autoptr (PortailDiscordMembership) membership = g_new0 (PortailDiscordMembership, 1);
  const char *name, *nick;
  JsonArray *roles;
  if (!check_snowflake (guild_id, error)
      || !portail_discord_json_check_members (object, membership_members, error)
      || !portail_discord_json_read_text (object, "name", PORTAIL_DISCORD_OPTIONAL, &name, error)
      || !portail_discord_json_read_text (object, "nick", PORTAIL_DISCORD_OPTIONAL, &nick, error)
      || !portail_discord_json_read_boolean (object, "owner", &membership->is_owner, error)
      || !portail_discord_json_read_array (object, "roles", &roles, error))
    return FALSE;
  membership->role_ids = portail_discord_json_dup_texts (roles, error);
  if (membership->role_ids == NULL
      || !check_snowflakes ((const char *const *) membership->role_ids, error))
    return FALSE;
  membership->guild_id = g_strdup (guild_id);
  membership->nick = g_strdup (nick);
  ensure_guild (self, guild_id, name);
  g_ptr_array_add (user->memberships, g_steal_pointer (&membership));
  return TRUE;
}

static gboolean
load_memberships (PortailDiscordDirectory *self,
                  PortailDiscordUser *user,
                  JsonObject *guilds,
                  GError **error)
{
  g_autoptr (GList) ids = guilds != NULL ? json_object_get_members (guilds) : NULL;
  for (GList *link = ids; link != NULL; link = link->next)
    {
      JsonObject *object;
      if (!portail_discord_json_read_object (guilds, link->data, &object, error))
        return FALSE;
      if (object != NULL && !load_membership (self, user, link->data, object, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
load_texts (PortailDiscordUser *user, JsonObject *object, GError **error)
{
  const struct
  {
    const char *name;
    PortailDiscordPresence presence;
    char **text;
  } members[] = {
    { "id", PORTAIL_DISCORD_REQUIRED, &user->id },
    { "username", PORTAIL_DISCORD_REQUIRED, &user->username },
    { "global_name", PORTAIL_DISCORD_OPTIONAL, &user->global_name },
    { "email", PORTAIL_DISCORD_OPTIONAL, &user->email },
    { "avatar", PORTAIL_DISCORD_OPTIONAL, &user->avatar },
    { "description", PORTAIL_DISCORD_OPTIONAL, &user->description },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *text;
      if (!portail_discord_json_read_text (object, members[i].name, members[i].presence, &text,
                                           error))
        return FALSE;
      *members[i].text = g_strdup (text);
    }
  return TRUE;
}

static gboolean
load_user (PortailDiscordDirectory *self, JsonObject *object, GError **error)
{
  g_autoptr (PortailDiscordUser) user = g_new0 (PortailDiscordUser, 1);
  JsonObject *guilds;
  user->memberships = g_ptr_array_new_with_free_func (membership_free);
  if (!portail_discord_json_check_members (object, user_members, error)
      || !load_texts (user, object, error) || !check_snowflake (user->id, error)
      || !portail_discord_json_read_boolean (object, "verified", &user->is_verified, error)
      || !portail_discord_json_read_object (object, "guilds", &guilds, error)
      || !load_memberships (self, user, guilds, error))
    return FALSE;
  if (portail_discord_directory_find_user (self, user->id) != NULL)
    {
      g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID, "User %s stands twice", user->id);
      return FALSE;
    }
  g_ptr_array_add (self->users, g_steal_pointer (&user));
  return TRUE;
}

static gboolean
load_file (PortailDiscordDirectory *self, JsonObject *file, GError **error)
{
  JsonObject *guilds;
  JsonArray *users;
  if (!portail_discord_json_check_members (file, file_members, error)
      || !portail_discord_json_read_object (file, "guilds", &guilds, error)
      || !portail_discord_json_read_array (file, "users", &users, error)
      || !load_guilds (self, guilds, error))
    return FALSE;
  for (guint i = 0; users != NULL && i < json_array_get_length (users); i++)
    {
      JsonObject *object = portail_discord_json_get_object_at (users, i, error);
      if (object == NULL || !load_user (self, object, error))
        {
          g_prefix_error (error, "User %u: ", i + 1);
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
portail_discord_directory_load (PortailDiscordDirectory *self, const char *json, GError **error)
{
  g_autoptr (PortailDiscordDirectory) loaded = portail_discord_directory_new ();
  g_autoptr (JsonObject) file = portail_discord_json_parse_object (json, error);
  if (file == NULL || !load_file (loaded, file, error))
    return FALSE;
  PortailDiscordDirectory before = *self;
  *self = *loaded;
  *loaded = before;
  return TRUE;
}

GPtrArray *
portail_discord_directory_get_users (PortailDiscordDirectory *self)
{
  return self->users;
}

PortailDiscordUser *
portail_discord_directory_find_user (PortailDiscordDirectory *self, const char *user_id)
{
  for (guint i = 0; i < self->users->len; i++)
    {
      PortailDiscordUser *user = g_ptr_array_index (self->users, i);
      if (g_str_equal (user->id, user_id))
        return user;
    }
  return NULL;
}

PortailDiscordGuild *
portail_discord_directory_find_guild (PortailDiscordDirectory *self, const char *guild_id)
{
  return g_hash_table_lookup (self->guilds, guild_id);
}

PortailDiscordMembership *
portail_discord_user_find_membership (PortailDiscordUser *user, const char *guild_id)
{
  for (guint i = 0; i < user->memberships->len; i++)
    {
      PortailDiscordMembership *membership = g_ptr_array_index (user->memberships, i);
      if (g_str_equal (membership->guild_id, guild_id))
        return membership;
    }
  return NULL;
}

static PortailDiscordUser *
require_user (PortailDiscordDirectory *self, const char *user_id, GError **error)
{
  PortailDiscordUser *user = portail_discord_directory_find_user (self, user_id);
  if (user == NULL)
    g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID, "No user %s", user_id);
  return user;
}

gboolean
portail_discord_directory_set_roles (PortailDiscordDirectory *self,
                                     const char *user_id,
                                     const char *guild_id,
                                     const char *const *role_ids,
                                     GError **error)
{
  PortailDiscordUser *user = require_user (self, user_id, error);
  if (user == NULL || !check_snowflake (guild_id, error) || !check_snowflakes (role_ids, error))
    return FALSE;
  ensure_guild (self, guild_id, NULL);
  PortailDiscordMembership *membership = portail_discord_user_find_membership (user, guild_id);
  if (membership == NULL)
    {
      membership = g_new0 (PortailDiscordMembership, 1);
      membership->guild_id = g_strdup (guild_id);
      g_ptr_array_add (user->memberships, membership);
    }
  g_strfreev (membership->role_ids);
  membership->role_ids = portail_discord_dup_texts (role_ids);
  return TRUE;
}

gboolean
portail_discord_directory_remove_member (PortailDiscordDirectory *self,
                                         const char *user_id,
                                         const char *guild_id,
                                         GError **error)
{
  PortailDiscordUser *user = require_user (self, user_id, error);
  if (user == NULL)
    return FALSE;
  PortailDiscordMembership *membership = portail_discord_user_find_membership (user, guild_id);
  if (membership == NULL)
    {
      g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID, "User %s is not in guild %s",
                   user_id, guild_id);
      return FALSE;
    }
  g_ptr_array_remove (user->memberships, membership);
  return TRUE;
}

gboolean
portail_discord_directory_remove_guild (PortailDiscordDirectory *self,
                                        const char *guild_id,
                                        GError **error)
{
  if (g_hash_table_lookup (self->guilds, guild_id) == NULL)
    {
      g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID, "No guild %s", guild_id);
      return FALSE;
    }
  for (guint i = 0; i < self->users->len; i++)
    {
      PortailDiscordUser *user = g_ptr_array_index (self->users, i);
      PortailDiscordMembership *membership = portail_discord_user_find_membership (user, guild_id);
      if (membership != NULL)
        g_ptr_array_remove (user->memberships, membership);
    }
  g_hash_table_remove (self->guilds, guild_id);
  return TRUE;
}
