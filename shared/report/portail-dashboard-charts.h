/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The charts of a dashboard (domain.md §7): the same on the screen and on paper. Any thread. */
#pragma once

#include "shared/portail-dashboard.h"
#include "shared/portail-own-figures.h"
#include "shared/report/portail-chart.h"

typedef enum
{
  PORTAIL_DASHBOARD_CHART_CA,       /* with the tax, by week */
  PORTAIL_DASHBOARD_CHART_SALAIRES, /* and primes, by week */
  PORTAIL_DASHBOARD_CHART_NAMES,    /* who made most */
  PORTAIL_DASHBOARD_CHART_RISKS,    /* blanchiment by level */
  PORTAIL_DASHBOARD_N_CHARTS,
} PortailDashboardChart;

/* NULL where there is nothing to show: no name, no week, a module that is off. Owned. */
PortailChart *portail_dashboard_make_chart (const PortailDashboard *dashboard,
                                            PortailDashboardChart which);
/* Three series by week; NULL without any row. Owned. */
PortailChart *portail_own_figures_make_chart (const PortailOwnFigures *own);
/* `W38`: the week as the axis of a chart says it. Owned. */
char *portail_dashboard_make_week_label (PortailWeek week);
