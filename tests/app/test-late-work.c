/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done later than it is asked for: children of late places, steps between frames, cells
 * that nobody sees. */
#include "app/portail-due-queue.h"
#include "app/portail-frame-steps.h"
#include "app/portail-late-bin.h"
#include "tests/support/portail-await.h"

/* A window that holds @child, shown. */
static GtkWindow *
show (GtkWidget *child)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());

  gtk_window_set_child (window, child);
  gtk_window_set_default_size (window, 200, 120);
  gtk_window_present (window);
  return window;
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

/* Late places */

static GtkWidget *
make_label (gpointer n_made)
{
  ++*(guint *) n_made;
  return gtk_label_new ("made");
}

static void
a_late_child_is_made_when_it_is_first_shown (void)
{
  guint n_made = 0;
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *late = portail_late_bin_new (make_label, &n_made);
  GtkWindow *window;

  gtk_stack_add_named (GTK_STACK (stack), gtk_label_new ("first"), "first");
  gtk_stack_add_named (GTK_STACK (stack), late, "late");
  window = show (stack);
  portail_await_until (is_mapped, stack);
  g_assert_cmpuint (n_made, ==, 0);
  g_assert_null (adw_bin_get_child (ADW_BIN (late)));
  for (guint i = 0; i < 2; i++)
    {
      gtk_stack_set_visible_child_name (GTK_STACK (stack), "late");
      portail_await_until (is_mapped, late);
      gtk_stack_set_visible_child_name (GTK_STACK (stack), "first");
    }
  g_assert_cmpuint (n_made, ==, 1);
  gtk_window_destroy (window);
}

static void
a_late_child_can_be_asked_for (void)
{
  guint n_made = 0;
  GtkWidget *late = g_object_ref_sink (portail_late_bin_new (make_label, &n_made));
  GtkWidget *child = portail_late_bin_make_child (PORTAIL_LATE_BIN (late));

  g_assert_true (child == portail_late_bin_make_child (PORTAIL_LATE_BIN (late)));
  g_assert_cmpuint (n_made, ==, 1);
  g_object_run_dispose (G_OBJECT (late));
  g_assert_null (portail_late_bin_make_child (PORTAIL_LATE_BIN (late)));
  g_object_unref (late);
}

/* Steps between frames */

#define N_STEPS 3

static guint n_steps;

static PortailFrameStepsState
step (gpointer widget)
{
  return ++n_steps < N_STEPS ? PORTAIL_FRAME_STEPS_MORE : PORTAIL_FRAME_STEPS_DONE;
}

static gboolean
is_stepped (gpointer unused)
{
  return n_steps == N_STEPS;
}

static void
each_step_waits_for_a_frame (void)
{
  GtkWidget *label = gtk_label_new ("steps");
  GtkWindow *window = show (label);
  gint64 first;

  portail_await_until (is_mapped, label);
  n_steps = 0;
  first = gdk_frame_clock_get_frame_counter (gtk_widget_get_frame_clock (label));
  portail_frame_steps_run (label, step);
  g_assert_cmpuint (n_steps, ==, 0);
  portail_await_until (is_stepped, NULL);
  g_assert_cmpint (gdk_frame_clock_get_frame_counter (gtk_widget_get_frame_clock (label)) - first,
                   >=, N_STEPS - 1);
  portail_await_idle ();
  g_assert_cmpuint (n_steps, ==, N_STEPS);
  gtk_window_destroy (window);
}

static void
steps_out_of_sight_need_no_frame (void)
{
  GtkWidget *label = g_object_ref_sink (gtk_label_new ("steps"));

  n_steps = 0;
  portail_frame_steps_run (label, step);
  portail_await_until (is_stepped, NULL);
  n_steps = 0;
  portail_frame_steps_run (label, step);
  g_object_unref (label);
  portail_await_idle ();
  g_assert_cmpuint (n_steps, ==, 0);
}

/* Cells that nobody sees */

static PortailDueQueue *queue;
static guint n_done;

