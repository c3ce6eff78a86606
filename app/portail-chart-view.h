/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart on the screen, with its table.
 *
 * 1. It follows light, dark and high contrast. The drawing is portail-chart-drawing.h's.
 * 2. The plot takes the keyboard: arrows go from point to point, Home and End to the ends; the
 *    point is outlined and becomes the plot's accessible name, which screen readers speak. Without
 *    a point the name is the chart in a few sentences.
 * 3. A button turns the chart into a table and back.
 *
 * Signal "point-activated" (guint label) when Enter or a double click asks for what stands behind a
 * point. Main thread. */
#pragma once

#include <adwaita.h>

#include "shared/report/portail-chart.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_CHART_VIEW (portail_chart_view_get_type ())
G_DECLARE_FINAL_TYPE (PortailChartView, portail_chart_view, PORTAIL, CHART_VIEW, AdwBin)

GtkWidget *portail_chart_view_new (void);
/* Refs @chart; NULL for none. */
void portail_chart_view_set_chart (PortailChartView *view, PortailChart *chart);

G_END_DECLS
