/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact numbers with two decimals: what money, rates and hours share in JSON and on screen. */
#pragma once

#include <glib.h>

/* Reads the text of a JSON number into hundredths; exact, no floating point on the way.
 * FALSE when it has a fraction of a hundredth or |hundredths| > @limit. */
gboolean portail_decimal_from_json (const char *number, gint64 limit, gint64 *hundredths);
void portail_decimal_append_json (gint64 hundredths, GString *json);
/* Groups of three and the decimal mark of the user's language; decimals only as needed, and
 * both of them when @decimals is PORTAIL_DECIMALS_PAIR and there are any. Owned. */
typedef enum
{
  PORTAIL_DECIMALS_SHORTEST, /* 23,5 */
  PORTAIL_DECIMALS_PAIR,     /* 23,50 or 23 */
} PortailDecimals;
char *portail_decimal_to_text (gint64 hundredths, PortailDecimals decimals);
