/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window that is closed with work in it: hidden, and there again when the step is undone. It ends
 * when the step leaves the stack. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "app/portail-undo-stack.h"

G_BEGIN_DECLS

typedef struct
{
  const char *title; /* of the step */
  const char *done;  /* for a toast */
  /* Its work is unsaved no more, and unsaved again; each time. */
  void (*put_aside) (GtkWindow *window);
  void (*take_back) (GtkWindow *window);
} PortailSetAside;

/* @what is static; its texts are N_(). */
void
portail_set_aside (GtkWindow *window, PortailUndoStack *undo_stack, const PortailSetAside *what);

G_END_DECLS
