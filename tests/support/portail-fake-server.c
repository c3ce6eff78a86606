/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/portail-fake-server.h"

#include <libsoup/soup.h>
#include <string.h>

#include "shared/portail-change.h"
#include "shared/portail-digest.h"
#include "shared/portail-json-text.h"
#include "shared/portail-schema.h"
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

/* What the next request of a path meets. */
typedef struct
{
  guint status; /* 0: it is done, and the answer lost */
  char *body;
} Plan;

struct _PortailFakeServer
{
  SoupServer *soup;
  char *address;
  GHashTable *requests; /* path → GPtrArray of PortailJsonDocument */
  GHashTable *plans;    /* path → GQueue of Plan */
  GHashTable *headers;  /* of the next answer */
  GQueue verdicts;      /* of owned char * */

  GHashTable *rows;     /* id → Row */
  GHashTable *ledger;   /* op_id → owned result */
  GHashTable *last_seq; /* device → gint64 */
  gint64 number;
  guint epoch;
  guint generation; /* of cursors */
  char *role;
  guint page;
  gboolean is_digest_spoilt;
  guint access;  /* number of the good access token */
  guint refresh; /* number of the good refresh token */
};

static void
row_free (gpointer pointer)
{
  Row *row = pointer;

  portail_record_free (row->record);
  g_free (row);
}

static void
plan_free (gpointer pointer)
{
  Plan *plan = pointer;

  g_free (plan->body);
  g_free (plan);
}

static void
free_plans (gpointer queue)
{
  g_queue_free_full (queue, plan_free);
}

static void
free_documents (gpointer array)
{
  g_ptr_array_unref (array);
}

static void
free_document (gpointer document)
{
  portail_json_document_free (document);
}

/* The row of @id, made where there is none. */
static Row *
get_row (PortailFakeServer *server, const PortailRecordType *type, const char *id)
{
  Row *row = g_hash_table_lookup (server->rows, id);

  if (row != NULL)
    return row;
  row = g_new0 (Row, 1);
  row->record = portail_record_new (type);
  row->record->id = g_strdup (id);
  row->record->enterprise_id = g_strdup (PORTAIL_FIXTURE_COMPANY);
  g_hash_table_insert (server->rows, g_strdup (id), row);
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
do_change (PortailFakeServer *server, const PortailChange *change)
{
  Row *row = get_row (server, change->type, change->id);

  if (change->record != NULL)
    portail_record_copy_fields (row->record, change->record, change->fields);
  set_status (row->record, g_strcmp0 (change->command, "submit") == 0 ? "en_attente" : NULL);
  if (change->kind == PORTAIL_CHANGE_DELETE)
    row->state = ROW_DELETED;
  else if (g_strcmp0 (change->command, "restore") == 0)
    row->state = ROW_LIVE;
  row->number = row->record->rev = ++server->number;
}

static void
append_row (GString *json, const PortailRecord *record)
{
  portail_record_append_json (record, portail_record_type_get_all_fields (record->type), json);
}

static char *
apply_op (PortailFakeServer *server, const PortailSyncOp *op)
{
  g_autofree char *verdict = g_queue_pop_head (&server->verdicts);
  GString *json = g_string_new (NULL);

  g_string_append_printf (json, "{\"op_id\":\"%s\",", op->op_id);
  if (verdict != NULL)
    {
      g_string_append (json, verdict + 1);
      return g_string_free (json, FALSE);
    }
  for (guint i = 0; i < op->changes->len; i++)
    do_change (server, g_ptr_array_index (op->changes, i));
  g_string_append_printf (json, "\"status\":\"applied\",\"rev\":%d,%s", (int) server->number,
                          op->shape == PORTAIL_SYNC_OP_BATCH ? "\"rows\":[" : "\"row\":");
  for (guint i = 0; i < op->changes->len; i++)
    {
      const PortailChange *change = g_ptr_array_index (op->changes, i);

      g_string_append (json, i > 0 ? "," : "");
      append_row (json, get_row (server, change->type, change->id)->record);
    }
  g_string_append (json, op->shape == PORTAIL_SYNC_OP_BATCH ? "]}" : "}");
  return g_string_free (json, FALSE);
}

static gint64
get_last_seq (PortailFakeServer *server, const char *device)
{
  const gint64 *last = g_hash_table_lookup (server->last_seq, device);

  return last != NULL ? *last : 0;
}

static void
set_last_seq (PortailFakeServer *server, const char *device, gint64 seq)
{
  g_hash_table_insert (server->last_seq, g_strdup (device), g_memdup2 (&seq, sizeof seq));
}

static void
answer_op (PortailFakeServer *server, const char *device, const PortailJson *json, GString *answer)
{
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  g_autoptr (PortailSyncOp) op = portail_sync_op_read_json (json, problems);
  const char *stored = g_hash_table_lookup (server->ledger, op->op_id);
  gint64 last = get_last_seq (server, device);

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
      stored = apply_op (server, op);
      g_hash_table_insert (server->ledger, g_strdup (op->op_id), (char *) stored);
    }
  if (op->seq == last + 1)
    set_last_seq (server, device, op->seq);
  g_string_append (answer, stored);
}

