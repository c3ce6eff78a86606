/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/report/portail-sheet-read.h"

#include <string.h>
#include <zip.h>

#include "shared/portail-dotation-import.h"
#include "shared/portail-error.h"
#include "shared/report/portail-package.h"

#define CONTENT_TYPES "<Types/>"
#define ROOT_RELATIONS                                                                             \
  "<Relationships><Relationship Id='r1' Type='x/officeDocument' "                                  \
  "Target='xl/workbook.xml'/></Relationships>"
#define WORKBOOK                                                                                   \
  "<workbook><sheets><sheet name='Une' sheetId='1' r:id='a'/><sheet name='Deux' r:id='b'/>"        \
  "</sheets></workbook>"
#define RELATIONS                                                                                  \
  "<Relationships><Relationship Id='a' Type='x/worksheet' Target='worksheets/one.xml'/>"           \
  "<Relationship Id='b' Type='x/worksheet' Target='/xl/worksheets/../worksheets/two.xml'/>"        \
  "<Relationship Id='c' Type='x/sharedStrings' Target='strings.xml'/>"                             \
  "<Relationship Id='d' Type='x/styles' Target='./styles.xml'/></Relationships>"
#define STYLES                                                                                     \
  "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='[$-40C]d\\ mmmm yyyy;@'/>"              \
  "<numFmt numFmtId='165' formatCode='0.00&quot; day&quot;'/>"                                     \
  "<numFmt numFmtId='166' formatCode='[Red]#,##0.00\\d'/></numFmts>"                               \
  "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"                                               \
  "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='10'/><xf numFmtId='164'/>"          \
  "<xf numFmtId='165'/><xf numFmtId='166'/></cellXfs></styleSheet>"

typedef struct
{
  const char *part;
  const char *content;
} Part;

static GBytes *
make_package (const Part *parts)
{
  zip_source_t *source = zip_source_buffer_create (NULL, 0, 0, NULL);
  zip_t *archive = zip_open_from_source (source, ZIP_TRUNCATE, NULL);
  zip_stat_t status;
  char *bytes;

  zip_source_keep (source);
  for (; parts->part != NULL; parts++)
    g_assert_cmpint (
        zip_file_add (archive, parts->part,
                      zip_source_buffer (archive, parts->content, strlen (parts->content), 0), 0),
        >=, 0);
  g_assert_cmpint (zip_close (archive), ==, 0);
  g_assert_cmpint (zip_source_open (source), ==, 0);
  g_assert_cmpint (zip_source_stat (source, &status), ==, 0);
  bytes = g_malloc (status.size);
  g_assert_cmpint (zip_source_read (source, bytes, status.size), ==, (zip_int64_t) status.size);
  zip_source_close (source);
  zip_source_free (source);
  return g_bytes_new_take (bytes, status.size);
}

static GBytes *
make_xlsx (const char *workbook, const char *first_sheet, const char *strings)
{
  Part parts[] = {
    { "[Content_Types].xml", CONTENT_TYPES },
    { "_rels/.rels", ROOT_RELATIONS },
    { "xl/workbook.xml", workbook },
    { "xl/_rels/workbook.xml.rels", RELATIONS },
    { "xl/styles.xml", STYLES },
    { "xl/strings.xml", strings },
    { "xl/worksheets/two.xml", "<worksheet/>" },
    { "xl/worksheets/one.xml", first_sheet },
    { NULL, NULL },
  };

  return make_package (parts);
}

static GBytes *
make_sheet (const char *rows)
{
  g_autofree char *sheet = g_strdup_printf ("<worksheet><sheetData>%s</sheetData></worksheet>",
                                            rows);

  return make_xlsx (WORKBOOK, sheet, "<sst/>");
}

