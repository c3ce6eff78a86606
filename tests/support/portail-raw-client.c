/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/portail-raw-client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#define PATIENCE_SECONDS 20

struct _PortailRawClient
{
  int fd;
  GString *raw;      /* of a chunked body: what is not decoded yet */
  GString *received; /* what the test may read */
  gboolean is_chunked;
};

PortailRawClient *
portail_raw_client_new (guint16 port)
{
  PortailRawClient *client = g_new0 (PortailRawClient, 1);
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons (port) };
  struct timeval patience = { .tv_sec = PATIENCE_SECONDS };

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  client->fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  client->raw = g_string_new (NULL);
  client->received = g_string_new (NULL);
  g_assert_cmpint (client->fd, >=, 0);
  setsockopt (client->fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  setsockopt (client->fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  g_assert_no_errno (connect (client->fd, (struct sockaddr *) &address, sizeof address));
  return client;
}

void
portail_raw_client_free (PortailRawClient *client)
{
  close (client->fd);
  g_string_free (client->raw, TRUE);
  g_string_free (client->received, TRUE);
  g_free (client);
}

gboolean
portail_raw_client_try_send (PortailRawClient *client, const char *bytes, gsize length)
{
  while (length > 0)
    {
      ssize_t n_sent = send (client->fd, bytes, length, MSG_NOSIGNAL);

      if (n_sent <= 0)
        return FALSE;
      bytes += n_sent;
      length -= (gsize) n_sent;
    }
  return TRUE;
}

void
portail_raw_client_send (PortailRawClient *client, const char *text)
{
  g_assert_true (portail_raw_client_try_send (client, text, strlen (text)));
}

void
portail_raw_client_half_close (PortailRawClient *client)
{
  g_assert_no_errno (shutdown (client->fd, SHUT_WR));
}

/* Moves one whole chunk from raw to received; the last one ends the decoding. */
static gboolean
decode_chunk (PortailRawClient *client)
{
  const char *line_end = strstr (client->raw->str, "\r\n");
  gsize size = line_end != NULL ? strtoul (client->raw->str, NULL, 16) : 0;
  gsize head = line_end != NULL ? (gsize) (line_end - client->raw->str) + 2 : 0;

  if (line_end == NULL || client->raw->len < head + size + 2)
    return FALSE;
  g_string_append_len (client->received, client->raw->str + head, (gssize) size);
  g_string_erase (client->raw, 0, (gssize) (head + size + 2));
  client->is_chunked = size > 0;
  return client->is_chunked;
}

static void
decode (PortailRawClient *client)
{
  while (client->is_chunked && decode_chunk (client))
    ;
  if (client->is_chunked)
    return;
  g_string_append_len (client->received, client->raw->str, (gssize) client->raw->len);
  g_string_truncate (client->raw, 0);
}

/* FALSE at the end of the connection, however it ended. */
static gboolean
receive (PortailRawClient *client)
{
  char buffer[16 * 1024];
  ssize_t n_bytes = recv (client->fd, buffer, sizeof buffer, 0);

  if (n_bytes < 0)
    g_assert_cmpint (errno, ==, ECONNRESET);
  if (n_bytes <= 0)
    return FALSE;
  g_string_append_len (client->raw, buffer, n_bytes);
  decode (client);
  return TRUE;
}

static char *
take (PortailRawClient *client, gsize length)
{
  char *taken = g_strndup (client->received->str, length);

  g_string_erase (client->received, 0, (gssize) length);
  return taken;
}

char *
portail_raw_client_read_until (PortailRawClient *client, const char *end)
{
  const char *found;

  while ((found = strstr (client->received->str, end)) == NULL)
    if (!receive (client))
      return NULL;
  return take (client, (gsize) (found - client->received->str) + strlen (end));
}

static void
begin_body (PortailRawClient *client, const char *head)
{
  client->is_chunked = strstr (head, "\r\nTransfer-Encoding: chunked\r\n") != NULL;
  if (!client->is_chunked)
    return;
  g_string_append_len (client->raw, client->received->str, (gssize) client->received->len);
  g_string_truncate (client->received, 0);
  decode (client);
}

guint
portail_raw_client_read_head (PortailRawClient *client, char **head)
{
  g_autofree char *text = portail_raw_client_read_until (client, "\r\n\r\n");
  guint status = 0;

  if (text != NULL)
    {
      g_assert_true (g_str_has_prefix (text, "HTTP/1."));
      status = (guint) strtoul (text + strlen ("HTTP/1.1 "), NULL, 10);
      begin_body (client, text);
    }
  if (head != NULL)
    *head = g_steal_pointer (&text);
  return status;
}

static gsize
get_length (const char *head)
{
  const char *line = strstr (head, "\r\nContent-Length: ");

  return line != NULL ? strtoul (line + strlen ("\r\nContent-Length: "), NULL, 10) : 0;
}

guint
portail_raw_client_read_answer (PortailRawClient *client, char **head, char **body)
{
  g_autofree char *text = NULL;
  g_autofree char *content = NULL;
  guint status = portail_raw_client_read_head (client, &text);
  gsize length = text != NULL ? get_length (text) : 0;

  while (client->received->len < length)
    if (!receive (client))
      return 0;
  content = take (client, length);
  if (head != NULL)
    *head = g_steal_pointer (&text);
  if (body != NULL)
    *body = g_steal_pointer (&content);
  return status;
}

void
portail_raw_client_wait_body_end (PortailRawClient *client)
{
  while (client->is_chunked)
    g_assert_true (receive (client));
}

void
portail_raw_client_wait_closed (PortailRawClient *client)
{
  while (receive (client))
    g_string_truncate (client->received, 0);
}
