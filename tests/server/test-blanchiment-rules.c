/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "server/portail-blanchiment-refresh.h"
#include "shared/portail-record-sql.h"
#include "tests/server/blanchiment-desk.h"
#include "tests/server/sync-client.h"

#define DAY_MILLISECONDS (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)

static void
test_the_seeds_body_creates_an_operation (void)
{
  g_autoptr (StoreFixture) fixture = blanchiment_desk_open ();
  g_autoptr (RestAnswer) given = blanchiment_desk_create (
      fixture, PERSON_PATRON,
      ",\"amount\":50000,\"percentage\":12.5,\"transaction_type\":\"cash\"");
  g_autoptr (RestAnswer) computed = blanchiment_desk_create (fixture, PERSON_CO_PATRON,
                                                             ",\"amount\":60000");
  g_autoptr (RestAnswer) listed = NULL;

  g_assert_cmpuint (given->status, ==, 201);
  blanchiment_desk_assert_member (given, "status", "en_cours");
  blanchiment_desk_assert_member (given, "transaction_type", "cash");
  blanchiment_desk_assert_member (given, "percentage", "12.5");
  blanchiment_desk_assert_member (given, "risk_score", "20");
  blanchiment_desk_assert_member (given, "date_recu", "2025-09-16");
  blanchiment_desk_assert_member (given, "part_entreprise", "7500");
  blanchiment_desk_assert_member (given, "part_groupe", "40000");
  blanchiment_desk_assert_member (given, "duree", "0");
  blanchiment_desk_assert_member (given, "user_id", fixture->user_ids[PERSON_PATRON]);
  blanchiment_desk_assert_member (computed, "percentage", "60");
  blanchiment_desk_assert_member (computed, "risk_score", "60");
  blanchiment_desk_assert_member (computed, "niveau", "eleve");
  blanchiment_desk_assert_member (computed, "suspect", "true");
  listed = rest_call (fixture, PERSON_PATRON, "GET /api/blanchiment?sort=amount", NULL, NULL);
  g_assert_nonnull (listed->document);
  g_assert_nonnull (strstr (listed->body, "\"percentage\":12.5,\"part_entreprise\":7500"));
  g_assert_nonnull (strstr (listed->body, "\"percentage\":60,\"part_entreprise\":9000"));
}

static void
test_an_operation_keeps_the_name_of_its_employee (void)
{
  g_autoptr (StoreFixture) fixture = blanchiment_desk_open ();
  g_autofree char *members = g_strdup_printf (",\"amount\":10,\"employee_id\":\"%s\"",
                                              fixture->employee_id);
  g_autoptr (RestAnswer) made = blanchiment_desk_create (fixture, PERSON_PATRON, members);
  g_autoptr (RestAnswer) unknown = blanchiment_desk_create (
      fixture, PERSON_PATRON,
      ",\"amount\":10,\"employee_id\":\"01990000-0000-7000-8000-000000000000\"");

  blanchiment_desk_assert_member (made, "employee_name", "Jean Dupont");
  g_assert_cmpuint (unknown->status, ==, 422);
}

static void
test_wrong_members_are_named (void)
{
  static const char *const wrong[][2] = {
    { "", "\"field\":\"amount\"" },
    { ",\"amount\":-1", "\"field\":\"amount\"" },
    { ",\"amount\":1,\"status\":\"perdu\"", "\"field\":\"status\"" },
    { ",\"amount\":1,\"risk_score\":0", "\"field\":\"risk_score\"" },
    { ",\"amount\":1,\"review\":{}", "\"field\":\"review\"" },
    { ",\"amount\":1,\"entreprise_taux\":50,\"groupe_taux\":51", "\"field\":\"groupe_taux\"" },
    { ",\"amount\":1,\"date_recu\":\"2025-09-10\",\"date_rendu\":\"2025-09-09\"",
      "\"field\":\"date_rendu\"" },
    { ",\"amount\":1,\"percentage\":101", "\"field\":\"percentage\"" },
    { ",\"amount\":1,\"couleur\":1", "\"field\":\"couleur\"" },
  };
  g_autoptr (StoreFixture) fixture = blanchiment_desk_open ();

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (RestAnswer) answer = blanchiment_desk_create (fixture, PERSON_PATRON, wrong[i][0]);

      g_test_message ("%s: %s", wrong[i][0], answer->body);
      g_assert_cmpuint (answer->status, ==, 422);
      g_assert_nonnull (strstr (answer->body, wrong[i][1]));
    }
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM blanchiment_operation"), ==,
                   0);
}

