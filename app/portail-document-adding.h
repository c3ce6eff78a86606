/* SPDX-License-Identifier: GPL-3.0-or-later */
/* New documents as one step that can be undone, but an op each.
 *
 * 1. They are independent: one that the cache or the server does not take holds up none of the
 *    others, and only those that were added are in the step.
 * 2. What was not added is the caller's to keep; each is told by the id of its document.
 * Main thread. */
#pragma once

#include "app/portail-deed.h"
#include "shared/records/portail-document.h"

G_BEGIN_DECLS

/* @documents: GPtrArray of PortailDocument with ids, taken; their contents are in the blob cache.
 * Tells those that were added in a toast. */
void portail_document_adding_run_async (const PortailDeedPlace *place,
                                        const char *enterprise_id,
                                        GPtrArray *documents,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
/* Why each that was not added was not: ids to messages. Owned. */
GHashTable *portail_document_adding_run_finish (GAsyncResult *result);

G_END_DECLS
