/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-blanchiment-page.h"

#include <locale.h>
#include <string.h>

#include "app/portail-application.h"
#include "app/portail-blanchiment-suspect-row.h"
#include "app/portail-cache-store.h"
#include "app/portail-import-dialog.h"
#include "app/portail-page.h"
#include "shared/portail-arguments.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-employee.h"
#include "shared/records/portail-enterprise.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-client-fixture.h"
#include "tests/support/portail-robot.h"
#include "tests/support/portail-screenshot.h"

/* Good lines of the file. */
#define N_PASTED     60
#define EMPLOYEE     "01990000-0000-7000-8000-0000000000e1"
#define OPERATION(n) "01990000-0000-7000-8000-0000000000" n

typedef struct
{
  PortailClientFixture client;
  PortailWindow *window;
  PortailBlanchimentPage *page;
  PortailDay today;
} Fixture;

typedef struct
{
  PortailRole role;
  gboolean is_switched_on;
} Case;

static const Case as_patron = { PORTAIL_ROLE_PATRON, TRUE };
static const Case as_staff = { PORTAIL_ROLE_STAFF, TRUE };
static const Case as_employe = { PORTAIL_ROLE_EMPLOYE, TRUE };
static const Case as_dot = { PORTAIL_ROLE_DOT, TRUE };
static const Case switched_off = { PORTAIL_ROLE_STAFF, FALSE };

static PortailApplication *application;

/* What the cache has after a sync. Scores are those of the server on the day of reception. */
typedef struct
{
  const char *id;
  PortailBlanchimentStatus status;
  int days_ago;
  int days_away; /* -1: not returned */
  const char *employee_name;
  const char *groupe;
  const char *donneur_id;
  const char *receveur_id;
  int dollars;
  int score;
} Seed;

static const Seed seeds[] = {
  { OPERATION ("01"), PORTAIL_BLANCHIMENT_EN_COURS, 20, -1, "Jean Dupont", "Ballas", "113", "113",
    60000, 60 },
  { OPERATION ("02"), PORTAIL_BLANCHIMENT_TERMINE, 40, 7, "Jean Dupont", "Vagos", "12", "77", 30000,
    0 },
  { OPERATION ("03"), PORTAIL_BLANCHIMENT_SUSPENDU, 3, -1, "Anaïs O’Brien", "Marabunta", "834",
    "21", 20000, 0 },
  { OPERATION ("04"), PORTAIL_BLANCHIMENT_TERMINE, 9, 5, "Anaïs O’Brien", "Vagos", "75", "9", 48000,
    0 },
  { OPERATION ("05"), PORTAIL_BLANCHIMENT_ANNULE, 12, -1, "Inès Martin", "Families", "5", "6",
    90000, 40 },
  { OPERATION ("06"), PORTAIL_BLANCHIMENT_EN_COURS, 1, -1, "Inès Martin", "Families", "501", "88",
    12500, 0 },
};

static void
put (PortailCacheStore *store, gpointer record, const char *id, const char *enterprise_id)
{
  static gint64 rev;
  g_autoptr (PortailRecord) base = record;
  g_autoptr (GError) error = NULL;

  base->id = g_strdup (id);
  base->enterprise_id = g_strdup (enterprise_id);
  base->rev = ++rev;
  portail_record_sql_replace (store->database, base, &error);
  g_assert_no_error (error);
}

static void
put_operation (PortailCacheStore *store, const Seed *seed, PortailDay today)
{
  PortailBlanchimentOperation *operation = portail_record_new (&portail_blanchiment_operation_type);

  operation->status = seed->status;
  operation->date_recu.number = today.number - seed->days_ago;
  if (seed->days_away >= 0)
    operation->date_rendu.number = operation->date_recu.number + seed->days_away;
  operation->employee_name = g_strdup (seed->employee_name);
  operation->groupe = g_strdup (seed->groupe);
  operation->donneur_id = g_strdup (seed->donneur_id);
  operation->receveur_id = g_strdup (seed->receveur_id);
  operation->amount = PORTAIL_DOLLARS (seed->dollars);
  operation->entreprise_taux = (PortailRate) PORTAIL_PERCENT (15);
  operation->groupe_taux = (PortailRate) PORTAIL_PERCENT (80);
  operation->risk_score = seed->score;
  put (store, operation, seed->id, PORTAIL_FIXTURE_COMPANY);
}

