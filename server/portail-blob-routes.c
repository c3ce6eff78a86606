/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-blob-routes.h"

#include "server/portail-access.h"
#include "server/portail-blob.h"
#include "server/portail-body.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-json-text.h"

/* What became of a piece. */
typedef enum
{
  PIECE_STORED,
  PIECE_COMPLETE,
  PIECE_AT_WRONG_OFFSET,
  PIECE_BESIDE_ANOTHER, /* somebody is writing the same upload */
  PIECE_TOO_LONG,
  PIECE_OF_WRONG_HASH,
  PIECE_OF_WRONG_TYPE,
} Verdict;

/* A piece whose bytes are on the disk; the upload is held until its transaction is over. */
typedef struct
{
  PortailBlobStore *store;
  PortailUpload *upload;
  PortailBlobClaim *claim; /* of PIECE_COMPLETE */
  PortailFileType type;
  Verdict verdict;
  gint64 received; /* bytes, this piece among them */
} Piece;

static gboolean
fail_missing (GError **error)
{
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND,
                       _ ("There is no such upload."));
  return FALSE;
}

static gboolean
check_store (const PortailContext *context, GError **error)
{
  if (context->blobs != NULL)
    return TRUE;
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAVAILABLE,
                       _ ("Files cannot be stored here."));
  return FALSE;
}

static const char *
get_user_id (const PortailContext *context)
{
  return portail_access_get_user (context->access)->base.id;
}

static gboolean
check_writer (const PortailContext *context, const char *enterprise_id, GError **error)
{
  return portail_access_check (context->access, enterprise_id, PORTAIL_MODULE_DOCUMENTS,
                               PORTAIL_RIGHT_WRITE, error);
}

/* Bytes that are on the disk for sure: the row says so, and the file has them. */
static gint64
get_received (const PortailContext *context, const PortailUpload *upload)
{
  return MIN (upload->received, portail_blob_store_get_received (context->blobs, upload->id));
}

typedef enum
{
  AWAITED,
  COMPLETE,
} State;

static PortailAnswer *
answer_state (guint status, const char *id, gint64 offset, State state)
{
  GString *json = g_string_new ("{");
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, offset);
  PortailAnswer *answer;

  portail_json_append_name (json, "id");
  portail_json_append_string (json, id);
  portail_json_append_name (json, "offset");
  portail_json_append_integer (json, offset);
  portail_json_append_name (json, "complete");
  g_string_append (json, state == COMPLETE ? "true}" : "false}");
  answer = portail_answer_new_json (status, json);
  portail_answer_add_header (answer, "Upload-Offset", text);
  return answer;
}

static gboolean
read_size (const PortailContext *context,
           const PortailJson *body,
           gint64 *size,
           PortailProblems *problems,
           GError **error)
{
  gint64 max = portail_server_config_get_number (context->config, PORTAIL_SETTING_MAX_FILE_SIZE);

  if (!portail_json_get_integer (portail_json_get (body, "size"), size) || *size <= 0)
    portail_problems_add (problems, "size", "wrong_kind",
                          _ ("The size must be a whole number of bytes above zero."));
  else if (*size > max)
    {
      g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_TOO_LARGE,
                   _ ("A file may have at most %ld bytes."), (long) max);
      return FALSE;
    }
  return TRUE;
}

static void
check_members (const PortailJson *body, PortailProblems *problems)
{
  static const char *const names[] = { "enterprise_id", "sha256", "size", NULL };

  for (const PortailJson *member = body->first_child; member != NULL; member = member->next)
    if (!g_strv_contains (names, member->name))
      portail_problems_add (problems, member->name, "unknown_field", _ ("There is no such field."));
}

/* What the body declares. NULL with a 422 in *@answer, or an error. Owned. */
static PortailUpload *
read_declaration (const PortailContext *context,
                  const PortailRequest *request,
                  PortailAnswer **answer,
                  GError **error)
{
  g_autoptr (PortailJsonDocument) document = portail_body_parse (request, error);
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  g_autoptr (PortailUpload) upload = NULL;
  const PortailJson *body;

  if (document == NULL)
    return NULL;
  body = portail_json_document_get_root (document);
  upload = g_new0 (PortailUpload, 1);
  upload->user_id = g_strdup (get_user_id (context));
  upload->enterprise_id = g_strdup (portail_json_get_member_string (body, "enterprise_id"));
  upload->sha256 = g_strdup (portail_json_get_member_string (body, "sha256"));
  if (upload->enterprise_id == NULL)
    portail_problems_add (problems, "enterprise_id", "required", _ ("This field is required."));
  if (!portail_sha256_is_valid (upload->sha256))
    portail_problems_add (problems, "sha256", "not_a_hash",
                          _ ("A SHA-256 has 64 digits of 0–9 and a–f."));
  check_members (body, problems);
  if (!read_size (context, body, &upload->size, problems, error))
    return NULL;
  if (problems->len == 0)
    return g_steal_pointer (&upload);
  *answer = portail_answer_new_problem (request, PORTAIL_ERROR_INVALID,
                                        portail_problems_get (problems, 0)->detail, problems);
  return NULL;
}

