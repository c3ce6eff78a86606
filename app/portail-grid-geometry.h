/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the columns of a grid stand: one table that the header, every row and the totals share, in
 * pixels. Leading pinned columns stay; the others move left by scroll_x and pass under them.
 *
 * 1. What is no text is never narrower than what was measured of it: an amount without its end
 *    would be another.
 * 2. Where all would fit once they are narrower, texts give way first; where they would not, all
 *    have what they want and scroll. */
#pragma once

#include "app/portail-grid-model.h"

G_BEGIN_DECLS

typedef struct
{
  int x; /* in the row, unscrolled */
  int width;
  int content; /* of its title and of the widest of its cells that was measured */
  gboolean is_pinned;
} PortailGridSlot;

typedef struct
{
  const PortailGridColumn *columns;
  guint n_columns;
  PortailGridSlot *slots; /* n_columns; owned */
  int number_width;       /* of the row numbers, which are pinned; 0 without */
  int pinned_width;       /* with the row numbers */
  int full_width;
  int scroll_x;
} PortailGridGeometry;

void portail_grid_geometry_init (PortailGridGeometry *geometry,
                                 const PortailGridColumn *columns,
                                 guint n_columns);
void portail_grid_geometry_clear (PortailGridGeometry *geometry);
/* Nothing of what was measured is there any more. */
void portail_grid_geometry_forget_contents (PortailGridGeometry *geometry);
/* A cell of @column shows what is @width wide. */
void portail_grid_geometry_add_content (PortailGridGeometry *geometry, guint column, int width);
/* Shares @width out. @digit_width in pixels; @padding is a cell's, both sides. */
void portail_grid_geometry_lay_out (PortailGridGeometry *geometry,
                                    int width,
                                    int digit_width,
                                    int padding);
/* What all columns want without expanding. */
int portail_grid_geometry_get_wanted_width (const PortailGridGeometry *geometry,
                                            int digit_width,
                                            int padding);
/* Where the column stands now. */
int portail_grid_geometry_get_x (const PortailGridGeometry *geometry, guint column);
/* The column at @x of a row; -1 for the row number and for none. */
int portail_grid_geometry_find_column (const PortailGridGeometry *geometry, int x);

G_END_DECLS
