/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "shared/portail-id.h"
#include "tests/server/rest-client.h"

static RestAnswer *
call_on (StoreFixture *fixture,
         Person person,
         const char *verb,
         gconstpointer row,
         const char *body)
{
  g_auto (GStrv) words = g_strsplit (verb, " ", 2);
  g_autofree char *line = g_strdup_printf ("%s /api/dotations/%s%s", words[0],
                                           ((const PortailRecord *) row)->id,
                                           words[1] != NULL ? words[1] : "");

  return rest_call (fixture, person, line, NULL, body);
}

static void
assert_member (const RestAnswer *answer, const char *member, const char *expected)
{
  g_autofree char *value = rest_answer_get (answer, member);

  g_assert_cmpstr (value, ==, expected);
}

static RestAnswer *
create (StoreFixture *fixture, Person person, const char *header, const char *rest)
{
  g_autofree char *body = g_strdup_printf ("{\"enterprise_id\":\"%s\"%s}", fixture->company_a,
                                           rest);

  return rest_call (fixture, person, "POST /api/dotations", header, body);
}

static void
test_the_seeds_body_creates_a_dotation (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (RestAnswer) draft = create (fixture, PERSON_PATRON, NULL,
                                         ",\"period\":\"2025-W38\",\"amount\":1500.5");
  g_autoptr (RestAnswer) pending = create (
      fixture, PERSON_PATRON, NULL,
      ",\"period\":\"2025-W39\",\"amount\":10,\"status\":\"pending\"");

  g_assert_cmpuint (draft->status, ==, 201);
  assert_member (draft, "status", "brouillon");
  assert_member (draft, "amount", "1500.5");
  assert_member (draft, "user_id", fixture->user_ids[PERSON_PATRON]);
  g_assert_cmpuint (pending->status, ==, 201);
  assert_member (pending, "status", "en_attente");
}

static void
test_wrong_members_are_named (void)
{
  static const char *const wrong[][2] = {
    { ",\"period\":\"2025-W38\",\"status\":\"paye\"", "\"field\":\"status\"" },
    { ",\"period\":\"2025-W38\",\"couleur\":1", "\"field\":\"couleur\"" },
    { ",\"period\":\"2025-W38\",\"resultat\":{}", "\"field\":\"resultat\"" },
    { ",\"period\":\"2025-W60\"", "\"field\":\"period\"" },
    { ",\"period\":\"2025-W38\",\"amount\":1.005", "\"field\":\"amount\"" },
    { ",\"period\":\"2025-W38\",\"amount\":-1", "\"field\":\"amount\"" },
    { ",\"id\":\"x\",\"period\":\"2025-W38\"", "\"field\":\"id\"" },
    { "", "\"field\":\"period\"" },
  };
  g_autoptr (StoreFixture) fixture = store_fixture_new ();

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (RestAnswer) answer = create (fixture, PERSON_PATRON, NULL, wrong[i][0]);

      g_assert_cmpuint (answer->status, ==, 422);
      g_assert_nonnull (strstr (answer->body, wrong[i][1]));
    }
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM dotation"), ==, 0);
}

static void
test_a_stranger_gets_404_and_the_powerless_403 (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 1);
  static const char *const verbs[] = { "GET",          "PATCH",          "DELETE",
                                       "POST /submit", "POST /validate", "GET /rows" };
  const char *const unknown = "GET /api/dotations/00000000-0000-7000-8000-000000000000";
  g_autoptr (RestAnswer) none = rest_call (fixture, PERSON_PATRON, unknown, NULL, NULL);

  g_assert_cmpuint (none->status, ==, 404);
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      g_autoptr (RestAnswer) stranger = call_on (fixture, PERSON_PATRON_B, verbs[i], sheet, "{}");

      g_assert_cmpuint (stranger->status, ==, 404);
    }
  for (guint i = 1; i < 5; i++)
    {
      g_autoptr (RestAnswer) employe = call_on (fixture, PERSON_EMPLOYE, verbs[i], sheet, "{}");

      g_assert_cmpuint (employe->status, ==, 403);
    }
}

