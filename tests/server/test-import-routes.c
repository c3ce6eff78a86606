/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "tests/server/blanchiment-desk.h"

static char *
read_file (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* @target begins with "/api/". */
static RestAnswer *
post (StoreFixture *fixture, Person person, const char *target, const char *body)
{
  g_autofree char *line = g_strconcat ("POST ", target, NULL);

  return rest_call (fixture, person, line, NULL, body);
}

static RestAnswer *
post_employees (StoreFixture *fixture, const char *parameters, const char *body)
{
  g_autofree char *target = g_strdup_printf ("/api/employees/import?enterprise_id=%s%s",
                                             fixture->company_a, parameters);

  return post (fixture, PERSON_PATRON, target, body);
}

static RestAnswer *
post_sheet (StoreFixture *fixture,
            const char *dotation_id,
            const char *parameters,
            const char *body)
{
  g_autofree char *target = g_strdup_printf ("/api/dotations/%s/import?%s", dotation_id,
                                             parameters);

  return post (fixture, PERSON_PATRON, target, body);
}

/* "new replaced ignored wrong" */
static void
assert_counts (const RestAnswer *answer, const char *expected)
{
  g_autofree char *counts = NULL;
  g_autofree char *made = NULL;
  const PortailJson *json;
  g_autofree char *text = NULL;

  rest_answer_expect (answer, 200);
  counts = rest_answer_get (answer, "counts");
  json = portail_json_get (portail_json_document_get_root (answer->document), "counts");
  text = g_strjoin (
      " ", portail_json_get (json, "new")->text, portail_json_get (json, "replaced")->text,
      portail_json_get (json, "ignored")->text, portail_json_get (json, "wrong")->text, NULL);
  if (!g_str_equal (text, expected))
    g_test_message ("%s", answer->body);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_employees_come_from_a_text (void)
{
  static const char text[] = "Nom;Grade;Statut;Date d'arrivée;Direction\n"
                             "Zoé Lefèvre;Junior;Congé;02/06/2025;non\n"
                             "Abel;;;;\n"
                             "Hugo;Chef;en vadrouille;;oui\n"
                             "Iris;Senior;actif;32/13/2025;\n"
                             "=cmd;Junior;actif;;\n"
                             "TOTAL;5;;;\n";
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  gint64 n_before = store_fixture_query (fixture, "SELECT count(*) FROM employee");
  g_autoptr (RestAnswer) preview = post_employees (fixture, "", text);
  gint64 n_after = store_fixture_query (fixture, "SELECT count(*) FROM employee");
  g_autoptr (RestAnswer) made = post_employees (fixture, "&commit=true", text);
  g_autoptr (RestAnswer) again = post_employees (fixture, "&commit=true", text);
  g_autoptr (RestAnswer) changed = post_employees (fixture, "&commit=true",
                                                   "Nom;Grade\nZOE  lefevre;Senior\n");

  rest_answer_expect_member (preview, "committed", "false");
  assert_counts (preview, "3 0 2 2");
  g_assert_cmpint (n_after, ==, n_before);
  g_assert_nonnull (strstr (preview->body, "\"field\":\"status\",\"code\":\"unknown_choice\""));
  g_assert_nonnull (strstr (preview->body, "\"field\":\"hired_on\""));
  rest_answer_expect_member (made, "committed", "true");
  assert_counts (made, "3 0 2 2");
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM employee"), ==,
                   n_before + 3);
  assert_counts (again, "0 0 5 2");
  assert_counts (changed, "0 1 1 0");
  g_assert_nonnull (strstr (changed->body, "\"grade\":\"Junior\""));
  g_assert_cmpint (
      store_fixture_query (fixture, "SELECT count(*) FROM employee WHERE grade = 'Senior'"), ==, 1);
  g_assert_cmpint (
      store_fixture_query (fixture, "SELECT count(*) FROM audit_entry WHERE action = 'batch'"), ==,
      2);
  store_fixture_check (fixture);
}

static void
test_what_goes_out_comes_in_again (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *target = g_strdup_printf ("GET /api/employees/export?enterprise_id=%s",
                                             fixture->company_a);
  g_autofree char *import = g_strdup_printf ("POST /api/employees/import?enterprise_id=%s",
                                             fixture->company_a);
  g_autofree char *csv_target = g_strconcat (target, "&format=csv", NULL);
  g_autoptr (RestAnswer) made = post_employees (
      fixture, "&commit=1", "=Zoé;Junior;conge;02/06/2025;oui\nHugo;Chef;inactif;;non\n");
  g_autoptr (RestAnswer) csv = rest_call (fixture, PERSON_PATRON, csv_target, NULL, NULL);
  g_autoptr (RestAnswer) xlsx = rest_call (fixture, PERSON_PATRON, target, NULL, NULL);
  g_autoptr (RestAnswer) text = rest_call (fixture, PERSON_PATRON, import, NULL, csv->body);
  g_autoptr (RestAnswer) sheet = rest_send (fixture, PERSON_PATRON, import, xlsx->bytes);

  assert_counts (made, "2 0 0 0");
  assert_counts (text, "0 0 4 0");
  assert_counts (sheet, "0 0 4 0");
}

static void
test_a_name_that_comes_twice_is_left_to_the_user (void)
{
  static const char employees[] = "Zoé;Junior\nZOE;Senior\n";
  static const char rows[] = "Jean;1;2;3\nJEAN;10;20;30\nZoé;5;5;5\n";
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) dotation = store_fixture_make_sheet (fixture, "2025-W38", 0);
  g_autoptr (RestAnswer) people = post_employees (fixture, "&commit=1", employees);
  g_autoptr (RestAnswer) left = post_sheet (fixture, dotation->base.id, "", rows);
  g_autoptr (RestAnswer) summed = post_sheet (fixture, dotation->base.id, "twice=sum&commit=1",
                                              rows);

  assert_counts (people, "0 0 2 0");
  assert_counts (left, "1 0 2 0");
  assert_counts (summed, "3 0 0 0");
  g_assert_cmpint (
      store_fixture_query (fixture, "SELECT run FROM dotation_row WHERE employee_name = 'Jean'"),
      ==, 1100);
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM dotation_row"), ==, 2);
}

