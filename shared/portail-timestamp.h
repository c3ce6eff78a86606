/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A moment in UTC milliseconds (domain.md §1): RFC 3339 with `Z` in JSON, integer in storage. */
#pragma once

#include <glib.h>

#include "shared/portail-day.h"

typedef struct
{
  gint64 milliseconds; /* since 1970-01-01T00:00:00Z */
} PortailTimestamp;

#define PORTAIL_TIMESTAMP_NULL      ((PortailTimestamp){ G_MININT64 })
#define PORTAIL_TIMESTAMP_TEXT_SIZE 25 /* with its NUL */

static inline gboolean
portail_timestamp_is_null (PortailTimestamp timestamp)
{
  return timestamp.milliseconds == G_MININT64;
}

PortailTimestamp portail_timestamp_now (void);
PortailTimestamp portail_timestamp_add_seconds (PortailTimestamp timestamp, gint64 seconds);
/* RFC 3339, in the years 1–9999; without a zone it is UTC (contract.md §7). What is finer than a
 * millisecond is cut. */
gboolean portail_timestamp_parse (const char *text, PortailTimestamp *timestamp);
/* `2025-09-20T18:03:11.123Z`, or nothing for null. Returns @text. */
char *portail_timestamp_format (PortailTimestamp timestamp, char text[PORTAIL_TIMESTAMP_TEXT_SIZE]);
/* Day and time of the user's zone and language. Owned. */
char *portail_timestamp_to_text (PortailTimestamp timestamp);
/* The day in Europe/Paris, the game server's zone. Null for null, here and below. */
PortailDay portail_timestamp_get_paris_day (PortailTimestamp timestamp);
/* The moment at which @day begins in Europe/Paris. */
PortailTimestamp portail_timestamp_of_paris_day (PortailDay day);
