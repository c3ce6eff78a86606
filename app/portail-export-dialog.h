/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks where a dotation goes, writes it there and says so. */
#pragma once

#include <gtk/gtk.h>

#include "app/portail-dotation-model.h"
#include "shared/report/portail-dotation-export.h"

G_BEGIN_DECLS

/* @within: the widget whose window is the parent; it lives until the end. */
void portail_export_dialog_run (GtkWidget *within,
                                PortailDotationModel *model,
                                PortailDotationExportKind kind,
                                PortailDotationExportFormat format);

G_END_DECLS
