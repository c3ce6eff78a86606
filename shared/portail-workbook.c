/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-workbook.h"

#include <string.h>

#include "shared/portail-number-text.h"

#define MAX_NAME 31 /* letters; the limit of XLSX */

struct _PortailWorkbook
{
  GPtrArray *sheets;
};

typedef struct
{
  PortailWorkbookRowKind kind;
  guint first_cell;
} Row;

struct _PortailWorksheet
{
  char *name;
  GArray *columns; /* of PortailWorkbookColumn */
  GArray *rows;    /* of Row */
  GArray *cells;   /* of PortailWorkbookCell, row after row */
  GStringChunk *texts;
};

static const PortailWorkbookCell empty_cell = { PORTAIL_WORKBOOK_EMPTY, 0, NULL, NULL };

static void
worksheet_free (gpointer pointer)
{
  PortailWorksheet *sheet = pointer;

  g_free (sheet->name);
  g_array_unref (sheet->columns);
  g_array_unref (sheet->rows);
  g_array_unref (sheet->cells);
  g_string_chunk_free (sheet->texts);
  g_free (sheet);
}

PortailWorkbook *
portail_workbook_new (void)
{
  PortailWorkbook *workbook = g_new0 (PortailWorkbook, 1);

  workbook->sheets = g_ptr_array_new_with_free_func (worksheet_free);
  return workbook;
}

void
portail_workbook_free (PortailWorkbook *workbook)
{
  if (workbook == NULL)
    return;
  g_ptr_array_unref (workbook->sheets);
  g_free (workbook);
}

static gboolean
has_sheet (const PortailWorkbook *workbook, const char *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  for (guint i = 0; i < workbook->sheets->len; i++)
    {
      const PortailWorksheet *sheet = g_ptr_array_index (workbook->sheets, i);
      g_autofree char *other = g_utf8_casefold (sheet->name, -1);

      if (g_str_equal (folded, other))
        return TRUE;
    }
  return FALSE;
}

/* @name as a spreadsheet takes it, @suffix included. */
static char *
make_name (const char *name, const char *suffix)
{
  GString *made = g_string_new (NULL);
  glong room = MAX_NAME - (glong) strlen (suffix);

  for (; *name != '\0' && room > 0; name = g_utf8_next_char (name), room--)
    {
      gunichar letter = g_utf8_get_char (name);

      if (g_unichar_iscntrl (letter) || (letter < 0x80 && strchr ("[]:*?/\\'", (int) letter)))
        letter = ' ';
      g_string_append_unichar (made, letter);
    }
  g_strstrip (made->str);
  made->len = strlen (made->str);
  return g_string_free (g_string_append (made, suffix), FALSE);
}

PortailWorksheet *
portail_workbook_add_sheet (PortailWorkbook *workbook, const char *name)
{
  PortailWorksheet *sheet = g_new0 (PortailWorksheet, 1);

  sheet->name = make_name (name, "");
  for (guint i = 2; *sheet->name == '\0' || has_sheet (workbook, sheet->name); i++)
    {
      g_autofree char *suffix = g_strdup_printf (" %u", i);

      g_free (sheet->name);
      sheet->name = make_name (name, suffix);
    }
  sheet->columns = g_array_new (FALSE, FALSE, sizeof (PortailWorkbookColumn));
  sheet->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  sheet->cells = g_array_new (FALSE, FALSE, sizeof (PortailWorkbookCell));
  sheet->texts = g_string_chunk_new (4096);
  g_ptr_array_add (workbook->sheets, sheet);
  return sheet;
}

guint
portail_workbook_get_n_sheets (const PortailWorkbook *workbook)
{
  return workbook->sheets->len;
}

const PortailWorksheet *
portail_workbook_get_sheet (const PortailWorkbook *workbook, guint index)
{
  return g_ptr_array_index (workbook->sheets, index);
}

void
portail_worksheet_add_column (PortailWorksheet *sheet,
                              const char *title,
                              PortailWorkbookType type,
                              guint width)
{
  PortailWorkbookColumn column = { g_string_chunk_insert (sheet->texts, title), type, width };

  g_return_if_fail (sheet->rows->len == 0);
  g_array_append_val (sheet->columns, column);
}

void
portail_worksheet_begin_row (PortailWorksheet *sheet, PortailWorkbookRowKind kind)
{
  Row row = { kind, sheet->cells->len };

  g_array_append_val (sheet->rows, row);
}

static guint
count_cells (const PortailWorksheet *sheet, guint row)
{
  guint end = row + 1 < sheet->rows->len ? g_array_index (sheet->rows, Row, row + 1).first_cell
                                         : sheet->cells->len;

  return end - g_array_index (sheet->rows, Row, row).first_cell;
}

