/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/report/portail-chart-drawing.h"

#include <math.h>

#include "shared/report/portail-chart-ink.h"
#include "shared/report/portail-chart-ranks.h"

#define TICK_LINES   2.8  /* of text, between lines of the grid at least about */
#define GROUP_SHARE  0.72 /* of the room of a label, for its bars */
#define SWATCH_SHARE 1.4  /* width of a swatch, of the height of its text */

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
  portail_chart_ink_set_text (plot->layout, plot->look->theme, text);
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
draw_text (Plot *plot, double x, double y)
{
  portail_chart_ink_use (plot->cr, plot->look->theme, PORTAIL_CHART_COLOUR_INK, 1);
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
      place->x = plot->left + room * (point.label + 0.5) - PORTAIL_CHART_MARK_RADIUS;
      place->y = get_y (plot, (double) value) - PORTAIL_CHART_MARK_RADIUS;
      place->width = place->height = 2 * PORTAIL_CHART_MARK_RADIUS;
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
  plot->right = plot->look->width - PORTAIL_CHART_GAP;
  plot->top = run_legend (plot) + 2 * PORTAIL_CHART_GAP;
  plot->cr = cr;
  plot->bottom = plot->look->height - line - PORTAIL_CHART_GAP;
  portail_chart_get_range (plot->chart, &lowest, &highest);
  if (lowest == highest)
    highest = 1;
  plot->step = portail_chart_get_step (
      lowest, highest, (guint) MAX ((plot->bottom - plot->top) / (TICK_LINES * line), 1));
  plot->lowest = lowest < 0 ? (lowest / plot->step - (lowest % plot->step != 0)) * plot->step : 0;
  plot->highest = (highest / plot->step + (highest % plot->step != 0)) * plot->step;
  plot->left = measure_axis (plot) + 2 * PORTAIL_CHART_GAP;
}

static gboolean
has_room (const Plot *plot)
{
  return portail_chart_get_n_labels (plot->chart) > 0
         && portail_chart_get_n_series (plot->chart) > 0
         && plot->right - plot->left > PORTAIL_CHART_GAP
         && plot->bottom - plot->top > PORTAIL_CHART_GAP;
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

      draw_text (plot, plot->left - PORTAIL_CHART_GAP - width, y - height / 2);
      portail_chart_ink_use (plot->cr, plot->look->theme,
                             value == 0 ? PORTAIL_CHART_COLOUR_INK : PORTAIL_CHART_COLOUR_LINE,
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
  every = (guint) MAX (ceil ((widest + PORTAIL_CHART_GAP) / room), 1);
  for (guint i = 0; i < portail_chart_get_n_labels (plot->chart); i += every)
    {
      double width = measure_text (plot, portail_chart_get_label (plot->chart, i), NULL);
      double x = plot->left + room * (i + 0.5) - width / 2;

      draw_text (plot, MIN (x, plot->look->width - width), plot->bottom + PORTAIL_CHART_GAP / 2);
    }
}

static void
draw_line (Plot *plot, guint series)
{
  double dash = portail_chart_ink_get_dash (series);
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
        cairo_line_to (plot->cr, place.x + PORTAIL_CHART_MARK_RADIUS,
                       place.y + PORTAIL_CHART_MARK_RADIUS);
      else
        cairo_move_to (plot->cr, place.x + PORTAIL_CHART_MARK_RADIUS,
                       place.y + PORTAIL_CHART_MARK_RADIUS);
      is_drawing = TRUE;
    }
  portail_chart_ink_use_series (plot->cr, plot->look->theme, series);
  cairo_set_line_width (plot->cr, 2);
  cairo_set_dash (plot->cr, &dash, dash > 0 ? 1 : 0, 0);
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
        portail_chart_ink_draw_mark (plot->cr, plot->look->theme, series, &place);
      else
        portail_chart_ink_draw_bar (plot->cr, plot->look->theme, series, &place);
    }
}

static void
draw_swatch (Plot *plot, guint series, double x, double y, double height)
{
  cairo_rectangle_t swatch = { x, y + 1, height * SWATCH_SHARE, height - 2 };
  cairo_rectangle_t mark = { x + height * SWATCH_SHARE / 2 - PORTAIL_CHART_MARK_RADIUS,
                             y + height / 2 - PORTAIL_CHART_MARK_RADIUS,
                             2 * PORTAIL_CHART_MARK_RADIUS, 2 * PORTAIL_CHART_MARK_RADIUS };

  if (portail_chart_get_kind (plot->chart) == PORTAIL_CHART_LINES)
    portail_chart_ink_draw_mark (plot->cr, plot->look->theme, series, &mark);
  else
    portail_chart_ink_draw_bar (plot->cr, plot->look->theme, series, &swatch);
}

/* What each series looks like, in as many lines as that takes. Returns the height; draws nothing
 * without a cairo_t. */
static double
run_legend (Plot *plot)
{
  double x = PORTAIL_CHART_GAP;
  double y = PORTAIL_CHART_GAP / 2;
  double height = 0;

  for (guint i = 0; i < portail_chart_get_n_series (plot->chart); i++)
    {
      const char *title = portail_chart_get_series_title (plot->chart, i);
      double width = measure_text (plot, title, &height);
      double swatch = height * SWATCH_SHARE + PORTAIL_CHART_GAP;
      double room = plot->right - PORTAIL_CHART_GAP - swatch;

      if (x > PORTAIL_CHART_GAP && x + swatch + width > plot->right)
        {
          x = PORTAIL_CHART_GAP;
          y += height + PORTAIL_CHART_GAP / 2;
        }
      if (plot->cr != NULL)
        {
          draw_swatch (plot, i, x, y, height);
          set_text (plot, title, MAX (MIN (width + 1, room), 1));
          draw_text (plot, x + swatch, y);
        }
      x += swatch + width + 3 * PORTAIL_CHART_GAP;
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
  portail_chart_ink_draw_focus (plot->cr, plot->look->theme, &place);
}

void
portail_chart_draw (const PortailChart *chart, const PortailChartLook *look, cairo_t *cr)
{
  g_autoptr (PangoLayout) layout = pango_layout_new (look->context);
  Plot plot = { chart, look, cr, layout };

  if (portail_chart_get_kind (chart) == PORTAIL_CHART_RANKS)
    {
      portail_chart_ranks_draw (chart, look, cr);
      return;
    }
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

  if (portail_chart_get_kind (chart) == PORTAIL_CHART_RANKS)
    return portail_chart_ranks_find_point (chart, look, x, y);
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
