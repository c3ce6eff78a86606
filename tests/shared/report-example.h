/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sheets that the tests of reports print, and the programs that read what was printed. */
#pragma once

#include "shared/portail-dotation-sheet.h"
#include "shared/report/portail-report.h"

/* 2025-09-22T10:00:00Z, when every example was printed. */
#define REPORT_EXAMPLE_TIME ((PortailTimestamp){ G_GINT64_CONSTANT (1758535200000) })

/* A draft of 2025-W38 without rows, entries, balance. */
PortailDotationSheet *report_example_new_empty (void);
/* domain.md §8, example 2: four rows, 35 000 $ of dépenses, 12 000 $ of retraits. */
PortailDotationSheet *report_example_new (void);
void report_example_add_row (PortailDotationSheet *sheet,
                             const char *name,
                             gint64 run_dollars,
                             gint64 salaire_dollars,
                             gint64 prime_dollars);
void report_example_add_entry (PortailDotationSheet *sheet,
                               PortailEntryKind kind,
                               const char *justificatif,
                               gint64 dollars);
/* Rows `Employé 001` and so on, up to @n. */
void report_example_add_rows (PortailDotationSheet *sheet, guint n);

typedef enum
{
  REPORT_EXAMPLE_FICHE,
  REPORT_EXAMPLE_DOTATION,
  REPORT_EXAMPLE_FICHE_PROVISIONAL,
} ReportExampleKind;

PortailReport *report_example_make (const PortailDotationSheet *sheet, ReportExampleKind kind);
/* Takes @report. */
GBytes *report_example_print (PortailReport *report);
/* Standard output of a program that must succeed; "FILE" in @command becomes a file with @pdf. */
char *report_example_read (GBytes *pdf, const char *const *command);
/* What pdftotext makes of @pdf, in reading order, spaces of any width as plain ones. */
char *report_example_read_text (GBytes *pdf);
guint report_example_count_pages (GBytes *pdf);
/* How often @part stands in @text. */
guint report_example_count (const char *text, const char *part);
/* Takes @report, whose text must be that of tests/golden/@name, runs of spaces as one. After a
 * change that is meant, copy the text of the failure. */
void report_example_assert_golden (PortailReport *report, const char *name);
