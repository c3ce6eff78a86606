/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of a report on a printer, the same as on screen and in the PDF. */
#pragma once

#include <gtk/gtk.h>

#include "shared/report/portail-report-page.h"

/* A4 as the report lies; on other paper the pages are made smaller, never cut. Holds a reference to
 * @pages. Owned; run it with gtk_print_operation_run(). */
GtkPrintOperation *portail_report_print_operation_new (PortailReportPages *pages);
