/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-dotations-page.h"

#include <string.h>

#include "app/portail-application.h"
#include "app/portail-dotation-page.h"
#include "app/portail-draft.h"
#include "app/portail-figures-panel.h"
#include "app/portail-grid.h"
#include "app/portail-sheet-keeper.h"
#include "shared/portail-i18n.h"
#include "tests/app/dotation-seed.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-french.h"
#include "tests/support/portail-robot.h"
#include "tests/support/portail-screenshot.h"

typedef struct
{
  PortailClientFixture client;
  PortailWindow *window;
  PortailDotationsPage *page;
} Fixture;

static PortailApplication *application;

static void
set_up (Fixture *fixture, gconstpointer role)
{
  PortailShellContext *context;
  PortailShellCompany companies[] = {
    { PORTAIL_FIXTURE_COMPANY, "Garage Central", (PortailRole) GPOINTER_TO_INT (role) },
    { SEED_OTHER_COMPANY, "Café de l’Écluse", (PortailRole) GPOINTER_TO_INT (role) },
  };

  portail_client_fixture_set_up (&fixture->client, NULL);
  dotation_seed (&fixture->client, (PortailRole) GPOINTER_TO_INT (role));
  fixture->window = portail_window_new (GTK_APPLICATION (application), NULL);
  context = portail_window_get_context (fixture->window);
  portail_shell_context_set_companies (context, companies, G_N_ELEMENTS (companies));
  portail_shell_context_set_period (context, portail_week_from_number (2025, 38));
  portail_window_set_person (fixture->window, "Zoé Lefèvre");
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1280, 800);
  portail_window_show_view (fixture->window, PORTAIL_WINDOW_SHELL);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-module", "s", "dotations");
  fixture->page = PORTAIL_DOTATIONS_PAGE (portail_window_get_page (fixture->window, "dotations"));
  portail_desk_set_account (portail_window_get_desk (fixture->window),
                            &(PortailDeskAccount){ .cache = fixture->client.cache });
  gtk_window_present (GTK_WINDOW (fixture->window));
  portail_robot_focus (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  portail_desk_set_account (portail_window_get_desk (fixture->window), NULL);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  portail_await_idle ();
  portail_client_fixture_tear_down (&fixture->client, NULL);
}

static PortailDotationModel *
get_model (Fixture *fixture)
{
  return portail_dotation_page_get_model (
      PORTAIL_DOTATION_PAGE (portail_dotations_page_get_sheet (fixture->page)));
}

static gboolean
is_ready (gpointer user_data)
{
  PortailDotationModel *model = get_model (user_data);

  return portail_dotation_model_get_state (model) == PORTAIL_DOTATION_MODEL_READY
         && !portail_dotation_model_is_busy (model);
}

static void
open_sheet (Fixture *fixture, const char *id)
{
  portail_dotations_page_open (fixture->page, id);
  portail_robot_wait (is_ready, fixture);
}

static gboolean
has_weeks (gpointer user_data)
{
  return portail_weeks_view_is_ready (
      portail_dotations_page_get_weeks (((Fixture *) user_data)->page));
}

static GtkWidget *
find_widget (GtkWidget *widget,
             gboolean (*is_it) (GtkWidget *widget, gconstpointer what),
             gconstpointer what)
{
  if (is_it (widget, what))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, is_it, what);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_of_type (GtkWidget *widget, gconstpointer type)
{
  return G_TYPE_CHECK_INSTANCE_TYPE (widget, GPOINTER_TO_SIZE (type));
}

static gboolean
has_label (GtkWidget *widget, gconstpointer label)
{
  return GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget)
         && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0;
}

static GtkWidget *
find_button (Fixture *fixture, const char *label)
{
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  return find_widget (GTK_WIDGET (fixture->window), has_label, label);
}

/* The grid of the employees is the first one. */
static PortailGrid *
get_rows (Fixture *fixture)
{
  return PORTAIL_GRID (
      find_widget (GTK_WIDGET (fixture->page), is_of_type, GSIZE_TO_POINTER (PORTAIL_TYPE_GRID)));
}

