/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-blanchiment-page.h"

#include <string.h>

#include "app/portail-command-bar.h"
#include "app/portail-import-dialog.h"
#include "app/portail-page.h"
#include "shared/portail-arguments.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "tests/app/blanchiment-window.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-robot.h"
#include "tests/support/portail-screenshot.h"

/* Good lines of the file. */
#define N_PASTED 60

static const BlanchimentCase as_patron = { PORTAIL_ROLE_PATRON, TRUE };
static const BlanchimentCase as_employe = { PORTAIL_ROLE_EMPLOYE, TRUE };
static const BlanchimentCase as_dot = { PORTAIL_ROLE_DOT, TRUE };
static const BlanchimentCase switched_off = { PORTAIL_ROLE_STAFF, FALSE };

/* Operations */

static gboolean
shows_money (BlanchimentFixture *fixture, PortailMoney money)
{
  g_autofree char *text = portail_money_to_text (money);

  return blanchiment_find_label (GTK_WIDGET (fixture->page), text) != NULL;
}

static gboolean
shows_example (gpointer user_data)
{
  return shows_money (user_data, PORTAIL_DOLLARS (40000))
         && shows_money (user_data, PORTAIL_DOLLARS (7500));
}

static gboolean
is_saved (gpointer user_data)
{
  BlanchimentFixture *fixture = user_data;

  return portail_record_page_get_record (blanchiment_get_records (fixture)) != NULL
         && blanchiment_has_more_rows (fixture);
}

/* Example 4 of domain.md §8. */
static void
test_create (BlanchimentFixture *fixture, gconstpointer unused)
{
  static const char *const names[] = { "employee_name", "groupe",     "amount",
                                       "date_recu",     "date_rendu", NULL };
  static const char *const day[] = { "date_rendu", NULL };
  g_autoptr (PortailBlanchimentOperation) typed = portail_record_new (
      &portail_blanchiment_operation_type);
  PortailRecordForm *form = portail_record_page_get_form (blanchiment_get_records (fixture));
  const PortailBlanchimentOperation *saved;

  portail_robot_wait (blanchiment_has_all_rows, fixture);
  portail_robot_wait (blanchiment_has_survey, fixture);
  portail_robot_press (GTK_WINDOW (fixture->window), "ctrl+n");
  typed->employee_name = g_strdup ("elodie martin");
  typed->groupe = g_strdup ("Ballas");
  typed->amount = PORTAIL_DOLLARS (50000);
  typed->date_recu = portail_day_from_date (2026, 1, 8);
  typed->date_rendu = portail_day_from_date (2026, 1, 1);
  portail_record_form_put (form, typed, blanchiment_bits (names));
  g_assert_false (portail_record_page_save (blanchiment_get_records (fixture)));
  g_assert_false (blanchiment_has_more_rows (fixture));
  typed->date_recu = portail_day_from_date (2026, 1, 1);
  typed->date_rendu = portail_day_from_date (2026, 1, 8);
  portail_record_form_put (form, typed, blanchiment_bits (names));
  portail_robot_wait (shows_example, fixture);
  g_assert_nonnull (blanchiment_find_label (GTK_WIDGET (fixture->page),
                                            g_dngettext (GETTEXT_PACKAGE, "%d day", "%d days", 7)
                                                + strlen ("%d ")));
  g_assert_true (portail_record_page_save (blanchiment_get_records (fixture)));
  portail_robot_wait (is_saved, fixture);
  saved = portail_record_page_get_record (blanchiment_get_records (fixture));
  g_assert_cmpint (saved->entreprise_taux.basis_points, ==, 1500);
  g_assert_cmpint (saved->groupe_taux.basis_points, ==, 8000);
  g_assert_cmpint (saved->status, ==, PORTAIL_BLANCHIMENT_EN_COURS);
  g_assert_cmpstr (saved->employee_id, ==, SEED_EMPLOYEE);
  typed->date_rendu = portail_day_from_date (2025, 12, 31);
  portail_record_form_put (form, typed, blanchiment_bits (day));
  g_assert_false (portail_record_page_save (blanchiment_get_records (fixture)));
  blanchiment_save_pictures (fixture, "blanchiment-operation");
}

static gboolean
has_import (gpointer user_data)
{
  GtkWidget *dialog = portail_blanchiment_operations_get_import (
      blanchiment_get_operations (user_data));

  return dialog != NULL
         && portail_import_dialog_get_preview (PORTAIL_IMPORT_DIALOG (dialog)) != NULL;
}

static gboolean
has_pasted_rows (gpointer user_data)
{
  return g_list_model_get_n_items (blanchiment_get_rows (user_data))
         == SEED_N_OPERATIONS + N_PASTED;
}

