/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-employees-page.h"

#include "app/portail-employee-place.h"
#include "app/portail-import-dialog.h"
#include "app/portail-page.h"
#include "app/portail-toast.h"
#include "shared/portail-i18n.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-text-fold.h"
#include "shared/records/portail-employee.h"
#include "shared/records/portail-grade-rule.h"

struct _PortailEmployeesPage
{
  AdwBin parent_instance;

  PortailDesk *desk;
  PortailCache *cache; /* the desk's, whose rules are shown; or NULL */
  PortailRecordPage *records;
};

static void implement_page (PortailPageInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PortailEmployeesPage,
                               portail_employees_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PORTAIL_TYPE_PAGE, implement_page))

static const PortailRecordPill pills[] = {
  { PORTAIL_EMPLOYEE_ACTIF, "good" },
  { PORTAIL_EMPLOYEE_INACTIF, "draft" },
  { PORTAIL_EMPLOYEE_CONGE, "waiting" },
  { 0 },
};
static const char *const card_fields[] = { "grade", "hired_on", NULL };
static const PortailRecordTableSpec table = {
  .type = &portail_employee_type,
  .name = "employees",
  .label = N_ ("Employees"),
  .search_hint = N_ ("Name, grade…"),
  .sort = "name",
  .card_title = "name",
  .card_fields = card_fields,
  .pill_field = "status",
  .pills = pills,
};

static const PortailFormField person[] = {
  { "name", NULL },
  { "grade", N_ ("One of the grade rules, by which salaries are suggested.") },
  { "is_direction", N_ ("Its caps on salary and bonus are those of the management.") },
  { "status", NULL },
  { "hired_on", NULL },
  { NULL },
};
static const PortailFormField account[] = {
  { "user_id", N_ ("With an account somebody sees their own rows and diplomas.") },
  { NULL },
};
static const PortailFormSection sections[] = {
  { NULL, person },
  { NULL, account },
  { NULL },
};

static const char *const bulk_fields[] = { "grade", "is_direction", "status", "hired_on", NULL };
static const PortailRecordPageSpec spec = {
  .table = &table,
  .sections = sections,
  .new_label = N_ ("New employee"),
  .file_name = N_ ("employees"),
  .bulk_fields = bulk_fields,
  .empty = { "system-users-symbolic", N_ ("No employee yet"),
             N_ ("Enter the people of the company once; dotations and documents find them by "
                 "name.") },
};

/* Hooks */

static void
fill_new (PortailRecordPage *records, gpointer record, gpointer user_data)
{
  ((PortailEmployee *) record)->hired_on = portail_timestamp_get_paris_day (
      portail_timestamp_now ());
}

/* Patron and co-patron are the management (domain.md §3.1); who says otherwise is believed. */
static void
follow_grade (PortailRecordPage *records, gconstpointer record, gpointer user_data)
{
  PortailRecordForm *form = portail_record_page_get_form (records);
  const PortailEmployee *before = portail_record_form_get_original (form);
  PortailFieldSet changed = portail_record_form_get_changed (form);
  const PortailEmployee *typed = record;
  g_autofree char *grade = portail_text_fold (typed->grade != NULL ? typed->grade : "");
  gboolean is_management = g_str_equal (grade, "patron") || g_str_equal (grade, "co-patron");
  g_autoptr (PortailEmployee) values = NULL;

  if (before == NULL || !is_management || typed->is_direction
      || changed != portail_record_type_field_bit (&portail_employee_type, "grade"))
    return;
  values = portail_record_new (&portail_employee_type);
  values->is_direction = TRUE;
  portail_record_form_put (form, values,
                           portail_record_type_field_bit (&portail_employee_type, "is_direction"));
}

static void
on_file_chosen (GtkNativeDialog *dialog, int response, PortailEmployeesPage *page)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                               ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog))
                               : NULL;

  if (file != NULL)
    portail_employees_page_import (page, file);
  g_object_unref (dialog);
}

static void
choose_import (PortailRecordPage *records, gpointer user_data)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (records));
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      _ ("Import"), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, GTK_FILE_CHOOSER_ACTION_OPEN,
      _ ("_Open"), NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_file_chosen), user_data, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static const PortailRecordPageHooks hooks = {
  .fill_new = fill_new,
  .record_typed = follow_grade,
  .import = choose_import,
};

/* Import */

typedef struct
{
  PortailEmployeesPage *page;
  GFile *file;
  char *enterprise_id;
} Import;

static void
free_import (Import *import)
{
  g_object_unref (import->page);
  g_object_unref (import->file);
  g_free (import->enterprise_id);
  g_free (import);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Import, free_import)

static void
on_apply (PortailEmployeesPage *page, PortailSyncOp *op)
{
  portail_record_page_do (page->records, op, _ ("Import"), NULL);
}

static void
on_there (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Import) import = user_data;
  PortailEmployeesPage *page = import->page;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) there = portail_cache_query_finish (PORTAIL_CACHE (object), result, &error);
  g_autoptr (PortailEmployeePlace) place = NULL;
  PortailImportDialog *dialog;

  if (there == NULL)
    {
      portail_toast_show (GTK_WIDGET (page), error->message);
      return;
    }
  place = portail_employee_place_new (import->enterprise_id, there);
  g_signal_connect_object (place, "apply", G_CALLBACK (on_apply), page, G_CONNECT_SWAPPED);
  dialog = portail_import_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                      &portail_employee_import_place, G_OBJECT (place), 0);
  portail_import_dialog_read_file (dialog, import->file);
  gtk_window_present (GTK_WINDOW (dialog));
}

