/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-export-dialog.h"

#include "app/portail-dotation-files.h"
#include "app/portail-toast.h"
#include "shared/portail-i18n.h"

typedef struct
{
  GtkWidget *within;
  PortailDotationModel *model;
  PortailDotationExportKind kind;
  PortailDotationExportFormat format;
} Export;

static void
free_export (Export *export)
{
  g_object_unref (export->within);
  g_object_unref (export->model);
  g_free (export);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, free_export)

static void
on_saved (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  g_autoptr (GError) error = NULL;

  portail_toast_show (export->within, portail_dotation_files_save_finish (result, &error)
                                          ? _ ("The file has been written.")
                                          : error->message);
}

/* People delete the extension; it says what they chose in the menu. */
static GFile *
complete_name (GFile *file, PortailDotationExportFormat format)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *complete = NULL;
  PortailDotationExportFormat named;

  if (folder == NULL || portail_dotation_export_format_from_file_name (name, &named))
    return g_object_ref (file);
  complete = g_strdup_printf ("%s.%s", name, portail_dotation_export_format_get_extension (format));
  return g_file_get_child (folder, complete);
}

static void
on_response (GtkNativeDialog *dialog, int response, Export *export)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                               ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog))
                               : NULL;

  if (file != NULL)
    {
      g_autoptr (GFile) complete = complete_name (file, export->format);

      portail_dotation_files_save_async (portail_dotation_model_get_cache (export->model),
                                         portail_dotation_model_get_id (export->model),
                                         export->kind, complete, on_saved, export);
    }
  else
    free_export (export);
  g_object_unref (dialog);
}

void
portail_export_dialog_run (GtkWidget *within,
                           PortailDotationModel *model,
                           PortailDotationExportKind kind,
                           PortailDotationExportFormat format)
{
  GtkRoot *root = gtk_widget_get_root (within);
  const PortailLiveSheet *live = portail_dotation_model_get_live (model);
  PortailDotationReportSource source = { 0 };
  GtkFileChooserNative *dialog;
  g_autofree char *name = NULL;
  Export *export;

  g_return_if_fail (live != NULL);
  source.sheet = live->sheet;
  source.enterprise = portail_dotation_model_get_enterprise_name (model);
  name = portail_dotation_export_dup_file_name (&source, kind, format);
  export = g_new0 (Export, 1);
  export->within = g_object_ref (within);
  export->model = g_object_ref (model);
  export->kind = kind;
  export->format = format;
  dialog = gtk_file_chooser_native_new (_ ("Export"),
                                        GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                        GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"), NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), export);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
