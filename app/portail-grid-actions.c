/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done to the selected cells, and the menu of it. */
#include "app/portail-grid-private.h"
#include "shared/portail-i18n.h"

static void
copy_cells (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PortailGrid *grid = PORTAIL_GRID (widget);
  PortailGridRange selected = portail_grid_get_selection (grid);
  g_autofree char *text = portail_grid_sheet_copy (grid->sheet, &selected);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
clear_cells (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PortailGrid *grid = PORTAIL_GRID (widget);
  PortailGridRange selected = portail_grid_get_selection (grid);

  portail_grid_sheet_clear_cells (grid->sheet, &selected);
}

static void
cut_cells (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  copy_cells (widget, action_name, NULL);
  clear_cells (widget, action_name, NULL);
}

static void
on_clipboard_read (GObject *clipboard, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailGrid) grid = PORTAIL_GRID (user_data);
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);

  /* What is no text, or no table, is not pasted: there is nothing to tell. */
  if (text == NULL || grid->sheet == NULL || !portail_grid_paste_text (grid, text, NULL))
    gtk_widget_error_bell (GTK_WIDGET (grid));
}

static void
paste_cells (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, on_clipboard_read,
                                 g_object_ref (widget));
}

static void
fill_down (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PortailGrid *grid = PORTAIL_GRID (widget);
  PortailGridRange selected = portail_grid_get_selection (grid);

  /* One row alone is filled from the one above it. */
  if (selected.n_rows == 1 && selected.row > 0)
    {
      selected.row--;
      selected.n_rows = 2;
    }
  portail_grid_sheet_fill_down (grid->sheet, &selected);
}

static void
select_all (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PortailGrid *grid = PORTAIL_GRID (widget);
  PortailGridRange all = {
    0, 0, portail_grid_model_get_n_rows (portail_grid_sheet_get_model (grid->sheet)),
    grid->geometry.n_columns
  };

  if (all.n_rows > 0)
    portail_grid_select (grid, &all);
}

static void
edit_cell (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  portail_grid_start_edit (PORTAIL_GRID (widget), PORTAIL_GRID_EDIT_CONTENT, NULL);
}

static void
insert_above (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PortailGrid *grid = PORTAIL_GRID (widget);
  PortailGridRange selected = portail_grid_get_selection (grid);
  guint column = grid->selection.cursor.column;

  portail_grid_sheet_insert_rows (grid->sheet, selected.row, selected.n_rows);
  portail_grid_set_cursor (grid, selected.row, column);
}

static void
insert_below (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PortailGrid *grid = PORTAIL_GRID (widget);
  PortailGridRange selected = portail_grid_get_selection (grid);
  guint column = grid->selection.cursor.column;

  portail_grid_sheet_insert_rows (grid->sheet, selected.row + selected.n_rows, selected.n_rows);
  portail_grid_set_cursor (grid, selected.row + selected.n_rows, column);
}

static void
delete_rows (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PortailGrid *grid = PORTAIL_GRID (widget);
  PortailGridRange selected = portail_grid_get_selection (grid);
  guint column = grid->selection.cursor.column;

  portail_grid_sheet_delete_rows (grid->sheet, selected.row, selected.n_rows);
  portail_grid_set_cursor (grid, selected.row, column);
}

static void
undo (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  portail_undo_stack_undo (portail_grid_sheet_get_undo_stack (PORTAIL_GRID (widget)->sheet));
}

static void
redo (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  portail_undo_stack_redo (portail_grid_sheet_get_undo_stack (PORTAIL_GRID (widget)->sheet));
}

static void
show_menu_at_cursor (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PortailGrid *grid = PORTAIL_GRID (widget);
  PortailGridCell *cell = portail_grid_find_cell (grid, grid->selection.cursor.row,
                                                  grid->selection.cursor.column);
  graphene_rect_t bounds;

  if (cell != NULL && gtk_widget_compute_bounds (GTK_WIDGET (cell), widget, &bounds))
    portail_grid_show_menu (grid, bounds.origin.x + bounds.size.width / 2,
                            bounds.origin.y + bounds.size.height);
}

static const struct
{
  const char *name;
  GtkWidgetActionActivateFunc activate;
} actions[] = {
  { "grid.cut", cut_cells },
  { "grid.copy", copy_cells },
  { "grid.paste", paste_cells },
  { "grid.clear", clear_cells },
  { "grid.fill-down", fill_down },
  { "grid.select-all", select_all },
  { "grid.edit", edit_cell },
  { "grid.insert-above", insert_above },
  { "grid.insert-below", insert_below },
  { "grid.delete-rows", delete_rows },
  { "grid.undo", undo },
  { "grid.redo", redo },
  { "grid.menu", show_menu_at_cursor },
};

/* When an action may be used. */
typedef enum
{
  NEEDS_CELLS = 1 << 0,
  NEEDS_EDITABLE = 1 << 1,
  NEEDS_ROW_CHANGES = 1 << 2,
  NEEDS_UNDO = 1 << 3,
  NEEDS_REDO = 1 << 4,
} Needs;

