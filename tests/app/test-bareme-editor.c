/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Versions of the barème, edited, pasted, published, compared. */
#include "app/portail-baremes-page.h"

#include <locale.h>
#include <string.h>

#include "app/portail-application.h"
#include "app/portail-bareme-cliffs.h"
#include "app/portail-bareme-comparison.h"
#include "app/portail-bareme-place.h"
#include "app/portail-chart-plot.h"
#include "app/portail-configuration-page.h"
#include "app/portail-import-dialog.h"
#include "app/portail-page.h"
#include "shared/portail-tax.h"
#include "tests/app/dotation-seed.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-robot.h"
#include "tests/support/portail-screenshot.h"

typedef struct
{
  PortailClientFixture client;
  PortailWindow *window;
  PortailBaremesPage *page;
} Fixture;

static PortailApplication *application;

static gboolean
has_list (gpointer user_data)
{
  return portail_baremes_page_get_n_shown (((Fixture *) user_data)->page) != G_MAXUINT;
}

static void
set_up (Fixture *fixture, gconstpointer role)
{
  PortailConfigurationPage *configuration;
  PortailShellContext *context;
  PortailShellCompany company = { PORTAIL_FIXTURE_COMPANY, "Garage Central",
                                  (PortailRole) GPOINTER_TO_INT (role) };

  portail_client_fixture_set_up (&fixture->client, NULL);
  dotation_seed (&fixture->client, company.role);
  fixture->window = portail_window_new (GTK_APPLICATION (application), NULL);
  context = portail_window_get_context (fixture->window);
  portail_shell_context_set_companies (context, &company, 1);
  portail_shell_context_set_today (context, portail_day_from_date (2025, 9, 18));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1280, 900);
  portail_window_show_view (fixture->window, PORTAIL_WINDOW_SHELL);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-module", "s",
                              "configuration");
  configuration = PORTAIL_CONFIGURATION_PAGE (
      portail_window_get_page (fixture->window, "configuration"));
  portail_desk_set_account (portail_window_get_desk (fixture->window),
                            &(PortailDeskAccount){ .cache = fixture->client.cache });
  g_assert_true (portail_configuration_page_show (configuration, "baremes"));
  fixture->page = PORTAIL_BAREMES_PAGE (
      portail_configuration_page_get_section (configuration, "baremes"));
  gtk_window_present (GTK_WINDOW (fixture->window));
  portail_robot_focus (GTK_WINDOW (fixture->window));
  portail_robot_wait (has_list, fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  portail_desk_set_account (portail_window_get_desk (fixture->window), NULL);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  portail_await_idle ();
  portail_client_fixture_tear_down (&fixture->client, NULL);
}

static PortailBaremeDocument *
get_document (Fixture *fixture)
{
  return portail_bareme_page_get_document (portail_baremes_page_get_editor (fixture->page));
}

static gboolean
is_ready (gpointer user_data)
{
  PortailBaremeDocument *document = get_document (user_data);

  return portail_bareme_document_get_state (document) == PORTAIL_BAREME_DOCUMENT_READY
         && !portail_bareme_document_is_busy (document);
}

static void
begin (Fixture *fixture, PortailBaremeOrigin origin)
{
  portail_baremes_page_begin_new (fixture->page, origin, NULL);
  g_assert_nonnull (portail_baremes_page_get_editor (fixture->page));
  portail_robot_wait (is_ready, fixture);
}

static PortailGrid *
get_grid (Fixture *fixture, PortailBaremeTable table)
{
  return portail_bareme_page_get_grid (portail_baremes_page_get_editor (fixture->page), table);
}

static void
set_text (Fixture *fixture, guint row, const char *field, const char *text)
{
  portail_grid_sheet_set_text (
      portail_grid_get_sheet (get_grid (fixture, PORTAIL_BAREME_TRANCHES)), row,
      portail_bareme_document_find_column (PORTAIL_BAREME_TRANCHES, field), text);
  portail_robot_wait (is_ready, fixture);
}

