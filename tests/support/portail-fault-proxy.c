/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two threads a connection, one for each direction; the one towards the server begins exchanges,
 * the one towards the client suffers their faults. */
#include "tests/support/portail-fault-proxy.h"

#include <gio/gio.h>

#define BUFFER_SIZE (64 * 1024)

struct _PortailFaultProxy
{
  GMutex mutex; /* of all below that changes */
  GCond stopping;
  gboolean is_stopping;
  GSocket *listener;
  guint16 port;
  guint16 target;
  PortailFault fault;
  gboolean has_failed;
  guint n_exchanges;
  GThread *acceptor;
  GPtrArray *connections; /* of owned Connection; all that ever were */
};

typedef struct
{
  PortailFaultProxy *proxy;
  GSocket *client;
  GSocket *server;
  GThread *thread;     /* from the client to the server */
  PortailFault fault;  /* of the exchange that runs; the proxy's mutex */
  gboolean is_replied; /* the exchange has an answer; the proxy's mutex */
  GByteArray *request; /* of the exchange; the proxy's mutex */
} Connection;

static void
connection_free (gpointer pointer)
{
  Connection *connection = pointer;

  g_thread_join (connection->thread);
  g_clear_object (&connection->client);
  g_clear_object (&connection->server);
  g_byte_array_unref (connection->request);
  g_free (connection);
}

static void
hang_up (GSocket *socket)
{
  if (socket != NULL)
    g_socket_shutdown (socket, TRUE, TRUE, NULL);
}

static gboolean
send_all (GSocket *socket, const char *bytes, gsize n_bytes)
{
  while (n_bytes > 0)
    {
      gssize n_sent = g_socket_send (socket, bytes, n_bytes, NULL, NULL);

      if (n_sent <= 0)
        return FALSE;
      bytes += n_sent;
      n_bytes -= (gsize) n_sent;
    }
  return TRUE;
}

static GSocket *
connect_to (guint16 port)
{
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", port);

  if (port == 0)
    return NULL;
  socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_assert_nonnull (socket);
  return g_socket_connect (socket, address, NULL, NULL) ? g_steal_pointer (&socket) : NULL;
}

/* Under the mutex: what a client sends first, or after an answer, begins an exchange. */
static void
begin_exchange (Connection *connection)
{
  PortailFaultProxy *proxy = connection->proxy;

  connection->is_replied = FALSE;
  connection->fault = (PortailFault){ PORTAIL_FAULT_NONE };
  g_byte_array_set_size (connection->request, 0);
  proxy->n_exchanges++;
  if (proxy->fault.kind == PORTAIL_FAULT_NONE || --proxy->fault.at > 0)
    return;
  connection->fault = proxy->fault;
  proxy->fault = (PortailFault){ PORTAIL_FAULT_NONE };
  proxy->has_failed = TRUE;
}

static PortailFault
note_request (Connection *connection, const char *bytes, gsize n_bytes)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&connection->proxy->mutex);

  if (connection->is_replied || connection->request->len == 0)
    begin_exchange (connection);
  g_byte_array_append (connection->request, (const guint8 *) bytes, (guint) n_bytes);
  return connection->fault;
}

/* Sends the request once more on a connection of its own and waits for the answer. */
static void
repeat_request (Connection *connection)
{
  PortailFaultProxy *proxy = connection->proxy;
  g_autoptr (GSocket) socket = NULL;
  g_autofree char *buffer = g_malloc (BUFFER_SIZE);

  g_mutex_lock (&proxy->mutex);
  socket = connect_to (proxy->target);
  g_mutex_unlock (&proxy->mutex);
  if (socket != NULL
      && send_all (socket, (const char *) connection->request->data, connection->request->len))
    g_socket_receive (socket, buffer, BUFFER_SIZE, NULL, NULL);
}

static void
wait_for (PortailFaultProxy *proxy, guint n_milliseconds)
{
  gint64 end = g_get_monotonic_time () + n_milliseconds * (gint64) 1000;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&proxy->mutex);

  while (!proxy->is_stopping && g_cond_wait_until (&proxy->stopping, &proxy->mutex, end))
    continue;
}

/* The fault of the exchange as its answer comes; @is_first tells whether these are the first bytes
 * of it. */
static PortailFault
note_reply (Connection *connection, gboolean *is_first)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&connection->proxy->mutex);

  *is_first = !connection->is_replied;
  connection->is_replied = TRUE;
  return connection->fault;
}

/* Returns: whether the connection goes on. */
static gboolean
pass_reply (Connection *connection, const char *bytes, gsize n_bytes, gsize *n_passed)
{
  gboolean is_first;
  PortailFault fault = note_reply (connection, &is_first);

  if (is_first)
    *n_passed = 0;
  if (fault.kind == PORTAIL_FAULT_DROP_REPLY)
    return FALSE;
  if (fault.kind == PORTAIL_FAULT_CUT_REPLY && *n_passed + n_bytes >= fault.n_bytes)
    {
      send_all (connection->client, bytes, fault.n_bytes - *n_passed);
      return FALSE;
    }
  if (fault.kind == PORTAIL_FAULT_DELAY_REPLY && is_first)
    wait_for (connection->proxy, fault.n_milliseconds);
  if (fault.kind == PORTAIL_FAULT_DUPLICATE_REQUEST && is_first)
    repeat_request (connection);
  *n_passed += n_bytes;
  return send_all (connection->client, bytes, n_bytes);
}

