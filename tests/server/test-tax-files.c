/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of the taxes is printed, exported and compared. The clock stands on 2025-09-16. */
#include <string.h>

#include "tests/server/tax-example.h"
#include "tests/shared/report-example.h"

/* The id of a declaration of @dotation_id. Owned. */
static char *
declare (StoreFixture *fixture, const char *dotation_id)
{
  g_autofree char *body = g_strdup_printf ("{\"dotation_id\":\"%s\"}", dotation_id);
  g_autoptr (RestAnswer) answer = rest_call (fixture, PERSON_PATRON, "POST /api/tax", NULL, body);

  rest_answer_expect (answer, 201);
  return rest_answer_get (answer, "id");
}

static void
command (StoreFixture *fixture, Person person, const char *id, const char *verb)
{
  g_autofree char *path = g_strdup_printf ("tax/%s/%s", id, verb);

  tax_example_command (fixture, person, path, NULL);
}

static RestAnswer *
get_fiche (StoreFixture *fixture, Person person, const char *id)
{
  return rest_ask (fixture, person, NULL, "GET /api/tax/%s/fiche?format=pdf", id);
}

/* Owned. */
static char *
read_fiche (StoreFixture *fixture, const char *id)
{
  g_autoptr (RestAnswer) answer = get_fiche (fixture, PERSON_PATRON, id);

  rest_answer_expect (answer, 200);
  return report_example_read_text (answer->bytes);
}

static void
assert_has (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in:\n%s", part, text);
}

static void
test_the_fiche_shows_what_was_frozen (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *dotation = tax_example_make (fixture, "2025-W38");
  g_autofree char *id = declare (fixture, dotation);
  g_autofree char *draft = read_fiche (fixture, id);
  g_autofree char *changed = NULL;
  g_autofree char *frozen = NULL;
  g_autoptr (RestAnswer) gone = NULL;
  g_autofree char *alone = NULL;

  assert_has (draft, "TAX SHEET");
  assert_has (draft, "Boulangerie");
  assert_has (draft, "$71,100");
  tax_example_add_row (fixture, dotation,
                       "\"employee_name\":\"Émile Zola\",\"run\":100000,\"salaire\":55000,"
                       "\"prime\":27500");
  changed = read_fiche (fixture, id);
  assert_has (changed, "Émile Zola");
  assert_has (changed, "$81,450");
  command (fixture, PERSON_PATRON, id, "submit");
  tax_example_add_row (fixture, dotation,
                       "\"employee_name\":\"Guy\",\"run\":500000,\"salaire\":0,\"prime\":0");
  frozen = read_fiche (fixture, id);
  assert_has (frozen, "$81,450");
  assert_has (frozen, "Émile Zola");
  g_assert_null (strstr (frozen, "Guy"));
  gone = rest_ask (fixture, PERSON_PATRON, NULL, "DELETE /api/dotations/%s", dotation);
  rest_answer_expect (gone, 204);
  alone = read_fiche (fixture, id);
  g_assert_cmpstr (alone, ==, frozen);
}

static void
test_the_fiche_is_a_named_file_for_its_readers (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *dotation = tax_example_make (fixture, "2025-W38");
  g_autofree char *id = declare (fixture, dotation);
  static const struct
  {
    Person person;
    guint status;
  } readers[] = {
    { PERSON_PATRON, 200 },     { PERSON_CO_PATRON, 200 }, { PERSON_STAFF, 200 },
    { PERSON_DOT, 200 },        { PERSON_EMPLOYE, 403 },   { PERSON_PATRON_B, 404 },
    { PERSON_SUPERADMIN, 200 },
  };
  g_autoptr (RestAnswer) wrong = rest_ask (fixture, PERSON_PATRON, NULL,
                                           "GET /api/tax/%s/fiche?format=docx", id);
  g_autoptr (RestAnswer) missing = get_fiche (fixture, PERSON_STAFF,
                                              "01994f00-0000-7000-8000-000000000000");

  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    {
      g_autoptr (RestAnswer) answer = get_fiche (fixture, readers[i].person, id);

      rest_answer_expect (answer, readers[i].status);
      g_assert_cmpint (g_str_has_prefix (answer->body, "%PDF-"), ==, readers[i].status == 200);
    }
  rest_answer_expect (wrong, 422);
  rest_answer_expect (missing, 404);
}

