/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/discord/portail-discord-people.h"

enum
{
  GUILDS_DEFAULT_LIMIT = 200,
  MEMBERS_MAX_LIMIT = 1000,
  UNKNOWN_GUILD = 10004,
  UNKNOWN_MEMBER = 10007,
  UNKNOWN_USER = 10013,
};

static PortailDiscordAnswer *
unauthorized (void)
{
  return portail_discord_answer_new_error (401, 0, "401: Unauthorized");
}

/* The user whose living token has @scope_wanted; NULL otherwise. */
static PortailDiscordUser *
find_caller (PortailDiscordWorld *world,
             const PortailDiscordRequest *request,
             const char *scope_wanted,
             const char **scope)
{
  const char *token = request->authorization;
  if (token == NULL || g_ascii_strncasecmp (token, "Bearer ", strlen ("Bearer ")) != 0)
    return NULL;
  token += strlen ("Bearer ");
  gint64 now_us = portail_discord_world_get_now_us (world);
  const char *user_id = portail_discord_grants_find_user (world->grants, token, now_us, scope);
  if (user_id == NULL || !portail_discord_scope_has (*scope, scope_wanted))
    return NULL;
  return portail_discord_directory_find_user (world->directory, user_id);
}

static void
set_text_or_null (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

/* What anybody may see of a user. */
static JsonObject *
describe_user (PortailDiscordUser *user)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "id", user->id);
  json_object_set_string_member (object, "username", user->username);
  set_text_or_null (object, "avatar", user->avatar);
  json_object_set_string_member (object, "discriminator", "0");
  json_object_set_int_member (object, "public_flags", 0);
  json_object_set_int_member (object, "flags", 0);
  json_object_set_null_member (object, "banner");
  json_object_set_null_member (object, "accent_color");
  set_text_or_null (object, "global_name", user->global_name);
  json_object_set_null_member (object, "avatar_decoration_data");
  json_object_set_null_member (object, "banner_color");
  return object;
}

static PortailDiscordAnswer *
answer_object (JsonObject *object)
{
  JsonNode *root = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (root, object);
  return portail_discord_answer_new_json (200, root);
}

static gboolean
is_bot (PortailDiscordWorld *world, const PortailDiscordRequest *request)
{
  g_autofree char *wanted = g_strconcat ("Bot ", world->bot_token, NULL);
  return world->bot_token != NULL && g_strcmp0 (request->authorization, wanted) == 0;
}

static PortailDiscordAnswer *
answer_bot (PortailDiscordWorld *world)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "id", "100000000000000001");
  json_object_set_string_member (object, "username", world->application_name);
  json_object_set_boolean_member (object, "bot", TRUE);
  return answer_object (object);
}

PortailDiscordAnswer *
portail_discord_people_me (PortailDiscordWorld *world,
                           const PortailDiscordRequest *request,
                           const char *const *arguments)
{
  const char *scope;
  if (is_bot (world, request))
    return answer_bot (world);
  PortailDiscordUser *user = find_caller (world, request, "identify", &scope);
  if (user == NULL)
    return unauthorized ();
  JsonObject *object = describe_user (user);
  json_object_set_boolean_member (object, "mfa_enabled", TRUE);
  json_object_set_string_member (object, "locale", "fr");
  json_object_set_int_member (object, "premium_type", 0);
  if (portail_discord_scope_has (scope, "email"))
    {
      set_text_or_null (object, "email", user->email);
      json_object_set_boolean_member (object, "verified", user->is_verified);
    }
  return answer_object (object);
}

/* Numeric order of ids of different lengths. */
static int
compare_ids (const char *left, const char *right)
{
  gsize left_length = strlen (left), right_length = strlen (right);
  if (left_length != right_length)
    return left_length < right_length ? -1 : 1;
  return strcmp (left, right);
}

static int
compare_memberships (gconstpointer left, gconstpointer right)
{
  const PortailDiscordMembership *const *a = left, *const *b = right;
  return compare_ids ((*a)->guild_id, (*b)->guild_id);
}

