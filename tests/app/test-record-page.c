/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The generic page of records, by the page of employees, on a real cache and a real display. */
#include "app/portail-record-page.h"

#include <string.h>

#include "app/portail-application.h"
#include "app/portail-draft.h"
#include "app/portail-page.h"
#include "shared/portail-i18n.h"
#include "tests/app/people-fixture.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-french.h"
#include "tests/support/portail-robot.h"
#include "tests/support/portail-screenshot.h"

static gboolean
is_closed (gpointer user_data)
{
  return people_get_open (user_data) == NULL;
}

static gboolean
is_renamed (gpointer user_data)
{
  return g_strcmp0 (people_get_open (user_data)->name, "Zoé Lefèvre-Martin") == 0;
}

static gboolean
is_typed (gpointer user_data)
{
  return portail_record_form_is_changed (people_get_form (user_data));
}

static gboolean
is_saved (gpointer user_data)
{
  return people_get_open (user_data) != NULL
         && !portail_record_form_is_changed (people_get_form (user_data));
}

static gboolean
can (PeopleFixture *fixture, const char *action)
{
  return g_action_group_get_action_enabled (portail_page_get_actions (PORTAIL_PAGE (fixture->page)),
                                            action);
}

static void
select_row (PeopleFixture *fixture, guint position)
{
  gtk_selection_model_select_item (
      portail_record_table_get_selection (portail_record_page_get_table (fixture->records)),
      position, FALSE);
}

static gboolean
is_open_selected (gpointer user_data)
{
  PeopleFixture *fixture = user_data;
  PortailRecordTable *table = portail_record_page_get_table (fixture->records);
  g_autoptr (GPtrArray) items = portail_record_table_list_selected (table);

  return items->len == 1
         && g_str_equal (
             ((const PortailRecord *) portail_record_item_get_record (items->pdata[0]))->id,
             people_get_open (fixture)->base.id);
}

static gboolean
is_settled (gpointer user_data)
{
  return people_get_open (user_data) != NULL;
}

static void
type_name (PeopleFixture *fixture, const char *name)
{
  g_autoptr (PortailEmployee) values = portail_record_new (&portail_employee_type);

  values->name = g_strdup (name);
  portail_record_form_put (people_get_form (fixture), values,
                           portail_record_type_field_bit (&portail_employee_type, "name"));
}

/* Tests */

static void
test_create (PeopleFixture *fixture, gconstpointer unused)
{
  people_wait_for_rows (fixture, 4);
  g_assert_true (can (fixture, "new"));
  g_assert_true (can (fixture, "export"));
  g_assert_true (can (fixture, "import"));
  people_act (fixture, "new");
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "employees-new");
  /* Nothing is said before the person was there; saving says it. */
  people_act (fixture, "save");
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "employees-new-wrong");
  people_wait_for_rows (fixture, 4);
  portail_robot_type (fixture->window, "Nadia Roux");
  portail_robot_wait (is_typed, fixture);
  portail_robot_press (fixture->window, "ctrl+s");
  people_wait_for_rows (fixture, 5);
  portail_robot_wait (is_saved, fixture);
  g_assert_cmpstr (people_get_open (fixture)->name, ==, "Nadia Roux");
  g_assert_cmpint (people_get_open (fixture)->status, ==, PORTAIL_EMPLOYEE_ACTIF);
  portail_robot_wait (is_open_selected, fixture);
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "employees-created");
  people_act (fixture, "undo");
  people_wait_for_rows (fixture, 4);
  people_act (fixture, "redo");
  people_wait_for_rows (fixture, 5);
}

static gboolean
is_wrong (gpointer user_data)
{
  return !portail_record_form_is_valid (people_get_form (user_data));
}

/* Only the cache knows of the others; the row of the name says it all the same. */
static void
test_taken_name (PeopleFixture *fixture, gconstpointer unused)
{
  people_wait_for_rows (fixture, 4);
  people_act (fixture, "new");
  type_name (fixture, "ZOE LEFEVRE");
  people_act (fixture, "save");
  portail_robot_wait (is_wrong, fixture);
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "employees-taken-name");
  type_name (fixture, "Zoé Roux");
  g_assert_false (is_wrong (fixture));
  people_act (fixture, "save");
  people_wait_for_rows (fixture, 5);
}

