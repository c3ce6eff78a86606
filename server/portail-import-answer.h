/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An import as an answer shows it (domain.md §3.7, contract.md §7): every line of the source with
 * its values, what is wrong and what is worth knowing. */
#pragma once

#include "server/portail-request.h"
#include "shared/portail-table-import.h"

/* The table that a request brings: of a JSON body its `text`, of a workbook the first sheet with
 * the header of @format, else the text that the body is. INVALID, MALFORMED, TOO_LARGE,
 * UNSUPPORTED_MEDIA. Owned. */
PortailTextTable *portail_import_answer_read_table (const PortailRequest *request,
                                                    const PortailImportFormat *format,
                                                    GError **error);
/* The members `good`, `wrong`, `ignored` and `lines` of an object. */
void portail_import_answer_append (const PortailTableImport *import, GString *json);
