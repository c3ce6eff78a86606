/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What this project writes is read by its own reader and by LibreOffice, which recalculates. */
#include "shared/report/portail-dotation-workbook.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "shared/portail-dotation-import.h"
#include "shared/report/portail-sheet-read.h"
#include "shared/report/portail-workbook-xlsx.h"

#define CREATED ((PortailTimestamp){ G_GINT64_CONSTANT (1758542400000) })

/* Example 2 of domain.md §8, with names that spreadsheets would take for formulas. */
static const PortailSheetRow rows[] = {
  { .name = "Jean Dupont",
    .grade = "Patron",
    .is_direction = TRUE,
    .run = PORTAIL_DOLLARS (60000),
    .facture = PORTAIL_DOLLARS (20000),
    .vente = PORTAIL_DOLLARS (10000),
    .salaire = PORTAIL_DOLLARS (60000),
    .prime = PORTAIL_DOLLARS (32000) },
  { .name = "=CMD|'/c calc'",
    .grade = "+Senior",
    .run = { 9500000 },
    .facture = { 0 },
    .vente = { 0 },
    .salaire = PORTAIL_DOLLARS (50000),
    .prime = PORTAIL_DOLLARS (20000) },
  { .name = "Zoé \"Zo\" Lefèvre; & <fils>",
    .grade = "Junior",
    .run = PORTAIL_DOLLARS (65000),
    .facture = { 0 },
    .vente = { 0 },
    .salaire = PORTAIL_DOLLARS (30000),
    .prime = PORTAIL_DOLLARS (15000) },
  { .name = "Łukasz Nowak",
    .grade = NULL,
    .run = { 0 },
    .facture = { 15000000 },
    .vente = { 0 },
    .salaire = PORTAIL_DOLLARS (70000),
    .prime = PORTAIL_DOLLARS (28000) },
};

static const PortailDotationWorkbookEntry depenses[] = {
  { .date = { 20346 }, .justificatif = "Essence flotte", .montant = PORTAIL_DOLLARS (12000) },
  { .date = { G_MININT32 }, .justificatif = "@Loyer", .montant = PORTAIL_DOLLARS (23000) },
};

static const PortailDotationWorkbookEntry retraits[] = {
  { .date = { 20349 }, .justificatif = "Retrait patron", .montant = PORTAIL_DOLLARS (12000) },
};

typedef struct
{
  PortailPayrollSettings *settings;
  PortailSheet sheet;
  PortailSheetResult results[G_N_ELEMENTS (rows)];
  PortailDotationChain chain;
  PortailDotationWorkbookSource source;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  fixture->settings = portail_payroll_settings_new ();
  fixture->sheet = (PortailSheet){
    .bareme = portail_bareme_get_default (),
    .settings = fixture->settings,
    .rows = rows,
    .n_rows = G_N_ELEMENTS (rows),
    .depenses = PORTAIL_DOLLARS (35000),
    .retraits = PORTAIL_DOLLARS (12000),
    .solde_bancaire = PORTAIL_DOLLARS (1600000),
  };
  portail_sheet_compute (&fixture->sheet, fixture->results, &fixture->chain, &error);
  g_assert_no_error (error);
  fixture->source = (PortailDotationWorkbookSource){
    .enterprise = "Garage / \"Central\"",
    .period = portail_week_from_number (2025, 38),
    .sheet = &fixture->sheet,
    .results = fixture->results,
    .chain = &fixture->chain,
    .depenses = depenses,
    .n_depenses = G_N_ELEMENTS (depenses),
    .retraits = retraits,
    .n_retraits = G_N_ELEMENTS (retraits),
  };
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  portail_payroll_settings_free (fixture->settings);
}

static GBytes *
write_xlsx (const PortailDotationWorkbookSource *source)
{
  g_autoptr (PortailWorkbook) workbook = portail_dotation_workbook_new (source);
  g_autoptr (GError) error = NULL;
  GBytes *bytes = portail_workbook_to_xlsx (workbook, CREATED, &error);

  g_assert_no_error (error);
  return bytes;
}

