/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reminders while the clock walks, and what of them leaves the server. */
#include "server/portail-tax-reminders.h"

#include <string.h>

#include "server/portail-notification-delivery.h"
#include "server/portail-record-writer.h"
#include "server/portail-system-setting.h"
#include "server/portail-ticker.h"
#include "shared/portail-id.h"
#include "shared/records/portail-setting.h"
#include "shared/records/portail-tax-declaration.h"
#include "shared/records/portail-user.h"
#include "tests/server/store-fixture.h"

#define HOUR_SECONDS (60 * 60)

static PortailTimestamp
moment (const char *text)
{
  PortailTimestamp parsed;

  g_assert_true (portail_timestamp_parse (text, &parsed));
  return parsed;
}

static void
put (StoreFixture *fixture, gpointer record)
{
  g_autoptr (PortailRecordWriter) writer = portail_record_writer_new (fixture->database, NULL, NULL,
                                                                      store_fixture_tick (fixture));
  g_autoptr (GError) error = NULL;

  portail_record_writer_put (writer, record, &error);
  g_assert_no_error (error);
}

static PortailTaxDeclaration *
put_declaration (StoreFixture *fixture, const char *due_date)
{
  PortailTaxDeclaration *declaration = portail_record_new (&portail_tax_declaration_type);

  declaration->base.id = portail_id_new ();
  declaration->base.enterprise_id = g_strdup (fixture->company_a);
  declaration->status = PORTAIL_TAX_DECLARATION_VALIDE;
  g_assert_true (portail_day_parse (due_date, &declaration->due_date));
  declaration->period = (PortailWeek){ portail_week_of_day (declaration->due_date).number - 1 };
  put (fixture, declaration);
  return declaration;
}

static guint
give (StoreFixture *fixture, PortailTimestamp now)
{
  g_autoptr (GError) error = NULL;
  guint n_given;

  portail_tax_reminders_give (fixture->database, now, 100, &n_given, &error);
  g_assert_no_error (error);
  return n_given;
}

/* Notifications of @kind for everybody. */
static gint64
count_kind (StoreFixture *fixture, const char *kind)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM notification WHERE kind = '%s'",
                                          kind);

  return store_fixture_query (fixture, sql);
}

static void
walk_to (StoreFixture *fixture, PortailTimestamp *now, const char *until)
{
  while (now->milliseconds < moment (until).milliseconds)
    {
      give (fixture, *now);
      *now = portail_timestamp_add_seconds (*now, HOUR_SECONDS);
    }
}

/* Patron and co-patron of company A. */
static void
assert_kinds (StoreFixture *fixture, gint64 soon, gint64 today, gint64 late)
{
  g_assert_cmpint (count_kind (fixture, "tax_due_soon"), ==, 2 * soon);
  g_assert_cmpint (count_kind (fixture, "tax_due_today"), ==, 2 * today);
  g_assert_cmpint (count_kind (fixture, "tax_late"), ==, 2 * late);
}

static void
test_walk (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailTaxDeclaration) declaration = put_declaration (fixture, "2025-09-23");
  PortailTimestamp now = moment ("2025-09-20T00:00:00Z");

  walk_to (fixture, &now, "2025-09-20T22:00:00Z");
  assert_kinds (fixture, 0, 0, 0);
  walk_to (fixture, &now, "2025-09-22T22:00:00Z");
  assert_kinds (fixture, 1, 0, 0);
  walk_to (fixture, &now, "2025-09-23T22:00:00Z");
  assert_kinds (fixture, 1, 1, 0);
  walk_to (fixture, &now, "2025-09-26T00:00:00Z");
  assert_kinds (fixture, 1, 1, 1);
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM reminder"), ==, 3);
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM notification"
                                                 " WHERE title LIKE 'Boulangerie%2025-W38%'"),
                   ==, 6);
  store_fixture_check (fixture);
}

