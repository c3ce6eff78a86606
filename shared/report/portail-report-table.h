/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of a report on paper: widths of columns, heights of rows, and how a row is drawn.
 *
 * 1. Columns of numbers and short texts have their natural width, text columns share the rest.
 * 2. A table too wide for the page is set smaller, down to a legible size; only then do its short
 *    columns wrap. Nothing is ever cut off at the side. */
#pragma once

#include "shared/report/portail-report-text.h"
#include "shared/report/portail-report.h"

typedef struct _PortailReportTable PortailReportTable;

/* @setter and @block are borrowed and outlive the table. @width in points. */
PortailReportTable *portail_report_table_new (PortailReportSetter *setter,
                                              const PortailReportBlock *block,
                                              double width);
void portail_report_table_free (PortailReportTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailReportTable, portail_report_table_free)

double portail_report_table_get_header_height (const PortailReportTable *table);
double portail_report_table_get_row_height (const PortailReportTable *table, guint row);
void portail_report_table_draw_header (const PortailReportTable *table,
                                       cairo_t *cr,
                                       PortailReportPoint place);
void portail_report_table_draw_row (const PortailReportTable *table,
                                    cairo_t *cr,
                                    guint row,
                                    PortailReportPoint place);