static void
assert_same_rows (const PortailTextTable *table)
{
  g_autoptr (PortailDotationImport) import = portail_dotation_import_new (table, NULL, 0);
  g_autoptr (GPtrArray) read = portail_dotation_import_dup_rows (
      import, PORTAIL_IMPORT_LEAVE_TWICE_OUT, NULL);

  g_assert_cmpuint (import->preview->n_wrong, ==, 0);
  g_assert_cmpuint (read->len, ==, G_N_ELEMENTS (rows));
  for (guint i = 0; i < read->len; i++)
    {
      const PortailDotationImportRow *row = read->pdata[i];

      g_assert_cmpstr (row->employee_name, ==, rows[i].name);
      g_assert_cmpstr (row->grade, ==, rows[i].grade);
      g_assert_cmpint (row->run.cents, ==, rows[i].run.cents);
      g_assert_cmpint (row->facture.cents, ==, rows[i].facture.cents);
      g_assert_cmpint (row->vente.cents, ==, rows[i].vente.cents);
    }
}

static void
test_the_sheets_are_those_that_people_know (Fixture *fixture, gconstpointer unused)
{
  static const char *const names[] = { "Dotations", "Depenses", "Retraits",
                                       "Bareme",    "Richesse", "Synthese" };
  g_autoptr (PortailWorkbook) workbook = portail_dotation_workbook_new (&fixture->source);

  g_assert_cmpuint (portail_workbook_get_n_sheets (workbook), ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpstr (portail_worksheet_get_name (portail_workbook_get_sheet (workbook, i)), ==,
                     names[i]);
}

static void
test_an_exported_workbook_imports_to_the_same (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) bytes = write_xlsx (&fixture->source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tables = portail_sheet_read (bytes, &error);
  g_autoptr (PortailTableImport) entries = NULL;
  g_autoptr (PortailTableImport) tranches = NULL;
  g_autoptr (PortailTableImport) wealth = NULL;
  g_autoptr (GPtrArray) read = NULL;
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  const PortailBareme *expected = portail_bareme_get_default ();
  PortailBareme bareme = { 0 };

  g_assert_no_error (error);
  assert_same_rows (tables->pdata[0]);
  entries = portail_table_import_new (&portail_import_dotation_entries, tables->pdata[1]);
  read = portail_entry_import_dup_rows (entries);
  g_assert_cmpuint (read->len, ==, G_N_ELEMENTS (depenses));
  for (guint i = 0; i < read->len; i++)
    {
      const PortailEntryImportRow *entry = read->pdata[i];

      g_assert_cmpstr (entry->justificatif, ==, depenses[i].justificatif);
      g_assert_cmpint (entry->montant.cents, ==, depenses[i].montant.cents);
      g_assert_cmpint (entry->date.number, ==, depenses[i].date.number);
    }
  tranches = portail_table_import_new (&portail_import_bareme, tables->pdata[3]);
  wealth = portail_table_import_new (&portail_import_wealth, tables->pdata[4]);
  g_assert_true (portail_bareme_import_fill (tranches, PORTAIL_BAREME_TRANCHES, &bareme, problems));
  g_assert_true (portail_bareme_import_fill (wealth, PORTAIL_BAREME_RICHESSE, &bareme, problems));
  g_assert_cmpmem (bareme.tranches, bareme.n_tranches * sizeof (PortailTranche), expected->tranches,
                   expected->n_tranches * sizeof (PortailTranche));
  g_assert_cmpmem (bareme.richesse, bareme.n_richesse * sizeof (PortailTrancheRichesse),
                   expected->richesse, expected->n_richesse * sizeof (PortailTrancheRichesse));
}

static void
test_exported_text_imports_to_the_same_rows (Fixture *fixture, gconstpointer unused)
{
  for (int format = PORTAIL_TEXT_FORMAT_TSV; format <= PORTAIL_TEXT_FORMAT_CSV; format++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = portail_dotation_workbook_to_text (
          &fixture->source, (PortailTextFormat) format, &error);
      g_autoptr (PortailTextTable) table = NULL;

      g_assert_no_error (error);
      g_assert_nonnull (strstr (text, "'=CMD"));
      table = portail_text_table_parse (text, strlen (text), &error);
      g_assert_no_error (error);
      assert_same_rows (table);
    }
}

static void
test_equal_sheets_give_equal_bytes (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) first = write_xlsx (&fixture->source);
  g_autoptr (GBytes) second = write_xlsx (&fixture->source);

  g_assert_true (g_bytes_equal (first, second));
}

