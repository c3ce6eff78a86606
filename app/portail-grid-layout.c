/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the parts of a grid stand, and which widget shows which row. */
#include <string.h>

#include "app/portail-grid-private.h"
#include "shared/portail-i18n.h"

/* Rows that a grid of few rows asks room for, and the most it asks. */
#define MIN_ROWS_SHOWN 3
#define MAX_ROWS_SHOWN 18
/* Columns that a grid asks room for at least, in digits. */
#define MIN_WIDTH_CHARS 20

static int
get_scroll_y (PortailGrid *grid)
{
  return grid->vadjustment != NULL ? (int) gtk_adjustment_get_value (grid->vadjustment) : 0;
}

static int
get_digit_width (PortailGrid *grid)
{
  PangoFontMetrics *metrics = pango_context_get_metrics (
      gtk_widget_get_pango_context (GTK_WIDGET (grid)), NULL, NULL);
  int width = pango_font_metrics_get_approximate_digit_width (metrics);

  pango_font_metrics_unref (metrics);
  return PANGO_PIXELS_CEIL (width);
}

static PortailGridRow *
get_row (PortailGrid *grid, guint index)
{
  return PORTAIL_GRID_ROW (g_ptr_array_index (grid->rows, index));
}

/* The widget that shows a row; NULL where none does. */
static PortailGridRow *
find_row (PortailGrid *grid, guint position)
{
  for (guint i = 0; i < grid->rows->len; i++)
    if (portail_grid_row_get_position (get_row (grid, i)) == position)
      return get_row (grid, i);
  return NULL;
}

PortailGridCell *
portail_grid_find_cell (PortailGrid *grid, guint row, guint column)
{
  PortailGridRow *shown = find_row (grid, row);

  return shown != NULL && column < grid->geometry.n_columns
             ? portail_grid_row_get_cell (shown, column)
             : NULL;
}

static void
mark_row (PortailGrid *grid, PortailGridRow *shown)
{
  PortailGridRange selected = portail_grid_selection_get_range (&grid->selection);
  guint row = portail_grid_row_get_position (shown);
  gboolean is_editable = portail_grid_sheet_get_mode (grid->sheet) == PORTAIL_GRID_EDITABLE;
  gboolean is_one = selected.n_rows == 1 && selected.n_columns == 1;

  for (guint i = 0; i < grid->geometry.n_columns; i++)
    {
      PortailGridCell *cell = portail_grid_row_get_cell (shown, i);
      PortailGridCellFlags flags = portail_grid_cell_get_content (cell)->flags;
      PortailGridCellMarks marks = PORTAIL_GRID_CELL_PLAIN;

      if (!is_one && portail_grid_range_contains (&selected, row, i))
        marks |= PORTAIL_GRID_CELL_SELECTED;
      if (row == grid->selection.cursor.row && i == grid->selection.cursor.column)
        marks |= PORTAIL_GRID_CELL_CURSOR;
      if (!is_editable || (flags & PORTAIL_GRID_CELL_READ_ONLY) != 0
          || (grid->geometry.columns[i].flags & PORTAIL_GRID_COLUMN_EDITABLE) == 0)
        marks |= PORTAIL_GRID_CELL_LOCKED;
      portail_grid_cell_set_marks (cell, marks);
    }
}

static void
fill_number (PortailGrid *grid, PortailGridRow *shown, guint row)
{
  PortailGridContent content = { 0 };

  if (!portail_grid_sheet_is_new_row (grid->sheet, row))
    content.display = g_strdup_printf ("%u", row + 1);
  portail_grid_cell_set_content (portail_grid_row_get_number (shown), &content, NULL, NULL);
}

/* Owned; NULL for a row without a name. */
static char *
get_row_name (PortailGrid *grid, guint row)
{
  if (portail_grid_sheet_is_new_row (grid->sheet, row))
    return g_strdup (_ ("new row"));
  for (guint i = 0; i < grid->geometry.n_columns; i++)
    if ((grid->geometry.columns[i].flags & PORTAIL_GRID_COLUMN_NAMES_ROW) != 0)
      {
        g_auto (PortailGridContent) content = { 0 };

        portail_grid_sheet_get_content (grid->sheet, row, i, &content);
        return g_steal_pointer (&content.display);
      }
  return NULL;
}

