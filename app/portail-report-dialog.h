/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window with the pages of a report, which prints them and keeps them as a PDF. Main thread. */
#pragma once

#include <adwaita.h>

#include "shared/report/portail-report.h"

G_BEGIN_DECLS

/* @within: the widget whose window is the parent. @title, @file_name (without extension): copied.
 * Takes @report. */
void portail_report_dialog_show (GtkWidget *within,
                                 const char *title,
                                 const char *file_name,
                                 PortailReport *report);

G_END_DECLS