static char *
read_sample (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static void
assert_same (const PortailBareme *a, const PortailBareme *b)
{
  g_autoptr (GPtrArray) found = portail_bareme_list_differences (a, b);

  for (guint i = 0; i < found->len; i++)
    g_test_message ("%s", (const char *) found->pdata[i]);
  g_assert_cmpuint (found->len, ==, 0);
}

/* Without its header, as somebody copies the cells of a sheet. */
static void
paste (Fixture *fixture, PortailBaremeTable table, const char *name)
{
  g_autofree char *text = read_sample (name);
  g_autoptr (GError) error = NULL;

  portail_grid_set_cursor (get_grid (fixture, table), 0, 0);
  g_assert_true (
      portail_grid_paste_text (get_grid (fixture, table), strchr (text, '\n') + 1, &error));
  g_assert_no_error (error);
  portail_robot_wait (is_ready, fixture);
}

static void
the_pasted_sheet_is_the_default_table (Fixture *fixture, gconstpointer unused)
{
  begin (fixture, PORTAIL_BAREME_FROM_NOTHING);
  g_assert_cmpuint (
      portail_bareme_document_get_problems (get_document (fixture), PORTAIL_BAREME_TRANCHES)->len,
      ==, 1);
  paste (fixture, PORTAIL_BAREME_TRANCHES, "bareme.tsv");
  paste (fixture, PORTAIL_BAREME_RICHESSE, "richesse.tsv");
  assert_same (portail_bareme_document_get_bareme (get_document (fixture)),
               portail_bareme_get_default ());
  g_assert_cmpuint (
      portail_bareme_document_get_problems (get_document (fixture), PORTAIL_BAREME_TRANCHES)->len,
      ==, 0);
  g_assert_null (portail_bareme_document_get_obstacle (get_document (fixture)));
}

static gboolean
has_preview (gpointer dialog)
{
  return portail_import_dialog_get_preview (dialog) != NULL;
}

static PortailImportPreview *
preview (Fixture *fixture, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  PortailImportDialog *dialog = portail_import_dialog_new (
      GTK_WINDOW (fixture->window), &portail_bareme_place, G_OBJECT (get_document (fixture)),
      PORTAIL_BAREME_TRANCHES);
  PortailImportPreview *found;

  portail_import_dialog_read_bytes (dialog, bytes);
  portail_robot_wait (has_preview, dialog);
  found = g_object_ref (portail_import_dialog_get_preview (dialog));
  gtk_window_destroy (GTK_WINDOW (dialog));
  return found;
}

static void
an_imported_file_is_taken_whole_and_undone (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *text = read_sample ("bareme.tsv");
  g_autoptr (PortailImportPreview) whole = NULL;
  g_autoptr (PortailImportPreview) torn = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  begin (fixture, PORTAIL_BAREME_FROM_NOTHING);
  whole = preview (fixture, text);
  g_assert_cmpuint (portail_import_preview_get_counts (whole).n_good, ==, 13);
  g_assert_true (portail_bareme_place.apply (get_document (fixture), whole,
                                             PORTAIL_IMPORT_LEAVE_DOUBTFUL_OUT, &n, &error));
  portail_robot_wait (is_ready, fixture);
  g_assert_cmpuint (portail_bareme_document_get_bareme (get_document (fixture))->n_tranches, ==,
                    13);
  torn = preview (fixture, "100;9999;7;1;1;1;1\n20000;;9;1;1;1;1\n");
  g_assert_cmpuint (portail_import_preview_get_counts (torn).n_wrong, ==, 1);
  g_assert_false (portail_bareme_place.apply (get_document (fixture), torn,
                                              PORTAIL_IMPORT_LEAVE_DOUBTFUL_OUT, &n, &error));
  g_assert_nonnull (error);
  portail_undo_stack_undo (portail_bareme_document_get_undo_stack (get_document (fixture)));
  portail_robot_wait (is_ready, fixture);
  g_assert_cmpuint (portail_bareme_document_get_bareme (get_document (fixture))->n_tranches, ==, 0);
}

/* Hostile tables: what the validator says, and that it names the row. */
static void
what_is_wrong_names_its_row (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    guint row;
    const char *field;
    const char *text;
    const char *code;
    const char *wrong_field;
  } cases[] = {
    { 2, "min", "9000", "not_increasing", "min" }, { 2, "taux", "9", "not_increasing", "taux" },
    { 2, "taux", "101", "out_of_range", "taux" },  { 0, "max", "5000", "gap", "max" },
    { 0, "max", "10000", "overlap", "max" },       { 12, "max", "6000000", "not_last", "max" },
  };

  begin (fixture, PORTAIL_BAREME_FROM_DEFAULT);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const PortailProblems *problems;
      gboolean is_found = FALSE;

      set_text (fixture, cases[i].row, cases[i].field, cases[i].text);
      problems = portail_bareme_document_get_problems (get_document (fixture),
                                                       PORTAIL_BAREME_TRANCHES);
      for (guint j = 0; j < problems->len; j++)
        {
          const PortailProblem *problem = portail_problems_get (problems, j);
          g_autofree char *row = g_strdup_printf ("%u", (guint) problem->index + 1);

          g_assert_nonnull (strstr (problem->detail, row));
          is_found |= problem->index == cases[i].row && g_str_equal (problem->code, cases[i].code)
                      && g_str_equal (problem->field, cases[i].wrong_field);
        }
      g_assert_true (is_found);
      g_assert_nonnull (portail_bareme_document_get_obstacle (get_document (fixture)));
      if (i == 0)
        portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "bareme-wrong");
      portail_undo_stack_undo (portail_bareme_document_get_undo_stack (get_document (fixture)));
      portail_robot_wait (is_ready, fixture);
    }
  g_assert_null (portail_bareme_document_get_obstacle (get_document (fixture)));
}

