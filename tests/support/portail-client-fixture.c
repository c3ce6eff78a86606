/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/portail-client-fixture.h"

#include "app/portail-cache-work.h"
#include "app/portail-outbox-item.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-tree.h"

static void
on_changed (PortailClientFixture *fixture,
            const char *type,
            const char *id,
            const char *enterprise_id)
{
  g_ptr_array_add (fixture->told,
                   g_strdup_printf ("%s/%s", type != NULL ? type : "*", id != NULL ? id : "*"));
}

void
portail_client_fixture_open (PortailClientFixture *fixture)
{
  g_auto (PortailAwait) await = { NULL };
  g_autoptr (GError) error = NULL;

  portail_cache_open_async (fixture->directory, NULL, portail_await_ready, &await);
  fixture->cache = portail_cache_open_finish (portail_await (&await), &error);
  g_assert_no_error (error);
  g_signal_connect_swapped (fixture->cache, "changed", G_CALLBACK (on_changed), fixture);
}

void
portail_client_fixture_set_up (PortailClientFixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  fixture->directory = g_dir_make_tmp ("portail-cache-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->told = g_ptr_array_new_with_free_func (g_free);
  portail_client_fixture_open (fixture);
}

void
portail_client_fixture_close (PortailClientFixture *fixture)
{
  portail_await_idle ();
  portail_cache_close (fixture->cache);
  /* What its threads had done by then comes back. */
  portail_await_idle ();
  portail_await_finalize (g_steal_pointer (&fixture->cache));
}

void
portail_client_fixture_reopen (PortailClientFixture *fixture)
{
  portail_client_fixture_close (fixture);
  portail_client_fixture_open (fixture);
}

void
portail_client_fixture_tear_down (PortailClientFixture *fixture, gconstpointer unused)
{
  if (fixture->cache != NULL)
    portail_client_fixture_close (fixture);
  portail_tree_remove (fixture->directory);
  g_free (fixture->directory);
  g_ptr_array_unref (fixture->told);
}

gboolean
portail_client_apply (PortailClientFixture *fixture,
                      PortailSyncOp *op,
                      PortailSyncOp **inverse,
                      GError **error)
{
  g_auto (PortailAwait) await = { NULL };

  portail_cache_apply_async (fixture->cache, op, NULL, portail_await_ready, &await);
  return portail_cache_apply_finish (fixture->cache, portail_await (&await), inverse, error);
}

void
portail_client_do (PortailClientFixture *fixture, PortailSyncOp *op)
{
  g_autoptr (GError) error = NULL;

  portail_client_apply (fixture, op, NULL, &error);
  g_assert_no_error (error);
}

static gpointer
run_statement (PortailCacheStore *store, gpointer sql, GError **error)
{
  return portail_database_execute (store->database, sql, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

void
portail_client_execute (PortailClientFixture *fixture, const char *sql)
{
  static const PortailWork work = { PORTAIL_WORK_IN_TRANSACTION, run_statement, NULL, NULL };
  g_auto (PortailAwait) await = { NULL };
  g_autoptr (GError) error = NULL;

  portail_cache_work_async (fixture->cache, &work, (gpointer) sql, portail_await_ready, &await);
  portail_cache_work_finish (fixture->cache, portail_await (&await), &error);
  g_assert_no_error (error);
}

gpointer
portail_client_load (PortailClientFixture *fixture, const PortailRecordType *type, const char *id)
{
  g_auto (PortailAwait) await = { NULL };

  portail_cache_load_async (fixture->cache, type, id, portail_await_ready, &await);
  return portail_cache_load_finish (fixture->cache, portail_await (&await), NULL);
}

GPtrArray *
portail_client_list (PortailClientFixture *fixture, PortailOpStates states)
{
  g_auto (PortailAwait) await = { NULL };
  g_autoptr (GError) error = NULL;
  GPtrArray *items;

  portail_cache_list_ops_async (fixture->cache, states, NULL, portail_await_ready, &await);
  items = portail_cache_list_ops_finish (fixture->cache, portail_await (&await), &error);
  g_assert_no_error (error);
  return items;
}

void
portail_client_resolve (PortailClientFixture *fixture,
                        const char *op_id,
                        PortailResolution resolution)
{
  g_auto (PortailAwait) await = { NULL };
  g_autoptr (GError) error = NULL;

  portail_cache_resolve_async (fixture->cache, op_id, resolution, portail_await_ready, &await);
  portail_cache_resolve_finish (fixture->cache, portail_await (&await), &error);
  g_assert_no_error (error);
}

static PortailSyncOp *
new_op (PortailChange *change)
{
  PortailSyncOp *op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, PORTAIL_FIXTURE_COMPANY);

  portail_sync_op_take_change (op, change);
  return op;
}

PortailSyncOp *
portail_client_new_dotation (const char *id, const char *period)
{
  PortailChange *change = portail_change_new (PORTAIL_CHANGE_CREATE, &portail_dotation_type, id);
  PortailDotation *dotation = (PortailDotation *) change->record;

  g_assert_true (portail_week_parse (period, &dotation->period));
  change->fields = portail_record_type_field_bit (change->type, "period");
  return new_op (change);
}

PortailSyncOp *
portail_client_new_row (const char *id, const char *dotation_id, gint64 run_cents)
{
  PortailChange *change = portail_change_new (PORTAIL_CHANGE_CREATE, &portail_dotation_row_type,
                                              id);
  PortailDotationRow *row = (PortailDotationRow *) change->record;

  row->dotation_id = g_strdup (dotation_id);
  row->employee_name = g_strdup ("Élodie");
  row->run = (PortailMoney){ run_cents };
  row->facture = PORTAIL_MONEY_ZERO;
  row->vente = PORTAIL_MONEY_ZERO;
  change->fields = portail_record_type_field_bit (change->type, "dotation_id")
                   | portail_record_type_field_bit (change->type, "employee_name")
                   | portail_record_type_field_bit (change->type, "run")
                   | portail_record_type_field_bit (change->type, "facture")
                   | portail_record_type_field_bit (change->type, "vente");
  return new_op (change);
}

PortailSyncOp *
portail_client_set_run (const char *id, gint64 run_cents)
{
  PortailChange *change = portail_change_new (PORTAIL_CHANGE_UPDATE, &portail_dotation_row_type,
                                              id);

  ((PortailDotationRow *) change->record)->run = (PortailMoney){ run_cents };
  change->fields = portail_record_type_field_bit (change->type, "run");
  return new_op (change);
}

PortailSyncOp *
portail_client_set_grade (const char *id, const char *grade)
{
  PortailChange *change = portail_change_new (PORTAIL_CHANGE_UPDATE, &portail_dotation_row_type,
                                              id);

  ((PortailDotationRow *) change->record)->grade = g_strdup (grade);
  change->fields = portail_record_type_field_bit (change->type, "grade");
  return new_op (change);
}

PortailSyncOp *
portail_client_delete (const PortailRecordType *type, const char *id)
{
  return new_op (portail_change_new (PORTAIL_CHANGE_DELETE, type, id));
}

PortailSyncOp *
portail_client_command (const char *dotation_id, const char *command, const char *arguments)
{
  return new_op (
      portail_change_new_command (&portail_dotation_type, dotation_id, command, arguments));
}

gint64
portail_client_get_run (PortailClientFixture *fixture, const char *row_id)
{
  g_autoptr (PortailDotationRow) row = portail_client_load (fixture, &portail_dotation_row_type,
                                                            row_id);

  return row != NULL ? row->run.cents : -1;
}
