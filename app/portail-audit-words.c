/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-audit-words.h"

#include "app/portail-op-words.h"
#include "shared/portail-i18n.h"
#include "shared/portail-record-json.h"
#include "shared/portail-schema.h"

typedef struct
{
  const char *name;
  const char *title;
} Action;

/* What was done without being a command of portail-transition.h. */
static const Action actions[] = {
  { "create", N_ ("Created") },
  { "update", N_ ("Changed") },
  { "delete", N_ ("Deleted") },
  { "restore", N_ ("Restored") },
  { "batch", N_ ("Several changes at once") },
  { "roles", N_ ("Roles from Discord") },
  { "discord_mapping", N_ ("Discord mapping changed") },
  { "revoke_sessions", N_ ("Devices signed out") },
  { "wipe_sessions", N_ ("Devices signed out and erased") },
  { "password", N_ ("Password changed") },
  { "sign_in", N_ ("Signed in") },
  { "local_sign_in", N_ ("Signed in at the server") },
  { "invite", N_ ("Invited") },
  { "role", N_ ("Role given or taken") },
  { "keys_rotate", N_ ("Keys of the server renewed") },
  { "keys_retire", N_ ("Old keys of the server put out of use") },
  { "notification_settings", N_ ("Messages of the server set") },
  { "retention", N_ ("Time of keeping changed") },
  { "setting", N_ ("Setting changed") },
  { "purge", N_ ("Old entries removed") },
  { "erase", N_ ("Person erased") },
  { "evaluate", N_ ("Risk evaluated again") },
  { "legacy_import", N_ ("Taken over from the old portal") },
  { "op_reused", N_ ("Refused: sent again with other contents") },
};

/* The commands: neither the words of their buttons nor of the states that they lead to. */
static const Action commands[] = {
  { "submit", NC_ ("audit", "Submitted") },
  { "withdraw", NC_ ("audit", "Withdrawn") },
  { "validate", NC_ ("audit", "Validated") },
  { "refuse", NC_ ("audit", "Refused") },
  { "pay", NC_ ("audit", "Marked as paid") },
  { "reopen", NC_ ("audit", "Reopened") },
  { "archive", NC_ ("audit", "Sent to the archives") },
  { "correct", NC_ ("audit", "Corrected by a new version") },
  { "finish", NC_ ("audit", "Finished") },
  { "suspend", NC_ ("audit", "Suspended") },
  { "resume", NC_ ("audit", "Resumed") },
  { "cancel", NC_ ("audit", "Cancelled") },
  { "review", NC_ ("audit", "Reviewed") },
  { "lock", NC_ ("audit", "Locked") },
  { "unlock", NC_ ("audit", "Unlocked") },
  { "publish", NC_ ("audit", "Published") },
};

/* Types that no device holds. */
static const struct
{
  const char *name;
  const char *title;
} other_types[] = {
  { "user", N_ ("Account") },
  { "membership", N_ ("Membership") },
};

static const char *
get_command_title (gsize index)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "audit", commands[index].title);
}

/* Borrowed; an unknown one as it is called. */
static const char *
get_action_title (const char *action)
{
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_strcmp0 (actions[i].name, action) == 0)
      return _ (actions[i].title);
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_strcmp0 (commands[i].name, action) == 0)
      return get_command_title (i);
  return action != NULL ? action : "";
}

const char *
portail_audit_words_get_type_title (const char *type)
{
  const PortailRecordType *known = portail_schema_find (type);

  for (gsize i = 0; known == NULL && i < G_N_ELEMENTS (other_types); i++)
    if (g_str_equal (other_types[i].name, type))
      return _ (other_types[i].title);
  return known != NULL && known->title != NULL ? _ (known->title) : type;
}

char *
portail_audit_words_describe (const PortailJson *entry)
{
  const char *type = portail_json_get_member_string (entry, "target_type");
  const char *action = get_action_title (portail_json_get_member_string (entry, "action"));

  if (type == NULL)
    return g_strdup (action);
  /* Translators: what was done, then to what: “Created: Employee”. */
  return g_strdup_printf (_ ("%1$s: %2$s"), action, portail_audit_words_get_type_title (type));
}