/* The maxima that the old sheets have. */
static void
a_maximum_that_fits_is_taken (Fixture *fixture, gconstpointer unused)
{
  begin (fixture, PORTAIL_BAREME_FROM_DEFAULT);
  set_text (fixture, 0, "max", "9 999");
  set_text (fixture, 12, "max", "99 000 000");
  g_assert_null (portail_bareme_document_get_obstacle (get_document (fixture)));
}

static gboolean
is_published (gpointer user_data)
{
  return is_ready (user_data) && portail_bareme_document_is_published (get_document (user_data));
}

static void
a_published_version_never_changes (Fixture *fixture, gconstpointer unused)
{
  PortailGridSheet *sheet;

  begin (fixture, PORTAIL_BAREME_FROM_DEFAULT);
  set_text (fixture, 0, "taux", "6");
  portail_bareme_document_publish (get_document (fixture));
  portail_robot_wait (is_published, fixture);
  sheet = portail_grid_get_sheet (get_grid (fixture, PORTAIL_BAREME_TRANCHES));
  g_assert_cmpint (portail_grid_sheet_get_mode (sheet), ==, PORTAIL_GRID_READ_ONLY);
  g_assert_false (portail_bareme_document_is_editable (get_document (fixture)));
  g_assert_false (portail_undo_stack_can_undo (
      portail_bareme_document_get_undo_stack (get_document (fixture))));
  g_assert_nonnull (portail_bareme_document_get_obstacle (get_document (fixture)));
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "bareme-published");
}

static gboolean
shows_none (gpointer user_data)
{
  return portail_baremes_page_get_n_shown (((Fixture *) user_data)->page) == 0;
}

static gboolean
shows_one (gpointer user_data)
{
  return portail_baremes_page_get_n_shown (((Fixture *) user_data)->page) == 1;
}

static void
a_deleted_draft_comes_back (Fixture *fixture, gconstpointer unused)
{
  begin (fixture, PORTAIL_BAREME_FROM_DEFAULT);
  gtk_widget_activate_action (GTK_WIDGET (portail_baremes_page_get_editor (fixture->page)),
                              "bareme.delete", NULL);
  g_assert_null (portail_baremes_page_get_editor (fixture->page));
  portail_robot_wait (shows_none, fixture);
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  portail_robot_press (GTK_WINDOW (fixture->window), "ctrl+z");
  portail_robot_wait (shows_one, fixture);
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "baremes");
}

