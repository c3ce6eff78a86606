/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-record-writer.h"

#include "server/portail-record-view.h"
#include "shared/portail-error.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-schema.h"

struct _PortailRecordWriter
{
  PortailDatabase *database;
  char *user_id;
  char *device_id;
  PortailTimestamp now;
  GHashTable *written; /* ids of rows that have a number of this op already → type */
  PortailAuditTrail *trail;
};

PortailRecordWriter *
portail_record_writer_new (PortailDatabase *database,
                           const char *user_id,
                           const char *device_id,
                           PortailTimestamp now)
{
  PortailRecordWriter *writer = g_new0 (PortailRecordWriter, 1);

  writer->database = database;
  writer->user_id = g_strdup (user_id);
  writer->device_id = g_strdup (device_id);
  writer->now = now;
  writer->written = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  writer->trail = portail_audit_trail_new ();
  return writer;
}

void
portail_record_writer_free (PortailRecordWriter *writer)
{
  g_free (writer->user_id);
  g_free (writer->device_id);
  g_hash_table_unref (writer->written);
  portail_audit_trail_free (writer->trail);
  g_free (writer);
}

/* How a row changes: from which state to which. */
typedef struct
{
  gconstpointer before; /* NULL: not there, or in the trash */
  PortailFieldSet fields;
  PortailLogKind kind;
} Step;

/* After @record got its number. */
static gboolean
move_digest (PortailRecordWriter *writer,
             const char *scope,
             const PortailRecord *record,
             const Step *step,
             GError **error)
{
  const char *type = record->type->name;
  const PortailRecord *before = step->before;
  PortailDigest digest;

  if (!portail_scope_load_digest (writer->database, scope, type, &digest, error))
    return FALSE;
  if (before != NULL)
    portail_digest_change (&digest, PORTAIL_DIGEST_TAKE, type, before->id, before->rev);
  if (step->kind == PORTAIL_LOG_PUT)
    portail_digest_change (&digest, PORTAIL_DIGEST_ADD, type, record->id, record->rev);
  return portail_scope_save_digest (writer->database, scope, type, &digest, error);
}

static void
remember (PortailRecordWriter *writer, const PortailRecord *record)
{
  g_hash_table_insert (writer->written, g_strdup (record->id), (gpointer) record->type);
}

/* Gives @record its number, with log and digest. */
static gboolean
number_row (PortailRecordWriter *writer, PortailRecord *record, const Step *step, GError **error)
{
  g_autofree char *scope = portail_scope_of_record (record);
  PortailLogEntry entry = {
    .scope = scope,
    .type = record->type,
    .id = record->id,
    .kind = step->kind,
    .fields = step->fields,
    .device_id = writer->device_id,
    .user_id = writer->user_id,
    .changed_at = writer->now,
  };

  if (step->before != NULL)
    entry.reader_before = portail_record_view_get_reader (step->before);
  record->updated_at = writer->now;
  if (!portail_change_log_append (writer->database, &entry, &record->rev, error)
      || !move_digest (writer, scope, record, step, error))
    return FALSE;
  remember (writer, record);
  return TRUE;
}

gboolean
portail_record_writer_touch (PortailRecordWriter *writer, gpointer pointer, GError **error)
{
  PortailRecord *record = pointer;
  g_autoptr (PortailRecord) before = portail_record_copy (record);
  Step step = { .before = before, .kind = PORTAIL_LOG_PUT };

  return number_row (writer, record, &step, error)
         && portail_record_sql_update (writer->database, record, error);
}

static gboolean
raise_parent (PortailRecordWriter *writer, const PortailRecord *record, GError **error)
{
  const PortailField *field = portail_record_type_get_parent_field (record->type);
  const char *parent_id = portail_record_get_parent_id (record);
  g_autoptr (PortailRecord) parent = NULL;

  if (field == NULL)
    return TRUE;
  if (g_hash_table_contains (writer->written, parent_id))
    return TRUE;
  parent = portail_record_sql_load (writer->database, portail_schema_find (field->refers_to),
                                    parent_id, error);
  return parent != NULL && portail_record_writer_touch (writer, parent, error);
}

gboolean
portail_record_writer_insert (PortailRecordWriter *writer, gpointer pointer, GError **error)
{
  PortailRecord *record = pointer;

  record->created_at = writer->now;
  g_free (record->created_by);
  record->created_by = g_strdup (writer->user_id);
  return portail_record_writer_adopt (writer, record, error);
}

gboolean
portail_record_writer_adopt (PortailRecordWriter *writer, gpointer pointer, GError **error)
{
  PortailRecord *record = pointer;
  Step step = {
    .fields = portail_record_type_get_all_fields (record->type),
    .kind = PORTAIL_LOG_PUT,
  };

  if (!raise_parent (writer, record, error) || !number_row (writer, record, &step, error)
      || !portail_record_sql_insert (writer->database, record, error))
    return FALSE;
  portail_audit_trail_add (writer->trail, NULL, record);
  return TRUE;
}

gboolean
portail_record_writer_update (PortailRecordWriter *writer,
                              gpointer pointer,
                              gconstpointer before,
                              GError **error)
{
  PortailRecord *record = pointer;
  PortailFieldSet common = ((PortailFieldSet) 1 << PORTAIL_N_COMMON_FIELDS) - 1;
  Step step = {
    .before = before,
    .fields = portail_record_get_differing_fields (before, record) & ~common,
    .kind = PORTAIL_LOG_PUT,
  };

  if (step.fields == 0)
    return TRUE;
  if (!raise_parent (writer, record, error) || !number_row (writer, record, &step, error)
      || !portail_record_sql_update (writer->database, record, error))
    return FALSE;
  portail_audit_trail_add (writer->trail, before, record);
  return TRUE;
}

