/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands: compare-and-set on the state (sync.md, Ops), and restore. */
#include "server/portail-op-run.h"
#include "server/portail-record-check.h"
#include "server/portail-record-rules.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

/* What came with the command goes to its fields, or into the audit entry. */
static void
take_arguments (PortailOpRun *run, const PortailRowStep *step)
{
  PortailAuditTrail *trail = portail_record_writer_get_trail (run->writer);

  portail_arguments_apply (step->arguments, step->transition, step->after);
  for (const PortailArgument *argument = step->transition->arguments; argument->name != NULL;
       argument++)
    {
      const PortailField *field = portail_arguments_get_field (argument);

      if (field->kind == PORTAIL_KIND_TEXT && argument->field == NULL
          && !portail_field_is_null (field, step->arguments))
        portail_audit_trail_note (trail, argument->name,
                                  portail_field_get_string (field, step->arguments));
    }
}

static gboolean
check_status (PortailOpRun *run,
              const PortailTransition *transition,
              const PortailRecord *row,
              GError **error)
{
  const PortailField *field = portail_transition_get_state_field (row->type);

  if (portail_transition_starts_at (transition, portail_transition_get_state (row)))
    return TRUE;
  run->outcome->conflicting = portail_record_type_field_bit (row->type, field->name);
  portail_op_run_show (run, row);
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_WRONG_STATUS,
                       _ ("This is not possible in its present state."));
  return FALSE;
}

/* The transition's part of the command, in the row to be. *@arguments is owned. */
static gboolean
take_transition (PortailOpRun *run,
                 PortailRowStep *step,
                 PortailArguments **arguments,
                 GError **error)
{
  guint first = run->outcome->problems->len;

  if (!check_status (run, step->transition, step->before, error)
      || !portail_op_run_check_unchanged (run, step->change, step->before, error))
    return FALSE;
  *arguments = portail_arguments_read (step->transition, step->change->arguments,
                                       run->outcome->problems);
  step->arguments = *arguments;
  if (!portail_op_run_check_problems (run, first, error))
    return FALSE;
  take_arguments (run, step);
  portail_transition_set_state (step->transition, step->after, run->actor->now);
  return TRUE;
}

static gboolean
refuse_command (PortailOpRun *run, GError **error)
{
  guint first = run->outcome->problems->len;

  portail_problems_add (run->outcome->problems, "command", "unknown_choice",
                        _ ("This value does not exist."));
  return portail_op_run_check_problems (run, first, error);
}

/* What the type does; a conflict shows the row as it stands. */
static gboolean
run_hooks (PortailOpRun *run, const PortailRowStep *step, GError **error)
{
  const PortailRecordRules *rules = portail_record_rules_get (step->change->type);
  guint first = run->outcome->problems->len;

  if (!portail_record_rules_check (run, step, error)
      || !portail_op_run_check_problems (run, first, error))
    return FALSE;
  if (rules->command == NULL)
    return TRUE;
  if (rules->command (run, step, error))
    return portail_op_run_check_problems (run, first, error);
  portail_op_run_show (run, step->before);
  return FALSE;
}

static gboolean
notify (PortailOpRun *run, const PortailRowStep *step, GError **error)
{
  const PortailRecordRules *rules = portail_record_rules_get (step->change->type);
  const PortailNotice *notice = portail_notices_find (rules->notices, step->change->command);
  int index = portail_record_type_find_field (step->after->type, "refusal_reason");
  g_autofree char *name = NULL;
  PortailNoticeSubject subject = { .record = step->after };

  if (notice == NULL)
    return TRUE;
  name = rules->describe != NULL ? rules->describe (step->after) : g_strdup ("");
  subject.name = name;
  if (index >= 0)
    subject.body = portail_field_get_string (
        portail_record_type_get_field (step->after->type, (guint) index), step->after);
  return portail_notices_send (run->writer, notice, &subject, error);
}

static gboolean
run_command (PortailOpRun *run,
             const PortailChange *change,
             const PortailRecord *row,
             GError **error)
{
  g_autoptr (PortailRecord) record = portail_record_copy (row);
  g_autoptr (PortailArguments) arguments = NULL;
  PortailRowStep step = {
    .change = change,
    .transition = portail_transition_find (change->type->name, change->command),
    .before = row,
    .after = record,
  };
  guint place = run->outcome->rows->len;

  if (step.transition == NULL)
    return refuse_command (run, error);
  if (!take_transition (run, &step, &arguments, error) || !run_hooks (run, &step, error)
      || !portail_op_run_check_key (run, record, error)
      || !portail_record_writer_update (run->writer, record, row, error)
      || !portail_record_rules_follow (run, &step, error) || !notify (run, &step, error))
    return FALSE;
  g_ptr_array_insert (run->outcome->rows, (gint) place, g_steal_pointer (&record));
  return TRUE;
}

static gboolean
restore (PortailOpRun *run,
         const PortailChange *change,
         PortailRecord *row,
         PortailRowState state,
         GError **error)
{
  const PortailRowStep step = { .change = change, .after = row };
  guint first = run->outcome->problems->len;

  if (state == PORTAIL_ROW_TRASHED
      && (!portail_record_rules_check (run, &step, error)
          || !portail_op_run_check_problems (run, first, error)
          || (portail_record_get_parent_id (row) != NULL
              && !portail_record_check_editable (run->actor->database, row, error))
          || !portail_op_run_check_key (run, row, error)
          || !portail_record_writer_restore (run->writer, row, error)
          || !portail_record_rules_follow (run, &step, error)))
    return FALSE;
  g_ptr_array_add (run->outcome->rows, portail_record_copy (row));
  return TRUE;
}

gboolean
portail_op_run_command (PortailOpRun *run, const PortailChange *change, GError **error)
{
  PortailRowState state;
  g_autoptr (PortailRecord) row = portail_op_run_find (run, change, &state, error);

  if (row == NULL)
    return FALSE;
  if (g_strcmp0 (change->command, "restore") == 0)
    return restore (run, change, row, state, error);
  if (state == PORTAIL_ROW_LIVE)
    return run_command (run, change, row, error);
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_DELETED,
                       _ ("Somebody moved it to the trash."));
  return FALSE;
}