static const struct
{
  const char *name;
  Needs needs;
} conditions[] = {
  { "grid.cut", NEEDS_CELLS | NEEDS_EDITABLE },
  { "grid.copy", NEEDS_CELLS },
  { "grid.paste", NEEDS_EDITABLE },
  { "grid.clear", NEEDS_CELLS | NEEDS_EDITABLE },
  { "grid.fill-down", NEEDS_CELLS | NEEDS_EDITABLE },
  { "grid.select-all", NEEDS_CELLS },
  { "grid.edit", NEEDS_EDITABLE },
  { "grid.insert-above", NEEDS_ROW_CHANGES },
  { "grid.insert-below", NEEDS_CELLS | NEEDS_ROW_CHANGES },
  { "grid.delete-rows", NEEDS_CELLS | NEEDS_ROW_CHANGES },
  { "grid.undo", NEEDS_EDITABLE | NEEDS_UNDO },
  { "grid.redo", NEEDS_EDITABLE | NEEDS_REDO },
};

static Needs
get_fulfilled (PortailGrid *grid)
{
  PortailUndoStack *stack = portail_grid_sheet_get_undo_stack (grid->sheet);
  Needs needs = 0;

  if (!portail_grid_sheet_is_new_row (grid->sheet, portail_grid_get_selection (grid).row))
    needs |= NEEDS_CELLS;
  if (portail_grid_sheet_get_mode (grid->sheet) == PORTAIL_GRID_EDITABLE)
    needs |= NEEDS_EDITABLE;
  if (portail_grid_sheet_can_change_rows (grid->sheet))
    needs |= NEEDS_ROW_CHANGES;
  if (portail_undo_stack_can_undo (stack))
    needs |= NEEDS_UNDO;
  if (portail_undo_stack_can_redo (stack))
    needs |= NEEDS_REDO;
  return needs;
}

void
portail_grid_update_actions (PortailGrid *grid)
{
  Needs fulfilled = grid->sheet != NULL ? get_fulfilled (grid) : 0;

  for (gsize i = 0; i < G_N_ELEMENTS (conditions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (grid), conditions[i].name,
                                   (conditions[i].needs & ~fulfilled) == 0 && grid->sheet != NULL);
}

/* The sections of the menu; a title of NULL ends one. */
static const struct
{
  const char *title;
  const char *action;
  const char *keys;
} items[] = {
  { NC_ ("grid", "Cu_t"), "grid.cut", "<Control>x" },
  { NC_ ("grid", "_Copy"), "grid.copy", "<Control>c" },
  { NC_ ("grid", "_Paste"), "grid.paste", "<Control>v" },
  { NC_ ("grid", "C_lear"), "grid.clear", "Delete" },
  { NC_ ("grid", "_Fill down"), "grid.fill-down", "<Control>d" },
  { NULL },
  { NC_ ("grid", "Insert row _above"), "grid.insert-above", "<Control>plus" },
  { NC_ ("grid", "Insert row _below"), "grid.insert-below", NULL },
  { NC_ ("grid", "_Delete rows"), "grid.delete-rows", "<Control>minus" },
  { NULL },
  { NC_ ("grid", "_Undo"), "grid.undo", "<Control>z" },
  { NC_ ("grid", "_Redo"), "grid.redo", "<Control><Shift>z" },
};

static GMenuModel *
new_menu (PortailGrid *grid)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) section = g_menu_new ();

  if (grid->extra_menu != NULL)
    g_menu_append_section (menu, NULL, grid->extra_menu);
  for (gsize i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_autoptr (GMenuItem) item = NULL;

      if (items[i].title == NULL)
        {
          g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
          g_object_unref (section);
          section = g_menu_new ();
          continue;
        }
      item = g_menu_item_new (g_dpgettext2 (GETTEXT_PACKAGE, "grid", items[i].title),
                              items[i].action);
      if (items[i].keys != NULL)
        g_menu_item_set_attribute (item, "accel", "s", items[i].keys);
      g_menu_append_item (section, item);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  return G_MENU_MODEL (g_steal_pointer (&menu));
}

void
portail_grid_show_menu (PortailGrid *grid, double x, double y)
{
  g_autoptr (GMenuModel) menu = NULL;

  portail_grid_commit (grid);
  menu = new_menu (grid);
  if (grid->menu == NULL)
    {
      grid->menu = gtk_popover_menu_new_from_model (menu);
      gtk_popover_set_has_arrow (GTK_POPOVER (grid->menu), FALSE);
      gtk_widget_set_halign (grid->menu, GTK_ALIGN_START);
      gtk_widget_set_parent (grid->menu, GTK_WIDGET (grid));
      g_signal_connect_object (grid->menu, "closed", G_CALLBACK (portail_grid_focus_cursor), grid,
                               G_CONNECT_SWAPPED);
    }
  else
    gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (grid->menu), menu);
  gtk_popover_set_pointing_to (GTK_POPOVER (grid->menu), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (grid->menu));
}

void
portail_grid_class_init_actions (GtkWidgetClass *widget_class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].activate);
}