/* What a problem says, whatever the request. Owned. */
static char *
get_problem (const RestAnswer *answer)
{
  g_autofree char *code = rest_answer_get (answer, "code");
  g_autofree char *detail = rest_answer_get (answer, "detail");

  return g_strdup_printf ("%u %s %s", answer->status, code, detail);
}

static void
test_a_foreign_row_is_as_good_as_none (void)
{
  static const char *const asked[][2] = {
    { "PATCH", "{" },       { "PATCH", "{\"couleur\":1}" }, { "POST /refuse", "[]" },
    { "POST /rows", "{}" }, { "GET /rows", NULL },          { "GET", NULL },
  };
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 1);
  PortailRecord none = { .id = (char *) "00000000-0000-7000-8000-000000000000" };

  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      g_autoptr (RestAnswer) foreign = call_on (fixture, PERSON_PATRON_B, asked[i][0], sheet,
                                                asked[i][1]);
      g_autoptr (RestAnswer) missing = call_on (fixture, PERSON_PATRON_B, asked[i][0], &none,
                                                asked[i][1]);
      g_autofree char *told = get_problem (foreign);
      g_autofree char *expected = get_problem (missing);

      g_assert_cmpstr (told, ==, expected);
    }
}

static void
test_an_employe_cannot_count_the_rows_of_others (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 4);
  g_autoptr (RestAnswer) submit = call_on (fixture, PERSON_PATRON, "POST /submit", sheet, NULL);
  g_autoptr (RestAnswer) first = call_on (fixture, PERSON_EMPLOYE, "GET /rows?limit=1&sort=run",
                                          sheet, NULL);
  g_autoptr (RestAnswer) richest = call_on (fixture, PERSON_EMPLOYE, "GET /rows?limit=1&sort=-run",
                                            sheet, NULL);

  g_assert_cmpuint (submit->status, ==, 200);
  assert_member (first, "next_cursor", "null");
  g_assert_nonnull (strstr (first->body, "Personne 0"));
  assert_member (richest, "next_cursor", "null");
  g_assert_nonnull (strstr (richest->body, "Personne 0"));
}

static void
test_a_foreign_cursor_orders_nothing (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 1);
  g_autofree char *line = g_strdup_printf ("GET /api/dotations?sort=period&cursor=%s",
                                           sheet->base.id);
  g_autofree char *body = g_strdup_printf ("{\"enterprise_id\":\"%s\",\"period\":\"2025-W39\"}",
                                           fixture->company_b);
  g_autoptr (RestAnswer) own = rest_call (fixture, PERSON_PATRON_B, "POST /api/dotations", NULL,
                                          body);
  g_autoptr (RestAnswer) list = rest_call (fixture, PERSON_PATRON_B, line, NULL, NULL);

  g_assert_cmpuint (own->status, ==, 201);
  assert_member (list, "items", "[]");
}

static void
test_an_employe_reads_little (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 2);
  g_autoptr (RestAnswer) one = call_on (fixture, PERSON_EMPLOYE, "GET", sheet, NULL);
  g_autoptr (RestAnswer) rows = call_on (fixture, PERSON_EMPLOYE, "GET /rows", sheet, NULL);
  g_autoptr (RestAnswer) list = rest_call (fixture, PERSON_EMPLOYE, "GET /api/dotations", NULL,
                                           NULL);
  g_autoptr (RestAnswer) oracle = rest_call (fixture, PERSON_EMPLOYE,
                                             "GET /api/dotations?sort=amount", NULL, NULL);
  g_autoptr (RestAnswer) filter = rest_call (fixture, PERSON_EMPLOYE,
                                             "GET /api/dotations?amount=12", NULL, NULL);
  g_autoptr (RestAnswer) employees = rest_call (fixture, PERSON_EMPLOYE, "GET /api/employees", NULL,
                                                NULL);

  g_assert_cmpuint (one->status, ==, 200);
  g_assert_null (strstr (one->body, "amount"));
  g_assert_null (strstr (one->body, "totals"));
  assert_member (rows, "items", "[]");
  g_assert_null (strstr (list->body, "totals"));
  g_assert_cmpuint (oracle->status, ==, 422);
  g_assert_cmpuint (filter->status, ==, 422);
  g_assert_nonnull (strstr (employees->body, "Jean Dupont"));
  g_assert_null (strstr (employees->body, "is_direction"));
}

