/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The charts of an analysis of the blanchiment (domain.md §6): the same on the screen and on paper.
 * Any thread. */
#pragma once

#include "shared/portail-blanchiment-analysis.h"
#include "shared/report/portail-chart.h"

typedef enum
{
  PORTAIL_BLANCHIMENT_CHART_TREND,  /* sums and parts by week, the newest half year */
  PORTAIL_BLANCHIMENT_CHART_RISKS,  /* how many operations have which score */
  PORTAIL_BLANCHIMENT_CHART_STATUS, /* how many are in which status */
  PORTAIL_BLANCHIMENT_CHART_GROUPES,
  PORTAIL_BLANCHIMENT_CHART_EMPLOYES,
  PORTAIL_BLANCHIMENT_N_CHARTS,
} PortailBlanchimentChart;

/* NULL where there is nothing to show. Owned. */
PortailChart *portail_blanchiment_make_chart (const PortailBlanchimentAnalysis *analysis,
                                              PortailBlanchimentChart which);
/* Sums of one employé or groupe, in cents, by week up to @last. Owned. */
PortailChart *portail_blanchiment_make_trend_chart (const char *name,
                                                    PortailWeek last,
                                                    const gint64 *cents,
                                                    guint n_weeks);
