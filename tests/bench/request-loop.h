/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks one server the same thing over many connections at once, each of which sends its next
 * request when its answer is whole: the client of a benchmark, in one thread. */
#pragma once

#include <glib.h>

typedef struct
{
  guint16 port;
  const char *request; /* bytes of a request that keeps the connection alive */
  guint n_connections;
  guint n_requests; /* in all */
} RequestLoop;

typedef struct
{
  double seconds;
  gsize n_body_bytes; /* of one answer */
} RequestLoopResult;

/* Stops the program when an answer is not 200 or has another length than the others. */
RequestLoopResult request_loop_run (const RequestLoop *loop);
