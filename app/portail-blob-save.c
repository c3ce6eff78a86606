/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A content as a file of the user's choice, and as a copy for other programs. */
#include <glib/gstdio.h>

#include "app/portail-blob-cache.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

typedef struct
{
  char *sha256;
  GFile *file; /* of a copy: NULL */
  char *name;  /* of a copy */
} Saving;

static void
saving_free (gpointer pointer)
{
  Saving *saving = pointer;

  g_free (saving->sha256);
  g_clear_object (&saving->file);
  g_free (saving->name);
  g_free (saving);
}

static Saving *
saving_new (const char *sha256, GFile *file)
{
  Saving *saving = g_new0 (Saving, 1);

  saving->sha256 = g_strdup (sha256);
  g_set_object (&saving->file, file);
  return saving;
}

static gboolean
write_content (PortailFilesRoom *room, const char *sha256, GFile *file, GError **error)
{
  g_autoptr (GBytes) bytes = portail_content_file_read (room->directory, sha256, 0,
                                                        PORTAIL_CONTENT_MAX_BYTES, error);

  if (bytes == NULL
      || !g_file_replace_contents (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                   NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, error))
    return FALSE;
  portail_content_file_touch (room->directory, sha256);
  return TRUE;
}

static gpointer
run_save (PortailFilesRoom *room, gpointer input, GError **error)
{
  const Saving *saving = input;

  return write_content (room, saving->sha256, saving->file, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

static gpointer
run_copy (PortailFilesRoom *room, gpointer input, GError **error)
{
  const Saving *saving = input;
  g_autofree char *path = portail_content_file_get_copy_path (room->directory, saving->sha256,
                                                              saving->name);
  g_autofree char *folder = path != NULL ? g_path_get_dirname (path) : NULL;
  g_autoptr (GFile) copy = NULL;

  if (path == NULL)
    {
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND,
                           _ ("This document has no file."));
      return NULL;
    }
  copy = g_file_new_for_path (path);
  g_mkdir_with_parents (folder, 0700);
  g_unlink (path);
  if (!write_content (room, saving->sha256, copy, error))
    return NULL;
  /* Nobody takes it for the document itself. */
  g_chmod (path, 0400);
  return g_steal_pointer (&path);
}

void
portail_blob_cache_save_async (PortailBlobCache *blobs,
                               const char *sha256,
                               GFile *target,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  static const PortailFilesWork save_work = { run_save, saving_free, NULL };
  GTask *task;

  g_return_if_fail (PORTAIL_IS_BLOB_CACHE (blobs));
  task = g_task_new (blobs, NULL, callback, user_data);
  g_task_set_source_tag (task, portail_blob_cache_save_async);
  portail_blob_files_submit (portail_blob_cache_get_files (blobs), &save_work,
                             saving_new (sha256, target), task);
}

gboolean
portail_blob_cache_save_finish (PortailBlobCache *blobs, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, blobs), FALSE);
  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

void
portail_blob_cache_copy_async (PortailBlobCache *blobs,
                               const char *sha256,
                               const char *name,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  static const PortailFilesWork copy_work = { run_copy, saving_free, g_free };
  Saving *saving;
  GTask *task;

  g_return_if_fail (PORTAIL_IS_BLOB_CACHE (blobs));
  task = g_task_new (blobs, NULL, callback, user_data);
  g_task_set_source_tag (task, portail_blob_cache_copy_async);
  saving = saving_new (sha256, NULL);
  saving->name = g_strdup (name);
  portail_blob_files_submit (portail_blob_cache_get_files (blobs), &copy_work, saving, task);
}

char *
portail_blob_cache_copy_finish (PortailBlobCache *blobs, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, blobs), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
