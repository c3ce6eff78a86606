/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a tax declaration is due and how near that is (domain.md §4).
 *
 * 1. A declaration is due on a day; it may be paid until that day's 23:59:59 in Europe/Paris, and
 *    is late from the moment at which the next day begins there.
 * 2. Everything counts days of Europe/Paris, never hours, so that a day of 23 or 25 hours is one.
 */
#pragma once

#include "shared/portail-timestamp.h"
#include "shared/portail-week.h"

/* Days between the Sunday that ends the week and the day on which its tax is due. */
#define PORTAIL_DUE_DELAY_DAYS_DEFAULT 2
#define PORTAIL_DUE_DELAY_DAYS_MAX     60
/* How many days before a reminder comes first: J-2. */
#define PORTAIL_DUE_SOON_DAYS 2

typedef enum
{
  PORTAIL_DUE_NONE,  /* far, or without a due day */
  PORTAIL_DUE_SOON,  /* J-2 and J-1 */
  PORTAIL_DUE_TODAY, /* J-0 */
  PORTAIL_DUE_LATE,
  PORTAIL_N_DUE_LEVELS,
} PortailDueLevel;

/* The day on which the tax of @week is due. @delay_days above the maximum counts as the maximum.
 * Null for a null week. */
PortailDay portail_due_date_of_week (PortailWeek week, guint delay_days);
/* The first moment at which what is due on @due_day is late. Null for null. */
PortailTimestamp portail_due_date_get_late_at (PortailDay due_day);
/* NONE where one of both is null. Whether it was paid is for the caller to know. */
PortailDueLevel portail_due_level_at (PortailDay due_day, PortailTimestamp now);
/* `none`, `soon`, `today`, `late`: storage and JSON. */
const char *portail_due_level_get_name (PortailDueLevel level);
