/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/report/portail-chart-ink.h"

#include <math.h>

#define HATCH_DISTANCE 6.0

typedef struct
{
  double red;
  double green;
  double blue;
} Colour;

#define RGB(hex)                                                                                   \
  {                                                                                                \
    ((hex) >> 16 & 0xff) / 255.0, ((hex) >> 8 & 0xff) / 255.0, ((hex) &0xff) / 255.0               \
  }

static const struct
{
  Colour colours[PORTAIL_CHART_N_COLOURS];
  Colour outline;
  Colour series[PORTAIL_CHART_MAX_SERIES];
} themes[] = {
  [PORTAIL_CHART_LIGHT] = {
      { RGB (0x1e293b), RGB (0xffffff), RGB (0xd5dae1) },
      RGB (0x1e40af),
      { RGB (0x1e40af), RGB (0x3b82f6), RGB (0x1e293b), RGB (0x1e40af), RGB (0x3b82f6),
        RGB (0x1e293b) },
  },
  [PORTAIL_CHART_DARK] = {
      { RGB (0xf8fafc), RGB (0x1e1e1e), RGB (0x4a4f57) },
      RGB (0x60a5fa),
      { RGB (0x60a5fa), RGB (0xf8fafc), RGB (0x3b82f6), RGB (0x60a5fa), RGB (0xf8fafc),
        RGB (0x3b82f6) },
  },
  [PORTAIL_CHART_LIGHT_CONTRAST] = {
      { RGB (0x000000), RGB (0xffffff), RGB (0x000000) },
      RGB (0x000000),
      { RGB (0x000000), RGB (0x000000), RGB (0x000000), RGB (0x000000), RGB (0x000000),
        RGB (0x000000) },
  },
  [PORTAIL_CHART_DARK_CONTRAST] = {
      { RGB (0xffffff), RGB (0x000000), RGB (0xffffff) },
      RGB (0xffffff),
      { RGB (0xffffff), RGB (0xffffff), RGB (0xffffff), RGB (0xffffff), RGB (0xffffff),
        RGB (0xffffff) },
  },
  [PORTAIL_CHART_PAPER] = {
      { RGB (0x1e293b), RGB (0xffffff), RGB (0xcbd5e1) },
      RGB (0x1e40af),
      { RGB (0x1e40af), RGB (0x3b82f6), RGB (0x1e293b), RGB (0x1e40af), RGB (0x3b82f6),
        RGB (0x1e293b) },
  },
};

/* Directions of the lines that fill a bar, as a set; 0 fills it whole. */
enum
{
  HATCH_NONE = 0,
  HATCH_RISING = 1 << 0,
  HATCH_FALLING = 1 << 1,
  HATCH_LEVEL = 1 << 2,
  HATCH_UPRIGHT = 1 << 3,
};

static const guint hatches[PORTAIL_CHART_MAX_SERIES] = {
  HATCH_NONE, HATCH_RISING, HATCH_LEVEL, HATCH_RISING | HATCH_FALLING, HATCH_UPRIGHT, HATCH_FALLING,
};

/* Marks of lines, by their corners; 0 is a circle. */
static const guint corners[PORTAIL_CHART_MAX_SERIES] = { 0, 4, 3, 5, 6, 8 };
static const double dashes[PORTAIL_CHART_MAX_SERIES] = { 0, 7, 3, 11, 5, 2 };

static void
use_colour (cairo_t *cr, Colour colour, double alpha)
{
  cairo_set_source_rgba (cr, colour.red, colour.green, colour.blue, alpha);
}

void
portail_chart_ink_use (cairo_t *cr,
                       PortailChartTheme theme,
                       PortailChartColour colour,
                       double alpha)
{
  use_colour (cr, themes[theme].colours[colour], alpha);
}

void
portail_chart_ink_use_series (cairo_t *cr, PortailChartTheme theme, guint series)
{
  use_colour (cr, themes[theme].series[series], 1);
}

