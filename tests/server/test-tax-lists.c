/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which declarations are late, waited for and missing. The clock of the fixture stands on
 * 2025-09-16, a Tuesday of 2025-W38. */
#include "shared/portail-timestamp.h"
#include "tests/server/tax-example.h"

static void
set_clock (StoreFixture *fixture, const char *moment)
{
  PortailTimestamp parsed;

  g_assert_true (portail_timestamp_parse (moment, &parsed));
  fixture->clock = parsed.milliseconds;
}

static void
assert_late (StoreFixture *fixture, const char *id, const char *is_late, const char *level)
{
  g_autoptr (RestAnswer) answer = rest_ask (fixture, PERSON_PATRON, NULL, "GET /api/tax/%s", id);
  g_autoptr (RestAnswer) late = rest_call (fixture, PERSON_PATRON, "GET /api/tax?en_retard=1", NULL,
                                           NULL);
  g_autoptr (RestAnswer) others = rest_call (fixture, PERSON_PATRON, "GET /api/tax?en_retard=0",
                                             NULL, NULL);

  rest_answer_expect_member (answer, "en_retard", is_late);
  rest_answer_expect_member (answer, "due_level", level);
  g_assert_cmpuint (rest_answer_count_items (late), ==, g_str_equal (is_late, "true") ? 1 : 0);
  g_assert_cmpuint (rest_answer_count_items (others), ==, g_str_equal (is_late, "true") ? 0 : 1);
}

/* In summer midnight of Paris is 22:00 UTC. */
static void
test_late_begins_at_midnight_in_paris (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *id = tax_example_make_typed (fixture, ",\"due_date\":\"2025-09-23\"");

  set_clock (fixture, "2025-09-20T21:59:58Z");
  assert_late (fixture, id, "false", "none");
  set_clock (fixture, "2025-09-20T22:00:00Z");
  assert_late (fixture, id, "false", "soon");
  set_clock (fixture, "2025-09-22T22:00:00Z");
  assert_late (fixture, id, "false", "today");
  set_clock (fixture, "2025-09-23T21:59:58Z");
  assert_late (fixture, id, "false", "today");
  set_clock (fixture, "2025-09-23T22:00:00Z");
  assert_late (fixture, id, "true", "late");
  tax_example_expect (fixture, PERSON_PATRON, id, "submit");
  tax_example_expect (fixture, PERSON_STAFF, id, "validate");
  assert_late (fixture, id, "true", "late");
  tax_example_expect (fixture, PERSON_STAFF, id, "pay");
  assert_late (fixture, id, "false", "none");
}

/* On 2025-10-26 the day has 25 hours, and midnight is 23:00 UTC afterwards. */
static void
test_a_day_of_25_hours_is_a_day (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *id = tax_example_make_typed (fixture, ",\"due_date\":\"2025-10-26\"");

  set_clock (fixture, "2025-10-25T22:00:00Z");
  assert_late (fixture, id, "false", "today");
  set_clock (fixture, "2025-10-26T22:59:58Z");
  assert_late (fixture, id, "false", "today");
  set_clock (fixture, "2025-10-26T23:00:00Z");
  assert_late (fixture, id, "true", "late");
}

static void
test_only_the_newest_version_is_late (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *id = tax_example_make_typed (fixture, "");
  g_autoptr (RestAnswer) made = NULL;
  g_autofree char *new_id = NULL;
  g_autoptr (RestAnswer) late = NULL;

  tax_example_expect (fixture, PERSON_PATRON, id, "submit");
  tax_example_expect (fixture, PERSON_STAFF, id, "validate");
  made = tax_example_ask (fixture, PERSON_PATRON, id, "correct", NULL);
  new_id = rest_answer_get (made, "id");
  set_clock (fixture, "2026-01-01T00:00:00Z");
  late = rest_call (fixture, PERSON_PATRON, "GET /api/tax?en_retard=1", NULL, NULL);
  g_assert_cmpuint (rest_answer_count_items (late), ==, 1);
  g_assert_cmpstr (portail_json_get_member_string (rest_answer_get_item (late, 0), "id"), ==,
                   new_id);
}