static char *
answer_push (PortailFakeServer *server, const PortailJson *request, guint *status)
{
  const PortailJson *ops = portail_json_get (request, "ops");
  const char *epoch = portail_json_get_member_string (request, "epoch");
  g_autofree char *own = g_strdup_printf ("epoch-%u", server->epoch);
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
      answer_op (server, portail_json_get_member_string (request, "device"), op, answer);
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
append_digest (PortailFakeServer *server, GString *json)
{
  PortailDigest digest = { 0 };
  char text[PORTAIL_DIGEST_TEXT_SIZE];
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, server->rows);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Row *row = value;

      if (row->state == ROW_LIVE)
        portail_digest_change (&digest, PORTAIL_DIGEST_ADD, row->record->type->name,
                               row->record->id, row->record->rev);
    }
  if (server->is_digest_spoilt)
    digest.low++;
  server->is_digest_spoilt = FALSE;
  g_string_append_printf (json, ",\"digest\":{\"count\":%d,\"hash\":\"%s\"}", (int) digest.count,
                          portail_digest_format (&digest, text));
}

/* A cursor is "epoch/generation/number". */
static gint64
read_cursor (PortailFakeServer *server, const char *cursor, gboolean *is_reset)
{
  g_autofree char *prefix = g_strdup_printf ("%u/%u/", server->epoch, server->generation);

  *is_reset = cursor == NULL || !g_str_has_prefix (cursor, prefix);
  return *is_reset ? 0 : g_ascii_strtoll (cursor + strlen (prefix), NULL, 10);
}

static void
append_page (PortailFakeServer *server, const char *cursor, GString *json)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  gboolean is_reset;
  gint64 from = read_cursor (server, cursor, &is_reset);
  GHashTableIter iter;
  gpointer value;
  guint n_rows;

  g_hash_table_iter_init (&iter, server->rows);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((Row *) value)->number > from && (!is_reset || ((Row *) value)->state == ROW_LIVE))
      g_ptr_array_add (rows, value);
  g_ptr_array_sort (rows, compare_rows);
  n_rows = server->page != 0 ? MIN (server->page, rows->len) : rows->len;
  g_string_append_printf (json, "{\"scope\":\"" COMPANY_SCOPE "\",\"reset\":%s,\"changes\":[",
                          is_reset ? "true" : "false");
  for (guint i = 0; i < n_rows; i++)
    {
      g_string_append (json, i > 0 ? "," : "");
      append_change (json, g_ptr_array_index (rows, i));
    }
  from = n_rows < rows->len ? ((Row *) g_ptr_array_index (rows, n_rows - 1))->number
                            : server->number;
  g_string_append_printf (json, "],\"cursor\":\"%u/%u/%d\",\"more\":%s", server->epoch,
                          server->generation, (int) from, n_rows < rows->len ? "true" : "false");
  if (n_rows == rows->len)
    append_digest (server, json);
  g_string_append_c (json, '}');
}

static char *
answer_pull (PortailFakeServer *server, const PortailJson *request, guint *status)
{
  const PortailJson *cursors = portail_json_get (request, "cursors");
  char now[PORTAIL_TIMESTAMP_TEXT_SIZE];
  GString *json = g_string_new (NULL);

  g_string_append_printf (json,
                          "{\"epoch\":\"epoch-%u\",\"server_time\":\"%s\",\"scopes\":["
                          "{\"scope\":\"" USER_SCOPE "\",\"role\":null}",
                          server->epoch, portail_timestamp_format (portail_timestamp_now (), now));
  if (server->role != NULL)
    g_string_append_printf (json, ",{\"scope\":\"" COMPANY_SCOPE "\",\"role\":\"%s\"}",
                            server->role);
  g_string_append (json, "],\"pages\":[");
  if (server->role != NULL)
    append_page (server, portail_json_get_member_string (cursors, COMPANY_SCOPE), json);
  g_string_append (json, "]}");
  return g_string_free (json, FALSE);
}

