/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys and pointer of a grid. Tables say which key does what. */
#include "app/portail-grid-private.h"

static const struct
{
  guint key;
  GdkModifierType modifiers; /* without Shift, which extends */
  PortailGridMove move;
} moves[] = {
  { GDK_KEY_Up, 0, PORTAIL_GRID_MOVE_UP },
  { GDK_KEY_Down, 0, PORTAIL_GRID_MOVE_DOWN },
  { GDK_KEY_Left, 0, PORTAIL_GRID_MOVE_LEFT },
  { GDK_KEY_Right, 0, PORTAIL_GRID_MOVE_RIGHT },
  { GDK_KEY_Page_Up, 0, PORTAIL_GRID_MOVE_PAGE_UP },
  { GDK_KEY_Page_Down, 0, PORTAIL_GRID_MOVE_PAGE_DOWN },
  { GDK_KEY_Home, 0, PORTAIL_GRID_MOVE_ROW_START },
  { GDK_KEY_End, 0, PORTAIL_GRID_MOVE_ROW_END },
  { GDK_KEY_Up, GDK_CONTROL_MASK, PORTAIL_GRID_MOVE_TOP },
  { GDK_KEY_Down, GDK_CONTROL_MASK, PORTAIL_GRID_MOVE_BOTTOM },
  { GDK_KEY_Left, GDK_CONTROL_MASK, PORTAIL_GRID_MOVE_ROW_START },
  { GDK_KEY_Right, GDK_CONTROL_MASK, PORTAIL_GRID_MOVE_ROW_END },
  { GDK_KEY_Home, GDK_CONTROL_MASK, PORTAIL_GRID_MOVE_FIRST },
  { GDK_KEY_End, GDK_CONTROL_MASK, PORTAIL_GRID_MOVE_LAST },
};

/* While no text is edited. */
static const struct
{
  guint key;
  GdkModifierType modifiers;
  const char *action;
} commands[] = {
  { GDK_KEY_x, GDK_CONTROL_MASK, "grid.cut" },
  { GDK_KEY_c, GDK_CONTROL_MASK, "grid.copy" },
  { GDK_KEY_v, GDK_CONTROL_MASK, "grid.paste" },
  { GDK_KEY_Insert, GDK_CONTROL_MASK, "grid.copy" },
  { GDK_KEY_Insert, GDK_SHIFT_MASK, "grid.paste" },
  { GDK_KEY_Delete, 0, "grid.clear" },
  { GDK_KEY_BackSpace, 0, "grid.clear" },
  { GDK_KEY_d, GDK_CONTROL_MASK, "grid.fill-down" },
  { GDK_KEY_a, GDK_CONTROL_MASK, "grid.select-all" },
  { GDK_KEY_F2, 0, "grid.edit" },
  { GDK_KEY_plus, GDK_CONTROL_MASK, "grid.insert-above" },
  { GDK_KEY_plus, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "grid.insert-above" },
  { GDK_KEY_minus, GDK_CONTROL_MASK, "grid.delete-rows" },
  { GDK_KEY_z, GDK_CONTROL_MASK, "grid.undo" },
  { GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "grid.redo" },
  { GDK_KEY_y, GDK_CONTROL_MASK, "grid.redo" },
  { GDK_KEY_Menu, 0, "grid.menu" },
  { GDK_KEY_F10, GDK_SHIFT_MASK, "grid.menu" },
};

static gboolean
is_return (guint key)
{
  return key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_ISO_Enter;
}