static void
test_an_operation_keeps_the_shares_of_its_day (void)
{
  g_autoptr (StoreFixture) fixture = blanchiment_desk_open ();
  g_autofree char *first = blanchiment_desk_create_of_jean (fixture, ",\"amount\":1000");
  g_autofree char *line = g_strdup_printf ("PATCH /api/enterprises/%s", fixture->company_a);
  g_autoptr (RestAnswer) staff = rest_call (
      fixture, PERSON_STAFF, "POST /api/config/settings", NULL,
      "{\"key\":\"blanchiment.defaults\",\"value\":{\"entreprise_taux\":20,\"groupe_taux\":70}}");
  g_autofree char *second = blanchiment_desk_create_of_jean (fixture, ",\"amount\":1000");
  g_autoptr (RestAnswer) company = rest_call (
      fixture, PERSON_PATRON, line, NULL,
      "{\"settings\":{\"entreprise_taux\":5,\"groupe_taux\":90}}");
  g_autofree char *third = blanchiment_desk_create_of_jean (fixture, ",\"amount\":1000");
  g_autofree char *fourth = blanchiment_desk_create_of_jean (
      fixture, ",\"amount\":1000,\"entreprise_taux\":1,\"groupe_taux\":2");
  const char *const ids[] = { first, second, third, fourth };
  static const char *const parts[][2] = {
    { "150", "800" }, { "200", "700" }, { "50", "900" }, { "10", "20" }
  };

  g_assert_cmpuint (staff->status, ==, 201);
  g_assert_cmpuint (company->status, ==, 200);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (RestAnswer) answer = blanchiment_desk_call_on (fixture, PERSON_PATRON, "GET",
                                                                ids[i], NULL);

      blanchiment_desk_assert_member (answer, "part_entreprise", parts[i][0]);
      blanchiment_desk_assert_member (answer, "part_groupe", parts[i][1]);
    }
}

static void
test_wrong_shares_are_refused_where_they_are_set (void)
{
  static const char *const wrong[] = { "{\"entreprise_taux\":20}",
                                       "{\"entreprise_taux\":60,\"groupe_taux\":60}",
                                       "{\"weights\":{\"somme\":101}}", "{\"poids\":1}" };
  g_autoptr (StoreFixture) fixture = blanchiment_desk_open ();
  g_autofree char *line = g_strdup_printf ("PATCH /api/enterprises/%s", fixture->company_a);

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *setting = g_strdup_printf ("{\"key\":\"blanchiment.defaults\",\"value\":%s}",
                                                  wrong[i]);
      g_autofree char *settings = g_strdup_printf ("{\"settings\":%s}", wrong[i]);
      g_autoptr (RestAnswer) staff = rest_call (fixture, PERSON_STAFF, "POST /api/config/settings",
                                                NULL, setting);
      g_autoptr (RestAnswer) company = rest_call (fixture, PERSON_PATRON, line, NULL, settings);

      g_test_message ("%s: %s %s", wrong[i], staff->body, company->body);
      g_assert_cmpuint (staff->status, ==, 422);
      g_assert_cmpuint (company->status, ==, 422);
    }
}

