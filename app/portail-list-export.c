/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-list-export.h"

#include <string.h>

#include "app/portail-record-page-private.h"
#include "app/portail-report-dialog.h"
#include "app/portail-toast.h"
#include "shared/portail-i18n.h"
#include "shared/portail-record-sheet.h"
#include "shared/portail-record-sql.h"
#include "shared/report/portail-list-report.h"
#include "shared/report/portail-report-pdf.h"
#include "shared/report/portail-workbook-xlsx.h"

/* One export on its way, shared by the threads in turn. */
typedef struct
{
  PortailRecordPage *page;
  const PortailRecordPageSpec *spec;
  PortailRecordQuery *query;
  PortailFieldSet fields;
  char *format;
  char *company;
  GFile *file; /* NULL: to be shown */
  GCancellable *cancellable;
  GtkWindow *progress; /* or NULL */
  GPtrArray *records;
} Export;

static void
free_export (Export *export)
{
  g_clear_pointer (&export->progress, gtk_window_destroy);
  g_object_unref (export->page);
  portail_record_query_unref (export->query);
  g_free (export->format);
  g_free (export->company);
  g_clear_object (&export->file);
  g_object_unref (export->cancellable);
  g_clear_pointer (&export->records, g_ptr_array_unref);
  g_free (export);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, free_export)

/* Contents */

static PortailReport *
make_report (const PortailRecordPageSpec *spec, const PortailWorksheet *sheet, const char *company)
{
  PortailListReportSource source = { .sheet = sheet,
                                     .title = _ (spec->table->label),
                                     .organisation = company,
                                     .period = "",
                                     .generated_at = portail_timestamp_now () };

  return portail_list_report_new (&source);
}

static GBytes *
make_text (const PortailWorksheet *sheet, GError **error)
{
  g_autoptr (PortailTextTable) table = portail_worksheet_to_table (sheet, error);
  char *text;

  if (table == NULL)
    return NULL;
  text = portail_text_table_write (table, PORTAIL_TEXT_FORMAT_CSV);
  return g_bytes_new_take (text, strlen (text));
}

GBytes *
portail_list_export_make (const PortailRecordPageSpec *spec,
                          const GPtrArray *records,
                          PortailFieldSet fields,
                          const char *format,
                          GError **error)
{
  g_autoptr (PortailWorkbook) workbook = portail_workbook_new ();
  PortailWorksheet *sheet = portail_record_sheet_add (workbook, _ (spec->table->label),
                                                      spec->table->type, fields, records);
  g_autoptr (PortailReportPages) pages = NULL;

  if (g_str_equal (format, "xlsx"))
    return portail_workbook_to_xlsx (workbook, portail_timestamp_now (), error);
  if (g_str_equal (format, "csv"))
    return make_text (sheet, error);
  pages = portail_report_pages_new (make_report (spec, sheet, ""));
  return portail_report_to_pdf (pages, error);
}

/* Reading */

/* The columns of portail_record_sql_read(). */
static char *
list_columns (const PortailRecordType *type)
{
  GString *columns = g_string_new (NULL);

  for (guint i = 0; i < portail_record_type_get_n_fields (type); i++)
    g_string_append_printf (columns, "%s,", portail_record_type_get_field (type, i)->name);
  g_string_append (columns, "NULL,NULL");
  return g_string_free (columns, FALSE);
}

