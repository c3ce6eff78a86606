/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-rebase.h"

#include <string.h>

#include "app/portail-made-record.h"
#include "app/portail-outbox.h"
#include "app/portail-sql.h"
#include "shared/portail-arguments.h"
#include "shared/portail-record-json.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-schema.h"

static const PortailServerRow no_row = { .trashed_at = { G_MININT64 } };

void
portail_server_row_clear (PortailServerRow *row)
{
  g_clear_pointer (&row->record, portail_record_free);
}

const PortailRecordType *
portail_rebase_get_part_type (const PortailRecordType *type, guint index)
{
  for (int i = 0; portail_schema[i] != NULL; i++)
    {
      const PortailField *parent = portail_record_type_get_parent_field (portail_schema[i]);

      if (parent != NULL && g_strcmp0 (parent->refers_to, type->name) == 0 && index-- == 0)
        return portail_schema[i];
    }
  return NULL;
}

GPtrArray *
portail_rebase_list_part_ids (PortailCacheStore *store,
                              const PortailRecordType *part,
                              const char *parent_id,
                              GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s WHERE %s = ?", part->name,
                                          portail_record_type_get_parent_field (part)->name);

  return portail_sql_take_texts (
      portail_database_query (store->database, error, sql, "t", parent_id), error);
}

static gboolean
read_table_row (PortailCacheStore *store,
                const PortailRecordType *type,
                const char *id,
                PortailServerRow *row,
                GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT trashed_at FROM %s WHERE id = ?", type->name);
  g_autoptr (GPtrArray) found = portail_record_sql_list (store->database, type, error,
                                                         "WHERE id = ?", "t", id);
  g_autofree char *trashed_at = NULL;

  *row = no_row;
  if (found == NULL
      || !portail_sql_take_text (portail_database_query (store->database, error, sql, "t", id),
                                 &trashed_at, error))
    return FALSE;
  if (found->len == 0)
    return TRUE;
  row->record = g_ptr_array_steal_index (found, 0);
  row->rev = row->record->rev;
  if (trashed_at != NULL)
    row->trashed_at.milliseconds = g_ascii_strtoll (trashed_at, NULL, 10);
  return TRUE;
}

static PortailRecord *
parse_record (const PortailRecordType *type, const char *json)
{
  PortailReadOptions options = { .mode = PORTAIL_READ_LENIENT };
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  g_autoptr (PortailJsonDocument) document = portail_json_parse (json, strlen (json), NULL);
  PortailRecord *record = portail_record_new (type);

  if (document != NULL)
    portail_record_read_json (record, portail_json_document_get_root (document), &options,
                              problems);
  return record;
}

/* row->has_shadow tells whether there is one. */
static gboolean
read_shadow (PortailCacheStore *store,
             const PortailRecordType *type,
             const char *id,
             PortailServerRow *row,
             GError **error)
{
  PortailStatement *statement = portail_database_query (
      store->database, error, "SELECT rev, row, trashed_at FROM shadow WHERE type = ? AND id = ?",
      "tt", type->name, id);
  PortailStep step = statement != NULL ? portail_statement_step (statement, error)
                                       : PORTAIL_STEP_ERROR;

  *row = no_row;
  if (step == PORTAIL_STEP_ROW)
    {
      row->has_shadow = TRUE;
      row->rev = portail_statement_get_int64 (statement, 0);
      if (!portail_statement_is_null (statement, 1))
        row->record = parse_record (type, portail_statement_get_text (statement, 1));
      if (!portail_statement_is_null (statement, 2))
        row->trashed_at.milliseconds = portail_statement_get_int64 (statement, 2);
    }
  if (step != PORTAIL_STEP_ERROR)
    portail_statement_reset (statement);
  return step != PORTAIL_STEP_ERROR;
}

gboolean
portail_rebase_get_server_row (PortailCacheStore *store,
                               const PortailRecordType *type,
                               const char *id,
                               PortailServerRow *row,
                               GError **error)
{
  if (!read_shadow (store, type, id, row, error))
    return FALSE;
  return row->has_shadow || read_table_row (store, type, id, row, error);
}

static gboolean
write_shadow (PortailCacheStore *store,
              const PortailRecordType *type,
              const char *id,
              const PortailServerRow *row,
              GError **error)
{
  PortailStatement *statement = portail_database_query (
      store->database, error,
      "REPLACE INTO shadow (type, id, rev, row, trashed_at) VALUES (?,?,?,?,?)", "tti", type->name,
      id, row->rev);
  g_autoptr (GString) json = NULL;
  PortailStep step;

  if (statement == NULL)
    return FALSE;
  if (row->record != NULL)
    {
      json = g_string_new ("{");
      portail_record_append_members (row->record, portail_record_type_get_all_fields (type), json);
      if (row->record->unknown_members != NULL)
        g_string_append_printf (json, ",%s", row->record->unknown_members);
      g_string_append_c (json, '}');
      portail_statement_bind_text (statement, 4, json->str);
    }
  if (!portail_timestamp_is_null (row->trashed_at))
    portail_statement_bind_int64 (statement, 5, row->trashed_at.milliseconds);
  step = portail_statement_step (statement, error);
  portail_statement_reset (statement);
  return step == PORTAIL_STEP_DONE;
}

