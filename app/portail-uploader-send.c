/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The states of the current upload: declared → piece read → piece sent → read again, until the
 * server has all. Each arrow is one callback, which is cancelled when the upload is no longer the
 * current one. */
#include "app/portail-answer-fault.h"
#include "app/portail-content-file.h"
#include "app/portail-uploader-private.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"
#include "shared/portail-json.h"

#define PIECE_BYTES (256 * 1024)
/* Answers one after the other that do not bring an upload further. */
#define MAX_STANDSTILLS 4

static void send_piece (PortailUploader *uploader);

/* What the server says of an upload, and of a piece at the wrong place. */
static gboolean
read_state (PortailUploader *uploader, const PortailApiAnswer *answer, gboolean *is_complete)
{
  gsize length;
  const char *text = g_bytes_get_data (answer->body, &length);
  g_autoptr (PortailJsonDocument) document = portail_json_parse (text, length, NULL);
  const PortailJson *root = document != NULL ? portail_json_document_get_root (document) : NULL;
  const PortailJson *complete = portail_json_get (root, "complete");
  const char *id = portail_json_get_member_string (root, "id");
  gint64 offset;

  *is_complete = complete != NULL && complete->kind == PORTAIL_JSON_TRUE;
  if (!portail_json_get_integer (portail_json_get (root, "offset"), &offset) || offset < 0
      || offset > uploader->current->size)
    return FALSE;
  uploader->n_standstills = offset > uploader->current->n_done ? 0 : uploader->n_standstills + 1;
  uploader->current->n_done = offset;
  if (id != NULL)
    {
      g_free (uploader->upload_id);
      uploader->upload_id = g_strdup (id);
    }
  return uploader->upload_id != NULL && uploader->n_standstills <= MAX_STANDSTILLS;
}

static void
take_state (PortailUploader *uploader, const PortailApiAnswer *answer)
{
  gboolean is_complete;

  if (!read_state (uploader, answer, &is_complete))
    {
      g_autoptr (GError) error = NULL;

      portail_answer_fault_set (PORTAIL_ERROR_BAD_GATEWAY, &error);
      portail_uploader_give_up (uploader, error, 0);
    }
  else if (is_complete)
    portail_uploader_finish_current (uploader);
  else
    {
      portail_uploader_tell (uploader);
      send_piece (uploader);
    }
}

/* Pieces */

typedef struct
{
  char *directory;
  char *sha256;
  gint64 offset;
} Piece;

static void
piece_free (gpointer pointer)
{
  Piece *piece = pointer;

  g_free (piece->directory);
  g_free (piece->sha256);
  g_free (piece);
}

