/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The generic page of records, by the page of employees, on a real cache and a real display. */
#include <locale.h>

#include "app/portail-application.h"
#include "app/portail-employees-page.h"
#include "app/portail-page.h"
#include "app/portail-record-export.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/records/portail-employee.h"
#include "shared/records/portail-grade-rule.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-client-fixture.h"
#include "tests/support/portail-robot.h"
#include "tests/support/portail-screenshot.h"

#define OTHER_COMPANY "01990000-0000-7000-8000-00000000c002"

typedef struct
{
  PortailClientFixture client;
  GtkWindow *window;
  PortailShellContext *context;
  PortailDesk *desk;
  PortailEmployeesPage *page;
  PortailRecordPage *records;
  char *first_id; /* of Zoé */
} Fixture;

static void
create (Fixture *fixture, const PortailRecord *record, PortailFieldSet fields)
{
  PortailSyncOp *op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, PORTAIL_FIXTURE_COMPANY);
  PortailChange *change = portail_change_new (PORTAIL_CHANGE_CREATE, record->type, record->id);

  portail_change_set_fields (change, record, fields);
  portail_sync_op_take_change (op, change);
  portail_client_do (&fixture->client, op);
}

static char *
add_employee (Fixture *fixture, const char *name, const char *grade, PortailEmployeeStatus status)
{
  const PortailRecordType *type = &portail_employee_type;
  g_autoptr (PortailEmployee) employee = portail_record_new (type);

  employee->base.id = portail_id_new ();
  employee->name = g_strdup (name);
  employee->grade = g_strdup (grade);
  employee->status = status;
  employee->hired_on = portail_day_from_date (2025, 9, 1);
  create (fixture, &employee->base,
          portail_record_type_field_bit (type, "name")
              | portail_record_type_field_bit (type, "grade")
              | portail_record_type_field_bit (type, "status")
              | portail_record_type_field_bit (type, "hired_on"));
  return g_strdup (employee->base.id);
}

static void
add_grade (Fixture *fixture, const char *grade)
{
  g_autoptr (PortailGradeRule) rule = portail_record_new (&portail_grade_rule_type);

  rule->base.id = portail_id_new ();
  rule->grade = g_strdup (grade);
  create (fixture, &rule->base, portail_record_type_field_bit (&portail_grade_rule_type, "grade"));
}

static void
set_role (Fixture *fixture, PortailRole role)
{
  PortailShellCompany companies[] = { { PORTAIL_FIXTURE_COMPANY, "Bahama Mamas", role },
                                      { OTHER_COMPANY, "Vanilla Unicorn", PORTAIL_ROLE_EMPLOYE } };

  portail_shell_context_set_companies (fixture->context, companies, G_N_ELEMENTS (companies));
}

static void
show_account (Fixture *fixture)
{
  PortailDeskAccount account = { .cache = fixture->client.cache, .user_id = PORTAIL_FIXTURE_USER };

  portail_desk_set_account (fixture->desk, &account);
}

static void
open_window (Fixture *fixture)
{
  fixture->desk = portail_desk_new (fixture->context, NULL);
  show_account (fixture);
  fixture->page = PORTAIL_EMPLOYEES_PAGE (portail_employees_page_new (fixture->desk));
  fixture->records = portail_employees_page_get_records (fixture->page);
  fixture->window = GTK_WINDOW (adw_window_new ());
  adw_window_set_content (ADW_WINDOW (fixture->window), GTK_WIDGET (fixture->page));
  gtk_window_set_default_size (fixture->window, 1280, 760);
  gtk_window_present (fixture->window);
  portail_robot_focus (fixture->window);
}