static gboolean
drop_shadow (PortailCacheStore *store,
             const PortailRecordType *type,
             const char *id,
             GError **error)
{
  return portail_database_run (
      store->database, error, "DELETE FROM shadow WHERE type = ? AND id = ?", "tt", type->name, id);
}

static gboolean
write_table_row (PortailCacheStore *store,
                 const PortailRecordType *type,
                 const char *id,
                 const PortailServerRow *view,
                 GError **error)
{
  if (view->record == NULL)
    return portail_record_sql_delete (store->database, type, id, error);
  return portail_record_sql_replace (store->database, view->record, error)
         && (portail_timestamp_is_null (view->trashed_at)
             || portail_record_sql_set_trashed (store->database, type, id, view->trashed_at,
                                                error));
}

/* What the server will fill in, as far as a client can know. */
static void
begin_record (PortailRecord *record, const PortailPendingChange *pending)
{
  g_free (record->id);
  record->id = g_strdup (pending->change->id);
  g_free (record->enterprise_id);
  record->enterprise_id = g_strdup (pending->enterprise_id);
  record->created_at = pending->made_at;
  portail_record_set_initial (record, 0);
}

static void
apply_transition (PortailRecord *record, const PortailPendingChange *pending)
{
  const PortailChange *change = pending->change;
  const PortailTransition *transition = portail_transition_find (record->type->name,
                                                                 change->command);
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  g_autoptr (PortailArguments) arguments = NULL;

  if (transition == NULL
      || !portail_transition_starts_at (transition, portail_transition_get_state (record)))
    return;
  arguments = portail_arguments_read (transition, change->arguments, problems);
  portail_arguments_apply (arguments, transition, record);
  portail_transition_set_state (transition, record, pending->made_at);
}

static void
apply_change (PortailServerRow *view, const PortailPendingChange *pending)
{
  const PortailChange *change = pending->change;

  if (change->kind == PORTAIL_CHANGE_CREATE && view->record == NULL)
    {
      view->record = portail_record_new (change->type);
      begin_record (view->record, pending);
    }
  if (view->record == NULL)
    return;
  view->record->updated_at = pending->made_at;
  switch (change->kind)
    {
    case PORTAIL_CHANGE_CREATE:
      portail_record_copy_fields (view->record, change->record, change->fields);
      break;
    case PORTAIL_CHANGE_UPDATE:
      portail_record_copy_fields (view->record, change->record, change->fields);
      portail_transition_note_edit (view->record);
      break;
    case PORTAIL_CHANGE_DELETE:
      view->trashed_at = pending->made_at;
      break;
    default:
      if (g_strcmp0 (change->command, "restore") == 0)
        view->trashed_at = PORTAIL_TIMESTAMP_NULL;
      else
        apply_transition (view->record, pending);
    }
}

/* The last pending change that moves the parent into or out of the trash. */
static gboolean
find_parent_move (PortailCacheStore *store,
                  const PortailRecord *record,
                  PortailTimestamp *trashed_at,
                  gboolean *is_moved,
                  GError **error)
{
  const PortailField *field = portail_record_type_get_parent_field (record->type);
  const char *parent_id = portail_record_get_parent_id (record);
  g_autoptr (GPtrArray) pending = NULL;

  *is_moved = FALSE;
  if (parent_id == NULL)
    return TRUE;
  pending = portail_outbox_list_changes (store->database, portail_schema_find (field->refers_to),
                                         parent_id, error);
  if (pending == NULL)
    return FALSE;
  for (guint i = 0; i < pending->len; i++)
    {
      const PortailPendingChange *move = g_ptr_array_index (pending, i);
      gboolean is_restore = g_strcmp0 (move->change->command, "restore") == 0;

      if (move->change->kind != PORTAIL_CHANGE_DELETE && !is_restore)
        continue;
      *is_moved = TRUE;
      *trashed_at = is_restore ? PORTAIL_TIMESTAMP_NULL : move->made_at;
    }
  return TRUE;
}

