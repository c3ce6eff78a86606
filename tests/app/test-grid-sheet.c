/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a grid does to its model, without a display. */
#include "app/portail-grid-sheet.h"
#include "tests/app/roster-model.h"

typedef struct
{
  RosterModel *model;
  PortailUndoStack *stack;
  PortailGridSheet *sheet;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer n_rows)
{
  fixture->model = roster_model_new (n_rows != NULL ? GPOINTER_TO_UINT (n_rows) : 5);
  fixture->stack = portail_undo_stack_new ();
  fixture->sheet = portail_grid_sheet_new (PORTAIL_GRID_MODEL (fixture->model), fixture->stack);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_finalize_object (fixture->sheet);
  g_assert_finalize_object (fixture->stack);
  g_assert_finalize_object (fixture->model);
}

static void
assert_text (Fixture *fixture, guint row, guint column, const char *expected)
{
  g_autofree char *text = roster_model_get_text (fixture->model, row, column);

  g_assert_cmpstr (text, ==, expected);
}

static guint
get_n_rows (Fixture *fixture)
{
  return portail_grid_model_get_n_rows (PORTAIL_GRID_MODEL (fixture->model));
}

static void
paste (Fixture *fixture, PortailGridRange range, const char *text)
{
  g_autoptr (GError) error = NULL;
  PortailGridRange pasted;

  portail_grid_sheet_paste (fixture->sheet, &range, text, &pasted, &error);
  g_assert_no_error (error);
}

/* Every text of the model and every refused one. Owned. */
static char *
dump (Fixture *fixture)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < get_n_rows (fixture); i++)
    for (guint j = 0; j < ROSTER_N_COLUMNS; j++)
      {
        g_auto (PortailGridContent) content = { 0 };
        g_autofree char *own = roster_model_get_text (fixture->model, i, j);

        portail_grid_sheet_get_content (fixture->sheet, i, j, &content);
        g_string_append_printf (text, "%s|%s\n", own, content.text);
      }
  return g_string_free (text, FALSE);
}

static void
an_edit_changes_the_model_and_is_undone (Fixture *fixture, gconstpointer unused)
{
  g_assert_true (portail_grid_sheet_set_text (fixture->sheet, 1, ROSTER_RUN, "12 500,50 $"));
  assert_text (fixture, 1, ROSTER_RUN, "12500.50");
  g_assert_true (portail_undo_stack_undo (fixture->stack));
  assert_text (fixture, 1, ROSTER_RUN, "2000");
  g_assert_true (portail_undo_stack_redo (fixture->stack));
  assert_text (fixture, 1, ROSTER_RUN, "12500.50");
  g_assert_false (portail_undo_stack_redo (fixture->stack));
}

static void
an_edit_that_changes_nothing_is_no_step (Fixture *fixture, gconstpointer unused)
{
  g_assert_true (portail_grid_sheet_set_text (fixture->sheet, 1, ROSTER_RUN, "2000"));
  g_assert_false (portail_undo_stack_can_undo (fixture->stack));
}

static void
a_refused_text_is_kept_and_never_a_value (Fixture *fixture, gconstpointer unused)
{
  g_auto (PortailGridContent) content = { 0 };

  g_assert_false (portail_grid_sheet_set_text (fixture->sheet, 0, ROSTER_RUN, "12k"));
  assert_text (fixture, 0, ROSTER_RUN, "1000");
  portail_grid_sheet_get_content (fixture->sheet, 0, ROSTER_RUN, &content);
  g_assert_cmpstr (content.display, ==, "12k");
  g_assert_cmpstr (content.note, !=, NULL);
  g_assert_cmpuint (content.flags, ==, PORTAIL_GRID_CELL_REFUSED);
  g_assert_cmpuint (portail_grid_sheet_get_n_refused (fixture->sheet), ==, 1);
  g_assert_true (portail_grid_sheet_set_text (fixture->sheet, 0, ROSTER_RUN, "12000"));
  g_assert_cmpuint (portail_grid_sheet_get_n_refused (fixture->sheet), ==, 0);
  portail_undo_stack_undo (fixture->stack);
  g_assert_cmpuint (portail_grid_sheet_get_n_refused (fixture->sheet), ==, 1);
  assert_text (fixture, 0, ROSTER_RUN, "1000");
  portail_undo_stack_undo (fixture->stack);
  g_assert_cmpuint (portail_grid_sheet_get_n_refused (fixture->sheet), ==, 0);
}

