/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-sheet-transfer.h"

#include "app/portail-dotation-files.h"
#include "app/portail-dotation-place.h"
#include "app/portail-import-dialog.h"
#include "app/portail-toast.h"
#include "shared/portail-i18n.h"

static void
on_text (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) within = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = portail_dotation_files_text_finish (result, &error);

  if (text != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (within), text);
  portail_toast_show (within, text != NULL ? _ ("The table is on the clipboard.") : error->message);
}

void
portail_sheet_transfer_copy (GtkWidget *within, PortailDotationModel *model)
{
  portail_dotation_files_text_async (portail_dotation_model_get_cache (model),
                                     portail_dotation_model_get_id (model), on_text,
                                     g_object_ref (within));
}

static PortailImportDialog *
open_dialog (GtkWidget *within, PortailDotationModel *model, PortailSheetTable target)
{
  GtkRoot *root = gtk_widget_get_root (within);
  PortailImportDialog *dialog = portail_import_dialog_new (
      GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, &portail_dotation_place, G_OBJECT (model),
      (guint) target);

  gtk_window_present (GTK_WINDOW (dialog));
  return dialog;
}

void
portail_sheet_transfer_paste (GtkWidget *within,
                              PortailDotationModel *model,
                              PortailSheetTable target)
{
  portail_import_dialog_read_clipboard (open_dialog (within, model, target),
                                        gtk_widget_get_clipboard (within));
}

static void
on_file_chosen (GtkNativeDialog *dialog, int response, GtkWidget *within)
{
  PortailDotationModel *model = g_object_get_data (G_OBJECT (dialog), "model");
  PortailSheetTable target = (PortailSheetTable) GPOINTER_TO_INT (
      g_object_get_data (G_OBJECT (dialog), "target"));
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                               ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog))
                               : NULL;

  if (file != NULL)
    portail_import_dialog_read_file (open_dialog (within, model, target), file);
  g_object_unref (dialog);
}

void
portail_sheet_transfer_open (GtkWidget *within,
                             PortailDotationModel *model,
                             PortailSheetTable target)
{
  static const char *const patterns[] = { "*.csv", "*.tsv", "*.txt", "*.xlsx", "*.ods" };
  GtkRoot *root = gtk_widget_get_root (within);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      _ ("Import"), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, GTK_FILE_CHOOSER_ACTION_OPEN,
      _ ("_Open"), NULL);

  gtk_file_filter_set_name (filter, _ ("Tables (CSV, TSV, XLSX, ODS)"));
  for (gsize i = 0; i < G_N_ELEMENTS (patterns); i++)
    gtk_file_filter_add_pattern (filter, patterns[i]);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_object_set_data_full (G_OBJECT (dialog), "model", g_object_ref (model), g_object_unref);
  g_object_set_data (G_OBJECT (dialog), "target", GINT_TO_POINTER (target));
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_file_chosen), within, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
