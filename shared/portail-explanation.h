/* SPDX-License-Identifier: GPL-3.0-or-later */
/* « Pourquoi ce montant ? »: each figure of a dotation says in a translated sentence where it comes
 * from: barème, tranche, cap, formula, amounts (domain.md §3.5). And a hint when the profit or the
 * bank balance is close to a boundary, because a flat tax makes each one a cliff.
 *
 * Close means within max(1 000 $, 2 % of the boundary), but never more than 10 % of the boundary:
 * else every small profit would be close to the first minimum of 100 $. */
#pragma once

#include <glib.h>

#include "shared/portail-bareme.h"
#include "shared/portail-dotation-chain.h"
#include "shared/portail-payroll.h"

/* What was computed. All pointers borrowed; chain and results are those of portail_sheet_compute()
 * over the same sheet. */
typedef struct
{
  const PortailSheet *sheet;
  const PortailSheetResult *results; /* sheet->n_rows of them */
  const PortailDotationChain *chain;
} PortailExplanationSubject;

typedef enum
{
  PORTAIL_ROW_FIGURE_CA,
  PORTAIL_ROW_FIGURE_SALAIRE_DEMANDE,
  PORTAIL_ROW_FIGURE_PRIME_DEMANDEE,
  PORTAIL_ROW_FIGURE_SALAIRE,
  PORTAIL_ROW_FIGURE_PRIME,
  PORTAIL_N_ROW_FIGURES,
} PortailRowFigure;

/* JSON name: `salaire_demande`. Static. */
const char *portail_row_figure_get_name (PortailRowFigure figure);

/* Owned. */
char *portail_explanation_of_figure (const PortailExplanationSubject *subject,
                                     PortailFigureId figure);
/* One figure of the row number @row, from 0. Owned. */
char *portail_explanation_of_row (const PortailExplanationSubject *subject,
                                  guint row,
                                  PortailRowFigure figure);
/* How far the profit (TRANCHES) or the balance (RICHESSE) is from the nearest boundary that is
 * close, above or below, and what the tax would become. NULL when none is close; NULL for the
 * profit in `progressif`, which has no cliffs. Owned. */
char *portail_explanation_of_boundary (const PortailExplanationSubject *subject,
                                       PortailBaremeTable table);

typedef struct
{
  gint64 index;       /* row from 0, -1 for a figure of the chain */
  const char *figure; /* JSON name; static */
  char *text;
} PortailExplanation;

/* All figures of the chain, each boundary that is close (under `benefice_imposable` and
 * `impot_richesse`), and of the rows what would surprise: an amount cut by a cap, a grade without a
 * rule. GPtrArray of owned PortailExplanation; owned. */
GPtrArray *portail_explanation_list (const PortailExplanationSubject *subject);
