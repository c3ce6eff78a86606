/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "tests/server/rest-client.h"

static void
expect (StoreFixture *fixture, Person person, const char *line, const char *body, guint status)
{
  g_autoptr (RestAnswer) answer = rest_call (fixture, person, line, NULL, body);

  rest_answer_expect (answer, status);
}

/* Company A with settings and two grade rules. */
static void
configure (StoreFixture *fixture)
{
  g_autofree char *patch = g_strdup_printf ("PATCH /api/enterprises/%s", fixture->company_a);
  g_autofree char *chef = g_strdup_printf (
      "{\"enterprise_id\":\"%s\",\"grade\":\"Chef\",\"salaire_fixe\":1500.5,\"taux_ca\":12.5}",
      fixture->company_a);
  g_autofree char *junior = g_strdup_printf (
      "{\"enterprise_id\":\"%s\",\"grade\":\"Junior\",\"taux_horaire\":20}", fixture->company_a);

  expect (fixture, PERSON_PATRON, patch,
          "{\"description\":\"Du pain\",\"settings\":{\"mode_calcul\":\"grade\","
          "\"taux_prime\":5}}",
          200);
  expect (fixture, PERSON_PATRON, "POST /api/config/grade-rules", chef, 201);
  expect (fixture, PERSON_PATRON, "POST /api/config/grade-rules", junior, 201);
}

static void
configure_server (StoreFixture *fixture)
{
  static const char *const members[] = {
    "{\"id\":\"01995030-0000-7000-8000-000000000001\",\"name\":\"Hiver\","
    "\"effective_from\":\"2025-W40\",\"arrondi\":\"dollar\",\"mode_impot\":\"tranche\"}",
  };
  expect (fixture, PERSON_STAFF, "POST /api/config/settings",
          "{\"key\":\"tax.due_delay_days\",\"value\":{\"days\":4}}", 201);
  expect (fixture, PERSON_STAFF, "POST /api/config/baremes", members[0], 201);
  expect (fixture, PERSON_STAFF,
          "POST /api/config/baremes/01995030-0000-7000-8000-000000000001/import?commit=true",
          "100;4 999;7 %;1000;2000;500;800\n5 000;;9 %;2000;3000;700;900\n", 200);
  expect (fixture, PERSON_STAFF,
          "POST /api/config/baremes/01995030-0000-7000-8000-000000000001/import?commit=true"
          "&kind=wealth",
          "0;1 499 999;0 %\n1 500 000;;2 %\n", 200);
  expect (fixture, PERSON_STAFF,
          "POST /api/config/baremes/01995030-0000-7000-8000-000000000001/publish", "", 200);
}

static RestAnswer *
export_of (StoreFixture *fixture, Person person, const char *company, const char *more)
{
  return rest_ask (fixture, person, NULL, "GET /api/config/export?enterprise_id=%s%s", company,
                   more);
}

static RestAnswer *
import_into (StoreFixture *fixture,
             Person person,
             const char *company,
             const char *more,
             const char *body)
{
  return rest_ask (fixture, person, body, "POST /api/config/import?enterprise_id=%s%s", company,
                   more);
}

static void
test_what_goes_out_changes_nothing (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (RestAnswer) out = NULL, in = NULL, again = NULL;
  gint64 n_before;

  configure (fixture);
  configure_server (fixture);
  out = export_of (fixture, PERSON_STAFF, fixture->company_a, "&system=true");
  rest_answer_expect (out, 200);
  g_assert_true (g_str_has_prefix (out->body, "{\"format\":\"portail-config\",\"version\":1,"));
  n_before = store_fixture_query (fixture, "SELECT count(*) FROM audit_entry");
  in = import_into (fixture, PERSON_STAFF, fixture->company_a, "&commit=true", out->body);
  rest_answer_expect_member (in, "counts", "{\"new\":0,\"removed\":0,\"replaced\":0,\"same\":5}");
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM audit_entry"), ==, n_before);
  again = export_of (fixture, PERSON_STAFF, fixture->company_a, "&system=true");
  g_assert_cmpstr (again->body, ==, out->body);
}

