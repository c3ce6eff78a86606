/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/report/portail-blanchiment-report.h"

#include <string.h>

#include "shared/portail-blanchiment-import.h"
#include "shared/report/portail-sheet-read.h"
#include "tests/shared/blanchiment-example.h"
#include "tests/shared/report-example.h"

/* The report of tests/data/blanchiment.csv, or of nothing. */
typedef struct
{
  GPtrArray *operations;
  PortailBlanchimentAnalysis *analysis;
  PortailBlanchimentReportSource source;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer is_empty)
{
  PortailBlanchimentAnalysisSource source = {
    .weights = &portail_blanchiment_default_weights,
    .from = blanchiment_example_get_day (0),
    .to = blanchiment_example_get_day (29),
    .today = blanchiment_example_get_day (29),
  };

  fixture->operations = is_empty != NULL ? g_ptr_array_new_with_free_func (portail_record_free)
                                         : blanchiment_example_load ();
  source.operations = fixture->operations;
  fixture->analysis = portail_blanchiment_analysis_new (&source);
  fixture->source = (PortailBlanchimentReportSource){
    .analysis = fixture->analysis,
    .enterprise = "Garage Central",
    .generated_at = REPORT_EXAMPLE_TIME,
  };
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  portail_blanchiment_analysis_free (fixture->analysis);
  g_ptr_array_unref (fixture->operations);
}

static GBytes *
print (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GBytes *pdf = portail_blanchiment_report_to_pdf (&fixture->source, &error);

  g_assert_no_error (error);
  return pdf;
}

static void
test_it_says_that_it_is_a_game (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) pdf = print (fixture);
  g_autofree char *text = report_example_read_text (pdf);
  const char *output = g_getenv ("PORTAIL_KEEP_REPORT");

  if (output != NULL)
    g_file_set_contents (output, g_bytes_get_data (pdf, NULL), (gssize) g_bytes_get_size (pdf),
                         NULL);
  g_assert_nonnull (strstr (text, "RP only"));
  g_assert_nonnull (strstr (text, "Garage Central"));
  g_assert_nonnull (strstr (text, "From 01/09/2025 to 30/09/2025"));
}

static void
test_it_shows_who_is_suspect_and_why (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) pdf = print (fixture);
  g_autofree char *text = report_example_read_text (pdf);

  g_assert_cmpuint (fixture->analysis->suspects->len, >, 0);
  g_assert_nonnull (strstr (text, "Suspects"));
  g_assert_nonnull (strstr (text, "Élodie Martin"));
  g_assert_nonnull (strstr (text, "$50,001"));
  g_assert_nonnull (strstr (text, "+40 "));
  g_assert_nonnull (strstr (text, "Trend"));
}

static void
test_nothing_is_said_in_words (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) pdf = print (fixture);
  g_autofree char *text = report_example_read_text (pdf);

  g_assert_nonnull (strstr (text, "There is no operation in this period."));
  g_assert_nonnull (strstr (text, "RP only"));
}

static void
test_the_workbook_imports_again (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) xlsx = portail_blanchiment_report_to_xlsx (&fixture->source, &error);
  g_autoptr (GPtrArray) tables = NULL;
  g_autoptr (PortailBlanchimentImport) import = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  const PortailTextTable *table;

  g_assert_no_error (error);
  tables = portail_sheet_read (xlsx, &error);
  g_assert_no_error (error);
  table = g_ptr_array_index (tables, tables->len - 1);
  g_assert_cmpstr (portail_text_table_get_name (table), ==, "Operations");
  import = portail_blanchiment_import_new (table, fixture->operations);
  rows = portail_blanchiment_import_dup_rows (import, PORTAIL_BLANCHIMENT_TAKE_KNOWN);
  g_assert_cmpuint (import->preview->n_wrong, ==, 0);
  g_assert_cmpuint (rows->len, ==, fixture->operations->len);
  g_assert_cmpuint (import->n_known, ==, fixture->operations->len);
}

static void
test_the_file_is_named_after_what_it_holds (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *name = portail_blanchiment_report_dup_file_name (&fixture->source, "pdf");
  g_autofree char *strange = NULL;

  g_assert_cmpstr (name, ==, "blanchiment_Garage Central_2025-09-01_2025-09-30.pdf");
  fixture->source.enterprise = "../..";
  fixture->analysis->from = PORTAIL_DAY_NULL;
  fixture->analysis->to = PORTAIL_DAY_NULL;
  strange = portail_blanchiment_report_dup_file_name (&fixture->source, "xlsx");
  g_assert_cmpstr (strange, ==, "blanchiment_entreprise.xlsx");
}

#define REPORT_TEST(path, is_empty, function)                                                      \
  g_test_add (path, Fixture, is_empty, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  REPORT_TEST ("/blanchiment-report/it-says-that-it-is-a-game", NULL,
               test_it_says_that_it_is_a_game);
  REPORT_TEST ("/blanchiment-report/it-shows-who-is-suspect-and-why", NULL,
               test_it_shows_who_is_suspect_and_why);
  REPORT_TEST ("/blanchiment-report/nothing-is-said-in-words", "empty",
               test_nothing_is_said_in_words);
  REPORT_TEST ("/blanchiment-report/the-workbook-imports-again", NULL,
               test_the_workbook_imports_again);
  REPORT_TEST ("/blanchiment-report/the-file-is-named-after-what-it-holds", NULL,
               test_the_file_is_named_after_what_it_holds);
  return g_test_run ();
}
