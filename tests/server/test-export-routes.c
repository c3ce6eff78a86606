/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "shared/portail-text-table.h"
#include "shared/report/portail-sheet-read.h"
#include "tests/server/blanchiment-desk.h"

#define BOM      "\xef\xbb\xbf"
#define MAX_ROWS 50000

static RestAnswer *
get (StoreFixture *fixture, Person person, const char *target)
{
  g_autofree char *line = g_strconcat ("GET ", target, NULL);

  return rest_call (fixture, person, line, NULL, NULL);
}

static void
add_employee (StoreFixture *fixture, const char *company, const char *members)
{
  g_autofree char *body = g_strdup_printf ("{\"enterprise_id\":\"%s\",%s}", company, members);
  g_autoptr (RestAnswer) answer = rest_call (fixture, PERSON_STAFF, "POST /api/employees", NULL,
                                             body);

  rest_answer_expect (answer, 201);
}

/* The first sheet of a workbook that was answered. Owned. */
static PortailTextTable *
read_sheet (const RestAnswer *answer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sheets = NULL;

  rest_answer_expect (answer, 200);
  sheets = portail_sheet_read (answer->bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sheets->len, >, 0);
  return g_ptr_array_steal_index (sheets, 0);
}

/* What stands under @title in the first row that has @key somewhere. */
static const char *
find_cell (const PortailTextTable *table, const char *key, const char *title)
{
  guint column = 0;

  while (!g_str_equal (portail_text_table_get_cell (table, 0, column)->text, title))
    g_assert_cmpuint (++column, <, portail_text_table_get_n_cells (table, 0));
  for (guint row = 1; row < portail_text_table_get_n_rows (table); row++)
    for (guint i = 0; i < portail_text_table_get_n_cells (table, row); i++)
      if (g_str_equal (portail_text_table_get_cell (table, row, i)->text, key))
        return portail_text_table_get_cell (table, row, column)->text;
  g_assert_not_reached ();
}

static gboolean
has_column (const PortailTextTable *table, const char *title)
{
  for (guint i = 0; i < portail_text_table_get_n_cells (table, 0); i++)
    if (g_str_equal (portail_text_table_get_cell (table, 0, i)->text, title))
      return TRUE;
  return FALSE;
}

static void
test_a_list_goes_out_in_three_forms (void)
{
  static const char *const resources[] = { "dotations", "employees", "documents", "enterprises",
                                           "blanchiment" };
  g_autoptr (StoreFixture) fixture = blanchiment_desk_open ();

  for (gsize i = 0; i < G_N_ELEMENTS (resources); i++)
    {
      g_autofree char *path = g_strdup_printf ("/api/%s/export", resources[i]);
      g_autofree char *csv_path = g_strconcat (path, "?format=csv", NULL);
      g_autofree char *pdf_path = g_strconcat (path, "?format=pdf", NULL);
      g_autofree char *no_path = g_strconcat (path, "?format=exe", NULL);
      g_autoptr (RestAnswer) xlsx = get (fixture, PERSON_PATRON, path);
      g_autoptr (RestAnswer) csv = get (fixture, PERSON_PATRON, csv_path);
      g_autoptr (RestAnswer) pdf = get (fixture, PERSON_PATRON, pdf_path);
      g_autoptr (RestAnswer) none = get (fixture, PERSON_PATRON, no_path);
      g_autoptr (PortailTextTable) table = read_sheet (xlsx);

      g_assert_cmpuint (portail_text_table_get_n_rows (table), >=, 1);
      rest_answer_expect (csv, 200);
      g_assert_true (g_str_has_prefix (csv->body, BOM));
      rest_answer_expect (pdf, 200);
      g_assert_true (g_str_has_prefix (pdf->body, "%PDF-"));
      rest_answer_expect (none, 422);
    }
}

