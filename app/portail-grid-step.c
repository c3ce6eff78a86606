/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-grid-step.h"

typedef enum
{
  ROWS_UNTOUCHED,
  ROWS_INSERTED,
  ROWS_REMOVED,
} RowsDeed;

typedef struct
{
  char *row_id;
  guint column;
  PortailGridCellState before;
  PortailGridCellState after;
} CellChange;

struct _PortailGridStep
{
  PortailGridModel *model;
  GObject *owner; /* weak */
  PortailGridCellRestorer restore_cell;
  char *title;
  GArray *cells; /* of CellChange */
  RowsDeed deed;
  guint position;       /* of the rows */
  GPtrArray *row_ids;   /* of the rows */
  GPtrArray *away_rows; /* of those that are not in the model now: GPtrArrays of the model's rows */
};

static void
clear_cell_change (gpointer pointer)
{
  CellChange *change = pointer;

  g_free (change->row_id);
  g_free (change->before.text);
  g_free (change->before.refused);
  g_free (change->after.text);
  g_free (change->after.refused);
}

PortailGridStep *
portail_grid_step_new (PortailGridModel *model,
                       GObject *owner,
                       PortailGridCellRestorer restore_cell,
                       const char *title)
{
  PortailGridStep *step = g_new0 (PortailGridStep, 1);

  step->model = g_object_ref (model);
  g_set_weak_pointer (&step->owner, owner);
  step->restore_cell = restore_cell;
  step->title = g_strdup (title);
  step->cells = g_array_new (FALSE, FALSE, sizeof (CellChange));
  g_array_set_clear_func (step->cells, clear_cell_change);
  step->row_ids = g_ptr_array_new_with_free_func (g_free);
  step->away_rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  return step;
}

void
portail_grid_step_free (PortailGridStep *step)
{
  g_clear_weak_pointer (&step->owner);
  g_object_unref (step->model);
  g_free (step->title);
  g_array_unref (step->cells);
  g_ptr_array_unref (step->row_ids);
  g_ptr_array_unref (step->away_rows);
  g_free (step);
}

static void
note_rows (PortailGridStep *step, RowsDeed deed, guint position, guint n_rows)
{
  step->deed = deed;
  step->position = position;
  for (guint i = 0; i < n_rows; i++)
    g_ptr_array_add (step->row_ids,
                     g_strdup (portail_grid_model_get_row_id (step->model, position + i)));
}

/* How many of the step's rows from @first on stand together at @position of the model. */
static guint
count_neighbours (PortailGridStep *step, guint first, guint position)
{
  guint n_rows = portail_grid_model_get_n_rows (step->model);
  guint n = 0;

  while (first + n < step->row_ids->len && position + n < n_rows
         && g_str_equal (portail_grid_model_get_row_id (step->model, position + n),
                         g_ptr_array_index (step->row_ids, first + n)))
    n++;
  return n;
}

/* Takes the rows out of the model, block by block; rows that others have removed stay away. */
static void
take_rows_away (PortailGridStep *step)
{
  guint i = 0;

  g_ptr_array_set_size (step->away_rows, 0);
  while (i < step->row_ids->len)
    {
      guint position;
      guint n_rows;

      if (!portail_grid_model_find_row (step->model, g_ptr_array_index (step->row_ids, i),
                                        &position))
        {
          i++;
          continue;
        }
      n_rows = count_neighbours (step, i, position);
      if (step->away_rows->len == 0)
        step->position = position;
      g_ptr_array_add (step->away_rows,
                       portail_grid_model_remove_rows (step->model, position, n_rows));
      i += n_rows;
    }
}

static void
bring_rows_back (PortailGridStep *step)
{
  guint position = MIN (step->position, portail_grid_model_get_n_rows (step->model));

  for (guint i = 0; i < step->away_rows->len; i++)
    {
      GPtrArray *rows = g_ptr_array_index (step->away_rows, i);

      portail_grid_model_restore_rows (step->model, position, rows);
      position += rows->len;
    }
  g_ptr_array_set_size (step->away_rows, 0);
}

void
portail_grid_step_insert_rows (PortailGridStep *step, guint position, guint n_rows)
{
  g_return_if_fail (step->deed == ROWS_UNTOUCHED && step->cells->len == 0);
  portail_grid_model_insert_rows (step->model, position, n_rows);
  note_rows (step, ROWS_INSERTED, position, n_rows);
}

void
portail_grid_step_remove_rows (PortailGridStep *step, guint position, guint n_rows)
{
  g_return_if_fail (step->deed == ROWS_UNTOUCHED);
  note_rows (step, ROWS_REMOVED, position, n_rows);
  take_rows_away (step);
}

void
portail_grid_step_add_cell (PortailGridStep *step,
                            guint row,
                            guint column,
                            PortailGridCellState *before,
                            PortailGridCellState *after)
{
  CellChange change = {
    .row_id = g_strdup (portail_grid_model_get_row_id (step->model, row)),
    .column = column,
    .before = *before,
    .after = *after,
  };

  *before = *after = (PortailGridCellState){ 0 };
  g_array_append_val (step->cells, change);
}

gboolean
portail_grid_step_is_empty (const PortailGridStep *step)
{
  return step->deed == ROWS_UNTOUCHED && step->cells->len == 0;
}

static void
restore_cell (PortailGridStep *step, const CellChange *change, const PortailGridCellState *state)
{
  guint row;

  if (portail_grid_model_find_row (step->model, change->row_id, &row))
    step->restore_cell (step->owner, row, change->column, state);
}

static void
undo_step (gpointer pointer)
{
  PortailGridStep *step = pointer;

  if (step->owner == NULL)
    return;
  portail_grid_model_begin_step (step->model, step->title);
  if (step->deed == ROWS_REMOVED)
    bring_rows_back (step);
  for (guint i = step->cells->len; i > 0; i--)
    {
      const CellChange *change = &g_array_index (step->cells, CellChange, i - 1);

      restore_cell (step, change, &change->before);
    }
  if (step->deed == ROWS_INSERTED)
    take_rows_away (step);
  portail_grid_model_end_step (step->model);
}

static void
redo_step (gpointer pointer)
{
  PortailGridStep *step = pointer;

  if (step->owner == NULL)
    return;
  portail_grid_model_begin_step (step->model, step->title);
  if (step->deed == ROWS_INSERTED)
    bring_rows_back (step);
  for (guint i = 0; i < step->cells->len; i++)
    {
      const CellChange *change = &g_array_index (step->cells, CellChange, i);

      restore_cell (step, change, &change->after);
    }
  if (step->deed == ROWS_REMOVED)
    take_rows_away (step);
  portail_grid_model_end_step (step->model);
}

void
portail_grid_step_push (PortailGridStep *step, PortailUndoStack *stack)
{
  static const PortailUndoKind kind = { undo_step, redo_step,
                                        (GDestroyNotify) portail_grid_step_free };

  if (portail_grid_step_is_empty (step))
    portail_grid_step_free (step);
  else
    portail_undo_stack_push (stack, step->title, &kind, step);
}