static GBytes *
read_paste (void)
{
  static const char wrong[] = "31/02/2026;Ballas;Jean Dupont;1;2;100\n"
                              "01/02/2026;Ballas;;1;2;100\n"
                              "01/02/2026;Ballas;Jean Dupont;1;2;1.234\n";
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "blanchiment.csv", NULL);
  g_autofree char *text = NULL;
  g_autofree char *all = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  all = g_strconcat (text, wrong, NULL);
  return g_bytes_new (all, strlen (all));
}

static void
test_paste (BlanchimentFixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) bytes = read_paste ();
  PortailImportCounts counts;
  GtkWidget *dialog;

  portail_robot_wait (blanchiment_has_all_rows, fixture);
  portail_blanchiment_operations_import (blanchiment_get_operations (fixture), bytes);
  portail_robot_wait (has_import, fixture);
  dialog = portail_blanchiment_operations_get_import (blanchiment_get_operations (fixture));
  counts = portail_import_preview_get_counts (
      portail_import_dialog_get_preview (PORTAIL_IMPORT_DIALOG (dialog)));
  g_assert_cmpuint (counts.n_good, ==, N_PASTED);
  g_assert_cmpuint (counts.n_wrong, ==, 3);
  portail_screenshot_save (dialog, "blanchiment-import");
  portail_robot_focus (GTK_WINDOW (dialog));
  portail_robot_press (GTK_WINDOW (dialog), "alt+i");
  portail_robot_wait (has_pasted_rows, fixture);
  g_assert_cmpuint (portail_cache_get_counts (fixture->client.cache).n_to_send, ==, 1);
  portail_robot_focus (GTK_WINDOW (fixture->window));
  g_assert_true (portail_undo_stack_undo (
      portail_record_page_get_undo_stack (blanchiment_get_records (fixture))));
  portail_robot_wait (blanchiment_has_all_rows, fixture);
}

static gboolean
shows_risk (gpointer user_data)
{
  return blanchiment_find_label (GTK_WIDGET (((BlanchimentFixture *) user_data)->page), "+40")
         != NULL;
}

static void
test_list (BlanchimentFixture *fixture, gconstpointer unused)
{
  portail_robot_wait (blanchiment_has_all_rows, fixture);
  portail_robot_wait (blanchiment_has_survey, fixture);
  portail_page_open_record (PORTAIL_PAGE (fixture->page), "blanchiment_operation",
                            SEED_OPERATION ("01"));
  portail_robot_wait (shows_risk, fixture);
  blanchiment_save_pictures (fixture, "blanchiment-operations");
}

/* Commands */

static gboolean
has_status (BlanchimentFixture *fixture, PortailBlanchimentStatus status)
{
  const PortailBlanchimentOperation *operation = portail_record_page_get_record (
      blanchiment_get_records (fixture));

  return operation != NULL && operation->status == status;
}

static gboolean
is_running (gpointer user_data)
{
  return has_status (user_data, PORTAIL_BLANCHIMENT_EN_COURS);
}

static gboolean
is_suspended (gpointer user_data)
{
  return has_status (user_data, PORTAIL_BLANCHIMENT_SUSPENDU);
}

static gboolean
is_finished (gpointer user_data)
{
  return has_status (user_data, PORTAIL_BLANCHIMENT_TERMINE);
}

static void
test_commands (BlanchimentFixture *fixture, gconstpointer unused)
{
  GtkWidget *page = GTK_WIDGET (blanchiment_get_records (fixture));
  PortailCommandBar *bar;
  const PortailBlanchimentOperation *operation;

  portail_robot_wait (blanchiment_has_all_rows, fixture);
  portail_page_open_record (PORTAIL_PAGE (fixture->page), "blanchiment_operation",
                            SEED_OPERATION ("06"));
  portail_robot_wait (is_running, fixture);
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  bar = PORTAIL_COMMAND_BAR (blanchiment_find_type (page, PORTAIL_TYPE_COMMAND_BAR));
  g_assert_false (portail_command_bar_activate (bar, "review"));
  g_assert_true (portail_command_bar_activate (bar, "suspend"));
  portail_robot_wait (is_suspended, fixture);
  g_assert_false (portail_command_bar_activate (bar, "finish"));
  g_assert_true (portail_command_bar_activate (bar, "resume"));
  portail_robot_wait (is_running, fixture);
  g_assert_true (portail_command_bar_activate (bar, "finish"));
  portail_robot_wait (blanchiment_has_dialog, fixture);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (blanchiment_find_dialog (fixture)), "do");
  portail_robot_wait (is_finished, fixture);
  operation = portail_record_page_get_record (blanchiment_get_records (fixture));
  g_assert_cmpint (operation->date_rendu.number, ==, fixture->today.number);
}

