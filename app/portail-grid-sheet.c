/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-grid-sheet.h"

#include "app/portail-grid-clip.h"
#include "app/portail-grid-step.h"
#include "app/portail-grid-toggle.h"
#include "shared/portail-i18n.h"

/* A text that the model does not take. */
typedef struct
{
  char *text;
  char *reason;
} Refused;

struct _PortailGridSheet
{
  GObject parent_instance;

  PortailGridModel *model;
  PortailUndoStack *undo_stack;
  PortailGridMode mode;
  const PortailGridColumn *columns;
  guint n_columns;
  GHashTable *refused;   /* row id → GHashTable of column → Refused */
  PortailGridStep *step; /* being done now, or NULL */
};

G_DEFINE_FINAL_TYPE (PortailGridSheet, portail_grid_sheet, G_TYPE_OBJECT)

enum
{
  ROWS_CHANGED,
  CELLS_CHANGED,
  REFUSED_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
free_refused (gpointer pointer)
{
  Refused *refused = pointer;

  g_free (refused->text);
  g_free (refused->reason);
  g_free (refused);
}

static void
on_rows_changed (PortailGridSheet *sheet, guint position, guint n_removed, guint n_added)
{
  g_signal_emit (sheet, signals[ROWS_CHANGED], 0, position, n_removed, n_added);
  g_signal_emit (sheet, signals[REFUSED_CHANGED], 0);
}

static void
on_cells_changed (PortailGridSheet *sheet, guint row, guint column, guint n_rows, guint n_columns)
{
  g_signal_emit (sheet, signals[CELLS_CHANGED], 0, row, column, n_rows, n_columns);
}

static void
portail_grid_sheet_dispose (GObject *object)
{
  PortailGridSheet *sheet = PORTAIL_GRID_SHEET (object);

  g_clear_object (&sheet->model);
  g_clear_object (&sheet->undo_stack);
  g_clear_pointer (&sheet->refused, g_hash_table_unref);
  G_OBJECT_CLASS (portail_grid_sheet_parent_class)->dispose (object);
}

static void
portail_grid_sheet_class_init (PortailGridSheetClass *class)
{
  GType type = G_TYPE_FROM_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_grid_sheet_dispose;
  signals[ROWS_CHANGED] = g_signal_new ("rows-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_UINT,
                                        G_TYPE_UINT);
  signals[CELLS_CHANGED] = g_signal_new ("cells-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 4, G_TYPE_UINT, G_TYPE_UINT,
                                         G_TYPE_UINT, G_TYPE_UINT);
  signals[REFUSED_CHANGED] = g_signal_new ("refused-changed", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 0);
}

static void
portail_grid_sheet_init (PortailGridSheet *sheet)
{
  sheet->refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify) g_hash_table_unref);
}

PortailGridSheet *
portail_grid_sheet_new (PortailGridModel *model, PortailUndoStack *undo_stack)
{
  PortailGridSheet *sheet = g_object_new (PORTAIL_TYPE_GRID_SHEET, NULL);

  sheet->model = g_object_ref (model);
  sheet->undo_stack = g_object_ref (undo_stack);
  sheet->columns = portail_grid_model_get_columns (model, &sheet->n_columns);
  g_signal_connect_object (model, "rows-changed", G_CALLBACK (on_rows_changed), sheet,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "cells-changed", G_CALLBACK (on_cells_changed), sheet,
                           G_CONNECT_SWAPPED);
  return sheet;
}

PortailGridModel *
portail_grid_sheet_get_model (PortailGridSheet *sheet)
{
  g_return_val_if_fail (PORTAIL_IS_GRID_SHEET (sheet), NULL);
  return sheet->model;
}

PortailUndoStack *
portail_grid_sheet_get_undo_stack (PortailGridSheet *sheet)
{
  g_return_val_if_fail (PORTAIL_IS_GRID_SHEET (sheet), NULL);
  return sheet->undo_stack;
}

void
portail_grid_sheet_set_mode (PortailGridSheet *sheet, PortailGridMode mode)
{
  guint n_before;

  g_return_if_fail (PORTAIL_IS_GRID_SHEET (sheet));
  if (mode == sheet->mode)
    return;
  n_before = portail_grid_sheet_get_n_rows (sheet);
  sheet->mode = mode;
  g_signal_emit (sheet, signals[ROWS_CHANGED], 0, 0, n_before,
                 portail_grid_sheet_get_n_rows (sheet));
}

