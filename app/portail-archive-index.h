/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps the words of archives (portail-search-index.h) in step with the rows of the cache, in the
 * same file: a crash takes both or neither.
 *
 * 1. What a transaction does to archives is in the index when it commits.
 * 2. A transaction that brings most of the archives, as a first sync does, empties the index
 *    instead: it is built afterwards, in steps beside other work (contract.md §10).
 * 3. Before the first step after opening, the numbers of both are compared; where they differ the
 *    index is built anew.
 * On the thread "cache". */
#pragma once

#include "app/portail-cache-store.h"
#include "app/portail-cache.h"

/* Before the commit of the transaction that touched the archives of @store->archives, which it
 * empties. */
gboolean portail_archive_index_follow (PortailCacheStore *store, GError **error);
/* The next part of building, in the caller's transaction: little enough that nobody waits. */
gboolean portail_archive_index_build (PortailCacheStore *store,
                                      PortailSearchProgress *progress,
                                      GError **error);