static char *
answer_session (PortailFakeServer *server, const PortailJson *request, guint *status)
{
  g_autofree char *good = g_strdup_printf ("refresh-%u", server->refresh);
  const char *token = portail_json_get_member_string (request, "refresh_token");

  if (token != NULL && !g_str_equal (token, good))
    {
      *status = 401;
      return g_strdup ("{\"code\":\"unauthenticated\",\"detail\":\"again\"}");
    }
  server->access++;
  server->refresh++;
  return g_strdup_printf ("{\"access_token\":\"access-%u\",\"token_type\":\"bearer\","
                          "\"refresh_token\":\"refresh-%u\",\"expires_in\":900,\"user\":"
                          "{\"id\":\"" PORTAIL_FIXTURE_USER "\",\"username\":\"Léa\","
                          "\"role\":\"patron\",\"avatar_url\":null}}",
                          server->access, server->refresh);
}

typedef char *(*Answer) (PortailFakeServer *server, const PortailJson *request, guint *status);

static const struct
{
  const char *path;
  Answer answer;
} routes[] = {
  { "/api/sync/push", answer_push },
  { "/api/sync/pull", answer_pull },
  { "/auth/refresh", answer_session },
  { "/auth/token", answer_session },
};

static const PortailJson *
keep_request (PortailFakeServer *server, SoupServerMessage *message, const char *path)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  PortailJsonDocument *document = length > 0 ? portail_json_parse (text, length, NULL)
                                             : portail_json_parse ("{}", 2, NULL);
  GPtrArray *requests = g_hash_table_lookup (server->requests, path);

  g_assert_nonnull (document);
  if (requests == NULL)
    {
      requests = g_ptr_array_new_with_free_func (free_document);
      g_hash_table_insert (server->requests, g_strdup (path), requests);
    }
  g_ptr_array_add (requests, document);
  return portail_json_document_get_root (document);
}

static gboolean
is_allowed (PortailFakeServer *server, SoupServerMessage *message, const char *path)
{
  g_autofree char *good = g_strdup_printf ("Bearer access-%u", server->access);
  const char *given = soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), "Authorization");

  return !g_str_has_prefix (path, "/api/") || g_strcmp0 (given, good) == 0;
}

static char *
do_request (PortailFakeServer *server, const char *path, const PortailJson *request, guint *status)
{
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    if (g_str_equal (path, routes[i].path))
      return routes[i].answer (server, request, status);
  *status = 404;
  return g_strdup ("{\"code\":\"not_found\",\"detail\":\"nothing here\"}");
}

static void
respond (PortailFakeServer *server, SoupServerMessage *message, guint status, char *body)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  g_hash_table_iter_init (&iter, server->headers);
  while (status == 200 && g_hash_table_iter_next (&iter, &name, &value))
    {
      soup_message_headers_replace (headers, name, value);
      g_hash_table_iter_remove (&iter);
    }
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_TAKE, body,
                                    strlen (body));
}

static void
on_request (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user)
{
  PortailFakeServer *server = user;
  const PortailJson *request = keep_request (server, message, path);
  GQueue *plans = g_hash_table_lookup (server->plans, path);
  Plan *plan;
  guint status = 200;
  char *body;

  if (!is_allowed (server, message, path))
    {
      respond (server, message, 401, g_strdup ("{\"code\":\"unauthenticated\"}"));
      return;
    }
  plan = plans != NULL ? g_queue_pop_head (plans) : NULL;
  if (plan != NULL && plan->status != 0)
    {
      respond (server, message, plan->status, g_steal_pointer (&plan->body));
      plan_free (plan);
      return;
    }
  body = do_request (server, path, request, &status);
  respond (server, message, status, body);
  if (plan != NULL)
    {
      g_socket_close (soup_server_message_get_socket (message), NULL);
      plan_free (plan);
    }
}

PortailFakeServer *
portail_fake_server_new (void)
{
  PortailFakeServer *server = g_new0 (PortailFakeServer, 1);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  server->soup = soup_server_new (NULL, NULL);
  soup_server_add_handler (server->soup, NULL, on_request, server, NULL);
  soup_server_listen_local (server->soup, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server->soup);
  server->address = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  server->requests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_documents);
  server->plans = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_plans);
  server->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  server->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, row_free);
  server->ledger = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  server->last_seq = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  server->role = g_strdup ("patron");
  server->access = 100;
  g_queue_init (&server->verdicts);
  return server;
}

