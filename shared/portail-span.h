/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From where to where, as people type it in a search (domain.md §6): `>1000`, `1 000..2 000`,
 * `2025-09..2025-10`, `2025-W38`, `..2025`. Nothing is guessed: what is ambiguous as an amount
 * (portail-number-text.h) is no span. */
#pragma once

#include <glib.h>

typedef struct
{
  gint64 first; /* G_MININT64: open */
  gint64 last;  /* itself inside; G_MAXINT64: open */
} PortailSpan;

/* FALSE for what is none; then *@span is untouched. A span with its ends exchanged is the same. */
/* In cents. */
gboolean portail_span_read_amount (const char *text, PortailSpan *span);
/* In numbers of days (PortailDay): a day, a month `2025-09` or `09/2025`, a year, a week `2025-W38`
 * or `2025-S38`. */
gboolean portail_span_read_date (const char *text, PortailSpan *span);

static inline gboolean
portail_span_has (const PortailSpan *span, gint64 number)
{
  return number >= span->first && number <= span->last;
}
