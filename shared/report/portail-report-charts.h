/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts on a page, drawn by the code that draws them on the screen. */
#pragma once

#include "shared/report/portail-report-ornament.h"

#define PORTAIL_REPORT_CHARTS_PER_LINE 2

/* The line of charts that begins with chart @first: its upper left corner at @place. Answers its
 * height; only measures on a canvas without a cairo_t. */
double portail_report_charts_line (const PortailReportCanvas *canvas,
                                   const PortailReportBlock *block,
                                   guint first,
                                   PortailReportPoint place);
