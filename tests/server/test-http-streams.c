/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "tests/support/portail-http-fixture.h"
#include "tests/support/portail-raw-client.h"

#define GET(path) "GET " path " HTTP/1.1\r\nHost: x\r\n\r\n"
#define N_PUSHERS 4
#define N_PUSHES  1000
#define PATIENCE  (20 * G_USEC_PER_SEC)

static const PortailHttpSettings quick_heartbeat = { .heartbeat_milliseconds = 40 };

static PortailEventStream *
open_stream (PortailHttpFixture *fixture, PortailRawClient *client, const char *request)
{
  g_autofree char *head = NULL;

  portail_raw_client_send (client, request);
  g_assert_cmpuint (portail_raw_client_read_head (client, &head), ==, 200);
  g_assert_nonnull (strstr (head, "\r\nContent-Type: text/event-stream\r\n"));
  g_assert_nonnull (strstr (head, "\r\nX-Accel-Buffering: no\r\n"));
  return portail_http_fixture_take_stream (fixture);
}

static void
expect (PortailRawClient *client, const char *end)
{
  g_autofree char *text = portail_raw_client_read_until (client, end);

  g_assert_nonnull (text);
}

static void
wait_closed (PortailEventStream *stream)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  while (portail_event_stream_is_open (stream))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_thread_yield ();
    }
}

static void
test_push (void)
{
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (NULL);
  g_autoptr (PortailRawClient) client = portail_raw_client_new (fixture->port);
  g_autoptr (PortailEventStream) stream = open_stream (fixture, client, GET ("/stream"));

  expect (client, ":\n\n");
  g_assert_true (portail_event_stream_push (stream, "changed", "{\"scope\":\"global\"}"));
  expect (client, "event: changed\ndata: {\"scope\":\"global\"}\n\n");
  g_assert_true (portail_event_stream_push (stream, NULL, "one\ntwo\rid: 3"));
  expect (client, "data: one\ndata: two\ndata: id: 3\n\n");
}

static void
test_heartbeat (void)
{
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (&quick_heartbeat);
  g_autoptr (PortailRawClient) client = portail_raw_client_new (fixture->port);
  g_autoptr (PortailEventStream) stream = open_stream (fixture, client, GET ("/stream"));

  for (guint i = 0; i < 5; i++)
    expect (client, ":\n\n");
  g_assert_true (portail_event_stream_is_open (stream));
}

static void
test_client_leaves (void)
{
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (&quick_heartbeat);
  PortailRawClient *client = portail_raw_client_new (fixture->port);
  g_autoptr (PortailEventStream) stream = open_stream (fixture, client, GET ("/stream"));

  portail_raw_client_free (client);
  wait_closed (stream);
  g_assert_false (portail_event_stream_push (stream, NULL, "late"));
  portail_http_fixture_wait_connections (fixture, 0);
}

static void
test_deadline (void)
{
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (&quick_heartbeat);
  g_autoptr (PortailRawClient) client = portail_raw_client_new (fixture->port);
  g_autoptr (PortailEventStream) stream = open_stream (fixture, client,
                                                       GET ("/stream?ends_in=100"));

  expect (client, "event: close\ndata: expired\n\n");
  portail_raw_client_wait_body_end (client);
  g_assert_false (portail_event_stream_is_open (stream));
}

static void
test_revoked (void)
{
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (NULL);
  g_autoptr (PortailRawClient) client = portail_raw_client_new (fixture->port);
  g_autoptr (PortailEventStream) stream = open_stream (fixture, client, GET ("/stream"));

  g_assert_true (portail_event_stream_push (stream, NULL, "before"));
  portail_event_stream_close (stream, "revoked");
  portail_event_stream_close (stream, "twice");
  expect (client, "data: before\n\nevent: close\ndata: revoked\n\n");
  portail_raw_client_wait_body_end (client);
  portail_raw_client_send (client, GET ("/now"));
  g_assert_cmpuint (portail_raw_client_read_answer (client, NULL, NULL), ==, 200);
}

