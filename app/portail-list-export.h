/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows that a page of records lists, as a file or on paper: those of its company, search and
 * filters, in their order, with the columns that the person may read. Reading and writing happen in
 * other threads, with a window to cancel. Main thread. */
#pragma once

#include "app/portail-record-page.h"

G_BEGIN_DECLS

/* Asks where it goes. @format: "xlsx", "csv", "pdf". */
void portail_list_export_run (PortailRecordPage *page, const char *format);
/* As pages to look at and to print. */
void portail_list_export_print (PortailRecordPage *page);

/* The file's contents of @records (GPtrArray), in any thread. Owned. */
GBytes *portail_list_export_make (const PortailRecordPageSpec *spec,
                                  const GPtrArray *records,
                                  PortailFieldSet fields,
                                  const char *format,
                                  GError **error);

G_END_DECLS