char **
portail_audit_words_dup_actions (void)
{
  g_autoptr (GStrvBuilder) choices = g_strv_builder_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    g_strv_builder_add_many (choices, actions[i].name, _ (actions[i].title), NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    g_strv_builder_add_many (choices, commands[i].name, get_command_title (i), NULL);
  return g_strv_builder_end (choices);
}

char **
portail_audit_words_dup_types (void)
{
  g_autoptr (GStrvBuilder) choices = g_strv_builder_new ();

  for (gsize i = 0; portail_schema[i] != NULL; i++)
    if (portail_schema[i]->title != NULL)
      g_strv_builder_add_many (choices, portail_schema[i]->name, _ (portail_schema[i]->title),
                               NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (other_types); i++)
    if (portail_schema_find (other_types[i].name) == NULL)
      g_strv_builder_add_many (choices, other_types[i].name, _ (other_types[i].title), NULL);
  return g_strv_builder_end (choices);
}

/* Changes */

static void
line_free (gpointer pointer)
{
  PortailAuditLine *line = pointer;

  g_free (line->title);
  g_free (line->before);
  g_free (line->after);
  g_free (line);
}

static void
change_free (gpointer pointer)
{
  PortailAuditChange *change = pointer;

  g_free (change->title);
  g_free (change->type);
  g_free (change->id);
  g_ptr_array_unref (change->lines);
  g_free (change);
}

/* One side of a field: as the field's own kind reads it, else as it stands. Owned. */
static char *
dup_value (const PortailField *field, PortailRecord *record, const PortailJson *value)
{
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  g_autoptr (GString) text = NULL;

  if (value == NULL || value->kind == PORTAIL_JSON_NULL)
    return g_strdup ("—");
  if (field != NULL && portail_field_read_json (field, record, value, problems))
    return portail_op_words_value (NULL, field, record);
  if (portail_json_get_string (value) != NULL)
    return g_strdup (portail_json_get_string (value));
  text = g_string_new (NULL);
  portail_json_append_canonical (value, text);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_line (PortailAuditChange *change, const char *title, char *before, char *after)
{
  PortailAuditLine *line = g_new0 (PortailAuditLine, 1);

  line->title = g_strdup (title);
  line->before = before;
  line->after = after;
  g_ptr_array_add (change->lines, line);
}

/* `sides` is [before, after], or null where they are a person's. */
static void
add_field (PortailAuditChange *change,
           const PortailRecordType *type,
           const PortailJson *sides,
           PortailRecord *record)
{
  int index = type != NULL ? portail_record_type_find_field (type, sides->name) : -1;
  const PortailField *field = index >= 0 ? portail_record_type_get_field (type, (guint) index)
                                         : NULL;
  const char *title = field != NULL && field->title != NULL ? _ (field->title) : sides->name;
  const PortailJson *before = sides->first_child;
  const PortailJson *after = before != NULL ? before->next : NULL;
  g_autofree char *first = NULL;

  if (sides->kind != PORTAIL_JSON_ARRAY)
    {
      add_line (change, title, NULL, g_strdup (_ ("changed; the values are personal")));
      return;
    }
  first = dup_value (field, record, before);
  add_line (change, title, g_steal_pointer (&first), dup_value (field, record, after));
}

/* The record as it is called after the change, or was before it. Owned. */
static char *
name_record (const PortailRecordType *type, const PortailJson *fields, PortailRecord *record)
{
  for (const PortailJson *sides = fields != NULL ? fields->first_child : NULL; sides != NULL;
       sides = sides->next)
    {
      int index = portail_record_type_find_field (type, sides->name);
      g_autoptr (PortailProblems) problems = portail_problems_new ();
      const PortailJson *before = sides->first_child;
      const PortailJson *after = before != NULL ? before->next : NULL;

      if (index >= 0 && sides->kind == PORTAIL_JSON_ARRAY && after != NULL)
        portail_field_read_json (portail_record_type_get_field (type, (guint) index), record,
                                 after->kind != PORTAIL_JSON_NULL ? after : before, problems);
    }
  return portail_op_words_name_record (NULL, record);
}

static PortailAuditChange *
change_new (const PortailJson *json)
{
  PortailAuditChange *change = g_new0 (PortailAuditChange, 1);
  const char *type_name = portail_json_get_member_string (json, "type");
  const PortailRecordType *type = type_name != NULL ? portail_schema_find (type_name) : NULL;
  const PortailJson *fields = portail_json_get (json, "fields");
  g_autoptr (PortailRecord) record = type != NULL ? portail_record_new (type) : NULL;
  g_autofree char *name = type != NULL ? name_record (type, fields, record) : NULL;

  change->lines = g_ptr_array_new_with_free_func (line_free);
  change->type = g_strdup (type_name);
  change->id = g_strdup (portail_json_get_member_string (json, "id"));
  if (type_name == NULL)
    {
      change->title = g_strdup (_ ("Remark"));
      for (const PortailJson *note = json->first_child; note != NULL; note = note->next)
        add_line (change, note->name, NULL, dup_value (NULL, NULL, note));
      return change;
    }
  change->title = name != NULL ? g_strdup_printf ("%s · %s", name,
                                                  portail_audit_words_get_type_title (type_name))
                               : g_strdup (portail_audit_words_get_type_title (type_name));
  for (const PortailJson *sides = fields != NULL ? fields->first_child : NULL; sides != NULL;
       sides = sides->next)
    add_field (change, type, sides, record);
  return change;
}

GPtrArray *
portail_audit_words_list_changes (const PortailJson *entry)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func (change_free);
  const PortailJson *list = portail_json_get (entry, "changes");

  if (list == NULL || list->kind != PORTAIL_JSON_ARRAY)
    return changes;
  for (const PortailJson *json = list->first_child; json != NULL; json = json->next)
    if (json->kind == PORTAIL_JSON_OBJECT)
      g_ptr_array_add (changes, change_new (json));
  return changes;
}
