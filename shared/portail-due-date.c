/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-due-date.h"

static const char *const level_names[PORTAIL_N_DUE_LEVELS] = {
  [PORTAIL_DUE_NONE] = "none",
  [PORTAIL_DUE_SOON] = "soon",
  [PORTAIL_DUE_TODAY] = "today",
  [PORTAIL_DUE_LATE] = "late",
};

PortailDay
portail_due_date_of_week (PortailWeek week, guint delay_days)
{
  PortailDay sunday = portail_week_get_sunday (week);

  if (portail_day_is_null (sunday))
    return sunday;
  return (PortailDay){ sunday.number + (gint32) MIN (delay_days, PORTAIL_DUE_DELAY_DAYS_MAX) };
}

PortailTimestamp
portail_due_date_get_late_at (PortailDay due_day)
{
  return portail_day_is_null (due_day)
             ? PORTAIL_TIMESTAMP_NULL
             : portail_timestamp_of_paris_day ((PortailDay){ due_day.number + 1 });
}

PortailDueLevel
portail_due_level_at (PortailDay due_day, PortailTimestamp now)
{
  PortailDay today = portail_timestamp_get_paris_day (now);

  if (portail_day_is_null (due_day) || portail_day_is_null (today)
      || due_day.number - today.number > PORTAIL_DUE_SOON_DAYS)
    return PORTAIL_DUE_NONE;
  if (today.number > due_day.number)
    return PORTAIL_DUE_LATE;
  return today.number == due_day.number ? PORTAIL_DUE_TODAY : PORTAIL_DUE_SOON;
}

const char *
portail_due_level_get_name (PortailDueLevel level)
{
  return level_names[level];
}
