/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Creating, updating and deleting. */
#include "server/portail-op-run.h"
#include "server/portail-record-check.h"
#include "server/portail-record-rules.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-merge.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-schema.h"

static gboolean
fail_deleted (PortailOpRun *run, const PortailChange *change, GError **error)
{
  run->outcome->conflicting = change->fields;
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_DELETED,
                       _ ("Somebody moved it to the trash."));
  return FALSE;
}

/* Also where the id was taken: only its owners learn what is there. */
static gboolean
check_id_is_free (PortailOpRun *run, const PortailChange *change, GError **error)
{
  g_autoptr (GPtrArray) found = portail_record_sql_list (run->actor->database, change->type, error,
                                                         "WHERE id = ?", "t", change->id);
  g_autoptr (GError) missing = NULL;
  g_autoptr (PortailRecord) row = NULL;
  PortailRowState state;

  if (found == NULL)
    return FALSE;
  if (found->len == 0)
    return TRUE;
  row = portail_op_run_find (run, change, &state, error);
  if (row == NULL)
    return FALSE;
  if (state == PORTAIL_ROW_TRASHED)
    return fail_deleted (run, change, error);
  portail_op_run_show (run, row);
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_DUPLICATE_KEY,
                       _ ("This record exists already."));
  return FALSE;
}

static gboolean
check_place (PortailOpRun *run, const PortailRecord *record)
{
  gboolean needs_company = record->type->scope == PORTAIL_SCOPE_ENTERPRISE;

  if (needs_company && record->enterprise_id == NULL)
    portail_problems_add (run->outcome->problems, "enterprise_id", "required",
                          _ ("This field is required."));
  return !needs_company || record->enterprise_id != NULL;
}

/* What the type asks, what its fields ask, and whom the row refers to. */
static gboolean
check_values (PortailOpRun *run, const PortailRowStep *step, PortailFieldSet fields, GError **error)
{
  PortailProblems *problems = run->outcome->problems;
  guint first = problems->len;

  portail_record_validate (step->after, fields, problems);
  return portail_record_rules_check (run, step, error)
         && portail_record_check_references (run->actor->database, step->after, fields, problems,
                                             error)
         && portail_op_run_check_problems (run, first, error);
}

/* The row that has the key of @record already stands in the outcome, instead of a new one. */
static gboolean
find_instead (PortailOpRun *run, const PortailRecord *record, gboolean *is_there, GError **error)
{
  g_autoptr (PortailRecord) other = NULL;

  *is_there = FALSE;
  if (!portail_record_rules_has (record->type, PORTAIL_TRAIT_ONE_A_KEY))
    return TRUE;
  if (!portail_record_find_by_key (run->actor->database, record, &other, error))
    return FALSE;
  *is_there = other != NULL;
  if (other != NULL)
    g_ptr_array_add (run->outcome->rows, g_steal_pointer (&other));
  return TRUE;
}

gboolean
portail_op_run_create (PortailOpRun *run, const PortailChange *change, GError **error)
{
  g_autoptr (PortailRecord) record = portail_record_copy (change->record);
  PortailFieldSet fields = portail_record_type_get_all_fields (change->type);
  const PortailRowStep step = { .change = change, .after = record };
  guint first = run->outcome->problems->len;
  gboolean is_there;

  g_free (record->id);
  record->id = g_strdup (change->id);
  if (record->type->scope != PORTAIL_SCOPE_SELF)
    record->enterprise_id = g_strdup (run->op->enterprise_id);
  if (!check_place (run, record))
    return portail_op_run_check_problems (run, first, error);
  if (!portail_op_run_check_rights (run, change, record, error)
      || !check_id_is_free (run, change, error) || !find_instead (run, record, &is_there, error))
    return FALSE;
  if (is_there)
    return TRUE;
  portail_record_set_initial (record, change->fields);
  if (!portail_record_rules_prepare (run, &step, error)
      || !check_values (run, &step, fields & ~(PortailFieldSet) 1, error)
      || !portail_record_check_editable (run->actor->database, record, error)
      || !portail_op_run_check_key (run, record, error)
      || !portail_record_writer_insert (run->writer, record, error)
      || !portail_record_rules_follow (run, &step, error))
    return FALSE;
  if (portail_record_rules_has (record->type, PORTAIL_TRAIT_COMPANY)
      && run->brought_company == NULL)
    run->brought_company = g_strdup (record->id);
  g_ptr_array_add (run->outcome->rows, g_steal_pointer (&record));
  return TRUE;
}

