/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The blocks that the reports of a dotation have in common. Each function adds its blocks at the
 * end of a report; headings are those of level 1. */
#pragma once

#include "shared/portail-dotation-sheet.h"
#include "shared/report/portail-report.h"

typedef enum
{
  PORTAIL_DOTATION_REPORT_CURRENT,
  /* Changes that the server does not have yet touch the sheet. */
  PORTAIL_DOTATION_REPORT_PROVISIONAL,
} PortailDotationReportState;

/* What a report is made of. All pointers borrowed, for the call only; figures are those of the
 * sheet. */
typedef struct
{
  const PortailDotationSheet *sheet;
  const PortailDotationFigures *figures;
  const char *enterprise; /* its name */
  PortailDotationReportState state;
  PortailTimestamp generated_at; /* not null */
} PortailDotationReportSource;

/* A report with its head, status, and notices about what the reader must know first. @title names
 * the kind of report. Owned. */
PortailReport *portail_dotation_blocks_begin (const PortailDotationReportSource *source,
                                              const char *title,
                                              PortailReportOrientation orientation);
/* A figure of the chain under its own title. @hint may be NULL. */
void portail_dotation_blocks_add_figure (PortailReport *report,
                                         const PortailDotationReportSource *source,
                                         PortailFigureId id,
                                         const char *hint,
                                         PortailReportEmphasis emphasis);
/* Dépenses and retraits, each with its total. */
void portail_dotation_blocks_add_entries (PortailReport *report,
                                          const PortailDotationReportSource *source);
/* The notes of the sheet, if any. */
void portail_dotation_blocks_add_notes (PortailReport *report,
                                        const PortailDotationReportSource *source);
/* A cell with the name and one with the grade of row number @row; a mark tells where its columns of
 * the barème are not those of its grade. */
void portail_dotation_blocks_add_person (PortailReport *report,
                                         const PortailDotationReportSource *source,
                                         guint row);

typedef enum
{
  PORTAIL_DOTATION_SUM_RUN,
  PORTAIL_DOTATION_SUM_FACTURE,
  PORTAIL_DOTATION_SUM_VENTE,
  PORTAIL_DOTATION_SUM_SALAIRE_DEMANDE,
  PORTAIL_DOTATION_SUM_PRIME_DEMANDEE,
} PortailDotationSum;

/* A cell with a total that the chain does not have; empty beyond the range of money. */
void portail_dotation_blocks_add_sum (PortailReport *report,
                                      const PortailDotationReportSource *source,
                                      PortailDotationSum sum);
/* RUN, FACTURE or VENTE as a cell; null shows as zero. */
void portail_dotation_blocks_add_input (PortailReport *report, PortailMoney money);
