/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "tests/support/portail-http-fixture.h"
#include "tests/support/portail-raw-client.h"

#define GET(path)    "GET " path " HTTP/1.1\r\nHost: x\r\n\r\n"
#define N_IDLE       1000
#define TRICKLE_WAIT (20 * 1000) /* µs between two bytes of a client that is slow on purpose */

static guint
count_descriptors (void)
{
  g_autoptr (GDir) folder = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

/* The server closes a descriptor just after it stops counting the connection. */
static void
wait_descriptors (guint n)
{
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while (count_descriptors () > n && g_get_monotonic_time () < end)
    g_thread_yield ();
  g_assert_cmpuint (count_descriptors (), ==, n);
}

static guint
ask (PortailHttpFixture *fixture, const char *request, char **body)
{
  g_autoptr (PortailRawClient) client = portail_raw_client_new (fixture->port);

  portail_raw_client_send (client, request);
  return portail_raw_client_read_answer (client, NULL, body);
}

static void
test_announced_body (void)
{
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (NULL);
  g_autoptr (PortailRawClient) client = portail_raw_client_new (fixture->port);
  g_autofree char *body = NULL;

  portail_raw_client_send (client, "POST /now HTTP/1.1\r\nHost: x\r\nContent-Length: 1025\r\n\r\n");
  g_assert_cmpuint (portail_raw_client_read_answer (client, NULL, &body), ==, 413);
  g_assert_nonnull (strstr (body, "\"code\":\"too_large\""));
  portail_raw_client_wait_closed (client);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_handled), ==, 0);
}

#define LARGE_HEAD "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1048576\r\n"

static void
test_body_budget (void)
{
  const PortailHttpSettings settings = { .max_body_memory = 3 * 1024 * 1024 / 2 };
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (&settings);
  g_autoptr (PortailRawClient) first = portail_raw_client_new (fixture->port);
  g_autofree char *body = g_strnfill (1024 * 1024, 'x');

  for (guint i = 0; i < 3; i++)
    {
      portail_raw_client_send (first, LARGE_HEAD "Expect: 100-continue\r\n\r\n");
      g_assert_cmpuint (portail_raw_client_read_head (first, NULL), ==, 100);
      g_assert_cmpuint (ask (fixture, LARGE_HEAD "\r\n", NULL), ==, 503);
      g_assert_cmpuint (
          ask (fixture, "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}", NULL), ==,
          200);
      portail_raw_client_send (first, body);
      g_assert_cmpuint (portail_raw_client_read_answer (first, NULL, NULL), ==, 200);
    }
}

/* What was set aside for a client that goes is there for the next one. */
static void
test_body_budget_of_the_gone (void)
{
  const PortailHttpSettings settings = { .max_body_memory = 3 * 1024 * 1024 / 2 };
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (&settings);

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (PortailRawClient) client = portail_raw_client_new (fixture->port);

      portail_raw_client_send (client, LARGE_HEAD "Expect: 100-continue\r\n\r\n");
      g_assert_cmpuint (portail_raw_client_read_head (client, NULL), ==, 100);
      g_clear_pointer (&client, portail_raw_client_free);
      portail_http_fixture_wait_connections (fixture, 0);
    }
}

#define LARGE_HEAD_OF(sender) LARGE_HEAD "X-Sender: " sender "\r\nExpect: 100-continue\r\n\r\n"

static void
test_body_share (void)
{
  const PortailHttpSettings settings = { .max_body_memory = 8 * 1024 * 1024 };
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (&settings);
  g_autofree char *body = g_strnfill (1024 * 1024, 'x');

  for (guint round = 0; round < 3; round++)
    {
      g_autoptr (PortailRawClient) first = portail_raw_client_new (fixture->port);
      g_autoptr (PortailRawClient) second = portail_raw_client_new (fixture->port);
      g_autoptr (PortailRawClient) other = portail_raw_client_new (fixture->port);

      portail_raw_client_send (first, LARGE_HEAD_OF ("greedy"));
      g_assert_cmpuint (portail_raw_client_read_head (first, NULL), ==, 100);
      portail_raw_client_send (second, LARGE_HEAD_OF ("greedy"));
      g_assert_cmpuint (portail_raw_client_read_head (second, NULL), ==, 100);
      g_assert_cmpuint (ask (fixture, LARGE_HEAD_OF ("greedy"), NULL), ==, 503);
      portail_raw_client_send (other, LARGE_HEAD_OF ("modest"));
      g_assert_cmpuint (portail_raw_client_read_head (other, NULL), ==, 100);
      portail_raw_client_send (other, body);
      g_assert_cmpuint (portail_raw_client_read_answer (other, NULL, NULL), ==, 200);
      g_clear_pointer (&first, portail_raw_client_free);
      g_clear_pointer (&second, portail_raw_client_free);
      g_clear_pointer (&other, portail_raw_client_free);
      portail_http_fixture_wait_connections (fixture, 0);
    }
}

