/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Work that a frame has no time for, step by step: each after the frame that shows what the one
 * before it did, so that neither the step nor its layout holds up the main loop. Main thread. */
#pragma once

#include <gtk/gtk.h>

typedef enum
{
  PORTAIL_FRAME_STEPS_DONE,
  PORTAIL_FRAME_STEPS_MORE,
} PortailFrameStepsState;

typedef PortailFrameStepsState (*PortailFrameStep) (gpointer widget);

/* Until @step is done or @widget disposed of. Where nobody sees @widget the steps follow each other
 * in idle moments. */
void portail_frame_steps_run (GtkWidget *widget, PortailFrameStep step);
