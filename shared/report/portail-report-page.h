/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report as pages of paper. Whoever shows it, screen, PDF or printer, draws these pages, so all
 * of them agree on where each line stands.
 *
 * 1. Titles of a table are repeated on each page that it reaches; neither totals nor headings nor
 *    single rows and lines are left alone.
 * 2. Nothing is lost: what is too tall for a page is divided where it must be.
 * 3. Belongs to the thread that made it; two threads may each have pages of the same report. */
#pragma once

#include <cairo.h>

#include "shared/report/portail-report.h"

typedef struct _PortailReportPages PortailReportPages;

/* Takes @report. Counts references. Measures every line: some 20 ms for a hundred rows. */
PortailReportPages *portail_report_pages_new (PortailReport *report);
PortailReportPages *portail_report_pages_ref (PortailReportPages *pages);
void portail_report_pages_unref (PortailReportPages *pages);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailReportPages, portail_report_pages_unref)

const PortailReport *portail_report_pages_get_report (const PortailReportPages *pages);
/* ≥ 1 */
guint portail_report_pages_get_n (const PortailReportPages *pages);
/* A4 as the report lies, in points. */
double portail_report_pages_get_width (const PortailReportPages *pages);
double portail_report_pages_get_height (const PortailReportPages *pages);
/* Page number @page, from 0, with one unit a point and the origin at its upper left corner. Leaves
 * the state of @cr as it was; paints no paper. */
void portail_report_pages_draw (const PortailReportPages *pages, guint page, cairo_t *cr);

typedef struct
{
  const char *text; /* borrowed from the report */
  guint level;      /* 0 for the title, then those of the headings */
  guint page;       /* from 0 */
  double y;         /* points from the top */
} PortailReportBookmark;

/* The title and the headings, in their order. Of PortailReportBookmark; borrowed. */
const GArray *portail_report_pages_get_bookmarks (const PortailReportPages *pages);
