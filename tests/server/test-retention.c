/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the server forgets, seen by those who pull afterwards. */
#include <string.h>

#include "server/portail-audit.h"
#include "server/portail-delivery-queue.h"
#include "server/portail-retention.h"
#include "server/portail-system-setting.h"
#include "tests/server/sync-client.h"

#define PATRON     (&(Author){ PERSON_PATRON, NULL, fixture->company_a })
#define DAY        G_GINT64_CONSTANT (86400)
#define MANY_ROWS  1300
#define LIVE_COUNT "SELECT count(*) FROM dotation_row WHERE trashed_at IS NULL"

static void
pass_days (StoreFixture *fixture, gint64 days)
{
  fixture->clock += days * DAY * 1000;
}

static gint64
run_mode (StoreFixture *fixture, PortailRetention retention, PortailRetentionMode mode)
{
  PortailTick tick = { .database = fixture->database, .now = store_fixture_tick (fixture) };
  g_autoptr (GError) error = NULL;

  portail_retention_run (&tick, retention, mode, &error);
  g_assert_no_error (error);
  g_assert_null (tick.position);
  return tick.n_rows;
}

static gint64
run (StoreFixture *fixture, PortailRetention retention)
{
  return run_mode (fixture, retention, PORTAIL_RETENTION_RUN);
}

static void
save_days (StoreFixture *fixture, PortailSystemSetting setting, const char *days)
{
  g_autoptr (GError) error = NULL;

  portail_system_setting_save (fixture->database, setting, days, store_fixture_tick (fixture),
                               &error);
  g_assert_no_error (error);
}

static void
delete_row (StoreFixture *fixture, gconstpointer row)
{
  g_autoptr (PortailRecord) now = store_fixture_load (fixture, row);

  portail_record_free (store_fixture_do (fixture, PATRON, make_delete (now)));
}

static void
change_name (StoreFixture *fixture, gconstpointer row, const char *fields)
{
  g_autoptr (PortailRecord) now = store_fixture_load (fixture, row);

  portail_record_free (store_fixture_do (fixture, PATRON, make_update (now, fields)));
}

static void
test_trash (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) gone = store_fixture_make_sheet (fixture, "2025-W38", 3);
  g_autoptr (PortailDotation) stays = store_fixture_make_sheet (fixture, "2025-W39", 2);
  g_autoptr (PortailRecord) deleted = NULL;

  delete_row (fixture, gone);
  pass_days (fixture, 29);
  g_assert_cmpint (run (fixture, PORTAIL_RETENTION_TRASH), ==, 0);
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM dotation_row"), ==, 5);
  pass_days (fixture, 2);
  g_assert_cmpint (run (fixture, PORTAIL_RETENTION_TRASH), >, 0);
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM dotation"), ==, 1);
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM dotation_row"), ==, 2);
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM dotation_totals"), ==, 1);
  store_fixture_refuse (fixture, PATRON, make_command (gone, "restore", NULL),
                        PORTAIL_ERROR_NOT_FOUND);
  g_assert_cmpint (run (fixture, PORTAIL_RETENTION_TRASH), ==, 0);
  store_fixture_check (fixture);
}

static void
test_tombstones_outlive_the_trash (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) gone = store_fixture_make_sheet (fixture, "2025-W38", 3);
  g_autoptr (SyncClient) client = sync_client_new (fixture, PERSON_PATRON);
  g_autofree char *scope = g_strconcat ("enterprise:", fixture->company_a, NULL);

  sync_client_pull (client, 100);
  delete_row (fixture, gone);
  pass_days (fixture, 31);
  run (fixture, PORTAIL_RETENTION_TRASH);
  run (fixture, PORTAIL_RETENTION_HISTORY);
  sync_client_pull (client, 100);
  g_assert_cmpuint (sync_client_count (client, scope, "dotation"), ==, 0);
  g_assert_cmpuint (sync_client_count (client, scope, "dotation_row"), ==, 0);
}

