/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-column-title.h"

static GtkWidget *
find_label (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_LABEL (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_label (child);
  return found;
}

GtkWidget *
portail_column_title_get_row (GtkColumnView *view)
{
  return gtk_widget_get_first_child (GTK_WIDGET (view));
}

void
portail_column_title_to_end (GtkColumnView *view, guint index)
{
  GtkWidget *row = portail_column_title_get_row (view);
  GtkWidget *title = row != NULL ? gtk_widget_get_first_child (row) : NULL;
  GtkWidget *label;
  GtkWidget *box;

  while (title != NULL && index-- > 0)
    title = gtk_widget_get_next_sibling (title);
  label = title != NULL ? find_label (title) : NULL;
  box = label != NULL ? gtk_widget_get_parent (label) : NULL;
  if (!GTK_IS_BOX (box))
    return;
  gtk_widget_set_halign (box, GTK_ALIGN_END);
  gtk_box_reorder_child_after (GTK_BOX (box), label, gtk_widget_get_last_child (box));
}