static void
test_a_typed_declaration_has_no_fiche (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *body = g_strdup_printf ("{\"enterprise_id\":\"%s\",\"amount\":1}",
                                           fixture->company_a);
  g_autoptr (RestAnswer) made = rest_call (fixture, PERSON_PATRON, "POST /api/tax", NULL, body);
  g_autofree char *id = rest_answer_get (made, "id");
  g_autoptr (RestAnswer) answer = get_fiche (fixture, PERSON_PATRON, id);

  rest_answer_expect (answer, 409);
  rest_answer_expect_member (answer, "code", "wrong_status");
}

static void
test_the_list_goes_out_as_a_file (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *dotation = tax_example_make (fixture, "2025-W38");
  g_autofree char *id = declare (fixture, dotation);
  g_autoptr (RestAnswer) csv = rest_call (fixture, PERSON_STAFF, "GET /api/tax/export?format=csv",
                                          NULL, NULL);
  g_autoptr (RestAnswer) none = rest_call (
      fixture, PERSON_STAFF, "GET /api/tax/export?format=csv&status=paye", NULL, NULL);
  g_autoptr (RestAnswer) late = NULL;
  g_autoptr (RestAnswer) xlsx = rest_call (fixture, PERSON_PATRON, "GET /api/tax/export", NULL,
                                           NULL);
  g_autoptr (RestAnswer) pdf = rest_call (fixture, PERSON_DOT, "GET /api/tax/export?format=pdf",
                                          NULL, NULL);
  g_autoptr (RestAnswer) employe = rest_call (fixture, PERSON_EMPLOYE, "GET /api/tax/export", NULL,
                                              NULL);
  g_autoptr (RestAnswer) foreign = rest_ask (
      fixture, PERSON_PATRON_B, NULL, "GET /api/tax/export?enterprise_id=%s", fixture->company_a);

  rest_answer_expect (csv, 200);
  assert_has (csv->body, "Boulangerie");
  assert_has (csv->body, "71");
  g_assert_null (strstr (none->body, "Boulangerie"));
  rest_answer_expect (xlsx, 200);
  g_assert_true (g_str_has_prefix (xlsx->body, "PK"));
  rest_answer_expect (pdf, 200);
  g_assert_cmpuint (employe->status, !=, 500);
  g_assert_null (strstr (employe->body, "Boulangerie"));
  rest_answer_expect (foreign, 404);
  fixture->clock += G_GINT64_CONSTANT (30) * 24 * 60 * 60 * 1000;
  late = rest_call (fixture, PERSON_STAFF, "GET /api/tax/export?format=csv&en_retard=1", NULL,
                    NULL);
  assert_has (late->body, "Boulangerie");
  assert_has (late->body, "Yes");
}

static void
test_figures_explain_themselves (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *dotation = tax_example_make (fixture, "2025-W38");
  g_autofree char *id = declare (fixture, dotation);
  g_autoptr (RestAnswer) answer = NULL;
  g_autoptr (RestAnswer) employe = rest_ask (fixture, PERSON_EMPLOYE, NULL,
                                             "GET /api/tax/%s/figures", id);

  command (fixture, PERSON_PATRON, id, "submit");
  tax_example_add_row (fixture, dotation,
                       "\"employee_name\":\"Guy\",\"run\":500000,\"salaire\":0,\"prime\":0");
  answer = rest_ask (fixture, PERSON_STAFF, NULL, "GET /api/tax/%s/figures", id);
  rest_answer_expect (answer, 200);
  rest_answer_expect_member (answer, "total_du", TAX_EXAMPLE_TOTAL_DU);
  assert_has (answer->body, "$39,100 = profit $170,000 × 23%");
  rest_answer_expect (employe, 403);
}

#define DRAFT_TRANCHES                                                                             \
  "[{\"min\":100,\"taux\":10,\"salaire_max_employe\":1000,\"salaire_max_direction\":1000,"         \
  "\"prime_max_employe\":1000,\"prime_max_direction\":1000}]"

static RestAnswer *
ask_what_if (StoreFixture *fixture, Person person, const char *members)
{
  g_autofree char *body = g_strdup_printf ("{\"from\":\"2025-W30\",\"to\":\"2025-W40\"%s}",
                                           members);

  return rest_call (fixture, person, "POST /api/tax/what-if", NULL, body);
}

static const char *
get_figure (const RestAnswer *answer, const char *part, const char *figure)
{
  const PortailJson *totals = portail_json_get (portail_json_document_get_root (answer->document),
                                                "totals");

  return portail_json_get (portail_json_get (totals, part), figure)->text;
}

