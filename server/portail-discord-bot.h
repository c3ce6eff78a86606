/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the bot of the guilds may ask, without anybody signing in. Calls block, for minutes where
 * Discord's limits want it: they belong on a thread of their own or the job pool.
 *
 * 1. Hostile input, limits and refusals as portail-discord.h says, with a gate of its own, so that
 *    a round of questions never makes a person wait.
 * 2. Who is absent from a member list that is whole is no member; a list with one page that cannot
 *    be believed is no list. */
#pragma once

#include "server/portail-discord.h"

PortailDiscordBot *portail_discord_bot_new (const PortailDiscordSettings *settings);
void portail_discord_bot_free (PortailDiscordBot *bot);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailDiscordBot, portail_discord_bot_free)

/* What one guild says of itself and all its members. */
typedef struct
{
  char *owner_id;         /* NULL: it was not to be had, as those below */
  GHashTable *role_names; /* role id → name */
  GHashTable *members;    /* Discord id → set of role ids */
} PortailGuildCensus;

/* UNAUTHENTICATED when Discord refuses the bot altogether, UNAVAILABLE when no request may leave or
 * nothing is answered: then there is no use in asking more. Owned. */
PortailGuildCensus *portail_discord_bot_take_census (PortailDiscordBot *bot,
                                                     const char *guild_id,
                                                     GCancellable *cancellable,
                                                     GError **error);
void portail_guild_census_free (PortailGuildCensus *census);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailGuildCensus, portail_guild_census_free)

typedef struct
{
  const char *guild_id;
  const char *discord_id;
} PortailMemberQuestion;

/* One member, for a guild that does not list them. Fills @guild; errors as above, and FORBIDDEN
 * when the bot may not see the guild. */
gboolean portail_discord_bot_ask_member (PortailDiscordBot *bot,
                                         const PortailMemberQuestion *question,
                                         PortailGuildMembership *guild,
                                         GCancellable *cancellable,
                                         GError **error);
/* Whole seconds until a request may leave; 0 for at once. */
guint portail_discord_bot_get_wait (PortailDiscordBot *bot);
/* The bot's own name, which shows that its token is good. Owned. */
char *portail_discord_bot_get_name (PortailDiscordBot *bot, GError **error);
