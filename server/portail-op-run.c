/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-op-run.h"

#include "server/portail-record-check.h"
#include "server/portail-record-rights.h"
#include "server/portail-record-rules.h"
#include "server/portail-record-view.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-record-sql.h"

/* Whether a row of that scope is one of the op's company. */
static gboolean
is_of_op (const PortailSyncOp *op, const PortailRecord *row)
{
  g_autofree char *scope = portail_scope_of_record (row);
  const char *enterprise_id = portail_scope_get_enterprise_id (scope);

  return g_strcmp0 (enterprise_id, op->enterprise_id) == 0
         || (op->enterprise_id == NULL
             && portail_record_rules_has (row->type, PORTAIL_TRAIT_COMPANY));
}

gboolean
portail_op_run_check_rights (PortailOpRun *run,
                             const PortailChange *change,
                             const PortailRecord *row,
                             GError **error)
{
  g_autofree char *scope = portail_scope_of_record (row);
  PortailRightsQuestion question = { run->actor->access, scope, change, row, run->brought_company };

  if (!is_of_op (run->op, row))
    {
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND,
                           _ ("There is no such record."));
      return FALSE;
    }
  if (!portail_record_rights_check (&question, run->outcome->problems, error))
    return FALSE;
  if (run->scope == NULL)
    run->scope = g_steal_pointer (&scope);
  return TRUE;
}

static PortailRecord *
load_in_state (PortailOpRun *run,
               const PortailChange *change,
               PortailRowState *state,
               GError **error)
{
  g_autoptr (GError) missing = NULL;
  PortailRecord *row = portail_record_sql_load (run->actor->database, change->type, change->id,
                                                &missing);

  *state = PORTAIL_ROW_LIVE;
  if (row != NULL)
    return row;
  if (!g_error_matches (missing, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&missing));
      return NULL;
    }
  *state = PORTAIL_ROW_TRASHED;
  return portail_record_sql_load_trashed (run->actor->database, change->type, change->id, error);
}

PortailRecord *
portail_op_run_find (PortailOpRun *run,
                     const PortailChange *change,
                     PortailRowState *state,
                     GError **error)
{
  g_autoptr (PortailRecord) row = load_in_state (run, change, state, error);

  if (row == NULL || !portail_op_run_check_rights (run, change, row, error))
    return NULL;
  return g_steal_pointer (&row);
}

void
portail_op_run_show (PortailOpRun *run, const PortailRecord *row)
{
  g_autofree char *scope = portail_scope_of_record (row);
  PortailRecordView view = portail_record_view_get (run->actor->access, row->type, scope);

  g_ptr_array_set_size (run->outcome->rows, 0);
  if (view.reach == PORTAIL_REACH_ALL)
    g_ptr_array_add (run->outcome->rows, portail_record_copy (row));
}

gboolean
portail_op_run_check_key (PortailOpRun *run, const PortailRecord *record, GError **error)
{
  g_autoptr (PortailRecord) other = NULL;

  if (!portail_record_find_by_key (run->actor->database, record, &other, error))
    return FALSE;
  if (other == NULL)
    return TRUE;
  portail_op_run_show (run, other);
  g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_DUPLICATE_KEY,
               /* Translators: what kind of record, as "Dotation". */
               _ ("%s: there is one already."), _ (record->type->title));
  return FALSE;
}

gboolean
portail_op_run_check_unchanged (PortailOpRun *run,
                                const PortailChange *change,
                                const PortailRecord *row,
                                GError **error)
{
  PortailSeenRow seen = { row, change->base_rev, run->actor->device_id };
  PortailConcurrentChanges concurrent;

  if (change->base_rev == PORTAIL_BASE_REV_CURRENT)
    return TRUE;
  if (!portail_change_log_find_concurrent (run->actor->database, &seen, &concurrent, error))
    return FALSE;
  if (concurrent.n_entries == 0)
    return TRUE;
  run->outcome->conflicting = concurrent.fields;
  portail_op_run_show (run, row);
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_CONFLICT,
                       _ ("Somebody else changed it in the meantime."));
  return FALSE;
}

gboolean
portail_op_run_check_problems (PortailOpRun *run, guint first, GError **error)
{
  if (run->outcome->problems->len == first)
    return TRUE;
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID,
                       portail_problems_get (run->outcome->problems, first)->detail);
  return FALSE;
}

void
portail_op_run_leave (PortailOpRun *run, const PortailRecord *row)
{
  if (row == NULL)
    return;
  if (run->unsettled == NULL)
    run->unsettled = g_ptr_array_new_with_free_func (portail_record_free);
  g_ptr_array_add (run->unsettled, portail_record_copy (row));
}

static gboolean
check_id_is_free (PortailOpRun *run, const PortailRecord *record, GError **error)
{
  g_autoptr (GPtrArray) found = portail_record_sql_list (run->actor->database, record->type, error,
                                                         "WHERE id = ?", "t", record->id);

  if (found != NULL && found->len > 0)
    g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_DUPLICATE_KEY,
                         _ ("This record exists already."));
  return found != NULL && found->len == 0;
}

gboolean
portail_op_run_bring (PortailOpRun *run, PortailRecord *record, GError **error)
{
  g_autoptr (PortailChange) change = portail_change_new (PORTAIL_CHANGE_CREATE, record->type,
                                                         record->id);
  const PortailRowStep step = { .change = change, .after = record };
  guint first = run->outcome->problems->len;

  portail_change_set_fields (change, record, portail_record_type_get_all_fields (record->type));
  portail_record_set_initial (record, change->fields);
  return check_id_is_free (run, record, error) && portail_record_rules_prepare (run, &step, error)
         && portail_record_rules_check (run, &step, error)
         && portail_op_run_check_problems (run, first, error)
         && portail_op_run_check_key (run, record, error)
         && portail_record_writer_insert (run->writer, record, error)
         && portail_record_rules_follow (run, &step, error);
}
