/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places in a grid: a block of cells, and the cursor with the block that it drags behind it.
 * Rows and columns count from 0. Plain values; no widget. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint row;
  guint column;
  guint n_rows;
  guint n_columns;
} PortailGridRange;

typedef struct
{
  guint row;
  guint column;
} PortailGridPlace;

/* The selection is the block between anchor and cursor. */
typedef struct
{
  PortailGridPlace cursor;
  PortailGridPlace anchor;
} PortailGridSelection;

typedef enum
{
  PORTAIL_GRID_MOVE_UP,
  PORTAIL_GRID_MOVE_DOWN,
  PORTAIL_GRID_MOVE_LEFT,
  PORTAIL_GRID_MOVE_RIGHT,
  PORTAIL_GRID_MOVE_PAGE_UP,
  PORTAIL_GRID_MOVE_PAGE_DOWN,
  PORTAIL_GRID_MOVE_ROW_START,
  PORTAIL_GRID_MOVE_ROW_END,
  PORTAIL_GRID_MOVE_TOP,
  PORTAIL_GRID_MOVE_BOTTOM,
  PORTAIL_GRID_MOVE_FIRST,
  PORTAIL_GRID_MOVE_LAST,
} PortailGridMove;

typedef struct
{
  guint n_rows; /* of the grid */
  guint n_columns;
  guint page_rows; /* that a page has, ≥ 1 */
} PortailGridExtent;

/* Where a move from @from ends; it never leaves the grid. */
PortailGridPlace portail_grid_place_move (PortailGridPlace from,
                                          PortailGridMove move,
                                          const PortailGridExtent *extent);
PortailGridRange portail_grid_selection_get_range (const PortailGridSelection *selection);
/* Keeps cursor and anchor inside a grid that has become smaller. */
void portail_grid_selection_confine (PortailGridSelection *selection,
                                     const PortailGridExtent *extent);
gboolean portail_grid_range_contains (const PortailGridRange *range, guint row, guint column);

G_END_DECLS