static void
test_a_sheet_is_filled_from_real_files (void)
{
  static const struct
  {
    const char *name;
    const char *parameters;
    const char *counts;
  } steps[] = {
    { "dotation-2025-W38.tsv", "kind=rows&commit=1", NULL },
    { "depenses-2025-W38.tsv", "kind=depenses&commit=1", "3 0 1 0" },
    { "retraits-2025-W38.tsv", "kind=retraits&commit=1", "2 0 1 0" },
  };
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) dotation = store_fixture_make_sheet (fixture, "2025-W38", 0);
  g_autofree char *export = g_strdup_printf ("GET /api/dotations/%s/export", dotation->base.id);
  g_autofree char *import = g_strdup_printf ("POST /api/dotations/%s/import", dotation->base.id);
  g_autoptr (RestAnswer) out = NULL, in = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *text = read_file (steps[i].name);
      g_autoptr (RestAnswer) answer = post_sheet (fixture, dotation->base.id, steps[i].parameters,
                                                  text);

      rest_answer_expect (answer, 200);
      if (steps[i].counts != NULL)
        assert_counts (answer, steps[i].counts);
    }
  g_assert_cmpint (store_fixture_query (fixture,
                                        "SELECT sum(montant) FROM dotation_entry WHERE kind = "
                                        "'depense'"),
                   ==, 3500000);
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM dotation_row WHERE grade "
                                                 "IN ('Patron', 'Co-Patron') AND is_direction"),
                   ==, 2);
  /* The workbook imports to the rows that are there: nothing new. */
  out = rest_call (fixture, PERSON_PATRON, export, NULL, NULL);
  in = rest_send (fixture, PERSON_PATRON, import, out->bytes);
  rest_answer_expect (in, 200);
  g_assert_nonnull (strstr (in->body, "\"counts\":{\"new\":0,"));
  g_assert_nonnull (strstr (in->body, "\"wrong\":0}"));
  store_fixture_check (fixture);
}