static void
press (Fixture *fixture, const char *keys)
{
  portail_robot_press (GTK_WINDOW (fixture->window), keys);
}

static void
type_into (Fixture *fixture, guint row, guint column, const char *text)
{
  PortailGrid *grid = get_rows (fixture);

  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  gtk_widget_grab_focus (GTK_WIDGET (grid));
  portail_grid_set_cursor (grid, row, column);
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  portail_robot_type (GTK_WINDOW (fixture->window), text);
}

static PortailMoney
get_run (Fixture *fixture, guint row)
{
  const PortailRecord *record = portail_dotation_model_get (get_model (fixture), PORTAIL_SHEET_ROWS,
                                                            row);

  return ((const PortailDotationRow *) record)->run;
}

static PortailDotationStatus
get_status (Fixture *fixture)
{
  return portail_dotation_model_get_dotation (get_model (fixture))->status;
}

static void
test_pictures (Fixture *fixture, gconstpointer unused)
{
  portail_robot_wait (has_weeks, fixture);
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "weeks");
  open_sheet (fixture, SEED_DRAFT);
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "sheet");
  portail_screenshot_make_narrow (GTK_WINDOW (fixture->window), 720);
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "sheet-narrow");
  portail_dotations_page_close_sheet (fixture->page);
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "weeks-narrow");
}

static void
test_typing (Fixture *fixture, gconstpointer unused)
{
  open_sheet (fixture, SEED_DRAFT);
  type_into (fixture, 0, 1, "35000");
  press (fixture, "Return");
  portail_robot_wait (is_ready, fixture);
  g_assert_cmpint (get_run (fixture, 0).cents, ==, PORTAIL_DOLLARS (35000).cents);
  g_assert_cmpuint (portail_cache_get_counts (fixture->client.cache).n_to_send, ==, 1);
  press (fixture, "ctrl+z");
  portail_robot_wait (is_ready, fixture);
  g_assert_cmpint (get_run (fixture, 0).cents, ==, PORTAIL_DOLLARS (30000).cents);
  press (fixture, "ctrl+shift+z");
  portail_robot_wait (is_ready, fixture);
  g_assert_cmpint (get_run (fixture, 0).cents, ==, PORTAIL_DOLLARS (35000).cents);
}

static gboolean
has_777 (gpointer user_data)
{
  return is_ready (user_data) && get_run (user_data, 1).cents == PORTAIL_DOLLARS (777).cents;
}

static void
test_leaving_commits (Fixture *fixture, gconstpointer unused)
{
  open_sheet (fixture, SEED_DRAFT);
  type_into (fixture, 1, 1, "777");
  portail_dotations_page_close_sheet (fixture->page);
  open_sheet (fixture, SEED_DRAFT);
  portail_robot_wait (has_777, fixture);
}

static GtkTextBuffer *
find_notes (GtkWidget *widget)
{
  GtkTextBuffer *found = GTK_IS_TEXT_VIEW (widget)
                             ? gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget))
                             : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_notes (child);
  return found;
}

static void
commit_notes (Fixture *fixture, const char *text)
{
  GtkWidget *sheet = portail_dotations_page_get_sheet (fixture->page);

  gtk_text_buffer_set_text (find_notes (sheet), text, -1);
  portail_dotation_page_commit (PORTAIL_DOTATION_PAGE (sheet));
  portail_client_do (&fixture->client, portail_client_set_run (SEED_ROW (3), 4200));
  portail_robot_wait (is_ready, fixture);
}

static void
test_long_notes (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *text = g_strnfill (4001, 'x');
  GtkTextBuffer *notes;

  open_sheet (fixture, SEED_DRAFT);
  commit_notes (fixture, "Deux lignes\net  des espaces");
  g_assert_cmpstr (portail_dotation_model_get_dotation (get_model (fixture))->notes, ==,
                   "Deux lignes\net  des espaces");
  commit_notes (fixture, text);
  notes = find_notes (portail_dotations_page_get_sheet (fixture->page));
  g_assert_cmpint (gtk_text_buffer_get_char_count (notes), ==, 4001);
  g_assert_cmpstr (portail_dotation_model_get_dotation (get_model (fixture))->notes, ==,
                   "Deux lignes\net  des espaces");
}

