/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sheets in the language of the game: French titles, decimal commas and number formats. */
#include <locale.h>
#include <string.h>

#include "shared/portail-dotation-import.h"
#include "shared/portail-i18n.h"
#include "shared/report/portail-dotation-workbook.h"
#include "shared/report/portail-sheet-read.h"
#include "shared/report/portail-workbook-xlsx.h"

static const PortailSheetRow row = { .name = "Élodie Martin",
                                     .grade = "Patron",
                                     .is_direction = TRUE,
                                     .run = { 1250050 },
                                     .facture = { 123400 },
                                     .vente = { 5 },
                                     .salaire = { 100 },
                                     .prime = { 50 } };

typedef struct
{
  PortailPayrollSettings *settings;
  PortailSheet sheet;
  PortailSheetResult result;
  PortailDotationChain chain;
  PortailDotationWorkbookSource source;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  fixture->settings = portail_payroll_settings_new ();
  fixture->sheet = (PortailSheet){ .bareme = portail_bareme_get_default (),
                                   .settings = fixture->settings,
                                   .rows = &row,
                                   .n_rows = 1 };
  portail_sheet_compute (&fixture->sheet, &fixture->result, &fixture->chain, &error);
  g_assert_no_error (error);
  fixture->source = (PortailDotationWorkbookSource){ .enterprise = "Garage",
                                                     .period = portail_week_from_number (2025, 38),
                                                     .sheet = &fixture->sheet,
                                                     .results = &fixture->result,
                                                     .chain = &fixture->chain };
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  portail_payroll_settings_free (fixture->settings);
}

static void
assert_row (const PortailTextTable *table)
{
  g_autoptr (PortailDotationImport) import = portail_dotation_import_new (table, NULL, 0);
  g_autoptr (GPtrArray) rows = portail_dotation_import_dup_rows (
      import, PORTAIL_IMPORT_LEAVE_TWICE_OUT, NULL);
  const PortailDotationImportRow *read;

  g_assert_cmpuint (rows->len, ==, 1);
  read = rows->pdata[0];
  g_assert_cmpstr (read->employee_name, ==, row.name);
  g_assert_cmpstr (read->grade, ==, row.grade);
  g_assert_cmpint (read->run.cents, ==, row.run.cents);
  g_assert_cmpint (read->facture.cents, ==, row.facture.cents);
  g_assert_cmpint (read->vente.cents, ==, row.vente.cents);
}

static void
test_text_has_the_columns_of_the_dot (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *text = portail_dotation_workbook_to_text (&fixture->source,
                                                             PORTAIL_TEXT_FORMAT_TSV, NULL);
  g_autoptr (PortailTextTable) table = portail_text_table_parse (text, strlen (text), NULL);

  g_assert_cmpstr (text, ==,
                   "Grade\tNom du salarié\tRUN ($)\tFACTURE ($)\tVENTE ($)"
                   "\tCA TOTAL RÉALISÉ ($)\tSalaire ($)\tPrime ($)\n"
                   "Patron\tÉlodie Martin\t12500,50\t1234\t0,05\t13734,55\t1\t0,50\n"
                   "TOTAUX\t\t12500,50\t1234\t0,05\t13734,55\t1\t0,50\n");
  assert_row (table);
}

static void
test_a_workbook_imports_to_the_same (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailWorkbook) workbook = portail_dotation_workbook_new (&fixture->source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = portail_workbook_to_xlsx (workbook, (PortailTimestamp){ 0 }, &error);
  g_autoptr (GPtrArray) tables = portail_sheet_read (bytes, NULL);
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  g_autoptr (PortailTableImport) tranches = NULL;
  PortailBareme bareme = { 0 };

  g_assert_no_error (error);
  assert_row (tables->pdata[0]);
  tranches = portail_table_import_new (&portail_import_bareme, tables->pdata[3]);
  g_assert_true (portail_bareme_import_fill (tranches, PORTAIL_BAREME_TRANCHES, &bareme, problems));
  g_assert_cmpuint (bareme.n_tranches, ==, portail_bareme_get_default ()->n_tranches);
}

static void
test_problems_are_french_sentences (void)
{
  static const char text[] = "Jean;1;2;abc";
  g_autoptr (PortailTextTable) table = portail_text_table_parse (text, strlen (text), NULL);
  g_autoptr (PortailDotationImport) import = portail_dotation_import_new (table, NULL, 0);
  const PortailImportLine *line = portail_table_import_get_line (import->preview, 0);

  g_assert_cmpstr (portail_problems_get (line->problems, 0)->detail, ==,
                   "VENTE, «\302\240abc\302\240»\302\240: Ce n’est pas un nombre");
}

int
main (int argc, char *argv[])
{
  g_autofree char *catalogues = NULL;

  g_test_init (&argc, &argv, NULL);
  setlocale (LC_ALL, "");
  catalogues = g_test_build_filename (G_TEST_BUILT, "po", NULL);
  bindtextdomain (GETTEXT_PACKAGE, catalogues);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  g_test_add ("/french-sheets/text-has-the-columns-of-the-dot", Fixture, NULL, set_up,
              test_text_has_the_columns_of_the_dot, tear_down);
  g_test_add ("/french-sheets/a-workbook-imports-to-the-same", Fixture, NULL, set_up,
              test_a_workbook_imports_to_the_same, tear_down);
  g_test_add_func ("/french-sheets/problems-are-french-sentences",
                   test_problems_are_french_sentences);
  return g_test_run ();
}
