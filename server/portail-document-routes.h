/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents with their contents (domain.md §5, contract.md §7), beside the routes that every record
 * has. Bytes are read, checked and written in prepare; the transaction only keeps the books. */
#pragma once

#include "server/portail-multipart.h"
#include "server/portail-route.h"

/* Of a request beside its file. */
#define PORTAIL_DOCUMENT_OVERHEAD PORTAIL_MULTIPART_OVERHEAD

/* Creates a document: a JSON body, or a form with its fields and `file`. */
gpointer portail_document_prepare_post (PortailContext *context,
                                        const PortailRequest *request,
                                        GError **error);
PortailAnswer *
portail_document_post (PortailContext *context, const PortailRequest *request, GError **error);
/* Gives a document its content: the body is the file. */
gpointer portail_document_prepare_put (PortailContext *context,
                                       const PortailRequest *request,
                                       GError **error);
PortailAnswer *portail_document_put_content (PortailContext *context,
                                             const PortailRequest *request,
                                             GError **error);
void portail_document_free_content (gpointer prepared);

/* The only download: as an attachment, whole or a range of it. */
PortailAnswer *portail_document_get_content (PortailContext *context,
                                             const PortailRequest *request,
                                             GError **error);
/* A small picture of at most ?size= pixels each way. */
gpointer portail_document_prepare_thumbnail (PortailContext *context,
                                             const PortailRequest *request,
                                             GError **error);
void portail_document_free_thumbnail (gpointer prepared);
PortailAnswer *portail_document_get_thumbnail (PortailContext *context,
                                               const PortailRequest *request,
                                               GError **error);