static JsonObject *
describe_guild (PortailDiscordWorld *world, PortailDiscordMembership *membership)
{
  PortailDiscordGuild *guild = portail_discord_directory_find_guild (world->directory,
                                                                     membership->guild_id);
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "id", guild->id);
  json_object_set_string_member (object, "name", guild->name);
  json_object_set_null_member (object, "icon");
  json_object_set_null_member (object, "banner");
  json_object_set_boolean_member (object, "owner", membership->is_owner);
  json_object_set_string_member (object, "permissions",
                                 membership->is_owner ? "2251799813685247" : "104324673");
  json_object_set_array_member (object, "features", json_array_new ());
  return object;
}

PortailDiscordAnswer *
portail_discord_people_guilds (PortailDiscordWorld *world,
                               const PortailDiscordRequest *request,
                               const char *const *arguments)
{
  const char *scope;
  PortailDiscordUser *user = find_caller (world, request, "guilds", &scope);
  if (user == NULL)
    return unauthorized ();

  const char *limit_text = g_hash_table_lookup (request->query, "limit");
  const char *after = g_hash_table_lookup (request->query, "after");
  guint64 limit = GUILDS_DEFAULT_LIMIT;
  if (limit_text != NULL
      && !g_ascii_string_to_unsigned (limit_text, 10, 1, GUILDS_DEFAULT_LIMIT, &limit, NULL))
    return portail_discord_answer_new_error (400, 50035, "Invalid Form Body");

  g_ptr_array_sort (user->memberships, compare_memberships);
  JsonArray *guilds = json_array_new ();
  for (guint i = 0; i < user->memberships->len && json_array_get_length (guilds) < limit; i++)
    {
      PortailDiscordMembership *membership = g_ptr_array_index (user->memberships, i);
      if (after == NULL || compare_ids (membership->guild_id, after) > 0)
        json_array_add_object_element (guilds, describe_guild (world, membership));
    }
  JsonNode *root = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (root, guilds);
  return portail_discord_answer_new_json (200, root);
}

static JsonObject *
describe_member (PortailDiscordUser *user, PortailDiscordMembership *membership)
{
  JsonObject *object = json_object_new ();
  JsonArray *roles = json_array_new ();
  for (guint i = 0; membership->role_ids[i] != NULL; i++)
    json_array_add_string_element (roles, membership->role_ids[i]);
  json_object_set_null_member (object, "avatar");
  json_object_set_null_member (object, "banner");
  json_object_set_null_member (object, "communication_disabled_until");
  json_object_set_int_member (object, "flags", 0);
  json_object_set_string_member (object, "joined_at", "2024-03-02T18:41:09.327000+00:00");
  set_text_or_null (object, "nick", membership->nick);
  json_object_set_boolean_member (object, "pending", FALSE);
  json_object_set_null_member (object, "premium_since");
  json_object_set_array_member (object, "roles", roles);
  json_object_set_object_member (object, "user", describe_user (user));
  json_object_set_boolean_member (object, "mute", FALSE);
  json_object_set_boolean_member (object, "deaf", FALSE);
  return object;
}

/* @user may be NULL. */
static PortailDiscordAnswer *
answer_member (PortailDiscordWorld *world, PortailDiscordUser *user, const char *guild_id)
{
  if (portail_discord_directory_find_guild (world->directory, guild_id) == NULL)
    return portail_discord_answer_new_error (404, UNKNOWN_GUILD, "Unknown Guild");
  if (user == NULL)
    return portail_discord_answer_new_error (404, UNKNOWN_USER, "Unknown User");
  PortailDiscordMembership *membership = portail_discord_user_find_membership (user, guild_id);
  if (membership == NULL)
    return portail_discord_answer_new_error (404, UNKNOWN_MEMBER, "Unknown Member");
  return answer_object (describe_member (user, membership));
}

PortailDiscordAnswer *
portail_discord_people_member (PortailDiscordWorld *world,
                               const PortailDiscordRequest *request,
                               const char *const *arguments)
{
  const char *scope;
  PortailDiscordUser *user = find_caller (world, request, "guilds.members.read", &scope);
  return user == NULL ? unauthorized () : answer_member (world, user, arguments[0]);
}

