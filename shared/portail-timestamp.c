/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-timestamp.h"

#include <string.h>

#include "shared/portail-i18n.h"

#define MILLISECONDS_A_DAY (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

PortailTimestamp
portail_timestamp_now (void)
{
  return (PortailTimestamp){ g_get_real_time () / 1000 };
}

PortailTimestamp
portail_timestamp_add_seconds (PortailTimestamp timestamp, gint64 seconds)
{
  return (PortailTimestamp){ timestamp.milliseconds + seconds * 1000 };
}

static GTimeZone *
paris (void)
{
  static GTimeZone *zone = NULL;

  if (g_once_init_enter (&zone))
    {
      GTimeZone *found = g_time_zone_new_identifier ("Europe/Paris");

      /* Without tzdata the rule itself still stands: CET, and CEST between the last Sundays of
       * March and October. */
      if (found == NULL)
        found = g_time_zone_new_identifier ("CET-1CEST,M3.5.0,M10.5.0/3");
      g_once_init_leave (&zone, found);
    }
  return zone;
}

static PortailTimestamp
from_date_time (GDateTime *moment)
{
  return (PortailTimestamp){ g_date_time_to_unix (moment) * 1000
                             + g_date_time_get_microsecond (moment) / 1000 };
}

gboolean
portail_timestamp_parse (const char *text, PortailTimestamp *timestamp)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) moment = NULL;

  /* g_date_time_new_from_iso8601() also takes week and ordinal dates, which RFC 3339 lacks. */
  if (strlen (text) < 19 || text[4] != '-' || text[7] != '-' || text[13] != ':')
    return FALSE;
  moment = g_date_time_new_from_iso8601 (text, utc);
  if (moment == NULL)
    return FALSE;
  *timestamp = from_date_time (moment);
  return TRUE;
}

char *
portail_timestamp_format (PortailTimestamp timestamp, char text[PORTAIL_TIMESTAMP_TEXT_SIZE])
{
  gint64 days;
  gint64 rest;

  text[0] = '\0';
  if (portail_timestamp_is_null (timestamp))
    return text;
  days = timestamp.milliseconds / MILLISECONDS_A_DAY;
  rest = timestamp.milliseconds % MILLISECONDS_A_DAY;
  if (rest < 0)
    {
      rest += MILLISECONDS_A_DAY;
      days--;
    }
  portail_day_format ((PortailDay){ (gint32) days }, text);
  g_snprintf (text + 10, PORTAIL_TIMESTAMP_TEXT_SIZE - 10, "T%02u:%02u:%02u.%03uZ",
              (guint) (rest / 3600000) % 24, (guint) (rest / 60000) % 60,
              (guint) (rest / 1000) % 60, (guint) (rest % 1000));
  return text;
}

char *
portail_timestamp_to_text (PortailTimestamp timestamp)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;

  if (portail_timestamp_is_null (timestamp))
    return g_strdup ("");
  utc = g_date_time_new_from_unix_utc (timestamp.milliseconds / 1000);
  local = g_date_time_to_local (utc);
  /* Translators: a day and a time of day, as g_date_time_format() writes them. */
  return g_date_time_format (local, C_ ("date and time", "%d/%m/%Y %H:%M"));
}

PortailDay
portail_timestamp_get_paris_day (PortailTimestamp timestamp)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (timestamp.milliseconds / 1000);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, paris ());

  return portail_day_from_date (g_date_time_get_year (local), g_date_time_get_month (local),
                                g_date_time_get_day_of_month (local));
}

PortailTimestamp
portail_timestamp_of_paris_day (PortailDay day)
{
  g_autoptr (GDateTime) start = NULL;
  int year;
  int month;
  int day_of_month;

  portail_day_get_date (day, &year, &month, &day_of_month);
  start = g_date_time_new (paris (), year, month, day_of_month, 0, 0, 0);
  return from_date_time (start);
}
