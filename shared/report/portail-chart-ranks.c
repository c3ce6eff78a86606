/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/report/portail-chart-ranks.h"

#include "shared/report/portail-chart-ink.h"

#define NAME_SHARE      0.4 /* of the width, for names at most */
#define BAR_SHARE       0.6 /* of the height of a line */
#define MAX_LINE_HEIGHT 44.0

typedef struct
{
  const PortailChart *chart;
  const PortailChartLook *look;
  PangoLayout *layout;
  double names;  /* width */
  double values; /* width */
  double line;   /* height */
  gint64 highest;
} Ranks;

static double
measure (Ranks *ranks, const char *text, double *height)
{
  PangoRectangle extents;

  pango_layout_set_width (ranks->layout, -1);
  portail_chart_ink_set_text (ranks->layout, ranks->look->theme, text);
  pango_layout_get_extents (ranks->layout, NULL, &extents);
  if (height != NULL)
    *height = (double) extents.height / PANGO_SCALE;
  return (double) extents.width / PANGO_SCALE;
}

static gboolean
lay_out (Ranks *ranks)
{
  guint n = portail_chart_get_n_labels (ranks->chart);
  gint64 lowest;

  if (n == 0 || portail_chart_get_n_series (ranks->chart) == 0)
    return FALSE;
  portail_chart_get_range (ranks->chart, &lowest, &ranks->highest);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *value = portail_chart_dup_value (ranks->chart, 0, i);

      ranks->names = MAX (ranks->names,
                          measure (ranks, portail_chart_get_label (ranks->chart, i), NULL) + 1);
      ranks->values = MAX (ranks->values, measure (ranks, value, NULL));
    }
  ranks->names = MIN (ranks->names, ranks->look->width * NAME_SHARE);
  ranks->line = MIN ((ranks->look->height - PORTAIL_CHART_GAP) / n, MAX_LINE_HEIGHT);
  return TRUE;
}

static cairo_rectangle_t
get_bar (const Ranks *ranks, guint label)
{
  double left = ranks->names + 2 * PORTAIL_CHART_GAP;
  double room = ranks->look->width - left - ranks->values - 2 * PORTAIL_CHART_GAP;
  gint64 value = portail_chart_get_value (ranks->chart, 0, label);
  double share = value == PORTAIL_CHART_NONE || ranks->highest <= 0
                     ? 0
                     : (double) value / (double) ranks->highest;

  return (cairo_rectangle_t){
    .x = left,
    .y = PORTAIL_CHART_GAP / 2 + ranks->line * (label + (1 - BAR_SHARE) / 2),
    .width = MAX (room * share, 1),
    .height = ranks->line * BAR_SHARE,
  };
}

static void
draw_text (Ranks *ranks, cairo_t *cr, const char *text, double x, double middle)
{
  double height;

  measure (ranks, text, &height);
  if (x == 0)
    pango_layout_set_width (ranks->layout, (int) (ranks->names * PANGO_SCALE));
  portail_chart_ink_use (cr, ranks->look->theme, PORTAIL_CHART_COLOUR_INK, 1);
  cairo_move_to (cr, x, middle - height / 2);
  pango_cairo_show_layout (cr, ranks->layout);
}

static void
draw_rank (Ranks *ranks, cairo_t *cr, guint label)
{
  g_autofree char *value = portail_chart_dup_value (ranks->chart, 0, label);
  cairo_rectangle_t bar = get_bar (ranks, label);
  double middle = bar.y + bar.height / 2;

  draw_text (ranks, cr, portail_chart_get_label (ranks->chart, label), 0, middle);
  if (portail_chart_get_value (ranks->chart, 0, label) > 0)
    portail_chart_ink_draw_bar (cr, ranks->look->theme, 0, &bar);
  draw_text (ranks, cr, value, bar.x + bar.width + PORTAIL_CHART_GAP, middle);
}

void
portail_chart_ranks_draw (const PortailChart *chart, const PortailChartLook *look, cairo_t *cr)
{
  g_autoptr (PangoLayout) layout = pango_layout_new (look->context);
  Ranks ranks = { chart, look, layout, 0, 0, 0, 0 };

  if (!lay_out (&ranks))
    return;
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, look->width, look->height);
  cairo_clip (cr);
  for (guint i = 0; i < portail_chart_get_n_labels (chart); i++)
    draw_rank (&ranks, cr, i);
  if (look->focus.series == 0 && look->focus.label < portail_chart_get_n_labels (chart))
    {
      cairo_rectangle_t bar = get_bar (&ranks, look->focus.label);

      portail_chart_ink_draw_focus (cr, look->theme, &bar);
    }
  cairo_restore (cr);
}

PortailChartPoint
portail_chart_ranks_find_point (const PortailChart *chart,
                                const PortailChartLook *look,
                                double x,
                                double y)
{
  g_autoptr (PangoLayout) layout = pango_layout_new (look->context);
  Ranks ranks = { chart, look, layout, 0, 0, 0, 0 };
  double label;

  if (!lay_out (&ranks) || x < 0 || x >= look->width || y < PORTAIL_CHART_GAP / 2)
    return PORTAIL_CHART_NO_POINT;
  label = (y - PORTAIL_CHART_GAP / 2) / ranks.line;
  if (label >= portail_chart_get_n_labels (chart))
    return PORTAIL_CHART_NO_POINT;
  return (PortailChartPoint){ 0, (guint) label };
}
