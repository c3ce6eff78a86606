/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/report/portail-report-text.h"

#include <string.h>

#define FAMILIES "Cantarell, DejaVu Sans, sans-serif"
/* No-break spaces. Fonts draw both with the glyph of the space, and a PDF then needs a note beside
 * the glyph that many readers do not follow: text that is searched, copied or read aloud would lose
 * its spaces. So they are set as plain spaces that do not break, the narrow one moved together. */
#define NO_BREAK_SPACE     "\xc2\xa0"
#define NARROW_SPACE       "\xe2\x80\xaf"
#define NARROW_SPACE_SHARE 0.045 /* of the size, by which it is narrower than a space */
/* Ink may leave its lines by this many points before it is clipped: accents on capitals do. */
#define INK_TOLERANCE 1.5

struct _PortailReportSetter
{
  PangoContext *context;
  PangoLayout *layout;
};

/* The portal's palette (contract.md §11) and what prints well beside it: every text has a contrast
 * of 7:1 or more on paper, and fills are light enough for a printer without colours. */
static const guint32 colours[PORTAIL_REPORT_N_COLOURS] = {
  [PORTAIL_REPORT_COLOUR_INK] = 0x1e293b,     [PORTAIL_REPORT_COLOUR_MUTED] = 0x475569,
  [PORTAIL_REPORT_COLOUR_PRIMARY] = 0x1e40af, [PORTAIL_REPORT_COLOUR_NEGATIVE] = 0x991b1b,
  [PORTAIL_REPORT_COLOUR_ALERT] = 0x9a3412,   [PORTAIL_REPORT_COLOUR_PAPER] = 0xffffff,
  [PORTAIL_REPORT_COLOUR_LINE] = 0xcbd5e1,    [PORTAIL_REPORT_COLOUR_FILL] = 0xf1f5f9,
  [PORTAIL_REPORT_COLOUR_HEADER] = 0xe2e8f0,  [PORTAIL_REPORT_COLOUR_WATERMARK] = 0xe9eef5,
};

typedef struct
{
  double size; /* points */
  PangoWeight weight;
} Face;

static const Face faces[PORTAIL_REPORT_N_FACES] = {
  [PORTAIL_REPORT_FACE_TITLE] = { 21, PANGO_WEIGHT_BOLD },
  [PORTAIL_REPORT_FACE_ORGANISATION] = { 13, PANGO_WEIGHT_BOLD },
  [PORTAIL_REPORT_FACE_PERIOD] = { 10.5, PANGO_WEIGHT_NORMAL },
  [PORTAIL_REPORT_FACE_BADGE] = { 8.5, PANGO_WEIGHT_BOLD },
  [PORTAIL_REPORT_FACE_HEADING_1] = { 12, PANGO_WEIGHT_BOLD },
  [PORTAIL_REPORT_FACE_HEADING_2] = { 10, PANGO_WEIGHT_BOLD },
  [PORTAIL_REPORT_FACE_TEXT] = { 9, PANGO_WEIGHT_NORMAL },
  [PORTAIL_REPORT_FACE_STRONG] = { 9, PANGO_WEIGHT_BOLD },
  [PORTAIL_REPORT_FACE_NOTE] = { 7.5, PANGO_WEIGHT_NORMAL },
  [PORTAIL_REPORT_FACE_CARD] = { 13.5, PANGO_WEIGHT_BOLD },
  [PORTAIL_REPORT_FACE_COLUMN] = { 8, PANGO_WEIGHT_BOLD },
  [PORTAIL_REPORT_FACE_CELL] = { 8.5, PANGO_WEIGHT_NORMAL },
  [PORTAIL_REPORT_FACE_CELL_STRONG] = { 8.5, PANGO_WEIGHT_BOLD },
  [PORTAIL_REPORT_FACE_CELL_NOTE] = { 7, PANGO_WEIGHT_NORMAL },
  [PORTAIL_REPORT_FACE_MARGIN] = { 7.5, PANGO_WEIGHT_NORMAL },
  [PORTAIL_REPORT_FACE_WATERMARK] = { 96, PANGO_WEIGHT_BOLD },
};

