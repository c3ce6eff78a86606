/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A rate in basis points: 2350 is 23,5 % (domain.md §1). In JSON it is the percentage, 23.5. */
#pragma once

#include <glib.h>

typedef struct
{
  gint64 basis_points;
} PortailRate;

#define PORTAIL_RATE_NULL  ((PortailRate){ G_MININT64 })
#define PORTAIL_PERCENT(n) ((PortailRate){ (n) *100 })
/* Ten times everything: no rate of the game comes near. */
#define PORTAIL_RATE_MAX_BASIS_POINTS 100000

static inline gboolean
portail_rate_is_null (PortailRate rate)
{
  return rate.basis_points == G_MININT64;
}

/* `23,5 %` in French. Empty text for null. Owned. */
char *portail_rate_to_text (PortailRate rate);
void portail_rate_append_json (PortailRate rate, GString *json);
gboolean portail_rate_from_json (const char *number, PortailRate *rate);