static gpointer
pass_replies (gpointer pointer)
{
  Connection *connection = pointer;
  g_autofree char *buffer = g_malloc (BUFFER_SIZE);
  gsize n_passed = 0;
  gssize n_read;

  do
    n_read = g_socket_receive (connection->server, buffer, BUFFER_SIZE, NULL, NULL);
  while (n_read > 0 && pass_reply (connection, buffer, (gsize) n_read, &n_passed));
  hang_up (connection->client);
  hang_up (connection->server);
  return NULL;
}

/* A long test has more connections than a process may have open. */
static void
close_sockets (Connection *connection)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&connection->proxy->mutex);

  g_socket_close (connection->client, NULL);
  if (connection->server != NULL)
    g_socket_close (connection->server, NULL);
}

static gpointer
pass_requests (gpointer pointer)
{
  Connection *connection = pointer;
  g_autofree char *buffer = g_malloc (BUFFER_SIZE);
  GThread *replies = NULL;
  gssize n_read = 0;

  if (connection->server != NULL)
    replies = g_thread_new ("proxy-replies", pass_replies, connection);
  while (replies != NULL
         && (n_read = g_socket_receive (connection->client, buffer, BUFFER_SIZE, NULL, NULL)) > 0)
    {
      PortailFault fault = note_request (connection, buffer, (gsize) n_read);

      if (fault.kind == PORTAIL_FAULT_DROP_REQUEST
          || !send_all (connection->server, buffer, (gsize) n_read))
        break;
    }
  hang_up (connection->client);
  hang_up (connection->server);
  g_clear_pointer (&replies, g_thread_join);
  close_sockets (connection);
  return NULL;
}

static void
take_connection (PortailFaultProxy *proxy, GSocket *client)
{
  Connection *connection = g_new0 (Connection, 1);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&proxy->mutex);

  connection->proxy = proxy;
  connection->client = client;
  connection->server = connect_to (proxy->target);
  connection->request = g_byte_array_new ();
  connection->thread = g_thread_new ("proxy-requests", pass_requests, connection);
  g_ptr_array_add (proxy->connections, connection);
}

static gpointer
accept_connections (gpointer pointer)
{
  PortailFaultProxy *proxy = pointer;
  GSocket *client;

  while ((client = g_socket_accept (proxy->listener, NULL, NULL)) != NULL)
    take_connection (proxy, client);
  return NULL;
}

static GSocket *
listen_on_loopback (guint16 *port)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) bound = NULL;
  GSocket *listener = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                    G_SOCKET_PROTOCOL_TCP, &error);

  g_assert_no_error (error);
  g_socket_bind (listener, address, TRUE, &error);
  g_assert_no_error (error);
  g_socket_listen (listener, &error);
  g_assert_no_error (error);
  bound = g_socket_get_local_address (listener, &error);
  g_assert_no_error (error);
  *port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  return listener;
}

PortailFaultProxy *
portail_fault_proxy_new (void)
{
  PortailFaultProxy *proxy = g_new0 (PortailFaultProxy, 1);

  g_mutex_init (&proxy->mutex);
  g_cond_init (&proxy->stopping);
  proxy->connections = g_ptr_array_new_with_free_func (connection_free);
  proxy->listener = listen_on_loopback (&proxy->port);
  proxy->acceptor = g_thread_new ("proxy-acceptor", accept_connections, proxy);
  return proxy;
}

void
portail_fault_proxy_free (PortailFaultProxy *proxy)
{
  if (proxy == NULL)
    return;
  hang_up (proxy->listener);
  g_thread_join (proxy->acceptor);
  g_mutex_lock (&proxy->mutex);
  proxy->is_stopping = TRUE;
  g_cond_broadcast (&proxy->stopping);
  for (guint i = 0; i < proxy->connections->len; i++)
    {
      Connection *connection = g_ptr_array_index (proxy->connections, i);

      hang_up (connection->client);
      hang_up (connection->server);
    }
  g_mutex_unlock (&proxy->mutex);
  g_ptr_array_unref (proxy->connections);
  g_object_unref (proxy->listener);
  g_cond_clear (&proxy->stopping);
  g_mutex_clear (&proxy->mutex);
  g_free (proxy);
}

guint16
portail_fault_proxy_get_port (PortailFaultProxy *proxy)
{
  return proxy->port;
}

void
portail_fault_proxy_set_target (PortailFaultProxy *proxy, guint16 port)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&proxy->mutex);

  proxy->target = port;
}

void
portail_fault_proxy_set_fault (PortailFaultProxy *proxy, const PortailFault *fault)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&proxy->mutex);

  proxy->fault = *fault;
  proxy->has_failed = FALSE;
}

gboolean
portail_fault_proxy_has_failed (PortailFaultProxy *proxy)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&proxy->mutex);

  return proxy->has_failed;
}

guint
portail_fault_proxy_get_n_exchanges (PortailFaultProxy *proxy)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&proxy->mutex);

  return proxy->n_exchanges;
}
