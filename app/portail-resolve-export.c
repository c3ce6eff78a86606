/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-resolve.h"

#include "app/portail-outbox.h"
#include "shared/portail-json-text.h"

static const char *
get_state_name (PortailOpState state)
{
  switch (state)
    {
    case PORTAIL_OP_CONFLICT:
      return "conflict";
    case PORTAIL_OP_REJECTED:
      return "rejected";
    case PORTAIL_OP_QUARANTINED:
      return "quarantined";
    default:
      return "pending";
    }
}

char *
portail_resolve_export (PortailCacheStore *store, const char *op_id, GError **error)
{
  PortailOpStates all = PORTAIL_OP_STATES (PENDING) | PORTAIL_OP_STATES (CONFLICT)
                        | PORTAIL_OP_STATES (REJECTED) | PORTAIL_OP_STATES (QUARANTINED);
  g_autoptr (GPtrArray) ops = portail_outbox_list (store->database, all, error);
  g_autoptr (GString) json = g_string_new ("[");
  guint n = 0;

  if (ops == NULL)
    return NULL;
  for (guint i = 0; i < ops->len; i++)
    {
      const PortailOutboxOp *stored = g_ptr_array_index (ops, i);

      if (op_id != NULL && !g_str_equal (stored->op->op_id, op_id))
        continue;
      g_string_append (json, n++ > 0 ? ",\n{\"state\":" : "\n{\"state\":");
      portail_json_append_string (json, get_state_name (stored->state));
      g_string_append (json, ",\"op\":");
      portail_sync_op_append_json (stored->op, json);
      g_string_append_printf (json, ",\"answer\":%s}",
                              stored->answer != NULL ? stored->answer : "null");
    }
  g_string_append (json, "\n]\n");
  return g_string_free (g_steal_pointer (&json), FALSE);
}
