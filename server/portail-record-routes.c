/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-record-routes.h"

#include <string.h>

#include "server/portail-body.h"
#include "server/portail-idempotency.h"
#include "server/portail-record-answer.h"
#include "server/portail-record-store.h"
#include "server/portail-record-view.h"
#include "server/portail-scope.h"
#include "shared/portail-arguments.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-schema.h"
#include "shared/portail-transition.h"

/* Members of a body that are no fields to write; `status` is the seed's way to submit. */
static const char *const other_members[] = { "id", "enterprise_id", NULL };
static const char *const other_members_of_new[] = { "id", "enterprise_id", "status", NULL };

static const char *
get_argument (const PortailContext *context, guint index)
{
  return index < context->path_arguments->len ? g_ptr_array_index (context->path_arguments, index)
                                              : NULL;
}

static gboolean
fail_missing (GError **error)
{
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND,
                       _ ("There is no such record."));
  return FALSE;
}

/* A part stands under its parent in the path too. */
static gboolean
is_at_path (const PortailContext *context, const PortailRecord *row)
{
  return portail_record_get_parent_id (row) == NULL
         || g_strcmp0 (portail_record_get_parent_id (row), get_argument (context, 0)) == 0;
}

PortailRecord *
portail_record_route_load (PortailContext *context, GError **error)
{
  const char *id = get_argument (context, context->path_arguments->len - 1);
  g_autoptr (GError) missing = NULL;
  g_autoptr (PortailRecord) row = NULL;

  /* Before the rest of the request is looked at: a fault of it must not tell what is there. */
  if (!portail_record_view_check_known (context->access, context->database, context->route->type,
                                        id, error))
    return NULL;
  row = portail_record_sql_load (context->database, context->route->type, id, &missing);
  if (row == NULL && !g_error_matches (missing, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&missing));
      return NULL;
    }
  /* Only restore finds something there; for all else it is gone. */
  if (row == NULL && g_strcmp0 (context->route->command, "restore") == 0)
    row = portail_record_sql_load_trashed (context->database, context->route->type, id, error);
  if (row != NULL && is_at_path (context, row))
    return g_steal_pointer (&row);
  g_clear_error (error);
  fail_missing (error);
  return NULL;
}

/* An op for the company of @row. */
static PortailSyncOp *
make_op (const PortailRecord *row)
{
  g_autofree char *scope = portail_scope_of_record (row);

  return portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, portail_scope_get_enterprise_id (scope));
}

/* Applies @op. NULL with *@outcome when it stands; else the answer, or NULL with @error. */
static PortailAnswer *
apply (PortailContext *context,
       const PortailRequest *request,
       const PortailSyncOp *op,
       PortailOutcome **outcome,
       GError **error)
{
  PortailActor actor = { context->database, context->access, NULL, context->now };
  g_autoptr (PortailOutcome) made = portail_outcome_new ();
  g_autoptr (GError) failure = NULL;

  *outcome = NULL;
  if (!portail_record_store_apply (&actor, op, made, &failure))
    return portail_record_answer_new_failure (context, request, made, failure, error);
  *outcome = g_steal_pointer (&made);
  return NULL;
}

PortailAnswer *
portail_record_get_one (PortailContext *context, const PortailRequest *request, GError **error)
{
  g_autoptr (PortailRecord) row = portail_record_route_load (context, error);

  return row != NULL ? portail_record_answer_new (context, 200, row, error) : NULL;
}

/* The fields of a body. FALSE with a 422 in *@answer. */
static gboolean
read_fields (const PortailRequest *request,
             const PortailJson *body,
             PortailChange *change,
             const char *const *others,
             PortailAnswer **answer)
{
  const PortailRecordType *type = change->type;
  PortailFieldSet common = ((PortailFieldSet) 1 << PORTAIL_N_COMMON_FIELDS) - 1;
  PortailReadOptions options = {
    .mode = PORTAIL_READ_STRICT,
    .writable = portail_record_type_get_all_fields (type)
                & ~portail_record_type_get_flagged_fields (type, PORTAIL_FIELD_COMPUTED) & ~common,
    .other_members = others,
  };
  g_autoptr (PortailProblems) problems = portail_problems_new ();

  change->fields = portail_record_read_json (change->record, body, &options, problems);
  if (problems->len == 0)
    return TRUE;
  *answer = portail_answer_new_problem (request, PORTAIL_ERROR_INVALID,
                                        portail_problems_get (problems, 0)->detail, problems);
  return FALSE;
}

