/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scopes: the parts into which sync divides the records (contract.md §1): `global`,
 * `user:<id>`, `enterprise:<id>`.
 *
 * 1. Each scope has one counter. Taking a number locks it until the transaction ends, so numbers
 *    follow commit order (sync.md "Numbers follow commit order").
 * 2. The digest of a scope follows every number that a row takes (contract.md §5). */
#pragma once

#include "shared/portail-database.h"
#include "shared/portail-digest.h"
#include "shared/portail-scope-name.h"

/* The next number of the scope. */
gboolean portail_scope_take_number (PortailDatabase *database,
                                    const char *scope,
                                    gint64 *number,
                                    GError **error);

typedef struct
{
  gint64 number;        /* of the last change; 0 for a scope without any */
  gint64 purged_number; /* history up to this one is gone */
} PortailScopeState;

gboolean portail_scope_load (PortailDatabase *database,
                             const char *scope,
                             PortailScopeState *state,
                             GError **error);

/* The live rows of a type in a scope. */
gboolean portail_scope_load_digest (PortailDatabase *database,
                                    const char *scope,
                                    const char *type,
                                    PortailDigest *digest,
                                    GError **error);
gboolean portail_scope_save_digest (PortailDatabase *database,
                                    const char *scope,
                                    const char *type,
                                    const PortailDigest *digest,
                                    GError **error);
