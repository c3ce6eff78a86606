/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-dotation-import.h"

#include <string.h>

#include "shared/portail-error.h"

static PortailTextTable *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  PortailTextTable *table = portail_text_table_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return table;
}

static PortailTextTable *
parse_file (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", name, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize n_bytes;
  PortailTextTable *table;

  g_file_get_contents (path, &bytes, &n_bytes, &error);
  g_assert_no_error (error);
  table = portail_text_table_parse (bytes, n_bytes, &error);
  g_assert_no_error (error);
  return table;
}

static PortailDotationImport *
import_text (const char *text)
{
  g_autoptr (PortailTextTable) table = parse (text);

  return portail_dotation_import_new (table, NULL, 0);
}

/* `run:not_a_number vente:required`, in the order of the columns. */
static char *
describe (const PortailProblems *problems)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < problems->len; i++)
    {
      const PortailProblem *problem = portail_problems_get (problems, i);

      g_assert_nonnull (problem->detail);
      g_string_append_printf (text, "%s%s:%s", i > 0 ? " " : "",
                              problem->field != NULL ? problem->field : "", problem->code);
    }
  return g_string_free (text, FALSE);
}

static void
assert_line (const PortailTableImport *import,
             guint place,
             PortailImportLineKind kind,
             const char *problems)
{
  const PortailImportLine *line = portail_table_import_get_line (import, place);
  g_autofree char *described = describe (line->problems);

  g_test_message ("line %u", line->line);
  g_assert_cmpstr (described, ==, problems);
  g_assert_cmpint (line->kind, ==, kind);
}

/* `Jean Dupont/Patron 6000000 2000000 1000000`. */
static void
assert_row (GPtrArray *rows, guint index, const char *expected)
{
  const PortailDotationImportRow *row = g_ptr_array_index (rows, index);
  g_autofree char *text = g_strdup_printf (
      "%s/%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, row->employee_name,
      row->grade != NULL ? row->grade : "", row->run.cents, row->facture.cents, row->vente.cents);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_week_38 (GPtrArray *rows)
{
  g_assert_cmpuint (rows->len, ==, 6);
  assert_row (rows, 0, "Jean Dupont/Patron 6000000 2000000 1000000");
  assert_row (rows, 1, "Élodie Martin/Co-Patron 8000000 1000000 500000");
  assert_row (rows, 2, "Karim Ben Ali/Senior 5000000 1500000 0");
  assert_row (rows, 3, "Zoé Lefèvre/Junior 10000000 0 5000000");
  assert_row (rows, 4, "Noël D'Arcy/Junior 1250050 0 725025");
  assert_row (rows, 5, "Łukasz Nowak/Stagiaire 0 0 0");
}

static void
test_the_sheets_of_a_week_are_read (void)
{
  static const char *const names[] = { "dotation-2025-W38.tsv", "dotation-2025-W38.csv" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (PortailTextTable) table = parse_file (names[i]);
      g_autoptr (PortailDotationImport) import = portail_dotation_import_new (table, NULL, 0);
      g_autoptr (GPtrArray) rows = portail_dotation_import_dup_rows (
          import, PORTAIL_IMPORT_LEAVE_TWICE_OUT, NULL);

      g_assert_cmpuint (import->preview->n_good, ==, 6);
      g_assert_cmpuint (import->preview->n_wrong, ==, 0);
      assert_week_38 (rows);
      assert_line (import->preview, 0, PORTAIL_IMPORT_LINE_HEADER, "");
    }
}

static void
test_every_wrong_line_of_a_paste_says_why (void)
{
  static const struct
  {
    PortailImportLineKind kind;
    const char *problems;
  } lines[] = {
    { PORTAIL_IMPORT_LINE_HEADER, "" },
    { PORTAIL_IMPORT_LINE_WRONG, "vente:not_a_number" },
    { PORTAIL_IMPORT_LINE_WRONG, "vente:cell_missing" },
    { PORTAIL_IMPORT_LINE_WRONG, "employee_name:required" },
    { PORTAIL_IMPORT_LINE_WRONG, "run:negative" },
    { PORTAIL_IMPORT_LINE_GOOD, "" },
    { PORTAIL_IMPORT_LINE_WRONG, "facture:exponent vente:foreign_digits" },
    { PORTAIL_IMPORT_LINE_WRONG, "run:too_large" },
    { PORTAIL_IMPORT_LINE_WRONG, "run:required facture:required vente:required" },
    { PORTAIL_IMPORT_LINE_TOTAL, "" },
  };
  g_autoptr (PortailTextTable) table = parse_file ("paste-with-errors.txt");
  g_autoptr (PortailDotationImport) import = portail_dotation_import_new (table, NULL, 0);
  g_autoptr (GPtrArray) rows = portail_dotation_import_dup_rows (import, PORTAIL_IMPORT_SUM_TWICE,
                                                                 NULL);
  g_autofree char *notes = NULL;

  g_assert_cmpuint (import->preview->lines->len, ==, G_N_ELEMENTS (lines));
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      assert_line (import->preview, i, lines[i].kind, lines[i].problems);
      g_assert_cmpuint (portail_table_import_get_line (import->preview, i)->line, ==, i + 1);
    }
  g_assert_cmpuint (rows->len, ==, 1);
  assert_row (rows, 0, "=CMD|'/c calc'/ 100 100 100");
  notes = describe (portail_table_import_get_line (import->preview, 5)->notes);
  g_assert_cmpstr (notes, ==, "employee_name:formula_sign");
}

