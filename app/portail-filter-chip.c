/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-filter-chip.h"

#include "shared/portail-i18n.h"

/* At which the text is cut. */
#define MAX_CHARS 28

GtkWidget *
portail_filter_chip_add (GtkFlowBox *chips, const char *text)
{
  GtkWidget *chip = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (text);
  g_autofree char *spoken = g_strdup_printf (_ ("Remove the filter %s"), text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MAX_CHARS);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("window-close-symbolic"));
  gtk_button_set_child (GTK_BUTTON (chip), box);
  gtk_widget_add_css_class (chip, "chip");
  gtk_widget_set_tooltip_text (chip, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_flow_box_append (chips, chip);
  gtk_widget_set_focusable (gtk_widget_get_parent (chip), FALSE);
  return chip;
}
