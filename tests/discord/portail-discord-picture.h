/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of people, below /avatars/{user}/{name}.png as at Discord's CDN. Each is drawn after its
 * name: a pattern of squares that is the same on both sides, in a colour of its own. A name that
 * the user does not have is 404. */
#pragma once

#include "tests/discord/portail-discord-world.h"

PortailDiscordAnswer *portail_discord_picture_get (PortailDiscordWorld *world,
                                                   const PortailDiscordRequest *request,
                                                   const char *const *arguments);
/* A PNG of the pattern of @name. Owned. */
GBytes *portail_discord_picture_draw (const char *name);
