/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/discord/portail-discord-control.h"

#include "shared/portail-error.h"
#include "tests/discord/portail-discord-json.h"

enum
{
  MAX_AMOUNT = 1000000,
  MAX_ADVANCE_SECONDS = 1000000000,
};

typedef struct
{
  PortailDiscordWorld *world;
  const PortailDiscordSockets *sockets;
} Target;

typedef gboolean (*Apply) (const Target *target,
                           JsonObject *command,
                           const char *name,
                           GError **error);

static gboolean
refuse (GError **error, const char *what)
{
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID, what);
  return FALSE;
}

static gboolean
reset_counters (const Target *target, JsonObject *command, const char *name, GError **error)
{
  gboolean is_wanted;
  if (!portail_discord_json_read_boolean (command, name, &is_wanted, error))
    return FALSE;
  if (is_wanted)
    portail_discord_faults_reset_requests (target->world->faults);
  return TRUE;
}

static gboolean
clear_faults (const Target *target, JsonObject *command, const char *name, GError **error)
{
  gboolean is_wanted;
  if (!portail_discord_json_read_boolean (command, name, &is_wanted, error))
    return FALSE;
  if (is_wanted)
    portail_discord_faults_clear (target->world->faults);
  return TRUE;
}

static gboolean
release (const Target *target, JsonObject *command, const char *name, GError **error)
{
  gboolean is_wanted;
  if (!portail_discord_json_read_boolean (command, name, &is_wanted, error))
    return FALSE;
  if (is_wanted)
    target->sockets->release (target->sockets->owner);
  return TRUE;
}

static gboolean
advance_clock (const Target *target, JsonObject *command, const char *name, GError **error)
{
  gint64 seconds = 0;
  if (!portail_discord_json_read_count (command, name, MAX_ADVANCE_SECONDS, &seconds, error))
    return FALSE;
  target->world->clock_offset_us += seconds * G_USEC_PER_SEC;
  return TRUE;
}

static gboolean
set_rate_limit (const Target *target, JsonObject *command, const char *name, GError **error)
{
  static const char *const known[] = { "limit", "window_seconds", NULL };
  gint64 limit = 0, window_seconds = 0;
  JsonObject *object;
  if (!portail_discord_json_read_object (command, name, &object, error))
    return FALSE;
  if (object == NULL)
    return refuse (error, "“rate_limit” must be an object");
  if (!portail_discord_json_check_members (object, known, error)
      || !portail_discord_json_read_count (object, known[0], MAX_AMOUNT, &limit, error)
      || !portail_discord_json_read_count (object, known[1], MAX_AMOUNT, &window_seconds, error))
    return FALSE;
  if (limit == 0 || window_seconds == 0)
    return refuse (error, "A rate limit needs limit and window_seconds above 0");
  PortailDiscordRateLimit rate_limit = { .limit = limit, .window_seconds = window_seconds };
  portail_discord_limiter_set (target->world->limiter, &rate_limit);
  return TRUE;
}

/* A number above 0 or "always"; 1 when absent. */
static gboolean
read_times (JsonObject *object, guint *times, GError **error)
{
  JsonNode *node = json_object_get_member (object, "times");
  if (node != NULL && JSON_NODE_HOLDS_VALUE (node)
      && json_node_get_value_type (node) == G_TYPE_STRING
      && g_str_equal (json_node_get_string (node), "always"))
    {
      *times = PORTAIL_DISCORD_ALWAYS;
      return TRUE;
    }
  gint64 count = 1;
  if (!portail_discord_json_read_count (object, "times", MAX_AMOUNT, &count, error))
    return FALSE;
  *times = count;
  return count > 0 || refuse (error, "“times” must be above 0");
}

static gboolean
add_fault (const Target *target, JsonObject *object, GError **error)
{
  static const char *const known[] = { "endpoint", "kind", "times", "amount", NULL };
  const char *endpoint, *kind;
  PortailDiscordFault fault;
  gint64 amount = 0;
  if (!portail_discord_json_check_members (object, known, error)
      || !portail_discord_json_read_text (object, "endpoint", PORTAIL_DISCORD_REQUIRED, &endpoint,
                                          error)
      || !portail_discord_json_read_text (object, "kind", PORTAIL_DISCORD_REQUIRED, &kind, error)
      || !portail_discord_json_read_count (object, "amount", MAX_AMOUNT, &amount, error)
      || !read_times (object, &fault.times, error))
    return FALSE;
  fault.endpoint = portail_discord_endpoint_from_name (endpoint);
  fault.kind = portail_discord_fault_kind_from_name (kind);
  fault.amount = amount;
  if (fault.endpoint == PORTAIL_DISCORD_N_ENDPOINTS)
    return refuse (error, "Unknown endpoint");
  if (fault.kind == PORTAIL_DISCORD_N_FAULT_KINDS)
    return refuse (error, "Unknown kind of fault");
  portail_discord_faults_add (target->world->faults, &fault);
  return TRUE;
}