static AdwMessageDialog *
find_dialog (void)
{
  return portail_robot_find_window (ADW_TYPE_MESSAGE_DIALOG);
}

static gboolean
has_a_refused_cell (gpointer user_data)
{
  return is_ready (user_data)
         && portail_grid_sheet_get_n_refused (portail_grid_get_sheet (get_rows (user_data))) == 1;
}

/* Neither a value nor lost. */
static void
test_drafts_of_a_sheet (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *text = g_strnfill (4001, 'x');
  PortailDotationModel *model;
  guint n;

  open_sheet (fixture, SEED_DRAFT);
  type_into (fixture, 0, 1, "abc");
  press (fixture, "Return");
  commit_notes (fixture, text);
  n = portail_dotation_model_get_n (get_model (fixture), PORTAIL_SHEET_ROWS);
  type_into (fixture, n, 1, "500");
  press (fixture, "Return");
  portail_robot_wait (is_ready, fixture);
  g_assert_cmpuint (portail_dotation_model_get_n_drafts (get_model (fixture)), ==, 1);
  portail_dotations_page_close_sheet (fixture->page);
  open_sheet (fixture, SEED_DRAFT);
  portail_robot_wait (has_a_refused_cell, fixture);
  model = get_model (fixture);
  g_assert_cmpuint (portail_dotation_model_get_n_drafts (model), ==, 1);
  g_assert_cmpuint (portail_dotation_model_get_n (model, PORTAIL_SHEET_ROWS), ==, n + 1);
  g_assert_cmpint (get_run (fixture, n).cents, ==, PORTAIL_DOLLARS (500).cents);
  g_assert_cmpint (gtk_text_buffer_get_char_count (
                       find_notes (portail_dotations_page_get_sheet (fixture->page))),
                   ==, 4001);
  g_assert_cmpuint (portail_cache_get_counts (fixture->client.cache).n_to_send, ==, 1);
}

/* The text of the draft; owned, NULL for none. */
static char *
load_draft (Fixture *fixture)
{
  g_auto (PortailAwait) await = { NULL };
  g_autoptr (PortailDraft) draft = NULL;

  portail_draft_load_async (fixture->client.cache, PORTAIL_SHEET_DRAFT_TYPE, SEED_DRAFT,
                            portail_await_ready, &await);
  draft = portail_draft_load_finish (fixture->client.cache, portail_await (&await), NULL);
  return draft != NULL ? g_strdup (draft->text) : NULL;
}

static gboolean
is_settled (gpointer user_data)
{
  return portail_dotation_model_get_state (get_model (user_data)) != PORTAIL_DOTATION_MODEL_LOADING
         && !portail_dotation_model_is_busy (get_model (user_data));
}

static void
type_and_lose (Fixture *fixture, PortailSyncOp *op, const char *picture)
{
  g_autofree char *draft = NULL;

  open_sheet (fixture, SEED_DRAFT);
  type_into (fixture, 1, 1, "9876");
  portail_client_do (&fixture->client, op);
  portail_robot_wait (is_settled, fixture);
  portail_screenshot_save (GTK_WIDGET (fixture->window), picture);
  draft = load_draft (fixture);
  g_assert_nonnull (draft);
  g_assert_nonnull (strstr (draft, "9876"));
}

static void
test_typing_into_what_is_closed (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *draft = NULL;

  type_and_lose (fixture, portail_client_command (SEED_DRAFT, "submit", NULL), "sheet-left");
  gtk_widget_activate_action (portail_dotations_page_get_sheet (fixture->page), "sheet.show-left",
                              NULL);
  portail_screenshot_settle (GTK_WIDGET (find_dialog ()));
  g_assert_nonnull (strstr (adw_message_dialog_get_body (find_dialog ()), "9876"));
  adw_message_dialog_response (find_dialog (), "discard");
  draft = load_draft (fixture);
  g_assert_null (draft);
}

