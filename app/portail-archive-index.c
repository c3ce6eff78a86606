/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-archive-index.h"

#include <string.h>

#include "app/portail-sql.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-search-index.h"

#define STEP 2000
/* While building, kibibytes: the pages that a step changes shall not leave before its end. */
#define BUILDING_CACHE 16384
#define USUAL_CACHE    2000
/* A page of a pull has no more, and as few are entered at once. */
#define FEW 1000

static gboolean
count (PortailCacheStore *store, const char *sql, gint64 *n, GError **error)
{
  return portail_sql_take_integer (portail_database_query (store->database, error, sql, ""), n,
                                   error);
}

static gboolean
count_indexed (PortailCacheStore *store, gint64 *n, GError **error)
{
  return count (store, "SELECT count (*) FROM search_document", n, error);
}

static gboolean
empty (PortailCacheStore *store, GError **error)
{
  store->is_index_checked = FALSE;
  store->is_index_emptied = TRUE;
  return portail_search_index_reset (store->database, "cache", error);
}

/* Whether building everything is less work than entering what was touched. */
static gboolean
judge (PortailCacheStore *store, gboolean *is_better_built, GError **error)
{
  guint n_touched = g_hash_table_size (store->archives);
  gint64 n_indexed = 0;

  if (n_touched > FEW && !count_indexed (store, &n_indexed, error))
    return FALSE;
  *is_better_built = n_touched > FEW && n_touched > n_indexed / 10;
  return TRUE;
}

/* The archive into @live, or out of the index. */
static gboolean
follow_one (PortailCacheStore *store, const char *id, GPtrArray *live, GError **error)
{
  g_autoptr (GPtrArray) found = portail_record_sql_list (
      store->database, &portail_archive_type, error, "WHERE id = ? AND trashed_at IS NULL", "t",
      id);

  if (found == NULL)
    return FALSE;
  if (found->len == 0)
    return portail_search_index_remove (store->database, id, error);
  g_ptr_array_add (live, g_ptr_array_steal_index (found, 0));
  return TRUE;
}

/* What building will come to needs nothing. */
static gboolean
follow_all (PortailCacheStore *store, const char *built, GError **error)
{
  g_autoptr (GPtrArray) live = g_ptr_array_new_with_free_func (portail_record_free);
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, store->archives);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (strcmp (id, built) <= 0 && !follow_one (store, id, live, error))
      return FALSE;
  return portail_search_index_put_all (store->database, live, error);
}

gboolean
portail_archive_index_follow (PortailCacheStore *store, GError **error)
{
  g_autofree char *built = NULL;
  gboolean is_better_built = FALSE;
  gboolean is_done;

  if (g_hash_table_size (store->archives) == 0)
    return TRUE;
  if (!portail_search_index_get_built (store->database, &built, error)
      || (built != NULL && !judge (store, &is_better_built, error)))
    return FALSE;
  if (is_better_built)
    is_done = empty (store, error);
  else
    is_done = built == NULL || follow_all (store, built, error);
  g_hash_table_remove_all (store->archives);
  return is_done;
}

static gboolean
set_page_cache (PortailCacheStore *store, guint kibibytes, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA cache.cache_size = -%u", kibibytes);

  return portail_database_execute (store->database, sql, error);
}

static gboolean
is_complete (const char *built)
{
  return g_strcmp0 (built, PORTAIL_SEARCH_INDEX_COMPLETE) == 0;
}

static gboolean
measure (PortailCacheStore *store, PortailSearchProgress *progress, GError **error)
{
  return count_indexed (store, &progress->n_done, error)
         && count (store, "SELECT count (*) FROM archive WHERE trashed_at IS NULL",
                   &progress->n_archives, error);
}

/* An index that says it is complete and has another number of archives is none. */
static gboolean
check_numbers (PortailCacheStore *store, PortailSearchProgress *progress, GError **error)
{
  g_autofree char *built = NULL;

  if (!measure (store, progress, error)
      || !portail_search_index_get_built (store->database, &built, error))
    return FALSE;
  if (!is_complete (built) || progress->n_done == progress->n_archives)
    return TRUE;
  g_message ("The search index is built anew: %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT
             " archives",
             progress->n_done, progress->n_archives);
  progress->n_done = 0;
  return empty (store, error);
}

gboolean
portail_archive_index_build (PortailCacheStore *store,
                             PortailSearchProgress *progress,
                             GError **error)
{
  g_autofree char *built = NULL;

  if ((!store->is_index_checked && !check_numbers (store, progress, error))
      || !portail_search_index_get_built (store->database, &built, error))
    return FALSE;
  store->is_index_checked = TRUE;
  progress->is_complete = is_complete (built);
  if (progress->is_complete)
    return TRUE;
  if (!set_page_cache (store, BUILDING_CACHE, error)
      || !portail_search_index_build (store->database, store->database, STEP,
                                      &progress->is_complete, error)
      || (progress->is_complete && !set_page_cache (store, USUAL_CACHE, error)))
    return FALSE;
  progress->n_done = MIN (progress->n_done + STEP, progress->n_archives);
  if (progress->is_complete && progress->n_archives > 0)
    portail_cache_store_touch (store, &portail_archive_type, NULL, NULL);
  return TRUE;
}
