/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "tests/server/rest-client.h"

#define BAREMES "/api/config/baremes"

/* A draft of all companies from @week on. Returns: its id; owned. */
static char *
make_draft (StoreFixture *fixture, const char *week)
{
  g_autofree char *body = g_strdup_printf (
      "{\"name\":\"Hiver\",\"effective_from\":\"%s\",\"arrondi\":\"cent\","
      "\"mode_impot\":\"tranche\"}",
      week);
  g_autoptr (RestAnswer) answer = rest_ask (fixture, PERSON_STAFF, body, "POST " BAREMES);

  rest_answer_expect (answer, 201);
  rest_answer_expect_member (answer, "published_at", "null");
  return rest_answer_get (answer, "id");
}

/* Returns: the tranche's id; owned. */
static char *
add_tranche (StoreFixture *fixture, const char *bareme_id, int min, int taux, int cap)
{
  g_autofree char *body = g_strdup_printf (
      "{\"min\":%d,\"taux\":%d,\"salaire_max_employe\":%d,\"salaire_max_direction\":%d,"
      "\"prime_max_employe\":%d,\"prime_max_direction\":%d}",
      min, taux, cap, cap, cap, cap);
  g_autoptr (RestAnswer) answer = rest_ask (fixture, PERSON_STAFF, body,
                                            "POST " BAREMES "/%s/tranches", bareme_id);

  rest_answer_expect (answer, 201);
  return rest_answer_get (answer, "id");
}

static RestAnswer *
publish (StoreFixture *fixture, Person person, const char *id)
{
  return rest_ask (fixture, person, NULL, "POST " BAREMES "/%s/publish", id);
}

static void
test_only_a_sound_table_is_published (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *id = make_draft (fixture, "2025-W38");
  g_autoptr (RestAnswer) empty = publish (fixture, PERSON_STAFF, id);
  g_autofree char *low = add_tranche (fixture, id, 100, 10, 1000);
  g_autofree char *high = add_tranche (fixture, id, 20000, 5, 1000);
  g_autoptr (RestAnswer) falling = publish (fixture, PERSON_STAFF, id);
  g_autoptr (RestAnswer) patron = publish (fixture, PERSON_PATRON, id);
  g_autoptr (RestAnswer) still = rest_ask (fixture, PERSON_STAFF, NULL, "GET " BAREMES "/%s", id);

  rest_answer_expect (empty, 422);
  g_assert_nonnull (strstr (empty->body, "\"field\":\"tranches\""));
  rest_answer_expect (falling, 422);
  g_assert_nonnull (strstr (falling->body, "not_increasing"));
  rest_answer_expect (patron, 403);
  rest_answer_expect_member (still, "published_at", "null");
  store_fixture_check (fixture);
}

static void
test_a_published_table_never_changes (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *id = make_draft (fixture, "2025-W38");
  g_autofree char *tranche = add_tranche (fixture, id, 100, 10, 1000);
  g_autoptr (RestAnswer) draft = rest_ask (fixture, PERSON_STAFF, "{\"note\":\"essai\"}",
                                           "PATCH " BAREMES "/%s", id);
  g_autoptr (RestAnswer) published = publish (fixture, PERSON_STAFF, id);
  g_autoptr (RestAnswer) twice = publish (fixture, PERSON_STAFF, id);
  g_autoptr (RestAnswer) changed = rest_ask (fixture, PERSON_STAFF, "{\"note\":\"x\"}",
                                             "PATCH " BAREMES "/%s", id);
  g_autoptr (RestAnswer) part = rest_ask (fixture, PERSON_STAFF, "{\"taux\":50}",
                                          "PATCH " BAREMES "/%s/tranches/%s", id, tranche);
  g_autoptr (RestAnswer) gone = rest_ask (fixture, PERSON_SUPERADMIN, NULL, "DELETE " BAREMES "/%s",
                                          id);
  g_autoptr (RestAnswer) list = rest_ask (fixture, PERSON_PATRON, NULL,
                                          "GET " BAREMES "/%s/tranches", id);

  rest_answer_expect (draft, 200);
  rest_answer_expect (published, 200);
  rest_answer_expect (twice, 409);
  rest_answer_expect (changed, 409);
  rest_answer_expect_member (changed, "code", "locked");
  rest_answer_expect (part, 409);
  rest_answer_expect (gone, 409);
  g_assert_cmpuint (rest_answer_count_items (list), ==, 1);
}

static gint64
get_amount (StoreFixture *fixture, const PortailDotation *sheet)
{
  g_autoptr (PortailDotation) now = store_fixture_load (fixture, sheet);

  return now->amount.cents;
}

static void
test_publishing_refreshes_the_open_sheets_that_it_concerns (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) before = store_fixture_make_sheet (fixture, "2025-W37", 1);
  g_autoptr (PortailDotation) open = store_fixture_make_sheet (fixture, "2025-W38", 1);
  g_autoptr (PortailDotation) submitted = store_fixture_make_sheet (fixture, "2025-W39", 1);
  g_autoptr (RestAnswer) submit = rest_ask (fixture, PERSON_PATRON, NULL,
                                            "POST /api/dotations/%s/submit", submitted->base.id);
  g_autofree char *id = make_draft (fixture, "2025-W38");
  g_autofree char *tranche = add_tranche (fixture, id, 0, 10, 1);
  gint64 usual = before->amount.cents;
  g_autoptr (RestAnswer) published = NULL;

  rest_answer_expect (submit, 200);
  g_assert_cmpint (usual, >, 200);
  published = publish (fixture, PERSON_STAFF, id);
  rest_answer_expect (published, 200);
  g_assert_cmpint (get_amount (fixture, before), ==, usual);
  g_assert_cmpint (get_amount (fixture, open), <=, 200);
  g_assert_cmpint (get_amount (fixture, submitted), ==, usual);
  store_fixture_check (fixture);
}

static void
test_employes_see_no_tables (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *id = make_draft (fixture, "2025-W38");
  g_autoptr (RestAnswer) list = rest_ask (fixture, PERSON_EMPLOYE, NULL, "GET " BAREMES);
  g_autoptr (RestAnswer) one = rest_ask (fixture, PERSON_EMPLOYE, NULL, "GET " BAREMES "/%s", id);
  g_autoptr (RestAnswer) patron = rest_ask (fixture, PERSON_PATRON, NULL, "GET " BAREMES);
  g_autoptr (RestAnswer) made = rest_ask (
      fixture, PERSON_PATRON,
      "{\"name\":\"x\",\"effective_from\":\"2025-W38\",\"arrondi\":\"cent\","
      "\"mode_impot\":\"tranche\"}",
      "POST " BAREMES);

  g_assert_cmpuint (rest_answer_count_items (list), ==, 0);
  rest_answer_expect (one, 403);
  g_assert_cmpuint (rest_answer_count_items (patron), ==, 1);
  rest_answer_expect (made, 403);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tax-table/only-a-sound-table-is-published",
                   test_only_a_sound_table_is_published);
  g_test_add_func ("/tax-table/a-published-table-never-changes",
                   test_a_published_table_never_changes);
  g_test_add_func ("/tax-table/publishing-refreshes-the-open-sheets-that-it-concerns",
                   test_publishing_refreshes_the_open_sheets_that_it_concerns);
  g_test_add_func ("/tax-table/employes-see-no-tables", test_employes_see_no_tables);
  return g_test_run ();
}
