/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-due-queue.h"

#define STILL_MILLISECONDS 150
#define STEP_MILLISECONDS  40
#define WORK_MICROSECONDS  3000 /* of a step */

struct _PortailDueQueue
{
  GtkWidget *view;
  PortailDueWork work;
  GQueue waiting;       /* of links of PortailDue */
  GdkFrameClock *clock; /* of the view while it is realized */
  guint source;         /* while there are any */
  gint64 added_at;
};

/* Scrolling maps what comes into sight in the layout of its frame. A handler of "map" at each cell
 * would cost more than to look. */
static void
on_layout_over (PortailDueQueue *queue)
{
  gconstpointer group = queue; /* of which no work is */
  gboolean is_seen = FALSE;
  GList *next;

  for (GList *link = queue->waiting.head; link != NULL; link = next)
    {
      PortailDue *due = (PortailDue *) link;

      next = link->next;
      if (due->group != group)
        is_seen = gtk_widget_get_mapped (due->widget);
      group = due->group;
      if (is_seen)
        queue->work (due);
    }
}

static void
on_unrealize (PortailDueQueue *queue)
{
  if (queue->clock != NULL)
    g_signal_handlers_disconnect_by_data (queue->clock, queue);
  g_clear_object (&queue->clock);
}

static void
on_realize (PortailDueQueue *queue)
{
  on_unrealize (queue);
  queue->clock = g_object_ref (gtk_widget_get_frame_clock (queue->view));
  g_signal_connect_data (queue->clock, "layout", G_CALLBACK (on_layout_over), queue, NULL,
                         G_CONNECT_AFTER | G_CONNECT_SWAPPED);
}

PortailDueQueue *
portail_due_queue_new (GtkWidget *view, PortailDueWork work)
{
  PortailDueQueue *queue = g_new0 (PortailDueQueue, 1);

  queue->view = g_object_ref (view);
  queue->work = work;
  g_signal_connect_swapped (view, "realize", G_CALLBACK (on_realize), queue);
  g_signal_connect_swapped (view, "unrealize", G_CALLBACK (on_unrealize), queue);
  if (gtk_widget_get_realized (view))
    on_realize (queue);
  return queue;
}

void
portail_due_queue_free (PortailDueQueue *queue)
{
  g_clear_handle_id (&queue->source, g_source_remove);
  while (queue->waiting.head != NULL)
    portail_due_queue_remove (queue, (PortailDue *) queue->waiting.head);
  on_unrealize (queue);
  g_signal_handlers_disconnect_by_data (queue->view, queue);
  g_object_unref (queue->view);
  g_free (queue);
}

static gboolean
on_step (gpointer user_data)
{
  PortailDueQueue *queue = user_data;
  gint64 start = g_get_monotonic_time ();

  if (start - queue->added_at < STILL_MILLISECONDS * 1000)
    return G_SOURCE_CONTINUE;
  while (queue->waiting.head != NULL && g_get_monotonic_time () - start < WORK_MICROSECONDS)
    queue->work ((PortailDue *) queue->waiting.head);
  if (queue->waiting.head != NULL)
    return G_SOURCE_CONTINUE;
  queue->source = 0;
  return G_SOURCE_REMOVE;
}

void
portail_due_queue_add (PortailDueQueue *queue, PortailDue *due)
{
  queue->added_at = g_get_monotonic_time ();
  if (due->is_in_queue)
    return;
  due->is_in_queue = TRUE;
  g_queue_push_tail_link (&queue->waiting, &due->link);
  if (queue->source == 0)
    queue->source = g_timeout_add (STEP_MILLISECONDS, on_step, queue);
}

void
portail_due_queue_remove (PortailDueQueue *queue, PortailDue *due)
{
  if (due->is_in_queue)
    g_queue_unlink (&queue->waiting, &due->link);
  due->is_in_queue = FALSE;
}
