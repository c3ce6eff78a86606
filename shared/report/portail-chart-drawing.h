/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws a chart with Cairo and Pango: the widget of the desktop and the PDF use the same code.
 *
 * 1. Colour never stands alone: bars have patterns, lines have marks and dashes.
 * 2. Nothing is drawn outside width × height; labels that have no room are left out. */
#pragma once

#include <pango/pangocairo.h>

#include "shared/report/portail-chart.h"

typedef enum
{
  PORTAIL_CHART_LIGHT,
  PORTAIL_CHART_DARK,
  PORTAIL_CHART_LIGHT_CONTRAST, /* ink alone; patterns tell the series apart */
  PORTAIL_CHART_DARK_CONTRAST,
  PORTAIL_CHART_PAPER, /* as light; spaces are plain ones, which every reader of a PDF finds */
} PortailChartTheme;

/* A value of a chart; series is G_MAXUINT for none. */
typedef struct
{
  guint series;
  guint label;
} PortailChartPoint;

#define PORTAIL_CHART_NO_POINT ((PortailChartPoint){ G_MAXUINT, 0 })

typedef struct
{
  PangoContext *context; /* of the surface: font and resolution */
  PortailChartTheme theme;
  double width;
  double height;
  PortailChartPoint focus; /* is outlined */
} PortailChartLook;

/* From (0, 0) on. */
void portail_chart_draw (const PortailChart *chart, const PortailChartLook *look, cairo_t *cr);
/* The point at a place, or the nearest one of the label there. */
PortailChartPoint portail_chart_find_point (const PortailChart *chart,
                                            const PortailChartLook *look,
                                            double x,
                                            double y);
/* Steps of an axis from @lowest to @highest in about @n_steps: 1, 2 or 5 times a power of ten. */
gint64 portail_chart_get_step (gint64 lowest, gint64 highest, guint n_steps);
