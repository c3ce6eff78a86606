/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files that a dotation goes out as: one table of reports and one of formats, for the command
 * line, the pages and the server alike. */
#pragma once

#include "shared/report/portail-dotation-blocks.h"
#include "shared/report/portail-dotation-workbook.h"

typedef enum
{
  PORTAIL_DOTATION_EXPORT_FICHE_IMPOT,
  PORTAIL_DOTATION_EXPORT_DOTATION,
  PORTAIL_DOTATION_EXPORT_N_KINDS,
} PortailDotationExportKind;

typedef enum
{
  PORTAIL_DOTATION_EXPORT_PDF,
  PORTAIL_DOTATION_EXPORT_XLSX, /* the workbook, whatever the kind of report */
  PORTAIL_DOTATION_EXPORT_CSV,  /* the rows, likewise */
  PORTAIL_DOTATION_EXPORT_N_FORMATS,
} PortailDotationExportFormat;

/* `fiche-impot`, `dotation`; FALSE for another name. */
gboolean portail_dotation_export_kind_from_name (const char *name, PortailDotationExportKind *kind);
/* By the extension, in any case; FALSE for another one or none. */
gboolean portail_dotation_export_format_from_file_name (const char *name,
                                                        PortailDotationExportFormat *format);
const char *portail_dotation_export_format_get_extension (PortailDotationExportFormat format);
const char *portail_dotation_export_format_get_media_type (PortailDotationExportFormat format);

/* The report of that kind. Owned. */
PortailReport *portail_dotation_export_make_report (const PortailDotationReportSource *source,
                                                    PortailDotationExportKind kind);
/* The workbook of the same sheet, for XLSX, CSV and the clipboard. @entries receives what it
 * borrows from: owned, frees with g_free() when the workbook source is no longer used. */
PortailDotationWorkbookSource
portail_dotation_export_get_workbook_source (const PortailDotationReportSource *source,
                                             PortailDotationWorkbookEntry **entries);
/* The bytes of the file. Some milliseconds for a page, and XLSX goes through the file system: not
 * for the main thread. PORTAIL_ERROR_STORAGE, PORTAIL_ERROR_TOO_LARGE. Owned. */
GBytes *portail_dotation_export (const PortailDotationReportSource *source,
                                 PortailDotationExportKind kind,
                                 PortailDotationExportFormat format,
                                 GError **error);
/* `fiche-impot_Garage-Central_2025-W38.pdf`; the workbook keeps its own name. Owned. */
char *portail_dotation_export_dup_file_name (const PortailDotationReportSource *source,
                                             PortailDotationExportKind kind,
                                             PortailDotationExportFormat format);
