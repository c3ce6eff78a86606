/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One cycle of sync: push until nothing is left that may go, then pull until the server has no
 * more. Main thread. */
#pragma once

#include "app/portail-api-client.h"
#include "app/portail-cache.h"
#include "app/portail-pull.h"

/* What a cycle learnt, however it ended. */
typedef struct
{
  PortailTimestamp server_time; /* null: not heard */
  guint retry_after_seconds;
  GPtrArray *fuses; /* of owned PortailFuse */
  guint n_answered; /* ops */
  guint n_unread;   /* of PortailPullOutcome */
} PortailSyncOutcome;

void portail_sync_outcome_free (PortailSyncOutcome *outcome);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailSyncOutcome, portail_sync_outcome_free)

void portail_sync_cycle_async (PortailCache *cache,
                               PortailApiClient *client,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
/* @outcome is set in any case. Owned. */
gboolean portail_sync_cycle_finish (PortailCache *cache,
                                    GAsyncResult *result,
                                    PortailSyncOutcome **outcome,
                                    GError **error);
