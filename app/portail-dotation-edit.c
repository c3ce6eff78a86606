/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-dotation-model-private.h"

#include "app/portail-command-manner.h"
#include "shared/portail-i18n.h"
#include "shared/portail-transition.h"

/* A step on the undo stack. */
typedef struct
{
  PortailDotationModel *model; /* weak */
  PortailSheetStep *step;
} UndoStep;

static const PortailRecord *
find_record (const char *id, gpointer user_data)
{
  PortailDotationModel *model = PORTAIL_DOTATION_MODEL (user_data);
  guint index;

  if (g_str_equal (id, model->id))
    return &portail_dotation_model_get_dotation (model)->base;
  for (int table = 0; table < PORTAIL_N_SHEET_TABLES; table++)
    if (portail_dotation_model_find (model, (PortailSheetTable) table, id, &index))
      return portail_dotation_model_get (model, (PortailSheetTable) table, index);
  return NULL;
}

/* Gives @deed->id the contents @to where it has those of @from. */
static void
change_over (PortailDotationModel *model,
             const PortailSheetDeed *deed,
             const PortailRecord *from,
             const PortailRecord *to)
{
  const PortailRecord *now = find_record (deed->id, model);
  PortailRecord *copy;
  guint index = 0;

  if (now == NULL && from == NULL && to != NULL)
    portail_dotation_model_insert (model, portail_sheet_table_of_record (to),
                                   portail_sheet_table_find_place (model->snapshot->live, to),
                                   portail_record_copy (to), NULL);
  if (now == NULL || from == NULL)
    return;
  if (deed->type != &portail_dotation_type)
    portail_dotation_model_find (model, portail_sheet_table_of_record (now), deed->id, &index);
  if (to == NULL)
    {
      portail_record_free (
          portail_dotation_model_remove (model, portail_sheet_table_of_record (now), index));
      return;
    }
  copy = portail_record_copy (now);
  portail_record_copy_fields (copy, to, portail_record_get_differing_fields (from, to));
  copy->rev = now->rev;
  if (deed->type == &portail_dotation_type)
    portail_dotation_model_replace_dotation (model, (PortailDotation *) copy, NULL);
  else
    portail_dotation_model_replace (model, portail_sheet_table_of_record (now), index, copy, NULL);
}

static void
undo_step (gpointer pointer)
{
  UndoStep *undo = pointer;

  if (undo->model == NULL || undo->model->snapshot == NULL)
    return;
  portail_dotation_model_begin_step (undo->model, undo->step->title, PORTAIL_STEP_UNDONE_BY_CALLER);
  for (guint i = undo->step->deeds->len; i > 0; i--)
    {
      const PortailSheetDeed *deed = g_ptr_array_index (undo->step->deeds, i - 1);

      change_over (undo->model, deed, deed->after, deed->before);
    }
  portail_dotation_model_end_step (undo->model);
}

static void
redo_step (gpointer pointer)
{
  UndoStep *undo = pointer;

  if (undo->model == NULL || undo->model->snapshot == NULL)
    return;
  portail_dotation_model_begin_step (undo->model, undo->step->title, PORTAIL_STEP_UNDONE_BY_CALLER);
  for (guint i = 0; i < undo->step->deeds->len; i++)
    {
      const PortailSheetDeed *deed = g_ptr_array_index (undo->step->deeds, i);

      change_over (undo->model, deed, deed->before, deed->after);
    }
  portail_dotation_model_end_step (undo->model);
}

static void
free_undo_step (gpointer pointer)
{
  UndoStep *undo = pointer;

  g_clear_weak_pointer (&undo->model);
  g_clear_pointer (&undo->step, portail_sheet_step_free);
  g_free (undo);
}

static const PortailUndoKind step_kind = { undo_step, redo_step, free_undo_step };

void
portail_dotation_model_begin_step (PortailDotationModel *model,
                                   const char *title,
                                   PortailStepUndo undo)
{
  g_return_if_fail (PORTAIL_IS_DOTATION_MODEL (model));
  if (model->step_depth++ > 0)
    return;
  model->step = portail_sheet_step_new (title);
  model->step_undo = undo;
}

static void
push_undo (PortailDotationModel *model, PortailSheetStep *step)
{
  UndoStep *undo = g_new0 (UndoStep, 1);

  g_set_weak_pointer (&undo->model, model);
  undo->step = step;
  portail_undo_stack_push (model->undo_stack, step->title, &step_kind, undo);
}

