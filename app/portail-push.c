/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-push.h"

#include "app/portail-answer-fault.h"
#include "app/portail-outbox.h"
#include "app/portail-rebase.h"
#include "app/portail-sql.h"
#include "app/portail-upload-queue.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-json.h"
#include "shared/portail-record-json.h"

typedef enum
{
  RESULT_TAKEN, /* applied, merged */
  RESULT_CONFLICT,
  RESULT_REJECTED,
  RESULT_DEFERRED,
  RESULT_UNKNOWN,
} ResultKind;

static const struct
{
  const char *status;
  ResultKind kind;
} statuses[] = {
  { "applied", RESULT_TAKEN },     { "merged", RESULT_TAKEN },      { "conflict", RESULT_CONFLICT },
  { "rejected", RESULT_REJECTED }, { "deferred", RESULT_DEFERRED },
};

typedef struct
{
  PortailCacheStore *store;
  const PortailJson *json;
  PortailOutboxOp *stored;
  ResultKind kind;
} Result;

static void
result_clear (gpointer pointer)
{
  Result *result = pointer;

  g_clear_pointer (&result->stored, portail_outbox_op_free);
}

static ResultKind
get_kind (const PortailJson *json)
{
  const char *status = portail_json_get_member_string (json, "status");

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (g_strcmp0 (status, statuses[i].status) == 0)
      return statuses[i].kind;
  return RESULT_UNKNOWN;
}

/* The ops that still wait for this answer; a repeated answer finds none. */
static GArray *
read_results (PortailCacheStore *store, const PortailJson *root, GError **error)
{
  const PortailJson *list = portail_json_get (root, "results");
  g_autoptr (GArray) results = g_array_new (FALSE, FALSE, sizeof (Result));

  g_array_set_clear_func (results, result_clear);
  if (list == NULL || list->kind != PORTAIL_JSON_ARRAY)
    {
      portail_answer_fault_set (PORTAIL_ERROR_MALFORMED, error);
      return NULL;
    }
  for (const PortailJson *json = list->first_child; json != NULL; json = json->next)
    {
      const char *op_id = portail_json_get_member_string (json, "op_id");
      g_autoptr (GError) missing = NULL;
      Result result = { store, json, NULL, get_kind (json) };

      if (op_id != NULL)
        result.stored = portail_outbox_find (store->database, op_id, &missing);
      if (result.stored != NULL && result.stored->state == PORTAIL_OP_PENDING
          && result.stored->op->seq > 0)
        g_array_append_val (results, result);
      else
        result_clear (&result);
    }
  return g_steal_pointer (&results);
}

static PortailRecord *
read_row (const PortailRecordType *type, const PortailJson *row)
{
  PortailReadOptions options = { .mode = PORTAIL_READ_LENIENT };
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  PortailRecord *record = portail_record_new (type);

  portail_record_read_json (record, row, &options, problems);
  return record;
}

/* NULL where there is none, or one that has what is no id, which the pull sets aside. Owned. */
static PortailRecord *
read_good_row (const PortailChange *change, const PortailJson *row)
{
  g_autoptr (PortailRecord) record = NULL;

  if (row == NULL || row->kind != PORTAIL_JSON_OBJECT)
    return NULL;
  record = read_row (change->type, row);
  if (portail_record_has_good_ids (record))
    return g_steal_pointer (&record);
  g_message ("A row of %s is not taken: it has what is no id.", change->type->name);
  return NULL;
}

/* Takes @record. A conflict may show another row: the one that has the key already. */
static gboolean
put_row (Result *result, PortailRecord *record, GError **error)
{
  if (record->id != NULL)
    return portail_rebase_put (result->store, record, error);
  portail_record_free (record);
  return TRUE;
}

static gint64
get_rev (const Result *result)
{
  gint64 rev = 0;

  portail_json_get_integer (portail_json_get (result->json, "rev"), &rev);
  return rev;
}

