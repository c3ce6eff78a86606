/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts in answers: the seed's UserResponse with the memberships (contract.md §11). */
#pragma once

#include "shared/portail-database.h"
#include "shared/portail-role.h"
#include "shared/records/portail-membership.h"
#include "shared/records/portail-user.h"

/* Live memberships, of companies that are there. GPtrArray of owned PortailMembership. */
GPtrArray *portail_user_answer_list_memberships (PortailDatabase *database,
                                                 const char *user_id,
                                                 GError **error);
/* The highest of the account, active or not. */
PortailRole portail_user_answer_get_role (const PortailUser *user, const GPtrArray *memberships);

/* `is_active` says whether somebody signed in may do anything (domain.md §2: not without role), to
 * himself; to those who administer accounts, whether the account is disabled. */
typedef enum
{
  PORTAIL_USER_TO_HIMSELF,
  PORTAIL_USER_TO_STAFF,
} PortailUserReader;

/* One JSON object. */
void portail_user_answer_append (GString *json,
                                 const PortailUser *user,
                                 const GPtrArray *memberships,
                                 PortailUserReader reader);
void portail_user_answer_append_membership (GString *json, const PortailMembership *membership);
