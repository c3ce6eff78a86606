/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file is, by its content alone (domain.md §5): the name that somebody gave it says nothing.
 *
 * 1. Only the types below exist; everything else, HTML and SVG among it, is UNKNOWN.
 * 2. A file that another program could take for something else (a page or a zip file before or
 *    after what it seems to be) is UNKNOWN too.
 * 3. Pure, any bytes, no allocation. */
#pragma once

#include <glib.h>

typedef enum
{
  PORTAIL_FILE_UNKNOWN,
  PORTAIL_FILE_PDF,
  PORTAIL_FILE_PNG,
  PORTAIL_FILE_JPEG,
  PORTAIL_FILE_WEBP,
  PORTAIL_FILE_GIF,
  PORTAIL_FILE_DOC,
  PORTAIL_FILE_DOCX,
  PORTAIL_N_FILE_TYPES,
} PortailFileType;

/* @bytes is the whole file. */
PortailFileType portail_file_type_detect (gconstpointer bytes, gsize n_bytes);
/* "application/pdf"; "application/octet-stream" for UNKNOWN. Static. */
const char *portail_file_type_get_mime (PortailFileType type);
/* UNKNOWN for a type that is none of ours, or NULL. */
PortailFileType portail_file_type_from_mime (const char *mime);
/* The usual extension, without its dot; "" for UNKNOWN. Static. */
const char *portail_file_type_get_extension (PortailFileType type);
/* Whether a file name may end in @extension, in any case. */
gboolean portail_file_type_has_extension (PortailFileType type, const char *extension);
/* Whether it is a picture of pixels. */
gboolean portail_file_type_is_picture (PortailFileType type);
