/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "tests/server/rest-client.h"

static RestAnswer *
command (StoreFixture *fixture, Person person, const PortailDotation *sheet, const char *verb)
{
  return rest_ask (fixture, person, NULL, "POST /api/dotations/%s/%s", sheet->base.id, verb);
}

/* Submitted and validated. */
static PortailDotation *
make_valid_sheet (StoreFixture *fixture, const char *week)
{
  PortailDotation *sheet = store_fixture_make_sheet (fixture, week, 2);
  g_autoptr (RestAnswer) submit = command (fixture, PERSON_PATRON, sheet, "submit");
  g_autoptr (RestAnswer) validate = command (fixture, PERSON_STAFF, sheet, "validate");

  rest_answer_expect (submit, 200);
  rest_answer_expect (validate, 200);
  return sheet;
}

static void
test_a_dotation_has_one_archive (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = make_valid_sheet (fixture, "2025-W38");
  g_autoptr (RestAnswer) first = command (fixture, PERSON_PATRON, sheet, "archive");
  g_autoptr (RestAnswer) second = command (fixture, PERSON_STAFF, sheet, "archive");
  g_autofree char *id = rest_answer_get (first, "id");
  g_autofree char *amount = rest_answer_get (first, "amount");
  g_autoptr (RestAnswer) after = rest_ask (fixture, PERSON_PATRON, NULL, "GET /api/dotations/%s",
                                           sheet->base.id);
  g_autofree char *archived_at = rest_answer_get (after, "archived_at");

  rest_answer_expect (first, 200);
  rest_answer_expect_member (first, "number", "DOTATION-2025-000001");
  rest_answer_expect_member (first, "source_id", sheet->base.id);
  rest_answer_expect_member (first, "period", "2025-W38");
  rest_answer_expect_member (after, "amount", amount);
  rest_answer_expect (second, 200);
  rest_answer_expect_member (second, "id", id);
  g_assert_cmpstr (archived_at, !=, "null");
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM archive"), ==, 1);
  store_fixture_check (fixture);
}

static void
test_its_snapshot_holds_everything (void)
{
  static const char *const members[] = { "\"bareme\":",   "\"depenses\":[{", "\"dotation\":{",
                                         "\"resultat\":", "\"retraits\":[]", "\"rows\":[{",
                                         "\"settings\":", "\"total_du\":",   "\"totals\":{" };
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 2);
  g_autoptr (RestAnswer) entry = rest_ask (
      fixture, PERSON_PATRON, "{\"kind\":\"depense\",\"justificatif\":\"Essence\",\"montant\":10}",
      "POST /api/dotations/%s/entries", sheet->base.id);
  g_autoptr (RestAnswer) submit = command (fixture, PERSON_PATRON, sheet, "submit");
  g_autoptr (RestAnswer) validate = command (fixture, PERSON_STAFF, sheet, "validate");
  g_autoptr (RestAnswer) archive = command (fixture, PERSON_PATRON, sheet, "archive");
  g_autofree char *payload = rest_answer_get (archive, "payload");

  rest_answer_expect (entry, 201);
  rest_answer_expect (archive, 200);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    g_assert_nonnull (strstr (payload, members[i]));
}

static void
test_numbers_have_no_gaps (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) draft = store_fixture_make_sheet (fixture, "2025-W36", 1);
  g_autoptr (PortailDotation) first = make_valid_sheet (fixture, "2025-W37");
  g_autoptr (PortailDotation) second = make_valid_sheet (fixture, "2025-W38");
  g_autoptr (RestAnswer) too_soon = command (fixture, PERSON_PATRON, draft, "archive");
  g_autoptr (RestAnswer) one = command (fixture, PERSON_PATRON, first, "archive");
  g_autoptr (RestAnswer) again = command (fixture, PERSON_PATRON, first, "archive");
  g_autoptr (RestAnswer) two = command (fixture, PERSON_PATRON, second, "archive");

  rest_answer_expect (too_soon, 409);
  rest_answer_expect_member (too_soon, "code", "wrong_status");
  rest_answer_expect_member (one, "number", "DOTATION-2025-000001");
  rest_answer_expect_member (again, "number", "DOTATION-2025-000001");
  rest_answer_expect_member (two, "number", "DOTATION-2025-000002");
}

