/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-dotation-preview.h"

#include "app/portail-dotation-files.h"
#include "app/portail-export-dialog.h"
#include "app/portail-report-view.h"
#include "app/portail-toast.h"

struct _PortailDotationPreview
{
  AdwBin parent_instance;

  GtkDropDown *report_chooser;
  PortailReportView *view;
  PortailDotationModel *model;
};

G_DEFINE_FINAL_TYPE (PortailDotationPreview, portail_dotation_preview, ADW_TYPE_BIN)

static guint close_signal;

/* In the order of the chooser. */
static PortailDotationExportKind
get_kind (PortailDotationPreview *preview)
{
  return gtk_drop_down_get_selected (preview->report_chooser) == 0
             ? PORTAIL_DOTATION_EXPORT_FICHE_IMPOT
             : PORTAIL_DOTATION_EXPORT_DOTATION;
}

static void
on_report (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailDotationPreview) preview = user_data;
  g_autoptr (GError) error = NULL;
  PortailReport *report = portail_dotation_files_report_finish (result, &error);

  if (report == NULL)
    portail_toast_show (GTK_WIDGET (preview), error->message);
  else if (preview->model != NULL)
    portail_report_view_set_report (preview->view, report);
  else
    portail_report_free (report);
}

static void
make_report (PortailDotationPreview *preview)
{
  if (preview->model != NULL)
    portail_dotation_files_report_async (portail_dotation_model_get_cache (preview->model),
                                         portail_dotation_model_get_id (preview->model),
                                         get_kind (preview), on_report, g_object_ref (preview));
}

static void
on_report_chosen (PortailDotationPreview *preview)
{
  make_report (preview);
}

static void
activate_close (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_signal_emit (widget, close_signal, 0);
}

static void
activate_save (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PortailDotationPreview *preview = PORTAIL_DOTATION_PREVIEW (widget);

  if (preview->model != NULL)
    portail_export_dialog_run (widget, preview->model, get_kind (preview),
                               PORTAIL_DOTATION_EXPORT_PDF);
}

static void
activate_print (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  portail_report_view_print (PORTAIL_DOTATION_PREVIEW (widget)->view);
}

static void
portail_dotation_preview_dispose (GObject *object)
{
  g_clear_object (&PORTAIL_DOTATION_PREVIEW (object)->model);
  G_OBJECT_CLASS (portail_dotation_preview_parent_class)->dispose (object);
}

static void
portail_dotation_preview_class_init (PortailDotationPreviewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_dotation_preview_dispose;
  close_signal = g_signal_new ("close", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 0);
  g_type_ensure (PORTAIL_TYPE_REPORT_VIEW);
  gtk_widget_class_install_action (widget_class, "preview.close", NULL, activate_close);
  gtk_widget_class_install_action (widget_class, "preview.save", NULL, activate_save);
  gtk_widget_class_install_action (widget_class, "preview.print", NULL, activate_print);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "preview.close", NULL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-dotation-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, PortailDotationPreview, report_chooser);
  gtk_widget_class_bind_template_child (widget_class, PortailDotationPreview, view);
  gtk_widget_class_bind_template_callback (widget_class, on_report_chosen);
}

static void
portail_dotation_preview_init (PortailDotationPreview *preview)
{
  gtk_widget_init_template (GTK_WIDGET (preview));
}

void
portail_dotation_preview_set_model (PortailDotationPreview *preview, PortailDotationModel *model)
{
  g_return_if_fail (PORTAIL_IS_DOTATION_PREVIEW (preview));
  g_set_object (&preview->model, model);
  make_report (preview);
}
