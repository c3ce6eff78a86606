/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole week, its sheet with all rows, into the trash and back: one op and one step, told by a
 * toast that takes it back. Main thread. */
#pragma once

#include "app/portail-deed.h"
#include "app/portail-dotation-item.h"
#include "app/portail-shell-context.h"
#include "app/portail-week-locks.h"

G_BEGIN_DECLS

typedef enum
{
  PORTAIL_WEEK_DEED_TRASH,
  PORTAIL_WEEK_DEED_RESTORE,
} PortailWeekDeed;

/* Why somebody of that role may do neither, a sentence; NULL when both are allowed (contract.md §1:
 * the company its drafts, staff all). Static. */
const char *portail_week_deeds_get_refusal (PortailRole role, PortailDotationStatus status);
/* Why the sheet of the chosen company and week cannot be made: a sentence, owned; NULL when it
 * can. */
char *portail_week_deeds_dup_make_refusal (PortailShellContext *context, PortailWeekLocks *locks);
/* The same of bringing @week back; NULL for none that is chosen. */
char *portail_week_deeds_dup_restore_refusal (PortailShellContext *context,
                                              PortailWeekLocks *locks,
                                              const PortailDotationSummary *week);
/* @id: of the dotation. */
void portail_week_deeds_do (const PortailDeedPlace *place,
                            PortailWeekDeed deed,
                            const char *enterprise_id,
                            const char *id);

G_END_DECLS