PortailGridMode
portail_grid_sheet_get_mode (PortailGridSheet *sheet)
{
  g_return_val_if_fail (PORTAIL_IS_GRID_SHEET (sheet), PORTAIL_GRID_READ_ONLY);
  return sheet->mode;
}

gboolean
portail_grid_sheet_can_change_rows (PortailGridSheet *sheet)
{
  g_return_val_if_fail (PORTAIL_IS_GRID_SHEET (sheet), FALSE);
  return sheet->mode == PORTAIL_GRID_EDITABLE && portail_grid_model_can_change_rows (sheet->model);
}

guint
portail_grid_sheet_get_n_rows (PortailGridSheet *sheet)
{
  guint n_rows = portail_grid_model_get_n_rows (sheet->model);

  return portail_grid_sheet_can_change_rows (sheet) ? n_rows + 1 : n_rows;
}

gboolean
portail_grid_sheet_is_new_row (PortailGridSheet *sheet, guint row)
{
  return row >= portail_grid_model_get_n_rows (sheet->model);
}

static Refused *
find_refused (PortailGridSheet *sheet, guint row, guint column)
{
  const char *id = portail_grid_model_get_row_id (sheet->model, row);
  GHashTable *columns = g_hash_table_lookup (sheet->refused, id);

  return columns != NULL ? g_hash_table_lookup (columns, GUINT_TO_POINTER (column)) : NULL;
}

void
portail_grid_sheet_get_content (PortailGridSheet *sheet,
                                guint row,
                                guint column,
                                PortailGridContent *content)
{
  const Refused *refused;

  g_return_if_fail (PORTAIL_IS_GRID_SHEET (sheet));
  g_return_if_fail (column < sheet->n_columns);
  *content = (PortailGridContent){ 0 };
  if (portail_grid_sheet_is_new_row (sheet, row))
    return;
  portail_grid_model_get_content (sheet->model, row, column, content);
  refused = find_refused (sheet, row, column);
  if (refused == NULL)
    return;
  portail_grid_content_clear (content);
  content->text = g_strdup (refused->text);
  content->display = g_strdup (refused->text);
  content->note = g_strdup (refused->reason);
  content->flags = PORTAIL_GRID_CELL_REFUSED;
}

gboolean
portail_grid_sheet_is_cell_editable (PortailGridSheet *sheet, guint row, guint column)
{
  g_auto (PortailGridContent) content = { 0 };

  g_return_val_if_fail (PORTAIL_IS_GRID_SHEET (sheet), FALSE);
  if (sheet->mode == PORTAIL_GRID_READ_ONLY || column >= sheet->n_columns
      || (sheet->columns[column].flags & PORTAIL_GRID_COLUMN_EDITABLE) == 0
      || row >= portail_grid_sheet_get_n_rows (sheet))
    return FALSE;
  portail_grid_sheet_get_content (sheet, row, column, &content);
  return (content.flags & PORTAIL_GRID_CELL_READ_ONLY) == 0;
}

guint
portail_grid_sheet_get_n_refused (PortailGridSheet *sheet)
{
  GHashTableIter iter;
  gpointer id;
  gpointer columns;
  guint n_refused = 0;
  guint row;

  g_return_val_if_fail (PORTAIL_IS_GRID_SHEET (sheet), 0);
  g_hash_table_iter_init (&iter, sheet->refused);
  while (g_hash_table_iter_next (&iter, &id, &columns))
    if (portail_grid_model_find_row (sheet->model, id, &row))
      n_refused += g_hash_table_size (columns);
  return n_refused;
}

void
portail_grid_sheet_foreach_refused (PortailGridSheet *sheet,
                                    void (*func) (PortailGridSheet *sheet,
                                                  const PortailGridRefusedText *refused,
                                                  gpointer user_data),
                                    gpointer user_data)
{
  GHashTableIter rows;
  gpointer id;
  gpointer columns;
  guint row;

  g_return_if_fail (PORTAIL_IS_GRID_SHEET (sheet));
  g_hash_table_iter_init (&rows, sheet->refused);
  while (g_hash_table_iter_next (&rows, &id, &columns))
    {
      if (!portail_grid_model_find_row (sheet->model, id, &row))
        continue;
      for (guint i = 0; i < sheet->n_columns; i++)
        {
          const Refused *refused = g_hash_table_lookup (columns, GUINT_TO_POINTER (i));
          g_autofree char *title = NULL;

          if (refused == NULL)
            continue;
          title = portail_grid_model_dup_place (sheet->model, row, i);
          func (sheet, &(PortailGridRefusedText){ id, i, title, refused->text }, user_data);
        }
    }
}

