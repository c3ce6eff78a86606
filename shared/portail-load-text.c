/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-load-text.h"

gboolean
portail_load_text (PortailDatabase *database,
                   const char *sql,
                   const char *key,
                   char **text,
                   GError **error)
{
  PortailStatement *statement = portail_database_query (database, error, sql, "t", key);
  PortailStep step = statement != NULL ? portail_statement_step (statement, error)
                                       : PORTAIL_STEP_ERROR;

  *text = NULL;
  if (step == PORTAIL_STEP_ERROR)
    return FALSE;
  if (step == PORTAIL_STEP_ROW)
    *text = portail_statement_dup_text (statement, 0);
  portail_statement_reset (statement);
  return TRUE;
}