static void
test_an_empty_sheet_is_written (Fixture *fixture, gconstpointer unused)
{
  PortailSheet sheet = fixture->sheet;
  PortailDotationWorkbookSource source = fixture->source;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) tables = NULL;

  sheet.n_rows = 0;
  source.sheet = &sheet;
  source.n_depenses = 0;
  source.n_retraits = 0;
  g_assert_true (portail_sheet_compute (&sheet, fixture->results, &fixture->chain, NULL));
  bytes = write_xlsx (&source);
  tables = portail_sheet_read (bytes, NULL);
  g_assert_cmpuint (tables->len, ==, 6);
}

static void
test_file_names_are_safe (void)
{
  static const char *const cases[][2] = {
    { "Garage Central", "dotation_Garage-Central_2025-W38.xlsx" },
    { "L'Été / 24h", "dotation_L-Été-24h_2025-W38.xlsx" },
    { "../../etc/passwd", "dotation_etc-passwd_2025-W38.xlsx" },
    { "C:\\con*?\"<>|\n", "dotation_C-con_2025-W38.xlsx" },
    { "...", "dotation_entreprise_2025-W38.xlsx" },
    { "", "dotation_entreprise_2025-W38.xlsx" },
  };
  g_autofree char *long_name = g_strnfill (255, 'a');
  g_autofree char *cut = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = portail_dotation_workbook_dup_file_name (
          cases[i][0], portail_week_from_number (2025, 38), "xlsx");

      g_assert_cmpstr (name, ==, cases[i][1]);
    }
  cut = portail_dotation_workbook_dup_file_name (long_name, portail_week_from_number (2025, 38),
                                                 "xlsx");
  g_assert_cmpuint (strlen (cut), <, 160);
}

static void
test_every_type_of_cell_is_written (void)
{
  g_autoptr (PortailWorkbook) workbook = portail_workbook_new ();
  PortailWorksheet *sheet = portail_workbook_add_sheet (workbook, "a/b:c [d]*?");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) tables = NULL;
  static const char *const expected[] = { "A_x000D_\001é", "-1234.56", "23.5",       "37.5",
                                          "2025-09-15",    "2025-W38", "2025-09-22", "-7" };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    portail_worksheet_add_column (sheet, "Titre", PORTAIL_WORKBOOK_TEXT, 10);
  portail_worksheet_begin_row (sheet, PORTAIL_WORKBOOK_ROW_NORMAL);
  portail_worksheet_add_text (sheet, expected[0]);
  portail_worksheet_add_money (sheet, (PortailMoney){ -123456 });
  portail_worksheet_add_rate (sheet, (PortailRate){ 2350 });
  portail_worksheet_add_hours (sheet, (PortailHours){ 3750 });
  portail_worksheet_add_day (sheet, portail_day_from_date (2025, 9, 15));
  portail_worksheet_add_week (sheet, portail_week_from_number (2025, 38));
  portail_worksheet_add_timestamp (sheet, CREATED);
  portail_worksheet_add_integer (sheet, -7);
  portail_worksheet_begin_row (sheet, PORTAIL_WORKBOOK_ROW_NORMAL);
  portail_worksheet_add_money (sheet, PORTAIL_MONEY_NULL);
  portail_worksheet_add_day (sheet, portail_day_from_date (1850, 1, 2));
  bytes = portail_workbook_to_xlsx (workbook, CREATED, NULL);
  tables = portail_sheet_read (bytes, NULL);
  g_assert_cmpstr (portail_text_table_get_name (tables->pdata[0]), ==, "a b c  d");
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpstr (portail_text_table_get_cell (tables->pdata[0], 1, i)->text, ==, expected[i]);
  g_assert_cmpstr (portail_text_table_get_cell (tables->pdata[0], 2, 1)->text, ==, "1850-01-02");
}