static void
add_cell (PortailWorksheet *sheet, PortailWorkbookType type, gint64 number)
{
  PortailWorkbookCell cell = { type, number, NULL, NULL };

  g_return_if_fail (sheet->rows->len > 0
                    && count_cells (sheet, sheet->rows->len - 1) < sheet->columns->len);
  g_array_append_val (sheet->cells, cell);
}

static PortailWorkbookCell *
last_cell (PortailWorksheet *sheet)
{
  return &g_array_index (sheet->cells, PortailWorkbookCell, sheet->cells->len - 1);
}

void
portail_worksheet_add_empty (PortailWorksheet *sheet)
{
  add_cell (sheet, PORTAIL_WORKBOOK_EMPTY, 0);
}

void
portail_worksheet_add_text (PortailWorksheet *sheet, const char *text)
{
  add_cell (sheet, text != NULL ? PORTAIL_WORKBOOK_TEXT : PORTAIL_WORKBOOK_EMPTY, 0);
  if (text != NULL)
    last_cell (sheet)->text = g_string_chunk_insert (sheet->texts, text);
}

void
portail_worksheet_add_money (PortailWorksheet *sheet, PortailMoney money)
{
  add_cell (sheet, portail_money_is_null (money) ? PORTAIL_WORKBOOK_EMPTY : PORTAIL_WORKBOOK_MONEY,
            money.cents);
}

void
portail_worksheet_add_rate (PortailWorksheet *sheet, PortailRate rate)
{
  add_cell (sheet, portail_rate_is_null (rate) ? PORTAIL_WORKBOOK_EMPTY : PORTAIL_WORKBOOK_RATE,
            rate.basis_points);
}

void
portail_worksheet_add_hours (PortailWorksheet *sheet, PortailHours hours)
{
  add_cell (sheet, portail_hours_is_null (hours) ? PORTAIL_WORKBOOK_EMPTY : PORTAIL_WORKBOOK_HOURS,
            hours.hundredths);
}

void
portail_worksheet_add_day (PortailWorksheet *sheet, PortailDay day)
{
  add_cell (sheet, portail_day_is_null (day) ? PORTAIL_WORKBOOK_EMPTY : PORTAIL_WORKBOOK_DAY,
            day.number);
}

void
portail_worksheet_add_week (PortailWorksheet *sheet, PortailWeek week)
{
  add_cell (sheet, portail_week_is_null (week) ? PORTAIL_WORKBOOK_EMPTY : PORTAIL_WORKBOOK_WEEK,
            week.number);
}

void
portail_worksheet_add_timestamp (PortailWorksheet *sheet, PortailTimestamp timestamp)
{
  add_cell (sheet,
            portail_timestamp_is_null (timestamp) ? PORTAIL_WORKBOOK_EMPTY
                                                  : PORTAIL_WORKBOOK_TIMESTAMP,
            timestamp.milliseconds);
}

void
portail_worksheet_add_integer (PortailWorksheet *sheet, gint64 number)
{
  add_cell (sheet, PORTAIL_WORKBOOK_INTEGER, number);
}

void
portail_worksheet_set_formula (PortailWorksheet *sheet, const char *format, ...)
{
  g_autofree char *formula = NULL;
  va_list references;

  va_start (references, format);
  formula = g_strdup_vprintf (format, references);
  va_end (references);
  last_cell (sheet)->formula = g_string_chunk_insert (sheet->texts, formula);
}

const char *
portail_worksheet_get_name (const PortailWorksheet *sheet)
{
  return sheet->name;
}

guint
portail_worksheet_get_n_columns (const PortailWorksheet *sheet)
{
  return sheet->columns->len;
}

const PortailWorkbookColumn *
portail_worksheet_get_column (const PortailWorksheet *sheet, guint column)
{
  return &g_array_index (sheet->columns, PortailWorkbookColumn, column);
}

guint
portail_worksheet_get_n_rows (const PortailWorksheet *sheet)
{
  return sheet->rows->len;
}

PortailWorkbookRowKind
portail_worksheet_get_row_kind (const PortailWorksheet *sheet, guint row)
{
  return g_array_index (sheet->rows, Row, row).kind;
}

const PortailWorkbookCell *
portail_worksheet_get_cell (const PortailWorksheet *sheet, guint row, guint column)
{
  if (column >= count_cells (sheet, row))
    return &empty_cell;
  return &g_array_index (sheet->cells, PortailWorkbookCell,
                         g_array_index (sheet->rows, Row, row).first_cell + column);
}