/* Parts go with what they are a part of; a part that was in the trash before stays there. */
static gboolean
follow_parent (PortailCacheStore *store, PortailServerRow *view, gboolean *is_moved, GError **error)
{
  PortailTimestamp trashed_at = PORTAIL_TIMESTAMP_NULL;
  PortailServerRow parent = no_row;
  const PortailField *field;

  *is_moved = FALSE;
  if (view->record == NULL)
    return TRUE;
  if (!find_parent_move (store, view->record, &trashed_at, is_moved, error))
    return FALSE;
  if (!*is_moved)
    return TRUE;
  if (!portail_timestamp_is_null (trashed_at))
    {
      if (portail_timestamp_is_null (view->trashed_at))
        view->trashed_at = trashed_at;
      return TRUE;
    }
  field = portail_record_type_get_parent_field (view->record->type);
  if (!portail_rebase_get_server_row (store, portail_schema_find (field->refers_to),
                                      portail_record_get_parent_id (view->record), &parent, error))
    return FALSE;
  if (parent.trashed_at.milliseconds == view->trashed_at.milliseconds)
    view->trashed_at = PORTAIL_TIMESTAMP_NULL;
  portail_server_row_clear (&parent);
  return TRUE;
}

static gboolean
rebase_parts (PortailCacheStore *store,
              const PortailRecordType *type,
              const char *id,
              GError **error)
{
  const PortailRecordType *part;

  for (guint i = 0; (part = portail_rebase_get_part_type (type, i)) != NULL; i++)
    {
      g_autoptr (GPtrArray) ids = portail_rebase_list_part_ids (store, part, id, error);

      if (ids == NULL)
        return FALSE;
      for (guint j = 0; j < ids->len; j++)
        if (!portail_rebase_row (store, part, g_ptr_array_index (ids, j), error))
          return FALSE;
    }
  return TRUE;
}

static void
touch_row (PortailCacheStore *store,
           const PortailRecordType *type,
           const char *id,
           const PortailServerRow *before,
           const PortailServerRow *after)
{
  const PortailRecord *record = after->record != NULL ? after->record : before->record;

  portail_cache_store_touch (store, type, id, record != NULL ? record->enterprise_id : NULL);
}

/* Writes what is to be seen, and the shadow where it differs from the server's version. */
static gboolean
show_row (PortailCacheStore *store,
          const PortailServerRow *server,
          const PortailServerRow *view,
          const PortailChange *key,
          GError **error)
{
  PortailServerRow before;
  gboolean has_moved;

  if (!read_table_row (store, key->type, key->id, &before, error))
    return FALSE;
  has_moved = before.trashed_at.milliseconds != view->trashed_at.milliseconds;
  touch_row (store, key->type, key->id, &before, view);
  portail_server_row_clear (&before);
  if (view->has_shadow ? !write_shadow (store, key->type, key->id, server, error)
                       : !drop_shadow (store, key->type, key->id, error))
    return FALSE;
  return write_table_row (store, key->type, key->id, view, error)
         && (!has_moved || rebase_parts (store, key->type, key->id, error));
}

static void
copy_row (PortailServerRow *copy, const PortailServerRow *row)
{
  *copy = *row;
  if (row->record != NULL)
    copy->record = portail_record_copy (row->record);
}

/* A command that made the row comes with those of the row. */
static gboolean
apply_pending (PortailCacheStore *store,
               PortailServerRow *view,
               const PortailPendingChange *pending,
               const char *id,
               GError **error)
{
  if (g_str_equal (pending->change->id, id))
    {
      apply_change (view, pending);
      return TRUE;
    }
  return view->record != NULL
         || portail_made_record_load (store->database, pending, &view->record, error);
}

gboolean
portail_rebase_row (PortailCacheStore *store,
                    const PortailRecordType *type,
                    const char *id,
                    GError **error)
{
  g_autoptr (GPtrArray) pending = portail_outbox_list_changes (store->database, type, id, error);
  g_auto (PortailServerRow) server = no_row;
  g_auto (PortailServerRow) view = no_row;
  PortailChange key = { .type = type, .id = (char *) id };
  gboolean is_moved;

  if (pending == NULL || !portail_rebase_get_server_row (store, type, id, &server, error))
    return FALSE;
  copy_row (&view, &server);
  for (guint i = 0; i < pending->len; i++)
    if (!apply_pending (store, &view, g_ptr_array_index (pending, i), id, error))
      return FALSE;
  if (!follow_parent (store, &view, &is_moved, error))
    return FALSE;
  view.has_shadow = pending->len > 0 || is_moved;
  if (!view.has_shadow && !server.has_shadow)
    return TRUE;
  if (view.record != NULL)
    view.record->rev = server.rev;
  return show_row (store, &server, &view, &key, error);
}

gboolean
portail_rebase_change (PortailCacheStore *store, const PortailChange *change, GError **error)
{
  g_autofree char *made_id = portail_made_record_get_id (change);

  return portail_rebase_row (store, change->type, change->id, error)
         && (made_id == NULL || portail_rebase_row (store, change->type, made_id, error));
}