/* The status that a body asks for a new record, which only commands give; NULL where the type's
 * `status` is a field like others or the body has none. */
static const char *
get_wanted_status (const PortailRecordType *type, const PortailJson *body)
{
  int index = portail_record_type_find_field (type, "status");

  if (index < 0
      || !(portail_record_type_get_field (type, (guint) index)->flags & PORTAIL_FIELD_COMPUTED))
    return NULL;
  return portail_json_get_member_string (body, "status");
}

/* The command that leads a new record to @wanted: the seed creates dotations as pending at once
 * (server.md "REST"). FALSE for a status to which none leads; *@command is NULL for its first one.
 */
static gboolean
find_start (const PortailRecordType *type, const char *wanted, const char **command)
{
  int index = portail_record_type_find_field (type, "status");
  const PortailChoice *choices;
  int status;

  *command = NULL;
  if (wanted == NULL)
    return TRUE;
  choices = portail_record_type_get_field (type, (guint) index)->choices;
  status = portail_choice_from_name (choices,
                                     g_str_equal (wanted, "pending") ? "en_attente" : wanted);
  if (status == choices[0].value)
    return TRUE;
  for (const PortailTransition *t = portail_transition_get_table (); t->type != NULL; t++)
    if (g_str_equal (t->type, type->name) && t->to == status
        && !portail_transition_needs_argument (t)
        && portail_transition_starts_at (t, choices[0].value))
      *command = t->command;
  return *command != NULL;
}

/* The id of the body, or a new one. Owned; NULL for what is no id. */
static char *
get_new_id (const PortailJson *body)
{
  const PortailJson *member = portail_json_get (body, "id");
  const char *id = portail_json_get_string (member);

  if (member == NULL)
    return portail_id_new ();
  return id != NULL && portail_id_is_valid (id) ? g_strdup (id) : NULL;
}

static PortailAnswer *
refuse_member (const PortailRequest *request, const char *name)
{
  g_autoptr (PortailProblems) problems = portail_problems_new ();

  portail_problems_add (problems, name, "unknown_choice", _ ("This value does not exist."));
  return portail_answer_new_problem (request, PORTAIL_ERROR_INVALID,
                                     portail_problems_get (problems, 0)->detail, problems);
}

/* A part gets its parent from the path, and its company from the parent. */
static gboolean
set_parent (PortailContext *context, PortailSyncOp *op, PortailChange *change, GError **error)
{
  const PortailField *field = portail_record_type_get_parent_field (change->type);
  const PortailRecordType *type = field != NULL ? portail_schema_find (field->refers_to) : NULL;
  const char *id = get_argument (context, 0);
  g_autoptr (PortailRecord) parent = NULL;

  if (field == NULL)
    return TRUE;
  if (!portail_record_view_check_known (context->access, context->database, type, id, error))
    return FALSE;
  parent = portail_record_sql_load (context->database, type, id, error);
  if (parent == NULL)
    return FALSE;
  portail_field_set_string (field, change->record, parent->id);
  change->fields |= portail_record_type_field_bit (change->type, field->name);
  g_free (op->enterprise_id);
  op->enterprise_id = g_strdup (parent->enterprise_id);
  return TRUE;
}

