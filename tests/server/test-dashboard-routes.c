/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clock of the fixture stands on 2025-09-16, a Tuesday of 2025-W38. */
#include <string.h>

#include "tests/server/tax-example.h"

static const PortailJson *
get (const RestAnswer *answer, const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, ".", -1);
  const PortailJson *value = portail_json_document_get_root (answer->document);

  for (guint i = 0; names[i] != NULL; i++)
    {
      guint64 index;

      if (!g_ascii_string_to_unsigned (names[i], 10, 0, 100, &index, NULL))
        {
          value = portail_json_get (value, names[i]);
          continue;
        }
      for (value = value->first_child; value != NULL && index > 0; index--)
        value = value->next;
    }
  return value;
}

static void
assert_value (const RestAnswer *answer, const char *path, const char *expected)
{
  const PortailJson *value = get (answer, path);

  g_test_message ("%s", path);
  g_assert_nonnull (value);
  g_assert_cmpstr (value->kind == PORTAIL_JSON_NULL    ? "null"
                   : value->kind == PORTAIL_JSON_TRUE  ? "true"
                   : value->kind == PORTAIL_JSON_FALSE ? "false"
                                                       : value->text,
                   ==, expected);
}

static void
test_the_example_beside_an_empty_week (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *dotation = tax_example_make (fixture, "2025-W38");
  g_autoptr (RestAnswer) answer = rest_call (fixture, PERSON_PATRON, "GET /api/dashboard", NULL,
                                             NULL);

  rest_answer_expect (answer, 200);
  assert_value (answer, "enterprise_id", fixture->company_a);
  assert_value (answer, "period", "2025-W38");
  assert_value (answer, "previous_period", "2025-W37");
  assert_value (answer, "figures.ca_brut.value", "400000");
  assert_value (answer, "figures.depenses_deductibles.value", "230000");
  assert_value (answer, "figures.benefice_imposable.value", "170000");
  assert_value (answer, "figures.taux.value", "23");
  assert_value (answer, "figures.impot_societe.value", "39100");
  assert_value (answer, "figures.total_du.value", TAX_EXAMPLE_TOTAL_DU);
  assert_value (answer, "figures.primes.value", "92500");
  assert_value (answer, "figures.tresorerie_nette.value", "26400");
  assert_value (answer, "figures.employes.value", "4");
  assert_value (answer, "figures.ca_brut.previous", "null");
  assert_value (answer, "figures.ca_brut.sources.0", dotation);
  assert_value (answer, "series.11.salaires", "195000");
  assert_value (answer, "series.10.salaires", "null");
  assert_value (answer, "top_employees.0.name", "D");
  assert_value (answer, "top_employees.0.ca", "150000");
  assert_value (answer, "blanchiment", "null");
}

static void
test_the_next_week_looks_back (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *dotation = tax_example_make (fixture, "2025-W38");
  g_autoptr (RestAnswer) answer = rest_ask (fixture, PERSON_STAFF, NULL,
                                            "GET /api/dashboard?enterprise_id=%s&period=2025-W39",
                                            fixture->company_a);

  assert_value (answer, "figures.ca_brut.value", "null");
  assert_value (answer, "figures.ca_brut.previous", "400000");
  assert_value (answer, "figures.ca_brut.previous_sources.0", dotation);
  assert_value (answer, "freshness", "null");
}

