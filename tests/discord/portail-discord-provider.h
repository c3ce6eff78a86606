/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A program that behaves as Discord's OAuth2 and user endpoints do, for tests and the demo.
 *
 * 1. It listens on 127.0.0.1 only, on a thread and main context of its own: a test may block on a
 *    request to it.
 * 2. Every function here is called from the thread that made the object; what it changes holds for
 *    all requests that arrive after it returns.
 * 3. Accounts, codes, tokens, faults and counters outlive stop () and start ().
 * 4. Nothing sleeps: time passes by advance_clock (), slow answers by HOLD and release_held ().
 *
 * Behaviour by endpoint: portail-discord-oauth.h, portail-discord-people.h; ways to misbehave:
 * portail-discord-faults.h; the same switches over HTTP: portail-discord-control.h; the users
 * file: portail-discord-directory.h. Functions with GError set PORTAIL_ERROR_INVALID for ids and
 * files that are wrong, or an error of GIO. */
#pragma once

#include <gio/gio.h>

#include "tests/discord/portail-discord-faults.h"
#include "tests/discord/portail-discord-limiter.h"
#include "tests/discord/portail-discord-world.h"

#define PORTAIL_TYPE_DISCORD_PROVIDER (portail_discord_provider_get_type ())
G_DECLARE_FINAL_TYPE (PortailDiscordProvider,
                      portail_discord_provider,
                      PORTAIL,
                      DISCORD_PROVIDER,
                      GObject)

/* Copies @application. There are no users yet. */
PortailDiscordProvider *portail_discord_provider_new (const PortailDiscordApplication *application);

/* Replaces all users and guilds. */
gboolean portail_discord_provider_load_users_file (PortailDiscordProvider *self,
                                                   const char *path,
                                                   GError **error);
gboolean portail_discord_provider_load_users_text (PortailDiscordProvider *self,
                                                   const char *json,
                                                   GError **error);

/* @port 0 takes a free one. Returns when requests are accepted. */
gboolean
portail_discord_provider_start (PortailDiscordProvider *self, guint16 port, GError **error);
/* Closes the listener and all connections; held answers are lost. Does nothing when stopped. */
void portail_discord_provider_stop (PortailDiscordProvider *self);

/* "http://127.0.0.1:PORT" without a slash at the end, borrowed; NULL before the first start. After
 * stop () it still is the last address. DISCORD_API_BASE is this with "/api/v10",
 * DISCORD_AUTHORIZE_URL with "/oauth2/authorize", DISCORD_CDN_BASE as it is. */
const char *portail_discord_provider_get_base_url (PortailDiscordProvider *self);
guint16 portail_discord_provider_get_port (PortailDiscordProvider *self);

void portail_discord_provider_add_fault (PortailDiscordProvider *self,
                                         const PortailDiscordFault *fault);
void portail_discord_provider_clear_faults (PortailDiscordProvider *self);
/* Sends every answer that waits by HOLD. */
void portail_discord_provider_release_held (PortailDiscordProvider *self);
/* Blocks until at least @count answers are held; FALSE after @timeout_ms. */
gboolean portail_discord_provider_wait_for_held (PortailDiscordProvider *self,
                                                 guint count,
                                                 guint timeout_ms);

void portail_discord_provider_advance_clock (PortailDiscordProvider *self, guint seconds);
void portail_discord_provider_set_rate_limit (PortailDiscordProvider *self,
                                              const PortailDiscordRateLimit *limit);

/* @role_ids ends with NULL and may be empty; the membership is made when there is none. */
gboolean portail_discord_provider_set_member_roles (PortailDiscordProvider *self,
                                                    const char *user_id,
                                                    const char *guild_id,
                                                    const char *const *role_ids,
                                                    GError **error);
gboolean portail_discord_provider_remove_member (PortailDiscordProvider *self,
                                                 const char *user_id,
                                                 const char *guild_id,
                                                 GError **error);
gboolean portail_discord_provider_remove_guild (PortailDiscordProvider *self,
                                                const char *guild_id,
                                                GError **error);

/* Requests received, faulty ones included. */
guint64 portail_discord_provider_get_request_count (PortailDiscordProvider *self,
                                                    PortailDiscordEndpoint endpoint);
void portail_discord_provider_reset_request_counts (PortailDiscordProvider *self);
