/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of cells from outside: pasted or read from TSV and CSV here, from a workbook by
 * portail-sheet-read. What an import reads, and what TSV and CSV are written from.
 *
 * 1. All text is valid UTF-8 without NUL. Limits are checked before memory is taken.
 * 2. One separator for the whole text (domain.md §3.7): tab, else semicolon, else comma, the
 *    comma only if every line has three or more and no number has a decimal comma.
 * 3. Written text read again gives the same cells, outer spaces apart: a leading = + - @, tab or CR
 *    is neutralised by an apostrophe, which reading takes away. */
#pragma once

#include <glib.h>

#define PORTAIL_TEXT_TABLE_MAX_BYTES      (32 * 1024 * 1024)
#define PORTAIL_TEXT_TABLE_MAX_ROWS       100000
#define PORTAIL_TEXT_TABLE_MAX_COLUMNS    256
#define PORTAIL_TEXT_TABLE_MAX_CELLS      2000000
#define PORTAIL_TEXT_TABLE_MAX_CELL_BYTES 131072

typedef enum
{
  PORTAIL_CELL_EMPTY,
  PORTAIL_CELL_TEXT,    /* what a person typed */
  PORTAIL_CELL_NUMBER,  /* plain number of a workbook: PORTAIL_NUMBER_PLAIN reads it */
  PORTAIL_CELL_PERCENT, /* likewise, the percentage: `23.5` */
  PORTAIL_CELL_DAY,     /* `YYYY-MM-DD` */
  PORTAIL_CELL_ERROR,   /* a workbook's `#DIV/0!`, or a formula without its result */
} PortailCellKind;

typedef struct
{
  PortailCellKind kind;
  const char *text; /* owned by the table, never NULL */
} PortailCell;

typedef struct _PortailTextTable PortailTextTable;

/* Reads text: UTF-8 or UTF-16 by its byte order mark, UTF-16 by its zero bytes, valid UTF-8, else
 * Windows-1252. Spaces around a cell are kept out. PORTAIL_ERROR_TOO_LARGE beyond the limits,
 * PORTAIL_ERROR_MALFORMED for what is no text. */
PortailTextTable *portail_text_table_parse (const char *bytes, gsize n_bytes, GError **error);

PortailTextTable *portail_text_table_new (const char *name);
void portail_text_table_free (PortailTextTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailTextTable, portail_text_table_free)

/* Starts a row that stands at @line of its source, from 1. */
gboolean portail_text_table_add_row (PortailTextTable *table, guint line, GError **error);
/* Puts a cell into the last row at @column, from 0, not before those that it has. */
gboolean portail_text_table_add_cell (PortailTextTable *table,
                                      guint column,
                                      PortailCellKind kind,
                                      const char *text,
                                      GError **error);

/* Whether the tables of one file (GPtrArray of PortailTextTable) are together within the limits of
 * one; PORTAIL_ERROR_TOO_LARGE. */
gboolean portail_text_table_check_together (const GPtrArray *tables, GError **error);

/* Name of the sheet; "" for pasted text. */
const char *portail_text_table_get_name (const PortailTextTable *table);
/* '\t', ';', ',', or '\n' when each line is one cell; '\0' when the cells do not come from text. */
char portail_text_table_get_separator (const PortailTextTable *table);
guint portail_text_table_get_n_rows (const PortailTextTable *table);
guint portail_text_table_get_n_cells (const PortailTextTable *table, guint row);
guint portail_text_table_get_line (const PortailTextTable *table, guint row);
/* An empty cell beyond the end of its row. Borrowed. */
const PortailCell *
portail_text_table_get_cell (const PortailTextTable *table, guint row, guint column);

typedef enum
{
  PORTAIL_TEXT_FORMAT_TSV, /* tabs, line feeds: the clipboard */
  PORTAIL_TEXT_FORMAT_CSV, /* byte order mark, semicolons, CR LF: what spreadsheets open */
} PortailTextFormat;

/* Numbers are written as they stand, text cells neutralised and quoted where needed. Owned. */
char *portail_text_table_write (const PortailTextTable *table, PortailTextFormat format);