static GBytes *
make_ods (const char *tables)
{
  g_autofree char *content = g_strdup_printf (
      "<office:document-content><office:body><office:spreadsheet>%s"
      "</office:spreadsheet></office:body></office:document-content>",
      tables);
  Part parts[] = {
    { "mimetype", "application/vnd.oasis.opendocument.spreadsheet" },
    { "content.xml", content },
    { NULL, NULL },
  };

  return make_package (parts);
}

static GBytes *
load (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", name, NULL);
  g_autoptr (GError) error = NULL;
  char *bytes = NULL;
  gsize n_bytes = 0;

  g_file_get_contents (path, &bytes, &n_bytes, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (bytes, n_bytes);
}

static GPtrArray *
read_sheets (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *tables = portail_sheet_read (bytes, &error);

  g_assert_no_error (error);
  return tables;
}

/* `1:Jean|n60000|` for line 1; letters tell the kinds of cells that are not texts. */
static char *
flatten (const PortailTextTable *table)
{
  static const char *const marks[] = {
    [PORTAIL_CELL_EMPTY] = "",    [PORTAIL_CELL_TEXT] = "", [PORTAIL_CELL_NUMBER] = "n",
    [PORTAIL_CELL_PERCENT] = "p", [PORTAIL_CELL_DAY] = "d", [PORTAIL_CELL_ERROR] = "e",
  };
  GString *flat = g_string_new (NULL);

  for (guint row = 0; row < portail_text_table_get_n_rows (table); row++)
    {
      g_string_append_printf (flat, "%s%u:", row > 0 ? "/" : "",
                              portail_text_table_get_line (table, row));
      for (guint i = 0; i < portail_text_table_get_n_cells (table, row); i++)
        {
          const PortailCell *cell = portail_text_table_get_cell (table, row, i);

          g_string_append_printf (flat, "%s%s%s", i > 0 ? "|" : "", marks[cell->kind], cell->text);
        }
    }
  return g_string_free (flat, FALSE);
}

static void
assert_first_sheet (GBytes *bytes, const char *expected)
{
  g_autoptr (GPtrArray) tables = read_sheets (bytes);
  g_autofree char *flat = flatten (tables->pdata[0]);

  g_assert_cmpstr (flat, ==, expected);
  g_bytes_unref (bytes);
}

static void
assert_refused (GBytes *bytes, PortailErrorCode code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tables = portail_sheet_read (bytes, &error);

  g_assert_null (tables);
  g_assert_error (error, PORTAIL_ERROR, (int) code);
  g_bytes_unref (bytes);
}

static void
test_a_real_workbook_is_imported (void)
{
  g_autoptr (GBytes) bytes = load ("dotation-2025-W38.xlsx");
  g_autoptr (GPtrArray) tables = read_sheets (bytes);
  g_autoptr (PortailDotationImport) import = NULL;
  g_autoptr (PortailTableImport) depenses = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  const PortailDotationImportRow *noel;
  const PortailEntryImportRow *rent;
  char day[PORTAIL_DAY_TEXT_SIZE];

  g_assert_cmpuint (tables->len, ==, 3);
  g_assert_cmpstr (portail_text_table_get_name (tables->pdata[1]), ==, "Semaine 38");
  g_assert_false (
      portail_import_format_has_header (&portail_import_dotation_rows, tables->pdata[0]));
  g_assert_true (
      portail_import_format_has_header (&portail_import_dotation_rows, tables->pdata[1]));
  g_assert_true (
      portail_import_format_has_header (&portail_import_dotation_entries, tables->pdata[2]));
  import = portail_dotation_import_new (tables->pdata[1], NULL, 0);
  rows = portail_dotation_import_dup_rows (import, PORTAIL_IMPORT_LEAVE_TWICE_OUT, NULL);
  g_assert_cmpuint (rows->len, ==, 6);
  g_assert_cmpuint (import->preview->n_wrong, ==, 0);
  noel = rows->pdata[4];
  g_assert_cmpstr (noel->employee_name, ==, "Noël D'Arcy");
  g_assert_cmpstr (noel->grade, ==, "Junior");
  g_assert_cmpint (noel->run.cents, ==, 1250050);
  g_assert_cmpint (noel->facture.cents, ==, 0);
  g_assert_cmpint (noel->vente.cents, ==, 725025);
  depenses = portail_table_import_new (&portail_import_dotation_entries, tables->pdata[2]);
  entries = portail_entry_import_dup_rows (depenses);
  g_assert_cmpuint (entries->len, ==, 3);
  rent = entries->pdata[2];
  g_assert_cmpstr (portail_day_format (rent->date, day), ==, "2025-09-19");
  g_assert_cmpint (rent->montant.cents, ==, 250000);
}

static void
test_every_type_of_cell_is_read (void)
{
  static const struct
  {
    const char *cell;
    const char *expected;
  } cases[] = {
    { "<c><v>12500.5</v></c>", "1:n12500.5" },
    { "<c><v>0.30000000000000004</v></c>", "1:n0.3" },
    { "<c><v>90071992547409.91</v></c>", "1:n90071992547409.91" },
    { "<c><v>1E3</v></c>", "1:n1000" },
    { "<c s='1'><v>45915</v></c>", "1:d2025-09-15" },
    { "<c s='1'><v>45915.75</v></c>", "1:d2025-09-15" },
    { "<c s='3'><v>45915</v></c>", "1:d2025-09-15" },
    { "<c s='1'><v>-5</v></c>", "1:n-5" },
    { "<c s='2'><v>0.07</v></c>", "1:p7" },
    { "<c s='4'><v>45915</v></c>", "1:n45915" },
    { "<c s='5'><v>45915</v></c>", "1:n45915" },
    { "<c s='99'><v>1</v></c>", "1:n1" },
    { "<c t='d'><v>2025-09-15T00:00:00</v></c>", "1:d2025-09-15" },
    { "<c t='b'><v>1</v></c>", "1:TRUE" },
    { "<c t='e'><v>#DIV/0!</v></c>", "1:e#DIV/0!" },
    { "<c t='str'><f>A2</f><v>texte</v></c>", "1:texte" },
    { "<c t='str'><f>A2</f><v></v></c>", "" },
    { "<c><f>1+1</f><v>2</v></c>", "1:n2" },
    { "<c><f>1+1</f><v></v></c>", "1:e" },
    { "<c><f>1+1</f></c>", "1:e" },
    { "<c><v>abc</v></c>", "1:eabc" },
    { "<c><v>1e999</v></c>", "1:e1e999" },
    { "<c s='1'/>", "" },
    { "<c t='inlineStr'><is><t>Été</t></is></c>", "1:Été" },
    { "<c t='inlineStr'><is><r><t>gr</t></r><r><t>as</t></r></is></c>", "1:gras" },
    { "<c t='inlineStr'><is><t>a_x000D_b_x005F_x000D_</t></is></c>", "1:a\rb_x000D_" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *row = g_strdup_printf ("<row r='1'>%s</row>", cases[i].cell);

      g_test_message ("%s", cases[i].cell);
      assert_first_sheet (make_sheet (row), cases[i].expected);
    }
}

static void
test_cells_stand_where_they_say (void)
{
  assert_first_sheet (make_sheet ("<row><c><v>1</v></c><c r='D1'><v>4</v></c><c><v>5</v></c></row>"
                                  "<row r='1048576'><c r='B1048576'><v>2</v></c></row>"),
                      "1:n1|||n4|n5/1048576:|n2");
}

static void
test_shared_strings_are_texts (void)
{
  assert_first_sheet (
      make_xlsx (WORKBOOK,
                 "<x:worksheet><x:row><x:c t='s'><x:v>1</x:v></x:c><x:c t='s'><x:v>0</x:v></x:c>"
                 "<x:c t='s'><x:v>2</x:v></x:c></x:row></x:worksheet>",
                 "<sst><si><t>=1+1</t></si>"
                 "<si><r><t>東</t></r><r><t>京</t></r><rPh><t>トウキョウ</t></rPh></si>"
                 "<si><t>12</t></si></sst>"),
      "1:東京|=1+1|12");
  assert_refused (
      make_xlsx (WORKBOOK, "<worksheet><row><c t='s'><v>7</v></c></row></worksheet>", "<sst/>"),
      PORTAIL_ERROR_MALFORMED);
}

static void
test_the_epoch_of_1904_is_known (void)
{
  assert_first_sheet (make_xlsx ("<workbook><workbookPr date1904='1'/><sheets>"
                                 "<sheet name='Une' r:id='a'/></sheets></workbook>",
                                 "<worksheet><row><c s='1'><v>44453</v></c></row></worksheet>",
                                 "<sst/>"),
                      "1:d2025-09-15");
}

static void
test_numbers_are_not_ambiguous (void)
{
  g_autoptr (GBytes) bytes = make_sheet (
      "<row><c t='inlineStr'><is><t>Jean</t></is></c><c><v>1234.567</v></c>"
      "<c><v>1234.5</v></c><c t='inlineStr'><is><t>1.234</t></is></c></row>");
  g_autoptr (GPtrArray) tables = read_sheets (bytes);
  g_autoptr (PortailDotationImport) import = portail_dotation_import_new (tables->pdata[0], NULL,
                                                                          0);
  const PortailImportLine *line = portail_table_import_get_line (import->preview, 0);

  g_assert_cmpuint (line->problems->len, ==, 2);
  g_assert_cmpstr (portail_problems_get (line->problems, 0)->code, ==, "too_precise");
  g_assert_cmpstr (portail_problems_get (line->problems, 1)->code, ==, "ambiguous");
  g_assert_cmpint (line->values[2].money.cents, ==, 123450);
}

static void
test_ods_sheets_are_read (void)
{
  static const char tables[] =
      "<table:table table:name='Une'>"
      "<table:table-row><table:table-cell office:value-type='string'><text:p>Été</text:p>"
      "<text:p>b<text:s text:c='2'/><text:span>c</text:span><text:tab/>d</text:p>"
      "<office:annotation><text:p>note</text:p></office:annotation></table:table-cell>"
      "<table:table-cell office:value-type='float' office:value='12500.5'>"
      "<text:p>12 500,50</text:p></table:table-cell>"
      "<table:table-cell table:number-columns-repeated='2' office:value-type='percentage' "
      "office:value='0.07'><text:p>7 %</text:p></table:table-cell>"
      "<table:covered-table-cell/>"
      "<table:table-cell office:value-type='date' office:date-value='2025-09-15T10:00:00'/>"
      "<table:table-cell office:value-type='string' calcext:value-type='error'>"
      "<text:p>#DIV/0!</text:p></table:table-cell>"
      "<table:table-cell table:formula='of:=1'/>"
      "<table:table-cell office:value-type='boolean' office:boolean-value='true'>"
      "<text:p>VRAI</text:p></table:table-cell>"
      "<table:table-cell table:number-columns-repeated='16000'/></table:table-row>"
      "<table:table-row table:number-rows-repeated='1000000'><table:table-cell/>"
      "</table:table-row>"
      "<table:table-row table:number-rows-repeated='2'><table:table-cell "
      "office:value-type='currency' office:value='1'/></table:table-row>"
      "</table:table><table:table table:name='Deux'/>";

  assert_first_sheet (make_ods (tables),
                      "1:Été\nb  c\td|n12500.5|p7|p7||d2025-09-15|e#DIV/0!|e|VRAI"
                      "/1000002:n1/1000003:n1");
}

static void
test_limits_hold_before_memory_is_taken (void)
{
  g_autofree char *long_text = g_strnfill (PORTAIL_TEXT_TABLE_MAX_CELL_BYTES + 1, 'a');
  g_autofree char *long_cell = g_strdup_printf ("<row><c t='str'><v>%s</v></c></row>", long_text);
  g_autofree char *padding = g_strnfill (3 * 1024 * 1024, 'a');
  g_autofree char *long_tag = g_strdup_printf ("<row x='%s'/>", padding);
  g_autofree char *long_comment = g_strdup_printf ("<!--%s-->", padding);
  g_autoptr (GString) deep = g_string_new (NULL);

  for (guint i = 0; i < 1000; i++)
    g_string_append (deep, "<row>");
  for (guint i = 0; i < 1000; i++)
    g_string_append (deep, "</row>");
  assert_refused (make_sheet (long_cell), PORTAIL_ERROR_TOO_LARGE);
  assert_refused (make_sheet (long_tag), PORTAIL_ERROR_TOO_LARGE);
  assert_refused (make_sheet (long_comment), PORTAIL_ERROR_TOO_LARGE);
  assert_refused (make_sheet (deep->str), PORTAIL_ERROR_TOO_LARGE);
  assert_refused (make_sheet ("<row><c r='XFD1'><v>1</v></c></row>"), PORTAIL_ERROR_TOO_LARGE);
  assert_refused (make_ods ("<table:table><table:table-row table:number-rows-repeated='1048576'>"
                            "<table:table-cell office:value-type='float' office:value='1'/>"
                            "</table:table-row></table:table>"),
                  PORTAIL_ERROR_TOO_LARGE);
  assert_refused (make_ods ("<table:table><table:table-row><table:table-cell "
                            "table:number-columns-repeated='2000000000' office:value-type='float' "
                            "office:value='1'/></table:table-row></table:table>"),
                  PORTAIL_ERROR_TOO_LARGE);
}

/* A small file may show one sheet under a thousand names. */
static void
test_sheets_share_the_limits_of_a_table (void)
{
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autoptr (GString) workbook = g_string_new ("<workbook><sheets>");
  g_autoptr (GString) tables = g_string_new (NULL);

  for (guint i = 0; i < PORTAIL_TEXT_TABLE_MAX_CELLS / 4 / PORTAIL_TEXT_TABLE_MAX_COLUMNS; i++)
    g_string_append (rows, "<row><c r='IV'><v>1</v></c></row>");
  for (guint i = 0; i < 5; i++)
    {
      g_string_append (workbook, "<sheet name='Une' r:id='a'/>");
      g_string_append (tables, "<table:table><table:table-row table:number-rows-repeated='2000'>"
                               "<table:table-cell table:number-columns-repeated='250'"
                               " office:value-type='float' office:value='1'/>"
                               "</table:table-row></table:table>");
    }
  g_string_append (workbook, "</sheets></workbook>");
  g_string_prepend (rows, "<worksheet>");
  g_string_append (rows, "</worksheet>");
  assert_refused (make_xlsx (workbook->str, rows->str, "<sst/>"), PORTAIL_ERROR_TOO_LARGE);
  assert_refused (make_ods (tables->str), PORTAIL_ERROR_TOO_LARGE);
}

static gboolean
take_element (gpointer reader, const char *element, const char **attributes, GError **error)
{
  return TRUE;
}

static void
test_what_unpacks_too_large_is_refused (void)
{
  static const PortailPackageHandlers handlers = { take_element, NULL, NULL };
  g_autofree char *zeros = g_strnfill (2 * 1024 * 1024, '0');
  g_autofree char *bomb = g_strdup_printf ("<a>%s</a>", zeros);
  Part parts[] = { { "bomb.xml", bomb }, { NULL, NULL } };
  g_autoptr (GBytes) bytes = make_package (parts);
  g_autoptr (PortailPackage) package = portail_package_open (bytes, 1024 * 1024, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_bytes_get_size (bytes), <, 10000);
  g_assert_false (portail_package_parse (package, "bomb.xml", &handlers, NULL, &error));
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_TOO_LARGE);
}

static void
test_entities_are_refused (void)
{
  assert_refused (make_xlsx (WORKBOOK,
                             "<!DOCTYPE worksheet [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]>"
                             "<worksheet><row><c t='str'><v>&b;</v></c></row></worksheet>",
                             "<sst/>"),
                  PORTAIL_ERROR_MALFORMED);
}

static void
test_what_is_no_workbook_is_refused (void)
{
  Part parts[] = { { "readme.txt", "x" }, { NULL, NULL } };

  assert_refused (g_bytes_new ("", 0), PORTAIL_ERROR_UNSUPPORTED_MEDIA);
  assert_refused (g_bytes_new ("Nom;RUN", 7), PORTAIL_ERROR_UNSUPPORTED_MEDIA);
  assert_refused (g_bytes_new ("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8),
                  PORTAIL_ERROR_UNSUPPORTED_MEDIA);
  assert_refused (g_bytes_new ("PK\003\004", 4), PORTAIL_ERROR_MALFORMED);
  assert_refused (make_package (parts), PORTAIL_ERROR_UNSUPPORTED_MEDIA);
  assert_refused (make_xlsx (WORKBOOK, "<worksheet><row>", "<sst/>"), PORTAIL_ERROR_MALFORMED);
  assert_refused (make_sheet ("<row><c r='B1'><v>1</v></c><c r='A1'><v>1</v></c></row>"),
                  PORTAIL_ERROR_MALFORMED);
}

static void
test_damaged_files_are_errors_or_tables (void)
{
  g_autoptr (GBytes) bytes = load ("dotation-2025-W38.xlsx");
  gsize n_bytes;
  const char *content = g_bytes_get_data (bytes, &n_bytes);

  for (guint i = 0; i < 600; i++)
    {
      g_autofree char *damaged = g_memdup2 (content, n_bytes);
      g_autoptr (GBytes) cut = NULL;
      g_autoptr (GPtrArray) tables = NULL;
      g_autoptr (GError) error = NULL;
      gsize length = i % 3 == 0 ? (gsize) g_test_rand_int_range (0, (gint32) n_bytes) : n_bytes;

      for (int n = g_test_rand_int_range (0, 20); n > 0; n--)
        damaged[g_test_rand_int_range (0, (gint32) n_bytes)] = (char) g_test_rand_int_range (0,
                                                                                             256);
      cut = g_bytes_new (damaged, length);
      tables = portail_sheet_read (cut, &error);
      g_assert_true ((tables == NULL) == (error != NULL));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sheet-read/a-real-workbook-is-imported", test_a_real_workbook_is_imported);
  g_test_add_func ("/sheet-read/every-type-of-cell-is-read", test_every_type_of_cell_is_read);
  g_test_add_func ("/sheet-read/cells-stand-where-they-say", test_cells_stand_where_they_say);
  g_test_add_func ("/sheet-read/shared-strings-are-texts", test_shared_strings_are_texts);
  g_test_add_func ("/sheet-read/the-epoch-of-1904-is-known", test_the_epoch_of_1904_is_known);
  g_test_add_func ("/sheet-read/numbers-are-not-ambiguous", test_numbers_are_not_ambiguous);
  g_test_add_func ("/sheet-read/ods-sheets-are-read", test_ods_sheets_are_read);
  g_test_add_func ("/sheet-read/limits-hold-before-memory-is-taken",
                   test_limits_hold_before_memory_is_taken);
  g_test_add_func ("/sheet-read/sheets-share-the-limits-of-a-table",
                   test_sheets_share_the_limits_of_a_table);
  g_test_add_func ("/sheet-read/what-unpacks-too-large-is-refused",
                   test_what_unpacks_too_large_is_refused);
  g_test_add_func ("/sheet-read/entities-are-refused", test_entities_are_refused);
  g_test_add_func ("/sheet-read/what-is-no-workbook-is-refused",
                   test_what_is_no_workbook_is_refused);
  g_test_add_func ("/sheet-read/damaged-files-are-errors-or-tables",
                   test_damaged_files_are_errors_or_tables);
  return g_test_run ();
}