static void
test_typing_into_what_is_deleted (Fixture *fixture, gconstpointer unused)
{
  type_and_lose (fixture, portail_client_delete (&portail_dotation_type, SEED_DRAFT),
                 "sheet-gone-left");
}

/* A merge while a cell is being edited leaves the text and the cursor alone. */
static void
test_merge_while_typing (Fixture *fixture, gconstpointer unused)
{
  guint row;
  guint column;

  open_sheet (fixture, SEED_DRAFT);
  type_into (fixture, 1, 1, "12");
  portail_client_do (&fixture->client, portail_client_set_run (SEED_ROW (3), 4200));
  portail_client_do (&fixture->client,
                     portail_client_delete (&portail_dotation_row_type, SEED_ROW (1)));
  portail_robot_wait (is_ready, fixture);
  portail_robot_type (GTK_WINDOW (fixture->window), "34");
  press (fixture, "Tab");
  portail_robot_wait (is_ready, fixture);
  portail_grid_get_cursor (get_rows (fixture), &row, &column);
  g_assert_cmpuint (row, ==, 0);
  g_assert_cmpuint (column, ==, 2);
  g_assert_cmpint (get_run (fixture, 0).cents, ==, PORTAIL_DOLLARS (1234).cents);
  g_assert_cmpint (get_run (fixture, 1).cents, ==, 4200);
}

static void
test_submit (Fixture *fixture, gconstpointer unused)
{
  open_sheet (fixture, SEED_DRAFT);
  type_into (fixture, 0, 1, "abc");
  press (fixture, "Return");
  g_assert_false (gtk_widget_get_sensitive (find_button (fixture, "Soumettre")));
  portail_screenshot_save (GTK_WIDGET (fixture->window), "sheet-refused-cell");
  press (fixture, "ctrl+z");
  g_assert_true (gtk_widget_get_sensitive (find_button (fixture, "Soumettre")));
  g_signal_emit_by_name (find_button (fixture, "Soumettre"), "clicked");
  portail_robot_wait (is_ready, fixture);
  g_assert_cmpint (get_status (fixture), ==, PORTAIL_DOTATION_EN_ATTENTE);
  g_assert_cmpint (portail_grid_sheet_get_mode (portail_grid_get_sheet (get_rows (fixture))), ==,
                   PORTAIL_GRID_READ_ONLY);
  g_assert_false (gtk_widget_get_sensitive (find_button (fixture, "Valider…")));
  portail_screenshot_save (GTK_WIDGET (fixture->window), "sheet-submitted");
  g_signal_emit_by_name (find_button (fixture, "Retirer"), "clicked");
  portail_robot_wait (is_ready, fixture);
  g_assert_cmpint (get_status (fixture), ==, PORTAIL_DOTATION_BROUILLON);
}

static gboolean
is_closed (gpointer user_data)
{
  return is_ready (user_data) && !portail_dotation_model_is_editable (get_model (user_data));
}

/* The server takes nothing of it: what was typed until then is sent, and no more. */
static void
test_locked_week (Fixture *fixture, gconstpointer unused)
{
  open_sheet (fixture, SEED_DRAFT);
  type_into (fixture, 0, 1, "500");
  press (fixture, "Return");
  portail_robot_wait (is_ready, fixture);
  portail_client_execute (&fixture->client,
                          "INSERT INTO period_lock (id, rev, period, locked,"
                          " reason) VALUES ('01990000-0000-7000-8000-0000000000f0',"
                          " 1, '2025-W38', 1, 'contrôle')");
  portail_client_do (&fixture->client, portail_client_set_run (SEED_ROW (3), 700));
  portail_robot_wait (is_closed, fixture);
  g_assert_nonnull (
      strstr (portail_dotation_model_get_lock_reason (get_model (fixture)), "contrôle"));
  g_assert_cmpint (portail_grid_sheet_get_mode (portail_grid_get_sheet (get_rows (fixture))), ==,
                   PORTAIL_GRID_READ_ONLY);
  g_assert_false (gtk_widget_get_sensitive (find_button (fixture, "Soumettre")));
  press (fixture, "ctrl+z");
  g_assert_cmpint (get_run (fixture, 0).cents, ==, PORTAIL_DOLLARS (500).cents);
  portail_screenshot_save (GTK_WIDGET (fixture->window), "sheet-locked-week");
  portail_dotation_model_set_role (get_model (fixture), PORTAIL_ROLE_SUPERADMIN);
  g_assert_true (portail_dotation_model_is_editable (get_model (fixture)));
}

