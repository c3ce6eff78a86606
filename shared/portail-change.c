/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-change.h"

#include <string.h>

#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-json-text.h"
#include "shared/portail-schema.h"

static const char *const kind_names[PORTAIL_N_CHANGE_KINDS] = {
  [PORTAIL_CHANGE_CREATE] = "create",
  [PORTAIL_CHANGE_UPDATE] = "update",
  [PORTAIL_CHANGE_DELETE] = "delete",
  [PORTAIL_CHANGE_COMMAND] = "command",
};

static const char batch_name[] = "batch";

static gboolean
has_fields (PortailChangeKind kind)
{
  return kind == PORTAIL_CHANGE_CREATE || kind == PORTAIL_CHANGE_UPDATE;
}

PortailChange *
portail_change_new (PortailChangeKind kind, const PortailRecordType *type, const char *id)
{
  PortailChange *change = g_new0 (PortailChange, 1);

  change->kind = kind;
  change->type = type;
  change->id = g_strdup (id);
  if (has_fields (kind))
    {
      change->record = portail_record_new (type);
      change->record->id = g_strdup (id);
    }
  return change;
}

PortailChange *
portail_change_new_command (const PortailRecordType *type,
                            const char *id,
                            const char *command,
                            const char *arguments)
{
  PortailChange *change = portail_change_new (PORTAIL_CHANGE_COMMAND, type, id);

  change->command = g_strdup (command);
  change->arguments = g_strdup (arguments);
  return change;
}

void
portail_change_free (PortailChange *change)
{
  g_free (change->id);
  portail_record_free (change->record);
  g_free (change->command);
  g_free (change->arguments);
  g_free (change);
}

void
portail_change_set_fields (PortailChange *change, gconstpointer from, PortailFieldSet fields)
{
  portail_record_copy_fields (change->record, from, fields);
  change->fields |= fields;
}

gboolean
portail_change_get_argument (const PortailChange *change, const char *name, char **value)
{
  g_autoptr (PortailJsonDocument) document = NULL;
  const PortailJson *argument = NULL;

  if (change->arguments != NULL)
    {
      document = portail_json_parse (change->arguments, strlen (change->arguments), NULL);
      if (document != NULL)
        argument = portail_json_get (portail_json_document_get_root (document), name);
    }
  if (value != NULL)
    *value = g_strdup (portail_json_get_string (argument));
  return argument != NULL;
}

const char *
portail_change_kind_get_name (PortailChangeKind kind)
{
  return kind_names[kind];
}

PortailSyncOp *
portail_sync_op_new (PortailSyncOpShape shape, const char *enterprise_id)
{
  PortailSyncOp *op = g_new0 (PortailSyncOp, 1);

  op->shape = shape;
  op->op_id = portail_id_new ();
  op->enterprise_id = g_strdup (enterprise_id);
  op->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) portail_change_free);
  op->dependencies = g_ptr_array_new_with_free_func (g_free);
  op->made_at = portail_timestamp_now ();
  return op;
}

static PortailChange *
copy_change (const PortailChange *change)
{
  PortailChange *copy = portail_change_new (change->kind, change->type, change->id);

  if (change->record != NULL)
    portail_change_set_fields (copy, change->record, change->fields);
  copy->base_rev = change->base_rev;
  copy->command = g_strdup (change->command);
  copy->arguments = g_strdup (change->arguments);
  return copy;
}

PortailSyncOp *
portail_sync_op_repeat (const PortailSyncOp *op)
{
  PortailSyncOp *again = portail_sync_op_new (op->shape, op->enterprise_id);

  for (guint i = 0; i < op->changes->len; i++)
    portail_sync_op_take_change (again, copy_change (g_ptr_array_index (op->changes, i)));
  return again;
}

void
portail_sync_op_free (PortailSyncOp *op)
{
  g_free (op->op_id);
  g_free (op->enterprise_id);
  g_ptr_array_unref (op->changes);
  g_ptr_array_unref (op->dependencies);
  g_free (op);
}

void
portail_sync_op_take_change (PortailSyncOp *op, PortailChange *change)
{
  g_ptr_array_add (op->changes, change);
}

PortailChange *
portail_sync_op_get_change (const PortailSyncOp *op)
{
  return g_ptr_array_index (op->changes, 0);
}