static void
a_block_is_pasted_as_one_step (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *before = dump (fixture);
  g_autofree char *after = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;

  paste (fixture, (PortailGridRange){ 1, ROSTER_RUN, 1, 1 }, "10\t20\r\n30\t40\r\n");
  assert_text (fixture, 1, ROSTER_RUN, "10");
  assert_text (fixture, 1, ROSTER_FACTURE, "20");
  assert_text (fixture, 2, ROSTER_FACTURE, "40");
  g_assert_cmpuint (roster_model_get_n_steps (fixture->model), ==, 1);
  after = dump (fixture);
  portail_undo_stack_undo (fixture->stack);
  undone = dump (fixture);
  g_assert_cmpstr (undone, ==, before);
  g_assert_false (portail_undo_stack_can_undo (fixture->stack));
  portail_undo_stack_redo (fixture->stack);
  redone = dump (fixture);
  g_assert_cmpstr (redone, ==, after);
}

static void
a_paste_beyond_the_end_makes_rows (Fixture *fixture, gconstpointer unused)
{
  paste (fixture, (PortailGridRange){ 4, ROSTER_NAME, 1, 1 },
         "Łukasz\t1\t10\nZoé\t0\t20\nNoël D'Arcy\tnon\t30");
  g_assert_cmpuint (get_n_rows (fixture), ==, 7);
  assert_text (fixture, 4, ROSTER_NAME, "Łukasz");
  assert_text (fixture, 4, ROSTER_DIRECTION, "1");
  assert_text (fixture, 6, ROSTER_NAME, "Noël D'Arcy");
  assert_text (fixture, 6, ROSTER_RUN, "30");
  portail_undo_stack_undo (fixture->stack);
  g_assert_cmpuint (get_n_rows (fixture), ==, 5);
  assert_text (fixture, 4, ROSTER_NAME, "Eve");
  portail_undo_stack_redo (fixture->stack);
  g_assert_cmpuint (get_n_rows (fixture), ==, 7);
  assert_text (fixture, 5, ROSTER_NAME, "Zoé");
}

static void
a_paste_leaves_computed_cells_alone (Fixture *fixture, gconstpointer unused)
{
  paste (fixture, (PortailGridRange){ 0, ROSTER_FACTURE, 1, 1 }, "5\t999999\t77");
  assert_text (fixture, 0, ROSTER_FACTURE, "5");
  assert_text (fixture, 0, ROSTER_CA, "1005");
  assert_text (fixture, 0, ROSTER_SALAIRE, "77");
}

static void
a_name_with_a_comma_is_one_cell (Fixture *fixture, gconstpointer unused)
{
  paste (fixture, (PortailGridRange){ 0, ROSTER_NAME, 1, 1 }, "Dupont, Jean; dit “J”\n");
  assert_text (fixture, 0, ROSTER_NAME, "Dupont, Jean; dit “J”");
  assert_text (fixture, 1, ROSTER_NAME, "Bob");
}

static void
one_cell_fills_the_selection (Fixture *fixture, gconstpointer unused)
{
  paste (fixture, (PortailGridRange){ 1, ROSTER_RUN, 3, 2 }, "7");
  assert_text (fixture, 0, ROSTER_RUN, "1000");
  assert_text (fixture, 1, ROSTER_RUN, "7");
  assert_text (fixture, 3, ROSTER_FACTURE, "7");
}

static void
bad_cells_of_a_paste_are_marked_one_by_one (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *before = dump (fixture);
  g_autofree char *undone = NULL;

  paste (fixture, (PortailGridRange){ 0, ROSTER_RUN, 1, 1 }, "1.234\t12\nabc\t-5\n1e3\t10");
  g_assert_cmpuint (portail_grid_sheet_get_n_refused (fixture->sheet), ==, 4);
  assert_text (fixture, 0, ROSTER_RUN, "1000");
  assert_text (fixture, 0, ROSTER_FACTURE, "12");
  portail_undo_stack_undo (fixture->stack);
  undone = dump (fixture);
  g_assert_cmpstr (undone, ==, before);
}

