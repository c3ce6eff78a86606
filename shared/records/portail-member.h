/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody with a role in a company, as the others of the company see him (contract.md §1): users
 * themselves stay with the server. The server keeps these rows in step with memberships and users;
 * nobody else writes them. */
#pragma once

#include "shared/portail-record.h"

typedef struct
{
  PortailRecord base;
  char *user_id;
  char *display_name;
  char *avatar; /* address of the picture, or NULL */
} PortailMember;

extern const PortailRecordType portail_member_type;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailMember, portail_record_free)
