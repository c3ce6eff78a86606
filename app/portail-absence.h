/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long an account has been without contact with its server (sync.md, Identity; contract.md §9).
 *
 * 1. It is now at least as late as the largest server time that any account here has seen, and the
 *    time that the program was in use since. No clock of this machine is asked, so none that is
 *    set back hides an absence and none that is set ahead makes one.
 * 2. An account without any contact so far is not absent. Main thread. */
#pragma once

#include "app/portail-account.h"

#define PORTAIL_ABSENCE_DAYS_DEFAULT 14

/* After how many days the cache locks; @settings may be NULL. */
guint portail_absence_get_days (GSettings *settings);

/* Microseconds that never go back, as g_get_monotonic_time(). */
typedef gint64 (*PortailMonotonic) (void);

typedef struct
{
  PortailTimestamp least; /* it was at least so late at `mark`; null: nothing was seen */
  gint64 mark;            /* of `get_monotonic` */
  PortailMonotonic get_monotonic;
} PortailAbsence;

/* Begins with what @accounts, of PortailAccount, have seen. */
PortailAbsence portail_absence_begin (const GPtrArray *accounts, PortailMonotonic get_monotonic);
/* A server said that it is @server_time. */
void portail_absence_note (PortailAbsence *absence, PortailTimestamp server_time);
/* Null where nothing was seen. */
PortailTimestamp portail_absence_get_least_now (const PortailAbsence *absence);
/* @n_days: 0 never locks. */
gboolean portail_absence_is_too_long (const PortailAbsence *absence,
                                      const PortailAccount *account,
                                      guint n_days);
