/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records as titled, typed cells: what a list shows is what its XLSX, CSV and PDF show. The columns
 * are the fields that the table marks PORTAIL_FIELD_IN_LIST, in its order. */
#pragma once

#include "shared/portail-record.h"
#include "shared/portail-workbook.h"

/* Those columns of @fields, what the reader may see. */
PortailFieldSet portail_record_sheet_get_columns (const PortailRecordType *type,
                                                  PortailFieldSet fields);
/* One column for a field, under another title or its own (NULL); and a cell of the row that was
 * begun last. */
void portail_record_sheet_add_column (PortailWorksheet *sheet,
                                      const PortailField *field,
                                      const char *title);
void portail_record_sheet_add_cell (PortailWorksheet *sheet,
                                    const PortailField *field,
                                    gconstpointer record);
/* Adds a sheet with a row for each of @records, all of @type. The sheet belongs to @workbook. */
PortailWorksheet *portail_record_sheet_add (PortailWorkbook *workbook,
                                            const char *name,
                                            const PortailRecordType *type,
                                            PortailFieldSet fields,
                                            const GPtrArray *records);
