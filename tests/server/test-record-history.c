/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "server/portail-members.h"
#include "server/portail-record-writer.h"
#include "shared/portail-id.h"
#include "tests/server/rest-client.h"

static RestAnswer *
get_history (StoreFixture *fixture, Person person, const PortailDotation *sheet, const char *query)
{
  return rest_ask (fixture, person, NULL, "GET /api/dotations/%s/history%s", sheet->base.id, query);
}

static const char *
get_kind (const RestAnswer *answer, guint index)
{
  return portail_json_get_member_string (rest_answer_get_item (answer, index), "kind");
}

/* `field: before → after` of the changes of an entry, with spaces. Owned. */
static char *
describe_changes (const RestAnswer *answer, guint index)
{
  const PortailJson *changes = portail_json_get (rest_answer_get_item (answer, index), "changes");
  GString *text = g_string_new (NULL);

  for (const PortailJson *change = changes->first_child; change != NULL; change = change->next)
    {
      g_string_append_printf (text, "%s: ", portail_json_get_member_string (change, "field"));
      portail_json_append_canonical (portail_json_get (change, "before"), text);
      g_string_append (text, " → ");
      portail_json_append_canonical (portail_json_get (change, "after"), text);
      g_string_append (text, "; ");
    }
  return g_string_free (text, FALSE);
}

static void
patch_notes (StoreFixture *fixture, Person person, const PortailDotation *sheet, const char *notes)
{
  g_autofree char *body = g_strdup_printf ("{\"notes\":\"%s\"}", notes);
  g_autoptr (RestAnswer) answer = rest_ask (fixture, person, body, "PATCH /api/dotations/%s",
                                            sheet->base.id);

  rest_answer_expect (answer, 200);
}

static void
test_it_tells_who_changed_what_newest_first (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 0);
  g_autoptr (RestAnswer) submit = NULL;
  g_autoptr (RestAnswer) history = NULL;
  g_autofree char *edit = NULL;
  g_autofree char *start = NULL;
  const PortailJson *by;

  patch_notes (fixture, PERSON_CO_PATRON, sheet, "a");
  patch_notes (fixture, PERSON_CO_PATRON, sheet, "b");
  submit = rest_ask (fixture, PERSON_PATRON, NULL, "POST /api/dotations/%s/submit", sheet->base.id);
  rest_answer_expect (submit, 200);
  history = get_history (fixture, PERSON_STAFF, sheet, "");
  g_assert_cmpuint (rest_answer_count_items (history), ==, 4);
  g_assert_cmpstr (get_kind (history, 0), ==, "submit");
  g_assert_cmpstr (get_kind (history, 1), ==, "update");
  g_assert_cmpstr (get_kind (history, 3), ==, "create");
  edit = describe_changes (history, 1);
  g_assert_cmpstr (edit, ==, "notes: \"a\" → \"b\"; ");
  start = describe_changes (history, 3);
  g_assert_nonnull (strstr (start, "period: null → \"2025-W38\""));
  by = portail_json_get (rest_answer_get_item (history, 1), "by");
  g_assert_cmpstr (portail_json_get_member_string (by, "user_id"), ==,
                   fixture->user_ids[PERSON_CO_PATRON]);
  g_assert_cmpstr (portail_json_get_member_string (by, "display_name"), ==, "co-patron");
}

static void
test_names_are_those_of_members (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 0);
  g_autoptr (PortailRecordWriter) writer = portail_record_writer_new (fixture->database, NULL, NULL,
                                                                      store_fixture_tick (fixture));
  g_autoptr (RestAnswer) before = NULL;
  g_autoptr (RestAnswer) after = NULL;
  g_autoptr (GError) error = NULL;

  patch_notes (fixture, PERSON_CO_PATRON, sheet, "a");
  before = get_history (fixture, PERSON_PATRON, sheet, "");
  portail_members_follow (writer, fixture->user_ids[PERSON_CO_PATRON], &error);
  g_assert_no_error (error);
  after = get_history (fixture, PERSON_PATRON, sheet, "");
  g_assert_null (strstr (before->body, "co-patron"));
  g_assert_nonnull (strstr (after->body, "\"display_name\":\"co-patron\""));
}

