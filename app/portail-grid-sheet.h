/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person does to the cells of a grid, without its widgets: edits, pastes, fills, clears,
 * inserts and deletes rows, each as one step that can be undone.
 *
 * 1. A text that the model refuses is kept beside it, shown in its cell with the reason, and never
 *    becomes a value.
 * 2. Steps name rows by id, so that they still hit their rows after others have come and gone.
 * 3. Where rows may be added there is one more row than the model has, empty: what is typed there
 *    makes a row.
 * 4. Signals "rows-changed" and "cells-changed" as the model's, in rows of the sheet;
 *    "refused-changed" when the number of refused texts may have changed.
 * 5. Main thread. */
#pragma once

#include "app/portail-grid-model.h"
#include "app/portail-grid-range.h"
#include "app/portail-undo-stack.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_GRID_SHEET (portail_grid_sheet_get_type ())
G_DECLARE_FINAL_TYPE (PortailGridSheet, portail_grid_sheet, PORTAIL, GRID_SHEET, GObject)

typedef enum
{
  PORTAIL_GRID_EDITABLE,
  PORTAIL_GRID_READ_ONLY,
} PortailGridMode;

/* Several sheets may share one stack. Editable at first. */
PortailGridSheet *portail_grid_sheet_new (PortailGridModel *model, PortailUndoStack *undo_stack);
PortailGridModel *portail_grid_sheet_get_model (PortailGridSheet *sheet);
PortailUndoStack *portail_grid_sheet_get_undo_stack (PortailGridSheet *sheet);
void portail_grid_sheet_set_mode (PortailGridSheet *sheet, PortailGridMode mode);
PortailGridMode portail_grid_sheet_get_mode (PortailGridSheet *sheet);

/* With the empty last row. */
guint portail_grid_sheet_get_n_rows (PortailGridSheet *sheet);
gboolean portail_grid_sheet_is_new_row (PortailGridSheet *sheet, guint row);
gboolean portail_grid_sheet_can_change_rows (PortailGridSheet *sheet);
gboolean portail_grid_sheet_is_cell_editable (PortailGridSheet *sheet, guint row, guint column);
/* As the model's, with a refused text and its reason in place of what they hide. */
void portail_grid_sheet_get_content (PortailGridSheet *sheet,
                                     guint row,
                                     guint column,
                                     PortailGridContent *content);
/* Texts in live rows that the model refused: what has to be put right before the sheet is sent. */
guint portail_grid_sheet_get_n_refused (PortailGridSheet *sheet);

typedef struct
{
  const char *row_id;
  guint column;
  const char *title; /* where it stands, in words: row and column */
  const char *text;
} PortailGridRefusedText;

/* Each of them. */
void portail_grid_sheet_foreach_refused (PortailGridSheet *sheet,
                                         void (*func) (PortailGridSheet *sheet,
                                                       const PortailGridRefusedText *refused,
                                                       gpointer user_data),
                                         gpointer user_data);
/* As if it were typed again, but no step. FALSE where the row is gone or the cell closed. */
gboolean portail_grid_sheet_put_back (PortailGridSheet *sheet,
                                      const char *row_id,
                                      guint column,
                                      const char *text);
/* FALSE when the model refused the text, which is kept, or the cell is not editable. */
gboolean
portail_grid_sheet_set_text (PortailGridSheet *sheet, guint row, guint column, const char *text);
void portail_grid_sheet_clear_cells (PortailGridSheet *sheet, const PortailGridRange *range);
/* The first row of @range into the others. */
void portail_grid_sheet_fill_down (PortailGridSheet *sheet, const PortailGridRange *range);
/* Puts the block of @text at the first cell of @range; one cell fills the whole range. Adds the
 * rows that are missing where the model lets it. Cells that are not editable stay as they are.
 * *@pasted is where it went. Fails, changing nothing, when @text is no table. */
gboolean portail_grid_sheet_paste (PortailGridSheet *sheet,
                                   const PortailGridRange *range,
                                   const char *text,
                                   PortailGridRange *pasted,
                                   GError **error);
/* Tab-separated, as spreadsheets take it. Owned. */
char *portail_grid_sheet_copy (PortailGridSheet *sheet, const PortailGridRange *range);
void portail_grid_sheet_insert_rows (PortailGridSheet *sheet, guint position, guint n_rows);
void portail_grid_sheet_delete_rows (PortailGridSheet *sheet, guint position, guint n_rows);

G_END_DECLS
