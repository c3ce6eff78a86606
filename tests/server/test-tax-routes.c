/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Declarations by REST. The clock of the fixture stands on 2025-09-16, a Tuesday of 2025-W38. */
#include <string.h>

#include "shared/portail-id.h"
#include "shared/portail-timestamp.h"
#include "tests/server/tax-example.h"

static RestAnswer *
create (StoreFixture *fixture, Person person, const char *members)
{
  g_autofree char *body = g_strdup_printf ("{\"enterprise_id\":\"%s\"%s}", fixture->company_a,
                                           members);

  return rest_call (fixture, person, "POST /api/tax", NULL, body);
}

static RestAnswer *
create_from (StoreFixture *fixture, Person person, const char *dotation_id)
{
  g_autofree char *body = g_strdup_printf ("{\"dotation_id\":\"%s\"}", dotation_id);

  return rest_call (fixture, person, "POST /api/tax", NULL, body);
}

/* The id of a declaration of the example's week. Owned. */
static char *
make_filled (StoreFixture *fixture, char **dotation_id)
{
  g_autofree char *dotation = tax_example_make (fixture, "2025-W38");
  g_autoptr (RestAnswer) answer = create_from (fixture, PERSON_PATRON, dotation);

  rest_answer_expect (answer, 201);
  if (dotation_id != NULL)
    *dotation_id = g_steal_pointer (&dotation);
  return rest_answer_get (answer, "id");
}

static RestAnswer *
get (StoreFixture *fixture, const char *id)
{
  return rest_ask (fixture, PERSON_PATRON, NULL, "GET /api/tax/%s", id);
}

static void
test_the_seeds_body_creates_a_declaration (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (RestAnswer) answer = create (
      fixture, PERSON_PATRON,
      ",\"tax_type\":\"Impôt\",\"amount\":1234.5,\"due_date\":\"2025-09-22T22:30:00Z\"");
  g_autoptr (RestAnswer) pending = create (
      fixture, PERSON_CO_PATRON,
      ",\"tax_type\":\"Impôt\",\"amount\":1,\"due_date\":\"2025-09-23\",\"status\":\"pending\"");

  rest_answer_expect (answer, 201);
  rest_answer_expect_member (answer, "status", "brouillon");
  rest_answer_expect_member (answer, "amount", "1234.5");
  /* 00:30 of the next day in Paris. */
  rest_answer_expect_member (answer, "due_date", "2025-09-23");
  rest_answer_expect_member (answer, "period", "2025-W38");
  rest_answer_expect_member (answer, "resultat", "null");
  rest_answer_expect_member (answer, "user_id", fixture->user_ids[PERSON_PATRON]);
  rest_answer_expect (pending, 201);
  rest_answer_expect_member (pending, "status", "en_attente");
}

static void
test_a_dotation_fills_everything (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *dotation = tax_example_make (fixture, "2025-W38");
  g_autoptr (RestAnswer) answer = create_from (fixture, PERSON_PATRON, dotation);

  rest_answer_expect (answer, 201);
  rest_answer_expect_member (answer, "enterprise_id", fixture->company_a);
  rest_answer_expect_member (answer, "dotation_id", dotation);
  rest_answer_expect_member (answer, "period", "2025-W38");
  rest_answer_expect_member (answer, "amount", TAX_EXAMPLE_TOTAL_DU);
  rest_answer_expect_member (answer, "due_date", "2025-09-23");
  rest_answer_expect_member (answer, "tax_type", "Impôt société et richesse");
  rest_answer_expect_member (answer, "en_retard", "false");
  rest_answer_expect_member (answer, "due_level", "none");
  rest_answer_expect_member (answer, "superseded_by", "null");
}

