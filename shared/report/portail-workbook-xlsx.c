/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The library writes rows to a file as they come, so that only the model is in memory; its names of
 * files and its wishes for non-const text are kept inside. */
#include "shared/report/portail-workbook-xlsx.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>
#include <xlsxwriter.h>

#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

#define HEADER_COLOR 0x1e40af
/* By how much bold titles are longer than their letters. */
#define BOLD_LETTERS     2
#define MAX_TEXT_LETTERS (32767 - 6)
#define HEX_DIGITS       "0123456789abcdefABCDEF"
/* Day numbers count from 1899-12-30, and are right from 1900-03-01 on. */
#define SERIAL_OF_EPOCH 25569
#define FIRST_SERIAL    61
#define DAY_SECONDS     86400

/* One for each look that a cell may have. */
typedef struct
{
  lxw_format *text_title;
  lxw_format *number_title;
  lxw_format *cells[PORTAIL_WORKBOOK_N_TYPES];
  lxw_format *totals[PORTAIL_WORKBOOK_N_TYPES];
} Formats;

/* Figures stand at the right of their column, days and words at the left. */
static uint8_t
get_alignment (PortailWorkbookType type)
{
  return type == PORTAIL_WORKBOOK_MONEY || type == PORTAIL_WORKBOOK_RATE
                 || type == PORTAIL_WORKBOOK_HOURS || type == PORTAIL_WORKBOOK_INTEGER
             ? LXW_ALIGN_RIGHT
             : LXW_ALIGN_LEFT;
}

static lxw_format *
add_format (lxw_workbook *book, PortailWorkbookType type)
{
  const char *const number_formats[PORTAIL_WORKBOOK_N_TYPES] = {
    /* Translators: the number format of an amount in a spreadsheet; the program puts in the
     * separators of its user's language. French: #,##0.00\ "$" */
    [PORTAIL_WORKBOOK_MONEY] = C_ ("spreadsheet format", "\"$\"#,##0.00"),
    [PORTAIL_WORKBOOK_RATE] = "0.00%",
    [PORTAIL_WORKBOOK_HOURS] = "0.00",
    /* Translators: the number format of a day in a spreadsheet. French: dd/mm/yyyy */
    [PORTAIL_WORKBOOK_DAY] = C_ ("spreadsheet format", "yyyy-mm-dd"),
    /* Translators: the number format of a moment. French: dd/mm/yyyy\ hh:mm */
    [PORTAIL_WORKBOOK_TIMESTAMP] = C_ ("spreadsheet format", "yyyy-mm-dd\\ hh:mm"),
    [PORTAIL_WORKBOOK_INTEGER] = "0",
  };
  lxw_format *format = workbook_add_format (book);

  if (number_formats[type] != NULL)
    format_set_num_format (format, number_formats[type]);
  format_set_align (format, get_alignment (type));
  return format;
}

static lxw_format *
add_title_format (lxw_workbook *book, uint8_t alignment)
{
  lxw_format *format = workbook_add_format (book);

  format_set_bold (format);
  format_set_font_color (format, LXW_COLOR_WHITE);
  format_set_bg_color (format, HEADER_COLOR);
  format_set_text_wrap (format);
  format_set_align (format, alignment);
  format_set_align (format, LXW_ALIGN_VERTICAL_CENTER);
  return format;
}

static void
init_formats (Formats *formats, lxw_workbook *book)
{
  formats->text_title = add_title_format (book, LXW_ALIGN_LEFT);
  formats->number_title = add_title_format (book, LXW_ALIGN_RIGHT);
  for (int type = 0; type < PORTAIL_WORKBOOK_N_TYPES; type++)
    {
      formats->cells[type] = add_format (book, (PortailWorkbookType) type);
      formats->totals[type] = add_format (book, (PortailWorkbookType) type);
      format_set_bold (formats->totals[type]);
      format_set_top (formats->totals[type], LXW_BORDER_THIN);
    }
}

/* The number by which a spreadsheet knows the value of @cell. */
static double
get_number (const PortailWorkbookCell *cell)
{
  switch (cell->type)
    {
    case PORTAIL_WORKBOOK_MONEY:
    case PORTAIL_WORKBOOK_HOURS:
      return (double) cell->number / 100;
    case PORTAIL_WORKBOOK_RATE:
      return (double) cell->number / 10000;
    case PORTAIL_WORKBOOK_DAY:
      return (double) (cell->number + SERIAL_OF_EPOCH);
    case PORTAIL_WORKBOOK_TIMESTAMP:
      {
        g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (cell->number / 1000);
        g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
        gint64 offset = local != NULL ? g_date_time_get_utc_offset (local) / G_TIME_SPAN_SECOND : 0;

        return (double) (cell->number / 1000 + offset) / DAY_SECONDS + SERIAL_OF_EPOCH;
      }
    default:
      return (double) cell->number;
    }
}