void
portail_dotation_model_end_step (PortailDotationModel *model)
{
  g_autoptr (PortailSheetStep) step = NULL;
  GPtrArray *changes;

  g_return_if_fail (PORTAIL_IS_DOTATION_MODEL (model));
  g_return_if_fail (model->step_depth > 0);
  if (--model->step_depth > 0)
    return;
  step = g_steal_pointer (&model->step);
  if (model->snapshot == NULL)
    return;
  portail_sheet_step_close (step, find_record, model);
  changes = portail_sheet_step_make_changes (step, model->drafts);
  portail_op_queue_push_changes (
      model->queue, portail_dotation_model_get_dotation (model)->base.enterprise_id, changes);
  if (model->step_undo == PORTAIL_STEP_UNDONE_BY_MODEL && step->deeds->len > 0)
    push_undo (model, g_steal_pointer (&step));
  portail_dotation_model_tell_changed (model);
}

void
portail_dotation_model_cancel_step (PortailDotationModel *model)
{
  g_return_if_fail (PORTAIL_IS_DOTATION_MODEL (model));
  g_return_if_fail (model->step != NULL && model->snapshot != NULL);
  for (guint i = model->step->deeds->len; i > 0; i--)
    {
      const PortailSheetDeed *deed = g_ptr_array_index (model->step->deeds, i - 1);

      change_over (model, deed, find_record (deed->id, model), deed->before);
    }
}

gpointer
portail_dotation_model_new_record (PortailDotationModel *model,
                                   PortailSheetTable table,
                                   guint index)
{
  g_return_val_if_fail (PORTAIL_IS_DOTATION_MODEL (model), NULL);
  g_return_val_if_fail (model->snapshot != NULL, NULL);
  return portail_sheet_table_new_record (model->snapshot->live, table, index);
}

/* Tells the records that differ since the caps were those of @tranche: all rows, or @difference
 * alone. */
static void
tell (PortailDotationModel *model, guint tranche, const PortailSheetDifference *difference)
{
  const PortailLiveSheet *live = model->snapshot->live;
  PortailSheetDifference all_rows = { PORTAIL_SHEET_ROWS, TRUE, 0, live->sheet->rows->len,
                                      live->sheet->rows->len };

  model->n_edits++;
  if (difference != NULL)
    portail_dotation_model_tell (model, difference);
  if (live->chain.tranche_plafonds != tranche)
    portail_dotation_model_tell (model, &all_rows);
}

gboolean
portail_dotation_model_insert (PortailDotationModel *model,
                               PortailSheetTable table,
                               guint index,
                               gpointer record,
                               GError **error)
{
  PortailSheetDifference difference = { table, FALSE, index, 0, 1 };
  guint tranche;

  g_return_val_if_fail (PORTAIL_IS_DOTATION_MODEL (model), FALSE);
  g_return_val_if_fail (model->step != NULL && model->snapshot != NULL, FALSE);
  tranche = model->snapshot->live->chain.tranche_plafonds;
  portail_sheet_step_touch_new (model->step, record);
  if (!portail_sheet_table_insert (model->snapshot->live, index, record, error))
    return FALSE;
  tell (model, tranche, &difference);
  return TRUE;
}

gboolean
portail_dotation_model_replace (PortailDotationModel *model,
                                PortailSheetTable table,
                                guint index,
                                gpointer record,
                                GError **error)
{
  PortailSheetDifference difference = { table, TRUE, index, 1, 1 };
  guint tranche;

  g_return_val_if_fail (PORTAIL_IS_DOTATION_MODEL (model), FALSE);
  g_return_val_if_fail (model->step != NULL && model->snapshot != NULL, FALSE);
  tranche = model->snapshot->live->chain.tranche_plafonds;
  portail_sheet_step_touch (model->step, portail_dotation_model_get (model, table, index));
  if (!portail_sheet_table_replace (model->snapshot->live, index, record, error))
    return FALSE;
  tell (model, tranche, &difference);
  return TRUE;
}

gpointer
portail_dotation_model_remove (PortailDotationModel *model, PortailSheetTable table, guint index)
{
  PortailSheetDifference difference = { table, FALSE, index, 1, 0 };
  gpointer record;
  guint tranche;

  g_return_val_if_fail (PORTAIL_IS_DOTATION_MODEL (model), NULL);
  g_return_val_if_fail (model->step != NULL && model->snapshot != NULL, NULL);
  tranche = model->snapshot->live->chain.tranche_plafonds;
  portail_sheet_step_touch (model->step, portail_dotation_model_get (model, table, index));
  record = portail_sheet_table_steal (model->snapshot->live, table, index);
  tell (model, tranche, &difference);
  return record;
}

