/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which Discord roles give which roles here (domain.md §2), and what they give to somebody.
 *
 * 1. Roles are matched by id: of the main guild (settings of the server), and of each company's own
 *    guild. The owner of a company's guild is its patron.
 * 2. Where the server's setting allows it, the name of a role counts where no id does.
 * 3. A verdict is certain when every guild that could give a role answered; where no guild could,
 *    that is certain too. */
#pragma once

#include "server/portail-discord.h"
#include "server/portail-record-writer.h"
#include "shared/portail-database.h"
#include "shared/portail-role.h"
#include "shared/records/portail-enterprise.h"

/* Texts are owned, "" for none. */
typedef struct
{
  char *main_guild_id;
  char *staff_role_ids; /* comma list */
  char *dot_role_ids;   /* comma list */
  gboolean matches_names;
  guint refresh_minutes;
  GPtrArray *enterprises; /* of owned PortailEnterprise, by id */
  GHashTable *role_names; /* role id → name; empty unless matches_names */
} PortailRoleMapping;

PortailRoleMapping *portail_role_mapping_load (PortailDatabase *database, GError **error);
void portail_role_mapping_free (PortailRoleMapping *mapping);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailRoleMapping, portail_role_mapping_free)

/* The guilds that give roles. GPtrArray of owned char *. */
GPtrArray *portail_role_mapping_list_guild_ids (const PortailRoleMapping *mapping);
/* NULL for a company that is not there. Borrowed. */
PortailEnterprise *portail_role_mapping_find_enterprise (const PortailRoleMapping *mapping,
                                                         const char *enterprise_id);

/* Writes what differs from the stored mapping, companies through @writer, and lets memberships
 * follow. */
gboolean portail_role_mapping_save (const PortailRoleMapping *mapping,
                                    PortailRecordWriter *writer,
                                    GError **error);

typedef struct
{
  PortailRole role;
  gboolean is_certain;
} PortailRoleVerdict;

/* What Discord gives @identity in @enterprise; NULL asks for the server-wide role. */
PortailRoleVerdict portail_role_mapping_judge (const PortailRoleMapping *mapping,
                                               const PortailEnterprise *enterprise,
                                               const PortailDiscordIdentity *identity);
