/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A calendar day, without time or zone (domain.md §1): `YYYY-MM-DD` in JSON and storage. */
#pragma once

#include <glib.h>

typedef struct
{
  gint32 number; /* days since 1970-01-01, which is 0 */
} PortailDay;

#define PORTAIL_DAY_NULL      ((PortailDay){ G_MININT32 })
#define PORTAIL_DAY_TEXT_SIZE 11 /* with its NUL */

static inline gboolean
portail_day_is_null (PortailDay day)
{
  return day.number == G_MININT32;
}

/* Null for a date that does not exist or a year outside 1–9999. */
PortailDay portail_day_from_date (int year, int month, int day);
void portail_day_get_date (PortailDay day, int *year, int *month, int *day_of_month);
/* Only `YYYY-MM-DD`. */
gboolean portail_day_parse (const char *text, PortailDay *day);
/* Writes `YYYY-MM-DD`, or nothing for null. Returns @text. */
char *portail_day_format (PortailDay day, char text[PORTAIL_DAY_TEXT_SIZE]);
/* As a person of the user's language writes it: `21/09/2025`. Owned. */
char *portail_day_to_text (PortailDay day);
