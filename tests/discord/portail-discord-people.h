/* SPDX-License-Identifier: GPL-3.0-or-later */
/* User and guild endpoints. Shapes after Discord's documentation of "Get Current User", "Get
 * Current User Guilds", "Get Current User Guild Member", "Get Guild Member", "List Guild Members"
 * and "Get Guild":
 *
 * - ids and roles are texts; a missing, wrong or expired token, and a token without the scope, are
 *   401 {"message": "401: Unauthorized", "code": 0};
 * - email and verified only with the scope `email`;
 * - an unknown guild is 404 code 10004, a guild that the user is not in is 404 code 10007;
 * - the guild list is sorted by id and cut at `limit` (1–200, default 200) after the id `after`;
 * - the member list of a guild likewise (1–1000, default 1).
 *
 * Handlers return a new answer; @arguments are the variable segments of the path. */
#pragma once

#include "tests/discord/portail-discord-world.h"

PortailDiscordAnswer *portail_discord_people_me (PortailDiscordWorld *world,
                                                 const PortailDiscordRequest *request,
                                                 const char *const *arguments);
PortailDiscordAnswer *portail_discord_people_guilds (PortailDiscordWorld *world,
                                                     const PortailDiscordRequest *request,
                                                     const char *const *arguments);
PortailDiscordAnswer *portail_discord_people_member (PortailDiscordWorld *world,
                                                     const PortailDiscordRequest *request,
                                                     const char *const *arguments);
/* With `Authorization: Bot <token>`. */
PortailDiscordAnswer *portail_discord_people_bot_member (PortailDiscordWorld *world,
                                                         const PortailDiscordRequest *request,
                                                         const char *const *arguments);
PortailDiscordAnswer *portail_discord_people_bot_members (PortailDiscordWorld *world,
                                                          const PortailDiscordRequest *request,
                                                          const char *const *arguments);
PortailDiscordAnswer *portail_discord_people_bot_guild (PortailDiscordWorld *world,
                                                        const PortailDiscordRequest *request,
                                                        const char *const *arguments);