static void
keep_refused (PortailGridSheet *sheet, guint row, guint column, Refused *refused)
{
  const char *id = portail_grid_model_get_row_id (sheet->model, row);
  GHashTable *columns = g_hash_table_lookup (sheet->refused, id);

  if (columns == NULL)
    {
      columns = g_hash_table_new_full (NULL, NULL, NULL, free_refused);
      g_hash_table_insert (sheet->refused, g_strdup (id), columns);
    }
  g_hash_table_insert (columns, GUINT_TO_POINTER (column), refused);
}

static void
forget_refused (PortailGridSheet *sheet, guint row, guint column)
{
  const char *id = portail_grid_model_get_row_id (sheet->model, row);
  GHashTable *columns = g_hash_table_lookup (sheet->refused, id);

  if (columns == NULL)
    return;
  g_hash_table_remove (columns, GUINT_TO_POINTER (column));
  if (g_hash_table_size (columns) == 0)
    g_hash_table_remove (sheet->refused, id);
}

/* Gives @text to the model, or keeps it with the reason why not. */
static gboolean
put_text (PortailGridSheet *sheet, guint row, guint column, const char *text)
{
  g_autofree char *reason = NULL;
  const char *accepted = text;
  gboolean had_refused = find_refused (sheet, row, column) != NULL;

  if (sheet->columns[column].kind == PORTAIL_GRID_TOGGLE)
    accepted = portail_grid_toggle_read (text, &reason);
  if (accepted != NULL
      && portail_grid_model_set_text (sheet->model, row, column, accepted, &reason))
    forget_refused (sheet, row, column);
  else
    {
      Refused refused = { g_strdup (text), g_steal_pointer (&reason) };

      keep_refused (sheet, row, column, g_memdup2 (&refused, sizeof refused));
    }
  if (find_refused (sheet, row, column) == NULL && !had_refused)
    return TRUE;
  g_signal_emit (sheet, signals[CELLS_CHANGED], 0, row, column, 1, 1);
  g_signal_emit (sheet, signals[REFUSED_CHANGED], 0);
  return find_refused (sheet, row, column) == NULL;
}

gboolean
portail_grid_sheet_put_back (PortailGridSheet *sheet,
                             const char *row_id,
                             guint column,
                             const char *text)
{
  guint row;

  g_return_val_if_fail (PORTAIL_IS_GRID_SHEET (sheet), FALSE);
  if (!portail_grid_model_find_row (sheet->model, row_id, &row)
      || !portail_grid_sheet_is_cell_editable (sheet, row, column))
    return FALSE;
  put_text (sheet, row, column, text);
  return TRUE;
}

/* Owned texts. */
static PortailGridCellState
read_state (PortailGridSheet *sheet, guint row, guint column)
{
  g_auto (PortailGridContent) content = { 0 };
  const Refused *refused = find_refused (sheet, row, column);

  portail_grid_model_get_content (sheet->model, row, column, &content);
  return (PortailGridCellState){ g_strdup (content.text != NULL ? content.text : ""),
                                 refused != NULL ? g_strdup (refused->text) : NULL };
}

static void
restore_state (gpointer owner, guint row, guint column, const PortailGridCellState *state)
{
  PortailGridSheet *sheet = PORTAIL_GRID_SHEET (owner);

  put_text (sheet, row, column, state->text);
  if (state->refused != NULL)
    put_text (sheet, row, column, state->refused);
}

static void
begin_step (PortailGridSheet *sheet, const char *title)
{
  portail_grid_model_begin_step (sheet->model, title);
  sheet->step = portail_grid_step_new (sheet->model, G_OBJECT (sheet), restore_state, title);
}

static void
end_step (PortailGridSheet *sheet)
{
  portail_grid_model_end_step (sheet->model);
  portail_grid_step_push (g_steal_pointer (&sheet->step), sheet->undo_stack);
}

