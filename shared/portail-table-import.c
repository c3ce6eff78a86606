/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-table-import.h"

#include <string.h>

#include "shared/portail-i18n.h"
#include "shared/portail-number-text.h"
#include "shared/portail-text-fold.h"

#define COLUMN_MISSING   (-1)
#define COLUMN_TWICE     (-2)
#define MIN_HEADER_WORDS 2
#define MAX_SHOWN        40 /* letters of a wrong cell */

/* Where the columns of the format stand in the source. */
typedef struct
{
  int *places;   /* column of the table, COLUMN_MISSING or COLUMN_TWICE */
  guint n_found; /* columns of the format that the header names */
  guint width;   /* cells beyond this have no meaning */
} Layout;

typedef struct
{
  const PortailImportFormat *format;
  const PortailTextTable *table;
  Layout layout;
  guint first_header; /* row; G_MAXUINT without any */
} Reader;

static void
line_free (gpointer pointer)
{
  PortailImportLine *line = pointer;

  g_free (line->source);
  g_free (line->values);
  g_ptr_array_unref (line->problems);
  g_ptr_array_unref (line->notes);
  g_free (line);
}

static void
line_clear_values (PortailImportLine *line, guint n_values)
{
  for (guint i = 0; i < n_values; i++)
    {
      g_free (line->values[i].typed);
      g_free (line->values[i].text);
    }
}

void
portail_table_import_free (PortailTableImport *import)
{
  if (import == NULL)
    return;
  for (guint i = 0; i < import->lines->len; i++)
    line_clear_values (g_ptr_array_index (import->lines, i), import->format->n_columns);
  g_ptr_array_unref (import->lines);
  g_free (import);
}

/* What is compared with the words of headers: folded, no `($)`, only letters and digits. Owned. */
static char *
fold_title (const char *title)
{
  g_autofree char *folded = portail_text_fold (title);
  GString *words = g_string_new (NULL);
  guint n_open = 0;

  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      n_open += letter == '(';
      if (n_open == 0 && (g_unichar_isalnum (letter) || letter == '\''))
        g_string_append_unichar (words, letter);
      else if (words->len > 0 && words->str[words->len - 1] != ' ')
        g_string_append_c (words, ' ');
      n_open -= letter == ')' && n_open > 0;
    }
  return g_strchomp (g_string_free (words, FALSE));
}

/* Whether @title is one of @words, which are separated by |. */
static gboolean
is_one_of (const char *title, const char *words)
{
  gsize length = strlen (title);

  if (length == 0)
    return FALSE;
  while (strncmp (words, title, length) != 0 || strchr ("|", words[length]) == NULL)
    {
      words = strchr (words, '|');
      if (words == NULL)
        return FALSE;
      words++;
    }
  return TRUE;
}

/* The column of @format that @title names, or n_columns. */
static guint
find_column (const PortailImportFormat *format, const char *title)
{
  g_autofree char *folded = fold_title (title);
  guint column = 0;

  while (column < format->n_columns && !is_one_of (folded, format->columns[column].words))
    column++;
  return column;
}

/* Reads @row as a header into @layout. */
static void
read_layout (const PortailImportFormat *format,
             const PortailTextTable *table,
             guint row,
             Layout *layout)
{
  guint n_cells = portail_text_table_get_n_cells (table, row);

  layout->n_found = 0;
  layout->width = n_cells;
  for (guint i = 0; i < format->n_columns; i++)
    layout->places[i] = COLUMN_MISSING;
  for (guint i = 0; i < n_cells; i++)
    {
      const PortailCell *cell = portail_text_table_get_cell (table, row, i);
      gboolean is_word = cell->kind == PORTAIL_CELL_TEXT && !g_ascii_isdigit (*cell->text);
      guint column = is_word ? find_column (format, cell->text) : format->n_columns;

      if (column == format->n_columns)
        continue;
      layout->n_found += layout->places[column] == COLUMN_MISSING;
      layout->places[column] = layout->places[column] == COLUMN_MISSING ? (int) i : COLUMN_TWICE;
    }
}

static void
set_layout_by_position (const PortailImportFormat *format, Layout *layout)
{
  for (guint i = 0; i < format->n_columns; i++)
    layout->places[i] = (int) i;
  layout->n_found = format->n_columns;
  layout->width = format->n_columns;
}

static gboolean
is_complete (const PortailImportFormat *format, const Layout *layout)
{
  for (guint i = 0; i < format->n_columns; i++)
    if (layout->places[i] < 0 && !(format->columns[i].flags & PORTAIL_IMPORT_COLUMN_MAY_MISS))
      return FALSE;
  return TRUE;
}

