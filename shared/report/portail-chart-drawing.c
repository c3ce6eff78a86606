/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/report/portail-chart-drawing.h"

#include <math.h>

#define GAP           6.0
#define TICK_DISTANCE 48.0 /* between lines of the grid, at least about */
#define GROUP_SHARE   0.72 /* of the room of a label, for its bars */
#define MARK_RADIUS   4.0
#define HATCH         6.0
#define SWATCH_SHARE  1.4 /* width of a swatch, of the height of its text */

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

/* Of the portal's palette; each stands out of its paper by 3 : 1 at least. Six series share three
 * colours: patterns, marks and dashes tell them apart. */
static const struct
{
  Colour ink;
  Colour paper;
  Colour line;
  Colour outline;
  Colour series[PORTAIL_CHART_MAX_SERIES];
} themes[] = {
  [PORTAIL_CHART_LIGHT] = {
      RGB (0x1e293b), RGB (0xffffff), RGB (0xd5dae1), RGB (0x1e40af),
      { RGB (0x1e40af), RGB (0x3b82f6), RGB (0x1e293b), RGB (0x1e40af), RGB (0x3b82f6),
        RGB (0x1e293b) },
  },
  [PORTAIL_CHART_DARK] = {
      RGB (0xf8fafc), RGB (0x1e1e1e), RGB (0x4a4f57), RGB (0x60a5fa),
      { RGB (0x60a5fa), RGB (0xf8fafc), RGB (0x3b82f6), RGB (0x60a5fa), RGB (0xf8fafc),
        RGB (0x3b82f6) },
  },
  [PORTAIL_CHART_LIGHT_CONTRAST] = {
    RGB (0x000000), RGB (0xffffff), RGB (0x000000), RGB (0x000000),
    { RGB (0x000000), RGB (0x000000), RGB (0x000000), RGB (0x000000), RGB (0x000000),
      RGB (0x000000) },
  },
  [PORTAIL_CHART_DARK_CONTRAST] = {
    RGB (0xffffff), RGB (0x000000), RGB (0xffffff), RGB (0xffffff),
    { RGB (0xffffff), RGB (0xffffff), RGB (0xffffff), RGB (0xffffff), RGB (0xffffff),
      RGB (0xffffff) },
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

typedef struct
{
  const PortailChart *chart;
  const PortailChartLook *look;
  cairo_t *cr; /* NULL: only measures */
  PangoLayout *layout;
  double left; /* of the plot */
  double top;
  double right;
  double bottom;
  gint64 lowest; /* of the axis */
  gint64 highest;
  gint64 step;
} Plot;

gint64
portail_chart_get_step (gint64 lowest, gint64 highest, guint n_steps)
{
  double rough = ((double) highest - (double) lowest) / MAX (n_steps, 1);
  double power = 1;

  while (power * 10 <= rough)
    power *= 10;
  for (int i = 0; i < 3; i++)
    {
      static const int factors[] = { 1, 2, 5 };

      if (factors[i] * power >= rough)
        return (gint64) (factors[i] * power);
    }
  return (gint64) (10 * power);
}

/* Texts */

static void
set_text (Plot *plot, const char *text, double width)
{
  pango_layout_set_text (plot->layout, text, -1);
  pango_layout_set_ellipsize (plot->layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_single_paragraph_mode (plot->layout, TRUE);
  pango_layout_set_width (plot->layout, width > 0 ? (int) (width * PANGO_SCALE) : -1);
}

static double
measure_text (Plot *plot, const char *text, double *height)
{
  PangoRectangle extents;

  set_text (plot, text, 0);
  pango_layout_get_extents (plot->layout, NULL, &extents);
  if (height != NULL)
    *height = (double) extents.height / PANGO_SCALE;
  return (double) extents.width / PANGO_SCALE;
}

static void
use_colour (cairo_t *cr, Colour colour, double alpha)
{
  cairo_set_source_rgba (cr, colour.red, colour.green, colour.blue, alpha);
}

static void
draw_text (Plot *plot, double x, double y)
{
  use_colour (plot->cr, themes[plot->look->theme].ink, 1);
  cairo_move_to (plot->cr, x, y);
  pango_cairo_show_layout (plot->cr, plot->layout);
}

/* Geometry */

static double run_legend (Plot *plot);

static double
get_y (const Plot *plot, double value)
{
  double share = (value - (double) plot->lowest) / ((double) plot->highest - (double) plot->lowest);

  return plot->bottom - share * (plot->bottom - plot->top);
}

static double
get_label_width (const Plot *plot)
{
  return (plot->right - plot->left) / portail_chart_get_n_labels (plot->chart);
}

/* The bar or mark of a point. FALSE where it has no value. */
static gboolean
get_place (const Plot *plot, PortailChartPoint point, cairo_rectangle_t *place)
{
  const PortailChart *chart = plot->chart;
  gint64 value = portail_chart_get_value (chart, point.series, point.label);
  guint n_bars = portail_chart_get_kind (chart) == PORTAIL_CHART_BARS
                     ? portail_chart_get_n_series (chart)
                     : 1;
  double room = get_label_width (plot);
  double bar = room * GROUP_SHARE / n_bars;
  double base = 0;

  if (value == PORTAIL_CHART_NONE)
    return FALSE;
  place->x = plot->left + room * point.label + room * (1 - GROUP_SHARE) / 2
             + (n_bars > 1 ? bar * point.series : 0);
  place->width = MAX (bar - (n_bars > 1 ? 1 : 0), 1);
  if (portail_chart_get_kind (chart) == PORTAIL_CHART_LINES)
    {
      place->x = plot->left + room * (point.label + 0.5) - MARK_RADIUS;
      place->y = get_y (plot, (double) value) - MARK_RADIUS;
      place->width = place->height = 2 * MARK_RADIUS;
      return TRUE;
    }
  for (guint i = 0;
       portail_chart_get_kind (chart) == PORTAIL_CHART_STACKED_BARS && i < point.series; i++)
    base += (double) MAX (portail_chart_get_value (chart, i, point.label), 0);
  place->y = get_y (plot, MAX (base + (double) value, base));
  place->height = fabs (get_y (plot, base) - get_y (plot, base + (double) value));
  return TRUE;
}

static double
measure_axis (Plot *plot)
{
  double widest = 0;

  for (gint64 value = plot->lowest; value <= plot->highest; value += plot->step)
    {
      g_autofree char *text = portail_chart_format (plot->chart, value);

      widest = MAX (widest, measure_text (plot, text, NULL));
    }
  return widest;
}

static void
lay_out (Plot *plot)
{
  cairo_t *cr = g_steal_pointer (&plot->cr);
  double line;
  gint64 lowest;
  gint64 highest;

  measure_text (plot, "0", &line);
  plot->right = plot->look->width - GAP;
  plot->top = run_legend (plot) + 2 * GAP;
  plot->cr = cr;
  plot->bottom = plot->look->height - line - GAP;
  portail_chart_get_range (plot->chart, &lowest, &highest);
  if (lowest == highest)
    highest = 1;
  plot->step = portail_chart_get_step (lowest, highest,
                                       (guint) MAX ((plot->bottom - plot->top) / TICK_DISTANCE, 1));
  plot->lowest = lowest < 0 ? (lowest / plot->step - (lowest % plot->step != 0)) * plot->step : 0;
  plot->highest = (highest / plot->step + (highest % plot->step != 0)) * plot->step;
  plot->left = measure_axis (plot) + 2 * GAP;
}

static gboolean
has_room (const Plot *plot)
{
  return portail_chart_get_n_labels (plot->chart) > 0
         && portail_chart_get_n_series (plot->chart) > 0 && plot->right - plot->left > GAP
         && plot->bottom - plot->top > GAP;
}

/* Drawing */

static void
draw_grid (Plot *plot)
{
  cairo_set_line_width (plot->cr, 1);
  for (gint64 value = plot->lowest; value <= plot->highest; value += plot->step)
    {
      g_autofree char *text = portail_chart_format (plot->chart, value);
      double y = floor (get_y (plot, (double) value)) + 0.5;
      double height;
      double width = measure_text (plot, text, &height);

      draw_text (plot, plot->left - GAP - width, y - height / 2);
      use_colour (plot->cr,
                  value == 0 ? themes[plot->look->theme].ink : themes[plot->look->theme].line,
                  value == 0 ? 0.7 : 0.6);
      cairo_move_to (plot->cr, plot->left, y);
      cairo_line_to (plot->cr, plot->right, y);
      cairo_stroke (plot->cr);
    }
}

/* Every label, or every second, third, … where they have no room. */
static void
draw_labels (Plot *plot)
{
  double room = get_label_width (plot);
  double widest = 1;
  guint every;

  for (guint i = 0; i < portail_chart_get_n_labels (plot->chart); i++)
    widest = MAX (widest, measure_text (plot, portail_chart_get_label (plot->chart, i), NULL));
  every = (guint) MAX (ceil ((widest + GAP) / room), 1);
  for (guint i = 0; i < portail_chart_get_n_labels (plot->chart); i += every)
    {
      double width = measure_text (plot, portail_chart_get_label (plot->chart, i), NULL);
      double x = plot->left + room * (i + 0.5) - width / 2;

      draw_text (plot, MIN (x, plot->look->width - width), plot->bottom + GAP / 2);
    }
}

static void
draw_hatch (cairo_t *cr, guint hatch, const cairo_rectangle_t *place)
{
  double reach = place->width + place->height;

  for (double at = 0; at <= reach; at += HATCH)
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

static void
draw_bar (Plot *plot, guint series, const cairo_rectangle_t *place)
{
  cairo_t *cr = plot->cr;
  Colour colour = themes[plot->look->theme].series[series];

  cairo_save (cr);
  cairo_rectangle (cr, place->x, place->y, place->width, place->height);
  cairo_clip_preserve (cr);
  use_colour (cr, colour, hatches[series] == HATCH_NONE ? 1 : 0.28);
  cairo_fill_preserve (cr);
  use_colour (cr, hatches[series] == HATCH_NONE ? themes[plot->look->theme].outline : colour, 1);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
  cairo_set_line_width (cr, 1.5);
  draw_hatch (cr, hatches[series], place);
  cairo_restore (cr);
}

static void
draw_mark (Plot *plot, guint series, const cairo_rectangle_t *place)
{
  cairo_t *cr = plot->cr;
  double x = place->x + place->width / 2;
  double y = place->y + place->height / 2;

  cairo_new_sub_path (cr);
  if (corners[series] == 0)
    cairo_arc (cr, x, y, MARK_RADIUS, 0, 2 * G_PI);
  for (guint i = 0; i < corners[series]; i++)
    {
      double angle = 2 * G_PI * i / corners[series] - G_PI / 2;

      cairo_line_to (cr, x + 1.2 * MARK_RADIUS * cos (angle), y + 1.2 * MARK_RADIUS * sin (angle));
    }
  cairo_close_path (cr);
  use_colour (cr, themes[plot->look->theme].series[series], 1);
  cairo_fill (cr);
}

static void
draw_line (Plot *plot, guint series)
{
  cairo_rectangle_t place;
  gboolean is_drawing = FALSE;

  for (guint i = 0; i < portail_chart_get_n_labels (plot->chart); i++)
    {
      if (!get_place (plot, (PortailChartPoint){ series, i }, &place))
        {
          is_drawing = FALSE;
          continue;
        }
      if (is_drawing)
        cairo_line_to (plot->cr, place.x + MARK_RADIUS, place.y + MARK_RADIUS);
      else
        cairo_move_to (plot->cr, place.x + MARK_RADIUS, place.y + MARK_RADIUS);
      is_drawing = TRUE;
    }
  use_colour (plot->cr, themes[plot->look->theme].series[series], 1);
  cairo_set_line_width (plot->cr, 2);
  cairo_set_dash (plot->cr, &dashes[series], dashes[series] > 0 ? 1 : 0, 0);
  cairo_stroke (plot->cr);
  cairo_set_dash (plot->cr, NULL, 0, 0);
}

static void
draw_series (Plot *plot, guint series)
{
  gboolean is_line = portail_chart_get_kind (plot->chart) == PORTAIL_CHART_LINES;
  cairo_rectangle_t place;

  if (is_line)
    draw_line (plot, series);
  for (guint i = 0; i < portail_chart_get_n_labels (plot->chart); i++)
    {
      if (!get_place (plot, (PortailChartPoint){ series, i }, &place))
        continue;
      if (is_line)
        draw_mark (plot, series, &place);
      else
        draw_bar (plot, series, &place);
    }
}

static void
draw_swatch (Plot *plot, guint series, double x, double y, double height)
{
  cairo_rectangle_t swatch = { x, y + 1, height * SWATCH_SHARE, height - 2 };
  cairo_rectangle_t mark = { x + height * SWATCH_SHARE / 2 - MARK_RADIUS,
                             y + height / 2 - MARK_RADIUS, 2 * MARK_RADIUS, 2 * MARK_RADIUS };

  if (portail_chart_get_kind (plot->chart) == PORTAIL_CHART_LINES)
    draw_mark (plot, series, &mark);
  else
    draw_bar (plot, series, &swatch);
}

/* What each series looks like, in as many lines as that takes. Returns the height; draws nothing
 * without a cairo_t. */
static double
run_legend (Plot *plot)
{
  double x = GAP;
  double y = GAP / 2;
  double height = 0;

  for (guint i = 0; i < portail_chart_get_n_series (plot->chart); i++)
    {
      const char *title = portail_chart_get_series_title (plot->chart, i);
      double width = measure_text (plot, title, &height);
      double swatch = height * SWATCH_SHARE + GAP;
      double room = plot->right - GAP - swatch;

      if (x > GAP && x + swatch + width > plot->right)
        {
          x = GAP;
          y += height + GAP / 2;
        }
      if (plot->cr != NULL)
        {
          draw_swatch (plot, i, x, y, height);
          set_text (plot, title, MAX (MIN (width + 1, room), 1));
          draw_text (plot, x + swatch, y);
        }
      x += swatch + width + 3 * GAP;
    }
  return y + height;
}

static void
draw_focus (Plot *plot)
{
  cairo_rectangle_t place;

  if (plot->look->focus.series >= portail_chart_get_n_series (plot->chart)
      || plot->look->focus.label >= portail_chart_get_n_labels (plot->chart)
      || !get_place (plot, plot->look->focus, &place))
    return;
  cairo_rectangle (plot->cr, place.x - 3, place.y - 3, place.width + 6, place.height + 6);
  use_colour (plot->cr, themes[plot->look->theme].paper, 1);
  cairo_set_line_width (plot->cr, 4);
  cairo_stroke_preserve (plot->cr);
  use_colour (plot->cr, themes[plot->look->theme].ink, 1);
  cairo_set_line_width (plot->cr, 2);
  cairo_stroke (plot->cr);
}

void
portail_chart_draw (const PortailChart *chart, const PortailChartLook *look, cairo_t *cr)
{
  g_autoptr (PangoLayout) layout = pango_layout_new (look->context);
  Plot plot = { chart, look, cr, layout };

  lay_out (&plot);
  if (!has_room (&plot))
    return;
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, look->width, look->height);
  cairo_clip (cr);
  draw_grid (&plot);
  draw_labels (&plot);
  for (guint i = 0; i < portail_chart_get_n_series (chart); i++)
    draw_series (&plot, i);
  run_legend (&plot);
  draw_focus (&plot);
  cairo_restore (cr);
}

/* How far a place is from a bar or mark; 0 within it. */
static double
get_distance (const cairo_rectangle_t *place, double x, double y)
{
  double dx = MAX (MAX (place->x - x, x - place->x - place->width), 0);
  double dy = MAX (MAX (place->y - y, y - place->y - place->height), 0);

  return hypot (dx, dy);
}

PortailChartPoint
portail_chart_find_point (const PortailChart *chart,
                          const PortailChartLook *look,
                          double x,
                          double y)
{
  g_autoptr (PangoLayout) layout = pango_layout_new (look->context);
  Plot plot = { chart, look, NULL, layout };
  PortailChartPoint found = PORTAIL_CHART_NO_POINT;
  double least = G_MAXDOUBLE;

  lay_out (&plot);
  if (!has_room (&plot) || x < plot.left || x >= plot.right || y < plot.top || y > plot.bottom)
    return found;
  for (guint i = 0; i < portail_chart_get_n_series (chart); i++)
    {
      PortailChartPoint point = { i, (guint) ((x - plot.left) / get_label_width (&plot)) };
      cairo_rectangle_t place;

      if (!get_place (&plot, point, &place) || get_distance (&place, x, y) >= least)
        continue;
      least = get_distance (&place, x, y);
      found = point;
    }
  return found;
}
