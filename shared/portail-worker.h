/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A named thread that owns something (a database connection, a cache folder) and runs what it is
 * given, one job after the other, in the order of submission.
 *
 * 1. With a group hook, all jobs waiting at one moment run between one begin and one commit
 *    (SQLite's group commit, contract.md §4), at most max_jobs of them; there is no waiting window.
 * 2. complete is called exactly once for each job, after the commit of its group, on the worker's
 *    thread, in order. Nothing is answered before COMMIT.
 * 3. A failed commit (or begin) runs the members again, each in a group of its own, so one bad job
 *    harms no other. So run must be repeatable until complete.
 * 4. Stopping runs everything that waits, then ends the thread. */
#pragma once

#include <gio/gio.h>

typedef struct _PortailWorker PortailWorker;

/* @job's work; on the worker's thread. */
typedef void (*PortailWorkerRun) (gpointer job, gpointer user);
/* Takes @job. @error is NULL when its group was committed. */
typedef void (*PortailWorkerComplete) (gpointer job, const GError *error, gpointer user);

/* How each group begins and ends; @user is the connection. All on the worker's thread. */
typedef struct
{
  gboolean (*begin) (gpointer user, GError **error);
  gboolean (*commit) (gpointer user, GError **error);
  /* After a failed commit. */
  void (*roll_back) (gpointer user);
  guint max_jobs;
} PortailWorkerGroup;

/* @name: at most 15 bytes, shown by ps and debuggers. @group may be NULL (each job alone) and must
 * outlive the worker; @user goes to every function. */
PortailWorker *
portail_worker_new (const char *name, const PortailWorkerGroup *group, gpointer user);
/* Any thread. FALSE after stop: then the job is still the caller's. @complete may be NULL. */
gboolean portail_worker_submit (PortailWorker *worker,
                                PortailWorkerRun run,
                                PortailWorkerComplete complete,
                                gpointer job);
/* Jobs that wait or run now, for metrics. */
guint portail_worker_get_depth (PortailWorker *worker);
/* Runs what waits, ends the thread. A second call does nothing. Not on the worker's thread. */
void portail_worker_stop (PortailWorker *worker);
/* Stops first. */
void portail_worker_free (PortailWorker *worker);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailWorker, portail_worker_free)