static void
test_if_match_guards_against_a_stale_row (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 0);
  g_autofree char *line = g_strconcat ("PATCH /api/dotations/", sheet->base.id, NULL);
  g_autoptr (RestAnswer) one = call_on (fixture, PERSON_PATRON, "GET", sheet, NULL);
  g_autofree char *match = g_strconcat ("If-Match: ", one->etag, NULL);
  g_autoptr (RestAnswer) first = rest_call (fixture, PERSON_PATRON, line, match,
                                            "{\"notes\":\"a\"}");
  g_autoptr (RestAnswer) second = rest_call (fixture, PERSON_CO_PATRON, line, match,
                                             "{\"notes\":\"b\"}");
  g_autoptr (RestAnswer) free_one = rest_call (fixture, PERSON_CO_PATRON, line, NULL,
                                               "{\"notes\":\"c\"}");

  g_assert_cmpuint (first->status, ==, 200);
  g_assert_cmpuint (second->status, ==, 412);
  g_assert_nonnull (strstr (second->body, "\"row\":{"));
  g_assert_nonnull (strstr (second->body, "\"notes\":\"a\""));
  g_assert_cmpuint (free_one->status, ==, 200);
}

static void
test_commands_go_the_way_of_a_dotation (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 1);
  g_autoptr (RestAnswer) submit = call_on (fixture, PERSON_PATRON, "POST /submit", sheet, NULL);
  g_autoptr (RestAnswer) again = call_on (fixture, PERSON_PATRON, "POST /submit", sheet, NULL);
  g_autoptr (RestAnswer) locked = call_on (fixture, PERSON_PATRON, "PATCH", sheet,
                                           "{\"notes\":\"x\"}");
  g_autoptr (RestAnswer) bare = call_on (fixture, PERSON_STAFF, "POST /refuse", sheet, "{}");
  g_autoptr (RestAnswer) refuse = call_on (fixture, PERSON_STAFF, "POST /refuse", sheet,
                                           "{\"reason\":\"faux\"}");
  g_autoptr (RestAnswer) deleted = call_on (fixture, PERSON_SUPERADMIN, "DELETE", sheet, NULL);
  g_autoptr (RestAnswer) gone = call_on (fixture, PERSON_PATRON, "GET", sheet, NULL);
  g_autoptr (RestAnswer) back = call_on (fixture, PERSON_SUPERADMIN, "POST /restore", sheet, NULL);

  g_assert_cmpuint (submit->status, ==, 200);
  assert_member (submit, "status", "en_attente");
  g_assert_cmpuint (again->status, ==, 409);
  assert_member (again, "code", "wrong_status");
  g_assert_cmpuint (locked->status, ==, 409);
  g_assert_cmpuint (bare->status, ==, 422);
  g_assert_nonnull (strstr (bare->body, "\"field\":\"reason\""));
  g_assert_cmpuint (refuse->status, ==, 200);
  assert_member (refuse, "refusal_reason", "faux");
  g_assert_cmpuint (deleted->status, ==, 204);
  g_assert_cmpuint (gone->status, ==, 404);
  g_assert_cmpuint (back->status, ==, 200);
  store_fixture_check (fixture);
}

