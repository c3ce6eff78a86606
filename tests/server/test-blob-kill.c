/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server that is killed while a file comes: what it said is received stays received, and what is
 * complete has the right bytes (sync.md, invariant 24). */
#include <libsoup/soup.h>
#include <string.h>

#include "tests/support/portail-raw-client.h"
#include "tests/support/portail-test-server.h"

#define PIECE (64 * 1024)

typedef struct
{
  PortailTestServer *server;
  char *token;
  char *file; /* a text, so that any client can send it */
  gsize length;
  char *sha256;
  char *id;
} Fixture;

static void
make_file (Fixture *fixture, char filler)
{
  g_autofree char *middle = g_strnfill (5 * PIECE + 1234, filler);

  g_free (fixture->file);
  g_free (fixture->sha256);
  fixture->file = g_strconcat ("%PDF-1.4\n", middle, "\n%%EOF\n", NULL);
  fixture->length = strlen (fixture->file);
  fixture->sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, fixture->file, -1);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->server = portail_test_server_new ();
  portail_test_server_start (fixture->server);
  fixture->token = portail_test_server_dup_token (fixture->server, TEST_SERVER_CAMILLE);
  make_file (fixture, 'a');
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  portail_test_server_free (fixture->server);
  g_free (fixture->token);
  g_free (fixture->file);
  g_free (fixture->sha256);
  g_free (fixture->id);
}

static void
restart (Fixture *fixture)
{
  portail_test_server_kill (fixture->server);
  portail_test_server_start (fixture->server);
}

static gboolean
is_complete (const PortailTestReply *reply)
{
  return portail_json_get (portail_test_reply_get_root (reply), "complete")->kind
         == PORTAIL_JSON_TRUE;
}

static gint64
get_offset (const PortailTestReply *reply)
{
  gint64 offset = -1;

  g_assert_true (portail_json_get_integer (
      portail_json_get (portail_test_reply_get_root (reply), "offset"), &offset));
  return offset;
}

static PortailTestReply *
declare (Fixture *fixture)
{
  g_autofree char *body = g_strdup_printf (
      "{\"enterprise_id\":\"%s\",\"sha256\":\"%s\",\"size\":%" G_GSIZE_FORMAT "}",
      portail_test_server_get_garage_id (fixture->server), fixture->sha256, fixture->length);
  PortailTestReply *reply = portail_test_server_ask (fixture->server, "POST", "/api/blobs",
                                                     fixture->token, body);

  g_assert_cmpuint (reply->status, <, 300);
  g_assert_cmpuint (reply->status, >, 0);
  g_free (fixture->id);
  fixture->id = g_strdup (portail_test_reply_get_text (reply, "id"));
  return reply;
}

/* Returns: the status; 0 when the connection ended without one. */
static guint
send_piece (Fixture *fixture, gsize offset)
{
  g_autofree char *url = g_strdup_printf (
      "%s/api/blobs/%s", portail_test_server_get_url (fixture->server), fixture->id);
  g_autofree char *authorization = g_strconcat ("Bearer ", fixture->token, NULL);
  g_autofree char *text = g_strdup_printf ("%" G_GSIZE_FORMAT, offset);
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) message = soup_message_new ("PATCH", url);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autoptr (GBytes) piece = g_bytes_new (fixture->file + offset,
                                          MIN (PIECE, fixture->length - offset));
  g_autoptr (GBytes) body = NULL;

  soup_message_headers_replace (headers, "Authorization", authorization);
  soup_message_headers_replace (headers, "Upload-Offset", text);
  soup_message_set_request_body_from_bytes (message, "application/octet-stream", piece);
  body = soup_session_send_and_read (session, message, NULL, NULL);
  return body != NULL ? soup_message_get_status (message) : 0;
}

/* Sends what is missing. */
static void
send_rest (Fixture *fixture)
{
  g_autoptr (PortailTestReply) state = declare (fixture);

  while (!is_complete (state))
    {
      gint64 offset = get_offset (state);

      g_assert_cmpint (offset, <, (gint64) fixture->length);
      g_assert_cmpuint (send_piece (fixture, (gsize) offset), ==, 200);
      portail_test_reply_free (state);
      state = declare (fixture);
    }
}

