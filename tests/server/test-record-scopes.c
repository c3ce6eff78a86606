/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that are of all, of a company, of one person; and those in the trash. */
#include <string.h>

#include "server/portail-record-writer.h"
#include "shared/portail-id.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-bareme-version.h"
#include "shared/records/portail-membership.h"
#include "shared/records/portail-setting.h"
#include "tests/server/rest-client.h"

#define SETTINGS "/api/config/settings"

static RestAnswer *
post_setting (StoreFixture *fixture, Person person, const char *user_id, const char *key)
{
  g_autofree char *owner = user_id != NULL ? g_strdup_printf ("\"user_id\":\"%s\",", user_id)
                                           : g_strdup ("");
  g_autofree char *body = g_strdup_printf ("{%s\"key\":\"%s\",\"value\":{\"a\":1}}", owner, key);

  return rest_ask (fixture, person, body, "POST " SETTINGS);
}

static void
test_settings_are_the_servers_and_ones_own (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  const char *patron = fixture->user_ids[PERSON_PATRON];
  g_autoptr (RestAnswer) of_server = post_setting (fixture, PERSON_STAFF, NULL, "portal.motto");
  g_autoptr (RestAnswer) own = post_setting (fixture, PERSON_PATRON, patron, "language");
  g_autoptr (RestAnswer) forbidden = post_setting (fixture, PERSON_PATRON, NULL, "x");
  g_autoptr (RestAnswer) foreign = post_setting (fixture, PERSON_STAFF, patron, "x");
  g_autoptr (RestAnswer) twice = post_setting (fixture, PERSON_PATRON, patron, "language");
  g_autoptr (RestAnswer) list = rest_ask (fixture, PERSON_PATRON, NULL, "GET " SETTINGS);
  g_autoptr (RestAnswer) others = rest_ask (fixture, PERSON_STAFF, NULL, "GET " SETTINGS);
  g_autofree char *id = rest_answer_get (own, "id");
  g_autoptr (RestAnswer) hidden = rest_ask (fixture, PERSON_STAFF, NULL, "GET " SETTINGS "/%s", id);
  g_autoptr (RestAnswer) changed = rest_ask (
      fixture, PERSON_PATRON, "{\"value\":{\"language\":\"en\"}}", "PATCH " SETTINGS "/%s", id);
  g_autoptr (RestAnswer) gone = rest_ask (fixture, PERSON_PATRON, NULL, "DELETE " SETTINGS "/%s",
                                          id);

  rest_answer_expect (of_server, 201);
  rest_answer_expect (own, 201);
  rest_answer_expect (forbidden, 403);
  rest_answer_expect (foreign, 404);
  rest_answer_expect (twice, 409);
  g_assert_cmpuint (rest_answer_count_items (list), ==, 2);
  g_assert_cmpuint (rest_answer_count_items (others), ==, 1);
  rest_answer_expect (hidden, 404);
  rest_answer_expect (changed, 200);
  rest_answer_expect (gone, 204);
  store_fixture_check (fixture);
}

static void
test_an_own_setting_goes_by_sync_too (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  const Author author = { PERSON_EMPLOYE, "00000000-0000-7000-8000-00000000d001", NULL };
  g_autofree char *fields = g_strdup_printf ("{\"user_id\":\"%s\",\"key\":\"theme\","
                                             "\"value\":{\"dark\":true}}",
                                             fixture->user_ids[PERSON_EMPLOYE]);
  g_autofree char *foreign = g_strdup_printf ("{\"user_id\":\"%s\",\"key\":\"theme\"}",
                                              fixture->user_ids[PERSON_PATRON]);
  g_autoptr (PortailSetting) setting = store_fixture_do (
      fixture, &author, make_create (&portail_setting_type, NULL, fields));

  store_fixture_refuse (fixture, &author, make_create (&portail_setting_type, NULL, foreign),
                        PORTAIL_ERROR_NOT_FOUND);
  portail_record_free (
      store_fixture_do (fixture, &author, make_update (setting, "{\"value\":{}}")));
  store_fixture_do (fixture, &author, make_delete (setting));
  store_fixture_check (fixture);
}

/* Staff's drafts: of all, of A, of B. */
static void
make_tables (StoreFixture *fixture)
{
  const char *const companies[] = { NULL, fixture->company_a, fixture->company_b };

  for (guint i = 0; i < G_N_ELEMENTS (companies); i++)
    {
      const Author author = { PERSON_STAFF, NULL, companies[i] };

      portail_record_free (store_fixture_do (
          fixture, &author,
          make_create (&portail_bareme_version_type, NULL,
                       "{\"name\":\"x\",\"effective_from\":\"2025-W01\",\"arrondi\":\"cent\","
                       "\"mode_impot\":\"tranche\"}")));
    }
}

