/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/records/portail-period-lock.h"
#include "shared/records/portail-tax-declaration.h"
#include "tests/server/rest-client.h"

/* Staff locks @week of company A, or of all without @company. Returns: the lock's id; owned. */
static char *
lock_week (StoreFixture *fixture, const char *company, const char *week)
{
  g_autofree char *of_company = company != NULL
                                    ? g_strdup_printf ("\"enterprise_id\":\"%s\",", company)
                                    : g_strdup ("");
  g_autofree char *body = g_strdup_printf ("{%s\"period\":\"%s\",\"reason\":\"clos\"}", of_company,
                                           week);
  g_autoptr (RestAnswer) answer = rest_ask (fixture, PERSON_STAFF, body,
                                            "POST /api/config/period-locks");

  rest_answer_expect (answer, 201);
  rest_answer_expect_member (answer, "locked", "true");
  return rest_answer_get (answer, "id");
}

static RestAnswer *
create_sheet (StoreFixture *fixture, Person person, const char *company, const char *week)
{
  g_autofree char *body = g_strdup_printf ("{\"enterprise_id\":\"%s\",\"period\":\"%s\"}", company,
                                           week);

  return rest_ask (fixture, person, body, "POST /api/dotations");
}

static void
expect_locked (const RestAnswer *answer)
{
  rest_answer_expect (answer, 409);
  rest_answer_expect_member (answer, "code", "locked");
}

static void
test_nothing_of_a_locked_week_changes (void)
{
  static const struct
  {
    const char *verb;
    const char *rest;
    const char *body;
  } asked[] = {
    { "PATCH", "", "{\"notes\":\"x\"}" },
    { "POST", "/submit", NULL },
    { "DELETE", "", NULL },
    { "POST", "/rows", "{\"employee_name\":\"Zoé\",\"run\":1,\"facture\":0,\"vente\":0}" },
    { "POST", "/entries", "{\"kind\":\"depense\",\"justificatif\":\"x\",\"montant\":1}" },
  };
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 1);
  g_autofree char *id = lock_week (fixture, fixture->company_a, "2025-W38");
  g_autoptr (RestAnswer) other_week = create_sheet (fixture, PERSON_PATRON, fixture->company_a,
                                                    "2025-W39");
  g_autoptr (RestAnswer) staff = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      g_autoptr (RestAnswer) answer = rest_ask (fixture, PERSON_PATRON, asked[i].body,
                                                "%s /api/dotations/%s%s", asked[i].verb,
                                                sheet->base.id, asked[i].rest);

      expect_locked (answer);
    }
  rest_answer_expect (other_week, 201);
  staff = rest_ask (fixture, PERSON_SUPERADMIN, "{\"notes\":\"x\"}", "PATCH /api/dotations/%s",
                    sheet->base.id);
  rest_answer_expect (staff, 200);
  store_fixture_check (fixture);
}

static void
test_a_lock_is_of_one_company_or_of_all (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *own = lock_week (fixture, fixture->company_a, "2025-W38");
  g_autofree char *of_all = lock_week (fixture, NULL, "2025-W40");
  g_autoptr (RestAnswer) free_one = create_sheet (fixture, PERSON_PATRON_B, fixture->company_b,
                                                  "2025-W38");
  g_autoptr (RestAnswer) locked = create_sheet (fixture, PERSON_PATRON, fixture->company_a,
                                                "2025-W38");
  g_autoptr (RestAnswer) locked_too = create_sheet (fixture, PERSON_PATRON_B, fixture->company_b,
                                                    "2025-W40");

  rest_answer_expect (free_one, 201);
  expect_locked (locked);
  expect_locked (locked_too);
}

static void
test_unlocking_needs_a_reason (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *id = lock_week (fixture, fixture->company_a, "2025-W38");
  g_autoptr (RestAnswer) bare = rest_ask (fixture, PERSON_STAFF, "{}",
                                          "POST /api/config/period-locks/%s/unlock", id);
  g_autoptr (RestAnswer) unlock = rest_ask (fixture, PERSON_STAFF, "{\"reason\":\"oubli\"}",
                                            "POST /api/config/period-locks/%s/unlock", id);
  g_autoptr (RestAnswer) made = create_sheet (fixture, PERSON_PATRON, fixture->company_a,
                                              "2025-W38");
  g_autoptr (RestAnswer) again = rest_ask (fixture, PERSON_STAFF, NULL,
                                           "POST /api/config/period-locks/%s/lock", id);
  g_autoptr (RestAnswer) twice = rest_ask (fixture, PERSON_STAFF, NULL,
                                           "POST /api/config/period-locks/%s/lock", id);

  rest_answer_expect (bare, 422);
  rest_answer_expect (unlock, 200);
  rest_answer_expect_member (unlock, "locked", "false");
  rest_answer_expect_member (unlock, "reason", "oubli");
  rest_answer_expect (made, 201);
  rest_answer_expect (again, 200);
  rest_answer_expect (twice, 409);
}

