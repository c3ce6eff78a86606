/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The companies of an account and the person's role towards each, as the last sync said. */
#pragma once

#include "app/portail-cache.h"
#include "app/portail-shell-context.h"
#include "app/portail-user-setting.h"

typedef struct
{
  GArray *companies;           /* of PortailShellCompany with owned texts, by name */
  char *person_name;           /* or NULL */
  PortailRole role_everywhere; /* staff, dot, superadmin; NONE for most */
  PortailDesktopSetting *desktop;
} PortailAccountCompanies;

void portail_account_companies_free (PortailAccountCompanies *companies);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailAccountCompanies, portail_account_companies_free)
/* Gives a PortailAccountCompanies. */
PortailQuery *portail_account_companies_query_new (const char *user_id);
gboolean portail_account_companies_is_equal (const PortailAccountCompanies *a,
                                             const PortailAccountCompanies *b);
