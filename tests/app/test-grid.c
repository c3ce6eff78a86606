/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grid under a true keyboard and mouse. */
#include "app/portail-application.h"
#include "app/portail-grid-cell.h"
#include "app/portail-grid.h"
#include "tests/app/roster-model.h"
#include "tests/support/portail-robot.h"
#include "tests/support/portail-screenshot.h"

typedef struct
{
  RosterModel *model;
  PortailUndoStack *stack;
  PortailGridSheet *sheet;
  PortailGrid *grid;
  GtkWindow *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer n_rows)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  fixture->model = roster_model_new (n_rows != NULL ? GPOINTER_TO_UINT (n_rows) : 5);
  fixture->stack = portail_undo_stack_new ();
  fixture->sheet = portail_grid_sheet_new (PORTAIL_GRID_MODEL (fixture->model), fixture->stack);
  fixture->grid = PORTAIL_GRID (portail_grid_new ("Rows", PORTAIL_GRID_ROW_NUMBERS));
  fixture->window = GTK_WINDOW (gtk_window_new ());
  portail_grid_set_sheet (fixture->grid, fixture->sheet);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (fixture->grid));
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_box_append (GTK_BOX (box), gtk_button_new_with_label ("After"));
  gtk_window_set_child (fixture->window, box);
  gtk_window_set_default_size (fixture->window, 900, 480);
  gtk_window_present (fixture->window);
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  portail_robot_focus (fixture->window);
  gtk_widget_grab_focus (GTK_WIDGET (fixture->grid));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  gtk_window_destroy (fixture->window);
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
  g_assert_finalize_object (fixture->sheet);
  g_assert_finalize_object (fixture->stack);
  g_assert_finalize_object (fixture->model);
}

static void
press (Fixture *fixture, const char *keys)
{
  portail_robot_press (fixture->window, keys);
}

static void
type (Fixture *fixture, const char *text)
{
  portail_robot_type (fixture->window, text);
}

