/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parts are read in the order in which they refer to each other: relations, workbook, styles,
 * shared strings, and then one sheet after the other. */
#include "shared/report/portail-xlsx-read.h"

#include <stdlib.h>
#include <string.h>

#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-number-text.h"
#include "shared/portail-text-table.h"
#include "shared/report/portail-sheet-number.h"

#define ROOT_RELATIONS "_rels/.rels"
#define MAX_STRINGS    PORTAIL_TEXT_TABLE_MAX_CELLS
#define MAX_SHEETS     1000
/* Days between the two epochs that a workbook may count from. */
#define DAYS_TO_1904 1462

typedef struct
{
  char *type; /* last part of its address */
  char *part;
} Relation;

typedef struct
{
  PortailPackage *package;
  char *base;            /* part whose relations are read */
  GHashTable *relations; /* of Relation, by id */
  GPtrArray *sheets;     /* name, part, name, part … */
  GHashTable *formats;   /* PortailCellKind by numFmtId, the workbook's own */
  GArray *styles;        /* PortailCellKind by style of a cell */
  gboolean is_in_cell_styles;
  gboolean is_from_1904;

  GPtrArray *strings;
  GStringChunk *texts;
  gsize n_text_bytes;

  GString *text; /* of the cell or shared string under way */
  gboolean is_collecting;
  guint n_phonetic; /* open elements of reading aids, whose text is none */

  PortailTextTable *table;
  guint row; /* from 1 */
  gboolean has_row;
  guint column;
  char cell_type[12];
  PortailCellKind style;
  gboolean has_formula;
} Reader;

static gboolean
set_damaged (GError **error)
{
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_MALFORMED,
                       _ ("The workbook is damaged"));
  return FALSE;
}

static gboolean
set_too_large (GError **error)
{
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_TOO_LARGE,
                       _ ("The workbook is too large"));
  return FALSE;
}

static void
relation_free (gpointer pointer)
{
  Relation *relation = pointer;

  g_free (relation->type);
  g_free (relation->part);
  g_free (relation);
}

/* The part that @target means in the relations of @base. Owned. */
static char *
resolve (const char *base, const char *target)
{
  g_autofree char *folder = g_path_get_dirname (base);
  g_autofree char *root = g_strconcat ("/", g_str_equal (folder, ".") ? "" : folder, NULL);
  g_autofree char *path = g_canonicalize_filename (target, root);

  return g_strdup (path + 1);
}

static gboolean
start_relation (gpointer pointer, const char *element, const char **attributes, GError **error)
{
  Reader *reader = pointer;
  const char *id = portail_package_get_attribute (attributes, "Id");
  const char *type = portail_package_get_attribute (attributes, "Type");
  const char *target = portail_package_get_attribute (attributes, "Target");
  Relation *relation;

  if (!g_str_equal (element, "Relationship") || id == NULL || type == NULL || target == NULL
      || g_strcmp0 (portail_package_get_attribute (attributes, "TargetMode"), "External") == 0)
    return TRUE;
  relation = g_new0 (Relation, 1);
  relation->type = g_strdup (strrchr (type, '/') != NULL ? strrchr (type, '/') + 1 : type);
  relation->part = resolve (reader->base, target);
  g_hash_table_replace (reader->relations, g_strdup (id), relation);
  return TRUE;
}

/* Reads what @base refers to; a part without relations has none. */
static gboolean
read_relations (Reader *reader, const char *base, GError **error)
{
  static const PortailPackageHandlers handlers = { start_relation, NULL, NULL };
  g_autofree char *name = *base != '\0' ? g_path_get_basename (base) : g_strdup ("");
  g_autofree char *target = g_strdup_printf ("_rels/%s.rels", name);
  g_autofree char *part = resolve (base, target);

  g_hash_table_remove_all (reader->relations);
  g_free (reader->base);
  reader->base = g_strdup (base);
  return !portail_package_has_part (reader->package, part)
         || portail_package_parse (reader->package, part, &handlers, reader, error);
}

