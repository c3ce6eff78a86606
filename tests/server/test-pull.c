/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "server/portail-record-writer.h"
#include "shared/portail-id.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-transition.h"
#include "tests/server/sync-client.h"

#define PATRON (&(Author){ PERSON_PATRON, NULL, fixture->company_a })
#define STAFF  (&(Author){ PERSON_STAFF, NULL, fixture->company_a })

static char *
scope_a (StoreFixture *fixture)
{
  return g_strconcat ("enterprise:", fixture->company_a, NULL);
}

static void
do_free (StoreFixture *fixture, const Author *author, PortailChange *change)
{
  portail_record_free (store_fixture_do (fixture, author, change));
}

/* Does a command on the dotation as it stands. */
static void
command (StoreFixture *fixture, const Author *author, gconstpointer dotation, const char *verb)
{
  g_autoptr (PortailDotation) now = store_fixture_load (fixture, dotation);
  const PortailTransition *transition = portail_transition_find ("dotation", verb);

  do_free (fixture, author,
           make_command (now, verb,
                         portail_transition_needs_argument (transition)
                             ? "{\"reason\":\"parce que\"}"
                             : NULL));
}

static void
test_everybody_pulls_his_scopes (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 3);
  g_autofree char *a = scope_a (fixture);
  g_autoptr (SyncClient) patron = sync_client_new (fixture, PERSON_PATRON);
  g_autoptr (SyncClient) other = sync_client_new (fixture, PERSON_PATRON_B);
  g_autoptr (SyncClient) nobody = sync_client_new (fixture, PERSON_NOBODY);

  sync_client_pull (patron, 1);
  g_assert_cmpuint (sync_client_count (patron, a, "dotation_row"), ==, 3);
  g_assert_cmpuint (sync_client_count (patron, "global", "enterprise_card"), ==, 2);
  sync_client_pull (other, 100);
  g_assert_false (g_hash_table_contains (other->rows, a));
  sync_client_pull (nobody, 100);
  g_assert_cmpuint (g_hash_table_size (nobody->rows), ==, 2);
  g_assert_cmpuint (sync_client_count (nobody, "global", "enterprise_card"), ==, 2);
}

static void
test_without_news_there_is_no_page (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (SyncClient) patron = sync_client_new (fixture, PERSON_PATRON);
  g_autofree char *answer = NULL;

  sync_client_pull (patron, 100);
  answer = sync_client_pull_once (patron, 100);
  g_assert_nonnull (strstr (answer, "\"pages\":[]"));
}

static void
test_changes_and_deletions_arrive (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 2);
  g_autoptr (GPtrArray) rows = store_fixture_list_rows (fixture, sheet);
  PortailRecord *row = g_ptr_array_index (rows, 1);
  g_autofree char *a = scope_a (fixture);
  g_autoptr (SyncClient) patron = sync_client_new (fixture, PERSON_PATRON);
  g_autoptr (SyncClient) late = sync_client_new (fixture, PERSON_PATRON);
  g_autofree char *answer = NULL;

  sync_client_pull (patron, 100);
  do_free (fixture, PATRON, make_update (row, "{\"run\":77}"));
  sync_client_pull (patron, 100);
  g_assert_nonnull (strstr (sync_client_find (patron, a, "dotation_row", row->id), "\"run\":77"));
  {
    g_autoptr (PortailDotation) now = store_fixture_load (fixture, sheet);

    do_free (fixture, STAFF, make_delete (now));
  }
  sync_client_pull (patron, 100);
  g_assert_cmpuint (sync_client_count (patron, a, "dotation_row"), ==, 0);
  g_assert_cmpuint (sync_client_count (patron, a, "dotation"), ==, 0);
  answer = sync_client_pull_once (late, 100);
  g_assert_null (strstr (answer, "\"op\":\"del\""));
}

static void
test_an_employe_sees_his_paid_row_from_submission_on (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 3);
  g_autoptr (GPtrArray) rows = store_fixture_list_rows (fixture, sheet);
  PortailRecord *own = g_ptr_array_index (rows, 0);
  g_autofree char *a = scope_a (fixture);
  g_autoptr (SyncClient) employe = sync_client_new (fixture, PERSON_EMPLOYE);
  const char *row;
  const char *dotation;

  sync_client_pull (employe, 100);
  g_assert_cmpuint (sync_client_count (employe, a, "dotation_row"), ==, 0);
  dotation = sync_client_find (employe, a, "dotation", sheet->base.id);
  g_assert_nonnull (strstr (dotation, "\"period\":\"2025-W38\""));
  g_assert_null (strstr (dotation, "amount"));
  g_assert_null (strstr (dotation, "created_by"));
  command (fixture, PATRON, sheet, "submit");
  sync_client_pull (employe, 1);
  g_assert_cmpuint (sync_client_count (employe, a, "dotation_row"), ==, 1);
  row = sync_client_find (employe, a, "dotation_row", own->id);
  g_assert_nonnull (strstr (row, "\"salaire\":350,"));
  g_assert_nonnull (strstr (row, "\"prime\":80,"));
  command (fixture, PATRON, sheet, "withdraw");
  sync_client_pull (employe, 100);
  g_assert_cmpuint (sync_client_count (employe, a, "dotation_row"), ==, 0);
  g_assert_cmpuint (sync_client_count (employe, a, "dotation"), ==, 1);
  g_assert_cmpuint (sync_client_count (employe, a, "employee"), ==, 1);
}

