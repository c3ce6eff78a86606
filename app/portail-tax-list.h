/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The declarations of a company in a year, up to a week, as one list: PDF, XLSX or CSV. For the
 * thread of the connection. */
#pragma once

#include "app/portail-report-search.h"
#include "shared/report/portail-dotation-export.h"

typedef struct
{
  const PortailReportCompany *company;
  PortailWeek until; /* the last one of its year */
  PortailTimestamp now;
} PortailTaxListSource;

/* Owned. */
GBytes *portail_tax_list_export (PortailDatabase *database,
                                 const PortailTaxListSource *source,
                                 PortailDotationExportFormat format,
                                 GError **error);
