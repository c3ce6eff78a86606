/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a scope in the cache (contract.md §1, §5), by what their columns say. */
#pragma once

#include "app/portail-cache-store.h"
#include "shared/portail-digest.h"

/* Live rows as the server counts them. */
gboolean portail_scope_rows_digest (PortailCacheStore *store,
                                    const char *scope,
                                    PortailDigest *digest,
                                    GError **error);
/* Rows of one type that the server gave, the trash included; GPtrArray of owned ids. */
GPtrArray *portail_scope_rows_list (PortailCacheStore *store,
                                    const PortailRecordType *type,
                                    const char *scope,
                                    GError **error);
/* *@n_rows: live rows of all types. */
gboolean portail_scope_rows_count (PortailCacheStore *store,
                                   const char *scope,
                                   gint64 *n_rows,
                                   GError **error);
/* Nothing of the scope stays; ops on its rows are quarantined. */
gboolean portail_scope_rows_evict (PortailCacheStore *store, const char *scope, GError **error);
/* Ops on the record and what was made under it are quarantined, and the rows go. */
gboolean portail_scope_rows_evict_record (PortailCacheStore *store,
                                          const PortailRecordType *type,
                                          const char *id,
                                          GError **error);