static void
test_random_workbooks_survive_writing_and_reading (void)
{
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (PortailWorkbook) workbook = portail_workbook_new ();
      PortailWorksheet *sheet = portail_workbook_add_sheet (workbook, "Feuille");
      g_autoptr (GArray) cents = g_array_new (FALSE, FALSE, sizeof (PortailMoney));
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GPtrArray) tables = NULL;
      const PortailTextTable *table;

      portail_worksheet_add_column (sheet, "Montant", PORTAIL_WORKBOOK_MONEY, 10);
      for (int n = g_test_rand_int_range (1, 300); n > 0; n--)
        {
          guint64 high = (guint32) g_test_rand_int ();
          /* Doubles hold every cent below 2^46 dollars. */
          guint64 all = (high << 31 ^ (guint32) g_test_rand_int ())
                        % (G_GUINT64_CONSTANT (100) << 46);
          PortailMoney money = { (gint64) (all >> g_test_rand_int_range (0, 50)) };

          portail_worksheet_begin_row (sheet, PORTAIL_WORKBOOK_ROW_NORMAL);
          portail_worksheet_add_money (sheet, money);
          g_array_append_val (cents, money);
        }
      bytes = portail_workbook_to_xlsx (workbook, CREATED, NULL);
      tables = portail_sheet_read (bytes, NULL);
      table = tables->pdata[0];
      g_assert_cmpuint (portail_text_table_get_n_rows (table), ==, cents->len + 1);
      for (guint row = 0; row < cents->len; row++)
        {
          PortailMoney read = PORTAIL_MONEY_NULL;

          portail_money_from_json (portail_text_table_get_cell (table, row + 1, 0)->text, &read);
          g_assert_cmpint (read.cents, ==, g_array_index (cents, PortailMoney, row).cents);
        }
    }
}

/* Settings of LibreOffice under which the results stored in a file count for nothing. */
static void
write_office_settings (const char *folder)
{
  static const char settings[] =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<oor:items xmlns:oor=\"http://openoffice.org/2001/registry\">"
      "<item oor:path=\"/org.openoffice.Office.Calc/Formula/Load\">"
      "<prop oor:name=\"OOXMLRecalcMode\" oor:op=\"fuse\"><value>0</value></prop></item>"
      "</oor:items>";
  g_autofree char *user = g_build_filename (folder, "profile", "user", NULL);
  g_autofree char *path = g_build_filename (user, "registrymodifications.xcu", NULL);

  g_assert_cmpint (g_mkdir_with_parents (user, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, settings, -1, NULL));
}

/* Has LibreOffice open `workbook.xlsx` of @folder and save it as @format. */
static void
convert (const char *folder, const char *format)
{
  g_autofree char *profile = g_strdup_printf ("-env:UserInstallation=file://%s/profile", folder);
  g_autofree char *path = g_build_filename (folder, "workbook.xlsx", NULL);
  g_autofree char *output = NULL;
  g_autoptr (GSubprocess) office = NULL;
  g_autoptr (GError) error = NULL;

  write_office_settings (folder);
  office = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE,
                             &error, "soffice", profile, "--headless", "--norestore",
                             "--convert-to", format, "--outdir", folder, path, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (office, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_test_message ("%s", output);
  g_assert_true (g_subprocess_get_successful (office));
}

static char *
make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("portail-office-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GSubprocess) removal = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, NULL, "rm", "-r",
                                                      folder, NULL);

  g_assert_true (g_subprocess_wait_check (removal, NULL, NULL));
}

/* The sheets of @bytes after LibreOffice calculated and saved them as ODS. */
static GPtrArray *
recalculate (GBytes *bytes)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *source = g_build_filename (folder, "workbook.xlsx", NULL);
  g_autofree char *target = g_build_filename (folder, "workbook.ods", NULL);
  g_autoptr (GBytes) converted = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *tables;
  char *content = NULL;
  gsize n_bytes = 0;

  g_file_set_contents (source, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                       &error);
  g_assert_no_error (error);
  convert (folder, "ods");
  g_file_get_contents (target, &content, &n_bytes, &error);
  g_assert_no_error (error);
  converted = g_bytes_new_take (content, n_bytes);
  tables = portail_sheet_read (converted, &error);
  g_assert_no_error (error);
  remove_folder (folder);
  return tables;
}

static gboolean
has_office (void)
{
  g_autofree char *path = g_find_program_in_path ("soffice");

  if (path == NULL)
    g_test_skip ("soffice is missing: install libreoffice-calc-nogui");
  return path != NULL;
}

static gint64
get_cents (const PortailTextTable *table, guint row, guint column)
{
  PortailMoney money = PORTAIL_MONEY_NULL;

  g_assert_true (
      portail_money_from_json (portail_text_table_get_cell (table, row, column)->text, &money));
  return money.cents;
}

