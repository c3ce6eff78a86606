/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the user sees: the server's row with the pending ops on top (sync.md, contract.md §5).
 *
 * 1. The table of a type holds what the user sees; `shadow` holds the server's version of exactly
 *    those rows whose table row may differ from it.
 * 2. Rebasing is repeatable: it starts from the server's version each time.
 * 3. Within an epoch the server's version of a row never gets older.
 * Inside the caller's transaction. */
#pragma once

#include "app/portail-cache-store.h"
#include "shared/portail-change.h"

/* The server's version of a row. */
typedef struct
{
  PortailRecord *record; /* NULL: it has none */
  gint64 rev;
  PortailTimestamp trashed_at; /* null: it is live */
  gboolean has_shadow;         /* it is kept apart from what is seen */
} PortailServerRow;

void portail_server_row_clear (PortailServerRow *row);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PortailServerRow, portail_server_row_clear)

gboolean portail_rebase_get_server_row (PortailCacheStore *store,
                                        const PortailRecordType *type,
                                        const char *id,
                                        PortailServerRow *row,
                                        GError **error);
/* Takes over what the server says about a row unless something newer is known, and rebases it.
 * Takes @record. */
gboolean portail_rebase_put (PortailCacheStore *store, PortailRecord *record, GError **error);
/* The server moved the row to its trash at number @rev. */
gboolean portail_rebase_trash (PortailCacheStore *store,
                               const PortailRecordType *type,
                               const char *id,
                               gint64 rev,
                               GError **error);
/* Nothing of it stays on the device. */
gboolean portail_rebase_evict (PortailCacheStore *store,
                               const PortailRecordType *type,
                               const char *id,
                               GError **error);
/* Makes the row again from the server's version and the pending ops, with its parts where those
 * follow it into or out of the trash. */
gboolean portail_rebase_row (PortailCacheStore *store,
                             const PortailRecordType *type,
                             const char *id,
                             GError **error);
/* The row that @change is about, and the one that it makes. */
gboolean
portail_rebase_change (PortailCacheStore *store, const PortailChange *change, GError **error);
/* Every row with a shadow or a pending op; after opening and after a swap. */
gboolean portail_rebase_all (PortailCacheStore *store, GError **error);

/* Takes the acknowledged @change, whose row the server did not send, into the server's version: the
 * value stays on the screen until the row itself comes. */
gboolean portail_rebase_fold (PortailCacheStore *store,
                              const PortailChange *change,
                              const char *enterprise_id,
                              gint64 rev,
                              GError **error);

/* What the acknowledged @change made stays on the screen until the server's row comes. */
gboolean
portail_rebase_fold_made (PortailCacheStore *store, const PortailChange *change, GError **error);

/* The type of the parts of @type at @index, NULL after the last. */
const PortailRecordType *portail_rebase_get_part_type (const PortailRecordType *type, guint index);
/* The rows of the type @part that belong to @parent_id, in the trash too. GPtrArray of texts;
 * owned; NULL with an error. */
GPtrArray *portail_rebase_list_part_ids (PortailCacheStore *store,
                                         const PortailRecordType *part,
                                         const char *parent_id,
                                         GError **error);
