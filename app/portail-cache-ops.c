/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What pages and trays ask of the cache, as work for its threads. */
#include "app/portail-blob-facts.h"
#include "app/portail-cache-work.h"
#include "app/portail-cache.h"
#include "app/portail-desktop-notice.h"
#include "app/portail-local-edit.h"
#include "app/portail-outbox-reading.h"
#include "app/portail-resolve.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-schema.h"
#include "shared/portail-search-index.h"

typedef struct
{
  const PortailRecordType *type;
  char *id;
} Key;

static void
key_free (gpointer pointer)
{
  Key *key = pointer;

  g_free (key->id);
  g_free (key);
}

static gpointer
run_load (PortailDatabase *database, gpointer input, GError **error)
{
  const Key *key = input;

  return portail_record_sql_load (database, key->type, key->id, error);
}

void
portail_cache_load_async (PortailCache *cache,
                          const PortailRecordType *type,
                          const char *id,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  Key *key = g_new (Key, 1);

  *key = (Key){ type, g_strdup (id) };
  portail_cache_query_async (cache,
                             portail_query_new (run_load, key, key_free, portail_record_free), NULL,
                             callback, user_data);
}

gpointer
portail_cache_load_finish (PortailCache *cache, GAsyncResult *result, GError **error)
{
  return portail_cache_query_finish (cache, result, error);
}

/* What an apply gives: its inverse, which there may not be. */
typedef struct
{
  PortailSyncOp *inverse;
} Applied;

static void
applied_free (gpointer pointer)
{
  Applied *applied = pointer;

  g_clear_pointer (&applied->inverse, portail_sync_op_free);
  g_free (applied);
}

typedef struct
{
  PortailSyncOp *op;
  GCancellable *cancellable; /* or NULL */
} Apply;

static void
apply_free (gpointer pointer)
{
  Apply *apply = pointer;

  portail_sync_op_free (apply->op);
  g_clear_object (&apply->cancellable);
  g_free (apply);
}

static gpointer
run_apply (PortailCacheStore *store, gpointer input, GError **error)
{
  Apply *apply = input;
  g_autofree Applied *applied = g_new0 (Applied, 1);

  if (g_cancellable_set_error_if_cancelled (apply->cancellable, error))
    return NULL;
  if (portail_local_edit_apply (store, apply->op, &applied->inverse, error))
    return g_steal_pointer (&applied);
  g_cancellable_cancel (apply->cancellable);
  return NULL;
}

static const PortailWork apply_work = { PORTAIL_WORK_IN_TRANSACTION, run_apply, apply_free,
                                        applied_free };

void
portail_cache_apply_async (PortailCache *cache,
                           PortailSyncOp *op,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Apply *apply = g_new (Apply, 1);

  *apply = (Apply){ op, cancellable != NULL ? g_object_ref (cancellable) : NULL };
  portail_cache_work_async (cache, &apply_work, apply, callback, user_data);
}

gboolean
portail_cache_apply_finish (PortailCache *cache,
                            GAsyncResult *result,
                            PortailSyncOp **inverse,
                            GError **error)
{
  Applied *applied = portail_cache_work_finish (cache, result, error);

  if (inverse != NULL)
    *inverse = applied != NULL ? g_steal_pointer (&applied->inverse) : NULL;
  if (applied == NULL)
    return FALSE;
  applied_free (applied);
  return TRUE;
}

static gpointer
run_list (PortailDatabase *database, gpointer input, GError **error)
{
  return portail_outbox_reading_list (database, GPOINTER_TO_UINT (input), error);
}

static void
unref_array (gpointer array)
{
  g_ptr_array_unref (array);
}

void
portail_cache_list_ops_async (PortailCache *cache,
                              PortailOpStates states,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  portail_cache_query_async (
      cache, portail_query_new (run_list, GUINT_TO_POINTER (states), NULL, unref_array),
      cancellable, callback, user_data);
}

GPtrArray *
portail_cache_list_ops_finish (PortailCache *cache, GAsyncResult *result, GError **error)
{
  return portail_cache_query_finish (cache, result, error);
}

typedef struct
{
  char *op_id;
  PortailResolution resolution;
  PortailSyncOp *op; /* NULL unless it is sent again edited */
} Resolve;

static void
resolve_free (gpointer pointer)
{
  Resolve *resolve = pointer;

  g_free (resolve->op_id);
  g_clear_pointer (&resolve->op, portail_sync_op_free);
  g_free (resolve);
}

/* Success has no result of its own. */
static gpointer
as_result (gboolean is_done)
{
  return is_done ? GINT_TO_POINTER (TRUE) : NULL;
}

static gpointer
run_resolve (PortailCacheStore *store, gpointer input, GError **error)
{
  Resolve *resolve = input;

  if (resolve->op != NULL)
    return as_result (portail_resolve_resend (store, resolve->op_id, resolve->op, error));
  if (resolve->resolution == PORTAIL_RESOLVE_TAKE_MINE)
    return as_result (portail_resolve_take_mine (store, resolve->op_id, error));
  return as_result (portail_resolve_drop (store, resolve->op_id, error));
}