static void
what_is_copied_pastes_to_the_same (Fixture *fixture, gconstpointer unused)
{
  PortailGridRange all = { 0, 0, 5, ROSTER_N_COLUMNS };
  g_autofree char *text = NULL;

  portail_grid_sheet_set_text (fixture->sheet, 0, ROSTER_NAME, "=SUM(A1)");
  portail_grid_sheet_set_text (fixture->sheet, 1, ROSTER_NAME, "two\twords");
  text = portail_grid_sheet_copy (fixture->sheet, &all);
  g_assert_true (g_str_has_prefix (text, "\"'=SUM(A1)\"\t0\t1000\t0\t1000\t350\n"));
  paste (fixture, (PortailGridRange){ 5, 0, 1, 1 }, text);
  g_assert_cmpuint (get_n_rows (fixture), ==, 10);
  assert_text (fixture, 5, ROSTER_NAME, "=SUM(A1)");
  assert_text (fixture, 6, ROSTER_NAME, "two\twords");
  assert_text (fixture, 9, ROSTER_RUN, "5000");
}

static void
fill_down_repeats_the_first_row (Fixture *fixture, gconstpointer unused)
{
  PortailGridRange range = { 1, ROSTER_RUN, 3, 3 };

  portail_grid_sheet_fill_down (fixture->sheet, &range);
  assert_text (fixture, 3, ROSTER_RUN, "2000");
  assert_text (fixture, 3, ROSTER_FACTURE, "500");
  assert_text (fixture, 4, ROSTER_RUN, "5000");
  portail_undo_stack_undo (fixture->stack);
  assert_text (fixture, 3, ROSTER_RUN, "4000");
}

static void
a_cleared_override_is_a_suggestion_again (Fixture *fixture, gconstpointer unused)
{
  PortailGridRange cell = { 0, ROSTER_SALAIRE, 1, 1 };
  g_autofree char *display = NULL;

  portail_grid_sheet_set_text (fixture->sheet, 0, ROSTER_SALAIRE, "900");
  assert_text (fixture, 0, ROSTER_SALAIRE, "900");
  portail_grid_sheet_clear_cells (fixture->sheet, &cell);
  assert_text (fixture, 0, ROSTER_SALAIRE, "");
  display = roster_model_get_display (fixture->model, 0, ROSTER_SALAIRE);
  g_assert_cmpstr (display, ==, "$350");
  portail_undo_stack_undo (fixture->stack);
  assert_text (fixture, 0, ROSTER_SALAIRE, "900");
  portail_undo_stack_undo (fixture->stack);
  assert_text (fixture, 0, ROSTER_SALAIRE, "");
}

static void
deleted_rows_come_back_as_they_were (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *before = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *id = g_strdup (
      portail_grid_model_get_row_id (PORTAIL_GRID_MODEL (fixture->model), 2));

  portail_grid_sheet_set_text (fixture->sheet, 2, ROSTER_RUN, "oops");
  before = dump (fixture);
  portail_grid_sheet_delete_rows (fixture->sheet, 1, 3);
  g_assert_cmpuint (get_n_rows (fixture), ==, 2);
  g_assert_cmpuint (portail_grid_sheet_get_n_refused (fixture->sheet), ==, 0);
  portail_undo_stack_undo (fixture->stack);
  undone = dump (fixture);
  g_assert_cmpstr (undone, ==, before);
  g_assert_cmpuint (portail_grid_sheet_get_n_refused (fixture->sheet), ==, 1);
  g_assert_cmpstr (portail_grid_model_get_row_id (PORTAIL_GRID_MODEL (fixture->model), 2), ==, id);
}

static void
a_step_finds_its_rows_after_others_came (Fixture *fixture, gconstpointer unused)
{
  portail_grid_sheet_set_text (fixture->sheet, 2, ROSTER_RUN, "1");
  portail_grid_sheet_insert_rows (fixture->sheet, 4, 2);
  roster_model_insert_foreign_row (fixture->model, 0, "Zed");
  roster_model_insert_foreign_row (fixture->model, 6, "Between");
  portail_undo_stack_undo (fixture->stack);
  g_assert_cmpuint (get_n_rows (fixture), ==, 7);
  assert_text (fixture, 5, ROSTER_NAME, "Between");
  portail_undo_stack_undo (fixture->stack);
  assert_text (fixture, 2, ROSTER_RUN, "2000");
  assert_text (fixture, 3, ROSTER_RUN, "3000");
  portail_undo_stack_redo (fixture->stack);
  assert_text (fixture, 3, ROSTER_RUN, "1");
}