/* A part by the type of its relation; NULL when there is none. */
static char *
dup_related_part (Reader *reader, const char *type)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, reader->relations);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (g_str_equal (((Relation *) value)->type, type))
      return g_strdup (((Relation *) value)->part);
  return NULL;
}

static gboolean
start_workbook (gpointer pointer, const char *element, const char **attributes, GError **error)
{
  Reader *reader = pointer;
  const char *id;
  const char *name;
  Relation *relation;

  if (g_str_equal (element, "workbookPr"))
    {
      const char *epoch = portail_package_get_attribute (attributes, "date1904");

      reader->is_from_1904 = epoch != NULL
                             && (g_str_equal (epoch, "1") || g_str_equal (epoch, "true"));
    }
  if (!g_str_equal (element, "sheet"))
    return TRUE;
  id = portail_package_get_attribute (attributes, "id");
  name = portail_package_get_attribute (attributes, "name");
  relation = id != NULL ? g_hash_table_lookup (reader->relations, id) : NULL;
  /* Sheets of charts and macros have no cells. */
  if (relation == NULL || name == NULL || !g_str_equal (relation->type, "worksheet"))
    return TRUE;
  if (reader->sheets->len >= 2 * MAX_SHEETS)
    return set_too_large (error);
  g_ptr_array_add (reader->sheets, g_strdup (name));
  g_ptr_array_add (reader->sheets, g_strdup (relation->part));
  return TRUE;
}

/* The letters of @format's first section that stand for parts of a number: no texts, escapes,
 * colours. Owned. */
static char *
get_format_letters (const char *format)
{
  GString *letters = g_string_new (NULL);

  for (; *format != '\0' && *format != ';'; format++)
    {
      char end = *format == '"' ? '"' : *format == '[' ? ']' : '\0';

      if (end != '\0')
        format = strchr (format + 1, end);
      else if (strchr ("\\_*", *format) != NULL)
        format++;
      else
        g_string_append_c (letters, g_ascii_tolower (*format));
      if (format == NULL || *format == '\0')
        break;
    }
  return g_string_free (letters, FALSE);
}

static PortailCellKind
get_format_kind (const char *format)
{
  g_autofree char *letters = get_format_letters (format);

  if (strstr (letters, "general") != NULL)
    return PORTAIL_CELL_NUMBER;
  if (strchr (letters, '%') != NULL)
    return PORTAIL_CELL_PERCENT;
  if (strpbrk (letters, "yd") != NULL
      || (strchr (letters, 'm') != NULL && strpbrk (letters, "hs") == NULL))
    return PORTAIL_CELL_DAY;
  return PORTAIL_CELL_NUMBER;
}

static PortailCellKind
get_builtin_kind (guint format)
{
  if (format == 9 || format == 10)
    return PORTAIL_CELL_PERCENT;
  if ((format >= 14 && format <= 17) || format == 22 || (format >= 27 && format <= 31)
      || format == 36 || (format >= 50 && format <= 54) || format == 57 || format == 58)
    return PORTAIL_CELL_DAY;
  return PORTAIL_CELL_NUMBER;
}

static gboolean
start_style (gpointer pointer, const char *element, const char **attributes, GError **error)
{
  Reader *reader = pointer;
  guint format = portail_package_get_number (attributes, "numFmtId", 0);

  if (g_str_equal (element, "cellXfs"))
    reader->is_in_cell_styles = TRUE;
  else if (g_str_equal (element, "numFmt"))
    {
      const char *code = portail_package_get_attribute (attributes, "formatCode");

      g_hash_table_replace (reader->formats, GUINT_TO_POINTER (format),
                            GINT_TO_POINTER (get_format_kind (code != NULL ? code : "")));
    }
  else if (g_str_equal (element, "xf") && reader->is_in_cell_styles)
    {
      gpointer own;
      PortailCellKind kind = g_hash_table_lookup_extended (reader->formats,
                                                           GUINT_TO_POINTER (format), NULL, &own)
                                 ? (PortailCellKind) GPOINTER_TO_INT (own)
                                 : get_builtin_kind (format);

      g_array_append_val (reader->styles, kind);
    }
  return TRUE;
}