/* The bytes that the server keeps are the file's. */
static void
assert_stored (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (
      portail_test_server_get_folder (fixture->server), "blobs",
      portail_test_server_get_garage_id (fixture->server), fixture->sha256, NULL);
  g_autofree char *stored = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &stored, &length, NULL));
  g_assert_cmpmem (stored, length, fixture->file, fixture->length);
}

static void
test_an_upload_goes_on_after_a_kill_between_pieces (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailTestReply) declared = declare (fixture);

  for (gsize offset = 0; offset + PIECE < fixture->length; offset += PIECE)
    {
      g_autoptr (PortailTestReply) state = NULL;

      g_assert_cmpuint (send_piece (fixture, offset), ==, 200);
      restart (fixture);
      state = declare (fixture);
      g_assert_cmpint (get_offset (state), ==, (gint64) (offset + PIECE));
    }
  send_rest (fixture);
  assert_stored (fixture);
  restart (fixture);
  {
    g_autoptr (PortailTestReply) state = declare (fixture);

    g_assert_true (is_complete (state));
  }
}

static void
test_an_upload_goes_on_after_a_kill_within_a_piece (Fixture *fixture, gconstpointer unused)
{
  guint16 port = portail_fault_proxy_get_port (portail_test_server_get_proxy (fixture->server));
  g_autoptr (PortailTestReply) declared = declare (fixture);
  g_autoptr (PortailTestReply) state = NULL;

  g_assert_cmpuint (send_piece (fixture, 0), ==, 200);
  for (guint n = 1; n < PIECE; n = n * 5 + 1)
    {
      g_autoptr (PortailRawClient) client = portail_raw_client_new (port);
      g_autofree char *head = g_strdup_printf (
          "PATCH /api/blobs/%s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n"
          "Upload-Offset: %d\r\nContent-Length: %d\r\n\r\n",
          fixture->id, fixture->token, PIECE, PIECE);

      portail_raw_client_send (client, head);
      portail_raw_client_try_send (client, fixture->file + PIECE, n);
      restart (fixture);
    }
  state = declare (fixture);
  g_assert_cmpint (get_offset (state), ==, PIECE);
  send_rest (fixture);
  assert_stored (fixture);
}

/* Kills it at the n-th write of the last piece, for n = 1… until it comes through. */
static void
test_the_last_piece_survives_a_kill_at_each_write (Fixture *fixture, gconstpointer unused)
{
  PortailCrashSwitch *crash = portail_test_server_get_crash_switch (fixture->server);
  gsize last = fixture->length - fixture->length % PIECE;
  gboolean was_killed = TRUE;
  guint n = 0;

  while (was_killed)
    {
      make_file (fixture, (char) ('b' + n));
      for (gsize offset = 0; offset < last; offset += PIECE)
        {
          g_autoptr (PortailTestReply) state = declare (fixture);

          g_assert_cmpuint (send_piece (fixture, offset), ==, 200);
        }
      portail_crash_switch_set (crash, ++n, PORTAIL_CRASH_HALFWAY);
      was_killed = send_piece (fixture, last) == 0;
      if (was_killed)
        portail_test_server_wait_killed (fixture->server);
      portail_crash_switch_set (crash, 0, PORTAIL_CRASH_BEFORE);
      if (was_killed)
        portail_test_server_start (fixture->server);
      send_rest (fixture);
      assert_stored (fixture);
    }
  g_assert_cmpuint (n, >, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/blob-kill/an-upload-goes-on-after-a-kill-between-pieces", Fixture, NULL, set_up,
              test_an_upload_goes_on_after_a_kill_between_pieces, tear_down);
  g_test_add ("/blob-kill/an-upload-goes-on-after-a-kill-within-a-piece", Fixture, NULL, set_up,
              test_an_upload_goes_on_after_a_kill_within_a_piece, tear_down);
  g_test_add ("/blob-kill/the-last-piece-survives-a-kill-at-each-write", Fixture, NULL, set_up,
              test_the_last_piece_survives_a_kill_at_each_write, tear_down);
  return g_test_run ();
}