static void
test_refuse (Fixture *fixture, gconstpointer unused)
{
  AdwMessageDialog *dialog;
  GtkTextView *reason;

  open_sheet (fixture, SEED_SUBMITTED);
  g_assert_null (find_button (fixture, "Soumettre"));
  g_assert_false (gtk_widget_get_sensitive (find_button (fixture, "Retirer")));
  g_signal_emit_by_name (find_button (fixture, "Refuser…"), "clicked");
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  g_assert_false (adw_message_dialog_get_response_enabled (dialog, "do"));
  reason = GTK_TEXT_VIEW (
      find_widget (GTK_WIDGET (dialog), is_of_type, GSIZE_TO_POINTER (GTK_TYPE_TEXT_VIEW)));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (reason), "Justificatif absent.", -1);
  g_assert_true (adw_message_dialog_get_response_enabled (dialog, "do"));
  portail_screenshot_save (GTK_WIDGET (dialog), "refuse-dialog");
  adw_message_dialog_response (dialog, "do");
  portail_robot_wait (is_ready, fixture);
  g_assert_cmpint (get_status (fixture), ==, PORTAIL_DOTATION_REFUSE);
  g_assert_cmpstr (portail_dotation_model_get_dotation (get_model (fixture))->refusal_reason, ==,
                   "Justificatif absent.");
  portail_screenshot_save (GTK_WIDGET (fixture->window), "sheet-refused");
}

static void
test_why (Fixture *fixture, gconstpointer unused)
{
  PortailFiguresPanel *panel;

  open_sheet (fixture, SEED_DRAFT);
  panel = PORTAIL_FIGURES_PANEL (find_widget (GTK_WIDGET (fixture->page), is_of_type,
                                              GSIZE_TO_POINTER (PORTAIL_TYPE_FIGURES_PANEL)));
  for (int id = 0; id < PORTAIL_N_FIGURES; id++)
    {
      portail_figures_panel_explain (panel, (PortailFigureId) id);
      g_assert_cmpint (strlen (portail_figures_panel_get_explanation (panel)), >, 10);
    }
  portail_figures_panel_explain (panel, PORTAIL_FIGURE_IMPOT_SOCIETE);
  portail_screenshot_save (
      find_widget (GTK_WIDGET (panel), is_of_type, GSIZE_TO_POINTER (GTK_TYPE_POPOVER)),
      "why-popover");
  portail_grid_set_cursor (get_rows (fixture), 3, 5);
  portail_screenshot_save (GTK_WIDGET (fixture->window), "sheet-why");
  press (fixture, "Escape");
  g_assert_null (portail_figures_panel_get_explanation (panel));
}

static gboolean
has_sheet (gpointer user_data)
{
  return portail_dotations_page_get_sheet (((Fixture *) user_data)->page) != NULL;
}

static void
test_new_week (Fixture *fixture, gconstpointer unused)
{
  portail_robot_wait (has_weeks, fixture);
  portail_shell_context_set_period (portail_window_get_context (fixture->window),
                                    portail_week_from_number (2025, 39));
  press (fixture, "ctrl+n");
  portail_robot_wait (has_sheet, fixture);
  portail_robot_wait (is_ready, fixture);
  g_assert_cmpint (get_status (fixture), ==, PORTAIL_DOTATION_BROUILLON);
  g_assert_cmpuint (portail_dotation_model_get_n (get_model (fixture), PORTAIL_SHEET_ROWS), ==, 0);
  portail_screenshot_save (GTK_WIDGET (fixture->window), "sheet-empty");
  portail_dotations_page_close_sheet (fixture->page);
  portail_shell_context_set_period (portail_window_get_context (fixture->window),
                                    portail_week_from_number (2025, 38));
  press (fixture, "ctrl+n");
  portail_robot_wait (has_sheet, fixture);
  portail_robot_wait (is_ready, fixture);
  g_assert_cmpstr (portail_dotation_model_get_id (get_model (fixture)), ==, SEED_DRAFT);
}