static void
test_commands_lead_from_state_to_state (void)
{
  g_autoptr (StoreFixture) fixture = blanchiment_desk_open ();
  g_autofree char *id = blanchiment_desk_create_of_jean (
      fixture, ",\"amount\":1000,\"date_recu\":\"2025-09-01\"");
  g_autofree char *other = blanchiment_desk_create_of_jean (fixture, ",\"amount\":1000");
  g_autoptr (RestAnswer) early = NULL;
  g_autoptr (RestAnswer) finished = NULL;
  g_autoptr (RestAnswer) today = NULL;

  blanchiment_desk_assert_call (fixture, PERSON_PATRON, "POST /resume", id, 409);
  blanchiment_desk_assert_call (fixture, PERSON_PATRON, "POST /suspend", id, 200);
  blanchiment_desk_assert_call (fixture, PERSON_PATRON, "POST /finish", id, 409);
  blanchiment_desk_assert_call (fixture, PERSON_PATRON, "POST /resume", id, 200);
  early = blanchiment_desk_call_on (fixture, PERSON_PATRON, "POST /finish", id,
                                    "{\"date_rendu\":\"2025-08-31\"}");
  g_assert_cmpuint (early->status, ==, 422);
  g_assert_nonnull (strstr (early->body, "date_rendu"));
  finished = blanchiment_desk_call_on (fixture, PERSON_PATRON, "POST /finish", id,
                                       "{\"date_rendu\":\"2025-09-08\"}");
  g_assert_cmpuint (finished->status, ==, 200);
  blanchiment_desk_assert_member (finished, "status", "termine");
  blanchiment_desk_assert_member (finished, "duree", "7");
  blanchiment_desk_assert_call (fixture, PERSON_PATRON, "PATCH", id, 409);
  blanchiment_desk_assert_call (fixture, PERSON_PATRON, "POST /cancel", id, 409);
  today = blanchiment_desk_call_on (fixture, PERSON_PATRON, "POST /finish", other, NULL);
  blanchiment_desk_assert_member (today, "date_rendu", "2025-09-16");
}

static void
test_only_staff_reviews_and_only_suspects (void)
{
  static const char body[] = "{\"outcome\":\"cleared\",\"comment\":\"Vu avec le patron.\"}";
  g_autoptr (StoreFixture) fixture = blanchiment_desk_open ();
  g_autofree char *harmless = blanchiment_desk_create_of_jean (fixture, ",\"amount\":10");
  g_autofree char *suspect = blanchiment_desk_create_of_jean (fixture, ",\"amount\":120000");
  g_autoptr (RestAnswer) patron = blanchiment_desk_call_on (fixture, PERSON_PATRON, "POST /review",
                                                            suspect, body);
  g_autoptr (RestAnswer) refused = blanchiment_desk_call_on (fixture, PERSON_STAFF, "POST /review",
                                                             harmless, body);
  g_autoptr (RestAnswer) empty = blanchiment_desk_call_on (fixture, PERSON_STAFF, "POST /review",
                                                           suspect, "{}");
  g_autoptr (RestAnswer) wrong = blanchiment_desk_call_on (fixture, PERSON_STAFF, "POST /review",
                                                           suspect, "{\"outcome\":\"maybe\"}");
  g_autoptr (RestAnswer) staff = blanchiment_desk_call_on (fixture, PERSON_STAFF, "POST /review",
                                                           suspect, body);
  g_autofree char *review = rest_answer_get (staff, "review");

  g_assert_cmpuint (patron->status, ==, 403);
  g_assert_cmpuint (refused->status, ==, 409);
  g_assert_cmpuint (empty->status, ==, 422);
  g_assert_cmpuint (wrong->status, ==, 422);
  g_assert_cmpuint (staff->status, ==, 200);
  blanchiment_desk_assert_member (staff, "status", "en_cours");
  g_assert_nonnull (strstr (review, "\"outcome\":\"cleared\""));
  g_assert_nonnull (strstr (review, "\"comment\":\"Vu avec le patron.\""));
  g_assert_nonnull (strstr (review, fixture->user_ids[PERSON_STAFF]));
  blanchiment_desk_assert_call (fixture, PERSON_PATRON, "POST /suspend", harmless, 200);
  g_clear_pointer (&staff, rest_answer_free);
  staff = blanchiment_desk_call_on (fixture, PERSON_STAFF, "POST /review", harmless, body);
  g_assert_cmpuint (staff->status, ==, 200);
}

