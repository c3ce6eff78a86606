/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A grid that is edited as a spreadsheet is. It scrolls by itself inside a GtkScrolledWindow.
 *
 * 1. Only rows in sight have widgets, which are used again; ten thousand rows cost what thirty do.
 * 2. One cell is the cursor. It has the keyboard focus while the grid has it; when it is scrolled
 *    out of sight the grid keeps the focus itself, and the next key brings the cursor back.
 * 3. Everything can be done by keyboard, and Ctrl+Tab, or Tab in the last cell, leaves the grid.
 * 4. A text being edited is committed when the cursor or the focus leaves it; Escape drops it.
 * 5. What it does to cells goes through its sheet (portail-grid-sheet.h).
 * 6. Actions for menus and buttons inside the grid: grid.cut, .copy, .paste, .clear, .fill-down,
 *    .select-all, .edit, .insert-above, .insert-below, .delete-rows, .undo, .redo.
 * 7. Signals: "cursor-moved" () after the cursor or the selection has changed; "text-left" (const
 *    char *title, const char *text) when what was typed into a cell, named by @title, can no longer
 *    be put there: its row is gone, or the cell was closed meanwhile. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "app/portail-grid-sheet.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_GRID (portail_grid_get_type ())
G_DECLARE_FINAL_TYPE (PortailGrid, portail_grid, PORTAIL, GRID, GtkWidget)

typedef enum
{
  PORTAIL_GRID_NORMAL = 0,
  PORTAIL_GRID_ROW_NUMBERS = 1 << 0,
} PortailGridFlags;

/* @label is the translated name that screen readers say. */
GtkWidget *portail_grid_new (const char *label, PortailGridFlags flags);
/* NULL for none. */
void portail_grid_set_sheet (PortailGrid *grid, PortailGridSheet *sheet);
PortailGridSheet *portail_grid_get_sheet (PortailGrid *grid);

void portail_grid_get_cursor (PortailGrid *grid, guint *row, guint *column);
PortailGridRange portail_grid_get_selection (PortailGrid *grid);
/* Scrolls there, and takes the focus there if the grid has it. */
void portail_grid_set_cursor (PortailGrid *grid, guint row, guint column);
void portail_grid_select (PortailGrid *grid, const PortailGridRange *range);

/* Commits the text being edited, if there is one. To be called before what is shown is used. */
void portail_grid_commit (PortailGrid *grid);
/* As Ctrl+V with @text on the clipboard. */
gboolean portail_grid_paste_text (PortailGrid *grid, const char *text, GError **error);
/* More items for the menu of a cell; NULL for none. */
void portail_grid_set_extra_menu (PortailGrid *grid, GMenuModel *menu);

G_END_DECLS
