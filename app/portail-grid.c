/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-grid.h"

#include "app/portail-grid-private.h"
#include "shared/portail-i18n.h"

static void portail_grid_scrollable_init (GtkScrollableInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PortailGrid,
                               portail_grid,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE,
                                                      portail_grid_scrollable_init))

enum
{
  PROPERTY_0,
  HADJUSTMENT,
  VADJUSTMENT,
  HSCROLL_POLICY,
  VSCROLL_POLICY,
};

static guint cursor_moved_signal;
static guint text_left_signal;

guint
portail_grid_get_n_rows (PortailGrid *grid)
{
  return grid->sheet != NULL ? portail_grid_sheet_get_n_rows (grid->sheet) : 0;
}

PortailGridExtent
portail_grid_get_extent (PortailGrid *grid)
{
  return (PortailGridExtent){
    .n_rows = portail_grid_get_n_rows (grid),
    .n_columns = grid->geometry.n_columns,
    .page_rows = grid->row_height > 0 ? MAX (grid->body_height / grid->row_height, 1) : 1,
  };
}

static void
note_cursor (PortailGrid *grid)
{
  portail_grid_mark_rows (grid);
  portail_grid_update_actions (grid);
  g_signal_emit (grid, cursor_moved_signal, 0);
}

void
portail_grid_move_cursor (PortailGrid *grid, PortailGridPlace to, PortailGridSelect select)
{
  PortailGridExtent extent = portail_grid_get_extent (grid);

  portail_grid_commit (grid);
  grid->selection.cursor = to;
  if (select == PORTAIL_GRID_SELECT_ONE)
    grid->selection.anchor = to;
  portail_grid_selection_confine (&grid->selection, &extent);
  portail_grid_scroll_to (grid, &grid->selection.cursor);
  if (portail_grid_has_focus_within (grid))
    portail_grid_focus_cursor (grid);
  note_cursor (grid);
}

static gboolean
portail_grid_focus (GtkWidget *widget, GtkDirectionType direction)
{
  return portail_grid_has_focus_within (PORTAIL_GRID (widget)) ? FALSE
                                                               : gtk_widget_grab_focus (widget);
}

static gboolean
portail_grid_grab_focus (GtkWidget *widget)
{
  portail_grid_focus_cursor (PORTAIL_GRID (widget));
  return portail_grid_has_focus_within (PORTAIL_GRID (widget));
}

static gboolean
portail_grid_query_tooltip (GtkWidget *widget,
                            int x,
                            int y,
                            gboolean is_keyboard,
                            GtkTooltip *tooltip)
{
  PortailGrid *grid = PORTAIL_GRID (widget);
  PortailGridPlace place = grid->selection.cursor;
  const PortailGridContent *content;
  PortailGridCell *cell;

  if (grid->sheet == NULL || (!is_keyboard && !portail_grid_find_place (grid, x, y, &place)))
    return FALSE;
  cell = portail_grid_find_cell (grid, place.row, place.column);
  if (cell == NULL || cell == grid->edited_cell)
    return FALSE;
  content = portail_grid_cell_get_content (cell);
  if (content->note == NULL && !portail_grid_cell_is_cut_off (cell))
    return FALSE;
  gtk_tooltip_set_text (tooltip, content->note != NULL ? content->note : content->display);
  return TRUE;
}

void
portail_grid_queue_rows (PortailGrid *grid)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (grid)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (PORTAIL_IS_GRID_ROW (row))
      gtk_widget_queue_allocate (row);
}

static void
on_scrolled (PortailGrid *grid, GtkAdjustment *adjustment)
{
  if (grid->is_allocating)
    return;
  if (adjustment == grid->hadjustment)
    portail_grid_queue_rows (grid);
  gtk_widget_queue_allocate (GTK_WIDGET (grid));
}

