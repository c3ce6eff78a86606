/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The analysis of a company's blanchiment as a report, for screen, PDF and printer, and as a
 * workbook (domain.md §6). Both begin with the line that says that it is part of a game. */
#pragma once

#include "shared/portail-blanchiment-analysis.h"
#include "shared/portail-workbook.h"
#include "shared/report/portail-report.h"

/* All borrowed, for the call only. */
typedef struct
{
  const PortailBlanchimentAnalysis *analysis;
  const char *enterprise; /* its name */
  PortailTimestamp generated_at;
} PortailBlanchimentReportSource;

/* `RP only: …`, translated; what every page of the blanchiment says. Static. */
const char *portail_blanchiment_get_notice (void);

/* Long lists are cut, and say so: the workbook has all. Owned. */
PortailReport *portail_blanchiment_report_new (const PortailBlanchimentReportSource *source);
/* Synthese, Statuts, Risques, Groupes, Employes, Suspects, Top, Tendance and Operations, whose
 * totals are real formulas. Operations imports again to the same operations. Owned. */
PortailWorkbook *portail_blanchiment_workbook_new (const PortailBlanchimentReportSource *source);

/* The bytes of the file; some milliseconds a page. PORTAIL_ERROR_STORAGE, PORTAIL_ERROR_TOO_LARGE.
 * Owned. */
GBytes *portail_blanchiment_report_to_pdf (const PortailBlanchimentReportSource *source,
                                           GError **error);
GBytes *portail_blanchiment_report_to_xlsx (const PortailBlanchimentReportSource *source,
                                            GError **error);
/* `blanchiment_Garage Central_2025-09-01_2025-09-30.pdf` for the extension "pdf". Owned. */
char *portail_blanchiment_report_dup_file_name (const PortailBlanchimentReportSource *source,
                                                const char *extension);
