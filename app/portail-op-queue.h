/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Does the ops of one page in their order, one at a time, so that each finds what the one before
 * it made.
 *
 * 1. A record that was taken out and is put in again under its id comes back as the cache says: a
 *    row that the server knows is restored, never created anew (contract.md §4, Trash).
 * 2. After a failure the ops that wait are dropped, since they build on it: "failed" tells, and
 *    the page reads again what there is.
 * Signals: "settled" () when nothing waits; "failed" (const char *message). Main thread. */
#pragma once

#include "app/portail-cache.h"

#define PORTAIL_TYPE_OP_QUEUE (portail_op_queue_get_type ())
G_DECLARE_FINAL_TYPE (PortailOpQueue, portail_op_queue, PORTAIL, OP_QUEUE, GObject)

PortailOpQueue *portail_op_queue_new (PortailCache *cache);
/* Takes @op. What was pushed is done even when the queue is dropped. */
void portail_op_queue_push (PortailOpQueue *queue, PortailSyncOp *op);
/* @changes, taken, as one op, or as few as the limit of a batch lets. */
void portail_op_queue_push_changes (PortailOpQueue *queue,
                                    const char *enterprise_id,
                                    GPtrArray *changes);
gboolean portail_op_queue_is_busy (PortailOpQueue *queue);
