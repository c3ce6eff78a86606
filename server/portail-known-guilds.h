/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Discord last surely said of somebody, kept so that a change of the mapping counts at once
 * and a dry run has something to reckon with. A guild that said nothing keeps its row. */
#pragma once

#include "server/portail-discord.h"
#include "shared/portail-database.h"
#include "shared/portail-timestamp.h"

gboolean portail_known_guilds_save (PortailDatabase *database,
                                    const char *user_id,
                                    const PortailDiscordIdentity *identity,
                                    PortailTimestamp now,
                                    GError **error);
/* Forgets guilds other than @guild_ids: what they said grows old while nobody asks them, and must
 * not count when they are asked again. */
gboolean
portail_known_guilds_forget (PortailDatabase *database, const GPtrArray *guild_ids, GError **error);
/* An identity with guilds alone; those that are not in it are unknown. Owned. */
PortailDiscordIdentity *
portail_known_guilds_load (PortailDatabase *database, const char *user_id, GError **error);
