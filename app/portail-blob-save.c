/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A content as a file of the user's choice. */
#include "app/portail-blob-cache.h"

typedef struct
{
  char *sha256;
  GFile *file;
} Saving;

static void
saving_free (gpointer pointer)
{
  Saving *saving = pointer;

  g_free (saving->sha256);
  g_clear_object (&saving->file);
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

static gpointer
run_save (PortailFilesRoom *room, gpointer input, GError **error)
{
  Saving *saving = input;
  g_autoptr (GBytes) bytes = portail_content_file_read (room->directory, saving->sha256, 0,
                                                        PORTAIL_CONTENT_MAX_BYTES, error);

  if (bytes == NULL
      || !g_file_replace_contents (saving->file, g_bytes_get_data (bytes, NULL),
                                   g_bytes_get_size (bytes), NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                   NULL, error))
    return NULL;
  portail_content_file_touch (room->directory, saving->sha256);
  return GINT_TO_POINTER (TRUE);
}

void
portail_blob_cache_save_async (PortailBlobCache *blobs,
                               const char *sha256,
                               GFile *target,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  static const PortailFilesWork save_work = { run_save, saving_free, NULL };
  GTask *task = g_task_new (blobs, NULL, callback, user_data);

  g_return_if_fail (PORTAIL_IS_BLOB_CACHE (blobs));
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
