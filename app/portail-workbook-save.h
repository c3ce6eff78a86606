/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks where a workbook goes, writes it there as XLSX and says so. */
#pragma once

#include <gtk/gtk.h>

#include "shared/portail-workbook.h"

G_BEGIN_DECLS

/* @within: the widget whose window is the parent. Takes @workbook. @file_name: what is proposed,
 * without extension. */
void
portail_workbook_save_run (GtkWidget *within, PortailWorkbook *workbook, const char *file_name);
/* Without asking. */
void portail_workbook_save_to (PortailWorkbook *workbook,
                               GFile *file,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean portail_workbook_save_finish (GAsyncResult *result, GError **error);

G_END_DECLS
