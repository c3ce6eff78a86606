/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-day.h"

#include <string.h>

#include "shared/portail-digits.h"
#include "shared/portail-i18n.h"

/* g_date_get_julian() of 1970-01-01. */
#define JULIAN_OF_EPOCH 719163

PortailDay
portail_day_from_date (int year, int month, int day)
{
  GDate date;

  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31
      || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return PORTAIL_DAY_NULL;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return (PortailDay){ (gint32) g_date_get_julian (&date) - JULIAN_OF_EPOCH };
}

void
portail_day_get_date (PortailDay day, int *year, int *month, int *day_of_month)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) (day.number + JULIAN_OF_EPOCH));
  *year = g_date_get_year (&date);
  *month = g_date_get_month (&date);
  *day_of_month = g_date_get_day (&date);
}

static gboolean
scan_digits (const char *text, int n_digits, int *number)
{
  *number = 0;
  for (int i = 0; i < n_digits; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      *number = *number * 10 + (text[i] - '0');
    }
  return TRUE;
}

gboolean
portail_day_parse (const char *text, PortailDay *day)
{
  int year;
  int month;
  int day_of_month;

  if (strlen (text) != PORTAIL_DAY_TEXT_SIZE - 1 || text[4] != '-' || text[7] != '-'
      || !scan_digits (text, 4, &year) || !scan_digits (text + 5, 2, &month)
      || !scan_digits (text + 8, 2, &day_of_month))
    return FALSE;
  *day = portail_day_from_date (year, month, day_of_month);
  return !portail_day_is_null (*day);
}

char *
portail_day_format (PortailDay day, char text[PORTAIL_DAY_TEXT_SIZE])
{
  int year;
  int month;
  int day_of_month;
  char *end;

  text[0] = '\0';
  if (portail_day_is_null (day))
    return text;
  portail_day_get_date (day, &year, &month, &day_of_month);
  end = portail_digits_write (text, (guint) year, 4);
  *end++ = '-';
  end = portail_digits_write (end, (guint) month, 2);
  *end++ = '-';
  end = portail_digits_write (end, (guint) day_of_month, 2);
  *end = '\0';
  return text;
}

char *
portail_day_to_text (PortailDay day)
{
  int year;
  int month;
  int day_of_month;

  if (portail_day_is_null (day))
    return g_strdup ("");
  portail_day_get_date (day, &year, &month, &day_of_month);
  /* Translators: day, month, year. Reorder as %3$04d-%2$02d-%1$02d needs. */
  return g_strdup_printf (C_ ("date", "%1$02d/%2$02d/%3$04d"), day_of_month, month, year);
}
