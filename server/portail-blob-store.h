/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of the contents that companies hold: BLOB_DIR/<company>/<hash>, and what is still being
 * sent in BLOB_DIR/receiving/<upload>. Which of them count, the database says (portail-blob.h).
 *
 * 1. A file bears its name <hash> only once its bytes have that hash, are on the disk, and so is
 *    the name: it is written aside, synced, renamed, and the folder synced.
 * 2. What is reported as received is on the disk. Bytes beyond that may be there; they are written
 *    again.
 * 3. An upload is written by its holder alone.
 * 4. Whoever places a file holds a claim on it until his transaction is over. A file that no claim
 *    kept goes with its last claim; nobody else removes a file that is claimed.
 * 5. All names are made of valid ids and hashes, so no path of a stranger is ever opened.
 * One in a process; any thread. File bytes are moved on threads that may wait, never on the
 * writer's. Errors are STORAGE. */
#pragma once

#include <gio/gio.h>

#include "shared/portail-file-type.h"
#include "shared/portail-timestamp.h"

#define PORTAIL_SHA256_LENGTH 64

typedef struct _PortailBlobStore PortailBlobStore;

/* Makes @folder, readable by us alone. UNAVAILABLE when it cannot be had. */
PortailBlobStore *portail_blob_store_new (const char *folder, GError **error);
void portail_blob_store_free (PortailBlobStore *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailBlobStore, portail_blob_store_free)

/* 64 lower-case hexadecimal digits. */
gboolean portail_sha256_is_valid (const char *text);

/* A file to read; NOT_FOUND where it is not there. *@size in bytes. Returns: a descriptor, owned,
 * or -1. */
int portail_blob_store_open (PortailBlobStore *store,
                             const char *enterprise_id,
                             const char *sha256,
                             gint64 *size,
                             GError **error);
/* Whether a file of that size is there. */
gboolean portail_blob_store_has (PortailBlobStore *store,
                                 const char *enterprise_id,
                                 const char *sha256,
                                 gint64 size);
/* The same as bytes, mapped, not read. NULL on error. Owned. */
GBytes *portail_blob_store_map (PortailBlobStore *store,
                                const char *enterprise_id,
                                const char *sha256,
                                GError **error);

/* Invariant 3. FALSE while somebody holds it. */
gboolean portail_blob_store_hold_upload (PortailBlobStore *store, const char *upload_id);
void portail_blob_store_release_upload (PortailBlobStore *store, const char *upload_id);

/* Bytes of the upload's file; 0 where there is none. */
gint64 portail_blob_store_get_received (PortailBlobStore *store, const char *upload_id);
/* Writes @bytes at @offset, durable on return. */
gboolean portail_blob_store_write (PortailBlobStore *store,
                                   const char *upload_id,
                                   gint64 offset,
                                   GBytes *bytes,
                                   GError **error);
/* What the first @size bytes are: their hash, owned, and *@type. NULL on error. */
char *portail_blob_store_examine (PortailBlobStore *store,
                                  const char *upload_id,
                                  gint64 size,
                                  PortailFileType *type,
                                  GError **error);
typedef enum
{
  PORTAIL_BLOB_SOUND,
  PORTAIL_BLOB_LOST,    /* the file is not there, or cannot be read */
  PORTAIL_BLOB_DAMAGED, /* its bytes have another hash */
} PortailBlobSoundness;

/* Reads the whole file. */
PortailBlobSoundness
portail_blob_store_verify (PortailBlobStore *store, const char *enterprise_id, const char *sha256);

/* Forgets what was received. */
void portail_blob_store_discard (PortailBlobStore *store, const char *upload_id);

typedef struct _PortailBlobClaim PortailBlobClaim;

/* Gives the upload's file, examined, its name; it is durable on return. Owned. */
PortailBlobClaim *portail_blob_store_place (PortailBlobStore *store,
                                            const char *upload_id,
                                            const char *enterprise_id,
                                            const char *sha256,
                                            GError **error);
/* The database names the file, or will once the transaction is committed. */
void portail_blob_claim_keep (PortailBlobClaim *claim);
void portail_blob_claim_free (PortailBlobClaim *claim);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailBlobClaim, portail_blob_claim_free)

/* A small picture of the content, made before; NULL where there is none. Owned. */
GBytes *portail_blob_store_load_thumbnail (PortailBlobStore *store,
                                           const char *enterprise_id,
                                           const char *sha256,
                                           guint size);
/* Keeps it; a failure is no harm. */
void portail_blob_store_save_thumbnail (PortailBlobStore *store,
                                        const char *enterprise_id,
                                        const char *sha256,
                                        guint size,
                                        GBytes *picture);

/* For portail_blob_sweep(): @visit is called for each file that is older than a day at @now and
 * that nobody claims: of a company with its hash, of an upload with NULL and its id. When it
 * returns TRUE the file goes, with its thumbnails. */
typedef gboolean (*PortailBlobVisit) (const char *enterprise_id, const char *name, gpointer user);
void portail_blob_store_sweep (PortailBlobStore *store,
                               PortailTimestamp now,
                               PortailBlobVisit visit,
                               gpointer user);
