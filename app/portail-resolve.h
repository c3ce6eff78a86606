/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a user does with an op that the server did not take (sync.md, Conflicts). Inside the
 * caller's transaction. */
#pragma once

#include "app/portail-cache-store.h"
#include "app/portail-cache.h"

/* Again, on top of what the server has now, but for what the user has written since. What was
 * deleted meanwhile is restored first. A create whose key exists already becomes an update of the
 * existing row, and what was made under it moves there (contract.md §4, Uniqueness). */
gboolean portail_resolve_take_mine (PortailCacheStore *store, const char *op_id, GError **error);
/* The op goes; what depends on a create of its goes with it. */
gboolean portail_resolve_drop (PortailCacheStore *store, const char *op_id, GError **error);
/* @op takes the place of the one of @op_id, likewise. */
gboolean portail_resolve_resend (PortailCacheStore *store,
                                 const char *op_id,
                                 PortailSyncOp *op,
                                 GError **error);
/* The op of @op_id, or all for NULL, as JSON. Owned. */
char *portail_resolve_export (PortailCacheStore *store, const char *op_id, GError **error);