/* Plain rows, by far the most, are written without looking at anything but their revision. */
gboolean
portail_rebase_put (PortailCacheStore *store, PortailRecord *record, GError **error)
{
  g_autoptr (PortailRecord) owned = record;
  g_autofree char *sql = g_strdup_printf ("SELECT rev FROM %s WHERE id = ?", record->type->name);
  g_auto (PortailServerRow) server = no_row;
  PortailServerRow next = { record, record->rev, PORTAIL_TIMESTAMP_NULL, TRUE };
  gint64 rev;

  if (!read_shadow (store, record->type, record->id, &server, error))
    return FALSE;
  if (server.has_shadow)
    return server.rev > record->rev
           || (write_shadow (store, record->type, record->id, &next, error)
               && portail_rebase_row (store, record->type, record->id, error));
  if (!portail_sql_take_integer (
          portail_database_query (store->database, error, sql, "t", record->id), &rev, error))
    return FALSE;
  if (rev > record->rev)
    return TRUE;
  portail_cache_store_touch (store, record->type, record->id, record->enterprise_id);
  return portail_record_sql_replace (store->database, record, error);
}

gboolean
portail_rebase_trash (PortailCacheStore *store,
                      const PortailRecordType *type,
                      const char *id,
                      gint64 rev,
                      GError **error)
{
  g_auto (PortailServerRow) server = no_row;

  if (!portail_rebase_get_server_row (store, type, id, &server, error))
    return FALSE;
  if (server.rev > rev || server.record == NULL)
    return TRUE;
  server.rev = rev;
  server.record->rev = rev;
  if (portail_timestamp_is_null (server.trashed_at))
    server.trashed_at = store->moment;
  if (server.has_shadow)
    return write_shadow (store, type, id, &server, error)
           && portail_rebase_row (store, type, id, error);
  portail_cache_store_touch (store, type, id, server.record->enterprise_id);
  return write_table_row (store, type, id, &server, error);
}

gboolean
portail_rebase_evict (PortailCacheStore *store,
                      const PortailRecordType *type,
                      const char *id,
                      GError **error)
{
  portail_cache_store_touch (store, type, id, NULL);
  return drop_shadow (store, type, id, error)
         && portail_record_sql_delete (store->database, type, id, error);
}

gboolean
portail_rebase_fold (PortailCacheStore *store,
                     const PortailChange *change,
                     const char *enterprise_id,
                     gint64 rev,
                     GError **error)
{
  g_auto (PortailServerRow) server = no_row;
  PortailPendingChange acknowledged = { (PortailChange *) change, NULL, (char *) enterprise_id,
                                        store->moment };

  if (!portail_rebase_get_server_row (store, change->type, change->id, &server, error))
    return FALSE;
  if (server.rev > rev)
    return TRUE;
  apply_change (&server, &acknowledged);
  server.rev = rev;
  if (server.record != NULL)
    server.record->rev = rev;
  return write_shadow (store, change->type, change->id, &server, error);
}

gboolean
portail_rebase_fold_made (PortailCacheStore *store, const PortailChange *change, GError **error)
{
  g_autofree char *id = portail_made_record_get_id (change);
  g_auto (PortailServerRow) server = no_row;
  const PortailPendingChange acknowledged = { (PortailChange *) change, NULL, NULL, store->moment };

  if (id == NULL)
    return TRUE;
  if (!portail_rebase_get_server_row (store, change->type, id, &server, error))
    return FALSE;
  if (server.rev > 0)
    return TRUE;
  portail_server_row_clear (&server);
  if (!portail_made_record_load (store->database, &acknowledged, &server.record, error))
    return FALSE;
  return server.record == NULL || write_shadow (store, change->type, id, &server, error);
}

static gboolean
rebase_shadows (PortailCacheStore *store, const PortailRecordType *type, GError **error)
{
  g_autoptr (GPtrArray) ids = portail_sql_take_texts (
      portail_database_query (store->database, error, "SELECT id FROM shadow WHERE type = ?", "t",
                              type->name),
      error);

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (!portail_rebase_row (store, type, g_ptr_array_index (ids, i), error))
      return FALSE;
  return TRUE;
}

gboolean
portail_rebase_all (PortailCacheStore *store, GError **error)
{
  g_autoptr (GPtrArray) records = portail_outbox_list_records (store->database,
                                                               PORTAIL_OP_STATES (PENDING), error);

  if (records == NULL)
    return FALSE;
  for (int i = 0; portail_schema[i] != NULL; i++)
    if (!rebase_shadows (store, portail_schema[i], error))
      return FALSE;
  for (guint i = 0; i < records->len; i++)
    {
      const PortailChange *record = g_ptr_array_index (records, i);

      if (!portail_rebase_row (store, record->type, record->id, error))
        return FALSE;
    }
  return TRUE;
}