static void
test_what_waits_is_counted (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *dotation = tax_example_make (fixture, "2025-W38");
  g_autofree char *path = g_strdup_printf ("dotations/%s/submit", dotation);
  g_autofree char *late = g_strdup_printf (
      "{\"enterprise_id\":\"%s\",\"amount\":1,\"due_date\":\"2025-09-15\"}", fixture->company_a);
  g_autofree char *due = g_strdup_printf (
      "{\"enterprise_id\":\"%s\",\"amount\":1,\"due_date\":\"2025-09-18\"}", fixture->company_a);
  g_autoptr (RestAnswer) first = rest_call (fixture, PERSON_PATRON, "POST /api/tax", NULL, late);
  g_autoptr (RestAnswer) second = rest_call (fixture, PERSON_PATRON, "POST /api/tax", NULL, due);
  g_autofree char *late_id = rest_answer_get (first, "id");
  g_autoptr (RestAnswer) answer = NULL;

  tax_example_command (fixture, PERSON_PATRON, path, NULL);
  answer = rest_call (fixture, PERSON_CO_PATRON, "GET /api/dashboard", NULL, NULL);
  assert_value (answer, "waiting.late.count", "1");
  assert_value (answer, "waiting.late.items.0.type", "tax_declaration");
  assert_value (answer, "waiting.late.items.0.id", late_id);
  assert_value (answer, "waiting.due.count", "1");
  assert_value (answer, "waiting.to_validate.count", "1");
  assert_value (answer, "waiting.to_validate.items.0.id", dotation);
  assert_value (answer, "waiting.refused.count", "0");
}

static void
test_the_blanchiment_is_for_those_who_read_it (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *operation = g_strdup_printf ("{\"enterprise_id\":\"%s\",\"amount\":120000}",
                                                fixture->company_a);
  g_autofree char *line = g_strdup_printf ("GET /api/dashboard?enterprise_id=%s",
                                           fixture->company_a);
  g_autoptr (RestAnswer) on = rest_ask (fixture, PERSON_STAFF, "{\"blanchiment_enabled\":true}",
                                        "PATCH /api/enterprises/%s", fixture->company_a);
  g_autoptr (RestAnswer) made = rest_call (fixture, PERSON_PATRON, "POST /api/blanchiment", NULL,
                                           operation);
  g_autoptr (RestAnswer) patron = rest_call (fixture, PERSON_PATRON, line, NULL, NULL);
  g_autoptr (RestAnswer) dot = rest_call (fixture, PERSON_DOT, line, NULL, NULL);

  rest_answer_expect (on, 200);
  rest_answer_expect (made, 201);
  assert_value (patron, "blanchiment.2.niveau", "eleve");
  assert_value (patron, "blanchiment.2.count", "1");
  assert_value (patron, "blanchiment.2.amount", "120000");
  assert_value (patron, "waiting.suspects.count", "1");
  assert_value (dot, "blanchiment", "null");
  assert_value (dot, "waiting.suspects.count", "0");
}

/* The row of PERSON_EMPLOYE in a sheet. */
static void
link_row (StoreFixture *fixture, const char *dotation)
{
  g_autofree char *members = g_strdup_printf (
      "\"employee_name\":\"Jean\",\"employee_id\":\"%s\",\"run\":1000,\"salaire\":200000,"
      "\"prime\":70",
      fixture->employee_id);

  tax_example_add_row (fixture, dotation, members);
}

static void
test_an_employe_sees_his_own (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *dotation = tax_example_make (fixture, "2025-W38");
  g_autofree char *path = g_strdup_printf ("dotations/%s/submit", dotation);
  g_autoptr (RestAnswer) draft = NULL;
  g_autoptr (RestAnswer) submitted = NULL;
  g_autoptr (RestAnswer) next = NULL;

  link_row (fixture, dotation);
  draft = rest_call (fixture, PERSON_EMPLOYE, "GET /api/dashboard", NULL, NULL);
  rest_answer_expect (draft, 200);
  assert_value (draft, "figures.ca.value", "null");
  tax_example_command (fixture, PERSON_PATRON, path, NULL);
  submitted = rest_call (fixture, PERSON_EMPLOYE, "GET /api/dashboard", NULL, NULL);
  assert_value (submitted, "figures.ca.value", "1000");
  /* The cap of tranche 5, since the profit falls below 150 000 with the row. */
  assert_value (submitted, "figures.salaire.value", "55000");
  assert_value (submitted, "figures.prime.value", "70");
  assert_value (submitted, "figures.ca.sources.0", dotation);
  assert_value (submitted, "series.11.salaire", "55000");
  g_assert_null (strstr (submitted->body, "ca_brut"));
  g_assert_null (strstr (submitted->body, "top_employees"));
  g_assert_null (strstr (submitted->body, "400000"));
  next = rest_call (fixture, PERSON_EMPLOYE, "GET /api/dashboard?period=2025-W39", NULL, NULL);
  assert_value (next, "figures.ca.previous", "1000");
}

