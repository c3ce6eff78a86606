/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "server/portail-client-error.h"
#include "tests/server/rest-client.h"

static RestAnswer *
post (StoreFixture *fixture, Person person, const char *members)
{
  g_autofree char *body = g_strdup_printf (
      "{\"version\":\"1.4.0\",\"platform\":\"Debian 12\",\"kind\":\"crash\","
      "\"occurred_at\":\"2025-09-16T05:00:00Z\"%s}",
      members);

  return rest_call (fixture, person, "POST /api/client-errors", NULL, body);
}

static void
test_an_error_reaches_the_staff (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (RestAnswer) first = post (fixture, PERSON_EMPLOYE,
                                       ",\"message\":\"Rien ne va\",\"stack\":\"main.c:12\"");
  g_autoptr (RestAnswer) second = post (fixture, PERSON_PATRON, ",\"message\":\"Non plus\"");
  g_autoptr (RestAnswer) page = rest_ask (fixture, PERSON_STAFF, NULL,
                                          "GET /api/client-errors?limit=1");
  g_autofree char *cursor = rest_answer_get (page, "next_cursor");
  g_autoptr (RestAnswer) next = rest_ask (fixture, PERSON_STAFF, NULL,
                                          "GET /api/client-errors?cursor=%s", cursor);
  g_autoptr (RestAnswer) some = rest_ask (fixture, PERSON_SUPERADMIN, NULL,
                                          "GET /api/client-errors?user_id=%s&kind=crash",
                                          fixture->user_ids[PERSON_PATRON]);
  g_autoptr (RestAnswer) wrong = rest_ask (fixture, PERSON_STAFF, NULL,
                                           "GET /api/client-errors?colour=red");
  g_autoptr (RestAnswer) patrons = rest_ask (fixture, PERSON_PATRON, NULL,
                                             "GET /api/client-errors");

  rest_answer_expect (first, 201);
  rest_answer_expect (second, 201);
  g_assert_cmpuint (rest_answer_count_items (page), ==, 1);
  g_assert_nonnull (strstr (page->body, "Non plus"));
  g_assert_cmpuint (rest_answer_count_items (next), ==, 1);
  g_assert_nonnull (strstr (next->body, "main.c:12"));
  rest_answer_expect_member (next, "next_cursor", "null");
  g_assert_cmpuint (rest_answer_count_items (some), ==, 1);
  rest_answer_expect (wrong, 422);
  rest_answer_expect (patrons, 403);
}

static void
test_other_bodies_are_refused (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *long_text = g_strnfill (16385, 'x');
  g_autofree char *stack = g_strdup_printf (",\"message\":\"a\",\"stack\":\"%s\"", long_text);
  g_autofree char *message = g_strdup_printf (",\"message\":\"%.2001s\"", long_text);
  const char *const wrong[] = { "",
                                ",\"message\":\"\"",
                                ",\"message\":1",
                                ",\"message\":\"a\",\"user\":\"moi\"",
                                ",\"message\":\"a\",\"kind\":\"a b\"",
                                ",\"message\":\"a\",\"occurred_at\":\"hier\"",
                                stack,
                                message };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (RestAnswer) answer = post (fixture, PERSON_PATRON, wrong[i]);

      g_test_message ("%.60s", wrong[i]);
      g_assert_cmpuint (answer->status, >=, 400);
      g_assert_cmpuint (answer->status, <=, 422);
    }
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM client_error"), ==, 0);
}

static void
test_secrets_are_taken_out (void)
{
  static const struct
  {
    const char *text;
    const char *clean;
  } rows[] = {
    { "mail to zoe.l@example.org failed", "mail to <address> failed" },
    { "Authorization: Bearer abcdefgh12345678", "Authorization: Bearer <token>" },
    { "got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "got <token>" },
    { "user 800000000000000001 left", "user <discord id> left" },
    { "/home/"
      "zoe/.cache/portail.db: locked",
      "/home/<user>/.cache/portail.db: locked" },
    { "portail-grid.c:120: row 4 of 12", "portail-grid.c:120: row 4 of 12" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *clean = portail_client_error_redact (rows[i].text);

      g_assert_cmpstr (clean, ==, rows[i].clean);
    }
}

static void
test_one_account_leaves_so_many_a_day (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (RestAnswer) more = NULL, other = NULL;

  for (guint i = 0; i < PORTAIL_CLIENT_ERROR_A_DAY; i++)
    {
      g_autoptr (RestAnswer) answer = post (fixture, PERSON_PATRON, ",\"message\":\"Encore\"");

      rest_answer_expect (answer, 201);
    }
  more = post (fixture, PERSON_PATRON, ",\"message\":\"Encore\"");
  rest_answer_expect (more, 429);
  other = post (fixture, PERSON_EMPLOYE, ",\"message\":\"Encore\"");
  rest_answer_expect (other, 201);
}

/* Its clock is wrong, its error is none the less. */
static void
test_an_error_of_the_future_happened_now (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (RestAnswer) answer = rest_call (
      fixture, PERSON_PATRON, "POST /api/client-errors", NULL,
      "{\"version\":\"1.4.0\",\"platform\":\"Debian 12\",\"kind\":\"crash\","
      "\"occurred_at\":\"2999-01-01T00:00:00Z\",\"message\":\"Trop tôt\"}");

  rest_answer_expect (answer, 201);
  g_assert_cmpint (
      store_fixture_query (fixture,
                           "SELECT count(*) FROM client_error WHERE occurred_at = received_at"),
      ==, 1);
}

static void
test_errors_go_after_ninety_days (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (RestAnswer) answer = post (fixture, PERSON_PATRON, ",\"message\":\"Une fois\"");
  PortailTick tick = { .database = fixture->database, .now = store_fixture_tick (fixture) };

  tick.now = portail_timestamp_add_seconds (tick.now, 89 * 86400);
  g_assert_true (portail_client_error_purge (&tick, NULL));
  g_assert_cmpint (tick.n_rows, ==, 0);
  tick.now = portail_timestamp_add_seconds (tick.now, 2 * 86400);
  g_assert_true (portail_client_error_purge (&tick, NULL));
  g_assert_cmpint (tick.n_rows, ==, 1);
  g_assert_null (tick.position);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client-error-routes/an-error-reaches-the-staff",
                   test_an_error_reaches_the_staff);
  g_test_add_func ("/client-error-routes/other-bodies-are-refused", test_other_bodies_are_refused);
  g_test_add_func ("/client-error-routes/secrets-are-taken-out", test_secrets_are_taken_out);
  g_test_add_func ("/client-error-routes/one-account-leaves-so-many-a-day",
                   test_one_account_leaves_so_many_a_day);
  g_test_add_func ("/client-error-routes/an-error-of-the-future-happened-now",
                   test_an_error_of_the_future_happened_now);
  g_test_add_func ("/client-error-routes/errors-go-after-ninety-days",
                   test_errors_go_after_ninety_days);
  return g_test_run ();
}
