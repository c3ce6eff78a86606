/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/server/sync-client.h"

#include <string.h>

#include "server/portail-scope.h"
#include "server/portail-server-keys.h"
#include "server/portail-sync-routes.h"
#include "shared/portail-id.h"
#include "shared/portail-json-text.h"
#include "tests/support/faulty-database.h"

SyncClient *
sync_client_new (StoreFixture *fixture, Person person)
{
  SyncClient *client = g_new0 (SyncClient, 1);

  client->fixture = fixture;
  client->person = person;
  client->device = portail_id_new ();
  client->cursors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  client->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify) g_hash_table_unref);
  return client;
}

void
sync_client_free (SyncClient *client)
{
  g_free (client->device);
  g_hash_table_unref (client->cursors);
  g_hash_table_unref (client->rows);
  g_free (client);
}

PortailSyncOp *
sync_client_make_op (SyncClient *client, const char *company, PortailChange *change)
{
  PortailSyncOp *op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, company);

  op->seq = ++client->seq;
  portail_sync_op_take_change (op, change);
  return op;
}

typedef PortailAnswer *(*Handler) (PortailContext *context,
                                   const PortailRequest *request,
                                   GError **error);

static char *
call (SyncClient *client, Handler handler, const char *body, GError **error)
{
  PortailDatabase *database = client->fixture->database;
  g_autoptr (PortailAccess) access = store_fixture_get_access (client->fixture, client->person);
  g_autoptr (PortailServerKeys) keys = portail_server_keys_load (
      database, "a master key for tests only", store_fixture_tick (client->fixture), NULL);
  PortailContext context = {
    .keys = keys,
    .database = database,
    .now = store_fixture_tick (client->fixture),
    .access = access,
  };
  g_autoptr (PortailRequest) request = portail_request_new ("POST", "/api/sync", NULL);
  g_autoptr (PortailAnswer) answer = NULL;
  GBytes *sent;

  portail_request_take_body (request, g_bytes_new (body, strlen (body)));
  faulty_database_fail_at (client->fault_at);
  answer = handler (&context, request, error);
  faulty_database_fail_at (0);
  if (answer == NULL)
    return NULL;
  g_assert_cmpuint (portail_answer_get_status (answer), ==, 200);
  sent = portail_answer_get_body (answer);
  return g_strndup (g_bytes_get_data (sent, NULL), g_bytes_get_size (sent));
}

char *
sync_client_push_texts (SyncClient *client, GPtrArray *texts, GError **error)
{
  g_autoptr (GString) body = g_string_new (NULL);
  char *answer;

  g_string_append_printf (body, "{\"protocol\":1,\"device\":\"%s\",\"ops\":[", client->device);
  for (guint i = 0; i < texts->len; i++)
    g_string_append_printf (body, "%s%s", i > 0 ? "," : "",
                            (const char *) g_ptr_array_index (texts, i));
  g_string_append (body, "]}");
  g_assert_true (portail_database_savepoint (client->fixture->database, "request", NULL));
  answer = call (client, portail_sync_post_push, body->str, error);
  if (answer != NULL)
    g_assert_true (portail_database_release (client->fixture->database, "request", NULL));
  else
    portail_database_rollback_to (client->fixture->database, "request");
  return answer;
}

char *
sync_client_push (SyncClient *client, PortailSyncOp *first, ...)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  va_list rest;
  char *answer;

  va_start (rest, first);
  for (PortailSyncOp *op = first; op != NULL; op = va_arg (rest, PortailSyncOp *))
    {
      GString *text = g_string_new (NULL);

      portail_sync_op_append_json (op, text);
      g_ptr_array_add (texts, g_string_free (text, FALSE));
    }
  va_end (rest);
  answer = sync_client_push_texts (client, texts, &error);
  g_assert_no_error (error);
  return answer;
}

char *
sync_client_get_status (const char *answer, guint index)
{
  g_autoptr (PortailJsonDocument) document = portail_json_parse (answer, strlen (answer), NULL);
  const PortailJson *result =
      portail_json_get (portail_json_document_get_root (document), "results")->first_child;
  const char *code;

  for (; index > 0; index--)
    result = result->next;
  code = portail_json_get_member_string (result, "code");
  return g_strjoin (code != NULL ? " " : "", portail_json_get_member_string (result, "status"),
                    code != NULL ? code : "", NULL);
}

static GHashTable *
get_rows (SyncClient *client, const char *scope)
{
  GHashTable *rows = g_hash_table_lookup (client->rows, scope);

  if (rows == NULL)
    {
      rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      g_hash_table_insert (client->rows, g_strdup (scope), rows);
    }
  return rows;
}

static void
take_change (GHashTable *rows, const PortailJson *change)
{
  const PortailJson *row = portail_json_get (change, "row");
  const char *type = portail_json_get_member_string (change, "type");
  const char *op = portail_json_get_member_string (change, "op");
  const char *id = portail_json_get_member_string (row != NULL ? row : change, "id");
  g_autofree char *key = g_strconcat (type, "/", id, NULL);
  GString *text;

  g_assert_nonnull (id);
  g_assert_true ((row != NULL) == g_str_equal (op, "put"));
  if (row == NULL)
    {
      g_hash_table_remove (rows, key);
      return;
    }
  text = g_string_new (NULL);
  portail_json_append_canonical (row, text);
  g_hash_table_replace (rows, g_steal_pointer (&key), g_string_free (text, FALSE));
}