/* What the company holds is not sent again, unless its file was lost; what this person began goes
 * on. */
static PortailAnswer *
declare (PortailContext *context, PortailUpload *wanted, GError **error)
{
  gint64 quota = portail_server_config_get_number (context->config, PORTAIL_SETTING_BLOB_QUOTA);
  g_autoptr (PortailBlob) blob = NULL;
  g_autoptr (PortailUpload) upload = NULL;

  if (!portail_blob_find (context->database, wanted->enterprise_id, wanted->sha256, &blob, error)
      || !portail_upload_find_same (context->database, wanted, &upload, error))
    return NULL;
  if (blob != NULL && blob->size == wanted->size
      && portail_blob_store_has (context->blobs, blob->enterprise_id, blob->sha256, blob->size))
    /* Whoever asks is about to name it. */
    return portail_blob_add (context->database, blob, context->now, error)
               ? answer_state (200, blob->id, blob->size, COMPLETE)
               : NULL;
  if (upload != NULL)
    return answer_state (200, upload->id, get_received (context, upload), AWAITED);
  wanted->id = portail_id_new ();
  if (!portail_blob_check_quota (context->database, wanted->enterprise_id, wanted->size, quota,
                                 error)
      || !portail_upload_add (context->database, wanted, context->now, error))
    return NULL;
  return answer_state (201, wanted->id, 0, AWAITED);
}

PortailAnswer *
portail_blob_post (PortailContext *context, const PortailRequest *request, GError **error)
{
  g_autoptr (PortailUpload) wanted = NULL;
  PortailAnswer *answer = NULL;

  if (!check_store (context, error))
    return NULL;
  wanted = read_declaration (context, request, &answer, error);
  if (wanted == NULL)
    return answer;
  return check_writer (context, wanted->enterprise_id, error) ? declare (context, wanted, error)
                                                              : NULL;
}

/* The upload of the path, which must be the caller's, in a company where he still may. */
static PortailUpload *
load_upload (PortailContext *context, GError **error)
{
  const char *id = g_ptr_array_index (context->path_arguments, 0);
  g_autoptr (PortailUpload) upload = NULL;

  if (!portail_id_is_valid (id))
    {
      fail_missing (error);
      return NULL;
    }
  if (!portail_upload_find (context->database, id, get_user_id (context), &upload, error))
    return NULL;
  if (upload == NULL)
    {
      fail_missing (error);
      return NULL;
    }
  return check_writer (context, upload->enterprise_id, error) ? g_steal_pointer (&upload) : NULL;
}

PortailAnswer *
portail_blob_get (PortailContext *context, const PortailRequest *request, GError **error)
{
  g_autoptr (GError) missing = NULL;
  g_autoptr (PortailUpload) upload = NULL;
  g_autoptr (PortailBlob) blob = NULL;

  if (!check_store (context, error))
    return NULL;
  upload = load_upload (context, &missing);
  if (upload != NULL)
    return answer_state (200, upload->id, get_received (context, upload), AWAITED);
  if (!g_error_matches (missing, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&missing));
      return NULL;
    }
  if (!portail_blob_find_by_id (context->database, g_ptr_array_index (context->path_arguments, 0),
                                &blob, error))
    return NULL;
  if (blob != NULL && check_writer (context, blob->enterprise_id, NULL))
    return answer_state (200, blob->id, blob->size, COMPLETE);
  fail_missing (error);
  return NULL;
}

static gboolean
read_offset (const PortailRequest *request, gint64 *offset, GError **error)
{
  const char *text = portail_request_get_header (request, "Upload-Offset");

  if (text != NULL && g_ascii_isdigit (*text)
      && g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, offset, NULL))
    return TRUE;
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_MALFORMED,
                       _ ("The header Upload-Offset must say where the bytes begin."));
  return FALSE;
}

/* Whether the bytes are what was declared; then they get their place. */
static gboolean
finish_upload (Piece *piece, GError **error)
{
  const PortailUpload *upload = piece->upload;
  g_autofree char *sha256 = portail_blob_store_examine (piece->store, upload->id, upload->size,
                                                        &piece->type, error);

  if (sha256 == NULL)
    return FALSE;
  if (!g_str_equal (sha256, upload->sha256))
    piece->verdict = PIECE_OF_WRONG_HASH;
  else if (piece->type == PORTAIL_FILE_UNKNOWN)
    piece->verdict = PIECE_OF_WRONG_TYPE;
  else
    {
      piece->verdict = PIECE_COMPLETE;
      piece->claim = portail_blob_store_place (piece->store, upload->id, upload->enterprise_id,
                                               upload->sha256, error);
      return piece->claim != NULL;
    }
  portail_blob_store_discard (piece->store, upload->id);
  return TRUE;
}

