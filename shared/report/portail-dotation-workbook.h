/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workbook of a dotation (domain.md §3.8): Dotations with its TOTAUX, Depenses, Retraits,
 * Bareme, Richesse and Synthese. Totals and the chain are real formulas as far as a formula can
 * say them. The sheet Dotations imports again to the same rows. */
#pragma once

#include <glib.h>

#include "shared/portail-dotation-chain.h"
#include "shared/portail-workbook.h"

typedef struct
{
  PortailDay date; /* may be null */
  const char *justificatif;
  PortailMoney montant;
} PortailDotationWorkbookEntry;

/* All pointers borrowed; chain and results are those of portail_sheet_compute() over the sheet. */
typedef struct
{
  const char *enterprise;
  PortailWeek period;
  const PortailSheet *sheet;
  const PortailSheetResult *results;
  const PortailDotationChain *chain;
  const PortailDotationWorkbookEntry *depenses;
  guint n_depenses;
  const PortailDotationWorkbookEntry *retraits;
  guint n_retraits;
} PortailDotationWorkbookSource;

/* Owned. */
PortailWorkbook *portail_dotation_workbook_new (const PortailDotationWorkbookSource *source);
/* The sheet Dotations alone, in the column order of the DOT's sheet: TSV for the clipboard, CSV for
 * files. Owned. */
char *portail_dotation_workbook_to_text (const PortailDotationWorkbookSource *source,
                                         PortailTextFormat format,
                                         GError **error);
/* `dotation_Garage-Central_2025-W38.xlsx` for the extension "xlsx": no letter of @enterprise that a
 * file system minds. Owned. */
char *portail_dotation_workbook_dup_file_name (const char *enterprise,
                                               PortailWeek period,
                                               const char *extension);
