/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fresh what the cache shows is, in a sentence: “Up to date at 14:32”, “Offline: data of …”.
 * Signal "changed" () when the sentence may differ. Main thread. */
#pragma once

#include "app/portail-sync.h"

#define PORTAIL_TYPE_DASHBOARD_FRESHNESS (portail_dashboard_freshness_get_type ())
G_DECLARE_FINAL_TYPE (PortailDashboardFreshness,
                      portail_dashboard_freshness,
                      PORTAIL,
                      DASHBOARD_FRESHNESS,
                      GObject)

PortailDashboardFreshness *portail_dashboard_freshness_new (void);
/* NULL where nothing syncs. */
void portail_dashboard_freshness_set_sync (PortailDashboardFreshness *freshness, PortailSync *sync);
/* @pulled_at: when the server was asked last, in this run or before; @changed_at: when what is
 * shown last changed; null for never. Owned. */
char *portail_dashboard_freshness_describe (PortailDashboardFreshness *freshness,
                                            PortailTimestamp pulled_at,
                                            PortailTimestamp changed_at);
