/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/report/portail-report-pdf.h"

#include <string.h>

#include "tests/shared/report-example.h"

static void
assert_has (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("no “%s” in:\n%s", part, text);
}

static GBytes *
print_sheet (const PortailDotationSheet *sheet, ReportExampleKind kind)
{
  return report_example_print (report_example_make (sheet, kind));
}

static void
test_syntax (gconstpointer n_rows)
{
  static const char *const check[] = { "qpdf", "--check", "FILE", NULL };
  static const char *const fonts[] = { "pdffonts", "FILE", NULL };

  for (int kind = REPORT_EXAMPLE_FICHE; kind <= REPORT_EXAMPLE_FICHE_PROVISIONAL; kind++)
    {
      g_autoptr (PortailDotationSheet) sheet = report_example_new_empty ();
      g_autoptr (GBytes) pdf = NULL;
      g_autofree char *checked = NULL;
      g_autofree char *embedded = NULL;

      report_example_add_rows (sheet, GPOINTER_TO_UINT (n_rows));
      pdf = print_sheet (sheet, (ReportExampleKind) kind);
      checked = report_example_read (pdf, check);
      assert_has (checked, "No syntax or stream encoding errors");
      /* Columns emb, sub and uni: whether it is embedded, and whether its text can be read. */
      embedded = report_example_read (pdf, fonts);
      assert_has (embedded, " yes yes yes ");
      g_assert_null (strstr (embedded, " no "));
    }
}

static void
test_properties (void)
{
  static const char *const properties[] = { "pdfinfo", "-isodates", "FILE", NULL };
  g_autoptr (PortailDotationSheet) sheet = report_example_new ();
  g_autoptr (GBytes) pdf = print_sheet (sheet, REPORT_EXAMPLE_FICHE);
  g_autofree char *found = report_example_read (pdf, properties);

  assert_has (found, "TAX SHEET – Garage Central – Week 38 (15/09 – 21/09/2025)\n");
  assert_has (found, "TAX SHEET of Garage Central, Week 38");
  assert_has (found, "Author:          Garage Central\n");
  assert_has (found, "CreationDate:    2025-09-22T10:00:00Z\n");
  assert_has (found, "ModDate:         2025-09-22T10:00:00Z\n");
  assert_has (found, "Tagged:          yes\n");
  assert_has (found, "(A4)\n");
}

static void
test_outline (void)
{
  static const char *const json[] = { "qpdf", "--json", "--json-key=outlines", "FILE", NULL };
  g_autoptr (PortailDotationSheet) sheet = report_example_new ();
  g_autoptr (GBytes) pdf = print_sheet (sheet, REPORT_EXAMPLE_FICHE);
  g_autofree char *outlines = report_example_read (pdf, json);

  assert_has (outlines, "\"title\": \"TAX SHEET\"");
  assert_has (outlines, "\"title\": \"Calculation of the tax\"");
  assert_has (outlines, "\"destpageposfrom1\": 2");
}

static void
test_structure (void)
{
  static const char *const tree[] = { "pdfinfo", "-struct-text", "FILE", NULL };
  g_autoptr (PortailDotationSheet) sheet = report_example_new ();
  g_autoptr (GBytes) pdf = print_sheet (sheet, REPORT_EXAMPLE_DOTATION);
  g_autofree char *structure = report_example_read (pdf, tree);

  assert_has (structure, "H1");
  assert_has (structure, "Table");
  assert_has (structure, "TH");
  assert_has (structure, "\"Élodie Martin\"");
}

static void
test_reproducible (void)
{
  for (int kind = REPORT_EXAMPLE_FICHE; kind <= REPORT_EXAMPLE_DOTATION; kind++)
    {
      g_autoptr (PortailDotationSheet) sheet = report_example_new ();
      g_autoptr (GBytes) first = print_sheet (sheet, (ReportExampleKind) kind);
      g_autoptr (GBytes) second = print_sheet (sheet, (ReportExampleKind) kind);

      g_assert_true (g_bytes_equal (first, second));
    }
}

/* Names that a stranger might choose. */
static void
test_strange_names (void)
{
  static const char *const names[] = {
    "<b>Jean</b> & <span size='99999'>",
    "محمد بن عبد الله",
    "שלום \xe2\x80\xae evil",
    "Z\xcc\xb5\xcc\xa2\xcc\x9b\xcc\x97\xcc\xa6\xcd\x8e\xcc\x99\xcc\xbc\xcd\x85"
    "a\xcc\xb7\xcd\x89\xcc\xbb\xcc\x8e\xcc\x90",
    "%s%n$d \\ { } ( )",
    "Anne-Sophie de la Rochefoucauld-Montmorency",
    "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW"
    "WW"
    "WWWW",
  };
  static const char *const check[] = { "qpdf", "--check", "FILE", NULL };
  g_autoptr (PortailDotationSheet) sheet = report_example_new_empty ();
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *text = NULL;
  g_autofree char *checked = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    report_example_add_row (sheet, names[i], 9000000000000, 1000, 10);
  pdf = print_sheet (sheet, REPORT_EXAMPLE_FICHE);
  checked = report_example_read (pdf, check);
  text = report_example_read_text (pdf);
  assert_has (text, "<b>Jean</b>");
  assert_has (text, "%s%n$d");
  assert_has (text, "Montmorency");
  assert_has (text, "$9,000,000,000,000");
  /* All hundred letters, in however many lines, and no hyphen between them. */
  g_assert_cmpuint (report_example_count (text, "W"), >=, 100);
  g_assert_null (strstr (text, "W-"));
}

int
main (int argc, char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/report-pdf/an-empty-sheet-is-a-sound-file", GUINT_TO_POINTER (0),
                        test_syntax);
  g_test_add_data_func ("/report-pdf/five-rows-are-a-sound-file", GUINT_TO_POINTER (5),
                        test_syntax);
  g_test_add_data_func ("/report-pdf/four-hundred-rows-are-a-sound-file", GUINT_TO_POINTER (400),
                        test_syntax);
  g_test_add_func ("/report-pdf/properties-tell-title-author-and-given-date", test_properties);
  g_test_add_func ("/report-pdf/bookmarks-lead-to-the-headings", test_outline);
  g_test_add_func ("/report-pdf/tables-are-tables-for-screen-readers", test_structure);
  g_test_add_func ("/report-pdf/equal-reports-give-equal-bytes", test_reproducible);
  g_test_add_func ("/report-pdf/strange-names-do-no-harm", test_strange_names);
  return g_test_run ();
}
