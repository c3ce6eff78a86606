/* SPDX-License-Identifier: GPL-3.0-or-later */
/* May this person make this change to this record (contract.md §2)? */
#pragma once

#include "server/portail-access.h"
#include "shared/portail-change.h"

typedef struct
{
  const PortailAccess *access;
  const char *scope; /* of the op */
  const PortailChange *change;
  const PortailRecord *row;    /* the record, or for CREATE the one to be; maybe from the trash */
  const char *brought_company; /* id of the company that the op brings; or NULL */
} PortailRightsQuestion;

/* NOT_FOUND for a scope of which the user may know nothing, FORBIDDEN for one without the right;
 * a change that touches one forbidden field is refused whole, with a problem that names it. */
gboolean portail_record_rights_check (const PortailRightsQuestion *question,
                                      PortailProblems *problems,
                                      GError **error);
