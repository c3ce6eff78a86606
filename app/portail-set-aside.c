/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-set-aside.h"

#include "app/portail-toast.h"

static void
undo (gpointer window)
{
  gtk_window_present (GTK_WINDOW (window));
}

static void
redo (gpointer window)
{
  gtk_widget_hide (GTK_WIDGET (window));
}

/* A window that is shown again is its own; it may even have been closed since. */
static void
free_step (gpointer window)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (window)))
    gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (window);
}

void
portail_set_aside (GtkWindow *window,
                   PortailUndoStack *undo_stack,
                   const char *title,
                   const char *done)
{
  static const PortailUndoKind kind = { undo, redo, free_step };

  g_return_if_fail (GTK_IS_WINDOW (window));
  /* Before it is hidden: a step of its own that was undone goes by this. */
  portail_undo_stack_push (undo_stack, title, &kind, g_object_ref (window));
  gtk_widget_hide (GTK_WIDGET (window));
  portail_toast_show_undo (GTK_WIDGET (window), done);
}
