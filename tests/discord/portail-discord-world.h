/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The provider without sockets or threads: answer = handle (request, world).
 *
 * 1. Everything that Discord would remember stands here; one thread at a time may use it.
 * 2. Its clock is the machine's plus an offset that tests advance; nothing waits for time to pass.
 * 3. Paths are taken bare, below /api and below /api/v<number>, as Discord does. */
#pragma once

#include "tests/discord/portail-discord-answer.h"
#include "tests/discord/portail-discord-directory.h"
#include "tests/discord/portail-discord-faults.h"
#include "tests/discord/portail-discord-grants.h"
#include "tests/discord/portail-discord-limiter.h"

/* The application as registered at Discord. */
typedef struct
{
  const char *name; /* shown on the authorize page; NULL = "Portail" */
  const char *client_id;
  const char *client_secret;
  const char *bot_token; /* NULL: there is no bot */
  const char *const *redirect_uris;
} PortailDiscordApplication;

typedef struct
{
  char *application_name;
  char *client_id;
  char *client_secret;
  char *bot_token; /* may be NULL */
  GStrv redirect_uris;
  PortailDiscordDirectory *directory;
  PortailDiscordGrants *grants;
  PortailDiscordLimiter *limiter;
  PortailDiscordFaults *faults;
  gint64 clock_offset_us;
} PortailDiscordWorld;

typedef struct
{
  const char *method;
  const char *path;          /* decoded */
  GHashTable *query;         /* never NULL */
  GHashTable *form;          /* NULL unless the body is application/x-www-form-urlencoded */
  const char *authorization; /* may be NULL, like the next */
  const char *cookie;
} PortailDiscordRequest;

/* Copies @application. */
PortailDiscordWorld *portail_discord_world_new (const PortailDiscordApplication *application);
void portail_discord_world_free (PortailDiscordWorld *self);

gint64 portail_discord_world_get_now_us (PortailDiscordWorld *self);

/* Never NULL: unknown paths and methods have Discord's 404 and 405. */
PortailDiscordAnswer *portail_discord_world_handle (PortailDiscordWorld *self,
                                                    const PortailDiscordRequest *request);
