/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-tax-preview.h"

#include "app/portail-report-view.h"
#include "app/portail-tax-files.h"
#include "app/portail-toast.h"
#include "shared/portail-i18n.h"

struct _PortailTaxPreview
{
  AdwBin parent_instance;

  PortailReportView *view;
  PortailCache *cache;
  char *id;
};

G_DEFINE_FINAL_TYPE (PortailTaxPreview, portail_tax_preview, ADW_TYPE_BIN)

static guint close_signal;

static void
on_report (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailTaxPreview) preview = user_data;
  g_autoptr (GError) error = NULL;
  PortailReport *report = portail_cache_query_finish (PORTAIL_CACHE (object), result, &error);

  if (report == NULL)
    {
      portail_toast_show (GTK_WIDGET (preview), error->message);
      g_signal_emit (preview, close_signal, 0);
    }
  else if (preview->cache == PORTAIL_CACHE (object))
    portail_report_view_set_report (preview->view, report);
  else
    portail_report_free (report);
}

void
portail_tax_preview_show (PortailTaxPreview *preview, PortailCache *cache, const char *id)
{
  g_return_if_fail (PORTAIL_IS_TAX_PREVIEW (preview));
  portail_report_view_set_report (preview->view, NULL);
  g_set_object (&preview->cache, cache);
  g_free (preview->id);
  preview->id = g_strdup (id);
  if (cache != NULL && id != NULL)
    portail_cache_query_async (cache, portail_tax_files_new_report_query (id), NULL, on_report,
                               g_object_ref (preview));
}

gboolean
portail_tax_preview_has_report (PortailTaxPreview *preview)
{
  g_return_val_if_fail (PORTAIL_IS_TAX_PREVIEW (preview), FALSE);
  return portail_report_view_get_pages (preview->view) != NULL;
}

/* Saving */

static void
on_written (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailTaxPreview) preview = user_data;
  g_autoptr (GError) error = NULL;

  portail_toast_show (GTK_WIDGET (preview),
                      g_file_replace_contents_finish (G_FILE (object), result, NULL, &error)
                          ? _ ("The file has been written.")
                          : error->message);
}

typedef struct
{
  PortailTaxPreview *preview;
  GFile *file;
} Saving;

static void
on_pdf (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree Saving *saving = user_data;
  g_autoptr (PortailTaxPreview) preview = saving->preview;
  g_autoptr (GFile) file = saving->file;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = portail_cache_query_finish (PORTAIL_CACHE (object), result, &error);

  if (pdf == NULL)
    portail_toast_show (GTK_WIDGET (preview), error->message);
  else
    g_file_replace_contents_bytes_async (file, pdf, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                         on_written, g_object_ref (preview));
}

static void
on_response (GtkNativeDialog *dialog, int response, PortailTaxPreview *preview)
{
  g_autoptr (PortailTaxPreview) owned = preview;
  GFile *file = response == GTK_RESPONSE_ACCEPT
                    ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog))
                    : NULL;
  Saving *saving;

  g_object_unref (dialog);
  if (file == NULL || preview->cache == NULL)
    {
      g_clear_object (&file);
      return;
    }
  saving = g_new0 (Saving, 1);
  saving->preview = g_steal_pointer (&owned);
  saving->file = file;
  portail_cache_query_async (preview->cache, portail_tax_files_new_pdf_query (preview->id), NULL,
                             on_pdf, saving);
}

static void
activate_save (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      _ ("Export"), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, GTK_FILE_CHOOSER_ACTION_SAVE,
      _ ("_Export"), NULL);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), "fiche_impot.pdf");
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), g_object_ref (widget));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
activate_print (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  portail_report_view_print (PORTAIL_TAX_PREVIEW (widget)->view);
}

static void
activate_close (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_signal_emit (widget, close_signal, 0);
}

static void
portail_tax_preview_dispose (GObject *object)
{
  PortailTaxPreview *preview = PORTAIL_TAX_PREVIEW (object);

  g_clear_object (&preview->cache);
  g_clear_pointer (&preview->id, g_free);
  G_OBJECT_CLASS (portail_tax_preview_parent_class)->dispose (object);
}

static void
portail_tax_preview_class_init (PortailTaxPreviewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_tax_preview_dispose;
  close_signal = g_signal_new ("close", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 0);
  g_type_ensure (PORTAIL_TYPE_REPORT_VIEW);
  gtk_widget_class_install_action (widget_class, "preview.close", NULL, activate_close);
  gtk_widget_class_install_action (widget_class, "preview.save", NULL, activate_save);
  gtk_widget_class_install_action (widget_class, "preview.print", NULL, activate_print);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "preview.close", NULL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-tax-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, PortailTaxPreview, view);
}

static void
portail_tax_preview_init (PortailTaxPreview *preview)
{
  gtk_widget_init_template (GTK_WIDGET (preview));
}

GtkWidget *
portail_tax_preview_new (void)
{
  return g_object_new (PORTAIL_TYPE_TAX_PREVIEW, NULL);
}