static void
typing_in_the_last_row_makes_a_row (Fixture *fixture, gconstpointer unused)
{
  g_assert_cmpuint (portail_grid_sheet_get_n_rows (fixture->sheet), ==, 6);
  g_assert_true (portail_grid_sheet_set_text (fixture->sheet, 5, ROSTER_NAME, "Fay"));
  g_assert_cmpuint (get_n_rows (fixture), ==, 6);
  g_assert_cmpuint (portail_grid_sheet_get_n_rows (fixture->sheet), ==, 7);
  portail_undo_stack_undo (fixture->stack);
  g_assert_cmpuint (get_n_rows (fixture), ==, 5);
}

static void
nothing_changes_when_read_only (Fixture *fixture, gconstpointer unused)
{
  PortailGridRange all = { 0, 0, 5, ROSTER_N_COLUMNS };
  g_autofree char *before = dump (fixture);
  g_autofree char *after = NULL;

  portail_grid_sheet_set_mode (fixture->sheet, PORTAIL_GRID_READ_ONLY);
  g_assert_cmpuint (portail_grid_sheet_get_n_rows (fixture->sheet), ==, 5);
  g_assert_false (portail_grid_sheet_set_text (fixture->sheet, 0, ROSTER_RUN, "9"));
  portail_grid_sheet_clear_cells (fixture->sheet, &all);
  portail_grid_sheet_fill_down (fixture->sheet, &all);
  portail_grid_sheet_insert_rows (fixture->sheet, 0, 1);
  portail_grid_sheet_delete_rows (fixture->sheet, 0, 1);
  paste (fixture, all, "1\t2\t3");
  after = dump (fixture);
  g_assert_cmpstr (after, ==, before);
  g_assert_false (portail_undo_stack_can_undo (fixture->stack));
}

static void
a_toggle_takes_yes_and_no_only (Fixture *fixture, gconstpointer unused)
{
  g_assert_true (portail_grid_sheet_set_text (fixture->sheet, 0, ROSTER_DIRECTION, "OUI"));
  assert_text (fixture, 0, ROSTER_DIRECTION, "1");
  g_assert_false (portail_grid_sheet_set_text (fixture->sheet, 0, ROSTER_DIRECTION, "peut-être"));
  assert_text (fixture, 0, ROSTER_DIRECTION, "1");
}

/* One random deed; the refusals of some are part of it. */
static void
do_something (Fixture *fixture)
{
  static const char *const texts[] = { "", "5", "12 500,50 $", "abc", "1", "x", "1.234" };
  guint n_rows = portail_grid_sheet_get_n_rows (fixture->sheet);
  guint row = (guint) g_test_rand_int_range (0, (gint32) n_rows);
  guint column = (guint) g_test_rand_int_range (0, ROSTER_N_COLUMNS);
  const char *text = texts[g_test_rand_int_range (0, G_N_ELEMENTS (texts))];
  PortailGridRange range = { row, column, (guint) g_test_rand_int_range (1, 5),
                             (guint) g_test_rand_int_range (1, 4) };

  switch (g_test_rand_int_range (0, 7))
    {
    case 0:
      portail_grid_sheet_clear_cells (fixture->sheet, &range);
      break;
    case 1:
      portail_grid_sheet_fill_down (fixture->sheet, &range);
      break;
    case 2:
      portail_grid_sheet_insert_rows (fixture->sheet, row, range.n_rows);
      break;
    case 3:
      portail_grid_sheet_delete_rows (fixture->sheet, row, range.n_rows);
      break;
    case 4:
      paste (fixture, range, "1\tabc\t3\n4\t5\n\n7\t8\tx");
      break;
    case 5:
      paste (fixture, range, text);
      break;
    default:
      portail_grid_sheet_set_text (fixture->sheet, row, column, text);
    }
}