static gboolean
change_member (const Target *target, JsonObject *object, GError **error)
{
  static const char *const known[] = { "user_id", "guild_id", "roles", "removed", NULL };
  const char *user_id, *guild_id;
  gboolean is_removed;
  JsonArray *roles;
  if (!portail_discord_json_check_members (object, known, error)
      || !portail_discord_json_read_text (object, "user_id", PORTAIL_DISCORD_REQUIRED, &user_id,
                                          error)
      || !portail_discord_json_read_text (object, "guild_id", PORTAIL_DISCORD_REQUIRED, &guild_id,
                                          error)
      || !portail_discord_json_read_boolean (object, "removed", &is_removed, error)
      || !portail_discord_json_read_array (object, "roles", &roles, error))
    return FALSE;
  if (is_removed == (roles != NULL))
    return refuse (error, "A member needs either roles or removed: true");
  PortailDiscordDirectory *directory = target->world->directory;
  if (is_removed)
    return portail_discord_directory_remove_member (directory, user_id, guild_id, error);
  g_auto (GStrv) role_ids = portail_discord_json_dup_texts (roles, error);
  return role_ids != NULL
         && portail_discord_directory_set_roles (directory, user_id, guild_id,
                                                 (const char *const *) role_ids, error);
}

static gboolean
for_each_object (const Target *target,
                 JsonArray *array,
                 gboolean (*apply) (const Target *target, JsonObject *object, GError **error),
                 GError **error)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *object = portail_discord_json_get_object_at (array, i, error);
      if (object == NULL || !apply (target, object, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_faults (const Target *target, JsonObject *command, const char *name, GError **error)
{
  JsonArray *faults;
  return portail_discord_json_read_array (command, name, &faults, error)
         && for_each_object (target, faults, add_fault, error);
}

static gboolean
change_members (const Target *target, JsonObject *command, const char *name, GError **error)
{
  JsonArray *members;
  return portail_discord_json_read_array (command, name, &members, error)
         && for_each_object (target, members, change_member, error);
}

static gboolean
remove_guilds (const Target *target, JsonObject *command, const char *name, GError **error)
{
  JsonArray *guilds;
  if (!portail_discord_json_read_array (command, name, &guilds, error))
    return FALSE;
  g_auto (GStrv) ids = portail_discord_json_dup_texts (guilds, error);
  for (gsize i = 0; ids != NULL && ids[i] != NULL; i++)
    if (!portail_discord_directory_remove_guild (target->world->directory, ids[i], error))
      return FALSE;
  return ids != NULL;
}

static const struct
{
  const char *name;
  Apply apply;
} commands[] = {
  { "reset_counters", reset_counters },
  { "clear_faults", clear_faults },
  { "release", release },
  { "advance_seconds", advance_clock },
  { "rate_limit", set_rate_limit },
  { "faults", add_faults },
  { "members", change_members },
  { "remove_guilds", remove_guilds },
};

static gboolean
apply_commands (const Target *target, const char *body, GError **error)
{
  const char *known[G_N_ELEMENTS (commands) + 1] = { NULL };
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    known[i] = commands[i].name;
  g_autoptr (JsonObject) command = portail_discord_json_parse_object (body, error);
  if (command == NULL || !portail_discord_json_check_members (command, known, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (json_object_has_member (command, commands[i].name)
        && !commands[i].apply (target, command, commands[i].name, error))
      return FALSE;
  return TRUE;
}

static PortailDiscordAnswer *
answer_state (const Target *target)
{
  PortailDiscordFaults *faults = target->world->faults;
  JsonObject *requests = json_object_new ();
  for (guint i = 0; i < PORTAIL_DISCORD_N_ENDPOINTS; i++)
    json_object_set_int_member (requests, portail_discord_endpoint_get_name (i),
                                portail_discord_faults_get_requests (faults, i));
  JsonObject *object = json_object_new ();
  json_object_set_object_member (object, "requests", requests);
  json_object_set_int_member (object, "armed", portail_discord_faults_count_armed (faults));
  json_object_set_int_member (object, "held", target->sockets->count_held (target->sockets->owner));
  json_object_set_int_member (object, "clock_offset_seconds",
                              target->world->clock_offset_us / G_USEC_PER_SEC);
  JsonNode *root = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (root, object);
  return portail_discord_answer_new_json (200, root);
}

PortailDiscordAnswer *
portail_discord_control_handle (PortailDiscordWorld *world,
                                const PortailDiscordSockets *sockets,
                                const char *body)
{
  Target target = { .world = world, .sockets = sockets };
  g_autoptr (GError) error = NULL;
  if (body != NULL && !apply_commands (&target, body, &error))
    return portail_discord_answer_new_error (400, 0, error->message);
  return answer_state (&target);
}