static void
test_a_company_sees_what_is_of_all_and_its_own (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (RestAnswer) patron = NULL;
  g_autoptr (RestAnswer) staff = NULL;
  g_autoptr (RestAnswer) one = NULL;
  g_autoptr (RestAnswer) foreign = NULL;

  make_tables (fixture);
  patron = rest_ask (fixture, PERSON_PATRON, NULL, "GET /api/config/baremes");
  staff = rest_ask (fixture, PERSON_STAFF, NULL, "GET /api/config/baremes");
  one = rest_ask (fixture, PERSON_STAFF, NULL, "GET /api/config/baremes?enterprise_id=%s",
                  fixture->company_b);
  foreign = rest_ask (fixture, PERSON_PATRON, NULL, "GET /api/config/baremes?enterprise_id=%s",
                      fixture->company_b);
  g_assert_cmpuint (rest_answer_count_items (patron), ==, 2);
  g_assert_null (strstr (patron->body, fixture->company_b));
  g_assert_cmpuint (rest_answer_count_items (staff), ==, 3);
  g_assert_cmpuint (rest_answer_count_items (one), ==, 2);
  rest_answer_expect (foreign, 404);
}

/* Employé in A, patron in B: each company shows what his role there lets him see. */
static void
test_two_roles_see_two_things (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  const Author author = { PERSON_PATRON_B, NULL, fixture->company_b };
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 2);
  g_autoptr (PortailRecordWriter) writer = portail_record_writer_new (fixture->database, NULL, NULL,
                                                                      store_fixture_tick (fixture));
  g_autoptr (PortailMembership) membership = portail_record_new (&portail_membership_type);
  g_autoptr (RestAnswer) list = NULL;
  g_autoptr (GError) error = NULL;

  portail_record_free (store_fixture_do (
      fixture, &author, make_create (&portail_dotation_type, NULL, "{\"period\":\"2025-W39\"}")));
  membership->base.id = portail_id_new ();
  membership->base.enterprise_id = g_strdup (fixture->company_b);
  membership->user_id = g_strdup (fixture->user_ids[PERSON_EMPLOYE]);
  membership->role = PORTAIL_ROLE_PATRON;
  membership->source = PORTAIL_MEMBERSHIP_MANUAL;
  portail_record_writer_insert (writer, membership, &error);
  g_assert_no_error (error);
  list = rest_ask (fixture, PERSON_EMPLOYE, NULL, "GET /api/dotations?sort=period");
  g_assert_cmpuint (rest_answer_count_items (list), ==, 2);
  g_assert_null (portail_json_get (rest_answer_get_item (list, 0), "totals"));
  g_assert_nonnull (portail_json_get (rest_answer_get_item (list, 1), "totals"));
}

static void
test_a_search_passes_over_case_and_accents (void)
{
  static const char *const words[] = { "eloise", "ÉLOÏSE", "Œuf", "oeuf" };
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  const Author author = { PERSON_PATRON, NULL, fixture->company_a };

  portail_record_free (store_fixture_do (
      fixture, &author, make_create (&portail_employee_type, NULL, "{\"name\":\"Éloïse Lœuf\"}")));
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *word = g_uri_escape_string (words[i], NULL, FALSE);
      g_autoptr (RestAnswer) found = rest_ask (fixture, PERSON_PATRON, NULL,
                                               "GET /api/employees?q=%s", word);

      g_assert_cmpuint (rest_answer_count_items (found), ==, 1);
    }
}

