/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The module Tableau de bord: the figures of the chosen company and period, what waits, the
 * person's notifications, charts; for staff and tax agents also all companies in one table.
 *
 * 1. One background query makes all that is shown; it runs again when the cache, the outbox or the
 *    choice in the header changes, once for many changes.
 * 2. What is shown stays until the next answer is there, so nothing flickers.
 * 3. Marking notifications is an op that can be undone; figures are never edited here.
 *
 * Actions: `dashboard.create`, `dashboard.open-notice` (sss), `dashboard.set-read` (sb),
 * `dashboard.read-all`, `dashboard.preview` (s: dashboard, summary), `dashboard.export` (s: xlsx,
 * csv). Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-dashboard-view.h"
#include "app/portail-desk.h"
#include "app/portail-overview-view.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_DASHBOARD_PAGE (portail_dashboard_page_get_type ())
G_DECLARE_FINAL_TYPE (PortailDashboardPage, portail_dashboard_page, PORTAIL, DASHBOARD_PAGE, AdwBin)

GtkWidget *portail_dashboard_page_new (PortailDesk *desk);
/* All borrowed. */
PortailDashboardView *portail_dashboard_page_get_view (PortailDashboardPage *page);
PortailOverviewView *portail_dashboard_page_get_overview (PortailDashboardPage *page);
/* "loading", "status", "figures"; "companies" for the overview, "preview". Borrowed. */
const char *portail_dashboard_page_get_shown (PortailDashboardPage *page);

G_END_DECLS
