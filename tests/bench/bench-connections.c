/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What connections leave behind in our server: after 10 000 of them that ask, idle and go, and
 * after twice as many at once as it has descriptors. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/bench/load-server.h"

#define N_CYCLES           10000
#define N_FIRST_CYCLES     5000
#define N_FILES_OF_THREADS 8
#define N_AT_ONCE          100
#define N_DESCRIPTORS      512
#define WAIT_SECONDS       30

static int
open_connection (const LoadServer *server)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons (server->place.port) };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  if (fd < 0 || connect (fd, (struct sockaddr *) &address, sizeof address) != 0)
    g_error ("connect: %s", g_strerror (errno));
  return fd;
}

/* Whether the whole answer came and is good; the connection stays. */
static gboolean
ask (const LoadServer *server, int fd)
{
  g_autofree char *request = g_strdup_printf (
      "GET /api/employees/%s HTTP/1.1\r\nHost: localhost\r\n"
      "Authorization: Bearer %s\r\n\r\n",
      server->place.employee_id, server->place.token);
  struct pollfd poll_fd = { .fd = fd, .events = POLLIN };
  char buffer[8192];
  gsize n = 0;

  if (send (fd, request, strlen (request), MSG_NOSIGNAL) < 0)
    return FALSE;
  while (n < sizeof buffer - 1 && poll (&poll_fd, 1, WAIT_SECONDS * 1000) == 1)
    {
      ssize_t n_read = recv (fd, buffer + n, sizeof buffer - 1 - n, 0);

      if (n_read <= 0)
        return FALSE;
      n += (gsize) n_read;
      buffer[n] = '\0';
      if (strstr (buffer, "\r\n\r\n{") != NULL && buffer[n - 1] == '}')
        return g_str_has_prefix (buffer, "HTTP/1.1 200 ");
    }
  return FALSE;
}

/* Each group asks, then idles together until the last of it asked. */
static void
run_cycles (const LoadServer *server, guint n_cycles)
{
  int connections[N_AT_ONCE];

  for (guint done = 0; done < n_cycles; done += N_AT_ONCE)
    {
      for (guint i = 0; i < N_AT_ONCE; i++)
        {
          connections[i] = open_connection (server);
          g_assert_true (ask (server, connections[i]));
        }
      for (guint i = 0; i < N_AT_ONCE; i++)
        close (connections[i]);
    }
}

/* The server sees that a connection went a little later. */
static guint
wait_for_descriptors (const LoadServer *server, guint expected)
{
  gint64 end = g_get_monotonic_time () + WAIT_SECONDS * G_USEC_PER_SEC;
  guint n;

  while ((n = load_server_count_descriptors (server)) > expected && g_get_monotonic_time () < end)
    g_usleep (10000);
  return n;
}

static void
measure_cycles (void)
{
  LoadServer server = { 0 };
  guint descriptors;
  guint memory;
  guint left;
  gint64 growth;

  load_server_start (&server, LOAD_OURS, 0);
  descriptors = load_server_count_descriptors (&server);
  /* Each thread opens files of its own, and the pools of the allocator fill, once. */
  run_cycles (&server, N_FIRST_CYCLES);
  descriptors = wait_for_descriptors (&server, descriptors + N_FILES_OF_THREADS);
  memory = load_server_get_memory (&server);
  run_cycles (&server, N_CYCLES);
  left = wait_for_descriptors (&server, descriptors);
  growth = (gint64) load_server_get_memory (&server) - (gint64) memory;
  g_print ("%d connections that ask, idle and go: descriptors %u before, %u after, memory "
           "%+" G_GINT64_FORMAT " kB\n",
           N_CYCLES, descriptors, left, growth);
  g_print ("RATIO cycles/descriptors-left %.2f\n", (double) left - descriptors);
  g_print ("RATIO cycles/memory-growth-MB %.2f\n", (double) growth / 1024);
  load_server_stop (&server);
}

/* Strangers that say nothing, more than the server can hold. */
static void
measure_flood (void)
{
  LoadServer server = { 0 };
  guint descriptors;
  guint n_flood = 2 * N_DESCRIPTORS;
  g_autofree int *flood = g_new0 (int, n_flood);
  guint left;
  guint n_answered = 0;

  load_server_start (&server, LOAD_OURS, N_DESCRIPTORS);
  descriptors = load_server_count_descriptors (&server);
  for (guint i = 0; i < n_flood; i++)
    flood[i] = open_connection (&server);
  for (guint i = 0; i < n_flood; i++)
    close (flood[i]);
  left = wait_for_descriptors (&server, descriptors);
  for (guint i = 0; i < N_AT_ONCE; i++)
    {
      int fd = open_connection (&server);

      n_answered += ask (&server, fd);
      close (fd);
    }
  g_print ("%u connections at once with %d descriptors: %u before, %u after, %u of %d answered"
           " then\n",
           n_flood, N_DESCRIPTORS, descriptors, left, n_answered, N_AT_ONCE);
  g_print ("RATIO flood/descriptors-left %.2f\n", (double) left - descriptors);
  g_print ("RATIO flood/answered-then %.2f\n", (double) n_answered / N_AT_ONCE);
  load_server_stop (&server);
}

int
main (int argc, char *argv[])
{
  struct rlimit limit = { 4096, 4096 };

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  load_server_run (argc, argv);
  setrlimit (RLIMIT_NOFILE, &limit);
  measure_cycles ();
  measure_flood ();
  return EXIT_SUCCESS;
}