static guint
count (StoreFixture *fixture, Person person, const char *query)
{
  g_autoptr (RestAnswer) answer = rest_ask (fixture, person, NULL, "GET /api/tax%s", query);

  return rest_answer_count_items (answer);
}

static void
test_lists_are_filtered (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *early = tax_example_make_typed (fixture, ",\"due_date\":\"2025-09-02\"");
  g_autofree char *late = tax_example_make_typed (fixture, ",\"due_date\":\"2025-09-23\"");
  g_autofree char *foreign = g_strdup_printf ("?enterprise_id=%s", fixture->company_b);
  g_autoptr (RestAnswer) unknown = rest_call (fixture, PERSON_PATRON, "GET /api/tax?retard=1", NULL,
                                              NULL);
  g_autoptr (RestAnswer) wrong = rest_call (fixture, PERSON_PATRON, "GET /api/tax?en_retard=2",
                                            NULL, NULL);
  g_autoptr (RestAnswer) hidden = rest_ask (fixture, PERSON_PATRON, NULL, "GET /api/tax%s",
                                            foreign);

  tax_example_expect (fixture, PERSON_PATRON, early, "submit");
  g_assert_cmpuint (count (fixture, PERSON_PATRON, ""), ==, 2);
  g_assert_cmpuint (count (fixture, PERSON_PATRON, "?status=pending"), ==, 1);
  g_assert_cmpuint (count (fixture, PERSON_PATRON, "?status=brouillon"), ==, 1);
  g_assert_cmpuint (count (fixture, PERSON_PATRON, "?period=2025-W35"), ==, 1);
  g_assert_cmpuint (count (fixture, PERSON_PATRON, "?due_date_to=2025-09-22"), ==, 1);
  g_assert_cmpuint (count (fixture, PERSON_PATRON, "?due_date_from=2025-09-23"), ==, 1);
  g_assert_cmpuint (count (fixture, PERSON_PATRON, "?due_date_from=2025-09-24"), ==, 0);
  g_assert_cmpuint (count (fixture, PERSON_STAFF, "?en_retard=1&status=en_attente"), ==, 1);
  g_assert_cmpuint (count (fixture, PERSON_DOT, "?q=is"), ==, 2);
  g_assert_cmpuint (count (fixture, PERSON_PATRON_B, ""), ==, 0);
  rest_answer_expect (unknown, 422);
  rest_answer_expect (wrong, 422);
  rest_answer_expect (hidden, 404);
}

static gint64
count_notices (StoreFixture *fixture, const char *kind, Person person)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT count(*) FROM notification WHERE kind = '%s' AND user_id = '%s'", kind,
      fixture->user_ids[person]);

  return store_fixture_query (fixture, sql);
}

static void
test_those_who_wait_are_told (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *good = tax_example_make_typed (fixture, "");
  g_autofree char *bad = tax_example_make_typed (fixture, "");

  tax_example_expect (fixture, PERSON_PATRON, good, "submit");
  tax_example_expect (fixture, PERSON_PATRON, bad, "submit");
  tax_example_expect (fixture, PERSON_STAFF, good, "validate");
  tax_example_expect (fixture, PERSON_STAFF, bad, "refuse");
  g_assert_cmpint (count_notices (fixture, "tax_submitted", PERSON_STAFF), ==, 2);
  g_assert_cmpint (count_notices (fixture, "tax_submitted", PERSON_PATRON), ==, 0);
  g_assert_cmpint (count_notices (fixture, "tax_validated", PERSON_PATRON), ==, 1);
  g_assert_cmpint (count_notices (fixture, "tax_validated", PERSON_CO_PATRON), ==, 1);
  g_assert_cmpint (count_notices (fixture, "tax_refused", PERSON_PATRON), ==, 1);
  g_assert_cmpint (
      store_fixture_query (fixture, "SELECT count(*) FROM notification WHERE kind = 'tax_refused'"
                                    " AND body = 'Faux.' AND title LIKE 'Boulangerie%2025-W37%'"),
      ==, 2);
}

