/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two files of an account on one connection, for the thread "cache".
 *
 * 1. outbox.db is `main` and cache.db is attached as `cache`, because SQLite commits the files of
 *    one transaction one after the other, `main` first: after a crash in between, an op is stored
 *    whose effect is missing, never the other way round. Opening heals it: rows with pending ops
 *    are made again from the server's version and the ops.
 * 2. An acknowledged op takes two transactions: the server's row into cache.db, then the op out of
 *    outbox.db. After a crash in between the op is sent again and the ledger answers the same.
 * 3. cache.db may be thrown away at any time; outbox.db never is. */
#pragma once

#include "shared/portail-database.h"
#include "shared/portail-record.h"

typedef struct
{
  PortailDatabase *database;
  char *directory;
  int lock_descriptor;
  GHashTable *touched;  /* set of owned PortailTouched: what the next signal tells */
  GHashTable *archives; /* set of owned ids that the transaction has touched */
  gboolean is_index_checked;
  gboolean is_index_emptied; /* the next signal tells it */
  gboolean is_outbox_touched;
  PortailTimestamp moment; /* of the transaction: what goes to the trash together bears one time */
} PortailCacheStore;

typedef struct
{
  const PortailRecordType *type; /* NULL: anything */
  char *id;                      /* NULL: any */
  char *enterprise_id;
} PortailTouched;

PortailCacheStore *portail_cache_store_open (const char *directory, GError **error);
void portail_cache_store_free (PortailCacheStore *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailCacheStore, portail_cache_store_free)
/* A read-only connection to both files: `main` is the cache, `outbox` the outbox. */
PortailDatabase *portail_cache_store_open_reader (const char *directory, GError **error);
/* Whether cache.db is damaged; then it is set aside and an empty one takes its place. *@is_rebuilt
 * tells. Outside transactions. */
gboolean portail_cache_store_check (PortailCacheStore *store, gboolean *is_rebuilt, GError **error);

void portail_cache_store_touch (PortailCacheStore *store,
                                const PortailRecordType *type,
                                const char *id,
                                const char *enterprise_id);
/* Rolling back forgets what was touched. A failed commit has rolled back. */
gboolean portail_cache_store_begin (PortailCacheStore *store, GError **error);
gboolean portail_cache_store_commit (PortailCacheStore *store, GError **error);
void portail_cache_store_roll_back (PortailCacheStore *store);

/* What was touched since the last call, as GPtrArray of owned PortailTouched; more than a hundred
 * rows of one type and company as one entry. */
GPtrArray *portail_cache_store_take_touched (PortailCacheStore *store);

/* Files that keep what was deleted (the log, a cache that was set aside) forget it, as far as no
 * reader needs it now. Outside transactions. */
void portail_cache_store_forget_deleted (PortailCacheStore *store);

/* What the cache knows about the whole: "epoch", "user_id", … Owned; NULL where it is not set. */
/* The moment of the last whole pull, as in JSON. */
#define PORTAIL_CACHE_STATE_PULLED_AT "pulled_at"

gboolean portail_cache_store_get_state (PortailCacheStore *store,
                                        const char *name,
                                        char **value,
                                        GError **error);
gboolean portail_cache_store_set_state (PortailCacheStore *store,
                                        const char *name,
                                        const char *value,
                                        GError **error);
