/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ODS writes equal neighbours once with a number of repetitions, rows and cells alike: a row is
 * gathered whole, and repeated only if something stands in it. */
#include "shared/report/portail-ods-read.h"

#include <string.h>

#include "shared/portail-day.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-text-table.h"
#include "shared/report/portail-sheet-number.h"

#define CONTENT_PART "content.xml"
#define MAX_SHEETS   1000

typedef struct
{
  guint column;
  PortailCellKind kind;
  char *text;
} Cell;

typedef struct
{
  GPtrArray *tables;
  PortailTextTable *table; /* NULL outside of tables */
  guint n_nested_tables;
  guint line;
  guint n_row_repeats;
  guint column;
  GPtrArray *row; /* of Cell; those with content */

  gboolean is_in_cell;
  guint n_repeats;
  PortailCellKind kind; /* EMPTY: the text decides */
  char *value;          /* of numbers, days and booleans */
  GString *text;
  guint n_paragraphs;
  gboolean is_in_paragraph;
  guint n_annotations;
} Reader;

static void
cell_free (gpointer pointer)
{
  Cell *cell = pointer;

  g_free (cell->text);
  g_free (cell);
}

static gboolean
set_too_large (GError **error)
{
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_TOO_LARGE,
                       _ ("The workbook is too large"));
  return FALSE;
}

static gboolean
start_table (Reader *reader, const char **attributes, GError **error)
{
  const char *name = portail_package_get_attribute (attributes, "name");

  if (reader->table != NULL)
    {
      reader->n_nested_tables++;
      return TRUE;
    }
  if (reader->tables->len >= MAX_SHEETS)
    return set_too_large (error);
  reader->table = portail_text_table_new (name != NULL ? name : "");
  reader->line = 1;
  g_ptr_array_add (reader->tables, reader->table);
  return TRUE;
}

/* Sets kind and value from what the cell says beside its text. */
static void
read_value (Reader *reader, const char **attributes)
{
  const char *type = portail_package_get_attribute (attributes, "office:value-type");
  const char *shown_type = portail_package_get_attribute (attributes, "calcext:value-type");
  const char *value = portail_package_get_attribute (attributes, "office:value");
  gboolean is_percent = g_strcmp0 (type, "percentage") == 0;

  reader->kind = PORTAIL_CELL_EMPTY;
  if (g_strcmp0 (shown_type, "error") == 0)
    reader->kind = PORTAIL_CELL_ERROR;
  else if (type == NULL && portail_package_get_attribute (attributes, "formula") != NULL)
    reader->kind = PORTAIL_CELL_ERROR;
  else if (is_percent || g_strcmp0 (type, "float") == 0 || g_strcmp0 (type, "currency") == 0)
    {
      char text[G_ASCII_DTOSTR_BUF_SIZE];
      char *end = NULL;
      double number = g_ascii_strtod (value != NULL ? value : "", &end);

      portail_sheet_number_write (is_percent ? number * 100 : number, text);
      reader->kind = is_percent ? PORTAIL_CELL_PERCENT : PORTAIL_CELL_NUMBER;
      if (value == NULL || *value == '\0' || *end != '\0' || *text == '\0')
        reader->kind = PORTAIL_CELL_ERROR;
      reader->value = g_strdup (text);
    }
  else if (g_strcmp0 (type, "date") == 0)
    {
      const char *date = portail_package_get_attribute (attributes, "office:date-value");
      PortailDay day;

      reader->value = g_strndup (date != NULL ? date : "", PORTAIL_DAY_TEXT_SIZE - 1);
      reader->kind = portail_day_parse (reader->value, &day) ? PORTAIL_CELL_DAY
                                                             : PORTAIL_CELL_EMPTY;
    }
}

static void
start_cell (Reader *reader, const char **attributes)
{
  reader->is_in_cell = TRUE;
  reader->n_repeats = portail_package_get_number (attributes, "number-columns-repeated", 1);
  reader->n_paragraphs = 0;
  g_string_truncate (reader->text, 0);
  read_value (reader, attributes);
}

static gboolean
append_text (Reader *reader, const char *text, gsize n_bytes, GError **error)
{
  if (reader->text->len + n_bytes > PORTAIL_TEXT_TABLE_MAX_CELL_BYTES)
    return set_too_large (error);
  g_string_append_len (reader->text, text, (gssize) n_bytes);
  return TRUE;
}

static gboolean
start_in_text (Reader *reader, const char *element, const char **attributes, GError **error)
{
  if (g_str_equal (element, "p"))
    {
      reader->is_in_paragraph = TRUE;
      return reader->n_paragraphs++ == 0 || append_text (reader, "\n", 1, error);
    }
  if (g_str_equal (element, "line-break"))
    return append_text (reader, "\n", 1, error);
  if (g_str_equal (element, "tab"))
    return append_text (reader, "\t", 1, error);
  if (g_str_equal (element, "s"))
    for (guint n = portail_package_get_number (attributes, "c", 1); n > 0; n--)
      if (!append_text (reader, " ", 1, error))
        return FALSE;
  return TRUE;
}

