/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One visible cell. It draws its text itself, so that a screenful of cells is one widget each, and
 * holds an editor only while it is edited. Its size never depends on its content: giving it
 * another one redraws and does not lay out. */
#pragma once

#include <gtk/gtk.h>

#include "app/portail-grid-model.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_GRID_CELL (portail_grid_cell_get_type ())
G_DECLARE_FINAL_TYPE (PortailGridCell, portail_grid_cell, PORTAIL, GRID_CELL, GtkWidget)

/* @role: GRID_CELL, COLUMN_HEADER or ROW_HEADER. @column NULL for a row number; static. */
GtkWidget *portail_grid_cell_new (GtkAccessibleRole role, const PortailGridColumn *column);

/* Shows @content, whose texts it takes. @hint, dim, where there is nothing else; may be NULL.
 * @row_name names the row to screen readers; may be NULL. */
void portail_grid_cell_set_content (PortailGridCell *cell,
                                    PortailGridContent *content,
                                    const char *hint,
                                    const char *row_name);
/* Borrowed. */
const PortailGridContent *portail_grid_cell_get_content (PortailGridCell *cell);

typedef enum
{
  PORTAIL_GRID_CELL_PLAIN = 0,
  PORTAIL_GRID_CELL_SELECTED = 1 << 0,
  PORTAIL_GRID_CELL_CURSOR = 1 << 1,
  PORTAIL_GRID_CELL_LOCKED = 1 << 2, /* cannot be edited */
} PortailGridCellMarks;

void portail_grid_cell_set_marks (PortailGridCell *cell, PortailGridCellMarks marks);

/* What it takes to show all of a title or of what is no text, in pixels; 0 for a text, which may be
 * cut, and for what was refused. */
int portail_grid_cell_get_content_width (PortailGridCell *cell);
/* Pixels of its start and of its end that other cells or the edge of the grid cover. A number that
 * is not wholly in sight is not shown. */
void portail_grid_cell_set_covered (PortailGridCell *cell, int start, int end);
/* Whether the text is wider than the cell. */
gboolean portail_grid_cell_is_cut_off (PortailGridCell *cell);

/* Puts an editor with @text over the content; it does not have the focus yet. Borrowed. */
GtkText *portail_grid_cell_start_editor (PortailGridCell *cell, const char *text);
/* NULL while the cell is not edited. Borrowed. */
GtkText *portail_grid_cell_get_editor (PortailGridCell *cell);
void portail_grid_cell_end_editor (PortailGridCell *cell);

G_END_DECLS
