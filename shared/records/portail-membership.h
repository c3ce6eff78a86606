/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The role of a user in a company, or server-wide where enterprise_id is null (domain.md §2). What
 * Discord says and what staff grants by hand are two rows; the higher one counts (contract.md §2).
 */
#pragma once

#include "shared/portail-record.h"

typedef enum
{
  PORTAIL_MEMBERSHIP_DISCORD = 1,
  PORTAIL_MEMBERSHIP_MANUAL,
} PortailMembershipSource;

typedef struct
{
  PortailRecord base;
  char *user_id;
  PortailRole role;
  PortailMembershipSource source;
} PortailMembership;

extern const PortailRecordType portail_membership_type;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailMembership, portail_record_free)
