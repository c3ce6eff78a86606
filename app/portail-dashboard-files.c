/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-dashboard-files.h"

#include "app/portail-save-dialog.h"

typedef struct
{
  PortailDashboardSnapshot *snapshot;
  PortailDashboardExportKind kind;
  PortailDashboardExportFormat format;
} Export;

static void
free_export (gpointer pointer)
{
  Export *export = pointer;

  portail_dashboard_snapshot_unref (export->snapshot);
  g_free (export);
}

static GBytes *
make (gpointer pointer, GError **error)
{
  const Export *export = pointer;
  const PortailDashboardReportSource source = portail_dashboard_snapshot_get_report_source (
      export->snapshot);

  return portail_dashboard_export (&source, export->kind, export->format, error);
}

void
portail_dashboard_files_save (GtkWidget *within,
                              PortailDashboardSnapshot *snapshot,
                              PortailDashboardExportKind kind,
                              const char *extension)
{
  PortailDashboardReportSource source;
  g_autofree char *name = NULL;
  Export *export;

  g_return_if_fail (snapshot->dashboard != NULL);
  source = portail_dashboard_snapshot_get_report_source (snapshot);
  name = portail_dashboard_report_dup_file_name (&source, kind, extension);
  export = g_new0 (Export, 1);
  export->snapshot = portail_dashboard_snapshot_ref (snapshot);
  export->kind = kind;
  if (portail_dashboard_export_format_from_file_name (name, &export->format))
    portail_save_dialog_run (within, name, make, export, free_export);
  else
    free_export (export);
}
