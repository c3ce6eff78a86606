/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hours worked in a week, in hundredths of an hour, ≥ 0 (contract.md §6). */
#pragma once

#include <glib.h>

typedef struct
{
  gint64 hundredths;
} PortailHours;

#define PORTAIL_HOURS_NULL ((PortailHours){ G_MININT64 })
/* The longest week, in hundredths. */
#define PORTAIL_HOURS_MAX_HUNDREDTHS (168 * 100)

static inline gboolean
portail_hours_is_null (PortailHours hours)
{
  return hours.hundredths == G_MININT64;
}

char *portail_hours_to_text (PortailHours hours);