/* Each line of the permission matrix. */
static void
test_who_may_what (void)
{
  static const struct
  {
    Person person;
    guint list;
    guint one;
    guint create;
    guint patch;
    guint command;
    guint analysis;
    guint import;
  } rows[] = {
    { PERSON_SUPERADMIN, 200, 200, 201, 200, 200, 200, 200 },
    { PERSON_STAFF, 200, 200, 403, 403, 403, 200, 403 },
    { PERSON_PATRON, 200, 200, 201, 200, 200, 200, 200 },
    { PERSON_CO_PATRON, 200, 200, 201, 200, 200, 200, 200 },
    { PERSON_DOT, 403, 403, 403, 403, 403, 403, 403 },
    { PERSON_EMPLOYE, 403, 403, 403, 403, 403, 403, 403 },
    { PERSON_PATRON_B, 404, 404, 404, 404, 404, 404, 404 },
  };
  g_autoptr (StoreFixture) fixture = blanchiment_desk_open ();
  g_autofree char *list = g_strdup_printf ("GET /api/blanchiment?enterprise_id=%s",
                                           fixture->company_a);
  g_autofree char *analysis = g_strdup_printf ("GET /api/blanchiment/analysis?enterprise_id=%s",
                                               fixture->company_a);
  g_autofree char *import = g_strdup_printf ("POST /api/blanchiment/import?enterprise_id=%s",
                                             fixture->company_a);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Person person = rows[i].person;
      g_autofree char *id = blanchiment_desk_create_of_jean (fixture, ",\"amount\":10");
      g_autoptr (RestAnswer) listed = rest_call (fixture, person, list, NULL, NULL);
      g_autoptr (RestAnswer) made = blanchiment_desk_create (fixture, person, ",\"amount\":10");
      g_autoptr (RestAnswer) analysed = rest_call (fixture, person, analysis, NULL, NULL);
      g_autoptr (RestAnswer) imported = rest_call (fixture, person, import, NULL, "");

      g_test_message ("person %d", person);
      g_assert_cmpuint (listed->status, ==, rows[i].list);
      g_assert_cmpuint (made->status, ==, rows[i].create);
      g_assert_cmpuint (analysed->status, ==, rows[i].analysis);
      g_assert_cmpuint (imported->status, ==, rows[i].import);
      blanchiment_desk_assert_call (fixture, person, "GET", id, rows[i].one);
      blanchiment_desk_assert_call (fixture, person, "PATCH", id, rows[i].patch);
      blanchiment_desk_assert_call (fixture, person, "POST /suspend", id, rows[i].command);
    }
}

