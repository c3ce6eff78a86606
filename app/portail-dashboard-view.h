/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dashboard of one company, or of an employé in it: figures, what waits, notifications, charts.
 * Shows a snapshot and keeps it until the next one; reads nothing itself. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-dashboard-snapshot.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_DASHBOARD_VIEW (portail_dashboard_view_get_type ())
G_DECLARE_FINAL_TYPE (PortailDashboardView, portail_dashboard_view, PORTAIL, DASHBOARD_VIEW, AdwBin)

/* What a week without a sheet offers. */
typedef enum
{
  PORTAIL_DASHBOARD_NO_STEP,
  PORTAIL_DASHBOARD_CREATE_STEP, /* a button with the action `dashboard.create` */
} PortailDashboardStep;

/* Refs @snapshot. */
void portail_dashboard_view_show (PortailDashboardView *view,
                                  PortailDashboardSnapshot *snapshot,
                                  PortailOutboxCounts counts,
                                  PortailDashboardStep step);
/* How fresh it all is, in a sentence. */
void portail_dashboard_view_set_freshness (PortailDashboardView *view, const char *text);
/* What is shown; NULL for nothing so far. Borrowed. */
PortailDashboardSnapshot *portail_dashboard_view_get_snapshot (PortailDashboardView *view);

G_END_DECLS
