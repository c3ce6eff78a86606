/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From Discord's roles to memberships of source `discord` (domain.md §2, contract.md §2): one row a
 * company and one server-wide, each of the highest role.
 *
 * A row goes only when the verdict is certain (portail-role-mapping.h): a guild that did not answer
 * keeps what it gave, a mapping that gives it no more takes it. `manual` rows are never touched. */
#pragma once

#include "server/portail-record-writer.h"
#include "server/portail-role-mapping.h"

typedef struct
{
  char *enterprise_id; /* NULL: server-wide */
  PortailRole before;
  PortailRole after;
} PortailRoleChange;

/* What would change for the user; empty where nothing would. GPtrArray of owned PortailRoleChange.
 * Read-only. */
GPtrArray *portail_roles_plan (PortailDatabase *database,
                               const PortailRoleMapping *mapping,
                               const char *user_id,
                               const PortailDiscordIdentity *identity,
                               GError **error);
/* Does it, member rows included. */
gboolean portail_roles_apply (PortailRecordWriter *writer,
                              const PortailRoleMapping *mapping,
                              const char *user_id,
                              const PortailDiscordIdentity *identity,
                              GError **error);
/* The same for everybody by what Discord last said, after a change of the mapping. */
gboolean portail_roles_apply_known (PortailRecordWriter *writer, GError **error);
/* Users whose roles may come from Discord: those that are not in the trash. GPtrArray of owned ids.
 */
GPtrArray *portail_roles_list_user_ids (PortailDatabase *database, GError **error);