static void
test_a_draft_is_compared_with_past_weeks (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *first = tax_example_make (fixture, "2025-W37");
  g_autofree char *second = tax_example_make (fixture, "2025-W38");
  g_autofree char *outside = tax_example_make (fixture, "2025-W41");
  g_autofree char *path = g_strdup_printf ("dotations/%s/submit", first);
  g_autoptr (RestAnswer) answer = NULL;
  g_autoptr (RestAnswer) whole = NULL;

  tax_example_command (fixture, PERSON_PATRON, path, NULL);
  answer = ask_what_if (fixture, PERSON_STAFF, ",\"bareme\":" DRAFT_TRANCHES);
  rest_answer_expect (answer, 200);
  g_assert_cmpstr (get_figure (answer, "before", "total_du"), ==, "142200");
  /* (400 000 − 35 000 − 4 000) at 10 %, and 32 000 for the balance, twice. */
  g_assert_cmpstr (get_figure (answer, "after", "total_du"), ==, "136200");
  g_assert_cmpstr (get_figure (answer, "difference", "total_du"), ==, "-6000");
  assert_has (answer->body, "\"period\":\"2025-W37\"");
  assert_has (answer->body, "\"status\":\"en_attente\"");
  assert_has (answer->body, "\"enterprise_name\":\"Boulangerie\"");
  g_assert_null (strstr (answer->body, outside));
  whole = ask_what_if (fixture, PERSON_PATRON,
                       ",\"bareme\":{\"tranches\":" DRAFT_TRANCHES
                       ",\"richesse\":[],\"mode_impot\":\"progressif\",\"arrondi\":\"cent\"}");
  rest_answer_expect (whole, 200);
  g_assert_cmpstr (get_figure (whole, "after", "impot_richesse"), ==, "0");
}

/* The id of an unpublished table with the one tranche. Owned. */
static char *
make_table (StoreFixture *fixture)
{
  static const char tranche[] = DRAFT_TRANCHES;
  g_autofree char *one = g_strndup (tranche + 1, strlen (tranche) - 2);
  g_autoptr (RestAnswer) table = rest_call (fixture, PERSON_STAFF, "POST /api/config/baremes", NULL,
                                            "{\"name\":\"Essai\",\"effective_from\":\"2026-W01\","
                                            "\"arrondi\":\"dollar\",\"mode_impot\":\"tranche\"}");
  g_autofree char *id = rest_answer_get (table, "id");
  g_autoptr (RestAnswer) row = rest_ask (fixture, PERSON_STAFF, one,
                                         "POST /api/config/baremes/%s/tranches", id);

  rest_answer_expect (table, 201);
  rest_answer_expect (row, 201);
  return g_steal_pointer (&id);
}

static void
test_a_stored_draft_is_compared_too (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *dotation = tax_example_make (fixture, "2025-W38");
  g_autofree char *table = make_table (fixture);
  g_autofree char *members = g_strdup_printf (",\"bareme_id\":\"%s\",\"enterprise_id\":\"%s\"",
                                              table, fixture->company_a);
  g_autoptr (RestAnswer) answer = ask_what_if (fixture, PERSON_STAFF, members);
  g_autoptr (RestAnswer) missing = ask_what_if (
      fixture, PERSON_STAFF, ",\"bareme_id\":\"01994f00-0000-7000-8000-000000000000\"");

  rest_answer_expect (answer, 200);
  g_assert_cmpstr (get_figure (answer, "after", "impot_societe"), ==, "36100");
  g_assert_cmpstr (get_figure (answer, "after", "impot_richesse"), ==, "0");
  rest_answer_expect (missing, 404);
}

static void
test_everybody_compares_his_own_companies (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *dotation = tax_example_make (fixture, "2025-W38");
  g_autofree char *of_a = g_strdup_printf (",\"bareme\":%s,\"enterprise_id\":\"%s\"",
                                           DRAFT_TRANCHES, fixture->company_a);
  g_autoptr (RestAnswer) b = ask_what_if (fixture, PERSON_PATRON_B, ",\"bareme\":" DRAFT_TRANCHES);
  g_autoptr (RestAnswer) foreign = ask_what_if (fixture, PERSON_PATRON_B, of_a);
  g_autoptr (RestAnswer) employe = ask_what_if (fixture, PERSON_EMPLOYE, of_a);
  g_autoptr (RestAnswer) nowhere = ask_what_if (fixture, PERSON_EMPLOYE,
                                                ",\"bareme\":" DRAFT_TRANCHES);
  g_autoptr (RestAnswer) own = ask_what_if (fixture, PERSON_CO_PATRON, of_a);

  rest_answer_expect (b, 200);
  g_assert_cmpstr (get_figure (b, "before", "total_du"), ==, "0");
  rest_answer_expect (foreign, 404);
  rest_answer_expect (employe, 403);
  rest_answer_expect (nowhere, 403);
  rest_answer_expect (own, 200);
}

