/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-set-aside.h"

#include "app/portail-toast.h"
#include "shared/portail-i18n.h"

typedef struct
{
  GtkWindow *window;
  const PortailSetAside *what;
} Step;

static void
undo (gpointer pointer)
{
  const Step *step = pointer;

  gtk_window_present (step->window);
  step->what->take_back (step->window);
}

static void
redo (gpointer pointer)
{
  const Step *step = pointer;

  step->what->put_aside (step->window);
  gtk_widget_hide (GTK_WIDGET (step->window));
}

/* A window that is shown again is its own; it may even have been closed since. */
static void
free_step (gpointer pointer)
{
  Step *step = pointer;

  if (!gtk_widget_get_visible (GTK_WIDGET (step->window)))
    gtk_window_destroy (step->window);
  g_object_unref (step->window);
  g_free (step);
}

void
portail_set_aside (GtkWindow *window, PortailUndoStack *undo_stack, const PortailSetAside *what)
{
  static const PortailUndoKind kind = { undo, redo, free_step };
  Step *step;

  g_return_if_fail (GTK_IS_WINDOW (window));
  step = g_new (Step, 1);
  *step = (Step){ g_object_ref (window), what };
  /* Before it is hidden: a step of its own that was undone goes by this. */
  portail_undo_stack_push (undo_stack, _ (what->title), &kind, step);
  redo (step);
  portail_toast_show_undo (GTK_WIDGET (window), _ (what->done));
}