static gboolean
take_bytes (Piece *piece, gint64 offset, GBytes *bytes, GError **error)
{
  gint64 length = (gint64) g_bytes_get_size (bytes);
  const PortailUpload *upload = piece->upload;

  if (offset != piece->received)
    {
      piece->verdict = PIECE_AT_WRONG_OFFSET;
      return TRUE;
    }
  if (length > upload->size - offset)
    {
      piece->verdict = PIECE_TOO_LONG;
      portail_blob_store_discard (piece->store, upload->id);
      return TRUE;
    }
  piece->verdict = PIECE_STORED;
  if (length == 0)
    return TRUE;
  if (!portail_blob_store_write (piece->store, upload->id, offset, bytes, error))
    return FALSE;
  piece->received = offset + length;
  return piece->received < upload->size || finish_upload (piece, error);
}

void
portail_blob_free_patch (gpointer prepared)
{
  Piece *piece = prepared;

  portail_blob_claim_free (piece->claim);
  if (piece->verdict != PIECE_BESIDE_ANOTHER)
    portail_blob_store_release_upload (piece->store, piece->upload->id);
  portail_upload_free (piece->upload);
  g_free (piece);
}

gpointer
portail_blob_prepare_patch (PortailContext *context, const PortailRequest *request, GError **error)
{
  g_autoptr (PortailUpload) upload = NULL;
  Piece *piece;
  gint64 offset;

  if (!check_store (context, error) || !read_offset (request, &offset, error))
    return NULL;
  upload = load_upload (context, error);
  if (upload == NULL)
    return NULL;
  piece = g_new0 (Piece, 1);
  piece->store = context->blobs;
  piece->upload = g_steal_pointer (&upload);
  if (!portail_blob_store_hold_upload (context->blobs, piece->upload->id))
    {
      piece->verdict = PIECE_BESIDE_ANOTHER;
      piece->received = get_received (context, piece->upload);
      return piece;
    }
  /* Only now nobody else changes it. */
  upload = load_upload (context, error);
  if (upload != NULL)
    {
      piece->received = get_received (context, upload);
      if (take_bytes (piece, offset, portail_request_get_body (request), error))
        return piece;
    }
  portail_blob_free_patch (piece);
  return NULL;
}

static PortailAnswer *
answer_offset (const PortailRequest *request, gint64 offset, const char *detail)
{
  PortailAnswer *answer = portail_answer_new_problem (request, PORTAIL_ERROR_CONFLICT, detail,
                                                      NULL);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, offset);

  portail_answer_add_member (answer, "offset", text);
  portail_answer_add_header (answer, "Upload-Offset", text);
  return answer;
}

/* 422, and nothing of what was sent counts. */
static PortailAnswer *
start_anew (PortailContext *context,
            const PortailRequest *request,
            const Piece *piece,
            const char *detail,
            GError **error)
{
  PortailAnswer *answer;

  if (!portail_upload_touch (context->database, piece->upload->id, 0, context->now, error))
    return NULL;
  answer = portail_answer_new_problem (request, PORTAIL_ERROR_INVALID, detail, NULL);
  portail_answer_add_member (answer, "offset", "0");
  portail_answer_add_header (answer, "Upload-Offset", "0");
  return answer;
}

static PortailAnswer *
refuse_type (PortailContext *context,
             const PortailRequest *request,
             const Piece *piece,
             GError **error)
{
  if (!portail_upload_remove (context->database, piece->upload->id, error))
    return NULL;
  return portail_answer_new_problem (
      request, PORTAIL_ERROR_UNSUPPORTED_MEDIA,
      _ ("Only PDF, PNG, JPEG, WEBP, GIF, DOC and DOCX files are possible."), NULL);
}

static PortailAnswer *
complete (PortailContext *context, const Piece *piece, GError **error)
{
  const PortailUpload *upload = piece->upload;
  const PortailBlob blob = { upload->id, upload->enterprise_id, upload->sha256, upload->size,
                             piece->type };

  if (!portail_blob_add (context->database, &blob, context->now, error)
      || !portail_upload_remove (context->database, upload->id, error))
    return NULL;
  portail_blob_claim_keep (piece->claim);
  return answer_state (200, upload->id, upload->size, COMPLETE);
}

PortailAnswer *
portail_blob_patch (PortailContext *context, const PortailRequest *request, GError **error)
{
  const Piece *piece = context->prepared;
  g_autoptr (PortailUpload) upload = load_upload (context, error);

  if (upload == NULL)
    return NULL;
  switch (piece->verdict)
    {
    case PIECE_STORED:
      if (!portail_upload_touch (context->database, upload->id, piece->received, context->now,
                                 error))
        return NULL;
      return answer_state (200, upload->id, piece->received, AWAITED);
    case PIECE_COMPLETE:
      return complete (context, piece, error);
    case PIECE_TOO_LONG:
      return start_anew (context, request, piece,
                         _ ("These are more bytes than were declared. Please send all again."),
                         error);
    case PIECE_OF_WRONG_HASH:
      return start_anew (context, request, piece,
                         _ ("The bytes are not those that were declared. Please send all again."),
                         error);
    case PIECE_OF_WRONG_TYPE:
      return refuse_type (context, request, piece, error);
    case PIECE_BESIDE_ANOTHER:
      return answer_offset (request, piece->received, _ ("This upload is being written already."));
    case PIECE_AT_WRONG_OFFSET:
    default:
      return answer_offset (request, piece->received, _ ("The upload goes on at another offset."));
    }
}
