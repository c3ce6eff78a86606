/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-absence.h"

#define DAY_SECONDS 86400

guint
portail_absence_get_days (GSettings *settings)
{
  return settings != NULL ? g_settings_get_uint (settings, "absence-days")
                          : PORTAIL_ABSENCE_DAYS_DEFAULT;
}

PortailAbsence
portail_absence_begin (const GPtrArray *accounts, PortailMonotonic get_monotonic)
{
  PortailAbsence absence = { PORTAIL_TIMESTAMP_NULL, get_monotonic (), get_monotonic };

  for (guint i = 0; i < accounts->len; i++)
    {
      const PortailAccount *account = g_ptr_array_index (accounts, i);

      portail_absence_note (&absence, account->contact_at);
      portail_absence_note (&absence, account->seen_at);
    }
  return absence;
}

PortailTimestamp
portail_absence_get_least_now (const PortailAbsence *absence)
{
  if (portail_timestamp_is_null (absence->least))
    return PORTAIL_TIMESTAMP_NULL;
  return (PortailTimestamp){ absence->least.milliseconds
                             + (absence->get_monotonic () - absence->mark) / 1000 };
}

void
portail_absence_note (PortailAbsence *absence, PortailTimestamp server_time)
{
  PortailTimestamp now = portail_absence_get_least_now (absence);

  if (portail_timestamp_is_null (server_time)
      || (!portail_timestamp_is_null (now) && now.milliseconds >= server_time.milliseconds))
    return;
  absence->least = server_time;
  absence->mark = absence->get_monotonic ();
}

gboolean
portail_absence_is_too_long (const PortailAbsence *absence,
                             const PortailAccount *account,
                             guint n_days)
{
  PortailTimestamp now = portail_absence_get_least_now (absence);
  PortailTimestamp end;

  if (n_days == 0 || portail_timestamp_is_null (account->contact_at)
      || portail_timestamp_is_null (now))
    return FALSE;
  end = portail_timestamp_add_seconds (account->contact_at, (gint64) n_days * DAY_SECONDS);
  return now.milliseconds > end.milliseconds;
}