static void
fill_row (PortailGrid *grid, PortailGridRow *shown, guint row)
{
  g_autofree char *name = get_row_name (grid, row);
  gboolean is_new = portail_grid_sheet_is_new_row (grid->sheet, row);

  portail_grid_row_set_position (shown, row);
  portail_grid_row_set_name (shown, name != NULL ? name : "");
  fill_number (grid, shown, row);
  for (guint i = 0; i < grid->geometry.n_columns; i++)
    {
      const char *hint = grid->geometry.columns[i].hint;
      PortailGridContent content = { 0 };

      portail_grid_sheet_get_content (grid->sheet, row, i, &content);
      portail_grid_cell_set_content (portail_grid_row_get_cell (shown, i), &content,
                                     is_new && hint != NULL ? _ (hint) : NULL, name);
    }
  mark_row (grid, shown);
}

static void
fill_totals (PortailGrid *grid)
{
  if (grid->totals == NULL)
    return;
  for (guint i = 0; i < grid->geometry.n_columns; i++)
    {
      PortailGridContent content = { 0 };

      portail_grid_model_get_total (portail_grid_sheet_get_model (grid->sheet), i, &content);
      portail_grid_cell_set_content (portail_grid_row_get_cell (PORTAIL_GRID_ROW (grid->totals), i),
                                     &content, NULL, _ ("total"));
    }
}

gboolean
portail_grid_has_focus_within (PortailGrid *grid)
{
  return gtk_widget_is_focus (GTK_WIDGET (grid))
         || gtk_widget_get_focus_child (GTK_WIDGET (grid)) != NULL;
}

static gboolean
has_row_focus (PortailGrid *grid, PortailGridRow *shown)
{
  return gtk_widget_get_focus_child (GTK_WIDGET (grid)) == GTK_WIDGET (shown);
}

static void
focus_grid (PortailGrid *grid)
{
  if (gtk_widget_get_root (GTK_WIDGET (grid)) != NULL)
    gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (grid)), GTK_WIDGET (grid));
}

static PortailGridRow *
add_row (PortailGrid *grid)
{
  GtkWidget *shown = portail_grid_row_new (PORTAIL_GRID_ROW_BODY, &grid->geometry);

  gtk_widget_set_child_visible (shown, FALSE);
  gtk_widget_insert_before (shown, GTK_WIDGET (grid), grid->totals);
  g_ptr_array_add (grid->rows, shown);
  return PORTAIL_GRID_ROW (shown);
}

/* Rows out of sight become free, but for the one that has the focus: it goes on being typed in. */
static void
free_rows (PortailGrid *grid, guint first, guint end)
{
  guint n_rows = portail_grid_get_n_rows (grid);

  for (guint i = 0; i < grid->rows->len; i++)
    {
      PortailGridRow *shown = get_row (grid, i);
      guint position = portail_grid_row_get_position (shown);

      if (position >= first && position < end)
        continue;
      if (has_row_focus (grid, shown) && position < n_rows)
        {
          if (grid->is_stale)
            fill_row (grid, shown, position);
          continue;
        }
      if (has_row_focus (grid, shown))
        focus_grid (grid);
      portail_grid_row_set_position (shown, G_MAXUINT);
      gtk_widget_set_child_visible (GTK_WIDGET (shown), FALSE);
    }
}

/* Gives every row in sight its widget and its contents. */
static void
bind_rows (PortailGrid *grid)
{
  guint first;
  guint end;

  if (grid->sheet == NULL || grid->row_height == 0)
    return;
  first = (guint) (get_scroll_y (grid) / grid->row_height);
  end = first + (guint) (grid->body_height / grid->row_height) + 2;
  end = MIN (end, portail_grid_get_n_rows (grid));
  free_rows (grid, first, end);
  for (guint row = first; row < end; row++)
    {
      PortailGridRow *shown = find_row (grid, row);
      gboolean is_new = shown == NULL;

      if (is_new)
        shown = find_row (grid, G_MAXUINT);
      if (shown == NULL)
        shown = add_row (grid);
      if (is_new || grid->is_stale)
        fill_row (grid, shown, row);
      gtk_widget_set_child_visible (GTK_WIDGET (shown), TRUE);
    }
  if (grid->is_stale)
    {
      fill_totals (grid);
      portail_grid_geometry_forget_contents (&grid->geometry);
    }
  grid->is_stale = FALSE;
}

static void
measure_contents (PortailGrid *grid, GtkWidget *row)
{
  for (guint i = 0; row != NULL && i < grid->geometry.n_columns; i++)
    portail_grid_geometry_add_content (&grid->geometry, i,
                                       portail_grid_cell_get_content_width (
                                           portail_grid_row_get_cell (PORTAIL_GRID_ROW (row), i)));
}

