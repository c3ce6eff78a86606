/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From Discord's roles to memberships of source `discord` (domain.md §2, contract.md §2).
 *
 * 1. Roles are matched by id: of the main guild (settings of the server), and of each company's own
 *    guild. The owner of a company's guild is its patron. One row a company, of the highest role.
 * 2. A row goes only when every guild that could give it said no; a guild that did not answer keeps
 *    what it gave. `manual` rows are never touched. */
#pragma once

#include "server/portail-discord.h"
#include "server/portail-record-writer.h"

/* The guilds that give roles. GPtrArray of owned char *. */
GPtrArray *portail_roles_list_guild_ids (PortailDatabase *database, GError **error);
gboolean portail_roles_apply (PortailRecordWriter *writer,
                              const char *user_id,
                              const PortailDiscordIdentity *identity,
                              GError **error);