/* The columns of the matrix, with the switch off: nothing of the module is there for anybody. */
static void
test_a_company_without_the_module_answers_403 (void)
{
  static const Person persons[] = { PERSON_SUPERADMIN, PERSON_STAFF,   PERSON_PATRON,
                                    PERSON_CO_PATRON,  PERSON_EMPLOYE, PERSON_DOT };
  g_autoptr (StoreFixture) fixture = blanchiment_desk_open ();
  g_autofree char *id = blanchiment_desk_create_of_jean (fixture, ",\"amount\":10");
  g_autofree char *list = g_strdup_printf ("GET /api/blanchiment?enterprise_id=%s",
                                           fixture->company_a);
  g_autofree char *export = g_strdup_printf ("GET /api/blanchiment/export?enterprise_id=%s",
                                             fixture->company_a);
  g_autofree char *import = g_strdup_printf ("POST /api/blanchiment/import?enterprise_id=%s",
                                             fixture->company_a);

  blanchiment_desk_switch (fixture, "false");
  for (guint i = 0; i < G_N_ELEMENTS (persons); i++)
    {
      g_autoptr (RestAnswer) listed = rest_call (fixture, persons[i], list, NULL, NULL);
      g_autoptr (RestAnswer) everything = rest_call (fixture, persons[i], "GET /api/blanchiment",
                                                     NULL, NULL);
      g_autoptr (RestAnswer) made = blanchiment_desk_create (fixture, persons[i], ",\"amount\":10");
      g_autoptr (RestAnswer) exported = rest_call (fixture, persons[i], export, NULL, NULL);
      g_autoptr (RestAnswer) imported = rest_call (fixture, persons[i], import, NULL, "");

      g_test_message ("person %d", persons[i]);
      g_assert_cmpuint (listed->status, ==, 403);
      g_assert_null (strstr (everything->body, id));
      g_assert_cmpuint (made->status, ==, 403);
      g_assert_cmpuint (exported->status, ==, 403);
      g_assert_cmpuint (imported->status, ==, 403);
      blanchiment_desk_assert_call (fixture, persons[i], "GET", id, 403);
      blanchiment_desk_assert_call (fixture, persons[i], "GET /history", id, 403);
      blanchiment_desk_assert_call (fixture, persons[i], "PATCH", id, 403);
      blanchiment_desk_assert_call (fixture, persons[i], "DELETE", id, 403);
      blanchiment_desk_assert_call (fixture, persons[i], "POST /review", id, 403);
    }
  blanchiment_desk_assert_call (fixture, PERSON_PATRON_B, "GET", id, 404);
  blanchiment_desk_switch (fixture, "true");
  blanchiment_desk_assert_call (fixture, PERSON_PATRON, "GET", id, 200);
}

static void
test_only_staff_switches (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (RestAnswer) patron = blanchiment_desk_set_module (fixture, PERSON_PATRON,
                                                               fixture->company_a, "true");
  g_autoptr (RestAnswer) dot = blanchiment_desk_set_module (fixture, PERSON_DOT, fixture->company_a,
                                                            "true");
  g_autoptr (RestAnswer) foreign = blanchiment_desk_set_module (fixture, PERSON_PATRON_B,
                                                                fixture->company_a, "true");
  g_autoptr (RestAnswer) made = blanchiment_desk_create (fixture, PERSON_PATRON, ",\"amount\":10");

  g_assert_cmpuint (patron->status, ==, 403);
  g_assert_cmpuint (dot->status, ==, 403);
  g_assert_cmpuint (foreign->status, ==, 404);
  g_assert_cmpuint (made->status, ==, 403);
}

static void
test_pull_brings_and_evicts_with_the_switch (void)
{
  g_autoptr (StoreFixture) fixture = blanchiment_desk_open ();
  g_autofree char *id = blanchiment_desk_create_of_jean (fixture, ",\"amount\":10");
  g_autofree char *scope = g_strconcat ("enterprise:", fixture->company_a, NULL);
  static const struct
  {
    Person person;
    guint n_rows;
  } readers[] = {
    { PERSON_PATRON, 1 }, { PERSON_STAFF, 1 }, { PERSON_DOT, 0 }, { PERSON_EMPLOYE, 0 }
  };

  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    {
      g_autoptr (SyncClient) client = sync_client_new (fixture, readers[i].person);

      g_test_message ("person %d", readers[i].person);
      sync_client_pull (client, 100);
      g_assert_cmpuint (sync_client_count (client, scope, "blanchiment_operation"), ==,
                        readers[i].n_rows);
      blanchiment_desk_switch (fixture, "false");
      sync_client_pull (client, 100);
      g_assert_cmpuint (sync_client_count (client, scope, "blanchiment_operation"), ==, 0);
      g_assert_cmpuint (sync_client_count (client, scope, "enterprise"), ==, 1);
      blanchiment_desk_switch (fixture, "true");
      sync_client_pull (client, 100);
      g_assert_cmpuint (sync_client_count (client, scope, "blanchiment_operation"), ==,
                        readers[i].n_rows);
    }
}

