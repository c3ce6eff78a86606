/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lives of records beside the dotation's, as ops lead them: states, rights, scopes. */
#include "shared/portail-id.h"
#include "shared/records/portail-archive.h"
#include "shared/records/portail-blanchiment-operation.h"
#include "shared/records/portail-member.h"
#include "shared/records/portail-period-lock.h"
#include "shared/records/portail-setting.h"
#include "shared/records/portail-tax-declaration.h"
#include "tests/server/store-fixture.h"

#define OF_COMPANY(person) (&(Author){ PERSON_##person, NULL, fixture->company_a })
#define ALONE(person)      (&(Author){ PERSON_##person, NULL, NULL })

static void
do_free (StoreFixture *fixture, const Author *author, PortailChange *change)
{
  portail_record_free (store_fixture_do (fixture, author, change));
}

/* Does a command on the row as it stands. Owned. */
static gpointer
command (StoreFixture *fixture,
         const Author *author,
         gconstpointer row,
         const char *verb,
         const char *arguments)
{
  g_autoptr (PortailRecord) now = store_fixture_load (fixture, row);

  return store_fixture_do (fixture, author, make_command (now, verb, arguments));
}

static void
refuse_command (StoreFixture *fixture,
                const Author *author,
                gconstpointer row,
                const char *verb,
                PortailErrorCode code)
{
  g_autoptr (PortailRecord) now = store_fixture_load (fixture, row);

  store_fixture_refuse (fixture, author, make_command (now, verb, NULL), code);
}

static void
test_a_refused_archive_waits_again_once_it_is_edited (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailArchive) archive = store_fixture_do (
      fixture, OF_COMPANY (CO_PATRON),
      make_create (&portail_archive_type, NULL, "{\"title\":\"Contrat\"}"));
  g_autoptr (PortailArchive) refused = NULL;
  g_autoptr (PortailArchive) edited = NULL;
  g_autoptr (PortailArchive) valid = NULL;

  g_assert_cmpint (archive->status, ==, PORTAIL_ARCHIVE_EN_ATTENTE);
  store_fixture_refuse (fixture, OF_COMPANY (PATRON),
                        make_update (archive, "{\"title\":\"Autre\"}"), PORTAIL_ERROR_FORBIDDEN);
  refuse_command (fixture, OF_COMPANY (PATRON), archive, "validate", PORTAIL_ERROR_FORBIDDEN);
  refuse_command (fixture, OF_COMPANY (STAFF), archive, "refuse", PORTAIL_ERROR_INVALID);
  refused = command (fixture, OF_COMPANY (STAFF), archive, "refuse", "{\"reason\":\"illisible\"}");
  g_assert_cmpstr (refused->refusal_reason, ==, "illisible");
  edited = store_fixture_do (fixture, OF_COMPANY (PATRON),
                             make_update (refused, "{\"title\":\"Contrat 2\"}"));
  g_assert_cmpint (edited->status, ==, PORTAIL_ARCHIVE_EN_ATTENTE);
  valid = command (fixture, OF_COMPANY (STAFF), archive, "validate", NULL);
  g_assert_cmpint (valid->status, ==, PORTAIL_ARCHIVE_VALIDE);
  store_fixture_refuse (fixture, OF_COMPANY (PATRON), make_delete (valid), PORTAIL_ERROR_FORBIDDEN);
  do_free (fixture, OF_COMPANY (STAFF), make_delete (valid));
  store_fixture_check (fixture);
}

