/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes an op out of the outbox before it leaves, with what builds on it; a step that can be
 * undone. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "app/portail-outbox-item.h"
#include "app/portail-undo-stack.h"

G_BEGIN_DECLS

typedef struct
{
  GtkWidget *within; /* whose window shows toasts and questions; may go before the end */
  PortailCache *cache;
  PortailUndoStack *stack;
} PortailOpCancelPlace;

/* @dependents: of PortailOutboxItem, named in a question where there are any. */
void portail_op_cancel_run (const PortailOpCancelPlace *place,
                            PortailOutboxItem *item,
                            const GPtrArray *dependents);
/* Names of @items, one a line; NULL for none. Owned. */
char *portail_op_cancel_list_names (const GPtrArray *items);

G_END_DECLS
