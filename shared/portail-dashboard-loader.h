/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the dashboard of a company is made of, from the tables of the server or of a client's cache.
 * The figures of a sheet are those that the server keeps beside it, those that it froze, or those
 * that its rows give: the same to the cent (contract.md §1). */
#pragma once

#include "shared/portail-dashboard.h"
#include "shared/portail-database.h"

typedef struct
{
  PortailDashboardSource source; /* points into the rest */
  GStringChunk *texts;
  GPtrArray *records; /* that own other texts */
} PortailDashboardInputs;

typedef enum
{
  PORTAIL_DASHBOARD_PERSONS = 1 << 0,
  PORTAIL_DASHBOARD_OPERATIONS = 1 << 1,  /* those of the blanchiment */
  PORTAIL_DASHBOARD_KEPT_TOTALS = 1 << 2, /* there is a table dotation_totals: the server's */
} PortailDashboardParts;

/* What is asked for. */
typedef struct
{
  const char *enterprise_id; /* borrowed */
  PortailWeek period;
  PortailTimestamp now;
  PortailDashboardParts parts; /* beside sheets and declarations */
  guint n_weeks;               /* up to the period: 1 … PORTAIL_DASHBOARD_WEEKS */
} PortailDashboardQuestion;

/* NULL on error. Owned. */
PortailDashboardInputs *portail_dashboard_load (PortailDatabase *database,
                                                const PortailDashboardQuestion *question,
                                                GError **error);
void portail_dashboard_inputs_free (PortailDashboardInputs *inputs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailDashboardInputs, portail_dashboard_inputs_free)
