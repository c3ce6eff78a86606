/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The open connections of a PortailHttpServer: how many an address has, and which phase each is in
 * since when, because libmicrohttpd only times out connections on which nothing moves at all.
 *
 * 1. open, enter and close come from the connection's HTTP thread; the rest from any thread.
 * 2. A connection is listed exactly while libmicrohttpd has its socket open, so shutting one down
 *    never hits a descriptor that was given to somebody else.
 * 3. A refused client that is still sending would lose our answer to a reset. So its socket
 * lingers: what still comes is read and forgotten, for a bounded time and number of sockets. */
#pragma once

#include <gio/gio.h>
#include <sys/socket.h>

typedef enum
{
  PORTAIL_HTTP_PHASE_HEAD, /* between requests, and until the headers are in */
  PORTAIL_HTTP_PHASE_BODY,
  PORTAIL_HTTP_PHASE_HANDLED,
  PORTAIL_HTTP_PHASE_ANSWERED,
  PORTAIL_HTTP_PHASE_STREAMED,
  PORTAIL_HTTP_N_PHASES,
} PortailHttpPhase;

typedef struct _PortailHttpConnections PortailHttpConnections;
typedef struct _PortailHttpConnection PortailHttpConnection;

/* @timeouts: seconds by phase, 0 for none. @exempt: GInetAddressMask whose addresses may have any
 * number of connections; copied. */
PortailHttpConnections *portail_http_connections_new (const guint timeouts[PORTAIL_HTTP_N_PHASES],
                                                      guint max_an_address,
                                                      const GPtrArray *exempt);
void portail_http_connections_free (PortailHttpConnections *connections);
gboolean portail_http_connections_may_open (PortailHttpConnections *connections,
                                            const struct sockaddr *address);
PortailHttpConnection *portail_http_connections_open (PortailHttpConnections *connections,
                                                      int fd,
                                                      const struct sockaddr *address);
/* Frees @connection. */
void portail_http_connections_close (PortailHttpConnections *connections,
                                     PortailHttpConnection *connection);
guint portail_http_connections_get_n (PortailHttpConnections *connections);
/* Shuts down those that are too long in their phase. */
void portail_http_connections_shut_late (PortailHttpConnections *connections);
/* For the one thread that looks after them: empties lingering sockets until @milliseconds passed
 * or wake is called. */
void portail_http_connections_wait (PortailHttpConnections *connections, guint milliseconds);
void portail_http_connections_wake (PortailHttpConnections *connections);

void portail_http_connection_enter (PortailHttpConnection *connection, PortailHttpPhase phase);
const char *portail_http_connection_get_address (const PortailHttpConnection *connection);
/* Invariant 3: the connection is about to be closed with a refusal. */
void portail_http_connection_linger (PortailHttpConnection *connection);
