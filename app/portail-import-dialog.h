/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Import into a place, as an open dotation: from the clipboard, a CSV or TSV file, a workbook.
 * Always a preview first; nothing is changed before the button, and then it is one step that can be
 * undone (domain.md §3.7). Reading happens in other threads. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-import-preview.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_IMPORT_DIALOG (portail_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PortailImportDialog, portail_import_dialog, PORTAIL, IMPORT_DIALOG, AdwWindow)

/* @kind: the one of the place's chosen at first. Refs @owner, what the place is of. */
PortailImportDialog *portail_import_dialog_new (GtkWindow *parent,
                                                const PortailImportPlace *place,
                                                GObject *owner,
                                                guint kind);
void portail_import_dialog_read_bytes (PortailImportDialog *dialog, GBytes *bytes);
void portail_import_dialog_read_file (PortailImportDialog *dialog, GFile *file);
void portail_import_dialog_read_clipboard (PortailImportDialog *dialog, GdkClipboard *clipboard);

/* The preview that it shows; NULL while it reads and after a failure. Borrowed. */
PortailImportPreview *portail_import_dialog_get_preview (PortailImportDialog *dialog);

G_END_DECLS
