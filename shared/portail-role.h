/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who somebody is towards one company (domain.md §2). A higher value is the higher role: a person
 * with several memberships acts with the highest (contract.md §2). */
#pragma once

#include <glib.h>

typedef enum
{
  PORTAIL_ROLE_NONE,
  PORTAIL_ROLE_EMPLOYE,
  PORTAIL_ROLE_CO_PATRON,
  PORTAIL_ROLE_PATRON,
  PORTAIL_ROLE_DOT,
  PORTAIL_ROLE_STAFF,
  PORTAIL_ROLE_SUPERADMIN,
  PORTAIL_N_ROLES,
} PortailRole;

/* A set of roles, as 1 << role. */
typedef guint PortailRoles;
#define PORTAIL_ROLES(role) (1u << PORTAIL_ROLE_##role)

/* Wire name: `employe`, `co-patron`, …; NULL for NONE. Static. */
const char *portail_role_get_name (PortailRole role);
/* Translated. Static. */
const char *portail_role_get_title (PortailRole role);
/* NONE for an unknown name or NULL. */
PortailRole portail_role_from_name (const char *name);
/* staff, dot and superadmin hold for every company. */
gboolean portail_role_is_server_wide (PortailRole role);