static void
test_a_problem_shows_the_cell_that_is_wrong (void)
{
  g_autoptr (PortailDotationImport) import = import_text ("Jean;1;2;abc");
  const PortailImportLine *line = portail_table_import_get_line (import->preview, 0);
  const PortailProblem *problem = portail_problems_get (line->problems, 0);

  g_assert_cmpstr (problem->detail, ==, "VENTE, “abc”: This is not a number");
  g_assert_cmpint (problem->index, ==, 0);
  g_assert_cmpstr (line->values[3].typed, ==, "abc");
  g_assert_true (portail_money_is_null (line->values[3].money));
}

static void
test_columns_are_found_by_their_words (void)
{
  static const char *const headers[] = {
    "Grade;Nom du salarié;RUN ($);FACTURE ($);VENTE ($);CA TOTAL RÉALISÉ ($)",
    "RANG;NOM;Runs;Factures;Ventes;x",
    "poste;employé;run;facture;vente;",
    "Rôle;Nom de l’employé;RUN;FACTURE;VENTE",
    "Grade;Employee name;RUN ($);FACTURE ($);VENTE ($)",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      g_autofree char *text = g_strconcat (headers[i], "\nPatron;Jean;1;2;3\n", NULL);
      g_autoptr (PortailDotationImport) import = import_text (text);
      g_autoptr (GPtrArray) rows = portail_dotation_import_dup_rows (
          import, PORTAIL_IMPORT_SUM_TWICE, NULL);

      g_test_message ("case %d", (int) i);
      g_assert_cmpuint (rows->len, ==, 1);
      assert_row (rows, 0, "Jean/Patron 100 200 300");
    }
}

static void
test_a_column_that_is_not_there_is_never_zero (void)
{
  g_autoptr (PortailDotationImport) missing = import_text ("Nom;RUN\nJean;1\n");
  g_autoptr (PortailDotationImport) twice = import_text (
      "Nom;RUN;FACTURE;VENTE;Ventes\nJean;1;2;3;4\n");

  assert_line (missing->preview, 1, PORTAIL_IMPORT_LINE_WRONG,
               "facture:column_missing vente:column_missing");
  assert_line (twice->preview, 1, PORTAIL_IMPORT_LINE_WRONG, "vente:column_twice");
}

static void
test_a_number_cut_by_its_decimal_comma_is_noticed (void)
{
  g_autoptr (PortailDotationImport) wide = import_text ("Jean;1;2;3;Junior;4");
  g_autoptr (PortailDotationImport) comma = import_text (
      "Nom,RUN,FACTURE,VENTE\nJean,1500,50,2000,0\n");

  assert_line (wide->preview, 0, PORTAIL_IMPORT_LINE_WRONG, ":too_many_cells");
  assert_line (comma->preview, 1, PORTAIL_IMPORT_LINE_WRONG,
               "run:cell_missing facture:cell_missing vente:cell_missing");
}