static void
test_the_trash_shows_what_one_may_restore (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) kept = store_fixture_make_sheet (fixture, "2025-W37", 0);
  g_autoptr (PortailDotation) draft = store_fixture_make_sheet (fixture, "2025-W38", 1);
  g_autoptr (PortailDotation) refused = store_fixture_make_sheet (fixture, "2025-W39", 0);
  const Author patron = { PERSON_PATRON, NULL, fixture->company_a };
  const Author superadmin = { PERSON_SUPERADMIN, NULL, fixture->company_a };
  g_autoptr (PortailDotation) submitted = NULL;
  g_autoptr (PortailDotation) closed = NULL;
  g_autoptr (RestAnswer) own = NULL;
  g_autoptr (RestAnswer) all = NULL;
  g_autoptr (RestAnswer) dot = NULL;
  g_autoptr (RestAnswer) exported = NULL;
  g_autoptr (RestAnswer) back = NULL;
  g_autoptr (RestAnswer) after = NULL;

  submitted = store_fixture_do (fixture, &patron, make_command (refused, "submit", NULL));
  closed = store_fixture_do (fixture, &superadmin,
                             make_command (submitted, "refuse", "{\"reason\":\"x\"}"));
  store_fixture_do (fixture, &patron, make_delete (draft));
  store_fixture_do (fixture, &superadmin, make_delete (closed));
  own = rest_ask (fixture, PERSON_PATRON, NULL, "GET /api/dotations?trashed=1");
  all = rest_ask (fixture, PERSON_SUPERADMIN, NULL, "GET /api/dotations?trashed=1");
  dot = rest_ask (fixture, PERSON_DOT, NULL, "GET /api/dotations?trashed=1");
  g_assert_cmpuint (rest_answer_count_items (own), ==, 1);
  g_assert_cmpstr (portail_json_get_member_string (rest_answer_get_item (own, 0), "id"), ==,
                   draft->base.id);
  g_assert_cmpstr (portail_json_get_member_string (rest_answer_get_item (own, 0), "until"), >,
                   "2025-10-1");
  g_assert_cmpuint (rest_answer_count_items (all), ==, 2);
  g_assert_cmpuint (rest_answer_count_items (dot), ==, 0);
  exported = rest_ask (fixture, PERSON_DOT, NULL, "GET /api/dotations/export?format=csv&trashed=1");
  rest_answer_expect (exported, 200);
  g_assert_null (strstr (exported->body, "2025-W"));
  back = rest_ask (fixture, PERSON_PATRON, NULL, "POST /api/dotations/%s/restore", draft->base.id);
  rest_answer_expect (back, 200);
  after = rest_ask (fixture, PERSON_PATRON, NULL, "GET /api/dotations?trashed=1");
  g_assert_cmpuint (rest_answer_count_items (after), ==, 0);
}

static void
test_one_op_brings_a_company_with_its_rows (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *id = portail_id_new ();
  static const struct
  {
    Person person;
    gboolean is_good;
  } trials[] = { { PERSON_PATRON, FALSE }, { PERSON_SUPERADMIN, TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (trials); i++)
    {
      g_autoptr (PortailSyncOp) op = portail_sync_op_new (PORTAIL_SYNC_OP_BATCH, id);
      g_autoptr (PortailAccess) access = store_fixture_get_access (fixture, trials[i].person);
      PortailActor actor = { fixture->database, access, NULL, store_fixture_tick (fixture) };
      g_autoptr (PortailOutcome) outcome = portail_outcome_new ();
      g_autoptr (GError) error = NULL;

      portail_sync_op_take_change (
          op, make_create (&portail_enterprise_type, id, "{\"name\":\"Bar\"}"));
      portail_sync_op_take_change (
          op, make_create (&portail_employee_type, NULL, "{\"name\":\"Zoé\"}"));
      g_assert_true (portail_record_store_apply (&actor, op, outcome, &error) == trials[i].is_good);
    }
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM employee"), ==, 2);
  store_fixture_check (fixture);
}

static void
test_a_repeated_answer_has_its_headers (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *body = g_strdup_printf ("{\"enterprise_id\":\"%s\",\"period\":\"2025-W38\"}",
                                           fixture->company_a);
  g_autoptr (RestAnswer) first = rest_call (fixture, PERSON_PATRON, "POST /api/dotations",
                                            "Idempotency-Key: abc", body);
  g_autoptr (RestAnswer) second = rest_call (fixture, PERSON_PATRON, "POST /api/dotations",
                                             "Idempotency-Key: abc", body);

  rest_answer_expect (second, 201);
  g_assert_nonnull (first->etag);
  g_assert_cmpstr (second->etag, ==, first->etag);
  g_assert_cmpstr (second->body, ==, first->body);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record-scopes/settings-are-the-servers-and-ones-own",
                   test_settings_are_the_servers_and_ones_own);
  g_test_add_func ("/record-scopes/an-own-setting-goes-by-sync-too",
                   test_an_own_setting_goes_by_sync_too);
  g_test_add_func ("/record-scopes/a-company-sees-what-is-of-all-and-its-own",
                   test_a_company_sees_what_is_of_all_and_its_own);
  g_test_add_func ("/record-scopes/two-roles-see-two-things", test_two_roles_see_two_things);
  g_test_add_func ("/record-scopes/a-search-passes-over-case-and-accents",
                   test_a_search_passes_over_case_and_accents);
  g_test_add_func ("/record-scopes/the-trash-shows-what-one-may-restore",
                   test_the_trash_shows_what_one_may_restore);
  g_test_add_func ("/record-scopes/one-op-brings-a-company-with-its-rows",
                   test_one_op_brings_a_company_with_its_rows);
  g_test_add_func ("/record-scopes/a-repeated-answer-has-its-headers",
                   test_a_repeated_answer_has_its_headers);
  return g_test_run ();
}