/* The other one goes while the form is open. */
static void
test_freed_name (PeopleFixture *fixture, gconstpointer unused)
{
  people_wait_for_rows (fixture, 4);
  people_act (fixture, "new");
  type_name (fixture, "ZOE LEFEVRE");
  people_act (fixture, "save");
  portail_robot_wait (is_wrong, fixture);
  portail_client_do (&fixture->client,
                     portail_client_delete (&portail_employee_type, fixture->first_id));
  people_wait_for_rows (fixture, 3);
  people_act (fixture, "save");
  people_wait_for_rows (fixture, 4);
}

/* Saving takes a while, and people go on typing. */
static void
test_type_while_saving (PeopleFixture *fixture, gconstpointer unused)
{
  people_wait_for_rows (fixture, 4);
  people_act (fixture, "new");
  type_name (fixture, "Nadia");
  people_act (fixture, "save");
  type_name (fixture, "Nadia Roux");
  people_wait_for_rows (fixture, 5);
  portail_robot_wait (is_settled, fixture);
  g_assert_true (portail_record_form_is_changed (people_get_form (fixture)));
  people_act (fixture, "save");
  portail_robot_wait (is_saved, fixture);
  g_assert_cmpstr (people_get_open (fixture)->name, ==, "Nadia Roux");
}

/* As by a change of the account, while the op is on its way. */
static void
test_cleared_while_saving (PeopleFixture *fixture, gconstpointer unused)
{
  PortailUndoStack *stack = portail_record_page_get_undo_stack (fixture->records);

  people_wait_for_rows (fixture, 4);
  people_act (fixture, "new");
  type_name (fixture, "Nadia");
  people_act (fixture, "save");
  portail_undo_stack_clear (stack);
  people_wait_for_rows (fixture, 5);
  portail_robot_wait (is_saved, fixture);
  g_assert_false (portail_undo_stack_can_undo (stack));
}

/* What is typed into an employee. */
static void
type_grade (PeopleFixture *fixture, const char *grade)
{
  g_autoptr (PortailEmployee) values = portail_record_new (&portail_employee_type);

  values->grade = g_strdup (grade);
  portail_record_form_put (people_get_form (fixture), values,
                           portail_record_type_field_bit (&portail_employee_type, "grade"));
}

static void
open_first (PeopleFixture *fixture)
{
  people_wait_for_rows (fixture, 4);
  portail_page_open_record (PORTAIL_PAGE (fixture->page), "employee", fixture->first_id);
  portail_robot_wait (people_is_open, fixture);
}

static void
test_edit (PeopleFixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailEmployee) stored = NULL;

  g_assert_false (
      portail_page_is_showing (PORTAIL_PAGE (fixture->page), "employee", fixture->first_id));
  open_first (fixture);
  g_assert_true (
      portail_page_is_showing (PORTAIL_PAGE (fixture->page), "employee", fixture->first_id));
  g_assert_false (can (fixture, "save"));
  type_grade (fixture, "Co-Patron");
  g_assert_true (can (fixture, "save"));
  /* The grade makes somebody the management. */
  people_act (fixture, "save");
  portail_robot_wait (is_saved, fixture);
  stored = portail_client_load (&fixture->client, &portail_employee_type, fixture->first_id);
  g_assert_cmpstr (stored->grade, ==, "Co-Patron");
  g_assert_true (stored->is_direction);
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "employees-edited");
  people_act (fixture, "undo");
  portail_await_idle ();
  portail_robot_press (fixture->window, "Escape");
}

/* Somebody else's change comes in beside what is typed. */
static void
test_change_from_outside (PeopleFixture *fixture, gconstpointer unused)
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
  record = portail_record_form_dup_record (people_get_form (fixture));
  g_assert_cmpstr (record->name, ==, "Zoé Lefèvre-Martin");
  g_assert_cmpstr (record->grade, ==, "Barman");
}

