/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-text-marks.h"

/* Owned. */
static PangoAttrList *
make_attributes (const char *text, const GArray *ranges)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  for (guint i = 0; i < ranges->len; i++)
    {
      const PortailTextRange *range = &g_array_index (ranges, PortailTextRange, i);
      const char *start = g_utf8_offset_to_pointer (text, (glong) range->start);
      const char *end = g_utf8_offset_to_pointer (start, (glong) range->length);
      PangoAttribute *each[] = { pango_attr_weight_new (PANGO_WEIGHT_BOLD),
                                 pango_attr_underline_new (PANGO_UNDERLINE_SINGLE) };

      for (gsize j = 0; j < G_N_ELEMENTS (each); j++)
        {
          each[j]->start_index = (guint) (start - text);
          each[j]->end_index = (guint) (end - text);
          pango_attr_list_insert (attributes, each[j]);
        }
    }
  return attributes;
}

void
portail_text_marks_show (GtkInscription *inscription, const char *text, const GArray *ranges)
{
  PangoAttrList *attributes = ranges != NULL && ranges->len > 0 ? make_attributes (text, ranges)
                                                                : NULL;

  gtk_inscription_set_text (inscription, text);
  if (attributes != NULL || gtk_inscription_get_attributes (inscription) != NULL)
    gtk_inscription_set_attributes (inscription, attributes);
  g_clear_pointer (&attributes, pango_attr_list_unref);
}
