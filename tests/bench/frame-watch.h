/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Watches programs paint from outside, by what the X server sees. */
#pragma once

#include <glib.h>

typedef struct _FrameWatch FrameWatch;

FrameWatch *frame_watch_new (void);
void frame_watch_free (FrameWatch *watch);
/* What was painted so far no longer counts. */
void frame_watch_forget (FrameWatch *watch);
/* A program of GTK 3 looks for GL, and loads what draws with it, unless another one has noted on
 * the screen what it found: the next one will be the first. */
void frame_watch_forget_gl (FrameWatch *watch);
/* Returns when a window of the size of a program's has been painted and its middle is no longer the
 * black of the screen. */
void frame_watch_wait (FrameWatch *watch);

/* Of the screen, in pixels. */
typedef struct
{
  int x;
  int y;
  int width;
  int height;
} FrameRegion;

/* Returns when the process @pid has painted such a window, then painted and computed nothing for a
 * while: the moment since which @region looks as it does then, in the microseconds of
 * g_get_monotonic_time(). */
gint64 frame_watch_wait_for_rest (FrameWatch *watch, GPid pid, const FrameRegion *region);
