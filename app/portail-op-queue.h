/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Does the ops of one page in their order.
 *
 * 1. What was pushed is the cache's to do at once: it is done even when the queue is dropped, the
 *    cache is closed or the program ends.
 * 2. After a failure the ops behind it are dropped, since they build on it: "failed" tells, and
 *    the page reads again what there is.
 * Signals: "settled" () when nothing waits; "failed" (const char *message). Main thread. */
#pragma once

#include "app/portail-cache.h"

#define PORTAIL_TYPE_OP_QUEUE (portail_op_queue_get_type ())
G_DECLARE_FINAL_TYPE (PortailOpQueue, portail_op_queue, PORTAIL, OP_QUEUE, GObject)

PortailOpQueue *portail_op_queue_new (PortailCache *cache);
/* Takes @op. */
void portail_op_queue_push (PortailOpQueue *queue, PortailSyncOp *op);
/* @changes, taken, as one op, or as few as the limit of a batch lets. */
void portail_op_queue_push_changes (PortailOpQueue *queue,
                                    const char *enterprise_id,
                                    GPtrArray *changes);
gboolean portail_op_queue_is_busy (PortailOpQueue *queue);
