/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All weeks that staff has locked, as the cache has them; it follows the cache, and is read in the
 * cache's thread.
 *
 * Signal: "changed" () once what it tells may be another. Main thread. */
#pragma once

#include "app/portail-cache.h"
#include "shared/portail-role.h"
#include "shared/portail-week.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_WEEK_LOCKS (portail_week_locks_get_type ())
G_DECLARE_FINAL_TYPE (PortailWeekLocks, portail_week_locks, PORTAIL, WEEK_LOCKS, GObject)

PortailWeekLocks *portail_week_locks_new (void);
/* NULL for none. */
void portail_week_locks_set_cache (PortailWeekLocks *locks, PortailCache *cache);
/* Why somebody of that role in the company may not write what has that week, see
 * portail-week-lock.h: a sentence, owned. NULL: nothing hinders them, as far as is known. */
char *portail_week_locks_dup_reason (PortailWeekLocks *locks,
                                     PortailRole role,
                                     const char *enterprise_id,
                                     PortailWeek period);

G_END_DECLS