/* Keys of the keypad as those of the keyboard, letters as small ones. */
static guint
normalise (guint key)
{
  static const struct
  {
    guint keypad;
    guint key;
  } keys[] = {
    { GDK_KEY_KP_Up, GDK_KEY_Up },           { GDK_KEY_KP_Down, GDK_KEY_Down },
    { GDK_KEY_KP_Left, GDK_KEY_Left },       { GDK_KEY_KP_Right, GDK_KEY_Right },
    { GDK_KEY_KP_Home, GDK_KEY_Home },       { GDK_KEY_KP_End, GDK_KEY_End },
    { GDK_KEY_KP_Page_Up, GDK_KEY_Page_Up }, { GDK_KEY_KP_Page_Down, GDK_KEY_Page_Down },
    { GDK_KEY_KP_Delete, GDK_KEY_Delete },   { GDK_KEY_KP_Insert, GDK_KEY_Insert },
    { GDK_KEY_KP_Add, GDK_KEY_plus },        { GDK_KEY_KP_Subtract, GDK_KEY_minus },
    { GDK_KEY_ISO_Left_Tab, GDK_KEY_Tab },   { GDK_KEY_KP_Tab, GDK_KEY_Tab },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].keypad == key)
      return keys[i].key;
  return gdk_keyval_to_lower (key);
}

static gboolean
is_tab_stop (PortailGrid *grid, PortailGridPlace place)
{
  return portail_grid_sheet_get_mode (grid->sheet) == PORTAIL_GRID_READ_ONLY
         || portail_grid_sheet_is_cell_editable (grid->sheet, place.row, place.column);
}

/* The next cell that can be edited, in reading order; FALSE behind the last or before the first
 * one: Tab leaves the grid there. */
static gboolean
move_by_tab (PortailGrid *grid, int step)
{
  PortailGridExtent extent = portail_grid_get_extent (grid);
  gint64 place = (gint64) grid->selection.cursor.row * extent.n_columns
                 + grid->selection.cursor.column + step;
  gint64 n_places = (gint64) extent.n_rows * extent.n_columns;

  for (; place >= 0 && place < n_places; place += step)
    {
      PortailGridPlace to = { (guint) (place / extent.n_columns),
                              (guint) (place % extent.n_columns) };
      guint tab_column = grid->tab_column != G_MAXUINT ? grid->tab_column
                                                       : grid->selection.cursor.column;

      if (!is_tab_stop (grid, to))
        continue;
      portail_grid_move_cursor (grid, to, PORTAIL_GRID_SELECT_ONE);
      grid->tab_column = tab_column;
      return TRUE;
    }
  portail_grid_commit (grid);
  return FALSE;
}

static void
move_by_return (PortailGrid *grid, PortailGridMove move)
{
  PortailGridExtent extent = portail_grid_get_extent (grid);
  PortailGridPlace to;

  portail_grid_commit (grid);
  to = portail_grid_place_move (grid->selection.cursor, move, &extent);
  if (grid->tab_column != G_MAXUINT)
    to.column = grid->tab_column;
  grid->tab_column = G_MAXUINT;
  portail_grid_move_cursor (grid, to, PORTAIL_GRID_SELECT_ONE);
}

static gboolean
handle_move (PortailGrid *grid, guint key, GdkModifierType modifiers)
{
  gboolean extends = (modifiers & GDK_SHIFT_MASK) != 0;
  PortailGridExtent extent;

  for (gsize i = 0; i < G_N_ELEMENTS (moves); i++)
    if (moves[i].key == key && moves[i].modifiers == (modifiers & ~GDK_SHIFT_MASK))
      {
        portail_grid_commit (grid);
        extent = portail_grid_get_extent (grid);
        grid->tab_column = G_MAXUINT;
        portail_grid_move_cursor (
            grid, portail_grid_place_move (grid->selection.cursor, moves[i].move, &extent),
            extends ? PORTAIL_GRID_SELECT_EXTEND : PORTAIL_GRID_SELECT_ONE);
        return TRUE;
      }
  return FALSE;
}

/* The keys that mean the same whether a text is edited or not. */
static gboolean
handle_step (PortailGrid *grid, guint key, GdkModifierType modifiers)
{
  gboolean is_back = (modifiers & GDK_SHIFT_MASK) != 0;

  if ((modifiers & ~GDK_SHIFT_MASK) != 0)
    return FALSE;
  if (key == GDK_KEY_Tab)
    return move_by_tab (grid, is_back ? -1 : 1);
  if (!is_return (key))
    return FALSE;
  move_by_return (grid, is_back ? PORTAIL_GRID_MOVE_UP : PORTAIL_GRID_MOVE_DOWN);
  return TRUE;
}

