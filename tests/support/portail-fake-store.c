/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/portail-fake-store.h"

#include <string.h>

#include "shared/portail-change.h"
#include "shared/portail-digest.h"
#include "tests/support/portail-client-fixture.h"

#define COMPANY_SCOPE "enterprise:" PORTAIL_FIXTURE_COMPANY
#define USER_SCOPE    "user:" PORTAIL_FIXTURE_USER

typedef enum
{
  ROW_LIVE,
  ROW_DELETED,
  ROW_EVICTED,
} RowState;

typedef struct
{
  PortailRecord *record;
  gint64 number;
  RowState state;
} Row;

static void
row_free (gpointer pointer)
{
  Row *row = pointer;

  portail_record_free (row->record);
  g_free (row);
}

/* The row of @id, made where there is none. */
static Row *
get_row (PortailFakeStore *store, const PortailRecordType *type, const char *id)
{
  Row *row = g_hash_table_lookup (store->rows, id);

  if (row != NULL)
    return row;
  row = g_new0 (Row, 1);
  row->record = portail_record_new (type);
  row->record->id = g_strdup (id);
  row->record->enterprise_id = g_strdup (PORTAIL_FIXTURE_COMPANY);
  g_hash_table_insert (store->rows, g_strdup (id), row);
  return row;
}

static void
set_status (PortailRecord *record, const char *name)
{
  int index = portail_record_type_find_field (record->type, "status");
  const PortailField *field = index >= 0
                                  ? portail_record_type_get_field (record->type, (guint) index)
                                  : NULL;

  if (field != NULL && (name != NULL || portail_field_is_null (field, record)))
    portail_field_set_integer (field, record,
                               name != NULL ? portail_choice_from_name (field->choices, name)
                                            : field->choices[0].value);
}

static void
do_change (PortailFakeStore *store, const PortailChange *change)
{
  Row *row = get_row (store, change->type, change->id);

  if (change->record != NULL)
    portail_record_copy_fields (row->record, change->record, change->fields);
  set_status (row->record, g_strcmp0 (change->command, "submit") == 0 ? "en_attente" : NULL);
  if (change->kind == PORTAIL_CHANGE_DELETE)
    row->state = ROW_DELETED;
  else if (g_strcmp0 (change->command, "restore") == 0)
    row->state = ROW_LIVE;
  row->number = row->record->rev = ++store->number;
}

static void
append_row (GString *json, const PortailRecord *record)
{
  portail_record_append_json (record, portail_record_type_get_all_fields (record->type), json);
}

static char *
apply_op (PortailFakeStore *store, const PortailSyncOp *op)
{
  g_autofree char *verdict = g_queue_pop_head (&store->verdicts);
  GString *json = g_string_new (NULL);

  g_string_append_printf (json, "{\"op_id\":\"%s\",", op->op_id);
  if (verdict != NULL)
    {
      g_string_append (json, verdict + 1);
      return g_string_free (json, FALSE);
    }
  for (guint i = 0; i < op->changes->len; i++)
    do_change (store, g_ptr_array_index (op->changes, i));
  g_string_append_printf (json, "\"status\":\"applied\",\"rev\":%d,%s", (int) store->number,
                          op->shape == PORTAIL_SYNC_OP_BATCH ? "\"rows\":[" : "\"row\":");
  for (guint i = 0; i < op->changes->len; i++)
    {
      const PortailChange *change = g_ptr_array_index (op->changes, i);

      g_string_append (json, i > 0 ? "," : "");
      append_row (json, get_row (store, change->type, change->id)->record);
    }
  g_string_append (json, op->shape == PORTAIL_SYNC_OP_BATCH ? "]}" : "}");
  return g_string_free (json, FALSE);
}

static gint64
get_last_seq (PortailFakeStore *store, const char *device)
{
  const gint64 *last = g_hash_table_lookup (store->last_seq, device);

  return last != NULL ? *last : 0;
}

static void
set_last_seq (PortailFakeStore *store, const char *device, gint64 seq)
{
  g_hash_table_insert (store->last_seq, g_strdup (device), g_memdup2 (&seq, sizeof seq));
}

