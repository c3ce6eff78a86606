/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine that brings the outbox to the server and the server's changes to the cache.
 *
 * 1. First push, then pull, one request at a time; a page and its cursor are one transaction.
 * 2. There is always a timer that tries again: jittered exponential back-off up to five minutes
 *    after a failure, Retry-After obeyed, half a minute when all is well and the server has no
 *    live stream.
 * 3. Nothing that the user wrote is dropped here; whatever the server does not take stays in the
 *    outbox with its reason.
 * All on the main thread; SQL and JSON run in the cache's threads.
 *
 * Signals:
 *   fuse-blown (const char *scope, guint n_removed, guint n_rows)
 *     The server asks to remove more than half of a scope without a change of rights; nothing is
 *     removed before portail_sync_allow_removal().
 *   contact (gint64 milliseconds)
 *     A whole cycle went well; what the server said the time is, since 1970.
 *   device-revoked ()
 *     The cache was wiped but for the unsent ops' own typed fields. */
#pragma once

#include "app/portail-api-client.h"
#include "app/portail-cache.h"

typedef enum
{
  PORTAIL_SYNC_STATUS_OFFLINE,
  PORTAIL_SYNC_STATUS_IN_SYNC,
  PORTAIL_SYNC_STATUS_TO_SEND,
  PORTAIL_SYNC_STATUS_ACTION_NEEDED, /* to resolve, refused, fuse, program too old */
  PORTAIL_SYNC_STATUS_SIGNED_OUT,
} PortailSyncStatus;

#define PORTAIL_TYPE_SYNC_STATUS (portail_sync_status_get_type ())
GType portail_sync_status_get_type (void);

#define PORTAIL_TYPE_SYNC (portail_sync_get_type ())
G_DECLARE_FINAL_TYPE (PortailSync, portail_sync, PORTAIL, SYNC, GObject)

/* Properties, all readable and notified: `status` (PortailSyncStatus), `is-running`, `n-to-send`,
 * `n-to-resolve`, `n-refused` (uint), `n-unread` (uint: rows of the server that were set aside,
 * known after a cycle), `last-error` (string or NULL), `is-clock-skewed` (over five
 * minutes), `last-success` (int64, milliseconds since 1970, 0 for never). */
PortailSync *portail_sync_new (PortailCache *cache, PortailApiClient *client);
/* Begins to work; before that it only counts. Later the same as portail_sync_now(). */
void portail_sync_start (PortailSync *sync);
/* Ends all requests and timers. */
void portail_sync_stop (PortailSync *sync);
/* Now instead of at the next timer; also right after a running cycle. */
void portail_sync_now (PortailSync *sync);
/* One whole cycle, for `--sync` and tests. Fails with what the cycle failed with. */
void portail_sync_run_async (PortailSync *sync,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean portail_sync_run_finish (PortailSync *sync, GAsyncResult *result, GError **error);

PortailSyncStatus portail_sync_get_status (PortailSync *sync);
/* The user's answer to fuse-blown. */
void portail_sync_allow_removal (PortailSync *sync, const char *scope);
