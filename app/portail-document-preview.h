/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The content of one document: its picture or first page to zoom and to move, and what can be done
 * with the file: open, save as, keep on this device. A file that is online comes when it is asked
 * for. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-pictures.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_DOCUMENT_PREVIEW (portail_document_preview_get_type ())
G_DECLARE_FINAL_TYPE (PortailDocumentPreview,
                      portail_document_preview,
                      PORTAIL,
                      DOCUMENT_PREVIEW,
                      AdwBin)

/* Both NULL while there is no account. */
void portail_document_preview_set_sources (PortailDocumentPreview *preview,
                                           PortailBlobCache *blobs,
                                           PortailPictures *pictures);
/* Copies @document; NULL for none. */
void portail_document_preview_show (PortailDocumentPreview *preview,
                                    const PortailDocument *document);

G_END_DECLS