static gboolean
end_style (gpointer pointer, const char *element, GError **error)
{
  Reader *reader = pointer;

  if (g_str_equal (element, "cellXfs"))
    reader->is_in_cell_styles = FALSE;
  return TRUE;
}

static gboolean
collect_text (gpointer pointer, const char *text, gsize n_bytes, GError **error)
{
  Reader *reader = pointer;

  if (!reader->is_collecting || reader->n_phonetic > 0)
    return TRUE;
  if (reader->text->len + n_bytes > PORTAIL_TEXT_TABLE_MAX_CELL_BYTES)
    return set_too_large (error);
  g_string_append_len (reader->text, text, (gssize) n_bytes);
  return TRUE;
}

/* Characters that XML cannot hold stand as `_x000D_`. */
static void
decode_escapes (GString *text)
{
  gsize at = 0;

  while (at + 7 <= text->len)
    {
      const char *escape = text->str + at;
      gunichar letter;
      char utf8[6];
      int n_bytes;

      at++;
      if (escape[0] != '_' || escape[1] != 'x' || escape[6] != '_')
        continue;
      if (strspn (escape + 2, "0123456789abcdefABCDEF") != 4)
        continue;
      letter = (gunichar) strtoul (escape + 2, NULL, 16);
      if (letter == 0 || !g_unichar_validate (letter))
        continue;
      n_bytes = g_unichar_to_utf8 (letter, utf8);
      g_string_erase (text, (gssize) at - 1, 7);
      g_string_insert_len (text, (gssize) at - 1, utf8, n_bytes);
      at += (gsize) n_bytes - 1;
    }
}

static gboolean
start_string (gpointer pointer, const char *element, const char **attributes, GError **error)
{
  Reader *reader = pointer;

  if (g_str_equal (element, "si"))
    g_string_truncate (reader->text, 0);
  reader->n_phonetic += g_str_equal (element, "rPh");
  reader->is_collecting = g_str_equal (element, "t");
  return TRUE;
}

static gboolean
end_string (gpointer pointer, const char *element, GError **error)
{
  Reader *reader = pointer;

  reader->is_collecting = FALSE;
  reader->n_phonetic -= g_str_equal (element, "rPh");
  if (!g_str_equal (element, "si"))
    return TRUE;
  decode_escapes (reader->text);
  reader->n_text_bytes += reader->text->len;
  if (reader->strings->len >= MAX_STRINGS || reader->n_text_bytes > PORTAIL_TEXT_TABLE_MAX_BYTES)
    return set_too_large (error);
  g_ptr_array_add (reader->strings, g_string_chunk_insert_len (reader->texts, reader->text->str,
                                                               (gssize) reader->text->len));
  return TRUE;
}

/* `AB12` into row 12 and column 27; what is missing stays. */
static void
read_reference (const char *reference, guint *row, guint *column)
{
  guint letters = 0;
  guint digits = 0;
  guint i;

  if (reference == NULL)
    return;
  for (i = 0; i < 3 && g_ascii_isupper (*reference); i++)
    letters = letters * 26 + (guint) (*reference++ - 'A' + 1);
  for (i = 0; i < 7 && g_ascii_isdigit (*reference); i++)
    digits = digits * 10 + (guint) (*reference++ - '0');
  if (letters > 0)
    *column = letters - 1;
  if (digits > 0)
    *row = digits;
}

static void
start_cell (Reader *reader, const char **attributes)
{
  const char *type = portail_package_get_attribute (attributes, "t");
  guint style = portail_package_get_number (attributes, "s", 0);
  guint row = reader->row;

  reader->column++;
  read_reference (portail_package_get_attribute (attributes, "r"), &row, &reader->column);
  if (row != reader->row)
    reader->has_row = FALSE;
  reader->row = row;
  g_strlcpy (reader->cell_type, type != NULL ? type : "n", sizeof reader->cell_type);
  reader->style = style < reader->styles->len
                      ? g_array_index (reader->styles, PortailCellKind, style)
                      : PORTAIL_CELL_NUMBER;
  reader->has_formula = FALSE;
  g_string_truncate (reader->text, 0);
}

