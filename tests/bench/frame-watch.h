/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Watches programs paint from outside, by what the X server sees. */
#pragma once

#include <glib.h>

typedef struct _FrameWatch FrameWatch;

FrameWatch *frame_watch_new (void);
void frame_watch_free (FrameWatch *watch);
/* What was painted so far no longer counts. */
void frame_watch_forget (FrameWatch *watch);
/* Returns when a window of the size of a program's has been painted and its middle is no longer the
 * black of the screen. */
void frame_watch_wait (FrameWatch *watch);
/* Returns when the process @pid has painted such a window, then painted and computed nothing for a
 * while: the moment of its last paint, in the microseconds of g_get_monotonic_time(). */
gint64 frame_watch_wait_for_rest (FrameWatch *watch, GPid pid);