static gboolean
handle_command (PortailGrid *grid, guint key, GdkModifierType modifiers)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (commands[i].key == key && commands[i].modifiers == modifiers)
      return gtk_widget_activate_action (GTK_WIDGET (grid), commands[i].action, NULL);
  return FALSE;
}

/* Keys that make a letter, and those that begin one: dead keys and Compose. */
static gboolean
begins_text (guint key, GdkModifierType modifiers)
{
  return (modifiers & ~GDK_SHIFT_MASK) == 0
         && (g_unichar_isprint (gdk_keyval_to_unicode (key)) || key == GDK_KEY_Multi_key
             || (key >= GDK_KEY_dead_grave && key <= GDK_KEY_dead_greek));
}

static gboolean
handle_typing (PortailGrid *grid, GtkEventController *controller, guint key)
{
  PortailGridPlace cursor = grid->selection.cursor;

  if (cursor.column >= grid->geometry.n_columns)
    return FALSE;
  if (grid->geometry.columns[cursor.column].kind == PORTAIL_GRID_TOGGLE)
    return key == GDK_KEY_space && portail_grid_start_edit (grid, PORTAIL_GRID_EDIT_REPLACE, NULL);
  if (!portail_grid_start_edit (grid, PORTAIL_GRID_EDIT_REPLACE, ""))
    return FALSE;
  /* The letter itself, through the input method. */
  return gtk_event_controller_key_forward (
      GTK_EVENT_CONTROLLER_KEY (controller),
      GTK_WIDGET (portail_grid_cell_get_editor (grid->edited_cell)));
}

static gboolean
handle_edit_key (PortailGrid *grid, guint key, GdkModifierType modifiers)
{
  if (key == GDK_KEY_Escape)
    {
      portail_grid_cancel_edit (grid);
      return TRUE;
    }
  /* The text itself has no use for these. */
  if (key == GDK_KEY_Up || key == GDK_KEY_Down || key == GDK_KEY_Page_Up
      || key == GDK_KEY_Page_Down)
    return handle_move (grid, key, modifiers & ~GDK_SHIFT_MASK);
  return handle_step (grid, key, modifiers);
}

static gboolean
on_key_pressed (GtkEventController *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                PortailGrid *grid)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  guint key = normalise (keyval);

  if (grid->sheet == NULL)
    return FALSE;
  if (grid->edited_cell != NULL)
    return handle_edit_key (grid, key, modifiers);
  return handle_step (grid, key, modifiers) || handle_command (grid, key, modifiers)
         || handle_move (grid, key, modifiers)
         || (begins_text (keyval, modifiers) && handle_typing (grid, controller, keyval));
}

/* Before the editor: in a text that began empty the arrows go on to the next cell. */
static gboolean
on_key_captured (GtkEventController *controller,
                 guint keyval,
                 guint keycode,
                 GdkModifierType state,
                 PortailGrid *grid)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  guint key = normalise (keyval);

  return grid->edit_mode == PORTAIL_GRID_EDIT_REPLACE && modifiers == 0
         && (key == GDK_KEY_Left || key == GDK_KEY_Right) && handle_move (grid, key, 0);
}

static gboolean
is_in_editor (PortailGrid *grid, double x, double y)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (grid), x, y, GTK_PICK_DEFAULT);

  return grid->edited_cell != NULL && picked != NULL
         && gtk_widget_is_ancestor (picked, GTK_WIDGET (grid->edited_cell));
}