void
portail_report_set_colour (cairo_t *cr, PortailReportColour colour)
{
  guint32 rgb = colours[colour];

  cairo_set_source_rgb (cr, (rgb >> 16 & 0xff) / 255.0, (rgb >> 8 & 0xff) / 255.0,
                        (rgb & 0xff) / 255.0);
}

PortailReportSetter *
portail_report_setter_new (void)
{
  PortailReportSetter *setter = g_new0 (PortailReportSetter, 1);
  cairo_font_options_t *options = cairo_font_options_create ();

  setter->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (setter->context, options);
  pango_cairo_context_set_resolution (setter->context, 72);
  /* At 72 dots an inch whole pixels would move letters by half a space. */
  pango_context_set_round_glyph_positions (setter->context, FALSE);
  pango_context_set_base_dir (setter->context, PANGO_DIRECTION_LTR);
  setter->layout = pango_layout_new (setter->context);
  /* A name that is written from right to left stays in its column, on the side of the others. */
  pango_layout_set_auto_dir (setter->layout, FALSE);
  pango_layout_set_wrap (setter->layout, PANGO_WRAP_WORD_CHAR);
  cairo_font_options_destroy (options);
  return setter;
}

void
portail_report_setter_free (PortailReportSetter *setter)
{
  g_object_unref (setter->layout);
  g_object_unref (setter->context);
  g_free (setter);
}

/* Digits of one width; and no hyphen or ligature that nobody typed, since it would be part of a
 * name for whoever copies it. */
static PangoAttrList *
new_attributes (void)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1, liga=0"));
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  return attributes;
}

static void
insert_attribute (PangoAttrList *attributes, PangoAttribute *attribute, gsize start, gsize end)
{
  attribute->start_index = (guint) start;
  attribute->end_index = (guint) end;
  pango_attr_list_insert (attributes, attribute);
}

/* Puts a plain space for the no-break one at @start, bound to the letters beside it. */
static void
bind_space (GString *text, gsize start, gsize length, PangoAttrList *attributes)
{
  gsize before = start;

  g_string_erase (text, (gssize) start, (gssize) length - 1);
  text->str[start] = ' ';
  if (start > 0)
    before = (gsize) (g_utf8_prev_char (text->str + start) - text->str);
  if (text->str[start + 1] != '\0')
    insert_attribute (attributes, pango_attr_allow_breaks_new (FALSE), before,
                      (gsize) (g_utf8_next_char (text->str + start + 1) - text->str));
}

/* @text as it is set at @size points. */
static char *
bind_spaces (const char *text, double size, PangoAttrList *attributes)
{
  GString *bound = g_string_new (text);

  for (gsize at = 0; at < bound->len; at++)
    {
      if (g_str_has_prefix (bound->str + at, NO_BREAK_SPACE))
        bind_space (bound, at, strlen (NO_BREAK_SPACE), attributes);
      else if (g_str_has_prefix (bound->str + at, NARROW_SPACE))
        {
          bind_space (bound, at, strlen (NARROW_SPACE), attributes);
          insert_attribute (
              attributes,
              pango_attr_letter_spacing_new ((int) (-size * NARROW_SPACE_SHARE * PANGO_SCALE)), at,
              at + 1);
        }
    }
  return g_string_free (bound, FALSE);
}

static PangoFontDescription *
new_font (const Face *face, double size)
{
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_family_static (font, FAMILIES);
  pango_font_description_set_size (font, (int) (size * PANGO_SCALE + 0.5));
  pango_font_description_set_weight (font, face->weight);
  return font;
}

PangoContext *
portail_report_setter_get_context (PortailReportSetter *setter, PortailReportFace face)
{
  PangoFontDescription *font = new_font (&faces[face], faces[face].size);

  pango_context_set_font_description (setter->context, font);
  pango_font_description_free (font);
  return setter->context;
}

