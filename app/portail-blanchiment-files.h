/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes out of an analysis of the blanchiment: the report that the preview shows, and files.
 * Made in threads of their own. */
#pragma once

#include "app/portail-blanchiment-study.h"
#include "shared/report/portail-report.h"

void portail_blanchiment_files_report_async (PortailBlanchimentStudy *study,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);
/* Owned. */
PortailReport *portail_blanchiment_files_report_finish (GAsyncResult *result, GError **error);

/* Writes @file, replacing it: a workbook where its name ends in .xlsx, else a PDF. */
void portail_blanchiment_files_save_async (PortailBlanchimentStudy *study,
                                           GFile *file,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
gboolean portail_blanchiment_files_save_finish (GAsyncResult *result, GError **error);

/* Of the extension "pdf" or "xlsx". Owned. */
char *portail_blanchiment_files_dup_name (PortailBlanchimentStudy *study, const char *extension);
