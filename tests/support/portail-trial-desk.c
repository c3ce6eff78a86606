/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/portail-trial-desk.h"

#include <string.h>

#include "tests/support/portail-await.h"

void
portail_trial_desk_init (void)
{
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
}

static void
adopt_session (PortailTrialDesk *desk, const char *server, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailApiSession) session = portail_api_session_parse (bytes, &error);
  g_autoptr (PortailTokenStore) store = NULL;
  g_auto (PortailAwait) await = { NULL };

  g_assert_no_error (error);
  store = portail_token_store_new (server, session->user_id);
  portail_api_client_set_token_store (desk->client, store);
  portail_api_client_adopt_async (desk->client, session, NULL, portail_await_ready, &await);
  portail_api_client_adopt_finish (desk->client, portail_await (&await), &error);
  g_assert_no_error (error);
}

PortailTrialDesk *
portail_trial_desk_new (const char *directory,
                        const char *server,
                        const char *session,
                        const char *company)
{
  PortailTrialDesk *desk = g_new0 (PortailTrialDesk, 1);
  g_autoptr (GError) error = NULL;

  if (directory == NULL)
    portail_client_fixture_set_up (&desk->base, NULL);
  else
    {
      desk->base.directory = g_strdup (directory);
      desk->base.told = g_ptr_array_new_with_free_func (g_free);
      portail_client_fixture_open (&desk->base);
    }
  desk->company = g_strdup (company);
  desk->client = portail_api_client_new (server, &error);
  g_assert_no_error (error);
  adopt_session (desk, server, session);
  desk->sync = portail_sync_new (desk->base.cache, desk->client);
  return desk;
}

void
portail_trial_desk_free (PortailTrialDesk *desk)
{
  portail_sync_stop (desk->sync);
  portail_await_finalize (desk->sync);
  portail_await_finalize (desk->client);
  portail_client_fixture_tear_down (&desk->base, NULL);
  g_free (desk->company);
  g_free (desk);
}

GError *
portail_trial_desk_run (PortailTrialDesk *desk)
{
  g_auto (PortailAwait) await = { NULL };
  GError *error = NULL;

  portail_sync_run_async (desk->sync, NULL, portail_await_ready, &await);
  portail_sync_run_finish (desk->sync, portail_await (&await), &error);
  if (!desk->is_always_on)
    portail_sync_stop (desk->sync);
  return error;
}

void
portail_trial_desk_sync (PortailTrialDesk *desk)
{
  g_autoptr (GError) error = portail_trial_desk_run (desk);

  g_assert_no_error (error);
}

void
portail_trial_desk_do (PortailTrialDesk *desk, PortailSyncOp *op)
{
  g_free (op->enterprise_id);
  op->enterprise_id = g_strdup (desk->company);
  portail_client_do (&desk->base, op);
}

char *
portail_trial_desk_make_row_id (const char *sheet_id, guint index)
{
  return g_strdup_printf ("%.34s%02x", sheet_id, index + 1);
}

/* Moves the change of @op, which it takes. */
static void
join (PortailSyncOp *batch, PortailSyncOp *op)
{
  portail_sync_op_take_change (batch, g_ptr_array_steal_index (op->changes, 0));
  portail_sync_op_free (op);
}

void
portail_trial_desk_paste (PortailTrialDesk *desk,
                          const char *sheet_id,
                          const char *week,
                          guint n_rows)
{
  PortailSyncOp *batch = portail_sync_op_new (PORTAIL_SYNC_OP_BATCH, desk->company);

  join (batch, portail_client_new_dotation (sheet_id, week));
  for (guint i = 0; i < n_rows; i++)
    {
      g_autofree char *row_id = portail_trial_desk_make_row_id (sheet_id, i);

      join (batch, portail_client_new_row (row_id, sheet_id, 100 * (i + 1)));
    }
  portail_trial_desk_do (desk, batch);
}

PortailOutboxCounts
portail_trial_desk_get_counts (PortailTrialDesk *desk)
{
  portail_await_idle ();
  return portail_cache_get_counts (desk->base.cache);
}
