/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-record-trash.h"

#include "server/portail-record-rights.h"
#include "server/portail-retention.h"
#include "server/portail-scope.h"
#include "shared/portail-json-text.h"

#define SECONDS_OF_DAY (24 * 60 * 60)

gboolean
portail_record_trash_may_restore (const PortailAccess *access, const PortailRecord *row)
{
  g_autofree char *scope = portail_scope_of_record (row);
  g_autoptr (PortailChange) change = portail_change_new_command (row->type, row->id, "restore",
                                                                 NULL);
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  const PortailRightsQuestion question = { access, scope, change, row, NULL };

  return portail_record_rights_check (&question, problems, NULL);
}

static gboolean
load_trashed_at (PortailDatabase *database,
                 const PortailRecord *row,
                 PortailTimestamp *trashed_at,
                 GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT trashed_at FROM %s WHERE id = ?",
                                          row->type->name);
  PortailStatement *statement = portail_database_query (database, error, sql, "t", row->id);

  if (statement == NULL || portail_statement_step (statement, error) == PORTAIL_STEP_ERROR)
    return FALSE;
  *trashed_at = (PortailTimestamp){ portail_statement_get_int64 (statement, 0) };
  portail_statement_reset (statement);
  return TRUE;
}

gboolean
portail_record_trash_append_until (PortailDatabase *database,
                                   const PortailRecord *row,
                                   GString *json,
                                   GError **error)
{
  char text[PORTAIL_TIMESTAMP_TEXT_SIZE];
  PortailTimestamp trashed_at;
  guint days;

  if (!portail_retention_load_days (database, PORTAIL_RETENTION_TRASH, &days, error)
      || !load_trashed_at (database, row, &trashed_at, error))
    return FALSE;
  g_string_truncate (json, json->len - 1);
  portail_json_append_name (json, "until");
  portail_json_append_string (
      json, portail_timestamp_format (
                portail_timestamp_add_seconds (trashed_at, (gint64) days * SECONDS_OF_DAY), text));
  g_string_append_c (json, '}');
  return TRUE;
}