static void
fill_cache (Fixture *fixture, gboolean is_switched_on)
{
  PortailEnterprise *enterprise = portail_record_new (&portail_enterprise_type);
  PortailEmployee *employee = portail_record_new (&portail_employee_type);
  g_autoptr (GError) error = NULL;
  PortailCacheStore *store;

  portail_client_fixture_close (&fixture->client);
  store = portail_cache_store_open (fixture->client.directory, &error);
  g_assert_no_error (error);
  g_assert_true (portail_cache_store_begin (store, &error));
  enterprise->name = g_strdup ("Garage Central");
  enterprise->is_active = TRUE;
  enterprise->blanchiment_enabled = is_switched_on;
  put (store, enterprise, PORTAIL_FIXTURE_COMPANY, NULL);
  employee->name = g_strdup ("Élodie Martin");
  employee->status = PORTAIL_EMPLOYEE_ACTIF;
  put (store, employee, EMPLOYEE, PORTAIL_FIXTURE_COMPANY);
  for (gsize i = 0; i < G_N_ELEMENTS (seeds); i++)
    put_operation (store, &seeds[i], fixture->today);
  g_assert_true (portail_cache_store_commit (store, &error));
  portail_cache_store_free (store);
  portail_client_fixture_open (&fixture->client);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const Case *its_case = data;
  PortailShellCompany company = {
    .id = PORTAIL_FIXTURE_COMPANY,
    .name = "Garage Central",
    .role = its_case->role,
    .is_blanchiment_enabled = its_case->is_switched_on,
  };

  fixture->today = portail_timestamp_get_paris_day (portail_timestamp_now ());
  portail_client_fixture_set_up (&fixture->client, NULL);
  fill_cache (fixture, its_case->is_switched_on);
  fixture->window = portail_window_new (GTK_APPLICATION (application), NULL);
  portail_shell_context_set_companies (portail_window_get_context (fixture->window), &company, 1);
  portail_window_set_person (fixture->window, "Zoé Lefèvre", "Patron");
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1280, 800);
  fixture->page = PORTAIL_BLANCHIMENT_PAGE (
      portail_blanchiment_page_new (portail_window_get_desk (fixture->window)));
  portail_window_add_page (fixture->window, "blanchiment", GTK_WIDGET (fixture->page));
  portail_window_show_view (fixture->window, PORTAIL_WINDOW_SHELL);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-module", "s", "blanchiment");
  portail_desk_set_account (
      portail_window_get_desk (fixture->window),
      &(PortailDeskAccount){ .cache = fixture->client.cache, .user_id = PORTAIL_FIXTURE_USER });
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

/* Looking */

static PortailBlanchimentOperations *
get_operations (Fixture *fixture)
{
  return PORTAIL_BLANCHIMENT_OPERATIONS (
      portail_blanchiment_page_get_view (fixture->page, PORTAIL_BLANCHIMENT_VIEW_OPERATIONS));
}

static PortailRecordPage *
get_records (Fixture *fixture)
{
  return portail_blanchiment_operations_get_page (get_operations (fixture));
}

static GListModel *
get_rows (Fixture *fixture)
{
  return G_LIST_MODEL (
      portail_record_table_get_model (portail_record_page_get_table (get_records (fixture))));
}

static GListModel *
get_suspects (Fixture *fixture)
{
  return portail_blanchiment_suspects_get_rows (PORTAIL_BLANCHIMENT_SUSPECTS (
      portail_blanchiment_page_get_view (fixture->page, PORTAIL_BLANCHIMENT_VIEW_SUSPECTS)));
}

static gboolean
has_all_rows (gpointer user_data)
{
  return g_list_model_get_n_items (get_rows (user_data)) == G_N_ELEMENTS (seeds);
}

static gboolean
has_more_rows (gpointer user_data)
{
  return g_list_model_get_n_items (get_rows (user_data)) > G_N_ELEMENTS (seeds);
}

static gboolean
has_two_rows (gpointer user_data)
{
  return g_list_model_get_n_items (get_rows (user_data)) == 2;
}

