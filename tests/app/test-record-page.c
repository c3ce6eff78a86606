/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The generic page of records, by the page of employees, on a real cache and a real display. */
#include <locale.h>

#include "app/portail-application.h"
#include "app/portail-cache-store.h"
#include "app/portail-employees-page.h"
#include "app/portail-import-dialog.h"
#include "app/portail-page.h"
#include "app/portail-record-export.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-record-sql.h"
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

/* What the server gave. Takes @record. */
static char *
give (PortailCacheStore *store, gpointer pointer)
{
  static gint64 rev;
  g_autoptr (PortailRecord) record = pointer;
  g_autoptr (GError) error = NULL;

  record->id = portail_id_new ();
  record->enterprise_id = g_strdup (PORTAIL_FIXTURE_COMPANY);
  record->rev = ++rev;
  portail_record_sql_replace (store->database, record, &error);
  g_assert_no_error (error);
  return g_strdup (record->id);
}

static char *
give_employee (PortailCacheStore *store,
               const char *name,
               const char *grade,
               PortailEmployeeStatus status)
{
  PortailEmployee *employee = portail_record_new (&portail_employee_type);

  employee->name = g_strdup (name);
  employee->grade = g_strdup (grade);
  employee->status = status;
  employee->hired_on = portail_day_from_date (2025, 9, 1);
  return give (store, employee);
}

static void
give_grade (PortailCacheStore *store, const char *grade)
{
  PortailGradeRule *rule = portail_record_new (&portail_grade_rule_type);

  rule->grade = g_strdup (grade);
  g_free (give (store, rule));
}

static void
seed (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  PortailCacheStore *store;

  portail_client_fixture_close (&fixture->client);
  store = portail_cache_store_open (fixture->client.directory, &error);
  g_assert_no_error (error);
  g_assert_true (portail_cache_store_begin (store, &error));
  fixture->first_id = give_employee (store, "Zoé Lefèvre", "Patron", PORTAIL_EMPLOYEE_ACTIF);
  g_free (give_employee (store, "Jean <b>Dupont</b>", "Serveur", PORTAIL_EMPLOYEE_ACTIF));
  g_free (give_employee (store, "Ali Ben Saïd", "Serveur", PORTAIL_EMPLOYEE_CONGE));
  g_free (give_employee (store, "Maria Lopez", "Barman", PORTAIL_EMPLOYEE_INACTIF));
  give_grade (store, "Barman");
  give_grade (store, "Patron");
  give_grade (store, "Serveur");
  g_assert_true (portail_cache_store_commit (store, &error));
  portail_cache_store_free (store);
  portail_client_fixture_open (&fixture->client);
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

static gboolean
is_gone (gpointer weak)
{
  return *(gpointer *) weak == NULL;
}

static void
close_window (Fixture *fixture)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->records), (gpointer *) &fixture->records);
  gtk_window_destroy (g_steal_pointer (&fixture->window));
  /* Not before the answers that it waits for have come. */
  portail_await_until (is_gone, &fixture->records);
  portail_await_idle ();
  g_assert_finalize_object (g_steal_pointer (&fixture->desk));
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  portail_client_fixture_set_up (&fixture->client, NULL);
  fixture->context = portail_shell_context_new (portail_day_from_date (2025, 9, 20));
  set_role (fixture, PORTAIL_ROLE_PATRON);
  seed (fixture);
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

/* Rows and grades that a test waits for. */
typedef struct
{
  Fixture *fixture;
  const char *grade; /* NULL: any */
  guint n;
} Wanted;

static gboolean
has_rows (gpointer user_data)
{
  const Wanted *wanted = user_data;
  GListModel *rows = get_rows (wanted->fixture);
  guint n = 0;

  if (!is_ready (wanted->fixture))
    return FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (PortailRecordItem) item = g_list_model_get_item (rows, i);
      const PortailEmployee *employee = portail_record_item_get_record (item);

      if (wanted->grade == NULL
          || (employee != NULL && g_strcmp0 (employee->grade, wanted->grade) == 0))
        n++;
    }
  return n == wanted->n;
}

static void
wait_for_rows (Fixture *fixture, guint n)
{
  portail_robot_wait (has_rows, &(Wanted){ fixture, NULL, n });
}