static void
assert_text (Fixture *fixture, guint row, guint column, const char *expected)
{
  g_autofree char *text = roster_model_get_text (fixture->model, row, column);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_cursor (Fixture *fixture, guint row, guint column)
{
  guint cursor_row;
  guint cursor_column;

  portail_grid_get_cursor (fixture->grid, &cursor_row, &cursor_column);
  g_assert_cmpuint (cursor_row, ==, row);
  g_assert_cmpuint (cursor_column, ==, column);
}

static void
assert_selection (Fixture *fixture, PortailGridRange expected)
{
  PortailGridRange range = portail_grid_get_selection (fixture->grid);

  g_assert_cmpuint (range.row, ==, expected.row);
  g_assert_cmpuint (range.column, ==, expected.column);
  g_assert_cmpuint (range.n_rows, ==, expected.n_rows);
  g_assert_cmpuint (range.n_columns, ==, expected.n_columns);
}

/* The widget that has the keyboard. */
static GtkWidget *
get_focus (Fixture *fixture)
{
  return gtk_root_get_focus (GTK_ROOT (fixture->window));
}

static void
arrows_move_and_stop_at_the_edges (Fixture *fixture, gconstpointer unused)
{
  assert_cursor (fixture, 0, 0);
  press (fixture, "Down Down Right");
  assert_cursor (fixture, 2, 1);
  press (fixture, "Up Up Up Left Left");
  assert_cursor (fixture, 0, 0);
  press (fixture, "ctrl+End");
  assert_cursor (fixture, 5, ROSTER_SALAIRE);
  press (fixture, "Home");
  assert_cursor (fixture, 5, 0);
  press (fixture, "ctrl+Home End");
  assert_cursor (fixture, 0, ROSTER_SALAIRE);
  g_assert_true (PORTAIL_IS_GRID_CELL (get_focus (fixture)));
}

static void
typing_replaces_and_enter_goes_down (Fixture *fixture, gconstpointer unused)
{
  press (fixture, "Right Right");
  type (fixture, "12500,5");
  assert_text (fixture, 0, ROSTER_RUN, "1000");
  press (fixture, "Return");
  assert_text (fixture, 0, ROSTER_RUN, "12500.50");
  assert_cursor (fixture, 1, ROSTER_RUN);
  type (fixture, "7");
  press (fixture, "shift+Return");
  assert_text (fixture, 1, ROSTER_RUN, "7");
  assert_cursor (fixture, 0, ROSTER_RUN);
}

static void
tab_goes_along_the_row_and_enter_back_below_its_start (Fixture *fixture, gconstpointer unused)
{
  press (fixture, "Right Right");
  type (fixture, "1");
  press (fixture, "Tab");
  type (fixture, "2");
  press (fixture, "Tab");
  /* The computed column is no stop. */
  assert_cursor (fixture, 0, ROSTER_SALAIRE);
  press (fixture, "Return");
  assert_cursor (fixture, 1, ROSTER_RUN);
  assert_text (fixture, 0, ROSTER_FACTURE, "2");
  press (fixture, "shift+Tab");
  assert_cursor (fixture, 1, ROSTER_DIRECTION);
}

static void
tab_leaves_behind_the_last_cell (Fixture *fixture, gconstpointer unused)
{
  press (fixture, "ctrl+End Tab");
  g_assert_true (GTK_IS_BUTTON (get_focus (fixture)));
  press (fixture, "shift+Tab");
  g_assert_true (PORTAIL_IS_GRID_CELL (get_focus (fixture)));
  press (fixture, "ctrl+Home shift+Tab");
  g_assert_true (GTK_IS_BUTTON (get_focus (fixture)));
}

static void
f2_edits_and_escape_leaves_as_it_was (Fixture *fixture, gconstpointer unused)
{
  press (fixture, "F2");
  g_assert_true (GTK_IS_TEXT (get_focus (fixture)));
  type (fixture, "ie");
  press (fixture, "Return");
  assert_text (fixture, 0, ROSTER_NAME, "Annie");
  press (fixture, "F2");
  type (fixture, "yyy");
  press (fixture, "Escape");
  assert_text (fixture, 1, ROSTER_NAME, "Bob");
  assert_cursor (fixture, 1, ROSTER_NAME);
  g_assert_true (PORTAIL_IS_GRID_CELL (get_focus (fixture)));
}

static void
arrows_commit_what_replaces_and_move_in_what_is_edited (Fixture *fixture, gconstpointer unused)
{
  type (fixture, "Zoe");
  press (fixture, "Right");
  assert_text (fixture, 0, ROSTER_NAME, "Zoe");
  assert_cursor (fixture, 0, ROSTER_DIRECTION);
  press (fixture, "Left F2 Left");
  type (fixture, "X");
  press (fixture, "Down");
  assert_text (fixture, 0, ROSTER_NAME, "ZoXe");
  assert_cursor (fixture, 1, ROSTER_NAME);
}

static void
a_refused_text_stays_and_says_why (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *cell;

  press (fixture, "Right Right");
  type (fixture, "12k");
  press (fixture, "Return Up");
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  assert_text (fixture, 0, ROSTER_RUN, "1000");
  cell = get_focus (fixture);
  g_assert_true (gtk_widget_has_css_class (cell, "refused"));
  g_assert_cmpstr (portail_grid_cell_get_content (PORTAIL_GRID_CELL (cell))->note, !=, NULL);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "RUN, Ann, 12k");
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_TRUE);
  press (fixture, "F2 BackSpace Return Up");
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  assert_text (fixture, 0, ROSTER_RUN, "12");
  g_assert_false (gtk_widget_has_css_class (get_focus (fixture), "refused"));
}

static void
delete_clears_the_selected_block (Fixture *fixture, gconstpointer unused)
{
  press (fixture, "Right Right Down shift+Down shift+Right");
  assert_selection (fixture, (PortailGridRange){ 1, ROSTER_RUN, 2, 2 });
  press (fixture, "Delete");
  assert_text (fixture, 1, ROSTER_RUN, "0");
  assert_text (fixture, 2, ROSTER_FACTURE, "0");
  assert_text (fixture, 3, ROSTER_RUN, "4000");
  press (fixture, "ctrl+z");
  assert_text (fixture, 1, ROSTER_RUN, "2000");
  press (fixture, "ctrl+shift+z");
  assert_text (fixture, 1, ROSTER_RUN, "0");
}