static void
test_an_idempotency_key_creates_once (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  const char *key = "Idempotency-Key: abc";
  g_autoptr (RestAnswer) first = create (fixture, PERSON_PATRON, key, ",\"period\":\"2025-W38\"");
  g_autoptr (RestAnswer) second = create (fixture, PERSON_PATRON, key, ",\"period\":\"2025-W38\"");
  g_autoptr (RestAnswer) other = create (fixture, PERSON_PATRON, key, ",\"period\":\"2025-W39\"");
  g_autoptr (RestAnswer) bare = create (fixture, PERSON_PATRON, NULL, ",\"period\":\"2025-W38\"");

  g_assert_cmpuint (second->status, ==, 201);
  g_assert_cmpstr (first->body, ==, second->body);
  g_assert_cmpuint (other->status, ==, 409);
  g_assert_cmpuint (bare->status, ==, 409);
  assert_member (bare, "code", "duplicate_key");
}

/* Nothing was written, so nothing is repeated. */
static void
test_a_refusal_frees_its_idempotency_key (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 0);
  const char *key = "Idempotency-Key: abc";
  g_autoptr (RestAnswer) refused = create (fixture, PERSON_PATRON, key, ",\"period\":\"2025-W38\"");
  g_autoptr (RestAnswer) deleted = call_on (fixture, PERSON_PATRON, "DELETE", sheet, NULL);
  g_autoptr (RestAnswer) created = create (fixture, PERSON_PATRON, key, ",\"period\":\"2025-W38\"");

  g_assert_cmpuint (refused->status, ==, 409);
  g_assert_cmpuint (deleted->status, ==, 204);
  g_assert_cmpuint (created->status, ==, 201);
}

static void
test_an_idempotency_key_is_not_ignored (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *filler = g_strnfill (300, 'x');
  g_autofree char *key = g_strconcat ("Idempotency-Key: ", filler, NULL);
  g_autoptr (RestAnswer) answer = create (fixture, PERSON_PATRON, key, ",\"period\":\"2025-W38\"");

  g_assert_cmpuint (answer->status, ==, 400);
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM dotation"), ==, 0);
}

static void
test_a_kept_answer_goes_with_the_right (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  const char *key = "Idempotency-Key: abc";
  g_autoptr (RestAnswer) first = create (fixture, PERSON_PATRON_B, NULL,
                                         ",\"period\":\"2025-W38\"");
  g_autoptr (RestAnswer) created = create (fixture, PERSON_PATRON, key, ",\"period\":\"2025-W38\"");
  g_autoptr (RestAnswer) again = NULL;
  g_autofree char *sql = g_strdup_printf (
      "UPDATE membership SET enterprise_id = '%s' WHERE user_id = '%s'", fixture->company_b,
      fixture->user_ids[PERSON_PATRON]);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (first->status, ==, 404);
  g_assert_cmpuint (created->status, ==, 201);
  portail_database_execute (fixture->database, sql, &error);
  g_assert_no_error (error);
  again = create (fixture, PERSON_PATRON, key, ",\"period\":\"2025-W38\"");
  g_assert_cmpuint (again->status, ==, 404);
}

static void
test_rows_and_entries_stand_under_their_dotation (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 0);
  g_autoptr (PortailDotation) other = store_fixture_make_sheet (fixture, "2025-W39", 0);
  g_autoptr (RestAnswer) row = call_on (
      fixture, PERSON_PATRON, "POST /rows", sheet,
      "{\"employee_name\":\"Zoé\",\"run\":1000,\"facture\":0,\"vente\":0}");
  g_autoptr (RestAnswer) entry = call_on (
      fixture, PERSON_PATRON, "POST /entries", sheet,
      "{\"kind\":\"depense\",\"justificatif\":\"Essence\",\"montant\":10}");
  g_autofree char *id = rest_answer_get (row, "id");
  g_autofree char *wrong = g_strdup_printf ("PATCH /api/dotations/%s/rows/%s", other->base.id, id);
  g_autofree char *right = g_strdup_printf ("PATCH /api/dotations/%s/rows/%s", sheet->base.id, id);
  g_autoptr (RestAnswer) missed = NULL;
  g_autoptr (RestAnswer) hit = NULL;
  g_autoptr (RestAnswer) one = NULL;

  g_assert_cmpuint (row->status, ==, 201);
  g_assert_cmpuint (entry->status, ==, 201);
  missed = rest_call (fixture, PERSON_PATRON, wrong, NULL, "{\"run\":5}");
  hit = rest_call (fixture, PERSON_PATRON, right, NULL, "{\"run\":5000}");
  g_assert_cmpuint (missed->status, ==, 404);
  g_assert_cmpuint (hit->status, ==, 200);
  one = call_on (fixture, PERSON_PATRON, "GET", sheet, NULL);
  assert_member (one, "amount", "2150");
  g_assert_nonnull (strstr (one->body, "\"ca_brut\":5000"));
}

