/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of files that strangers give (domain.md §5): fit for every file system, for a header, and
 * for a reader's eyes.
 *
 * 1. A clean name is one NFC line of at most PORTAIL_FILE_NAME_MAX characters, without folder, and
 *    means the same on every system: no control or invisible character, nothing that turns the
 *    direction of the text, no `< > : " / \ | ? *`, no dot or space at its ends, no device name of
 *    Windows.
 * 2. Cleaning a clean name changes nothing. */
#pragma once

#include "shared/portail-file-type.h"

#define PORTAIL_FILE_NAME_MAX 200 /* characters, so that every file system takes its UTF-8 */

/* The clean name that is nearest to @text: of a path its last part. NULL where nothing is left, or
 * for what is no UTF-8. Owned. */
char *portail_file_name_clean (const char *text);
gboolean portail_file_name_is_clean (const char *text);
/* @name, with the extension of @type added where it has none of them. Owned. */
char *portail_file_name_with_type (const char *name, PortailFileType type);
/* The value of Content-Disposition for a clean name (RFC 6266): an attachment, with an ASCII name
 * for old readers. Owned. */
char *portail_file_name_to_disposition (const char *name);
