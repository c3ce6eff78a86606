/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The core: from a request to its answer, without HTTP library, threads or globals (contract.md
 * §8). Whoever drives it (portail-dispatcher.h, a test, the simulator) decides on which thread and
 * connection each step runs.
 *
 * 1. A call goes begin → prepare, where the route has it → handle → finish. begin answers whatever
 *    needs no handler: unknown paths, missing tokens, limits, preflights.
 * 2. Who asks is read from the database in begin, and again on the writer's connection before a
 *    write, so a right that went is gone at once.
 * 3. A write runs in a savepoint of its own within the driver's transaction, and not without it: an
 *    error undoes it, an answer keeps it, whatever the answer's status. handle may be run again
 *    until the group of the writer is committed.
 * 4. Here alone an error becomes an answer and, when it is the server's fault, a line of the log.
 * The server is immutable and shared by all threads; a call belongs to one thread at a time. */
#pragma once

#include "server/portail-discord.h"
#include "server/portail-route.h"
#include "server/portail-server-keys.h"

typedef struct _PortailServer PortailServer;
typedef struct _PortailCall PortailCall;

typedef enum
{
  PORTAIL_LIMITS_ON,
  PORTAIL_LIMITS_OFF, /* no rate limits; for benchmarks and simulations */
} PortailLimits;

/* All borrowed, and must outlive the server. */
typedef struct
{
  const PortailServerConfig *config;
  const PortailServerKeys *keys;
  PortailDiscord *discord;                     /* NULL where it is not set up */
  PortailLiveHub *live;                        /* NULL: no live events */
  PortailBlobStore *blobs;                     /* NULL: no files */
  PortailTimestamp (*get_now) (gpointer user); /* NULL: the real time */
  gpointer user;
  PortailLimits limits;
} PortailServerParts;

PortailServer *portail_server_new (const PortailServerParts *parts);
void portail_server_free (PortailServer *server);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailServer, portail_server_free)

/* Begins with what takes long before anybody asks for it. Once. */
void portail_server_warm_up (PortailServer *server);

/* Commits to the database are those of @writer alone, so answers to reads may be kept until the
 * next one. NULL: no longer. Before the first request and after the last. */
void portail_server_watch (PortailServer *server, const PortailDatabase *writer);

PortailTimestamp portail_server_get_now (PortailServer *server);
/* NULL where there are no files. */
PortailBlobStore *portail_server_get_blobs (PortailServer *server);
/* The largest body that the route of @request takes; 0 where there is none. */
gsize portail_server_get_max_body (PortailServer *server, const PortailRequest *request);
/* The answer, owned, to a request whose head says enough: there is no such route, or the route is
 * not for strangers. NULL for others; then *@sender is the account, owned, NULL for a stranger. Any
 * thread, no database. */
PortailAnswer *
portail_server_refuse_unread (PortailServer *server, PortailRequest *request, char **sender);

/* All steps on this thread. @reader may be NULL, which is a database that cannot be opened. */
PortailAnswer *portail_server_handle (PortailServer *server,
                                      PortailRequest *request,
                                      PortailDatabase *reader,
                                      PortailDatabase *writer);

/* What the driver does next. */
typedef enum
{
  PORTAIL_CALL_FINISH,
  PORTAIL_CALL_PREPARE, /* may block for long: not on a thread that serves others */
  PORTAIL_CALL_READ,    /* handle with a read-only connection */
  PORTAIL_CALL_WRITE,   /* handle with the writer's connection */
} PortailCallNext;

/* Takes a reference of @request. */
PortailCall *portail_call_new (PortailServer *server, PortailRequest *request);
void portail_call_free (PortailCall *call);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailCall, portail_call_free)
/* Quick. */
PortailCallNext portail_call_begin (PortailCall *call, PortailDatabase *reader);
PortailCallNext
portail_call_prepare (PortailCall *call, PortailDatabase *reader, GCancellable *cancellable);
void portail_call_handle (PortailCall *call, PortailDatabase *database);
/* Instead of what handle answered: its commit failed, or it never ran. */
void portail_call_fail (PortailCall *call, const GError *error);
/* Owned. Once. */
PortailAnswer *portail_call_finish (PortailCall *call);