static gboolean
has_seven_rows (gpointer fixture)
{
  return portail_grid_model_get_n_rows (PORTAIL_GRID_MODEL (((Fixture *) fixture)->model)) == 7;
}

static void
a_block_from_the_clipboard_lands_at_the_cursor (Fixture *fixture, gconstpointer unused)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (fixture->grid)),
                          "Élodie\toui\t80 000 $\t10 000\nNoël D'Arcy\tnon\t12 500,50 $\t0\n");
  press (fixture, "ctrl+End Home ctrl+v");
  portail_robot_wait (has_seven_rows, fixture);
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  assert_text (fixture, 5, ROSTER_NAME, "Élodie");
  assert_text (fixture, 6, ROSTER_RUN, "12500.50");
  assert_selection (fixture, (PortailGridRange){ 5, 0, 2, 4 });
  assert_cursor (fixture, 5, 0);
  g_assert_true (PORTAIL_IS_GRID_CELL (get_focus (fixture)));
  press (fixture, "ctrl+z");
  g_assert_cmpuint (portail_grid_model_get_n_rows (PORTAIL_GRID_MODEL (fixture->model)), ==, 5);
}

static gboolean
has_copied_run (gpointer fixture)
{
  g_autofree char *text = roster_model_get_text (((Fixture *) fixture)->model, 4, ROSTER_RUN);

  return g_str_equal (text, "1000");
}

static void
cells_are_copied_and_pasted (Fixture *fixture, gconstpointer unused)
{
  press (fixture, "Right Right ctrl+c Down Down Down Down ctrl+v");
  portail_robot_wait (has_copied_run, fixture);
  press (fixture, "ctrl+Home Right Right ctrl+x");
  assert_text (fixture, 0, ROSTER_RUN, "0");
}

static void
ctrl_d_fills_down (Fixture *fixture, gconstpointer unused)
{
  press (fixture, "Right Right shift+Down shift+Down ctrl+d");
  assert_text (fixture, 2, ROSTER_RUN, "1000");
  press (fixture, "ctrl+End Up Home Right Right ctrl+d");
  assert_text (fixture, 4, ROSTER_RUN, "4000");
}

static void
rows_are_inserted_and_deleted_by_key (Fixture *fixture, gconstpointer unused)
{
  press (fixture, "Down ctrl+plus");
  assert_text (fixture, 1, ROSTER_NAME, "");
  assert_text (fixture, 2, ROSTER_NAME, "Bob");
  assert_cursor (fixture, 1, 0);
  press (fixture, "Down ctrl+minus");
  assert_text (fixture, 2, ROSTER_NAME, "Cleo");
  press (fixture, "ctrl+z ctrl+z");
  assert_text (fixture, 1, ROSTER_NAME, "Bob");
}

static void
space_flips_a_toggle (Fixture *fixture, gconstpointer unused)
{
  press (fixture, "Right space");
  assert_text (fixture, 0, ROSTER_DIRECTION, "1");
  press (fixture, "space");
  assert_text (fixture, 0, ROSTER_DIRECTION, "0");
}

static void
typing_in_the_last_row_adds_a_person (Fixture *fixture, gconstpointer unused)
{
  press (fixture, "ctrl+End Home");
  type (fixture, "Fay");
  press (fixture, "Tab Tab");
  type (fixture, "300");
  press (fixture, "Return");
  assert_text (fixture, 5, ROSTER_NAME, "Fay");
  assert_text (fixture, 5, ROSTER_RUN, "300");
  assert_cursor (fixture, 6, ROSTER_NAME);
}

static void
nothing_can_be_typed_when_read_only (Fixture *fixture, gconstpointer unused)
{
  portail_grid_sheet_set_mode (fixture->sheet, PORTAIL_GRID_READ_ONLY);
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  type (fixture, "Zoe");
  press (fixture, "Return Delete F2 ctrl+x ctrl+minus");
  assert_text (fixture, 0, ROSTER_NAME, "Ann");
  assert_text (fixture, 1, ROSTER_NAME, "Bob");
  press (fixture, "Right Right Tab");
  assert_cursor (fixture, 1, ROSTER_FACTURE);
}