static void
who_reads_alone_makes_no_draft (Fixture *fixture, gconstpointer unused)
{
  portail_baremes_page_begin_new (fixture->page, PORTAIL_BAREME_FROM_DEFAULT, NULL);
  g_assert_null (portail_baremes_page_get_editor (fixture->page));
}

static GtkWidget *
find_plot (GtkWidget *widget)
{
  GtkWidget *found = PORTAIL_IS_CHART_PLOT (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_plot (child);
  return found;
}

static void
the_editor_looks_as_designed (Fixture *fixture, gconstpointer unused)
{
  begin (fixture, PORTAIL_BAREME_FROM_DEFAULT);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1280, 1500);
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "bareme");
  gtk_widget_grab_focus (find_plot (GTK_WIDGET (fixture->page)));
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "bareme-steps");
  portail_bareme_page_show_table (portail_baremes_page_get_editor (fixture->page),
                                  PORTAIL_BAREME_RICHESSE);
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "bareme-wealth");
  portail_screenshot_make_narrow (GTK_WINDOW (fixture->window), 720);
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "bareme-narrow");
}

/* domain.md §3.2: the tax is flat, so each boundary of the default table is a step. */
static void
each_boundary_of_the_default_table_is_a_step (void)
{
  const PortailBareme *bareme = portail_bareme_get_default ();
  g_autoptr (GArray) cliffs = portail_bareme_list_cliffs (bareme);
  PortailBareme progressive = *bareme;
  g_autoptr (GArray) none = NULL;

  g_assert_cmpuint (cliffs->len, ==, bareme->n_tranches);
  for (guint i = 0; i < cliffs->len; i++)
    {
      const PortailBaremeCliff *cliff = &g_array_index (cliffs, PortailBaremeCliff, i);
      gint64 below = cliff->at.cents - 100;
      gint64 rest_below = below - portail_tax_on_benefice (bareme, (PortailMoney){ below }).cents;
      gint64 until = cliff->until.cents;

      g_assert_cmpint (until - portail_tax_on_benefice (bareme, cliff->until).cents, >, rest_below);
      g_assert_cmpint (until - 100
                           - portail_tax_on_benefice (bareme, (PortailMoney){ until - 100 }).cents,
                       <=, rest_below);
    }
  /* 9 999 $ pay 700 $, 10 000 $ pay 900 $ (domain.md §8). */
  g_assert_cmpint (g_array_index (cliffs, PortailBaremeCliff, 1).jump.cents, ==,
                   PORTAIL_DOLLARS (200).cents);
  progressive.mode_impot = PORTAIL_MODE_IMPOT_PROGRESSIF;
  none = portail_bareme_list_cliffs (&progressive);
  g_assert_cmpuint (none->len, <=, 1);
}

#define ADD(path, role, function)                                                                  \
  g_test_add (path, Fixture, GINT_TO_POINTER (PORTAIL_ROLE_##role), set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  int status;

  gtk_test_init (&argc, &argv, NULL);
  setlocale (LC_ALL, "");
  application = portail_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  ADD ("/bareme-editor/the-pasted-sheet-is-the-default-table", STAFF,
       the_pasted_sheet_is_the_default_table);
  ADD ("/bareme-editor/an-imported-file-is-taken-whole-and-undone", STAFF,
       an_imported_file_is_taken_whole_and_undone);
  ADD ("/bareme-editor/what-is-wrong-names-its-row", STAFF, what_is_wrong_names_its_row);
  ADD ("/bareme-editor/a-maximum-that-fits-is-taken", STAFF, a_maximum_that_fits_is_taken);
  ADD ("/bareme-editor/a-published-version-never-changes", STAFF,
       a_published_version_never_changes);
  ADD ("/bareme-editor/a-deleted-draft-comes-back", STAFF, a_deleted_draft_comes_back);
  ADD ("/bareme-editor/who-reads-alone-makes-no-draft", PATRON, who_reads_alone_makes_no_draft);
  ADD ("/bareme-editor/the-editor-looks-as-designed", STAFF, the_editor_looks_as_designed);
  g_test_add_func ("/bareme-editor/each-boundary-of-the-default-table-is-a-step",
                   each_boundary_of_the_default_table_is_a_step);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
