/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everybody's Discord roles as the bot sees them now: taken without holding the database, applied
 * on the writer's connection.
 *
 * A guild that does not answer as it should stays unknown, and takes nothing (contract.md §2).
 * Accounts that are disabled are neither asked for nor changed, nor are those of whom Discord told
 * later, at a sign-in. */
#pragma once

#include "server/portail-discord-bot.h"
#include "shared/portail-database.h"
#include "shared/portail-timestamp.h"

typedef struct
{
  GPtrArray *user_ids;    /* owned char *, by id */
  GHashTable *identities; /* user id → PortailDiscordIdentity with guilds alone */
  GHashTable *role_names; /* guild id → (role id → name), of guilds that told them */
  guint n_silent_guilds;  /* that did not say all: the bot is not there, or may not see */
  PortailTimestamp begun_at;
} PortailRoleCensus;

/* Asks about all accounts of @reader in @guild_ids. Errors of portail-discord-bot.h; blocks. Owned.
 */
PortailRoleCensus *portail_role_census_take (PortailDiscordBot *bot,
                                             PortailDatabase *reader,
                                             const GPtrArray *guild_ids,
                                             GCancellable *cancellable,
                                             GError **error);
void portail_role_census_free (PortailRoleCensus *census);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailRoleCensus, portail_role_census_free)

/* How many accounts one job of the writer does. */
#define PORTAIL_ROLE_CENSUS_STEP 50

/* The names of roles, and the roles of at most PORTAIL_ROLE_CENSUS_STEP accounts from @first on. In
 * a transaction. */
gboolean portail_role_census_apply (const PortailRoleCensus *census,
                                    guint first,
                                    PortailDatabase *database,
                                    PortailTimestamp now,
                                    GError **error);