/* Whoever was away too long gets everything anew, and everybody sees the same. */
static void
test_history (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) changed = store_fixture_make_sheet (fixture, "2025-W38", 3);
  g_autoptr (PortailDotation) gone = store_fixture_make_sheet (fixture, "2025-W39", 2);
  g_autoptr (SyncClient) away = sync_client_new (fixture, PERSON_PATRON);
  g_autoptr (SyncClient) employe = sync_client_new (fixture, PERSON_EMPLOYE);
  g_autoptr (SyncClient) late = sync_client_new (fixture, PERSON_PATRON);
  g_autoptr (SyncClient) fresh = sync_client_new (fixture, PERSON_PATRON);
  g_autofree char *scope = g_strconcat ("enterprise:", fixture->company_a, NULL);
  gint64 n_entries;
  g_autofree char *answer = NULL;

  sync_client_pull (away, 2);
  sync_client_pull (employe, 2);
  change_name (fixture, changed, "{\"notes\":\"une note\"}");
  change_name (fixture, changed, "{\"notes\":\"une autre\"}");
  delete_row (fixture, gone);
  sync_client_pull (late, 100);
  pass_days (fixture, 181);
  run (fixture, PORTAIL_RETENTION_TRASH);
  n_entries = store_fixture_query (fixture, "SELECT count(*) FROM change_log");
  g_assert_cmpint (run_mode (fixture, PORTAIL_RETENTION_HISTORY, PORTAIL_RETENTION_TRY), >, 5);
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM change_log"), ==, n_entries);
  g_assert_cmpint (run (fixture, PORTAIL_RETENTION_HISTORY), >, 5);
  g_assert_cmpint (run (fixture, PORTAIL_RETENTION_HISTORY), ==, 0);
  g_assert_cmpint (
      store_fixture_query (fixture, "SELECT count(*) FROM change_log WHERE kind = 'del'"), ==, 0);
  answer = sync_client_pull_once (away, 100);
  g_assert_nonnull (strstr (answer, "\"reset\":true"));
  sync_client_pull (away, 2);
  sync_client_pull (late, 2);
  sync_client_pull (employe, 2);
  sync_client_pull (fresh, 2);
  g_assert_cmpuint (sync_client_count (fresh, scope, "dotation_row"), ==, 3);
  g_assert_cmpuint (sync_client_count (away, scope, "dotation_row"), ==, 3);
  g_assert_cmpuint (sync_client_count (late, scope, "dotation_row"), ==, 3);
  store_fixture_check (fixture);
}

/* A row that nobody touched for years must still reach a new client. */
static void
test_last_entries_stay (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) old = store_fixture_make_sheet (fixture, "2025-W38", 2);
  g_autoptr (SyncClient) fresh = sync_client_new (fixture, PERSON_PATRON);
  g_autofree char *scope = g_strconcat ("enterprise:", fixture->company_a, NULL);

  pass_days (fixture, 2000);
  run (fixture, PORTAIL_RETENTION_HISTORY);
  sync_client_pull (fresh, 100);
  g_assert_cmpuint (sync_client_count (fresh, scope, "dotation"), ==, 1);
  g_assert_cmpuint (sync_client_count (fresh, scope, "dotation_row"), ==, 2);
}

/* Trash that is kept longer than the history: the tombstone waits for its row. */
static void
test_tombstone_of_a_row_that_is_there (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) gone = store_fixture_make_sheet (fixture, "2025-W38", 0);
  g_autoptr (PortailRecord) back = NULL;
  g_autoptr (SyncClient) fresh = sync_client_new (fixture, PERSON_PATRON);
  g_autofree char *scope = g_strconcat ("enterprise:", fixture->company_a, NULL);
  g_autoptr (PortailRecord) now = NULL;

  save_days (fixture, PORTAIL_SYSTEM_RETENTION_TRASH, "400");
  delete_row (fixture, gone);
  pass_days (fixture, 200);
  run (fixture, PORTAIL_RETENTION_TRASH);
  run (fixture, PORTAIL_RETENTION_HISTORY);
  g_assert_cmpint (
      store_fixture_query (fixture, "SELECT count(*) FROM change_log WHERE kind = 'del'"), ==, 1);
  back = store_fixture_do (fixture, PATRON, make_command (gone, "restore", NULL));
  sync_client_pull (fresh, 100);
  g_assert_cmpuint (sync_client_count (fresh, scope, "dotation"), ==, 1);
}

static void
test_many_batches (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", MANY_ROWS);
  g_autoptr (SyncClient) fresh = sync_client_new (fixture, PERSON_PATRON);
  gint64 n_live = store_fixture_query (fixture, LIVE_COUNT);

  g_assert_cmpint (n_live, ==, MANY_ROWS);
  pass_days (fixture, 181);
  /* Each row raised the sheet. */
  g_assert_cmpint (run (fixture, PORTAIL_RETENTION_HISTORY), >=, MANY_ROWS - 1);
  sync_client_pull (fresh, 1000);
  delete_row (fixture, sheet);
  pass_days (fixture, 31);
  run (fixture, PORTAIL_RETENTION_TRASH);
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM dotation_row"), ==, 0);
  store_fixture_check (fixture);
}

