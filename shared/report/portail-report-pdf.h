/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of a report as a PDF: embedded fonts, selectable text, structure, bookmarks and
 * properties. Equal reports give equal bytes with one build and one set of fonts. */
#pragma once

#include "shared/report/portail-report-page.h"

/* Its dates are the report's generated_at. PORTAIL_ERROR_STORAGE. Owned. */
GBytes *portail_report_to_pdf (const PortailReportPages *pages, GError **error);