/* The middle of a cell in coordinates of the grid. */
static graphene_point_t
get_point (Fixture *fixture, guint row, guint column)
{
  GtkWidget *grid = GTK_WIDGET (fixture->grid);
  GtkWidget *cell;
  graphene_rect_t bounds;

  portail_grid_set_cursor (fixture->grid, row, column);
  gtk_widget_grab_focus (grid);
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  cell = get_focus (fixture);
  g_assert_true (gtk_widget_compute_bounds (cell, grid, &bounds));
  return GRAPHENE_POINT_INIT (bounds.origin.x + bounds.size.width / 2,
                              bounds.origin.y + bounds.size.height / 2);
}

static void
the_mouse_picks_selects_and_edits (Fixture *fixture, gconstpointer unused)
{
  graphene_point_t from = get_point (fixture, 1, ROSTER_RUN);
  graphene_point_t to = get_point (fixture, 3, ROSTER_CA);

  portail_robot_click (GTK_WIDGET (fixture->grid), from.x, from.y, 1, 2);
  g_assert_true (GTK_IS_TEXT (get_focus (fixture)));
  press (fixture, "BackSpace BackSpace BackSpace BackSpace 8");
  portail_robot_click (GTK_WIDGET (fixture->grid), to.x, to.y, 1, 1);
  assert_text (fixture, 1, ROSTER_RUN, "8");
  assert_cursor (fixture, 3, ROSTER_CA);
  portail_robot_drag (GTK_WIDGET (fixture->grid), from, to);
  assert_selection (fixture, (PortailGridRange){ 1, ROSTER_RUN, 3, 3 });
  portail_robot_click (GTK_WIDGET (fixture->grid), 5, from.y, 1, 1);
  assert_selection (fixture, (PortailGridRange){ 1, 0, 1, ROSTER_N_COLUMNS });
}

static void
leaving_the_grid_commits (Fixture *fixture, gconstpointer unused)
{
  type (fixture, "Zoe");
  press (fixture, "ctrl+Tab");
  g_assert_true (GTK_IS_BUTTON (get_focus (fixture)));
  assert_text (fixture, 0, ROSTER_NAME, "Zoe");
}

static void
an_edit_follows_its_row_when_others_come (Fixture *fixture, gconstpointer unused)
{
  press (fixture, "Down F2");
  type (fixture, "by");
  roster_model_insert_foreign_row (fixture->model, 0, "Zed");
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  press (fixture, "Return");
  assert_text (fixture, 1, ROSTER_NAME, "Ann");
  assert_text (fixture, 2, ROSTER_NAME, "Bobby");
}

static guint
count_rows (GtkWidget *grid)
{
  guint n_rows = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (grid); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n_rows += gtk_widget_has_css_class (child, "body");
  return n_rows;
}

static void
ten_thousand_rows_have_few_widgets_and_scroll_fast (Fixture *fixture, gconstpointer unused)
{
  GtkAdjustment *scroll = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (fixture->grid));
  gint64 start = g_get_monotonic_time ();
  gint64 duration;
  guint n_frames = 0;

  for (double value = 0; value < 20000; value += 200, n_frames++)
    {
      g_autoptr (GdkTexture) frame = NULL;

      gtk_adjustment_set_value (scroll, value);
      gtk_widget_size_allocate (
          GTK_WIDGET (fixture->grid),
          &(GtkAllocation){ 0, 0, gtk_widget_get_width (GTK_WIDGET (fixture->grid)),
                            gtk_widget_get_height (GTK_WIDGET (fixture->grid)) },
          -1);
    }
  duration = (g_get_monotonic_time () - start) / n_frames;
  g_test_message ("%" G_GINT64_FORMAT " µs to bind a frame of rows", duration);
  g_test_minimized_result ((double) duration, "bind a frame of rows, µs");
  g_assert_cmpuint (count_rows (GTK_WIDGET (fixture->grid)), <, 40);
  press (fixture, "ctrl+End");
  assert_cursor (fixture, 10000, ROSTER_SALAIRE);
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  type (fixture, "12");
  press (fixture, "Return ctrl+Home Page_Down");
  assert_text (fixture, 10000, ROSTER_SALAIRE, "12");
  g_assert_cmpuint (count_rows (GTK_WIDGET (fixture->grid)), <, 40);
}

