/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-unread-rows.h"

#include "shared/portail-schema.h"

gboolean
portail_unread_rows_add (PortailCacheStore *store, const PortailUnreadRow *row, GError **error)
{
  return portail_database_run (store->database, error,
                               "REPLACE INTO unknown_row (scope, type, id, rev) VALUES (?,?,?,?)",
                               "ttti", row->scope, row->type, row->id, row->rev);
}

gboolean
portail_unread_rows_remove (PortailCacheStore *store, const PortailUnreadRow *row, GError **error)
{
  return portail_database_run (store->database, error,
                               "DELETE FROM unknown_row WHERE scope = ? AND type = ? AND id = ?",
                               "ttt", row->scope, row->type, row->id);
}

gboolean
portail_unread_rows_clear (PortailCacheStore *store, const char *scope, GError **error)
{
  return portail_database_run (store->database, error, "DELETE FROM unknown_row WHERE scope = ?",
                               "t", scope);
}

gboolean
portail_unread_rows_count (PortailCacheStore *store,
                           guint *n_rows,
                           gboolean *has_any,
                           GError **error)
{
  PortailStatement *statement = portail_database_query (
      store->database, error, "SELECT type, count (*) FROM unknown_row GROUP BY type", "");
  PortailStep step = PORTAIL_STEP_ERROR;

  *n_rows = 0;
  *has_any = FALSE;
  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    {
      *has_any = TRUE;
      if (portail_schema_find (portail_statement_get_text (statement, 0)) != NULL)
        *n_rows += (guint) portail_statement_get_int64 (statement, 1);
    }
  if (statement != NULL)
    portail_statement_reset (statement);
  return step == PORTAIL_STEP_DONE;
}
