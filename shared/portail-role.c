/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-role.h"

#include "shared/portail-i18n.h"

static const struct
{
  const char *name;
  const char *title;
} roles[PORTAIL_N_ROLES] = {
  [PORTAIL_ROLE_NONE] = { NULL, N_ ("No role") },
  [PORTAIL_ROLE_EMPLOYE] = { "employe", N_ ("Employee") },
  [PORTAIL_ROLE_CO_PATRON] = { "co-patron", N_ ("Co-owner") },
  [PORTAIL_ROLE_PATRON] = { "patron", N_ ("Owner") },
  [PORTAIL_ROLE_DOT] = { "dot", N_ ("Tax agent") },
  [PORTAIL_ROLE_STAFF] = { "staff", N_ ("Staff") },
  [PORTAIL_ROLE_SUPERADMIN] = { "superadmin", N_ ("Superadmin") },
};

const char *
portail_role_get_name (PortailRole role)
{
  return roles[role].name;
}

const char *
portail_role_get_title (PortailRole role)
{
  return _ (roles[role].title);
}

PortailRole
portail_role_from_name (const char *name)
{
  for (int i = PORTAIL_ROLE_EMPLOYE; i < PORTAIL_N_ROLES; i++)
    if (g_strcmp0 (roles[i].name, name) == 0)
      return (PortailRole) i;
  return PORTAIL_ROLE_NONE;
}

gboolean
portail_role_is_server_wide (PortailRole role)
{
  return role >= PORTAIL_ROLE_DOT;
}
