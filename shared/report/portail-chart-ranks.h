/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The drawing of charts of ranks; see portail-chart-drawing.h, which asks for it. One line a label:
 * its name, its bar, its value. */
#pragma once

#include "shared/report/portail-chart-drawing.h"

void
portail_chart_ranks_draw (const PortailChart *chart, const PortailChartLook *look, cairo_t *cr);
PortailChartPoint portail_chart_ranks_find_point (const PortailChart *chart,
                                                  const PortailChartLook *look,
                                                  double x,
                                                  double y);
