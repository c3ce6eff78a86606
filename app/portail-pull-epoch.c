/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-pull-epoch.h"

#include "app/portail-outbox.h"
#include "app/portail-scope-rows.h"
#include "app/portail-sql.h"

/* The scopes that hold rows of the epoch that is over; an empty one may never get a page. */
static gboolean
mark_lost_scopes (PortailCacheStore *store, GError **error)
{
  g_autoptr (GPtrArray) scopes = portail_sql_take_texts (
      portail_database_query (store->database, error, "SELECT scope FROM scope", ""), error);

  if (scopes == NULL)
    return FALSE;
  for (guint i = 0; i < scopes->len; i++)
    {
      gint64 n_rows;

      if (!portail_scope_rows_count (store, g_ptr_array_index (scopes, i), &n_rows, error)
          || !portail_database_run (store->database, error,
                                    "UPDATE scope SET is_staging = ?1, is_lost_epoch = ?1"
                                    " WHERE scope = ?2",
                                    "it", (gint64) (n_rows > 0),
                                    (const char *) g_ptr_array_index (scopes, i)))
        return FALSE;
    }
  return TRUE;
}

/* First the outbox, then the cache: when only the first was done, it is done again. */
gboolean
portail_pull_begin_epoch (PortailCacheStore *store, const char *epoch, GError **error)
{
  g_autofree char *held = NULL;
  g_autofree char *left = NULL;
  g_autofree char *all_left = NULL;

  if (!portail_cache_store_get_state (store, "epoch", &held, error)
      || !portail_cache_store_get_state (store, "left_epochs", &left, error)
      || !portail_cache_store_begin (store, error))
    return FALSE;
  all_left = g_strjoin (" ", held != NULL ? held : "", left, NULL);
  store->is_outbox_touched = TRUE;
  if (portail_outbox_renew_device (store->database, error)
      && portail_cache_store_set_state (store, "epoch", epoch, error)
      && portail_cache_store_set_state (store, "left_epochs", all_left, error)
      && portail_database_execute (store->database,
                                   "DELETE FROM staged_row;"
                                   "UPDATE scope SET cursor = NULL, next_cursor = NULL",
                                   error)
      && mark_lost_scopes (store, error))
    return portail_cache_store_commit (store, error);
  portail_cache_store_roll_back (store);
  return FALSE;
}

gboolean
portail_pull_is_between_epochs (PortailCacheStore *store, gboolean *is_between, GError **error)
{
  gint64 n_scopes;

  if (!portail_sql_take_integer (
          portail_database_query (store->database, error,
                                  "SELECT count (*) FROM scope WHERE is_lost_epoch = 1", ""),
          &n_scopes, error))
    return FALSE;
  *is_between = n_scopes > 0;
  return TRUE;
}

static gboolean
has_left (const char *left_epochs, const char *epoch)
{
  g_auto (GStrv) left = g_strsplit (left_epochs != NULL ? left_epochs : "", " ", -1);

  return g_strv_contains ((const char *const *) left, epoch);
}

gboolean
portail_pull_follow_epoch (PortailCacheStore *store,
                           const char *epoch,
                           gboolean *is_stale,
                           GError **error)
{
  g_autofree char *held = NULL;
  g_autofree char *left = NULL;

  if (!portail_cache_store_get_state (store, "epoch", &held, error)
      || !portail_cache_store_get_state (store, "left_epochs", &left, error))
    return FALSE;
  *is_stale = has_left (left, epoch);
  if (held == NULL)
    return portail_cache_store_set_state (store, "epoch", epoch, error);
  return *is_stale || g_str_equal (held, epoch) || portail_pull_begin_epoch (store, epoch, error);
}
