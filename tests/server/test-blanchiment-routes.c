/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "tests/server/blanchiment-desk.h"

static RestAnswer *
ask_risk (StoreFixture *fixture, Person person, const char *body)
{
  return rest_call (fixture, person, "POST /api/blanchiment/risk", NULL, body);
}

static void
test_a_risk_is_told_without_saving (void)
{
  static const char body[] =
      "{\"operation\":{\"amount\":60000,\"date_recu\":\"2025-09-01\",\"groupe\":\"Vagos\","
      "\"employee_name\":\"Jean\",\"donneur_id\":\"1\",\"receveur_id\":\"1\"},"
      "\"operations\":[{\"amount\":50000,\"date_recu\":\"2025-08-20\",\"groupe\":\"vagos\","
      "\"status\":\"termine\"},{\"amount\":50000,\"date_recu\":\"2025-08-01\","
      "\"groupe\":\"vagos\"}],\"today\":\"2025-09-20\"%s}";
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *plain = g_strdup_printf (body, "");
  g_autofree char *weighted = g_strdup_printf (
      body, ",\"weights\":{\"somme\":1,\"cumul_seuil\":110000,\"duree\":2,\"duree_jours\":20,"
            "\"donneur_receveur\":4}");
  g_autoptr (RestAnswer) risk = ask_risk (fixture, PERSON_EMPLOYE, plain);
  g_autoptr (RestAnswer) other = ask_risk (fixture, PERSON_PATRON_B, weighted);
  g_autofree char *rules = rest_answer_get (risk, "risk_rules");

  g_test_message ("%s", risk->body);
  g_assert_cmpuint (risk->status, ==, 200);
  blanchiment_desk_assert_member (risk, "risk_score", "100");
  blanchiment_desk_assert_member (risk, "niveau", "eleve");
  blanchiment_desk_assert_member (risk, "suspect", "true");
  g_assert_nonnull (strstr (rules, "\"cas\":\"identiques\""));
  g_assert_nonnull (strstr (rules, "\"somme\":110000"));
  g_assert_nonnull (strstr (rules, "\"jours\":19"));
  blanchiment_desk_assert_member (other, "risk_score", "5");
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM blanchiment_operation"), ==,
                   0);
}

static void
test_a_wrong_question_of_risk_names_its_member (void)
{
  static const char *const wrong[][2] = {
    { "{}", "\"field\":\"operation\"" },
    { "{\"operation\":{}}", "\"field\":\"amount\"" },
    { "{\"operation\":{\"amount\":\"1\"}}", "\"field\":\"amount\"" },
    { "{\"operation\":{\"amount\":1,\"status\":\"perdu\"}}", "\"field\":\"status\"" },
    { "{\"operation\":{\"amount\":1},\"operations\":{}}", "\"field\":\"operations\"" },
    { "{\"operation\":{\"amount\":1},\"operations\":[{\"amount\":1},{\"amount\":-1}]}",
      "\"index\":1" },
    { "{\"operation\":{\"amount\":1},\"today\":\"hier\"}", "\"field\":\"today\"" },
    { "{\"operation\":{\"amount\":1},\"weights\":{\"somme\":-1}}", "\"field\":\"weights.somme\"" },
    { "{\"operation\":{\"amount\":1},\"demain\":1}", "\"field\":\"demain\"" },
  };
  g_autoptr (StoreFixture) fixture = store_fixture_new ();

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (RestAnswer) answer = ask_risk (fixture, PERSON_PATRON, wrong[i][0]);

      g_test_message ("%s: %s", wrong[i][0], answer->body);
      g_assert_cmpuint (answer->status, ==, 422);
      g_assert_nonnull (strstr (answer->body, wrong[i][1]));
    }
}

static RestAnswer *
ask (StoreFixture *fixture, const char *what, const char *parameters)
{
  g_autofree char *line = g_strdup_printf ("GET /api/blanchiment/%s?enterprise_id=%s%s", what,
                                           fixture->company_a, parameters);

  return rest_call (fixture, PERSON_PATRON, line, NULL, NULL);
}