/* By sync the id is the client's, and the same op said twice changes nothing more. */
static void
test_the_clients_id_is_taken (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = make_valid_sheet (fixture, "2025-W38");
  g_autoptr (PortailDotation) now = store_fixture_load (fixture, sheet);
  const Author author = { PERSON_PATRON, "00000000-0000-7000-8000-00000000d001",
                          fixture->company_a };
  const char *arguments = "{\"archive_id\":\"00000000-0000-7000-8000-0000000000a1\"}";
  g_autoptr (PortailDotation) after = store_fixture_do (fixture, &author,
                                                        make_command (now, "archive", arguments));

  store_fixture_refuse (fixture, &author, make_command (now, "archive", NULL),
                        PORTAIL_ERROR_INVALID);
  g_assert_true (after->base.type == &portail_dotation_type);
  g_assert_false (portail_timestamp_is_null (after->archived_at));
  portail_record_free (
      store_fixture_do (fixture, &author, make_command (after, "archive", arguments)));
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM archive WHERE id ="
                                                 " '00000000-0000-7000-8000-0000000000a1'"),
                   ==, 1);
  store_fixture_check (fixture);
}

/* Whoever archives it has not seen that somebody else did. */
static void
test_a_second_device_is_answered_with_the_first_ones_archive (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = make_valid_sheet (fixture, "2025-W38");
  g_autoptr (PortailDotation) seen = store_fixture_load (fixture, sheet);
  const Author patron = { PERSON_PATRON, "00000000-0000-7000-8000-00000000d001",
                          fixture->company_a };
  const Author co_patron = { PERSON_CO_PATRON, "00000000-0000-7000-8000-00000000d002",
                             fixture->company_a };

  portail_record_free (store_fixture_do (
      fixture, &patron,
      make_command (seen, "archive", "{\"archive_id\":\"00000000-0000-7000-8000-0000000000a1\"}")));
  portail_record_free (store_fixture_do (
      fixture, &co_patron,
      make_command (seen, "archive", "{\"archive_id\":\"00000000-0000-7000-8000-0000000000a2\"}")));
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM archive"), ==, 1);
  store_fixture_check (fixture);
}

static void
test_an_id_that_is_taken_is_a_conflict (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = make_valid_sheet (fixture, "2025-W37");
  g_autoptr (PortailDotation) other = make_valid_sheet (fixture, "2025-W38");
  const char *body = "{\"archive_id\":\"00000000-0000-7000-8000-0000000000a1\"}";
  g_autoptr (RestAnswer) first = rest_ask (fixture, PERSON_PATRON, body,
                                           "POST /api/dotations/%s/archive", sheet->base.id);
  g_autoptr (RestAnswer) second = rest_ask (fixture, PERSON_PATRON, body,
                                            "POST /api/dotations/%s/archive", other->base.id);

  rest_answer_expect (first, 200);
  rest_answer_expect (second, 409);
  rest_answer_expect_member (second, "code", "duplicate_key");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dotation-archive/a-dotation-has-one-archive", test_a_dotation_has_one_archive);
  g_test_add_func ("/dotation-archive/its-snapshot-holds-everything",
                   test_its_snapshot_holds_everything);
  g_test_add_func ("/dotation-archive/numbers-have-no-gaps", test_numbers_have_no_gaps);
  g_test_add_func ("/dotation-archive/the-clients-id-is-taken", test_the_clients_id_is_taken);
  g_test_add_func ("/dotation-archive/a-second-device-is-answered-with-the-first-ones-archive",
                   test_a_second_device_is_answered_with_the_first_ones_archive);
  g_test_add_func ("/dotation-archive/an-id-that-is-taken-is-a-conflict",
                   test_an_id_that_is_taken_is_a_conflict);
  return g_test_run ();
}
