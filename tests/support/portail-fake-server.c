/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/portail-fake-server.h"

#include <libsoup/soup.h>
#include <string.h>

#include "tests/support/portail-client-fixture.h"
#include "tests/support/portail-fake-store.h"

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
  char *retry_after;
  GHashTable *headers; /* of the next answer */
  PortailFakeStore store;
  guint access;  /* number of the good access token */
  guint refresh; /* number of the good refresh token */
};

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

static char *
answer_push (PortailFakeServer *server, const PortailJson *request, guint *status)
{
  return portail_fake_store_push (&server->store, request, status);
}

static char *
answer_pull (PortailFakeServer *server, const PortailJson *request, guint *status)
{
  return portail_fake_store_pull (&server->store, request, status);
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
  if (status != 200 && server->retry_after != NULL)
    soup_message_headers_replace (headers, "Retry-After", server->retry_after);
  if (status != 200)
    g_clear_pointer (&server->retry_after, g_free);
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
  portail_fake_store_init (&server->store);
  server->access = 100;
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
  portail_fake_store_clear (&server->store);
  g_free (server->address);
  g_free (server->retry_after);
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
portail_fake_server_set_retry_after (PortailFakeServer *server, const char *seconds)
{
  g_free (server->retry_after);
  server->retry_after = g_strdup (seconds);
}

void
portail_fake_server_judge (PortailFakeServer *server, const char *result)
{
  g_queue_push_tail (&server->store.verdicts, g_strdup (result));
}

void
portail_fake_server_put (PortailFakeServer *server, PortailRecord *record)
{
  portail_fake_store_put (&server->store, record);
}

void
portail_fake_server_delete (PortailFakeServer *server, const char *id)
{
  portail_fake_store_delete (&server->store, id);
}

void
portail_fake_server_evict (PortailFakeServer *server, const char *id)
{
  portail_fake_store_evict (&server->store, id);
}

const PortailRecord *
portail_fake_server_find (PortailFakeServer *server, const char *id)
{
  return portail_fake_store_find (&server->store, id);
}

void
portail_fake_server_set_role (PortailFakeServer *server, const char *role)
{
  g_free (server->store.role);
  server->store.role = g_strdup (role);
}

void
portail_fake_server_restore (PortailFakeServer *server, gint64 number)
{
  portail_fake_store_restore (&server->store, number);
}

gint64
portail_fake_server_get_number (PortailFakeServer *server)
{
  return server->store.number;
}

void
portail_fake_server_set_page (PortailFakeServer *server, guint n_rows)
{
  server->store.page = n_rows;
}

void
portail_fake_server_spoil_digest (PortailFakeServer *server)
{
  server->store.is_digest_spoilt = TRUE;
}

void
portail_fake_server_forget_cursors (PortailFakeServer *server)
{
  server->store.generation++;
}

void
portail_fake_server_expire (PortailFakeServer *server)
{
  server->access++;
}
