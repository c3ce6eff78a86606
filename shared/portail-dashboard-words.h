/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of a dashboard in words, on screen and on paper alike: what a figure is, and how it
 * differs from the week before, so that neither colour nor an arrow says it alone. */
#pragma once

#include "shared/portail-dashboard.h"

typedef enum
{
  PORTAIL_TREND_NONE, /* one of the two is not there */
  PORTAIL_TREND_SAME,
  PORTAIL_TREND_UP,
  PORTAIL_TREND_DOWN,
} PortailTrend;

PortailTrend portail_card_get_trend (PortailCard card);
/* `12 000 $`; `—` for PORTAIL_CARD_NOTHING. Owned. */
char *portail_card_value_to_text (PortailFigureKind kind, gint64 value);
/* `+12 000 $`, `−0,5 %`; empty where there is no difference to tell. Owned. */
char *portail_card_difference_to_text (PortailFigureKind kind, PortailCard card);
/* `up by 12 000 $ on week 37`; empty where there is nothing to compare. @previous: the week of
 * card.previous. Owned. */
char *portail_card_describe_trend (PortailFigureKind kind, PortailCard card, PortailWeek previous);
/* What people call a status of @type. Translated, static. */
const char *portail_record_status_get_title (const PortailRecordType *type, int status);
/* `3 declarations are late`. Owned. */
char *portail_waiting_describe (PortailWaitingKind kind, guint n);
