/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-outbox.h"

#include <string.h>

#include "app/portail-made-record.h"
#include "app/portail-outbox-schema.h"
#include "app/portail-sql.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-schema.h"

/* Columns of a change, for read_change(). */
#define CHANGE_COLUMNS   "type, id, kind, base_rev, fields, command, arguments"
#define N_CHANGE_COLUMNS 7
#define OP_COLUMNS                                                                                 \
  "number, op_id, seq, enterprise_id, shape, made_at, state, answer, code, detail, sent"

static const char batch_shape[] = "batch";

void
portail_outbox_op_free (PortailOutboxOp *op)
{
  portail_sync_op_free (op->op);
  g_free (op->answer);
  g_free (op->code);
  g_free (op->detail);
  g_free (op);
}

static void
pending_change_free (gpointer pointer)
{
  PortailPendingChange *pending = pointer;

  portail_change_free (pending->change);
  g_free (pending->op_id);
  g_free (pending->enterprise_id);
  g_free (pending);
}

static gboolean
add_first_device (PortailDatabase *database, GError **error)
{
  g_autofree char *device = portail_id_new ();

  return portail_database_run (database, error,
                               "INSERT INTO device (id, last_seq)"
                               " SELECT ?, 0 WHERE NOT EXISTS (SELECT 1 FROM device)",
                               "t", device);
}

static gboolean
bring_up (PortailDatabase *database, gint64 version, GError **error)
{
  for (; portail_outbox_schema[version] != NULL; version++)
    {
      g_autofree char *mark = g_strdup_printf ("PRAGMA user_version = %d", (int) version + 1);

      if (!portail_database_execute (database, portail_outbox_schema[version], error)
          || !portail_database_execute (database, mark, error))
        return FALSE;
    }
  return add_first_device (database, error);
}

gboolean
portail_outbox_migrate (PortailDatabase *database, GError **error)
{
  gint64 newest = 0;
  gint64 version;

  while (portail_outbox_schema[newest] != NULL)
    newest++;
  if (!portail_sql_take_integer (
          portail_database_query (database, error, "PRAGMA user_version", ""), &version, error))
    return FALSE;
  if (version > newest)
    {
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_UPGRADE_REQUIRED,
                           _ ("A newer version of the program wrote what waits to be sent. Install "
                              "that version again."));
      return FALSE;
    }
  if (!portail_database_begin (database, error))
    return FALSE;
  if (bring_up (database, version, error) && portail_database_commit (database, error))
    return TRUE;
  portail_database_rollback (database);
  return FALSE;
}

static gboolean
insert_change (PortailDatabase *database,
               gint64 number,
               gint64 position,
               const PortailChange *change,
               GError **error)
{
  g_autoptr (GString) fields = NULL;

  if (change->record != NULL)
    {
      fields = g_string_new (NULL);
      portail_record_append_json (change->record, change->fields, fields);
    }
  return portail_database_run (
      database, error,
      "INSERT INTO op_change (number, position, " CHANGE_COLUMNS ") VALUES (?,?,?,?,?,?,?,?,?)",
      "iitttittt", number, position, change->type->name, change->id,
      portail_change_kind_get_name (change->kind), change->base_rev,
      fields != NULL ? fields->str : NULL, change->command, change->arguments);
}

static gboolean
insert_dependencies (PortailDatabase *database,
                     gint64 number,
                     const GPtrArray *dependencies,
                     GError **error)
{
  for (guint i = 0; i < dependencies->len; i++)
    if (!portail_database_run (database, error,
                               "INSERT OR IGNORE INTO op_dependency (number, op_id) VALUES (?,?)",
                               "it", number, (const char *) g_ptr_array_index (dependencies, i)))
      return FALSE;
  return TRUE;
}

gboolean
portail_outbox_append (PortailDatabase *database, const PortailSyncOp *op, GError **error)
{
  gint64 number;

  if (!portail_sql_take_integer (
          portail_database_query (
              database, error,
              "INSERT INTO op (op_id, enterprise_id, shape, made_at, state) VALUES (?,?,?,?,?)"
              " RETURNING number",
              "tttii", op->op_id, op->enterprise_id,
              op->shape == PORTAIL_SYNC_OP_BATCH ? batch_shape : "single", op->made_at.milliseconds,
              (gint64) PORTAIL_OP_PENDING),
          &number, error))
    return FALSE;
  for (guint i = 0; i < op->changes->len; i++)
    if (!insert_change (database, number, i, g_ptr_array_index (op->changes, i), error))
      return FALSE;
  return insert_dependencies (database, number, op->dependencies, error);
}

