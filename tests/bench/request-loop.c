/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/bench/request-loop.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BUFFER_SIZE (256 * 1024)

typedef struct
{
  int fd;
  char *buffer; /* the answer so far */
  gsize n_read;
} Connection;

typedef struct
{
  const RequestLoop *loop;
  Connection *connections;
  struct pollfd *polls;
  guint n_sent;
  guint n_answered;
  gsize n_body_bytes;
} Run;

static void
send_request (Run *run, Connection *connection)
{
  gsize length = strlen (run->loop->request);

  if (run->n_sent == run->loop->n_requests)
    return;
  if (send (connection->fd, run->loop->request, length, MSG_NOSIGNAL) != (ssize_t) length)
    g_error ("send: %s", g_strerror (errno));
  run->n_sent++;
}

static void
open_connection (Run *run, guint i)
{
  Connection *connection = &run->connections[i];
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons (run->loop->port) };
  int is_on = 1;

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  connection->fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  connection->buffer = g_malloc (BUFFER_SIZE);
  if (connect (connection->fd, (struct sockaddr *) &address, sizeof address) != 0)
    g_error ("connect: %s", g_strerror (errno));
  setsockopt (connection->fd, IPPROTO_TCP, TCP_NODELAY, &is_on, sizeof is_on);
  run->polls[i] = (struct pollfd){ .fd = connection->fd, .events = POLLIN };
  send_request (run, connection);
}

/* Bytes of the whole answer; 0 while its head is incomplete. */
static gsize
measure_answer (const Connection *connection, gsize *n_body_bytes)
{
  const char *end = g_strstr_len (connection->buffer, (gssize) connection->n_read, "\r\n\r\n");
  const char *length = g_strstr_len (connection->buffer, (gssize) connection->n_read,
                                     "\r\nContent-Length: ");

  if (end == NULL)
    return 0;
  if (!g_str_has_prefix (connection->buffer, "HTTP/1.1 200 ") || length == NULL)
    g_error ("%.*s", (int) connection->n_read, connection->buffer);
  *n_body_bytes = (gsize) g_ascii_strtoull (length + strlen ("\r\nContent-Length: "), NULL, 10);
  return (gsize) (end - connection->buffer) + strlen ("\r\n\r\n") + *n_body_bytes;
}

static void
receive (Run *run, Connection *connection)
{
  gsize n_body_bytes = 0;
  ssize_t n = recv (connection->fd, connection->buffer + connection->n_read,
                    BUFFER_SIZE - connection->n_read - 1, 0);

  if (n <= 0)
    g_error ("recv: %s after %u answers", n == 0 ? "closed" : g_strerror (errno), run->n_answered);
  connection->n_read += (gsize) n;
  connection->buffer[connection->n_read] = '\0';
  if (connection->n_read != measure_answer (connection, &n_body_bytes))
    return;
  if (run->n_body_bytes != 0 && run->n_body_bytes != n_body_bytes)
    g_error ("answers of %zu and %zu bytes", run->n_body_bytes, n_body_bytes);
  run->n_body_bytes = n_body_bytes;
  run->n_answered++;
  connection->n_read = 0;
  send_request (run, connection);
}

RequestLoopResult
request_loop_run (const RequestLoop *loop)
{
  g_autofree Connection *connections = g_new0 (Connection, loop->n_connections);
  g_autofree struct pollfd *polls = g_new0 (struct pollfd, loop->n_connections);
  Run run = { .loop = loop, .connections = connections, .polls = polls };
  gint64 start = g_get_monotonic_time ();
  double seconds;

  for (guint i = 0; i < loop->n_connections; i++)
    open_connection (&run, i);
  while (run.n_answered < loop->n_requests)
    {
      if (poll (polls, loop->n_connections, -1) < 0)
        g_error ("poll: %s", g_strerror (errno));
      for (guint i = 0; i < loop->n_connections; i++)
        if (polls[i].revents != 0)
          receive (&run, &connections[i]);
    }
  seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  for (guint i = 0; i < loop->n_connections; i++)
    {
      close (connections[i].fd);
      g_free (connections[i].buffer);
    }
  return (RequestLoopResult){ seconds, run.n_body_bytes };
}
