/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The contents that ops of the outbox name and that the server may not have: table `upload` of
 * outbox.db (sync.md, Blobs).
 *
 * 1. A row is made in the transaction that stores the op, where the file is here, and goes when the
 *    server has the whole content. While it is there the op gets no seq (contract.md §4).
 * 2. A row whose ops are gone waits for nothing and is passed over.
 * On the thread of the connection; the caller owns the transaction. */
#pragma once

#include "shared/portail-change.h"
#include "shared/portail-database.h"

typedef struct
{
  char *enterprise_id;
  char *sha256;
  gint64 size;  /* bytes */
  char *code;   /* why it has failed and waits for the user; NULL while it is to be sent */
  char *detail; /* the same as a sentence */
} PortailQueuedUpload;

void portail_queued_upload_free (PortailQueuedUpload *upload);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailQueuedUpload, portail_queued_upload_free)

/* Of each content that @op names and that is a file of @directory. *@n_missing, which may be NULL,
 * receives the number of those that are not. */
gboolean portail_upload_queue_add_op (PortailDatabase *database,
                                      const char *directory,
                                      const PortailSyncOp *op,
                                      guint *n_missing,
                                      GError **error);
/* Those that pending ops wait for, by the order of the ops. GPtrArray of owned PortailQueuedUpload.
 */
GPtrArray *portail_upload_queue_list (PortailDatabase *database, GError **error);
/* Whether the op waits for a content. */
gboolean portail_upload_queue_holds (PortailDatabase *database,
                                     gint64 op_number,
                                     gboolean *is_held,
                                     GError **error);
/* The server has it. Rows that nothing waits for go too. */
gboolean portail_upload_queue_remove (PortailDatabase *database,
                                      const char *enterprise_id,
                                      const char *sha256,
                                      GError **error);
/* @code and @detail: as in PortailQueuedUpload; NULL to try again. */
gboolean portail_upload_queue_set_fault (PortailDatabase *database,
                                         const PortailQueuedUpload *upload,
                                         GError **error);
