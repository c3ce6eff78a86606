/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the grid share: portail-grid.c is the object, portail-grid-layout.c
 * lays out and binds, portail-grid-editor.c edits a cell, portail-grid-input.c hears keys and
 * pointer, portail-grid-actions.c acts. */
#pragma once

#include "app/portail-grid-geometry.h"
#include "app/portail-grid-row.h"
#include "app/portail-grid.h"

typedef enum
{
  PORTAIL_GRID_EDIT_NOTHING,
  PORTAIL_GRID_EDIT_CONTENT, /* arrows move in the text */
  PORTAIL_GRID_EDIT_REPLACE, /* the text began empty: arrows commit it and move the cursor */
} PortailGridEditMode;

struct _PortailGrid
{
  GtkWidget parent_instance;

  PortailGridSheet *sheet; /* or NULL */
  PortailGridFlags flags;

  /* Layout */
  GtkAdjustment *hadjustment;
  GtkAdjustment *vadjustment;
  GtkScrollablePolicy hscroll_policy;
  GtkScrollablePolicy vscroll_policy;
  PortailGridGeometry geometry;
  GtkWidget *header; /* PortailGridRow, as the next; or NULL */
  GtkWidget *totals;
  GPtrArray *rows; /* of PortailGridRow, in no order: each knows which row it shows */
  int row_height;
  int padding; /* of a cell, both sides */
  int body_height;
  gboolean is_allocating;
  gboolean is_stale; /* contents are read again at the next layout */

  PortailGridSelection selection;
  guint tab_column; /* where a run of Tab began; Enter returns there */
  PortailGridPlace drag_start;

  PortailGridEditMode edit_mode;
  PortailGridCell *edited_cell;
  PortailGridPlace edited_place;
  char *edited_row_id; /* NULL for the empty last row */
  char *edited_text;   /* at the start */
  char *edited_title;  /* where it stands, in words */
  guint commit_source; /* commits when the focus has left, or 0 */

  GtkWidget *menu; /* or NULL */
  GMenuModel *extra_menu;
};

/* portail-grid.c */
guint portail_grid_get_n_rows (PortailGrid *grid);
PortailGridExtent portail_grid_get_extent (PortailGrid *grid);
/* Columns have moved in rows that stay where they are. */
void portail_grid_queue_rows (PortailGrid *grid);
/* What is being edited cannot be put anywhere any more: tells it unless it is as it was. */
void portail_grid_leave_text (PortailGrid *grid, const char *text);
/* Moves cursor and anchor; the anchor stays where it is with EXTEND. */
typedef enum
{
  PORTAIL_GRID_SELECT_ONE,
  PORTAIL_GRID_SELECT_EXTEND,
} PortailGridSelect;
void portail_grid_move_cursor (PortailGrid *grid, PortailGridPlace to, PortailGridSelect select);

/* portail-grid-layout.c */
void portail_grid_class_init_layout (GtkWidgetClass *widget_class);
/* NULL for one that is not in sight. */
PortailGridCell *portail_grid_find_cell (PortailGrid *grid, guint row, guint column);
void portail_grid_mark_rows (PortailGrid *grid);
void portail_grid_scroll_to (PortailGrid *grid, const PortailGridPlace *place);
gboolean portail_grid_has_focus_within (PortailGrid *grid);
void portail_grid_focus_cursor (PortailGrid *grid);
/* FALSE outside the cells. With @place clamped into the cells in any case. */
gboolean portail_grid_find_place (PortailGrid *grid, double x, double y, PortailGridPlace *place);

/* portail-grid-editor.c */
/* FALSE when the cell cannot be edited. @text NULL for the cell's own. */
gboolean portail_grid_start_edit (PortailGrid *grid, PortailGridEditMode mode, const char *text);
void portail_grid_cancel_edit (PortailGrid *grid);
/* Follows the edited row when others come and go. */
void portail_grid_relocate_edit (PortailGrid *grid);

/* portail-grid-input.c */
void portail_grid_init_input (PortailGrid *grid);

/* portail-grid-actions.c */
void portail_grid_class_init_actions (GtkWidgetClass *widget_class);
void portail_grid_update_actions (PortailGrid *grid);
void portail_grid_show_menu (PortailGrid *grid, double x, double y);
