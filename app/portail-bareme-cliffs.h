/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps of a tax table (domain.md §3.2): where one more dollar of profit costs more tax than it
 * brings, by how much, and from which profit on more is left again; as figures, in words, and as a
 * chart of the tax over the profit. Pure; any thread. Only for tables without a problem. */
#pragma once

#include "shared/portail-bareme.h"
#include "shared/report/portail-chart.h"

typedef struct
{
  guint tranche;      /* from 1: the one that begins here */
  PortailMoney at;    /* its minimum */
  PortailRate before; /* the rate of a dollar less */
  PortailRate after;
  PortailMoney jump;  /* of the tax from a dollar less to here */
  PortailMoney until; /* the first profit of which more is left than of a dollar less; null: none */
} PortailBaremeCliff;

/* Of PortailBaremeCliff, in their order; empty where no dollar costs more than it brings. Owned. */
GArray *portail_bareme_list_cliffs (const PortailBareme *bareme);
/* “From 10 000 $ on, 9 % instead of 7 %: that dollar costs 200 $ …”. Owned. */
char *portail_bareme_cliff_to_text (const PortailBaremeCliff *cliff);

/* What a chart shows: all tranches, or the surroundings of the beginning of one, from 1. */
#define PORTAIL_BAREME_CHART_ALL 0
/* The tax over the profit, what is left of it, and marks where the cliffs are. Owned. */
PortailChart *portail_bareme_chart_new (const PortailBareme *bareme, guint tranche);
/* The taxes of two tables over the same profits. Owned. */
PortailChart *portail_bareme_chart_new_comparison (const PortailBareme *a, const PortailBareme *b);