/* A reset would destroy the answer before the client has read it. */
static void
test_refused_sender (void)
{
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (NULL);
  g_autofree char *body = g_strnfill (16 * 1024 * 1024, 'x');

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (PortailRawClient) client = portail_raw_client_new (fixture->port);

      portail_raw_client_send (client,
                               "POST /now HTTP/1.1\r\nHost: x\r\nContent-Length: 16777216\r\n\r\n");
      portail_raw_client_send (client, body);
      g_assert_cmpuint (portail_raw_client_read_answer (client, NULL, NULL), ==, 413);
    }
}

static void
test_chunked_body (void)
{
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (NULL);
  g_autoptr (PortailRawClient) client = portail_raw_client_new (fixture->port);
  g_autofree char *body = g_strnfill (2000, 'x');

  portail_raw_client_send (
      client, "POST /now HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\n");
  portail_raw_client_send (client, body);
  portail_raw_client_send (client, "\r\n0\r\n\r\n");
  g_assert_cmpuint (portail_raw_client_read_answer (client, NULL, NULL), ==, 413);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_handled), ==, 0);
  portail_raw_client_send (client, GET ("/now"));
  g_assert_cmpuint (portail_raw_client_read_answer (client, NULL, NULL), ==, 200);
}

static void
test_endless_body (void)
{
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (NULL);
  g_autoptr (PortailRawClient) client = portail_raw_client_new (fixture->port);
  g_autofree char *chunk = g_strnfill (0x10000, 'x');
  guint n_chunks = 0;

  portail_raw_client_send (client,
                           "POST /now HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
  while (portail_raw_client_try_send (client, "10000\r\n", 7)
         && portail_raw_client_try_send (client, chunk, 0x10000)
         && portail_raw_client_try_send (client, "\r\n", 2))
    g_assert_cmpuint (++n_chunks, <, 4000);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_handled), ==, 0);
}

/* Each carries a second request that no reading of the first may let through. */
static void
test_unclear_framing (void)
{
  static const char *const headers[] = {
    "Content-Length: 4\r\nTransfer-Encoding: chunked",
    "Transfer-Encoding: chunked\r\nContent-Length: 4",
    "Content-Length: 4\r\nContent-Length: 5",
    "Content-Length: 4, 5",
    "Content-Length: +4",
    "Content-Length: -4",
    "Content-Length: 4x",
    "Content-Length: 0x4",
    "Content-Length: 99999999999999999999999999",
    "Content-Length : 4",
    "Transfer-Encoding: gzip",
    "Transfer-Encoding: gzip, chunked",
    "Transfer-Encoding : chunked",
    "Transfer-Encoding: xchunked",
  };
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      g_autoptr (PortailRawClient) client = portail_raw_client_new (fixture->port);
      g_autofree char *request = g_strdup_printf (
          "POST /echo HTTP/1.1\r\nHost: x\r\n%s\r\n\r\n0\r\n\r\n%s", headers[i], GET ("/now"));
      guint status;

      portail_raw_client_send (client, request);
      status = portail_raw_client_read_answer (client, NULL, NULL);
      g_test_message ("%s: %u", headers[i], status);
      g_assert_true (status == 400 || status == 413);
      portail_raw_client_wait_closed (client);
      g_assert_cmpint (g_atomic_int_get (&fixture->n_handled), ==, 0);
    }
}

static void
test_short_body (void)
{
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (NULL);
  g_autoptr (PortailRawClient) client = portail_raw_client_new (fixture->port);

  portail_raw_client_send (client,
                           "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhello");
  portail_raw_client_half_close (client);
  portail_raw_client_wait_closed (client);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_handled), ==, 0);
}

static void
test_headers (void)
{
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (NULL);
  g_autoptr (GString) many = g_string_new ("GET /now HTTP/1.1\r\nHost: x\r\n");
  g_autofree char *value = g_strnfill (64 * 1024, 'v');
  g_autofree char *large = g_strdup_printf ("GET /now HTTP/1.1\r\nHost: x\r\nX-Large: %s\r\n\r\n",
                                            value);
  g_autofree char *body = NULL;

  for (guint i = 0; i < PORTAIL_REQUEST_MAX_HEADERS; i++)
    g_string_append_printf (many, "X-%u: 1\r\n", i);
  g_string_append (many, "\r\n");
  g_assert_cmpuint (ask (fixture, many->str, &body), ==, 431);
  g_assert_nonnull (strstr (body, "\"code\":\"headers_too_large\""));
  g_assert_cmpuint (ask (fixture, large, NULL), ==, 431);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_handled), ==, 0);
}

