/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/portail-http-fixture.h"

#include <string.h>

#define PATIENCE   (20 * G_USEC_PER_SEC)
#define STOP_LIMIT (8 * G_USEC_PER_SEC)

typedef PortailAnswer *(*Handle) (PortailHttpFixture *fixture,
                                  PortailRequest *request,
                                  gpointer thread_state);

static PortailAnswer *
answer_text (const char *text)
{
  return portail_answer_new_json (200, g_string_new (text));
}

static PortailAnswer *
handle_now (PortailHttpFixture *fixture, PortailRequest *request, gpointer thread_state)
{
  return answer_text ("{\"now\":true}");
}

static PortailAnswer *
handle_big (PortailHttpFixture *fixture, PortailRequest *request, gpointer thread_state)
{
  return portail_answer_new_bytes (
      200, "application/octet-stream",
      g_bytes_new_take (g_malloc0 (PORTAIL_HTTP_FIXTURE_BIG), PORTAIL_HTTP_FIXTURE_BIG));
}

static PortailAnswer *
handle_client (PortailHttpFixture *fixture, PortailRequest *request, gpointer thread_state)
{
  return answer_text (portail_request_get_client_address (request));
}

static PortailAnswer *
handle_thread (PortailHttpFixture *fixture, PortailRequest *request, gpointer thread_state)
{
  return answer_text (thread_state != NULL ? thread_state : "nothing");
}

static PortailAnswer *
handle_echo (PortailHttpFixture *fixture, PortailRequest *request, gpointer thread_state)
{
  return portail_answer_new_bytes (200, "application/octet-stream",
                                   g_bytes_ref (portail_request_get_body (request)));
}

static PortailAnswer *
handle_stream (PortailHttpFixture *fixture, PortailRequest *request, gpointer thread_state)
{
  const char *milliseconds = portail_request_get_parameter (request, "ends_in");
  gint64 deadline = 0;
  PortailEventStream *stream;

  if (milliseconds != NULL)
    deadline = g_get_monotonic_time () + g_ascii_strtoll (milliseconds, NULL, 10) * 1000;
  stream = portail_event_stream_new (deadline);
  g_async_queue_push (fixture->streams, portail_event_stream_ref (stream));
  return portail_answer_new_event_stream (stream);
}

static const struct
{
  const char *path;
  Handle handle;
} handles[] = {
  { "/now", handle_now },       { "/big", handle_big },   { "/client", handle_client },
  { "/thread", handle_thread }, { "/echo", handle_echo }, { "/stream", handle_stream },
};

static void
handle (PortailHttpExchange *exchange, gpointer thread_state, gpointer user)
{
  PortailHttpFixture *fixture = user;
  PortailRequest *request = portail_http_exchange_get_request (exchange);
  const char *path = portail_request_get_path (request);
  g_autoptr (PortailHttpExchange) own = exchange;

  g_atomic_int_inc (&fixture->n_handled);
  for (guint i = 0; i < G_N_ELEMENTS (handles); i++)
    if (g_str_equal (handles[i].path, path))
      {
        portail_http_exchange_answer (own, handles[i].handle (fixture, request, thread_state));
        return;
      }
  if (g_str_equal (path, "/later"))
    g_async_queue_push (fixture->kept, g_steal_pointer (&own));
  else if (!g_str_equal (path, "/dropped"))
    portail_http_exchange_answer (
        own, portail_answer_new_problem (request, PORTAIL_ERROR_NOT_FOUND, NULL, NULL));
}

static guint64
get_max_body (const PortailRequest *request, gpointer user)
{
  return g_str_equal (portail_request_get_path (request), "/echo") ? PORTAIL_HTTP_FIXTURE_MAX_ECHO
                                                                   : 1024;
}

typedef struct
{
  char text[16];
  PortailHttpFixture *fixture;
} ThreadState;

static gpointer
new_thread_state (gpointer user)
{
  PortailHttpFixture *fixture = user;
  ThreadState *state = g_new0 (ThreadState, 1);

  g_snprintf (state->text, sizeof state->text, "\"state\"");
  state->fixture = fixture;
  g_atomic_int_inc (&fixture->n_thread_states);
  return state;
}

static void
free_thread_state (gpointer thread_state)
{
  ThreadState *state = thread_state;

  g_atomic_int_add (&state->fixture->n_thread_states, -1);
  g_free (state);
}

static PortailAnswer *
refuse_nobody (PortailRequest *request, char **sender, gpointer user)
{
  *sender = g_strdup (portail_request_get_header (request, "X-Sender"));
  return NULL;
}

PortailHttpFixture *
portail_http_fixture_new (const PortailHttpSettings *settings)
{
  PortailHttpFixture *fixture = g_new0 (PortailHttpFixture, 1);
  PortailHttpSettings own = { 0 };
  PortailHttpHandler handler = {
    .handle = handle,
    .get_max_body = get_max_body,
    .refuse_unread = refuse_nobody,
    .new_thread_state = new_thread_state,
    .free_thread_state = free_thread_state,
    .user = fixture,
  };
  g_autoptr (GError) error = NULL;

  if (settings != NULL)
    own = *settings;
  own.max_connections_an_address = own.max_connections_an_address > 0
                                       ? own.max_connections_an_address
                                       : 10000;
  fixture->kept = g_async_queue_new_full ((GDestroyNotify) portail_http_exchange_unref);
  fixture->streams = g_async_queue_new_full ((GDestroyNotify) portail_event_stream_unref);
  fixture->server = portail_http_server_new (&own, &handler);
  portail_http_server_start (fixture->server, &error);
  g_assert_no_error (error);
  fixture->port = portail_http_server_get_port (fixture->server);
  return fixture;
}

/* A server that has nothing left to do must not wait out its grace time. */
void
portail_http_fixture_free (PortailHttpFixture *fixture)
{
  gint64 before = g_get_monotonic_time ();

  portail_http_server_free (fixture->server);
  g_assert_cmpint (g_get_monotonic_time () - before, <, STOP_LIMIT);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_thread_states), ==, 0);
  g_async_queue_unref (fixture->kept);
  g_async_queue_unref (fixture->streams);
  g_free (fixture);
}

PortailHttpExchange *
portail_http_fixture_take_kept (PortailHttpFixture *fixture)
{
  PortailHttpExchange *exchange = g_async_queue_timeout_pop (fixture->kept, PATIENCE);

  g_assert_nonnull (exchange);
  return exchange;
}

PortailEventStream *
portail_http_fixture_take_stream (PortailHttpFixture *fixture)
{
  PortailEventStream *stream = g_async_queue_timeout_pop (fixture->streams, PATIENCE);

  g_assert_nonnull (stream);
  return stream;
}

void
portail_http_fixture_wait_connections (PortailHttpFixture *fixture, guint n)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  while (portail_http_server_get_n_connections (fixture->server) != n)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_thread_yield ();
    }
}