static void
test_lines_that_are_no_rows_are_listed (void)
{
  g_autoptr (PortailDotationImport) import = import_text (
      "FICHE;;;\n\nNom;RUN;FACTURE;VENTE;CA\n;;;;0\nJean;1;2;3;6\n"
      "Totaux :;1;2;3;6\ntotal;;;;\nNom;VENTE;RUN;FACTURE\nAl;3;1;2\n");
  g_autoptr (GPtrArray) rows = portail_dotation_import_dup_rows (import, PORTAIL_IMPORT_SUM_TWICE,
                                                                 NULL);

  assert_line (import->preview, 0, PORTAIL_IMPORT_LINE_TITLE, "");
  assert_line (import->preview, 1, PORTAIL_IMPORT_LINE_HEADER, "");
  assert_line (import->preview, 2, PORTAIL_IMPORT_LINE_BLANK, "");
  assert_line (import->preview, 3, PORTAIL_IMPORT_LINE_GOOD, "");
  assert_line (import->preview, 4, PORTAIL_IMPORT_LINE_TOTAL, "");
  assert_line (import->preview, 5, PORTAIL_IMPORT_LINE_TOTAL, "");
  assert_line (import->preview, 6, PORTAIL_IMPORT_LINE_HEADER, "");
  assert_row (rows, 1, "Al/ 100 200 300");
  g_assert_cmpuint (import->preview->n_ignored, ==, 6);
  for (int kind = PORTAIL_IMPORT_LINE_HEADER; kind < PORTAIL_IMPORT_N_LINE_KINDS; kind++)
    g_assert_nonnull (portail_import_line_kind_get_reason (kind));
}

static void
test_names_already_in_the_sheet_are_replaced (void)
{
  static const PortailDotationImportExisting existing[] = {
    { "Zoé", NULL, { 1 }, { 2 }, { 3 } },
    { "Karim Ben Ali", "Senior", { 4 }, { 5 }, { 6 } },
  };
  g_autoptr (PortailTextTable) table = parse ("karim  BEN ALI;1;2;3\nLéa;1;2;3\n");
  g_autoptr (PortailDotationImport) import = portail_dotation_import_new (table, existing,
                                                                          G_N_ELEMENTS (existing));
  g_autoptr (GPtrArray) rows = portail_dotation_import_dup_rows (import, PORTAIL_IMPORT_SUM_TWICE,
                                                                 NULL);
  g_autofree char *notes = describe (portail_table_import_get_line (import->preview, 0)->notes);

  g_assert_cmpint (import->matches[0].existing, ==, 1);
  g_assert_cmpint (import->matches[1].existing, ==, -1);
  g_assert_cmpint (((PortailDotationImportRow *) rows->pdata[0])->existing, ==, 1);
  assert_row (rows, 0, "karim BEN ALI/ 100 200 300");
  g_assert_cmpstr (notes, ==, "employee_name:replaces");
}

static void
test_names_that_come_twice_are_summed_only_by_choice (void)
{
  g_autoptr (PortailDotationImport) import = import_text (
      "Élodie;1;2;3\nAl;1;1;1\nELODIE;10;20;30;Junior\n");
  g_autoptr (GPtrArray) left_out = portail_dotation_import_dup_rows (
      import, PORTAIL_IMPORT_LEAVE_TWICE_OUT, NULL);
  g_autoptr (GPtrArray) summed = portail_dotation_import_dup_rows (import, PORTAIL_IMPORT_SUM_TWICE,
                                                                   NULL);
  g_autofree char *notes = describe (portail_table_import_get_line (import->preview, 2)->notes);

  g_assert_cmpuint (import->n_twice, ==, 2);
  g_assert_cmpstr (notes, ==, "employee_name:twice");
  g_assert_cmpuint (left_out->len, ==, 1);
  assert_row (left_out, 0, "Al/ 100 100 100");
  g_assert_cmpuint (summed->len, ==, 2);
  assert_row (summed, 0, "Élodie/Junior 1100 2200 3300");
}

static void
test_a_sum_that_is_too_large_is_an_error (void)
{
  g_autoptr (PortailDotationImport) import = import_text (
      "Al;90071992547409,91;0;0\nAl;90071992547409,91;0;0\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = portail_dotation_import_dup_rows (import, PORTAIL_IMPORT_SUM_TWICE,
                                                                 &error);

  g_assert_null (rows);
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_OUT_OF_RANGE);
}

static void
test_names_have_limits (void)
{
  g_autofree char *name = g_strnfill (101, 'a');
  g_autofree char *text = g_strconcat (name, ";1;2;3\n\342\200\213;1;2;3\nA\001b;1;2;3\n", NULL);
  g_autoptr (PortailDotationImport) import = import_text (text);

  assert_line (import->preview, 0, PORTAIL_IMPORT_LINE_WRONG, "employee_name:too_long");
  assert_line (import->preview, 1, PORTAIL_IMPORT_LINE_WRONG, "employee_name:required");
  assert_line (import->preview, 2, PORTAIL_IMPORT_LINE_WRONG, "employee_name:control");
}

