/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A visible row of a grid: its header, one of its rows, or its totals. Its cells stand where the
 * grid's geometry says. A row is used again for another row of the sheet when that one has
 * scrolled out of sight. */
#pragma once

#include <gtk/gtk.h>

#include "app/portail-grid-cell.h"
#include "app/portail-grid-geometry.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_GRID_ROW (portail_grid_row_get_type ())
G_DECLARE_FINAL_TYPE (PortailGridRow, portail_grid_row, PORTAIL, GRID_ROW, GtkWidget)

typedef enum
{
  PORTAIL_GRID_ROW_HEADER,
  PORTAIL_GRID_ROW_BODY,
  PORTAIL_GRID_ROW_TOTALS,
} PortailGridRowPart;

/* @geometry outlives the row. */
GtkWidget *portail_grid_row_new (PortailGridRowPart part, const PortailGridGeometry *geometry);
PortailGridCell *portail_grid_row_get_cell (PortailGridRow *row, guint column);
/* The row number; hidden without one. */
PortailGridCell *portail_grid_row_get_number (PortailGridRow *row);
/* What screen readers say of the row. */
void portail_grid_row_set_name (PortailGridRow *row, const char *name);
/* Which row of the sheet it shows; G_MAXUINT for none. */
void portail_grid_row_set_position (PortailGridRow *row, guint position);
guint portail_grid_row_get_position (PortailGridRow *row);

G_END_DECLS
