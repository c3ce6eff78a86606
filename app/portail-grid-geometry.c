/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-grid-geometry.h"

/* Digits that a column keeps however little room there is. */
#define LEAST_CHARS 7

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

void
portail_grid_geometry_forget_contents (PortailGridGeometry *geometry)
{
  for (guint i = 0; i < geometry->n_columns; i++)
    geometry->slots[i].content = 0;
}

void
portail_grid_geometry_add_content (PortailGridGeometry *geometry, guint column, int width)
{
  geometry->slots[column].content = MAX (geometry->slots[column].content, width);
}

static gboolean
is_text (const PortailGridGeometry *geometry, guint column)
{
  return geometry->columns[column].kind == PORTAIL_GRID_TEXT;
}

/* Of @n_chars digits and of what may not be cut. */
static int
get_width_of (const PortailGridGeometry *geometry, guint column, int chars_width)
{
  return MAX (chars_width, is_text (geometry, column) ? 0 : geometry->slots[column].content);
}

static int
get_wanted_width (const PortailGridGeometry *geometry, guint column, int digit_width, int padding)
{
  int chars_width = (int) geometry->columns[column].width_chars * digit_width;

  return get_width_of (geometry, column, chars_width) + padding;
}

/* What a column can give away. */
static int
get_slack (const PortailGridGeometry *geometry, guint column, int digit_width)
{
  guint n_chars = geometry->columns[column].width_chars;
  int least = (int) MIN (n_chars, LEAST_CHARS) * digit_width;

  return get_wanted_width (geometry, column, digit_width, 0)
         - get_width_of (geometry, column, least);
}

int
portail_grid_geometry_get_wanted_width (const PortailGridGeometry *geometry,
                                        int digit_width,
                                        int padding)
{
  int width = geometry->number_width;

  for (guint i = 0; i < geometry->n_columns; i++)
    width += get_wanted_width (geometry, i, digit_width, padding);
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
      int wanted = get_wanted_width (geometry, i, digit_width, padding);

      is_leading = is_leading && (geometry->columns[i].flags & PORTAIL_GRID_COLUMN_PINNED) != 0
                   && pinned + wanted <= width * 3 / 5;
      geometry->slots[i].is_pinned = is_leading;
      if (is_leading)
        pinned += wanted;
    }
}

/* What is left over goes to those that expand. */
static void
widen (PortailGridGeometry *geometry, int spare)
{
  int n_expanding = 0;

  for (guint i = 0; i < geometry->n_columns; i++)
    n_expanding += (geometry->columns[i].flags & PORTAIL_GRID_COLUMN_EXPANDS) != 0;
  for (guint i = 0; i < geometry->n_columns; i++)
    if ((geometry->columns[i].flags & PORTAIL_GRID_COLUMN_EXPANDS) != 0)
      {
        geometry->slots[i].width += spare / n_expanding;
        spare -= spare / n_expanding;
        n_expanding--;
      }
}

typedef enum
{
  TEXTS,
  OTHERS,
  N_TURNS,
} Turn;

static int
sum_slack (const PortailGridGeometry *geometry, Turn turn, int digit_width)
{
  int slack = 0;

  for (guint i = 0; i < geometry->n_columns; i++)
    if (is_text (geometry, i) == (turn == TEXTS))
      slack += get_slack (geometry, i, digit_width);
  return slack;
}

/* Each gives its share of @missing. */
static void
narrow (PortailGridGeometry *geometry, int missing, int digit_width)
{
  if (missing
      > sum_slack (geometry, TEXTS, digit_width) + sum_slack (geometry, OTHERS, digit_width))
    return;
  for (Turn turn = TEXTS; turn < N_TURNS && missing > 0; turn++)
    {
      int left = sum_slack (geometry, turn, digit_width);
      int asked = MIN (missing, left);

      missing -= asked;
      for (guint i = 0; i < geometry->n_columns && asked > 0; i++)
        if (is_text (geometry, i) == (turn == TEXTS))
          {
            int slack = get_slack (geometry, i, digit_width);
            int given = slack == left ? asked : asked * slack / left;

            geometry->slots[i].width -= given;
            asked -= given;
            left -= slack;
          }
    }
}

void
portail_grid_geometry_lay_out (PortailGridGeometry *geometry,
                               int width,
                               int digit_width,
                               int padding)
{
  int wanted = portail_grid_geometry_get_wanted_width (geometry, digit_width, padding);
  int x = geometry->number_width;

  choose_pinned (geometry, width, digit_width, padding);
  for (guint i = 0; i < geometry->n_columns; i++)
    geometry->slots[i].width = get_wanted_width (geometry, i, digit_width, padding);
  if (wanted < width)
    widen (geometry, width - wanted);
  else
    narrow (geometry, wanted - width, digit_width);
  geometry->pinned_width = geometry->number_width;
  for (guint i = 0; i < geometry->n_columns; i++)
    {
      geometry->slots[i].x = x;
      x += geometry->slots[i].width;
      if (geometry->slots[i].is_pinned)
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