static void
test_a_finished_operation_is_closed (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailEnterprise) company = portail_record_new (&portail_enterprise_type);
  g_autoptr (PortailRecord) now = NULL;
  g_autoptr (PortailBlanchimentOperation) operation = NULL;
  g_autoptr (PortailBlanchimentOperation) finished = NULL;

  company->base.id = g_strdup (fixture->company_a);
  now = store_fixture_load (fixture, company);
  do_free (fixture, OF_COMPANY (STAFF), make_update (now, "{\"blanchiment_enabled\":true}"));
  operation = store_fixture_do (fixture, OF_COMPANY (PATRON),
                                make_create (&portail_blanchiment_operation_type, NULL,
                                             "{\"amount\":50000,\"groupe\":\"G\","
                                             "\"employee_name\":\"Zoé\","
                                             "\"date_recu\":\"2025-01-01\"}"));
  refuse_command (fixture, OF_COMPANY (PATRON), operation, "resume", PORTAIL_ERROR_WRONG_STATUS);
  do_free (fixture, OF_COMPANY (CO_PATRON),
           make_update (operation, "{\"transaction_type\":\"espèces\"}"));
  finished = command (fixture, OF_COMPANY (PATRON), operation, "finish",
                      "{\"date_rendu\":\"2025-01-08\"}");
  g_assert_cmpint (finished->status, ==, PORTAIL_BLANCHIMENT_TERMINE);
  g_assert_cmpint (finished->date_rendu.number, ==, portail_day_from_date (2025, 1, 8).number);
  store_fixture_refuse (fixture, OF_COMPANY (PATRON), make_update (finished, "{\"amount\":1}"),
                        PORTAIL_ERROR_LOCKED);
  store_fixture_refuse (fixture, OF_COMPANY (PATRON), make_delete (finished),
                        PORTAIL_ERROR_FORBIDDEN);
  store_fixture_check (fixture);
}

static void
test_a_declaration_goes_from_hand_to_hand (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailTaxDeclaration) declaration = store_fixture_do (
      fixture, OF_COMPANY (PATRON),
      make_create (&portail_tax_declaration_type, NULL,
                   "{\"tax_type\":\"IS\",\"amount\":1000,\"due_date\":\"2025-09-23\"}"));
  g_autoptr (PortailTaxDeclaration) submitted = NULL;
  g_autoptr (PortailTaxDeclaration) paid = NULL;

  g_assert_cmpint (declaration->status, ==, PORTAIL_TAX_DECLARATION_BROUILLON);
  submitted = command (fixture, OF_COMPANY (CO_PATRON), declaration, "submit", NULL);
  store_fixture_refuse (fixture, OF_COMPANY (PATRON), make_update (submitted, "{\"amount\":1}"),
                        PORTAIL_ERROR_LOCKED);
  store_fixture_refuse (fixture, OF_COMPANY (PATRON), make_delete (submitted),
                        PORTAIL_ERROR_FORBIDDEN);
  refuse_command (fixture, OF_COMPANY (PATRON), declaration, "validate", PORTAIL_ERROR_FORBIDDEN);
  portail_record_free (command (fixture, OF_COMPANY (STAFF), declaration, "validate", NULL));
  paid = command (fixture, OF_COMPANY (STAFF), declaration, "pay",
                  "{\"paid_at\":\"2025-09-22T10:00:00Z\"}");
  g_assert_cmpint (paid->status, ==, PORTAIL_TAX_DECLARATION_PAYE);
  g_assert_false (portail_timestamp_is_null (paid->paid_at));
  store_fixture_check (fixture);
}

static void
test_a_week_is_locked_and_unlocked_with_a_reason (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailPeriodLock) lock = NULL;
  g_autoptr (PortailPeriodLock) open = NULL;
  g_autoptr (PortailPeriodLock) again = NULL;

  store_fixture_refuse (fixture, OF_COMPANY (PATRON),
                        make_create (&portail_period_lock_type, NULL, "{\"period\":\"2025-W38\"}"),
                        PORTAIL_ERROR_FORBIDDEN);
  lock = store_fixture_do (
      fixture, ALONE (STAFF),
      make_create (&portail_period_lock_type, NULL, "{\"period\":\"2025-W38\"}"));
  g_assert_true (lock->locked);
  refuse_command (fixture, ALONE (STAFF), lock, "unlock", PORTAIL_ERROR_INVALID);
  open = command (fixture, ALONE (STAFF), lock, "unlock", "{\"reason\":\"erreur\"}");
  g_assert_false (open->locked);
  g_assert_cmpstr (open->reason, ==, "erreur");
  refuse_command (fixture, ALONE (STAFF), lock, "unlock", PORTAIL_ERROR_WRONG_STATUS);
  again = command (fixture, ALONE (STAFF), lock, "lock", NULL);
  g_assert_true (again->locked);
  store_fixture_check (fixture);
}

