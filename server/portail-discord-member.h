/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an answer about one member of one guild is worth: invariant 2 of portail-discord.h, whoever
 * asked. */
#pragma once

#include "server/portail-discord-call.h"
#include "server/portail-discord.h"

/* NULL where the body is no JSON. Borrowed. */
const PortailJson *portail_discord_reply_get_root (const PortailDiscordReply *reply);
/* NULL for anything but a text that is an id: a number has lost its last digits. */
const char *portail_discord_get_id (const PortailJson *json);
/* Reads the array of role ids into @role_ids. FALSE when one is no id: then none is believed. */
gboolean portail_discord_read_role_ids (const PortailJson *roles, GHashTable *role_ids);
/* Takes roles over into @guild; the caller drops them where the answer is not MEMBER. */
PortailGuildStanding portail_discord_judge_member (PortailGuildMembership *guild,
                                                   const PortailDiscordReply *reply);