static void
test_the_delay_is_the_staffs_for_all_or_for_a_company (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *dotation = tax_example_make (fixture, "2025-W38");
  g_autoptr (RestAnswer) setting = rest_call (
      fixture, PERSON_STAFF, "POST /api/config/settings", NULL,
      "{\"key\":\"tax.due_delay_days\",\"value\":{\"days\":5}}");
  g_autoptr (RestAnswer) by_staff = create_from (fixture, PERSON_PATRON, dotation);
  g_autoptr (RestAnswer) forbidden = rest_ask (fixture, PERSON_PATRON,
                                               "{\"settings\":{\"due_delay_days\":60}}",
                                               "PATCH /api/enterprises/%s", fixture->company_a);
  g_autoptr (RestAnswer) company = rest_ask (fixture, PERSON_STAFF,
                                             "{\"settings\":{\"due_delay_days\":0}}",
                                             "PATCH /api/enterprises/%s", fixture->company_a);
  g_autoptr (RestAnswer) kept = rest_ask (
      fixture, PERSON_PATRON, "{\"settings\":{\"due_delay_days\":0,\"taux_salaire\":30}}",
      "PATCH /api/enterprises/%s", fixture->company_a);
  g_autoptr (RestAnswer) dropped = rest_ask (fixture, PERSON_PATRON, "{\"settings\":null}",
                                             "PATCH /api/enterprises/%s", fixture->company_a);
  g_autoptr (RestAnswer) by_company = create_from (fixture, PERSON_PATRON, dotation);
  g_autoptr (RestAnswer) wrong = rest_ask (fixture, PERSON_STAFF,
                                           "{\"settings\":{\"due_delay_days\":61}}",
                                           "PATCH /api/enterprises/%s", fixture->company_a);
  g_autoptr (RestAnswer) shapeless = rest_call (
      fixture, PERSON_STAFF, "POST /api/config/settings", NULL,
      "{\"key\":\"tax.due_delay_days\",\"value\":{\"jours\":5}}");

  rest_answer_expect (setting, 201);
  rest_answer_expect_member (by_staff, "due_date", "2025-09-26");
  rest_answer_expect (forbidden, 403);
  g_assert_nonnull (strstr (forbidden->body, "\"field\":\"settings.due_delay_days\""));
  rest_answer_expect (company, 200);
  rest_answer_expect (kept, 200);
  rest_answer_expect (dropped, 403);
  rest_answer_expect_member (by_company, "due_date", "2025-09-21");
  rest_answer_expect (wrong, 422);
  rest_answer_expect (shapeless, 422);
}

static void
test_wrong_members_are_named (void)
{
  static const char *const wrong[][2] = {
    { "", "\"field\":\"amount\"" },
    { ",\"amount\":-1", "\"field\":\"amount\"" },
    { ",\"amount\":1.001", "\"field\":\"amount\"" },
    { ",\"amount\":1,\"due_date\":\"2025-02-30\"", "\"field\":\"due_date\"" },
    { ",\"amount\":1,\"due_date\":\"9999-12-31T23:30:00Z\"", "\"field\":\"due_date\"" },
    { ",\"amount\":1,\"period\":\"2025-W54\"", "\"field\":\"period\"" },
    { ",\"amount\":1,\"status\":\"valide\"", "\"field\":\"status\"" },
    { ",\"amount\":1,\"paid_at\":\"2025-09-16T00:00:00Z\"", "\"field\":\"paid_at\"" },
    { ",\"amount\":1,\"resultat\":{}", "\"field\":\"resultat\"" },
    { ",\"amount\":1,\"version_of\":\"01994f00-0000-7000-8000-000000000000\"",
      "\"field\":\"version_of\"" },
    { ",\"dotation_id\":\"01994f00-0000-7000-8000-000000000000\"", "\"field\":\"dotation_id\"" },
    { ",\"amount\":1,\"en_retard\":true", "\"field\":\"en_retard\"" },
  };
  g_autoptr (StoreFixture) fixture = store_fixture_new ();

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (RestAnswer) answer = create (fixture, PERSON_PATRON, wrong[i][0]);

      g_test_message ("%s: %s", wrong[i][0], answer->body);
      g_assert_cmpuint (answer->status, ==, 422);
      g_assert_nonnull (strstr (answer->body, wrong[i][1]));
    }
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM tax_declaration"), ==, 0);
}

static void
test_a_foreign_dotation_is_as_a_missing_one (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *dotation = tax_example_make (fixture, "2025-W38");
  g_autoptr (RestAnswer) foreign = create_from (fixture, PERSON_PATRON_B, dotation);
  g_autoptr (RestAnswer) missing = create_from (fixture, PERSON_PATRON_B,
                                                "01994f00-0000-7000-8000-000000000000");
  g_autofree char *body = g_strdup_printf ("{\"enterprise_id\":\"%s\",\"dotation_id\":\"%s\"}",
                                           fixture->company_b, dotation);
  g_autoptr (RestAnswer) other = rest_call (fixture, PERSON_PATRON_B, "POST /api/tax", NULL, body);
  g_autoptr (RestAnswer) employe = create_from (fixture, PERSON_EMPLOYE, dotation);
  g_autoptr (RestAnswer) staff = create_from (fixture, PERSON_STAFF, dotation);

  rest_answer_expect (foreign, 422);
  g_assert_cmpuint (missing->status, ==, foreign->status);
  rest_answer_expect_member (foreign, "code", "invalid");
  rest_answer_expect (other, 422);
  g_assert_nonnull (strstr (other->body, "\"field\":\"dotation_id\""));
  rest_answer_expect (employe, 403);
  rest_answer_expect (staff, 403);
}