/* The op of a POST. NULL with a 422 in *@answer, or with an error. */
static PortailSyncOp *
make_create_op (PortailContext *context,
                const PortailRequest *request,
                const PortailJson *body,
                PortailAnswer **answer,
                GError **error)
{
  const PortailRecordType *type = context->route->type;
  const char *status = get_wanted_status (type, body);
  const char *command;
  gboolean is_possible = find_start (type, status, &command);
  g_autoptr (PortailSyncOp) op = portail_sync_op_new (
      command != NULL ? PORTAIL_SYNC_OP_BATCH : PORTAIL_SYNC_OP_SINGLE,
      portail_json_get_member_string (body, "enterprise_id"));
  g_autofree char *id = get_new_id (body);
  PortailChange *change;

  if (id == NULL || !is_possible)
    {
      *answer = refuse_member (request, id == NULL ? "id" : "status");
      return NULL;
    }
  change = portail_change_new (PORTAIL_CHANGE_CREATE, type, id);
  portail_sync_op_take_change (op, change);
  if (!read_fields (request, body, change, status != NULL ? other_members_of_new : other_members,
                    answer)
      || !set_parent (context, op, change, error))
    return NULL;
  if (command != NULL)
    {
      change = portail_change_new_command (type, id, command, NULL);
      change->base_rev = PORTAIL_BASE_REV_CURRENT;
      portail_sync_op_take_change (op, change);
    }
  return g_steal_pointer (&op);
}

/* 200 with a row that was there already, of a type that has one a key. */
static PortailAnswer *
answer_created (PortailContext *context,
                const PortailRequest *request,
                const PortailSyncOp *op,
                const PortailOutcome *outcome,
                GError **error)
{
  const PortailRecord *row = g_ptr_array_index (outcome->rows, outcome->rows->len - 1);
  g_autofree char *location = g_strconcat (portail_request_get_path (request), "/", row->id, NULL);
  gboolean is_new = g_str_equal (row->id, portail_sync_op_get_change (op)->id);
  PortailAnswer *answer = portail_record_answer_new (context, is_new ? 201 : 200, row, error);

  if (answer != NULL)
    portail_answer_add_header (answer, "Location", location);
  return answer;
}

static PortailAnswer *
create (PortailContext *context,
        const PortailRequest *request,
        char **enterprise_id,
        GError **error)
{
  g_autoptr (PortailJsonDocument) document = portail_body_parse (request, error);
  g_autoptr (PortailSyncOp) op = NULL;
  g_autoptr (PortailOutcome) outcome = NULL;
  PortailAnswer *answer = NULL;

  if (document == NULL)
    return NULL;
  op = make_create_op (context, request, portail_json_document_get_root (document), &answer, error);
  if (op == NULL)
    return answer;
  *enterprise_id = g_strdup (portail_record_store_get_company (op));
  answer = apply (context, request, op, &outcome, error);
  return outcome != NULL ? answer_created (context, request, op, outcome, error) : answer;
}

/* *@enterprise_id receives the company, owned, that the answer shows something of. */
typedef PortailAnswer *(*Deed) (PortailContext *context,
                                const PortailRequest *request,
                                char **enterprise_id,
                                GError **error);

/* Does @deed once for each Idempotency-Key. */
static PortailAnswer *
run_once (PortailContext *context, const PortailRequest *request, Deed deed, GError **error)
{
  g_autoptr (PortailAnswer) answer = NULL;
  g_autofree char *enterprise_id = NULL;

  if (!portail_idempotency_find (context, request, &answer, error))
    return NULL;
  if (answer != NULL)
    return g_steal_pointer (&answer);
  answer = deed (context, request, &enterprise_id, error);
  if (answer == NULL || !portail_idempotency_keep (context, request, answer, enterprise_id, error))
    return NULL;
  return g_steal_pointer (&answer);
}

PortailAnswer *
portail_record_post_new (PortailContext *context, const PortailRequest *request, GError **error)
{
  return run_once (context, request, create, error);
}

PortailAnswer *
portail_record_patch (PortailContext *context, const PortailRequest *request, GError **error)
{
  g_autoptr (PortailRecord) row = portail_record_route_load (context, error);
  g_autoptr (PortailJsonDocument) document = NULL;
  g_autoptr (PortailSyncOp) op = NULL;
  g_autoptr (PortailOutcome) outcome = NULL;
  PortailChange *change;
  PortailAnswer *answer = NULL;

  if (row == NULL || !portail_record_answer_check_match (context, request, row, &answer, error))
    return answer;
  document = portail_body_parse (request, error);
  if (document == NULL)
    return NULL;
  op = make_op (row);
  change = portail_change_new (PORTAIL_CHANGE_UPDATE, row->type, row->id);
  change->base_rev = PORTAIL_BASE_REV_CURRENT;
  portail_sync_op_take_change (op, change);
  if (!read_fields (request, portail_json_document_get_root (document), change, NULL, &answer))
    return answer;
  answer = apply (context, request, op, &outcome, error);
  return outcome != NULL
             ? portail_record_answer_new (context, 200, portail_outcome_get_row (outcome), error)
             : answer;
}