static char *
read_csv (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "blanchiment.csv", NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static RestAnswer *
import (StoreFixture *fixture, const char *parameters, const char *header, const char *body)
{
  g_autofree char *line = g_strdup_printf ("POST /api/blanchiment/import?enterprise_id=%s%s",
                                           fixture->company_a, parameters);

  return rest_call (fixture, PERSON_PATRON, line, header, body);
}

/* Header lines are no rows and aside. */
static void
assert_counts (const RestAnswer *answer, guint n_new, guint n_known, guint n_wrong)
{
  g_autofree char *counts = rest_answer_get (answer, "counts");
  g_autofree char *expected = g_strdup_printf ("\"new\":%u,\"replaced\":0,\"wrong\":%u", n_new,
                                               n_wrong);
  g_auto (GStrv) known = g_strsplit (answer->body, "\"code\":\"exists\"", -1);

  rest_answer_expect (answer, 200);
  if (strstr (counts, expected) == NULL)
    g_error ("%s", counts);
  g_assert_cmpuint (n_known == 0 || g_strv_length (known) - 1 == n_known, ==, TRUE);
}

static void
test_an_import_is_a_preview_first (void)
{
  g_autoptr (StoreFixture) fixture = blanchiment_desk_open ();
  g_autofree char *csv = read_csv ();
  g_autoptr (RestAnswer) preview = import (fixture, "", "Content-Type: text/csv", csv);
  gint64 n_before = store_fixture_query (fixture, "SELECT count(*) FROM blanchiment_operation");
  g_autoptr (RestAnswer) made = import (fixture, "&commit=true", "Content-Type: text/csv", csv);
  gint64 n_after = store_fixture_query (fixture, "SELECT count(*) FROM blanchiment_operation");
  g_autoptr (RestAnswer) again = import (fixture, "&commit=true", NULL, csv);
  g_autoptr (RestAnswer) taken = import (fixture, "&commit=true&known=take", NULL, csv);

  g_assert_cmpuint (preview->status, ==, 200);
  blanchiment_desk_assert_member (preview, "committed", "false");
  assert_counts (preview, 60, 0, 0);
  g_assert_cmpint (n_before, ==, 0);
  assert_counts (made, 60, 0, 0);
  g_assert_cmpint (n_after, ==, 60);
  assert_counts (again, 0, 60, 0);
  assert_counts (taken, 60, 0, 0);
  g_assert_cmpint (
      store_fixture_query (fixture, "SELECT count(*) FROM audit_entry WHERE action = 'batch'"), ==,
      2);
  blanchiment_desk_check_risks (fixture);
  store_fixture_check (fixture);
}

static void
test_an_import_names_what_is_wrong (void)
{
  static const char text[] = "{\"text\":\"01/09/2025;Vagos;Jean;1;2;1.234\\n"
                             "02/09/2025;Vagos;Jean;1;2;10\"}";
  g_autoptr (StoreFixture) fixture = blanchiment_desk_open ();
  g_autoptr (RestAnswer) preview = import (fixture, "", "Content-Type: application/json", text);
  g_autoptr (RestAnswer) made = import (fixture, "&commit=1", "Content-Type: application/json",
                                        text);
  g_autoptr (RestAnswer) odd = import (fixture, "&commit=oui", NULL, "");
  g_autoptr (RestAnswer) empty = import (fixture, "", "Content-Type: application/json", "{}");

  assert_counts (preview, 1, 0, 1);
  g_assert_nonnull (strstr (preview->body, "\"field\":\"amount\",\"code\":\"ambiguous\""));
  assert_counts (made, 1, 0, 1);
  g_assert_cmpuint (odd->status, ==, 422);
  g_assert_cmpuint (empty->status, ==, 422);
}

static void
test_an_import_under_a_key_is_done_once (void)
{
  static const char header[] = "Idempotency-Key: september";
  static const char text[] = "02/09/2025;Vagos;Jean;1;2;10";
  g_autoptr (StoreFixture) fixture = blanchiment_desk_open ();
  g_autoptr (RestAnswer) first = import (fixture, "&commit=1&known=take", header, text);
  g_autoptr (RestAnswer) second = import (fixture, "&commit=1&known=take", header, text);

  g_assert_cmpstr (first->body, ==, second->body);
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM blanchiment_operation"), ==,
                   1);
}

static void
test_the_analysis_comes_in_three_forms (void)
{
  g_autoptr (StoreFixture) fixture = blanchiment_desk_open ();
  g_autofree char *csv = read_csv ();
  g_autoptr (RestAnswer) made = import (fixture, "&commit=true", NULL, csv);
  g_autoptr (RestAnswer) json = ask (fixture, "analysis", "&from=2025-09-01&to=2025-09-30");
  g_autoptr (RestAnswer) part = ask (fixture, "analysis", "&from=2025-09-28");
  g_autoptr (RestAnswer) pdf = ask (fixture, "analysis", "&format=pdf");
  g_autoptr (RestAnswer) xlsx = ask (fixture, "analysis", "&format=xlsx");
  g_autofree char *total = rest_answer_get (json, "total");

  g_assert_cmpuint (made->status, ==, 200);
  g_assert_cmpuint (json->status, ==, 200);
  g_assert_nonnull (strstr (total, "\"operations\":60"));
  g_assert_nonnull (strstr (json->body, "\"histogramme\""));
  g_assert_nonnull (strstr (part->body, "\"total\":{\"operations\":2"));
  g_assert_true (g_str_has_prefix (pdf->body, "%PDF-"));
  g_assert_true (g_str_has_prefix (xlsx->body, "PK"));
}

