/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a draft of a tax table would change, as tables: for the screen, XLSX and paper alike. */
#pragma once

#include "app/portail-what-if-run.h"
#include "shared/portail-workbook.h"
#include "shared/report/portail-chart.h"

/* Worksheets: the companies with their total, every week of each, both by @figure, which is one of
 * money; then the weeks with all figures. Owned. */
PortailWorkbook *portail_what_if_sheet_new_workbook (const PortailWhatIfAnswer *answer,
                                                     PortailFigureId figure);
/* Sums of all companies by week, before and after; at most the last @max_weeks. Owned. */
PortailChart *portail_what_if_sheet_new_chart (const PortailWhatIfAnswer *answer,
                                               PortailFigureId figure,
                                               guint max_weeks);
