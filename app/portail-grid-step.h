/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One step of a person on a grid, as the undo stack keeps it: rows that came or went, and cells
 * that changed. For portail-grid-sheet.c. */
#pragma once

#include "app/portail-grid-model.h"
#include "app/portail-undo-stack.h"

G_BEGIN_DECLS

/* The state of a cell: the model's text, and the refused one that hides it, or NULL. Owned. */
typedef struct
{
  char *text;
  char *refused;
} PortailGridCellState;

typedef struct _PortailGridStep PortailGridStep;

/* How a step reaches cells: @state is the sheet's to read. */
typedef void (*PortailGridCellRestorer) (gpointer owner,
                                         guint row,
                                         guint column,
                                         const PortailGridCellState *state);

/* @owner is watched weakly: after its end the step does nothing. Owned. */
PortailGridStep *portail_grid_step_new (PortailGridModel *model,
                                        GObject *owner,
                                        PortailGridCellRestorer restore_cell,
                                        const char *title);
void portail_grid_step_free (PortailGridStep *step);
/* Inserts or removes rows of the model now, as a part of the step: inserting comes before the
 * step's cells, removing after. */
void portail_grid_step_insert_rows (PortailGridStep *step, guint position, guint n_rows);
void portail_grid_step_remove_rows (PortailGridStep *step, guint position, guint n_rows);
/* Notes a change of a cell that is being made. Takes the texts of both states. */
void portail_grid_step_add_cell (PortailGridStep *step,
                                 guint row,
                                 guint column,
                                 PortailGridCellState *before,
                                 PortailGridCellState *after);
gboolean portail_grid_step_is_empty (const PortailGridStep *step);
/* Takes @step; an empty one is dropped. */
void portail_grid_step_push (PortailGridStep *step, PortailUndoStack *stack);

G_END_DECLS
