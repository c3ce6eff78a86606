/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows the pages of a report on light paper and prints them: the same pages as in the PDF.
 *
 * Actions of the widget: report.zoom-in, report.zoom-out, report.zoom-fit (the width of the view),
 * report.print. Ctrl with plus, minus, 0 and the wheel zoom; Ctrl+P prints. It takes the keyboard
 * when it comes. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "shared/report/portail-report-page.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_REPORT_VIEW (portail_report_view_get_type ())
G_DECLARE_FINAL_TYPE (PortailReportView, portail_report_view, PORTAIL, REPORT_VIEW, GtkWidget)

/* Empty until a report is set. */
GtkWidget *portail_report_view_new (void);
/* Takes @report; NULL shows nothing. The first page comes into view. */
void portail_report_view_set_report (PortailReportView *view, PortailReport *report);
/* For the PDF of what is shown. NULL without a report; borrowed until the next one is set. */
PortailReportPages *portail_report_view_get_pages (PortailReportView *view);
/* Asks for a printer. What fails is told in a dialog; cancelling is no failure. */
void portail_report_view_print (PortailReportView *view);

G_END_DECLS
