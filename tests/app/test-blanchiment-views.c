/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the blanchiment shows beside its operations: suspects, analysis, follow-up. */
#include <string.h>

#include "app/portail-blanchiment-suspect-row.h"
#include "app/portail-page.h"
#include "shared/portail-arguments.h"
#include "tests/app/blanchiment-window.h"
#include "tests/support/portail-robot.h"
#include "tests/support/portail-screenshot.h"

static const BlanchimentCase as_patron = { PORTAIL_ROLE_PATRON, TRUE };
static const BlanchimentCase as_staff = { PORTAIL_ROLE_STAFF, TRUE };

static gboolean
has_two_rows (gpointer user_data)
{
  return g_list_model_get_n_items (blanchiment_get_rows (user_data)) == 2;
}

/* 60 000 $ from and to the same, stored with 60, and open for 20 days by now; one that is suspended
 * with nothing else against it. */
static void
test_age (BlanchimentFixture *fixture, gconstpointer unused)
{
  const PortailBlanchimentFinding *finding;

  blanchiment_show_view (fixture, PORTAIL_BLANCHIMENT_VIEW_SUSPECTS);
  portail_robot_wait (blanchiment_has_suspects, fixture);
  g_assert_cmpuint (g_list_model_get_n_items (blanchiment_get_suspects (fixture)), ==, 2);
  finding = blanchiment_find_finding (fixture, SEED_OPERATION ("01"));
  g_assert_cmpuint (finding->risk.score, ==, 80);
  g_assert_false (finding->is_provisional);
  finding = blanchiment_find_finding (fixture, SEED_OPERATION ("03"));
  g_assert_cmpuint (finding->risk.score, ==, 0);
  g_assert_null (blanchiment_find_finding (fixture, SEED_OPERATION ("05")));
  blanchiment_save_pictures (fixture, "blanchiment-suspects");
}

static gboolean
is_fresh_suspect (gpointer user_data)
{
  const PortailBlanchimentFinding *finding = blanchiment_find_finding (user_data,
                                                                       SEED_OPERATION ("06"));

  return finding != NULL && finding->is_provisional;
}

/* Nothing was against the operation before somebody changed its amount, here and unsent. */
static void
test_unsent (BlanchimentFixture *fixture, gconstpointer unused)
{
  static const char *const names[] = { "amount", "receveur_id", NULL };
  const PortailRecordType *type = &portail_blanchiment_operation_type;
  PortailSyncOp *op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, PORTAIL_FIXTURE_COMPANY);
  PortailChange *change = portail_change_new (PORTAIL_CHANGE_UPDATE, type, SEED_OPERATION ("06"));
  g_autoptr (PortailBlanchimentOperation) values = portail_record_new (type);

  blanchiment_show_view (fixture, PORTAIL_BLANCHIMENT_VIEW_SUSPECTS);
  portail_robot_wait (blanchiment_has_suspects, fixture);
  g_assert_null (blanchiment_find_finding (fixture, SEED_OPERATION ("06")));
  values->amount = PORTAIL_DOLLARS (60000);
  portail_change_set_fields (change, values, blanchiment_bits (names));
  portail_sync_op_take_change (op, change);
  portail_client_do (&fixture->client, op);
  portail_robot_wait (is_fresh_suspect, fixture);
  g_assert_cmpuint (blanchiment_find_finding (fixture, SEED_OPERATION ("06"))->risk.score, ==, 60);
}

static gboolean
is_cleared (gpointer user_data)
{
  const PortailBlanchimentFinding *finding = blanchiment_find_finding (user_data,
                                                                       SEED_OPERATION ("01"));

  return finding != NULL && finding->review == PORTAIL_BLANCHIMENT_CLEARED;
}

static void
test_review (BlanchimentFixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailArguments) typed = portail_record_new (&portail_arguments_type);
  GtkWidget *view = portail_blanchiment_page_get_view (fixture->page,
                                                       PORTAIL_BLANCHIMENT_VIEW_SUSPECTS);
  GtkWidget *row;
  GtkWidget *button;

  blanchiment_show_view (fixture, PORTAIL_BLANCHIMENT_VIEW_SUSPECTS);
  portail_robot_wait (blanchiment_has_suspects, fixture);
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  row = blanchiment_find_type (view, PORTAIL_TYPE_BLANCHIMENT_SUSPECT_ROW);
  button = blanchiment_find_type (row, GTK_TYPE_BUTTON);
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  portail_robot_wait (blanchiment_has_dialog, fixture);
  typed->outcome = PORTAIL_REVIEW_CLEARED;
  typed->comment = g_strdup ("Vérifié avec <le> patron");
  portail_record_form_put (
      PORTAIL_RECORD_FORM (blanchiment_find_type (GTK_WIDGET (blanchiment_find_dialog (fixture)),
                                                  PORTAIL_TYPE_RECORD_FORM)),
      typed,
      portail_record_type_field_bit (&portail_arguments_type, "outcome")
          | portail_record_type_field_bit (&portail_arguments_type, "comment"));
  portail_screenshot_save (GTK_WIDGET (blanchiment_find_dialog (fixture)), "blanchiment-review");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (blanchiment_find_dialog (fixture)), "do");
  portail_robot_wait (is_cleared, fixture);
  g_assert_true (blanchiment_find_finding (fixture, SEED_OPERATION ("01"))->is_provisional);
  g_assert_cmpstr (blanchiment_find_finding (fixture, SEED_OPERATION ("01"))->comment, ==,
                   "Vérifié avec <le> patron");
}

