/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dashboard of an employé: what he made and was paid in the twelve weeks up to one, from the
 * rows that he sees (contract.md §2). The caller knows which rows are his. Pure but for
 * portail_own_figures_load_periods(); any thread. */
#pragma once

#include "shared/portail-dashboard.h"
#include "shared/portail-database.h"
#include "shared/records/portail-dotation-row.h"

typedef enum
{
  PORTAIL_OWN_CA,
  PORTAIL_OWN_SALAIRE,
  PORTAIL_OWN_PRIME,
  PORTAIL_N_OWN,
} PortailOwnFigure;

/* His rows of one week, mostly one. */
typedef struct
{
  char *dotation_id; /* NULL: none */
  gint64 cents[PORTAIL_N_OWN];
} PortailOwnWeek;

typedef struct
{
  PortailWeek first;
  PortailOwnWeek weeks[PORTAIL_DASHBOARD_WEEKS]; /* oldest first; the last is the period */
} PortailOwnFigures;

/* Empty, for the weeks up to @period. */
PortailOwnFigures *portail_own_figures_new (PortailWeek period);
void portail_own_figures_free (PortailOwnFigures *own);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailOwnFigures, portail_own_figures_free)

/* JSON name: `ca`, `salaire`, `prime`. Static. */
const char *portail_own_figure_get_name (PortailOwnFigure figure);
/* N_(): pass it through _(). */
const char *portail_own_figure_get_title (PortailOwnFigure figure);

/* Ids of the sheets of the weeks and their periods, both owned, into @periods. */
gboolean portail_own_figures_load_periods (const PortailOwnFigures *own,
                                           PortailDatabase *database,
                                           const char *enterprise_id,
                                           GHashTable *periods,
                                           GError **error);
/* A row of his, of a sheet of @period; other weeks add nothing. */
void portail_own_figures_add_row (PortailOwnFigures *own,
                                  const PortailDotationRow *row,
                                  PortailWeek period);
/* The period's and that of the week before; PORTAIL_CARD_NOTHING without a row. */
PortailCard portail_own_figures_get_card (const PortailOwnFigures *own, PortailOwnFigure figure);
