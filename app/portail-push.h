/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a push answers and how it comes into cache and outbox (sync.md, contract.md §4).
 *
 * 1. The server's rows are stored first, in a transaction of their own; then the ops leave the
 *    outbox. What a crash leaves in between is sent again and answered the same.
 * 2. conflict and rejected stay with the server's answer until the user acts; an op that was
 *    refused only because of one of those waits on as it was.
 * On the thread "cache", outside transactions. */
#pragma once

#include "app/portail-cache-store.h"

typedef struct
{
  guint n_answered;
  gboolean is_stopped; /* the server defers what is left */
} PortailPushOutcome;

gboolean portail_push_apply (PortailCacheStore *store,
                             GBytes *answer,
                             PortailPushOutcome *outcome,
                             GError **error);
/* The whole request was refused with @reason although it held one op: that op is refused. */
gboolean portail_push_refuse_first (PortailCacheStore *store, const GError *reason, GError **error);