static void
undoing_everything_gives_the_beginning_back (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *before = dump (fixture);
  g_autofree char *after = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;

  for (guint i = 0; i < 300; i++)
    do_something (fixture);
  after = dump (fixture);
  while (portail_undo_stack_undo (fixture->stack))
    continue;
  undone = dump (fixture);
  g_assert_cmpstr (undone, ==, before);
  while (portail_undo_stack_redo (fixture->stack))
    continue;
  redone = dump (fixture);
  g_assert_cmpstr (redone, ==, after);
}

static void
the_oldest_step_goes_when_there_are_too_many (Fixture *fixture, gconstpointer unused)
{
  for (guint i = 0; i <= PORTAIL_UNDO_STACK_MAX_STEPS; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", 5000 + i);

      portail_grid_sheet_set_text (fixture->sheet, 0, ROSTER_RUN, text);
    }
  while (portail_undo_stack_undo (fixture->stack))
    continue;
  assert_text (fixture, 0, ROSTER_RUN, "5000");
}

static void
a_step_outlives_its_sheet_harmlessly (Fixture *fixture, gconstpointer unused)
{
  portail_grid_sheet_set_text (fixture->sheet, 0, ROSTER_RUN, "9");
  g_assert_finalize_object (fixture->sheet);
  portail_undo_stack_undo (fixture->stack);
  assert_text (fixture, 0, ROSTER_RUN, "9");
  fixture->sheet = portail_grid_sheet_new (PORTAIL_GRID_MODEL (fixture->model), fixture->stack);
  portail_undo_stack_clear (fixture->stack);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/grid-sheet/an-edit-changes-the-model-and-is-undone",
       an_edit_changes_the_model_and_is_undone);
  ADD ("/grid-sheet/an-edit-that-changes-nothing-is-no-step",
       an_edit_that_changes_nothing_is_no_step);
  ADD ("/grid-sheet/a-refused-text-is-kept-and-never-a-value",
       a_refused_text_is_kept_and_never_a_value);
  ADD ("/grid-sheet/a-block-is-pasted-as-one-step", a_block_is_pasted_as_one_step);
  ADD ("/grid-sheet/a-paste-beyond-the-end-makes-rows", a_paste_beyond_the_end_makes_rows);
  ADD ("/grid-sheet/a-paste-leaves-computed-cells-alone", a_paste_leaves_computed_cells_alone);
  ADD ("/grid-sheet/a-name-with-a-comma-is-one-cell", a_name_with_a_comma_is_one_cell);
  ADD ("/grid-sheet/one-cell-fills-the-selection", one_cell_fills_the_selection);
  ADD ("/grid-sheet/bad-cells-of-a-paste-are-marked-one-by-one",
       bad_cells_of_a_paste_are_marked_one_by_one);
  ADD ("/grid-sheet/what-is-copied-pastes-to-the-same", what_is_copied_pastes_to_the_same);
  ADD ("/grid-sheet/fill-down-repeats-the-first-row", fill_down_repeats_the_first_row);
  ADD ("/grid-sheet/a-cleared-override-is-a-suggestion-again",
       a_cleared_override_is_a_suggestion_again);
  ADD ("/grid-sheet/deleted-rows-come-back-as-they-were", deleted_rows_come_back_as_they_were);
  ADD ("/grid-sheet/a-step-finds-its-rows-after-others-came",
       a_step_finds_its_rows_after_others_came);
  ADD ("/grid-sheet/typing-in-the-last-row-makes-a-row", typing_in_the_last_row_makes_a_row);
  ADD ("/grid-sheet/nothing-changes-when-read-only", nothing_changes_when_read_only);
  ADD ("/grid-sheet/a-toggle-takes-yes-and-no-only", a_toggle_takes_yes_and_no_only);
  ADD ("/grid-sheet/undoing-everything-gives-the-beginning-back",
       undoing_everything_gives_the_beginning_back);
  ADD ("/grid-sheet/the-oldest-step-goes-when-there-are-too-many",
       the_oldest_step_goes_when_there_are_too_many);
  ADD ("/grid-sheet/a-step-outlives-its-sheet-harmlessly", a_step_outlives_its_sheet_harmlessly);
  return g_test_run ();
}
