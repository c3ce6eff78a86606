/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of one cell while it is typed. The cell holds the editor; the grid knows which row of
 * the model it is for by its id, since rows come and go under it. */
#include "app/portail-grid-private.h"

static const char *
get_text (const PortailGridContent *content)
{
  if (content->text != NULL && *content->text != '\0')
    return content->text;
  return content->plain != NULL ? content->plain : "";
}

/* Takes the editor down; the focus stays in the grid if it was there. */
static void
end_edit (PortailGrid *grid)
{
  PortailGridCell *cell = grid->edited_cell;
  gboolean has_focus;

  if (cell == NULL)
    return;
  has_focus = gtk_widget_get_focus_child (GTK_WIDGET (cell)) != NULL;
  grid->edit_mode = PORTAIL_GRID_EDIT_NOTHING;
  grid->edited_cell = NULL;
  if (has_focus)
    gtk_widget_grab_focus (GTK_WIDGET (cell));
  portail_grid_cell_end_editor (cell);
  g_clear_handle_id (&grid->commit_source, g_source_remove);
  g_clear_pointer (&grid->edited_row_id, g_free);
  g_clear_pointer (&grid->edited_text, g_free);
  g_clear_pointer (&grid->edited_title, g_free);
}

/* Where the edited row stands now; FALSE when it has gone. */
static gboolean
find_edited_row (PortailGrid *grid, guint *row)
{
  PortailGridModel *model = portail_grid_sheet_get_model (grid->sheet);

  if (grid->edited_row_id != NULL)
    return portail_grid_model_find_row (model, grid->edited_row_id, row);
  *row = portail_grid_model_get_n_rows (model);
  return TRUE;
}

void
portail_grid_commit (PortailGrid *grid)
{
  g_autofree char *text = NULL;
  guint column = grid->edited_place.column;
  gboolean is_changed;
  gboolean is_open;
  guint row;

  g_return_if_fail (PORTAIL_IS_GRID (grid));
  if (grid->edited_cell == NULL)
    return;
  text = gtk_editable_get_chars (GTK_EDITABLE (portail_grid_cell_get_editor (grid->edited_cell)), 0,
                                 -1);
  is_changed = !g_str_equal (text, grid->edited_text);
  is_open = find_edited_row (grid, &row)
            && portail_grid_sheet_is_cell_editable (grid->sheet, row, column);
  if (!is_open)
    portail_grid_leave_text (grid, text);
  end_edit (grid);
  if (is_changed && is_open)
    portail_grid_sheet_set_text (grid->sheet, row, column, text);
}

void
portail_grid_cancel_edit (PortailGrid *grid)
{
  end_edit (grid);
}

static void
on_activated (PortailGrid *grid)
{
  PortailGridPlace below = { grid->edited_place.row + 1, grid->edited_place.column };

  if (grid->tab_column != G_MAXUINT)
    below.column = grid->tab_column;
  grid->tab_column = G_MAXUINT;
  portail_grid_move_cursor (grid, below, PORTAIL_GRID_SELECT_ONE);
}

static gboolean
commit_left (gpointer user_data)
{
  PortailGrid *grid = PORTAIL_GRID (user_data);

  grid->commit_source = 0;
  portail_grid_commit (grid);
  return G_SOURCE_REMOVE;
}

/* The focus goes elsewhere with the text unfinished. The editor must outlive the move. */
static void
on_focus_left (PortailGrid *grid)
{
  if (grid->commit_source == 0)
    grid->commit_source = g_idle_add_full (G_PRIORITY_DEFAULT, commit_left, grid, NULL);
}

/* Puts an editor into the cell at the edited place, which is in sight. */
static gboolean
open_editor (PortailGrid *grid, const char *text)
{
  PortailGridCell *cell = portail_grid_find_cell (grid, grid->edited_place.row,
                                                  grid->edited_place.column);
  GtkEventController *focus;
  GtkText *editor;

  if (cell == NULL)
    return FALSE;
  editor = portail_grid_cell_start_editor (cell, text);
  grid->edited_cell = cell;
  focus = gtk_event_controller_focus_new ();
  g_signal_connect_object (focus, "leave", G_CALLBACK (on_focus_left), grid, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (editor), focus);
  g_signal_connect_object (editor, "activate", G_CALLBACK (on_activated), grid, G_CONNECT_SWAPPED);
  /* Only now, so that the controller sees the focus come. */
  gtk_widget_grab_focus (GTK_WIDGET (editor));
  gtk_editable_set_position (GTK_EDITABLE (editor), -1);
  return TRUE;
}

static void
toggle (PortailGrid *grid, const PortailGridPlace *place)
{
  g_auto (PortailGridContent) content = { 0 };
  gboolean is_checked;

  portail_grid_sheet_get_content (grid->sheet, place->row, place->column, &content);
  is_checked = (content.flags & PORTAIL_GRID_CELL_CHECKED) != 0;
  portail_grid_sheet_set_text (grid->sheet, place->row, place->column, is_checked ? "0" : "1");
}

gboolean
portail_grid_start_edit (PortailGrid *grid, PortailGridEditMode mode, const char *text)
{
  PortailGridPlace place = grid->selection.cursor;
  g_auto (PortailGridContent) content = { 0 };

  portail_grid_commit (grid);
  if (grid->sheet == NULL
      || !portail_grid_sheet_is_cell_editable (grid->sheet, place.row, place.column))
    return FALSE;
  if (grid->geometry.columns[place.column].kind == PORTAIL_GRID_TOGGLE)
    {
      toggle (grid, &place);
      return TRUE;
    }
  portail_grid_focus_cursor (grid);
  portail_grid_sheet_get_content (grid->sheet, place.row, place.column, &content);
  grid->edited_place = place;
  if (!portail_grid_sheet_is_new_row (grid->sheet, place.row))
    grid->edited_row_id = g_strdup (
        portail_grid_model_get_row_id (portail_grid_sheet_get_model (grid->sheet), place.row));
  grid->edited_text = g_strdup (get_text (&content));
  grid->edited_title = portail_grid_model_dup_place (portail_grid_sheet_get_model (grid->sheet),
                                                     place.row, place.column);
  grid->edit_mode = mode;
  if (open_editor (grid, text != NULL ? text : grid->edited_text))
    return TRUE;
  grid->edit_mode = PORTAIL_GRID_EDIT_NOTHING;
  g_clear_pointer (&grid->edited_row_id, g_free);
  g_clear_pointer (&grid->edited_text, g_free);
  g_clear_pointer (&grid->edited_title, g_free);
  return FALSE;
}

void
portail_grid_relocate_edit (PortailGrid *grid)
{
  g_autofree char *text = NULL;
  guint row;

  if (grid->edited_cell == NULL)
    return;
  text = gtk_editable_get_chars (GTK_EDITABLE (portail_grid_cell_get_editor (grid->edited_cell)), 0,
                                 -1);
  if (!find_edited_row (grid, &row))
    {
      portail_grid_leave_text (grid, text);
      portail_grid_cancel_edit (grid);
      return;
    }
  if (row == grid->edited_place.row)
    return;
  portail_grid_cancel_edit (grid);
  portail_grid_move_cursor (grid, (PortailGridPlace){ row, grid->edited_place.column },
                            PORTAIL_GRID_SELECT_ONE);
  portail_grid_start_edit (grid, PORTAIL_GRID_EDIT_CONTENT, text);
}