void
portail_fake_server_free (PortailFakeServer *server)
{
  soup_server_disconnect (server->soup);
  g_object_unref (server->soup);
  g_hash_table_unref (server->requests);
  g_hash_table_unref (server->plans);
  g_hash_table_unref (server->headers);
  g_hash_table_unref (server->rows);
  g_hash_table_unref (server->ledger);
  g_hash_table_unref (server->last_seq);
  g_queue_clear_full (&server->verdicts, g_free);
  g_free (server->role);
  g_free (server->address);
  g_free (server);
}

const char *
portail_fake_server_get_address (PortailFakeServer *server)
{
  return server->address;
}

guint
portail_fake_server_count (PortailFakeServer *server, const char *path)
{
  const GPtrArray *requests = g_hash_table_lookup (server->requests, path);

  return requests != NULL ? requests->len : 0;
}

const PortailJson *
portail_fake_server_get_request (PortailFakeServer *server, const char *path, guint index)
{
  const GPtrArray *requests = g_hash_table_lookup (server->requests, path);

  g_assert_nonnull (requests);
  g_assert_cmpuint (index, <, requests->len);
  return portail_json_document_get_root (g_ptr_array_index (requests, index));
}

static void
add_plan (PortailFakeServer *server, const char *path, guint status, const char *body)
{
  GQueue *plans = g_hash_table_lookup (server->plans, path);
  Plan *plan = g_new (Plan, 1);

  *plan = (Plan){ status, g_strdup (body) };
  if (plans == NULL)
    {
      plans = g_queue_new ();
      g_hash_table_insert (server->plans, g_strdup (path), plans);
    }
  g_queue_push_tail (plans, plan);
}

void
portail_fake_server_say (PortailFakeServer *server,
                         const char *path,
                         guint status,
                         const char *body)
{
  add_plan (server, path, status, body);
}

void
portail_fake_server_lose_reply (PortailFakeServer *server, const char *path)
{
  add_plan (server, path, 0, NULL);
}

void
portail_fake_server_add_header (PortailFakeServer *server, const char *name, const char *value)
{
  g_hash_table_insert (server->headers, g_strdup (name), g_strdup (value));
}

void
portail_fake_server_judge (PortailFakeServer *server, const char *result)
{
  g_queue_push_tail (&server->verdicts, g_strdup (result));
}

void
portail_fake_server_put (PortailFakeServer *server, PortailRecord *record)
{
  Row *row = get_row (server, record->type, record->id);

  portail_record_free (row->record);
  row->record = record;
  g_free (record->enterprise_id);
  record->enterprise_id = g_strdup (PORTAIL_FIXTURE_COMPANY);
  set_status (record, NULL);
  row->state = ROW_LIVE;
  row->number = record->rev = ++server->number;
}

static void
remove_row (PortailFakeServer *server, const char *id, RowState state)
{
  Row *row = g_hash_table_lookup (server->rows, id);

  g_assert_nonnull (row);
  row->state = state;
  row->number = row->record->rev = ++server->number;
}

void
portail_fake_server_delete (PortailFakeServer *server, const char *id)
{
  remove_row (server, id, ROW_DELETED);
}

void
portail_fake_server_evict (PortailFakeServer *server, const char *id)
{
  remove_row (server, id, ROW_EVICTED);
}

const PortailRecord *
portail_fake_server_find (PortailFakeServer *server, const char *id)
{
  const Row *row = g_hash_table_lookup (server->rows, id);

  return row != NULL && row->state == ROW_LIVE ? row->record : NULL;
}

void
portail_fake_server_set_role (PortailFakeServer *server, const char *role)
{
  g_free (server->role);
  server->role = g_strdup (role);
}

static gboolean
is_later (gpointer id, gpointer row, gpointer number)
{
  return ((Row *) row)->number > *(gint64 *) number;
}

void
portail_fake_server_restore (PortailFakeServer *server, gint64 number)
{
  g_hash_table_foreach_remove (server->rows, is_later, &number);
  g_hash_table_remove_all (server->ledger);
  g_hash_table_remove_all (server->last_seq);
  server->number = number;
  server->epoch++;
}

gint64
portail_fake_server_get_number (PortailFakeServer *server)
{
  return server->number;
}

void
portail_fake_server_set_page (PortailFakeServer *server, guint n_rows)
{
  server->page = n_rows;
}

void
portail_fake_server_spoil_digest (PortailFakeServer *server)
{
  server->is_digest_spoilt = TRUE;
}

void
portail_fake_server_forget_cursors (PortailFakeServer *server)
{
  server->generation++;
}

void
portail_fake_server_expire (PortailFakeServer *server)
{
  server->access++;
}
