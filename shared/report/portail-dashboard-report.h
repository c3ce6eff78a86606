/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A company's dashboard on paper and in spreadsheets: `TABLEAU DE BORD`, the figures with their
 * charts, and `SYNTHÈSE`, the whole chain beside the week before with the twelve weeks as tables.
 * Any thread. */
#pragma once

#include "shared/portail-dashboard.h"
#include "shared/portail-workbook.h"
#include "shared/report/portail-report.h"

typedef enum
{
  PORTAIL_DASHBOARD_REPORT_CURRENT,
  PORTAIL_DASHBOARD_REPORT_PROVISIONAL, /* unsent changes touch what it is made of */
} PortailDashboardReportState;

/* All pointers borrowed, for the call only. */
typedef struct
{
  const PortailDashboard *dashboard;
  const char *enterprise; /* its name */
  PortailDashboardReportState state;
  PortailTimestamp generated_at; /* not null */
} PortailDashboardReportSource;

typedef enum
{
  PORTAIL_DASHBOARD_EXPORT_DASHBOARD,
  PORTAIL_DASHBOARD_EXPORT_SUMMARY,
  PORTAIL_DASHBOARD_EXPORT_N_KINDS,
} PortailDashboardExportKind;

/* `dashboard`, `summary`: command line. FALSE for others. */
gboolean portail_dashboard_export_kind_from_name (const char *name,
                                                  PortailDashboardExportKind *kind);
typedef enum
{
  PORTAIL_DASHBOARD_EXPORT_PDF,
  PORTAIL_DASHBOARD_EXPORT_XLSX,
  PORTAIL_DASHBOARD_EXPORT_CSV, /* the weeks */
  PORTAIL_DASHBOARD_EXPORT_N_FORMATS,
} PortailDashboardExportFormat;

/* By the extension. FALSE for others. */
gboolean portail_dashboard_export_format_from_file_name (const char *name,
                                                         PortailDashboardExportFormat *format);
/* The whole file; @kind counts for a PDF. Not for the main thread. Owned. */
GBytes *portail_dashboard_export (const PortailDashboardReportSource *source,
                                  PortailDashboardExportKind kind,
                                  PortailDashboardExportFormat format,
                                  GError **error);
/* Owned. */
PortailReport *portail_dashboard_report_new (const PortailDashboardReportSource *source,
                                             PortailDashboardExportKind kind);
/* The figures, the weeks, the people: one sheet each; the weeks are the first. Owned. */
PortailWorkbook *portail_dashboard_workbook_new (const PortailDashboardReportSource *source);
/* `dashboard_Garage-Central_2025-W38.pdf`. Owned. */
char *portail_dashboard_report_dup_file_name (const PortailDashboardReportSource *source,
                                              PortailDashboardExportKind kind,
                                              const char *extension);
