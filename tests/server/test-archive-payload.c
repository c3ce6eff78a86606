/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an archive holds of its source is for those who may read such sources: everybody in a
 * company reads its archives, not everybody its salaries, taxes and operations. */
#include <string.h>

#include "shared/records/portail-archive.h"
#include "shared/records/portail-tax-declaration.h"
#include "tests/server/blanchiment-desk.h"

/* Only in the payload. */
#define SECRET "Trimestrielle"

typedef enum
{
  HIDDEN,
  SHOWN,
} Sight;

typedef struct
{
  StoreFixture *fixture;
  char *id;
} Desk;

static void
desk_clear (Desk *desk)
{
  g_free (desk->id);
  store_fixture_free (desk->fixture);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desk, desk_clear)

/* The id of a new archive of @source, which the patron of company A makes. Owned. */
static char *
archive (StoreFixture *fixture, const char *type, const char *source_id)
{
  g_autofree char *body = g_strdup_printf ("{\"enterprise_id\":\"%s\",\"source_type\":\"%s\","
                                           "\"source_id\":\"%s\"}",
                                           fixture->company_a, type, source_id);
  g_autoptr (RestAnswer) answer = rest_call (fixture, PERSON_PATRON, "POST /api/archives", NULL,
                                             body);

  rest_answer_expect (answer, 201);
  return rest_answer_get (answer, "id");
}

/* Of a validated declaration. */
static Desk
desk_open (void)
{
  Desk desk = { store_fixture_new (), NULL };
  const Author by_patron = { PERSON_PATRON, NULL, desk.fixture->company_a };
  const Author by_staff = { PERSON_STAFF, NULL, desk.fixture->company_a };
  g_autoptr (PortailTaxDeclaration) draft = store_fixture_do (
      desk.fixture, &by_patron,
      make_create (&portail_tax_declaration_type, NULL,
                   "{\"period\":\"2025-W38\",\"amount\":1234.5,\"tax_type\":\"" SECRET "\"}"));
  g_autoptr (PortailTaxDeclaration) sent = store_fixture_do (desk.fixture, &by_patron,
                                                             make_command (draft, "submit", NULL));
  g_autoptr (PortailTaxDeclaration) valid = store_fixture_do (
      desk.fixture, &by_staff, make_command (sent, "validate", NULL));

  desk.id = archive (desk.fixture, "tax_declaration", valid->base.id);
  return desk;
}

static void
assert_shows (Desk *desk, Person person, const char *request_line, Sight sight)
{
  g_autoptr (RestAnswer) answer = rest_call (desk->fixture, person, request_line, NULL, NULL);

  rest_answer_expect (answer, 200);
  g_assert_nonnull (strstr (answer->body, desk->id));
  g_assert_cmpint (strstr (answer->body, SECRET) != NULL, ==, sight == SHOWN);
  g_assert_cmpint (strstr (answer->body, "\"payload\"") != NULL, ==, sight == SHOWN);
}

static void
test_only_readers_of_the_source_read_it (void)
{
  g_auto (Desk) desk = desk_open ();
  g_autofree char *one = g_strdup_printf ("GET /api/archives/%s", desk.id);
  const char *const lines[] = { one, "GET /api/archives?q=impot", "GET /api/archives?sort=title" };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      assert_shows (&desk, PERSON_EMPLOYE, lines[i], HIDDEN);
      assert_shows (&desk, PERSON_PATRON, lines[i], SHOWN);
      assert_shows (&desk, PERSON_DOT, lines[i], SHOWN);
      assert_shows (&desk, PERSON_STAFF, lines[i], SHOWN);
    }
}

static void
assert_history_shows (Desk *desk, Person person, Sight sight)
{
  g_autoptr (RestAnswer) answer = rest_ask (desk->fixture, person, NULL,
                                            "GET /api/archives/%s/history", desk->id);

  rest_answer_expect (answer, 200);
  g_assert_cmpint (strstr (answer->body, SECRET) != NULL, ==, sight == SHOWN);
}

static void
test_history_keeps_it_too (void)
{
  g_auto (Desk) desk = desk_open ();

  assert_history_shows (&desk, PERSON_EMPLOYE, HIDDEN);
  assert_history_shows (&desk, PERSON_PATRON, SHOWN);
}

