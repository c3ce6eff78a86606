/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/portail-sync-fixture.h"

#include "tests/support/portail-await.h"

static void
on_fuse_blown (PortailSyncFixture *fixture, const char *scope, guint n_removed, guint n_rows)
{
  g_assert_cmpstr (scope, ==, PORTAIL_SYNC_SCOPE);
  g_assert_cmpuint (n_removed, <=, n_rows);
  fixture->n_fuses++;
}

void
portail_sync_fixture_init (void)
{
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
}

static PortailTokenStore *
make_token_store (const char *server)
{
  PortailTokenStore *store = portail_token_store_new (server, PORTAIL_FIXTURE_USER);
  g_auto (PortailAwait) await = { NULL };

  portail_token_store_save_async (store, PORTAIL_FAKE_REFRESH_TOKEN, NULL, portail_await_ready,
                                  &await);
  g_assert_true (portail_token_store_save_finish (store, portail_await (&await), NULL));
  return store;
}

static void
begin_sync (PortailSyncFixture *fixture)
{
  fixture->sync = portail_sync_new (fixture->base.cache, fixture->client);
  g_signal_connect_swapped (fixture->sync, "fuse-blown", G_CALLBACK (on_fuse_blown), fixture);
}

void
portail_sync_fixture_set_up (PortailSyncFixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailTokenStore) store = NULL;
  g_autoptr (GError) error = NULL;
  const char *address;

  portail_client_fixture_set_up (&fixture->base, NULL);
  fixture->server = portail_fake_server_new ();
  address = portail_fake_server_get_address (fixture->server);
  fixture->client = portail_api_client_new (address, &error);
  g_assert_no_error (error);
  store = make_token_store (address);
  portail_api_client_set_token_store (fixture->client, store);
  begin_sync (fixture);
}

static void
end_sync (PortailSyncFixture *fixture)
{
  portail_sync_stop (fixture->sync);
  portail_await_idle ();
  portail_await_finalize (g_steal_pointer (&fixture->sync));
}

void
portail_sync_fixture_tear_down (PortailSyncFixture *fixture, gconstpointer unused)
{
  end_sync (fixture);
  portail_await_idle ();
  portail_await_finalize (fixture->client);
  portail_client_fixture_tear_down (&fixture->base, NULL);
  portail_fake_server_free (fixture->server);
}

void
portail_sync_fixture_restart (PortailSyncFixture *fixture)
{
  end_sync (fixture);
  portail_client_fixture_reopen (&fixture->base);
  begin_sync (fixture);
}

GError *
portail_sync_fixture_run (PortailSyncFixture *fixture)
{
  g_auto (PortailAwait) await = { NULL };
  GError *error = NULL;

  portail_sync_run_async (fixture->sync, NULL, portail_await_ready, &await);
  portail_sync_run_finish (fixture->sync, portail_await (&await), &error);
  return error;
}

void
portail_sync_fixture_sync (PortailSyncFixture *fixture)
{
  g_autoptr (GError) error = portail_sync_fixture_run (fixture);

  g_assert_no_error (error);
}

void
portail_sync_fixture_fail (PortailSyncFixture *fixture, PortailErrorCode code)
{
  g_autoptr (GError) error = portail_sync_fixture_run (fixture);

  g_assert_error (error, PORTAIL_ERROR, (int) code);
}

void
portail_sync_fixture_make_sheet (PortailSyncFixture *fixture)
{
  portail_client_do (&fixture->base,
                     portail_client_new_dotation (PORTAIL_SYNC_DOTATION, "2025-W38"));
  portail_client_do (&fixture->base,
                     portail_client_new_row (PORTAIL_SYNC_ROW, PORTAIL_SYNC_DOTATION, 100));
}

void
portail_sync_fixture_make_synced_sheet (PortailSyncFixture *fixture)
{
  portail_sync_fixture_make_sheet (fixture);
  portail_sync_fixture_sync (fixture);
}

gint64
portail_sync_fixture_get_run (PortailSyncFixture *fixture)
{
  return portail_client_get_run (&fixture->base, PORTAIL_SYNC_ROW);
}

gint64
portail_sync_fixture_get_server_run (PortailSyncFixture *fixture)
{
  const PortailRecord *row = portail_fake_server_find (fixture->server, PORTAIL_SYNC_ROW);

  return row != NULL ? ((const PortailDotationRow *) row)->run.cents : -1;
}

PortailOutboxCounts
portail_sync_fixture_get_counts (PortailSyncFixture *fixture)
{
  return portail_cache_get_counts (fixture->base.cache);
}

void
portail_sync_fixture_put_row (PortailSyncFixture *fixture, const char *id, gint64 run_cents)
{
  g_autoptr (PortailSyncOp) op = portail_client_new_row (id, PORTAIL_SYNC_DOTATION, run_cents);

  portail_fake_server_put (fixture->server,
                           portail_record_copy (portail_sync_op_get_change (op)->record));
}

char *
portail_sync_fixture_make_id (int index)
{
  return g_strdup_printf ("01990000-0000-7000-8000-0000001%05d", index);
}

void
portail_sync_fixture_put_many (PortailSyncFixture *fixture, int n)
{
  for (int i = 0; i < n; i++)
    {
      g_autofree char *id = portail_sync_fixture_make_id (i);

      portail_sync_fixture_put_row (fixture, id, i);
    }
}

gint64
portail_sync_fixture_get_run_of (PortailSyncFixture *fixture, int index)
{
  g_autofree char *id = portail_sync_fixture_make_id (index);

  return portail_client_get_run (&fixture->base, id);
}
