/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-grid-row.h"

struct _PortailGridRow
{
  GtkWidget parent_instance;

  const PortailGridGeometry *geometry;
  GtkWidget *number;
  GPtrArray *cells; /* of PortailGridCell */
  guint position;
};

G_DEFINE_FINAL_TYPE (PortailGridRow, portail_grid_row, GTK_TYPE_WIDGET)

static void
portail_grid_row_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  PortailGridRow *row = PORTAIL_GRID_ROW (widget);

  *minimum = 0;
  *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL && row->cells->len > 0)
    gtk_widget_measure (g_ptr_array_index (row->cells, 0), orientation, -1, minimum, natural, NULL,
                        NULL);
}

static void
portail_grid_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PortailGridRow *row = PORTAIL_GRID_ROW (widget);
  const PortailGridGeometry *geometry = row->geometry;

  gtk_widget_set_child_visible (row->number, geometry->number_width > 0);
  if (geometry->number_width > 0)
    gtk_widget_size_allocate (row->number, &(GtkAllocation){ 0, 0, geometry->number_width, height },
                              -1);
  for (guint i = 0; i < row->cells->len; i++)
    {
      GtkWidget *cell = g_ptr_array_index (row->cells, i);
      int x = portail_grid_geometry_get_x (geometry, i);
      int cell_width = geometry->slots[i].width;
      gboolean is_in_sight = geometry->slots[i].is_pinned
                             || (x < width && x + cell_width > geometry->pinned_width);

      /* A cell out of sight keeps its place for the one that has the focus. */
      gtk_widget_set_child_visible (cell,
                                    is_in_sight || gtk_widget_get_focus_child (widget) == cell);
      if (gtk_widget_get_child_visible (cell))
        gtk_widget_size_allocate (cell, &(GtkAllocation){ x, 0, cell_width, height }, -1);
      portail_grid_cell_set_covered (
          PORTAIL_GRID_CELL (cell),
          geometry->slots[i].is_pinned ? 0 : MAX (geometry->pinned_width - x, 0),
          MAX (x + cell_width - width, 0));
    }
}

static void
portail_grid_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PortailGridRow *row = PORTAIL_GRID_ROW (widget);
  float pinned = (float) row->geometry->pinned_width;
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);

  gtk_snapshot_push_clip (snapshot,
                          &GRAPHENE_RECT_INIT (pinned, 0, MAX (width - pinned, 0), height));
  for (guint i = 0; i < row->cells->len; i++)
    if (!row->geometry->slots[i].is_pinned)
      gtk_widget_snapshot_child (widget, g_ptr_array_index (row->cells, i), snapshot);
  gtk_snapshot_pop (snapshot);
  for (guint i = 0; i < row->cells->len; i++)
    if (row->geometry->slots[i].is_pinned)
      gtk_widget_snapshot_child (widget, g_ptr_array_index (row->cells, i), snapshot);
  gtk_widget_snapshot_child (widget, row->number, snapshot);
}

static void
portail_grid_row_dispose (GObject *object)
{
  PortailGridRow *row = PORTAIL_GRID_ROW (object);

  g_clear_pointer (&row->number, gtk_widget_unparent);
  g_ptr_array_set_size (row->cells, 0);
  G_OBJECT_CLASS (portail_grid_row_parent_class)->dispose (object);
}

static void
portail_grid_row_finalize (GObject *object)
{
  g_ptr_array_unref (PORTAIL_GRID_ROW (object)->cells);
  G_OBJECT_CLASS (portail_grid_row_parent_class)->finalize (object);
}

static void
portail_grid_row_class_init (PortailGridRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_grid_row_dispose;
  G_OBJECT_CLASS (class)->finalize = portail_grid_row_finalize;
  widget_class->measure = portail_grid_row_measure;
  widget_class->size_allocate = portail_grid_row_size_allocate;
  widget_class->snapshot = portail_grid_row_snapshot;
  gtk_widget_class_set_css_name (widget_class, "sheetrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ROW);
}

static void
portail_grid_row_init (PortailGridRow *row)
{
  row->position = G_MAXUINT;
  row->cells = g_ptr_array_new_with_free_func ((GDestroyNotify) gtk_widget_unparent);
  gtk_widget_set_overflow (GTK_WIDGET (row), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
portail_grid_row_new (PortailGridRowPart part, const PortailGridGeometry *geometry)
{
  static const char *const css_classes[] = {
    [PORTAIL_GRID_ROW_HEADER] = "header",
    [PORTAIL_GRID_ROW_BODY] = "body",
    [PORTAIL_GRID_ROW_TOTALS] = "totals",
  };
  PortailGridRow *row = g_object_new (PORTAIL_TYPE_GRID_ROW, NULL);
  GtkAccessibleRole role = part == PORTAIL_GRID_ROW_HEADER ? GTK_ACCESSIBLE_ROLE_COLUMN_HEADER
                                                           : GTK_ACCESSIBLE_ROLE_GRID_CELL;

  row->geometry = geometry;
  gtk_widget_add_css_class (GTK_WIDGET (row), css_classes[part]);
  row->number = portail_grid_cell_new (GTK_ACCESSIBLE_ROLE_ROW_HEADER, NULL);
  gtk_widget_add_css_class (row->number, "number");
  gtk_widget_set_parent (row->number, GTK_WIDGET (row));
  for (guint i = 0; i < geometry->n_columns; i++)
    {
      GtkWidget *cell = portail_grid_cell_new (role, &geometry->columns[i]);

      gtk_widget_set_focusable (cell, part == PORTAIL_GRID_ROW_BODY);
      gtk_widget_set_parent (cell, GTK_WIDGET (row));
      gtk_accessible_update_relation (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_RELATION_COL_INDEX,
                                      (int) i + 1, -1);
      g_ptr_array_add (row->cells, cell);
    }
  return GTK_WIDGET (row);
}

PortailGridCell *
portail_grid_row_get_cell (PortailGridRow *row, guint column)
{
  g_return_val_if_fail (PORTAIL_IS_GRID_ROW (row), NULL);
  g_return_val_if_fail (column < row->cells->len, NULL);
  return PORTAIL_GRID_CELL (g_ptr_array_index (row->cells, column));
}

PortailGridCell *
portail_grid_row_get_number (PortailGridRow *row)
{
  g_return_val_if_fail (PORTAIL_IS_GRID_ROW (row), NULL);
  return PORTAIL_GRID_CELL (row->number);
}

void
portail_grid_row_set_name (PortailGridRow *row, const char *name)
{
  g_return_if_fail (PORTAIL_IS_GRID_ROW (row));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
portail_grid_row_set_position (PortailGridRow *row, guint position)
{
  g_return_if_fail (PORTAIL_IS_GRID_ROW (row));
  if (position == row->position)
    return;
  row->position = position;
  if (position != G_MAXUINT)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_ROW_INDEX,
                                    (int) position + 1, -1);
}

guint
portail_grid_row_get_position (PortailGridRow *row)
{
  g_return_val_if_fail (PORTAIL_IS_GRID_ROW (row), G_MAXUINT);
  return row->position;
}