static void
wait_for_grade (Fixture *fixture, const char *grade, guint n)
{
  portail_robot_wait (has_rows, &(Wanted){ fixture, grade, n });
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

static gboolean
is_closed (gpointer user_data)
{
  return get_open (user_data) == NULL;
}

static gboolean
is_renamed (gpointer user_data)
{
  return g_strcmp0 (get_open (user_data)->name, "Zoé Lefèvre-Martin") == 0;
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
  wait_for_rows (fixture, 4);
  g_assert_true (can (fixture, "new"));
  act (fixture, "new");
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  save_pictures (fixture, "employees-new");
  /* Nothing is said before the person was there; saving says it. */
  act (fixture, "save");
  save_pictures (fixture, "employees-new-wrong");
  wait_for_rows (fixture, 4);
  portail_robot_type (fixture->window, "Nadia Roux");
  portail_robot_wait (is_typed, fixture);
  portail_robot_press (fixture->window, "ctrl+s");
  wait_for_rows (fixture, 5);
  portail_robot_wait (is_saved, fixture);
  g_assert_cmpstr (get_open (fixture)->name, ==, "Nadia Roux");
  g_assert_cmpint (get_open (fixture)->status, ==, PORTAIL_EMPLOYEE_ACTIF);
  save_pictures (fixture, "employees-created");
  act (fixture, "undo");
  wait_for_rows (fixture, 4);
  act (fixture, "redo");
  wait_for_rows (fixture, 5);
}

/* What is typed into an employee. */
static void
type_grade (Fixture *fixture, const char *grade)
{
  g_autoptr (PortailEmployee) values = portail_record_new (&portail_employee_type);

  values->grade = g_strdup (grade);
  portail_record_form_put (get_form (fixture), values,
                           portail_record_type_field_bit (&portail_employee_type, "grade"));
}

static void
open_first (Fixture *fixture)
{
  wait_for_rows (fixture, 4);
  portail_page_open_record (PORTAIL_PAGE (fixture->page), "employee", fixture->first_id);
  portail_robot_wait (is_open, fixture);
}

static void
test_edit (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailEmployee) stored = NULL;

  open_first (fixture);
  g_assert_false (can (fixture, "save"));
  type_grade (fixture, "Co-Patron");
  g_assert_true (can (fixture, "save"));
  /* The grade makes somebody the management. */
  act (fixture, "save");
  portail_robot_wait (is_saved, fixture);
  stored = portail_client_load (&fixture->client, &portail_employee_type, fixture->first_id);
  g_assert_cmpstr (stored->grade, ==, "Co-Patron");
  g_assert_true (stored->is_direction);
  save_pictures (fixture, "employees-edited");
  act (fixture, "undo");
  portail_await_idle ();
  portail_robot_press (fixture->window, "Escape");
}

/* Somebody else's change comes in beside what is typed. */
static void
test_change_from_outside (Fixture *fixture, gconstpointer unused)
{
  PortailSyncOp *op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, PORTAIL_FIXTURE_COMPANY);
  PortailChange *change;
  g_autoptr (PortailEmployee) record = NULL;
  g_autoptr (PortailEmployee) values = portail_record_new (&portail_employee_type);

  open_first (fixture);
  type_grade (fixture, "Barman");
  change = portail_change_new (PORTAIL_CHANGE_UPDATE, &portail_employee_type, fixture->first_id);
  values->name = g_strdup ("Zoé Lefèvre-Martin");
  portail_change_set_fields (change, values,
                             portail_record_type_field_bit (&portail_employee_type, "name"));
  portail_sync_op_take_change (op, change);
  portail_client_do (&fixture->client, op);
  portail_robot_wait (is_renamed, fixture);
  record = portail_record_form_dup_record (get_form (fixture));
  g_assert_cmpstr (record->name, ==, "Zoé Lefèvre-Martin");
  g_assert_cmpstr (record->grade, ==, "Barman");
}

static void
test_draft (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailEmployee) typed = NULL;
  g_autoptr (PortailEmployee) stored = NULL;

  open_first (fixture);
  type_grade (fixture, "Barman");
  /* The program ends before anything was saved. */
  portail_page_settle (PORTAIL_PAGE (fixture->page));
  close_window (fixture);
  portail_client_fixture_reopen (&fixture->client);
  open_window (fixture);
  open_first (fixture);
  portail_robot_wait (is_typed, fixture);
  save_pictures (fixture, "employees-draft");
  typed = portail_record_form_dup_record (get_form (fixture));
  g_assert_cmpstr (typed->grade, ==, "Barman");
  gtk_widget_activate_action (GTK_WIDGET (fixture->records), "records.discard", NULL);
  g_assert_false (portail_record_form_is_changed (get_form (fixture)));
  /* Gone for good. */
  portail_record_page_close (fixture->records);
  open_first (fixture);
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  g_assert_false (portail_record_form_is_changed (get_form (fixture)));
  stored = portail_client_load (&fixture->client, &portail_employee_type, fixture->first_id);
  g_assert_cmpstr (stored->grade, ==, "Patron");
}

