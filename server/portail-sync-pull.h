/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings a client what changed in its scopes since its cursors (sync.md "Pull", contract.md §5).
 *
 * 1. All pages of one answer are of one moment: they are read in one transaction, which ends before
 *    this returns.
 * 2. A row that the client may not see is not sent; one that it may have seen is evicted.
 * 3. A scope without a good cursor starts from nothing: `reset`, rows only, then the digest. */
#pragma once

#include "server/portail-sync-cursor.h"
#include "shared/portail-json.h"

#define PORTAIL_PULL_DEFAULT_LIMIT 2000
#define PORTAIL_PULL_MAX_LIMIT     5000
/* Pages are cut so that an answer stays under 4 MiB. */
#define PORTAIL_PULL_MAX_BYTES (7 * 512 * 1024)

typedef struct
{
  PortailDatabase *database;
  PortailCursorSeal seal;
  const PortailJson *cursors; /* {scope: cursor}, or NULL */
  guint limit;                /* of a page */
} PortailPullRequest;

/* Appends `"scopes":[…],"pages":[…]`, and `"more":true` when a scope was not reached. */
gboolean portail_sync_pull_run (const PortailPullRequest *request, GString *json, GError **error);
/* Owned; NULL on error. */
char *portail_sync_load_epoch (PortailDatabase *database, GError **error);