gboolean
portail_import_format_has_header (const PortailImportFormat *format, const PortailTextTable *table)
{
  g_autofree int *places = g_new (int, format->n_columns);
  Layout layout = { places, 0, 0 };

  for (guint row = 0; row < portail_text_table_get_n_rows (table); row++)
    {
      read_layout (format, table, row, &layout);
      if (layout.n_found >= MIN_HEADER_WORDS && is_complete (format, &layout))
        return TRUE;
    }
  return FALSE;
}

const char *
portail_import_line_kind_get_reason (PortailImportLineKind kind)
{
  static const char *const reasons[PORTAIL_IMPORT_N_LINE_KINDS] = {
    [PORTAIL_IMPORT_LINE_HEADER] = N_ ("Header"),
    [PORTAIL_IMPORT_LINE_TITLE] = N_ ("Stands above the header"),
    [PORTAIL_IMPORT_LINE_TOTAL] = N_ ("Total line"),
    [PORTAIL_IMPORT_LINE_BLANK] = N_ ("Empty in the columns that are imported"),
  };

  return reasons[kind] != NULL ? _ (reasons[kind]) : NULL;
}

/* Adds `VENTE, “abc”: This is not a number` with @reason translated already. */
static void
add_problem (PortailProblems *problems,
             const PortailImportColumn *column,
             const char *typed,
             const char *code,
             const char *reason)
{
  g_autofree char *shown = NULL;

  if (typed == NULL || *typed == '\0')
    {
      /* Translators: title of a column, what is wrong with the cell. */
      portail_problems_add (problems, column->field, code, _ ("%1$s: %2$s"), _ (column->title),
                            reason);
      return;
    }
  shown = g_utf8_strlen (typed, -1) > MAX_SHOWN ? g_utf8_substring (typed, 0, MAX_SHOWN)
                                                : g_strdup (typed);
  /* Translators: title of a column, what is written in the cell, what is wrong with it. */
  portail_problems_add (problems, column->field, code, _ ("%1$s, “%2$s”: %3$s"), _ (column->title),
                        shown, reason);
}

/* @typed with every run of spaces as one; NULL when nothing visible is in it. Owned. */
static char *
clean_text (const char *typed)
{
  g_autofree char *folded = portail_text_fold (typed);
  GString *text = g_string_new (NULL);

  for (const char *at = typed; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      if (!g_unichar_isspace (letter))
        g_string_append_unichar (text, letter);
      else if (text->len > 0 && text->str[text->len - 1] != ' ')
        g_string_append_c (text, ' ');
    }
  if (*folded == '\0')
    g_string_truncate (text, 0);
  return text->len > 0 ? g_strchomp (g_string_free (text, FALSE)) : g_string_free (text, TRUE);
}

static gboolean
has_control (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_iscntrl (g_utf8_get_char (text)))
      return TRUE;
  return FALSE;
}

static void
read_text (PortailImportLine *line, const PortailImportColumn *column, PortailImportValue *value)
{
  value->text = clean_text (value->typed);
  if (value->text == NULL)
    {
      if (!(column->flags & PORTAIL_IMPORT_MAY_BE_EMPTY))
        add_problem (line->problems, column, NULL, "required", _ ("Nothing is written here"));
      return;
    }
  if (has_control (value->text))
    add_problem (line->problems, column, NULL, "control",
                 _ ("The text has characters that cannot be shown"));
  else if (g_utf8_strlen (value->text, -1) > (glong) column->max_letters)
    {
      g_autofree char *reason = g_strdup_printf (_ ("At most %u letters are accepted"),
                                                 column->max_letters);

      add_problem (line->problems, column, value->text, "too_long", reason);
    }
  else if (strchr ("=+-@", value->text[0]) != NULL)
    add_problem (line->notes, column, value->text, "formula_sign",
                 _ ("Taken as plain text, not as a formula"));
}

static PortailNumberFault
convert (const PortailImportColumn *column, const PortailCell *cell, PortailImportValue *value)
{
  gboolean is_plain = cell->kind == PORTAIL_CELL_NUMBER
                      || (cell->kind == PORTAIL_CELL_PERCENT
                          && column->type == PORTAIL_IMPORT_RATE);
  PortailNumberFlags flags = is_plain ? PORTAIL_NUMBER_PLAIN : PORTAIL_NUMBER_UNSIGNED;

  if (!is_plain && column->type != PORTAIL_IMPORT_DAY
      && (cell->kind == PORTAIL_CELL_DAY || cell->kind == PORTAIL_CELL_PERCENT))
    return PORTAIL_NUMBER_FAULT_NOT_A_NUMBER;
  if (column->type == PORTAIL_IMPORT_MONEY)
    return portail_number_text_to_money (cell->text, flags, &value->money);
  if (column->type == PORTAIL_IMPORT_RATE)
    return portail_number_text_to_rate (cell->text, flags, &value->rate);
  return portail_number_text_to_day (cell->text, flags, &value->day);
}

