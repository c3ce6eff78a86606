/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-scope.h"

#include <string.h>

gboolean
portail_scope_take_number (PortailDatabase *database,
                           const char *scope,
                           gint64 *number,
                           GError **error)
{
  PortailStatement *statement = portail_database_query (
      database, error,
      "INSERT INTO scope_counter (scope, number) VALUES (?, 1)"
      " ON CONFLICT (scope) DO UPDATE SET number = number + 1 RETURNING number",
      "t", scope);

  if (statement == NULL || portail_statement_step (statement, error) != PORTAIL_STEP_ROW)
    return FALSE;
  *number = portail_statement_get_int64 (statement, 0);
  portail_statement_reset (statement);
  return TRUE;
}

gboolean
portail_scope_load (PortailDatabase *database,
                    const char *scope,
                    PortailScopeState *state,
                    GError **error)
{
  PortailStatement *statement = portail_database_query (
      database, error, "SELECT number, purged_number FROM scope_counter WHERE scope = ?", "t",
      scope);
  PortailStep step = statement != NULL ? portail_statement_step (statement, error)
                                       : PORTAIL_STEP_ERROR;

  *state = (PortailScopeState){ 0 };
  if (step == PORTAIL_STEP_ERROR)
    return FALSE;
  if (step == PORTAIL_STEP_ROW)
    *state = (PortailScopeState){ portail_statement_get_int64 (statement, 0),
                                  portail_statement_get_int64 (statement, 1) };
  portail_statement_reset (statement);
  return TRUE;
}

static void
parse_sum (PortailDigest *digest, const char *text)
{
  g_autofree char *high = g_strndup (text, 16);

  digest->high = g_ascii_strtoull (high, NULL, 16);
  digest->low = g_ascii_strtoull (text + strlen (high), NULL, 16);
}

gboolean
portail_scope_load_digest (PortailDatabase *database,
                           const char *scope,
                           const char *type,
                           PortailDigest *digest,
                           GError **error)
{
  PortailStatement *statement = portail_database_query (
      database, error, "SELECT count, sum FROM scope_digest WHERE scope = ? AND type = ?", "tt",
      scope, type);
  PortailStep step = statement != NULL ? portail_statement_step (statement, error)
                                       : PORTAIL_STEP_ERROR;

  *digest = (PortailDigest){ 0 };
  if (step == PORTAIL_STEP_ERROR)
    return FALSE;
  if (step == PORTAIL_STEP_ROW)
    {
      digest->count = portail_statement_get_int64 (statement, 0);
      parse_sum (digest, portail_statement_get_text (statement, 1));
    }
  portail_statement_reset (statement);
  return TRUE;
}

gboolean
portail_scope_save_digest (PortailDatabase *database,
                           const char *scope,
                           const char *type,
                           const PortailDigest *digest,
                           GError **error)
{
  char sum[PORTAIL_DIGEST_TEXT_SIZE];

  return portail_database_run (database, error,
                               "REPLACE INTO scope_digest (scope, type, count, sum)"
                               " VALUES (?,?,?,?)",
                               "ttit", scope, type, digest->count,
                               portail_digest_format (digest, sum));
}
