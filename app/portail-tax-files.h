/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The « FICHE IMPÔT » of a declaration: the report that the preview shows, and its PDF. Read and
 * made in the cache's thread. PORTAIL_ERROR_WRONG_STATUS for a typed declaration, behind which
 * there is no sheet. */
#pragma once

#include "app/portail-cache.h"
#include "shared/report/portail-report.h"

/* Reads PortailReport, or the GBytes of its PDF. */
PortailQuery *portail_tax_files_new_report_query (const char *declaration_id);
PortailQuery *portail_tax_files_new_pdf_query (const char *declaration_id);