static void
do_due (PortailDue *due)
{
  portail_due_queue_remove (queue, due);
  n_done++;
}

static gboolean
is_all_done (gpointer n_wanted)
{
  return n_done == *(guint *) n_wanted;
}

static void
what_is_due_out_of_sight_is_done_in_time (void)
{
  GtkWidget *view = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *hidden = gtk_label_new ("hidden");
  GtkWidget *never = gtk_label_new ("never");
  PortailDue dues[] = { { .widget = hidden }, { .widget = never } };
  GtkWindow *window;
  guint n_wanted = 1;

  gtk_box_append (GTK_BOX (view), hidden);
  gtk_box_append (GTK_BOX (view), never);
  gtk_widget_set_visible (hidden, FALSE);
  gtk_widget_set_visible (never, FALSE);
  window = show (view);
  portail_await_until (is_mapped, view);
  n_done = 0;
  queue = portail_due_queue_new (view, do_due);
  portail_due_queue_add (queue, &dues[0]);
  portail_due_queue_add (queue, &dues[0]);
  portail_due_queue_add (queue, &dues[1]);
  portail_due_queue_remove (queue, &dues[1]);
  g_assert_cmpuint (n_done, ==, 0);
  portail_await_until (is_all_done, &n_wanted);
  g_assert_false (dues[0].is_in_queue);
  portail_due_queue_add (queue, &dues[1]);
  portail_due_queue_free (queue);
  g_assert_false (dues[1].is_in_queue);
  g_assert_cmpuint (n_done, ==, n_wanted);
  gtk_window_destroy (window);
}

/* The first frame that lays out; one before it may be half done. */
typedef struct
{
  gboolean is_laid_out;
  gboolean is_painted;
  guint n_done; /* when it was painted */
} Frame;

static void
note_layout (Frame *frame)
{
  frame->is_laid_out = TRUE;
}

static void
note_paint (Frame *frame)
{
  if (!frame->is_laid_out || frame->is_painted)
    return;
  frame->is_painted = TRUE;
  frame->n_done = n_done;
}

static gboolean
is_painted (gpointer frame)
{
  return ((Frame *) frame)->is_painted;
}

/* The frame that brings it into sight has it. */
static void
what_comes_into_sight_is_done_before_it_is_painted (void)
{
  GtkWidget *view = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = gtk_label_new ("cell");
  PortailDue due = { .widget = label };
  GtkWindow *window;
  GdkFrameClock *clock;
  Frame frame = { 0 };

  gtk_box_append (GTK_BOX (view), label);
  window = show (view);
  portail_await_until (is_mapped, label);
  n_done = 0;
  queue = portail_due_queue_new (view, do_due);
  portail_due_queue_add (queue, &due);
  clock = gtk_widget_get_frame_clock (view);
  g_signal_connect_swapped (clock, "layout", G_CALLBACK (note_layout), &frame);
  g_signal_connect_swapped (clock, "paint", G_CALLBACK (note_paint), &frame);
  gtk_widget_queue_resize (label);
  portail_await_until (is_painted, &frame);
  g_assert_cmpuint (frame.n_done, ==, 1);
  g_signal_handlers_disconnect_by_data (clock, &frame);
  portail_due_queue_free (queue);
  gtk_window_destroy (window);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/late-work/a-late-child-is-made-when-it-is-first-shown",
                   a_late_child_is_made_when_it_is_first_shown);
  g_test_add_func ("/late-work/a-late-child-can-be-asked-for", a_late_child_can_be_asked_for);
  g_test_add_func ("/late-work/each-step-waits-for-a-frame", each_step_waits_for_a_frame);
  g_test_add_func ("/late-work/steps-out-of-sight-need-no-frame", steps_out_of_sight_need_no_frame);
  g_test_add_func ("/late-work/what-is-due-out-of-sight-is-done-in-time",
                   what_is_due_out_of_sight_is_done_in_time);
  g_test_add_func ("/late-work/what-comes-into-sight-is-done-before-it-is-painted",
                   what_comes_into_sight_is_done_before_it_is_painted);
  return g_test_run ();
}