gboolean
portail_outbox_remove (PortailDatabase *database, gint64 number, GError **error)
{
  return portail_database_run (database, error, "DELETE FROM op WHERE number = ?", "i", number);
}

static void
read_fields (PortailChange *change, const char *text)
{
  PortailReadOptions options = { .mode = PORTAIL_READ_LENIENT };
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  g_autoptr (PortailJsonDocument) document = portail_json_parse (text, strlen (text), NULL);

  if (document != NULL)
    change->fields = portail_record_read_json (
        change->record, portail_json_document_get_root (document), &options, problems);
}

static PortailChangeKind
kind_from_name (const char *name)
{
  for (int kind = 0; kind < PORTAIL_N_CHANGE_KINDS; kind++)
    if (g_str_equal (name, portail_change_kind_get_name ((PortailChangeKind) kind)))
      return (PortailChangeKind) kind;
  return PORTAIL_CHANGE_UPDATE;
}

/* The change whose columns begin at @first; NULL for a type that this version does not know. */
static PortailChange *
read_change (PortailStatement *statement, guint first)
{
  const PortailRecordType *type = portail_schema_find (
      portail_statement_get_text (statement, first));
  PortailChange *change;

  if (type == NULL)
    return NULL;
  change = portail_change_new (kind_from_name (portail_statement_get_text (statement, first + 2)),
                               type, portail_statement_get_text (statement, first + 1));
  change->base_rev = portail_statement_get_int64 (statement, first + 3);
  if (change->record != NULL && !portail_statement_is_null (statement, first + 4))
    read_fields (change, portail_statement_get_text (statement, first + 4));
  change->command = portail_statement_dup_text (statement, first + 5);
  change->arguments = portail_statement_dup_text (statement, first + 6);
  return change;
}

static PortailOutboxOp *
read_op (PortailStatement *statement)
{
  PortailOutboxOp *stored = g_new0 (PortailOutboxOp, 1);
  gboolean is_batch = g_strcmp0 (portail_statement_get_text (statement, 4), batch_shape) == 0;

  stored->number = portail_statement_get_int64 (statement, 0);
  stored->op = portail_sync_op_new (is_batch ? PORTAIL_SYNC_OP_BATCH : PORTAIL_SYNC_OP_SINGLE,
                                    portail_statement_get_text (statement, 3));
  g_free (stored->op->op_id);
  stored->op->op_id = portail_statement_dup_text (statement, 1);
  stored->op->seq = portail_statement_get_int64 (statement, 2);
  stored->op->made_at.milliseconds = portail_statement_get_int64 (statement, 5);
  stored->state = (PortailOpState) portail_statement_get_int64 (statement, 6);
  stored->answer = portail_statement_dup_text (statement, 7);
  stored->code = portail_statement_dup_text (statement, 8);
  stored->detail = portail_statement_dup_text (statement, 9);
  stored->is_sent = portail_statement_get_int64 (statement, 10) != 0;
  return stored;
}

static gboolean
load_parts (PortailDatabase *database, PortailOutboxOp *stored, GError **error)
{
  PortailStatement *statement = portail_database_query (
      database, error,
      "SELECT " CHANGE_COLUMNS " FROM op_change WHERE number = ? ORDER BY position", "i",
      stored->number);
  g_autoptr (GPtrArray) dependencies = NULL;
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    {
      PortailChange *change = read_change (statement, 0);

      if (change != NULL)
        portail_sync_op_take_change (stored->op, change);
    }
  if (step == PORTAIL_STEP_ERROR)
    return FALSE;
  portail_statement_reset (statement);
  dependencies = portail_sql_take_texts (
      portail_database_query (database, error,
                              "SELECT op_id FROM op_dependency WHERE number = ? ORDER BY op_id",
                              "i", stored->number),
      error);
  if (dependencies == NULL)
    return FALSE;
  g_ptr_array_unref (stored->op->dependencies);
  stored->op->dependencies = g_steal_pointer (&dependencies);
  return TRUE;
}

