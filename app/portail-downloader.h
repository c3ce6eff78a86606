/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings contents of documents from the server, in pieces that are kept when it is cut: the next
 * try goes on behind them. What came is only believed when its hash is right (sync.md, Blobs).
 *
 * Whoever asks for a content that is on its way waits for the same download. Signals: "progress"
 * (), and "arrived" (const char *sha256). Main thread. */
#pragma once

#include "app/portail-blob-files.h"
#include "app/portail-uploader.h"
#include "shared/records/portail-document.h"

#define PORTAIL_TYPE_DOWNLOADER (portail_downloader_get_type ())
G_DECLARE_FINAL_TYPE (PortailDownloader, portail_downloader, PORTAIL, DOWNLOADER, GObject)

/* @files outlives it. */
PortailDownloader *portail_downloader_new (PortailApiClient *client, PortailBlobFiles *files);
/* Ends what runs; nothing begins any more. */
void portail_downloader_stop (PortailDownloader *downloader);

/* The content of @document, which has one. UNAVAILABLE without a server; BAD_GATEWAY for bytes that
 * are not it; NOT_FOUND; G_IO_ERROR_CANCELLED by portail_downloader_cancel() too. */
void portail_downloader_fetch_async (PortailDownloader *downloader,
                                     const PortailDocument *document,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean portail_downloader_fetch_finish (PortailDownloader *downloader,
                                          GAsyncResult *result,
                                          GError **error);
/* Whoever waits for it. What came is kept. */
void portail_downloader_cancel (PortailDownloader *downloader, const char *sha256);
/* NULL where it is not on its way. Borrowed until "progress". */
const PortailTransfer *portail_downloader_find (PortailDownloader *downloader, const char *sha256);
