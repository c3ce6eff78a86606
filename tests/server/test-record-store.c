/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "shared/records/portail-enterprise-card.h"
#include "tests/server/store-fixture.h"

#define DEVICE_1 "00000000-0000-7000-8000-00000000d001"
#define DEVICE_2 "00000000-0000-7000-8000-00000000d002"

#define PATRON    (&(Author){ PERSON_PATRON, DEVICE_1, fixture->company_a })
#define CO_PATRON (&(Author){ PERSON_CO_PATRON, DEVICE_2, fixture->company_a })
#define STAFF     (&(Author){ PERSON_STAFF, NULL, fixture->company_a })
#define EMPLOYE   (&(Author){ PERSON_EMPLOYE, NULL, fixture->company_a })
#define PATRON_B  (&(Author){ PERSON_PATRON_B, NULL, fixture->company_a })

static void
do_free (StoreFixture *fixture, const Author *author, PortailChange *change)
{
  portail_record_free (store_fixture_do (fixture, author, change));
}

static void
test_rows_raise_their_sheet_and_make_its_amount (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) empty = store_fixture_make_sheet (fixture, "2025-W38", 0);
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W39", 2);

  g_assert_cmpint (empty->status, ==, PORTAIL_DOTATION_BROUILLON);
  g_assert_true (portail_money_is_null (empty->amount));
  g_assert_cmpint (sheet->base.rev, >, empty->base.rev + 2);
  /* 35 % and 8 % of 1 000 and 2 000. */
  g_assert_cmpint (sheet->amount.cents, ==, 129000);
  g_assert_cmpint (store_fixture_query (fixture, "SELECT max (ca_brut) FROM dotation_totals"), ==,
                   300000);
  store_fixture_check (fixture);
}

static void
test_parents_stand_before_their_parts (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W39", 1);
  g_autoptr (GPtrArray) rows = store_fixture_list_rows (fixture, sheet);
  PortailRecord *row = g_ptr_array_index (rows, 0);

  g_assert_cmpint (row->rev, ==, sheet->base.rev + 1);
}

static void
test_strangers_and_readers_write_nothing (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 1);
  const char *notes = "{\"notes\":\"x\"}";

  store_fixture_refuse (fixture, PATRON_B, make_update (sheet, notes), PORTAIL_ERROR_NOT_FOUND);
  store_fixture_refuse (fixture, &(Author){ PERSON_PATRON_B, NULL, fixture->company_b },
                        make_update (sheet, notes), PORTAIL_ERROR_NOT_FOUND);
  store_fixture_refuse (fixture, &(Author){ PERSON_NOBODY, NULL, fixture->company_a },
                        make_update (sheet, notes), PORTAIL_ERROR_NOT_FOUND);
  store_fixture_refuse (fixture, EMPLOYE, make_update (sheet, notes), PORTAIL_ERROR_FORBIDDEN);
  store_fixture_refuse (fixture, STAFF, make_update (sheet, notes), PORTAIL_ERROR_FORBIDDEN);
  store_fixture_refuse (fixture, &(Author){ PERSON_DOT, NULL, fixture->company_a },
                        make_delete (sheet), PORTAIL_ERROR_FORBIDDEN);
  store_fixture_refuse (fixture, PATRON, make_command (sheet, "validate", NULL),
                        PORTAIL_ERROR_FORBIDDEN);
  store_fixture_refuse (fixture, PATRON_B,
                        make_create (&portail_dotation_type, NULL, "{\"period\":\"2025-W40\"}"),
                        PORTAIL_ERROR_NOT_FOUND);
}

static void
test_one_forbidden_field_refuses_the_whole_op (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *fields = g_strdup_printf ("{\"name\":\"Zoé\",\"user_id\":\"%s\"}",
                                             fixture->user_ids[PERSON_CO_PATRON]);
  g_autoptr (PortailEmployee) zoe = NULL;

  store_fixture_refuse (fixture, CO_PATRON, make_create (&portail_employee_type, NULL, fields),
                        PORTAIL_ERROR_FORBIDDEN);
  zoe = store_fixture_do (
      fixture, CO_PATRON,
      make_create (&portail_employee_type, NULL, "{\"name\":\"Zoé\",\"user_id\":null}"));
  g_assert_cmpint (zoe->status, ==, PORTAIL_EMPLOYEE_ACTIF);
  store_fixture_refuse (fixture, CO_PATRON, make_update (zoe, fields), PORTAIL_ERROR_FORBIDDEN);
  do_free (fixture, PATRON, make_update (zoe, fields));
}

