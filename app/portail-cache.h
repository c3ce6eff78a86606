/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The client's own store: everything that pages show and write, with or without a network.
 *
 * 1. The main thread never touches SQL: reads run on the thread "cache-read", writes on "cache";
 *    a read never waits for a write.
 * 2. What the user sees is the server's row with the pending ops on top; a local edit is visible at
 *    once and an acknowledged value stays until the acknowledged version is there (sync.md).
 * 3. What reads took of memory goes back once nothing was read for a while.
 * 4. Signals are emitted on the main thread, after the commit that they tell of.
 *
 * Signals:
 *   changed (const char *type, const char *id, const char *enterprise_id)
 *     Rows differ from what was read before. Many changes of one type and company are told once,
 *     with a NULL id; a NULL type means anything.
 *   outbox-changed ()
 *     Counts or contents of the outbox differ.
 *   search-changed ()
 *     So does what portail_cache_get_search_progress() tells. */
#pragma once

#include <gio/gio.h>

#include "app/portail-outbox.h"

#define PORTAIL_TYPE_CACHE (portail_cache_get_type ())
G_DECLARE_FINAL_TYPE (PortailCache, portail_cache, PORTAIL, CACHE, GObject)

/* Opens or creates cache.db and outbox.db in @directory. A cache that is damaged is set aside and
 * rebuilt by the next sync; the outbox stays. PORTAIL_ERROR_CONFLICT when another process has the
 * account open; PORTAIL_ERROR_STORAGE names what is wrong with a file. */
void portail_cache_open_async (const char *directory,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
PortailCache *portail_cache_open_finish (GAsyncResult *result, GError **error);
/* Ends both threads after what waits; calls that come later fail with G_IO_ERROR_CLOSED. Dropping
 * the last reference closes too. */
void portail_cache_close (PortailCache *cache);

/* A read. @run works on the thread "cache-read" with a read-only connection whose tables are those
 * of portail-record-sql.h and, as schema `outbox`, the outbox; it returns an owned result, or NULL
 * with @error set. */
typedef gpointer (*PortailQueryRun) (PortailDatabase *database, gpointer input, GError **error);
typedef struct _PortailQuery PortailQuery;
/* Takes @input; @free_result frees a result that nobody collected. Both functions may be NULL. */
PortailQuery *portail_query_new (PortailQueryRun run,
                                 gpointer input,
                                 GDestroyNotify free_input,
                                 GDestroyNotify free_result);
/* Takes @query. A cancelled read is interrupted and its result dropped. */
void portail_cache_query_async (PortailCache *cache,
                                PortailQuery *query,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/* A read that may take long, as that of a whole order: beside the others, on the thread
 * "cache-scan". */
void portail_cache_scan_async (PortailCache *cache,
                               PortailQuery *query,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
/* Figures over all that there is, which no list may wait for: on the thread "cache-study". */
void portail_cache_study_async (PortailCache *cache,
                                PortailQuery *query,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/* Of the three. */
gpointer portail_cache_query_finish (PortailCache *cache, GAsyncResult *result, GError **error);

/* One record. PORTAIL_ERROR_NOT_FOUND. Owned, portail_record_free(). */
void portail_cache_load_async (PortailCache *cache,
                               const PortailRecordType *type,
                               const char *id,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gpointer portail_cache_load_finish (PortailCache *cache, GAsyncResult *result, GError **error);

/* Does @op (taken): checks it, writes the rows, stores it. All or nothing. The caller gives type,
 * id, fields and the op's enterprise_id; base_revs, dependencies and what a command needs beside
 * its reason (the barème of a submit) are the cache's to fill in. PORTAIL_ERROR_INVALID with the
 * first problem; WRONG_STATUS or LOCKED by the status of the record or of what it is a part of;
 * DUPLICATE_KEY where a row of that name or week is there already. The create of a row that is in
 * the trash restores it (contract.md §4). @cancellable may be NULL; an op that fails cancels it,
 * and so drops those behind it that have the same one. */
void portail_cache_apply_async (PortailCache *cache,
                                PortailSyncOp *op,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/* @inverse, which may be NULL, receives the op that undoes it, for portail_cache_apply_async():
 * owned, NULL where a command among its changes has no way back. */
gboolean portail_cache_apply_finish (PortailCache *cache,
                                     GAsyncResult *result,
                                     PortailSyncOp **inverse,
                                     GError **error);

/* A new day has begun: what follows from the day differs. Tells "changed" of anything. */
void portail_cache_note_day (PortailCache *cache);

PortailOutboxCounts portail_cache_get_counts (PortailCache *cache);
/* Once all that was asked for before is done, and the counts tell it. */
void
portail_cache_settle_async (PortailCache *cache, GAsyncReadyCallback callback, gpointer user_data);
gboolean portail_cache_settle_finish (PortailCache *cache, GAsyncResult *result, GError **error);

/* Ops of @states in order, as GPtrArray of PortailOutboxItem (portail-outbox-item.h). */
void portail_cache_list_ops_async (PortailCache *cache,
                                   PortailOpStates states,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GPtrArray *
portail_cache_list_ops_finish (PortailCache *cache, GAsyncResult *result, GError **error);

typedef enum
{
  PORTAIL_RESOLVE_TAKE_MINE,   /* again, on top of what the server has now */
  PORTAIL_RESOLVE_TAKE_THEIRS, /* the op goes; what depends on a create of its goes with it */
  PORTAIL_RESOLVE_DISCARD,     /* the same for what was refused or never sent */
} PortailResolution;

/* @op_id: an op in conflict, refused, quarantined or never sent. PORTAIL_ERROR_NOT_FOUND when it
 * has left the outbox; PORTAIL_ERROR_CONFLICT for an op that was sent and has no answer so far. */
void portail_cache_resolve_async (PortailCache *cache,
                                  const char *op_id,
                                  PortailResolution resolution,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/* Edit and send again: @op (taken) takes the place of the one of @op_id. */
void portail_cache_resend_async (PortailCache *cache,
                                 const char *op_id,
                                 PortailSyncOp *op,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
/* Of both. */
gboolean portail_cache_resolve_finish (PortailCache *cache, GAsyncResult *result, GError **error);

/* The op of @op_id, or all for NULL, with what the server said: a JSON text for people to keep.
 * Owned. */
void portail_cache_export_async (PortailCache *cache,
                                 const char *op_id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
char *portail_cache_export_finish (PortailCache *cache, GAsyncResult *result, GError **error);

typedef enum
{
  PORTAIL_WIPE_ROWS,       /* unsent ops keep the user's own typed fields */
  PORTAIL_WIPE_EVERYTHING, /* the outbox too; counts as cancelled (contract.md §9) */
} PortailWipe;

/* Contents of documents go as well, unless an op that stays names them. */
void portail_cache_wipe_async (PortailCache *cache,
                               PortailWipe wipe,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean portail_cache_wipe_finish (PortailCache *cache, GAsyncResult *result, GError **error);

/* The words by which archives are found (portail-archive-index.h). Until they are complete a search
 * finds only some. */
typedef struct
{
  gboolean is_complete;
  gint64 n_done;
  gint64 n_archives;
} PortailSearchProgress;

/* Looks whether they are complete and builds them where they are not, in steps between other work;
 * after opening, and after each sync. */
void portail_cache_build_search (PortailCache *cache);
PortailSearchProgress portail_cache_get_search_progress (PortailCache *cache);
