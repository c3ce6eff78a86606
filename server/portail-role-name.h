/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/portail-role.h"

/* The role that the name of a Discord role stands for, as `⭐ Co-Patronne` for co-patron: its words,
 * without case and accents, are looked for in the order co-patron, patron, employe, staff, dot
 * (domain.md §2). NONE for a name that says nothing. */
PortailRole portail_role_from_discord_name (const char *name);
