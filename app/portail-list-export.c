/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-list-export.h"

#include <string.h>

#include "app/portail-list-sheet.h"
#include "app/portail-record-page-private.h"
#include "app/portail-report-dialog.h"
#include "app/portail-toast.h"
#include "shared/portail-i18n.h"
#include "shared/report/portail-list-report.h"
#include "shared/report/portail-report-pdf.h"
#include "shared/report/portail-workbook-xlsx.h"

/* Between two looks at how far it is; the first one opens the window. */
#define PROGRESS_STEP_MS 250

/* One export on its way, shared by the threads in turn. */
typedef struct
{
  PortailRecordPage *page;
  const PortailRecordPageSpec *spec;
  PortailListSheet *sheet;
  char *format;
  char *company;
  GFile *file; /* NULL: to be shown */
  GCancellable *cancellable;
  PortailWorkbook *workbook; /* once the rows are read */
  guint n_rows;              /* in all */
  guint timer;
  GtkWindow *window; /* or NULL */
  GtkProgressBar *bar;
} Export;

static void
free_export (Export *export)
{
  g_clear_handle_id (&export->timer, g_source_remove);
  if (export->window != NULL)
    gtk_window_destroy (export->window);
  g_object_unref (export->page);
  portail_list_sheet_unref (export->sheet);
  g_free (export->format);
  g_free (export->company);
  g_clear_object (&export->file);
  g_object_unref (export->cancellable);
  g_clear_pointer (&export->workbook, portail_workbook_free);
  g_free (export);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, free_export)

/* Contents */

static PortailReport *
make_report (const Export *export)
{
  PortailListReportSource source = { .sheet = portail_workbook_get_sheet (export->workbook, 0),
                                     .title = _ (export->spec->table->label),
                                     .organisation = export->company,
                                     .period = "",
                                     .generated_at = portail_timestamp_now () };

  return portail_list_report_new (&source);
}

static GBytes *
make_text (const Export *export, GError **error)
{
  g_autoptr (PortailTextTable) table = portail_worksheet_to_table (
      portail_workbook_get_sheet (export->workbook, 0), error);
  char *text;

  if (table == NULL)
    return NULL;
  text = portail_text_table_write (table, PORTAIL_TEXT_FORMAT_CSV);
  return g_bytes_new_take (text, strlen (text));
}

static GBytes *
make_bytes (const Export *export, GError **error)
{
  g_autoptr (PortailReportPages) pages = NULL;

  if (g_str_equal (export->format, "xlsx"))
    return portail_workbook_to_xlsx (export->workbook, portail_timestamp_now (), error);
  if (g_str_equal (export->format, "csv"))
    return make_text (export, error);
  pages = portail_report_pages_new (make_report (export));
  return portail_report_to_pdf (pages, error);
}

/* Writing */

static void
write_in_thread (GTask *task, gpointer source, gpointer pointer, GCancellable *cancellable)
{
  Export *export = pointer;
  g_autoptr (GBytes) bytes = NULL;
  GError *error = NULL;

  bytes = make_bytes (export, &error);
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
  else if (!g_cancellable_is_cancelled (export->cancellable))
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
report_in_thread (GTask *task, gpointer source, gpointer export, GCancellable *cancellable)
{
  g_task_return_pointer (task, make_report (export), (GDestroyNotify) portail_report_free);
}

static void
on_report (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  g_autoptr (GError) error = NULL;
  PortailReport *report = g_task_propagate_pointer (G_TASK (result), &error);

  if (report != NULL)
    portail_report_dialog_show (GTK_WIDGET (export->page), _ (export->spec->table->label),
                                _ (export->spec->file_name), report);
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTask) task = NULL;
  GTaskThreadFunc run = export->file != NULL ? write_in_thread : report_in_thread;

  export->workbook = portail_cache_query_finish (PORTAIL_CACHE (object), result, &error);
  if (export->workbook == NULL)
    {
      tell (export, error, NULL);
      return;
    }
  task = g_task_new (export->page, export->cancellable,
                     export->file != NULL ? on_written : on_report, export);
  g_task_set_source_tag (task, on_read);
  g_task_set_task_data (task, export, NULL);
  g_steal_pointer (&export);
  g_task_run_in_thread (task, run);
}

/* Progress */

static void
on_response (Export *export)
{
  g_cancellable_cancel (export->cancellable);
}

