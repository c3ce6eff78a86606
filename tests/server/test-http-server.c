/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libsoup/soup.h>
#include <string.h>

#include "shared/portail-error.h"
#include "tests/support/portail-http-fixture.h"
#include "tests/support/portail-raw-client.h"

#define GET(path) "GET " path " HTTP/1.1\r\nHost: x\r\n\r\n"

static PortailAnswer *
text_answer (const char *text)
{
  return portail_answer_new_json (200, g_string_new (text));
}

static void
check_get (PortailRawClient *client, const char *request, guint status, const char *body)
{
  g_autofree char *received = NULL;

  portail_raw_client_send (client, request);
  g_assert_cmpuint (portail_raw_client_read_answer (client, NULL, &received), ==, status);
  if (body != NULL)
    g_assert_cmpstr (received, ==, body);
}

static void
test_headers (void)
{
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (NULL);
  g_autoptr (PortailRawClient) client = portail_raw_client_new (fixture->port);
  static const char *const expected[] = {
    "\r\nContent-Type: application/json\r\n",
    "\r\nX-Content-Type-Options: nosniff\r\n",
    "\r\nReferrer-Policy: no-referrer\r\n",
    "\r\nCache-Control: no-store\r\n",
    "frame-ancestors 'none'\r\n",
    "\r\nPermissions-Policy: ",
    "\r\nX-Request-Id: ",
  };
  g_autofree char *head = NULL;

  portail_raw_client_send (client, GET ("/now"));
  g_assert_cmpuint (portail_raw_client_read_answer (client, &head, NULL), ==, 200);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    if (strstr (head, expected[i]) == NULL)
      g_error ("%s is missing in %s", expected[i], head);
}

static void
test_pipelined (void)
{
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (NULL);
  g_autoptr (PortailRawClient) client = portail_raw_client_new (fixture->port);
  g_autofree char *third = NULL;

  portail_raw_client_send (client, GET ("/client") "POST /echo HTTP/1.1\r\nHost: x\r\n"
                                                   "Content-Length: 5\r\n\r\nhello" GET ("/now"));
  g_assert_cmpuint (portail_raw_client_read_answer (client, NULL, NULL), ==, 200);
  check_get (client, "", 200, "hello");
  g_assert_cmpuint (portail_raw_client_read_answer (client, NULL, &third), ==, 200);
  g_assert_cmpstr (third, ==, "{\"now\":true}");
}

static void
test_head (void)
{
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (NULL);
  g_autoptr (PortailRawClient) client = portail_raw_client_new (fixture->port);
  g_autofree char *head = NULL;

  portail_raw_client_send (client, "HEAD /now HTTP/1.1\r\nHost: x\r\n\r\n");
  g_assert_cmpuint (portail_raw_client_read_head (client, &head), ==, 200);
  g_assert_nonnull (strstr (head, "\r\nContent-Length: 12\r\n"));
  check_get (client, GET ("/now"), 200, "{\"now\":true}");
}

static gpointer
answer_in_thread (gpointer exchange)
{
  g_assert_true (portail_http_exchange_answer (exchange, text_answer ("\"late\"")));
  portail_http_exchange_unref (exchange);
  return NULL;
}

static void
test_kept (void)
{
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (NULL);
  g_autoptr (PortailRawClient) client = portail_raw_client_new (fixture->port);
  g_autoptr (PortailRawClient) other = portail_raw_client_new (fixture->port);

  for (guint i = 0; i < 200; i++)
    {
      GThread *thread;

      portail_raw_client_send (client, GET ("/later"));
      thread = g_thread_new ("answerer", answer_in_thread,
                             portail_http_fixture_take_kept (fixture));
      check_get (client, "", 200, "\"late\"");
      g_thread_join (thread);
    }
  check_get (other, GET ("/now"), 200, NULL);
}

