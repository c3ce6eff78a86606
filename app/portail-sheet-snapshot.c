/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-sheet-snapshot.h"

#include "app/portail-week-lock.h"
#include "shared/portail-dotation-loader.h"
#include "shared/portail-error.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-enterprise.h"

/* Changes of the dotation and of its parts. */
#define OF_DOTATION                                                                                \
  " FROM outbox.op_change AS c JOIN outbox.op AS o ON o.number = c.number"                         \
  " WHERE (c.id = ?1"                                                                              \
  " OR c.id IN (SELECT id FROM dotation_row WHERE dotation_id = ?1)"                               \
  " OR c.id IN (SELECT id FROM dotation_entry WHERE dotation_id = ?1))"

void
portail_sheet_snapshot_free (PortailSheetSnapshot *snapshot)
{
  g_clear_pointer (&snapshot->live, portail_live_sheet_free);
  g_clear_pointer (&snapshot->employees, g_ptr_array_unref);
  g_clear_pointer (&snapshot->conflicts, g_hash_table_unref);
  g_free (snapshot->enterprise_name);
  g_free (snapshot->week_lock);
  g_free (snapshot);
}

static gboolean
load_company (PortailSheetSnapshot *snapshot, PortailDatabase *database, GError **error)
{
  const char *enterprise_id = snapshot->live->sheet->dotation->base.enterprise_id;
  g_autoptr (PortailEnterprise) enterprise = portail_record_sql_load (
      database, &portail_enterprise_type, enterprise_id, NULL);

  snapshot->enterprise_name = g_strdup (
      enterprise != NULL && enterprise->name != NULL ? enterprise->name : "");
  snapshot->employees = portail_record_sql_list (
      database, &portail_employee_type, error,
      "WHERE enterprise_id = ? AND trashed_at IS NULL ORDER BY natural_key, name", "t",
      enterprise_id);
  return snapshot->employees != NULL;
}

static gboolean
count_unsent (PortailSheetSnapshot *snapshot,
              PortailDatabase *database,
              const char *dotation_id,
              GError **error)
{
  PortailStatement *statement = portail_database_query (
      database, error, "SELECT COUNT(*)" OF_DOTATION, "t", dotation_id);

  if (statement == NULL || portail_statement_step (statement, error) != PORTAIL_STEP_ROW)
    return FALSE;
  snapshot->n_unsent = (guint) portail_statement_get_int64 (statement, 0);
  portail_statement_reset (statement);
  return TRUE;
}

static gboolean
load_conflicts (PortailSheetSnapshot *snapshot,
                PortailDatabase *database,
                const char *dotation_id,
                GError **error)
{
  PortailStatement *statement = portail_database_query (
      database, error, "SELECT c.id, c.fields" OF_DOTATION " AND o.state = ?2", "ti", dotation_id,
      (gint64) PORTAIL_OP_CONFLICT);
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    g_hash_table_replace (snapshot->conflicts, portail_statement_dup_text (statement, 0),
                          portail_statement_dup_text (statement, 1));
  return step == PORTAIL_STEP_DONE;
}

static gboolean
load_lock (PortailSheetSnapshot *snapshot, PortailDatabase *database, GError **error)
{
  const PortailDotation *dotation = snapshot->live->sheet->dotation;

  return portail_week_lock_find (database, dotation->base.enterprise_id, dotation->period,
                                 &snapshot->week_lock, error);
}

static gpointer
load (PortailDatabase *database, gpointer dotation_id, GError **error)
{
  g_autoptr (PortailSheetSnapshot) snapshot = g_new0 (PortailSheetSnapshot, 1);
  PortailDotationSheet *sheet = portail_dotation_load (database, dotation_id, error);

  if (sheet == NULL)
    return NULL;
  snapshot->live = portail_live_sheet_new (sheet);
  snapshot->conflicts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (!load_company (snapshot, database, error)
      || !count_unsent (snapshot, database, dotation_id, error)
      || !load_conflicts (snapshot, database, dotation_id, error)
      || !load_lock (snapshot, database, error))
    return NULL;
  return g_steal_pointer (&snapshot);
}

PortailQuery *
portail_sheet_snapshot_query_new (char *dotation_id)
{
  return portail_query_new (load, dotation_id, g_free,
                            (GDestroyNotify) portail_sheet_snapshot_free);
}