static void
assert_entry (GPtrArray *entries, guint index, const char *expected)
{
  const PortailEntryImportRow *entry = g_ptr_array_index (entries, index);
  char day[PORTAIL_DAY_TEXT_SIZE];
  g_autofree char *text = g_strdup_printf ("%s %s %" G_GINT64_FORMAT,
                                           portail_day_format (entry->date, day),
                                           entry->justificatif, entry->montant.cents);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_depenses_and_retraits_are_read (void)
{
  g_autoptr (PortailTextTable) depenses = parse_file ("depenses-2025-W38.tsv");
  g_autoptr (PortailTextTable) retraits = parse_file ("retraits-2025-W38.tsv");
  g_autoptr (PortailTableImport) first = portail_table_import_new (&portail_import_dotation_entries,
                                                                   depenses);
  g_autoptr (PortailTableImport) second = portail_table_import_new (
      &portail_import_dotation_entries, retraits);
  g_autoptr (GPtrArray) spent = portail_entry_import_dup_rows (first);
  g_autoptr (GPtrArray) taken = portail_entry_import_dup_rows (second);
  g_autofree char *notes = describe (portail_table_import_get_line (second, 2)->notes);

  g_assert_cmpuint (spent->len, ==, 3);
  assert_entry (spent, 0, "2025-09-15 Essence flotte 1200000");
  assert_entry (spent, 1, "2025-09-17 Pièces moteur (facture n°18) 2050000");
  assert_entry (spent, 2, "2025-09-19 Loyer du garage 250000");
  g_assert_cmpuint (taken->len, ==, 2);
  assert_entry (taken, 1, " Achat véhicule 200000");
  g_assert_cmpstr (notes, ==, "date:no_date");
}

static void
test_wrong_entries_say_why (void)
{
  g_autoptr (PortailTextTable) table = parse ("31/02/2025;a;1\nhier;;x\n15/09/2025;b;\n;c;-1\n");
  g_autoptr (PortailTableImport) import = portail_table_import_new (
      &portail_import_dotation_entries, table);

  assert_line (import, 0, PORTAIL_IMPORT_LINE_WRONG, "date:no_such_day");
  assert_line (import, 1, PORTAIL_IMPORT_LINE_WRONG,
               "date:not_a_date justificatif:required montant:not_a_number");
  assert_line (import, 2, PORTAIL_IMPORT_LINE_WRONG, "montant:required");
  assert_line (import, 3, PORTAIL_IMPORT_LINE_WRONG, "montant:negative");
}

static void
test_the_default_bareme_is_read (void)
{
  g_autoptr (PortailTextTable) bareme_table = parse_file ("bareme.tsv");
  g_autoptr (PortailTextTable) wealth_table = parse_file ("richesse.tsv");
  g_autoptr (PortailTableImport) tranches = portail_table_import_new (&portail_import_bareme,
                                                                      bareme_table);
  g_autoptr (PortailTableImport) wealth = portail_table_import_new (&portail_import_wealth,
                                                                    wealth_table);
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  const PortailBareme *expected = portail_bareme_get_default ();
  PortailBareme bareme = { 0 };

  g_assert_true (portail_bareme_import_fill (tranches, PORTAIL_BAREME_TRANCHES, &bareme, problems));
  g_assert_true (portail_bareme_import_fill (wealth, PORTAIL_BAREME_RICHESSE, &bareme, problems));
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpmem (bareme.tranches, bareme.n_tranches * sizeof (PortailTranche), expected->tranches,
                   expected->n_tranches * sizeof (PortailTranche));
  g_assert_cmpmem (bareme.richesse, bareme.n_richesse * sizeof (PortailTrancheRichesse),
                   expected->richesse, expected->n_richesse * sizeof (PortailTrancheRichesse));
}

static void
test_a_bareme_with_a_gap_is_refused_with_its_row (void)
{
  g_autoptr (PortailTextTable) table = parse (
      "100;9 999;7 %;1;2;3;4\n10 001;;9 %;1;2;3;4\n20 000;;x;1;2;3;4\n");
  g_autoptr (PortailTextTable) gap = parse ("0;9 999;0 %\n10 001;;9 %\n");
  g_autoptr (PortailTableImport) wrong = portail_table_import_new (&portail_import_bareme, table);
  g_autoptr (PortailTableImport) import = portail_table_import_new (&portail_import_wealth, gap);
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  PortailBareme bareme = { .n_richesse = 3 };

  g_assert_false (portail_bareme_import_fill (wrong, PORTAIL_BAREME_TRANCHES, &bareme, problems));
  g_assert_cmpint (portail_problems_get (problems, 0)->index, ==, 2);
  g_ptr_array_set_size (problems, 0);
  g_assert_false (portail_bareme_import_fill (import, PORTAIL_BAREME_RICHESSE, &bareme, problems));
  g_assert_cmpstr (portail_problems_get (problems, 0)->code, ==, "gap");
  g_assert_cmpint (portail_problems_get (problems, 0)->index, ==, 0);
  g_assert_cmpuint (bareme.n_richesse, ==, 3);
}

static void
test_a_sheet_is_chosen_by_its_header (void)
{
  g_autoptr (PortailTextTable) rows = parse ("Titre\nGrade;Nom;RUN;FACTURE;VENTE\n");
  g_autoptr (PortailTextTable) incomplete = parse ("Nom;RUN;FACTURE\n");

  g_assert_true (portail_import_format_has_header (&portail_import_dotation_rows, rows));
  g_assert_false (portail_import_format_has_header (&portail_import_dotation_rows, incomplete));
  g_assert_false (portail_import_format_has_header (&portail_import_dotation_entries, rows));
}

static void
test_random_tables_are_never_lost_from_the_preview (void)
{
  static const char *const cells[] = {
    "Nom",   "RUN", "FACTURE", "VENTE", "TOTAL", "Jean", "1",
    "1,234", "",    "",        "x",     "=1",    "-1",   "Élodie"
  };

  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (PortailDotationImport) import = NULL;
      g_autoptr (GPtrArray) rows = NULL;
      const PortailTableImport *preview;

      for (int n = g_test_rand_int_range (1, 40); n > 0; n--)
        g_string_append_printf (text, "%s%s",
                                cells[g_test_rand_int_range (0, G_N_ELEMENTS (cells))],
                                g_test_rand_int_range (0, 4) == 0 ? "\n" : ";");
      import = import_text (text->str);
      preview = import->preview;
      rows = portail_dotation_import_dup_rows (import, PORTAIL_IMPORT_SUM_TWICE, NULL);
      g_assert_cmpuint (preview->n_good + preview->n_wrong + preview->n_ignored, ==,
                        preview->lines->len);
      g_assert_cmpuint (rows->len, <=, preview->n_good);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dotation-import/the-sheets-of-a-week-are-read",
                   test_the_sheets_of_a_week_are_read);
  g_test_add_func ("/dotation-import/every-wrong-line-of-a-paste-says-why",
                   test_every_wrong_line_of_a_paste_says_why);
  g_test_add_func ("/dotation-import/a-problem-shows-the-cell-that-is-wrong",
                   test_a_problem_shows_the_cell_that_is_wrong);
  g_test_add_func ("/dotation-import/columns-are-found-by-their-words",
                   test_columns_are_found_by_their_words);
  g_test_add_func ("/dotation-import/a-column-that-is-not-there-is-never-zero",
                   test_a_column_that_is_not_there_is_never_zero);
  g_test_add_func ("/dotation-import/a-number-cut-by-its-decimal-comma-is-noticed",
                   test_a_number_cut_by_its_decimal_comma_is_noticed);
  g_test_add_func ("/dotation-import/lines-that-are-no-rows-are-listed",
                   test_lines_that_are_no_rows_are_listed);
  g_test_add_func ("/dotation-import/names-already-in-the-sheet-are-replaced",
                   test_names_already_in_the_sheet_are_replaced);
  g_test_add_func ("/dotation-import/names-that-come-twice-are-summed-only-by-choice",
                   test_names_that_come_twice_are_summed_only_by_choice);
  g_test_add_func ("/dotation-import/a-sum-that-is-too-large-is-an-error",
                   test_a_sum_that_is_too_large_is_an_error);
  g_test_add_func ("/dotation-import/names-have-limits", test_names_have_limits);
  g_test_add_func ("/dotation-import/depenses-and-retraits-are-read",
                   test_depenses_and_retraits_are_read);
  g_test_add_func ("/dotation-import/wrong-entries-say-why", test_wrong_entries_say_why);
  g_test_add_func ("/dotation-import/the-default-bareme-is-read", test_the_default_bareme_is_read);
  g_test_add_func ("/dotation-import/a-bareme-with-a-gap-is-refused-with-its-row",
                   test_a_bareme_with_a_gap_is_refused_with_its_row);
  g_test_add_func ("/dotation-import/a-sheet-is-chosen-by-its-header",
                   test_a_sheet_is_chosen_by_its_header);
  g_test_add_func ("/dotation-import/random-tables-are-never-lost-from-the-preview",
                   test_random_tables_are_never_lost_from_the_preview);
  return g_test_run ();
}
