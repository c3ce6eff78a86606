/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells lie in one array, row after row, their texts in one string chunk: a table of a hundred
 * thousand rows is a handful of blocks. */
#include "shared/portail-text-table.h"

#include <string.h>

#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

struct _PortailTextTable
{
  char *name;
  char separator;
  GArray *cells; /* of PortailCell */
  GArray *rows;  /* of Row */
  GStringChunk *texts;
  gsize n_text_bytes;
};

typedef struct
{
  guint line;
  guint first_cell;
} Row;

static const PortailCell empty_cell = { PORTAIL_CELL_EMPTY, "" };

PortailTextTable *
portail_text_table_new (const char *name)
{
  PortailTextTable *table = g_new0 (PortailTextTable, 1);

  table->name = g_strdup (name);
  table->cells = g_array_new (FALSE, FALSE, sizeof (PortailCell));
  table->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  table->texts = g_string_chunk_new (4096);
  return table;
}

void
portail_text_table_free (PortailTextTable *table)
{
  if (table == NULL)
    return;
  g_free (table->name);
  g_array_unref (table->cells);
  g_array_unref (table->rows);
  g_string_chunk_free (table->texts);
  g_free (table);
}

G_GNUC_PRINTF (2, 3)
static gboolean
set_too_large (GError **error, const char *format, ...)
{
  va_list limit;

  va_start (limit, format);
  if (error != NULL)
    *error = g_error_new_valist (PORTAIL_ERROR, PORTAIL_ERROR_TOO_LARGE, format, limit);
  va_end (limit);
  return FALSE;
}

gboolean
portail_text_table_add_row (PortailTextTable *table, guint line, GError **error)
{
  Row row = { line, table->cells->len };

  if (table->rows->len >= PORTAIL_TEXT_TABLE_MAX_ROWS)
    return set_too_large (error, _ ("The table has more than %u rows"),
                          PORTAIL_TEXT_TABLE_MAX_ROWS);
  g_array_append_val (table->rows, row);
  return TRUE;
}

gboolean
portail_text_table_add_cell (PortailTextTable *table,
                             guint column,
                             PortailCellKind kind,
                             const char *text,
                             GError **error)
{
  guint n_cells = portail_text_table_get_n_cells (table, table->rows->len - 1);
  gsize n_bytes = strlen (text);
  PortailCell cell = { kind, "" };

  g_return_val_if_fail (column >= n_cells, FALSE);
  if (column >= PORTAIL_TEXT_TABLE_MAX_COLUMNS)
    return set_too_large (error, _ ("The table has more than %u columns"),
                          PORTAIL_TEXT_TABLE_MAX_COLUMNS);
  if (table->cells->len + (column - n_cells) >= PORTAIL_TEXT_TABLE_MAX_CELLS)
    return set_too_large (error, _ ("The table has more than %u cells"),
                          PORTAIL_TEXT_TABLE_MAX_CELLS);
  if (n_bytes > PORTAIL_TEXT_TABLE_MAX_CELL_BYTES)
    return set_too_large (error, _ ("A cell is longer than %u bytes"),
                          PORTAIL_TEXT_TABLE_MAX_CELL_BYTES);
  table->n_text_bytes += n_bytes;
  if (table->n_text_bytes > PORTAIL_TEXT_TABLE_MAX_BYTES)
    return set_too_large (error, _ ("The table is larger than %u bytes"),
                          PORTAIL_TEXT_TABLE_MAX_BYTES);
  if (n_bytes > 0)
    cell.text = g_string_chunk_insert_len (table->texts, text, (gssize) n_bytes);
  for (guint i = n_cells; i < column; i++)
    g_array_append_val (table->cells, empty_cell);
  g_array_append_val (table->cells, cell);
  return TRUE;
}

gboolean
portail_text_table_check_together (const GPtrArray *tables, GError **error)
{
  guint n_cells = 0;
  gsize n_text_bytes = 0;

  for (guint i = 0; i < tables->len; i++)
    {
      const PortailTextTable *table = g_ptr_array_index (tables, i);

      n_cells += table->cells->len;
      n_text_bytes += table->n_text_bytes;
    }
  if (n_cells > PORTAIL_TEXT_TABLE_MAX_CELLS || n_text_bytes > PORTAIL_TEXT_TABLE_MAX_BYTES)
    return set_too_large (error, "%s", _ ("The workbook is too large"));
  return TRUE;
}

