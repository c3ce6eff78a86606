/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GET /api/<resource>/export?format=xlsx|csv|pdf: what the list of the same parameters shows, as a
 * file (server.md "REST", domain.md §3.8).
 *
 * 1. The rows, their order and what is seen of each are those of the list: a cell that the caller
 *    may not read is empty, a column of which he may read no cell is not there.
 * 2. The columns are the fields that lists show, the company before them where several may come,
 *    and those that the type's rules add.
 * 3. Beyond PORTAIL_SHEET_*'s row limit it is a 413 before any sheet is made. */
#pragma once

#include "server/portail-route.h"

/* The answer; goes with portail_prepared_answer_get(). */
gpointer portail_record_prepare_export (PortailContext *context,
                                        const PortailRequest *request,
                                        GError **error);
/* GET /api/dotations/{id}/export?format=xlsx|csv|pdf&report=dotation|fiche-impot: the workbook of
 * the sheet, its rows, or the report; the same. */
gpointer portail_dotation_prepare_export (PortailContext *context,
                                          const PortailRequest *request,
                                          GError **error);
