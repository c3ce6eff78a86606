/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the dashboard of a company is made of, from the server's tables. */
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
  PORTAIL_DASHBOARD_OPERATIONS = 1 << 1, /* those of the blanchiment */
} PortailDashboardParts;

/* What is asked for. */
typedef struct
{
  const char *enterprise_id; /* borrowed */
  PortailWeek period;
  PortailTimestamp now;
  PortailDashboardParts parts; /* beside sheets and declarations */
} PortailDashboardQuestion;

/* NULL on error. Owned. */
PortailDashboardInputs *portail_dashboard_load (PortailDatabase *database,
                                                const PortailDashboardQuestion *question,
                                                GError **error);
void portail_dashboard_inputs_free (PortailDashboardInputs *inputs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailDashboardInputs, portail_dashboard_inputs_free)
