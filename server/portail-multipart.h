/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A body of multipart/form-data (RFC 7578), as forms send files.
 *
 * 1. Strict: what two readers could understand differently is MALFORMED — a broken boundary, a
 *    header twice, a name twice, bytes before the first part or after the last.
 * 2. Bounded: parts, their headers and the texts among them have limits; a file's bytes are not
 *    copied, they are a slice of the body.
 * 3. Pure; a parsed form is immutable. */
#pragma once

#include <glib.h>

#define PORTAIL_MULTIPART_MAX_PARTS      32
#define PORTAIL_MULTIPART_MAX_HEAD_BYTES 4096
#define PORTAIL_MULTIPART_MAX_TEXT_BYTES (64 * 1024)
/* What a form of one file may take beside the file. */
#define PORTAIL_MULTIPART_OVERHEAD (256 * 1024)

typedef struct
{
  char *name;
  char *filename; /* as sent, unclean; NULL for a text */
  char *text;     /* of a text: UTF-8; NULL for a file */
  GBytes *bytes;
} PortailMultipartPart;

typedef struct _PortailMultipart PortailMultipart;

/* @content_type is the header's whole value. MALFORMED or TOO_LARGE. Owned. */
PortailMultipart *portail_multipart_parse (const char *content_type, GBytes *body, GError **error);
void portail_multipart_free (PortailMultipart *form);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailMultipart, portail_multipart_free)

guint portail_multipart_get_n_parts (const PortailMultipart *form);
const PortailMultipartPart *portail_multipart_get_part (const PortailMultipart *form, guint index);
/* NULL where there is none of that name. */
const PortailMultipartPart *portail_multipart_find (const PortailMultipart *form, const char *name);
