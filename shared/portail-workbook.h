/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workbook that goes out: sheets of titled columns and rows of typed cells. Lists and reports
 * fill one; portail-workbook-xlsx and the text table write it.
 *
 * 1. Columns come before rows; the cells of a row come in the order of the columns.
 * 2. A cell knows its type and its exact value; how it looks is the writer's matter.
 * 3. Null values are empty cells. A formula carries its result, which is what a reader without
 *    recalculation shows. */
#pragma once

#include <glib.h>

#include "shared/portail-day.h"
#include "shared/portail-hours.h"
#include "shared/portail-money.h"
#include "shared/portail-rate.h"
#include "shared/portail-text-table.h"
#include "shared/portail-timestamp.h"
#include "shared/portail-week.h"

typedef enum
{
  PORTAIL_WORKBOOK_EMPTY,
  PORTAIL_WORKBOOK_TEXT,
  PORTAIL_WORKBOOK_MONEY,     /* .number in cents */
  PORTAIL_WORKBOOK_RATE,      /* basis points */
  PORTAIL_WORKBOOK_HOURS,     /* hundredths */
  PORTAIL_WORKBOOK_DAY,       /* PortailDay */
  PORTAIL_WORKBOOK_WEEK,      /* PortailWeek */
  PORTAIL_WORKBOOK_TIMESTAMP, /* milliseconds */
  PORTAIL_WORKBOOK_INTEGER,
  PORTAIL_WORKBOOK_N_TYPES,
} PortailWorkbookType;

typedef struct
{
  PortailWorkbookType type;
  gint64 number;
  const char *text;    /* of a text, else NULL */
  const char *formula; /* `SUM(C2:C7)`, as spreadsheets write it in English; or NULL */
} PortailWorkbookCell;

/* As people read it; NULL for an empty cell. Owned. */
char *portail_workbook_cell_to_text (const PortailWorkbookCell *cell);

typedef struct
{
  const char *title;
  PortailWorkbookType type;
  guint width; /* in letters */
} PortailWorkbookColumn;

typedef enum
{
  PORTAIL_WORKBOOK_ROW_NORMAL,
  PORTAIL_WORKBOOK_ROW_TOTAL,
} PortailWorkbookRowKind;

typedef struct _PortailWorkbook PortailWorkbook;
typedef struct _PortailWorksheet PortailWorksheet;

PortailWorkbook *portail_workbook_new (void);
void portail_workbook_free (PortailWorkbook *workbook);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailWorkbook, portail_workbook_free)

/* @name is cut to the 31 letters that spreadsheets allow and freed of those that they forbid; names
 * differ by more than case. The sheet belongs to the workbook. */
PortailWorksheet *portail_workbook_add_sheet (PortailWorkbook *workbook, const char *name);
guint portail_workbook_get_n_sheets (const PortailWorkbook *workbook);
const PortailWorksheet *portail_workbook_get_sheet (const PortailWorkbook *workbook, guint index);

void portail_worksheet_add_column (PortailWorksheet *sheet,
                                   const char *title,
                                   PortailWorkbookType type,
                                   guint width);
void portail_worksheet_begin_row (PortailWorksheet *sheet, PortailWorkbookRowKind kind);
void portail_worksheet_add_empty (PortailWorksheet *sheet);
/* NULL is an empty cell. */
void portail_worksheet_add_text (PortailWorksheet *sheet, const char *text);
void portail_worksheet_add_money (PortailWorksheet *sheet, PortailMoney money);
void portail_worksheet_add_rate (PortailWorksheet *sheet, PortailRate rate);
void portail_worksheet_add_hours (PortailWorksheet *sheet, PortailHours hours);
void portail_worksheet_add_day (PortailWorksheet *sheet, PortailDay day);
void portail_worksheet_add_week (PortailWorksheet *sheet, PortailWeek week);
void portail_worksheet_add_timestamp (PortailWorksheet *sheet, PortailTimestamp timestamp);
void portail_worksheet_add_integer (PortailWorksheet *sheet, gint64 number);
/* Makes the last cell the result of a formula. */
void portail_worksheet_set_formula (PortailWorksheet *sheet, const char *format, ...)
    G_GNUC_PRINTF (2, 3);

const char *portail_worksheet_get_name (const PortailWorksheet *sheet);
guint portail_worksheet_get_n_columns (const PortailWorksheet *sheet);
const PortailWorkbookColumn *portail_worksheet_get_column (const PortailWorksheet *sheet,
                                                           guint column);
guint portail_worksheet_get_n_rows (const PortailWorksheet *sheet);
PortailWorkbookRowKind portail_worksheet_get_row_kind (const PortailWorksheet *sheet, guint row);
/* An empty cell beyond the end of its row. Borrowed. */
const PortailWorkbookCell *
portail_worksheet_get_cell (const PortailWorksheet *sheet, guint row, guint column);
/* The number that formulas give the row, titles being number 1. */
guint portail_worksheet_get_row_number (guint row);

/* Titles and rows as text, amounts as a person would type them, for portail_text_table_write().
 * PORTAIL_ERROR_TOO_LARGE beyond its limits. Owned. */
PortailTextTable *portail_worksheet_to_table (const PortailWorksheet *sheet, GError **error);
