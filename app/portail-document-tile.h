/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document among others: its picture or the icon of its type, its name, and marks for what is
 * pinned, online only, or still to be sent. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "app/portail-pictures.h"
#include "app/portail-record-item.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_DOCUMENT_TILE (portail_document_tile_get_type ())
G_DECLARE_FINAL_TYPE (PortailDocumentTile, portail_document_tile, PORTAIL, DOCUMENT_TILE, GtkBox)

GtkWidget *portail_document_tile_new (void);
/* NULL for none; @pictures and @blobs outlive its showing it, or are NULL. */
void portail_document_tile_show (PortailDocumentTile *tile,
                                 PortailRecordItem *item,
                                 PortailPictures *pictures,
                                 PortailBlobCache *blobs);
/* What is here or on its way has changed. */
void portail_document_tile_refresh (PortailDocumentTile *tile);
/* Of a file type. Static. */
const char *portail_document_tile_get_icon (PortailFileType type);

G_END_DECLS