/* Steps @statement to its end. */
static GPtrArray *
read_ops (PortailDatabase *database, PortailStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func (
      (GDestroyNotify) portail_outbox_op_free);
  PortailStep step;

  if (statement == NULL)
    return NULL;
  while ((step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    g_ptr_array_add (ops, read_op (statement));
  if (step == PORTAIL_STEP_ERROR)
    return NULL;
  portail_statement_reset (statement);
  for (guint i = 0; i < ops->len; i++)
    if (!load_parts (database, g_ptr_array_index (ops, i), error))
      return NULL;
  return g_steal_pointer (&ops);
}

PortailOutboxOp *
portail_outbox_find (PortailDatabase *database, const char *op_id, GError **error)
{
  PortailStatement *statement = portail_database_query (
      database, error, "SELECT " OP_COLUMNS " FROM op WHERE op_id = ?", "t", op_id);
  g_autoptr (GPtrArray) ops = read_ops (database, statement, error);

  if (ops == NULL)
    return NULL;
  if (ops->len == 0)
    {
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND,
                           _ ("This change is no longer waiting."));
      return NULL;
    }
  return g_ptr_array_steal_index (ops, 0);
}

GPtrArray *
portail_outbox_list (PortailDatabase *database, PortailOpStates states, GError **error)
{
  PortailStatement *statement = portail_database_query (
      database, error,
      "SELECT " OP_COLUMNS " FROM op WHERE (? >> state) & 1 ORDER BY seq IS NULL, seq, number", "i",
      (gint64) states);

  return read_ops (database, statement, error);
}

gboolean
portail_outbox_count (PortailDatabase *database, PortailOutboxCounts *counts, GError **error)
{
  PortailStatement *statement = portail_database_prepare (
      database, "SELECT state, count (*) FROM op GROUP BY state", error);
  PortailStep step = PORTAIL_STEP_ERROR;

  *counts = (PortailOutboxCounts){ 0 };
  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    {
      guint count = (guint) portail_statement_get_int64 (statement, 1);

      switch ((PortailOpState) portail_statement_get_int64 (statement, 0))
        {
        case PORTAIL_OP_PENDING:
          counts->n_to_send += count;
          break;
        case PORTAIL_OP_CONFLICT:
          counts->n_to_resolve += count;
          break;
        default:
          counts->n_refused += count;
        }
    }
  if (statement != NULL)
    portail_statement_reset (statement);
  return step == PORTAIL_STEP_DONE;
}

GPtrArray *
portail_outbox_list_changes (PortailDatabase *database,
                             const PortailRecordType *type,
                             const char *id,
                             GError **error)
{
  PortailStatement *statement = portail_database_query (
      database, error,
      "SELECT " CHANGE_COLUMNS ", op_id, enterprise_id, made_at"
      " FROM op_change JOIN op USING (number) WHERE type = ?2 AND state = ?3"
      " AND (id = ?1 OR (" PORTAIL_MADE_RECORD_MAKES " AND " PORTAIL_MADE_RECORD_ID " = ?1))"
      " ORDER BY number, position",
      "tti", id, type->name, (gint64) PORTAIL_OP_PENDING);
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func (pending_change_free);
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    {
      PortailPendingChange *pending = g_new0 (PortailPendingChange, 1);

      pending->change = read_change (statement, 0);
      pending->op_id = portail_statement_dup_text (statement, N_CHANGE_COLUMNS);
      pending->enterprise_id = portail_statement_dup_text (statement, N_CHANGE_COLUMNS + 1);
      pending->made_at.milliseconds = portail_statement_get_int64 (statement, N_CHANGE_COLUMNS + 2);
      g_ptr_array_add (changes, pending);
    }
  if (step == PORTAIL_STEP_ERROR)
    return NULL;
  portail_statement_reset (statement);
  return g_steal_pointer (&changes);
}

GPtrArray *
portail_outbox_list_records (PortailDatabase *database, PortailOpStates states, GError **error)
{
  PortailStatement *statement = portail_database_query (
      database, error,
      "SELECT type, id, 'delete', 0, NULL, NULL, NULL FROM op_change JOIN op USING (number)"
      " WHERE (?1 >> state) & 1"
      " UNION SELECT type, " PORTAIL_MADE_RECORD_ID ", 'delete', 0, NULL, NULL, NULL"
      " FROM op_change JOIN op USING (number) WHERE (?1 >> state) & 1"
      " AND " PORTAIL_MADE_RECORD_MAKES,
      "i", (gint64) states);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (
      (GDestroyNotify) portail_change_free);
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    {
      PortailChange *record = read_change (statement, 0);

      if (record != NULL)
        g_ptr_array_add (records, record);
    }
  if (step == PORTAIL_STEP_ERROR)
    return NULL;
  portail_statement_reset (statement);
  return g_steal_pointer (&records);
}

gboolean
portail_outbox_set_state (PortailDatabase *database, const PortailOutboxOp *op, GError **error)
{
  return portail_database_run (
      database, error, "UPDATE op SET state = ?, answer = ?, code = ?, detail = ? WHERE number = ?",
      "ittti", (gint64) op->state, op->answer, op->code, op->detail, op->number);
}

gboolean
portail_outbox_replace_dependency (PortailDatabase *database,
                                   const char *op_id,
                                   const char *other,
                                   GError **error)
{
  /* What was sent keeps its text: the ledger compares it. */
  static const char unsent[] = " WHERE op_id = ?1 AND number IN"
                               " (SELECT number FROM op WHERE sent = 0)";
  g_autofree char *update = g_strconcat ("UPDATE OR IGNORE op_dependency SET op_id = ?2", unsent,
                                         NULL);
  g_autofree char *delete = g_strconcat ("DELETE FROM op_dependency", unsent, NULL);

  if (other != NULL && !portail_database_run (database, error, update, "tt", op_id, other))
    return FALSE;
  return portail_database_run (database, error, delete, "t", op_id);
}

/* Those that were sent behind @op_id got the same refusal, whichever answer tells it. */
static gboolean
renew_dependents (PortailDatabase *database, const char *op_id, GError **error)
{
  g_autoptr (GPtrArray) numbers = portail_sql_take_texts (
      portail_database_query (database, error,
                              "SELECT number FROM op JOIN op_dependency d USING (number)"
                              " WHERE d.op_id = ? AND sent = 1 AND state = ?",
                              "ti", op_id, (gint64) PORTAIL_OP_PENDING),
      error);

  if (numbers == NULL)
    return FALSE;
  for (guint i = 0; i < numbers->len; i++)
    if (!portail_outbox_renew_op (database, g_ascii_strtoll (numbers->pdata[i], NULL, 10), error))
      return FALSE;
  return TRUE;
}

gboolean
portail_outbox_renew_op (PortailDatabase *database, gint64 number, GError **error)
{
  g_autofree char *op_id = NULL;
  g_autofree char *renewed = portail_id_new ();

  return portail_sql_take_text (portail_database_query (database, error,
                                                        "SELECT op_id FROM op WHERE number = ?",
                                                        "i", number),
                                &op_id, error)
         && portail_database_run (
             database, error,
             "UPDATE op SET op_id = ?, seq = NULL, sent = 0, state = ?, answer = NULL,"
             " code = NULL, detail = NULL WHERE number = ?",
             "tii", renewed, (gint64) PORTAIL_OP_PENDING, number)
         && renew_dependents (database, op_id, error)
         && portail_outbox_replace_dependency (database, op_id, renewed, error);
}

gboolean
portail_outbox_replace_id (PortailDatabase *database,
                           const char *id,
                           const char *other,
                           GError **error)
{
  static const char unsent[] = " WHERE number IN (SELECT number FROM op WHERE sent = 0 OR"
                               " state <> ?3)";
  g_autofree char *sql = g_strconcat (
      "UPDATE op_change SET id = replace (id, ?1, ?2), fields = replace (fields, ?1, ?2),"
      " arguments = replace (arguments, ?1, ?2)",
      unsent, NULL);

  return portail_database_run (database, error, sql, "tti", id, other, (gint64) PORTAIL_OP_PENDING);
}

gboolean
portail_outbox_lower_base_rev (PortailDatabase *database,
                               const PortailChange *record,
                               gint64 rev,
                               GError **error)
{
  return portail_database_run (database, error,
                               "UPDATE op_change SET base_rev = min (base_rev, ?)"
                               " WHERE id = ? AND type = ? AND number IN"
                               " (SELECT number FROM op WHERE sent = 0)",
                               "itt", rev, record->id, record->type->name);
}

char *
portail_outbox_dup_device (PortailDatabase *database, GError **error)
{
  char *device;

  return portail_sql_take_text (
             portail_database_query (database, error, "SELECT id FROM device", ""), &device, error)
             ? device
             : NULL;
}

gboolean
portail_outbox_renew_device (PortailDatabase *database, GError **error)
{
  g_autofree char *device = portail_id_new ();

  return portail_database_run (database, error, "UPDATE device SET id = ?, last_seq = 0", "t",
                               device)
         && portail_database_run (database, error, "UPDATE op SET seq = NULL WHERE state = ?", "i",
                                  (gint64) PORTAIL_OP_PENDING);
}

gboolean
portail_outbox_wipe (PortailDatabase *database, GError **error)
{
  return portail_database_execute (database, "DELETE FROM op; DELETE FROM upload", error);
}