static void
test_what_comes_from_a_dotation_is_not_typed (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *id = make_filled (fixture, NULL);
  g_autofree char *other_week = tax_example_make (fixture, "2025-W30");
  g_autofree char *change = g_strdup_printf ("{\"dotation_id\":\"%s\",\"due_date\":null}",
                                             other_week);
  g_autoptr (RestAnswer) amount = rest_ask (fixture, PERSON_PATRON, "{\"amount\":1}",
                                            "PATCH /api/tax/%s", id);
  g_autoptr (RestAnswer) period = rest_ask (fixture, PERSON_PATRON, "{\"period\":\"2025-W37\"}",
                                            "PATCH /api/tax/%s", id);
  g_autoptr (RestAnswer) due = rest_ask (fixture, PERSON_PATRON,
                                         "{\"due_date\":\"2025-10-01\",\"notes\":\"Accord.\"}",
                                         "PATCH /api/tax/%s", id);
  g_autoptr (RestAnswer) moved = rest_ask (fixture, PERSON_PATRON, change, "PATCH /api/tax/%s", id);
  g_autoptr (RestAnswer) typed = rest_ask (
      fixture, PERSON_PATRON, "{\"dotation_id\":null,\"amount\":12}", "PATCH /api/tax/%s", id);

  rest_answer_expect (amount, 422);
  rest_answer_expect (period, 422);
  rest_answer_expect (due, 200);
  rest_answer_expect_member (due, "due_date", "2025-10-01");
  rest_answer_expect (moved, 200);
  rest_answer_expect_member (moved, "period", "2025-W30");
  rest_answer_expect_member (moved, "due_date", "2025-07-29");
  rest_answer_expect (typed, 200);
  rest_answer_expect_member (typed, "amount", "12");
}

static void
test_submission_freezes_the_sheet (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *dotation = NULL;
  g_autofree char *id = make_filled (fixture, &dotation);
  g_autoptr (RestAnswer) submitted = NULL;
  g_autoptr (RestAnswer) later = NULL;
  g_autoptr (RestAnswer) refused = NULL;
  const PortailJson *resultat;

  tax_example_add_row (fixture, dotation,
                       "\"employee_name\":\"E\",\"run\":100000,\"salaire\":55000,\"prime\":27500");
  submitted = tax_example_ask (fixture, PERSON_PATRON, id, "submit", NULL);
  rest_answer_expect (submitted, 200);
  resultat = portail_json_get (portail_json_document_get_root (submitted->document), "resultat");
  /* Bénéfice 215 000 at 23 %, and 32 000 for the balance. */
  g_assert_cmpstr (portail_json_get (resultat, "total_du")->text, ==, "81450");
  rest_answer_expect_member (submitted, "amount", "81450");
  g_assert_cmpuint (portail_json_count_children (portail_json_get (resultat, "lignes")), ==, 5);
  tax_example_add_row (fixture, dotation,
                       "\"employee_name\":\"F\",\"run\":100000,\"salaire\":0,\"prime\":0");
  later = get (fixture, id);
  rest_answer_expect_member (later, "amount", "81450");
  refused = tax_example_ask (fixture, PERSON_STAFF, id, "refuse", "{\"reason\":\"Il manque F.\"}");
  rest_answer_expect (refused, 200);
  rest_answer_expect_member (refused, "resultat", "null");
  rest_answer_expect_member (refused, "refusal_reason", "Il manque F.");
  tax_example_expect (fixture, PERSON_PATRON, id, "submit");
  g_clear_pointer (&later, rest_answer_free);
  later = get (fixture, id);
  rest_answer_expect_member (later, "refusal_reason", "null");
  /* 315 000: the caps are those of tranche 6 then. */
  g_assert_cmpint (store_fixture_query (fixture, "SELECT amount > 8145000 FROM tax_declaration"),
                   ==, 1);
  store_fixture_check (fixture);
}

