/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows that a page of records lists, as a file or on paper: those of its company, search and
 * filters, in their order, with the columns that are shown. Reading and writing happen in other
 * threads; what takes longer than a moment has a window that counts the rows and cancels. Main
 * thread. */
#pragma once

#include "app/portail-record-page.h"

G_BEGIN_DECLS

/* Asks where it goes. @format: "xlsx", "csv", "pdf". */
void portail_list_export_run (PortailRecordPage *page, const char *format);
/* Into @file; a toast tells the end. */
void portail_list_export_write (PortailRecordPage *page, const char *format, GFile *file);
/* As pages to look at and to print. */
void portail_list_export_print (PortailRecordPage *page);

G_END_DECLS
