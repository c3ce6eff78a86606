/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request and its answer, between libmicrohttpd's callbacks and the handler; see
 * portail-http-server.h for what the handler may do with it.
 *
 * 1. libmicrohttpd's side owns it from the request line until the request is completed, the handler
 *    from dispatch until it drops its last reference.
 * 2. Who answers and who suspends meet under the exchange's lock, so a connection is suspended only
 *    while there is no answer, and resumed exactly once after. */
#pragma once

#include <microhttpd.h>

#include "server/portail-http-connections.h"
#include "server/portail-http-server.h"

typedef enum
{
  PORTAIL_HTTP_RUNNING,
  PORTAIL_HTTP_FINISHING, /* what is in flight may end, nothing stays open after it */
  PORTAIL_HTTP_REFUSING,  /* every request gets 503 */
} PortailHttpState;

/* What the exchanges of one server share. */
typedef struct
{
  PortailHttpHandler handler;
  GPtrArray *trusted_proxies; /* GInetAddressMask */
  PortailHttpConnections *connections;
  guint64 max_body_memory; /* bytes */
  guint64 n_body_bytes;    /* with the lock; set aside for large bodies */
  GHashTable *shares;      /* with the lock; sender → guint64, what of it is his */
  gint n_active;           /* atomic; requests between their first line and their completion */
  gint state;              /* atomic; a PortailHttpState, changed with the lock */
  GMutex lock;             /* of what follows */
  GCond is_quiet;
  GHashTable *kept;    /* exchanges that a handler has not answered yet */
  GHashTable *streams; /* exchanges whose event stream is being sent */
} PortailHttpTraffic;

void portail_http_traffic_init (PortailHttpTraffic *traffic);
void portail_http_traffic_clear (PortailHttpTraffic *traffic);
/* Sends what is due on the event streams. @heartbeat in µs. */
void portail_http_traffic_tick_streams (PortailHttpTraffic *traffic, gint64 heartbeat);
/* Enters @state: FINISHING ends the event streams, REFUSING answers what is kept with 503; then
 * waits at most until @deadline (monotonic µs) for the last request to complete. */
void portail_http_traffic_wind_down (PortailHttpTraffic *traffic,
                                     PortailHttpState state,
                                     gint64 deadline);

/* The four moments of a request on its HTTP thread. @uri may be NULL. */
PortailHttpExchange *portail_http_exchange_new (PortailHttpTraffic *traffic,
                                                struct MHD_Connection *connection,
                                                const char *uri);
enum MHD_Result portail_http_exchange_begin (PortailHttpExchange *exchange, const char *method);
enum MHD_Result
portail_http_exchange_receive (PortailHttpExchange *exchange, const char *bytes, gsize length);
/* The request is whole, or its connection was resumed. */
enum MHD_Result portail_http_exchange_finish (PortailHttpExchange *exchange, gpointer thread_state);
void portail_http_exchange_complete (PortailHttpExchange *exchange,
                                     enum MHD_RequestTerminationCode termination);
gboolean portail_http_exchange_has_begun (const PortailHttpExchange *exchange);
