/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-week.h"

#include <string.h>

#include "shared/portail-digits.h"
#include "shared/portail-i18n.h"

/* 1970-01-01 was a Thursday, so its week began three days before. */
#define FIRST_MONDAY (-3)

static gint32
floor_division (gint32 dividend, gint32 divisor)
{
  gint32 quotient = dividend / divisor;

  return dividend % divisor < 0 ? quotient - 1 : quotient;
}

PortailWeek
portail_week_of_day (PortailDay day)
{
  if (portail_day_is_null (day))
    return PORTAIL_WEEK_NULL;
  return (PortailWeek){ floor_division (day.number - FIRST_MONDAY, 7) };
}

PortailDay
portail_week_get_monday (PortailWeek week)
{
  if (portail_week_is_null (week))
    return PORTAIL_DAY_NULL;
  return (PortailDay){ week.number * 7 + FIRST_MONDAY };
}

PortailDay
portail_week_get_sunday (PortailWeek week)
{
  if (portail_week_is_null (week))
    return PORTAIL_DAY_NULL;
  return (PortailDay){ week.number * 7 + FIRST_MONDAY + 6 };
}

/* The week that holds 4 January is the first of its ISO year. */
static PortailWeek
first_week_of (int iso_year)
{
  return portail_week_of_day (portail_day_from_date (iso_year, 1, 4));
}

PortailWeek
portail_week_from_number (int iso_year, int week_of_year)
{
  PortailWeek week;
  int year;
  int number;

  if (iso_year < 1 || iso_year > 9999 || week_of_year < 1 || week_of_year > 53)
    return PORTAIL_WEEK_NULL;
  week.number = first_week_of (iso_year).number + week_of_year - 1;
  portail_week_get_number (week, &year, &number);
  return year == iso_year ? week : PORTAIL_WEEK_NULL;
}

void
portail_week_get_number (PortailWeek week, int *iso_year, int *week_of_year)
{
  PortailDay thursday = { portail_week_get_monday (week).number + 3 };
  int month;
  int day;

  portail_day_get_date (thursday, iso_year, &month, &day);
  *week_of_year = week.number - first_week_of (*iso_year).number + 1;
}

gboolean
portail_week_parse (const char *text, PortailWeek *week)
{
  static const char pattern[] = "dddd-Wdd";

  if (strlen (text) != PORTAIL_WEEK_TEXT_SIZE - 1)
    return FALSE;
  for (int i = 0; pattern[i] != '\0'; i++)
    if (pattern[i] == 'd' ? !g_ascii_isdigit (text[i]) : text[i] != pattern[i])
      return FALSE;
  *week = portail_week_from_number ((int) g_ascii_strtoll (text, NULL, 10),
                                    (int) g_ascii_strtoll (text + 6, NULL, 10));
  return !portail_week_is_null (*week);
}

char *
portail_week_format (PortailWeek week, char text[PORTAIL_WEEK_TEXT_SIZE])
{
  int year;
  int number;
  char *end;

  text[0] = '\0';
  if (portail_week_is_null (week))
    return text;
  portail_week_get_number (week, &year, &number);
  end = portail_digits_write (text, (guint) year, 4);
  *end++ = '-';
  *end++ = 'W';
  end = portail_digits_write (end, (guint) number, 2);
  *end = '\0';
  return text;
}

char *
portail_week_to_text (PortailWeek week)
{
  g_autofree char *sunday = NULL;
  int year;
  int number;
  int month;
  int day;

  if (portail_week_is_null (week))
    return g_strdup ("");
  portail_week_get_number (week, &year, &number);
  sunday = portail_day_to_text (portail_week_get_sunday (week));
  portail_day_get_date (portail_week_get_monday (week), &year, &month, &day);
  /* Translators: number of the week, then its Monday as day and month, then its Sunday. */
  return g_strdup_printf (C_ ("period", "Week %1$d (%2$02d/%3$02d – %4$s)"), number, day, month,
                          sunday);
}