static gboolean
has_survey (gpointer user_data)
{
  return portail_blanchiment_book_get_survey (
             portail_blanchiment_page_get_book (((Fixture *) user_data)->page))
         != NULL;
}

static gboolean
has_suspects (gpointer user_data)
{
  return g_list_model_get_n_items (get_suspects (user_data)) > 0;
}

static gboolean
is_narrow (gpointer user_data)
{
  return gtk_widget_get_width (GTK_WIDGET (((Fixture *) user_data)->window)) < 400;
}

static GtkWidget *
find_label (GtkWidget *widget, const char *part)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
      && strstr (gtk_label_get_text (GTK_LABEL (widget)), part) != NULL)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_label (child, part);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_type (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_type (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
save_pictures (Fixture *fixture, const char *name)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  g_autofree char *dark = g_strdup_printf ("%s-dark", name);
  g_autofree char *narrow = g_strdup_printf ("%s-narrow", name);

  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  portail_screenshot_save (GTK_WIDGET (fixture->window), name);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  portail_screenshot_save (GTK_WIDGET (fixture->window), dark);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, 720);
  portail_robot_wait (is_narrow, fixture);
  portail_screenshot_save (GTK_WIDGET (fixture->window), narrow);
}

static void
show_view (Fixture *fixture, PortailBlanchimentView view)
{
  portail_blanchiment_page_show_view (fixture->page, view);
}

/* Operations */

static PortailFieldSet
bits (const char *const *names)
{
  PortailFieldSet set = 0;

  for (guint i = 0; names[i] != NULL; i++)
    set |= portail_record_type_field_bit (&portail_blanchiment_operation_type, names[i]);
  return set;
}

static gboolean
shows_money (Fixture *fixture, PortailMoney money)
{
  g_autofree char *text = portail_money_to_text (money);

  return find_label (GTK_WIDGET (fixture->page), text) != NULL;
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
  Fixture *fixture = user_data;

  return portail_record_page_get_record (get_records (fixture)) != NULL && has_more_rows (fixture);
}

/* Example 4 of domain.md §8. */
static void
test_create (Fixture *fixture, gconstpointer unused)
{
  static const char *const names[] = { "employee_name", "groupe",     "amount",
                                       "date_recu",     "date_rendu", NULL };
  static const char *const day[] = { "date_rendu", NULL };
  g_autoptr (PortailBlanchimentOperation) typed = portail_record_new (
      &portail_blanchiment_operation_type);
  PortailRecordForm *form = portail_record_page_get_form (get_records (fixture));
  const PortailBlanchimentOperation *saved;

  portail_robot_wait (has_all_rows, fixture);
  portail_robot_wait (has_survey, fixture);
  portail_robot_press (GTK_WINDOW (fixture->window), "ctrl+n");
  typed->employee_name = g_strdup ("elodie martin");
  typed->groupe = g_strdup ("Ballas");
  typed->amount = PORTAIL_DOLLARS (50000);
  typed->date_recu = portail_day_from_date (2026, 1, 8);
  typed->date_rendu = portail_day_from_date (2026, 1, 1);
  portail_record_form_put (form, typed, bits (names));
  g_assert_false (portail_record_page_save (get_records (fixture)));
  g_assert_false (has_more_rows (fixture));
  typed->date_recu = portail_day_from_date (2026, 1, 1);
  typed->date_rendu = portail_day_from_date (2026, 1, 8);
  portail_record_form_put (form, typed, bits (names));
  portail_robot_wait (shows_example, fixture);
  g_assert_nonnull (
      find_label (GTK_WIDGET (fixture->page),
                  g_dngettext (GETTEXT_PACKAGE, "%d day", "%d days", 7) + strlen ("%d ")));
  g_assert_true (portail_record_page_save (get_records (fixture)));
  portail_robot_wait (is_saved, fixture);
  saved = portail_record_page_get_record (get_records (fixture));
  g_assert_cmpint (saved->entreprise_taux.basis_points, ==, 1500);
  g_assert_cmpint (saved->groupe_taux.basis_points, ==, 8000);
  g_assert_cmpint (saved->status, ==, PORTAIL_BLANCHIMENT_EN_COURS);
  g_assert_cmpstr (saved->employee_id, ==, EMPLOYEE);
  typed->date_rendu = portail_day_from_date (2025, 12, 31);
  portail_record_form_put (form, typed, bits (day));
  g_assert_false (portail_record_page_save (get_records (fixture)));
  save_pictures (fixture, "blanchiment-operation");
}

