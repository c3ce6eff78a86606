/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Factures/Diplômes: the company's files as pictures or as a list, with what is known about each
 * and its preview beside it. Files come by dropping them, or by Ctrl+O.
 *
 * 1. List, form, trash, export, bulk edit and undo are PortailRecordPage's; the pictures are
 *    another view of the same rows.
 * 2. Everything works offline; contents are sent and fetched when there is a server
 *    (portail-blob-cache.h).
 * Main thread. */
#pragma once

#include "app/portail-desk.h"
#include "app/portail-record-page.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_DOCUMENTS_PAGE (portail_documents_page_get_type ())
G_DECLARE_FINAL_TYPE (PortailDocumentsPage, portail_documents_page, PORTAIL, DOCUMENTS_PAGE, AdwBin)

GtkWidget *portail_documents_page_new (PortailDesk *desk);
/* Asks what @files (a GListModel of GFile) are and adds them. */
void portail_documents_page_add_files (PortailDocumentsPage *page, GListModel *files);
/* Borrowed. */
PortailRecordPage *portail_documents_page_get_records (PortailDocumentsPage *page);

G_END_DECLS