static void
test_review_right (BlanchimentFixture *fixture, gconstpointer unused)
{
  GtkWidget *view = portail_blanchiment_page_get_view (fixture->page,
                                                       PORTAIL_BLANCHIMENT_VIEW_SUSPECTS);

  blanchiment_show_view (fixture, PORTAIL_BLANCHIMENT_VIEW_SUSPECTS);
  portail_robot_wait (blanchiment_has_suspects, fixture);
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  g_assert_false (gtk_widget_get_sensitive (blanchiment_find_type (
      blanchiment_find_type (view, PORTAIL_TYPE_BLANCHIMENT_SUSPECT_ROW), GTK_TYPE_BUTTON)));
}

static gboolean
has_study (gpointer user_data)
{
  return portail_blanchiment_range_get_study (portail_blanchiment_analyse_get_range (
             PORTAIL_BLANCHIMENT_ANALYSE (portail_blanchiment_page_get_view (
                 ((BlanchimentFixture *) user_data)->page, PORTAIL_BLANCHIMENT_VIEW_ANALYSE))))
         != NULL;
}

static gboolean
has_follow_up (gpointer user_data)
{
  return portail_blanchiment_range_get_study (portail_blanchiment_employes_get_range (
             PORTAIL_BLANCHIMENT_EMPLOYES (portail_blanchiment_page_get_view (
                 ((BlanchimentFixture *) user_data)->page, PORTAIL_BLANCHIMENT_VIEW_EMPLOYES))))
         != NULL;
}

static gboolean
can_print (gpointer user_data)
{
  return g_action_group_get_action_enabled (
      portail_page_get_actions (PORTAIL_PAGE (((BlanchimentFixture *) user_data)->page)), "print");
}

static void
test_analyse (BlanchimentFixture *fixture, gconstpointer unused)
{
  GtkWidget *view = portail_blanchiment_page_get_view (fixture->page,
                                                       PORTAIL_BLANCHIMENT_VIEW_ANALYSE);
  PortailBlanchimentStudy *study;

  blanchiment_show_view (fixture, PORTAIL_BLANCHIMENT_VIEW_ANALYSE);
  portail_robot_wait (has_study, fixture);
  study = portail_blanchiment_range_get_study (
      portail_blanchiment_analyse_get_range (PORTAIL_BLANCHIMENT_ANALYSE (view)));
  g_assert_cmpuint (study->analysis->totals.n, ==, SEED_N_OPERATIONS - 1);
  g_assert_cmpuint (study->analysis->totals.n_suspects, ==, 2);
  portail_robot_wait (can_print, fixture);
  blanchiment_save_pictures (fixture, "blanchiment-analyse");
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1280, 800);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.print", NULL);
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  portail_screenshot_save (GTK_WIDGET (fixture->window), "blanchiment-report");
}

static void
test_employes (BlanchimentFixture *fixture, gconstpointer unused)
{
  GtkWidget *view = portail_blanchiment_page_get_view (fixture->page,
                                                       PORTAIL_BLANCHIMENT_VIEW_EMPLOYES);

  blanchiment_show_view (fixture, PORTAIL_BLANCHIMENT_VIEW_EMPLOYES);
  portail_robot_wait (has_follow_up, fixture);
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  g_assert_nonnull (blanchiment_find_label (view, "Jean Dupont"));
  blanchiment_save_pictures (fixture, "blanchiment-employes");
  g_signal_emit_by_name (view, "operations", "Jean Dupont");
  portail_robot_wait (has_two_rows, fixture);
}

#define ADD(path, its_case, function)                                                              \
  g_test_add (path, BlanchimentFixture, its_case, blanchiment_set_up, function,                    \
              blanchiment_tear_down)

static void
add_tests (void)
{
  ADD ("/blanchiment-views/open-operations-age-by-the-day", &as_patron, test_age);
  ADD ("/blanchiment-views/what-is-unsent-makes-risks-provisional", &as_patron, test_unsent);
  ADD ("/blanchiment-views/staff-reviews-a-suspect", &as_staff, test_review);
  ADD ("/blanchiment-views/others-cannot-review", &as_patron, test_review_right);
  ADD ("/blanchiment-views/the-analysis-is-a-report-too", &as_patron, test_analyse);
  ADD ("/blanchiment-views/an-employe-leads-to-his-operations", &as_patron, test_employes);
}

int
main (int argc, char *argv[])
{
  return blanchiment_run (&argc, &argv, add_tests);
}
