/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weeks that staff closed (domain.md §3.6): of a company, or of all. */
#pragma once

#include "server/portail-record-rules.h"

/* PORTAIL_ERROR_LOCKED for any change of what belongs to a locked week, of which it was or will be:
 * the record's own `period`, or that of the record of which it is a part. Those who may lock weeks
 * may write in them. */
gboolean portail_locked_week_check (PortailOpRun *run, const PortailRowStep *step, GError **error);