static gboolean
has_import (gpointer user_data)
{
  GtkWidget *dialog = portail_blanchiment_operations_get_import (get_operations (user_data));

  return dialog != NULL
         && portail_import_dialog_get_preview (PORTAIL_IMPORT_DIALOG (dialog)) != NULL;
}

static gboolean
has_pasted_rows (gpointer user_data)
{
  return g_list_model_get_n_items (get_rows (user_data)) == G_N_ELEMENTS (seeds) + N_PASTED;
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
test_paste (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) bytes = read_paste ();
  PortailImportCounts counts;
  GtkWidget *dialog;

  portail_robot_wait (has_all_rows, fixture);
  portail_blanchiment_operations_import (get_operations (fixture), bytes);
  portail_robot_wait (has_import, fixture);
  dialog = portail_blanchiment_operations_get_import (get_operations (fixture));
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
  g_assert_true (
      portail_undo_stack_undo (portail_record_page_get_undo_stack (get_records (fixture))));
  portail_robot_wait (has_all_rows, fixture);
}

static gboolean
shows_risk (gpointer user_data)
{
  return find_label (GTK_WIDGET (((Fixture *) user_data)->page), "+40") != NULL;
}

static void
test_list (Fixture *fixture, gconstpointer unused)
{
  portail_robot_wait (has_all_rows, fixture);
  portail_robot_wait (has_survey, fixture);
  portail_page_open_record (PORTAIL_PAGE (fixture->page), "blanchiment_operation",
                            OPERATION ("01"));
  portail_robot_wait (shows_risk, fixture);
  save_pictures (fixture, "blanchiment-operations");
}

/* Risks */

static const PortailBlanchimentFinding *
find_finding (Fixture *fixture, const char *id)
{
  const PortailBlanchimentSurvey *survey = portail_blanchiment_book_get_survey (
      portail_blanchiment_page_get_book (fixture->page));

  for (guint i = 0; survey != NULL && i < survey->findings->len; i++)
    {
      const PortailBlanchimentFinding *finding = survey->findings->pdata[i];

      if (g_str_equal (finding->operation->base.id, id))
        return finding;
    }
  return NULL;
}

/* 60 000 $ from and to the same, stored with 60, and open for 20 days by now; one that is suspended
 * with nothing else against it. */
static void
test_age (Fixture *fixture, gconstpointer unused)
{
  const PortailBlanchimentFinding *finding;

  show_view (fixture, PORTAIL_BLANCHIMENT_VIEW_SUSPECTS);
  portail_robot_wait (has_suspects, fixture);
  g_assert_cmpuint (g_list_model_get_n_items (get_suspects (fixture)), ==, 2);
  finding = find_finding (fixture, OPERATION ("01"));
  g_assert_cmpuint (finding->risk.score, ==, 80);
  g_assert_false (finding->is_provisional);
  finding = find_finding (fixture, OPERATION ("03"));
  g_assert_cmpuint (finding->risk.score, ==, 0);
  g_assert_null (find_finding (fixture, OPERATION ("05")));
  save_pictures (fixture, "blanchiment-suspects");
}

static gboolean
is_fresh_suspect (gpointer user_data)
{
  const PortailBlanchimentFinding *finding = find_finding (user_data, OPERATION ("06"));

  return finding != NULL && finding->is_provisional;
}

/* Nothing was against the operation before somebody changed its amount, here and unsent. */
static void
test_unsent (Fixture *fixture, gconstpointer unused)
{
  static const char *const names[] = { "amount", "receveur_id", NULL };
  const PortailRecordType *type = &portail_blanchiment_operation_type;
  PortailSyncOp *op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, PORTAIL_FIXTURE_COMPANY);
  PortailChange *change = portail_change_new (PORTAIL_CHANGE_UPDATE, type, OPERATION ("06"));
  g_autoptr (PortailBlanchimentOperation) values = portail_record_new (type);

  show_view (fixture, PORTAIL_BLANCHIMENT_VIEW_SUSPECTS);
  portail_robot_wait (has_suspects, fixture);
  g_assert_null (find_finding (fixture, OPERATION ("06")));
  values->amount = PORTAIL_DOLLARS (60000);
  portail_change_set_fields (change, values, bits (names));
  portail_sync_op_take_change (op, change);
  portail_client_do (&fixture->client, op);
  portail_robot_wait (is_fresh_suspect, fixture);
  g_assert_cmpuint (find_finding (fixture, OPERATION ("06"))->risk.score, ==, 60);
}