/* The day of the change of the clocks is J-0; hours are of 2025-10-26 and 2026-03-29. */
static void
test_walk_through_changes_of_the_clocks (void)
{
  static const struct
  {
    const char *due;
    const char *start;
    const char *today;
    const char *late;
  } cases[] = {
    { "2025-10-26", "2025-10-23T00:00:00Z", "2025-10-25T22:00:00Z", "2025-10-26T23:00:00Z" },
    { "2026-03-29", "2026-03-26T00:00:00Z", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z" },
    { "2025-12-31", "2025-12-28T00:00:00Z", "2025-12-30T23:00:00Z", "2025-12-31T23:00:00Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (StoreFixture) fixture = store_fixture_new ();
      g_autoptr (PortailTaxDeclaration) declaration = put_declaration (fixture, cases[i].due);
      PortailTimestamp now = moment (cases[i].start);

      walk_to (fixture, &now, cases[i].today);
      assert_kinds (fixture, 1, 0, 0);
      give (fixture, moment (cases[i].today));
      assert_kinds (fixture, 1, 1, 0);
      walk_to (fixture, &now, cases[i].late);
      assert_kinds (fixture, 1, 1, 0);
      give (fixture, moment (cases[i].late));
      assert_kinds (fixture, 1, 1, 1);
    }
}

static void
test_paid_and_corrected (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailTaxDeclaration) paid = put_declaration (fixture, "2025-09-23");
  g_autoptr (PortailTaxDeclaration) old = put_declaration (fixture, "2025-09-23");
  g_autoptr (PortailTaxDeclaration) refused = put_declaration (fixture, "2025-09-23");
  g_autoptr (PortailTaxDeclaration) newer = put_declaration (fixture, "2025-09-23");
  g_autoptr (PortailTaxDeclaration) open = put_declaration (fixture, "2025-09-23");

  paid->status = PORTAIL_TAX_DECLARATION_PAYE;
  put (fixture, paid);
  newer->version_of = g_strdup (old->base.id);
  newer->status = PORTAIL_TAX_DECLARATION_PAYE;
  put (fixture, newer);
  refused->status = PORTAIL_TAX_DECLARATION_REFUSE;
  put (fixture, refused);
  g_assert_cmpuint (give (fixture, moment ("2025-09-23T12:00:00Z")), ==, 2);
  assert_kinds (fixture, 0, 2, 0);
}

static void
test_sleep (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailTaxDeclaration) recent = put_declaration (fixture, "2025-09-23");
  g_autoptr (PortailTaxDeclaration) ancient = put_declaration (fixture, "2024-09-23");

  g_assert_cmpuint (give (fixture, moment ("2025-09-25T12:00:00Z")), ==, 1);
  assert_kinds (fixture, 0, 0, 1);
  /* A clock that is set back brings none of those that were passed over. */
  g_assert_cmpuint (give (fixture, moment ("2025-09-22T12:00:00Z")), ==, 0);
  g_assert_cmpuint (give (fixture, moment ("2025-09-23T12:00:00Z")), ==, 0);
}

static void
test_closed_company (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailTaxDeclaration) declaration = put_declaration (fixture, "2025-09-23");

  portail_database_execute (fixture->database, "UPDATE enterprise SET trashed_at = 1", NULL);
  g_assert_cmpuint (give (fixture, moment ("2025-09-23T12:00:00Z")), ==, 0);
}

/* The job as the ticker runs it, with more declarations than a batch takes. */
static void
test_job (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  PortailTick tick = { .database = fixture->database, .now = moment ("2025-09-23T12:00:00Z") };
  const PortailTickerJob *job = portail_ticker_get_jobs ();
  g_autoptr (GError) error = NULL;
  gint64 n_rows;

  while (strcmp (job->name, "reminders") != 0)
    job++;
  for (guint i = 0; i < 120; i++)
    portail_record_free (put_declaration (fixture, "2025-09-23"));
  portail_ticker_run_job (job, &tick, &n_rows, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n_rows, ==, 120);
  portail_ticker_run_job (job, &tick, &n_rows, &error);
  g_assert_cmpint (n_rows, ==, 0);
  assert_kinds (fixture, 0, 120, 0);
}

static void
set_user_setting (StoreFixture *fixture, Person person, const char *key, const char *value)
{
  g_autoptr (PortailSetting) setting = portail_record_new (&portail_setting_type);

  setting->base.id = portail_id_new ();
  setting->user_id = g_strdup (fixture->user_ids[person]);
  setting->key = g_strdup (key);
  setting->value = g_strdup (value);
  put (fixture, setting);
}

static void
set_email (StoreFixture *fixture, Person person, const char *email)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailUser) user = portail_record_new (&portail_user_type);
  g_autoptr (PortailUser) stored = NULL;

  user->base.id = g_strdup (fixture->user_ids[person]);
  stored = store_fixture_load (fixture, user);
  g_free (stored->email);
  stored->email = g_strdup (email);
  put (fixture, stored);
}

static void
set_webhook (StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  portail_system_setting_save (fixture->database, PORTAIL_SYSTEM_WEBHOOK_URL,
                               "https://discord.example.org/t0ken", store_fixture_tick (fixture),
                               &error);
  g_assert_no_error (error);
}

