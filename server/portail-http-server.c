/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-http-server.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <string.h>
#include <unistd.h>

#include "server/portail-http-exchange.h"
#include "shared/portail-i18n.h"

#define LISTEN_BACKLOG           1024
#define DEFAULT_BODY_MEMORY      (G_GUINT64_CONSTANT (256) * 1024 * 1024)
#define CARE_INTERVAL            1000 /* milliseconds */
#define LAST_ANSWER_MICROSECONDS (2 * G_USEC_PER_SEC)

struct _PortailHttpServer
{
  PortailHttpSettings settings; /* without its pointers */
  char *address;
  PortailHttpTraffic traffic;
  struct MHD_Daemon *daemon;
  guint16 port;
  GThread *caretaker;
  gint is_stopping; /* atomic */
};

/* What one HTTP thread owns. Each thread belongs to one server for life, so one key serves all. */
typedef struct
{
  gpointer state;
  void (*free) (gpointer state);
} ThreadState;

static void
free_thread_state (gpointer pointer)
{
  ThreadState *own = pointer;

  if (own->state != NULL)
    own->free (own->state);
  g_free (own);
}

static GPrivate thread_state = G_PRIVATE_INIT (free_thread_state);

static gpointer
get_thread_state (const PortailHttpHandler *handler)
{
  ThreadState *own = g_private_get (&thread_state);

  if (handler->new_thread_state == NULL)
    return NULL;
  if (own == NULL)
    {
      own = g_new0 (ThreadState, 1);
      own->free = handler->free_thread_state;
      g_private_set (&thread_state, own);
    }
  if (own->state == NULL)
    own->state = handler->new_thread_state (handler->user);
  return own->state;
}

static void *
on_request_line (void *cls, const char *uri, struct MHD_Connection *connection)
{
  PortailHttpServer *server = cls;

  return portail_http_exchange_new (&server->traffic, connection, uri);
}

static enum MHD_Result
on_request (void *cls,
            struct MHD_Connection *connection,
            const char *url,
            const char *method,
            const char *version,
            const char *upload,
            size_t *upload_size,
            void **exchange)
{
  PortailHttpServer *server = cls;
  enum MHD_Result result;

  if (!portail_http_exchange_has_begun (*exchange))
    return portail_http_exchange_begin (*exchange, method);
  if (*upload_size == 0)
    return portail_http_exchange_finish (*exchange, get_thread_state (&server->traffic.handler));
  result = portail_http_exchange_receive (*exchange, upload, *upload_size);
  *upload_size = 0;
  return result;
}

static void
on_completed (void *cls,
              struct MHD_Connection *connection,
              void **exchange,
              enum MHD_RequestTerminationCode termination)
{
  if (*exchange != NULL)
    portail_http_exchange_complete (g_steal_pointer (exchange), termination);
}

static enum MHD_Result
on_accept (void *cls, const struct sockaddr *address, socklen_t length)
{
  PortailHttpServer *server = cls;

  return portail_http_connections_may_open (server->traffic.connections, address) ? MHD_YES
                                                                                  : MHD_NO;
}

static void
on_connection (void *cls,
               struct MHD_Connection *connection,
               void **peer,
               enum MHD_ConnectionNotificationCode code)
{
  PortailHttpServer *server = cls;