static void
close_window (Fixture *fixture)
{
  gtk_window_destroy (g_steal_pointer (&fixture->window));
  portail_await_idle ();
  g_assert_finalize_object (g_steal_pointer (&fixture->desk));
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  portail_client_fixture_set_up (&fixture->client, NULL);
  fixture->context = portail_shell_context_new (portail_day_from_date (2025, 9, 20));
  set_role (fixture, PORTAIL_ROLE_PATRON);
  fixture->first_id = add_employee (fixture, "Zoé Lefèvre", "Patron", PORTAIL_EMPLOYEE_ACTIF);
  g_free (add_employee (fixture, "Jean <b>Dupont</b>", "Serveur", PORTAIL_EMPLOYEE_ACTIF));
  g_free (add_employee (fixture, "Ali Ben Saïd", "Serveur", PORTAIL_EMPLOYEE_CONGE));
  g_free (add_employee (fixture, "Maria Lopez", "Barman", PORTAIL_EMPLOYEE_INACTIF));
  add_grade (fixture, "Barman");
  add_grade (fixture, "Patron");
  add_grade (fixture, "Serveur");
  open_window (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  close_window (fixture);
  g_assert_finalize_object (g_steal_pointer (&fixture->context));
  portail_client_fixture_tear_down (&fixture->client, NULL);
  g_free (fixture->first_id);
}

/* What is seen */

static GListModel *
get_rows (Fixture *fixture)
{
  return G_LIST_MODEL (
      portail_record_table_get_model (portail_record_page_get_table (fixture->records)));
}

static gboolean
is_ready (gpointer user_data)
{
  PortailRecordModel *model = PORTAIL_RECORD_MODEL (get_rows (user_data));

  return portail_record_model_get_state (model) == PORTAIL_RECORD_MODEL_READY
         && portail_record_model_get_totals (model) != NULL;
}

static gboolean
has_4_rows (gpointer user_data)
{
  return is_ready (user_data) && g_list_model_get_n_items (get_rows (user_data)) == 4;
}

static gboolean
has_3_rows (gpointer user_data)
{
  return is_ready (user_data) && g_list_model_get_n_items (get_rows (user_data)) == 3;
}

static gboolean
has_5_rows (gpointer user_data)
{
  return is_ready (user_data) && g_list_model_get_n_items (get_rows (user_data)) == 5;
}

static const PortailEmployee *
get_open (Fixture *fixture)
{
  return portail_record_page_get_record (fixture->records);
}

static gboolean
is_open (gpointer user_data)
{
  return get_open (user_data) != NULL;
}

static PortailRecordForm *
get_form (Fixture *fixture)
{
  return portail_record_page_get_form (fixture->records);
}

static gboolean
is_typed (gpointer user_data)
{
  return portail_record_form_is_changed (get_form (user_data));
}

static gboolean
is_saved (gpointer user_data)
{
  return get_open (user_data) != NULL && !portail_record_form_is_changed (get_form (user_data));
}

static gboolean
can (Fixture *fixture, const char *action)
{
  return g_action_group_get_action_enabled (portail_page_get_actions (PORTAIL_PAGE (fixture->page)),
                                            action);
}

static void
act (Fixture *fixture, const char *action)
{
  g_action_group_activate_action (portail_page_get_actions (PORTAIL_PAGE (fixture->page)), action,
                                  NULL);
}

static void
save_pictures (Fixture *fixture, const char *name)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  g_autofree char *dark = g_strdup_printf ("%s-dark", name);

  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  portail_screenshot_save (GTK_WIDGET (fixture->window), name);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  portail_screenshot_save (GTK_WIDGET (fixture->window), dark);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
}

static void
select_row (Fixture *fixture, guint position)
{
  gtk_selection_model_select_item (
      portail_record_table_get_selection (portail_record_page_get_table (fixture->records)),
      position, FALSE);
}

/* Tests */

static void
test_create (Fixture *fixture, gconstpointer unused)
{
  portail_robot_wait (has_4_rows, fixture);
  g_assert_true (can (fixture, "new"));
  act (fixture, "new");
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  save_pictures (fixture, "employees-new");
  /* Nothing is said before the person was there; saving says it. */
  act (fixture, "save");
  save_pictures (fixture, "employees-new-wrong");
  g_assert_true (has_4_rows (fixture));
  portail_robot_type (fixture->window, "Nadia Roux");
  portail_robot_wait (is_typed, fixture);
  portail_robot_press (fixture->window, "ctrl+s");
  portail_robot_wait (has_5_rows, fixture);
  portail_robot_wait (is_saved, fixture);
  g_assert_cmpstr (get_open (fixture)->name, ==, "Nadia Roux");
  g_assert_cmpint (get_open (fixture)->status, ==, PORTAIL_EMPLOYEE_ACTIF);
  save_pictures (fixture, "employees-created");
  act (fixture, "undo");
  portail_robot_wait (has_4_rows, fixture);
  act (fixture, "redo");
  portail_robot_wait (has_5_rows, fixture);
}

int
main (int argc, char *argv[])
{
  g_autoptr (PortailApplication) application = NULL;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  application = portail_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  g_test_add ("/record-page/a-record-is-created-undone-and-done-again", Fixture, NULL, set_up,
              test_create, tear_down);
  return g_test_run ();
}
