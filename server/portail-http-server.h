/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The thin driver between sockets and the core (contract.md §8, server.md "Transport"): it knows no
 * routes. libmicrohttpd accepts and parses on a pool of threads; whole requests go to the handler.
 *
 * 1. The handler owns the exchange and answers it once, from any thread, at once or later; the
 *    first answer wins. Meanwhile the connection is suspended and costs no thread. Dropping the
 *    last reference unanswered answers 500. A client that stops sending (half-closes) while its
 *    exchange is kept counts as gone: libmicrohttpd closes it on resumption.
 * 2. Every limit holds before the memory is spent: header size and count, body by its announced
 *    length and its sender before a byte of it is read, connections in all and an address. Large
 *    bodies share one budget, of which nobody takes more than his part with several at once: what
 *    is above it is answered with 503.
 * 3. No client can hold a connection by being slow: each phase (between requests, receiving,
 *    sending) has its own time limit whatever trickles in. Suspended ones have none: the handler
 *    answers in time, event streams are looked after every second.
 * 4. Stopping refuses new connections, ends event streams with "stopping", lets requests finish for
 *    the grace time, answers the rest with 503 and closes everything. */
#pragma once

#include "server/portail-answer.h"
#include "server/portail-request.h"

typedef struct _PortailHttpServer PortailHttpServer;
typedef struct _PortailHttpExchange PortailHttpExchange;

typedef struct
{
  /* Takes @exchange. On an HTTP thread, so quick: reads of at most 5 ms. */
  void (*handle) (PortailHttpExchange *exchange, gpointer thread_state, gpointer user);
  /* Largest body in bytes, asked once the headers are in. */
  guint64 (*get_max_body) (const PortailRequest *request, gpointer user);
  /* Before a large body is read: the answer, owned, to a request that needs none, or NULL. *@sender
   * is set to who is known to send it, owned, or left NULL: then his address stands for him. NULL
   * for no such answers. */
  PortailAnswer *(*refuse_unread) (PortailRequest *request, char **sender, gpointer user);
  /* What each HTTP thread owns (its read-only connection), made when its first request comes; NULL
   * is tried again with the next. Both may be NULL. */
  gpointer (*new_thread_state) (gpointer user);
  void (*free_thread_state) (gpointer thread_state);
  gpointer user;
} PortailHttpHandler;

/* 0 stands for the default in brackets. Times in seconds unless named otherwise. */
typedef struct
{
  const char *address;              /* numeric ["127.0.0.1"] */
  guint16 port;                     /* 0 takes a free one */
  guint n_threads;                  /* [one a processor, 2–16] */
  guint max_connections;            /* [4096] */
  guint max_connections_an_address; /* [64]; trusted proxies are exempt */
  guint max_header_bytes;           /* with the request line [32 KiB] */
  guint idle_timeout;               /* between requests, and to send the request's head [30] */
  guint receive_timeout;            /* to send the whole body [120] */
  guint send_timeout;               /* to take the whole answer [300] */
  guint stop_grace;                 /* [10] */
  guint heartbeat_milliseconds;     /* of event streams [20 000] */
  guint64 max_body_memory;          /* bytes of all large bodies together [256 MiB] */
  const GPtrArray *trusted_proxies; /* GInetAddressMask; copied */
} PortailHttpSettings;

/* @settings and @handler are copied. */
PortailHttpServer *portail_http_server_new (const PortailHttpSettings *settings,
                                            const PortailHttpHandler *handler);
/* Fails with PORTAIL_ERROR_UNAVAILABLE when the address cannot be had. */
gboolean portail_http_server_start (PortailHttpServer *server, GError **error);
guint16 portail_http_server_get_port (const PortailHttpServer *server);
/* Open connections, for metrics. */
guint portail_http_server_get_n_connections (PortailHttpServer *server);
/* Waits for what is in flight as invariant 4 says. A second call does nothing. */
void portail_http_server_stop (PortailHttpServer *server);
/* Stops first. */
void portail_http_server_free (PortailHttpServer *server);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailHttpServer, portail_http_server_free)

/* Lives as long as the exchange. */
PortailRequest *portail_http_exchange_get_request (PortailHttpExchange *exchange);
PortailHttpExchange *portail_http_exchange_ref (PortailHttpExchange *exchange);
void portail_http_exchange_unref (PortailHttpExchange *exchange);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailHttpExchange, portail_http_exchange_unref)
/* Takes @answer, keeps the reference of @exchange with the caller. Any thread.
 * Returns: FALSE when it was answered before. */
gboolean portail_http_exchange_answer (PortailHttpExchange *exchange, PortailAnswer *answer);