static void
test_missing_declarations (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (RestAnswer) both = rest_call (fixture, PERSON_STAFF, "GET /api/tax/missing", NULL,
                                           NULL);
  g_autofree char *id = tax_example_make_typed (fixture, "");
  g_autoptr (RestAnswer) with_draft = rest_call (fixture, PERSON_DOT, "GET /api/tax/missing", NULL,
                                                 NULL);
  g_autoptr (RestAnswer) one = NULL;
  g_autoptr (RestAnswer) other_week = NULL;
  g_autoptr (RestAnswer) closed = NULL;
  g_autoptr (RestAnswer) none = NULL;
  const PortailJson *item;

  rest_answer_expect_member (both, "period", "2025-W37");
  g_assert_cmpuint (rest_answer_count_items (both), ==, 2);
  item = rest_answer_get_item (with_draft, 0);
  g_assert_cmpstr (portail_json_get_member_string (item, "enterprise_name"), ==, "Boulangerie");
  g_assert_cmpstr (portail_json_get_member_string (item, "declaration_id"), ==, id);
  g_assert_cmpstr (portail_json_get_member_string (item, "declaration_status"), ==, "brouillon");
  g_assert_cmpstr (portail_json_get_member_string (item, "due_date"), ==, "2025-09-16");
  g_assert_cmpstr (portail_json_get_member_string (item, "due_level"), ==, "today");
  tax_example_expect (fixture, PERSON_PATRON, id, "submit");
  one = rest_call (fixture, PERSON_STAFF, "GET /api/tax/missing", NULL, NULL);
  g_assert_cmpuint (rest_answer_count_items (one), ==, 1);
  other_week = rest_call (fixture, PERSON_STAFF, "GET /api/tax/missing?period=2025-W36", NULL,
                          NULL);
  g_assert_cmpuint (rest_answer_count_items (other_week), ==, 2);
  closed = rest_ask (fixture, PERSON_STAFF, "{\"is_active\":false}", "PATCH /api/enterprises/%s",
                     fixture->company_b);
  rest_answer_expect (closed, 200);
  none = rest_call (fixture, PERSON_STAFF, "GET /api/tax/missing", NULL, NULL);
  g_assert_cmpuint (rest_answer_count_items (none), ==, 0);
}

static void
test_missing_is_for_those_who_read_all (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (RestAnswer) patron = rest_call (fixture, PERSON_PATRON, "GET /api/tax/missing", NULL,
                                             NULL);
  g_autoptr (RestAnswer) employe = rest_call (fixture, PERSON_EMPLOYE, "GET /api/tax/missing", NULL,
                                              NULL);
  g_autoptr (RestAnswer) wrong = rest_call (fixture, PERSON_STAFF,
                                            "GET /api/tax/missing?period=2025-W60", NULL, NULL);

  rest_answer_expect (patron, 403);
  rest_answer_expect (employe, 403);
  rest_answer_expect (wrong, 422);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add_func (path, function)
  ADD ("/tax-lists/late-begins-at-midnight-in-paris", test_late_begins_at_midnight_in_paris);
  ADD ("/tax-lists/a-day-of-25-hours-is-a-day", test_a_day_of_25_hours_is_a_day);
  ADD ("/tax-lists/only-the-newest-version-is-late", test_only_the_newest_version_is_late);
  ADD ("/tax-lists/lists-are-filtered", test_lists_are_filtered);
  ADD ("/tax-lists/those-who-wait-are-told", test_those_who_wait_are_told);
  ADD ("/tax-lists/missing-declarations", test_missing_declarations);
  ADD ("/tax-lists/missing-is-for-those-who-read-all", test_missing_is_for_those_who_read_all);
#undef ADD
  return g_test_run ();
}