static void
test_push_is_refused_while_it_is_off (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (SyncClient) client = sync_client_new (fixture, PERSON_PATRON);
  g_autoptr (PortailSyncOp) op = sync_client_make_op (
      client, fixture->company_a,
      make_create (&portail_blanchiment_operation_type, NULL, "{\"amount\":10}"));
  g_autofree char *answer = sync_client_push (client, op, NULL);
  g_autofree char *status = sync_client_get_status (answer, 0);

  g_assert_cmpstr (status, ==, "rejected forbidden");
}

static void
test_one_operation_moves_the_risk_of_its_neighbours (void)
{
  g_autoptr (StoreFixture) fixture = blanchiment_desk_open ();
  g_autofree char *before = blanchiment_desk_create_of_jean (
      fixture, ",\"amount\":50000,\"date_recu\":\"2025-09-02\"");
  g_autofree char *after = blanchiment_desk_create_of_jean (
      fixture, ",\"amount\":50000,\"date_recu\":\"2025-09-12\"");
  g_autofree char *far = blanchiment_desk_create_of_jean (
      fixture, ",\"amount\":50000,\"date_recu\":\"2025-10-20\"");
  g_autofree char *between = blanchiment_desk_create_of_jean (
      fixture, ",\"amount\":1,\"date_recu\":\"2025-09-03\"");
  g_autoptr (RestAnswer) renamed = NULL;

  blanchiment_desk_assert_score (fixture, before, "0");
  blanchiment_desk_assert_score (fixture, after, "20");
  blanchiment_desk_assert_score (fixture, far, "0");
  renamed = blanchiment_desk_call_on (fixture, PERSON_PATRON, "PATCH", between,
                                      "{\"employee_name\":\"Karim\",\"groupe\":\"Ballas\"}");
  g_assert_cmpuint (renamed->status, ==, 200);
  blanchiment_desk_assert_score (fixture, after, "0");
  g_clear_pointer (&renamed, rest_answer_free);
  renamed = blanchiment_desk_call_on (fixture, PERSON_PATRON, "PATCH", between,
                                      "{\"employee_name\":\"JEAN\"}");
  blanchiment_desk_assert_score (fixture, after, "20");
  blanchiment_desk_assert_call (fixture, PERSON_PATRON, "POST /cancel", between, 200);
  blanchiment_desk_assert_score (fixture, after, "0");
  blanchiment_desk_assert_call (fixture, PERSON_PATRON, "DELETE", before, 204);
  blanchiment_desk_assert_call (fixture, PERSON_PATRON, "POST /restore", before, 200);
  blanchiment_desk_assert_score (fixture, after, "0");
  store_fixture_check (fixture);
}

static void
do_something (StoreFixture *fixture, GPtrArray *ids)
{
  static const char *const names[] = { "Jean", "JEAN", "Élodie", "elodie" };
  static const char *const verbs[] = { "POST /suspend", "POST /resume", "POST /cancel",
                                       "POST /finish",  "DELETE",       "POST /restore" };
  const char *name = names[g_test_rand_int_range (0, G_N_ELEMENTS (names))];
  g_autofree char *members = g_strdup_printf (
      "\"amount\":%d,\"date_recu\":\"2025-%02d-%02d\",\"employee_name\":\"%s\"",
      g_test_rand_int_range (0, 60000), g_test_rand_int_range (8, 11),
      g_test_rand_int_range (1, 29), name);
  g_autoptr (RestAnswer) answer = NULL;
  g_autofree char *body = NULL;
  const char *id = ids->len > 0
                       ? g_ptr_array_index (ids, g_test_rand_int_range (0, (gint32) ids->len))
                       : NULL;

  if (id == NULL || g_test_rand_int_range (0, 3) == 0)
    {
      body = g_strconcat (",\"groupe\":\"Vagos\",", members, NULL);
      answer = blanchiment_desk_create (fixture, PERSON_PATRON, body);
      g_ptr_array_add (ids, rest_answer_get (answer, "id"));
      return;
    }
  body = g_strdup_printf ("{%s}", members);
  answer = g_test_rand_bit ()
               ? blanchiment_desk_call_on (fixture, PERSON_PATRON, "PATCH", id, body)
               : blanchiment_desk_call_on (fixture, PERSON_PATRON,
                                           verbs[g_test_rand_int_range (0, 6)], id, "{}");
  g_assert_cmpuint (answer->status, <, 500);
}

