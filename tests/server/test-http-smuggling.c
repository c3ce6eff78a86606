/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests that a proxy and this server could cut at different places. What this server takes for a
 * second request must be one for every reader; where that is not so, the connection ends. */
#include <string.h>

#include "tests/support/portail-http-fixture.h"
#include "tests/support/portail-raw-client.h"

#define N_PIPELINED 200
#define SECOND      "GET /big HTTP/1.1\r\nHost: x\r\nX: "

/* Sends @text and no more; the number of requests that were handled for it. */
static gint
count_handled (const char *text)
{
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (NULL);
  g_autoptr (PortailRawClient) client = portail_raw_client_new (fixture->port);

  portail_raw_client_send (client, text);
  portail_raw_client_half_close (client);
  portail_raw_client_wait_closed (client);
  return g_atomic_int_get (&fixture->n_handled);
}

/* None of these may be handled at all, nor what follows in their bodies. */
static void
test_unclear_bodies (void)
{
  static const char *const headers[] = {
    "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
    "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\nContent-Length: 5",
    "Transfer-Encoding: chunked, identity",
    "Transfer-Encoding: identity, chunked",
    "Transfer-Encoding: \x0b"
    "chunked",
    "Transfer-Encoding: chunked\x0b",
    "Transfer-Encoding:\r\n chunked\r\nContent-Length: 5",
    "Transfer-Encoding:\r\n\tchunked\r\nContent-Length: 5",
    "Transfer-Encoding: chun\r\n ked\r\nContent-Length: 5",
    "Content-Length:\r\n 7\r\nContent-Length: 5",
    "X: y\r\n Transfer-Encoding: chunked\r\nContent-Length: 5x",
    "Transfer-Encoding: \"chunked\"",
    "Transfer-Encoding: chunked;q=1",
    "Transfer_Encoding: chunked\r\nContent-Length: 5, 5",
    "Content-Length: 5\r\ncontent-length: 6",
    "Content-Length: 5 5",
    "Content-Length: 5;",
    "Content-Length: 0x5",
    "Content-Length: 5.0",
    "Content-Length: ",
    "Content-Length: \xd9\xa5",
    "Content-Length: 18446744073709551621",
    "Content-Length\t: 5",
    "Content-Length: 5\r\nTransfer-Encoding: chunked",
  };

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      g_autofree char *request = g_strdup_printf (
          "POST /echo HTTP/1.1\r\nHost: x\r\n%s\r\n\r\n0\r\n\r\n" SECOND, headers[i]);

      if (count_handled (request) != 0)
        {
          g_test_message ("%s", headers[i]);
          g_test_fail ();
        }
    }
}

/* Sizes of chunks that another reader reads as others. */
static void
test_unclear_chunks (void)
{
  static const char *const bodies[] = {
    "-1\r\nx\r\n0\r\n\r\n",
    "+1\r\nx\r\n0\r\n\r\n",
    "0x1\r\nx\r\n0\r\n\r\n",
    "1 \r\n\r\nx\r\n0\r\n\r\n",
    "g\r\nx\r\n0\r\n\r\n",
    "ffffffffffffffff1\r\nx\r\n0\r\n\r\n",
    "10000000000000001\r\nx\r\n0\r\n\r\n",
    "1\r\nxy\r\n0\r\n\r\n",
    "\r\nx\r\n0\r\n\r\n",
    "1\rx\r\n0\r\n\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autofree char *request = g_strdup_printf (
          "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n%s", bodies[i]);

      if (count_handled (request) != 0)
        {
          g_test_message ("%s", bodies[i]);
          g_test_fail ();
        }
    }
}