static void
read_amount (PortailImportLine *line,
             const PortailImportColumn *column,
             const PortailCell *cell,
             PortailImportValue *value)
{
  PortailNumberFault fault = convert (column, cell, value);

  if (fault == PORTAIL_NUMBER_FAULT_NONE)
    return;
  if (fault != PORTAIL_NUMBER_FAULT_EMPTY)
    add_problem (line->problems, column, value->typed, portail_number_fault_get_code (fault),
                 portail_number_fault_get_reason (fault));
  else if (column->type == PORTAIL_IMPORT_DAY)
    add_problem (column->flags & PORTAIL_IMPORT_MAY_BE_EMPTY ? line->notes : line->problems, column,
                 NULL, "no_date", _ ("No date is given"));
  else if (!(column->flags & PORTAIL_IMPORT_MAY_BE_EMPTY))
    add_problem (line->problems, column, NULL, portail_number_fault_get_code (fault),
                 portail_number_fault_get_reason (fault));
}

/* Says why there is no cell for @column at all, if it must have one. */
static gboolean
check_place (const Reader *reader, guint row, PortailImportLine *line, guint i)
{
  const PortailImportColumn *column = &reader->format->columns[i];
  int place = reader->layout.places[i];
  gboolean may_miss = (column->flags & PORTAIL_IMPORT_COLUMN_MAY_MISS) != 0;
  gboolean is_text = portail_text_table_get_separator (reader->table) != '\0';

  if (place == COLUMN_TWICE)
    add_problem (line->problems, column, NULL, "column_twice",
                 _ ("The header names this column twice"));
  else if (place == COLUMN_MISSING && !may_miss)
    add_problem (line->problems, column, NULL, "column_missing",
                 _ ("The table does not have this column"));
  else if (place >= 0 && is_text && !(column->flags & PORTAIL_IMPORT_MAY_BE_EMPTY)
           && (guint) place >= portail_text_table_get_n_cells (reader->table, row))
    add_problem (line->problems, column, NULL, "cell_missing",
                 _ ("The line ends before this column"));
  else
    return place >= 0;
  return FALSE;
}

static void
read_value (const Reader *reader, guint row, PortailImportLine *line, guint i)
{
  const PortailImportColumn *column = &reader->format->columns[i];
  PortailImportValue *value = &line->values[i];
  const PortailCell *cell;

  value->money = PORTAIL_MONEY_NULL;
  value->rate = PORTAIL_RATE_NULL;
  value->day = PORTAIL_DAY_NULL;
  if (!check_place (reader, row, line, i))
    return;
  cell = portail_text_table_get_cell (reader->table, row, (guint) reader->layout.places[i]);
  value->typed = g_strdup (cell->text);
  if (cell->kind == PORTAIL_CELL_ERROR)
    add_problem (line->problems, column, value->typed, "no_result",
                 _ ("The workbook holds no usable value here"));
  else if (column->type == PORTAIL_IMPORT_TEXT)
    read_text (line, column, value);
  else if (cell->kind == PORTAIL_CELL_DAY && column->type == PORTAIL_IMPORT_DAY)
    portail_day_parse (cell->text, &value->day);
  else
    read_amount (line, column, cell, value);
}

/* Separated text whose line goes on behind its last column: a number was cut in two, for one. */
static void
check_width (const Reader *reader, guint row, PortailImportLine *line)
{
  if (portail_text_table_get_separator (reader->table) == '\0')
    return;
  for (guint i = reader->layout.width; i < portail_text_table_get_n_cells (reader->table, row); i++)
    {
      const PortailCell *cell = portail_text_table_get_cell (reader->table, row, i);

      if (cell->kind == PORTAIL_CELL_EMPTY)
        continue;
      portail_problems_add (line->problems, NULL, "too_many_cells",
                            _ ("“%s” stands behind the last column"), cell->text);
      return;
    }
}

static guint
count_filled (const PortailTextTable *table, guint row)
{
  guint n_filled = 0;

  for (guint i = 0; i < portail_text_table_get_n_cells (table, row); i++)
    n_filled += portail_text_table_get_cell (table, row, i)->kind != PORTAIL_CELL_EMPTY;
  return n_filled;
}

static gboolean
is_total (const PortailTextTable *table, guint row)
{
  g_autofree char *folded = NULL;
  guint i = 0;

  while (portail_text_table_get_cell (table, row, i)->kind == PORTAIL_CELL_EMPTY)
    i++;
  folded = fold_title (portail_text_table_get_cell (table, row, i)->text);
  return is_one_of (folded, "total|totaux|totals|total general|grand total");
}

