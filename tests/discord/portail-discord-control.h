/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The switches over HTTP, for programs that run the provider as a process.
 *
 * GET /__control answers
 *   { "requests": { "<endpoint>": n, … }, "armed": n, "held": n, "clock_offset_seconds": n }
 * with `armed` the requests that still meet a fault and `held` the answers that wait.
 *
 * POST /__control takes a JSON object with any of these members, applies them in this order, and
 * answers like GET; 400 {"message": "…"} names what it refuses, and then the members before that
 * one are applied, the rest is not.
 *   "reset_counters": true
 *   "clear_faults": true
 *   "release": true                     lets the held answers go
 *   "advance_seconds": n
 *   "rate_limit": { "limit": n, "window_seconds": n }
 *   "faults": [ { "endpoint": "token", "kind": "fail", "times"?: 1 | "always", "amount"?: n } ]
 *   "members": [ { "user_id", "guild_id", "roles": ["…"] }, { "user_id", "guild_id",
 *                  "removed": true } ]
 *   "remove_guilds": [ "<guild id>" ]
 * Endpoints, kinds and amounts: portail-discord-faults.h. */
#pragma once

#include "tests/discord/portail-discord-world.h"

#define PORTAIL_DISCORD_CONTROL_PATH "/__control"

/* What only the owner of the sockets can do. */
typedef struct
{
  void (*release) (gpointer owner);
  guint (*count_held) (gpointer owner);
  gpointer owner;
} PortailDiscordSockets;

/* @body is NULL for a GET. Never NULL. */
PortailDiscordAnswer *portail_discord_control_handle (PortailDiscordWorld *world,
                                                      const PortailDiscordSockets *sockets,
                                                      const char *body);
