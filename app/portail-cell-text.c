/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-cell-text.h"

#include "shared/portail-i18n.h"

GtkWidget *
portail_cell_text_new (guint min_chars, guint natural_chars)
{
  GtkWidget *inscription = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (inscription),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (inscription), min_chars);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (inscription), natural_chars);
  return inscription;
}

GtkWidget *
portail_cell_text_new_pill (const PortailField *field)
{
  glong n_chars = 0;
  GtkWidget *pill;

  for (const PortailChoice *choice = field->choices; choice->name != NULL; choice++)
    n_chars = MAX (n_chars, g_utf8_strlen (_ (choice->title), -1));
  pill = portail_cell_text_new ((guint) n_chars, (guint) n_chars);
  gtk_widget_set_css_classes (pill, (const char *[]){ "pill-label", "plain", NULL });
  gtk_inscription_set_xalign (GTK_INSCRIPTION (pill), 0.5F);
  gtk_widget_set_halign (pill, GTK_ALIGN_START);
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  return pill;
}
