/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report of the dashboard as it will be printed. Actions of the widget: preview.close,
 * preview.save, preview.print; Escape closes. Signal "close" (). Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-dashboard-snapshot.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_DASHBOARD_PREVIEW (portail_dashboard_preview_get_type ())
G_DECLARE_FINAL_TYPE (PortailDashboardPreview,
                      portail_dashboard_preview,
                      PORTAIL,
                      DASHBOARD_PREVIEW,
                      AdwBin)

/* Refs @snapshot, which has a company's figures; NULL shows nothing. */
void portail_dashboard_preview_show (PortailDashboardPreview *preview,
                                     PortailDashboardSnapshot *snapshot,
                                     PortailDashboardExportKind kind);

G_END_DECLS
