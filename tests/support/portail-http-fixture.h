/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A PortailHttpServer with a handler for tests:
 *
 *   GET  /now       answers at once          {"now":true}
 *   GET  /later     is kept until the test takes it
 *   GET  /big       8 MiB
 *   GET  /dropped   is dropped unanswered
 *   GET  /client    the client's address
 *   GET  /thread    what the thread owns
 *   GET  /stream    sends the fixture's event stream, kept like /later
 *   POST /echo      the body back; at most 1 MiB, all other paths 1 KiB; X-Sender names who sends
 *                   it */
#pragma once

#include "server/portail-http-server.h"

#define PORTAIL_HTTP_FIXTURE_MAX_ECHO (1024 * 1024)
#define PORTAIL_HTTP_FIXTURE_BIG      (8 * 1024 * 1024)

typedef struct
{
  PortailHttpServer *server;
  guint16 port;
  GAsyncQueue *kept;    /* of PortailHttpExchange */
  GAsyncQueue *streams; /* of PortailEventStream */
  gint n_handled;       /* atomic */
  gint n_thread_states; /* atomic; alive */
} PortailHttpFixture;

/* @settings may be NULL; the port is always a free one on loopback. */
PortailHttpFixture *portail_http_fixture_new (const PortailHttpSettings *settings);
void portail_http_fixture_free (PortailHttpFixture *fixture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailHttpFixture, portail_http_fixture_free)

/* Waits for the next kept exchange or stream; at most 20 s. Owned. */
PortailHttpExchange *portail_http_fixture_take_kept (PortailHttpFixture *fixture);
PortailEventStream *portail_http_fixture_take_stream (PortailHttpFixture *fixture);
/* Waits until the server has exactly @n connections; at most 20 s. */
void portail_http_fixture_wait_connections (PortailHttpFixture *fixture, guint n);
