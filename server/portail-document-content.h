/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the routes of documents share: the document of a path, as its reader may have it, and a file
 * that came whole in one request. */
#pragma once

#include "server/portail-blob.h"
#include "server/portail-route.h"
#include "shared/records/portail-document.h"

gboolean portail_document_check_store (const PortailContext *context, GError **error);
/* The live document that the path names, where it is of a company of the caller's; NOT_FOUND.
 * Owned. */
PortailDocument *portail_document_load (PortailContext *context, GError **error);
/* The same for one that he may read and that has a content: else FORBIDDEN, or NOT_FOUND. */
PortailDocument *portail_document_load_readable (PortailContext *context, GError **error);

/* A file on its way into a record. */
typedef struct
{
  PortailRequest *request; /* what the routes of records are asked instead */
  PortailBlob *blob;       /* NULL without file */
  PortailBlobClaim *claim; /* of it */
} PortailDocumentContent;

void portail_document_content_free (PortailDocumentContent *content);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailDocumentContent, portail_document_content_free)

/* Checks size, type and quota of @bytes and writes them, for prepare. UNSUPPORTED_MEDIA, TOO_LARGE
 * or QUOTA. */
gboolean portail_document_content_store (PortailDocumentContent *content,
                                         const PortailContext *context,
                                         const char *enterprise_id,
                                         GBytes *bytes,
                                         GError **error);
/* Enters the file in the books and runs @handle for the record; what an answer that is a problem
 * did is undone. */
PortailAnswer *portail_document_content_enter (PortailDocumentContent *content,
                                               PortailContext *context,
                                               PortailRouteHandler handle,
                                               GError **error);