static void
test_whatever_is_done_the_risk_stays_pure (void)
{
  g_autoptr (StoreFixture) fixture = blanchiment_desk_open ();
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < 150; i++)
    {
      do_something (fixture, ids);
      if (i % 10 == 9)
        blanchiment_desk_check_risks (fixture);
    }
  store_fixture_check (fixture);
}

static guint
run_daily (StoreFixture *fixture)
{
  PortailTick tick = { .database = fixture->database };
  g_autoptr (GError) error = NULL;

  tick.now = (PortailTimestamp){ fixture->clock };
  do
    {
      portail_blanchiment_refresh_open (&tick, &error);
      g_assert_no_error (error);
    }
  while (tick.position != NULL);
  return (guint) tick.n_rows;
}

static void
test_open_operations_are_evaluated_daily (void)
{
  g_autoptr (StoreFixture) fixture = blanchiment_desk_open ();
  g_autofree char *open = blanchiment_desk_create_of_jean (fixture, ",\"amount\":10");
  g_autofree char *closed = blanchiment_desk_create_of_jean (fixture, ",\"amount\":10");
  gint64 rev;

  blanchiment_desk_assert_call (fixture, PERSON_PATRON, "POST /finish", closed, 200);
  rev = store_fixture_query (fixture, "SELECT sum(rev) FROM blanchiment_operation");
  g_assert_cmpuint (run_daily (fixture), ==, 0);
  g_assert_cmpint (store_fixture_query (fixture, "SELECT sum(rev) FROM blanchiment_operation"), ==,
                   rev);
  fixture->clock += 15 * DAY_MILLISECONDS;
  g_assert_cmpuint (run_daily (fixture), ==, 1);
  g_assert_cmpuint (run_daily (fixture), ==, 0);
  blanchiment_desk_assert_score (fixture, open, "20");
  blanchiment_desk_assert_score (fixture, closed, "0");
  store_fixture_check (fixture);
  fixture->clock += DAY_MILLISECONDS;
  blanchiment_desk_switch (fixture, "false");
  g_assert_cmpuint (run_daily (fixture), ==, 0);
}

/* More than one batch of it. */
static void
test_a_long_day_goes_in_batches (void)
{
  g_autoptr (StoreFixture) fixture = blanchiment_desk_open ();
  const guint n = PORTAIL_TICK_MAX_ROWS + 20;
  g_autofree char *line = g_strdup_printf (
      "POST /api/blanchiment/import?enterprise_id=%s&commit=true", fixture->company_a);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (RestAnswer) answer = NULL;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "16/09/2025;Groupe %u;Employé %u;1;2;10\n", i, i);
  answer = rest_call (fixture, PERSON_PATRON, line, NULL, text->str);
  g_assert_nonnull (strstr (answer->body, "\"counts\":{\"new\":520,"));
  fixture->clock += 15 * DAY_MILLISECONDS;
  g_assert_cmpuint (run_daily (fixture), ==, n);
  g_assert_cmpint (store_fixture_query (
                       fixture, "SELECT count(*) FROM blanchiment_operation WHERE risk_score = 20"),
                   ==, n);
}

/* Somebody who saw the row before its risk moved may still go on. */
static void
test_a_moved_risk_is_no_conflict (void)
{
  g_autoptr (StoreFixture) fixture = blanchiment_desk_open ();
  g_autofree char *id = blanchiment_desk_create_of_jean (
      fixture, ",\"amount\":50000,\"date_recu\":\"2025-09-12\"");
  g_autoptr (SyncClient) client = sync_client_new (fixture, PERSON_PATRON);
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailRecord) seen = portail_record_sql_load (
      fixture->database, &portail_blanchiment_operation_type, id, &error);
  g_autofree char *neighbour = blanchiment_desk_create_of_jean (
      fixture, ",\"amount\":60000,\"date_recu\":\"2025-09-11\"");
  g_autoptr (PortailSyncOp) op = sync_client_make_op (client, fixture->company_a,
                                                      make_command (seen, "finish", NULL));
  g_autofree char *answer = sync_client_push (client, op, NULL);
  g_autofree char *status = sync_client_get_status (answer, 0);

  blanchiment_desk_assert_score (fixture, id, "20");
  g_assert_cmpstr (status, ==, "applied");
}