static void
assert_pull_shows (Desk *desk, Person person, Sight sight)
{
  g_autoptr (RestAnswer) answer = rest_call (
      desk->fixture, person, "POST /api/sync/pull", NULL,
      "{\"protocol\":1,\"device\":\"0192f0c1-7b1a-7c3e-9d5f-0123456789ab\",\"cursors\":{}}");

  rest_answer_expect (answer, 200);
  g_assert_nonnull (strstr (answer->body, desk->id));
  g_assert_cmpint (strstr (answer->body, SECRET) != NULL, ==, sight == SHOWN);
}

static void
test_sync_keeps_it_too (void)
{
  g_auto (Desk) desk = desk_open ();

  assert_pull_shows (&desk, PERSON_EMPLOYE, HIDDEN);
  assert_pull_shows (&desk, PERSON_PATRON, SHOWN);
}

static void
assert_found (Desk *desk, Person person, const char *query, guint n)
{
  g_autofree char *escaped = g_uri_escape_string (query, NULL, HIDDEN);
  g_autoptr (RestAnswer) answer = rest_ask (desk->fixture, person, NULL, "GET /api/archives?q=%s",
                                            escaped);
  g_autofree char *expected = g_strdup_printf ("%u", n);

  g_assert_cmpuint (rest_answer_count_items (answer), ==, n);
  rest_answer_expect_member (answer, "total", expected);
}

static void
test_searches_do_not_tell_of_it (void)
{
  g_auto (Desk) desk = desk_open ();

  assert_found (&desk, PERSON_PATRON, SECRET, 1);
  assert_found (&desk, PERSON_PATRON, "impot -" SECRET, 0);
  assert_found (&desk, PERSON_PATRON, "-" SECRET, 0);
  assert_found (&desk, PERSON_EMPLOYE, SECRET, 0);
  assert_found (&desk, PERSON_EMPLOYE, "impot -" SECRET, 1);
  assert_found (&desk, PERSON_EMPLOYE, "-" SECRET, 1);
}

static void
test_no_list_is_filtered_or_sorted_by_it (void)
{
  static const char *const queries[] = { "payload=x", "sort=payload" };
  g_auto (Desk) desk = desk_open ();

  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autoptr (RestAnswer) answer = rest_ask (desk.fixture, PERSON_EMPLOYE, NULL,
                                                "GET /api/archives?%s", queries[i]);

      rest_answer_expect (answer, 422);
    }
}

static void
test_a_module_that_is_off_hides_its_snapshots (void)
{
  g_auto (Desk) desk = { blanchiment_desk_open (), NULL };
  g_autofree char *operation = blanchiment_desk_create_of_jean (
      desk.fixture, ",\"amount\":10,\"transaction_type\":\"" SECRET "\"");
  g_autofree char *line = NULL;

  blanchiment_desk_assert_call (desk.fixture, PERSON_PATRON, "POST /finish", operation, 200);
  desk.id = archive (desk.fixture, "blanchiment_operation", operation);
  line = g_strdup_printf ("GET /api/archives/%s", desk.id);
  assert_shows (&desk, PERSON_PATRON, line, SHOWN);
  assert_shows (&desk, PERSON_STAFF, line, SHOWN);
  assert_shows (&desk, PERSON_DOT, line, HIDDEN);
  assert_found (&desk, PERSON_STAFF, SECRET, 1);
  assert_found (&desk, PERSON_DOT, SECRET, 0);
  blanchiment_desk_switch (desk.fixture, "false");
  assert_shows (&desk, PERSON_PATRON, line, HIDDEN);
  assert_shows (&desk, PERSON_STAFF, line, HIDDEN);
  assert_found (&desk, PERSON_STAFF, SECRET, 0);
  assert_found (&desk, PERSON_STAFF, "blanchiment -" SECRET, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/archive-payload/only-readers-of-the-source-read-it",
                   test_only_readers_of_the_source_read_it);
  g_test_add_func ("/archive-payload/history-keeps-it-too", test_history_keeps_it_too);
  g_test_add_func ("/archive-payload/sync-keeps-it-too", test_sync_keeps_it_too);
  g_test_add_func ("/archive-payload/searches-do-not-tell-of-it", test_searches_do_not_tell_of_it);
  g_test_add_func ("/archive-payload/no-list-is-filtered-or-sorted-by-it",
                   test_no_list_is_filtered_or_sorted_by_it);
  g_test_add_func ("/archive-payload/a-module-that-is-off-hides-its-snapshots",
                   test_a_module_that_is_off_hides_its_snapshots);
  return g_test_run ();
}
