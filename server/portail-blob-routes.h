/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sending a content piece by piece (sync.md "Blobs", contract.md §7). Who may write documents of a
 * company may send contents to it; only the sender sees how far he came. */
#pragma once

#include "server/portail-route.h"

/* Of one piece; a client sends as many as it needs. */
#define PORTAIL_BLOB_MAX_PIECE (1024 * 1024)

/* Declares a content: {enterprise_id, sha256, size} → {id, offset, complete}. Again for the same
 * content it goes on where it was. */
PortailAnswer *
portail_blob_post (PortailContext *context, const PortailRequest *request, GError **error);
/* How far it came. */
PortailAnswer *
portail_blob_get (PortailContext *context, const PortailRequest *request, GError **error);
/* The bytes from Upload-Offset on. At a wrong offset 409 with the right one; bytes that are too
 * many or have not the declared hash are 422 and it starts anew; a content that is no document is
 * 415 and the upload is gone. */
gpointer
portail_blob_prepare_patch (PortailContext *context, const PortailRequest *request, GError **error);
void portail_blob_free_patch (gpointer prepared);
PortailAnswer *
portail_blob_patch (PortailContext *context, const PortailRequest *request, GError **error);
