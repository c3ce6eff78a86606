/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-import-dialog.h"

#include <string.h>

#include "app/portail-application.h"
#include "app/portail-dotation-place.h"
#include "shared/portail-dotation-import.h"
#include "shared/portail-i18n.h"
#include "tests/app/dotation-seed.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-french.h"
#include "tests/support/portail-robot.h"
#include "tests/support/portail-screenshot.h"

typedef struct
{
  PortailClientFixture client;
  PortailUndoStack *undo_stack;
  PortailDotationModel *model;
  GtkWindow *window;
  PortailImportDialog *dialog;
} Fixture;

static gboolean
is_quiet (gpointer user_data)
{
  Fixture *fixture = user_data;

  return portail_dotation_model_get_state (fixture->model) == PORTAIL_DOTATION_MODEL_READY
         && !portail_dotation_model_is_busy (fixture->model);
}

static gboolean
has_preview (gpointer user_data)
{
  return portail_import_dialog_get_preview (((Fixture *) user_data)->dialog) != NULL;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  portail_client_fixture_set_up (&fixture->client, NULL);
  dotation_seed (&fixture->client, PORTAIL_ROLE_PATRON);
  fixture->undo_stack = portail_undo_stack_new ();
  fixture->model = portail_dotation_model_new (fixture->client.cache, SEED_DRAFT,
                                               fixture->undo_stack);
  portail_dotation_model_set_role (fixture->model, PORTAIL_ROLE_PATRON);
  portail_await_until (is_quiet, fixture);
  fixture->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_present (fixture->window);
  fixture->dialog = portail_import_dialog_new (fixture->window, &portail_dotation_place,
                                               G_OBJECT (fixture->model), PORTAIL_SHEET_ROWS);
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *) &fixture->dialog);
  gtk_window_present (GTK_WINDOW (fixture->dialog));
  portail_robot_focus (GTK_WINDOW (fixture->dialog));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  if (fixture->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->dialog));
  gtk_window_destroy (fixture->window);
  portail_await_until (is_quiet, fixture);
  portail_await_idle ();
  g_clear_object (&fixture->model);
  g_clear_object (&fixture->undo_stack);
  portail_client_fixture_tear_down (&fixture->client, NULL);
}

static void
read_file (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  portail_import_dialog_read_file (fixture->dialog, file);
  portail_robot_wait (has_preview, fixture);
}

static void
read_text (Fixture *fixture, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  portail_import_dialog_read_bytes (fixture->dialog, bytes);
  portail_robot_wait (has_preview, fixture);
}

static PortailImportCounts
get_counts (Fixture *fixture)
{
  return portail_import_preview_get_counts (portail_import_dialog_get_preview (fixture->dialog));
}

static guint
count_rows (Fixture *fixture)
{
  return portail_dotation_model_get_n (fixture->model, PORTAIL_SHEET_ROWS);
}

static void
press_import (Fixture *fixture)
{
  portail_robot_focus (GTK_WINDOW (fixture->dialog));
  portail_robot_press (GTK_WINDOW (fixture->dialog), "alt+i");
}

static gboolean
is_closed (gpointer user_data)
{
  return ((Fixture *) user_data)->dialog == NULL;
}

static void
test_errors (Fixture *fixture, gconstpointer unused)
{
  PortailImportPreview *preview;
  guint n_faulty = 0;

  read_file (fixture, "paste-with-errors.txt");
  preview = portail_import_dialog_get_preview (fixture->dialog);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (preview)); i++)
    {
      g_autoptr (PortailImportItem) item = g_list_model_get_item (G_LIST_MODEL (preview), i);
      g_autofree char *remark = portail_import_item_dup_remark (item);
      guint n_faults = 0;

      if (portail_import_item_get_kind (item) == PORTAIL_IMPORT_LINE_GOOD)
        continue;
      g_assert_cmpstr (remark, !=, "");
      for (guint column = 0; column < portail_import_dotation_rows.n_columns; column++)
        n_faults += portail_import_item_get_fault (item, column) != NULL;
      if (portail_import_item_get_kind (item) == PORTAIL_IMPORT_LINE_WRONG)
        {
          g_assert_cmpuint (n_faults, >, 0);
          n_faulty++;
        }
    }
  g_assert_cmpuint (n_faulty, ==, get_counts (fixture).n_wrong);
  g_assert_cmpuint (n_faulty, >, 0);
  portail_screenshot_save (GTK_WIDGET (fixture->dialog), "import-errors");
  portail_screenshot_make_narrow (GTK_WINDOW (fixture->dialog), 600);
  portail_screenshot_save (GTK_WIDGET (fixture->dialog), "import-narrow");
}

static void
test_cancel (Fixture *fixture, gconstpointer unused)
{
  read_file (fixture, "dotation-2025-W38.tsv");
  portail_robot_press (GTK_WINDOW (fixture->dialog), "Escape");
  portail_robot_wait (is_closed, fixture);
  g_assert_cmpuint (count_rows (fixture), ==, 4);
  g_assert_cmpuint (portail_cache_get_counts (fixture->client.cache).n_to_send, ==, 0);
}