static void
test_libreoffice_recalculates_to_the_same_figures (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) tables = NULL;
  const PortailDotationChain *chain = &fixture->chain;
  const PortailTextTable *dotations;
  const PortailTextTable *synthese;
  guint totals = G_N_ELEMENTS (rows) + 1;

  if (!has_office ())
    return;
  bytes = write_xlsx (&fixture->source);
  tables = recalculate (bytes);
  g_assert_cmpuint (tables->len, ==, 6);
  dotations = tables->pdata[0];
  synthese = tables->pdata[5];
  assert_same_rows (dotations);
  g_assert_cmpint (get_cents (dotations, totals, 5), ==, chain->ca_brut.cents);
  g_assert_cmpint (get_cents (dotations, totals, 6), ==, chain->salaires.cents);
  g_assert_cmpint (get_cents (dotations, totals, 7), ==, chain->primes.cents);
  for (int id = 0; id < PORTAIL_N_FIGURES; id++)
    if (portail_figure_get (id)->kind == PORTAIL_FIGURE_KIND_MONEY)
      {
        g_test_message ("%s", portail_figure_get (id)->name);
        g_assert_cmpint (get_cents (synthese, 7 + (guint) id, 1), ==,
                         portail_dotation_chain_get_money (chain, id).cents);
      }
  g_assert_cmpint (chain->total_du.cents, ==, 7110000);
}

static void
test_libreoffice_agrees_when_salaries_are_not_deductible (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) tables = NULL;

  if (!has_office ())
    return;
  fixture->settings->is_salaire_deductible = FALSE;
  g_assert_true (portail_sheet_compute (&fixture->sheet, fixture->results, &fixture->chain, NULL));
  bytes = write_xlsx (&fixture->source);
  tables = recalculate (bytes);
  g_assert_cmpint (get_cents (tables->pdata[5], 7 + PORTAIL_FIGURE_TRESORERIE_NETTE, 1), ==,
                   -4190000);
  g_assert_cmpint (fixture->chain.tresorerie_nette.cents, ==, -4190000);
}

/* Without this the two tests above could compare stored results with themselves. */
static void
test_libreoffice_does_not_trust_stored_results (void)
{
  g_autoptr (PortailWorkbook) workbook = portail_workbook_new ();
  PortailWorksheet *sheet = portail_workbook_add_sheet (workbook, "Feuille");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) tables = NULL;

  if (!has_office ())
    return;
  portail_worksheet_add_column (sheet, "Montant", PORTAIL_WORKBOOK_MONEY, 10);
  portail_worksheet_begin_row (sheet, PORTAIL_WORKBOOK_ROW_NORMAL);
  portail_worksheet_add_money (sheet, PORTAIL_DOLLARS (1));
  portail_worksheet_set_formula (sheet, "%s", "1+1");
  bytes = portail_workbook_to_xlsx (workbook, CREATED, NULL);
  tables = recalculate (bytes);
  g_assert_cmpint (get_cents (tables->pdata[0], 1, 0), ==, 200);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/dotation-workbook/the-sheets-are-those-that-people-know", Fixture, NULL, set_up,
              test_the_sheets_are_those_that_people_know, tear_down);
  g_test_add ("/dotation-workbook/an-exported-workbook-imports-to-the-same", Fixture, NULL, set_up,
              test_an_exported_workbook_imports_to_the_same, tear_down);
  g_test_add ("/dotation-workbook/exported-text-imports-to-the-same-rows", Fixture, NULL, set_up,
              test_exported_text_imports_to_the_same_rows, tear_down);
  g_test_add ("/dotation-workbook/equal-sheets-give-equal-bytes", Fixture, NULL, set_up,
              test_equal_sheets_give_equal_bytes, tear_down);
  g_test_add ("/dotation-workbook/an-empty-sheet-is-written", Fixture, NULL, set_up,
              test_an_empty_sheet_is_written, tear_down);
  g_test_add ("/dotation-workbook/libreoffice-recalculates-to-the-same-figures", Fixture, NULL,
              set_up, test_libreoffice_recalculates_to_the_same_figures, tear_down);
  g_test_add ("/dotation-workbook/libreoffice-agrees-when-salaries-are-not-deductible", Fixture,
              NULL, set_up, test_libreoffice_agrees_when_salaries_are_not_deductible, tear_down);
  g_test_add_func ("/dotation-workbook/file-names-are-safe", test_file_names_are_safe);
  g_test_add_func ("/workbook-xlsx/every-type-of-cell-is-written",
                   test_every_type_of_cell_is_written);
  g_test_add_func ("/workbook-xlsx/random-workbooks-survive-writing-and-reading",
                   test_random_workbooks_survive_writing_and_reading);
  g_test_add_func ("/workbook-xlsx/libreoffice-does-not-trust-stored-results",
                   test_libreoffice_does_not_trust_stored_results);
  return g_test_run ();
}