static gpointer
run_read (PortailDatabase *database, gpointer input, GError **error)
{
  const PortailRecordType *type = portail_record_query_get_type (input);
  g_autofree char *columns = list_columns (type);
  PortailStatement *statement = portail_record_query_prepare (input, database, columns,
                                                              PORTAIL_QUERY_ALL_IN_ORDER, error);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (portail_record_free);
  PortailStep step;

  if (statement == NULL)
    return NULL;
  while ((step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    g_ptr_array_add (records, portail_record_sql_read (statement, type));
  portail_statement_reset (statement);
  return step == PORTAIL_STEP_DONE ? g_steal_pointer (&records) : NULL;
}

static void
unref_query (gpointer query)
{
  portail_record_query_unref (query);
}

static void
unref_array (gpointer array)
{
  g_ptr_array_unref (array);
}

/* Writing */

static void
write_in_thread (GTask *task, gpointer source, gpointer pointer, GCancellable *cancellable)
{
  Export *export = pointer;
  g_autoptr (GBytes) bytes = NULL;
  GError *error = NULL;

  bytes = portail_list_export_make (export->spec, export->records, export->fields, export->format,
                                    &error);
  if (bytes == NULL || g_cancellable_set_error_if_cancelled (cancellable, &error)
      || !g_file_replace_contents (export->file, g_bytes_get_data (bytes, NULL),
                                   g_bytes_get_size (bytes), NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                   cancellable, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
tell (Export *export, const GError *error, const char *done)
{
  if (error == NULL)
    portail_toast_show (GTK_WIDGET (export->page), done);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
           && !g_cancellable_is_cancelled (export->cancellable))
    portail_toast_show (GTK_WIDGET (export->page), error->message);
}

static void
on_written (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  tell (export, error, _ ("The file has been written."));
}

static void
show_report (Export *export)
{
  g_autoptr (PortailWorkbook) workbook = portail_workbook_new ();
  PortailWorksheet *sheet = portail_record_sheet_add (workbook, _ (export->spec->table->label),
                                                      export->page->type, export->fields,
                                                      export->records);

  portail_report_dialog_show (GTK_WIDGET (export->page), _ (export->spec->table->label),
                              _ (export->spec->file_name),
                              make_report (export->spec, sheet, export->company));
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTask) task = NULL;

  export->records = portail_cache_query_finish (PORTAIL_CACHE (object), result, &error);
  if (export->records == NULL)
    {
      tell (export, error, NULL);
      return;
    }
  if (export->file == NULL)
    {
      show_report (export);
      return;
    }
  task = g_task_new (export->page, export->cancellable, on_written, export);
  g_task_set_source_tag (task, on_read);
  g_task_set_task_data (task, export, NULL);
  g_steal_pointer (&export);
  g_task_run_in_thread (task, write_in_thread);
}

/* Progress */

static void
on_progress_response (Export *export)
{
  g_cancellable_cancel (export->cancellable);
  export->progress = NULL;
}

static void
show_progress (Export *export)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (export->page));
  GtkWidget *spinner = gtk_spinner_new ();
  GtkWidget *dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                              _ ("Writing the list"), NULL);

  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_set_size_request (spinner, 32, 32);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spinner), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Writing the list"), -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), spinner);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"));
  export->progress = GTK_WINDOW (dialog);
  g_signal_connect_swapped (dialog, "response", G_CALLBACK (on_progress_response), export);
  gtk_window_present (GTK_WINDOW (dialog));
}

static Export *
export_new (PortailRecordPage *page, const char *format)
{
  Export *export = g_new0 (Export, 1);
  const PortailShellCompany *company = portail_shell_context_get_company (
      portail_desk_get_context (page->desk));
  PortailRole role = portail_record_page_get_role (page, NULL);

  export->page = g_object_ref (page);
  export->spec = page->spec;
  export->query = portail_record_query_ref (
      portail_record_model_get_query (portail_record_table_get_model (page->table)));
  export->fields = portail_permission_get_readable (page->type, role);
  export->format = g_strdup (format);
  export->company = g_strdup (company != NULL && !page->is_everywhere ? company->name : "");
  export->cancellable = g_cancellable_new ();
  return export;
}

/* Takes @export. */
static void
begin (Export *export)
{
  portail_cache_scan_async (export->page->cache,
                            portail_query_new (run_read, portail_record_query_ref (export->query),
                                               unref_query, unref_array),
                            export->cancellable, on_read, export);
}

static void
on_chosen (GtkNativeDialog *dialog, int response, Export *export)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                               ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog))
                               : NULL;

  g_object_unref (dialog);
  if (file == NULL || export->page->cache == NULL)
    {
      free_export (export);
      return;
    }
  export->file = g_steal_pointer (&file);
  show_progress (export);
  begin (export);
}

void
portail_list_export_run (PortailRecordPage *page, const char *format)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));
  g_autofree char *name = g_strdup_printf ("%s.%s", _ (page->spec->file_name), format);
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      _ ("Export"), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, GTK_FILE_CHOOSER_ACTION_SAVE,
      _ ("_Export"), NULL);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (on_chosen), export_new (page, format));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

void
portail_list_export_print (PortailRecordPage *page)
{
  if (page->cache != NULL)
    begin (export_new (page, "pdf"));
}
