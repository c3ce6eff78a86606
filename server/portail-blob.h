/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which contents a company holds and which are being sent, as the database knows it (sync.md
 * "Blobs", contract.md §7). The bytes are portail-blob-store.h's.
 *
 * 1. A blob is whole: its hash was computed from its bytes, its type found in them.
 * 2. Everything is asked and counted within one company: an answer never tells what another holds.
 * 3. Documents, those in the trash too, and archives name blobs; what nobody names for seven days
 *    goes.
 * All functions but the last three are for the caller's transaction. */
#pragma once

#include "server/portail-blob-store.h"
#include "shared/portail-database.h"

typedef struct
{
  char *id; /* of the upload that brought it */
  char *enterprise_id;
  char *sha256;
  gint64 size; /* bytes */
  PortailFileType type;
} PortailBlob;

void portail_blob_free (PortailBlob *blob);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailBlob, portail_blob_free)

/* *@blob is owned, NULL where there is none. */
gboolean portail_blob_find (PortailDatabase *database,
                            const char *enterprise_id,
                            const char *sha256,
                            PortailBlob **blob,
                            GError **error);
gboolean portail_blob_find_by_id (PortailDatabase *database,
                                  const char *id,
                                  PortailBlob **blob,
                                  GError **error);
/* One that is there already stays as it is, and counts as named from now on. */
gboolean portail_blob_add (PortailDatabase *database,
                           const PortailBlob *blob,
                           PortailTimestamp now,
                           GError **error);
/* PORTAIL_ERROR_QUOTA when @size bytes more than the company holds and awaits are above @quota. */
gboolean portail_blob_check_quota (PortailDatabase *database,
                                   const char *enterprise_id,
                                   gint64 size,
                                   gint64 quota,
                                   GError **error);

typedef struct
{
  char *id;
  char *enterprise_id;
  char *user_id;
  char *sha256;    /* as declared */
  gint64 size;     /* as declared, bytes */
  gint64 received; /* bytes */
} PortailUpload;

void portail_upload_free (PortailUpload *upload);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailUpload, portail_upload_free)

/* Only its sender finds an upload. *@upload is owned, NULL where there is none. */
gboolean portail_upload_find (PortailDatabase *database,
                              const char *id,
                              const char *user_id,
                              PortailUpload **upload,
                              GError **error);
/* The one with the same company, sender, hash and size; id and received of @wanted do not matter.
 */
gboolean portail_upload_find_same (PortailDatabase *database,
                                   const PortailUpload *wanted,
                                   PortailUpload **upload,
                                   GError **error);
/* PORTAIL_ERROR_QUOTA for one who has too many open. */
gboolean portail_upload_add (PortailDatabase *database,
                             const PortailUpload *upload,
                             PortailTimestamp now,
                             GError **error);
/* Writes how much was received. */
gboolean portail_upload_touch (PortailDatabase *database,
                               const char *id,
                               gint64 received,
                               PortailTimestamp now,
                               GError **error);
gboolean portail_upload_remove (PortailDatabase *database, const char *id, GError **error);

/* Invariant 3, and uploads that nobody went on with for as long: their rows, a bounded number of
 * them a call. On the writer's connection, outside of a transaction or in one. */
gboolean portail_blob_purge (PortailDatabase *database, PortailTimestamp now, GError **error);

/* Looks at the files of all blobs, one after the other; calls @report for each that is not sound.
 * *@n_checked counts all. Reads every byte: not on a thread that serves. */
typedef void (*PortailBlobReport) (const PortailBlob *blob,
                                   PortailBlobSoundness soundness,
                                   gpointer user);
typedef struct
{
  PortailBlobReport report;
  gpointer user;
  guint64 n_checked;
} PortailBlobCheck;
gboolean portail_blob_verify (PortailDatabase *database,
                              PortailBlobStore *store,
                              PortailBlobCheck *check,
                              GError **error);

/* Removes the files without rows, @database is any connection of the calling thread. May take long:
 * not on the writer's thread. */
void portail_blob_sweep (PortailBlobStore *store, PortailDatabase *database, PortailTimestamp now);