static void
test_ones_own_settings_are_nobody_elses (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *mine = g_strdup_printf ("{\"user_id\":\"%s\",\"key\":\"theme\",\"value\":{}}",
                                           fixture->user_ids[PERSON_EMPLOYE]);
  g_autoptr (PortailSetting) setting = store_fixture_do (
      fixture, ALONE (EMPLOYE), make_create (&portail_setting_type, NULL, mine));
  g_autoptr (PortailSetting) changed = store_fixture_do (
      fixture, ALONE (EMPLOYE), make_update (setting, "{\"value\":{\"name\":\"dark\"}}"));

  g_assert_cmpstr (changed->value, ==, "{\"name\":\"dark\"}");
  store_fixture_refuse (fixture, ALONE (EMPLOYE), make_create (&portail_setting_type, NULL, mine),
                        PORTAIL_ERROR_DUPLICATE_KEY);
  store_fixture_refuse (fixture, ALONE (STAFF), make_update (changed, "{\"value\":{}}"),
                        PORTAIL_ERROR_NOT_FOUND);
  store_fixture_refuse (fixture, ALONE (STAFF), make_create (&portail_setting_type, NULL, mine),
                        PORTAIL_ERROR_NOT_FOUND);
  do_free (fixture, ALONE (EMPLOYE), make_delete (changed));
  store_fixture_check (fixture);
}

static void
test_settings_for_all_are_of_staff (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  static const char text[] = "{\"key\":\"archive.template\",\"value\":{\"columns\":[]}}";
  g_autoptr (PortailSetting) setting = NULL;

  store_fixture_refuse (fixture, ALONE (PATRON), make_create (&portail_setting_type, NULL, text),
                        PORTAIL_ERROR_FORBIDDEN);
  store_fixture_refuse (fixture, ALONE (DOT), make_create (&portail_setting_type, NULL, text),
                        PORTAIL_ERROR_FORBIDDEN);
  setting = store_fixture_do (fixture, ALONE (STAFF),
                              make_create (&portail_setting_type, NULL, text));
  g_assert_null (setting->user_id);
  store_fixture_check (fixture);
}

static void
test_what_the_server_derives_is_nobodys_to_write (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();

  store_fixture_refuse (fixture, OF_COMPANY (SUPERADMIN),
                        make_create (&portail_member_type, NULL, "{\"display_name\":\"x\"}"),
                        PORTAIL_ERROR_FORBIDDEN);
}

/* An import that is undone before it was sent is one batch of both. */
static void
test_a_batch_may_take_away_what_it_brought (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailSyncOp) op = portail_sync_op_new (PORTAIL_SYNC_OP_BATCH, fixture->company_a);
  g_autoptr (PortailAccess) access = store_fixture_get_access (fixture, PERSON_PATRON);
  PortailActor actor = { fixture->database, access, NULL, store_fixture_tick (fixture) };
  g_autoptr (PortailOutcome) outcome = portail_outcome_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *id = portail_id_new ();
  PortailChange *gone = portail_change_new (PORTAIL_CHANGE_DELETE, &portail_dotation_type, id);

  gone->base_rev = PORTAIL_BASE_REV_CURRENT;
  portail_sync_op_take_change (
      op, make_create (&portail_dotation_type, id, "{\"period\":\"2025-W38\"}"));
  portail_sync_op_take_change (op, gone);
  portail_record_store_apply (&actor, op, outcome, &error);
  g_assert_no_error (error);
  g_assert_cmpint (
      store_fixture_query (fixture, "SELECT count(*) FROM dotation WHERE trashed_at IS NULL"), ==,
      0);
  store_fixture_check (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record-lives/a-refused-archive-waits-again-once-it-is-edited",
                   test_a_refused_archive_waits_again_once_it_is_edited);
  g_test_add_func ("/record-lives/a-finished-operation-is-closed",
                   test_a_finished_operation_is_closed);
  g_test_add_func ("/record-lives/a-declaration-goes-from-hand-to-hand",
                   test_a_declaration_goes_from_hand_to_hand);
  g_test_add_func ("/record-lives/a-week-is-locked-and-unlocked-with-a-reason",
                   test_a_week_is_locked_and_unlocked_with_a_reason);
  g_test_add_func ("/record-lives/ones-own-settings-are-nobody-elses",
                   test_ones_own_settings_are_nobody_elses);
  g_test_add_func ("/record-lives/settings-for-all-are-of-staff",
                   test_settings_for_all_are_of_staff);
  g_test_add_func ("/record-lives/what-the-server-derives-is-nobodys-to-write",
                   test_what_the_server_derives_is_nobodys_to_write);
  g_test_add_func ("/record-lives/a-batch-may-take-away-what-it-brought",
                   test_a_batch_may_take_away_what_it_brought);
  return g_test_run ();
}
