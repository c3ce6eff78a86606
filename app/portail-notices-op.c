/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-notices-op.h"

#include "shared/records/portail-notification.h"

static void
add_change (PortailSyncOp *op, const char *id, PortailTimestamp read_at)
{
  PortailChange *change = portail_change_new (PORTAIL_CHANGE_UPDATE, &portail_notification_type,
                                              id);
  g_autoptr (PortailNotification) values = portail_record_new (&portail_notification_type);

  values->read_at = read_at;
  portail_change_set_fields (change, values,
                             portail_record_type_field_bit (&portail_notification_type, "read_at"));
  portail_sync_op_take_change (op, change);
}

PortailSyncOp *
portail_notices_op_new (const char *id, PortailTimestamp read_at)
{
  PortailSyncOp *op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, NULL);

  add_change (op, id, read_at);
  return op;
}

PortailSyncOp *
portail_notices_op_new_for_all (const GPtrArray *ids, PortailTimestamp read_at)
{
  PortailSyncOp *op = portail_sync_op_new (PORTAIL_SYNC_OP_BATCH, NULL);

  for (guint i = 0; i < ids->len; i++)
    add_change (op, g_ptr_array_index (ids, i), read_at);
  return op;
}
