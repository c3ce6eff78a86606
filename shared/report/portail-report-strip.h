/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report cut into strips: the pieces that no page break may divide, in reading order, with their
 * heights. The paginator places strips without knowing what they are; drawing one needs no more
 * than its place. */
#pragma once

#include "shared/report/portail-report-text.h"
#include "shared/report/portail-report.h"

typedef enum
{
  PORTAIL_REPORT_STRIP_TITLE,
  PORTAIL_REPORT_STRIP_HEADING,
  PORTAIL_REPORT_STRIP_LINE, /* of a paragraph */
  PORTAIL_REPORT_STRIP_NOTICE,
  PORTAIL_REPORT_STRIP_CARDS, /* one line of them */
  PORTAIL_REPORT_STRIP_TABLE_HEADER,
  PORTAIL_REPORT_STRIP_TABLE_ROW,
  PORTAIL_REPORT_STRIP_CHARTS, /* one line of them */
  PORTAIL_REPORT_STRIP_SIGNATURES,
  PORTAIL_REPORT_N_STRIP_KINDS,
} PortailReportStripKind;

typedef struct
{
  PortailReportStripKind kind;
  guint block;
  guint index;         /* line, card or row in the block */
  double height;       /* points */
  double space_before; /* not at the top of a page */
  guint header;        /* strip to repeat above this one on a new page; 0 for none */
  gboolean keeps_next; /* stays on one page with the strip behind it */
  gboolean breaks_before;
} PortailReportStrip;

typedef struct _PortailReportStrips PortailReportStrips;

/* @report and @setter are borrowed and outlive the strips. */
PortailReportStrips *portail_report_strips_new (const PortailReport *report,
                                                PortailReportSetter *setter,
                                                PortailReportSize content);
void portail_report_strips_free (PortailReportStrips *strips);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailReportStrips, portail_report_strips_free)

/* Strip 0 is the title. */
guint portail_report_strips_get_n (const PortailReportStrips *strips);
const PortailReportStrip *portail_report_strips_get (const PortailReportStrips *strips,
                                                     guint index);
void portail_report_strips_draw (const PortailReportStrips *strips,
                                 guint index,
                                 cairo_t *cr,
                                 PortailReportPoint place);
/* The structure tag around neighbouring strips of one block, NULL for none. Static. */
const char *portail_report_strips_get_container (const PortailReportStrips *strips, guint index);