/* Of what is in sight. A column does not become narrower while one scrolls. */
static void
measure_columns (PortailGrid *grid)
{
  measure_contents (grid, grid->header);
  measure_contents (grid, grid->totals);
  for (guint i = 0; i < grid->rows->len; i++)
    if (portail_grid_row_get_position (get_row (grid, i)) != G_MAXUINT)
      measure_contents (grid, GTK_WIDGET (get_row (grid, i)));
}

void
portail_grid_mark_rows (PortailGrid *grid)
{
  for (guint i = 0; i < grid->rows->len; i++)
    if (portail_grid_row_get_position (get_row (grid, i)) != G_MAXUINT)
      mark_row (grid, get_row (grid, i));
}

static void
configure (GtkAdjustment *adjustment, int upper, int page, int step)
{
  double last;

  if (adjustment == NULL)
    return;
  last = MAX (upper - page, 0);
  gtk_adjustment_configure (adjustment, CLAMP (gtk_adjustment_get_value (adjustment), 0, last), 0,
                            MAX (upper, page), step, page * 0.9, page);
}

void
portail_grid_scroll_to (PortailGrid *grid, const PortailGridPlace *place)
{
  const PortailGridSlot *slot;
  int top = (int) place->row * grid->row_height;

  if (grid->row_height == 0 || grid->vadjustment == NULL || grid->hadjustment == NULL
      || place->column >= grid->geometry.n_columns)
    return;
  /* The row may be newer than the last layout. */
  configure (grid->vadjustment, (int) portail_grid_get_n_rows (grid) * grid->row_height,
             grid->body_height, grid->row_height);
  gtk_adjustment_clamp_page (grid->vadjustment, top, top + grid->row_height);
  slot = &grid->geometry.slots[place->column];
  if (slot->is_pinned)
    return;
  gtk_adjustment_clamp_page (grid->hadjustment, slot->x - grid->geometry.pinned_width,
                             slot->x + slot->width);
  /* Of an amount that is wider than the room for it the end matters. */
  if (grid->geometry.columns[place->column].kind != PORTAIL_GRID_TEXT)
    gtk_adjustment_clamp_page (grid->hadjustment, slot->x + slot->width, slot->x + slot->width);
}

void
portail_grid_focus_cursor (PortailGrid *grid)
{
  PortailGridCell *cell;

  portail_grid_scroll_to (grid, &grid->selection.cursor);
  bind_rows (grid);
  cell = portail_grid_find_cell (grid, grid->selection.cursor.row, grid->selection.cursor.column);
  if (cell != NULL)
    {
      gtk_widget_set_child_visible (GTK_WIDGET (cell), TRUE);
      gtk_widget_grab_focus (GTK_WIDGET (cell));
    }
  else
    focus_grid (grid);
}

gboolean
portail_grid_find_place (PortailGrid *grid, double x, double y, PortailGridPlace *place)
{
  int header_height = gtk_widget_get_height (grid->header);
  int body_y = (int) y - header_height;
  int column = portail_grid_geometry_find_column (&grid->geometry, (int) x);
  int row;

  if (grid->row_height == 0)
    return FALSE;
  row = (CLAMP (body_y, -1, grid->body_height) + get_scroll_y (grid)) / grid->row_height;
  place->row = (guint) CLAMP (row, 0, MAX ((int) portail_grid_get_n_rows (grid) - 1, 0));
  place->column = column >= 0                             ? (guint) column
                  : (int) x < grid->geometry.pinned_width ? 0
                                                          : grid->geometry.n_columns - 1;
  return column >= 0 && body_y >= 0 && body_y < grid->body_height
         && row < (int) portail_grid_get_n_rows (grid);
}

static void
measure_vertically (PortailGrid *grid, int *minimum, int *natural)
{
  int n_rows = (int) portail_grid_get_n_rows (grid);
  int edges = 0;
  int height;

  if (grid->rows->len == 0)
    add_row (grid);
  gtk_widget_measure (GTK_WIDGET (get_row (grid, 0)), GTK_ORIENTATION_VERTICAL, -1,
                      &grid->row_height, NULL, NULL, NULL);
  gtk_widget_measure (grid->header, GTK_ORIENTATION_VERTICAL, -1, &edges, NULL, NULL, NULL);
  if (grid->totals != NULL)
    {
      gtk_widget_measure (grid->totals, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
      edges += height;
    }
  *minimum = edges + MIN_ROWS_SHOWN * grid->row_height;
  *natural = edges + CLAMP (n_rows, MIN_ROWS_SHOWN, MAX_ROWS_SHOWN) * grid->row_height;
}

static void
portail_grid_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  PortailGrid *grid = PORTAIL_GRID (widget);

  *minimum = *natural = 0;
  if (grid->sheet == NULL)
    return;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      measure_vertically (grid, minimum, natural);
      return;
    }
  gtk_widget_measure (GTK_WIDGET (portail_grid_row_get_cell (PORTAIL_GRID_ROW (grid->header), 0)),
                      orientation, -1, &grid->padding, NULL, NULL, NULL);
  *minimum = MIN_WIDTH_CHARS * get_digit_width (grid);
  *natural = MAX (*minimum, portail_grid_geometry_get_wanted_width (
                                &grid->geometry, get_digit_width (grid), grid->padding));
}

