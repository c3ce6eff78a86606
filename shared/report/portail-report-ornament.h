/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a page that are not tables: title, cards, notices, signatures, and what stands in
 * the margins.
 *
 * Each function sets its part with the upper left corner at a place and answers its height. On a
 * canvas without a cairo_t it only measures, by the same code. */
#pragma once

#include "shared/report/portail-report-text.h"
#include "shared/report/portail-report.h"

typedef struct
{
  PortailReportSetter *setter;
  cairo_t *cr;            /* NULL: measure */
  PortailReportSize size; /* of the content of a page */
} PortailReportCanvas;

double portail_report_ornament_title (const PortailReportCanvas *canvas,
                                      const PortailReport *report,
                                      PortailReportPoint place);
double portail_report_ornament_heading (const PortailReportCanvas *canvas,
                                        const PortailReportBlock *block,
                                        PortailReportPoint place);
double portail_report_ornament_notice (const PortailReportCanvas *canvas,
                                       const PortailReportBlock *block,
                                       PortailReportPoint place);
double portail_report_ornament_signatures (const PortailReportCanvas *canvas,
                                           const PortailReportBlock *block,
                                           PortailReportPoint place);
/* How many cards of @block stand in one line. */
guint portail_report_ornament_count_cards (const PortailReportCanvas *canvas,
                                           const PortailReportBlock *block);
/* The line of cards that begins with card @first. */
double portail_report_ornament_cards (const PortailReportCanvas *canvas,
                                      const PortailReportBlock *block,
                                      guint first,
                                      PortailReportPoint place);
/* At the head of every page but the first. */
void portail_report_ornament_page_head (const PortailReportCanvas *canvas,
                                        const PortailReport *report,
                                        PortailReportPoint place);
/* @numbering: `2/5`, as the reader sees it. */
void portail_report_ornament_page_foot (const PortailReportCanvas *canvas,
                                        const PortailReport *report,
                                        const char *numbering,
                                        PortailReportPoint place);
/* Behind everything; as outlines, so that no reader takes it for text. */
void portail_report_ornament_watermark (const PortailReportCanvas *canvas,
                                        const char *text,
                                        PortailReportSize page);