static void
test_all_companies_in_one_table (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *dotation = tax_example_make (fixture, "2025-W38");
  g_autofree char *body = g_strdup_printf ("{\"dotation_id\":\"%s\"}", dotation);
  g_autoptr (RestAnswer) made = rest_call (fixture, PERSON_PATRON, "POST /api/tax", NULL, body);
  g_autofree char *declaration = rest_answer_get (made, "id");
  g_autoptr (RestAnswer) answer = rest_call (fixture, PERSON_DOT, "GET /api/dashboard/overview",
                                             NULL, NULL);

  rest_answer_expect (answer, 200);
  assert_value (answer, "companies.0.enterprise_name", "Boulangerie");
  assert_value (answer, "companies.0.is_active", "true");
  assert_value (answer, "companies.0.dotation.id", dotation);
  assert_value (answer, "companies.0.dotation.status", "brouillon");
  assert_value (answer, "companies.0.declaration.id", declaration);
  assert_value (answer, "companies.0.declaration.amount", TAX_EXAMPLE_TOTAL_DU);
  assert_value (answer, "companies.0.declaration.due_level", "none");
  assert_value (answer, "companies.0.figures.ca_brut.value", "400000");
  assert_value (answer, "companies.1.dotation", "null");
  assert_value (answer, "companies.1.figures.ca_brut.value", "null");
  assert_value (answer, "totals.figures.ca_brut.value", "400000");
  assert_value (answer, "totals.figures.taux.value", "null");
  assert_value (answer, "totals.waiting.late", "0");
  fixture->clock += G_GINT64_CONSTANT (14) * 24 * 60 * 60 * 1000;
  rest_answer_free (answer);
  answer = rest_call (fixture, PERSON_STAFF, "GET /api/dashboard/overview?period=2025-W38", NULL,
                      NULL);
  assert_value (answer, "companies.0.declaration.en_retard", "true");
  assert_value (answer, "totals.waiting.late", "1");
}

static void
test_who_may_not_look_is_refused (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *line = g_strdup_printf ("GET /api/dashboard?enterprise_id=%s",
                                           fixture->company_a);
  const struct
  {
    Person person;
    const char *line;
    guint status;
  } cases[] = {
    { PERSON_PATRON_B, line, 404 },
    { PERSON_STAFF, "GET /api/dashboard", 422 },
    { PERSON_STAFF, line, 200 },
    { PERSON_PATRON, "GET /api/dashboard?period=2025-W60", 422 },
    { PERSON_PATRON, "GET /api/dashboard?period=0001-W02", 422 },
    { PERSON_PATRON, "GET /api/dashboard?period=9999-W52", 200 },
    { PERSON_PATRON, "GET /api/dashboard/overview", 403 },
    { PERSON_EMPLOYE, "GET /api/dashboard/overview", 403 },
    { PERSON_SUPERADMIN, "GET /api/dashboard/overview", 200 },
    { PERSON_EMPLOYE, "GET /api/dashboard", 200 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RestAnswer) answer = rest_call (fixture, cases[i].person, cases[i].line, NULL,
                                                 NULL);

      g_test_message ("%u: %s", i, cases[i].line);
      rest_answer_expect (answer, cases[i].status);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add_func (path, function)
  ADD ("/dashboard-routes/the-example-beside-an-empty-week", test_the_example_beside_an_empty_week);
  ADD ("/dashboard-routes/the-next-week-looks-back", test_the_next_week_looks_back);
  ADD ("/dashboard-routes/what-waits-is-counted", test_what_waits_is_counted);
  ADD ("/dashboard-routes/the-blanchiment-is-for-those-who-read-it",
       test_the_blanchiment_is_for_those_who_read_it);
  ADD ("/dashboard-routes/an-employe-sees-his-own", test_an_employe_sees_his_own);
  ADD ("/dashboard-routes/all-companies-in-one-table", test_all_companies_in_one_table);
  ADD ("/dashboard-routes/who-may-not-look-is-refused", test_who_may_not_look_is_refused);
#undef ADD
  return g_test_run ();
}
