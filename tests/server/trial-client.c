/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/server/trial-client.h"

#include "shared/portail-id.h"
#include "shared/portail-record-sql.h"

TrialClient *
trial_client_new (PortailTestServer *server, const char *discord_id)
{
  TrialClient *client = g_new0 (TrialClient, 1);

  client->server = server;
  client->token = portail_test_server_dup_token (server, discord_id);
  client->device = portail_id_new ();
  return client;
}

void
trial_client_free (TrialClient *client)
{
  g_free (client->token);
  g_free (client->device);
  g_free (client);
}

static PortailSyncOp *
new_op (TrialClient *client, PortailSyncOpShape shape)
{
  PortailSyncOp *op = portail_sync_op_new (shape,
                                           portail_test_server_get_garage_id (client->server));

  op->seq = ++client->seq;
  return op;
}

static void
append_op (GString *body, PortailSyncOp *op)
{
  portail_sync_op_append_json (op, body);
  portail_sync_op_free (op);
}

char *
trial_client_write_push (TrialClient *client, PortailSyncOpShape shape, GPtrArray *changes)
{
  GString *body = g_string_new (NULL);
  PortailSyncOp *batch = shape == PORTAIL_SYNC_OP_BATCH ? new_op (client, shape) : NULL;

  g_string_printf (body, "{\"protocol\":1,\"device\":\"%s\",\"ops\":[", client->device);
  for (guint i = 0; i < changes->len; i++)
    {
      PortailSyncOp *op = batch != NULL ? batch : new_op (client, shape);

      portail_sync_op_take_change (op, g_ptr_array_index (changes, i));
      if (batch != NULL)
        continue;
      if (i > 0)
        g_string_append_c (body, ',');
      append_op (body, op);
    }
  if (batch != NULL)
    append_op (body, batch);
  g_ptr_array_unref (changes);
  g_string_append (body, "]}");
  return g_string_free (body, FALSE);
}

char *
trial_client_write_one (TrialClient *client, PortailChange *change)
{
  GPtrArray *changes = g_ptr_array_new ();

  g_ptr_array_add (changes, change);
  return trial_client_write_push (client, PORTAIL_SYNC_OP_SINGLE, changes);
}

char *
trial_client_push (TrialClient *client, const char *body)
{
  g_autoptr (PortailTestReply) reply = portail_test_server_ask (
      client->server, "POST", "/api/sync/push", client->token, body);

  /* libsoup takes a head that was cut before its Content-Length for a whole one without body. */
  if (reply->status == 0 || *reply->body == '\0')
    return NULL;
  if (reply->status != 200)
    g_printerr ("%u %s\n", reply->status, reply->body);
  g_assert_cmpuint (reply->status, ==, 200);
  return g_steal_pointer (&reply->body);
}

char *
trial_client_push_well (TrialClient *client, const char *body)
{
  char *answer = trial_client_push (client, body);

  g_assert_nonnull (answer);
  return answer;
}

char *
trial_client_do (TrialClient *client, PortailChange *change)
{
  g_autofree char *body = trial_client_write_one (client, change);

  return trial_client_push_well (client, body);
}

gpointer
trial_client_load (TrialClient *client, const PortailRecordType *type, const char *id)
{
  g_autoptr (PortailDatabase) database = portail_test_server_open_database (client->server);
  g_autoptr (GError) error = NULL;
  gpointer record = portail_record_sql_load (database, type, id, &error);

  g_assert_no_error (error);
  return record;
}