static void
test_its_pages_meet (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 0);
  g_autoptr (RestAnswer) first = NULL;
  g_autoptr (RestAnswer) second = NULL;
  g_autoptr (RestAnswer) wrong = NULL;
  g_autofree char *cursor = NULL;
  g_autofree char *query = NULL;

  for (int i = 0; i < 4; i++)
    {
      g_autofree char *notes = g_strdup_printf ("note %d", i);

      patch_notes (fixture, PERSON_PATRON, sheet, notes);
    }
  first = get_history (fixture, PERSON_PATRON, sheet, "?limit=3");
  g_assert_cmpuint (rest_answer_count_items (first), ==, 3);
  cursor = rest_answer_get (first, "next_cursor");
  query = g_strdup_printf ("?limit=3&cursor=%s", cursor);
  second = get_history (fixture, PERSON_PATRON, sheet, query);
  g_assert_cmpuint (rest_answer_count_items (second), ==, 2);
  g_assert_cmpstr (get_kind (second, 1), ==, "create");
  rest_answer_expect_member (second, "next_cursor", "null");
  wrong = get_history (fixture, PERSON_PATRON, sheet, "?limit=0");
  rest_answer_expect (wrong, 422);
}

static void
test_it_is_for_those_who_read_all (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 1);
  g_autoptr (RestAnswer) employe = get_history (fixture, PERSON_EMPLOYE, sheet, "");
  g_autoptr (RestAnswer) stranger = get_history (fixture, PERSON_PATRON_B, sheet, "");
  g_autoptr (RestAnswer) dot = get_history (fixture, PERSON_DOT, sheet, "");
  g_autoptr (RestAnswer) names = rest_ask (fixture, PERSON_EMPLOYE, NULL,
                                           "GET /api/employees/%s/history", fixture->employee_id);

  rest_answer_expect (employe, 403);
  rest_answer_expect (stranger, 404);
  rest_answer_expect (dot, 200);
  rest_answer_expect (names, 403);
}

static void
test_a_batch_tells_each_row_its_own (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailSyncOp) op = portail_sync_op_new (PORTAIL_SYNC_OP_BATCH, fixture->company_a);
  g_autoptr (PortailAccess) access = store_fixture_get_access (fixture, PERSON_PATRON);
  PortailActor actor = { fixture->database, access, NULL, store_fixture_tick (fixture) };
  g_autoptr (PortailOutcome) outcome = portail_outcome_new ();
  g_autoptr (GError) error = NULL;
  const char *id = "00000000-0000-7000-8000-0000000000e2";
  g_autoptr (RestAnswer) history = NULL;
  g_autofree char *changes = NULL;

  portail_sync_op_take_change (op, make_create (&portail_employee_type, NULL, "{\"name\":\"Un\"}"));
  portail_sync_op_take_change (op, make_create (&portail_employee_type, id, "{\"name\":\"Deux\"}"));
  portail_record_store_apply (&actor, op, outcome, &error);
  g_assert_no_error (error);
  history = rest_ask (fixture, PERSON_PATRON, NULL, "GET /api/employees/%s/history", id);
  g_assert_cmpuint (rest_answer_count_items (history), ==, 1);
  g_assert_cmpstr (get_kind (history, 0), ==, "create");
  changes = describe_changes (history, 0);
  g_assert_nonnull (strstr (changes, "name: null → \"Deux\""));
  g_assert_null (strstr (changes, "\"Un\""));
}

static void
test_what_only_a_part_changed_is_a_touch (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 1);
  g_autoptr (RestAnswer) history = get_history (fixture, PERSON_PATRON, sheet, "");
  g_autofree char *changes = describe_changes (history, 0);

  g_assert_cmpstr (get_kind (history, 0), ==, "touch");
  g_assert_cmpstr (changes, ==, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record-history/it-tells-who-changed-what-newest-first",
                   test_it_tells_who_changed_what_newest_first);
  g_test_add_func ("/record-history/names-are-those-of-members", test_names_are_those_of_members);
  g_test_add_func ("/record-history/its-pages-meet", test_its_pages_meet);
  g_test_add_func ("/record-history/it-is-for-those-who-read-all",
                   test_it_is_for_those_who_read_all);
  g_test_add_func ("/record-history/a-batch-tells-each-row-its-own",
                   test_a_batch_tells_each_row_its_own);
  g_test_add_func ("/record-history/what-only-a-part-changed-is-a-touch",
                   test_what_only_a_part_changed_is_a_touch);
  return g_test_run ();
}
