/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A period: the ISO 8601 week, Monday 00:00:00 to Sunday 23:59:59 Europe/Paris (domain.md §1).
 * `2025-W38` in JSON and storage; that text also sorts in time. */
#pragma once

#include <glib.h>

#include "shared/portail-day.h"

typedef struct
{
  gint32 number; /* Mondays since 1969-12-29, which is 0: the next week is number + 1 */
} PortailWeek;

#define PORTAIL_WEEK_NULL      ((PortailWeek){ G_MININT32 })
#define PORTAIL_WEEK_TEXT_SIZE 9 /* with its NUL */

static inline gboolean
portail_week_is_null (PortailWeek week)
{
  return week.number == G_MININT32;
}

/* Null when the year has no such week. */
PortailWeek portail_week_from_number (int iso_year, int week_of_year);
PortailWeek portail_week_of_day (PortailDay day);
void portail_week_get_number (PortailWeek week, int *iso_year, int *week_of_year);
/* Null for null. */
PortailDay portail_week_get_monday (PortailWeek week);
PortailDay portail_week_get_sunday (PortailWeek week);
gboolean portail_week_parse (const char *text, PortailWeek *week);
/* `2025-W38`, or nothing for null. Returns @text. */
char *portail_week_format (PortailWeek week, char text[PORTAIL_WEEK_TEXT_SIZE]);
/* `Semaine 38 (15/09 – 21/09/2025)`. Owned. */
char *portail_week_to_text (PortailWeek week);
