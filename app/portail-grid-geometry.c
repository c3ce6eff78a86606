/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-grid-geometry.h"

void
portail_grid_geometry_init (PortailGridGeometry *geometry,
                            const PortailGridColumn *columns,
                            guint n_columns)
{
  *geometry = (PortailGridGeometry){
    .columns = columns,
    .n_columns = n_columns,
    .slots = g_new0 (PortailGridSlot, n_columns),
  };
}

void
portail_grid_geometry_clear (PortailGridGeometry *geometry)
{
  g_clear_pointer (&geometry->slots, g_free);
  geometry->n_columns = 0;
}

static int
get_needed_width (const PortailGridColumn *column, int digit_width, int padding)
{
  return (int) column->width_chars * digit_width + padding;
}

int
portail_grid_geometry_get_needed_width (const PortailGridGeometry *geometry,
                                        int digit_width,
                                        int padding)
{
  int width = geometry->number_width;

  for (guint i = 0; i < geometry->n_columns; i++)
    width += get_needed_width (&geometry->columns[i], digit_width, padding);
  return width;
}

/* Pinned columns may not fill a narrow grid: then none is. */
static void
choose_pinned (PortailGridGeometry *geometry, int width, int digit_width, int padding)
{
  gboolean is_leading = TRUE;
  int pinned = geometry->number_width;

  for (guint i = 0; i < geometry->n_columns; i++)
    {
      const PortailGridColumn *column = &geometry->columns[i];

      is_leading = is_leading && (column->flags & PORTAIL_GRID_COLUMN_PINNED) != 0
                   && pinned + get_needed_width (column, digit_width, padding) <= width * 3 / 5;
      geometry->slots[i].is_pinned = is_leading;
      if (is_leading)
        pinned += get_needed_width (column, digit_width, padding);
    }
}

void
portail_grid_geometry_lay_out (PortailGridGeometry *geometry,
                               int width,
                               int digit_width,
                               int padding)
{
  int needed = portail_grid_geometry_get_needed_width (geometry, digit_width, padding);
  int spare = MAX (width - needed, 0);
  int n_expanding = 0;
  int x = geometry->number_width;

  choose_pinned (geometry, width, digit_width, padding);
  geometry->pinned_width = geometry->number_width;
  for (guint i = 0; i < geometry->n_columns; i++)
    n_expanding += (geometry->columns[i].flags & PORTAIL_GRID_COLUMN_EXPANDS) != 0;
  for (guint i = 0; i < geometry->n_columns; i++)
    {
      PortailGridSlot *slot = &geometry->slots[i];

      slot->x = x;
      slot->width = get_needed_width (&geometry->columns[i], digit_width, padding);
      if ((geometry->columns[i].flags & PORTAIL_GRID_COLUMN_EXPANDS) != 0)
        {
          slot->width += spare / n_expanding;
          spare -= spare / n_expanding;
          n_expanding--;
        }
      x += slot->width;
      if (slot->is_pinned)
        geometry->pinned_width = x;
    }
  geometry->full_width = x;
}

int
portail_grid_geometry_get_x (const PortailGridGeometry *geometry, guint column)
{
  const PortailGridSlot *slot = &geometry->slots[column];

  return slot->is_pinned ? slot->x : slot->x - geometry->scroll_x;
}

int
portail_grid_geometry_find_column (const PortailGridGeometry *geometry, int x)
{
  for (guint i = 0; i < geometry->n_columns; i++)
    {
      int start = portail_grid_geometry_get_x (geometry, i);

      if (!geometry->slots[i].is_pinned && x < geometry->pinned_width)
        continue;
      if (x >= start && x < start + geometry->slots[i].width)
        return (int) i;
    }
  return -1;
}
