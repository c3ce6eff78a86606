/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-blanchiment-import.h"

#include <string.h>

#include "tests/shared/blanchiment-example.h"

static PortailBlanchimentImport *
import_text (const char *text, const GPtrArray *existing)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailTextTable) table = portail_text_table_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return portail_blanchiment_import_new (table, existing);
}

/* `date_recu:not_a_date amount:required`. */
static void
assert_problems (const PortailProblems *problems, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < problems->len; i++)
    {
      const PortailProblem *problem = portail_problems_get (problems, i);

      g_string_append_printf (text, "%s%s:%s", i > 0 ? " " : "",
                              problem->field != NULL ? problem->field : "", problem->code);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_a_month_is_read (void)
{
  g_autoptr (GPtrArray) operations = blanchiment_example_load ();
  const PortailBlanchimentOperation *first = g_ptr_array_index (operations, 0);
  const PortailBlanchimentOperation *fifth = g_ptr_array_index (operations, 4);

  g_assert_cmpuint (operations->len, >, 40);
  g_assert_cmpint (first->date_recu.number, ==, blanchiment_example_get_day (7).number);
  g_assert_cmpstr (first->groupe, ==, "Marabunta");
  g_assert_cmpstr (first->employee_name, ==, "Noël D'Arcy");
  g_assert_cmpstr (first->donneur_id, ==, "233");
  g_assert_null (first->receveur_id);
  g_assert_cmpint (first->amount.cents, ==, 12000000);
  g_assert_cmpstr (fifth->receveur_id, ==, "876");
}

static void
test_every_wrong_cell_is_named (void)
{
  static const char text[] = "Liste de septembre\n"
                             "Somme;Receveur;Donneur;Employé;Groupe;Date\n"
                             "1 234,50 $;2;1;Zoé;Vagos;2025-09-21\n"
                             "1.234;2;1;Zoé;Vagos;21/09/2025\n"
                             "abc;;;Zoé;;31/02/2025\n"
                             "-5;2;1;;Vagos;\n"
                             "12\n"
                             "TOTAL;;;;;\n";
  static const struct
  {
    PortailImportLineKind kind;
    const char *problems;
  } lines[] = {
    { PORTAIL_IMPORT_LINE_TITLE, "" },
    { PORTAIL_IMPORT_LINE_HEADER, "" },
    { PORTAIL_IMPORT_LINE_GOOD, "" },
    { PORTAIL_IMPORT_LINE_WRONG, "amount:ambiguous" },
    { PORTAIL_IMPORT_LINE_WRONG, "date_recu:no_such_day groupe:required amount:not_a_number" },
    { PORTAIL_IMPORT_LINE_WRONG, "date_recu:no_date employee_name:required amount:negative" },
    { PORTAIL_IMPORT_LINE_WRONG,
      "date_recu:cell_missing groupe:cell_missing employee_name:cell_missing" },
    { PORTAIL_IMPORT_LINE_TOTAL, "" },
  };
  g_autoptr (PortailBlanchimentImport) import = import_text (text, NULL);

  g_assert_cmpuint (import->preview->lines->len, ==, G_N_ELEMENTS (lines));
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      const PortailImportLine *line = portail_table_import_get_line (import->preview, i);

      g_test_message ("line %u", line->line);
      assert_problems (line->problems, lines[i].problems);
      g_assert_cmpint (line->kind, ==, lines[i].kind);
    }
}

static void
test_columns_are_found_by_position_without_a_header (void)
{
  g_autoptr (PortailBlanchimentImport) import = import_text ("1/9/2025\tVagos\tZoé\t1\t\t50000\n",
                                                             NULL);
  g_autoptr (GPtrArray) operations = portail_blanchiment_import_dup_rows (
      import, PORTAIL_BLANCHIMENT_TAKE_KNOWN);
  const PortailBlanchimentOperation *operation;

  g_assert_cmpuint (operations->len, ==, 1);
  operation = g_ptr_array_index (operations, 0);
  g_assert_cmpstr (operation->donneur_id, ==, "1");
  g_assert_null (operation->receveur_id);
  g_assert_cmpint (operation->amount.cents, ==, 5000000);
}

static void
test_a_repeated_import_adds_nothing (void)
{
  static const char text[] = "01/09/2025;Vagos;Jean;1;2;500\n"
                             "01/09/2025;VAGOS;jean;1;2;500,00\n"
                             "02/09/2025;Vagos;Jean;1;2;500\n";
  g_autoptr (GPtrArray) existing = g_ptr_array_new_with_free_func (portail_record_free);
  g_autoptr (PortailBlanchimentImport) import = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GPtrArray) all = NULL;
  PortailBlanchimentOperation *cancelled = blanchiment_example_new (1, 500);

  cancelled->status = PORTAIL_BLANCHIMENT_ANNULE;
  g_ptr_array_add (existing, blanchiment_example_new (0, 500));
  g_ptr_array_add (existing, cancelled);
  import = import_text (text, existing);
  g_assert_cmpuint (import->n_known, ==, 2);
  g_assert_cmpuint (import->n_twice, ==, 2);
  assert_problems (portail_table_import_get_line (import->preview, 0)->notes, ":exists :twice");
  assert_problems (portail_table_import_get_line (import->preview, 2)->notes, "");
  left = portail_blanchiment_import_dup_rows (import, PORTAIL_BLANCHIMENT_LEAVE_KNOWN_OUT);
  all = portail_blanchiment_import_dup_rows (import, PORTAIL_BLANCHIMENT_TAKE_KNOWN);
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_cmpuint (all->len, ==, 3);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/blanchiment-import/a-month-is-read", test_a_month_is_read);
  g_test_add_func ("/blanchiment-import/every-wrong-cell-is-named", test_every_wrong_cell_is_named);
  g_test_add_func ("/blanchiment-import/columns-are-found-by-position-without-a-header",
                   test_columns_are_found_by_position_without_a_header);
  g_test_add_func ("/blanchiment-import/a-repeated-import-adds-nothing",
                   test_a_repeated_import_adds_nothing);
  return g_test_run ();
}