static void
test_kept_leave_threads_free (void)
{
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (
      &(PortailHttpSettings){ .n_threads = 2 });
  g_autoptr (GPtrArray) clients = g_ptr_array_new_with_free_func (
      (GDestroyNotify) portail_raw_client_free);
  g_autoptr (PortailRawClient) quick = portail_raw_client_new (fixture->port);

  for (guint i = 0; i < 50; i++)
    {
      g_ptr_array_add (clients, portail_raw_client_new (fixture->port));
      portail_raw_client_send (g_ptr_array_index (clients, i), GET ("/later"));
    }
  check_get (quick, GET ("/now"), 200, NULL);
  for (guint i = 0; i < 50; i++)
    answer_in_thread (portail_http_fixture_take_kept (fixture));
  for (guint i = 0; i < 50; i++)
    check_get (g_ptr_array_index (clients, i), "", 200, "\"late\"");
}

static void
test_first_answer_wins (void)
{
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (NULL);
  g_autoptr (PortailRawClient) client = portail_raw_client_new (fixture->port);
  PortailHttpExchange *exchange;

  portail_raw_client_send (client, GET ("/later"));
  exchange = portail_http_fixture_take_kept (fixture);
  g_assert_true (portail_http_exchange_answer (exchange, text_answer ("\"first\"")));
  g_assert_false (portail_http_exchange_answer (exchange, text_answer ("\"second\"")));
  check_get (client, "", 200, "\"first\"");
  g_assert_false (portail_http_exchange_answer (exchange, text_answer ("\"third\"")));
  portail_http_exchange_unref (exchange);
}

static void
test_dropped (void)
{
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (NULL);
  g_autoptr (PortailRawClient) client = portail_raw_client_new (fixture->port);

  check_get (client, GET ("/dropped"), 500, NULL);
  portail_raw_client_send (client, GET ("/later"));
  portail_http_exchange_unref (portail_http_fixture_take_kept (fixture));
  check_get (client, "", 500, NULL);
}

static void
test_half_closed (void)
{
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (NULL);
  g_autoptr (PortailRawClient) client = portail_raw_client_new (fixture->port);

  portail_raw_client_send (client, GET ("/now"));
  portail_raw_client_half_close (client);
  check_get (client, "", 200, "{\"now\":true}");
}

static void
test_pipelined_behind_kept (void)
{
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (NULL);
  g_autoptr (PortailRawClient) client = portail_raw_client_new (fixture->port);
  PortailHttpExchange *exchange;

  portail_raw_client_send (client, GET ("/later") GET ("/now"));
  exchange = portail_http_fixture_take_kept (fixture);
  portail_raw_client_send (client, GET ("/client"));
  answer_in_thread (exchange);
  check_get (client, "", 200, "\"late\"");
  check_get (client, "", 200, "{\"now\":true}");
  check_get (client, "", 200, "127.0.0.1");
}

static void
test_client_leaves (void)
{
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (NULL);
  PortailRawClient *client = portail_raw_client_new (fixture->port);
  PortailHttpExchange *exchange;

  portail_raw_client_send (client, GET ("/later"));
  exchange = portail_http_fixture_take_kept (fixture);
  portail_raw_client_free (client);
  answer_in_thread (exchange);
  portail_http_fixture_wait_connections (fixture, 0);
}

static void
test_thread_state (void)
{
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (
      &(PortailHttpSettings){ .n_threads = 3 });
  g_autoptr (GPtrArray) clients = g_ptr_array_new_with_free_func (
      (GDestroyNotify) portail_raw_client_free);

  for (guint i = 0; i < 30; i++)
    {
      g_ptr_array_add (clients, portail_raw_client_new (fixture->port));
      check_get (g_ptr_array_index (clients, i), GET ("/thread"), 200, "\"state\"");
    }
  g_assert_cmpint (g_atomic_int_get (&fixture->n_thread_states), >=, 1);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_thread_states), <=, 3);
}

static void
test_bodies (void)
{
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (NULL);
  g_autoptr (PortailRawClient) client = portail_raw_client_new (fixture->port);
  g_autofree char *body = g_strnfill (PORTAIL_HTTP_FIXTURE_MAX_ECHO, 'b');
  g_autofree char *head = g_strdup_printf ("POST /echo HTTP/1.1\r\nHost: x\r\n"
                                           "Content-Length: %d\r\n\r\n",
                                           PORTAIL_HTTP_FIXTURE_MAX_ECHO);

  portail_raw_client_send (client, head);
  check_get (client, body, 200, body);
  check_get (client,
             "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
             "3\r\nabc\r\n4;ext=1\r\ndefg\r\n0\r\n\r\n",
             200, "abcdefg");
  check_get (client, "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", 200, "");
}