static void
test_import (Fixture *fixture, gconstpointer file_name)
{
  PortailImportCounts counts;

  read_file (fixture, file_name);
  counts = get_counts (fixture);
  g_assert_cmpuint (counts.n_good, >, 3);
  press_import (fixture);
  portail_robot_wait (is_closed, fixture);
  portail_robot_wait (is_quiet, fixture);
  g_assert_cmpuint (count_rows (fixture), ==, 4 + counts.n_good - counts.matches.n_replacing);
  g_assert_cmpuint (portail_cache_get_counts (fixture->client.cache).n_to_send, ==, 1);
  g_assert_true (portail_undo_stack_undo (fixture->undo_stack));
  portail_robot_wait (is_quiet, fixture);
  g_assert_cmpuint (count_rows (fixture), ==, 4);
  g_assert_false (portail_undo_stack_can_undo (fixture->undo_stack));
  g_assert_true (portail_undo_stack_redo (fixture->undo_stack));
  portail_robot_wait (is_quiet, fixture);
  g_assert_cmpuint (count_rows (fixture), ==, 4 + counts.n_good - counts.matches.n_replacing);
}

static void
test_replace (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailImportItem) item = NULL;
  g_autofree char *run = NULL;

  read_text (fixture, "Nom\tRUN\tFACTURE\tVENTE\njean dupont\t1000\t25000\t3\n");
  item = g_list_model_get_item (G_LIST_MODEL (portail_import_dialog_get_preview (fixture->dialog)),
                                1);
  run = portail_import_item_dup_cell (item, 1);
  g_assert_nonnull (strstr (run, "→"));
  g_assert_cmpuint (get_counts (fixture).matches.n_replacing, ==, 1);
  portail_screenshot_save (GTK_WIDGET (fixture->dialog), "import-replace");
  press_import (fixture);
  portail_robot_wait (is_closed, fixture);
  portail_robot_wait (is_quiet, fixture);
  g_assert_cmpuint (count_rows (fixture), ==, 4);
  g_assert_cmpint (portail_client_get_run (&fixture->client, SEED_ROW (2)), ==,
                   PORTAIL_DOLLARS (1000).cents);
}

static void
apply (Fixture *fixture, PortailImportChoice choice)
{
  guint n;

  g_assert_true (portail_dotation_place.apply (
      fixture->model, portail_import_dialog_get_preview (fixture->dialog), choice, &n, NULL));
}

static void
test_twice (Fixture *fixture, gconstpointer unused)
{
  read_text (fixture, "A;1;2;3\nB;1;2;3\na;10;20;30\n");
  g_assert_cmpuint (get_counts (fixture).matches.n_doubtful, ==, 2);
  apply (fixture, PORTAIL_IMPORT_LEAVE_DOUBTFUL_OUT);
  g_assert_cmpuint (count_rows (fixture), ==, 5);
  portail_undo_stack_undo (fixture->undo_stack);
  apply (fixture, PORTAIL_IMPORT_TAKE_DOUBTFUL);
  g_assert_cmpuint (count_rows (fixture), ==, 6);
}

static void
test_nonsense (Fixture *fixture, gconstpointer unused)
{
  static const char zip[] = "PK\3\4this is no workbook";
  g_autoptr (GBytes) bytes = g_bytes_new_static (zip, sizeof zip - 1);

  portail_import_dialog_read_bytes (fixture->dialog, bytes);
  portail_screenshot_settle (GTK_WIDGET (fixture->dialog));
  g_assert_null (portail_import_dialog_get_preview (fixture->dialog));
  g_assert_cmpuint (count_rows (fixture), ==, 4);
}

static gboolean
has_label (GtkWidget *widget, const char *part)
{
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), part) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_label (child, part))
      return TRUE;
  return FALSE;
}

static gboolean
names_file (gpointer user_data)
{
  return has_label (GTK_WIDGET (((Fixture *) user_data)->dialog), "Dupont & <Fils>.csv");
}

/* The reason names the file as it is, whatever is in its name. */
static void
test_missing_file (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/nonexistent/Dupont & <Fils>.csv");

  portail_import_dialog_read_file (fixture->dialog, file);
  portail_robot_wait (names_file, fixture);
}

#define ADD(path, argument, function)                                                              \
  g_test_add (path, Fixture, argument, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_autoptr (PortailApplication) application = NULL;

  gtk_test_init (&argc, &argv, NULL);
  application = portail_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  portail_french_init ();
  ADD ("/import-dialog/each-bad-cell-has-its-reason", NULL, test_errors);
  ADD ("/import-dialog/cancelling-imports-nothing", NULL, test_cancel);
  ADD ("/import-dialog/tabs-come-in-as-one-step", "dotation-2025-W38.tsv", test_import);
  ADD ("/import-dialog/semicolons-come-in-as-one-step", "dotation-2025-W38.csv", test_import);
  ADD ("/import-dialog/a-workbook-comes-in-as-one-step", "dotation-2025-W38.xlsx", test_import);
  ADD ("/import-dialog/a-known-name-shows-before-and-after", NULL, test_replace);
  ADD ("/import-dialog/a-name-that-comes-twice-is-the-users-choice", NULL, test_twice);
  ADD ("/import-dialog/a-reason-is-plain-text", NULL, test_missing_file);
  ADD ("/import-dialog/what-is-no-table-is-refused", NULL, test_nonsense);
  return g_test_run ();
}
