/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-downloader.h"

#include "app/portail-content-file.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

#define PIECE_BYTES (512 * 1024)

struct _PortailDownloader
{
  GObject parent_instance;

  PortailApiClient *client;
  PortailBlobFiles *files;
  GHashTable *downloads; /* sha256 → Download */
  gboolean is_stopped;
};

G_DEFINE_FINAL_TYPE (PortailDownloader, portail_downloader, G_TYPE_OBJECT)

enum
{
  PROGRESS,
  ARRIVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* In the table while it runs; the callbacks of its steps hold a reference. */
typedef struct
{
  PortailDownloader *downloader;
  PortailTransfer transfer;
  char *document_id;
  GCancellable *cancellable;
  GPtrArray *waiting; /* of GTask */
} Download;

static void ask_piece (Download *download);

static void
download_clear (gpointer pointer)
{
  Download *download = pointer;

  g_object_unref (download->downloader);
  g_free (download->transfer.sha256);
  g_free (download->document_id);
  g_object_unref (download->cancellable);
  g_ptr_array_unref (download->waiting);
}

static void
download_unref (gpointer download)
{
  g_rc_box_release_full (download, download_clear);
}

static void
portail_downloader_dispose (GObject *object)
{
  PortailDownloader *downloader = PORTAIL_DOWNLOADER (object);

  portail_downloader_stop (downloader);
  g_clear_object (&downloader->client);
  G_OBJECT_CLASS (portail_downloader_parent_class)->dispose (object);
}

static void
portail_downloader_finalize (GObject *object)
{
  g_hash_table_unref (PORTAIL_DOWNLOADER (object)->downloads);
  G_OBJECT_CLASS (portail_downloader_parent_class)->finalize (object);
}

static void
portail_downloader_class_init (PortailDownloaderClass *class)
{
  GType type = G_TYPE_FROM_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_downloader_dispose;
  G_OBJECT_CLASS (class)->finalize = portail_downloader_finalize;
  signals[PROGRESS] = g_signal_new ("progress", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
  signals[ARRIVED] = g_signal_new ("arrived", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
portail_downloader_init (PortailDownloader *downloader)
{
  downloader->downloads = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, download_unref);
}

/* The end, good where @error is NULL. */
static void
end_download (Download *download, const GError *error)
{
  g_autoptr (PortailDownloader) downloader = g_object_ref (download->downloader);
  g_autoptr (GPtrArray) waiting = g_ptr_array_ref (download->waiting);
  g_autofree char *sha256 = g_strdup (download->transfer.sha256);

  /* Cancelled: the table may have another one by now. */
  if (g_hash_table_lookup (downloader->downloads, sha256) == download)
    g_hash_table_remove (downloader->downloads, sha256);
  if (error == NULL)
    g_signal_emit (downloader, signals[ARRIVED], 0, sha256);
  for (guint i = 0; i < waiting->len; i++)
    if (error != NULL)
      g_task_return_error (g_ptr_array_index (waiting, i), g_error_copy (error));
    else
      g_task_return_boolean (g_ptr_array_index (waiting, i), TRUE);
  g_ptr_array_set_size (waiting, 0);
  g_signal_emit (downloader, signals[PROGRESS], 0);
}

/* Files */

typedef struct
{
  char *sha256;
  gint64 offset;
  gint64 n_before; /* what was there when it was asked for */
  gint64 size;
  GBytes *bytes;
} Piece;

static void
piece_free (gpointer pointer)
{
  Piece *piece = pointer;

  g_free (piece->sha256);
  g_clear_pointer (&piece->bytes, g_bytes_unref);
  g_free (piece);
}

static gpointer
as_result (gint64 n_received)
{
  return g_memdup2 (&n_received, sizeof n_received);
}

/* Stores what came, if anything, and tells how much there is by now. A piece that brings nothing or
 * too much is the last one: another would be no better. */
static gpointer
run_store (PortailFilesRoom *room, gpointer input, GError **error)
{
  const Piece *piece = input;
  gint64 n_received;

  if (piece->bytes != NULL
      && !portail_content_file_append (room->directory, piece->sha256, piece->offset, piece->bytes,
                                       error))
    return NULL;
  n_received = portail_content_file_get_received (room->directory, piece->sha256);
  if (piece->bytes == NULL && n_received > piece->size)
    {
      portail_content_file_drop_part (room->directory, piece->sha256);
      n_received = 0;
    }
  if (n_received < piece->size && (piece->bytes == NULL || n_received > piece->n_before))
    return as_result (n_received);
  return portail_content_file_complete (room->directory, piece->sha256, error)
             ? as_result (piece->size)
             : NULL;
}

static const PortailFilesWork store_work = { run_store, piece_free, g_free };

static void
on_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Download *download = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *n_received = g_task_propagate_pointer (G_TASK (result), &error);

  if (n_received == NULL)
    end_download (download, error);
  else if (*n_received == download->transfer.size)
    end_download (download, NULL);
  else
    {
      download->transfer.n_done = *n_received;
      g_signal_emit (download->downloader, signals[PROGRESS], 0);
      ask_piece (download);
    }
  download_unref (download);
}

/* @bytes, taken, or NULL to look what is there. */
static void
store_piece (Download *download, GBytes *bytes, gint64 offset)
{
  PortailDownloader *downloader = download->downloader;
  Piece *piece = g_new (Piece, 1);

  *piece = (Piece){ g_strdup (download->transfer.sha256), offset, download->transfer.n_done,
                    download->transfer.size, bytes };
  portail_blob_files_submit (
      downloader->files, &store_work, piece,
      g_task_new (downloader, download->cancellable, on_stored, g_rc_box_acquire (download)));
}

/* Pieces */

static void
on_piece (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Download *download = user_data;
  gint64 offset = download->transfer.n_done;
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailApiAnswer) answer = portail_api_client_send_finish (PORTAIL_API_CLIENT (source),
                                                                        result, &error);

  if (answer == NULL || !portail_api_answer_check (answer, &error))
    end_download (download, error);
  else if (answer->status != 206 && answer->status != 200)
    {
      g_set_error (&error, PORTAIL_ERROR, PORTAIL_ERROR_BAD_GATEWAY, _ ("The server answered %u."),
                   answer->status);
      end_download (download, error);
    }
  else
    store_piece (download, g_bytes_ref (answer->body), answer->status == 206 ? offset : 0);
  download_unref (download);
}

static void
ask_piece (Download *download)
{
  gint64 first = download->transfer.n_done;
  gint64 last = MIN (first + PIECE_BYTES, download->transfer.size) - 1;
  g_autofree char *path = g_strdup_printf ("/api/documents/%s/content", download->document_id);
  g_autofree char *range = g_strdup_printf ("bytes=%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, first,
                                            last);
  PortailApiRequest *request = portail_api_request_new ("GET", path, NULL);

  portail_api_request_add_header (request, "Range", range);
  portail_api_request_add_header (request, "Accept", "*/*");
  portail_api_request_add_header (request, "Accept-Encoding", "identity");
  portail_api_client_send_async (download->downloader->client, request, download->cancellable,
                                 on_piece, g_rc_box_acquire (download));
}

PortailDownloader *
portail_downloader_new (PortailApiClient *client, PortailBlobFiles *files)
{
  PortailDownloader *downloader = g_object_new (PORTAIL_TYPE_DOWNLOADER, NULL);

  downloader->client = g_object_ref (client);
  downloader->files = files;
  return downloader;
}

void
portail_downloader_stop (PortailDownloader *downloader)
{
  GHashTableIter iter;
  gpointer download;

  g_return_if_fail (PORTAIL_IS_DOWNLOADER (downloader));
  downloader->is_stopped = TRUE;
  g_hash_table_iter_init (&iter, downloader->downloads);
  while (g_hash_table_iter_next (&iter, NULL, &download))
    g_cancellable_cancel (((Download *) download)->cancellable);
}

static Download *
download_new (PortailDownloader *downloader, const PortailDocument *document)
{
  Download *download = g_rc_box_new0 (Download);

  download->downloader = g_object_ref (downloader);
  download->transfer.sha256 = g_strdup (document->sha256);
  download->transfer.size = document->size;
  download->transfer.state = PORTAIL_TRANSFER_RUNNING;
  download->document_id = g_strdup (document->base.id);
  download->cancellable = g_cancellable_new ();
  download->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  g_hash_table_replace (downloader->downloads, download->transfer.sha256, download);
  return download;
}

void
portail_downloader_fetch_async (PortailDownloader *downloader,
                                const PortailDocument *document,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (downloader, cancellable, callback, user_data);
  Download *download;

  g_return_if_fail (PORTAIL_IS_DOWNLOADER (downloader));
  g_task_set_source_tag (task, portail_downloader_fetch_async);
  if (downloader->is_stopped)
    {
      g_task_return_new_error (task, PORTAIL_ERROR, PORTAIL_ERROR_UNAVAILABLE, "%s",
                               _ ("The file is online and there is no connection."));
      return;
    }
  if (document->sha256 == NULL || !portail_content_file_is_name (document->sha256)
      || document->size <= 0 || document->size > PORTAIL_CONTENT_MAX_BYTES)
    {
      g_task_return_new_error (task, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND, "%s",
                               _ ("This document has no content so far."));
      return;
    }
  download = g_hash_table_lookup (downloader->downloads, document->sha256);
  if (download != NULL && !g_cancellable_is_cancelled (download->cancellable))
    {
      g_ptr_array_add (download->waiting, g_steal_pointer (&task));
      return;
    }
  download = download_new (downloader, document);
  g_ptr_array_add (download->waiting, g_steal_pointer (&task));
  store_piece (download, NULL, 0);
  g_signal_emit (downloader, signals[PROGRESS], 0);
}

gboolean
portail_downloader_fetch_finish (PortailDownloader *downloader,
                                 GAsyncResult *result,
                                 GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, downloader), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
portail_downloader_cancel (PortailDownloader *downloader, const char *sha256)
{
  Download *download;

  g_return_if_fail (PORTAIL_IS_DOWNLOADER (downloader));
  download = g_hash_table_lookup (downloader->downloads, sha256);
  if (download != NULL)
    g_cancellable_cancel (download->cancellable);
}

const PortailTransfer *
portail_downloader_find (PortailDownloader *downloader, const char *sha256)
{
  const Download *download;

  g_return_val_if_fail (PORTAIL_IS_DOWNLOADER (downloader), NULL);
  download = sha256 != NULL ? g_hash_table_lookup (downloader->downloads, sha256) : NULL;
  return download != NULL ? &download->transfer : NULL;
}
