/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-loopback-listener.h"

#include <string.h>

#include "shared/portail-i18n.h"

#define MAX_REQUEST_BYTES    16384
#define MAX_PORT_ATTEMPTS    5
#define READ_TIMEOUT_SECONDS 15

struct _PortailLoopbackListener
{
  GSocketListener *sockets;
  GCancellable *cancellable;
  char *uri;
  PortailLoopbackAnswer answer; /* NULL once it was given */
  gpointer user;
};

typedef struct
{
  PortailLoopbackListener *listener; /* good while the cancellable is not cancelled */
  GCancellable *cancellable;
  GSocketConnection *connection;
  GString *request;
  char buffer[1024];
  char *response;
} Connection;

static void
connection_free (Connection *connection)
{
  g_object_unref (connection->connection);
  g_object_unref (connection->cancellable);
  g_string_free (connection->request, TRUE);
  g_free (connection->response);
  g_free (connection);
}

static void
on_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_io_stream_close_finish (G_IO_STREAM (source), result, NULL);
  connection_free (user_data);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Connection *connection = user_data;

  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);
  g_io_stream_close_async (G_IO_STREAM (connection->connection), G_PRIORITY_DEFAULT, NULL,
                           on_closed, connection);
}

static void
respond (Connection *connection, const char *status, const char *sentence)
{
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection->connection));
  g_autofree char *text = g_markup_escape_text (sentence, -1);
  g_autofree char *page = g_strdup_printf (
      "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>Flashback Fa</title></head>"
      "<body><p>%s</p></body></html>",
      text);

  connection->response = g_strdup_printf (
      "HTTP/1.1 %s\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %zu\r\n"
      "Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff"
      "\r\nContent-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"
      "Connection: close\r\n\r\n%s",
      status, strlen (page), page);
  /* Without the cancellable: the page is still shown when the listener has done its work. */
  g_output_stream_write_all_async (output, connection->response, strlen (connection->response),
                                   G_PRIORITY_DEFAULT, NULL, on_written, connection);
}

static void
answer_callback (Connection *connection, const char *query)
{
  PortailLoopbackListener *listener = connection->listener;
  PortailLoopbackAnswer answer = g_steal_pointer (&listener->answer);
  g_autoptr (GHashTable) parameters = g_uri_parse_params (query != NULL ? query : "", -1, "&",
                                                          G_URI_PARAMS_WWW_FORM, NULL);

  if (parameters == NULL || answer == NULL)
    {
      listener->answer = answer;
      respond (connection, "400 Bad Request", _ ("This address is not valid."));
      return;
    }
  g_socket_listener_close (listener->sockets);
  respond (connection, "200 OK", answer (parameters, listener->user));
}

/* @line: `GET /callback?… HTTP/1.1`. */
static void
handle_request (Connection *connection, const char *line)
{
  g_auto (GStrv) parts = g_strsplit (line, " ", 3);
  char *query;

  if (g_strv_length (parts) != 3 || !g_str_equal (parts[0], "GET"))
    {
      respond (connection, "400 Bad Request", _ ("This address is not valid."));
      return;
    }
  query = strchr (parts[1], '?');
  if (query != NULL)
    *query++ = '\0';
  if (g_str_equal (parts[1], "/callback"))
    answer_callback (connection, query);
  else
    respond (connection, "404 Not Found", _ ("There is nothing here."));
}

static void read_more (Connection *connection);

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Connection *connection = user_data;
  gssize n_read = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);
  g_autofree char *line = NULL;

  if (n_read <= 0 || g_cancellable_is_cancelled (connection->cancellable))
    {
      connection_free (connection);
      return;
    }
  g_string_append_len (connection->request, connection->buffer, n_read);
  if (strstr (connection->request->str, "\r\n\r\n") == NULL)
    {
      if (connection->request->len > MAX_REQUEST_BYTES)
        respond (connection, "431 Request Header Fields Too Large",
                 _ ("This address is not valid."));
      else
        read_more (connection);
      return;
    }
  line = g_strndup (connection->request->str, strcspn (connection->request->str, "\r\n"));
  handle_request (connection, line);
}

static void
read_more (Connection *connection)
{
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection->connection));

  g_input_stream_read_async (input, connection->buffer, sizeof connection->buffer,
                             G_PRIORITY_DEFAULT, connection->cancellable, on_read, connection);
}

static void
on_accepted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PortailLoopbackListener *listener = user_data;
  g_autoptr (GError) error = NULL;
  GSocketConnection *accepted = g_socket_listener_accept_finish (G_SOCKET_LISTENER (source), result,
                                                                 NULL, &error);
  Connection *connection;

  /* Cancelled: the listener is gone. Closed: it has its answer. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    return;
  if (accepted != NULL)
    {
      connection = g_new0 (Connection, 1);
      connection->listener = listener;
      connection->cancellable = g_object_ref (listener->cancellable);
      connection->connection = accepted;
      connection->request = g_string_new (NULL);
      g_socket_set_timeout (g_socket_connection_get_socket (accepted), READ_TIMEOUT_SECONDS);
      read_more (connection);
    }
  if (listener->answer != NULL)
    g_socket_listener_accept_async (listener->sockets, listener->cancellable, on_accepted,
                                    listener);
}

static gboolean
add_address (GSocketListener *sockets, const char *host, guint16 *port, GError **error)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string (host, *port);
  g_autoptr (GSocketAddress) effective = NULL;

  if (!g_socket_listener_add_address (sockets, address, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                      NULL, &effective, error))
    return FALSE;
  *port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
  return TRUE;
}

/* The port of IPv4 may be taken on IPv6: then another one is tried. */
static GSocketListener *
open_sockets (guint16 *port, GError **error)
{
  for (int attempt = 0; attempt < MAX_PORT_ATTEMPTS; attempt++)
    {
      g_autoptr (GSocketListener) sockets = g_socket_listener_new ();
      g_autoptr (GError) fault = NULL;

      *port = 0;
      if (!add_address (sockets, "127.0.0.1", port, error))
        return NULL;
      if (add_address (sockets, "::1", port, &fault)
          || !g_error_matches (fault, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
        return g_steal_pointer (&sockets);
      g_socket_listener_close (sockets);
    }
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE, _ ("No port is free."));
  return NULL;
}

PortailLoopbackListener *
portail_loopback_listener_new (PortailLoopbackAnswer answer, gpointer user, GError **error)
{
  guint16 port;
  GSocketListener *sockets = open_sockets (&port, error);
  PortailLoopbackListener *listener;

  if (sockets == NULL)
    return NULL;
  listener = g_new0 (PortailLoopbackListener, 1);
  listener->sockets = sockets;
  listener->cancellable = g_cancellable_new ();
  listener->uri = g_strdup_printf ("http://127.0.0.1:%u/callback", port);
  listener->answer = answer;
  listener->user = user;
  g_socket_listener_accept_async (sockets, listener->cancellable, on_accepted, listener);
  return listener;
}

void
portail_loopback_listener_free (PortailLoopbackListener *listener)
{
  g_cancellable_cancel (listener->cancellable);
  g_socket_listener_close (listener->sockets);
  g_object_unref (listener->sockets);
  g_object_unref (listener->cancellable);
  g_free (listener->uri);
  g_free (listener);
}

const char *
portail_loopback_listener_get_uri (PortailLoopbackListener *listener)
{
  return listener->uri;
}
