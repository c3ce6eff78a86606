/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-hidden-pages.h"

#include <gtk/gtk.h>

static G_DEFINE_QUARK (portail_hidden_page, hidden_page)

static gboolean
on_unmap (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer unused)
{
  GtkWidget *widget = g_value_get_object (&values[0]);

  if (!gtk_widget_get_visible (widget) || gtk_widget_get_child_visible (widget))
    return G_SOURCE_CONTINUE;
  g_object_set_qdata (G_OBJECT (widget), hidden_page_quark (), widget);
  gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_map (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer unused)
{
  GObject *widget = g_value_get_object (&values[0]);

  if (g_object_steal_qdata (widget, hidden_page_quark ()) != NULL)
    gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_HIDDEN, FALSE, -1);
  return G_SOURCE_CONTINUE;
}

void
portail_hidden_pages_announce (void)
{
  /* The class names its signals. */
  gpointer class = g_type_class_ref (GTK_TYPE_WIDGET);

  g_signal_add_emission_hook (g_signal_lookup ("unmap", GTK_TYPE_WIDGET), 0, on_unmap, NULL, NULL);
  g_signal_add_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), 0, on_map, NULL, NULL);
  g_type_class_unref (class);
}
