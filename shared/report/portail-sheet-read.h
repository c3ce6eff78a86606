/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the sheets of an XLSX or ODS workbook as tables of cells.
 *
 * 1. The file is a stranger's: sizes, rows, cells, depth and text are limited before memory is
 *    taken; a document type, and so every entity of one, is refused.
 * 2. Streaming: no document tree, one part unpacked at a time.
 * 3. Numbers are plain numbers, never what a format shows: 1234.567 is not ambiguous. Numbers that
 *    a format shows as days or percentages are cells of that kind. A formula is its stored result;
 *    one without is a cell of the kind ERROR. */
#pragma once

#include <glib.h>

#include "shared/portail-text-table.h"

#define PORTAIL_SHEET_READ_MAX_UNPACKED_BYTES (256 * 1024 * 1024)

/* Whether @bytes start like a workbook: portail_sheet_read() says more, portail_text_table_parse()
 * would not. */
gboolean portail_sheet_read_is_workbook (const char *bytes, gsize n_bytes);
/* The sheets in their order, those without cells too. PORTAIL_ERROR_TOO_LARGE,
 * PORTAIL_ERROR_MALFORMED (damaged, encrypted), PORTAIL_ERROR_UNSUPPORTED_MEDIA (something else,
 * XLS among it). Any thread.
 * Returns: GPtrArray of PortailTextTable; owned. */
GPtrArray *portail_sheet_read (GBytes *bytes, GError **error);
