/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The contents of documents as files of the account: `<directory>/blobs/<sha256>`.
 *
 * 1. A file is complete and has the bytes that its name says: it is written under another name,
 *    verified, synced and renamed. `<sha256>.part` is what came of a download so far.
 * 2. What a file is, its bytes decide, and one that no document may have (domain.md §5) never gets
 *    here.
 * 3. Only its owner may read them. All of this blocks: on a thread for files.
 * 4. What other programs open is a copy, `<directory>/opened/<sha256>/<name>`, which goes when
 *    nothing names its content any more. */
#pragma once

#include <gio/gio.h>

#include "shared/portail-file-type.h"

#define PORTAIL_CONTENT_MAX_BYTES 10485760 /* domain.md §5 */
#define PORTAIL_CONTENT_FOLDER    "blobs"
#define PORTAIL_CONTENT_COPIES    "opened"

typedef struct
{
  char *sha256;
  gint64 size; /* bytes */
  PortailFileType type;
  char *filename; /* clean (portail-file-name.h), with the extension of its type */
} PortailContent;

void portail_content_free (PortailContent *content);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailContent, portail_content_free)

/* Whether @sha256, which may be anybody's word, is the name of a content and no path. */
gboolean portail_content_file_is_name (const char *sha256);
/* Owned. */
char *portail_content_file_get_path (const char *directory, const char *sha256);
/* Of a copy with the clean @name (portail-file-name.h) for other programs. NULL where @sha256 is no
 * name of a content. Owned. */
char *
portail_content_file_get_copy_path (const char *directory, const char *sha256, const char *name);
/* In bytes; -1 where it is not there. */
gint64 portail_content_file_get_size (const char *directory, const char *sha256);

/* Copies @source. TOO_LARGE; UNSUPPORTED_MEDIA for what no document may be; INVALID for what is no
 * ordinary file or is empty; STORAGE. Owned. */
PortailContent *portail_content_file_take (const char *directory,
                                           GFile *source,
                                           GCancellable *cancellable,
                                           GError **error);
/* At most @max bytes from @offset. STORAGE. */
GBytes *portail_content_file_read (const char *directory,
                                   const char *sha256,
                                   gint64 offset,
                                   gsize max,
                                   GError **error);
/* Whether the bytes are still those of the name. */
gboolean portail_content_file_is_intact (const char *directory, const char *sha256);

/* Bytes of a download so far. */
gint64 portail_content_file_get_received (const char *directory, const char *sha256);
/* Writes @bytes behind the first @offset ones of the part. */
gboolean portail_content_file_append (const char *directory,
                                      const char *sha256,
                                      gint64 offset,
                                      GBytes *bytes,
                                      GError **error);
/* The part becomes the file. BAD_GATEWAY for bytes that are not those of the name: then the part is
 * gone. */
gboolean portail_content_file_complete (const char *directory, const char *sha256, GError **error);
void portail_content_file_drop_part (const char *directory, const char *sha256);

/* Marks a file as just used. */
void portail_content_file_touch (const char *directory, const char *sha256);

typedef struct
{
  GHashTable *known; /* set of names that rows or ops have; others go */
  GHashTable *kept;  /* set of names that stay, whatever the limit says */
  gint64 max_bytes;  /* the least recently used beyond that go; -1: no limit */
} PortailContentRules;

typedef struct
{
  GHashTable *names; /* set of owned sha256 that are there */
  gint64 n_bytes;    /* of all of them */
} PortailContentStock;

void portail_content_stock_free (PortailContentStock *stock);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailContentStock, portail_content_stock_free)
/* Removes what @rules do not keep; copies for other programs all where the limit is 0. Owned. */
PortailContentStock *portail_content_file_tidy (const char *directory,
                                                const PortailContentRules *rules);