static void
test_slow_pieces (void)
{
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (NULL);
  g_autoptr (PortailRawClient) client = portail_raw_client_new (fixture->port);
  const char *request = "POST /echo?a=1 HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello";

  for (const char *c = request; *c != '\0'; c++)
    g_assert_true (portail_raw_client_try_send (client, c, 1));
  check_get (client, "", 200, "hello");
}

static void
test_expect_continue (void)
{
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (NULL);
  g_autoptr (PortailRawClient) client = portail_raw_client_new (fixture->port);

  portail_raw_client_send (client, "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n"
                                   "Expect: 100-continue\r\n\r\n");
  g_assert_cmpuint (portail_raw_client_read_head (client, NULL), ==, 100);
  check_get (client, "hello", 200, "hello");
}

static void
test_forwarded (void)
{
  g_autoptr (GPtrArray) proxies = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (PortailHttpFixture) trusting = NULL;
  g_autoptr (PortailHttpFixture) wary = portail_http_fixture_new (NULL);
  g_autoptr (PortailRawClient) client = NULL;
  g_autoptr (PortailRawClient) stranger = portail_raw_client_new (wary->port);
  const char *request =
      "GET /client HTTP/1.1\r\nHost: x\r\n"
      "X-Forwarded-For: 1.2.3.4, 203.0.113.9\r\nX-Forwarded-For: 10.0.0.2\r\n\r\n";

  g_ptr_array_add (proxies, g_inet_address_mask_new_from_string ("127.0.0.1", NULL));
  g_ptr_array_add (proxies, g_inet_address_mask_new_from_string ("10.0.0.0/8", NULL));
  trusting = portail_http_fixture_new (&(PortailHttpSettings){ .trusted_proxies = proxies });
  client = portail_raw_client_new (trusting->port);
  check_get (client, request, 200, "203.0.113.9");
  check_get (client, GET ("/client"), 200, "127.0.0.1");
  check_get (stranger, request, 200, "127.0.0.1");
}

static gpointer
stop_in_thread (gpointer fixture)
{
  portail_http_server_stop (((PortailHttpFixture *) fixture)->server);
  return NULL;
}

static void
test_stop_refuses_kept (void)
{
  PortailHttpFixture *fixture = portail_http_fixture_new (
      &(PortailHttpSettings){ .stop_grace = 1 });
  g_autoptr (PortailRawClient) client = portail_raw_client_new (fixture->port);
  g_autoptr (PortailRawClient) idle = portail_raw_client_new (fixture->port);
  PortailHttpExchange *exchange;
  GThread *thread;

  portail_raw_client_send (client, GET ("/later"));
  exchange = portail_http_fixture_take_kept (fixture);
  thread = g_thread_new ("stopper", stop_in_thread, fixture);
  check_get (client, "", 503, NULL);
  portail_raw_client_wait_closed (client);
  portail_raw_client_wait_closed (idle);
  g_thread_join (thread);
  portail_http_fixture_free (fixture);
  g_assert_false (portail_http_exchange_answer (exchange, text_answer ("\"too late\"")));
  portail_http_exchange_unref (exchange);
}

static void
test_stop_lets_finish (void)
{
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (NULL);
  g_autoptr (PortailRawClient) client = portail_raw_client_new (fixture->port);
  g_autofree char *head = NULL;
  PortailHttpExchange *exchange;
  GThread *thread;

  portail_raw_client_send (client, GET ("/later"));
  exchange = portail_http_fixture_take_kept (fixture);
  thread = g_thread_new ("stopper", stop_in_thread, fixture);
  answer_in_thread (exchange);
  g_assert_cmpuint (portail_raw_client_read_answer (client, &head, NULL), ==, 200);
  g_thread_join (thread);
}