/* What follows a body that has its end is the next request, and nothing else is. */
static void
test_bodies_with_an_end (void)
{
  static const struct
  {
    const char *head;
    const char *body;
    const char *echo;
  } cases[] = {
    { "Content-Length: 5", "GET /", "GET /" },
    { "Content-Length: 35", "GET /now HTTP/1.1\r\nHost: hidden\r\n\r\n",
      "GET /now HTTP/1.1\r\nHost: hidden\r\n\r\n" },
    { "Transfer-Encoding: chunked", "3\r\nGET\r\n0\r\n\r\n", "GET" },
    { "Transfer-Encoding: Chunked", "3;a=b\r\nGET\r\n0\r\n\r\n", "GET" },
    { "Transfer-Encoding: chunked", "3\r\nGET\r\n0\r\nContent-Length: 40\r\nHost: y\r\n\r\n",
      "GET" },
    { "Content-Length: 0", "", "" },
  };
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PortailRawClient) client = portail_raw_client_new (fixture->port);
      g_autofree char *request = g_strdup_printf (
          "POST /echo HTTP/1.1\r\nHost: x\r\n%s\r\n\r\n%sGET /now HTTP/1.1\r\nHost: x\r\n\r\n",
          cases[i].head, cases[i].body);
      g_autofree char *first = NULL;
      g_autofree char *second = NULL;

      g_test_message ("%s", cases[i].head);
      portail_raw_client_send (client, request);
      g_assert_cmpuint (portail_raw_client_read_answer (client, NULL, &first), ==, 200);
      g_assert_cmpstr (first, ==, cases[i].echo);
      g_assert_cmpuint (portail_raw_client_read_answer (client, NULL, &second), ==, 200);
      g_assert_cmpstr (second, ==, "{\"now\":true}");
      g_assert_cmpint (g_atomic_int_get (&fixture->n_handled), ==, (gint) (2 * (i + 1)));
    }
}

/* A request that brings a body where none belongs is read to that body's end. */
static void
test_a_body_of_get (void)
{
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (NULL);
  g_autoptr (PortailRawClient) client = portail_raw_client_new (fixture->port);

  portail_raw_client_send (client, "GET /now HTTP/1.1\r\nHost: x\r\nContent-Length: 32\r\n\r\n"
                                   "GET /now HTTP/1.1\r\nHost: evil\r\n\r\n");
  g_assert_cmpuint (portail_raw_client_read_answer (client, NULL, NULL), ==, 200);
  portail_raw_client_half_close (client);
  portail_raw_client_wait_closed (client);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_handled), <=, 2);
}

static void
test_many_at_once (void)
{
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (NULL);
  g_autoptr (PortailRawClient) client = portail_raw_client_new (fixture->port);
  g_autoptr (GString) requests = g_string_new (NULL);

  for (guint i = 0; i < N_PIPELINED; i++)
    g_string_append_printf (requests,
                            "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n%03u", i);
  portail_raw_client_send (client, requests->str);
  for (guint i = 0; i < N_PIPELINED; i++)
    {
      g_autofree char *body = NULL;
      g_autofree char *expected = g_strdup_printf ("%03u", i);

      g_assert_cmpuint (portail_raw_client_read_answer (client, NULL, &body), ==, 200);
      g_assert_cmpstr (body, ==, expected);
    }
}

/* Who stops in the middle of anything leaves nothing behind. */
static void
test_cut_everywhere (void)
{
  static const char request[] = "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
                                "\r\n3\r\nabc\r\n0\r\n\r\n";
  g_autoptr (PortailHttpFixture) fixture = portail_http_fixture_new (NULL);

  for (gsize length = 0; length < sizeof request - 1; length++)
    {
      g_autoptr (PortailRawClient) client = portail_raw_client_new (fixture->port);
      g_autofree char *part = g_strndup (request, length);

      portail_raw_client_send (client, part);
      portail_raw_client_half_close (client);
      portail_raw_client_wait_closed (client);
    }
  g_assert_cmpint (g_atomic_int_get (&fixture->n_handled), ==, 0);
  portail_http_fixture_wait_connections (fixture, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/http-smuggling/an-unclear-length-is-refused", test_unclear_bodies);
  g_test_add_func ("/http-smuggling/an-unclear-chunk-is-refused", test_unclear_chunks);
  g_test_add_func ("/http-smuggling/after-a-body-comes-the-next-request", test_bodies_with_an_end);
  g_test_add_func ("/http-smuggling/a-body-of-get-is-no-request", test_a_body_of_get);
  g_test_add_func ("/http-smuggling/many-requests-at-once-are-answered-in-order",
                   test_many_at_once);
  g_test_add_func ("/http-smuggling/who-stops-anywhere-leaves-nothing", test_cut_everywhere);
  return g_test_run ();
}