static void
test_formulas_leave_as_text (void)
{
  static const char *const names[] = { "=1+1", "+2", "-3", "@SUM(A1)" };
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (RestAnswer) csv = NULL, xlsx = NULL;
  g_autoptr (PortailTextTable) table = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *members = g_strdup_printf ("\"name\":\"%s\"", names[i]);

      add_employee (fixture, fixture->company_a, members);
    }
  csv = get (fixture, PERSON_PATRON, "/api/employees/export?format=csv");
  xlsx = get (fixture, PERSON_PATRON, "/api/employees/export");
  table = read_sheet (xlsx);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *neutral = g_strdup_printf ("'%s", names[i]);
      g_autofree char *bare = g_strdup_printf (";%s;", names[i]);

      g_assert_nonnull (strstr (csv->body, neutral));
      g_assert_null (strstr (csv->body, bare));
      g_assert_cmpstr (find_cell (table, names[i], "Name"), ==, names[i]);
    }
}

static void
test_an_export_has_the_rows_of_its_list (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *of_b = g_strdup_printf ("/api/employees/export?enterprise_id=%s",
                                           fixture->company_b);
  g_autoptr (RestAnswer) all = NULL, some = NULL, sorted = NULL, foreign = NULL, unknown = NULL;
  g_autoptr (PortailTextTable) both = NULL, one = NULL, ordered = NULL;

  add_employee (fixture, fixture->company_a, "\"name\":\"Zoé\",\"status\":\"conge\"");
  add_employee (fixture, fixture->company_b, "\"name\":\"Abel\",\"status\":\"conge\"");
  all = get (fixture, PERSON_STAFF, "/api/employees/export?status=conge");
  both = read_sheet (all);
  g_assert_cmpuint (portail_text_table_get_n_rows (both), ==, 3);
  g_assert_cmpstr (find_cell (both, "Zoé", "Company"), ==, "Boulangerie");
  some = get (fixture, PERSON_PATRON, "/api/employees/export?status=conge&q=zoe");
  one = read_sheet (some);
  g_assert_cmpuint (portail_text_table_get_n_rows (one), ==, 2);
  sorted = get (fixture, PERSON_STAFF, "/api/employees/export?status=conge&sort=name");
  ordered = read_sheet (sorted);
  g_assert_cmpstr (portail_text_table_get_cell (ordered, 1, 1)->text, ==, "Abel");
  foreign = get (fixture, PERSON_PATRON, of_b);
  rest_answer_expect (foreign, 404);
  unknown = get (fixture, PERSON_PATRON, "/api/employees/export?colour=red");
  rest_answer_expect (unknown, 422);
}

static void
test_nobody_exports_what_he_may_not_read (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) dotation = store_fixture_make_sheet (fixture, "2025-W38", 2);
  g_autofree char *one = g_strdup_printf ("/api/dotations/%s/export", dotation->base.id);
  g_autoptr (RestAnswer) names = get (fixture, PERSON_EMPLOYE, "/api/employees/export");
  g_autoptr (RestAnswer) sheets = get (fixture, PERSON_EMPLOYE, "/api/dotations/export");
  g_autoptr (RestAnswer) sheet = get (fixture, PERSON_EMPLOYE, one);
  g_autoptr (RestAnswer) foreign = get (fixture, PERSON_PATRON_B, one);
  g_autoptr (PortailTextTable) table = read_sheet (names);
  g_autoptr (PortailTextTable) amounts = read_sheet (sheets);

  g_assert_true (has_column (table, "Name"));
  g_assert_false (has_column (table, "Hired on"));
  g_assert_false (has_column (amounts, "Amount"));
  rest_answer_expect (sheet, 403);
  rest_answer_expect (foreign, 404);
}

static void
test_dotations_bring_their_figures (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) dotation = store_fixture_make_sheet (fixture, "2025-W38", 2);
  g_autofree char *target = g_strdup_printf ("/api/dotations/export?enterprise_id=%s",
                                             fixture->company_a);
  g_autoptr (RestAnswer) answer = get (fixture, PERSON_PATRON, target);
  g_autoptr (PortailTextTable) table = read_sheet (answer);

  g_assert_false (has_column (table, "Company"));
  g_assert_cmpuint (portail_text_table_get_n_rows (table), ==, 2);
  g_assert_cmpuint (portail_text_table_get_n_cells (table, 1), >=, 8);
}

