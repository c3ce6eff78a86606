/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a pull asks and how its answer comes into the cache (sync.md, contract.md §5).
 *
 * 1. A page and its cursor are one transaction.
 * 2. A scope that starts anew is staged beside the rows that are seen, and takes their place with
 *    its last page; a scope of which nothing is held is filled in place.
 * 3. An answer of an epoch that was left, or from something that keeps answers, changes nothing.
 * 4. After a scope's last page its digest must be the server's, else the scope starts anew.
 * 5. A row that cannot be taken is set aside and counted (portail-unread-rows.h): the others come,
 *    and the cursor goes on.
 * On the thread "cache", outside transactions. */
#pragma once

#include "app/portail-cache-store.h"

#define PORTAIL_PULL_FIRST_LIMIT 500
#define PORTAIL_PULL_LIMIT       2000

typedef struct
{
  char *scope;
  guint n_removed;
  guint n_rows;
} PortailFuse;

typedef struct
{
  gboolean has_more;
  gboolean is_stale; /* nothing of it was used */
  PortailTimestamp server_time;
  GPtrArray *fuses;      /* of owned PortailFuse: blown by this answer */
  guint n_wrong_digests; /* found by this answer */
  guint n_unread;        /* rows of known types that were not taken, of all that is here */
} PortailPullOutcome;

PortailPullOutcome *portail_pull_outcome_new (void);
void portail_pull_outcome_free (PortailPullOutcome *outcome);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailPullOutcome, portail_pull_outcome_free)

GBytes *portail_pull_make_request (PortailCacheStore *store, GError **error);
/* PORTAIL_ERROR_MALFORMED for what no server of ours answers; the pages before it are applied. */
PortailPullOutcome *portail_pull_apply (PortailCacheStore *store, GBytes *answer, GError **error);
/* The user agrees to what blew the fuse of @scope. */
gboolean portail_pull_allow_removal (PortailCacheStore *store, const char *scope, GError **error);