  if (code == MHD_CONNECTION_NOTIFY_CLOSED)
    {
      portail_http_connections_close (server->traffic.connections, *peer);
      return;
    }
  *peer = portail_http_connections_open (
      server->traffic.connections,
      MHD_get_connection_info (connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd,
      MHD_get_connection_info (connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr);
}

/* The target is decoded by the request itself, from the bytes as sent. */
static size_t
leave_escaped (void *cls, struct MHD_Connection *connection, char *text)
{
  return strlen (text);
}

/* Clients cause these, so they are no warnings. */
static void G_GNUC_PRINTF (2, 0) log_message (void *cls, const char *format, va_list arguments)
{
  g_autofree char *message = g_strdup_vprintf (format, arguments);

  g_debug ("%s", g_strchomp (message));
}

static gpointer
take_care (gpointer pointer)
{
  PortailHttpServer *server = pointer;
  guint heartbeat = server->settings.heartbeat_milliseconds;
  guint interval = MIN (CARE_INTERVAL, MAX (heartbeat / 4, 1));

  while (!g_atomic_int_get (&server->is_stopping))
    {
      portail_http_connections_wait (server->traffic.connections, interval);
      portail_http_connections_shut_late (server->traffic.connections);
      portail_http_traffic_tick_streams (&server->traffic, (gint64) heartbeat * 1000);
    }
  return NULL;
}

static guint
or_default (guint value, guint by_default)
{
  return value != 0 ? value : by_default;
}

static void
fill_defaults (PortailHttpSettings *settings)
{
  settings->n_threads = or_default (settings->n_threads, CLAMP (g_get_num_processors (), 2, 16));
  settings->max_connections = or_default (settings->max_connections, 4096);
  settings->max_connections_an_address = or_default (settings->max_connections_an_address, 64);
  settings->max_header_bytes = or_default (settings->max_header_bytes, 32 * 1024);
  settings->idle_timeout = or_default (settings->idle_timeout, 30);
  settings->receive_timeout = or_default (settings->receive_timeout, 120);
  settings->send_timeout = or_default (settings->send_timeout, 300);
  settings->stop_grace = or_default (settings->stop_grace, 10);
  settings->heartbeat_milliseconds = or_default (settings->heartbeat_milliseconds, 20000);
  if (settings->max_body_memory == 0)
    settings->max_body_memory = DEFAULT_BODY_MEMORY;
}

PortailHttpServer *
portail_http_server_new (const PortailHttpSettings *settings, const PortailHttpHandler *handler)
{
  PortailHttpServer *server = g_new0 (PortailHttpServer, 1);
  PortailHttpTraffic *traffic = &server->traffic;

  server->settings = *settings;
  fill_defaults (&server->settings);
  server->address = g_strdup (settings->address != NULL ? settings->address : "127.0.0.1");
  portail_http_traffic_init (traffic);
  traffic->max_body_memory = server->settings.max_body_memory;
  traffic->handler = *handler;
  traffic->trusted_proxies = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; settings->trusted_proxies != NULL && i < settings->trusted_proxies->len; i++)
    g_ptr_array_add (traffic->trusted_proxies,
                     g_object_ref (g_ptr_array_index (settings->trusted_proxies, i)));
  traffic->connections = portail_http_connections_new (
      (const guint[PORTAIL_HTTP_N_PHASES]){
          [PORTAIL_HTTP_PHASE_HEAD] = server->settings.idle_timeout,
          [PORTAIL_HTTP_PHASE_BODY] = server->settings.receive_timeout,
          [PORTAIL_HTTP_PHASE_ANSWERED] = server->settings.send_timeout,
      },
      server->settings.max_connections_an_address, traffic->trusted_proxies);
  return server;
}

/* Returns: a listening socket, or -1 with errno. */
static int
listen_on (GInetSocketAddress *address, guint16 *port)
{
  union
  {
    struct sockaddr any;
    struct sockaddr_in ipv4;
    struct sockaddr_in6 ipv6;
  } name = { 0 };
  socklen_t length = sizeof name;
  int one = 1;
  int fd;

  g_socket_address_to_native (G_SOCKET_ADDRESS (address), &name, sizeof name, NULL);
  fd = socket (name.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0)
    return -1;
  setsockopt (fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (bind (fd, &name.any, name.any.sa_family == AF_INET6 ? sizeof name.ipv6 : sizeof name.ipv4) < 0
      || listen (fd, LISTEN_BACKLOG) < 0 || getsockname (fd, &name.any, &length) < 0)
    {
      int saved = errno;

      close (fd);
      errno = saved;
      return -1;
    }
  *port = g_ntohs (name.any.sa_family == AF_INET6 ? name.ipv6.sin6_port : name.ipv4.sin_port);
  return fd;
}

static gboolean
start_daemon (PortailHttpServer *server, int fd)
{
  struct MHD_OptionItem options[] = {
    /* libmicrohttpd refuses to call one thread a pool. */
    { server->settings.n_threads > 1 ? MHD_OPTION_THREAD_POOL_SIZE : MHD_OPTION_END,
      server->settings.n_threads, NULL },
    { MHD_OPTION_END, 0, NULL },
  };

  server->daemon = MHD_start_daemon (
      MHD_USE_POLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG, 0, on_accept,
      server, on_request, server, MHD_OPTION_EXTERNAL_LOGGER, log_message, NULL,
      MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_ARRAY, options, MHD_OPTION_CONNECTION_LIMIT,
      server->settings.max_connections, MHD_OPTION_CONNECTION_TIMEOUT,
      server->settings.idle_timeout, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
      (size_t) server->settings.max_header_bytes, MHD_OPTION_STRICT_FOR_CLIENT, 1,
      MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, NULL, MHD_OPTION_URI_LOG_CALLBACK,
      on_request_line, server, MHD_OPTION_NOTIFY_COMPLETED, on_completed, server,
      MHD_OPTION_NOTIFY_CONNECTION, on_connection, server, MHD_OPTION_END);
  return server->daemon != NULL;
}

gboolean
portail_http_server_start (PortailHttpServer *server, GError **error)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string (
      server->address, server->settings.port);
  int fd;

  if (address == NULL)
    {
      g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAVAILABLE, _ ("“%s” is not an address"),
                   server->address);
      return FALSE;
    }
  fd = listen_on (G_INET_SOCKET_ADDRESS (address), &server->port);
  if (fd < 0 || !start_daemon (server, fd))
    {
      g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAVAILABLE,
                   _ ("Cannot listen on %s port %u: %s"), server->address, server->settings.port,
                   g_strerror (errno));
      if (fd >= 0)
        close (fd);
      return FALSE;
    }
  server->caretaker = g_thread_new ("http-caretaker", take_care, server);
  return TRUE;
}

guint16
portail_http_server_get_port (const PortailHttpServer *server)
{
  return server->port;
}

guint
portail_http_server_get_n_connections (PortailHttpServer *server)
{
  return portail_http_connections_get_n (server->traffic.connections);
}

void
portail_http_server_stop (PortailHttpServer *server)
{
  gint64 grace_end = g_get_monotonic_time ()
                     + (gint64) server->settings.stop_grace * G_USEC_PER_SEC;
  int fd;

  if (server->daemon == NULL)
    return;
  fd = MHD_quiesce_daemon (server->daemon);
  portail_http_traffic_wind_down (&server->traffic, PORTAIL_HTTP_FINISHING, grace_end);
  portail_http_traffic_wind_down (&server->traffic, PORTAIL_HTTP_REFUSING,
                                  g_get_monotonic_time () + LAST_ANSWER_MICROSECONDS);
  MHD_stop_daemon (g_steal_pointer (&server->daemon));
  close (fd);
  g_atomic_int_set (&server->is_stopping, TRUE);
  portail_http_connections_wake (server->traffic.connections);
  g_clear_pointer (&server->caretaker, g_thread_join);
}

void
portail_http_server_free (PortailHttpServer *server)
{
  if (server == NULL)
    return;
  portail_http_server_stop (server);
  portail_http_connections_free (server->traffic.connections);
  g_ptr_array_unref (server->traffic.trusted_proxies);
  portail_http_traffic_clear (&server->traffic);
  g_free (server->address);
  g_free (server);
}