/* `_x000D_` in a text of ours is no escape for a control character, and must not be read as one. */
static char *
escape_text (const char *text)
{
  GString *escaped = g_string_new (NULL);
  glong n_letters = 0;

  for (; *text != '\0' && n_letters < MAX_TEXT_LETTERS; n_letters++)
    {
      const char *next = g_utf8_next_char (text);

      if (text[0] == '_' && text[1] == 'x' && strspn (text + 2, HEX_DIGITS) >= 4 && text[6] == '_')
        {
          g_string_append (escaped, "_x005F");
          n_letters += 6;
        }
      g_string_append_len (escaped, text, next - text);
      text = next;
    }
  return g_string_free (escaped, FALSE);
}

/* The text of a cell that a spreadsheet has no number for; NULL for the others. Owned. */
static char *
dup_text (const PortailWorkbookCell *cell)
{
  char text[PORTAIL_TIMESTAMP_TEXT_SIZE];
  gboolean is_early = (cell->type == PORTAIL_WORKBOOK_DAY
                       || cell->type == PORTAIL_WORKBOOK_TIMESTAMP)
                      && get_number (cell) < FIRST_SERIAL;

  if (cell->type == PORTAIL_WORKBOOK_TEXT)
    return escape_text (cell->text);
  if (cell->type == PORTAIL_WORKBOOK_WEEK)
    return g_strdup (portail_week_format ((PortailWeek){ (gint32) cell->number }, text));
  if (cell->type == PORTAIL_WORKBOOK_DAY && is_early)
    return g_strdup (portail_day_format ((PortailDay){ (gint32) cell->number }, text));
  if (is_early)
    return g_strdup (portail_timestamp_format ((PortailTimestamp){ cell->number }, text));
  return NULL;
}

static lxw_error
write_cell (lxw_worksheet *page,
            const PortailWorkbookCell *cell,
            lxw_row_t row,
            lxw_col_t column,
            lxw_format *format)
{
  g_autofree char *text = dup_text (cell);

  if (text != NULL)
    return worksheet_write_string (page, row, column, text, format);
  if (cell->type == PORTAIL_WORKBOOK_EMPTY)
    return worksheet_write_blank (page, row, column, format);
  if (cell->formula != NULL)
    {
      g_autofree char *formula = g_strconcat ("=", cell->formula, NULL);

      return worksheet_write_formula_num (page, row, column, formula, format, get_number (cell));
    }
  return worksheet_write_number (page, row, column, get_number (cell), format);
}

static lxw_error
write_row (lxw_worksheet *page, const PortailWorksheet *sheet, guint row, const Formats *formats)
{
  gboolean is_total = portail_worksheet_get_row_kind (sheet, row) == PORTAIL_WORKBOOK_ROW_TOTAL;

  for (guint i = 0; i < portail_worksheet_get_n_columns (sheet); i++)
    {
      const PortailWorkbookCell *cell = portail_worksheet_get_cell (sheet, row, i);
      lxw_format *format = is_total ? formats->totals[cell->type] : formats->cells[cell->type];
      lxw_error failure = LXW_NO_ERROR;

      if (cell->type != PORTAIL_WORKBOOK_EMPTY || is_total)
        failure = write_cell (page, cell, row + 1, (lxw_col_t) i, format);
      if (failure != LXW_NO_ERROR)
        return failure;
    }
  return LXW_NO_ERROR;
}

static void
set_page_up (lxw_worksheet *page)
{
  worksheet_freeze_panes (page, 1, 0);
  worksheet_repeat_rows (page, 0, 0);
  worksheet_set_landscape (page);
  worksheet_set_paper (page, 9); /* A4 */
  worksheet_fit_to_pages (page, 1, 0);
}

/* Titles longer than their column go on two lines. */
static void
set_title_height (lxw_worksheet *page, const PortailWorksheet *sheet)
{
  for (guint i = 0; i < portail_worksheet_get_n_columns (sheet); i++)
    {
      const PortailWorkbookColumn *column = portail_worksheet_get_column (sheet, i);

      if (g_utf8_strlen (column->title, -1) + BOLD_LETTERS > (glong) column->width)
        {
          worksheet_set_row (page, 0, 2 * LXW_DEF_ROW_HEIGHT, NULL);
          return;
        }
    }
}