static void
set_adjustment (PortailGrid *grid, GtkAdjustment **place, GtkAdjustment *adjustment)
{
  if (*place != NULL)
    g_signal_handlers_disconnect_by_func (*place, on_scrolled, grid);
  if (adjustment == NULL)
    adjustment = gtk_adjustment_new (0, 0, 0, 0, 0, 0);
  g_clear_object (place);
  *place = g_object_ref_sink (adjustment);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (on_scrolled), grid,
                           G_CONNECT_SWAPPED);
  gtk_widget_queue_allocate (GTK_WIDGET (grid));
}

static void
portail_grid_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  PortailGrid *grid = PORTAIL_GRID (object);

  switch (id)
    {
    case HADJUSTMENT:
      set_adjustment (grid, &grid->hadjustment, g_value_get_object (value));
      break;
    case VADJUSTMENT:
      set_adjustment (grid, &grid->vadjustment, g_value_get_object (value));
      break;
    case HSCROLL_POLICY:
      grid->hscroll_policy = (GtkScrollablePolicy) g_value_get_enum (value);
      break;
    case VSCROLL_POLICY:
      grid->vscroll_policy = (GtkScrollablePolicy) g_value_get_enum (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
portail_grid_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  PortailGrid *grid = PORTAIL_GRID (object);

  switch (id)
    {
    case HADJUSTMENT:
      g_value_set_object (value, grid->hadjustment);
      break;
    case VADJUSTMENT:
      g_value_set_object (value, grid->vadjustment);
      break;
    case HSCROLL_POLICY:
      g_value_set_enum (value, (int) grid->hscroll_policy);
      break;
    case VSCROLL_POLICY:
      g_value_set_enum (value, (int) grid->vscroll_policy);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
on_cells_changed (PortailGrid *grid)
{
  grid->is_stale = TRUE;
  gtk_widget_queue_allocate (GTK_WIDGET (grid));
}

/* Where a row stands after others before it have come or gone. */
static guint
shift_row (guint row, guint position, guint n_removed, guint n_added)
{
  if (row < position)
    return row;
  return row < position + n_removed ? position : row - n_removed + n_added;
}

static void
on_rows_changed (PortailGrid *grid, guint position, guint n_removed, guint n_added)
{
  PortailGridExtent extent = portail_grid_get_extent (grid);
  PortailGridSelection *selection = &grid->selection;

  /* What takes the place of removed rows takes the cursor, too. */
  if (n_removed != n_added)
    {
      selection->cursor.row = shift_row (selection->cursor.row, position, n_removed, n_added);
      selection->anchor.row = shift_row (selection->anchor.row, position, n_removed, n_added);
    }
  portail_grid_selection_confine (selection, &extent);
  portail_grid_relocate_edit (grid);
  grid->is_stale = TRUE;
  gtk_accessible_update_relation (GTK_ACCESSIBLE (grid), GTK_ACCESSIBLE_RELATION_ROW_COUNT,
                                  (int) extent.n_rows, -1);
  portail_grid_queue_rows (grid);
  gtk_widget_queue_resize (GTK_WIDGET (grid));
  if (grid->edited_cell == NULL && portail_grid_has_focus_within (grid))
    portail_grid_focus_cursor (grid);
  note_cursor (grid);
}

void
portail_grid_leave_text (PortailGrid *grid, const char *text)
{
  if (grid->edited_text != NULL && !g_str_equal (text, grid->edited_text))
    g_signal_emit (grid, text_left_signal, 0, grid->edited_title, text);
}

static void
drop_rows (PortailGrid *grid)
{
  portail_grid_cancel_edit (grid);
  g_ptr_array_set_size (grid->rows, 0);
  g_clear_pointer (&grid->header, gtk_widget_unparent);
  g_clear_pointer (&grid->totals, gtk_widget_unparent);
  portail_grid_geometry_clear (&grid->geometry);
}

static void
portail_grid_dispose (GObject *object)
{
  PortailGrid *grid = PORTAIL_GRID (object);

  portail_grid_set_sheet (grid, NULL);
  g_clear_handle_id (&grid->commit_source, g_source_remove);
  g_clear_pointer (&grid->menu, gtk_widget_unparent);
  g_clear_object (&grid->extra_menu);
  g_clear_object (&grid->hadjustment);
  g_clear_object (&grid->vadjustment);
  G_OBJECT_CLASS (portail_grid_parent_class)->dispose (object);
}

static void
portail_grid_finalize (GObject *object)
{
  PortailGrid *grid = PORTAIL_GRID (object);

  g_ptr_array_unref (grid->rows);
  g_free (grid->edited_row_id);
  g_free (grid->edited_text);
  g_free (grid->edited_title);
  G_OBJECT_CLASS (portail_grid_parent_class)->finalize (object);
}

/* Letters of another size. */
static void
portail_grid_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (portail_grid_parent_class)->css_changed (widget, change);
  portail_grid_geometry_forget_contents (&PORTAIL_GRID (widget)->geometry);
}

static void
portail_grid_class_init (PortailGridClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = portail_grid_dispose;
  object_class->finalize = portail_grid_finalize;
  object_class->set_property = portail_grid_set_property;
  object_class->get_property = portail_grid_get_property;
  g_object_class_override_property (object_class, HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, VSCROLL_POLICY, "vscroll-policy");
  cursor_moved_signal = g_signal_new ("cursor-moved", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST,
                                      0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  text_left_signal = g_signal_new ("text-left", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  widget_class->focus = portail_grid_focus;
  widget_class->grab_focus = portail_grid_grab_focus;
  widget_class->query_tooltip = portail_grid_query_tooltip;
  widget_class->css_changed = portail_grid_css_changed;
  portail_grid_class_init_layout (widget_class);
  portail_grid_class_init_actions (widget_class);
  gtk_widget_class_set_css_name (widget_class, "sheet");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
}

static void
portail_grid_scrollable_init (GtkScrollableInterface *interface)
{
}

static void
portail_grid_init (PortailGrid *grid)
{
  grid->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gtk_widget_unparent);
  grid->tab_column = G_MAXUINT;
  gtk_widget_set_focusable (GTK_WIDGET (grid), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (grid), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (grid), GTK_OVERFLOW_HIDDEN);
  portail_grid_init_input (grid);
}

GtkWidget *
portail_grid_new (const char *label, PortailGridFlags flags)
{
  PortailGrid *grid = g_object_new (PORTAIL_TYPE_GRID, NULL);

  grid->flags = flags;
  gtk_accessible_update_property (GTK_ACCESSIBLE (grid), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return GTK_WIDGET (grid);
}

static void
make_edges (PortailGrid *grid)
{
  PortailGridModel *model = portail_grid_sheet_get_model (grid->sheet);

  grid->header = portail_grid_row_new (PORTAIL_GRID_ROW_HEADER, &grid->geometry);
  portail_grid_row_set_name (PORTAIL_GRID_ROW (grid->header), _ ("titles"));
  gtk_widget_insert_after (grid->header, GTK_WIDGET (grid), NULL);
  for (guint i = 0; i < grid->geometry.n_columns; i++)
    {
      PortailGridContent title = { .display = g_strdup (_ (grid->geometry.columns[i].title)) };

      portail_grid_cell_set_content (portail_grid_row_get_cell (PORTAIL_GRID_ROW (grid->header), i),
                                     &title, NULL, NULL);
    }
  if (!portail_grid_model_has_totals (model))
    return;
  grid->totals = portail_grid_row_new (PORTAIL_GRID_ROW_TOTALS, &grid->geometry);
  portail_grid_row_set_name (PORTAIL_GRID_ROW (grid->totals), _ ("total"));
  gtk_widget_insert_before (grid->totals, GTK_WIDGET (grid), NULL);
}

void
portail_grid_set_sheet (PortailGrid *grid, PortailGridSheet *sheet)
{
  const PortailGridColumn *columns;
  guint n_columns;

  g_return_if_fail (PORTAIL_IS_GRID (grid));
  if (grid->sheet == sheet)
    return;
  if (grid->sheet != NULL)
    {
      drop_rows (grid);
      g_signal_handlers_disconnect_by_data (grid->sheet, grid);
      g_signal_handlers_disconnect_by_data (portail_grid_sheet_get_undo_stack (grid->sheet), grid);
    }
  g_set_object (&grid->sheet, sheet);
  grid->selection = (PortailGridSelection){ 0 };
  grid->is_stale = TRUE;
  if (sheet == NULL)
    return;
  columns = portail_grid_model_get_columns (portail_grid_sheet_get_model (sheet), &n_columns);
  portail_grid_geometry_init (&grid->geometry, columns, n_columns);
  make_edges (grid);
  g_signal_connect_object (sheet, "cells-changed", G_CALLBACK (on_cells_changed), grid,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sheet, "rows-changed", G_CALLBACK (on_rows_changed), grid,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (portail_grid_sheet_get_undo_stack (sheet), "changed",
                           G_CALLBACK (portail_grid_update_actions), grid, G_CONNECT_SWAPPED);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (grid), GTK_ACCESSIBLE_RELATION_ROW_COUNT,
                                  (int) portail_grid_get_n_rows (grid),
                                  GTK_ACCESSIBLE_RELATION_COL_COUNT, (int) n_columns, -1);
  portail_grid_update_actions (grid);
  gtk_widget_queue_resize (GTK_WIDGET (grid));
}

PortailGridSheet *
portail_grid_get_sheet (PortailGrid *grid)
{
  g_return_val_if_fail (PORTAIL_IS_GRID (grid), NULL);
  return grid->sheet;
}

void
portail_grid_get_cursor (PortailGrid *grid, guint *row, guint *column)
{
  g_return_if_fail (PORTAIL_IS_GRID (grid));
  *row = grid->selection.cursor.row;
  *column = grid->selection.cursor.column;
}

PortailGridRange
portail_grid_get_selection (PortailGrid *grid)
{
  g_return_val_if_fail (PORTAIL_IS_GRID (grid), ((PortailGridRange){ 0 }));
  return portail_grid_selection_get_range (&grid->selection);
}

void
portail_grid_set_cursor (PortailGrid *grid, guint row, guint column)
{
  g_return_if_fail (PORTAIL_IS_GRID (grid));
  portail_grid_move_cursor (grid, (PortailGridPlace){ row, column }, PORTAIL_GRID_SELECT_ONE);
}

void
portail_grid_select (PortailGrid *grid, const PortailGridRange *range)
{
  g_return_if_fail (PORTAIL_IS_GRID (grid));
  g_return_if_fail (range->n_rows > 0 && range->n_columns > 0);
  grid->selection.anchor = (PortailGridPlace){ range->row + range->n_rows - 1,
                                               range->column + range->n_columns - 1 };
  portail_grid_move_cursor (grid, (PortailGridPlace){ range->row, range->column },
                            PORTAIL_GRID_SELECT_EXTEND);
}

gboolean
portail_grid_paste_text (PortailGrid *grid, const char *text, GError **error)
{
  PortailGridRange selected = portail_grid_get_selection (grid);
  PortailGridRange pasted;

  g_return_val_if_fail (grid->sheet != NULL, FALSE);
  portail_grid_commit (grid);
  if (!portail_grid_sheet_paste (grid->sheet, &selected, text, &pasted, error))
    return FALSE;
  if (pasted.n_rows > 0 && pasted.n_columns > 0)
    portail_grid_select (grid, &pasted);
  return TRUE;
}

void
portail_grid_set_extra_menu (PortailGrid *grid, GMenuModel *menu)
{
  g_return_if_fail (PORTAIL_IS_GRID (grid));
  g_set_object (&grid->extra_menu, menu);
}
