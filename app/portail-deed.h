/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An op of the cache as one step that can be undone.
 *
 * 1. The step is on the stack once the op is done, unless a command in it has no way back or the
 *    stack was cleared meanwhile.
 * 2. To undo is to apply the inverse op, whose own inverse does it again; what is asked for while
 *    that is on its way follows it.
 * Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "app/portail-cache.h"
#include "app/portail-undo-stack.h"

G_BEGIN_DECLS

/* Where a deed is done. All borrowed; what it needs it keeps. */
typedef struct
{
  PortailCache *cache;
  PortailUndoStack *undo_stack;
  GtkWidget *within; /* in whose window a failed undo is told */
} PortailDeedPlace;

/* Takes @op. @title: of the step, translated. */
void portail_deed_do_async (const PortailDeedPlace *place,
                            PortailSyncOp *op,
                            const char *title,
                            GAsyncReadyCallback callback,
                            gpointer user_data);

typedef enum
{
  PORTAIL_DEED_FAILED,
  PORTAIL_DEED_DONE,     /* for good */
  PORTAIL_DEED_UNDOABLE, /* the last step of the stack takes it back */
} PortailDeedResult;

PortailDeedResult portail_deed_do_finish (GAsyncResult *result, GError **error);

G_END_DECLS
