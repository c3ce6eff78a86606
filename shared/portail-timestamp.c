/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-timestamp.h"

#include <string.h>

#include "shared/portail-digits.h"
#include "shared/portail-i18n.h"

#define SECONDS_A_DAY      G_GINT64_CONSTANT (86400)
#define MILLISECONDS_A_DAY (SECONDS_A_DAY * 1000)
/* 0001-01-01T00:00:00Z and the end of 9999-12-31. */
#define FIRST_MILLISECOND (-719162 * MILLISECONDS_A_DAY)
#define LAST_MILLISECOND  (2932897 * MILLISECONDS_A_DAY - 1)

static gint64
floor_division (gint64 dividend, gint64 divisor)
{
  return dividend / divisor - (dividend % divisor < 0);
}

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

/* Two digits at @text, from 0 to @max; -1 otherwise. */
static int
scan_pair (const char *text, int max)
{
  int number;

  if (!g_ascii_isdigit (text[0]) || !g_ascii_isdigit (text[1]))
    return -1;
  number = (text[0] - '0') * 10 + (text[1] - '0');
  return number <= max ? number : -1;
}

/* `18:03:11`. */
static gboolean
scan_time (const char *text, gint64 *milliseconds)
{
  int hours = scan_pair (text, 23);
  int minutes = hours >= 0 && text[2] == ':' ? scan_pair (text + 3, 59) : -1;
  int seconds = minutes >= 0 && text[5] == ':' ? scan_pair (text + 6, 59) : -1;

  *milliseconds = ((hours * 60 + minutes) * 60 + seconds) * G_GINT64_CONSTANT (1000);
  return seconds >= 0;
}

/* `.123`, or nothing. Moves @text behind it. */
static gboolean
scan_fraction (const char **text, gint64 *milliseconds)
{
  *milliseconds = 0;
  if (**text != '.')
    return TRUE;
  (*text)++;
  if (!g_ascii_isdigit (**text))
    return FALSE;
  for (gint64 unit = 100; g_ascii_isdigit (**text); unit /= 10)
    *milliseconds += unit * (*(*text)++ - '0');
  return TRUE;
}

/* `Z`, `+02:00`, or nothing, up to the end. */
static gboolean
scan_zone (const char *text, gint64 *milliseconds)
{
  int hours;
  int minutes;

  *milliseconds = 0;
  if (*text == '\0' || ((*text == 'Z' || *text == 'z') && text[1] == '\0'))
    return TRUE;
  if (*text != '+' && *text != '-')
    return FALSE;
  hours = scan_pair (text + 1, 23);
  minutes = hours >= 0 && text[3] == ':' ? scan_pair (text + 4, 59) : -1;
  *milliseconds = (hours * 60 + minutes) * G_GINT64_CONSTANT (60000) * (*text == '-' ? -1 : 1);
  return minutes >= 0 && text[6] == '\0';
}

gboolean
portail_timestamp_parse (const char *text, PortailTimestamp *timestamp)
{
  g_autofree char *date = g_strndup (text, 10);
  const char *rest;
  PortailDay day;
  gint64 time;
  gint64 fraction;
  gint64 offset;
  gint64 moment;

  if (!portail_day_parse (date, &day) || strchr ("Tt ", text[10]) == NULL || text[10] == '\0'
      || !scan_time (text + 11, &time))
    return FALSE;
  rest = text + 19;
  if (!scan_fraction (&rest, &fraction) || !scan_zone (rest, &offset))
    return FALSE;
  moment = day.number * MILLISECONDS_A_DAY + time + fraction - offset;
  if (moment < FIRST_MILLISECOND || moment > LAST_MILLISECOND)
    return FALSE;
  timestamp->milliseconds = moment;
  return TRUE;
}

char *
portail_timestamp_format (PortailTimestamp timestamp, char text[PORTAIL_TIMESTAMP_TEXT_SIZE])
{
  gint64 days;
  gint64 rest;
  char *end;

  text[0] = '\0';
  if (portail_timestamp_is_null (timestamp))
    return text;
  days = floor_division (timestamp.milliseconds, MILLISECONDS_A_DAY);
  rest = timestamp.milliseconds - days * MILLISECONDS_A_DAY;
  portail_day_format ((PortailDay){ (gint32) days }, text);
  end = text + PORTAIL_DAY_TEXT_SIZE - 1;
  *end++ = 'T';
  end = portail_digits_write (end, (guint) (rest / 3600000), 2);
  *end++ = ':';
  end = portail_digits_write (end, (guint) (rest / 60000) % 60, 2);
  *end++ = ':';
  end = portail_digits_write (end, (guint) (rest / 1000) % 60, 2);
  *end++ = '.';
  end = portail_digits_write (end, (guint) (rest % 1000), 3);
  *end++ = 'Z';
  *end = '\0';
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
  gint64 seconds;
  int interval;

  if (portail_timestamp_is_null (timestamp))
    return PORTAIL_DAY_NULL;
  seconds = floor_division (timestamp.milliseconds, 1000);
  interval = g_time_zone_find_interval (paris (), G_TIME_TYPE_UNIVERSAL, seconds);
  seconds += g_time_zone_get_offset (paris (), interval);
  return (PortailDay){ (gint32) floor_division (seconds, SECONDS_A_DAY) };
}

PortailTimestamp
portail_timestamp_of_paris_day (PortailDay day)
{
  gint64 seconds = day.number * SECONDS_A_DAY;
  int interval;

  if (portail_day_is_null (day))
    return PORTAIL_TIMESTAMP_NULL;
  interval = g_time_zone_adjust_time (paris (), G_TIME_TYPE_STANDARD, &seconds);
  seconds -= g_time_zone_get_offset (paris (), interval);
  return (PortailTimestamp){ seconds * 1000 };
}
