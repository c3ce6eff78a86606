/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A user's op on its way into the outbox: what a client can check, what it fills in, what it shows
 * at once. Rights are the server's to judge; pages grey out what they can (portail-permission.h).
 */
#pragma once

#include "app/portail-cache-store.h"
#include "shared/portail-change.h"

/* Checks @op, completes it (base_revs, dependencies, arguments), stores it and shows its effect.
 * *@inverse: as by portail_cache_apply_finish(). Inside the caller's transaction. */
gboolean portail_local_edit_apply (PortailCacheStore *store,
                                   PortailSyncOp *op,
                                   PortailSyncOp **inverse,
                                   GError **error);
/* The checks alone. */
gboolean portail_local_edit_check (PortailCacheStore *store, PortailSyncOp *op, GError **error);
/* The ops of the outbox without which @op makes no sense, into its dependencies. */
gboolean
portail_local_edit_add_dependencies (PortailCacheStore *store, PortailSyncOp *op, GError **error);
/* Base revisions and arguments as of now. */
gboolean portail_local_edit_complete (PortailCacheStore *store, PortailSyncOp *op, GError **error);