static gboolean
start_in_sheet (gpointer pointer, const char *element, const char **attributes, GError **error)
{
  Reader *reader = pointer;

  reader->is_collecting = g_str_equal (element, "v") || g_str_equal (element, "t");
  reader->n_phonetic += g_str_equal (element, "rPh");
  if (g_str_equal (element, "row"))
    {
      reader->row = portail_package_get_number (attributes, "r", reader->row + 1);
      reader->column = G_MAXUINT;
      reader->has_row = FALSE;
    }
  else if (g_str_equal (element, "c"))
    start_cell (reader, attributes);
  else if (g_str_equal (element, "f"))
    reader->has_formula = TRUE;
  return TRUE;
}

static gboolean
add_cell (Reader *reader, PortailCellKind kind, const char *text, GError **error)
{
  guint last = portail_text_table_get_n_rows (reader->table);

  if (!reader->has_row && !portail_text_table_add_row (reader->table, reader->row, error))
    return FALSE;
  if (reader->has_row && reader->column < portail_text_table_get_n_cells (reader->table, last - 1))
    return set_damaged (error);
  reader->has_row = TRUE;
  return portail_text_table_add_cell (reader->table, reader->column, kind, text, error);
}

static gboolean
add_number (Reader *reader, GError **error)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  char day_text[PORTAIL_DAY_TEXT_SIZE];
  char *end;
  double number = g_ascii_strtod (reader->text->str, &end);
  PortailDay day;

  if (*end != '\0')
    return add_cell (reader, PORTAIL_CELL_ERROR, reader->text->str, error);
  if (reader->style == PORTAIL_CELL_DAY)
    {
      number += reader->is_from_1904 ? DAYS_TO_1904 : 0;
      portail_sheet_number_write (number, text);
      if (portail_number_text_to_day (text, PORTAIL_NUMBER_PLAIN, &day)
          == PORTAIL_NUMBER_FAULT_NONE)
        return add_cell (reader, PORTAIL_CELL_DAY, portail_day_format (day, day_text), error);
    }
  number *= reader->style == PORTAIL_CELL_PERCENT ? 100 : 1;
  portail_sheet_number_write (number, text);
  if (*text == '\0')
    return add_cell (reader, PORTAIL_CELL_ERROR, reader->text->str, error);
  return add_cell (
      reader, reader->style == PORTAIL_CELL_PERCENT ? PORTAIL_CELL_PERCENT : PORTAIL_CELL_NUMBER,
      text, error);
}

static gboolean
add_shared_string (Reader *reader, GError **error)
{
  guint64 index;
  const char *text;

  if (!g_ascii_string_to_unsigned (reader->text->str, 10, 0, G_MAXUINT32, &index, NULL)
      || index >= reader->strings->len)
    return set_damaged (error);
  text = g_ptr_array_index (reader->strings, (guint) index);
  return *text == '\0' || add_cell (reader, PORTAIL_CELL_TEXT, text, error);
}

static gboolean
add_day (Reader *reader, GError **error)
{
  PortailDay day;

  if (reader->text->len > 10 && reader->text->str[10] == 'T')
    g_string_truncate (reader->text, 10);
  return add_cell (
      reader, portail_day_parse (reader->text->str, &day) ? PORTAIL_CELL_DAY : PORTAIL_CELL_TEXT,
      reader->text->str, error);
}

static gboolean
end_cell (Reader *reader, GError **error)
{
  const char *type = reader->cell_type;

  if (reader->text->len == 0)
    return !reader->has_formula || g_str_equal (type, "str")
           || add_cell (reader, PORTAIL_CELL_ERROR, "", error);
  if (g_str_equal (type, "s"))
    return add_shared_string (reader, error);
  if (g_str_equal (type, "n"))
    return add_number (reader, error);
  if (g_str_equal (type, "d"))
    return add_day (reader, error);
  if (g_str_equal (type, "e"))
    return add_cell (reader, PORTAIL_CELL_ERROR, reader->text->str, error);
  if (g_str_equal (type, "b"))
    return add_cell (reader, PORTAIL_CELL_TEXT,
                     g_str_equal (reader->text->str, "0") ? "FALSE" : "TRUE", error);
  decode_escapes (reader->text);
  return add_cell (reader, PORTAIL_CELL_TEXT, reader->text->str, error);
}

