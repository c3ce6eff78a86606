/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The thread "files" of an account: everything that reads, hashes, writes or removes contents of
 * documents runs there, one after the other, so that nothing is tidied away while it comes. */
#pragma once

#include <gio/gio.h>

typedef struct _PortailBlobFiles PortailBlobFiles;

/* What belongs to the thread. */
typedef struct
{
  char *directory;  /* of the account */
  GHashTable *held; /* set of sha256 that a dialog works with and no row names so far */
} PortailFilesRoom;

/* Returns an owned result, or NULL with @error set. */
typedef gpointer (*PortailFilesRun) (PortailFilesRoom *room, gpointer input, GError **error);

/* Static. */
typedef struct
{
  PortailFilesRun run;
  GDestroyNotify free_input;  /* may be NULL */
  GDestroyNotify free_result; /* of a result that nobody collected; may be NULL */
} PortailFilesWork;

PortailBlobFiles *portail_blob_files_new (const char *directory);
/* After what waits. */
void portail_blob_files_free (PortailBlobFiles *files);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailBlobFiles, portail_blob_files_free)
/* Takes @input and @task, which gets the result. */
void portail_blob_files_submit (PortailBlobFiles *files,
                                const PortailFilesWork *work,
                                gpointer input,
                                GTask *task);
