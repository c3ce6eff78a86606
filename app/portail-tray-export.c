/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-tray-export.h"

#include <string.h>

#include "app/portail-toast.h"
#include "shared/portail-i18n.h"

/* An export on its way. */
typedef struct
{
  GtkWidget *within;
  PortailCache *cache;
  char *op_id; /* or NULL */
  GFile *file;
} Export;

static void
free_export (Export *export)
{
  g_object_unref (export->within);
  g_object_unref (export->cache);
  g_clear_object (&export->file);
  g_free (export->op_id);
  g_free (export);
}

static void
on_saved (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Export *export = user_data;
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (object), result, NULL, &error))
    portail_toast_show (export->within, _ ("The changes have been exported."));
  else
    portail_toast_show (export->within, error->message);
  free_export (export);
}

static void
on_exported (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Export *export = user_data;
  g_autoptr (GError) error = NULL;
  char *json = portail_cache_export_finish (PORTAIL_CACHE (object), result, &error);
  g_autoptr (GBytes) bytes = NULL;

  if (json == NULL)
    {
      portail_toast_show (export->within, error->message);
      free_export (export);
      return;
    }
  bytes = g_bytes_new_take (json, strlen (json));
  g_file_replace_contents_bytes_async (export->file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE,
                                       NULL, on_saved, export);
}

static void
on_file_chosen (GtkNativeDialog *dialog, int response, Export *export)
{
  if (response == GTK_RESPONSE_ACCEPT)
    export->file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_object_unref (dialog);
  if (export->file != NULL)
    portail_cache_export_async (export->cache, export->op_id, NULL, on_exported, export);
  else
    free_export (export);
}

void
portail_tray_export_run (GtkWidget *within, PortailCache *cache, const char *op_id)
{
  GtkRoot *root = gtk_widget_get_root (within);
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      op_id != NULL ? _ ("Export this change") : _ ("Export all changes"),
      GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"),
      NULL);
  Export *export = g_new (Export, 1);

  *export = (Export){ g_object_ref (within), g_object_ref (cache), g_strdup (op_id), NULL };
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), "portail-modifications.json");
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (on_file_chosen), export);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
