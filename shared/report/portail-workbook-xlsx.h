/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a workbook as XLSX: text cells are text whatever they begin with, formulas are real and
 * carry their results. Equal workbooks and dates give equal bytes. Spreadsheets know doubles only:
 * amounts are exact to the cent up to 2^46 dollars. */
#pragma once

#include <glib.h>

#include "shared/portail-workbook.h"

/* @created is the date inside the file. PORTAIL_ERROR_STORAGE, PORTAIL_ERROR_TOO_LARGE.
 * Blocks on the file system: not for the main thread. Owned. */
GBytes *portail_workbook_to_xlsx (const PortailWorkbook *workbook,
                                  PortailTimestamp created,
                                  GError **error);
