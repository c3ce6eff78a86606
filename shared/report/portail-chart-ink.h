/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Colours and patterns of charts: what every kind of chart is drawn with.
 *
 * 1. Of the portal's palette; each stands out of its paper by 3 : 1 at least. Six series share
 *    three colours: patterns, marks and dashes tell them apart.
 * 2. In high contrast there is ink alone. */
#pragma once

#include "shared/report/portail-chart-drawing.h"

#define PORTAIL_CHART_GAP         6.0
#define PORTAIL_CHART_MARK_RADIUS 4.0

typedef enum
{
  PORTAIL_CHART_COLOUR_INK,
  PORTAIL_CHART_COLOUR_PAPER,
  PORTAIL_CHART_COLOUR_LINE,
  PORTAIL_CHART_N_COLOURS,
} PortailChartColour;

void portail_chart_ink_use (cairo_t *cr,
                            PortailChartTheme theme,
                            PortailChartColour colour,
                            double alpha);
void portail_chart_ink_use_series (cairo_t *cr, PortailChartTheme theme, guint series);
/* A text on one line, its end cut where it has no room. */
void portail_chart_ink_set_text (PangoLayout *layout, PortailChartTheme theme, const char *text);
/* A bar with the pattern of its series. */
void portail_chart_ink_draw_bar (cairo_t *cr,
                                 PortailChartTheme theme,
                                 guint series,
                                 const cairo_rectangle_t *place);
/* The mark of a point of a line, around the middle of @place. */
void portail_chart_ink_draw_mark (cairo_t *cr,
                                  PortailChartTheme theme,
                                  guint series,
                                  const cairo_rectangle_t *place);
/* Length of the dashes of a line; 0 for none. */
double portail_chart_ink_get_dash (guint series);
/* Around the point that has the focus. */
void
portail_chart_ink_draw_focus (cairo_t *cr, PortailChartTheme theme, const cairo_rectangle_t *place);