static gboolean
has_new_draft (gpointer user_data)
{
  g_autoptr (PortailEmployee) typed = portail_record_form_dup_record (get_form (user_data));

  return typed != NULL && g_strcmp0 (typed->name, "Half a name") == 0;
}

/* A wrong text is kept as it was typed; a new record too. */
static void
test_new_draft (Fixture *fixture, gconstpointer unused)
{
  wait_for_rows (fixture, 4);
  act (fixture, "new");
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  portail_robot_type (fixture->window, "Half a name");
  portail_robot_press (fixture->window, "Escape");
  g_assert_null (get_open (fixture));
  act (fixture, "new");
  portail_robot_wait (has_new_draft, fixture);
  portail_desk_set_account (fixture->desk, NULL);
  portail_client_fixture_reopen (&fixture->client);
  show_account (fixture);
  wait_for_rows (fixture, 4);
  act (fixture, "new");
  portail_robot_wait (has_new_draft, fixture);
}

static void
test_trash (Fixture *fixture, gconstpointer unused)
{
  open_first (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->records), "records.delete-open", NULL);
  wait_for_rows (fixture, 3);
  portail_robot_wait (is_closed, fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->records), "records.trash", NULL);
  wait_for_rows (fixture, 1);
  select_row (fixture, 0);
  save_pictures (fixture, "employees-trash");
  gtk_widget_activate_action (GTK_WIDGET (fixture->records), "records.restore", NULL);
  wait_for_rows (fixture, 0);
  save_pictures (fixture, "employees-trash-empty");
  gtk_widget_activate_action (GTK_WIDGET (fixture->records), "records.trash", NULL);
  wait_for_rows (fixture, 4);
}

static GtkWindow *
find_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *at = windows; at != NULL; at = at->next)
    if (ADW_IS_MESSAGE_DIALOG (at->data) && gtk_widget_get_visible (at->data))
      return at->data;
  return NULL;
}

static gboolean
has_dialog (gpointer unused)
{
  return find_dialog () != NULL;
}

static void
test_bulk (Fixture *fixture, gconstpointer unused)
{
  GtkSelectionModel *selection;
  g_autoptr (GPtrArray) ops = NULL;

  wait_for_rows (fixture, 4);
  selection = portail_record_table_get_selection (portail_record_page_get_table (fixture->records));
  gtk_selection_model_select_range (selection, 0, 3, TRUE);
  save_pictures (fixture, "employees-selected");
  gtk_widget_activate_action (GTK_WIDGET (fixture->records), "records.edit-selected", NULL);
  portail_robot_wait (has_dialog, NULL);
  portail_robot_focus (find_dialog ());
  portail_robot_type (find_dialog (), "Stagiaire");
  portail_screenshot_settle (GTK_WIDGET (find_dialog ()));
  portail_screenshot_save (GTK_WIDGET (find_dialog ()), "employees-bulk");
  portail_robot_press (find_dialog (), "ctrl+s");
  wait_for_grade (fixture, "Stagiaire", 3);
  /* One step, one op. */
  ops = portail_client_list (&fixture->client, PORTAIL_OP_STATES (PENDING));
  portail_robot_focus (fixture->window);
  act (fixture, "undo");
  wait_for_grade (fixture, "Stagiaire", 0);
  wait_for_grade (fixture, "Serveur", 2);
}

static void
test_rights (Fixture *fixture, gconstpointer unused)
{
  open_first (fixture);
  set_role (fixture, PORTAIL_ROLE_DOT);
  g_assert_false (can (fixture, "new"));
  type_grade (fixture, "Patron");
  save_pictures (fixture, "employees-read-only");
  set_role (fixture, PORTAIL_ROLE_CO_PATRON);
  /* The account is not for a co-patron to change. */
  save_pictures (fixture, "employees-co-patron");
  g_assert_true (can (fixture, "new"));
  set_role (fixture, PORTAIL_ROLE_NONE);
  g_assert_false (can (fixture, "new"));
  save_pictures (fixture, "employees-refused");
}

static gboolean
is_narrow (gpointer user_data)
{
  return gtk_widget_get_width (GTK_WIDGET (((Fixture *) user_data)->window)) < 400;
}

