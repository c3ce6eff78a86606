/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheets of a report one below the other. Lives inside of a scrolled window, and draws only the
 * sheets that it is told are visible. */
#pragma once

#include <gtk/gtk.h>

#include "shared/report/portail-report-page.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_REPORT_SHEETS (portail_report_sheets_get_type ())
G_DECLARE_FINAL_TYPE (PortailReportSheets, portail_report_sheets, PORTAIL, REPORT_SHEETS, GtkWidget)

GtkWidget *portail_report_sheets_new (void);
/* Adds a reference. NULL shows nothing. */
void portail_report_sheets_set_pages (PortailReportSheets *sheets, PortailReportPages *pages);
/* Pixels a point; 0 fits the width that the widget gets. */
void portail_report_sheets_set_scale (PortailReportSheets *sheets, double scale);
/* What was set, or what fitted at the last allocation; never 0. */
double portail_report_sheets_get_scale (PortailReportSheets *sheets);
/* The visible part from the top of the widget, in pixels. */
void portail_report_sheets_set_visible (PortailReportSheets *sheets, double top, double height);

G_END_DECLS
