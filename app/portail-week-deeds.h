/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole week, its sheet with all rows, into the trash and back: one op and one step, told by a
 * toast that takes it back. Main thread. */
#pragma once

#include "app/portail-deed.h"
#include "shared/portail-role.h"
#include "shared/records/portail-dotation.h"

G_BEGIN_DECLS

typedef enum
{
  PORTAIL_WEEK_DEED_TRASH,
  PORTAIL_WEEK_DEED_RESTORE,
} PortailWeekDeed;

/* Why somebody of that role may do neither, a sentence; NULL when both are allowed (contract.md §1:
 * the company its drafts, staff all). Static. */
const char *portail_week_deeds_get_refusal (PortailRole role, PortailDotationStatus status);
/* @id: of the dotation. */
void portail_week_deeds_do (const PortailDeedPlace *place,
                            PortailWeekDeed deed,
                            const char *enterprise_id,
                            const char *id);

G_END_DECLS