static gboolean
end_in_sheet (gpointer pointer, const char *element, GError **error)
{
  Reader *reader = pointer;

  reader->is_collecting = FALSE;
  reader->n_phonetic -= g_str_equal (element, "rPh");
  return !g_str_equal (element, "c") || end_cell (reader, error);
}

static gboolean
read_sheet (Reader *reader, const char *name, const char *part, GPtrArray *tables, GError **error)
{
  static const PortailPackageHandlers handlers = { start_in_sheet, end_in_sheet, collect_text };

  reader->table = portail_text_table_new (name);
  g_ptr_array_add (tables, reader->table);
  reader->row = 0;
  reader->has_row = FALSE;
  reader->n_phonetic = 0;
  if (portail_package_parse (reader->package, part, &handlers, reader, error))
    return portail_text_table_check_together (tables, error);
  g_prefix_error (error, _ ("Sheet “%s”: "), name);
  return FALSE;
}

/* Styles and shared strings may be missing. */
static gboolean
read_optional_part (Reader *reader,
                    const char *type,
                    const PortailPackageHandlers *handlers,
                    GError **error)
{
  g_autofree char *part = dup_related_part (reader, type);

  return part == NULL || !portail_package_has_part (reader->package, part)
         || portail_package_parse (reader->package, part, handlers, reader, error);
}

static gboolean
read_package (Reader *reader, GPtrArray *tables, GError **error)
{
  static const PortailPackageHandlers workbook_handlers = { start_workbook, NULL, NULL };
  static const PortailPackageHandlers style_handlers = { start_style, end_style, NULL };
  static const PortailPackageHandlers string_handlers = { start_string, end_string, collect_text };
  g_autofree char *workbook = NULL;

  if (!read_relations (reader, "", error))
    return FALSE;
  workbook = dup_related_part (reader, "officeDocument");
  if (workbook == NULL)
    return set_damaged (error);
  if (!read_relations (reader, workbook, error)
      || !portail_package_parse (reader->package, workbook, &workbook_handlers, reader, error)
      || !read_optional_part (reader, "styles", &style_handlers, error)
      || !read_optional_part (reader, "sharedStrings", &string_handlers, error))
    return FALSE;
  for (guint i = 0; i < reader->sheets->len; i += 2)
    if (!read_sheet (reader, reader->sheets->pdata[i], reader->sheets->pdata[i + 1], tables, error))
      return FALSE;
  return TRUE;
}

gboolean
portail_xlsx_read_is_one (PortailPackage *package)
{
  return portail_package_has_part (package, ROOT_RELATIONS);
}

gboolean
portail_xlsx_read (PortailPackage *package, GPtrArray *tables, GError **error)
{
  Reader reader = { .package = package };
  gboolean is_read;

  reader.relations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, relation_free);
  reader.sheets = g_ptr_array_new_with_free_func (g_free);
  reader.formats = g_hash_table_new (NULL, NULL);
  reader.styles = g_array_new (FALSE, FALSE, sizeof (PortailCellKind));
  reader.strings = g_ptr_array_new ();
  reader.texts = g_string_chunk_new (4096);
  reader.text = g_string_new (NULL);
  is_read = read_package (&reader, tables, error);
  g_free (reader.base);
  g_hash_table_unref (reader.relations);
  g_ptr_array_unref (reader.sheets);
  g_hash_table_unref (reader.formats);
  g_array_unref (reader.styles);
  g_ptr_array_unref (reader.strings);
  g_string_chunk_free (reader.texts);
  g_string_free (reader.text, TRUE);
  return is_read;
}