static gboolean
is_blank (const Reader *reader, guint row)
{
  for (guint i = 0; i < reader->format->n_columns; i++)
    if (reader->layout.places[i] >= 0
        && portail_text_table_get_cell (reader->table, row, (guint) reader->layout.places[i])->kind
               != PORTAIL_CELL_EMPTY)
      return FALSE;
  return TRUE;
}

static char *
join_cells (const PortailTextTable *table, guint row)
{
  GString *source = g_string_new (NULL);

  for (guint i = 0; i < portail_text_table_get_n_cells (table, row); i++)
    {
      const PortailCell *cell = portail_text_table_get_cell (table, row, i);

      if (cell->kind != PORTAIL_CELL_EMPTY && source->len > 0)
        g_string_append (source, " · ");
      g_string_append (source, cell->text);
    }
  return g_string_free (source, FALSE);
}

static void
read_values (const Reader *reader, guint row, PortailImportLine *line)
{
  for (guint i = 0; i < reader->format->n_columns; i++)
    read_value (reader, row, line, i);
  check_width (reader, row, line);
  line->kind = line->problems->len > 0 ? PORTAIL_IMPORT_LINE_WRONG : PORTAIL_IMPORT_LINE_GOOD;
  if (line->kind == PORTAIL_IMPORT_LINE_GOOD || reader->first_header == G_MAXUINT
      || row > reader->first_header)
    return;
  line->kind = PORTAIL_IMPORT_LINE_TITLE;
  g_ptr_array_set_size (line->problems, 0);
}

static PortailImportLine *
line_new (const Reader *reader, guint row)
{
  PortailImportLine *line = g_new0 (PortailImportLine, 1);

  line->line = portail_text_table_get_line (reader->table, row);
  line->source = join_cells (reader->table, row);
  line->values = g_new0 (PortailImportValue, reader->format->n_columns);
  line->problems = portail_problems_new ();
  line->notes = portail_problems_new ();
  return line;
}

static PortailImportLine *
read_line (Reader *reader, guint row)
{
  PortailImportLine *line = line_new (reader, row);
  g_autofree int *places = g_new (int, reader->format->n_columns);
  Layout header = { places, 0, 0 };

  read_layout (reader->format, reader->table, row, &header);
  if (header.n_found >= MIN_HEADER_WORDS)
    {
      reader->layout.n_found = header.n_found;
      reader->layout.width = header.width;
      memcpy (reader->layout.places, places, sizeof (int) * reader->format->n_columns);
      line->kind = PORTAIL_IMPORT_LINE_HEADER;
    }
  else if (is_total (reader->table, row))
    line->kind = PORTAIL_IMPORT_LINE_TOTAL;
  else if (is_blank (reader, row))
    line->kind = PORTAIL_IMPORT_LINE_BLANK;
  else
    read_values (reader, row, line);
  return line;
}

static guint
find_first_header (const Reader *reader)
{
  g_autofree int *places = g_new (int, reader->format->n_columns);
  Layout layout = { places, 0, 0 };

  for (guint row = 0; row < portail_text_table_get_n_rows (reader->table); row++)
    {
      read_layout (reader->format, reader->table, row, &layout);
      if (layout.n_found >= MIN_HEADER_WORDS)
        return row;
    }
  return G_MAXUINT;
}

static void
add_line (PortailTableImport *import, PortailImportLine *line)
{
  portail_problems_set_index (line->problems, 0, import->lines->len);
  portail_problems_set_index (line->notes, 0, import->lines->len);
  g_ptr_array_add (import->lines, line);
  if (line->kind == PORTAIL_IMPORT_LINE_GOOD)
    import->n_good++;
  else if (line->kind == PORTAIL_IMPORT_LINE_WRONG)
    import->n_wrong++;
  else
    import->n_ignored++;
}

PortailTableImport *
portail_table_import_new (const PortailImportFormat *format, const PortailTextTable *table)
{
  PortailTableImport *import = g_new0 (PortailTableImport, 1);
  g_autofree int *places = g_new (int, format->n_columns);
  Reader reader = { format, table, { places, 0, 0 }, 0 };

  import->format = format;
  import->lines = g_ptr_array_new_with_free_func (line_free);
  set_layout_by_position (format, &reader.layout);
  reader.first_header = find_first_header (&reader);
  for (guint row = 0; row < portail_text_table_get_n_rows (table); row++)
    if (count_filled (table, row) > 0)
      add_line (import, read_line (&reader, row));
  return import;
}

const PortailImportLine *
portail_table_import_get_line (const PortailTableImport *import, guint index)
{
  return g_ptr_array_index (import->lines, index);
}
