/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes out of a dotation: files, the report that the preview shows, the text for the
 * clipboard. All of it is read and made in the cache's thread, from what the cache has. */
#pragma once

#include "app/portail-cache.h"
#include "shared/report/portail-dotation-export.h"

/* Writes @file, replacing it. */
void portail_dotation_files_save_async (PortailCache *cache,
                                        const char *dotation_id,
                                        PortailDotationExportKind kind,
                                        GFile *file,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean portail_dotation_files_save_finish (GAsyncResult *result, GError **error);

void portail_dotation_files_report_async (PortailCache *cache,
                                          const char *dotation_id,
                                          PortailDotationExportKind kind,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
/* Owned. */
PortailReport *portail_dotation_files_report_finish (GAsyncResult *result, GError **error);

/* The rows as the clipboard of spreadsheets takes them. */
void portail_dotation_files_text_async (PortailCache *cache,
                                        const char *dotation_id,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
/* Owned. */
char *portail_dotation_files_text_finish (GAsyncResult *result, GError **error);
