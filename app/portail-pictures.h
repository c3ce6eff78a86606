/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How documents look: pictures, and first pages of PDF files.
 *
 * 1. What is on this device is drawn by a process of its own (portail-picture-maker.h); of what is
 *    not, the server has small pictures.
 * 2. The newest ones are kept in memory; the same picture is drawn once.
 * Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "app/portail-blob-cache.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_PICTURES (portail_pictures_get_type ())
G_DECLARE_FINAL_TYPE (PortailPictures, portail_pictures, PORTAIL, PICTURES, GObject)

typedef struct
{
  GdkTexture *texture;
  guint n_pages; /* of a PDF; 0: not known */
} PortailPicture;

/* The picture of pixels that @bytes are, at no more than @size each way, drawn by that process.
 * NOT_FOUND for what is none. Any thread; may take seconds. Owned. */
GdkTexture *portail_pictures_draw (GBytes *bytes, guint size, GError **error);

/* By its content, or while the server has not seen it, by its name, which this program gave. */
PortailFileType portail_pictures_get_file_type (const PortailDocument *document);

PortailPictures *portail_pictures_new (PortailBlobCache *blobs);
/* Of @document at no more than @size pixels each way. NOT_FOUND for what has no picture: another
 * type, broken, or online without connection. */
void portail_pictures_load_async (PortailPictures *pictures,
                                  const PortailDocument *document,
                                  guint size,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/* Borrowed until the main loop runs. */
const PortailPicture *
portail_pictures_load_finish (PortailPictures *pictures, GAsyncResult *result, GError **error);
/* The one that is there already; NULL otherwise. Borrowed likewise. */
const PortailPicture *
portail_pictures_find (PortailPictures *pictures, const PortailDocument *document, guint size);

G_END_DECLS
