/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drives the core (portail-server.h) with real threads: reads on the HTTP thread with its own
 * read-only connection, writes on the one writer thread in groups, what waits for others on the job
 * pool (contract.md §8).
 *
 * 1. An answer to a write leaves only after its group's COMMIT.
 * 2. All queues are bounded: a full one answers 503 at once.
 * 3. Stopping ends in the order of the flow: HTTP finishes what it took, then jobs and deliveries,
 *    then the writer, then the connection is closed. */
#pragma once

#include "server/portail-server.h"
#include "shared/portail-worker.h"

typedef struct _PortailDispatcher PortailDispatcher;

/* Borrows @server and @config, takes @writer, the only connection that writes. */
PortailDispatcher *portail_dispatcher_new (PortailServer *server,
                                           const PortailServerConfig *config,
                                           PortailDatabase *writer);
/* Fails with PORTAIL_ERROR_UNAVAILABLE when the address cannot be had. */
gboolean portail_dispatcher_start (PortailDispatcher *dispatcher, GError **error);
guint16 portail_dispatcher_get_port (const PortailDispatcher *dispatcher);
/* The one that writes, for what is no request; its user is the connection, and all runs in the
 * transaction of its group, so in a savepoint of its own. Borrowed. */
PortailWorker *portail_dispatcher_get_writer (const PortailDispatcher *dispatcher);
/* Does later, on other threads, what is to be done by now: the ticker's jobs, deliveries. To be
 * called every few seconds. */
void portail_dispatcher_tick (PortailDispatcher *dispatcher);
/* Invariant 3. A second call does nothing. */
void portail_dispatcher_stop (PortailDispatcher *dispatcher);
/* Stops first. */
void portail_dispatcher_free (PortailDispatcher *dispatcher);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailDispatcher, portail_dispatcher_free)
