/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-push-result.h"

#include "server/portail-record-view.h"
#include "server/portail-scope.h"
#include "shared/portail-error.h"
#include "shared/portail-json-text.h"

static void
append_head (const char *op_id, const char *status, GString *json)
{
  g_string_append_c (json, '{');
  portail_json_append_name (json, "op_id");
  portail_json_append_string (json, op_id);
  portail_json_append_name (json, "status");
  portail_json_append_string (json, status);
}

void
portail_push_result_append_row (const PortailAccess *access,
                                const PortailRecord *row,
                                GString *json)
{
  g_autofree char *scope = row != NULL ? portail_scope_of_record (row) : NULL;
  PortailRecordView view = { PORTAIL_REACH_NONE };

  if (row != NULL)
    view = portail_record_view_get (access, row->type, scope);
  if (view.reach == PORTAIL_REACH_ALL)
    portail_record_append_json (row, portail_record_view_get_readable (&view, access, row), json);
  else
    g_string_append (json, "null");
}

static void
append_field_names (const PortailRecordType *type, PortailFieldSet fields, GString *json)
{
  const char *separator = "";

  g_string_append_c (json, '[');
  for (guint i = 0; type != NULL && i < portail_record_type_get_n_fields (type); i++)
    if (portail_field_set_has (fields, i))
      {
        g_string_append (json, separator);
        portail_json_append_string (json, portail_record_type_get_field (type, i)->name);
        separator = ",";
      }
  g_string_append_c (json, ']');
}

static void
append_problem (const PortailProblem *problem, GString *json)
{
  g_string_append_c (json, '{');
  if (problem->index >= 0)
    {
      portail_json_append_name (json, "index");
      portail_json_append_integer (json, problem->index);
    }
  portail_json_append_name (json, "field");
  portail_json_append_string (json, problem->field);
  portail_json_append_name (json, "code");
  portail_json_append_string (json, problem->code);
  portail_json_append_name (json, "detail");
  portail_json_append_string (json, problem->detail);
  g_string_append_c (json, '}');
}

static void
append_problems (const PortailProblems *problems, GString *json)
{
  portail_json_append_name (json, "errors");
  g_string_append_c (json, '[');
  for (guint i = 0; i < problems->len; i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      append_problem (portail_problems_get (problems, i), json);
    }
  g_string_append_c (json, ']');
}

static void
append_rows (const PortailActor *actor, const PortailOutcome *outcome, GString *json)
{
  portail_json_append_name (json, "rows");
  g_string_append_c (json, '[');
  for (guint i = 0; i < outcome->rows->len; i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      portail_push_result_append_row (actor->access, g_ptr_array_index (outcome->rows, i), json);
    }
  g_string_append_c (json, ']');
}

void
portail_push_result_append_applied (const PortailActor *actor,
                                    const PortailSyncOp *op,
                                    const PortailOutcome *outcome,
                                    GString *json)
{
  append_head (op->op_id, outcome->is_merged ? "merged" : "applied", json);
  portail_json_append_name (json, "rev");
  portail_json_append_integer (json, outcome->rev);
  if (op->shape == PORTAIL_SYNC_OP_BATCH)
    append_rows (actor, outcome, json);
  else
    {
      portail_json_append_name (json, "row");
      portail_push_result_append_row (actor->access, portail_outcome_get_row (outcome), json);
    }
  if (outcome->is_merged && op->shape == PORTAIL_SYNC_OP_SINGLE)
    {
      portail_json_append_name (json, "kept");
      append_field_names (portail_sync_op_get_change (op)->type, outcome->kept, json);
    }
  g_string_append_c (json, '}');
}

const char *
portail_push_result_get_status (const GError *failure)
{
  return portail_record_store_is_conflict (failure) ? "conflict" : "rejected";
}

void
portail_push_result_append_failed (const PortailActor *actor,
                                   const PortailSyncOp *op,
                                   const PortailOutcome *outcome,
                                   const GError *failure,
                                   GString *json)
{
  const PortailRecord *row = portail_outcome_get_row (outcome);
  const PortailRecordType *type = row != NULL ? row->type : NULL;

  if (type == NULL && op->changes->len > 0)
    type = portail_sync_op_get_change (op)->type;
  append_head (op->op_id, portail_push_result_get_status (failure), json);
  portail_json_append_name (json, "code");
  portail_json_append_string (json, portail_error_code_name (portail_error_get_code (failure)));
  portail_json_append_name (json, "detail");
  portail_json_append_string (json, failure->message);
  if (portail_record_store_is_conflict (failure))
    {
      portail_json_append_name (json, "row");
      portail_push_result_append_row (actor->access, row, json);
      portail_json_append_name (json, "fields");
      append_field_names (type, outcome->conflicting, json);
    }
  if (outcome->problems->len > 0)
    append_problems (outcome->problems, json);
  g_string_append_c (json, '}');
}

void
portail_push_result_append_deferred (const char *op_id, const char *on, GString *json)
{
  append_head (op_id, "deferred", json);
  portail_json_append_name (json, "on");
  portail_json_append_string (json, on);
  g_string_append_c (json, '}');
}

void
portail_push_result_append_brief (const char *op_id, const char *status, gint64 rev, GString *json)
{
  append_head (op_id, status, json);
  portail_json_append_name (json, "rev");
  portail_json_append_integer (json, rev);
  g_string_append_c (json, '}');
}
