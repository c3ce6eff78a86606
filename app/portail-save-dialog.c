/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-save-dialog.h"

#include <string.h>

#include "app/portail-toast.h"
#include "shared/portail-i18n.h"

typedef struct
{
  GtkWidget *within;
  char *extension; /* with its dot */
  PortailSaveMake make;
  gpointer what;
  GDestroyNotify free_what;
  GFile *file; /* once it is known */
} Save;

static void
free_save (gpointer pointer)
{
  Save *save = pointer;

  if (save->free_what != NULL)
    save->free_what (save->what);
  g_clear_object (&save->file);
  g_object_unref (save->within);
  g_free (save->extension);
  g_free (save);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer pointer, GCancellable *cancellable)
{
  const Save *save = pointer;
  GError *error = NULL;
  g_autoptr (GBytes) bytes = save->make (save->what, &error);
  gsize n_bytes = 0;
  const char *start = bytes != NULL ? g_bytes_get_data (bytes, &n_bytes) : NULL;

  if (bytes != NULL
      && g_file_replace_contents (save->file, start, n_bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                  cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_written (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Save *save = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  portail_toast_show (save->within, g_task_propagate_boolean (G_TASK (result), &error)
                                        ? _ ("The file has been written.")
                                        : error->message);
}

/* People delete the extension; it says what they chose in the menu. */
static GFile *
complete_name (GFile *file, const char *extension)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *complete = NULL;

  if (folder == NULL || strrchr (name, '.') != NULL)
    return g_object_ref (file);
  complete = g_strconcat (name, extension, NULL);
  return g_file_get_child (folder, complete);
}

static void
on_response (GtkNativeDialog *dialog, int response, Save *save)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                               ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog))
                               : NULL;

  if (file != NULL)
    {
      g_autoptr (GTask) task = g_task_new (save->within, NULL, on_written, NULL);

      save->file = complete_name (file, save->extension);
      g_task_set_source_tag (task, portail_save_dialog_run);
      g_task_set_task_data (task, save, free_save);
      g_task_run_in_thread (task, write_in_thread);
    }
  else
    free_save (save);
  g_object_unref (dialog);
}

void
portail_save_dialog_run (GtkWidget *within,
                         const char *name,
                         PortailSaveMake make,
                         gpointer what,
                         GDestroyNotify free_what)
{
  GtkRoot *root = gtk_widget_get_root (within);
  const char *dot = strrchr (name, '.');
  GtkFileChooserNative *dialog;
  Save *save = g_new0 (Save, 1);

  save->within = g_object_ref (within);
  save->extension = g_strdup (dot != NULL ? dot : "");
  save->make = make;
  save->what = what;
  save->free_what = free_what;
  dialog = gtk_file_chooser_native_new (_ ("Export"),
                                        GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                        GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"), NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), save);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