static void
test_a_week_has_one_sheet (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 0);
  g_autoptr (PortailOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (store_fixture_apply (
      fixture, CO_PATRON, make_create (&portail_dotation_type, NULL, "{\"period\":\"2025-W38\"}"),
      &outcome, &error));
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_DUPLICATE_KEY);
  g_assert_cmpstr (portail_outcome_get_row (outcome)->id, ==, sheet->base.id);
}

static void
test_two_devices_merge_what_does_not_touch (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 1);
  g_autoptr (GPtrArray) rows = store_fixture_list_rows (fixture, sheet);
  PortailDotationRow *row = g_ptr_array_index (rows, 0);
  g_autoptr (PortailOutcome) outcome = NULL;
  g_autoptr (PortailDotationRow) now = NULL;
  g_autoptr (GError) error = NULL;

  do_free (fixture, PATRON, make_update (row, "{\"run\":5000}"));
  g_assert_true (store_fixture_apply (fixture, CO_PATRON, make_update (row, "{\"grade\":\"Chef\"}"),
                                      &outcome, &error));
  g_assert_true (outcome->is_merged);
  now = store_fixture_load (fixture, row);
  g_assert_cmpint (now->run.cents, ==, 500000);
  g_assert_cmpstr (now->grade, ==, "Chef");
}

static void
assert_conflict (StoreFixture *fixture, PortailChange *change, const char *field)
{
  g_autoptr (PortailOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;
  PortailFieldSet bit = portail_record_type_field_bit (change->type, field);

  g_assert_false (store_fixture_apply (fixture, CO_PATRON, change, &outcome, &error));
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_CONFLICT);
  g_assert_true (portail_record_store_is_conflict (error));
  g_assert_cmphex (outcome->conflicting & bit, ==, bit);
  g_assert_nonnull (portail_outcome_get_row (outcome));
}

static void
test_two_devices_conflict_over_money_and_equal_text (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 1);
  g_autoptr (GPtrArray) rows = store_fixture_list_rows (fixture, sheet);
  PortailDotationRow *row = g_ptr_array_index (rows, 0);

  do_free (fixture, PATRON, make_update (row, "{\"run\":5000,\"grade\":\"A\"}"));
  assert_conflict (fixture, make_update (row, "{\"facture\":1}"), "run");
  assert_conflict (fixture, make_update (row, "{\"grade\":\"B\"}"), "grade");
  do_free (fixture, CO_PATRON, make_update (row, "{\"run\":5000,\"grade\":\"A\"}"));
  /* The patron's own earlier change is not concurrent to his next one. */
  do_free (fixture, PATRON, make_update (row, "{\"facture\":7}"));
}

static void
test_rows_of_two_devices_do_not_touch_the_balance (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 1);
  g_autoptr (GPtrArray) rows = store_fixture_list_rows (fixture, sheet);

  do_free (fixture, PATRON, make_update (g_ptr_array_index (rows, 0), "{\"run\":5000}"));
  do_free (fixture, CO_PATRON, make_update (sheet, "{\"solde_bancaire\":7}"));
}

static void
test_staff_validates_what_they_saw (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 1);
  g_autoptr (GPtrArray) rows = store_fixture_list_rows (fixture, sheet);
  g_autoptr (PortailDotation) submitted = store_fixture_do (fixture, PATRON,
                                                            make_command (sheet, "submit", NULL));
  g_autoptr (PortailDotation) again = NULL;

  do_free (fixture, PATRON, make_command (submitted, "withdraw", NULL));
  do_free (fixture, PATRON, make_update (g_ptr_array_index (rows, 0), "{\"run\":90000}"));
  again = store_fixture_load (fixture, sheet);
  do_free (fixture, PATRON, make_command (again, "submit", NULL));
  store_fixture_refuse (fixture, STAFF, make_command (submitted, "validate", NULL),
                        PORTAIL_ERROR_CONFLICT);
}