static gint64
get_rev (const char *row)
{
  g_autoptr (PortailJsonDocument) document = portail_json_parse (row, strlen (row), NULL);
  gint64 rev;

  g_assert_true (portail_json_get_integer (
      portail_json_get (portail_json_document_get_root (document), "rev"), &rev));
  return rev;
}

static void
check_digest (SyncClient *client, const char *scope, const PortailJson *sent)
{
  PortailDigest digest = { 0 };
  char sum[PORTAIL_DIGEST_TEXT_SIZE];
  GHashTableIter iter;
  gpointer key;
  gpointer row;
  gint64 count;

  g_hash_table_iter_init (&iter, get_rows (client, scope));
  while (g_hash_table_iter_next (&iter, &key, &row))
    {
      g_auto (GStrv) parts = g_strsplit (key, "/", 2);

      portail_digest_change (&digest, PORTAIL_DIGEST_ADD, parts[0], parts[1], get_rev (row));
    }
  g_assert_true (portail_json_get_integer (portail_json_get (sent, "count"), &count));
  g_assert_cmpint (count, ==, digest.count);
  g_assert_cmpstr (portail_json_get_member_string (sent, "hash"), ==,
                   portail_digest_format (&digest, sum));
}

/* Returns: whether the scope has more. */
static gboolean
take_page (SyncClient *client, const PortailJson *page)
{
  const char *scope = portail_json_get_member_string (page, "scope");
  const char *cursor = portail_json_get_member_string (page, "cursor");
  GHashTable *rows = get_rows (client, scope);
  gboolean has_more = portail_json_get (page, "more")->kind == PORTAIL_JSON_TRUE;

  if (portail_json_get (page, "reset")->kind == PORTAIL_JSON_TRUE)
    g_hash_table_remove_all (rows);
  for (const PortailJson *change = portail_json_get (page, "changes")->first_child; change != NULL;
       change = change->next)
    take_change (rows, change);
  g_hash_table_replace (client->cursors, g_strdup (scope), g_strdup (cursor));
  g_assert_true ((portail_json_get (page, "digest") == NULL) == has_more);
  if (!has_more)
    check_digest (client, scope, portail_json_get (page, "digest"));
  return has_more;
}

static void
append_cursors (SyncClient *client, GString *body)
{
  GHashTableIter iter;
  gpointer scope;
  gpointer cursor;

  g_hash_table_iter_init (&iter, client->cursors);
  while (g_hash_table_iter_next (&iter, &scope, &cursor))
    {
      portail_json_append_name (body, scope);
      portail_json_append_string (body, cursor);
    }
}

char *
sync_client_pull_once (SyncClient *client, guint limit)
{
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  char *answer;

  g_string_append_printf (body, "{\"protocol\":1,\"device\":\"%s\",\"limit\":%u,\"cursors\":{",
                          client->device, limit);
  append_cursors (client, body);
  g_string_append (body, "}}");
  answer = call (client, portail_sync_post_pull, body->str, &error);
  g_assert_no_error (error);
  return answer;
}

/* What the answer does not list is gone. */
static void
drop_other_scopes (SyncClient *client, const PortailJson *scopes)
{
  GHashTableIter iter;
  gpointer scope;

  g_hash_table_iter_init (&iter, client->rows);
  while (g_hash_table_iter_next (&iter, &scope, NULL))
    {
      gboolean is_listed = FALSE;

      for (const PortailJson *item = scopes->first_child; item != NULL; item = item->next)
        is_listed |= g_strcmp0 (portail_json_get_member_string (item, "scope"), scope) == 0;
      if (!is_listed)
        {
          g_hash_table_remove (client->cursors, scope);
          g_hash_table_iter_remove (&iter);
        }
    }
}

void
sync_client_pull (SyncClient *client, guint limit)
{
  gboolean has_more = TRUE;

  while (has_more)
    {
      g_autofree char *answer = sync_client_pull_once (client, limit);
      g_autoptr (PortailJsonDocument) document = portail_json_parse (answer, strlen (answer), NULL);
      const PortailJson *root = portail_json_document_get_root (document);

      has_more = portail_json_get (root, "more") != NULL;
      drop_other_scopes (client, portail_json_get (root, "scopes"));
      for (const PortailJson *page = portail_json_get (root, "pages")->first_child; page != NULL;
           page = page->next)
        has_more |= take_page (client, page);
    }
}

const char *
sync_client_find (SyncClient *client, const char *scope, const char *type, const char *id)
{
  g_autofree char *key = g_strconcat (type, "/", id, NULL);

  return g_hash_table_lookup (get_rows (client, scope), key);
}

guint
sync_client_count (SyncClient *client, const char *scope, const char *type)
{
  g_autofree char *prefix = g_strconcat (type, "/", NULL);
  GHashTableIter iter;
  gpointer key;
  guint count = 0;

  g_hash_table_iter_init (&iter, get_rows (client, scope));
  while (g_hash_table_iter_next (&iter, &key, NULL))
    count += g_str_has_prefix (key, prefix);
  return count;
}
