/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preview of an import: a table of cells against a description of the expected columns
 * (domain.md §3.7). Every line of the source is in it, with its values or with what is wrong.
 *
 * 1. Columns are found by the words of a header line, which names two of them or more and may stand
 *    anywhere, else by position.
 * 2. A value is never made up: a cell that is missing, empty, or unreadable is a problem that names
 *    its column, and its line is not good.
 * 3. Lines that are no rows (header, title above it, TOTAL) are kept and marked as ignored; lines
 *    without any cell are left out. */
#pragma once

#include <glib.h>

#include "shared/portail-day.h"
#include "shared/portail-money.h"
#include "shared/portail-problem.h"
#include "shared/portail-rate.h"
#include "shared/portail-text-table.h"

typedef enum
{
  PORTAIL_IMPORT_TEXT, /* runs of spaces become one */
  PORTAIL_IMPORT_MONEY,
  PORTAIL_IMPORT_RATE,
  PORTAIL_IMPORT_DAY,
} PortailImportType;

typedef enum
{
  PORTAIL_IMPORT_REQUIRED = 0,
  PORTAIL_IMPORT_COLUMN_MAY_MISS = 1 << 0,
  PORTAIL_IMPORT_MAY_BE_EMPTY = 1 << 1,
} PortailImportFlags;

typedef struct
{
  const char *field; /* JSON name */
  const char *title; /* N_ (): translate when shown */
  const char *words; /* of its header, folded, separated by | */
  PortailImportType type;
  PortailImportFlags flags;
  guint max_letters; /* of texts */
} PortailImportColumn;

typedef struct
{
  const PortailImportColumn *columns; /* in the order of a text without header */
  guint n_columns;
} PortailImportFormat;

typedef struct
{
  char *typed; /* as the source has it; NULL when there is no such cell */
  char *text;  /* of PORTAIL_IMPORT_TEXT; NULL when empty */
  PortailMoney money;
  PortailRate rate;
  PortailDay day; /* the three are null when empty or wrong */
} PortailImportValue;

typedef enum
{
  PORTAIL_IMPORT_LINE_GOOD,
  PORTAIL_IMPORT_LINE_WRONG,
  PORTAIL_IMPORT_LINE_HEADER,
  PORTAIL_IMPORT_LINE_TITLE,
  PORTAIL_IMPORT_LINE_TOTAL,
  PORTAIL_IMPORT_LINE_BLANK, /* has cells, but none in a column that is wanted */
  PORTAIL_IMPORT_N_LINE_KINDS,
} PortailImportLineKind;

typedef struct
{
  guint line; /* in the source, from 1 */
  PortailImportLineKind kind;
  char *source;               /* its cells, for showing ignored lines */
  PortailImportValue *values; /* one for each column of the format */
  PortailProblems *problems;  /* why it is wrong; .field is the column's, .index the line's place */
  PortailProblems *notes;     /* what the user should know of a good line */
} PortailImportLine;

typedef struct
{
  const PortailImportFormat *format;
  GPtrArray *lines; /* of PortailImportLine, in the order of the source */
  guint n_good;
  guint n_wrong;
  guint n_ignored;
} PortailTableImport;

/* Never fails: what is wrong is in the lines. @format must outlive it, @table need not. */
PortailTableImport *portail_table_import_new (const PortailImportFormat *format,
                                              const PortailTextTable *table);
void portail_table_import_free (PortailTableImport *import);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailTableImport, portail_table_import_free)

const PortailImportLine *portail_table_import_get_line (const PortailTableImport *import,
                                                        guint index);
/* Has @table a header line with every column that @format must have? Chooses among the sheets of a
 * workbook. */
gboolean portail_import_format_has_header (const PortailImportFormat *format,
                                           const PortailTextTable *table);
/* Why a line is ignored, in the user's language; NULL for the others. Static. */
const char *portail_import_line_kind_get_reason (PortailImportLineKind kind);