const char *
portail_text_table_get_name (const PortailTextTable *table)
{
  return table->name;
}

char
portail_text_table_get_separator (const PortailTextTable *table)
{
  return table->separator;
}

guint
portail_text_table_get_n_rows (const PortailTextTable *table)
{
  return table->rows->len;
}

guint
portail_text_table_get_n_cells (const PortailTextTable *table, guint row)
{
  guint end = row + 1 < table->rows->len ? g_array_index (table->rows, Row, row + 1).first_cell
                                         : table->cells->len;

  return end - g_array_index (table->rows, Row, row).first_cell;
}

guint
portail_text_table_get_line (const PortailTextTable *table, guint row)
{
  return g_array_index (table->rows, Row, row).line;
}

const PortailCell *
portail_text_table_get_cell (const PortailTextTable *table, guint row, guint column)
{
  if (column >= portail_text_table_get_n_cells (table, row))
    return &empty_cell;
  return &g_array_index (table->cells, PortailCell,
                         g_array_index (table->rows, Row, row).first_cell + column);
}

/* The upper half of Windows-1252's controls; 0 where it has no letter. */
static const guint16 windows_1252[32] = {
  0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
  0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
  0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

static char *
set_no_text (GError **error)
{
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_MALFORMED,
                       _ ("This is not a text in an encoding that is known here"));
  return NULL;
}

