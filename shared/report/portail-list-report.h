/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list as a report: one table with the titles and cells of a worksheet, so that what goes out as
 * XLSX goes out on paper alike. */
#pragma once

#include "shared/portail-workbook.h"
#include "shared/report/portail-report.h"

/* All borrowed, for the call only. */
typedef struct
{
  const PortailWorksheet *sheet;
  const char *title;        /* of the report */
  const char *organisation; /* the company */
  const char *period;       /* or "" */
  const char *notice;       /* to be read first; or NULL */
  PortailTimestamp generated_at;
} PortailListReportSource;

/* Owned. */
PortailReport *portail_list_report_new (const PortailListReportSource *source);