static void
answer_op (PortailFakeStore *store, const char *device, const PortailJson *json, GString *answer)
{
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  g_autoptr (PortailSyncOp) op = portail_sync_op_read_json (json, problems);
  const char *stored = g_hash_table_lookup (store->ledger, op->op_id);
  gint64 last = get_last_seq (store, device);

  g_assert_cmpuint (problems->len, ==, 0);
  if (stored == NULL && op->seq != last + 1)
    {
      g_string_append_printf (answer,
                              "{\"op_id\":\"%s\",\"status\":\"deferred\",\"on\":\"seq:%d\"}",
                              op->op_id, (int) last + 1);
      return;
    }
  if (stored == NULL)
    {
      stored = apply_op (store, op);
      g_hash_table_insert (store->ledger, g_strdup (op->op_id), (char *) stored);
    }
  if (op->seq == last + 1)
    set_last_seq (store, device, op->seq);
  g_string_append (answer, stored);
}

char *
portail_fake_store_push (PortailFakeStore *store, const PortailJson *request, guint *status)
{
  const PortailJson *ops = portail_json_get (request, "ops");
  const char *epoch = portail_json_get_member_string (request, "epoch");
  g_autofree char *own = g_strdup_printf ("epoch-%u", store->epoch);
  GString *answer = g_string_new (NULL);

  if (epoch != NULL && !g_str_equal (epoch, own))
    {
      *status = 409;
      g_string_append (answer, "{\"code\":\"epoch_changed\",\"detail\":\"restored\"}");
      return g_string_free (answer, FALSE);
    }
  g_string_append_printf (answer, "{\"epoch\":\"%s\",\"results\":[", own);
  for (const PortailJson *op = ops->first_child; op != NULL; op = op->next)
    {
      g_string_append (answer, op != ops->first_child ? "," : "");
      answer_op (store, portail_json_get_member_string (request, "device"), op, answer);
    }
  g_string_append (answer, "]}");
  return g_string_free (answer, FALSE);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const Row *const *left = a;
  const Row *const *right = b;

  return ((*left)->number > (*right)->number) - ((*left)->number < (*right)->number);
}

static void
append_change (GString *json, const Row *row)
{
  static const char *const removals[] = { [ROW_DELETED] = "del", [ROW_EVICTED] = "evict" };

  if (row->state == ROW_LIVE)
    {
      g_string_append_printf (json,
                              "{\"op\":\"put\",\"type\":\"%s\",\"row\":", row->record->type->name);
      append_row (json, row->record);
      g_string_append_c (json, '}');
      return;
    }
  g_string_append_printf (json, "{\"op\":\"%s\",\"type\":\"%s\",\"id\":\"%s\",\"rev\":%d}",
                          removals[row->state], row->record->type->name, row->record->id,
                          (int) row->number);
}

static void
append_digest (PortailFakeStore *store, GString *json)
{
  PortailDigest digest = { 0 };
  char text[PORTAIL_DIGEST_TEXT_SIZE];
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, store->rows);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Row *row = value;

      if (row->state == ROW_LIVE)
        portail_digest_change (&digest, PORTAIL_DIGEST_ADD, row->record->type->name,
                               row->record->id, row->record->rev);
    }
  if (store->is_digest_spoilt)
    digest.low++;
  store->is_digest_spoilt = FALSE;
  g_string_append_printf (json, ",\"digest\":{\"count\":%d,\"hash\":\"%s\"}", (int) digest.count,
                          portail_digest_format (&digest, text));
}

/* A cursor is "epoch/generation/number". */
static gint64
read_cursor (PortailFakeStore *store, const char *cursor, gboolean *is_reset)
{
  g_autofree char *prefix = g_strdup_printf ("%u/%u/", store->epoch, store->generation);

  *is_reset = cursor == NULL || !g_str_has_prefix (cursor, prefix);
  return *is_reset ? 0 : g_ascii_strtoll (cursor + strlen (prefix), NULL, 10);
}