static gboolean
start_element (gpointer pointer, const char *element, const char **attributes, GError **error)
{
  Reader *reader = pointer;

  if (g_str_equal (element, "table"))
    return start_table (reader, attributes, error);
  if (reader->table == NULL || reader->n_nested_tables > 0)
    return TRUE;
  reader->n_annotations += g_str_equal (element, "annotation");
  if (reader->n_annotations > 0)
    return TRUE;
  if (reader->is_in_cell)
    return start_in_text (reader, element, attributes, error);
  if (g_str_equal (element, "table-row"))
    {
      reader->n_row_repeats = portail_package_get_number (attributes, "number-rows-repeated", 1);
      reader->column = 0;
      g_ptr_array_set_size (reader->row, 0);
    }
  else if (g_str_equal (element, "table-cell") || g_str_equal (element, "covered-table-cell"))
    start_cell (reader, attributes);
  return TRUE;
}

static gboolean
add_text (gpointer pointer, const char *text, gsize n_bytes, GError **error)
{
  Reader *reader = pointer;

  if (!reader->is_in_paragraph || reader->n_annotations > 0)
    return TRUE;
  return append_text (reader, text, n_bytes, error);
}

static gboolean
end_cell (Reader *reader, GError **error)
{
  PortailCellKind kind = reader->kind;
  const char *text = reader->text->str;

  if (kind == PORTAIL_CELL_NUMBER || kind == PORTAIL_CELL_PERCENT || kind == PORTAIL_CELL_DAY)
    text = reader->value;
  else if (kind == PORTAIL_CELL_EMPTY && *text != '\0')
    kind = PORTAIL_CELL_TEXT;
  if (kind == PORTAIL_CELL_EMPTY)
    {
      reader->column += MIN (reader->n_repeats, G_MAXINT32 - MIN (reader->column, G_MAXINT32));
      return TRUE;
    }
  if (reader->n_repeats > PORTAIL_TEXT_TABLE_MAX_COLUMNS
      || reader->column > PORTAIL_TEXT_TABLE_MAX_COLUMNS)
    return set_too_large (error);
  for (guint i = 0; i < reader->n_repeats; i++)
    {
      Cell *cell = g_new0 (Cell, 1);

      cell->column = reader->column++;
      cell->kind = kind;
      cell->text = g_strdup (text);
      g_ptr_array_add (reader->row, cell);
    }
  return TRUE;
}

static gboolean
add_row (Reader *reader, GError **error)
{
  if (!portail_text_table_add_row (reader->table, reader->line, error))
    return FALSE;
  for (guint i = 0; i < reader->row->len; i++)
    {
      const Cell *cell = g_ptr_array_index (reader->row, i);

      if (!portail_text_table_add_cell (reader->table, cell->column, cell->kind, cell->text, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
end_row (Reader *reader, GError **error)
{
  if (reader->row->len == 0)
    {
      reader->line += MIN (reader->n_row_repeats, G_MAXINT32 - MIN (reader->line, G_MAXINT32));
      return TRUE;
    }
  for (guint i = 0; i < reader->n_row_repeats; i++, reader->line++)
    if (!add_row (reader, error))
      return FALSE;
  return TRUE;
}

static gboolean
end_element (gpointer pointer, const char *element, GError **error)
{
  Reader *reader = pointer;

  if (g_str_equal (element, "table") && reader->n_nested_tables > 0)
    reader->n_nested_tables--;
  else if (g_str_equal (element, "table"))
    {
      reader->table = NULL;
      return portail_text_table_check_together (reader->tables, error);
    }
  if (reader->table == NULL || reader->n_nested_tables > 0)
    return TRUE;
  if (g_str_equal (element, "annotation"))
    reader->n_annotations--;
  else if (reader->n_annotations > 0)
    return TRUE;
  else if (g_str_equal (element, "p"))
    reader->is_in_paragraph = FALSE;
  else if (g_str_equal (element, "table-row"))
    return end_row (reader, error);
  else if (g_str_equal (element, "table-cell") || g_str_equal (element, "covered-table-cell"))
    {
      gboolean is_added = !reader->is_in_cell || end_cell (reader, error);

      reader->is_in_cell = FALSE;
      g_clear_pointer (&reader->value, g_free);
      return is_added;
    }
  return TRUE;
}

gboolean
portail_ods_read_is_one (PortailPackage *package)
{
  return portail_package_has_part (package, CONTENT_PART);
}

gboolean
portail_ods_read (PortailPackage *package, GPtrArray *tables, GError **error)
{
  static const PortailPackageHandlers handlers = { start_element, end_element, add_text };
  Reader reader = { .tables = tables };
  gboolean is_read;

  reader.row = g_ptr_array_new_with_free_func (cell_free);
  reader.text = g_string_new (NULL);
  is_read = portail_package_parse (package, CONTENT_PART, &handlers, &reader, error);
  g_ptr_array_unref (reader.row);
  g_string_free (reader.text, TRUE);
  g_free (reader.value);
  return is_read;
}
