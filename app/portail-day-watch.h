/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which day it is in Europe/Paris, the game server's zone, and when the next one begins.
 *
 * 1. One timer to the next midnight and nothing in between. It stands still while the machine
 *    sleeps, so whoever comes back to the program looks again: portail_day_watch_look().
 * 2. Signal "changed" () once a new day has begun. Main thread. */
#pragma once

#include <glib-object.h>

#include "shared/portail-timestamp.h"

#define PORTAIL_TYPE_DAY_WATCH (portail_day_watch_get_type ())
G_DECLARE_FINAL_TYPE (PortailDayWatch, portail_day_watch, PORTAIL, DAY_WATCH, GObject)

/* @get_now: portail_timestamp_now() outside of tests. */
PortailDayWatch *portail_day_watch_new (PortailTimestamp (*get_now) (void));
PortailDay portail_day_watch_get_today (PortailDayWatch *watch);
/* Is it still the same day? */
void portail_day_watch_look (PortailDayWatch *watch);
/* From @now to the next midnight. */
guint portail_day_watch_count_seconds (PortailTimestamp now);
