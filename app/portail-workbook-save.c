/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-workbook-save.h"

#include "app/portail-toast.h"
#include "shared/portail-i18n.h"
#include "shared/report/portail-workbook-xlsx.h"

typedef struct
{
  GtkWidget *within;
  PortailWorkbook *workbook;
} Save;

static void
free_save (Save *save)
{
  g_object_unref (save->within);
  g_clear_pointer (&save->workbook, portail_workbook_free);
  g_free (save);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Save, free_save)

typedef struct
{
  PortailWorkbook *workbook;
  GFile *file;
} Writing;

static void
free_writing (gpointer pointer)
{
  Writing *writing = pointer;

  portail_workbook_free (writing->workbook);
  g_object_unref (writing->file);
  g_free (writing);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Writing *writing = data;
  GError *error = NULL;
  g_autoptr (GBytes) bytes = portail_workbook_to_xlsx (writing->workbook, portail_timestamp_now (),
                                                       &error);
  gsize n_bytes = 0;
  const char *start = bytes != NULL ? g_bytes_get_data (bytes, &n_bytes) : NULL;

  if (bytes != NULL
      && g_file_replace_contents (writing->file, start, n_bytes, NULL, FALSE, G_FILE_CREATE_NONE,
                                  NULL, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
portail_workbook_save_to (PortailWorkbook *workbook,
                          GFile *file,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Writing *writing = g_new0 (Writing, 1);

  writing->workbook = workbook;
  writing->file = g_object_ref (file);
  g_task_set_source_tag (task, portail_workbook_save_to);
  g_task_set_task_data (task, writing, free_writing);
  g_task_run_in_thread (task, write_in_thread);
}

gboolean
portail_workbook_save_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, portail_workbook_save_to), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_saved (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Save) save = user_data;
  g_autoptr (GError) error = NULL;

  portail_toast_show (save->within, portail_workbook_save_finish (result, &error)
                                        ? _ ("The file has been written.")
                                        : error->message);
}

static void
on_response (GtkNativeDialog *dialog, int response, Save *save)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                               ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog))
                               : NULL;

  if (file != NULL)
    portail_workbook_save_to (g_steal_pointer (&save->workbook), file, on_saved, save);
  else
    free_save (save);
  g_object_unref (dialog);
}

void
portail_workbook_save_run (GtkWidget *within, PortailWorkbook *workbook, const char *file_name)
{
  GtkRoot *root = gtk_widget_get_root (within);
  g_autofree char *name = g_strdup_printf ("%s.xlsx", file_name);
  GtkFileChooserNative *dialog;
  Save *save = g_new0 (Save, 1);

  save->within = g_object_ref (within);
  save->workbook = workbook;
  dialog = gtk_file_chooser_native_new (_ ("Export"),
                                        GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                        GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"), NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), save);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
