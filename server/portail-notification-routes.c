/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-notification-routes.h"

#include "server/portail-record-answer.h"
#include "server/portail-record-routes.h"
#include "shared/portail-json-text.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-notification.h"

static void
add_change (PortailSyncOp *op, const PortailNotification *row, PortailTimestamp now)
{
  PortailChange *change = portail_change_new (PORTAIL_CHANGE_UPDATE, row->base.type, row->base.id);
  g_autoptr (PortailNotification) read = portail_record_copy (row);

  read->read_at = now;
  portail_change_set_fields (change, read,
                             portail_record_type_field_bit (row->base.type, "read_at"));
  change->base_rev = PORTAIL_BASE_REV_CURRENT;
  portail_sync_op_take_change (op, change);
}

static gboolean
apply (PortailContext *context, const PortailSyncOp *op, GError **error)
{
  const PortailActor actor = { context->database, context->access, NULL, context->now };
  g_autoptr (PortailOutcome) outcome = portail_outcome_new ();

  return portail_record_store_apply (&actor, op, outcome, error);
}

PortailAnswer *
portail_notification_post_read (PortailContext *context,
                                const PortailRequest *request,
                                GError **error)
{
  g_autoptr (PortailNotification) row = (PortailNotification *) portail_record_route_load (context,
                                                                                           error);
  g_autoptr (PortailSyncOp) op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, NULL);
  g_autoptr (PortailRecord) after = NULL;

  if (row == NULL)
    return NULL;
  if (!portail_timestamp_is_null (row->read_at))
    return portail_record_answer_new (context, 200, &row->base, error);
  add_change (op, row, context->now);
  if (!apply (context, op, error))
    return NULL;
  after = portail_record_sql_load (context->database, row->base.type, row->base.id, error);
  return after != NULL ? portail_record_answer_new (context, 200, after, error) : NULL;
}

PortailAnswer *
portail_notification_post_read_all (PortailContext *context,
                                    const PortailRequest *request,
                                    GError **error)
{
  g_autoptr (PortailSyncOp) op = portail_sync_op_new (PORTAIL_SYNC_OP_BATCH, NULL);
  g_autoptr (GPtrArray) unread = portail_record_sql_list (
      context->database, &portail_notification_type, error,
      "WHERE user_id = ? AND read_at IS NULL AND trashed_at IS NULL ORDER BY id LIMIT ?", "ti",
      portail_access_get_user (context->access)->base.id, (gint64) PORTAIL_BATCH_MAX_CHANGES);
  GString *json;

  if (unread == NULL)
    return NULL;
  for (guint i = 0; i < unread->len; i++)
    add_change (op, g_ptr_array_index (unread, i), context->now);
  if (unread->len > 0 && !apply (context, op, error))
    return NULL;
  json = g_string_new ("{");
  portail_json_append_name (json, "read");
  portail_json_append_integer (json, unread->len);
  g_string_append_c (json, '}');
  return portail_answer_new_json (200, json);
}