static gboolean
is_state_equal (const PortailGridCellState *a, const PortailGridCellState *b)
{
  return g_str_equal (a->text, b->text) && g_strcmp0 (a->refused, b->refused) == 0;
}

/* One cell, as a part of the step. */
static gboolean
change_cell (PortailGridSheet *sheet, guint row, guint column, const char *text)
{
  PortailGridCellState before;
  PortailGridCellState after;
  gboolean is_accepted;

  if (!portail_grid_sheet_is_cell_editable (sheet, row, column))
    return FALSE;
  before = read_state (sheet, row, column);
  is_accepted = put_text (sheet, row, column, text);
  after = read_state (sheet, row, column);
  if (!is_state_equal (&before, &after))
    portail_grid_step_add_cell (sheet->step, row, column, &before, &after);
  g_free (before.text);
  g_free (before.refused);
  g_free (after.text);
  g_free (after.refused);
  return is_accepted;
}

/* Makes the rows up to @n_rows, as a part of the step. */
static void
grow (PortailGridSheet *sheet, guint n_rows)
{
  guint n_present = portail_grid_model_get_n_rows (sheet->model);

  if (n_rows > n_present && portail_grid_sheet_can_change_rows (sheet))
    portail_grid_step_insert_rows (sheet->step, n_present, n_rows - n_present);
}

gboolean
portail_grid_sheet_set_text (PortailGridSheet *sheet, guint row, guint column, const char *text)
{
  gboolean is_accepted;

  g_return_val_if_fail (PORTAIL_IS_GRID_SHEET (sheet), FALSE);
  if (!portail_grid_sheet_is_cell_editable (sheet, row, column))
    return FALSE;
  begin_step (sheet, C_ ("undo", "Edit"));
  grow (sheet, row + 1);
  is_accepted = change_cell (sheet, row, column, text);
  end_step (sheet);
  return is_accepted;
}

/* The part of @range that the model has. */
static PortailGridRange
clip_to_model (PortailGridSheet *sheet, const PortailGridRange *range)
{
  guint n_rows = portail_grid_model_get_n_rows (sheet->model);
  PortailGridRange clipped = *range;

  clipped.n_rows = range->row < n_rows ? MIN (range->n_rows, n_rows - range->row) : 0;
  clipped.n_columns = range->column < sheet->n_columns
                          ? MIN (range->n_columns, sheet->n_columns - range->column)
                          : 0;
  return clipped;
}

void
portail_grid_sheet_clear_cells (PortailGridSheet *sheet, const PortailGridRange *range)
{
  PortailGridRange cells;

  g_return_if_fail (PORTAIL_IS_GRID_SHEET (sheet));
  cells = clip_to_model (sheet, range);
  begin_step (sheet, C_ ("undo", "Clear"));
  for (guint i = 0; i < cells.n_rows; i++)
    for (guint j = 0; j < cells.n_columns; j++)
      change_cell (sheet, cells.row + i, cells.column + j, "");
  end_step (sheet);
}

/* What a copy of the cell says: its own text, else what it shows, without grouping. Owned. */
static char *
get_plain_text (PortailGridSheet *sheet, guint row, guint column)
{
  g_auto (PortailGridContent) content = { 0 };

  portail_grid_sheet_get_content (sheet, row, column, &content);
  if (content.text != NULL && *content.text != '\0')
    return g_steal_pointer (&content.text);
  if (content.plain != NULL)
    return g_steal_pointer (&content.plain);
  return g_strdup ("");
}

void
portail_grid_sheet_fill_down (PortailGridSheet *sheet, const PortailGridRange *range)
{
  PortailGridRange cells;

  g_return_if_fail (PORTAIL_IS_GRID_SHEET (sheet));
  cells = clip_to_model (sheet, range);
  begin_step (sheet, C_ ("undo", "Fill down"));
  for (guint j = 0; cells.n_rows > 1 && j < cells.n_columns; j++)
    {
      g_auto (PortailGridContent) first = { 0 };

      portail_grid_sheet_get_content (sheet, cells.row, cells.column + j, &first);
      for (guint i = 1; i < cells.n_rows; i++)
        change_cell (sheet, cells.row + i, cells.column + j, first.text != NULL ? first.text : "");
    }
  end_step (sheet);
}