/* A click on a row number takes the row, one on a title the column. */
static gboolean
select_line (PortailGrid *grid, double x, double y)
{
  PortailGridExtent extent = portail_grid_get_extent (grid);
  int column = portail_grid_geometry_find_column (&grid->geometry, (int) x);
  gboolean is_title = y < gtk_widget_get_height (grid->header);
  PortailGridRange range = { 0, 0, extent.n_rows, extent.n_columns };
  PortailGridPlace place;

  portail_grid_find_place (grid, x, y, &place);
  if (extent.n_rows == 0 || (is_title && column < 0))
    return FALSE;
  if (is_title)
    {
      range.column = (guint) column;
      range.n_columns = 1;
    }
  else if (x < grid->geometry.number_width)
    {
      range.row = place.row;
      range.n_rows = 1;
    }
  else
    return FALSE;
  portail_grid_select (grid, &range);
  return TRUE;
}

static void
on_pressed (GtkGesture *gesture, int n_presses, double x, double y, PortailGrid *grid)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (
      GTK_EVENT_CONTROLLER (gesture));
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  PortailGridRange selected = portail_grid_get_selection (grid);
  PortailGridPlace place;

  if (grid->sheet == NULL || is_in_editor (grid, x, y))
    return;
  gtk_widget_grab_focus (GTK_WIDGET (grid));
  grid->tab_column = G_MAXUINT;
  if (!portail_grid_find_place (grid, x, y, &place))
    {
      if (button == GDK_BUTTON_PRIMARY)
        select_line (grid, x, y);
      return;
    }
  if (button == GDK_BUTTON_PRIMARY && n_presses == 2)
    portail_grid_start_edit (grid, PORTAIL_GRID_EDIT_CONTENT, NULL);
  else if (button == GDK_BUTTON_PRIMARY
           || !portail_grid_range_contains (&selected, place.row, place.column))
    portail_grid_move_cursor (grid, place,
                              (state & GDK_SHIFT_MASK) != 0 ? PORTAIL_GRID_SELECT_EXTEND
                                                            : PORTAIL_GRID_SELECT_ONE);
  if (button == GDK_BUTTON_SECONDARY)
    portail_grid_show_menu (grid, x, y);
}

static void
on_drag_begun (GtkGestureDrag *gesture, double x, double y, PortailGrid *grid)
{
  GdkDevice *device = gtk_event_controller_get_current_event_device (
      GTK_EVENT_CONTROLLER (gesture));

  /* A finger scrolls. */
  if (grid->sheet == NULL || is_in_editor (grid, x, y)
      || (device != NULL && gdk_device_get_source (device) == GDK_SOURCE_TOUCHSCREEN)
      || !portail_grid_find_place (grid, x, y, &grid->drag_start))
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
}

static void
on_dragged (GtkGestureDrag *gesture, double offset_x, double offset_y, PortailGrid *grid)
{
  PortailGridPlace place;
  double x;
  double y;

  if (grid->edited_cell != NULL || !gtk_gesture_drag_get_start_point (gesture, &x, &y))
    return;
  portail_grid_find_place (grid, x + offset_x, y + offset_y, &place);
  if (place.row == grid->selection.cursor.row && place.column == grid->selection.cursor.column)
    return;
  portail_grid_move_cursor (grid, place, PORTAIL_GRID_SELECT_EXTEND);
}

void
portail_grid_init_input (PortailGrid *grid)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *captured_keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed), grid);
  gtk_widget_add_controller (GTK_WIDGET (grid), keys);
  gtk_event_controller_set_propagation_phase (captured_keys, GTK_PHASE_CAPTURE);
  g_signal_connect (captured_keys, "key-pressed", G_CALLBACK (on_key_captured), grid);
  gtk_widget_add_controller (GTK_WIDGET (grid), captured_keys);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), grid);
  gtk_widget_add_controller (GTK_WIDGET (grid), GTK_EVENT_CONTROLLER (click));
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begun), grid);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_dragged), grid);
  gtk_widget_add_controller (GTK_WIDGET (grid), GTK_EVENT_CONTROLLER (drag));
}