/* What the server has of one change's record from now on. */
static gboolean
take_change (Result *result, const PortailChange *change, const PortailJson *row, GError **error)
{
  PortailRecord *record;

  if (change->kind == PORTAIL_CHANGE_DELETE)
    return portail_rebase_trash (result->store, change->type, change->id, get_rev (result), error);
  if (!portail_rebase_fold_made (result->store, change, error))
    return FALSE;
  record = read_good_row (change, row);
  if (record != NULL)
    return put_row (result, record, error);
  return portail_rebase_fold (result->store, change, result->stored->op->enterprise_id,
                              get_rev (result), error);
}

/* Whether @row has the natural key of what the change creates. */
static gboolean
has_same_key (const Result *result, const PortailChange *change, const PortailJson *row)
{
  g_autoptr (PortailRecord) wanted = portail_record_copy (change->record);
  g_autoptr (PortailRecord) there = read_row (change->type, row);
  g_autofree char *key = NULL;
  g_autofree char *other_key = NULL;

  g_free (wanted->enterprise_id);
  wanted->enterprise_id = g_strdup (result->stored->op->enterprise_id);
  key = change->type->make_natural_key (wanted);
  other_key = change->type->make_natural_key (there);
  return key != NULL && g_strcmp0 (key, other_key) == 0;
}

/* The row of a change's record; for a create also the one that was there before under another id
 * and stands for it (contract.md §1). */
static const PortailJson *
find_row (const Result *result, const PortailChange *change)
{
  const PortailJson *row = portail_json_get (result->json, "row");
  const PortailJson *rows = portail_json_get (result->json, "rows");
  const PortailJson *instead = NULL;

  if (row != NULL && row->kind == PORTAIL_JSON_OBJECT)
    return row;
  if (rows == NULL || rows->kind != PORTAIL_JSON_ARRAY)
    return NULL;
  for (row = rows->first_child; row != NULL; row = row->next)
    if (g_strcmp0 (portail_json_get_member_string (row, "id"), change->id) == 0)
      return row;
    else if (instead == NULL && change->kind == PORTAIL_CHANGE_CREATE
             && change->type->make_natural_key != NULL && has_same_key (result, change, row))
      instead = row;
  return instead;
}

/* What was typed on top of a row that the server has under another id goes to that one. */
static gboolean
follow_row (Result *result, const PortailChange *change, GError **error)
{
  PortailDatabase *database = result->store->database;
  const PortailJson *row = find_row (result, change);
  const char *id = row != NULL ? portail_json_get_member_string (row, "id") : NULL;
  gint64 rev = 0;

  if (change->kind != PORTAIL_CHANGE_CREATE || id == NULL || g_str_equal (id, change->id)
      || !portail_id_is_valid (id))
    return TRUE;
  portail_json_get_integer (portail_json_get (row, "rev"), &rev);
  return portail_outbox_replace_id (database, change->id, id, error)
         && portail_database_run (database, error,
                                  "UPDATE op_change SET base_rev = ? WHERE id = ? AND type = ?"
                                  " AND number IN (SELECT number FROM op WHERE sent = 0)",
                                  "itt", rev, id, change->type->name)
         && portail_rebase_row (result->store, change->type, id, error);
}