static void
test_wrong_cells_are_named (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) dotation = store_fixture_make_sheet (fixture, "2025-W38", 0);
  g_autofree char *text = read_file ("paste-with-errors.txt");
  g_autoptr (RestAnswer) answer = post_sheet (fixture, dotation->base.id, "commit=true", text);

  rest_answer_expect (answer, 200);
  g_assert_nonnull (strstr (answer->body, "\"status\":\"wrong\""));
  g_assert_nonnull (strstr (answer->body, "\"problems\":[{\"field\":\"vente\""));
  g_assert_cmpint (store_fixture_query (
                       fixture, "SELECT count(*) FROM dotation_row WHERE vente = 0 AND run = 0"),
                   ==, 0);
}

static void
test_only_an_open_sheet_takes_rows (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  const Author author = { PERSON_PATRON, NULL, fixture->company_a };
  g_autoptr (PortailDotation) dotation = store_fixture_make_sheet (fixture, "2025-W38", 1);
  g_autoptr (RestAnswer) foreign = NULL, locked = NULL, unknown = NULL, kind = NULL;
  g_autofree char *target = g_strdup_printf ("/api/dotations/%s/import", dotation->base.id);

  foreign = post (fixture, PERSON_PATRON_B, target, "Zoé;1;2;3");
  rest_answer_expect (foreign, 404);
  unknown = post (fixture, PERSON_EMPLOYE, target, "Zoé;1;2;3");
  rest_answer_expect (unknown, 403);
  kind = post_sheet (fixture, dotation->base.id, "kind=roman", "Zoé;1;2;3");
  rest_answer_expect (kind, 422);
  portail_record_free (
      store_fixture_do (fixture, &author, make_command (dotation, "submit", NULL)));
  locked = post_sheet (fixture, dotation->base.id, "", "Zoé;1;2;3");
  g_assert_cmpuint (locked->status, >=, 400);
  rest_answer_expect_member (locked, "code", "locked");
}

static char *
make_bareme (StoreFixture *fixture)
{
  g_autoptr (RestAnswer) answer = post (fixture, PERSON_STAFF, "/api/config/baremes",
                                        "{\"name\":\"Hiver\",\"effective_from\":\"2025-W40\","
                                        "\"arrondi\":\"dollar\",\"mode_impot\":\"tranche\"}");

  rest_answer_expect (answer, 201);
  return rest_answer_get (answer, "id");
}

static void
test_a_tax_table_comes_whole_or_not_at_all (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *id = make_bareme (fixture);
  g_autofree char *target = g_strdup_printf ("/api/config/baremes/%s/import", id);
  g_autofree char *commit = g_strconcat (target, "?commit=true", NULL);
  g_autofree char *wealth = g_strconcat (target, "?commit=true&kind=wealth", NULL);
  g_autofree char *tranches = read_file ("bareme.tsv");
  g_autofree char *richesse = read_file ("richesse.tsv");
  g_autoptr (RestAnswer) gap = post (fixture, PERSON_STAFF, commit,
                                     "100;9 000;7 %;1;1;1;1\n10 000;;9 %;2;2;2;2\n");
  gint64 n_none = store_fixture_query (fixture, "SELECT count(*) FROM bareme_tranche");
  g_autoptr (RestAnswer) made = post (fixture, PERSON_STAFF, commit, tranches);
  g_autoptr (RestAnswer) rich = post (fixture, PERSON_STAFF, wealth, richesse);
  g_autoptr (RestAnswer) again = post (fixture, PERSON_STAFF, commit, tranches);
  g_autoptr (RestAnswer) patrons = post (fixture, PERSON_PATRON, target, tranches);
  g_autofree char *publish = g_strdup_printf ("/api/config/baremes/%s/publish", id);
  g_autoptr (RestAnswer) published = NULL, late = NULL;

  assert_counts (gap, "0 0 1 1");
  g_assert_nonnull (strstr (gap->body, "\"field\":\"max\",\"code\":\"gap\""));
  g_assert_cmpint (n_none, ==, 0);
  assert_counts (made, "13 0 1 0");
  assert_counts (rich, "5 0 1 0");
  assert_counts (again, "0 13 1 0");
  g_assert_cmpint (
      store_fixture_query (fixture, "SELECT count(*) FROM bareme_tranche WHERE trashed_at IS NULL"),
      ==, 13);
  rest_answer_expect (patrons, 403);
  published = post (fixture, PERSON_STAFF, publish, NULL);
  rest_answer_expect (published, 200);
  late = post (fixture, PERSON_STAFF, commit, tranches);
  rest_answer_expect_member (late, "code", "locked");
  store_fixture_check (fixture);
}