/* Walks the pages and returns the ids in their order, with spaces. */
static char *
walk (StoreFixture *fixture, const char *query)
{
  g_autofree char *cursor = g_strdup ("");
  GString *periods = g_string_new (NULL);

  while (cursor != NULL)
    {
      g_autofree char *line = g_strdup_printf ("GET /api/dotations?%s%s%s", query,
                                               *cursor != '\0' ? "&cursor=" : "", cursor);
      g_autoptr (RestAnswer) page = rest_call (fixture, PERSON_STAFF, line, NULL, NULL);
      const PortailJson *items;

      g_assert_cmpuint (page->status, ==, 200);
      items = portail_json_get (portail_json_document_get_root (page->document), "items");
      for (const PortailJson *item = items->first_child; item != NULL; item = item->next)
        g_string_append_printf (periods, "%s ", portail_json_get_member_string (item, "period"));
      g_free (cursor);
      cursor = rest_answer_get (page, "next_cursor");
      if (g_strcmp0 (cursor, "null") == 0)
        g_clear_pointer (&cursor, g_free);
    }
  return g_string_free (periods, FALSE);
}

static void
test_pages_meet_without_gap_or_overlap (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *up = NULL;
  g_autofree char *down = NULL;
  g_autofree char *filtered = NULL;

  for (int i = 0; i < 7; i++)
    {
      g_autofree char *week = g_strdup_printf ("2025-W%d", 30 + i);

      portail_record_free (store_fixture_make_sheet (fixture, week, i % 2));
    }
  up = walk (fixture, "limit=2&sort=period");
  g_assert_cmpstr (up, ==, "2025-W30 2025-W31 2025-W32 2025-W33 2025-W34 2025-W35 2025-W36 ");
  down = walk (fixture, "limit=3&sort=-amount");
  g_assert_cmpuint (strlen (down), ==, strlen (up));
  filtered = walk (fixture, "limit=3&sort=-period&amount=430");
  g_assert_cmpstr (filtered, ==, "2025-W35 2025-W33 2025-W31 ");
}

static void
test_a_list_is_not_sent_twice (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 1);
  const char *line = "GET /api/dotations?status=brouillon";
  g_autoptr (RestAnswer) first = rest_call (fixture, PERSON_PATRON, line, NULL, NULL);
  g_autofree char *known = g_strconcat ("If-None-Match: ", first->etag, NULL);
  g_autoptr (RestAnswer) second = rest_call (fixture, PERSON_PATRON, line, known, NULL);
  g_autoptr (RestAnswer) other = rest_call (fixture, PERSON_EMPLOYE, line, known, NULL);
  g_autoptr (RestAnswer) submit = call_on (fixture, PERSON_PATRON, "POST /submit", sheet, NULL);
  g_autoptr (RestAnswer) third = rest_call (fixture, PERSON_PATRON, line, known, NULL);

  g_assert_cmpuint (second->status, ==, 304);
  g_assert_cmpuint (other->status, ==, 200);
  g_assert_cmpuint (submit->status, ==, 200);
  g_assert_cmpuint (third->status, ==, 200);
  assert_member (third, "items", "[]");
}