static void
test_a_dotation_in_the_trash_cannot_be_submitted (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *dotation = NULL;
  g_autofree char *id = make_filled (fixture, &dotation);
  g_autoptr (RestAnswer) gone = rest_ask (fixture, PERSON_PATRON, NULL, "DELETE /api/dotations/%s",
                                          dotation);
  g_autoptr (RestAnswer) answer = tax_example_ask (fixture, PERSON_PATRON, id, "submit", NULL);

  rest_answer_expect (gone, 204);
  rest_answer_expect (answer, 422);
  g_assert_nonnull (strstr (answer->body, "\"field\":\"dotation_id\""));
}

/* Each state by the commands that lead to it. */
static const struct
{
  const char *state;
  const char *path[3];
} states[] = {
  { "brouillon", { NULL } },
  { "en_attente", { "submit", NULL } },
  { "valide", { "submit", "validate", NULL } },
  { "refuse", { "submit", "refuse", NULL } },
  { "paye", { "submit", "validate", "pay" } },
};

static const struct
{
  const char *command;
  Person person;
  const char *leads_to[G_N_ELEMENTS (states)]; /* from each state; NULL: refused */
} commands[] = {
  { "submit", PERSON_PATRON, { "en_attente", NULL, NULL, "en_attente", NULL } },
  { "validate", PERSON_STAFF, { NULL, "valide", NULL, NULL, NULL } },
  { "refuse", PERSON_STAFF, { NULL, "refuse", NULL, NULL, NULL } },
  { "pay", PERSON_STAFF, { NULL, NULL, "paye", NULL, NULL } },
  { "correct", PERSON_PATRON, { NULL, NULL, "brouillon", NULL, "brouillon" } },
};

static char *
make_in_state (StoreFixture *fixture, guint state)
{
  char *id = tax_example_make_typed (fixture, "");

  for (guint i = 0; i < G_N_ELEMENTS (states[state].path) && states[state].path[i] != NULL; i++)
    tax_example_expect (
        fixture, g_str_equal (states[state].path[i], "submit") ? PERSON_PATRON : PERSON_STAFF, id,
        states[state].path[i]);
  return id;
}

static void
test_every_transition (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();

  for (guint state = 0; state < G_N_ELEMENTS (states); state++)
    for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
      {
        g_autofree char *id = make_in_state (fixture, state);
        g_autoptr (RestAnswer) answer = tax_example_ask (
            fixture, commands[i].person, id, commands[i].command,
            g_str_equal (commands[i].command, "refuse") ? "{\"reason\":\"Non.\"}" : NULL);

        g_test_message ("%s from %s: %s", commands[i].command, states[state].state, answer->body);
        if (commands[i].leads_to[state] == NULL)
          {
            rest_answer_expect (answer, 409);
            rest_answer_expect_member (answer, "code", "wrong_status");
            continue;
          }
        rest_answer_expect (answer, 200);
        rest_answer_expect_member (answer, "status", commands[i].leads_to[state]);
      }
}

static void
test_commands_need_their_right (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *draft = make_in_state (fixture, 0);
  g_autofree char *waiting = make_in_state (fixture, 1);
  g_autofree char *valid = make_in_state (fixture, 2);
  const struct
  {
    Person person;
    const char *id;
    const char *verb;
    guint status;
  } cases[] = {
    { PERSON_STAFF, draft, "submit", 403 },      { PERSON_DOT, draft, "submit", 403 },
    { PERSON_EMPLOYE, draft, "submit", 403 },    { PERSON_PATRON_B, draft, "submit", 404 },
    { PERSON_PATRON, waiting, "validate", 403 }, { PERSON_DOT, waiting, "validate", 403 },
    { PERSON_PATRON, waiting, "refuse", 403 },   { PERSON_PATRON, valid, "pay", 403 },
    { PERSON_STAFF, valid, "correct", 403 },     { PERSON_CO_PATRON, draft, "submit", 200 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RestAnswer) answer = tax_example_ask (fixture, cases[i].person, cases[i].id,
                                                       cases[i].verb, "{}");

      g_test_message ("%s", cases[i].verb);
      rest_answer_expect (answer, cases[i].status);
    }
}

static void
test_only_drafts_and_refused_ones_are_edited (void)
{
  static const guint expected[] = { 200, 409, 409, 200, 409 };
  g_autoptr (StoreFixture) fixture = store_fixture_new ();

  for (guint state = 0; state < G_N_ELEMENTS (states); state++)
    {
      g_autofree char *id = make_in_state (fixture, state);
      g_autoptr (RestAnswer) answer = rest_ask (fixture, PERSON_PATRON, "{\"notes\":\"Vu.\"}",
                                                "PATCH /api/tax/%s", id);

      g_test_message ("%s", states[state].state);
      rest_answer_expect (answer, expected[state]);
    }
}

