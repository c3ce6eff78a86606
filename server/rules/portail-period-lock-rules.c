/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/rules/portail-type-rules.h"
#include "shared/records/portail-period-lock.h"

/* Who makes a lock locks. */
static gboolean
prepare (PortailOpRun *run, const PortailRowStep *step, GError **error)
{
  ((PortailPeriodLock *) step->after)->locked = TRUE;
  return TRUE;
}

const PortailRecordRules portail_period_lock_rules = {
  .type = &portail_period_lock_type,
  .prepare = prepare,
};