/* See portail-report-text.c for what is wrong with no-break spaces in a PDF. */
static char *
make_plain (const char *text)
{
  g_autoptr (GString) plain = g_string_new (text);

  g_string_replace (plain, "\xc2\xa0", " ", 0);
  g_string_replace (plain, "\xe2\x80\xaf", " ", 0);
  return g_strdup (plain->str);
}

void
portail_chart_ink_set_text (PangoLayout *layout, PortailChartTheme theme, const char *text)
{
  g_autofree char *plain = theme == PORTAIL_CHART_PAPER ? make_plain (text) : NULL;

  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_text (layout, plain != NULL ? plain : text, -1);
}

double
portail_chart_ink_get_dash (guint series)
{
  return dashes[series];
}

static void
draw_hatch (cairo_t *cr, guint hatch, const cairo_rectangle_t *place)
{
  double reach = place->width + place->height;

  for (double at = 0; at <= reach; at += HATCH_DISTANCE)
    {
      if (hatch & HATCH_RISING)
        {
          cairo_move_to (cr, place->x + at - place->height, place->y + place->height);
          cairo_rel_line_to (cr, place->height, -place->height);
        }
      if (hatch & HATCH_FALLING)
        {
          cairo_move_to (cr, place->x + at - place->height, place->y);
          cairo_rel_line_to (cr, place->height, place->height);
        }
      if (hatch & HATCH_LEVEL)
        {
          cairo_move_to (cr, place->x, place->y + place->height - at);
          cairo_rel_line_to (cr, place->width, 0);
        }
      if (hatch & HATCH_UPRIGHT)
        {
          cairo_move_to (cr, place->x + at, place->y);
          cairo_rel_line_to (cr, 0, place->height);
        }
    }
  cairo_stroke (cr);
}

void
portail_chart_ink_draw_bar (cairo_t *cr,
                            PortailChartTheme theme,
                            guint series,
                            const cairo_rectangle_t *place)
{
  Colour colour = themes[theme].series[series];

  cairo_save (cr);
  cairo_rectangle (cr, place->x, place->y, place->width, place->height);
  cairo_clip_preserve (cr);
  use_colour (cr, colour, hatches[series] == HATCH_NONE ? 1 : 0.28);
  cairo_fill_preserve (cr);
  use_colour (cr, hatches[series] == HATCH_NONE ? themes[theme].outline : colour, 1);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
  cairo_set_line_width (cr, 1.5);
  draw_hatch (cr, hatches[series], place);
  cairo_restore (cr);
}

void
portail_chart_ink_draw_mark (cairo_t *cr,
                             PortailChartTheme theme,
                             guint series,
                             const cairo_rectangle_t *place)
{
  double x = place->x + place->width / 2;
  double y = place->y + place->height / 2;

  cairo_new_sub_path (cr);
  if (corners[series] == 0)
    cairo_arc (cr, x, y, PORTAIL_CHART_MARK_RADIUS, 0, 2 * G_PI);
  for (guint i = 0; i < corners[series]; i++)
    {
      double angle = 2 * G_PI * i / corners[series] - G_PI / 2;

      cairo_line_to (cr, x + 1.2 * PORTAIL_CHART_MARK_RADIUS * cos (angle),
                     y + 1.2 * PORTAIL_CHART_MARK_RADIUS * sin (angle));
    }
  cairo_close_path (cr);
  use_colour (cr, themes[theme].series[series], 1);
  cairo_fill (cr);
}

void
portail_chart_ink_draw_focus (cairo_t *cr, PortailChartTheme theme, const cairo_rectangle_t *place)
{
  cairo_rectangle (cr, place->x - 3, place->y - 3, place->width + 6, place->height + 6);
  portail_chart_ink_use (cr, theme, PORTAIL_CHART_COLOUR_PAPER, 1);
  cairo_set_line_width (cr, 4);
  cairo_stroke_preserve (cr);
  portail_chart_ink_use (cr, theme, PORTAIL_CHART_COLOUR_INK, 1);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
}