static void
test_the_moment_of_payment (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *said = make_in_state (fixture, 2);
  g_autofree char *unsaid = make_in_state (fixture, 2);
  g_autoptr (RestAnswer) first = tax_example_ask (fixture, PERSON_STAFF, said, "pay",
                                                  "{\"paid_at\":\"2025-09-15T10:00:00Z\"}");
  g_autoptr (RestAnswer) second = tax_example_ask (fixture, PERSON_STAFF, unsaid, "pay", NULL);
  g_autofree char *now = rest_answer_get (second, "paid_at");

  rest_answer_expect_member (first, "paid_at", "2025-09-15T10:00:00.000Z");
  g_assert_true (g_str_has_prefix (now, "2025-09-16T05:"));
}

static void
test_a_correction_is_a_new_version (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *dotation = NULL;
  g_autofree char *id = make_filled (fixture, &dotation);
  g_autofree char *new_id = portail_id_new ();
  g_autofree char *body = g_strdup_printf ("{\"new_id\":\"%s\"}", new_id);
  g_autoptr (RestAnswer) made = NULL;
  g_autoptr (RestAnswer) again = NULL;
  g_autoptr (RestAnswer) old = NULL;
  g_autoptr (RestAnswer) superseded = NULL;
  g_autoptr (RestAnswer) newest = NULL;
  g_autoptr (RestAnswer) paid = NULL;

  tax_example_expect (fixture, PERSON_PATRON, id, "submit");
  tax_example_expect (fixture, PERSON_STAFF, id, "validate");
  tax_example_add_row (fixture, dotation,
                       "\"employee_name\":\"E\",\"run\":100000,\"salaire\":55000,\"prime\":27500");
  made = tax_example_ask (fixture, PERSON_PATRON, id, "correct", body);
  rest_answer_expect (made, 200);
  rest_answer_expect_member (made, "id", new_id);
  rest_answer_expect_member (made, "status", "brouillon");
  rest_answer_expect_member (made, "version_of", id);
  rest_answer_expect_member (made, "dotation_id", dotation);
  rest_answer_expect_member (made, "amount", "81450");
  rest_answer_expect_member (made, "due_date", "2025-09-23");
  again = tax_example_ask (fixture, PERSON_PATRON, id, "correct", NULL);
  rest_answer_expect (again, 409);
  old = get (fixture, id);
  rest_answer_expect_member (old, "status", "valide");
  rest_answer_expect_member (old, "amount", TAX_EXAMPLE_TOTAL_DU);
  rest_answer_expect_member (old, "superseded_by", new_id);
  superseded = rest_call (fixture, PERSON_PATRON, "GET /api/tax?superseded=1", NULL, NULL);
  g_assert_cmpuint (rest_answer_count_items (superseded), ==, 1);
  newest = rest_call (fixture, PERSON_PATRON, "GET /api/tax?superseded=0", NULL, NULL);
  g_assert_cmpuint (rest_answer_count_items (newest), ==, 1);
  g_assert_cmpstr (portail_json_get_member_string (rest_answer_get_item (newest, 0), "id"), ==,
                   new_id);
  paid = tax_example_ask (fixture, PERSON_STAFF, id, "pay", NULL);
  rest_answer_expect (paid, 409);
  store_fixture_check (fixture);
}

static void
test_a_correction_that_is_thrown_away_frees_the_old_one (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *id = make_in_state (fixture, 4);
  g_autoptr (RestAnswer) first = tax_example_ask (fixture, PERSON_PATRON, id, "correct", NULL);
  g_autofree char *new_id = rest_answer_get (first, "id");
  g_autoptr (RestAnswer) taken = NULL;
  g_autoptr (RestAnswer) gone = NULL;
  g_autoptr (RestAnswer) old = NULL;
  g_autoptr (RestAnswer) second = NULL;
  g_autofree char *body = g_strdup_printf ("{\"new_id\":\"%s\"}", new_id);

  gone = rest_ask (fixture, PERSON_PATRON, NULL, "DELETE /api/tax/%s", new_id);
  rest_answer_expect (gone, 204);
  old = get (fixture, id);
  rest_answer_expect_member (old, "superseded_by", "null");
  taken = tax_example_ask (fixture, PERSON_PATRON, id, "correct", body);
  rest_answer_expect (taken, 409);
  second = tax_example_ask (fixture, PERSON_PATRON, id, "correct", NULL);
  rest_answer_expect (second, 200);
  rest_answer_expect_member (second, "amount", "1000");
}