/* Nothing of a draft reaches an employé: no row, no id, no evict. */
static void
test_a_draft_is_invisible_to_an_employe (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (SyncClient) employe = sync_client_new (fixture, PERSON_EMPLOYE);
  g_autoptr (PortailDotation) sheet = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *answer = NULL;

  sync_client_pull (employe, 100);
  sheet = store_fixture_make_sheet (fixture, "2025-W38", 2);
  rows = store_fixture_list_rows (fixture, sheet);
  do_free (fixture, PATRON, make_update (g_ptr_array_index (rows, 0), "{\"employee_id\":null}"));
  do_free (fixture, PATRON, make_delete (g_ptr_array_index (rows, 1)));
  answer = sync_client_pull_once (employe, 100);
  for (guint i = 0; i < rows->len; i++)
    g_assert_null (strstr (answer, ((PortailRecord *) g_ptr_array_index (rows, i))->id));
}

static void
test_a_row_taken_away_after_reopening_is_evicted (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 2);
  g_autoptr (GPtrArray) rows = store_fixture_list_rows (fixture, sheet);
  g_autofree char *a = scope_a (fixture);
  g_autoptr (SyncClient) employe = sync_client_new (fixture, PERSON_EMPLOYE);

  command (fixture, PATRON, sheet, "submit");
  sync_client_pull (employe, 100);
  command (fixture, PATRON, sheet, "withdraw");
  do_free (fixture, PATRON, make_update (g_ptr_array_index (rows, 0), "{\"employee_id\":null}"));
  command (fixture, PATRON, sheet, "submit");
  sync_client_pull (employe, 100);
  g_assert_cmpuint (sync_client_count (employe, a, "dotation_row"), ==, 0);
}

static void
test_a_lost_role_takes_the_scope_and_a_new_one_brings_it (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 2);
  g_autofree char *a = scope_a (fixture);
  g_autoptr (SyncClient) client = sync_client_new (fixture, PERSON_CO_PATRON);
  g_autofree char *sql = g_strdup_printf ("UPDATE membership SET role = 'employe' WHERE"
                                          " user_id = '%s'",
                                          fixture->user_ids[PERSON_CO_PATRON]);

  sync_client_pull (client, 100);
  g_assert_cmpuint (sync_client_count (client, a, "dotation_row"), ==, 2);
  portail_database_execute (fixture->database, sql, NULL);
  sync_client_pull (client, 2);
  g_assert_cmpuint (sync_client_count (client, a, "dotation_row"), ==, 0);
  g_assert_cmpuint (sync_client_count (client, a, "dotation"), ==, 1);
  portail_database_execute (fixture->database, "DELETE FROM membership", NULL);
  sync_client_pull (client, 100);
  g_assert_false (g_hash_table_contains (client->rows, a));
}

static void
test_a_foreign_or_damaged_cursor_starts_anew (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (SyncClient) patron = sync_client_new (fixture, PERSON_PATRON);
  g_autoptr (SyncClient) co_patron = sync_client_new (fixture, PERSON_CO_PATRON);
  g_autofree char *a = scope_a (fixture);
  const char *const damages[] = { "", "1.2.3", "9.9", "0.0.AAAA", "é" };
  g_autofree char *stolen = NULL;

  sync_client_pull (patron, 100);
  g_hash_table_replace (co_patron->cursors, g_strdup (a),
                        g_strdup (g_hash_table_lookup (patron->cursors, a)));
  stolen = sync_client_pull_once (co_patron, 100);
  g_assert_nonnull (strstr (stolen, fixture->employee_id));
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autofree char *answer = NULL;

      g_hash_table_replace (patron->cursors, g_strdup (a), g_strdup (damages[i]));
      answer = sync_client_pull_once (patron, 100);
      g_assert_nonnull (strstr (answer, "\"reset\":true"));
    }
}

static void
test_another_epoch_starts_anew (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (SyncClient) patron = sync_client_new (fixture, PERSON_PATRON);
  g_autofree char *answer = NULL;

  sync_client_pull (patron, 100);
  portail_database_execute (fixture->database, "UPDATE server_state SET value = 'other'", NULL);
  answer = sync_client_pull_once (patron, 100);
  g_assert_null (strstr (answer, "\"reset\":false"));
}