PortailAnswer *
portail_record_delete (PortailContext *context, const PortailRequest *request, GError **error)
{
  g_autoptr (PortailRecord) row = portail_record_route_load (context, error);
  g_autoptr (PortailSyncOp) op = NULL;
  g_autoptr (PortailOutcome) outcome = NULL;
  PortailChange *change;
  PortailAnswer *answer = NULL;

  if (row == NULL || !portail_record_answer_check_match (context, request, row, &answer, error))
    return answer;
  op = make_op (row);
  change = portail_change_new (PORTAIL_CHANGE_DELETE, row->type, row->id);
  change->base_rev = PORTAIL_BASE_REV_CURRENT;
  portail_sync_op_take_change (op, change);
  answer = apply (context, request, op, &outcome, error);
  return outcome != NULL ? portail_answer_new (204) : answer;
}

/* What a program may leave to the server: the id of the record that the command brings. */
static void
add_new_ids (const PortailContext *context, const PortailJson *body, GString *arguments)
{
  const PortailTransition *transition = portail_transition_find (context->route->type->name,
                                                                 context->route->command);
  const PortailArgument *argument = transition != NULL ? transition->arguments : NULL;

  for (; argument != NULL && argument->name != NULL; argument++)
    {
      g_autofree char *member = NULL;
      g_autofree char *id = NULL;

      if (argument->need != PORTAIL_ARGUMENT_REQUIRED
          || portail_arguments_get_field (argument)->kind != PORTAIL_KIND_ID
          || portail_json_get (body, argument->name) != NULL)
        continue;
      id = portail_id_new ();
      member = g_strdup_printf ("\"%s\":\"%s\"%s", argument->name, id,
                                g_str_equal (arguments->str, "{}") ? "" : ",");
      g_string_insert (arguments, 1, member);
    }
}

/* The arguments of a command, a JSON object; the body may be empty. Owned. */
static gboolean
read_arguments (const PortailContext *context,
                const PortailRequest *request,
                char **arguments,
                GError **error)
{
  g_autoptr (PortailJsonDocument) document = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  const PortailJson *body = NULL;

  *arguments = NULL;
  if (g_bytes_get_size (portail_request_get_body (request)) > 0)
    {
      document = portail_body_parse (request, error);
      if (document == NULL)
        return FALSE;
      body = portail_json_document_get_root (document);
    }
  if (body != NULL)
    portail_json_append_canonical (body, text);
  else
    g_string_append (text, "{}");
  if (*text->str == '{')
    add_new_ids (context, body, text);
  *arguments = g_strdup (text->str);
  return TRUE;
}

static PortailAnswer *
command (PortailContext *context,
         const PortailRequest *request,
         char **enterprise_id,
         GError **error)
{
  g_autoptr (PortailRecord) row = portail_record_route_load (context, error);
  g_autoptr (PortailSyncOp) op = NULL;
  g_autoptr (PortailOutcome) outcome = NULL;
  g_autofree char *arguments = NULL;
  PortailChange *change;
  PortailAnswer *answer = NULL;

  if (row == NULL || !portail_record_answer_check_match (context, request, row, &answer, error)
      || !read_arguments (context, request, &arguments, error))
    return answer;
  op = make_op (row);
  *enterprise_id = g_strdup (portail_record_store_get_company (op));
  change = portail_change_new_command (row->type, row->id, context->route->command, arguments);
  change->base_rev = PORTAIL_BASE_REV_CURRENT;
  portail_sync_op_take_change (op, change);
  answer = apply (context, request, op, &outcome, error);
  return outcome != NULL ? portail_record_answer_new (
             context, 200, g_ptr_array_index (outcome->rows, outcome->rows->len - 1), error)
                         : answer;
}

PortailAnswer *
portail_record_post_command (PortailContext *context, const PortailRequest *request, GError **error)
{
  return run_once (context, request, command, error);
}