static void
test_only_staff_locks_and_everybody_sees_it (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *id = lock_week (fixture, fixture->company_a, "2025-W38");
  g_autofree char *body = g_strdup_printf ("{\"enterprise_id\":\"%s\",\"period\":\"2025-W39\"}",
                                           fixture->company_a);
  g_autoptr (RestAnswer) patron = rest_ask (fixture, PERSON_PATRON, body,
                                            "POST /api/config/period-locks");
  g_autoptr (RestAnswer) unlock = rest_ask (fixture, PERSON_PATRON, "{\"reason\":\"x\"}",
                                            "POST /api/config/period-locks/%s/unlock", id);
  g_autoptr (RestAnswer) list = rest_ask (fixture, PERSON_EMPLOYE, NULL,
                                          "GET /api/config/period-locks");
  g_autoptr (RestAnswer) elsewhere = rest_ask (fixture, PERSON_PATRON_B, NULL,
                                               "GET /api/config/period-locks");

  rest_answer_expect (patron, 403);
  rest_answer_expect (unlock, 403);
  g_assert_cmpuint (rest_answer_count_items (list), ==, 1);
  g_assert_cmpuint (rest_answer_count_items (elsewhere), ==, 0);
}

/* A declaration may say another week later: both must be open. */
static void
test_a_declaration_neither_leaves_nor_enters_a_locked_week (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  const Author author = { PERSON_PATRON, NULL, fixture->company_a };
  g_autoptr (PortailTaxDeclaration) inside = store_fixture_do (
      fixture, &author,
      make_create (&portail_tax_declaration_type, NULL, "{\"period\":\"2025-W38\",\"amount\":1}"));
  g_autoptr (PortailTaxDeclaration) outside = store_fixture_do (
      fixture, &author,
      make_create (&portail_tax_declaration_type, NULL, "{\"period\":\"2025-W39\",\"amount\":1}"));
  g_autofree char *id = lock_week (fixture, fixture->company_a, "2025-W38");

  store_fixture_refuse (fixture, &author, make_update (inside, "{\"period\":\"2025-W40\"}"),
                        PORTAIL_ERROR_LOCKED);
  store_fixture_refuse (fixture, &author, make_update (outside, "{\"period\":\"2025-W38\"}"),
                        PORTAIL_ERROR_LOCKED);
  portail_record_free (
      store_fixture_do (fixture, &author, make_update (outside, "{\"period\":\"2025-W40\"}")));
}

/* The week of a declaration that has a dotation is the dotation's. */
static void
test_no_dotation_brings_a_declaration_into_a_locked_week (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  const Author author = { PERSON_PATRON, NULL, fixture->company_a };
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 1);
  g_autofree char *fields = g_strdup_printf ("{\"dotation_id\":\"%s\"}", sheet->base.id);
  g_autoptr (PortailTaxDeclaration) typed = store_fixture_do (
      fixture, &author,
      make_create (&portail_tax_declaration_type, NULL, "{\"period\":\"2025-W39\",\"amount\":1}"));
  g_autofree char *lock = lock_week (fixture, fixture->company_a, "2025-W38");

  store_fixture_refuse (fixture, &author, make_update (typed, fields), PORTAIL_ERROR_LOCKED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/locked-week/nothing-of-a-locked-week-changes",
                   test_nothing_of_a_locked_week_changes);
  g_test_add_func ("/locked-week/a-lock-is-of-one-company-or-of-all",
                   test_a_lock_is_of_one_company_or_of_all);
  g_test_add_func ("/locked-week/unlocking-needs-a-reason", test_unlocking_needs_a_reason);
  g_test_add_func ("/locked-week/only-staff-locks-and-everybody-sees-it",
                   test_only_staff_locks_and_everybody_sees_it);
  g_test_add_func ("/locked-week/a-declaration-neither-leaves-nor-enters-a-locked-week",
                   test_a_declaration_neither_leaves_nor_enters_a_locked_week);
  g_test_add_func ("/locked-week/no-dotation-brings-a-declaration-into-a-locked-week",
                   test_no_dotation_brings_a_declaration_into_a_locked_week);
  return g_test_run ();
}