static void
typing_after_scrolling_away_reaches_the_cursor (Fixture *fixture, gconstpointer unused)
{
  GtkAdjustment *scroll = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (fixture->grid));

  gtk_adjustment_set_value (scroll, 9000);
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  type (fixture, "Zoe");
  press (fixture, "Return");
  assert_text (fixture, 0, ROSTER_NAME, "Zoe");
  g_assert_cmpfloat (gtk_adjustment_get_value (scroll), <, 100);
}

static void
cells_have_roles_and_names (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *cell;

  press (fixture, "Right Right");
  cell = get_focus (fixture);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (fixture->grid), GTK_ACCESSIBLE_ROLE_GRID);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (gtk_widget_get_parent (cell)),
                                   GTK_ACCESSIBLE_ROLE_ROW);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_ROLE_GRID_CELL);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "RUN, Ann, $1,000");
}

/* Of the cells below @widget that are shown, but for the names. */
static void
assert_nothing_is_cut (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (!gtk_widget_get_child_visible (child))
      continue;
    else if (!PORTAIL_IS_GRID_CELL (child))
      assert_nothing_is_cut (child);
    else if (g_strcmp0 (portail_grid_cell_get_content (PORTAIL_GRID_CELL (child))->display, "Ann")
             != 0)
      g_assert_false (portail_grid_cell_is_cut_off (PORTAIL_GRID_CELL (child)));
}

static int
get_name_width (Fixture *fixture)
{
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  assert_nothing_is_cut (GTK_WIDGET (fixture->grid));
  return gtk_widget_get_width (get_focus (fixture));
}

static void
an_amount_is_never_cut (Fixture *fixture, gconstpointer unused)
{
  static const int widths[] = { 900, 820, 760, 360 };
  int wide;

  press (fixture, "ctrl+Home");
  wide = get_name_width (fixture);
  portail_grid_sheet_set_text (fixture->sheet, 0, ROSTER_RUN, "12345678901,25");
  portail_grid_sheet_set_text (fixture->sheet, 0, ROSTER_FACTURE, "80000000000,75");
  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      g_autofree char *picture = g_strdup_printf ("grid-amounts-%d", widths[i]);

      gtk_window_set_default_size (fixture->window, widths[i], 480);
      g_assert_cmpint (get_name_width (fixture), <=, wide);
      portail_screenshot_save (GTK_WIDGET (fixture->window), picture);
    }
  gtk_window_set_default_size (fixture->window, 900, 480);
  g_assert_cmpint (get_name_width (fixture), <, wide);
}

static void
it_looks_right_in_light_and_dark (Fixture *fixture, gconstpointer unused)
{
  portail_grid_sheet_set_text (fixture->sheet, 0, ROSTER_SALAIRE, "900");
  portail_grid_sheet_set_text (fixture->sheet, 1, ROSTER_RUN, "80 000");
  portail_grid_sheet_set_text (fixture->sheet, 2, ROSTER_RUN, "12k");
  portail_grid_sheet_set_text (fixture->sheet, 3, ROSTER_SALAIRE, "25 000");
  portail_grid_sheet_set_text (fixture->sheet, 0, ROSTER_DIRECTION, "oui");
  portail_grid_set_cursor (fixture->grid, 1, ROSTER_FACTURE);
  portail_screenshot_save (GTK_WIDGET (fixture->window), "grid-light");
  portail_screenshot_set_scheme (ADW_COLOR_SCHEME_FORCE_DARK);
  portail_grid_select (fixture->grid, &(PortailGridRange){ 1, ROSTER_RUN, 3, 2 });
  portail_screenshot_save (GTK_WIDGET (fixture->window), "grid-dark");
  portail_screenshot_set_scheme (ADW_COLOR_SCHEME_DEFAULT);
  portail_grid_set_cursor (fixture->grid, 2, ROSTER_RUN);
  press (fixture, "F2");
  portail_screenshot_save (GTK_WIDGET (fixture->window), "grid-edit");
  press (fixture, "Escape");
  gtk_window_set_default_size (fixture->window, 360, 480);
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  portail_grid_set_cursor (fixture->grid, 3, ROSTER_SALAIRE);
  portail_screenshot_save (GTK_WIDGET (fixture->window), "grid-narrow");
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture->window)), <=, 360);
}

