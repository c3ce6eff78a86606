/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-change-log.h"

/* NULL for all of them. Owned. */
static char *
join_fields (const PortailRecordType *type, PortailFieldSet fields)
{
  GString *names;

  if (fields == portail_record_type_get_all_fields (type))
    return NULL;
  names = g_string_new (NULL);
  for (guint i = 0; i < portail_record_type_get_n_fields (type); i++)
    if (portail_field_set_has (fields, i))
      g_string_append_printf (names, "%s%s", names->len > 0 ? "," : "",
                              portail_record_type_get_field (type, i)->name);
  return g_string_free (names, FALSE);
}

static PortailFieldSet
split_fields (const PortailRecordType *type, const char *names)
{
  g_auto (GStrv) parts = NULL;
  PortailFieldSet fields = 0;

  if (names == NULL)
    return portail_record_type_get_all_fields (type);
  parts = g_strsplit (names, ",", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      int index = portail_record_type_find_field (type, parts[i]);

      if (index >= 0)
        fields |= (PortailFieldSet) 1 << index;
    }
  return fields;
}

gboolean
portail_change_log_append (PortailDatabase *database,
                           const PortailLogEntry *entry,
                           gint64 *number,
                           GError **error)
{
  g_autofree char *fields = join_fields (entry->type, entry->fields);

  return portail_scope_take_number (database, entry->scope, number, error)
         && portail_database_run (
             database, error,
             "INSERT INTO change_log (scope, number, type, id, kind, fields, device_id, user_id,"
             " reader_before, changed_at) VALUES (?,?,?,?,?,?,?,?,?,?)",
             "tittttttti", entry->scope, *number, entry->type->name, entry->id,
             entry->kind == PORTAIL_LOG_PUT ? "put" : "del", fields, entry->device_id,
             entry->user_id, entry->reader_before, entry->changed_at.milliseconds);
}

gboolean
portail_change_log_find_concurrent (PortailDatabase *database,
                                    const PortailSeenRow *seen,
                                    PortailConcurrentChanges *changes,
                                    GError **error)
{
  const PortailRecord *record = seen->record;
  g_autofree char *scope = portail_scope_of_record (record);
  PortailFieldSet following = portail_record_type_get_flagged_fields (record->type,
                                                                      PORTAIL_FIELD_FOLLOWING);
  PortailStatement *statement;
  PortailScopeState state;
  PortailStep step;

  *changes = (PortailConcurrentChanges){ 0 };
  if (seen->base_rev >= record->rev)
    return TRUE;
  if (!portail_scope_load (database, scope, &state, error))
    return FALSE;
  if (seen->base_rev < state.purged_number)
    changes->fields = portail_record_type_get_all_fields (record->type);
  changes->n_entries = changes->fields != 0;
  statement = portail_database_query (
      database, error,
      "SELECT fields FROM change_log WHERE scope = ? AND id = ? AND type = ? AND number > ?"
      " AND device_id IS NOT coalesce (?, '')",
      "tttit", scope, record->id, record->type->name, seen->base_rev, seen->device_id);
  if (statement == NULL)
    return FALSE;
  while ((step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    {
      PortailFieldSet fields = split_fields (record->type,
                                             portail_statement_get_text (statement, 0));

      if (fields != 0 && (fields & ~following) == 0)
        continue;
      changes->n_entries++;
      changes->fields |= fields;
    }
  portail_statement_reset (statement);
  return step == PORTAIL_STEP_DONE;
}
