/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window that is closed with work in it: hidden, and there again when the step is undone. It ends
 * when the step leaves the stack. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "app/portail-undo-stack.h"

G_BEGIN_DECLS

/* @title: of the step; @done: for a toast. Both translated. */
void portail_set_aside (GtkWindow *window,
                        PortailUndoStack *undo_stack,
                        const char *title,
                        const char *done);

G_END_DECLS