/* The members of a change without braces: those of a single op stand in the op itself. */
static void
append_change_members (const PortailChange *change, GString *json)
{
  portail_json_append_name (json, "type");
  portail_json_append_string (json, change->type->name);
  portail_json_append_name (json, "id");
  portail_json_append_string (json, change->id);
  portail_json_append_name (json, "kind");
  portail_json_append_string (json, kind_names[change->kind]);
  portail_json_append_name (json, "base_rev");
  portail_json_append_integer (json, change->base_rev);
  if (has_fields (change->kind))
    {
      portail_json_append_name (json, "fields");
      portail_record_append_json (change->record, change->fields, json);
    }
  if (change->kind == PORTAIL_CHANGE_COMMAND)
    {
      portail_json_append_name (json, "command");
      portail_json_append_string (json, change->command);
      portail_json_append_name (json, "args");
      g_string_append (json, change->arguments != NULL ? change->arguments : "{}");
    }
}

static void
append_batch (const PortailSyncOp *op, GString *json)
{
  portail_json_append_name (json, "kind");
  portail_json_append_string (json, batch_name);
  portail_json_append_name (json, "changes");
  g_string_append_c (json, '[');
  for (guint i = 0; i < op->changes->len; i++)
    {
      g_string_append (json, i > 0 ? ",{" : "{");
      append_change_members (g_ptr_array_index (op->changes, i), json);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
}

static void
append_dependencies (const PortailSyncOp *op, GString *json)
{
  portail_json_append_name (json, "depends_on");
  g_string_append_c (json, '[');
  for (guint i = 0; i < op->dependencies->len; i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      portail_json_append_string (json, g_ptr_array_index (op->dependencies, i));
    }
  g_string_append_c (json, ']');
}

void
portail_sync_op_append_json (const PortailSyncOp *op, GString *json)
{
  char made_at[PORTAIL_TIMESTAMP_TEXT_SIZE];

  g_string_append_c (json, '{');
  portail_json_append_name (json, "op_id");
  portail_json_append_string (json, op->op_id);
  portail_json_append_name (json, "seq");
  portail_json_append_integer (json, op->seq);
  portail_json_append_name (json, "enterprise_id");
  portail_json_append_string (json, op->enterprise_id);
  if (op->shape == PORTAIL_SYNC_OP_BATCH)
    append_batch (op, json);
  else
    append_change_members (portail_sync_op_get_change (op), json);
  append_dependencies (op, json);
  portail_json_append_name (json, "made_at");
  portail_timestamp_format (op->made_at, made_at);
  portail_json_append_string (json, *made_at != '\0' ? made_at : NULL);
  g_string_append_c (json, '}');
}

/* Owned; NULL, with a problem, for what is no id. */
static char *
read_id (const PortailJson *json, const char *member, PortailProblems *problems)
{
  const char *id = portail_json_get_member_string (json, member);

  if (id != NULL && portail_id_is_valid (id))
    return g_strdup (id);
  portail_problems_add (problems, member, id != NULL ? "not_an_id" : "required",
                        _ ("This is not an id."));
  return NULL;
}

static gint64
read_count (const PortailJson *json, const char *member, PortailProblems *problems)
{
  const PortailJson *value = portail_json_get (json, member);
  gint64 count = 0;

  if (value != NULL && (!portail_json_get_integer (value, &count) || count < 0))
    {
      portail_problems_add (problems, member, "wrong_kind",
                            _ ("This is not a whole number from 0 on."));
      return 0;
    }
  return count;
}

static void
read_fields (PortailChange *change, const PortailJson *json, PortailProblems *problems)
{
  const PortailRecordType *type = change->type;
  PortailFieldSet common = ((PortailFieldSet) 1 << PORTAIL_N_COMMON_FIELDS) - 1;
  PortailReadOptions options = {
    .mode = PORTAIL_READ_STRICT,
    .writable = portail_record_type_get_all_fields (type)
                & ~portail_record_type_get_flagged_fields (type, PORTAIL_FIELD_COMPUTED) & ~common,
  };

  change->record = portail_record_new (type);
  change->record->id = g_strdup (change->id);
  change->fields = portail_record_read_json (change->record, portail_json_get (json, "fields"),
                                             &options, problems);
}

static void
read_command (PortailChange *change, const PortailJson *json, PortailProblems *problems)
{
  const PortailJson *arguments = portail_json_get (json, "args");

  change->command = g_strdup (portail_json_get_member_string (json, "command"));
  if (change->command == NULL)
    portail_problems_add (problems, "command", "required", _ ("This field is required."));
  if (arguments == NULL)
    return;
  if (arguments->kind == PORTAIL_JSON_OBJECT)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      portail_json_append_canonical (arguments, text);
      change->arguments = g_strdup (text->str);
    }
  else
    portail_problems_add (problems, "args", "wrong_kind", _ ("This is not a JSON object."));
}

