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

/* That of its first letter; NONE for digits and signs, which go with the program. */
static GtkTextDirection
find_direction (const char *text)
{
  static const GUnicodeScript from_right[] = { G_UNICODE_SCRIPT_ARABIC, G_UNICODE_SCRIPT_HEBREW,
                                               G_UNICODE_SCRIPT_SYRIAC, G_UNICODE_SCRIPT_THAANA,
                                               G_UNICODE_SCRIPT_NKO };

  while (*text != '\0' && !g_unichar_isalpha (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  if (*text == '\0')
    return GTK_TEXT_DIR_NONE;
  for (gsize i = 0; i < G_N_ELEMENTS (from_right); i++)
    if (g_unichar_get_script (g_utf8_get_char (text)) == from_right[i])
      return GTK_TEXT_DIR_RTL;
  return GTK_TEXT_DIR_LTR;
}

void
portail_cell_text_align (GtkWidget *text)
{
  GtkInscription *inscription = GTK_INSCRIPTION (text);
  const char *shown = gtk_inscription_get_text (inscription);
  GtkTextDirection direction = find_direction (shown != NULL ? shown : "");
  gboolean is_against = direction != GTK_TEXT_DIR_NONE
                        && direction != gtk_widget_get_direction (text);
  gboolean is_at_end = gtk_widget_has_css_class (text, "numeric");

  /* A pill is in the middle. */
  if (gtk_inscription_get_xalign (inscription) != 0.5F)
    gtk_inscription_set_xalign (inscription, is_at_end != is_against ? 1 : 0);
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