PortailDiscordAnswer *
portail_discord_people_bot_member (PortailDiscordWorld *world,
                                   const PortailDiscordRequest *request,
                                   const char *const *arguments)
{
  if (!is_bot (world, request))
    return unauthorized ();
  PortailDiscordUser *user = portail_discord_directory_find_user (world->directory, arguments[1]);
  return answer_member (world, user, arguments[0]);
}

static int
compare_users (gconstpointer left, gconstpointer right)
{
  const PortailDiscordUser *const *a = left, *const *b = right;
  return compare_ids ((*a)->id, (*b)->id);
}

static JsonArray *
list_members (PortailDiscordWorld *world, const char *guild_id, const char *after, guint64 limit)
{
  GPtrArray *users = portail_discord_directory_get_users (world->directory);
  g_autoptr (GPtrArray) sorted = g_ptr_array_copy (users, NULL, NULL);
  g_ptr_array_set_free_func (sorted, NULL);
  g_ptr_array_sort (sorted, compare_users);
  JsonArray *members = json_array_new ();
  for (guint i = 0; i < sorted->len && json_array_get_length (members) < limit; i++)
    {
      PortailDiscordUser *user = g_ptr_array_index (sorted, i);
      PortailDiscordMembership *membership = portail_discord_user_find_membership (user, guild_id);
      if (membership != NULL && (after == NULL || compare_ids (user->id, after) > 0))
        json_array_add_object_element (members, describe_member (user, membership));
    }
  return members;
}

PortailDiscordAnswer *
portail_discord_people_bot_members (PortailDiscordWorld *world,
                                    const PortailDiscordRequest *request,
                                    const char *const *arguments)
{
  const char *limit_text = g_hash_table_lookup (request->query, "limit");
  guint64 limit = 1;
  if (!is_bot (world, request))
    return unauthorized ();
  if (portail_discord_directory_find_guild (world->directory, arguments[0]) == NULL)
    return portail_discord_answer_new_error (404, UNKNOWN_GUILD, "Unknown Guild");
  if (limit_text != NULL
      && !g_ascii_string_to_unsigned (limit_text, 10, 1, MEMBERS_MAX_LIMIT, &limit, NULL))
    return portail_discord_answer_new_error (400, 50035, "Invalid Form Body");
  JsonNode *root = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (root, list_members (world, arguments[0],
                                            g_hash_table_lookup (request->query, "after"), limit));
  return portail_discord_answer_new_json (200, root);
}

static JsonArray *
describe_roles (PortailDiscordGuild *guild)
{
  JsonArray *roles = json_array_new ();
  GHashTableIter iter;
  gpointer id, name;
  g_hash_table_iter_init (&iter, guild->role_names);
  while (g_hash_table_iter_next (&iter, &id, &name))
    {
      JsonObject *role = json_object_new ();
      json_object_set_string_member (role, "id", id);
      json_object_set_string_member (role, "name", name);
      json_array_add_object_element (roles, role);
    }
  return roles;
}

/* Who owns a guild that nobody of the file owns is some other person. */
static const char *
find_owner (PortailDiscordWorld *world, const char *guild_id)
{
  GPtrArray *users = portail_discord_directory_get_users (world->directory);
  for (guint i = 0; i < users->len; i++)
    {
      PortailDiscordUser *user = g_ptr_array_index (users, i);
      PortailDiscordMembership *membership = portail_discord_user_find_membership (user, guild_id);
      if (membership != NULL && membership->is_owner)
        return user->id;
    }
  return "100000000000000000";
}

PortailDiscordAnswer *
portail_discord_people_bot_guild (PortailDiscordWorld *world,
                                  const PortailDiscordRequest *request,
                                  const char *const *arguments)
{
  if (!is_bot (world, request))
    return unauthorized ();
  PortailDiscordGuild *guild = portail_discord_directory_find_guild (world->directory,
                                                                     arguments[0]);
  if (guild == NULL)
    return portail_discord_answer_new_error (404, UNKNOWN_GUILD, "Unknown Guild");
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "id", guild->id);
  json_object_set_string_member (object, "name", guild->name);
  json_object_set_string_member (object, "owner_id", find_owner (world, guild->id));
  json_object_set_array_member (object, "roles", describe_roles (guild));
  return answer_object (object);
}