static char *
decode_windows_1252 (const char *bytes, gsize n_bytes, GError **error)
{
  g_autoptr (GString) text = g_string_sized_new (n_bytes + n_bytes / 4);

  for (gsize i = 0; i < n_bytes; i++)
    {
      guchar byte = (guchar) bytes[i];
      gunichar letter = byte >= 0x80 && byte < 0xa0 ? windows_1252[byte - 0x80] : byte;

      if (letter == 0)
        return set_no_text (error);
      g_string_append_unichar (text, letter);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
decode_utf16 (const char *bytes, gsize n_bytes, int byte_order, GError **error)
{
  g_autofree gunichar2 *units = NULL;
  char *text;

  if (n_bytes == 0)
    return g_strdup ("");
  if (n_bytes % 2 != 0)
    return set_no_text (error);
  units = g_memdup2 (bytes, n_bytes);
  for (gsize i = 0; i < n_bytes / 2; i++)
    {
      units[i] = byte_order == G_BIG_ENDIAN ? GUINT16_FROM_BE (units[i])
                                            : GUINT16_FROM_LE (units[i]);
      if (units[i] == 0)
        return set_no_text (error);
    }
  text = g_utf16_to_utf8 (units, (glong) (n_bytes / 2), NULL, NULL, NULL);
  return text != NULL ? text : set_no_text (error);
}

static gboolean
starts_with (const char *bytes, gsize n_bytes, const char *mark, gsize n_mark)
{
  return n_bytes >= n_mark && memcmp (bytes, mark, n_mark) == 0;
}

/* Valid UTF-8 without zero bytes, or NULL. */
static char *
decode (const char *bytes, gsize n_bytes, GError **error)
{
  if (n_bytes == 0)
    return g_strdup ("");
  if (starts_with (bytes, n_bytes, "\xff\xfe", 2))
    return decode_utf16 (bytes + 2, n_bytes - 2, G_LITTLE_ENDIAN, error);
  if (starts_with (bytes, n_bytes, "\xfe\xff", 2))
    return decode_utf16 (bytes + 2, n_bytes - 2, G_BIG_ENDIAN, error);
  if (n_bytes >= 2 && bytes[0] != '\0' && bytes[1] == '\0')
    return decode_utf16 (bytes, n_bytes, G_LITTLE_ENDIAN, error);
  if (n_bytes >= 2 && bytes[0] == '\0' && bytes[1] != '\0')
    return decode_utf16 (bytes, n_bytes, G_BIG_ENDIAN, error);
  if (memchr (bytes, '\0', n_bytes) != NULL)
    return set_no_text (error);
  if (starts_with (bytes, n_bytes, "\xef\xbb\xbf", 3))
    {
      bytes += 3;
      n_bytes -= 3;
    }
  return g_utf8_validate (bytes, (gssize) n_bytes, NULL)
             ? g_strndup (bytes, n_bytes)
             : decode_windows_1252 (bytes, n_bytes, error);
}

/* Where the quoted cell that opens at @text ends, behind its closing quote; NULL when it is never
 * closed or goes on behind it: then its quotes are letters like others. */
static const char *
find_quoted_end (const char *text, char separator)
{
  for (text = strchr (text + 1, '"'); text != NULL; text = strchr (text + 2, '"'))
    if (text[1] != '"')
      return strchr ("\r\n", text[1]) != NULL || text[1] == separator ? text + 1 : NULL;
  return NULL;
}

static const char *
find_plain_end (const char *text, char separator)
{
  const char ends[] = { '\r', '\n', separator, '\0' };

  return text + strcspn (text, ends);
}

typedef struct
{
  const char *at;
  char separator;
  guint line;
} Scanner;

typedef struct
{
  const char *start;
  const char *end;
  gboolean is_quoted;
  gboolean is_last; /* of its row */
} ScannedCell;

/* Cuts the next cell off. At the end of the text @at stands on its NUL. */
static void
scan_cell (Scanner *scanner, ScannedCell *cell)
{
  const char *quoted_end = NULL;

  cell->start = scanner->at;
  if (*scanner->at == '"')
    quoted_end = find_quoted_end (scanner->at, scanner->separator);
  cell->is_quoted = quoted_end != NULL;
  cell->end = cell->is_quoted ? quoted_end : find_plain_end (scanner->at, scanner->separator);
  for (const char *at = cell->start; at < cell->end; at++)
    scanner->line += *at == '\n' || (*at == '\r' && at[1] != '\n');
  scanner->at = cell->end;
  cell->is_last = *scanner->at == '\0' || *scanner->at == '\r' || *scanner->at == '\n';
  scanner->line += *scanner->at == '\r' || *scanner->at == '\n';
  if (scanner->at[0] == '\r' && scanner->at[1] == '\n')
    scanner->at++;
  if (*scanner->at != '\0')
    scanner->at++;
}

typedef struct
{
  guint n_tabs;
  guint n_semicolons;
} SeparatorCount;

/* Counts outside of quoted cells, whichever separator ends them. */
static void
count_separators (const char *text, SeparatorCount *count)
{
  gboolean is_cell_start = TRUE;

  for (; *text != '\0'; text++)
    {
      const char *quoted_end = NULL;

      for (const char *mark = "\t;,"; is_cell_start && *text == '"' && *mark; mark++)
        if (quoted_end == NULL)
          quoted_end = find_quoted_end (text, *mark);
      if (quoted_end != NULL)
        text = quoted_end - 1;
      count->n_tabs += *text == '\t';
      count->n_semicolons += *text == ';';
      is_cell_start = quoted_end == NULL && strchr ("\t;,\r\n", *text) != NULL;
    }
}

/* Whether commas separate: three or more in every line, and as many in each. A number with a
 * decimal comma breaks its line into more cells than the others have. */
static gboolean
is_comma_separated (const char *text)
{
  Scanner scanner = { text, ',', 1 };
  guint n_expected = 0;

  while (*scanner.at != '\0')
    {
      guint n_commas = 0;
      ScannedCell cell;

      for (scan_cell (&scanner, &cell); !cell.is_last; scan_cell (&scanner, &cell))
        n_commas++;
      if (n_commas == 0 && cell.start == cell.end)
        continue;
      if (n_commas < 3 || (n_expected != 0 && n_commas != n_expected))
        return FALSE;
      n_expected = n_commas;
    }
  return n_expected != 0;
}

static char
choose_separator (const char *text)
{
  SeparatorCount count = { 0 };

  count_separators (text, &count);
  if (count.n_tabs > 0)
    return '\t';
  if (count.n_semicolons > 0)
    return ';';
  return is_comma_separated (text) ? ',' : '\n';
}

static gboolean
is_formula_start (const char *text)
{
  return *text != '\0' && strchr ("=+-@\t\r", *text) != NULL;
}

/* Whether @text is what neutralising some text gives: apostrophes before a formula's start. */
static gboolean
is_neutralised (const char *text)
{
  return *text == '\'' && is_formula_start (text + strspn (text, "'"));
}

static void
strip_spaces (char *text)
{
  char *start = text;
  char *end = text + strlen (text);

  while (*start != '\0' && g_unichar_isspace (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  while (end > start && g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);
  *end = '\0';
  memmove (text, start, (gsize) (end - start) + 1);
}

/* The text of @cell without quotes, outer spaces and neutralising apostrophe, in @buffer. */
static const char *
get_scanned_text (const ScannedCell *cell, GString *buffer)
{
  g_string_truncate (buffer, 0);
  if (!cell->is_quoted)
    g_string_append_len (buffer, cell->start, cell->end - cell->start);
  for (const char *at = cell->start + 1; cell->is_quoted && at < cell->end - 1; at++)
    {
      g_string_append_c (buffer, *at);
      at += *at == '"';
    }
  if (is_neutralised (buffer->str))
    return buffer->str + 1;
  strip_spaces (buffer->str);
  return buffer->str;
}

static gboolean
scan_row (PortailTextTable *table, Scanner *scanner, GString *buffer, GError **error)
{
  ScannedCell cell = { 0 };

  if (!portail_text_table_add_row (table, scanner->line, error))
    return FALSE;
  for (guint column = 0; !cell.is_last; column++)
    {
      const char *text;

      scan_cell (scanner, &cell);
      text = get_scanned_text (&cell, buffer);
      if (!portail_text_table_add_cell (
              table, column, *text == '\0' ? PORTAIL_CELL_EMPTY : PORTAIL_CELL_TEXT, text, error))
        return FALSE;
    }
  return TRUE;
}

PortailTextTable *
portail_text_table_parse (const char *bytes, gsize n_bytes, GError **error)
{
  g_autoptr (PortailTextTable) table = NULL;
  g_autoptr (GString) buffer = g_string_new (NULL);
  g_autofree char *text = NULL;
  Scanner scanner = { NULL, '\n', 1 };

  if (n_bytes > PORTAIL_TEXT_TABLE_MAX_BYTES)
    {
      set_too_large (error, _ ("The table is larger than %u bytes"), PORTAIL_TEXT_TABLE_MAX_BYTES);
      return NULL;
    }
  text = decode (bytes, n_bytes, error);
  if (text == NULL)
    return NULL;
  table = portail_text_table_new ("");
  table->separator = choose_separator (text);
  scanner.at = text;
  scanner.separator = table->separator;
  while (*scanner.at != '\0')
    if (!scan_row (table, &scanner, buffer, error))
      return NULL;
  return g_steal_pointer (&table);
}

static void
append_cell (GString *text, const PortailCell *cell, char separator)
{
  const char special[] = { '"', '\r', '\n', '\t', separator, '\0' };
  gboolean is_neutral = cell->kind == PORTAIL_CELL_TEXT
                        && (is_formula_start (cell->text) || is_neutralised (cell->text));

  if (!is_neutral && cell->text[strcspn (cell->text, special)] == '\0')
    {
      g_string_append (text, cell->text);
      return;
    }
  g_string_append (text, is_neutral ? "\"'" : "\"");
  for (const char *at = cell->text; *at != '\0'; at++)
    {
      g_string_append_c (text, *at);
      if (*at == '"')
        g_string_append_c (text, '"');
    }
  g_string_append_c (text, '"');
}

char *
portail_text_table_write (const PortailTextTable *table, PortailTextFormat format)
{
  static const struct
  {
    const char *start;
    char separator;
    const char *line_end;
  } formats[] = {
    [PORTAIL_TEXT_FORMAT_TSV] = { "", '\t', "\n" },
    [PORTAIL_TEXT_FORMAT_CSV] = { "\xef\xbb\xbf", ';', "\r\n" },
  };
  GString *text = g_string_new (formats[format].start);

  for (guint row = 0; row < table->rows->len; row++)
    {
      guint n_cells = portail_text_table_get_n_cells (table, row);

      for (guint column = 0; column < n_cells; column++)
        {
          if (column > 0)
            g_string_append_c (text, formats[format].separator);
          append_cell (text, portail_text_table_get_cell (table, row, column),
                       formats[format].separator);
        }
      g_string_append (text, formats[format].line_end);
    }
  return g_string_free (text, FALSE);
}
