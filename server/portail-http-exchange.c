/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-http-exchange.h"

#include <string.h>

#include "server/portail-http-response.h"
#include "server/portail-log.h"
#include "server/portail-subscriber.h"
#include "shared/portail-i18n.h"

/* What is received of a body before its memory is taken in earnest. */
#define FIRST_BODY_SIZE (16 * 1024)
/* What anybody may send before the handler is asked whether it is worth reading. */
#define MAX_UNASKED_BYTES (64 * 1024)
/* Senders who fill the budget: whoever has as many bodies under way as trickle in fills his part.
 */
#define N_SHARES 4
/* A body without announced length may be this much too large before the connection is cut: until
 * then the client still gets its 413. */
#define MAX_EXCESS_BYTES (1024 * 1024)

typedef enum
{
  RECEIVING,
  HANDLED,   /* given to the handler, on the HTTP thread */
  SUSPENDED, /* kept by the handler */
  ANSWERED,  /* sent or on its way */
} Progress;

struct _PortailHttpExchange
{
  gint owners;             /* atomic; libmicrohttpd's side and the handler's */
  gint handler_references; /* atomic */
  PortailHttpTraffic *traffic;
  struct MHD_Connection *connection;
  PortailHttpConnection *peer;
  char *target;
  PortailRequest *request; /* NULL until the headers are in */
  GByteArray *body;
  gint64 received_at; /* monotonic µs */
  guint64 max_body;
  guint64 n_announced_bytes; /* of the body; G_MAXUINT64 when nobody knows */
  guint64 n_excess_bytes;
  guint64 n_reserved_bytes; /* of the budget that all bodies share */
  char *sender;             /* of a large body: whose share it takes; NULL before */
  gboolean is_kept;         /* in the traffic's table */
  GMutex lock;              /* of what follows */
  Progress progress;
  PortailAnswer *answer;
};

static void
disown (PortailHttpExchange *exchange)
{
  if (!g_atomic_int_dec_and_test (&exchange->owners))
    return;
  g_free (exchange->target);
  g_free (exchange->sender);
  g_clear_pointer (&exchange->request, portail_request_unref);
  g_clear_pointer (&exchange->body, g_byte_array_unref);
  portail_answer_free (exchange->answer);
  g_mutex_clear (&exchange->lock);
  g_free (exchange);
}

PortailRequest *
portail_http_exchange_get_request (PortailHttpExchange *exchange)
{
  return exchange->request;
}

PortailHttpExchange *
portail_http_exchange_ref (PortailHttpExchange *exchange)
{
  g_atomic_int_inc (&exchange->handler_references);
  return exchange;
}

void
portail_http_exchange_unref (PortailHttpExchange *exchange)
{
  if (!g_atomic_int_dec_and_test (&exchange->handler_references))
    return;
  portail_http_exchange_answer (
      exchange, portail_answer_new_problem (exchange->request, PORTAIL_ERROR_INTERNAL, NULL, NULL));
  disown (exchange);
}

gboolean
portail_http_exchange_answer (PortailHttpExchange *exchange, PortailAnswer *answer)
{
  gboolean is_first;

  g_mutex_lock (&exchange->lock);
  is_first = exchange->answer == NULL;
  if (is_first)
    {
      exchange->answer = answer;
      if (exchange->progress == SUSPENDED)
        MHD_resume_connection (exchange->connection);
    }
  g_mutex_unlock (&exchange->lock);
  if (!is_first)
    portail_answer_free (answer);
  return is_first;
}