static gboolean
shows_one_week (gpointer user_data)
{
  return portail_weeks_view_get_n_shown (
             portail_dotations_page_get_weeks (((Fixture *) user_data)->page))
         == 1;
}

static void
test_search (Fixture *fixture, gconstpointer unused)
{
  portail_robot_wait (has_weeks, fixture);
  press (fixture, "ctrl+f");
  portail_robot_type (GTK_WINDOW (fixture->window), "refus");
  portail_robot_wait (shows_one_week, fixture);
  portail_screenshot_save (GTK_WIDGET (fixture->window), "weeks-filtered");
}

static void
test_staff (Fixture *fixture, gconstpointer unused)
{
  portail_robot_wait (has_weeks, fixture);
  g_assert_cmpuint (
      portail_weeks_view_get_n_shown (portail_dotations_page_get_weeks (fixture->page)), ==, 4);
  g_assert_nonnull (find_button (fixture, "Toutes les entreprises"));
  portail_screenshot_save (GTK_WIDGET (fixture->window), "weeks-staff");
}

static void
test_employe (Fixture *fixture, gconstpointer unused)
{
  open_sheet (fixture, SEED_VALIDATED);
  portail_screenshot_save (GTK_WIDGET (fixture->window), "sheet-employe");
  g_assert_false (portail_dotation_model_is_editable (get_model (fixture)));
}

#define ADD(path, role, function)                                                                  \
  g_test_add (path, Fixture, GINT_TO_POINTER (role), set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  int status;

  gtk_test_init (&argc, &argv, NULL);
  portail_french_init ();
  application = portail_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  ADD ("/dotation-page/it-looks-right-light-dark-wide-narrow", PORTAIL_ROLE_PATRON, test_pictures);
  ADD ("/dotation-page/typing-in-a-cell-can-be-taken-back", PORTAIL_ROLE_PATRON, test_typing);
  ADD ("/dotation-page/leaving-commits-what-is-typed", PORTAIL_ROLE_PATRON, test_leaving_commits);
  ADD ("/dotation-page/notes-that-are-too-long-stay-to-be-cut", PORTAIL_ROLE_PATRON,
       test_long_notes);
  ADD ("/dotation-page/a-merge-leaves-the-edited-cell-alone", PORTAIL_ROLE_PATRON,
       test_merge_while_typing);
  ADD ("/dotation-page/what-is-no-value-is-there-again", PORTAIL_ROLE_PATRON,
       test_drafts_of_a_sheet);
  ADD ("/dotation-page/what-is-typed-into-what-is-closed-is-kept", PORTAIL_ROLE_PATRON,
       test_typing_into_what_is_closed);
  ADD ("/dotation-page/what-is-typed-into-what-is-deleted-is-kept", PORTAIL_ROLE_PATRON,
       test_typing_into_what_is_deleted);
  ADD ("/dotation-page/a-sheet-is-submitted-once-it-is-right", PORTAIL_ROLE_PATRON, test_submit);
  ADD ("/dotation-page/a-locked-week-is-read", PORTAIL_ROLE_PATRON, test_locked_week);
  ADD ("/dotation-page/staff-refuses-with-a-reason", PORTAIL_ROLE_STAFF, test_refuse);
  ADD ("/dotation-page/each-figure-explains-itself", PORTAIL_ROLE_PATRON, test_why);
  ADD ("/dotation-page/control-n-makes-or-opens-the-week", PORTAIL_ROLE_PATRON, test_new_week);
  ADD ("/dotation-page/weeks-are-searched", PORTAIL_ROLE_PATRON, test_search);
  ADD ("/dotation-page/staff-sees-all-companies", PORTAIL_ROLE_STAFF, test_staff);
  ADD ("/dotation-page/an-employee-sees-no-totals", PORTAIL_ROLE_EMPLOYE, test_employe);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