static void
test_targets (void)
{
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (NULL);
  g_autofree char *path = g_strnfill (PORTAIL_REQUEST_MAX_TARGET, 'p');
  g_autofree char *is_long = g_strdup_printf ("GET /%s HTTP/1.1\r\nHost: x\r\n\r\n", path);

  g_assert_cmpuint (ask (fixture, is_long, NULL), ==, 400);
  g_assert_cmpuint (ask (fixture, GET ("/../etc/passwd"), NULL), ==, 400);
  g_assert_cmpuint (ask (fixture, GET ("/a%2fb"), NULL), ==, 400);
  g_assert_cmpuint (ask (fixture, GET ("/a%00b"), NULL), ==, 400);
  g_assert_cmpuint (ask (fixture, GET ("http://x/now"), NULL), ==, 400);
  g_assert_cmpuint (ask (fixture, "GET /now HTTP/1.1\r\n\r\n", NULL), ==, 400);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_handled), ==, 0);
}

/* None of these may crash or hang the server; most get 400 or are closed. */
static void
test_noise (void)
{
  static const char *const noise[] = {
    "\r\n\r\n\r\n",
    "GET\r\n\r\n",
    "GET \r\n\r\n",
    "GET /now\r\n\r\n",
    "GET /now HTTP/9.9\r\nHost: x\r\n\r\n",
    "GET /now FTP/1.1\r\nHost: x\r\n\r\n",
    "GET /now HTTP/1.1\r\nHost: x\r\n: empty\r\n\r\n",
    "GET /now HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n",
    "GET /now HTTP/1.1\r\nHost: x\r\n folded\r\n\r\n",
    "GET /now HTTP/1.1\r\nHost: x\r\nX: \x01\r\n\r\n",
    "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n",
    "\x16\x03\x01\x02\x01\xfc\x03\x03",
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
  };
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (noise); i++)
    {
      g_autoptr (PortailRawClient) client = portail_raw_client_new (fixture->port);

      portail_raw_client_send (client, noise[i]);
      portail_raw_client_half_close (client);
      portail_raw_client_wait_closed (client);
    }
  g_assert_cmpuint (ask (fixture, GET ("/now"), NULL), ==, 200);
}

static void
test_idle (void)
{
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (
      &(PortailHttpSettings){ .idle_timeout = 1 });
  g_autoptr (PortailRawClient) silent = portail_raw_client_new (fixture->port);
  g_autoptr (PortailRawClient) done = portail_raw_client_new (fixture->port);

  portail_raw_client_send (done, GET ("/now"));
  g_assert_cmpuint (portail_raw_client_read_answer (done, NULL, NULL), ==, 200);
  portail_raw_client_wait_closed (silent);
  portail_raw_client_wait_closed (done);
}

/* Sends @first, then a byte every now and then until the server has had enough. */
static void
trickle (PortailHttpFixture *fixture, const char *first)
{
  g_autoptr (PortailRawClient) client = portail_raw_client_new (fixture->port);
  gint64 end = g_get_monotonic_time () + 15 * G_USEC_PER_SEC;

  portail_raw_client_send (client, first);
  while (portail_raw_client_try_send (client, "x", 1))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_usleep (TRICKLE_WAIT);
    }
  g_assert_cmpint (g_atomic_int_get (&fixture->n_handled), ==, 0);
}

static void
test_trickle (void)
{
  PortailHttpSettings settings = { .idle_timeout = 1, .receive_timeout = 1 };
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (&settings);

  trickle (fixture, "GET /");
  trickle (fixture, "GET /now HTTP/1.1\r\nX: ");
  trickle (fixture, "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n");
}

static void
test_slow_reader (void)
{
  PortailHttpSettings settings = { .send_timeout = 1 };
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (&settings);
  g_autoptr (PortailRawClient) client = portail_raw_client_new (fixture->port);

  portail_raw_client_send (client, GET ("/big"));
  portail_http_fixture_wait_connections (fixture, 1);
  portail_http_fixture_wait_connections (fixture, 0);
}

static void
test_kept_is_not_idle (void)
{
  PortailHttpSettings settings = { .idle_timeout = 1, .receive_timeout = 1, .send_timeout = 1 };
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (&settings);
  g_autoptr (PortailRawClient) kept = portail_raw_client_new (fixture->port);
  g_autoptr (PortailRawClient) idle = NULL;
  PortailHttpExchange *exchange;

  portail_raw_client_send (kept, GET ("/later"));
  exchange = portail_http_fixture_take_kept (fixture);
  idle = portail_raw_client_new (fixture->port);
  portail_raw_client_wait_closed (idle);
  portail_http_exchange_answer (exchange, portail_answer_new (204));
  portail_http_exchange_unref (exchange);
  g_assert_cmpuint (portail_raw_client_read_answer (kept, NULL, NULL), ==, 204);
}