static gboolean
follow_rows (Result *result, GError **error)
{
  const GPtrArray *changes = result->stored->op->changes;

  for (guint i = 0; result->kind == RESULT_TAKEN && i < changes->len; i++)
    if (!follow_row (result, g_ptr_array_index (changes, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
take_rows (Result *result, GError **error)
{
  const PortailSyncOp *op = result->stored->op;

  if (result->kind == RESULT_CONFLICT)
    {
      PortailRecord *theirs = read_good_row (portail_sync_op_get_change (op),
                                             portail_json_get (result->json, "row"));

      return theirs == NULL || put_row (result, theirs, error);
    }
  if (result->kind != RESULT_TAKEN)
    return TRUE;
  for (guint i = 0; i < op->changes->len; i++)
    {
      const PortailChange *change = g_ptr_array_index (op->changes, i);

      if (!take_change (result, change, find_row (result, change), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
keep_answer (Result *result, PortailOpState state, GError **error)
{
  PortailOutboxOp *stored = result->stored;
  g_autoptr (GString) answer = g_string_new (NULL);

  portail_json_append_canonical (result->json, answer);
  stored->state = state;
  stored->answer = g_strdup (answer->str);
  stored->code = g_strdup (portail_json_get_member_string (result->json, "code"));
  stored->detail = g_strdup (portail_json_get_member_string (result->json, "detail"));
  return portail_outbox_set_state (result->store->database, stored, error);
}

/* Whether one of what the op depends on is here, waiting for the user. */
static gboolean
waits_for_user (Result *result, gboolean *is_waiting, GError **error)
{
  gint64 n_held;

  if (!portail_sql_take_integer (
          portail_database_query (result->store->database, error,
                                  "SELECT count (*) FROM op_dependency d JOIN op USING (op_id)"
                                  " WHERE d.number = ?",
                                  "i", result->stored->number),
          &n_held, error))
    return FALSE;
  *is_waiting = n_held > 0;
  return TRUE;
}

static gboolean
settle_rejected (Result *result, GError **error)
{
  PortailDatabase *database = result->store->database;
  const char *code = portail_json_get_member_string (result->json, "code");
  gboolean is_waiting = FALSE;

  if (g_strcmp0 (code, "seq_reused") == 0)
    return portail_outbox_renew_device (database, error);
  if (g_strcmp0 (code, "dependency_failed") == 0 && !waits_for_user (result, &is_waiting, error))
    return FALSE;
  return is_waiting ? portail_outbox_renew_op (database, result->stored->number, error)
                    : keep_answer (result, PORTAIL_OP_REJECTED, error);
}

/* The server has lost the content, or never had it: it is sent again before the op is. Where it is
 * not here either the op can never succeed. */
static gboolean
settle_without_content (Result *result, GError **error)
{
  PortailDatabase *database = result->store->database;
  PortailOutboxOp *stored = result->stored;
  guint n_missing;

  if (!portail_upload_queue_add_op (database, result->store->directory, stored->op, &n_missing,
                                    error))
    return FALSE;
  if (n_missing > 0)
    {
      stored->state = PORTAIL_OP_REJECTED;
      stored->code = g_strdup (portail_error_code_name (PORTAIL_ERROR_BLOB_MISSING));
      stored->detail = g_strdup (_ ("The file of this document is no longer on this device."));
      if (!portail_outbox_set_state (database, stored, error))
        return FALSE;
    }
  return portail_outbox_renew_device (database, error);
}

/* What the server waits for may be gone from here: an op of another device of ours, a number that
 * a lost outbox gave. */
static gboolean
settle_deferred (Result *result, GError **error)
{
  PortailDatabase *database = result->store->database;
  const char *on = portail_json_get_member_string (result->json, "on");
  gint64 n_known = 1;

  if (on != NULL && g_str_has_prefix (on, "seq:"))
    {
      if (!portail_sql_take_integer (
              portail_database_query (database, error,
                                      "SELECT count (*) FROM op WHERE seq = ? AND state = 1", "i",
                                      g_ascii_strtoll (on + 4, NULL, 10)),
              &n_known, error))
        return FALSE;
      return n_known > 0 || portail_outbox_renew_device (database, error);
    }
  if (on != NULL && g_str_has_prefix (on, "blob:"))
    return settle_without_content (result, error);
  if (on == NULL || !g_str_has_prefix (on, "op:"))
    return TRUE;
  if (!portail_sql_take_integer (portail_database_query (database, error,
                                                         "SELECT count (*) FROM op WHERE op_id = ?",
                                                         "t", on + 3),
                                 &n_known, error))
    return FALSE;
  return n_known > 0
         || portail_database_run (database, error, "DELETE FROM op_dependency WHERE op_id = ?", "t",
                                  on + 3);
}

static gboolean
settle (Result *result, GError **error)
{
  PortailDatabase *database = result->store->database;

  switch (result->kind)
    {
    case RESULT_TAKEN:
      return portail_outbox_replace_dependency (database, result->stored->op->op_id, NULL, error)
             && portail_outbox_remove (database, result->stored->number, error);
    case RESULT_CONFLICT:
      return keep_answer (result, PORTAIL_OP_CONFLICT, error);
    case RESULT_REJECTED:
      return settle_rejected (result, error);
    case RESULT_DEFERRED:
      return settle_deferred (result, error);
    default:
      return TRUE;
    }
}

static gboolean
rebase_result (Result *result, GError **error)
{
  const GPtrArray *changes = result->stored->op->changes;

  for (guint i = 0; i < changes->len; i++)
    {
      const PortailChange *change = g_ptr_array_index (changes, i);

      if (!portail_rebase_change (result->store, change, error))
        return FALSE;
    }
  return TRUE;
}

typedef gboolean (*Step) (Result *result, GError **error);

static gboolean
for_all (GArray *results, Step step, GError **error)
{
  for (guint i = 0; i < results->len; i++)
    if (!step (&g_array_index (results, Result, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
store_rows (PortailCacheStore *store, GArray *results, GError **error)
{
  if (!portail_cache_store_begin (store, error))
    return FALSE;
  if (for_all (results, take_rows, error))
    return portail_cache_store_commit (store, error);
  portail_cache_store_roll_back (store);
  return FALSE;
}

static gboolean
settle_all (PortailCacheStore *store, GArray *results, GError **error)
{
  if (!portail_cache_store_begin (store, error))
    return FALSE;
  store->is_outbox_touched = TRUE;
  if (for_all (results, settle, error) && for_all (results, follow_rows, error)
      && for_all (results, rebase_result, error))
    return portail_cache_store_commit (store, error);
  portail_cache_store_roll_back (store);
  return FALSE;
}

gboolean
portail_push_apply (PortailCacheStore *store,
                    GBytes *bytes,
                    PortailPushOutcome *outcome,
                    GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autoptr (PortailJsonDocument) document = portail_json_parse (text, length, NULL);
  g_autoptr (GArray) results = NULL;

  *outcome = (PortailPushOutcome){ 0 };
  results = read_results (
      store, document != NULL ? portail_json_document_get_root (document) : NULL, error);
  if (results == NULL || !store_rows (store, results, error) || !settle_all (store, results, error))
    return FALSE;
  for (guint i = 0; i < results->len; i++)
    {
      const Result *result = &g_array_index (results, Result, i);

      outcome->n_answered += result->kind < RESULT_DEFERRED;
      outcome->is_stopped |= result->kind >= RESULT_DEFERRED;
    }
  return TRUE;
}

gboolean
portail_push_refuse_first (PortailCacheStore *store, const GError *reason, GError **error)
{
  g_autoptr (GPtrArray) ops = portail_outbox_list (store->database, PORTAIL_OP_STATES (PENDING),
                                                   error);
  PortailOutboxOp *first;
  Result result;
  gboolean is_done;

  if (ops == NULL)
    return FALSE;
  if (ops->len == 0)
    return TRUE;
  first = g_ptr_array_index (ops, 0);
  if (!portail_cache_store_begin (store, error))
    return FALSE;
  first->state = PORTAIL_OP_REJECTED;
  first->code = g_strdup (portail_error_code_name (portail_error_get_code (reason)));
  first->detail = g_strdup (reason->message);
  result = (Result){ store, NULL, first, RESULT_REJECTED };
  store->is_outbox_touched = TRUE;
  /* The server never took its number, so those behind it begin anew. */
  is_done = portail_outbox_set_state (store->database, first, error)
            && portail_outbox_renew_device (store->database, error)
            && rebase_result (&result, error);
  if (is_done)
    return portail_cache_store_commit (store, error);
  portail_cache_store_roll_back (store);
  return FALSE;
}