static gboolean
read_kind (PortailChange *change, const PortailJson *json, PortailProblems *problems)
{
  const char *name = portail_json_get_member_string (json, "kind");

  for (int kind = 0; kind < PORTAIL_N_CHANGE_KINDS; kind++)
    if (g_strcmp0 (name, kind_names[kind]) == 0)
      {
        change->kind = (PortailChangeKind) kind;
        return TRUE;
      }
  portail_problems_add (problems, "kind", "unknown_choice", _ ("This value does not exist."));
  return FALSE;
}

static PortailChange *
read_change (const PortailJson *json, PortailProblems *problems)
{
  PortailChange *change = g_new0 (PortailChange, 1);
  gboolean is_kind_known = read_kind (change, json, problems);

  change->id = read_id (json, "id", problems);
  change->base_rev = read_count (json, "base_rev", problems);
  change->type = portail_schema_find (portail_json_get_member_string (json, "type"));
  if (change->type == NULL)
    portail_problems_add (problems, "type", "unknown_choice", _ ("This value does not exist."));
  else if (is_kind_known && has_fields (change->kind))
    read_fields (change, json, problems);
  else if (is_kind_known && change->kind == PORTAIL_CHANGE_COMMAND)
    read_command (change, json, problems);
  return change;
}

static void
read_batch (PortailSyncOp *op, const PortailJson *json, PortailProblems *problems)
{
  const PortailJson *changes = portail_json_get (json, "changes");
  gint64 index = 0;

  if (changes == NULL || changes->kind != PORTAIL_JSON_ARRAY || changes->first_child == NULL)
    portail_problems_add (problems, "changes", "required", _ ("A batch needs changes."));
  else if (portail_json_count_children (changes) > PORTAIL_BATCH_MAX_CHANGES)
    portail_problems_add (problems, "changes", "too_long", _ ("A batch holds at most %d changes."),
                          PORTAIL_BATCH_MAX_CHANGES);
  else
    for (PortailJson *child = changes->first_child; child != NULL; child = child->next)
      {
        guint n_problems = problems->len;

        portail_sync_op_take_change (op, read_change (child, problems));
        portail_problems_set_index (problems, n_problems, index++);
      }
}

static void
read_dependencies (PortailSyncOp *op, const PortailJson *json, PortailProblems *problems)
{
  const PortailJson *list = portail_json_get (json, "depends_on");
  gboolean is_good = list == NULL
                     || (list->kind == PORTAIL_JSON_ARRAY
                         && portail_json_count_children (list) <= PORTAIL_SYNC_OP_MAX_DEPENDENCIES);

  if (list != NULL && is_good)
    for (const PortailJson *child = list->first_child; child != NULL; child = child->next)
      {
        const char *op_id = portail_json_get_string (child);

        is_good = is_good && op_id != NULL && portail_id_is_valid (op_id);
        g_ptr_array_add (op->dependencies, g_strdup (op_id));
      }
  if (!is_good)
    {
      g_ptr_array_set_size (op->dependencies, 0);
      portail_problems_add (problems, "depends_on", "wrong_kind", _ ("This is no list of ids."));
    }
}

PortailSyncOp *
portail_sync_op_read_json (const PortailJson *json, PortailProblems *problems)
{
  gboolean is_batch = g_strcmp0 (portail_json_get_member_string (json, "kind"), batch_name) == 0;
  PortailSyncOp *op = portail_sync_op_new (
      is_batch ? PORTAIL_SYNC_OP_BATCH : PORTAIL_SYNC_OP_SINGLE, NULL);
  const PortailJson *enterprise_id = portail_json_get (json, "enterprise_id");
  const char *made_at = portail_json_get_member_string (json, "made_at");

  g_free (op->op_id);
  op->op_id = read_id (json, "op_id", problems);
  op->seq = read_count (json, "seq", problems);
  op->made_at = PORTAIL_TIMESTAMP_NULL;
  if (made_at != NULL && !portail_timestamp_parse (made_at, &op->made_at))
    op->made_at = PORTAIL_TIMESTAMP_NULL;
  if (enterprise_id != NULL && enterprise_id->kind != PORTAIL_JSON_NULL)
    op->enterprise_id = read_id (json, "enterprise_id", problems);
  read_dependencies (op, json, problems);
  if (is_batch)
    read_batch (op, json, problems);
  else
    portail_sync_op_take_change (op, read_change (json, problems));
  return op;
}