static lxw_error
write_titles (lxw_worksheet *page, const PortailWorksheet *sheet, const Formats *formats)
{
  lxw_error failure = LXW_NO_ERROR;

  set_title_height (page, sheet);
  for (guint i = 0; failure == LXW_NO_ERROR && i < portail_worksheet_get_n_columns (sheet); i++)
    {
      const PortailWorkbookColumn *column = portail_worksheet_get_column (sheet, i);
      gboolean is_figure = get_alignment (column->type) == LXW_ALIGN_RIGHT;

      worksheet_set_column (page, (lxw_col_t) i, (lxw_col_t) i, column->width, NULL);
      failure = worksheet_write_string (page, 0, (lxw_col_t) i, column->title,
                                        is_figure ? formats->number_title : formats->text_title);
    }
  return failure;
}

static lxw_error
write_sheet (lxw_workbook *book, const PortailWorksheet *sheet, const Formats *formats)
{
  lxw_worksheet *page = workbook_add_worksheet (book, portail_worksheet_get_name (sheet));
  lxw_error failure;

  if (page == NULL)
    return LXW_ERROR_PARAMETER_VALIDATION;
  set_page_up (page);
  failure = write_titles (page, sheet, formats);
  for (guint i = 0; failure == LXW_NO_ERROR && i < portail_worksheet_get_n_rows (sheet); i++)
    failure = write_row (page, sheet, i, formats);
  return failure;
}

static void
set_properties (lxw_workbook *book, PortailTimestamp created)
{
  lxw_doc_properties properties = { .author = (char *) "Portail",
                                    .created = (time_t) (created.milliseconds / 1000) };

  workbook_set_properties (book, &properties);
}

static lxw_error
write_workbook (const PortailWorkbook *workbook, PortailTimestamp created, const char *path)
{
  lxw_workbook_options options = { .constant_memory = LXW_TRUE };
  lxw_workbook *book = workbook_new_opt (path, &options);
  lxw_error failure = LXW_NO_ERROR;
  lxw_error close_failure;
  Formats formats;

  if (book == NULL)
    return LXW_ERROR_MEMORY_MALLOC_FAILED;
  set_properties (book, created);
  init_formats (&formats, book);
  for (guint i = 0; failure == LXW_NO_ERROR && i < portail_workbook_get_n_sheets (workbook); i++)
    failure = write_sheet (book, portail_workbook_get_sheet (workbook, i), &formats);
  close_failure = workbook_close (book);
  return failure != LXW_NO_ERROR ? failure : close_failure;
}

/* The library prints numbers as the locale does, and XML wants a point: this thread alone gets the
 * numbers of C, and keeps its language. */
static lxw_error
write_workbook_with_points (const PortailWorkbook *workbook,
                            PortailTimestamp created,
                            const char *path)
{
  locale_t own = duplocale (uselocale ((locale_t) 0));
  locale_t with_points = newlocale (LC_NUMERIC_MASK, "C", own);
  locale_t previous = uselocale (with_points);
  lxw_error failure = write_workbook (workbook, created, path);

  uselocale (previous);
  freelocale (with_points);
  return failure;
}

GBytes *
portail_workbook_to_xlsx (const PortailWorkbook *workbook, PortailTimestamp created, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("portail-xlsx-XXXXXX", error);
  g_autofree char *path = NULL;
  char *content = NULL;
  gsize n_bytes = 0;
  lxw_error failure;
  gboolean is_read = FALSE;

  if (folder == NULL)
    return NULL;
  path = g_build_filename (folder, "workbook.xlsx", NULL);
  failure = write_workbook_with_points (workbook, created, path);
  if (failure == LXW_NO_ERROR)
    is_read = g_file_get_contents (path, &content, &n_bytes, error);
  else
    g_set_error (error, PORTAIL_ERROR,
                 failure == LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE ? PORTAIL_ERROR_TOO_LARGE
                                                                   : PORTAIL_ERROR_STORAGE,
                 _ ("The workbook cannot be written: %s"), lxw_strerror (failure));
  g_unlink (path);
  g_rmdir (folder);
  return is_read ? g_bytes_new_take (content, n_bytes) : NULL;
}