static int
get_height (GtkWidget *row)
{
  int height = 0;

  if (row != NULL)
    gtk_widget_measure (row, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  return height;
}

static void
lay_columns_out (PortailGrid *grid, int width)
{
  int digit_width = get_digit_width (grid);
  int n_digits = 2;
  gsize slots_size = grid->geometry.n_columns * sizeof (PortailGridSlot);
  g_autofree PortailGridSlot *before = NULL;

  for (guint n = portail_grid_get_n_rows (grid); n >= 100; n /= 10)
    n_digits++;
  grid->geometry.number_width = (grid->flags & PORTAIL_GRID_ROW_NUMBERS) != 0
                                    ? n_digits * digit_width + grid->padding
                                    : 0;
  before = g_memdup2 (grid->geometry.slots, slots_size);
  portail_grid_geometry_lay_out (&grid->geometry, width, digit_width, grid->padding);
  if (memcmp (before, grid->geometry.slots, slots_size) != 0)
    portail_grid_queue_rows (grid);
  configure (grid->hadjustment, grid->geometry.full_width, width, digit_width * 4);
  grid->geometry.scroll_x = grid->hadjustment != NULL
                                ? (int) gtk_adjustment_get_value (grid->hadjustment)
                                : 0;
}

static void
portail_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PortailGrid *grid = PORTAIL_GRID (widget);
  int header_height;
  int totals_height;
  int full_height;

  if (grid->sheet == NULL)
    return;
  grid->is_allocating = TRUE;
  header_height = get_height (grid->header);
  totals_height = get_height (grid->totals);
  grid->body_height = MAX (height - header_height - totals_height, 0);
  full_height = (int) portail_grid_get_n_rows (grid) * grid->row_height;
  configure (grid->vadjustment, full_height, grid->body_height, grid->row_height);
  bind_rows (grid);
  measure_columns (grid);
  lay_columns_out (grid, width);
  gtk_widget_size_allocate (grid->header, &(GtkAllocation){ 0, 0, width, header_height }, -1);
  for (guint i = 0; i < grid->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (grid->rows, i);
      int top = (int) portail_grid_row_get_position (PORTAIL_GRID_ROW (row)) * grid->row_height;

      if (gtk_widget_get_child_visible (row))
        gtk_widget_size_allocate (row,
                                  &(GtkAllocation){ 0, header_height + top - get_scroll_y (grid),
                                                    width, grid->row_height },
                                  -1);
    }
  if (grid->totals != NULL)
    gtk_widget_size_allocate (
        grid->totals,
        &(GtkAllocation){ 0, header_height + MIN (full_height, grid->body_height), width,
                          totals_height },
        -1);
  if (grid->menu != NULL)
    gtk_popover_present (GTK_POPOVER (grid->menu));
  grid->is_allocating = FALSE;
}

static void
portail_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PortailGrid *grid = PORTAIL_GRID (widget);
  float width = (float) gtk_widget_get_width (widget);

  if (grid->sheet == NULL)
    return;
  gtk_snapshot_push_clip (snapshot,
                          &GRAPHENE_RECT_INIT (0, (float) gtk_widget_get_height (grid->header),
                                               width, (float) grid->body_height));
  for (guint i = 0; i < grid->rows->len; i++)
    gtk_widget_snapshot_child (widget, g_ptr_array_index (grid->rows, i), snapshot);
  gtk_snapshot_pop (snapshot);
  gtk_widget_snapshot_child (widget, grid->header, snapshot);
  if (grid->totals != NULL)
    gtk_widget_snapshot_child (widget, grid->totals, snapshot);
}

void
portail_grid_class_init_layout (GtkWidgetClass *widget_class)
{
  widget_class->measure = portail_grid_measure;
  widget_class->size_allocate = portail_grid_size_allocate;
  widget_class->snapshot = portail_grid_snapshot;
}