/* A field that is given once keeps its value; saying it again is no change. */
static void
check_immutable (PortailOpRun *run, const PortailChange *change, const PortailRecord *row)
{
  PortailFieldSet wrong = change->fields & portail_record_get_differing_fields (change->record, row)
                          & portail_record_type_get_flagged_fields (change->type,
                                                                    PORTAIL_FIELD_IMMUTABLE);

  for (guint i = 0; i < portail_record_type_get_n_fields (change->type); i++)
    if (portail_field_set_has (wrong, i))
      portail_problems_add (run->outcome->problems,
                            portail_record_type_get_field (change->type, i)->name, "not_writable",
                            _ ("This field may not be written."));
}

static gboolean
merge (PortailOpRun *run, const PortailChange *change, const PortailRecord *row, GError **error)
{
  PortailSeenRow seen = { row, change->base_rev, run->actor->device_id };
  PortailConcurrentChanges concurrent = { 0 };
  PortailMergeInput input = {
    .current = row,
    .wanted = change->record,
    .fields = change->fields,
  };
  PortailMergeResult result;

  if (change->base_rev != PORTAIL_BASE_REV_CURRENT
      && !portail_change_log_find_concurrent (run->actor->database, &seen, &concurrent, error))
    return FALSE;
  input.concurrent = concurrent.fields;
  result = portail_merge (&input);
  run->outcome->is_merged |= result.verdict == PORTAIL_MERGE_MERGED;
  run->outcome->kept = result.kept;
  run->outcome->conflicting = result.conflicting;
  if (result.verdict != PORTAIL_MERGE_CONFLICT)
    return TRUE;
  portail_op_run_show (run, row);
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_CONFLICT,
                       _ ("Somebody else changed it in the meantime."));
  return FALSE;
}

static gboolean
write_update (PortailOpRun *run,
              const PortailChange *change,
              const PortailRecord *row,
              GError **error)
{
  g_autoptr (PortailRecord) record = portail_record_copy (row);
  const PortailRowStep step = { .change = change, .before = row, .after = record };

  portail_record_copy_fields (record, change->record, change->fields);
  portail_transition_note_edit (record);
  if (!check_values (run, &step, change->fields, error)
      || !portail_op_run_check_key (run, record, error)
      || !portail_record_writer_update (run->writer, record, row, error)
      || !portail_record_rules_follow (run, &step, error))
    return FALSE;
  g_ptr_array_add (run->outcome->rows, g_steal_pointer (&record));
  return TRUE;
}

gboolean
portail_op_run_update (PortailOpRun *run, const PortailChange *change, GError **error)
{
  PortailRowState state;
  g_autoptr (PortailRecord) row = portail_op_run_find (run, change, &state, error);
  guint first = run->outcome->problems->len;

  if (row == NULL)
    return FALSE;
  if (state == PORTAIL_ROW_TRASHED)
    return fail_deleted (run, change, error);
  if (!portail_record_check_editable (run->actor->database, row, error)
      || !merge (run, change, row, error))
    return FALSE;
  check_immutable (run, change, row);
  return portail_op_run_check_problems (run, first, error)
         && write_update (run, change, row, error);
}

/* Parts go only out of an open sheet; the sheet itself whenever the right is there. */
static gboolean
check_parent_is_open (PortailOpRun *run, const PortailRecord *row, GError **error)
{
  return portail_record_get_parent_id (row) == NULL
         || portail_record_check_editable (run->actor->database, row, error);
}

gboolean
portail_op_run_delete (PortailOpRun *run, const PortailChange *change, GError **error)
{
  PortailRowState state;
  g_autoptr (PortailRecord) row = portail_op_run_find (run, change, &state, error);
  const PortailRowStep step = { .change = change, .before = row };
  guint first = run->outcome->problems->len;

  if (row == NULL)
    return FALSE;
  if (state == PORTAIL_ROW_TRASHED)
    {
      run->outcome->rev = row->rev;
      return TRUE;
    }
  if (!portail_record_rules_check (run, &step, error)
      || !portail_op_run_check_problems (run, first, error)
      || !check_parent_is_open (run, row, error)
      || !portail_op_run_check_unchanged (run, change, row, error)
      || !portail_record_writer_trash (run->writer, row, error)
      || !portail_record_rules_follow (run, &step, error))
    return FALSE;
  run->outcome->rev = row->rev;
  return TRUE;
}
