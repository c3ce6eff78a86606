/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks one server over many connections at once, each of which sends its next request when its
 * answer is whole: the client of a benchmark, in one thread. */
#pragma once

#include <glib.h>

typedef struct
{
  guint16 port;
  /* The bytes of request number @n, owned; the connection stays open after it. */
  char *(*make_request) (guint n, gconstpointer user);
  gconstpointer user;
  guint n_connections;
  guint n_requests; /* in all */
  guint status;     /* of each answer */
} RequestLoop;

typedef struct
{
  double seconds;
  double p50_milliseconds; /* from the request to its whole answer */
  double p99_milliseconds;
  gsize n_body_bytes; /* of the last answer */
} RequestLoopResult;

/* Stops the program when an answer has another status. */
RequestLoopResult request_loop_run (const RequestLoop *loop);
