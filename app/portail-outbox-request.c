/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which ops go into a push, in which order: first those that have a seq, in its order; then, by
 * order of making, each op that waits for nothing outside this request and for no content of a
 * document (portail-upload-queue.h). */
#include "app/portail-outbox.h"
#include "app/portail-sql.h"
#include "app/portail-upload-queue.h"
#include "shared/portail-json-text.h"

typedef struct
{
  char *op_id;
  gint64 number;
  gint64 seq;
  gboolean is_placed;
} Waiting;

typedef struct
{
  PortailDatabase *database;
  const PortailPushLimits *limits;
  GArray *waiting;     /* of Waiting */
  GHashTable *numbers; /* op_ids of all ops of the outbox that are not placed */
  GString *json;
  guint n_ops;
  gboolean is_full;
} Request;

static void
waiting_clear (gpointer pointer)
{
  Waiting *waiting = pointer;

  g_free (waiting->op_id);
}

static gboolean
read_waiting (Request *request, GError **error)
{
  PortailStatement *statement = portail_database_query (
      request->database, error,
      "SELECT op_id, number, seq, state FROM op ORDER BY seq IS NULL, seq, number", "");
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    {
      Waiting waiting = { portail_statement_dup_text (statement, 0),
                          portail_statement_get_int64 (statement, 1),
                          portail_statement_get_int64 (statement, 2), FALSE };

      g_hash_table_add (request->numbers, g_strdup (waiting.op_id));
      if (portail_statement_get_int64 (statement, 3) == PORTAIL_OP_PENDING)
        g_array_append_val (request->waiting, waiting);
      else
        waiting_clear (&waiting);
    }
  if (statement != NULL)
    portail_statement_reset (statement);
  return step == PORTAIL_STEP_DONE;
}

static gboolean
check_ready (Request *request, const Waiting *waiting, gboolean *is_ready, GError **error)
{
  g_autoptr (GPtrArray) dependencies = portail_sql_take_texts (
      portail_database_query (request->database, error,
                              "SELECT op_id FROM op_dependency WHERE number = ?", "i",
                              waiting->number),
      error);
  gboolean is_held;

  if (dependencies == NULL
      || !portail_upload_queue_holds (request->database, waiting->number, &is_held, error))
    return FALSE;
  /* More than an op may name: it goes when none of them is left. */
  *is_ready = !is_held && dependencies->len <= PORTAIL_SYNC_OP_MAX_DEPENDENCIES;
  for (guint i = 0; *is_ready && i < dependencies->len; i++)
    *is_ready = !g_hash_table_contains (request->numbers, g_ptr_array_index (dependencies, i));
  return TRUE;
}

static gboolean
give_seq (Request *request, Waiting *waiting, GError **error)
{
  return portail_sql_take_integer (
             portail_database_query (request->database, error,
                                     "UPDATE device SET last_seq = last_seq + 1 RETURNING last_seq",
                                     ""),
             &waiting->seq, error)
         && portail_database_run (request->database, error,
                                  "UPDATE op SET seq = ?, sent = 1 WHERE number = ?", "ii",
                                  waiting->seq, waiting->number);
}

static gboolean
place (Request *request, Waiting *waiting, GError **error)
{
  g_autoptr (PortailOutboxOp) stored = portail_outbox_find (request->database, waiting->op_id,
                                                            error);
  g_autoptr (GString) json = g_string_new (NULL);

  if (stored == NULL)
    return FALSE;
  stored->op->seq = waiting->seq;
  portail_sync_op_append_json (stored->op, json);
  /* Digits of the seq that it may still get. */
  request->is_full = request->n_ops > 0
                     && request->json->len + json->len + 20 > request->limits->max_bytes;
  if (request->is_full)
    return TRUE;
  if (waiting->seq == 0)
    {
      if (!give_seq (request, waiting, error))
        return FALSE;
      stored->op->seq = waiting->seq;
      g_string_truncate (json, 0);
      portail_sync_op_append_json (stored->op, json);
    }
  if (request->n_ops > 0)
    g_string_append_c (request->json, ',');
  g_string_append_len (request->json, json->str, (gssize) json->len);
  g_hash_table_remove (request->numbers, waiting->op_id);
  waiting->is_placed = TRUE;
  request->n_ops++;
  request->is_full = request->n_ops >= request->limits->max_ops;
  return TRUE;
}

/* *@has_placed tells whether another round may find more. */
static gboolean
place_ready (Request *request, gboolean *has_placed, GError **error)
{
  *has_placed = FALSE;
  for (guint i = 0; i < request->waiting->len && !request->is_full; i++)
    {
      Waiting *waiting = &g_array_index (request->waiting, Waiting, i);
      gboolean is_ready = !waiting->is_placed;

      if (is_ready && waiting->seq == 0 && !check_ready (request, waiting, &is_ready, error))
        return FALSE;
      if (!is_ready)
        continue;
      if (!place (request, waiting, error))
        return FALSE;
      *has_placed = TRUE;
    }
  return TRUE;
}

static gboolean
append_head (Request *request, const char *epoch, GError **error)
{
  g_autofree char *device = portail_outbox_dup_device (request->database, error);

  if (device == NULL)
    return FALSE;
  g_string_append (request->json, "{\"protocol\":1,\"device\":");
  portail_json_append_string (request->json, device);
  if (epoch != NULL)
    {
      g_string_append (request->json, ",\"epoch\":");
      portail_json_append_string (request->json, epoch);
    }
  g_string_append (request->json, ",\"ops\":[");
  return TRUE;
}

GBytes *
portail_outbox_make_request (PortailDatabase *database,
                             const PortailPushLimits *limits,
                             const char *epoch,
                             guint *n_ops,
                             GError **error)
{
  g_autoptr (GArray) waiting = g_array_new (FALSE, FALSE, sizeof (Waiting));
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) json = g_string_new (NULL);
  Request request = { database, limits, waiting, numbers, json };
  gboolean has_placed = TRUE;

  *n_ops = 0;
  g_array_set_clear_func (waiting, waiting_clear);
  if (!read_waiting (&request, error) || !append_head (&request, epoch, error))
    return NULL;
  while (has_placed && !request.is_full)
    if (!place_ready (&request, &has_placed, error))
      return NULL;
  *n_ops = request.n_ops;
  if (request.n_ops == 0)
    return NULL;
  g_string_append (json, "]}");
  return g_bytes_new (json->str, json->len);
}