static const PortailWork resolve_work = { PORTAIL_WORK_IN_TRANSACTION, run_resolve, resolve_free,
                                          NULL };

void
portail_cache_resolve_async (PortailCache *cache,
                             const char *op_id,
                             PortailResolution resolution,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  Resolve *resolve = g_new (Resolve, 1);

  *resolve = (Resolve){ g_strdup (op_id), resolution, NULL };
  portail_cache_work_async (cache, &resolve_work, resolve, callback, user_data);
}

void
portail_cache_resend_async (PortailCache *cache,
                            const char *op_id,
                            PortailSyncOp *op,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  Resolve *resolve = g_new (Resolve, 1);

  *resolve = (Resolve){ g_strdup (op_id), PORTAIL_RESOLVE_TAKE_MINE, op };
  portail_cache_work_async (cache, &resolve_work, resolve, callback, user_data);
}

gboolean
portail_cache_resolve_finish (PortailCache *cache, GAsyncResult *result, GError **error)
{
  return portail_cache_work_finish (cache, result, error) != NULL;
}

static gpointer
run_settle (PortailCacheStore *store, gpointer input, GError **error)
{
  store->is_outbox_touched = TRUE;
  return as_result (TRUE);
}

static const PortailWork settle_work = { PORTAIL_WORK_ALONE, run_settle, NULL, NULL };

void
portail_cache_settle_async (PortailCache *cache, GAsyncReadyCallback callback, gpointer user_data)
{
  portail_cache_work_async (cache, &settle_work, NULL, callback, user_data);
}

gboolean
portail_cache_settle_finish (PortailCache *cache, GAsyncResult *result, GError **error)
{
  return portail_cache_work_finish (cache, result, error) != NULL;
}

static gpointer
run_export (PortailCacheStore *store, gpointer input, GError **error)
{
  return portail_resolve_export (store, input, error);
}

static const PortailWork export_work = { PORTAIL_WORK_IN_TRANSACTION, run_export, g_free, g_free };

void
portail_cache_export_async (PortailCache *cache,
                            const char *op_id,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  portail_cache_work_async (cache, &export_work, g_strdup (op_id), callback, user_data);
}

char *
portail_cache_export_finish (PortailCache *cache, GAsyncResult *result, GError **error)
{
  return portail_cache_work_finish (cache, result, error);
}

static gboolean
wipe_rows (PortailCacheStore *store, GError **error)
{
  for (int i = 0; portail_schema[i] != NULL; i++)
    {
      g_autofree char *sql = g_strdup_printf ("DELETE FROM %s", portail_schema[i]->name);

      if (!portail_database_execute (store->database, sql, error))
        return FALSE;
    }
  return portail_database_execute (store->database,
                                   "DELETE FROM shadow; DELETE FROM scope; DELETE FROM staged_row;"
                                   "DELETE FROM unknown_row; DELETE FROM cache_state;"
                                   "UPDATE op SET answer = NULL, detail = NULL;"
                                   "DELETE FROM pin; DELETE FROM draft",
                                   error)
         && portail_search_index_reset (store->database, "cache", error);
}

/* Contents that no unsent op names. */
static void
drop_contents (PortailCacheStore *store)
{
  PortailBlobFacts *facts = portail_blob_facts_find (store->database, NULL, NULL);

  if (facts == NULL)
    return;
  portail_content_stock_free (portail_content_file_tidy (store->directory, &facts->rules));
  portail_blob_facts_free (facts);
}

static gpointer
run_wipe (PortailCacheStore *store, gpointer input, GError **error)
{
  PortailWipe wipe = (PortailWipe) GPOINTER_TO_UINT (input);

  if (!portail_cache_store_begin (store, error))
    return NULL;
  store->is_outbox_touched = TRUE;
  store->is_index_emptied = TRUE;
  portail_cache_store_touch (store, NULL, NULL, NULL);
  if (!wipe_rows (store, error)
      || (wipe == PORTAIL_WIPE_EVERYTHING && !portail_outbox_wipe (store->database, error)))
    {
      portail_cache_store_roll_back (store);
      return NULL;
    }
  if (!portail_cache_store_commit (store, error))
    return NULL;
  portail_cache_store_forget_deleted (store);
  portail_desktop_notices_forget (store->directory);
  drop_contents (store);
  return as_result (TRUE);
}

static const PortailWork wipe_work = { PORTAIL_WORK_ALONE, run_wipe, NULL, NULL };

void
portail_cache_wipe_async (PortailCache *cache,
                          PortailWipe wipe,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  portail_cache_work_async (cache, &wipe_work, GUINT_TO_POINTER (wipe), callback, user_data);
}

gboolean
portail_cache_wipe_finish (PortailCache *cache, GAsyncResult *result, GError **error)
{
  gboolean is_wiped = portail_cache_work_finish (cache, result, error) != NULL;

  portail_cache_build_search (cache);
  return is_wiped;
}