guint
portail_worksheet_get_row_number (guint row)
{
  return row + 2;
}

/* As a person would type it. Owned. */
static char *
cell_to_text (const PortailWorkbookCell *cell)
{
  char text[PORTAIL_TIMESTAMP_TEXT_SIZE];
  g_autofree char *rate = NULL;

  switch (cell->type)
    {
    case PORTAIL_WORKBOOK_TEXT:
      return g_strdup (cell->text);
    case PORTAIL_WORKBOOK_MONEY:
      return portail_number_text_of_money ((PortailMoney){ cell->number });
    case PORTAIL_WORKBOOK_RATE:
      rate = portail_number_text_of_rate ((PortailRate){ cell->number });
      return g_strconcat (rate, "%", NULL);
    case PORTAIL_WORKBOOK_HOURS:
      return portail_number_text_of_hours ((PortailHours){ cell->number });
    case PORTAIL_WORKBOOK_DAY:
      return g_strdup (portail_day_format ((PortailDay){ (gint32) cell->number }, text));
    case PORTAIL_WORKBOOK_WEEK:
      return g_strdup (portail_week_format ((PortailWeek){ (gint32) cell->number }, text));
    case PORTAIL_WORKBOOK_TIMESTAMP:
      return g_strdup (portail_timestamp_format ((PortailTimestamp){ cell->number }, text));
    case PORTAIL_WORKBOOK_INTEGER:
      return g_strdup_printf ("%" G_GINT64_FORMAT, cell->number);
    case PORTAIL_WORKBOOK_EMPTY:
    case PORTAIL_WORKBOOK_N_TYPES:
      break;
    }
  return g_strdup ("");
}

static gboolean
put_titles (const PortailWorksheet *sheet, PortailTextTable *table, GError **error)
{
  if (!portail_text_table_add_row (table, 1, error))
    return FALSE;
  for (guint i = 0; i < sheet->columns->len; i++)
    if (!portail_text_table_add_cell (table, i, PORTAIL_CELL_TEXT,
                                      portail_worksheet_get_column (sheet, i)->title, error))
      return FALSE;
  return TRUE;
}

static gboolean
put_row (const PortailWorksheet *sheet, guint row, PortailTextTable *table, GError **error)
{
  if (!portail_text_table_add_row (table, portail_worksheet_get_row_number (row), error))
    return FALSE;
  for (guint i = 0; i < sheet->columns->len; i++)
    {
      const PortailWorkbookCell *cell = portail_worksheet_get_cell (sheet, row, i);
      g_autofree char *text = cell_to_text (cell);
      PortailCellKind kind = cell->type == PORTAIL_WORKBOOK_TEXT ? PORTAIL_CELL_TEXT
                                                                 : PORTAIL_CELL_NUMBER;

      if (!portail_text_table_add_cell (table, i, *text == '\0' ? PORTAIL_CELL_EMPTY : kind, text,
                                        error))
        return FALSE;
    }
  return TRUE;
}

PortailTextTable *
portail_worksheet_to_table (const PortailWorksheet *sheet, GError **error)
{
  g_autoptr (PortailTextTable) table = portail_text_table_new (sheet->name);

  if (!put_titles (sheet, table, error))
    return NULL;
  for (guint row = 0; row < sheet->rows->len; row++)
    if (!put_row (sheet, row, table, error))
      return NULL;
  return g_steal_pointer (&table);
}

char *
portail_workbook_cell_to_text (const PortailWorkbookCell *cell)
{
  switch (cell->type)
    {
    case PORTAIL_WORKBOOK_TEXT:
      return g_strdup (cell->text);
    case PORTAIL_WORKBOOK_MONEY:
      return portail_money_to_text ((PortailMoney){ cell->number });
    case PORTAIL_WORKBOOK_RATE:
      return portail_rate_to_text ((PortailRate){ (gint32) cell->number });
    case PORTAIL_WORKBOOK_HOURS:
      return portail_hours_to_text ((PortailHours){ cell->number });
    case PORTAIL_WORKBOOK_DAY:
      return portail_day_to_text ((PortailDay){ (gint32) cell->number });
    case PORTAIL_WORKBOOK_WEEK:
      return portail_week_to_text ((PortailWeek){ (gint32) cell->number });
    case PORTAIL_WORKBOOK_TIMESTAMP:
      return portail_timestamp_to_text ((PortailTimestamp){ cell->number });
    case PORTAIL_WORKBOOK_INTEGER:
      return g_strdup_printf ("%" G_GINT64_FORMAT, cell->number);
    default:
      return NULL;
    }
}
