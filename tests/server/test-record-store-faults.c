/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Batches, interruptions and chance: what an op that fails must never leave. */
#include "shared/portail-id.h"
#include "tests/server/store-fixture.h"
#include "tests/support/faulty-database.h"

#define DEVICE_1 "00000000-0000-7000-8000-00000000d001"
#define DEVICE_2 "00000000-0000-7000-8000-00000000d002"

static PortailSyncOp *
make_import (StoreFixture *fixture, guint n_rows)
{
  PortailSyncOp *op = portail_sync_op_new (PORTAIL_SYNC_OP_BATCH, fixture->company_a);
  g_autofree char *id = portail_id_new ();

  portail_sync_op_take_change (
      op, make_create (&portail_dotation_type, id, "{\"period\":\"2025-W41\"}"));
  for (guint i = 0; i < n_rows; i++)
    {
      g_autofree char *fields = g_strdup_printf (
          "{\"dotation_id\":\"%s\",\"employee_name\":\"P %u\",\"run\":%u,\"facture\":0,"
          "\"vente\":0}",
          id, i, i);

      portail_sync_op_take_change (op, make_create (&portail_dotation_row_type, NULL, fields));
    }
  return op;
}

static void
test_an_import_is_all_or_nothing (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailAccess) access = store_fixture_get_access (fixture, PERSON_PATRON);
  PortailActor actor = { fixture->database, access, DEVICE_1, store_fixture_tick (fixture) };
  g_autoptr (PortailSyncOp) op = make_import (fixture, 50);
  PortailChange *wrong = g_ptr_array_index (op->changes, 7);
  g_autoptr (PortailOutcome) refused = portail_outcome_new ();
  g_autoptr (PortailOutcome) applied = portail_outcome_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *before = store_fixture_dump (fixture);
  g_autofree char *after = NULL;

  ((PortailDotationRow *) wrong->record)->run.cents = -1;
  g_assert_false (portail_record_store_apply (&actor, op, refused, &error));
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID);
  g_assert_cmpint (portail_problems_get (refused->problems, 0)->index, ==, 7);
  g_assert_cmpstr (portail_problems_get (refused->problems, 0)->field, ==, "run");
  after = store_fixture_dump (fixture);
  g_assert_cmpstr (before, ==, after);
  g_clear_error (&error);
  ((PortailDotationRow *) wrong->record)->run.cents = 1;
  portail_record_store_apply (&actor, op, applied, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (applied->rows->len, ==, 51);
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM audit_entry"), ==, 1);
  store_fixture_check (fixture);
}

/* Whatever statement fails, the op leaves nothing; when none fails any more, it has worked. */
static void
test_an_interrupted_op_leaves_nothing (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 2);
  guint n = 0;

  while (TRUE)
    {
      g_autofree char *before = store_fixture_dump (fixture);
      g_autofree char *after = NULL;
      g_autoptr (PortailAccess) access = store_fixture_get_access (fixture, PERSON_PATRON);
      g_autoptr (PortailSyncOp) op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE,
                                                          fixture->company_a);
      PortailActor actor = { fixture->database, access, DEVICE_1, store_fixture_tick (fixture) };
      g_autoptr (PortailOutcome) outcome = portail_outcome_new ();
      g_autoptr (GError) error = NULL;
      gboolean is_applied;

      portail_sync_op_take_change (op, make_command (sheet, "submit", NULL));
      faulty_database_fail_at (++n);
      is_applied = portail_record_store_apply (&actor, op, outcome, &error);
      faulty_database_fail_at (0);
      if (is_applied)
        break;
      g_assert_true (portail_record_store_is_failure (error));
      after = store_fixture_dump (fixture);
      g_assert_cmpstr (before, ==, after);
    }
  g_assert_cmpuint (n, >, 30);
  store_fixture_check (fixture);
}

static PortailChange *
make_random_change (StoreFixture *fixture, GPtrArray *rows, PortailDotation *sheet)
{
  static const char *const commands[] = { "submit", "withdraw", "validate", "pay", "restore" };
  PortailDotationRow *row = rows->len > 0 ? g_ptr_array_index (
                                rows, g_test_rand_int_range (0, (gint32) rows->len))
                                          : NULL;
  g_autofree char *fields = g_strdup_printf ("{\"run\":%d}", g_test_rand_int_range (0, 100000));
  g_autofree char *created = g_strdup_printf (
      "{\"dotation_id\":\"%s\",\"employee_name\":\"N\",\"run\":1,\"facture\":2,\"vente\":3}",
      sheet->base.id);

  switch (g_test_rand_int_range (0, row != NULL ? 5 : 3))
    {
    case 0:
      return make_create (&portail_dotation_row_type, NULL, created);
    case 1:
      return make_command (sheet, commands[g_test_rand_int_range (0, G_N_ELEMENTS (commands))],
                           NULL);
    case 2:
      return g_test_rand_int_range (0, 5) == 0 ? make_delete (sheet)
                                               : make_update (sheet, "{\"notes\":\"z\"}");
    case 3:
      return make_update (row, fields);
    default:
      return make_delete (row);
    }
}

static void
test_random_ops_keep_every_sum_true (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailDotation) sheet = store_fixture_make_sheet (fixture, "2025-W38", 3);
  const Person people[] = { PERSON_PATRON, PERSON_CO_PATRON, PERSON_STAFF, PERSON_SUPERADMIN,
                            PERSON_EMPLOYE };

  for (int i = 0; i < 400; i++)
    {
      g_autoptr (GPtrArray) rows = store_fixture_list_rows (fixture, sheet);
      Author author = { people[g_test_rand_int_range (0, G_N_ELEMENTS (people))],
                        g_test_rand_bit () ? DEVICE_1 : DEVICE_2, fixture->company_a };
      g_autofree char *before = store_fixture_dump (fixture);
      g_autoptr (GError) error = NULL;
      PortailChange *change = make_random_change (fixture, rows, sheet);

      change->base_rev = g_test_rand_bit () ? PORTAIL_BASE_REV_CURRENT : change->base_rev;
      if (!store_fixture_apply (fixture, &author, change, NULL, &error))
        {
          g_autofree char *after = store_fixture_dump (fixture);

          g_assert_false (portail_record_store_is_failure (error));
          g_assert_cmpstr (before, ==, after);
        }
    }
  store_fixture_check (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record-store-faults/an-import-is-all-or-nothing",
                   test_an_import_is_all_or_nothing);
  g_test_add_func ("/record-store-faults/an-interrupted-op-leaves-nothing",
                   test_an_interrupted_op_leaves_nothing);
  g_test_add_func ("/record-store-faults/random-ops-keep-every-sum-true",
                   test_random_ops_keep_every_sum_true);
  return g_test_run ();
}