static guint
count_table_columns (const PortailTextTable *table)
{
  guint n_columns = 0;

  for (guint i = 0; i < portail_text_table_get_n_rows (table); i++)
    n_columns = MAX (n_columns, portail_text_table_get_n_cells (table, i));
  return n_columns;
}

/* Lays the table over @cells, again and again where it is smaller. */
static void
lay_table (PortailGridSheet *sheet, const PortailTextTable *table, const PortailGridRange *cells)
{
  guint n_table_rows = portail_text_table_get_n_rows (table);
  guint n_table_columns = count_table_columns (table);

  for (guint i = 0; i < cells->n_rows; i++)
    for (guint j = 0; j < cells->n_columns; j++)
      {
        guint row = i % n_table_rows;
        guint column = j % n_table_columns;

        /* A line may be shorter than the others: it says nothing about the rest. */
        if (column < portail_text_table_get_n_cells (table, row))
          change_cell (sheet, cells->row + i, cells->column + j,
                       portail_text_table_get_cell (table, row, column)->text);
      }
}

gboolean
portail_grid_sheet_paste (PortailGridSheet *sheet,
                          const PortailGridRange *range,
                          const char *text,
                          PortailGridRange *pasted,
                          GError **error)
{
  g_autoptr (PortailTextTable) table = NULL;
  gboolean is_one_cell;

  g_return_val_if_fail (PORTAIL_IS_GRID_SHEET (sheet), FALSE);
  table = portail_grid_clip_parse (text, error);
  if (table == NULL)
    return FALSE;
  *pasted = *range;
  if (sheet->mode == PORTAIL_GRID_READ_ONLY || portail_text_table_get_n_rows (table) == 0)
    return TRUE;
  is_one_cell = portail_text_table_get_n_rows (table) == 1 && count_table_columns (table) == 1;
  if (!is_one_cell)
    {
      pasted->n_rows = portail_text_table_get_n_rows (table);
      pasted->n_columns = count_table_columns (table);
    }
  begin_step (sheet, C_ ("undo", "Paste"));
  if (!is_one_cell || pasted->n_rows == 1)
    grow (sheet, pasted->row + pasted->n_rows);
  *pasted = clip_to_model (sheet, pasted);
  lay_table (sheet, table, pasted);
  end_step (sheet);
  return TRUE;
}

char *
portail_grid_sheet_copy (PortailGridSheet *sheet, const PortailGridRange *range)
{
  g_autoptr (PortailTextTable) table = portail_text_table_new ("");
  PortailGridRange cells;

  g_return_val_if_fail (PORTAIL_IS_GRID_SHEET (sheet), NULL);
  cells = clip_to_model (sheet, range);
  for (guint i = 0; i < cells.n_rows && portail_text_table_add_row (table, i + 1, NULL); i++)
    for (guint j = 0; j < cells.n_columns; j++)
      {
        g_autofree char *text = get_plain_text (sheet, cells.row + i, cells.column + j);
        gboolean is_text = sheet->columns[cells.column + j].kind == PORTAIL_GRID_TEXT;

        portail_text_table_add_cell (table, j, is_text ? PORTAIL_CELL_TEXT : PORTAIL_CELL_NUMBER,
                                     text, NULL);
      }
  return portail_text_table_write (table, PORTAIL_TEXT_FORMAT_TSV);
}

void
portail_grid_sheet_insert_rows (PortailGridSheet *sheet, guint position, guint n_rows)
{
  g_return_if_fail (PORTAIL_IS_GRID_SHEET (sheet));
  if (!portail_grid_sheet_can_change_rows (sheet) || n_rows == 0)
    return;
  begin_step (sheet, C_ ("undo", "Insert rows"));
  portail_grid_step_insert_rows (
      sheet->step, MIN (position, portail_grid_model_get_n_rows (sheet->model)), n_rows);
  end_step (sheet);
}

void
portail_grid_sheet_delete_rows (PortailGridSheet *sheet, guint position, guint n_rows)
{
  PortailGridRange rows = { position, 0, n_rows, 1 };

  g_return_if_fail (PORTAIL_IS_GRID_SHEET (sheet));
  rows = clip_to_model (sheet, &rows);
  if (!portail_grid_sheet_can_change_rows (sheet) || rows.n_rows == 0)
    return;
  begin_step (sheet, C_ ("undo", "Delete rows"));
  portail_grid_step_remove_rows (sheet->step, rows.row, rows.n_rows);
  end_step (sheet);
}