static void
test_two_corrections_do_not_live_together (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *id = make_in_state (fixture, 4);
  g_autoptr (RestAnswer) first = tax_example_ask (fixture, PERSON_PATRON, id, "correct", NULL);
  g_autofree char *first_id = rest_answer_get (first, "id");
  g_autoptr (RestAnswer) gone = rest_ask (fixture, PERSON_PATRON, NULL, "DELETE /api/tax/%s",
                                          first_id);
  g_autoptr (RestAnswer) second = tax_example_ask (fixture, PERSON_PATRON, id, "correct", NULL);
  g_autofree char *second_id = rest_answer_get (second, "id");
  g_autoptr (RestAnswer) refused = tax_example_ask (fixture, PERSON_PATRON, first_id, "restore",
                                                    NULL);
  g_autoptr (RestAnswer) gone_too = rest_ask (fixture, PERSON_PATRON, NULL, "DELETE /api/tax/%s",
                                              second_id);
  g_autoptr (RestAnswer) back = tax_example_ask (fixture, PERSON_PATRON, first_id, "restore", NULL);

  rest_answer_expect (gone, 204);
  rest_answer_expect (second, 200);
  rest_answer_expect (refused, 409);
  rest_answer_expect (gone_too, 204);
  rest_answer_expect (back, 200);
}

static void
test_a_locked_week_takes_no_declaration (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *id = tax_example_make_typed (fixture, "");
  g_autofree char *body = g_strdup_printf ("{\"enterprise_id\":\"%s\",\"period\":\"2025-W37\"}",
                                           fixture->company_a);
  g_autoptr (RestAnswer) lock = rest_call (fixture, PERSON_STAFF, "POST /api/config/period-locks",
                                           NULL, body);
  g_autoptr (RestAnswer) made = create (fixture, PERSON_PATRON, ",\"amount\":1");
  g_autoptr (RestAnswer) submitted = tax_example_ask (fixture, PERSON_PATRON, id, "submit", NULL);
  g_autoptr (RestAnswer) other = create (fixture, PERSON_PATRON,
                                         ",\"amount\":1,\"period\":\"2025-W36\"");

  rest_answer_expect (lock, 201);
  rest_answer_expect (made, 409);
  rest_answer_expect (submitted, 409);
  rest_answer_expect (other, 201);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add_func (path, function)
  ADD ("/tax-routes/the-seeds-body-creates-a-declaration",
       test_the_seeds_body_creates_a_declaration);
  ADD ("/tax-routes/a-dotation-fills-everything", test_a_dotation_fills_everything);
  ADD ("/tax-routes/the-delay-is-the-staffs-for-all-or-for-a-company",
       test_the_delay_is_the_staffs_for_all_or_for_a_company);
  ADD ("/tax-routes/wrong-members-are-named", test_wrong_members_are_named);
  ADD ("/tax-routes/a-foreign-dotation-is-as-a-missing-one",
       test_a_foreign_dotation_is_as_a_missing_one);
  ADD ("/tax-routes/what-comes-from-a-dotation-is-not-typed",
       test_what_comes_from_a_dotation_is_not_typed);
  ADD ("/tax-routes/submission-freezes-the-sheet", test_submission_freezes_the_sheet);
  ADD ("/tax-routes/a-dotation-in-the-trash-cannot-be-submitted",
       test_a_dotation_in_the_trash_cannot_be_submitted);
  ADD ("/tax-routes/every-transition", test_every_transition);
  ADD ("/tax-routes/commands-need-their-right", test_commands_need_their_right);
  ADD ("/tax-routes/only-drafts-and-refused-ones-are-edited",
       test_only_drafts_and_refused_ones_are_edited);
  ADD ("/tax-routes/the-moment-of-payment", test_the_moment_of_payment);
  ADD ("/tax-routes/a-correction-is-a-new-version", test_a_correction_is_a_new_version);
  ADD ("/tax-routes/a-correction-that-is-thrown-away-frees-the-old-one",
       test_a_correction_that_is_thrown_away_frees_the_old_one);
  ADD ("/tax-routes/two-corrections-do-not-live-together",
       test_two_corrections_do_not_live_together);
  ADD ("/tax-routes/a-locked-week-takes-no-declaration", test_a_locked_week_takes_no_declaration);
#undef ADD
  return g_test_run ();
}
