/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-grid-range.h"

static guint
step_back (guint from, guint n_steps)
{
  return from > n_steps ? from - n_steps : 0;
}

static guint
step_forth (guint from, guint n_steps, guint n_places)
{
  return n_places == 0 ? 0 : MIN (from + n_steps, n_places - 1);
}

PortailGridPlace
portail_grid_place_move (PortailGridPlace from,
                         PortailGridMove move,
                         const PortailGridExtent *extent)
{
  guint last_row = step_back (extent->n_rows, 1);
  guint last_column = step_back (extent->n_columns, 1);

  switch (move)
    {
    case PORTAIL_GRID_MOVE_UP:
      return (PortailGridPlace){ step_back (from.row, 1), from.column };
    case PORTAIL_GRID_MOVE_DOWN:
      return (PortailGridPlace){ step_forth (from.row, 1, extent->n_rows), from.column };
    case PORTAIL_GRID_MOVE_LEFT:
      return (PortailGridPlace){ from.row, step_back (from.column, 1) };
    case PORTAIL_GRID_MOVE_RIGHT:
      return (PortailGridPlace){ from.row, step_forth (from.column, 1, extent->n_columns) };
    case PORTAIL_GRID_MOVE_PAGE_UP:
      return (PortailGridPlace){ step_back (from.row, extent->page_rows), from.column };
    case PORTAIL_GRID_MOVE_PAGE_DOWN:
      return (PortailGridPlace){ step_forth (from.row, extent->page_rows, extent->n_rows),
                                 from.column };
    case PORTAIL_GRID_MOVE_ROW_START:
      return (PortailGridPlace){ from.row, 0 };
    case PORTAIL_GRID_MOVE_ROW_END:
      return (PortailGridPlace){ from.row, last_column };
    case PORTAIL_GRID_MOVE_TOP:
      return (PortailGridPlace){ 0, from.column };
    case PORTAIL_GRID_MOVE_BOTTOM:
      return (PortailGridPlace){ last_row, from.column };
    case PORTAIL_GRID_MOVE_FIRST:
      return (PortailGridPlace){ 0, 0 };
    case PORTAIL_GRID_MOVE_LAST:
    default:
      return (PortailGridPlace){ last_row, last_column };
    }
}

static guint
distance (guint a, guint b)
{
  return a > b ? a - b : b - a;
}

PortailGridRange
portail_grid_selection_get_range (const PortailGridSelection *selection)
{
  return (PortailGridRange){
    .row = MIN (selection->cursor.row, selection->anchor.row),
    .column = MIN (selection->cursor.column, selection->anchor.column),
    .n_rows = distance (selection->cursor.row, selection->anchor.row) + 1,
    .n_columns = distance (selection->cursor.column, selection->anchor.column) + 1,
  };
}

static void
confine (PortailGridPlace *place, const PortailGridExtent *extent)
{
  place->row = MIN (place->row, step_back (extent->n_rows, 1));
  place->column = MIN (place->column, step_back (extent->n_columns, 1));
}

void
portail_grid_selection_confine (PortailGridSelection *selection, const PortailGridExtent *extent)
{
  confine (&selection->cursor, extent);
  confine (&selection->anchor, extent);
}

gboolean
portail_grid_range_contains (const PortailGridRange *range, guint row, guint column)
{
  return row >= range->row && row - range->row < range->n_rows && column >= range->column
         && column - range->column < range->n_columns;
}
