/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/discord/portail-discord-world.h"

#include "tests/discord/portail-discord-oauth.h"
#include "tests/discord/portail-discord-people.h"
#include "tests/discord/portail-discord-picture.h"

typedef PortailDiscordAnswer *(*Handler) (PortailDiscordWorld *world,
                                          const PortailDiscordRequest *request,
                                          const char *const *arguments);

/* Segments of a path that are arguments are written "*". */
static const struct
{
  const char *method;
  const char *path;
  PortailDiscordEndpoint endpoint;
  Handler handler;
} routes[] = {
  { "GET", "/oauth2/authorize", PORTAIL_DISCORD_AUTHORIZE, portail_discord_oauth_ask },
  { "POST", "/oauth2/authorize", PORTAIL_DISCORD_AUTHORIZE, portail_discord_oauth_decide },
  { "POST", "/oauth2/token", PORTAIL_DISCORD_TOKEN, portail_discord_oauth_token },
  { "POST", "/oauth2/token/revoke", PORTAIL_DISCORD_REVOKE, portail_discord_oauth_revoke },
  { "GET", "/avatars/*/*", PORTAIL_DISCORD_AVATAR, portail_discord_picture_get },
  { "GET", "/users/@me", PORTAIL_DISCORD_USER, portail_discord_people_me },
  { "GET", "/users/@me/guilds", PORTAIL_DISCORD_GUILDS, portail_discord_people_guilds },
  { "GET", "/users/@me/guilds/*/member", PORTAIL_DISCORD_MEMBER, portail_discord_people_member },
  { "GET", "/guilds/*/members/*", PORTAIL_DISCORD_BOT_MEMBER, portail_discord_people_bot_member },
  { "GET", "/guilds/*/members", PORTAIL_DISCORD_BOT_MEMBERS, portail_discord_people_bot_members },
  { "GET", "/guilds/*", PORTAIL_DISCORD_BOT_GUILD, portail_discord_people_bot_guild },
};

enum
{
  MAX_ARGUMENTS = 2,
};

PortailDiscordWorld *
portail_discord_world_new (const PortailDiscordApplication *application)
{
  PortailDiscordWorld *self = g_new0 (PortailDiscordWorld, 1);
  self->application_name = g_strdup (application->name != NULL ? application->name : "Portail");
  self->client_id = g_strdup (application->client_id);
  self->client_secret = g_strdup (application->client_secret);
  self->bot_token = g_strdup (application->bot_token);
  self->redirect_uris = portail_discord_dup_texts (application->redirect_uris);
  self->directory = portail_discord_directory_new ();
  self->grants = portail_discord_grants_new ();
  self->limiter = portail_discord_limiter_new ();
  self->faults = portail_discord_faults_new ();
  return self;
}

void
portail_discord_world_free (PortailDiscordWorld *self)
{
  g_free (self->application_name);
  g_free (self->client_id);
  g_free (self->client_secret);
  g_free (self->bot_token);
  g_strfreev (self->redirect_uris);
  portail_discord_directory_free (self->directory);
  portail_discord_grants_free (self->grants);
  portail_discord_limiter_free (self->limiter);
  portail_discord_faults_free (self->faults);
  g_free (self);
}

gint64
portail_discord_world_get_now_us (PortailDiscordWorld *self)
{
  return g_get_real_time () + self->clock_offset_us;
}

/* The path below /api or /api/v<number>, or @path itself. */
static const char *
skip_prefix (const char *path)
{
  if (!g_str_has_prefix (path, "/api/"))
    return path;
  path += strlen ("/api");
  if (g_str_has_prefix (path, "/v") && g_ascii_isdigit (path[2]))
    {
      const char *rest = path + 2 + strspn (path + 2, "0123456789");
      return *rest == '/' ? rest : path;
    }
  return path;
}

/* Borrows the arguments from @segments. */
static gboolean
matches (const char *pattern, char **segments, const char **arguments)
{
  g_auto (GStrv) wanted = g_strsplit (pattern, "/", -1);
  guint n_arguments = 0;
  if (g_strv_length (wanted) != g_strv_length (segments))
    return FALSE;
  for (guint i = 0; wanted[i] != NULL; i++)
    {
      if (g_str_equal (wanted[i], "*") && *segments[i] != '\0')
        arguments[n_arguments++] = segments[i];
      else if (!g_str_equal (wanted[i], segments[i]))
        return FALSE;
    }
  return TRUE;
}

static PortailDiscordAnswer *
answer_without_faults (PortailDiscordWorld *self,
                       const PortailDiscordRequest *request,
                       guint route,
                       const char *const *arguments)
{
  PortailDiscordRate rate;
  PortailDiscordEndpoint endpoint = routes[route].endpoint;
  if (endpoint < PORTAIL_DISCORD_USER)
    return routes[route].handler (self, request, arguments);

  const char *name = portail_discord_endpoint_get_name (endpoint);
  g_autofree char *key = g_strconcat (
      name, " ", request->authorization != NULL ? request->authorization : "", NULL);
  g_autofree char *bucket = g_compute_checksum_for_string (G_CHECKSUM_MD5, name, -1);
  rate = portail_discord_limiter_count (self->limiter, key,
                                        portail_discord_world_get_now_us (self));
  double seconds = (double) rate.reset_after_us / G_USEC_PER_SEC;
  PortailDiscordAnswer *answer = rate.is_exceeded
                                     ? portail_discord_answer_new_limited (seconds)
                                     : routes[route].handler (self, request, arguments);
  portail_discord_answer_add_rate (answer, &rate, bucket);
  return answer;
}

static PortailDiscordAnswer *
answer_route (PortailDiscordWorld *self,
              const PortailDiscordRequest *request,
              guint route,
              const char *const *arguments)
{
  PortailDiscordFault fault;
  if (!portail_discord_faults_take (self->faults, routes[route].endpoint, &fault))
    return answer_without_faults (self, request, route, arguments);
  PortailDiscordAnswer *answer = portail_discord_answer_new_fault (&fault);
  if (answer == NULL)
    {
      answer = answer_without_faults (self, request, route, arguments);
      portail_discord_answer_spoil (answer, &fault);
    }
  return answer;
}

PortailDiscordAnswer *
portail_discord_world_handle (PortailDiscordWorld *self, const PortailDiscordRequest *request)
{
  g_auto (GStrv) segments = g_strsplit (skip_prefix (request->path), "/", -1);
  gboolean is_known_path = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      const char *arguments[MAX_ARGUMENTS] = { NULL };
      if (!matches (routes[i].path, segments, arguments))
        continue;
      is_known_path = TRUE;
      if (g_str_equal (routes[i].method, request->method))
        return answer_route (self, request, i, arguments);
    }
  return is_known_path ? portail_discord_answer_new_error (405, 0, "405: Method Not Allowed")
                       : portail_discord_answer_new_error (404, 0, "404: Not Found");
}