static void
test_draft (PeopleFixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailEmployee) typed = NULL;
  g_autoptr (PortailEmployee) stored = NULL;

  open_first (fixture);
  type_grade (fixture, "Barman");
  /* The program ends before anything was saved. */
  portail_page_settle (PORTAIL_PAGE (fixture->page));
  people_close_window (fixture);
  portail_client_fixture_reopen (&fixture->client);
  people_open_window (fixture);
  open_first (fixture);
  portail_robot_wait (is_typed, fixture);
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "employees-draft");
  typed = portail_record_form_dup_record (people_get_form (fixture));
  g_assert_cmpstr (typed->grade, ==, "Barman");
  gtk_widget_activate_action (GTK_WIDGET (fixture->records), "records.discard", NULL);
  g_assert_false (portail_record_form_is_changed (people_get_form (fixture)));
  /* Gone for good. */
  portail_record_page_close (fixture->records);
  open_first (fixture);
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  g_assert_false (portail_record_form_is_changed (people_get_form (fixture)));
  stored = portail_client_load (&fixture->client, &portail_employee_type, fixture->first_id);
  g_assert_cmpstr (stored->grade, ==, "Patron");
}

/* Somebody deletes what one is typing into. */
static void
test_draft_of_deleted (PeopleFixture *fixture, gconstpointer unused)
{
  g_auto (PortailAwait) await = { NULL };
  g_autoptr (PortailDraft) draft = NULL;

  open_first (fixture);
  type_grade (fixture, "Barman");
  portail_client_do (&fixture->client,
                     portail_client_delete (&portail_employee_type, fixture->first_id));
  portail_robot_wait (is_closed, fixture);
  portail_draft_load_async (fixture->client.cache, "employee", fixture->first_id,
                            portail_await_ready, &await);
  draft = portail_draft_load_finish (fixture->client.cache, portail_await (&await), NULL);
  g_assert_nonnull (draft);
  g_assert_nonnull (strstr (draft->text, "Barman"));
}

static gboolean
has_new_draft (gpointer user_data)
{
  g_autoptr (PortailEmployee) typed = portail_record_form_dup_record (people_get_form (user_data));

  return typed != NULL && g_strcmp0 (typed->name, "Half a name") == 0;
}

/* A wrong text is kept as it was typed; a new record too. */
static void
test_new_draft (PeopleFixture *fixture, gconstpointer unused)
{
  people_wait_for_rows (fixture, 4);
  people_act (fixture, "new");
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  portail_robot_type (fixture->window, "Half a name");
  portail_robot_press (fixture->window, "Escape");
  g_assert_null (people_get_open (fixture));
  people_act (fixture, "new");
  portail_robot_wait (has_new_draft, fixture);
  portail_desk_set_account (fixture->desk, NULL);
  portail_client_fixture_reopen (&fixture->client);
  people_show_account (fixture);
  people_wait_for_rows (fixture, 4);
  people_act (fixture, "new");
  portail_robot_wait (has_new_draft, fixture);
}

static void
test_trash (PeopleFixture *fixture, gconstpointer unused)
{
  open_first (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->records), "records.delete-open", NULL);
  people_wait_for_rows (fixture, 3);
  portail_robot_wait (is_closed, fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->records), "records.trash", NULL);
  people_wait_for_rows (fixture, 1);
  select_row (fixture, 0);
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "employees-trash");
  gtk_widget_activate_action (GTK_WIDGET (fixture->records), "records.restore", NULL);
  people_wait_for_rows (fixture, 0);
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "employees-trash-empty");
  gtk_widget_activate_action (GTK_WIDGET (fixture->records), "records.trash", NULL);
  people_wait_for_rows (fixture, 4);
}

static GtkWindow *
find_dialog (void)
{
  return portail_robot_find_shown_window (ADW_TYPE_MESSAGE_DIALOG, NULL);
}

static gboolean
has_dialog (gpointer unused)
{
  return find_dialog () != NULL;
}

