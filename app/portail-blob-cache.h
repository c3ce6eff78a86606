/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The contents of documents on this device (sync.md, Blobs; domain.md §5).
 *
 * 1. Contents that ops name are sent before them (portail-uploader.h); others come when somebody
 *    asks, and what is pinned comes by itself and stays.
 * 2. What no row and no op names is removed; over the limit the least recently used go, never an
 *    unsent and never a pinned one.
 * 3. Nothing here blocks: bytes are read, hashed and written on the thread "files".
 *
 * Signals: "changed" (), when what is here or pinned differs; "transfers-changed" (), when what is
 * on its way differs. Main thread. */
#pragma once

#include "app/portail-content-file.h"
#include "app/portail-downloader.h"
#include "app/portail-sync.h"
#include "app/portail-uploader.h"

#define PORTAIL_TYPE_BLOB_CACHE (portail_blob_cache_get_type ())
G_DECLARE_FINAL_TYPE (PortailBlobCache, portail_blob_cache, PORTAIL, BLOB_CACHE, GObject)

/* @directory: of the account. @client and @sync are NULL where the account is only read. */
PortailBlobCache *portail_blob_cache_new (PortailCache *cache,
                                          PortailApiClient *client,
                                          PortailSync *sync,
                                          const char *directory);
/* Ends what is under way; for the end of the account. */
void portail_blob_cache_stop (PortailBlobCache *blobs);

/* Nothing is under way, until something changes. A signal tells when it has become so. */
gboolean portail_blob_cache_is_at_rest (PortailBlobCache *blobs);

/* Whether the whole content is here. @sha256 may be NULL. */
gboolean portail_blob_cache_has (PortailBlobCache *blobs, const char *sha256);
/* Where it is, or would be. Owned. */
char *portail_blob_cache_dup_path (PortailBlobCache *blobs, const char *sha256);
/* Of all contents here. */
gint64 portail_blob_cache_get_n_bytes (PortailBlobCache *blobs);
/* How much may be here; -1: no limit. */
void portail_blob_cache_set_limit (PortailBlobCache *blobs, gint64 n_bytes);
/* Removes everything that is neither unsent nor pinned. */
void portail_blob_cache_clear (PortailBlobCache *blobs);

/* Copies a file of the user here, for an op that names it; see portail_content_file_take(). */
void portail_blob_cache_take_async (PortailBlobCache *blobs,
                                    GFile *source,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
PortailContent *
portail_blob_cache_take_finish (PortailBlobCache *blobs, GAsyncResult *result, GError **error);
/* What was taken is no longer needed unless an op names it. */
void portail_blob_cache_release (PortailBlobCache *blobs, const char *sha256);

/* The content of @document, at once where it is here. See portail_downloader_fetch_async(). */
void portail_blob_cache_fetch_async (PortailBlobCache *blobs,
                                     const PortailDocument *document,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
/* Its path. Owned. */
char *
portail_blob_cache_fetch_finish (PortailBlobCache *blobs, GAsyncResult *result, GError **error);
/* Copies the content, which is here, to @target, over what is there. */
void portail_blob_cache_save_async (PortailBlobCache *blobs,
                                    const char *sha256,
                                    GFile *target,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean
portail_blob_cache_save_finish (PortailBlobCache *blobs, GAsyncResult *result, GError **error);

/* A copy of the content, which is here, for other programs: nobody can write it, and it is removed
 * when no row names the content any more. @name: clean. NOT_FOUND where @sha256 is no name of a
 * content. */
void portail_blob_cache_copy_async (PortailBlobCache *blobs,
                                    const char *sha256,
                                    const char *name,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
/* Its path. Owned. */
char *
portail_blob_cache_copy_finish (PortailBlobCache *blobs, GAsyncResult *result, GError **error);

typedef enum
{
  PORTAIL_PIN_KEEP,
  PORTAIL_PIN_LET_GO,
} PortailPin;

/* @id: of a document, or of a company for all that it has and will have. May be NULL for the
 * question. */
void portail_blob_cache_pin (PortailBlobCache *blobs, const char *id, PortailPin pin);
gboolean portail_blob_cache_is_pinned (PortailBlobCache *blobs, const char *id);

/* All NULL where the account is only read. Borrowed. */
PortailUploader *portail_blob_cache_get_uploader (PortailBlobCache *blobs);
PortailDownloader *portail_blob_cache_get_downloader (PortailBlobCache *blobs);
PortailApiClient *portail_blob_cache_get_client (PortailBlobCache *blobs);
PortailBlobFiles *portail_blob_cache_get_files (PortailBlobCache *blobs);