static void
test_the_export_comes_in_three_forms (void)
{
  g_autoptr (StoreFixture) fixture = blanchiment_desk_open ();
  g_autofree char *id = blanchiment_desk_create_of_jean (fixture, ",\"amount\":10");
  g_autoptr (RestAnswer) csv = ask (fixture, "export", "&format=csv");
  g_autoptr (RestAnswer) pdf = ask (fixture, "export", "&format=pdf");
  g_autoptr (RestAnswer) xlsx = ask (fixture, "export", "");
  g_autoptr (RestAnswer) preview = import (fixture, "", NULL, csv->body);

  g_assert_nonnull (strstr (csv->body, "Vagos"));
  g_assert_true (g_str_has_prefix (pdf->body, "%PDF-"));
  g_assert_true (g_str_has_prefix (xlsx->body, "PK"));
  /* What goes out comes in again. */
  assert_counts (preview, 0, 1, 0);
}

static void
test_impossible_parameters_are_refused (void)
{
  static const char *const wrong[] = { "&from=hier", "&to=2025-13-01",
                                       "&from=2025-09-02&to=2025-09-01", "&format=doc" };
  g_autoptr (StoreFixture) fixture = blanchiment_desk_open ();
  g_autoptr (RestAnswer) nowhere = rest_call (fixture, PERSON_PATRON,
                                              "GET /api/blanchiment/analysis", NULL, NULL);

  g_assert_cmpuint (nowhere->status, ==, 422);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (RestAnswer) analysis = ask (fixture, "analysis", wrong[i]);
      g_autoptr (RestAnswer) export = ask (fixture, "export", wrong[i]);

      g_assert_cmpuint (analysis->status, ==, 422);
      g_assert_cmpuint (export->status, ==, 422);
    }
}

/* What it leaves and what it comes to; not what lies between. */
static void
test_an_operation_moves_by_years (void)
{
  static const char *const days[] = { "2019-01-05", "2019-02-03", "2022-06-01", "2025-09-01",
                                      "2025-09-12" };
  g_autoptr (StoreFixture) fixture = blanchiment_desk_open ();
  g_autofree char *moving = blanchiment_desk_create_of_jean (
      fixture, ",\"amount\":60000,\"date_recu\":\"2019-01-05\"");

  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *members = g_strdup_printf (",\"amount\":60000,\"date_recu\":\"%s\"",
                                                  days[i]);

      g_free (blanchiment_desk_create_of_jean (fixture, members));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"date_recu\":\"%s\"}",
                                               days[G_N_ELEMENTS (days) - 1 - i]);
      g_autoptr (RestAnswer) moved = blanchiment_desk_call_on (fixture, PERSON_PATRON, "PATCH",
                                                               moving, body);

      rest_answer_expect (moved, 200);
      blanchiment_desk_check_risks (fixture);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/blanchiment-routes/a-risk-is-told-without-saving",
                   test_a_risk_is_told_without_saving);
  g_test_add_func ("/blanchiment-routes/a-wrong-question-of-risk-names-its-member",
                   test_a_wrong_question_of_risk_names_its_member);
  g_test_add_func ("/blanchiment-routes/an-import-is-a-preview-first",
                   test_an_import_is_a_preview_first);
  g_test_add_func ("/blanchiment-routes/an-import-names-what-is-wrong",
                   test_an_import_names_what_is_wrong);
  g_test_add_func ("/blanchiment-routes/an-import-under-a-key-is-done-once",
                   test_an_import_under_a_key_is_done_once);
  g_test_add_func ("/blanchiment-routes/the-analysis-comes-in-three-forms",
                   test_the_analysis_comes_in_three_forms);
  g_test_add_func ("/blanchiment-routes/the-export-comes-in-three-forms",
                   test_the_export_comes_in_three_forms);
  g_test_add_func ("/blanchiment-routes/impossible-parameters-are-refused",
                   test_impossible_parameters_are_refused);
  g_test_add_func ("/blanchiment-routes/an-operation-moves-by-years",
                   test_an_operation_moves_by_years);
  return g_test_run ();
}
