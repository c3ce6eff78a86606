/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The process in which one file of a stranger is drawn, and that ends with it.
 *
 * 1. This program, started anew with the arguments of portail_picture_maker_start(), is the maker
 *    before it is anything else.
 * 2. Its memory, time and life are bounded, it has no environment and no file but the one it draws
 *    (portail-confinement.h). A picture of pixels is read with nothing of the system in reach; a
 *    page may still read the folders of the fonts that it does not bring.
 * 3. What comes back is pixels, which nothing needs to understand. */
#pragma once

#include <gio/gio.h>

#include "shared/portail-file-type.h"

typedef struct
{
  guint32 width; /* pixels */
  guint32 height;
  guint32 n_pages; /* of a PDF; 0 for a picture */
  guint32 is_opaque;
} PortailPictureHead; /* before the pixels, 4 bytes each: red, green, blue, alpha */

/* Draws the file @descriptor (taken) at no more than @size pixels each way, to the standard output
 * of the result. NULL where there is no process to be had. Owned. */
GSubprocess *portail_picture_maker_start (int descriptor, PortailFileType type, guint size);
/* Its pixels; NULL for what cannot be drawn. May take seconds. Owned. */
GBytes *portail_picture_maker_read (GSubprocess *maker, guint size, PortailPictureHead *head);