static void
test_a_cursor_older_than_the_history_starts_anew_and_ends (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (SyncClient) patron = sync_client_new (fixture, PERSON_PATRON);
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 2);
  g_autofree char *a = scope_a (fixture);

  sync_client_pull (patron, 1);
  portail_record_free (store_fixture_make_sheet (fixture, "2025-W39", 2));
  portail_database_execute (fixture->database, "UPDATE scope_counter SET purged_number = number",
                            NULL);
  sync_client_pull (patron, 1);
  g_assert_cmpuint (sync_client_count (patron, a, "dotation_row"), ==, 4);
}

/* Two clients and an employé pull at random moments between random ops; each digest is checked, and
 * in the end patron and co-patron hold the same. */
static void
test_random_clients_converge (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 4);
  const Person people[] = { PERSON_PATRON, PERSON_CO_PATRON, PERSON_EMPLOYE, PERSON_DOT };
  SyncClient *clients[G_N_ELEMENTS (people)];
  static const char *const verbs[] = { "submit", "withdraw", "validate", "reopen", "restore" };
  g_autofree char *a = scope_a (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    clients[i] = sync_client_new (fixture, people[i]);
  for (int i = 0; i < 600; i++)
    {
      g_autoptr (GPtrArray) rows = store_fixture_list_rows (fixture, sheet);
      Author author = { g_test_rand_bit () ? PERSON_PATRON : PERSON_SUPERADMIN, NULL,
                        fixture->company_a };
      PortailRecord *row = rows->len > 0 ? g_ptr_array_index (
                               rows, g_test_rand_int_range (0, (gint32) rows->len))
                                         : &sheet->base;
      PortailChange *change;
      g_autofree char *fields = g_test_rand_bit ()
                                    ? g_strdup_printf ("{\"run\":%d,\"employee_id\":null}", i)
                                    : g_strdup_printf ("{\"run\":%d,\"employee_id\":\"%s\"}", i,
                                                       fixture->employee_id);
      switch (g_test_rand_int_range (0, 5))
        {
        case 0:
          change = make_command (sheet, verbs[g_test_rand_int_range (0, 5)], "{\"reason\":\"r\"}");
          break;
        case 1:
          change = g_test_rand_int_range (0, 4) == 0 ? make_delete (sheet) : make_delete (row);
          break;
        case 2:
          change = make_command (row, "restore", NULL);
          break;
        default:
          change = row == &sheet->base ? make_update (row, "{\"notes\":\"n\"}")
                                       : make_update (row, fields);
        }
      change->base_rev = PORTAIL_BASE_REV_CURRENT;
      store_fixture_apply (fixture, &author, change, NULL, NULL);
      if (g_test_rand_int_range (0, 4) == 0)
        sync_client_pull (clients[g_test_rand_int_range (0, G_N_ELEMENTS (people))],
                          (guint) g_test_rand_int_range (1, 8));
    }
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    sync_client_pull (clients[i], 3);
  g_assert_cmpstr (sync_client_find (clients[0], a, "dotation", sheet->base.id), ==,
                   sync_client_find (clients[1], a, "dotation", sheet->base.id));
  g_assert_cmpuint (sync_client_count (clients[0], a, "dotation_row"), ==,
                    sync_client_count (clients[1], a, "dotation_row"));
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    sync_client_free (clients[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pull/everybody-pulls-his-scopes", test_everybody_pulls_his_scopes);
  g_test_add_func ("/pull/without-news-there-is-no-page", test_without_news_there_is_no_page);
  g_test_add_func ("/pull/changes-and-deletions-arrive", test_changes_and_deletions_arrive);
  g_test_add_func ("/pull/an-employe-sees-his-paid-row-from-submission-on",
                   test_an_employe_sees_his_paid_row_from_submission_on);
  g_test_add_func ("/pull/a-draft-is-invisible-to-an-employe",
                   test_a_draft_is_invisible_to_an_employe);
  g_test_add_func ("/pull/a-row-taken-away-after-reopening-is-evicted",
                   test_a_row_taken_away_after_reopening_is_evicted);
  g_test_add_func ("/pull/a-lost-role-takes-the-scope-and-a-new-one-brings-it",
                   test_a_lost_role_takes_the_scope_and_a_new_one_brings_it);
  g_test_add_func ("/pull/a-foreign-or-damaged-cursor-starts-anew",
                   test_a_foreign_or_damaged_cursor_starts_anew);
  g_test_add_func ("/pull/another-epoch-starts-anew", test_another_epoch_starts_anew);
  g_test_add_func ("/pull/a-cursor-older-than-the-history-starts-anew-and-ends",
                   test_a_cursor_older_than_the_history_starts_anew_and_ends);
  g_test_add_func ("/pull/random-clients-converge", test_random_clients_converge);
  return g_test_run ();
}
