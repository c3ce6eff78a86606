/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mapping as staff reads and writes it: {main_guild_id, staff_role_ids, dot_role_ids,
 * match_role_names, refresh_minutes, enterprises: [{id, name, discord_guild_id, main_guild_role_id,
 * patron_role_id, co_patron_role_id, employee_role_id}]}. */
#pragma once

#include "server/portail-role-mapping.h"
#include "shared/portail-json.h"
#include "shared/portail-problem.h"

void portail_role_mapping_append_json (const PortailRoleMapping *mapping, GString *json);
/* Changes what @object names; members and companies that it does not name stay. A `name` of a
 * company is passed over. */
void portail_role_mapping_read_json (PortailRoleMapping *mapping,
                                     const PortailJson *object,
                                     PortailProblems *problems);