static void
test_a_company_takes_the_configuration_of_another (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *extra = g_strdup_printf ("{\"enterprise_id\":\"%s\",\"grade\":\"Stagiaire\"}",
                                            fixture->company_b);
  g_autoptr (RestAnswer) out = NULL, preview = NULL, in = NULL, result = NULL;
  const char *from, *to;

  configure (fixture);
  expect (fixture, PERSON_PATRON_B, "POST /api/config/grade-rules", extra, 201);
  out = export_of (fixture, PERSON_PATRON, fixture->company_a, "");
  preview = import_into (fixture, PERSON_PATRON_B, fixture->company_b, "", out->body);
  rest_answer_expect_member (preview, "committed", "false");
  rest_answer_expect_member (preview, "counts",
                             "{\"new\":2,\"removed\":1,\"replaced\":1,\"same\":0}");
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM grade_rule WHERE "
                                                 "trashed_at IS NULL"),
                   ==, 3);
  in = import_into (fixture, PERSON_PATRON_B, fixture->company_b, "&commit=true", out->body);
  rest_answer_expect_member (in, "committed", "true");
  result = export_of (fixture, PERSON_PATRON_B, fixture->company_b, "");
  from = strstr (out->body, "\"description\"");
  to = strstr (result->body, "\"description\"");
  g_assert_cmpstr (from, ==, to);
  g_assert_cmpint (
      store_fixture_query (fixture, "SELECT count(*) FROM audit_entry WHERE action = 'batch'"), ==,
      1);
  store_fixture_check (fixture);
}

static void
test_another_server_takes_the_system (void)
{
  g_autoptr (StoreFixture) one = store_fixture_new ();
  g_autoptr (StoreFixture) other = store_fixture_new ();
  g_autoptr (RestAnswer) out = NULL, in = NULL, result = NULL;

  configure_server (one);
  out = rest_call (one, PERSON_STAFF, "GET /api/config/export?system=true", NULL, NULL);
  rest_answer_expect (out, 200);
  in = rest_call (other, PERSON_STAFF, "POST /api/config/import?commit=true", NULL, out->body);
  rest_answer_expect (in, 200);
  result = rest_call (other, PERSON_STAFF, "GET /api/config/export?system=true", NULL, NULL);
  g_assert_cmpstr (result->body, ==, out->body);
  store_fixture_check (other);
}

static void
test_a_published_table_stays (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (RestAnswer) out = NULL, in = NULL;
  g_autofree char *changed = NULL;
  g_auto (GStrv) parts = NULL;

  configure_server (fixture);
  out = rest_call (fixture, PERSON_STAFF, "GET /api/config/export?system=1", NULL, NULL);
  parts = g_strsplit (out->body, "\"taux\":9,", 2);
  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  changed = g_strjoinv ("\"taux\":10,", parts);
  in = rest_call (fixture, PERSON_STAFF, "POST /api/config/import?commit=true", NULL, changed);
  rest_answer_expect (in, 422);
  g_assert_nonnull (strstr (in->body, "\"field\":\"system.baremes[0].\",\"code\":\"locked\""));
}

static void
test_what_is_unknown_is_refused_by_name (void)
{
  static const struct
  {
    const char *body;
    const char *field;
  } rows[] = {
    { "{\"format\":\"autre\",\"version\":1}", "\"format\"" },
    { "{\"format\":\"portail-config\",\"version\":2}", "\"version\"" },
    { "{\"format\":\"portail-config\",\"version\":1,\"couleur\":1}", "\"couleur\"" },
    { "{\"format\":\"portail-config\",\"version\":1,\"enterprise\":{\"owner_id\":null}}",
      "\"enterprise.owner_id\"" },
    { "{\"format\":\"portail-config\",\"version\":1,\"enterprise\":3}", "\"enterprise\"" },
    { "{\"format\":\"portail-config\",\"version\":1,\"grade_rules\":[{\"grade\":\"A\"},"
      "{\"grade\":\"B\",\"salaire\":1}]}",
      "\"grade_rules[1].salaire\"" },
    { "{\"format\":\"portail-config\",\"version\":1,\"grade_rules\":[{\"grade\":\"A\","
      "\"salaire_fixe\":-1}]}",
      "\"grade_rules[0].salaire_fixe\"" },
    { "{\"format\":\"portail-config\",\"version\":1,\"grade_rules\":{}}", "\"grade_rules\"" },
    { "{\"format\":\"portail-config\",\"version\":1,\"system\":3}", "\"system\"" },
    { "{\"format\":\"portail-config\",\"version\":1,\"system\":{\"secrets\":[]}}",
      "\"system.secrets\"" },
    { "{\"format\":\"portail-config\",\"version\":1,\"system\":{\"settings\":[{\"key\":"
      "\"tax.due_delay_days\",\"value\":{\"days\":-3}}]}}",
      "system.settings[0]" },
    { "{\"format\":\"portail-config\",\"version\":1,\"enterprise\":{\"settings\":"
      "{\"mode_calcul\":\"au hasard\"}}}",
      "enterprise." },
  };
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *before = store_fixture_dump (fixture);
  g_autofree char *after = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (RestAnswer) answer = import_into (fixture, PERSON_STAFF, fixture->company_a,
                                                   "&commit=true", rows[i].body);

      g_test_message ("%s: %s", rows[i].body, answer->body);
      g_assert_cmpuint (answer->status, ==, 422);
      g_assert_nonnull (strstr (answer->body, rows[i].field));
    }
  after = store_fixture_dump (fixture);
  g_assert_cmpstr (before, ==, after);
}

