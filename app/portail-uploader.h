/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings the contents that ops wait for (portail-upload-queue.h) to the server, one after the
 * other, in pieces that a cut or a kill does not lose (contract.md §7, Blobs).
 *
 * 1. Where the server is, it says itself: each start begins by asking.
 * 2. What may help to wait for (no network, a busy server) is tried again, with jittered
 *    exponential back-off up to five minutes and Retry-After obeyed; what does not, stays with its
 *    reason until the user says to try again. A store that cannot be read or written is tried again
 *    likewise.
 * 3. An upload that no op waits for any more is left where it is.
 *
 * Signals: "progress" (), when anything of the list has changed; "sent" (), when the server has one
 * more and its ops may go. Main thread. */
#pragma once

#include "app/portail-api-client.h"
#include "app/portail-cache.h"

#define PORTAIL_TYPE_UPLOADER (portail_uploader_get_type ())
G_DECLARE_FINAL_TYPE (PortailUploader, portail_uploader, PORTAIL, UPLOADER, GObject)

typedef enum
{
  PORTAIL_TRANSFER_WAITING,
  PORTAIL_TRANSFER_RUNNING,
  PORTAIL_TRANSFER_FAILED,
} PortailTransferState;

/* One content on its way, either way. */
typedef struct
{
  char *sha256;
  char *enterprise_id; /* of an upload */
  PortailTransferState state;
  gint64 n_done; /* bytes */
  gint64 size;   /* bytes */
  char *code;    /* of FAILED, as in portail-error.h */
  char *detail;  /* of FAILED, and why one waits longer than for its turn; or NULL */
} PortailTransfer;

void portail_transfer_free (PortailTransfer *transfer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailTransfer, portail_transfer_free)
/* The same content may be on its way for several companies: both tell which one it is. */
gboolean portail_transfer_is_of (const PortailTransfer *transfer,
                                 const char *enterprise_id,
                                 const char *sha256);

/* @directory: of the account. Begins at once. */
PortailUploader *
portail_uploader_new (PortailCache *cache, PortailApiClient *client, const char *directory);
/* Ends what runs; nothing begins any more. */
void portail_uploader_stop (PortailUploader *uploader);
/* Tries at once what waits for its time, unless the server named it, and the one of @sha256 that
 * has failed for @enterprise_id; NULL for none of these. */
void
portail_uploader_retry (PortailUploader *uploader, const char *enterprise_id, const char *sha256);
/* Nothing is under way: all is sent, or waits for its time or the user. */
gboolean portail_uploader_is_at_rest (PortailUploader *uploader);
/* Of PortailTransfer, in order. Borrowed until "progress". */
const GPtrArray *portail_uploader_get_list (PortailUploader *uploader);
/* NULL where there is none. Borrowed likewise. */
const PortailTransfer *
portail_uploader_find (PortailUploader *uploader, const char *enterprise_id, const char *sha256);