static void
test_wrong_questions_are_named (void)
{
  static const char *const wrong[][2] = {
    { "{\"from\":\"2025-W30\",\"to\":\"2025-W40\"}", "\"field\":\"bareme\"" },
    { "{\"from\":\"2025-W30\",\"bareme\":" DRAFT_TRANCHES "}", "\"field\":\"to\"" },
    { "{\"from\":\"2025-W40\",\"to\":\"2025-W30\",\"bareme\":" DRAFT_TRANCHES "}",
      "\"field\":\"to\"" },
    { "{\"from\":\"2024-W30\",\"to\":\"2025-W40\",\"bareme\":" DRAFT_TRANCHES "}",
      "\"field\":\"to\"" },
    { "{\"from\":\"2025-W30\",\"to\":\"W40\",\"bareme\":" DRAFT_TRANCHES "}", "\"field\":\"to\"" },
    { "{\"from\":\"2025-W30\",\"to\":\"2025-W40\",\"bareme\":[]}", "\"required\"" },
    { "{\"from\":\"2025-W30\",\"to\":\"2025-W40\",\"bareme\":[1]}", "\"wrong_kind\"" },
    { "{\"from\":\"2025-W30\",\"to\":\"2025-W40\",\"bareme\":7}", "\"wrong_kind\"" },
    { "{\"from\":\"2025-W30\",\"to\":\"2025-W40\",\"bareme\":[{\"min\":100,\"taux\":10}]}",
      "\"salaire_max_employe\"" },
    { "{\"from\":\"2025-W30\",\"to\":\"2025-W40\",\"bareme\":{\"tranches\":" DRAFT_TRANCHES
      ",\"mode_impot\":\"plat\"}}",
      "\"bareme.mode_impot\"" },
    { "{\"from\":\"2025-W30\",\"to\":\"2025-W40\",\"semaines\":1,\"bareme\":" DRAFT_TRANCHES "}",
      "\"semaines\"" },
  };
  g_autoptr (StoreFixture) fixture = store_fixture_new ();

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (RestAnswer) answer = rest_call (fixture, PERSON_STAFF, "POST /api/tax/what-if",
                                                 NULL, wrong[i][0]);

      rest_answer_expect (answer, 422);
      assert_has (answer->body, wrong[i][1]);
    }
}

static void
test_too_many_tranches_are_refused (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (GString) body = g_string_new ("{\"from\":\"2025-W30\",\"to\":\"2025-W40\","
                                           "\"bareme\":[");
  g_autoptr (RestAnswer) answer = NULL;

  for (int i = 0; i < 51; i++)
    g_string_append_printf (body,
                            "%s{\"min\":%d,\"taux\":%d,\"salaire_max_employe\":1,"
                            "\"salaire_max_direction\":1,\"prime_max_employe\":1,"
                            "\"prime_max_direction\":1}",
                            i > 0 ? "," : "", 100 + i, i + 1);
  g_string_append (body, "]}");
  answer = rest_call (fixture, PERSON_STAFF, "POST /api/tax/what-if", NULL, body->str);
  rest_answer_expect (answer, 422);
  assert_has (answer->body, "\"too_many\"");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add_func (path, function)
  ADD ("/tax-files/the-fiche-shows-what-was-frozen", test_the_fiche_shows_what_was_frozen);
  ADD ("/tax-files/the-fiche-is-a-named-file-for-its-readers",
       test_the_fiche_is_a_named_file_for_its_readers);
  ADD ("/tax-files/a-typed-declaration-has-no-fiche", test_a_typed_declaration_has_no_fiche);
  ADD ("/tax-files/figures-explain-themselves", test_figures_explain_themselves);
  ADD ("/tax-files/the-list-goes-out-as-a-file", test_the_list_goes_out_as_a_file);
  ADD ("/tax-files/a-draft-is-compared-with-past-weeks", test_a_draft_is_compared_with_past_weeks);
  ADD ("/tax-files/a-stored-draft-is-compared-too", test_a_stored_draft_is_compared_too);
  ADD ("/tax-files/everybody-compares-his-own-companies",
       test_everybody_compares_his_own_companies);
  ADD ("/tax-files/wrong-questions-are-named", test_wrong_questions_are_named);
  ADD ("/tax-files/too-many-tranches-are-refused", test_too_many_tranches_are_refused);
#undef ADD
  return g_test_run ();
}
