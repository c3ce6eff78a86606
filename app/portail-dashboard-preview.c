/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-dashboard-preview.h"

#include "app/portail-dashboard-files.h"
#include "app/portail-report-view.h"

struct _PortailDashboardPreview
{
  AdwBin parent_instance;

  GtkDropDown *report_chooser;
  PortailReportView *view;
  PortailDashboardSnapshot *snapshot; /* or NULL */
};

G_DEFINE_FINAL_TYPE (PortailDashboardPreview, portail_dashboard_preview, ADW_TYPE_BIN)

static guint close_signal;

/* In the order of the chooser. */
static PortailDashboardExportKind
get_kind (PortailDashboardPreview *preview)
{
  return (PortailDashboardExportKind) gtk_drop_down_get_selected (preview->report_chooser);
}

static void
make_report (PortailDashboardPreview *preview)
{
  PortailDashboardReportSource source;

  if (preview->snapshot == NULL)
    {
      portail_report_view_set_report (preview->view, NULL);
      return;
    }
  source = portail_dashboard_snapshot_get_report_source (preview->snapshot);
  portail_report_view_set_report (preview->view,
                                  portail_dashboard_report_new (&source, get_kind (preview)));
}

static void
activate_close (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_signal_emit (widget, close_signal, 0);
}

static void
activate_save (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PortailDashboardPreview *preview = PORTAIL_DASHBOARD_PREVIEW (widget);

  if (preview->snapshot != NULL)
    portail_dashboard_files_save (widget, preview->snapshot, get_kind (preview), "pdf");
}

static void
activate_print (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  portail_report_view_print (PORTAIL_DASHBOARD_PREVIEW (widget)->view);
}

static void
portail_dashboard_preview_dispose (GObject *object)
{
  g_clear_pointer (&PORTAIL_DASHBOARD_PREVIEW (object)->snapshot, portail_dashboard_snapshot_unref);
  G_OBJECT_CLASS (portail_dashboard_preview_parent_class)->dispose (object);
}

static void
portail_dashboard_preview_class_init (PortailDashboardPreviewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_dashboard_preview_dispose;
  close_signal = g_signal_new ("close", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 0);
  g_type_ensure (PORTAIL_TYPE_REPORT_VIEW);
  gtk_widget_class_install_action (widget_class, "preview.close", NULL, activate_close);
  gtk_widget_class_install_action (widget_class, "preview.save", NULL, activate_save);
  gtk_widget_class_install_action (widget_class, "preview.print", NULL, activate_print);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "preview.close", NULL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-dashboard-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, PortailDashboardPreview, report_chooser);
  gtk_widget_class_bind_template_child (widget_class, PortailDashboardPreview, view);
  gtk_widget_class_bind_template_callback (widget_class, make_report);
}

static void
portail_dashboard_preview_init (PortailDashboardPreview *preview)
{
  gtk_widget_init_template (GTK_WIDGET (preview));
}

void
portail_dashboard_preview_show (PortailDashboardPreview *preview,
                                PortailDashboardSnapshot *snapshot,
                                PortailDashboardExportKind kind)
{
  g_return_if_fail (PORTAIL_IS_DASHBOARD_PREVIEW (preview));
  g_clear_pointer (&preview->snapshot, portail_dashboard_snapshot_unref);
  if (snapshot != NULL)
    preview->snapshot = portail_dashboard_snapshot_ref (snapshot);
  if (get_kind (preview) != kind)
    gtk_drop_down_set_selected (preview->report_chooser, (guint) kind);
  else
    make_report (preview);
}
