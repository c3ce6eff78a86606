/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether staff closed a week, for a company or, without one, for all (domain.md §3.6). Everybody
 * of the company sees it, so that clients know offline what will be refused; `locked` follows from
 * the commands. */
#pragma once

#include "shared/portail-record.h"

typedef struct
{
  PortailRecord base;
  PortailWeek period;
  gboolean locked;
  char *reason;
} PortailPeriodLock;

extern const PortailRecordType portail_period_lock_type;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailPeriodLock, portail_record_free)
