/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An import as an answer shows it (domain.md §3.7, contract.md §7): every line of the source with
 * what becomes of it, its values, what is wrong and what is worth knowing. */
#pragma once

#include "server/portail-answer.h"
#include "server/portail-import-plan.h"
#include "server/portail-request.h"

/* Lines of a source; more than a batch has, for headers and what is there already. */
#define PORTAIL_IMPORT_MAX_LINES 10000

/* The table that a request brings: of a JSON body its `text`, of a workbook the first sheet with
 * the header of @format, else the text that the body is. INVALID, MALFORMED, TOO_LARGE,
 * UNSUPPORTED_MEDIA. Owned. */
PortailTextTable *portail_import_answer_read_table (const PortailRequest *request,
                                                    const PortailImportFormat *format,
                                                    GError **error);

typedef enum
{
  PORTAIL_IMPORT_PREVIEW,
  PORTAIL_IMPORT_COMMITTED,
} PortailImportOutcome;

/* 200 {committed, counts:{new, replaced, ignored, wrong}, rows:[{line, status, …}]}. Owned. */
PortailAnswer *portail_import_answer_new (const PortailImportPlan *plan,
                                          PortailImportOutcome outcome);