PangoLayout *
portail_report_setter_set (PortailReportSetter *setter,
                           const char *text,
                           const PortailReportForm *form)
{
  const Face *face = &faces[form->face];
  double size = face->size * (form->scale > 0 ? form->scale : 1);
  PangoFontDescription *font = new_font (face, size);
  PangoAttrList *attributes = new_attributes ();
  g_autofree char *bound = bind_spaces (text, size, attributes);

  pango_layout_set_font_description (setter->layout, font);
  pango_layout_set_width (setter->layout, form->width > 0 ? (int) (form->width * PANGO_SCALE) : -1);
  pango_layout_set_alignment (setter->layout, form->alignment);
  pango_layout_set_height (setter->layout, form->max_lines > 0 ? -(int) form->max_lines : -1);
  pango_layout_set_ellipsize (setter->layout, form->max_lines > 0 && form->width > 0
                                                  ? PANGO_ELLIPSIZE_END
                                                  : PANGO_ELLIPSIZE_NONE);
  pango_layout_set_attributes (setter->layout, attributes);
  pango_layout_set_text (setter->layout, bound, -1);
  pango_attr_list_unref (attributes);
  pango_font_description_free (font);
  return setter->layout;
}

PortailReportSize
portail_report_setter_measure (PortailReportSetter *setter,
                               const char *text,
                               const PortailReportForm *form)
{
  PangoRectangle logical;

  pango_layout_get_extents (portail_report_setter_set (setter, text, form), NULL, &logical);
  return (PortailReportSize){ (double) logical.width / PANGO_SCALE,
                              (double) logical.height / PANGO_SCALE };
}

double
portail_report_setter_get_baseline (PortailReportSetter *setter,
                                    const char *text,
                                    const PortailReportForm *form)
{
  return (double) pango_layout_get_baseline (portail_report_setter_set (setter, text, form))
         / PANGO_SCALE;
}

/* Whether @ink leaves @logical so far that it would cover neighbours. */
static gboolean
is_overflowing (const PangoRectangle *ink, const PangoRectangle *logical)
{
  int tolerance = (int) (INK_TOLERANCE * PANGO_SCALE);

  return ink->y < logical->y - tolerance
         || ink->y + ink->height > logical->y + logical->height + tolerance
         || ink->x + ink->width > logical->x + logical->width + tolerance
         || ink->x < logical->x - tolerance;
}

static void
clip_to (cairo_t *cr, const PangoRectangle *logical, PortailReportPoint place)
{
  cairo_rectangle (cr, place.x + (double) logical->x / PANGO_SCALE - INK_TOLERANCE,
                   place.y + (double) logical->y / PANGO_SCALE - INK_TOLERANCE,
                   (double) logical->width / PANGO_SCALE + 2 * INK_TOLERANCE,
                   (double) logical->height / PANGO_SCALE + 2 * INK_TOLERANCE);
  cairo_clip (cr);
}

double
portail_report_setter_draw (PortailReportSetter *setter,
                            cairo_t *cr,
                            const char *text,
                            const PortailReportForm *form,
                            PortailReportPoint place)
{
  PangoLayout *layout;
  PangoRectangle ink;
  PangoRectangle logical;

  if (*text == '\0')
    return 0;
  layout = portail_report_setter_set (setter, text, form);
  pango_layout_get_extents (layout, &ink, &logical);
  cairo_save (cr);
  if (is_overflowing (&ink, &logical))
    clip_to (cr, &logical, place);
  portail_report_set_colour (cr, form->colour);
  cairo_move_to (cr, place.x, place.y);
  pango_cairo_show_layout (cr, layout);
  cairo_restore (cr);
  return (double) logical.height / PANGO_SCALE;
}

void
portail_report_setter_draw_line (PortailReportSetter *setter,
                                 cairo_t *cr,
                                 PangoLayout *layout,
                                 guint line,
                                 PortailReportPoint place)
{
  PangoLayoutLine *found = pango_layout_get_line_readonly (layout, (int) line);
  PangoRectangle ink;
  PangoRectangle logical;

  pango_layout_line_get_extents (found, &ink, &logical);
  place.y -= (double) logical.y / PANGO_SCALE;
  cairo_save (cr);
  if (is_overflowing (&ink, &logical))
    clip_to (cr, &logical, place);
  cairo_move_to (cr, place.x, place.y);
  pango_cairo_show_layout_line (cr, found);
  cairo_restore (cr);
}

double
portail_report_layout_get_line_height (PangoLayout *layout, guint line)
{
  PangoRectangle logical;

  pango_layout_line_get_extents (pango_layout_get_line_readonly (layout, (int) line), NULL,
                                 &logical);
  return (double) logical.height / PANGO_SCALE;
}