static void
test_finish (BlanchimentFixture *fixture, gconstpointer unused)
{
  PortailSyncOp *op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, PORTAIL_FIXTURE_COMPANY);
  g_autoptr (GError) error = NULL;

  portail_sync_op_take_change (op, portail_change_new_command (&portail_blanchiment_operation_type,
                                                               SEED_OPERATION ("06"), "finish",
                                                               "{\"date_rendu\":\"2020-01-01\"}"));
  g_assert_false (portail_client_apply (&fixture->client, op, NULL, &error));
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID);
}

/* Where the person types a day that is too early, that row says so. */
static void
test_finish_dialog (BlanchimentFixture *fixture, gconstpointer unused)
{
  GtkWidget *page = GTK_WIDGET (blanchiment_get_records (fixture));
  g_autoptr (PortailArguments) values = portail_record_new (&portail_arguments_type);
  PortailCommandBar *bar;
  AdwMessageDialog *dialog;
  PortailRecordForm *form;

  portail_robot_wait (blanchiment_has_all_rows, fixture);
  portail_page_open_record (PORTAIL_PAGE (fixture->page), "blanchiment_operation",
                            SEED_OPERATION ("06"));
  portail_robot_wait (is_running, fixture);
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  bar = PORTAIL_COMMAND_BAR (blanchiment_find_type (page, PORTAIL_TYPE_COMMAND_BAR));
  g_assert_true (portail_command_bar_activate (bar, "finish"));
  portail_robot_wait (blanchiment_has_dialog, fixture);
  dialog = ADW_MESSAGE_DIALOG (blanchiment_find_dialog (fixture));
  form = PORTAIL_RECORD_FORM (blanchiment_find_type (adw_message_dialog_get_extra_child (dialog),
                                                     PORTAIL_TYPE_RECORD_FORM));
  g_assert_true (adw_message_dialog_get_response_enabled (dialog, "do"));
  g_assert_true (portail_day_parse ("2020-01-01", &values->date_rendu));
  portail_record_form_put (form, values,
                           portail_record_type_field_bit (&portail_arguments_type, "date_rendu"));
  g_assert_false (adw_message_dialog_get_response_enabled (dialog, "do"));
  g_assert_false (portail_record_form_validate (form));
  portail_screenshot_settle (GTK_WIDGET (dialog));
  portail_screenshot_save (GTK_WIDGET (dialog), "blanchiment-finish-too-early");
  adw_message_dialog_response (dialog, "cancel");
}

/* States */

/* The shell shows such a module to nobody, but for a moment; the page stands for itself. */
static void
test_refusal (BlanchimentFixture *fixture, gconstpointer data)
{
  GtkWidget *page = portail_blanchiment_page_new (portail_window_get_desk (fixture->window));
  GtkWidget *window = adw_window_new ();
  const char *refusal = portail_blanchiment_page_get_refusal (PORTAIL_BLANCHIMENT_PAGE (page));

  adw_window_set_content (ADW_WINDOW (window), page);
  gtk_window_set_default_size (GTK_WINDOW (window), 720, 560);
  gtk_window_present (GTK_WINDOW (window));
  portail_screenshot_settle (window);
  g_assert_nonnull (refusal);
  g_assert_nonnull (blanchiment_find_label (page, refusal));
  g_assert_nonnull (blanchiment_find_label (page, "RP"));
  g_assert_null (portail_blanchiment_book_get_survey (
      portail_blanchiment_page_get_book (PORTAIL_BLANCHIMENT_PAGE (page))));
  portail_screenshot_save (window,
                           data == &switched_off ? "blanchiment-off" : "blanchiment-refused");
  gtk_window_destroy (GTK_WINDOW (window));
}

#define ADD(path, its_case, function)                                                              \
  g_test_add (path, BlanchimentFixture, its_case, blanchiment_set_up, function,                    \
              blanchiment_tear_down)

static void
add_tests (void)
{
  ADD ("/blanchiment-page/the-list-shows-parts-durations-and-risks", &as_patron, test_list);
  ADD ("/blanchiment-page/an-operation-keeps-the-shares-of-its-day", &as_patron, test_create);
  ADD ("/blanchiment-page/a-paste-with-errors-comes-in-as-one-step", &as_patron, test_paste);
  ADD ("/blanchiment-page/it-is-not-for-employes", &as_employe, test_refusal);
  ADD ("/blanchiment-page/it-is-not-for-the-dot", &as_dot, test_refusal);
  ADD ("/blanchiment-page/switched-off-says-who-switches-it-on", &switched_off, test_refusal);
  ADD ("/blanchiment-page/nothing-is-returned-before-it-was-received", &as_patron, test_finish);
  ADD ("/blanchiment-page/a-day-that-is-too-early-is-named-at-its-row", &as_patron,
       test_finish_dialog);
  ADD ("/blanchiment-page/commands-lead-from-status-to-status", &as_patron, test_commands);
}

int
main (int argc, char *argv[])
{
  return blanchiment_run (&argc, &argv, add_tests);
}
