/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the server refuses in a week that staff has locked (domain.md §3.6), known before it is
 * asked: every write into what has that week, of whoever does not lock weeks. */
#pragma once

#include "shared/portail-database.h"
#include "shared/portail-role.h"
#include "shared/portail-week.h"
#include "shared/records/portail-period-lock.h"

G_BEGIN_DECLS

/* Whether a locked week is closed to that role. */
gboolean portail_week_lock_binds (PortailRole role);
/* A sentence. Owned. */
char *portail_week_lock_dup_reason (const PortailPeriodLock *lock);
/* Of the company's own lock, else of that of all. *@reason: a sentence, owned; NULL: the week is
 * open. In the cache's threads. */
gboolean portail_week_lock_find (PortailDatabase *database,
                                 const char *enterprise_id,
                                 PortailWeek period,
                                 char **reason,
                                 GError **error);

G_END_DECLS