static void
test_narrow (Fixture *fixture, gconstpointer unused)
{
  wait_for_rows (fixture, 4);
  gtk_window_set_default_size (fixture->window, 360, 720);
  portail_robot_wait (is_narrow, fixture);
  save_pictures (fixture, "employees-narrow");
  open_first (fixture);
  save_pictures (fixture, "employees-narrow-open");
  g_assert_false (
      gtk_widget_get_mapped (GTK_WIDGET (portail_record_page_get_table (fixture->records))));
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  save_pictures (fixture, "employees-narrow-large");
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024, NULL);
  gtk_widget_activate_action (GTK_WIDGET (fixture->records), "records.close", NULL);
  g_assert_true (
      gtk_widget_get_mapped (GTK_WIDGET (portail_record_page_get_table (fixture->records))));
}

static void
test_show_rows (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GVariant) filters = g_variant_ref_sink (
      g_variant_new_parsed ("{'status': 'actif', 'no_field': 'x'}"));

  wait_for_rows (fixture, 4);
  portail_page_show_rows (PORTAIL_PAGE (fixture->page), "employee", filters);
  wait_for_rows (fixture, 2);
}

static void
test_export (Fixture *fixture, gconstpointer unused)
{
  static const char *const formats[] = { "xlsx", "csv", "pdf" };
  static const PortailRecordTableSpec table = { .type = &portail_employee_type,
                                                .label = N_ ("Employees") };
  static const PortailRecordPageSpec spec = { .table = &table };
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (portail_record_free);
  PortailEmployee *employee = portail_record_new (&portail_employee_type);

  employee->name = g_strdup ("=HYPERLINK(1)");
  g_ptr_array_add (records, employee);
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = portail_record_export_make (&spec, records, ~(PortailFieldSet) 0,
                                                             formats[i], &error);

      g_assert_no_error (error);
      if (g_str_equal (formats[i], "csv"))
        g_assert_nonnull (g_strstr_len (g_bytes_get_data (bytes, NULL),
                                        (gssize) g_bytes_get_size (bytes), "'=HYPERLINK"));
    }
}

static gboolean
has_import_dialog (gpointer unused)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *at = windows; at != NULL; at = at->next)
    if (PORTAIL_IS_IMPORT_DIALOG (at->data) && portail_import_dialog_get_preview (at->data) != NULL)
      return TRUE;
  return FALSE;
}

static void
test_import (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->client.directory, "people.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GList) windows = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog = NULL;

  g_file_set_contents (path,
                       "Nom;Grade;Statut\nzoe lefevre;Gérante;actif\nNadia Roux;Barman;actif\n"
                       "nadia roux;Chef;actif\nX;Y;sleeping\n",
                       -1, &error);
  g_assert_no_error (error);
  wait_for_rows (fixture, 4);
  portail_employees_page_import (fixture->page, file);
  portail_robot_wait (has_import_dialog, NULL);
  windows = gtk_window_list_toplevels ();
  for (GList *at = windows; at != NULL; at = at->next)
    if (PORTAIL_IS_IMPORT_DIALOG (at->data))
      dialog = at->data;
  portail_screenshot_settle (dialog);
  portail_screenshot_save (dialog, "employees-import");
  portail_robot_focus (GTK_WINDOW (dialog));
  portail_robot_press (GTK_WINDOW (dialog), "alt+i");
  wait_for_rows (fixture, 5);
  wait_for_grade (fixture, "Gérante", 1);
  act (fixture, "undo");
  wait_for_rows (fixture, 4);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_autoptr (PortailApplication) application = NULL;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  application = portail_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  ADD ("/record-page/a-record-is-created-undone-and-done-again", test_create);
  ADD ("/record-page/a-record-is-edited-and-saved-as-one-step", test_edit);
  ADD ("/record-page/a-change-of-others-comes-in-beside-what-is-typed", test_change_from_outside);
  ADD ("/record-page/a-draft-survives-the-end-of-the-program", test_draft);
  ADD ("/record-page/a-new-record-that-was-left-is-a-draft", test_new_draft);
  ADD ("/record-page/a-record-goes-to-the-trash-and-comes-back", test_trash);
  ADD ("/record-page/several-rows-are-edited-as-one-step", test_bulk);
  ADD ("/record-page/a-role-sees-and-does-what-it-may", test_rights);
  ADD ("/record-page/a-narrow-window-shows-the-list-or-the-record", test_narrow);
  ADD ("/record-page/a-figure-opens-its-rows", test_show_rows);
  ADD ("/record-page/a-list-goes-out-as-a-file", test_export);
  ADD ("/record-page/employees-are-imported-as-one-step", test_import);
  return g_test_run ();
}