static gpointer
run_list (PortailDatabase *database, gpointer input, GError **error)
{
  return portail_record_sql_list (database, &portail_employee_type, error,
                                  "WHERE enterprise_id = ? AND trashed_at IS NULL", "t", input);
}

static void
unref_array (gpointer array)
{
  g_ptr_array_unref (array);
}

void
portail_employees_page_import (PortailEmployeesPage *page, GFile *file)
{
  const char *company = portail_desk_get_company_id (page->desk);
  Import *import;

  g_return_if_fail (PORTAIL_IS_EMPLOYEES_PAGE (page));
  if (page->cache == NULL || company == NULL || !portail_record_page_can_create (page->records))
    return;
  import = g_new (Import, 1);
  *import = (Import){ g_object_ref (page), g_object_ref (file), g_strdup (company) };
  portail_cache_scan_async (page->cache,
                            portail_query_new (run_list, g_strdup (company), g_free, unref_array),
                            NULL, on_there, import);
}

/* Grades: those of the company's rules. */

static gpointer
run_grades (PortailDatabase *database, gpointer input, GError **error)
{
  return portail_record_sql_list (database, &portail_grade_rule_type, error,
                                  "WHERE enterprise_id = ? AND trashed_at IS NULL"
                                  " ORDER BY " PORTAIL_SQL_FOLD " (grade), id",
                                  "t", input);
}

static void
on_grades (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailEmployeesPage) page = user_data;
  g_autoptr (GPtrArray) rules = portail_cache_query_finish (PORTAIL_CACHE (object), result, NULL);
  g_autoptr (GPtrArray) grades = g_ptr_array_new ();

  for (guint i = 0; rules != NULL && i < rules->len; i++)
    g_ptr_array_add (grades, ((PortailGradeRule *) g_ptr_array_index (rules, i))->grade);
  g_ptr_array_add (grades, NULL);
  if (page->records != NULL)
    portail_record_page_set_suggestions (page->records, "grade",
                                         (const char *const *) grades->pdata);
}

static void
read_grades (PortailEmployeesPage *page)
{
  const char *company = portail_record_page_get_company_id (page->records);

  if (page->cache != NULL && company != NULL)
    portail_cache_query_async (
        page->cache, portail_query_new (run_grades, g_strdup (company), g_free, unref_array), NULL,
        on_grades, g_object_ref (page));
}

static void
on_cache_changed (PortailEmployeesPage *page, const char *type)
{
  if (type == NULL || g_str_equal (type, portail_grade_rule_type.name))
    read_grades (page);
}

static void
on_account_changed (PortailEmployeesPage *page)
{
  PortailCache *cache = portail_desk_get_cache (page->desk);

  if (page->cache != cache)
    {
      if (page->cache != NULL)
        g_signal_handlers_disconnect_by_data (page->cache, page);
      g_set_object (&page->cache, cache);
      if (cache != NULL)
        g_signal_connect_object (cache, "changed", G_CALLBACK (on_cache_changed), page,
                                 G_CONNECT_SWAPPED);
    }
  read_grades (page);
}

/* PortailPage: the list's. */

static GActionGroup *
get_actions (PortailPage *page)
{
  return portail_page_get_actions (PORTAIL_PAGE (PORTAIL_EMPLOYEES_PAGE (page)->records));
}

static void
open_record (PortailPage *page, const char *type, const char *id)
{
  portail_page_open_record (PORTAIL_PAGE (PORTAIL_EMPLOYEES_PAGE (page)->records), type, id);
}

static void
show_rows (PortailPage *page, const char *type, GVariant *filters)
{
  portail_page_show_rows (PORTAIL_PAGE (PORTAIL_EMPLOYEES_PAGE (page)->records), type, filters);
}

static void
settle (PortailPage *page)
{
  portail_page_settle (PORTAIL_PAGE (PORTAIL_EMPLOYEES_PAGE (page)->records));
}

static void
implement_page (PortailPageInterface *interface)
{
  interface->get_actions = get_actions;
  interface->open_record = open_record;
  interface->show_rows = show_rows;
  interface->settle = settle;
}

static void
portail_employees_page_dispose (GObject *object)
{
  PortailEmployeesPage *page = PORTAIL_EMPLOYEES_PAGE (object);

  page->records = NULL;
  g_clear_object (&page->cache);
  g_clear_object (&page->desk);
  G_OBJECT_CLASS (portail_employees_page_parent_class)->dispose (object);
}

static void
portail_employees_page_class_init (PortailEmployeesPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_employees_page_dispose;
}

static void
portail_employees_page_init (PortailEmployeesPage *page)
{
}

GtkWidget *
portail_employees_page_new (PortailDesk *desk)
{
  PortailEmployeesPage *page = g_object_new (PORTAIL_TYPE_EMPLOYEES_PAGE, NULL);

  page->desk = g_object_ref (desk);
  page->records = PORTAIL_RECORD_PAGE (portail_record_page_new (desk, &spec, &hooks, page));
  adw_bin_set_child (ADW_BIN (page), GTK_WIDGET (page->records));
  g_signal_connect_object (page->records, "opened", G_CALLBACK (read_grades), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (portail_desk_get_context (desk), "changed", G_CALLBACK (read_grades),
                           page, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "account-changed", G_CALLBACK (on_account_changed), page,
                           G_CONNECT_SWAPPED);
  on_account_changed (page);
  return GTK_WIDGET (page);
}

PortailRecordPage *
portail_employees_page_get_records (PortailEmployeesPage *page)
{
  g_return_val_if_fail (PORTAIL_IS_EMPLOYEES_PAGE (page), NULL);
  return page->records;
}