PortailHttpExchange *
portail_http_exchange_new (PortailHttpTraffic *traffic,
                           struct MHD_Connection *connection,
                           const char *uri)
{
  PortailHttpExchange *exchange = g_new0 (PortailHttpExchange, 1);

  exchange->owners = 1;
  exchange->traffic = traffic;
  exchange->connection = connection;
  exchange->peer =
      MHD_get_connection_info (connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
  exchange->target = g_strdup (uri != NULL ? uri : "");
  exchange->received_at = g_get_monotonic_time ();
  g_mutex_init (&exchange->lock);
  g_atomic_int_inc (&traffic->n_active);
  portail_http_connection_enter (exchange->peer, PORTAIL_HTTP_PHASE_HEAD);
  return exchange;
}

gboolean
portail_http_exchange_has_begun (const PortailHttpExchange *exchange)
{
  return exchange->request != NULL;
}

static void
refuse (PortailHttpExchange *exchange, PortailErrorCode code, const char *detail)
{
  portail_http_exchange_answer (exchange,
                                portail_answer_new_problem (exchange->request, code, detail, NULL));
}

static void
refuse_with_error (PortailHttpExchange *exchange, const GError *error)
{
  portail_http_exchange_answer (exchange, portail_answer_new_error (exchange->request, error));
}

static enum MHD_Result
add_header (void *cls, enum MHD_ValueKind kind, const char *name, const char *value)
{
  PortailHttpExchange *exchange = cls;
  g_autoptr (GError) error = NULL;

  if (portail_request_add_header (exchange->request, name, value != NULL ? value : "", &error))
    return MHD_YES;
  refuse_with_error (exchange, error);
  return MHD_NO;
}

/* How the body is framed must be beyond doubt, or two servers in a row could disagree on where the
 * next request starts. */
static void
check_framing (PortailHttpExchange *exchange)
{
  const char *encoding = portail_request_get_header (exchange->request, "Transfer-Encoding");
  const char *length = portail_request_get_header (exchange->request, "Content-Length");

  if (encoding != NULL && (length != NULL || g_ascii_strcasecmp (encoding, "chunked") != 0))
    refuse (exchange, PORTAIL_ERROR_MALFORMED, _ ("The length of the request is unclear"));
  exchange->n_announced_bytes = encoding != NULL ? G_MAXUINT64 : 0;
  if (encoding != NULL || length == NULL)
    return;
  if (!g_ascii_string_to_unsigned (length, 10, 0, G_MAXINT64, &exchange->n_announced_bytes, NULL))
    refuse (exchange, PORTAIL_ERROR_MALFORMED, _ ("The length of the request is unclear"));
  else if (exchange->n_announced_bytes > exchange->max_body)
    refuse (exchange, PORTAIL_ERROR_TOO_LARGE, NULL);
}

/* A stranger's megabytes are not read to be refused. */
static void
ask_before_body (PortailHttpExchange *exchange)
{
  const PortailHttpHandler *handler = &exchange->traffic->handler;
  PortailAnswer *answer;

  if (exchange->answer != NULL || exchange->n_announced_bytes <= MAX_UNASKED_BYTES
      || handler->refuse_unread == NULL)
    return;
  answer = handler->refuse_unread (exchange->request, &exchange->sender, handler->user);
  if (answer != NULL)
    portail_http_exchange_answer (exchange, answer);
}

/* With the lock. */
static gboolean
has_room (const PortailHttpTraffic *traffic, guint64 n_own_bytes, guint64 wanted)
{
  return wanted <= traffic->max_body_memory - traffic->n_body_bytes
         && (n_own_bytes == 0 || n_own_bytes + wanted <= traffic->max_body_memory / N_SHARES);
}

/* What a large body may need is set aside before any of it is read. */
static void
reserve_memory (PortailHttpExchange *exchange)
{
  PortailHttpTraffic *traffic = exchange->traffic;
  guint64 wanted = MIN (exchange->n_announced_bytes, exchange->max_body);
  guint64 *n_own_bytes;

  if (exchange->answer != NULL || wanted <= MAX_UNASKED_BYTES)
    return;
  if (exchange->sender == NULL)
    exchange->sender = portail_subscriber_from_text (
        portail_request_get_client_address (exchange->request));
  g_mutex_lock (&traffic->lock);
  n_own_bytes = g_hash_table_lookup (traffic->shares, exchange->sender);
  if (has_room (traffic, n_own_bytes != NULL ? *n_own_bytes : 0, wanted))
    {
      if (n_own_bytes == NULL)
        {
          n_own_bytes = g_new0 (guint64, 1);
          g_hash_table_insert (traffic->shares, g_strdup (exchange->sender), n_own_bytes);
        }
      *n_own_bytes += wanted;
      traffic->n_body_bytes += wanted;
      exchange->n_reserved_bytes = wanted;
    }
  g_mutex_unlock (&traffic->lock);
  if (exchange->n_reserved_bytes == 0)
    refuse (exchange, PORTAIL_ERROR_UNAVAILABLE, NULL);
}

/* With the lock. */
static void
give_memory_back (PortailHttpExchange *exchange)
{
  PortailHttpTraffic *traffic = exchange->traffic;
  guint64 *n_own_bytes;

  if (exchange->n_reserved_bytes == 0)
    return;
  n_own_bytes = g_hash_table_lookup (traffic->shares, exchange->sender);
  traffic->n_body_bytes -= exchange->n_reserved_bytes;
  *n_own_bytes -= exchange->n_reserved_bytes;
  if (*n_own_bytes == 0)
    g_hash_table_remove (traffic->shares, exchange->sender);
}

static void
make_request (PortailHttpExchange *exchange, const char *method)
{
  g_autoptr (GError) error = NULL;

  exchange->request = portail_request_new (method, exchange->target, &error);
  if (exchange->request == NULL)
    {
      exchange->request = portail_request_new (method, "/", NULL);
      refuse_with_error (exchange, error);
    }
  MHD_get_connection_values (exchange->connection, MHD_HEADER_KIND, add_header, exchange);
  portail_request_set_peer (exchange->request, portail_http_connection_get_address (exchange->peer),
                            exchange->traffic->trusted_proxies);
}

static void
sleep_stream (gpointer exchange)
{
  MHD_suspend_connection (((PortailHttpExchange *) exchange)->connection);
}

static void
wake_stream (gpointer exchange)
{
  MHD_resume_connection (((PortailHttpExchange *) exchange)->connection);
}

static ssize_t
read_stream (void *cls, uint64_t position, char *buffer, size_t max)
{
  PortailHttpExchange *exchange = cls;
  gsize length = max;

  switch (portail_event_stream_read (portail_answer_get_event_stream (exchange->answer), buffer,
                                     &length, sleep_stream))
    {
    case PORTAIL_EVENT_STREAM_SOME:
      return (ssize_t) length;
    case PORTAIL_EVENT_STREAM_SLEEP:
      return 0;
    case PORTAIL_EVENT_STREAM_END:
    default:
      return MHD_CONTENT_READER_END_OF_STREAM;
    }
}

static void
start_stream (PortailHttpExchange *exchange, PortailEventStream *stream)
{
  PortailHttpTraffic *traffic = exchange->traffic;

  portail_event_stream_attach (stream, wake_stream, exchange);
  g_mutex_lock (&traffic->lock);
  g_hash_table_add (traffic->streams, exchange);
  if (traffic->state != PORTAIL_HTTP_RUNNING)
    portail_event_stream_close (stream, "stopping");
  g_mutex_unlock (&traffic->lock);
}

/* HEAD is told of a stream, not given it. */
static PortailEventStream *
get_stream_to_send (PortailHttpExchange *exchange)
{
  if (g_str_equal (portail_request_get_method_name (exchange->request), "HEAD"))
    return NULL;
  return portail_answer_get_event_stream (exchange->answer);
}

static enum MHD_Result
send_answer (PortailHttpExchange *exchange)
{
  PortailEventStream *stream = get_stream_to_send (exchange);
  struct MHD_Response *response;
  enum MHD_Result result;

  exchange->progress = ANSWERED;
  portail_http_connection_enter (exchange->peer, stream != NULL ? PORTAIL_HTTP_PHASE_STREAMED
                                                                : PORTAIL_HTTP_PHASE_ANSWERED);
  if (stream != NULL)
    start_stream (exchange, stream);
  response = portail_http_response_new (exchange->answer, exchange->request,
                                        stream != NULL ? read_stream : NULL, exchange);
  if (g_atomic_int_get (&exchange->traffic->state) != PORTAIL_HTTP_RUNNING)
    MHD_add_response_header (response, "Connection", "close");
  result = MHD_queue_response (exchange->connection, portail_answer_get_status (exchange->answer),
                               response);
  MHD_destroy_response (response);
  return result;
}

enum MHD_Result
portail_http_exchange_begin (PortailHttpExchange *exchange, const char *method)
{
  const PortailHttpHandler *handler = &exchange->traffic->handler;

  make_request (exchange, method);
  exchange->max_body = handler->get_max_body (exchange->request, handler->user);
  check_framing (exchange);
  ask_before_body (exchange);
  reserve_memory (exchange);
  if (g_atomic_int_get (&exchange->traffic->state) == PORTAIL_HTTP_REFUSING)
    refuse (exchange, PORTAIL_ERROR_UNAVAILABLE, NULL);
  portail_http_connection_enter (exchange->peer, PORTAIL_HTTP_PHASE_BODY);
  if (exchange->answer == NULL)
    return MHD_YES;
  /* An answer before the body ends the connection, so a doubtful rest is never parsed. */
  portail_http_connection_linger (exchange->peer);
  return send_answer (exchange);
}

enum MHD_Result
portail_http_exchange_receive (PortailHttpExchange *exchange, const char *bytes, gsize length)
{
  if (exchange->body == NULL)
    exchange->body = g_byte_array_sized_new (exchange->n_reserved_bytes > 0
                                                     && exchange->n_announced_bytes != G_MAXUINT64
                                                 ? (guint) exchange->n_reserved_bytes
                                                 : FIRST_BODY_SIZE);
  if (exchange->answer == NULL && exchange->body->len + length > exchange->max_body)
    {
      refuse (exchange, PORTAIL_ERROR_TOO_LARGE, NULL);
      g_clear_pointer (&exchange->body, g_byte_array_unref);
    }
  if (exchange->answer != NULL)
    {
      exchange->n_excess_bytes += length;
      return exchange->n_excess_bytes > MAX_EXCESS_BYTES ? MHD_NO : MHD_YES;
    }
  g_byte_array_append (exchange->body, (const guint8 *) bytes, (guint) length);
  return MHD_YES;
}

static void
dispatch (PortailHttpExchange *exchange, gpointer thread_state)
{
  const PortailHttpHandler *handler = &exchange->traffic->handler;

  if (exchange->body != NULL)
    portail_request_take_body (exchange->request,
                               g_byte_array_free_to_bytes (g_steal_pointer (&exchange->body)));
  exchange->progress = HANDLED;
  portail_http_connection_enter (exchange->peer, PORTAIL_HTTP_PHASE_HANDLED);
  g_atomic_int_inc (&exchange->owners);
  g_atomic_int_set (&exchange->handler_references, 1);
  handler->handle (exchange, thread_state, handler->user);
}

static gboolean
has_answer (PortailHttpExchange *exchange)
{
  gboolean has_it;

  g_mutex_lock (&exchange->lock);
  has_it = exchange->answer != NULL;
  g_mutex_unlock (&exchange->lock);
  return has_it;
}

/* From here on, winding down finds it. */
static void
keep (PortailHttpExchange *exchange)
{
  PortailHttpTraffic *traffic = exchange->traffic;

  g_mutex_lock (&traffic->lock);
  exchange->is_kept = traffic->state != PORTAIL_HTTP_REFUSING;
  if (exchange->is_kept)
    g_hash_table_add (traffic->kept, exchange);
  g_mutex_unlock (&traffic->lock);
  if (!exchange->is_kept)
    refuse (exchange, PORTAIL_ERROR_UNAVAILABLE, NULL);
}

/* Returns: whether the connection sleeps until the answer comes. */
static gboolean
suspend_without_answer (PortailHttpExchange *exchange)
{
  gboolean is_suspended;

  g_mutex_lock (&exchange->lock);
  is_suspended = exchange->answer == NULL;
  if (is_suspended)
    {
      exchange->progress = SUSPENDED;
      MHD_suspend_connection (exchange->connection);
    }
  g_mutex_unlock (&exchange->lock);
  return is_suspended;
}

enum MHD_Result
portail_http_exchange_finish (PortailHttpExchange *exchange, gpointer thread_state)
{
  if (exchange->progress == ANSWERED)
    return MHD_YES;
  if (exchange->progress == RECEIVING && exchange->answer == NULL)
    {
      dispatch (exchange, thread_state);
      if (!has_answer (exchange))
        keep (exchange);
    }
  return suspend_without_answer (exchange) ? MHD_YES : send_answer (exchange);
}

/* What strangers write in place of a method stays out of the log. */
static const char *
get_method_name (const PortailRequest *request)
{
  return portail_request_get_method (request) != PORTAIL_METHOD_OTHER
             ? portail_request_get_method_name (request)
             : "OTHER";
}

static void
log_request (PortailHttpExchange *exchange, enum MHD_RequestTerminationCode termination)
{
  PortailLogRequest entry = {
    .request_id = portail_request_get_id (exchange->request),
    .method = get_method_name (exchange->request),
    .route = portail_answer_get_route (exchange->answer),
    .user_id = portail_answer_get_user_id (exchange->answer),
    .status = portail_answer_get_status (exchange->answer),
    .duration_microseconds = g_get_monotonic_time () - exchange->received_at,
    .is_cut_off = termination != MHD_REQUEST_TERMINATED_COMPLETED_OK,
  };

  portail_log_request (&entry);
}

static void
leave_traffic (PortailHttpExchange *exchange, PortailEventStream *stream)
{
  PortailHttpTraffic *traffic = exchange->traffic;

  if (exchange->is_kept || stream != NULL || exchange->n_reserved_bytes > 0)
    {
      g_mutex_lock (&traffic->lock);
      give_memory_back (exchange);
      g_hash_table_remove (traffic->kept, exchange);
      g_hash_table_remove (traffic->streams, exchange);
      g_mutex_unlock (&traffic->lock);
    }
  if (stream != NULL)
    portail_event_stream_detach (stream);
  if (g_atomic_int_dec_and_test (&traffic->n_active))
    {
      g_mutex_lock (&traffic->lock);
      g_cond_broadcast (&traffic->is_quiet);
      g_mutex_unlock (&traffic->lock);
    }
}

void
portail_http_exchange_complete (PortailHttpExchange *exchange,
                                enum MHD_RequestTerminationCode termination)
{
  PortailEventStream *stream = NULL;

  if (exchange->progress == ANSWERED)
    {
      stream = portail_answer_get_event_stream (exchange->answer);
      log_request (exchange, termination);
    }
  portail_http_connection_enter (exchange->peer, PORTAIL_HTTP_PHASE_HEAD);
  leave_traffic (exchange, stream);
  disown (exchange);
}

void
portail_http_traffic_init (PortailHttpTraffic *traffic)
{
  g_mutex_init (&traffic->lock);
  g_cond_init (&traffic->is_quiet);
  traffic->kept = g_hash_table_new (NULL, NULL);
  traffic->streams = g_hash_table_new (NULL, NULL);
  traffic->shares = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

void
portail_http_traffic_clear (PortailHttpTraffic *traffic)
{
  g_hash_table_unref (traffic->kept);
  g_hash_table_unref (traffic->streams);
  g_hash_table_unref (traffic->shares);
  g_cond_clear (&traffic->is_quiet);
  g_mutex_clear (&traffic->lock);
}

void
portail_http_traffic_tick_streams (PortailHttpTraffic *traffic, gint64 heartbeat)
{
  gint64 now = g_get_monotonic_time ();
  GHashTableIter iter;
  gpointer key;

  g_mutex_lock (&traffic->lock);
  g_hash_table_iter_init (&iter, traffic->streams);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      PortailHttpExchange *exchange = key;

      portail_event_stream_tick (portail_answer_get_event_stream (exchange->answer), now,
                                 heartbeat);
    }
  g_mutex_unlock (&traffic->lock);
}

/* With the traffic's lock. */
static void
end_streams (PortailHttpTraffic *traffic)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, traffic->streams);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      PortailHttpExchange *exchange = key;

      portail_event_stream_close (portail_answer_get_event_stream (exchange->answer), "stopping");
    }
}

/* With the traffic's lock. Lock order: traffic, exchange or stream, libmicrohttpd. */
static void
refuse_kept (PortailHttpTraffic *traffic)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, traffic->kept);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    refuse (key, PORTAIL_ERROR_UNAVAILABLE, NULL);
}

void
portail_http_traffic_wind_down (PortailHttpTraffic *traffic,
                                PortailHttpState state,
                                gint64 deadline)
{
  g_mutex_lock (&traffic->lock);
  g_atomic_int_set (&traffic->state, (gint) state);
  end_streams (traffic);
  if (state == PORTAIL_HTTP_REFUSING)
    refuse_kept (traffic);
  while (g_atomic_int_get (&traffic->n_active) > 0
         && g_cond_wait_until (&traffic->is_quiet, &traffic->lock, deadline))
    ;
  g_mutex_unlock (&traffic->lock);
}
