/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes out of the dashboard as files. Main thread; files are made and written on others. */
#pragma once

#include <gtk/gtk.h>

#include "app/portail-dashboard-snapshot.h"

G_BEGIN_DECLS

/* Asks where. @extension: pdf, xlsx or csv; @kind counts for a PDF. @snapshot has a company's
 * figures. */
void portail_dashboard_files_save (GtkWidget *within,
                                   PortailDashboardSnapshot *snapshot,
                                   PortailDashboardExportKind kind,
                                   const char *extension);

G_END_DECLS