static void
test_employees_and_companies_have_the_same_routes (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *body = g_strdup_printf ("{\"enterprise_id\":\"%s\",\"name\":\"Zoé\"}",
                                           fixture->company_a);
  g_autoptr (RestAnswer) zoe = rest_call (fixture, PERSON_CO_PATRON, "POST /api/employees", NULL,
                                          body);
  g_autoptr (RestAnswer) bar = rest_call (fixture, PERSON_STAFF, "POST /api/enterprises", NULL,
                                          "{\"name\":\"Bar\"}");
  g_autoptr (RestAnswer) no_bar = rest_call (fixture, PERSON_PATRON, "POST /api/enterprises", NULL,
                                             "{\"name\":\"Café\"}");
  g_autoptr (RestAnswer) found = rest_call (fixture, PERSON_PATRON, "GET /api/employees?q=zo", NULL,
                                            NULL);
  g_autoptr (RestAnswer) companies = rest_call (fixture, PERSON_PATRON, "GET /api/enterprises",
                                                NULL, NULL);

  g_assert_cmpuint (zoe->status, ==, 201);
  assert_member (zoe, "user_id", "null");
  g_assert_cmpuint (bar->status, ==, 201);
  g_assert_cmpuint (no_bar->status, ==, 403);
  g_assert_nonnull (strstr (found->body, "Zoé"));
  g_assert_null (strstr (found->body, "Jean"));
  g_assert_nonnull (strstr (companies->body, "Boulangerie"));
  g_assert_null (strstr (companies->body, "Garage"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record-routes/the-seeds-body-creates-a-dotation",
                   test_the_seeds_body_creates_a_dotation);
  g_test_add_func ("/record-routes/wrong-members-are-named", test_wrong_members_are_named);
  g_test_add_func ("/record-routes/a-stranger-gets-404-and-the-powerless-403",
                   test_a_stranger_gets_404_and_the_powerless_403);
  g_test_add_func ("/record-routes/a-foreign-row-is-as-good-as-none",
                   test_a_foreign_row_is_as_good_as_none);
  g_test_add_func ("/record-routes/an-employe-cannot-count-the-rows-of-others",
                   test_an_employe_cannot_count_the_rows_of_others);
  g_test_add_func ("/record-routes/a-foreign-cursor-orders-nothing",
                   test_a_foreign_cursor_orders_nothing);
  g_test_add_func ("/record-routes/an-employe-reads-little", test_an_employe_reads_little);
  g_test_add_func ("/record-routes/if-match-guards-against-a-stale-row",
                   test_if_match_guards_against_a_stale_row);
  g_test_add_func ("/record-routes/commands-go-the-way-of-a-dotation",
                   test_commands_go_the_way_of_a_dotation);
  g_test_add_func ("/record-routes/an-idempotency-key-creates-once",
                   test_an_idempotency_key_creates_once);
  g_test_add_func ("/record-routes/a-refusal-frees-its-idempotency-key",
                   test_a_refusal_frees_its_idempotency_key);
  g_test_add_func ("/record-routes/an-idempotency-key-is-not-ignored",
                   test_an_idempotency_key_is_not_ignored);
  g_test_add_func ("/record-routes/a-kept-answer-goes-with-the-right",
                   test_a_kept_answer_goes_with_the_right);
  g_test_add_func ("/record-routes/rows-and-entries-stand-under-their-dotation",
                   test_rows_and_entries_stand_under_their_dotation);
  g_test_add_func ("/record-routes/pages-meet-without-gap-or-overlap",
                   test_pages_meet_without_gap_or_overlap);
  g_test_add_func ("/record-routes/a-list-is-not-sent-twice", test_a_list_is_not_sent_twice);
  g_test_add_func ("/record-routes/employees-and-companies-have-the-same-routes",
                   test_employees_and_companies_have_the_same_routes);
  return g_test_run ();
}