static void
the_menu_of_a_cell_opens_by_key (Fixture *fixture, gconstpointer unused)
{
  press (fixture, "Down shift+F10");
  g_assert_nonnull (gtk_widget_get_ancestor (get_focus (fixture), GTK_TYPE_POPOVER));
  press (fixture, "Escape");
  g_assert_true (PORTAIL_IS_GRID_CELL (get_focus (fixture)));
  assert_cursor (fixture, 1, 0);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
#define ADD_LARGE(path, function)                                                                  \
  g_test_add (path, Fixture, GUINT_TO_POINTER (10000), set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_autoptr (PortailApplication) application = NULL;

  gtk_test_init (&argc, &argv, NULL);
  application = portail_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  ADD ("/grid/arrows-move-and-stop-at-the-edges", arrows_move_and_stop_at_the_edges);
  ADD ("/grid/typing-replaces-and-enter-goes-down", typing_replaces_and_enter_goes_down);
  ADD ("/grid/tab-goes-along-the-row-and-enter-back-below-its-start",
       tab_goes_along_the_row_and_enter_back_below_its_start);
  ADD ("/grid/tab-leaves-behind-the-last-cell", tab_leaves_behind_the_last_cell);
  ADD ("/grid/f2-edits-and-escape-leaves-as-it-was", f2_edits_and_escape_leaves_as_it_was);
  ADD ("/grid/arrows-commit-what-replaces-and-move-in-what-is-edited",
       arrows_commit_what_replaces_and_move_in_what_is_edited);
  ADD ("/grid/a-refused-text-stays-and-says-why", a_refused_text_stays_and_says_why);
  ADD ("/grid/delete-clears-the-selected-block", delete_clears_the_selected_block);
  ADD ("/grid/a-block-from-the-clipboard-lands-at-the-cursor",
       a_block_from_the_clipboard_lands_at_the_cursor);
  ADD ("/grid/cells-are-copied-and-pasted", cells_are_copied_and_pasted);
  ADD ("/grid/ctrl-d-fills-down", ctrl_d_fills_down);
  ADD ("/grid/rows-are-inserted-and-deleted-by-key", rows_are_inserted_and_deleted_by_key);
  ADD ("/grid/space-flips-a-toggle", space_flips_a_toggle);
  ADD ("/grid/typing-in-the-last-row-adds-a-person", typing_in_the_last_row_adds_a_person);
  ADD ("/grid/nothing-can-be-typed-when-read-only", nothing_can_be_typed_when_read_only);
  ADD ("/grid/the-mouse-picks-selects-and-edits", the_mouse_picks_selects_and_edits);
  ADD ("/grid/leaving-the-grid-commits", leaving_the_grid_commits);
  ADD ("/grid/an-edit-follows-its-row-when-others-come", an_edit_follows_its_row_when_others_come);
  ADD_LARGE ("/grid/ten-thousand-rows-have-few-widgets-and-scroll-fast",
             ten_thousand_rows_have_few_widgets_and_scroll_fast);
  ADD_LARGE ("/grid/typing-after-scrolling-away-reaches-the-cursor",
             typing_after_scrolling_away_reaches_the_cursor);
  ADD ("/grid/cells-have-roles-and-names", cells_have_roles_and_names);
  ADD ("/grid/the-menu-of-a-cell-opens-by-key", the_menu_of_a_cell_opens_by_key);
  ADD ("/grid/an-amount-is-never-cut", an_amount_is_never_cut);
  ADD ("/grid/it-looks-right-in-light-and-dark", it_looks_right_in_light_and_dark);
  return g_test_run ();
}