static void
test_submit_freezes_and_opening_thaws (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 2);
  g_autoptr (GPtrArray) rows = store_fixture_list_rows (fixture, sheet);
  g_autoptr (PortailDotation) submitted = store_fixture_do (
      fixture, PATRON, make_command (sheet, "submit", "{\"bareme_id\":null}"));
  g_autoptr (PortailDotation) valid = NULL;
  g_autoptr (PortailDotation) paid = NULL;
  g_autoptr (PortailDotation) open = NULL;

  g_assert_cmpint (submitted->status, ==, PORTAIL_DOTATION_EN_ATTENTE);
  g_assert_nonnull (submitted->resultat);
  g_assert_nonnull (strstr (submitted->settings, "pourcentage"));
  store_fixture_refuse (fixture, PATRON, make_update (submitted, "{\"notes\":\"x\"}"),
                        PORTAIL_ERROR_LOCKED);
  store_fixture_refuse (fixture, PATRON, make_update (g_ptr_array_index (rows, 0), "{\"run\":1}"),
                        PORTAIL_ERROR_LOCKED);
  store_fixture_refuse (fixture, PATRON, make_delete (g_ptr_array_index (rows, 0)),
                        PORTAIL_ERROR_LOCKED);
  store_fixture_refuse (fixture, PATRON, make_command (submitted, "submit", NULL),
                        PORTAIL_ERROR_WRONG_STATUS);
  valid = store_fixture_do (fixture, STAFF, make_command (submitted, "validate", NULL));
  paid = store_fixture_do (fixture, STAFF, make_command (valid, "pay", NULL));
  store_fixture_refuse (fixture, STAFF, make_command (paid, "reopen", NULL), PORTAIL_ERROR_INVALID);
  open = store_fixture_do (fixture, STAFF,
                           make_command (paid, "reopen", "{\"reason\":\"erreur\"}"));
  g_assert_cmpint (open->status, ==, PORTAIL_DOTATION_BROUILLON);
  g_assert_null (open->resultat);
  g_assert_null (open->settings);
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM audit_entry WHERE"
                                                 " action = 'reopen' AND changes LIKE '%erreur%'"),
                   ==, 1);
  store_fixture_check (fixture);
}

static void
test_refusing_needs_a_reason_and_frees_the_week (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 1);
  g_autoptr (PortailDotation) submitted = store_fixture_do (fixture, PATRON,
                                                            make_command (sheet, "submit", NULL));
  g_autoptr (PortailDotation) refused = NULL;
  g_autoptr (PortailDotation) second = NULL;

  store_fixture_refuse (fixture, STAFF, make_command (submitted, "refuse", "{\"reason\":\" \"}"),
                        PORTAIL_ERROR_INVALID);
  refused = store_fixture_do (fixture, STAFF,
                              make_command (submitted, "refuse", "{\"reason\":\"faux\"}"));
  g_assert_cmpstr (refused->refusal_reason, ==, "faux");
  second = store_fixture_make_sheet (fixture, "2025-W38", 0);
  store_fixture_refuse (fixture, PATRON, make_command (refused, "submit", NULL),
                        PORTAIL_ERROR_DUPLICATE_KEY);
  do_free (fixture, PATRON, make_delete (second));
  do_free (fixture, PATRON, make_command (refused, "submit", NULL));
}

static void
test_another_bareme_stops_a_submission (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 1);

  store_fixture_refuse (
      fixture, PATRON,
      make_command (sheet, "submit", "{\"bareme_id\":\"00000000-0000-7000-8000-00000000b001\"}"),
      PORTAIL_ERROR_BAREME_CHANGED);
}

static void
test_the_right_people_are_told (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 1);
  g_autoptr (PortailDotation) submitted = store_fixture_do (fixture, PATRON,
                                                            make_command (sheet, "submit", NULL));
  g_autofree char *sql = NULL;

  /* Staff and superadmin. */
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM notification"), ==, 2);
  do_free (fixture, STAFF, make_command (submitted, "validate", NULL));
  sql = g_strdup_printf ("SELECT count(*) FROM notification WHERE kind = 'dotation_validated' AND"
                         " user_id IN ('%s', '%s')",
                         fixture->user_ids[PERSON_PATRON], fixture->user_ids[PERSON_CO_PATRON]);
  g_assert_cmpint (store_fixture_query (fixture, sql), ==, 2);
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM notification"), ==, 4);
}

