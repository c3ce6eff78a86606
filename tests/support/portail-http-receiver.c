/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/portail-http-receiver.h"

#include <libsoup/soup.h>

struct _HttpReceiver
{
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  GAsyncQueue *requests;
  GMutex lock;
  HttpReceiverAnswer answer; /* under lock */
  gint n_requests;           /* atomic */
  gint port;                 /* atomic; 0 until it listens */
};

void
http_receiver_request_free (HttpReceiverRequest *request)
{
  g_free (request->path);
  g_free (request->content_type);
  g_free (request->body);
  g_free (request);
}

static HttpReceiverRequest *
keep_request (SoupServerMessage *message, const char *path)
{
  HttpReceiverRequest *request = g_new0 (HttpReceiverRequest, 1);
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);

  request->path = g_strdup (path);
  request->content_type = g_strdup (soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), "Content-Type"));
  request->body = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return request;
}

static void
send_answer (SoupServerMessage *message, const HttpReceiverAnswer *answer)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  char *body = g_strnfill (answer->body_length, 'x');

  soup_server_message_set_status (message, answer->status, NULL);
  if (answer->retry_after != NULL)
    soup_message_headers_append (headers, "Retry-After", answer->retry_after);
  if (answer->location != NULL)
    soup_message_headers_append (headers, "Location", answer->location);
  soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_TAKE, body,
                                    answer->body_length);
}

static void
handle (SoupServer *server,
        SoupServerMessage *message,
        const char *path,
        GHashTable *query,
        gpointer user)
{
  HttpReceiver *receiver = user;
  HttpReceiverAnswer answer;

  g_mutex_lock (&receiver->lock);
  answer = receiver->answer;
  g_mutex_unlock (&receiver->lock);
  if (answer.is_withheld)
    soup_server_message_pause (message);
  else if (answer.status == 0)
    {
      g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

      g_io_stream_close (stream, NULL, NULL);
    }
  else
    send_answer (message, &answer);
  g_atomic_int_inc (&receiver->n_requests);
  g_async_queue_push (receiver->requests, keep_request (message, path));
}

static gpointer
run (gpointer user)
{
  HttpReceiver *receiver = user;
  g_autoptr (SoupServer) server = NULL;
  g_autoptr (GError) error = NULL;
  g_autoslist (GUri) uris = NULL;

  g_main_context_push_thread_default (receiver->context);
  server = soup_server_new (NULL, NULL);
  soup_server_add_handler (server, NULL, handle, receiver, NULL);
  soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server);
  g_atomic_int_set (&receiver->port, g_uri_get_port (uris->data));
  g_async_queue_push (receiver->requests, receiver);
  g_main_loop_run (receiver->loop);
  soup_server_disconnect (server);
  g_clear_object (&server);
  g_main_context_pop_thread_default (receiver->context);
  return NULL;
}

HttpReceiver *
http_receiver_new (void)
{
  HttpReceiver *receiver = g_new0 (HttpReceiver, 1);

  g_mutex_init (&receiver->lock);
  receiver->answer.status = 204;
  receiver->context = g_main_context_new ();
  receiver->loop = g_main_loop_new (receiver->context, FALSE);
  receiver->requests = g_async_queue_new_full ((GDestroyNotify) http_receiver_request_free);
  receiver->thread = g_thread_new ("receiver", run, receiver);
  g_assert_true (g_async_queue_pop (receiver->requests) == receiver);
  return receiver;
}

static gboolean
quit (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

void
http_receiver_free (HttpReceiver *receiver)
{
  g_main_context_invoke (receiver->context, quit, receiver->loop);
  g_thread_join (receiver->thread);
  g_main_loop_unref (receiver->loop);
  g_main_context_unref (receiver->context);
  g_async_queue_unref (receiver->requests);
  g_mutex_clear (&receiver->lock);
  g_free (receiver);
}

char *
http_receiver_dup_url (HttpReceiver *receiver, const char *path)
{
  return g_strdup_printf ("http://127.0.0.1:%d%s", g_atomic_int_get (&receiver->port), path);
}

void
http_receiver_set_answer (HttpReceiver *receiver, const HttpReceiverAnswer *answer)
{
  g_mutex_lock (&receiver->lock);
  receiver->answer = *answer;
  g_mutex_unlock (&receiver->lock);
}

guint
http_receiver_count (HttpReceiver *receiver)
{
  return (guint) g_atomic_int_get (&receiver->n_requests);
}

HttpReceiverRequest *
http_receiver_take (HttpReceiver *receiver)
{
  return g_async_queue_pop (receiver->requests);
}