static void
run_read_piece (GTask *task, gpointer source, gpointer pointer, GCancellable *cancellable)
{
  const Piece *piece = pointer;
  GError *error = NULL;
  GBytes *bytes = portail_content_file_read (piece->directory, piece->sha256, piece->offset,
                                             PIECE_BYTES, &error);

  if (bytes != NULL && g_bytes_get_size (bytes) == 0)
    {
      g_clear_pointer (&bytes, g_bytes_unref);
      g_set_error_literal (&error, PORTAIL_ERROR, PORTAIL_ERROR_STORAGE,
                           _ ("The file on this device is damaged."));
    }
  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static Piece *
piece_new (PortailUploader *uploader)
{
  Piece *piece = g_new (Piece, 1);

  *piece = (Piece){ g_strdup (uploader->directory), g_strdup (uploader->current->sha256),
                    uploader->current->n_done };
  return piece;
}

/* Refused as a whole: whose fault is it? */
static void
run_examine (GTask *task, gpointer source, gpointer pointer, GCancellable *cancellable)
{
  const Piece *piece = pointer;

  g_task_return_boolean (task, portail_content_file_is_intact (piece->directory, piece->sha256));
}

static gboolean
is_over (GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
on_examined (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PortailUploader *uploader = PORTAIL_UPLOADER (source);
  g_autoptr (GError) fault = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_intact = g_task_propagate_boolean (G_TASK (result), &error);

  if (is_over (error))
    return;
  if (!is_intact)
    {
      g_clear_error (&fault);
      g_set_error_literal (&fault, PORTAIL_ERROR, PORTAIL_ERROR_INVALID,
                           _ ("The file on this device is damaged."));
    }
  portail_uploader_give_up (uploader, fault, 0);
}

/* Takes @fault. */
static void
examine (PortailUploader *uploader, GError *fault)
{
  g_autoptr (GTask) task = g_task_new (uploader, uploader->cancellable, on_examined, fault);

  g_task_set_source_tag (task, examine);
  g_task_set_task_data (task, piece_new (uploader), piece_free);
  g_task_run_in_thread (task, run_examine);
}

/* Takes @error. */
static void
handle_refusal (PortailUploader *uploader, const PortailApiAnswer *answer, GError *error)
{
  g_autoptr (GError) owned = error;
  gboolean is_complete;

  if (g_error_matches (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID))
    examine (uploader, g_steal_pointer (&owned));
  else if (g_error_matches (error, PORTAIL_ERROR, PORTAIL_ERROR_CONFLICT)
           && read_state (uploader, answer, &is_complete))
    send_piece (uploader);
  else if (g_error_matches (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND)
           && uploader->upload_id != NULL && ++uploader->n_standstills <= MAX_STANDSTILLS)
    {
      g_clear_pointer (&uploader->upload_id, g_free);
      portail_uploader_send (uploader);
    }
  else
    portail_uploader_give_up (uploader, error, answer->retry_after_seconds);
}

/* Of a declaration and of a piece. */
static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailUploader) uploader = user_data;
  GError *error = NULL;
  g_autoptr (PortailApiAnswer) answer = portail_api_client_send_finish (PORTAIL_API_CLIENT (source),
                                                                        result, &error);

  if (is_over (error))
    g_clear_error (&error);
  else if (answer == NULL)
    {
      portail_uploader_give_up (uploader, error, 0);
      g_clear_error (&error);
    }
  else if (!portail_api_answer_check (answer, &error))
    handle_refusal (uploader, answer, error);
  else
    take_state (uploader, answer);
}

static void
on_piece_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PortailUploader *uploader = PORTAIL_UPLOADER (source);
  g_autoptr (GError) error = NULL;
  GBytes *bytes = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *path = NULL;
  g_autofree char *offset = NULL;
  PortailApiRequest *request;

  if (is_over (error))
    return;
  if (bytes == NULL)
    {
      examine (uploader, g_steal_pointer (&error));
      return;
    }
  path = g_strconcat ("/api/blobs/", uploader->upload_id, NULL);
  offset = g_strdup_printf ("%" G_GINT64_FORMAT, uploader->current->n_done);
  request = portail_api_request_new ("PATCH", path, bytes);
  portail_api_request_add_header (request, "Content-Type", "application/octet-stream");
  portail_api_request_add_header (request, "Upload-Offset", offset);
  portail_api_client_send_async (uploader->client, request, uploader->cancellable, on_answer,
                                 g_object_ref (uploader));
}

static void
send_piece (PortailUploader *uploader)
{
  g_autoptr (GTask) task = g_task_new (uploader, uploader->cancellable, on_piece_read, NULL);

  g_task_set_source_tag (task, send_piece);
  g_task_set_task_data (task, piece_new (uploader), piece_free);
  g_task_run_in_thread (task, run_read_piece);
}

void
portail_uploader_send (PortailUploader *uploader)
{
  const PortailTransfer *transfer = uploader->current;
  GString *json = g_string_new ("{");

  portail_json_append_name (json, "enterprise_id");
  portail_json_append_string (json, transfer->enterprise_id);
  portail_json_append_name (json, "sha256");
  portail_json_append_string (json, transfer->sha256);
  portail_json_append_name (json, "size");
  portail_json_append_integer (json, transfer->size);
  g_string_append_c (json, '}');
  portail_api_client_send_async (
      uploader->client,
      portail_api_request_new ("POST", "/api/blobs", g_string_free_to_bytes (json)),
      uploader->cancellable, on_answer, g_object_ref (uploader));
}
