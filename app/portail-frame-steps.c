/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-frame-steps.h"

typedef struct
{
  GtkWidget *widget; /* which owns this */
  PortailFrameStep step;
  guint source;
  GdkFrameClock *clock; /* while its frame is awaited */
} Steps;

static G_DEFINE_QUARK (portail_frame_steps, steps)

static void
stop_waiting (Steps *steps)
{
  if (steps->clock != NULL)
    g_signal_handlers_disconnect_by_data (steps->clock, steps);
  g_clear_object (&steps->clock);
}

/* A widget that is disposed of may be held for longer, without what is in it. */
static void
stop (GtkWidget *widget)
{
  g_object_set_qdata (G_OBJECT (widget), steps_quark (), NULL);
}

static void
free_steps (gpointer pointer)
{
  Steps *steps = pointer;

  g_signal_handlers_disconnect_by_func (steps->widget, stop, NULL);
  g_clear_handle_id (&steps->source, g_source_remove);
  stop_waiting (steps);
  g_free (steps);
}

static gboolean on_idle (gpointer user_data);

/* Behind GDK, which computes the size of the window in an idle moment. */
static void
step_later (Steps *steps)
{
  stop_waiting (steps);
  if (steps->source == 0)
    steps->source = g_idle_add_full (G_PRIORITY_LOW, on_idle, steps, NULL);
}

static void
await_frame (Steps *steps)
{
  steps->clock = g_object_ref (gtk_widget_get_frame_clock (steps->widget));
  g_signal_connect_swapped (steps->clock, "after-paint", G_CALLBACK (step_later), steps);
  gdk_frame_clock_request_phase (steps->clock, GDK_FRAME_CLOCK_PHASE_AFTER_PAINT);
}

static gboolean
on_idle (gpointer user_data)
{
  Steps *steps = user_data;
  GtkWidget *widget = steps->widget;

  steps->source = 0;
  if (steps->step (widget) == PORTAIL_FRAME_STEPS_DONE)
    g_object_set_qdata (G_OBJECT (widget), steps_quark (), NULL);
  else if (gtk_widget_get_mapped (widget))
    await_frame (steps);
  else
    step_later (steps);
  return G_SOURCE_REMOVE;
}

void
portail_frame_steps_run (GtkWidget *widget, PortailFrameStep step)
{
  Steps *steps = g_new0 (Steps, 1);

  steps->widget = widget;
  steps->step = step;
  g_object_set_qdata_full (G_OBJECT (widget), steps_quark (), steps, free_steps);
  g_signal_connect (widget, "destroy", G_CALLBACK (stop), NULL);
  step_later (steps);
}
