/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks Discord who somebody is and which roles he has (server.md "Login"). Calls block: they belong
 * on the job pool.
 *
 * 1. What Discord answers is hostile input: status, size, type and every id are checked before
 *    anything is believed. Redirects are not followed.
 * 2. A guild's answer is believed only when it is one of three: 200 with roles, 404 with code
 *    10007, or absence from a complete list of guilds (contract.md §2). Anything else leaves the
 *    guild UNKNOWN, and what was known of it stays.
 * 3. A 429 is obeyed: until its Retry-After passed, no request leaves; a short one is waited for,
 *    a longer one fails at once. After five 401 or 403 in a row none leaves for a minute, so that a
 *    wrong secret does not get the server banned.
 * 4. Any thread; requests of several threads run beside each other. */
#pragma once

#include <gio/gio.h>

typedef struct _PortailDiscord PortailDiscord;
typedef struct _PortailDiscordBot PortailDiscordBot;

/* Texts are copied. */
typedef struct
{
  const char *api_base; /* "https://discord.com/api/v10", without a slash at its end */
  const char *client_id;
  const char *client_secret;
  const char *redirect_uri;
  const char *bot_token;      /* NULL: there is no bot */
  guint timeout_milliseconds; /* of each request; 0: 10 s */
} PortailDiscordSettings;

typedef enum
{
  PORTAIL_GUILD_UNKNOWN,
  PORTAIL_GUILD_STRANGER, /* surely no member */
  PORTAIL_GUILD_MEMBER,
} PortailGuildStanding;

typedef struct
{
  PortailGuildStanding standing;
  gboolean knows_owner; /* the list of guilds was answered, so is_owner is true or false */
  gboolean is_owner;
  GHashTable *role_ids; /* set of Discord ids; of a MEMBER */
} PortailGuildMembership;

typedef struct
{
  char *discord_id;
  char *username;
  char *display_name; /* or NULL */
  char *email;        /* NULL unless Discord verified it */
  char *avatar_url;   /* or NULL */
  GHashTable *guilds; /* guild id → PortailGuildMembership, those that were asked for */
} PortailDiscordIdentity;

/* What the browser brought back. */
typedef struct
{
  const char *code;
  const char *code_verifier;  /* NULL: the code was made without PKCE */
  const GPtrArray *guild_ids; /* of const char * */
} PortailDiscordGrant;

PortailDiscord *portail_discord_new (const PortailDiscordSettings *settings);
void portail_discord_free (PortailDiscord *discord);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailDiscord, portail_discord_free)

/* Whether Discord knows the application and its secret: UNAUTHENTICATED where not. */
gboolean portail_discord_check_client (PortailDiscord *discord, GError **error);
/* NULL where there is none (portail-discord-bot.h). Borrowed. */
PortailDiscordBot *portail_discord_get_bot (PortailDiscord *discord);

/* UNAUTHENTICATED for a code that Discord refuses, UNAVAILABLE when no request may leave or none
 * was answered in time, BAD_GATEWAY for answers that are none. Owned. */
PortailDiscordIdentity *portail_discord_identify (PortailDiscord *discord,
                                                  const PortailDiscordGrant *grant,
                                                  GCancellable *cancellable,
                                                  GError **error);
PortailDiscordIdentity *portail_discord_identity_new (void);
void portail_discord_identity_free (PortailDiscordIdentity *identity);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailDiscordIdentity, portail_discord_identity_free)
/* The guild @guild_id, made as UNKNOWN where it is not there yet. Borrowed. */
PortailGuildMembership *portail_discord_identity_ensure_guild (PortailDiscordIdentity *identity,
                                                               const char *guild_id);

/* Whole seconds until a request may leave; 0 for at once. */
guint portail_discord_get_wait (PortailDiscord *discord);
