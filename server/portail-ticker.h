/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the server does by itself from time to time: one table of jobs, run through the writer in
 * small transactions beside what people write.
 *
 * 1. A job is a PortailTickRun: bounded, and harmless when it runs twice or after a long sleep. It
 *    comes first when the server starts, then after each interval.
 * 2. Batches of one job follow each other, other writes between them; a batch that fails is logged
 *    and the job starts anew a minute later.
 * 3. A job runs in a savepoint of its own, so its failure harms nobody in the same group commit. */
#pragma once

#include "server/portail-tick.h"
#include "shared/portail-worker.h"

typedef struct
{
  const char *name;
  guint every_seconds;
  PortailTickRun run;
} PortailTickerJob;

/* The jobs of a server; a row with a NULL name ends the table. */
const PortailTickerJob *portail_ticker_get_jobs (void);

typedef struct _PortailTicker PortailTicker;

/* All borrowed. @writer's user is the database's connection, and each of its groups a transaction.
 * The writer runs all its jobs before the ticker is freed. */
PortailTicker *portail_ticker_new (const PortailTickerJob *jobs,
                                   const PortailServerConfig *config,
                                   PortailWorker *writer);
void portail_ticker_free (PortailTicker *ticker);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailTicker, portail_ticker_free)

/* Submits the jobs whose time has come by @now. Quick; any thread. */
void portail_ticker_tick (PortailTicker *ticker, PortailTimestamp now);
/* All batches of @job at once, each in a transaction of its own, on this thread; outside of a
 * transaction. For tests and the command line. *@n_rows may be NULL. */
gboolean portail_ticker_run_job (const PortailTickerJob *job,
                                 PortailTick *tick,
                                 gint64 *n_rows,
                                 GError **error);
