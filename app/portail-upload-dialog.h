/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks what files are before they become documents: type, category, tags, and what the type needs.
 *
 * 1. What a file is, its bytes decide (portail-content-file.h); what cannot be a document says why
 *    in its row and stays out.
 * 2. A file that the company has already is marked, with a way to open the document.
 * 3. What is missing is said by file and field; nothing is added before all is right.
 * Needs no network. Main thread. */
#pragma once

#include "app/portail-record-page.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_UPLOAD_DIALOG (portail_upload_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PortailUploadDialog, portail_upload_dialog, PORTAIL, UPLOAD_DIALOG, AdwWindow)

/* @files: a GListModel of GFile. For the company of @page, whose undo stack gets the step. */
PortailUploadDialog *portail_upload_dialog_new (PortailRecordPage *page, GListModel *files);

G_END_DECLS
