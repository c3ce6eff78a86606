/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/records/portail-period-lock.h"

#include "shared/portail-i18n.h"

static const PortailField fields[] = {
  {
      PORTAIL_WEEK (PortailPeriodLock, period),
      .title = N_ ("Week"),
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IMMUTABLE
               | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_BOOLEAN (PortailPeriodLock, locked),
      .title = N_ ("Locked"),
      .flags = PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_COMPUTED | PORTAIL_FIELD_IN_LIST,
      .initial = TRUE,
  },
  {
      PORTAIL_TEXT (PortailPeriodLock, reason),
      .title = N_ ("Reason"),
      .max = 2000,
      .flags = PORTAIL_FIELD_MULTILINE | PORTAIL_FIELD_IN_LIST,
  },
};

static char *
make_natural_key (const PortailRecord *record)
{
  char period[PORTAIL_WEEK_TEXT_SIZE];

  return g_strdup_printf (
      "%s/%s", record->enterprise_id != NULL ? record->enterprise_id : "all",
      portail_week_format (((const PortailPeriodLock *) record)->period, period));
}

const PortailRecordType portail_period_lock_type = {
  PORTAIL_RECORD_TYPE (PortailPeriodLock, fields),
  .name = "period_lock",
  .title = N_ ("Locked week"),
  .scope = PORTAIL_SCOPE_GLOBAL,
  .module = PORTAIL_MODULE_PERIOD_LOCKS,
  .since = 2,
  .make_natural_key = make_natural_key,
};