void
portail_dotation_model_add_rows (PortailDotationModel *model,
                                 PortailSheetTable table,
                                 guint position,
                                 guint n_rows)
{
  portail_dotation_model_begin_step (model, NULL, PORTAIL_STEP_UNDONE_BY_CALLER);
  for (guint i = 0; i < n_rows; i++)
    portail_dotation_model_insert (model, table, position + i,
                                   portail_dotation_model_new_record (model, table, position + i),
                                   NULL);
  portail_dotation_model_end_step (model);
}

GPtrArray *
portail_dotation_model_take_rows (PortailDotationModel *model,
                                  PortailSheetTable table,
                                  guint position,
                                  guint n_rows)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (portail_record_free);

  portail_dotation_model_begin_step (model, NULL, PORTAIL_STEP_UNDONE_BY_CALLER);
  for (guint i = 0; i < n_rows; i++)
    g_ptr_array_add (rows, portail_dotation_model_remove (model, table, position));
  portail_dotation_model_end_step (model);
  return rows;
}

void
portail_dotation_model_put_rows (PortailDotationModel *model,
                                 PortailSheetTable table,
                                 guint position,
                                 const GPtrArray *rows)
{
  portail_dotation_model_begin_step (model, NULL, PORTAIL_STEP_UNDONE_BY_CALLER);
  for (guint i = 0; i < rows->len; i++)
    portail_dotation_model_insert (model, table, position + i, portail_record_copy (rows->pdata[i]),
                                   NULL);
  portail_dotation_model_end_step (model);
}

gboolean
portail_dotation_model_replace_dotation (PortailDotationModel *model,
                                         PortailDotation *dotation,
                                         GError **error)
{
  guint tranche;

  g_return_val_if_fail (PORTAIL_IS_DOTATION_MODEL (model), FALSE);
  g_return_val_if_fail (model->step != NULL && model->snapshot != NULL, FALSE);
  tranche = model->snapshot->live->chain.tranche_plafonds;
  portail_sheet_step_touch (model->step, &portail_dotation_model_get_dotation (model)->base);
  if (!portail_live_sheet_replace_dotation (model->snapshot->live, dotation, error))
    return FALSE;
  tell (model, tranche, NULL);
  return TRUE;
}

/* Commands */

typedef struct
{
  PortailDotationModel *model; /* weak */
} CommandStep;

static void
send_command (PortailDotationModel *model, const char *command, const PortailArguments *arguments)
{
  const PortailTransition *transition = portail_transition_find ("dotation", command);
  PortailSyncOp *op = portail_sync_op_new (
      PORTAIL_SYNC_OP_SINGLE, portail_dotation_model_get_dotation (model)->base.enterprise_id);

  portail_sync_op_take_change (
      op, portail_command_manner_make_change (transition, model->id, arguments));
  model->n_edits++;
  if (transition->to != PORTAIL_STATE_NONE)
    model->own_status = (PortailDotationStatus) transition->to;
  portail_op_queue_push (model->queue, op);
}

static void
undo_submit (gpointer pointer)
{
  CommandStep *step = pointer;

  if (step->model != NULL && step->model->snapshot != NULL)
    send_command (step->model, "withdraw", NULL);
}

static void
redo_submit (gpointer pointer)
{
  CommandStep *step = pointer;

  if (step->model != NULL && step->model->snapshot != NULL)
    send_command (step->model, "submit", NULL);
}

static void
free_command_step (gpointer pointer)
{
  CommandStep *step = pointer;

  g_clear_weak_pointer (&step->model);
  g_free (step);
}

static const PortailUndoKind submit_kind = { undo_submit, redo_submit, free_command_step };

void
portail_dotation_model_command (PortailDotationModel *model,
                                const char *command,
                                const PortailArguments *arguments)
{
  g_return_if_fail (PORTAIL_IS_DOTATION_MODEL (model));
  g_return_if_fail (model->snapshot != NULL);
  g_return_if_fail (portail_transition_find ("dotation", command) != NULL);
  send_command (model, command, arguments);
  /* What came before belongs to a sheet that is closed now, or open anew. */
  portail_undo_stack_clear (model->undo_stack);
  if (g_str_equal (command, "submit"))
    {
      CommandStep *step = g_new0 (CommandStep, 1);

      g_set_weak_pointer (&step->model, model);
      portail_undo_stack_push (model->undo_stack, _ ("Submit"), &submit_kind, step);
    }
  portail_dotation_model_tell_changed (model);
}