static gpointer
hammer (gpointer fixture)
{
  guint n_answers = 0;
  guint status;

  do
    {
      g_autoptr (PortailRawClient) client = portail_raw_client_new (
          ((PortailHttpFixture *) fixture)->port);

      status = portail_raw_client_try_send (client, GET ("/now"), strlen (GET ("/now")))
                   ? portail_raw_client_read_answer (client, NULL, NULL)
                   : 0;
      g_assert_true (status == 200 || status == 503 || status == 0);
      n_answers += status == 200;
    }
  while (n_answers < 300);
  return NULL;
}

static void
test_hammered (void)
{
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (NULL);
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("hammer", hammer, fixture);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  portail_http_fixture_wait_connections (fixture, 0);
}

static void
test_port_in_use (void)
{
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (NULL);
  g_autoptr (PortailHttpServer) second = NULL;
  g_autoptr (PortailHttpServer) nowhere = NULL;
  g_autoptr (GError) error = NULL;
  PortailHttpHandler handler = { 0 };

  second = portail_http_server_new (&(PortailHttpSettings){ .port = fixture->port }, &handler);
  g_assert_false (portail_http_server_start (second, &error));
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAVAILABLE);
  g_clear_error (&error);
  nowhere = portail_http_server_new (&(PortailHttpSettings){ .address = "nowhere" }, &handler);
  g_assert_false (portail_http_server_start (nowhere, &error));
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAVAILABLE);
}

static void
test_libsoup (void)
{
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (NULL);
  g_autoptr (SoupSession) session = soup_session_new ();

  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *uri = g_strdup_printf ("http://127.0.0.1:%u/%s", fixture->port,
                                              i % 2 == 0 ? "now" : "missing");
      g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) body = soup_session_send_and_read (session, message, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (soup_message_get_status (message), ==, i % 2 == 0 ? 200 : 404);
      g_assert_cmpuint (g_bytes_get_size (body), >, 0);
    }
}

static void
test_ipv6 (void)
{
  g_autoptr (PortailHttpServer) server = NULL;
  g_autoptr (GError) error = NULL;
  PortailHttpHandler handler = { 0 };

  server = portail_http_server_new (&(PortailHttpSettings){ .address = "::1" }, &handler);
  if (!portail_http_server_start (server, &error))
    {
      g_test_skip ("no IPv6 on this machine");
      return;
    }
  g_assert_cmpuint (portail_http_server_get_port (server), >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/http/an-answer-has-its-id-and-the-security-headers", test_headers);
  g_test_add_func ("/http/pipelined-requests-are-answered-in-order", test_pipelined);
  g_test_add_func ("/http/head-gets-the-headers-alone", test_head);
  g_test_add_func ("/http/a-kept-exchange-is-answered-from-another-thread", test_kept);
  g_test_add_func ("/http/kept-exchanges-leave-the-threads-free", test_kept_leave_threads_free);
  g_test_add_func ("/http/the-first-answer-wins", test_first_answer_wins);
  g_test_add_func ("/http/an-exchange-that-is-dropped-answers-500", test_dropped);
  g_test_add_func ("/http/a-half-closed-client-gets-its-answer", test_half_closed);
  g_test_add_func ("/http/requests-wait-behind-a-kept-one", test_pipelined_behind_kept);
  g_test_add_func ("/http/a-client-may-leave-while-its-exchange-is-kept", test_client_leaves);
  g_test_add_func ("/http/each-thread-owns-its-state", test_thread_state);
  g_test_add_func ("/http/a-body-arrives-whole", test_bodies);
  g_test_add_func ("/http/a-request-may-arrive-byte-by-byte", test_slow_pieces);
  g_test_add_func ("/http/a-client-that-asks-first-is-told-to-continue", test_expect_continue);
  g_test_add_func ("/http/a-forwarded-address-counts-only-from-a-trusted-proxy", test_forwarded);
  g_test_add_func ("/http/stopping-refuses-what-is-still-kept", test_stop_refuses_kept);
  g_test_add_func ("/http/stopping-lets-requests-finish", test_stop_lets_finish);
  g_test_add_func ("/http/many-short-connections-leave-nothing-behind", test_hammered);
  g_test_add_func ("/http/a-port-in-use-fails-the-start", test_port_in_use);
  g_test_add_func ("/http/libsoup-is-a-happy-client", test_libsoup);
  g_test_add_func ("/http/it-listens-on-ipv6", test_ipv6);
  return g_test_run ();
}