static void
test_a_dotation_goes_out_as_it_comes_in (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) dotation = store_fixture_make_sheet (fixture, "2025-W38", 3);
  g_autofree char *path = g_strdup_printf ("/api/dotations/%s/export", dotation->base.id);
  g_autofree char *csv_path = g_strconcat (path, "?format=csv", NULL);
  g_autofree char *pdf_path = g_strconcat (path, "?format=pdf&report=fiche-impot", NULL);
  g_autofree char *no_path = g_strconcat (path, "?format=a.pdf", NULL);
  g_autofree char *no_report = g_strconcat (path, "?report=roman", NULL);
  g_autoptr (RestAnswer) xlsx = get (fixture, PERSON_PATRON, path);
  g_autoptr (RestAnswer) csv = get (fixture, PERSON_CO_PATRON, csv_path);
  g_autoptr (RestAnswer) pdf = get (fixture, PERSON_DOT, pdf_path);
  g_autoptr (RestAnswer) none = get (fixture, PERSON_PATRON, no_path);
  g_autoptr (RestAnswer) novel = get (fixture, PERSON_PATRON, no_report);
  g_autoptr (GPtrArray) sheets = portail_sheet_read (xlsx->bytes, NULL);
  g_autoptr (PortailTextTable) table = read_sheet (xlsx);

  g_assert_cmpuint (sheets->len, ==, 6);
  g_assert_cmpuint (portail_text_table_get_n_rows (table), ==, 5);
  g_assert_nonnull (strstr (csv->body, "Personne 2"));
  rest_answer_expect (pdf, 200);
  g_assert_true (g_str_has_prefix (pdf->body, "%PDF-"));
  rest_answer_expect (none, 422);
  rest_answer_expect (novel, 422);
}

/* Employees of company B, who are there at once. */
static void
add_many (StoreFixture *fixture, guint n)
{
  g_autofree char *sql = g_strdup_printf (
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %u) INSERT INTO "
      "employee (id, rev, enterprise_id, created_at, updated_at, name, is_direction, status, "
      "natural_key) SELECT printf ('01995000-0000-7000-8000-%%012x', i), i, '%s', i, i, "
      "'Personne ' || i, 0, 'actif', i FROM n",
      n, fixture->company_b);
  g_autoptr (GError) error = NULL;

  portail_database_execute (fixture->database, sql, &error);
  g_assert_no_error (error);
}

static void
test_so_many_rows_go_out_and_no_more (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *target = g_strdup_printf ("/api/employees/export?enterprise_id=%s",
                                             fixture->company_b);
  g_autofree char *csv_target = g_strconcat (target, "&format=csv", NULL);
  g_autofree char *pdf_target = g_strconcat (target, "&format=pdf", NULL);
  g_autoptr (RestAnswer) xlsx = NULL, csv = NULL, pdf = NULL, more = NULL;
  g_autoptr (PortailTextTable) table = NULL;

  add_many (fixture, MAX_ROWS);
  xlsx = get (fixture, PERSON_STAFF, target);
  table = read_sheet (xlsx);
  g_assert_cmpuint (portail_text_table_get_n_rows (table), ==, MAX_ROWS + 1);
  csv = get (fixture, PERSON_STAFF, csv_target);
  rest_answer_expect (csv, 200);
  g_assert_nonnull (strstr (csv->body, "Personne 50000;"));
  pdf = get (fixture, PERSON_STAFF, pdf_target);
  rest_answer_expect (pdf, 413);
  add_employee (fixture, fixture->company_b, "\"name\":\"Une de trop\"");
  more = get (fixture, PERSON_STAFF, target);
  rest_answer_expect (more, 413);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export-routes/a-list-goes-out-in-three-forms",
                   test_a_list_goes_out_in_three_forms);
  g_test_add_func ("/export-routes/formulas-leave-as-text", test_formulas_leave_as_text);
  g_test_add_func ("/export-routes/an-export-has-the-rows-of-its-list",
                   test_an_export_has_the_rows_of_its_list);
  g_test_add_func ("/export-routes/nobody-exports-what-he-may-not-read",
                   test_nobody_exports_what_he_may_not_read);
  g_test_add_func ("/export-routes/dotations-bring-their-figures",
                   test_dotations_bring_their_figures);
  g_test_add_func ("/export-routes/a-dotation-goes-out-as-it-comes-in",
                   test_a_dotation_goes_out_as_it_comes_in);
  g_test_add_func ("/export-routes/so-many-rows-go-out-and-no-more",
                   test_so_many_rows_go_out_and_no_more);
  return g_test_run ();
}
