/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The drawn part of a PortailChartView; see there. Signal "point-activated" (guint label): Enter on
 * the point that is outlined, or a double click. */
#pragma once

#include <adwaita.h>

#include "shared/report/portail-chart.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_CHART_PLOT (portail_chart_plot_get_type ())
G_DECLARE_FINAL_TYPE (PortailChartPlot, portail_chart_plot, PORTAIL, CHART_PLOT, GtkWidget)

/* Refs @chart; NULL for none. */
void portail_chart_plot_set_chart (PortailChartPlot *plot, PortailChart *chart);
/* What a screen reader says now: the point, or the chart. Borrowed until it changes. */
const char *portail_chart_plot_get_spoken (PortailChartPlot *plot);

G_END_DECLS
