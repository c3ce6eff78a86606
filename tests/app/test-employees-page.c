/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes into the page of employees and out of it as files and rows. */
#include "app/portail-employees-page.h"

#include <glib/gstdio.h>
#include <string.h>

#include "app/portail-application.h"
#include "app/portail-import-dialog.h"
#include "app/portail-list-export.h"
#include "app/portail-page.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "tests/app/people-fixture.h"
#include "tests/support/portail-french.h"
#include "tests/support/portail-robot.h"
#include "tests/support/portail-screenshot.h"

static void
test_show_rows (PeopleFixture *fixture, gconstpointer unused)
{
  g_autoptr (GVariant) filters = g_variant_ref_sink (
      g_variant_new_parsed ("{'status': 'actif', 'no_field': 'x'}"));

  people_wait_for_rows (fixture, 4);
  portail_page_show_rows (PORTAIL_PAGE (fixture->page), "employee", filters);
  people_wait_for_rows (fixture, 2);
}

static void
test_show_rows_elsewhere (PeopleFixture *fixture, gconstpointer unused)
{
  PortailWeek week;
  g_autoptr (GVariant) there = g_variant_ref_sink (
      g_variant_new_parsed ("{'enterprise_id': %s, 'period': '2025-W30'}", PEOPLE_OTHER_COMPANY));
  g_autoptr (GVariant) here = g_variant_ref_sink (
      g_variant_new_parsed ("{'enterprise_id': %s}", PORTAIL_FIXTURE_COMPANY));

  people_wait_for_rows (fixture, 4);
  portail_page_show_rows (PORTAIL_PAGE (fixture->page), "employee", there);
  people_wait_for_rows (fixture, 0);
  g_assert_cmpstr (portail_desk_get_company_id (fixture->desk), ==, PEOPLE_OTHER_COMPANY);
  g_assert_true (portail_week_parse ("2025-W30", &week));
  g_assert_cmpint (portail_shell_context_get_period (fixture->context).number, ==, week.number);
  portail_page_show_rows (PORTAIL_PAGE (fixture->page), "employee", here);
  people_wait_for_rows (fixture, 4);
}

/* As others would have made it. */
static void
add_employee (PeopleFixture *fixture, const char *name)
{
  g_autofree char *id = portail_id_new ();
  g_autoptr (PortailEmployee) values = portail_record_new (&portail_employee_type);
  PortailSyncOp *op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, PORTAIL_FIXTURE_COMPANY);
  PortailChange *change = portail_change_new (PORTAIL_CHANGE_CREATE, &portail_employee_type, id);

  values->name = g_strdup (name);
  values->status = PORTAIL_EMPLOYEE_ACTIF;
  portail_change_set_fields (
      change, values,
      portail_record_type_field_bit (&portail_employee_type, "name")
          | portail_record_type_field_bit (&portail_employee_type, "status"));
  portail_sync_op_take_change (op, change);
  portail_client_do (&fixture->client, op);
}

static gboolean
is_written (gpointer path)
{
  GStatBuf status;

  return g_stat (path, &status) == 0 && status.st_size > 0;
}

static void
test_export (PeopleFixture *fixture, gconstpointer unused)
{
  static const char *const formats[] = { "xlsx", "csv", "pdf" };

  people_wait_for_rows (fixture, 4);
  add_employee (fixture, "=HYPERLINK(1)");
  people_wait_for_rows (fixture, 5);
  gtk_widget_activate_action (GTK_WIDGET (fixture->records), "records.all-companies", NULL);
  people_wait_for_rows (fixture, 5);
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *name = g_strconcat ("people.", formats[i], NULL);
      g_autofree char *path = g_build_filename (fixture->client.directory, name, NULL);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autofree char *text = NULL;
      g_autofree char *row = g_strdup_printf ("Lefèvre;Bahama Mamas;Patron;%s;%s;2025", _ ("No"),
                                              _ ("Active"));

      portail_list_export_write (fixture->records, formats[i], file);
      portail_robot_wait (is_written, path);
      if (!g_str_equal (formats[i], "csv"))
        continue;
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_nonnull (strstr (text, "'=HYPERLINK"));
      /* The shown columns in their order; a name for the company's id. */
      g_assert_nonnull (strstr (text, row));
    }
}

static gboolean
has_import_dialog (gpointer unused)
{
  PortailImportDialog *dialog = portail_robot_find_window (PORTAIL_TYPE_IMPORT_DIALOG);

  return dialog != NULL && portail_import_dialog_get_preview (dialog) != NULL;
}

static void
test_import (PeopleFixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->client.directory, "people.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog;

  g_file_set_contents (path,
                       "Nom;Grade;Statut\nzoe lefevre;Gérante;actif\nNadia Roux;Barman;actif\n"
                       "nadia roux;Chef;actif\nX;Y;sleeping\n",
                       -1, &error);
  g_assert_no_error (error);
  people_wait_for_rows (fixture, 4);
  portail_employees_page_import (fixture->page, file);
  portail_robot_wait (has_import_dialog, NULL);
  dialog = portail_robot_find_window (PORTAIL_TYPE_IMPORT_DIALOG);
  portail_screenshot_settle (dialog);
  portail_screenshot_save (dialog, "employees-import");
  portail_robot_focus (GTK_WINDOW (dialog));
  portail_robot_press (GTK_WINDOW (dialog), "alt+i");
  people_wait_for_rows (fixture, 5);
  people_wait_for_grade (fixture, "Gérante", 1);
  people_act (fixture, "undo");
  people_wait_for_rows (fixture, 4);
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
  ADD ("/employees-page/a-figure-opens-its-rows", test_show_rows);
  ADD ("/employees-page/rows-of-another-company-and-week-change-the-header",
       test_show_rows_elsewhere);
  ADD ("/employees-page/a-list-goes-out-as-a-file", test_export);
  ADD ("/employees-page/people-are-imported-as-one-step", test_import);
  return g_test_run ();
}