static void
test_the_trash_takes_and_returns_the_parts (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 3);
  g_autoptr (GPtrArray) rows = store_fixture_list_rows (fixture, sheet);
  g_autoptr (PortailDotation) before = NULL;
  g_autoptr (PortailDotation) back = NULL;
  const char *live = "SELECT count(*) FROM dotation_row WHERE trashed_at IS NULL";

  do_free (fixture, PATRON, make_delete (g_ptr_array_index (rows, 0)));
  before = store_fixture_load (fixture, sheet);
  do_free (fixture, PATRON, make_delete (before));
  g_assert_cmpint (store_fixture_query (fixture, live), ==, 0);
  store_fixture_check (fixture);
  store_fixture_refuse (fixture, CO_PATRON, make_update (before, "{\"notes\":\"x\"}"),
                        PORTAIL_ERROR_DELETED);
  store_fixture_refuse (fixture, CO_PATRON,
                        make_command (g_ptr_array_index (rows, 1), "restore", NULL),
                        PORTAIL_ERROR_NOT_FOUND);
  do_free (fixture, CO_PATRON, make_delete (before));
  back = store_fixture_do (fixture, PATRON, make_command (before, "restore", NULL));
  g_assert_cmpint (back->amount.cents, ==, before->amount.cents);
  g_assert_cmpint (store_fixture_query (fixture, live), ==, 2);
  store_fixture_check (fixture);
}

/* All ops of a push happen at one moment. */
static void
test_a_part_deleted_before_its_sheet_stays_deleted (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 3);
  g_autoptr (GPtrArray) rows = store_fixture_list_rows (fixture, sheet);
  g_autoptr (PortailDotation) before = NULL;
  g_autoptr (GPtrArray) back = NULL;

  do_free (fixture, PATRON, make_delete (g_ptr_array_index (rows, 0)));
  before = store_fixture_load (fixture, sheet);
  fixture->clock--;
  do_free (fixture, PATRON, make_delete (before));
  do_free (fixture, PATRON, make_command (before, "restore", NULL));
  back = store_fixture_list_rows (fixture, sheet);
  g_assert_cmpuint (back->len, ==, 2);
  g_assert_cmpstr (((PortailRecord *) g_ptr_array_index (back, 0))->id, ==,
                   ((PortailRecord *) g_ptr_array_index (rows, 1))->id);
  store_fixture_check (fixture);
}

static void
test_closed_sheets_are_deleted_by_those_who_validate (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 1);
  g_autoptr (PortailDotation) submitted = store_fixture_do (fixture, PATRON,
                                                            make_command (sheet, "submit", NULL));

  store_fixture_refuse (fixture, PATRON, make_delete (submitted), PORTAIL_ERROR_FORBIDDEN);
  do_free (fixture, STAFF, make_delete (submitted));
}

/* A reason without a field of its own goes into the audit entry, for ever. */
static void
test_a_reason_has_a_length (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 1);
  g_autoptr (PortailDotation) submitted = store_fixture_do (fixture, PATRON,
                                                            make_command (sheet, "submit", NULL));
  g_autoptr (PortailDotation) closed = store_fixture_do (
      fixture, STAFF, make_command (submitted, "validate", NULL));
  g_autofree char *novel = g_strnfill (100000, 'a');
  g_autofree char *arguments = g_strdup_printf ("{\"reason\":\"%s\"}", novel);

  store_fixture_refuse (fixture, STAFF, make_command (closed, "reopen", arguments),
                        PORTAIL_ERROR_INVALID);
  do_free (fixture, STAFF, make_command (closed, "reopen", "{\"reason\":\"faux\"}"));
}