gboolean
portail_record_writer_put (PortailRecordWriter *writer, gpointer pointer, GError **error)
{
  PortailRecord *record = pointer;
  g_autoptr (GError) missing = NULL;
  g_autoptr (PortailRecord) before = portail_record_sql_load (writer->database, record->type,
                                                              record->id, &missing);

  if (before != NULL)
    return portail_record_writer_update (writer, record, before, error);
  if (g_error_matches (missing, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND))
    return portail_record_writer_insert (writer, record, error);
  g_propagate_error (error, g_steal_pointer (&missing));
  return FALSE;
}

static gboolean
trash_one (PortailRecordWriter *writer, PortailRecord *record, GError **error)
{
  g_autoptr (PortailRecord) before = portail_record_copy (record);
  Step step = { .before = before, .kind = PORTAIL_LOG_DEL };

  if (!number_row (writer, record, &step, error)
      || !portail_record_sql_update (writer->database, record, error)
      || !portail_record_sql_set_trashed (writer->database, record->type, record->id, writer->now,
                                          error))
    return FALSE;
  portail_audit_trail_add (writer->trail, before, NULL);
  return TRUE;
}

static gboolean
restore_one (PortailRecordWriter *writer, PortailRecord *record, GError **error)
{
  Step step = {
    .fields = portail_record_type_get_all_fields (record->type),
    .kind = PORTAIL_LOG_PUT,
  };

  if (!number_row (writer, record, &step, error)
      || !portail_record_sql_update (writer->database, record, error)
      || !portail_record_sql_set_trashed (writer->database, record->type, record->id,
                                          PORTAIL_TIMESTAMP_NULL, error))
    return FALSE;
  portail_audit_trail_add (writer->trail, NULL, record);
  return TRUE;
}

/* What happens to which parts of a row. */
typedef struct
{
  gboolean (*move) (PortailRecordWriter *writer, PortailRecord *record, GError **error);
  const char *trashed_at; /* "IS NULL" or "IS NOT NULL" */
  gint64 since;           /* only those with a higher number */
} PartsMove;

/* Moves the parts of @record of one type: into the trash those that live, out of it those that went
 * there after number @since. */
static gboolean
move_parts (PortailRecordWriter *writer,
            const PortailRecord *record,
            const PortailRecordType *part,
            const PartsMove *move,
            GError **error)
{
  g_autofree char *rest = g_strdup_printf (
      "WHERE %s = ? AND rev > ? AND trashed_at %s ORDER BY rev",
      portail_record_type_get_parent_field (part)->name, move->trashed_at);
  g_autoptr (GPtrArray) parts = portail_record_sql_list (writer->database, part, error, rest, "ti",
                                                         record->id, move->since);

  if (parts == NULL)
    return FALSE;
  for (guint i = 0; i < parts->len; i++)
    if (!move->move (writer, g_ptr_array_index (parts, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
move_all_parts (PortailRecordWriter *writer,
                const PortailRecord *record,
                const PartsMove *move,
                GError **error)
{
  for (int i = 0; portail_schema[i] != NULL; i++)
    {
      const PortailField *parent = portail_record_type_get_parent_field (portail_schema[i]);

      if (parent != NULL && g_str_equal (parent->refers_to, record->type->name)
          && !move_parts (writer, record, portail_schema[i], move, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
portail_record_writer_trash (PortailRecordWriter *writer, gpointer record, GError **error)
{
  const PartsMove move = { trash_one, "IS NULL", 0 };

  return raise_parent (writer, record, error) && trash_one (writer, record, error)
         && move_all_parts (writer, record, &move, error);
}

/* The parts that went into the trash with the row have their numbers after its own. */
gboolean
portail_record_writer_restore (PortailRecordWriter *writer, gpointer pointer, GError **error)
{
  PortailRecord *record = pointer;
  const PartsMove move = { restore_one, "IS NOT NULL", record->rev };

  return raise_parent (writer, record, error) && restore_one (writer, record, error)
         && move_all_parts (writer, record, &move, error);
}

gboolean
portail_record_writer_audit (PortailRecordWriter *writer,
                             const PortailAuditEvent *event,
                             GError **error)
{
  PortailAuditEvent whole = *event;

  if (portail_audit_trail_get_length (writer->trail) == 0)
    return TRUE;
  whole.user_id = writer->user_id;
  whole.device_id = writer->device_id;
  whole.at = writer->now;
  whole.trail = writer->trail;
  return portail_audit_append (writer->database, &whole, error);
}

PortailAuditTrail *
portail_record_writer_get_trail (PortailRecordWriter *writer)
{
  return writer->trail;
}

PortailDatabase *
portail_record_writer_get_database (PortailRecordWriter *writer)
{
  return writer->database;
}

const char *
portail_record_writer_get_user_id (PortailRecordWriter *writer)
{
  return writer->user_id;
}

PortailTimestamp
portail_record_writer_get_now (PortailRecordWriter *writer)
{
  return writer->now;
}

GPtrArray *
portail_record_writer_list_written (PortailRecordWriter *writer, const PortailRecordType *type)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer id, its_type;

  g_hash_table_iter_init (&iter, writer->written);
  while (g_hash_table_iter_next (&iter, &id, &its_type))
    if (its_type == type)
      g_ptr_array_add (ids, g_strdup (id));
  return ids;
}