static void
test_ledger (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (SyncClient) client = sync_client_new (fixture, PERSON_PATRON);
  g_autofree char *id = NULL;

  for (guint week = 10; week < 14; week++)
    {
      g_autofree char *fields = g_strdup_printf ("{\"period\":\"2025-W%u\"}", week);
      g_autoptr (PortailSyncOp) op = sync_client_make_op (
          client, fixture->company_a, make_create (&portail_dotation_type, NULL, fields));
      g_autofree char *answer = sync_client_push (client, op, NULL);

      g_assert_nonnull (strstr (answer, "applied"));
      pass_days (fixture, 10);
    }
  g_assert_cmpint (run (fixture, PORTAIL_RETENTION_LEDGER), ==, 2);
  g_assert_cmpint (run (fixture, PORTAIL_RETENTION_LEDGER), ==, 0);
  pass_days (fixture, 365);
  g_assert_cmpint (run_mode (fixture, PORTAIL_RETENTION_LEDGER, PORTAIL_RETENTION_TRY), ==, 2);
  g_assert_cmpint (run (fixture, PORTAIL_RETENTION_LEDGER), ==, 2);
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM op_ledger"), ==, 4);
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(body) FROM op_ledger"), ==, 0);
  g_assert_cmpint (
      store_fixture_query (fixture, "SELECT count(*) FROM op_ledger WHERE status = 'applied'"), ==,
      4);
}

static void
test_audit (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) old = store_fixture_make_sheet (fixture, "2025-W38", 2);
  g_autoptr (PortailDotation) young = NULL;
  gint64 n_old = store_fixture_query (fixture, "SELECT count(*) FROM audit_entry");

  pass_days (fixture, 5 * 365);
  young = store_fixture_make_sheet (fixture, "2025-W40", 1);
  g_assert_cmpint (run (fixture, PORTAIL_RETENTION_AUDIT), ==, 0);
  pass_days (fixture, 3);
  g_assert_cmpint (run (fixture, PORTAIL_RETENTION_AUDIT), ==, n_old);
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM audit_anchor"), >, 0);
  g_assert_cmpint (
      store_fixture_query (fixture, "SELECT count(*) FROM audit_entry WHERE action = 'purge'"), ==,
      1);
  store_fixture_check (fixture);
  pass_days (fixture, 2 * 1827);
  run (fixture, PORTAIL_RETENTION_AUDIT);
  store_fixture_check (fixture);
  delete_row (fixture, young);
  store_fixture_check (fixture);
}

static void
test_audit_without_its_beginning (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) old = store_fixture_make_sheet (fixture, "2025-W38", 2);
  g_autofree char *scope = g_strconcat ("enterprise:", fixture->company_a, NULL);
  g_autoptr (GError) error = NULL;

  pass_days (fixture, 6 * 365);
  run (fixture, PORTAIL_RETENTION_AUDIT);
  g_assert_true (portail_audit_verify (fixture->database, scope, &error));
  portail_database_execute (fixture->database, "UPDATE audit_anchor SET hash = 'x'", NULL);
  g_assert_false (portail_audit_verify (fixture->database, scope, &error));
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_STORAGE);
}

static void
test_deliveries (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (GPtrArray) taken = NULL;
  const PortailAttempt refused = { PORTAIL_ATTEMPT_REFUSED, 0, "http 404" };
  PortailDeliveryOrder order = {
    .kind = PORTAIL_DELIVERY_WEBHOOK,
    .recipient = PORTAIL_RECIPIENT_WEBHOOK,
    .text = { "Titre", NULL, PORTAIL_LEVEL_INFO },
    .dedup_key = "a",
  };

  portail_delivery_queue_add (fixture->database, &order, store_fixture_tick (fixture), NULL);
  taken = portail_delivery_queue_take (fixture->database, PORTAIL_DELIVERY_WEBHOOK, 1,
                                       store_fixture_tick (fixture), NULL);
  portail_delivery_queue_settle (fixture->database, g_ptr_array_index (taken, 0), &refused,
                                 store_fixture_tick (fixture), NULL);
  order.dedup_key = "b";
  portail_delivery_queue_add (fixture->database, &order, store_fixture_tick (fixture), NULL);
  pass_days (fixture, 31);
  g_assert_cmpint (run (fixture, PORTAIL_RETENTION_DELIVERIES), ==, 1);
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM delivery"), ==, 1);
}