static void
test_overflow (void)
{
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (NULL);
  g_autoptr (PortailRawClient) client = portail_raw_client_new (fixture->port);
  g_autoptr (PortailEventStream) stream = open_stream (fixture, client, GET ("/stream"));
  g_autofree char *text = g_strnfill (8 * 1024, 'x');
  guint n_pushes = 0;

  while (portail_event_stream_push (stream, NULL, text))
    g_assert_cmpuint (++n_pushes, <, 100000);
  expect (client, "data: overflow\n\n");
}

static gpointer
push_many (gpointer stream)
{
  for (guint i = 0; i < N_PUSHES; i++)
    if (!portail_event_stream_push (stream, NULL, "x"))
      return GINT_TO_POINTER (1);
  return NULL;
}

static void
test_storm (void)
{
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (&quick_heartbeat);
  g_autoptr (PortailRawClient) client = portail_raw_client_new (fixture->port);
  g_autoptr (PortailEventStream) stream = open_stream (fixture, client, GET ("/stream"));
  GThread *threads[N_PUSHERS];

  for (guint i = 0; i < N_PUSHERS; i++)
    threads[i] = g_thread_new ("pusher", push_many, stream);
  for (guint i = 0; i < N_PUSHERS * N_PUSHES; i++)
    expect (client, "data: x\n\n");
  for (guint i = 0; i < N_PUSHERS; i++)
    g_assert_null (g_thread_join (threads[i]));
}

static void
test_stop (void)
{
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (NULL);
  g_autoptr (PortailRawClient) client = portail_raw_client_new (fixture->port);
  g_autoptr (PortailEventStream) stream = open_stream (fixture, client, GET ("/stream"));
  gint64 before = g_get_monotonic_time ();

  portail_http_server_stop (fixture->server);
  expect (client, "event: close\ndata: stopping\n\n");
  g_assert_false (portail_event_stream_is_open (stream));
  g_assert_cmpint (g_get_monotonic_time () - before, <, 5 * G_USEC_PER_SEC);
}

static void
test_head (void)
{
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (NULL);
  g_autoptr (PortailRawClient) client = portail_raw_client_new (fixture->port);
  g_autoptr (PortailEventStream) stream = open_stream (fixture, client,
                                                       "HEAD /stream HTTP/1.1\r\nHost: x\r\n\r\n");

  wait_closed (stream);
  portail_raw_client_send (client, GET ("/now"));
  g_assert_cmpuint (portail_raw_client_read_answer (client, NULL, NULL), ==, 200);
}

static void
test_unread (void)
{
  PortailHttpSettings settings = { .idle_timeout = 1, .heartbeat_milliseconds = 20 };
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (&settings);
  g_autoptr (PortailRawClient) client = portail_raw_client_new (fixture->port);
  g_autoptr (PortailEventStream) stream = open_stream (fixture, client, GET ("/stream"));
  g_autofree char *text = g_strnfill (32 * 1024, 'x');

  while (portail_event_stream_push (stream, NULL, text))
    ;
  portail_http_fixture_wait_connections (fixture, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stream/what-is-pushed-arrives", test_push);
  g_test_add_func ("/stream/a-quiet-stream-has-a-heartbeat", test_heartbeat);
  g_test_add_func ("/stream/a-client-that-leaves-is-noticed", test_client_leaves);
  g_test_add_func ("/stream/it-ends-when-the-token-expires", test_deadline);
  g_test_add_func ("/stream/closing-sends-what-waits-and-the-reason", test_revoked);
  g_test_add_func ("/stream/a-stream-that-overflows-is-closed", test_overflow);
  g_test_add_func ("/stream/no-event-is-lost-between-sleeping-and-waking", test_storm);
  g_test_add_func ("/stream/stopping-says-so", test_stop);
  g_test_add_func ("/stream/head-gets-no-stream", test_head);
  g_test_add_func ("/stream/a-client-that-never-reads-is-cut-off", test_unread);
  return g_test_run ();
}
