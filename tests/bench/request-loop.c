/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/bench/request-loop.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#define BUFFER_SIZE (256 * 1024)

typedef struct
{
  int fd;
  char *buffer; /* the answer so far */
  gsize n_read;
  gint64 sent_at; /* µs, monotonic */
} Connection;

typedef struct
{
  const RequestLoop *loop;
  Connection *connections;
  struct pollfd *polls;
  guint n_sent;
  guint n_answered;
  gint64 *waits; /* µs, of each answer */
  gsize n_body_bytes;
} Run;

static void
send_request (Run *run, Connection *connection)
{
  g_autofree char *request = NULL;
  gsize length;

  if (run->n_sent == run->loop->n_requests)
    return;
  request = run->loop->make_request (run->n_sent, run->loop->user);
  length = strlen (request);
  connection->sent_at = g_get_monotonic_time ();
  if (send (connection->fd, request, length, MSG_NOSIGNAL) != (ssize_t) length)
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

/* The value of Content-Length in the head before @end; 0 without. */
static gsize
find_length (const char *head, const char *end)
{
  static const char name[] = "\r\ncontent-length:";

  for (const char *line = head; line != NULL && line < end; line = strstr (line + 2, "\r\n"))
    if (strncasecmp (line, name, strlen (name)) == 0)
      return (gsize) g_ascii_strtoull (line + strlen (name), NULL, 10);
  return 0;
}

/* Bytes of the whole answer; 0 while its head is incomplete. */
static gsize
measure_answer (const Run *run, const Connection *connection, gsize *n_body_bytes)
{
  const char *end = strstr (connection->buffer, "\r\n\r\n");

  if (end == NULL)
    return 0;
  if (strtoul (connection->buffer + strlen ("HTTP/1.1 "), NULL, 10) != run->loop->status)
    g_error ("%.*s", (int) connection->n_read, connection->buffer);
  *n_body_bytes = find_length (connection->buffer, end);
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
  if (connection->n_read != measure_answer (run, connection, &n_body_bytes))
    return;
  run->n_body_bytes = n_body_bytes;
  run->waits[run->n_answered++] = g_get_monotonic_time () - connection->sent_at;
  connection->n_read = 0;
  send_request (run, connection);
}

static int
compare_waits (gconstpointer a, gconstpointer b)
{
  gint64 difference = *(const gint64 *) a - *(const gint64 *) b;

  return difference < 0 ? -1 : difference > 0;
}

/* Of sorted waits, in milliseconds. */
static double
get_percentile (const Run *run, guint percent)
{
  return (double) run->waits[(guint64) (run->n_answered - 1) * percent / 100] / 1000;
}

static RequestLoopResult
finish (Run *run, gint64 start)
{
  RequestLoopResult result = {
    .seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC,
    .n_body_bytes = run->n_body_bytes,
  };

  qsort (run->waits, run->n_answered, sizeof *run->waits, compare_waits);
  result.p50_milliseconds = get_percentile (run, 50);
  result.p99_milliseconds = get_percentile (run, 99);
  for (guint i = 0; i < run->loop->n_connections; i++)
    {
      close (run->connections[i].fd);
      g_free (run->connections[i].buffer);
    }
  return result;
}

RequestLoopResult
request_loop_run (const RequestLoop *loop)
{
  g_autofree Connection *connections = g_new0 (Connection, loop->n_connections);
  g_autofree struct pollfd *polls = g_new0 (struct pollfd, loop->n_connections);
  g_autofree gint64 *waits = g_new0 (gint64, loop->n_requests);
  Run run = { .loop = loop, .connections = connections, .polls = polls, .waits = waits };
  gint64 start = g_get_monotonic_time ();

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
  return finish (&run, start);
}
