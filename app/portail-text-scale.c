/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-text-scale.h"

/* As GTK counts it: 1024ths of 96 dots per inch. */
#define USUAL_RESOLUTION (96 * 1024)

int
portail_text_scale_up (GtkWidget *widget, int pixels)
{
  int resolution;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), pixels);
  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &resolution, NULL);
  return resolution > USUAL_RESOLUTION ? (int) ((gint64) pixels * resolution / USUAL_RESOLUTION)
                                       : pixels;
}

void
portail_text_scale_up_window (GtkWindow *window)
{
  GtkWindow *parent = gtk_window_get_transient_for (window);
  int width;
  int height;
  int room;

  gtk_window_get_default_size (window, &width, &height);
  room = parent != NULL ? MAX (width, gtk_widget_get_width (GTK_WIDGET (parent))) : G_MAXINT;
  gtk_window_set_default_size (
      window, MIN (portail_text_scale_up (GTK_WIDGET (window), width), room), height);
}

void
portail_text_scale_up_clamps (GtkWidget *widget)
{
  if (ADW_IS_CLAMP (widget))
    adw_clamp_set_maximum_size (
        ADW_CLAMP (widget),
        portail_text_scale_up (widget, adw_clamp_get_maximum_size (ADW_CLAMP (widget))));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    portail_text_scale_up_clamps (child);
}