/* By a response, or with the window under it: then the file is written all the same. */
static void
on_gone (Export *export)
{
  g_clear_handle_id (&export->timer, g_source_remove);
  /* Whoever else holds the window has it destroyed once more. */
  g_signal_handlers_disconnect_by_data (export->window, export);
  export->window = NULL;
}

static void
open_window (Export *export)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (export->page));
  GtkWidget *dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                              _ ("Writing the list"), NULL);

  export->bar = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_progress_bar_set_show_text (export->bar, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (export->bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Writing the list"), -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), GTK_WIDGET (export->bar));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"));
  export->window = GTK_WINDOW (dialog);
  g_signal_connect_swapped (dialog, "response", G_CALLBACK (on_response), export);
  g_signal_connect_swapped (dialog, "destroy", G_CALLBACK (on_gone), export);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Rows first; nothing tells how far the file is. */
static gboolean
show_progress (gpointer user_data)
{
  Export *export = user_data;
  guint n_done = portail_list_sheet_get_n_rows (export->sheet);
  g_autofree char *text = NULL;

  if (export->window == NULL)
    open_window (export);
  if (export->workbook != NULL)
    {
      gtk_progress_bar_set_text (export->bar, _ ("Writing the file…"));
      gtk_progress_bar_pulse (export->bar);
      return G_SOURCE_CONTINUE;
    }
  /* Translators: rows that are done, of all. */
  text = g_strdup_printf (_ ("%1$u of %2$u rows"), n_done, MAX (n_done, export->n_rows));
  gtk_progress_bar_set_text (export->bar, text);
  gtk_progress_bar_set_fraction (export->bar,
                                 n_done > 0 ? (double) n_done / MAX (n_done, export->n_rows) : 0);
  return G_SOURCE_CONTINUE;
}

/* The companies of the person, whatever the cache has of them. Owned. */
static GHashTable *
make_names (PortailShellContext *context)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < portail_shell_context_get_n_companies (context); i++)
    {
      const PortailShellCompany *company = portail_shell_context_get_company_at (context, i);

      g_hash_table_insert (names, g_strdup (company->id), g_strdup (company->name));
    }
  return names;
}

static PortailListSheet *
make_sheet (PortailRecordPage *page, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) fields = portail_record_table_list_columns (page->table);
  g_autoptr (GHashTable) names = make_names (portail_desk_get_context (page->desk));
  PortailListSheetSource source = {
    .title = _ (page->spec->table->label),
    .table = page->spec->table,
    .query = portail_record_model_get_query (portail_record_table_get_model (page->table)),
    .fields = fields,
    .names = names,
    .texts = page->hooks.list_texts,
    .texts_user_data = page->user_data,
    .cancellable = cancellable,
  };

  return portail_list_sheet_new (&source);
}

/* @file may be NULL. */
static void
begin (PortailRecordPage *page, const char *format, GFile *file)
{
  Export *export = g_new0 (Export, 1);
  const PortailShellCompany *company = portail_shell_context_get_company (
      portail_desk_get_context (page->desk));

  export->page = g_object_ref (page);
  export->spec = page->spec;
  export->format = g_strdup (format);
  export->company = g_strdup (company != NULL && !page->is_everywhere ? company->name : "");
  export->file = file != NULL ? g_object_ref (file) : NULL;
  export->cancellable = g_cancellable_new ();
  export->sheet = make_sheet (page, export->cancellable);
  export->n_rows = g_list_model_get_n_items (
      G_LIST_MODEL (portail_record_table_get_model (page->table)));
  export->timer = g_timeout_add (PROGRESS_STEP_MS, show_progress, export);
  portail_cache_scan_async (page->cache, portail_list_sheet_new_query (export->sheet),
                            export->cancellable, on_read, export);
}

void
portail_list_export_write (PortailRecordPage *page, const char *format, GFile *file)
{
  g_return_if_fail (PORTAIL_IS_RECORD_PAGE (page));
  if (page->cache != NULL)
    begin (page, format, file);
}

void
portail_list_export_print (PortailRecordPage *page)
{
  g_return_if_fail (PORTAIL_IS_RECORD_PAGE (page));
  if (page->cache != NULL)
    begin (page, "pdf", NULL);
}

static void
on_chosen (GtkNativeDialog *dialog, int response, PortailRecordPage *page)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                               ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog))
                               : NULL;

  if (file != NULL)
    portail_list_export_write (page, g_object_get_data (G_OBJECT (dialog), "format"), file);
  g_object_unref (dialog);
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
  g_object_set_data_full (G_OBJECT (dialog), "format", g_strdup (format), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_chosen), page, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
