/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "server/portail-language.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-notification.h"
#include "shared/records/portail-setting.h"
#include "tests/server/rest-client.h"

static void
submit (StoreFixture *fixture, const PortailDotation *sheet)
{
  g_autoptr (RestAnswer) answer = rest_ask (fixture, PERSON_PATRON, NULL,
                                            "POST /api/dotations/%s/submit", sheet->base.id);

  rest_answer_expect (answer, 200);
}

/* The title of the one notification of @person. Owned. */
static char *
get_title (StoreFixture *fixture, Person person)
{
  g_autoptr (RestAnswer) list = rest_ask (fixture, person, NULL, "GET /api/notifications");

  g_assert_cmpuint (rest_answer_count_items (list), ==, 1);
  return g_strdup (portail_json_get_member_string (rest_answer_get_item (list, 0), "title"));
}

/* Whatever the one speaks who acts. */
static void
test_each_reads_his_own_language (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 1);
  const Author staff = { PERSON_STAFF, NULL, NULL };
  g_autofree char *setting = g_strdup_printf (
      "{\"user_id\":\"%s\",\"key\":\"language\",\"value\":{\"language\":\"en\"}}",
      fixture->user_ids[PERSON_STAFF]);
  g_autofree char *english = NULL;
  g_autofree char *french = NULL;

  portail_record_free (
      store_fixture_do (fixture, &staff, make_create (&portail_setting_type, NULL, setting)));
  portail_language_use (PORTAIL_LANGUAGE_ENGLISH);
  submit (fixture, sheet);
  g_assert_cmpint (portail_language_get (), ==, PORTAIL_LANGUAGE_ENGLISH);
  english = get_title (fixture, PERSON_STAFF);
  french = get_title (fixture, PERSON_SUPERADMIN);
  g_assert_cmpstr (english, ==, "Boulangerie: dotation 2025-W38 to validate");
  g_assert_nonnull (strstr (french, "2025-W38"));
  g_assert_cmpstr (french, !=, english);
}

static void
test_what_was_read_stays_read (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) first = store_fixture_make_sheet (fixture, "2025-W38", 1);
  g_autoptr (PortailDotation) second = store_fixture_make_sheet (fixture, "2025-W39", 1);
  g_autoptr (RestAnswer) list = NULL;
  g_autoptr (RestAnswer) read = NULL;
  g_autoptr (RestAnswer) again = NULL;
  g_autoptr (RestAnswer) foreign = NULL;
  g_autoptr (RestAnswer) all = NULL;
  g_autoptr (RestAnswer) none = NULL;
  g_autofree char *read_at = NULL;
  const char *id;

  submit (fixture, first);
  submit (fixture, second);
  list = rest_ask (fixture, PERSON_STAFF, NULL, "GET /api/notifications");
  g_assert_cmpuint (rest_answer_count_items (list), ==, 2);
  id = portail_json_get_member_string (rest_answer_get_item (list, 0), "id");
  foreign = rest_ask (fixture, PERSON_PATRON, NULL, "POST /api/notifications/%s/read", id);
  rest_answer_expect (foreign, 404);
  read = rest_ask (fixture, PERSON_STAFF, NULL, "POST /api/notifications/%s/read", id);
  rest_answer_expect (read, 200);
  read_at = rest_answer_get (read, "read_at");
  g_assert_nonnull (read_at);
  again = rest_ask (fixture, PERSON_STAFF, NULL, "POST /api/notifications/%s/read", id);
  rest_answer_expect_member (again, "read_at", read_at);
  all = rest_ask (fixture, PERSON_STAFF, NULL, "POST /api/notifications/read");
  rest_answer_expect_member (all, "read", "1");
  none = rest_ask (fixture, PERSON_STAFF, NULL, "POST /api/notifications/read");
  rest_answer_expect_member (none, "read", "0");
  store_fixture_check (fixture);
}

static void
test_nobody_writes_his_own_notifications (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 1);
  const Author staff = { PERSON_STAFF, "00000000-0000-7000-8000-00000000d001", NULL };
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *fields = g_strdup_printf (
      "{\"user_id\":\"%s\",\"kind\":\"x\",\"level\":\"info\",\"title\":\"x\"}",
      fixture->user_ids[PERSON_STAFF]);

  submit (fixture, sheet);
  rows = portail_record_sql_list (fixture->database, &portail_notification_type, NULL,
                                  "WHERE user_id = ?", "t", fixture->user_ids[PERSON_STAFF]);
  g_assert_cmpuint (rows->len, ==, 1);
  store_fixture_refuse (fixture, &staff, make_create (&portail_notification_type, NULL, fields),
                        PORTAIL_ERROR_FORBIDDEN);
  store_fixture_refuse (fixture, &staff,
                        make_update (g_ptr_array_index (rows, 0), "{\"title\":\"y\"}"),
                        PORTAIL_ERROR_FORBIDDEN);
  portail_record_free (store_fixture_do (
      fixture, &staff,
      make_update (g_ptr_array_index (rows, 0), "{\"read_at\":\"2025-09-20T10:00:00Z\"}")));
}

int
main (int argc, char *argv[])
{
  g_autofree char *catalogues = NULL;

  g_test_init (&argc, &argv, NULL);
  catalogues = g_test_build_filename (G_TEST_BUILT, "po", NULL);
  portail_language_init (catalogues);
  g_test_add_func ("/notices/each-reads-his-own-language", test_each_reads_his_own_language);
  g_test_add_func ("/notices/what-was-read-stays-read", test_what_was_read_stays_read);
  g_test_add_func ("/notices/nobody-writes-his-own-notifications",
                   test_nobody_writes_his_own_notifications);
  return g_test_run ();
}
