/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-window-dialogs.h"

static gboolean
is_above (GtkWindow *dialog, GtkWindow *window)
{
  GtkWindow *parent = gtk_window_get_transient_for (dialog);

  while (parent != NULL && parent != window)
    parent = gtk_window_get_transient_for (parent);
  return parent != NULL;
}

/* Of GtkWindow. Owned. */
static GPtrArray *
list_dialogs (GtkWindow *window)
{
  GListModel *toplevels = gtk_window_get_toplevels ();
  GPtrArray *dialogs = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) toplevel = g_list_model_get_item (toplevels, i);

      if (is_above (toplevel, window))
        g_ptr_array_add (dialogs, g_steal_pointer (&toplevel));
    }
  return dialogs;
}

void
portail_window_dialogs_let_go (GtkWindow *window)
{
  g_autoptr (GPtrArray) dialogs = NULL;

  g_return_if_fail (GTK_IS_WINDOW (window));
  dialogs = list_dialogs (window);
  for (guint i = 0; i < dialogs->len; i++)
    gtk_window_set_transient_for (dialogs->pdata[i], NULL);
  for (guint i = 0; i < dialogs->len; i++)
    if (gtk_window_get_destroy_with_parent (dialogs->pdata[i]))
      gtk_window_destroy (dialogs->pdata[i]);
}