static GtkWindow *
find_dialog (Fixture *fixture)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window)
          && gtk_window_get_transient_for (window) == GTK_WINDOW (fixture->window))
        return window;
    }
  return NULL;
}

static gboolean
has_dialog (gpointer user_data)
{
  return find_dialog (user_data) != NULL;
}

static gboolean
is_cleared (gpointer user_data)
{
  const PortailBlanchimentFinding *finding = find_finding (user_data, OPERATION ("01"));

  return finding != NULL && finding->review == PORTAIL_BLANCHIMENT_CLEARED;
}

static void
test_review (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailArguments) typed = portail_record_new (&portail_arguments_type);
  GtkWidget *view = portail_blanchiment_page_get_view (fixture->page,
                                                       PORTAIL_BLANCHIMENT_VIEW_SUSPECTS);
  GtkWidget *row;
  GtkWidget *button;

  show_view (fixture, PORTAIL_BLANCHIMENT_VIEW_SUSPECTS);
  portail_robot_wait (has_suspects, fixture);
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  row = find_type (view, PORTAIL_TYPE_BLANCHIMENT_SUSPECT_ROW);
  button = find_type (row, GTK_TYPE_BUTTON);
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  portail_robot_wait (has_dialog, fixture);
  typed->outcome = PORTAIL_REVIEW_CLEARED;
  typed->comment = g_strdup ("Vérifié avec <le> patron");
  portail_record_form_put (
      PORTAIL_RECORD_FORM (
          find_type (GTK_WIDGET (find_dialog (fixture)), PORTAIL_TYPE_RECORD_FORM)),
      typed,
      portail_record_type_field_bit (&portail_arguments_type, "outcome")
          | portail_record_type_field_bit (&portail_arguments_type, "comment"));
  portail_screenshot_save (GTK_WIDGET (find_dialog (fixture)), "blanchiment-review");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_dialog (fixture)), "do");
  portail_robot_wait (is_cleared, fixture);
  g_assert_true (find_finding (fixture, OPERATION ("01"))->is_provisional);
  g_assert_cmpstr (find_finding (fixture, OPERATION ("01"))->comment, ==,
                   "Vérifié avec <le> patron");
}

static void
test_review_right (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *view = portail_blanchiment_page_get_view (fixture->page,
                                                       PORTAIL_BLANCHIMENT_VIEW_SUSPECTS);

  show_view (fixture, PORTAIL_BLANCHIMENT_VIEW_SUSPECTS);
  portail_robot_wait (has_suspects, fixture);
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  g_assert_false (gtk_widget_get_sensitive (
      find_type (find_type (view, PORTAIL_TYPE_BLANCHIMENT_SUSPECT_ROW), GTK_TYPE_BUTTON)));
}

/* Analysis and employés */

static gboolean
has_study (gpointer user_data)
{
  return portail_blanchiment_range_get_study (portail_blanchiment_analyse_get_range (
             PORTAIL_BLANCHIMENT_ANALYSE (portail_blanchiment_page_get_view (
                 ((Fixture *) user_data)->page, PORTAIL_BLANCHIMENT_VIEW_ANALYSE))))
         != NULL;
}

static gboolean
has_follow_up (gpointer user_data)
{
  return portail_blanchiment_range_get_study (portail_blanchiment_employes_get_range (
             PORTAIL_BLANCHIMENT_EMPLOYES (portail_blanchiment_page_get_view (
                 ((Fixture *) user_data)->page, PORTAIL_BLANCHIMENT_VIEW_EMPLOYES))))
         != NULL;
}

static gboolean
can_print (gpointer user_data)
{
  return g_action_group_get_action_enabled (
      portail_page_get_actions (PORTAIL_PAGE (((Fixture *) user_data)->page)), "print");
}

