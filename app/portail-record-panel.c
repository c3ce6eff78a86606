/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-record-panel.h"

/* Beside the list. */
#define WIDTH 380
/* For the commands at its foot, in the narrowest window too. */
#define COMMANDS_WIDTH 336

G_DEFINE_FINAL_TYPE (PortailRecordPanel, portail_record_panel, GTK_TYPE_BOX)

static void
portail_record_panel_class_init (PortailRecordPanelClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  g_type_ensure (PORTAIL_TYPE_COMMAND_BAR);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-record-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, PortailRecordPanel, back_button);
  gtk_widget_class_bind_template_child (widget_class, PortailRecordPanel, title);
  gtk_widget_class_bind_template_child (widget_class, PortailRecordPanel, pill);
  gtk_widget_class_bind_template_child (widget_class, PortailRecordPanel, menu);
  gtk_widget_class_bind_template_child (widget_class, PortailRecordPanel, close_button);
  gtk_widget_class_bind_template_child (widget_class, PortailRecordPanel, draft_bar);
  gtk_widget_class_bind_template_child (widget_class, PortailRecordPanel, scroller);
  gtk_widget_class_bind_template_child (widget_class, PortailRecordPanel, body);
  gtk_widget_class_bind_template_child (widget_class, PortailRecordPanel, form_place);
  gtk_widget_class_bind_template_child (widget_class, PortailRecordPanel, foot);
  gtk_widget_class_bind_template_child (widget_class, PortailRecordPanel, commands);
  gtk_widget_class_bind_template_child (widget_class, PortailRecordPanel, save_bar);
}

static void
portail_record_panel_init (PortailRecordPanel *panel)
{
  gtk_widget_init_template (GTK_WIDGET (panel));
  portail_command_bar_set_width (panel->commands, COMMANDS_WIDTH);
}

PortailRecordPanel *
portail_record_panel_new (GtkWidget *above, GtkWidget *below)
{
  PortailRecordPanel *panel = g_object_new (PORTAIL_TYPE_RECORD_PANEL, "visible", FALSE, NULL);

  gtk_box_prepend (panel->body, above);
  gtk_box_append (panel->body, below);
  return panel;
}

void
portail_record_panel_set_place (PortailRecordPanel *panel, PortailRecordPanelPlace place)
{
  gboolean is_alone = place == PORTAIL_RECORD_PANEL_ALONE;

  g_return_if_fail (PORTAIL_IS_RECORD_PANEL (panel));
  gtk_widget_set_visible (panel->back_button, is_alone);
  gtk_widget_set_visible (panel->close_button, !is_alone);
  gtk_widget_set_hexpand (GTK_WIDGET (panel), is_alone);
  gtk_widget_set_size_request (GTK_WIDGET (panel), is_alone ? -1 : WIDTH, -1);
}