static void
set_mail (StoreFixture *fixture, PortailMailSwitch mail)
{
  g_autoptr (GError) error = NULL;

  portail_notification_delivery_set_mail (fixture->database, mail, &error);
  g_assert_no_error (error);
}

static void
remind_of_one (StoreFixture *fixture)
{
  g_autoptr (PortailTaxDeclaration) declaration = put_declaration (fixture, "2025-09-23");

  g_assert_cmpuint (give (fixture, moment ("2025-09-23T12:00:00Z")), ==, 1);
}

static gint64
count_mails (StoreFixture *fixture)
{
  return store_fixture_query (fixture, "SELECT count(*) FROM delivery WHERE kind = 'email'");
}

static void
test_mail_is_opted_into (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();

  remind_of_one (fixture);
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM delivery"), ==, 0);
  set_email (fixture, PERSON_PATRON, "patron@example.org");
  set_user_setting (fixture, PERSON_PATRON, "notifications", "{\"email\":true}");
  /* This one asked for mail and has no address; that one has an address and did not ask. */
  set_user_setting (fixture, PERSON_CO_PATRON, "notifications", "{\"email\":true}");
  set_email (fixture, PERSON_PATRON_B, "b@example.org");
  remind_of_one (fixture);
  g_assert_cmpint (count_mails (fixture), ==, 0);
  set_mail (fixture, PORTAIL_MAIL_ON);
  remind_of_one (fixture);
  g_assert_cmpint (count_mails (fixture), ==, 1);
  set_email (fixture, PERSON_CO_PATRON, "co-patron@example.org");
  remind_of_one (fixture);
  g_assert_cmpint (count_mails (fixture), ==, 3);
  set_mail (fixture, PORTAIL_MAIL_OFF);
  remind_of_one (fixture);
  g_assert_cmpint (count_mails (fixture), ==, 3);
  g_assert_cmpint (store_fixture_query (fixture,
                                        "SELECT count(*) FROM delivery"
                                        " WHERE payload || recipient || dedup_key LIKE '%@%'"),
                   ==, 0);
}

static void
test_odd_settings_are_no (void)
{
  static const char *const values[] = {
    "{\"email\":false}", "{\"email\":\"true\"}", "{\"email\":1}", "[true]", "{}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (StoreFixture) fixture = store_fixture_new ();

      set_mail (fixture, PORTAIL_MAIL_ON);
      set_email (fixture, PERSON_PATRON, "patron@example.org");
      set_user_setting (fixture, PERSON_PATRON, "notifications", values[i]);
      remind_of_one (fixture);
      g_assert_cmpint (count_mails (fixture), ==, 0);
    }
}

static void
test_webhook_once (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = NULL;
  g_autoptr (PortailRecord) submitted = NULL;

  set_webhook (fixture);
  set_user_setting (fixture, PERSON_PATRON, "language", "{\"value\":\"en\"}");
  remind_of_one (fixture);
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM delivery"), ==, 1);
  g_assert_cmpint (store_fixture_query (fixture,
                                        "SELECT count(*) FROM delivery WHERE kind = 'webhook'"
                                        " AND payload LIKE '%Boulangerie%'"),
                   ==, 1);
  sheet = store_fixture_make_sheet (fixture, "2025-W38", 1);
  submitted = store_fixture_do (fixture, &(Author){ PERSON_PATRON, NULL, fixture->company_a },
                                make_command (sheet, "submit", NULL));
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM delivery"), ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tax-reminders/each-level-comes-once-while-the-clock-walks", test_walk);
  g_test_add_func ("/tax-reminders/days-of-23-and-25-hours-are-days",
                   test_walk_through_changes_of_the_clocks);
  g_test_add_func ("/tax-reminders/what-is-paid-or-corrected-is-not-reminded-of",
                   test_paid_and_corrected);
  g_test_add_func ("/tax-reminders/a-server-that-slept-makes-up-for-nothing", test_sleep);
  g_test_add_func ("/tax-reminders/a-deleted-company-is-left-alone", test_closed_company);
  g_test_add_func ("/tax-reminders/many-go-in-batches", test_job);
  g_test_add_func ("/tax-reminders/mail-goes-to-who-asked-and-has-an-address",
                   test_mail_is_opted_into);
  g_test_add_func ("/tax-reminders/an-odd-setting-is-no", test_odd_settings_are_no);
  g_test_add_func ("/tax-reminders/the-webhook-tells-an-event-once", test_webhook_once);
  return g_test_run ();
}