static void
test_an_import_has_an_end (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (GString) body = g_string_new (
      "{\"format\":\"portail-config\",\"version\":1,\"grade_rules\":[{\"grade\":\"G\"}");
  g_autoptr (RestAnswer) many = NULL;

  for (guint i = 0; i < 2000; i++)
    g_string_append_printf (body, ",{\"grade\":\"%u\"}", i);
  g_string_append (body, "]}");
  many = import_into (fixture, PERSON_PATRON, fixture->company_a, "", body->str);
  rest_answer_expect (many, 422);
  g_assert_nonnull (strstr (many->body, "\"field\":\"grade_rules\",\"code\":\"too_many\""));
}

static void
test_only_who_may_exchanges (void)
{
  static const char system[] = "{\"format\":\"portail-config\",\"version\":1,\"system\":{}}";
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (RestAnswer) out = export_of (fixture, PERSON_CO_PATRON, fixture->company_a, "");
  g_autoptr (RestAnswer) employe = export_of (fixture, PERSON_EMPLOYE, fixture->company_a, "");
  g_autoptr (RestAnswer) foreign = export_of (fixture, PERSON_PATRON_B, fixture->company_a, "");
  g_autoptr (RestAnswer) server = export_of (fixture, PERSON_PATRON, fixture->company_a,
                                             "&system=true");
  g_autoptr (RestAnswer) co_patron = import_into (fixture, PERSON_CO_PATRON, fixture->company_a, "",
                                                  out->body);
  g_autoptr (RestAnswer) stranger = import_into (fixture, PERSON_PATRON_B, fixture->company_a, "",
                                                 out->body);
  g_autoptr (RestAnswer) patron = import_into (fixture, PERSON_PATRON, fixture->company_a, "",
                                               system);

  rest_answer_expect (out, 200);
  rest_answer_expect (employe, 403);
  rest_answer_expect (foreign, 404);
  rest_answer_expect (server, 403);
  rest_answer_expect (co_patron, 403);
  rest_answer_expect (stranger, 404);
  rest_answer_expect (patron, 403);
  expect (fixture, PERSON_STAFF, "GET /api/config/export", NULL, 422);
  expect (fixture, PERSON_STAFF, "POST /api/config/import", out->body, 422);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/config-exchange/an-import-has-an-end", test_an_import_has_an_end);
  g_test_add_func ("/config-exchange/what-goes-out-changes-nothing",
                   test_what_goes_out_changes_nothing);
  g_test_add_func ("/config-exchange/a-company-takes-the-configuration-of-another",
                   test_a_company_takes_the_configuration_of_another);
  g_test_add_func ("/config-exchange/another-server-takes-the-system",
                   test_another_server_takes_the_system);
  g_test_add_func ("/config-exchange/a-published-table-stays", test_a_published_table_stays);
  g_test_add_func ("/config-exchange/what-is-unknown-is-refused-by-name",
                   test_what_is_unknown_is_refused_by_name);
  g_test_add_func ("/config-exchange/only-who-may-exchanges", test_only_who_may_exchanges);
  return g_test_run ();
}