static void
assert_days (StoreFixture *fixture, guint expected)
{
  g_autoptr (GError) error = NULL;
  guint days;

  portail_retention_load_days (fixture->database, PORTAIL_RETENTION_HISTORY, &days, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (days, ==, expected);
}

static void
test_limits (void)
{
  static const char *const refused[] = { "179", "0", "-1", "x", "180.5", "99999999999999999999" };
  g_autoptr (StoreFixture) fixture = store_fixture_new ();

  assert_days (fixture, 180);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (portail_system_setting_save (fixture->database,
                                                   PORTAIL_SYSTEM_RETENTION_HISTORY, refused[i],
                                                   store_fixture_tick (fixture), &error));
      g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID);
    }
  save_days (fixture, PORTAIL_SYSTEM_RETENTION_HISTORY, "365");
  assert_days (fixture, 365);
  /* Whoever writes into the database by hand does not get below the least either. */
  portail_database_execute (fixture->database,
                            "UPDATE server_setting SET value = '1'"
                            " WHERE key = 'retention.history_days'",
                            NULL);
  assert_days (fixture, 180);
}

static void
test_secrets_stay_secret (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (portail_system_setting_save (fixture->database, PORTAIL_SYSTEM_WEBHOOK_URL,
                                               "http://discord.example.org/t0ken",
                                               store_fixture_tick (fixture), &error));
  g_assert_null (strstr (error->message, "t0ken"));
  g_assert_true (portail_system_setting_is_secret (PORTAIL_SYSTEM_WEBHOOK_URL));
  g_assert_false (portail_system_setting_is_secret (PORTAIL_SYSTEM_MAIL_FROM));
}

#define MASTER "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define HOOK   "https://discord.example.org/t0ken"

static char *
load_webhook (StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  char *stored = NULL;

  portail_system_setting_load (fixture->database, PORTAIL_SYSTEM_WEBHOOK_URL, &stored, &error);
  g_assert_no_error (error);
  return stored;
}

static void
assert_unsealed (const char *stored, const char *master, const char *expected)
{
  g_autofree char *value = portail_system_setting_unseal (PORTAIL_SYSTEM_WEBHOOK_URL, stored,
                                                          master);

  g_assert_cmpstr (value, ==, expected);
}

/* An older server left it in the clear. */
static void
test_secrets_are_sealed (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *stored = NULL;
  g_autofree char *again = NULL;

  portail_system_setting_save (fixture->database, PORTAIL_SYSTEM_WEBHOOK_URL, HOOK,
                               store_fixture_tick (fixture), &error);
  for (guint i = 0; i < 2; i++)
    portail_system_setting_seal_all (fixture->database, MASTER, store_fixture_tick (fixture),
                                     &error);
  g_assert_no_error (error);
  stored = load_webhook (fixture);
  g_assert_null (strstr (stored, "t0ken"));
  assert_unsealed (stored, MASTER, HOOK);
  assert_unsealed (stored, MASTER "0", "");
  assert_unsealed ("sealed:", MASTER, "");
  assert_unsealed ("sealed:AAAA", MASTER, "");
  assert_unsealed ("sealed:é", MASTER, "");
  again = portail_system_setting_seal (PORTAIL_SYSTEM_WEBHOOK_URL, HOOK, MASTER);
  g_assert_cmpstr (again, !=, stored);
  for (char *c = stored + strlen ("sealed:"); *c != '\0'; c++)
    {
      char before = *c;

      *c = before == 'A' ? 'B' : 'A';
      assert_unsealed (stored, MASTER, "");
      *c = before;
    }
  g_assert_false (portail_system_setting_check (PORTAIL_SYSTEM_WEBHOOK_URL, stored, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/retention/the-trash-is-emptied-after-thirty-days", test_trash);
  g_test_add_func ("/retention/a-tombstone-outlives-the-trash", test_tombstones_outlive_the_trash);
  g_test_add_func ("/retention/who-was-away-too-long-gets-everything-anew", test_history);
  g_test_add_func ("/retention/a-row-untouched-for-years-still-arrives", test_last_entries_stay);
  g_test_add_func ("/retention/a-tombstone-waits-for-its-row",
                   test_tombstone_of_a_row_that_is_there);
  g_test_add_func ("/retention/much-goes-in-batches", test_many_batches);
  g_test_add_func ("/retention/the-ledger-keeps-what-became-of-an-op", test_ledger);
  g_test_add_func ("/retention/the-audit-chain-stays-whole-behind-its-anchor", test_audit);
  g_test_add_func ("/retention/a-moved-anchor-shows", test_audit_without_its_beginning);
  g_test_add_func ("/retention/old-deliveries-go", test_deliveries);
  g_test_add_func ("/retention/nobody-keeps-less-than-promised", test_limits);
  g_test_add_func ("/retention/a-secret-setting-stands-in-no-message", test_secrets_stay_secret);
  g_test_add_func ("/retention/a-secret-setting-is-sealed-in-the-database",
                   test_secrets_are_sealed);
  return g_test_run ();
}