static void
test_references_stay_in_the_company (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 1);
  g_autofree char *foreign = g_strdup_printf (
      "{\"dotation_id\":\"%s\",\"employee_name\":\"X\",\"run\":1,\"facture\":1,\"vente\":1}",
      sheet->base.id);
  g_autofree char *employee = g_strdup_printf ("{\"name\":\"X\",\"user_id\":\"%s\"}",
                                               fixture->user_ids[PERSON_PATRON_B]);

  store_fixture_refuse (fixture, &(Author){ PERSON_PATRON_B, NULL, fixture->company_b },
                        make_create (&portail_dotation_row_type, NULL, foreign),
                        PORTAIL_ERROR_INVALID);
  store_fixture_refuse (fixture, PATRON, make_create (&portail_employee_type, NULL, employee),
                        PORTAIL_ERROR_INVALID);
}

static void
test_the_amount_is_typed_only_without_rows (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) empty = store_fixture_make_sheet (fixture, "2025-W38", 0);
  g_autoptr (PortailDotation) full = store_fixture_make_sheet (fixture, "2025-W39", 1);

  do_free (fixture, PATRON, make_update (empty, "{\"amount\":1500.5}"));
  store_fixture_refuse (fixture, PATRON, make_update (full, "{\"amount\":1500.5}"),
                        PORTAIL_ERROR_INVALID);
  do_free (fixture, PATRON, make_update (full, "{\"amount\":430,\"notes\":\"x\"}"));
}

static void
test_sums_that_are_too_large_refuse_the_row (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 1);
  g_autoptr (GPtrArray) rows = store_fixture_list_rows (fixture, sheet);

  store_fixture_refuse (fixture, PATRON,
                        make_update (g_ptr_array_index (rows, 0),
                                     "{\"run\":90071992547409.91,\"facture\":90071992547409.91}"),
                        PORTAIL_ERROR_OUT_OF_RANGE);
}

static void
test_a_company_has_its_card (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  const Author staff = { PERSON_STAFF, NULL, NULL };
  g_autoptr (PortailEnterprise) company = NULL;
  g_autoptr (PortailRecord) renamed = NULL;

  store_fixture_refuse (fixture, &(Author){ PERSON_PATRON, NULL, NULL },
                        make_create (&portail_enterprise_type, NULL, "{\"name\":\"Bar\"}"),
                        PORTAIL_ERROR_FORBIDDEN);
  company = store_fixture_do (fixture, &staff,
                              make_create (&portail_enterprise_type, NULL, "{\"name\":\"Bar\"}"));
  g_assert_true (company->is_active);
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM enterprise_card WHERE"
                                                 " name = 'Bar' AND is_active = 1"),
                   ==, 1);
  renamed = store_fixture_do (fixture, &staff, make_update (company, "{\"name\":\"Café\"}"));
  g_assert_cmpint (
      store_fixture_query (fixture, "SELECT count(*) FROM enterprise_card WHERE name = 'Café'"), ==,
      1);
  store_fixture_refuse (fixture, &staff,
                        make_create (&portail_enterprise_type, NULL, "{\"name\":\"CAFE\"}"),
                        PORTAIL_ERROR_DUPLICATE_KEY);
  do_free (fixture, &staff, make_delete (renamed));
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM enterprise_card WHERE"
                                                 " trashed_at IS NULL"),
                   ==, 2);
  do_free (fixture, &staff, make_command (renamed, "restore", NULL));
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM enterprise_card WHERE"
                                                 " trashed_at IS NULL"),
                   ==, 3);
  store_fixture_check (fixture);
}

static void
test_a_patron_writes_label_and_settings_only (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 1);
  g_autoptr (PortailDotation) after = NULL;
  PortailEnterprise key = { .base = { .type = &portail_enterprise_type,
                                      .id = fixture->company_a } };
  g_autoptr (PortailEnterprise) company = store_fixture_load (fixture, &key);

  store_fixture_refuse (fixture, PATRON, make_update (company, "{\"name\":\"X\"}"),
                        PORTAIL_ERROR_FORBIDDEN);
  store_fixture_refuse (fixture, PATRON, make_update (company, "{\"blanchiment_enabled\":true}"),
                        PORTAIL_ERROR_FORBIDDEN);
  store_fixture_refuse (fixture, CO_PATRON, make_update (company, "{\"type_label\":\"X\"}"),
                        PORTAIL_ERROR_FORBIDDEN);
  store_fixture_refuse (fixture, PATRON,
                        make_update (company, "{\"settings\":{\"mode_calcul\":\"magie\"}}"),
                        PORTAIL_ERROR_INVALID);
  do_free (fixture, PATRON,
           make_update (company, "{\"type_label\":\"SARL\",\"settings\":{\"taux_salaire\":50}}"));
  after = store_fixture_load (fixture, sheet);
  g_assert_cmpint (after->amount.cents, ==, 58000);
  g_assert_cmpint (after->base.rev, >, sheet->base.rev);
  store_fixture_check (fixture);
}

