/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Work on the cells of a view that nobody sees: a little at a time, once nothing was added for a
 * while. What a layout brings into sight is done at its end, before it is painted. Main thread. */
#pragma once

#include <gtk/gtk.h>

typedef struct _PortailDueQueue PortailDueQueue;

/* A place in the queue; a member of what waits. Zero at first. */
typedef struct
{
  GList link;
  GtkWidget *widget;   /* whose work it is */
  gconstpointer group; /* those of one group beside each other are seen together, or not at all */
  gboolean is_in_queue;
} PortailDue;

/* Does what @due waits for, and takes it out of the queue. */
typedef void (*PortailDueWork) (PortailDue *due);

/* Holds @view, which has the widgets. Owned. */
PortailDueQueue *portail_due_queue_new (GtkWidget *view, PortailDueWork work);
void portail_due_queue_free (PortailDueQueue *queue);
/* @due borrowed until it is taken out; already there changes nothing. */
void portail_due_queue_add (PortailDueQueue *queue, PortailDue *due);
/* Not there changes nothing. */
void portail_due_queue_remove (PortailDueQueue *queue, PortailDue *due);