static void
test_connections_an_address (void)
{
  PortailHttpSettings settings = { .max_connections_an_address = 3 };
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (&settings);
  PortailRawClient *clients[3];
  g_autoptr (PortailRawClient) fourth = NULL;

  for (guint i = 0; i < 3; i++)
    {
      clients[i] = portail_raw_client_new (fixture->port);
      portail_raw_client_send (clients[i], GET ("/now"));
      g_assert_cmpuint (portail_raw_client_read_answer (clients[i], NULL, NULL), ==, 200);
    }
  fourth = portail_raw_client_new (fixture->port);
  portail_raw_client_wait_closed (fourth);
  portail_raw_client_free (clients[0]);
  portail_http_fixture_wait_connections (fixture, 2);
  g_assert_cmpuint (ask (fixture, GET ("/now"), NULL), ==, 200);
  portail_raw_client_free (clients[1]);
  portail_raw_client_free (clients[2]);
}

static void
test_trusted_proxy_is_exempt (void)
{
  g_autoptr (GPtrArray) proxies = g_ptr_array_new_with_free_func (g_object_unref);
  PortailHttpSettings settings = { .max_connections_an_address = 1, .trusted_proxies = proxies };
  g_autoptr (PortailHttpFixture) fixture = NULL;
  g_autoptr (PortailRawClient) first = NULL;

  g_ptr_array_add (proxies, g_inet_address_mask_new_from_string ("127.0.0.0/8", NULL));
  fixture = portail_http_fixture_new (&settings);
  first = portail_raw_client_new (fixture->port);
  portail_http_fixture_wait_connections (fixture, 1);
  g_assert_cmpuint (ask (fixture, GET ("/now"), NULL), ==, 200);
}

static void
test_idle_crowd (void)
{
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (NULL);
  PortailRawClient *crowd[N_IDLE];
  guint n_before;

  g_assert_cmpuint (ask (fixture, GET ("/now"), NULL), ==, 200);
  portail_http_fixture_wait_connections (fixture, 0);
  n_before = count_descriptors ();
  for (guint i = 0; i < N_IDLE; i++)
    crowd[i] = portail_raw_client_new (fixture->port);
  portail_http_fixture_wait_connections (fixture, N_IDLE);
  for (guint i = 0; i < 50; i++)
    g_assert_cmpuint (ask (fixture, GET ("/now"), NULL), ==, 200);
  for (guint i = 0; i < N_IDLE; i++)
    portail_raw_client_free (crowd[i]);
  portail_http_fixture_wait_connections (fixture, 0);
  wait_descriptors (n_before);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/http/a-body-too-large-is-refused-before-it-is-read", test_announced_body);
  g_test_add_func ("/http/a-client-that-goes-on-sending-still-reads-its-refusal",
                   test_refused_sender);
  g_test_add_func ("/http/a-chunked-body-too-large-is-refused", test_chunked_body);
  g_test_add_func ("/http/an-endless-body-is-cut-off", test_endless_body);
  g_test_add_func ("/http/a-request-of-unclear-length-ends-its-connection", test_unclear_framing);
  g_test_add_func ("/http/a-body-shorter-than-announced-is-never-handled", test_short_body);
  g_test_add_func ("/http/too-many-or-too-large-headers-are-refused", test_headers);
  g_test_add_func ("/http/an-unsafe-target-is-refused", test_targets);
  g_test_add_func ("/http/noise-does-no-harm", test_noise);
  g_test_add_func ("/http/an-idle-connection-is-closed", test_idle);
  g_test_add_func ("/http/a-client-that-trickles-is-cut-off", test_trickle);
  g_test_add_func ("/http/a-client-that-does-not-read-is-cut-off", test_slow_reader);
  g_test_add_func ("/http/large-bodies-share-one-budget", test_body_budget);
  g_test_add_func ("/http/nobody-takes-all-of-the-budget", test_body_share);
  g_test_add_func ("/http/who-goes-gives-his-share-back", test_body_budget_of_the_gone);
  g_test_add_func ("/http/a-kept-exchange-does-not-time-out", test_kept_is_not_idle);
  g_test_add_func ("/http/an-address-has-only-so-many-connections", test_connections_an_address);
  g_test_add_func ("/http/a-trusted-proxy-has-any-number-of-connections",
                   test_trusted_proxy_is_exempt);
  g_test_add_func ("/http/a-thousand-idle-connections-do-no-harm", test_idle_crowd);
  return g_test_run ();
}