static void
test_what_belongs_to_the_server_is_nobodys (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  const Author superadmin = { PERSON_SUPERADMIN, NULL, NULL };
  PortailEnterpriseCard card = { .base = { .type = &portail_enterprise_card_type,
                                           .id = fixture->company_a } };

  store_fixture_refuse (fixture, &superadmin, make_delete (&card), PORTAIL_ERROR_FORBIDDEN);
  store_fixture_refuse (fixture, &superadmin,
                        make_create (&portail_enterprise_card_type, NULL, "{\"name\":\"x\"}"),
                        PORTAIL_ERROR_FORBIDDEN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record-store/rows-raise-their-sheet-and-make-its-amount",
                   test_rows_raise_their_sheet_and_make_its_amount);
  g_test_add_func ("/record-store/parents-stand-before-their-parts",
                   test_parents_stand_before_their_parts);
  g_test_add_func ("/record-store/strangers-and-readers-write-nothing",
                   test_strangers_and_readers_write_nothing);
  g_test_add_func ("/record-store/one-forbidden-field-refuses-the-whole-op",
                   test_one_forbidden_field_refuses_the_whole_op);
  g_test_add_func ("/record-store/a-week-has-one-sheet", test_a_week_has_one_sheet);
  g_test_add_func ("/record-store/two-devices-merge-what-does-not-touch",
                   test_two_devices_merge_what_does_not_touch);
  g_test_add_func ("/record-store/two-devices-conflict-over-money-and-equal-text",
                   test_two_devices_conflict_over_money_and_equal_text);
  g_test_add_func ("/record-store/rows-of-two-devices-do-not-touch-the-balance",
                   test_rows_of_two_devices_do_not_touch_the_balance);
  g_test_add_func ("/record-store/staff-validates-what-they-saw",
                   test_staff_validates_what_they_saw);
  g_test_add_func ("/record-store/submit-freezes-and-opening-thaws",
                   test_submit_freezes_and_opening_thaws);
  g_test_add_func ("/record-store/refusing-needs-a-reason-and-frees-the-week",
                   test_refusing_needs_a_reason_and_frees_the_week);
  g_test_add_func ("/record-store/another-bareme-stops-a-submission",
                   test_another_bareme_stops_a_submission);
  g_test_add_func ("/record-store/the-right-people-are-told", test_the_right_people_are_told);
  g_test_add_func ("/record-store/the-trash-takes-and-returns-the-parts",
                   test_the_trash_takes_and_returns_the_parts);
  g_test_add_func ("/record-store/a-part-deleted-before-its-sheet-stays-deleted",
                   test_a_part_deleted_before_its_sheet_stays_deleted);
  g_test_add_func ("/record-store/closed-sheets-are-deleted-by-those-who-validate",
                   test_closed_sheets_are_deleted_by_those_who_validate);
  g_test_add_func ("/record-store/a-reason-has-a-length", test_a_reason_has_a_length);
  g_test_add_func ("/record-store/references-stay-in-the-company",
                   test_references_stay_in_the_company);
  g_test_add_func ("/record-store/the-amount-is-typed-only-without-rows",
                   test_the_amount_is_typed_only_without_rows);
  g_test_add_func ("/record-store/sums-that-are-too-large-refuse-the-row",
                   test_sums_that_are_too_large_refuse_the_row);
  g_test_add_func ("/record-store/a-company-has-its-card", test_a_company_has_its_card);
  g_test_add_func ("/record-store/a-patron-writes-label-and-settings-only",
                   test_a_patron_writes_label_and_settings_only);
  g_test_add_func ("/record-store/what-belongs-to-the-server-is-nobodys",
                   test_what_belongs_to_the_server_is_nobodys);
  return g_test_run ();
}
