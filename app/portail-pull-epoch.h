/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Epochs: a server that was restored from a backup begins a new one (sync.md, Epoch). On the thread
 * "cache", outside transactions. */
#pragma once

#include "app/portail-cache-store.h"

/* What an answer of @epoch means. *@is_stale: it was left before, and the answer is to be ignored;
 * a new one is begun. */
gboolean portail_pull_follow_epoch (PortailCacheStore *store,
                                    const char *epoch,
                                    gboolean *is_stale,
                                    GError **error);
/* The server is in another epoch: everything is pulled anew beside, this
 * is a new device, and what was sent without an answer waits again. */
gboolean portail_pull_begin_epoch (PortailCacheStore *store, const char *epoch, GError **error);
/* Whether the new epoch is still being pulled; nothing is pushed meanwhile. */
gboolean
portail_pull_is_between_epochs (PortailCacheStore *store, gboolean *is_between, GError **error);