static void
test_too_much_is_refused (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (GString) many = g_string_new (NULL);
  g_autoptr (GString) more = g_string_new (NULL);
  g_autoptr (RestAnswer) changes = NULL, lines = NULL, damaged = NULL, nowhere = NULL;

  for (guint i = 0; i < 2001; i++)
    g_string_append_printf (many, "Personne %u;Junior\n", i);
  for (guint i = 0; i < 10001; i++)
    g_string_append (more, "x;y\n");
  changes = post_employees (fixture, "", many->str);
  rest_answer_expect (changes, 413);
  lines = post_employees (fixture, "", more->str);
  rest_answer_expect (lines, 413);
  damaged = post_employees (fixture, "", "PK\x03\x04 no workbook");
  g_assert_cmpuint (damaged->status, >=, 400);
  g_assert_cmpuint (damaged->status, <, 500);
  nowhere = post (fixture, PERSON_PATRON, "/api/employees/import", "Zoé;Junior");
  rest_answer_expect (nowhere, 422);
}

static void
test_an_import_under_a_key_is_done_once (void)
{
  static const char header[] = "Idempotency-Key: rentrée";
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) dotation = store_fixture_make_sheet (fixture, "2025-W38", 0);
  g_autofree char *line = g_strdup_printf (
      "POST /api/dotations/%s/import?kind=depenses&commit=true", dotation->base.id);
  g_autoptr (RestAnswer) first = rest_call (fixture, PERSON_PATRON, line, header,
                                            "15/09/2025;Essence;12\n");
  g_autoptr (RestAnswer) second = rest_call (fixture, PERSON_PATRON, line, header,
                                             "15/09/2025;Essence;12\n");
  g_autofree char *other_line = g_strdup_printf (
      "POST /api/dotations/%s/import?kind=retraits&commit=true", dotation->base.id);
  g_autoptr (RestAnswer) other = rest_call (fixture, PERSON_PATRON, other_line, header,
                                            "15/09/2025;Essence;12\n");

  rest_answer_expect (other, 409);
  g_assert_cmpstr (first->body, ==, second->body);
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM dotation_entry"), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import-routes/employees-come-from-a-text", test_employees_come_from_a_text);
  g_test_add_func ("/import-routes/what-goes-out-comes-in-again",
                   test_what_goes_out_comes_in_again);
  g_test_add_func ("/import-routes/a-name-that-comes-twice-is-left-to-the-user",
                   test_a_name_that_comes_twice_is_left_to_the_user);
  g_test_add_func ("/import-routes/a-sheet-is-filled-from-real-files",
                   test_a_sheet_is_filled_from_real_files);
  g_test_add_func ("/import-routes/wrong-cells-are-named", test_wrong_cells_are_named);
  g_test_add_func ("/import-routes/only-an-open-sheet-takes-rows",
                   test_only_an_open_sheet_takes_rows);
  g_test_add_func ("/import-routes/a-tax-table-comes-whole-or-not-at-all",
                   test_a_tax_table_comes_whole_or_not_at_all);
  g_test_add_func ("/import-routes/too-much-is-refused", test_too_much_is_refused);
  g_test_add_func ("/import-routes/an-import-under-a-key-is-done-once",
                   test_an_import_under_a_key_is_done_once);
  return g_test_run ();
}