static void
test_analyse (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *view = portail_blanchiment_page_get_view (fixture->page,
                                                       PORTAIL_BLANCHIMENT_VIEW_ANALYSE);
  PortailBlanchimentStudy *study;

  show_view (fixture, PORTAIL_BLANCHIMENT_VIEW_ANALYSE);
  portail_robot_wait (has_study, fixture);
  study = portail_blanchiment_range_get_study (
      portail_blanchiment_analyse_get_range (PORTAIL_BLANCHIMENT_ANALYSE (view)));
  g_assert_cmpuint (study->analysis->totals.n, ==, G_N_ELEMENTS (seeds) - 1);
  g_assert_cmpuint (study->analysis->totals.n_suspects, ==, 2);
  portail_robot_wait (can_print, fixture);
  save_pictures (fixture, "blanchiment-analyse");
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1280, 800);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.print", NULL);
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  portail_screenshot_save (GTK_WIDGET (fixture->window), "blanchiment-report");
}

static void
test_employes (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *view = portail_blanchiment_page_get_view (fixture->page,
                                                       PORTAIL_BLANCHIMENT_VIEW_EMPLOYES);

  show_view (fixture, PORTAIL_BLANCHIMENT_VIEW_EMPLOYES);
  portail_robot_wait (has_follow_up, fixture);
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  g_assert_nonnull (find_label (view, "Jean Dupont"));
  save_pictures (fixture, "blanchiment-employes");
  g_signal_emit_by_name (view, "operations", "Jean Dupont");
  portail_robot_wait (has_two_rows, fixture);
}

/* States */

/* The shell shows such a module to nobody, but for a moment; the page stands for itself. */
static void
test_refusal (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = portail_blanchiment_page_new (portail_window_get_desk (fixture->window));
  GtkWidget *window = adw_window_new ();
  const char *refusal = portail_blanchiment_page_get_refusal (PORTAIL_BLANCHIMENT_PAGE (page));

  adw_window_set_content (ADW_WINDOW (window), page);
  gtk_window_set_default_size (GTK_WINDOW (window), 720, 560);
  gtk_window_present (GTK_WINDOW (window));
  portail_screenshot_settle (window);
  g_assert_nonnull (refusal);
  g_assert_nonnull (find_label (page, refusal));
  g_assert_nonnull (find_label (page, "RP"));
  g_assert_null (portail_blanchiment_book_get_survey (
      portail_blanchiment_page_get_book (PORTAIL_BLANCHIMENT_PAGE (page))));
  portail_screenshot_save (window,
                           data == &switched_off ? "blanchiment-off" : "blanchiment-refused");
  gtk_window_destroy (GTK_WINDOW (window));
}

#define ADD(path, its_case, function)                                                              \
  g_test_add (path, Fixture, its_case, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_autofree char *translations = NULL;
  int status;

  gtk_test_init (&argc, &argv, NULL);
  application = portail_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  setlocale (LC_ALL, "");
  translations = g_test_build_filename (G_TEST_BUILT, "po", NULL);
  bindtextdomain (GETTEXT_PACKAGE, translations);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  ADD ("/blanchiment-page/the-list-shows-parts-durations-and-risks", &as_patron, test_list);
  ADD ("/blanchiment-page/an-operation-keeps-the-shares-of-its-day", &as_patron, test_create);
  ADD ("/blanchiment-page/a-paste-with-errors-comes-in-as-one-step", &as_patron, test_paste);
  ADD ("/blanchiment-page/open-operations-age-by-the-day", &as_patron, test_age);
  ADD ("/blanchiment-page/what-is-unsent-makes-risks-provisional", &as_patron, test_unsent);
  ADD ("/blanchiment-page/staff-reviews-a-suspect", &as_staff, test_review);
  ADD ("/blanchiment-page/others-cannot-review", &as_patron, test_review_right);
  ADD ("/blanchiment-page/the-analysis-is-a-report-too", &as_patron, test_analyse);
  ADD ("/blanchiment-page/an-employe-leads-to-his-operations", &as_patron, test_employes);
  ADD ("/blanchiment-page/it-is-not-for-employes", &as_employe, test_refusal);
  ADD ("/blanchiment-page/it-is-not-for-the-dot", &as_dot, test_refusal);
  ADD ("/blanchiment-page/switched-off-says-who-switches-it-on", &switched_off, test_refusal);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
