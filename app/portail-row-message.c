/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-row-message.h"

#include "app/portail-plain-row.h"

GtkWidget *
portail_row_message_new (void)
{
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *message = portail_plain_row_new (label);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (message, "row-message");
  return message;
}

static void
set_class (GtkWidget *widget, const char *css_class, gboolean has_it)
{
  if (has_it)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

void
portail_row_message_say (GtkWidget *message,
                         GtkWidget *row,
                         GtkWidget *focus,
                         const char *text,
                         PortailRowMessageKind kind)
{
  gboolean is_fault = text != NULL && kind == PORTAIL_ROW_MESSAGE_FAULT;
  const char *shown = text != NULL ? text : "";

  if (message != NULL)
    {
      gtk_label_set_text (GTK_LABEL (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (message))),
                          shown);
      set_class (message, "fault", is_fault);
    }
  set_class (row, "error", is_fault);
  set_class (row, "has-message", text != NULL);
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (focus), GTK_ACCESSIBLE_STATE_INVALID,
      is_fault ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (focus), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  shown, -1);
}