static void
test_bulk (PeopleFixture *fixture, gconstpointer unused)
{
  GtkSelectionModel *selection;
  g_autoptr (GPtrArray) ops = NULL;

  people_wait_for_rows (fixture, 4);
  selection = portail_record_table_get_selection (portail_record_page_get_table (fixture->records));
  gtk_selection_model_select_range (selection, 0, 3, TRUE);
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "employees-selected");
  gtk_widget_activate_action (GTK_WIDGET (fixture->records), "records.edit-selected", NULL);
  portail_robot_wait (has_dialog, NULL);
  portail_robot_focus (find_dialog ());
  portail_robot_type (find_dialog (), "Stagiaire");
  portail_screenshot_settle (GTK_WIDGET (find_dialog ()));
  portail_screenshot_save (GTK_WIDGET (find_dialog ()), "employees-bulk");
  portail_robot_press (find_dialog (), "ctrl+s");
  people_wait_for_grade (fixture, "Stagiaire", 3);
  /* One step, one op. */
  ops = portail_client_list (&fixture->client, PORTAIL_OP_STATES (PENDING));
  portail_robot_focus (fixture->window);
  people_act (fixture, "undo");
  people_wait_for_grade (fixture, "Stagiaire", 0);
  people_wait_for_grade (fixture, "Serveur", 2);
}

static void
test_rights (PeopleFixture *fixture, gconstpointer unused)
{
  open_first (fixture);
  people_set_role (fixture, PORTAIL_ROLE_DOT);
  g_assert_false (can (fixture, "new"));
  type_grade (fixture, "Patron");
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "employees-read-only");
  people_set_role (fixture, PORTAIL_ROLE_CO_PATRON);
  /* The account is not for a co-patron to change. */
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "employees-co-patron");
  g_assert_true (can (fixture, "new"));
  people_set_role (fixture, PORTAIL_ROLE_NONE);
  g_assert_false (can (fixture, "new"));
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "employees-refused");
}

static void
test_narrow (PeopleFixture *fixture, gconstpointer unused)
{
  people_wait_for_rows (fixture, 4);
  portail_screenshot_make_narrow (GTK_WINDOW (fixture->window), 720);
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "employees-narrow");
  open_first (fixture);
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "employees-narrow-open");
  g_assert_false (
      gtk_widget_get_mapped (GTK_WIDGET (portail_record_page_get_table (fixture->records))));
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "employees-narrow-large");
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024, NULL);
  gtk_widget_activate_action (GTK_WIDGET (fixture->records), "records.close", NULL);
  g_assert_true (
      gtk_widget_get_mapped (GTK_WIDGET (portail_record_page_get_table (fixture->records))));
}

#define ADD(path, test)                                                                            \
  g_test_add (path, PeopleFixture, NULL, people_set_up, test, people_tear_down)

int
main (int argc, char *argv[])
{
  g_autoptr (PortailApplication) application = NULL;

  g_test_init (&argc, &argv, NULL);
  portail_french_init ();
  adw_init ();
  application = portail_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  ADD ("/record-page/a-record-is-created-undone-and-done-again", test_create);
  ADD ("/record-page/a-name-that-is-taken-is-said-at-its-row", test_taken_name);
  ADD ("/record-page/a-name-that-is-free-again-can-be-saved", test_freed_name);
  ADD ("/record-page/what-is-typed-while-saving-stays", test_type_while_saving);
  ADD ("/record-page/a-step-of-another-account-is-none", test_cleared_while_saving);
  ADD ("/record-page/a-record-is-edited-and-saved-as-one-step", test_edit);
  ADD ("/record-page/a-change-of-others-comes-in-beside-what-is-typed", test_change_from_outside);
  ADD ("/record-page/a-draft-survives-the-end-of-the-program", test_draft);
  ADD ("/record-page/what-is-typed-into-what-is-deleted-is-a-draft", test_draft_of_deleted);
  ADD ("/record-page/a-new-record-that-was-left-is-a-draft", test_new_draft);
  ADD ("/record-page/a-record-goes-to-the-trash-and-comes-back", test_trash);
  ADD ("/record-page/several-rows-are-edited-as-one-step", test_bulk);
  ADD ("/record-page/a-role-sees-and-does-what-it-may", test_rights);
  ADD ("/record-page/a-narrow-window-shows-the-list-or-the-record", test_narrow);
  return g_test_run ();
}
