/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes into the page of employees and out of it as files and rows. */
#include "app/portail-employees-page.h"

#include <locale.h>

#include "app/portail-application.h"
#include "app/portail-import-dialog.h"
#include "app/portail-list-export.h"
#include "app/portail-page.h"
#include "shared/portail-i18n.h"
#include "tests/app/people-fixture.h"
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
test_export (PeopleFixture *fixture, gconstpointer unused)
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
      g_autoptr (GBytes) bytes = portail_list_export_make (&spec, records, ~(PortailFieldSet) 0,
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
test_import (PeopleFixture *fixture, gconstpointer unused)
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
  people_wait_for_rows (fixture, 4);
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
  g_autofree char *translations = NULL;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  translations = g_test_build_filename (G_TEST_BUILT, "po", NULL);
  bindtextdomain (GETTEXT_PACKAGE, translations);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  adw_init ();
  application = portail_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  ADD ("/employees-page/a-figure-opens-its-rows", test_show_rows);
  ADD ("/employees-page/a-list-goes-out-as-a-file", test_export);
  ADD ("/employees-page/people-are-imported-as-one-step", test_import);
  return g_test_run ();
}
