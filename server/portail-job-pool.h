/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where everything goes that may take more than 5 ms or wait for somebody else: outbound HTTP,
 * Argon2id, reports, imports (contract.md §8).
 *
 * 1. Bounded: a full pool refuses at once, and the caller answers 503.
 * 2. Each job has a deadline. One that still waits then never runs; one that runs has its
 *    cancellable cancelled. Either way expire is called at once, so the client gets its answer.
 * 3. expire may overlap run or come just after it; free comes once, after both. What they share
 *    must bear that: an exchange does, as its first answer wins.
 * 4. Stopping expires what waits, cancels what runs and waits for it. */
#pragma once

#include <gio/gio.h>

typedef struct _PortailJobPool PortailJobPool;

typedef struct
{
  void (*run) (gpointer job, GCancellable *cancellable); /* on a thread of the pool */
  void (*expire) (gpointer job);                         /* quick; on a thread of the pool */
  void (*free) (gpointer job);
} PortailJobClass;

/* @max_waiting counts jobs that wait, beside the @n_threads that may run. */
PortailJobPool *portail_job_pool_new (const char *name, guint n_threads, guint max_waiting);
/* Any thread. Takes @job when it returns TRUE. FALSE: full or stopped. */
gboolean portail_job_pool_submit (PortailJobPool *pool,
                                  const PortailJobClass *job_class,
                                  gpointer job,
                                  guint deadline_milliseconds);
/* Jobs that wait or run now, for metrics. */
guint portail_job_pool_get_depth (PortailJobPool *pool);
void portail_job_pool_stop (PortailJobPool *pool);
/* Stops first. */
void portail_job_pool_free (PortailJobPool *pool);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailJobPool, portail_job_pool_free)