static void
test_staff_is_told_once_of_what_is_suspect (void)
{
  static const char count[] =
      "SELECT count(*) FROM notification WHERE kind = 'blanchiment_suspect'";
  g_autoptr (StoreFixture) fixture = blanchiment_desk_open ();
  g_autofree char *harmless = blanchiment_desk_create_of_jean (fixture, ",\"amount\":10");
  g_autofree char *suspect = NULL;
  gint64 n_told;

  g_assert_cmpint (store_fixture_query (fixture, count), ==, 0);
  suspect = blanchiment_desk_create_of_jean (fixture, ",\"amount\":120000");
  n_told = store_fixture_query (fixture, count);
  /* The superadmin and the staff of the fixture. */
  g_assert_cmpint (n_told, ==, 2);
  blanchiment_desk_assert_call (fixture, PERSON_PATRON, "POST /suspend", suspect, 200);
  g_assert_cmpint (store_fixture_query (fixture, count), ==, n_told);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/blanchiment-rules/the-seeds-body-creates-an-operation",
                   test_the_seeds_body_creates_an_operation);
  g_test_add_func ("/blanchiment-rules/an-operation-keeps-the-name-of-its-employee",
                   test_an_operation_keeps_the_name_of_its_employee);
  g_test_add_func ("/blanchiment-rules/wrong-members-are-named", test_wrong_members_are_named);
  g_test_add_func ("/blanchiment-rules/an-operation-keeps-the-shares-of-its-day",
                   test_an_operation_keeps_the_shares_of_its_day);
  g_test_add_func ("/blanchiment-rules/wrong-shares-are-refused-where-they-are-set",
                   test_wrong_shares_are_refused_where_they_are_set);
  g_test_add_func ("/blanchiment-rules/commands-lead-from-state-to-state",
                   test_commands_lead_from_state_to_state);
  g_test_add_func ("/blanchiment-rules/only-staff-reviews-and-only-suspects",
                   test_only_staff_reviews_and_only_suspects);
  g_test_add_func ("/blanchiment-rules/who-may-what", test_who_may_what);
  g_test_add_func ("/blanchiment-rules/a-company-without-the-module-answers-403",
                   test_a_company_without_the_module_answers_403);
  g_test_add_func ("/blanchiment-rules/only-staff-switches", test_only_staff_switches);
  g_test_add_func ("/blanchiment-rules/pull-brings-and-evicts-with-the-switch",
                   test_pull_brings_and_evicts_with_the_switch);
  g_test_add_func ("/blanchiment-rules/push-is-refused-while-it-is-off",
                   test_push_is_refused_while_it_is_off);
  g_test_add_func ("/blanchiment-rules/one-operation-moves-the-risk-of-its-neighbours",
                   test_one_operation_moves_the_risk_of_its_neighbours);
  g_test_add_func ("/blanchiment-rules/whatever-is-done-the-risk-stays-pure",
                   test_whatever_is_done_the_risk_stays_pure);
  g_test_add_func ("/blanchiment-rules/open-operations-are-evaluated-daily",
                   test_open_operations_are_evaluated_daily);
  g_test_add_func ("/blanchiment-rules/a-long-day-goes-in-batches",
                   test_a_long_day_goes_in_batches);
  g_test_add_func ("/blanchiment-rules/a-moved-risk-is-no-conflict",
                   test_a_moved_risk_is_no_conflict);
  g_test_add_func ("/blanchiment-rules/staff-is-told-once-of-what-is-suspect",
                   test_staff_is_told_once_of_what_is_suspect);
  return g_test_run ();
}