static void
append_page (PortailFakeStore *store, const char *cursor, GString *json)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  gboolean is_reset;
  gint64 from = read_cursor (store, cursor, &is_reset);
  GHashTableIter iter;
  gpointer value;
  guint n_rows;

  g_hash_table_iter_init (&iter, store->rows);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((Row *) value)->number > from && (!is_reset || ((Row *) value)->state == ROW_LIVE))
      g_ptr_array_add (rows, value);
  g_ptr_array_sort (rows, compare_rows);
  n_rows = store->page != 0 ? MIN (store->page, rows->len) : rows->len;
  g_string_append_printf (json, "{\"scope\":\"" COMPANY_SCOPE "\",\"reset\":%s,\"changes\":[",
                          is_reset ? "true" : "false");
  for (guint i = 0; i < n_rows; i++)
    {
      g_string_append (json, i > 0 ? "," : "");
      append_change (json, g_ptr_array_index (rows, i));
    }
  from = n_rows < rows->len ? ((Row *) g_ptr_array_index (rows, n_rows - 1))->number
                            : store->number;
  g_string_append_printf (json, "],\"cursor\":\"%u/%u/%d\",\"more\":%s", store->epoch,
                          store->generation, (int) from, n_rows < rows->len ? "true" : "false");
  if (n_rows == rows->len)
    append_digest (store, json);
  g_string_append_c (json, '}');
}

char *
portail_fake_store_pull (PortailFakeStore *store, const PortailJson *request, guint *status)
{
  const PortailJson *cursors = portail_json_get (request, "cursors");
  char now[PORTAIL_TIMESTAMP_TEXT_SIZE];
  GString *json = g_string_new (NULL);

  g_string_append_printf (json,
                          "{\"epoch\":\"epoch-%u\",\"server_time\":\"%s\",\"scopes\":["
                          "{\"scope\":\"" USER_SCOPE "\",\"role\":null}",
                          store->epoch, portail_timestamp_format (portail_timestamp_now (), now));
  if (store->role != NULL)
    g_string_append_printf (json, ",{\"scope\":\"" COMPANY_SCOPE "\",\"role\":\"%s\"}",
                            store->role);
  g_string_append (json, "],\"pages\":[");
  if (store->role != NULL)
    append_page (store, portail_json_get_member_string (cursors, COMPANY_SCOPE), json);
  g_string_append (json, "]}");
  return g_string_free (json, FALSE);
}

void
portail_fake_store_put (PortailFakeStore *store, PortailRecord *record)
{
  Row *row = get_row (store, record->type, record->id);

  portail_record_free (row->record);
  row->record = record;
  g_free (record->enterprise_id);
  record->enterprise_id = g_strdup (PORTAIL_FIXTURE_COMPANY);
  set_status (record, NULL);
  row->state = ROW_LIVE;
  row->number = record->rev = ++store->number;
}

static void
remove_row (PortailFakeStore *store, const char *id, RowState state)
{
  Row *row = g_hash_table_lookup (store->rows, id);

  g_assert_nonnull (row);
  row->state = state;
  row->number = row->record->rev = ++store->number;
}

void
portail_fake_store_delete (PortailFakeStore *store, const char *id)
{
  remove_row (store, id, ROW_DELETED);
}

void
portail_fake_store_evict (PortailFakeStore *store, const char *id)
{
  remove_row (store, id, ROW_EVICTED);
}

const PortailRecord *
portail_fake_store_find (PortailFakeStore *store, const char *id)
{
  const Row *row = g_hash_table_lookup (store->rows, id);

  return row != NULL && row->state == ROW_LIVE ? row->record : NULL;
}

static gboolean
is_later (gpointer id, gpointer row, gpointer number)
{
  return ((Row *) row)->number > *(gint64 *) number;
}

void
portail_fake_store_restore (PortailFakeStore *store, gint64 number)
{
  g_hash_table_foreach_remove (store->rows, is_later, &number);
  g_hash_table_remove_all (store->ledger);
  g_hash_table_remove_all (store->last_seq);
  store->number = number;
  store->epoch++;
}

void
portail_fake_store_init (PortailFakeStore *store)
{
  store->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, row_free);
  store->ledger = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  store->last_seq = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  store->role = g_strdup ("patron");
  g_queue_init (&store->verdicts);
}

void
portail_fake_store_clear (PortailFakeStore *store)
{
  g_hash_table_unref (store->rows);
  g_hash_table_unref (store->ledger);
  g_hash_table_unref (store->last_seq);
  g_queue_clear_full (&store->verdicts, g_free);
  g_free (store->role);
}
