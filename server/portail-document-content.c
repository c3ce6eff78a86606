/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-document-content.h"

#include "server/portail-record-view.h"
#include "server/portail-scope.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-record-sql.h"

#define SAVEPOINT "content"

gboolean
portail_document_check_store (const PortailContext *context, GError **error)
{
  if (context->blobs != NULL)
    return TRUE;
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAVAILABLE,
                       _ ("Files cannot be stored here."));
  return FALSE;
}

PortailDocument *
portail_document_load (PortailContext *context, GError **error)
{
  const char *id = g_ptr_array_index (context->path_arguments, 0);

  if (!portail_record_view_check_known (context->access, context->database, &portail_document_type,
                                        id, error))
    return NULL;
  return portail_record_sql_load (context->database, &portail_document_type, id, error);
}

PortailDocument *
portail_document_load_readable (PortailContext *context, GError **error)
{
  g_autoptr (PortailDocument) document = portail_document_load (context, error);
  g_autofree char *scope = NULL;
  PortailRecordView view;
  gboolean is_visible;

  if (document == NULL)
    return NULL;
  scope = portail_scope_of_record (&document->base);
  view = portail_record_view_get (context->access, &portail_document_type, scope);
  if (!portail_record_view_apply (&view, context->database, document, &is_visible, error))
    return NULL;
  if (!is_visible)
    g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_FORBIDDEN,
                         _ ("Your role does not allow this."));
  else if (document->sha256 == NULL)
    g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND,
                         _ ("This document has no content yet."));
  else
    return g_steal_pointer (&document);
  return NULL;
}

void
portail_document_content_free (PortailDocumentContent *content)
{
  if (content == NULL)
    return;
  g_clear_pointer (&content->request, portail_request_unref);
  g_clear_pointer (&content->blob, portail_blob_free);
  portail_blob_claim_free (content->claim);
  g_free (content);
}

static gboolean
check_size (const PortailContext *context, gint64 size, GError **error)
{
  gint64 max = portail_server_config_get_number (context->config, PORTAIL_SETTING_MAX_FILE_SIZE);

  if (size > 0 && size <= max)
    return TRUE;
  if (size == 0)
    g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID, _ ("The file is empty."));
  else
    g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_TOO_LARGE,
                 _ ("A file may have at most %ld bytes."), (long) max);
  return FALSE;
}

/* What the company holds already costs nothing. */
static gboolean
check_quota (const PortailContext *context, const PortailBlob *blob, GError **error)
{
  gint64 quota = portail_server_config_get_number (context->config, PORTAIL_SETTING_BLOB_QUOTA);
  g_autoptr (PortailBlob) known = NULL;

  if (!portail_blob_find (context->database, blob->enterprise_id, blob->sha256, &known, error))
    return FALSE;
  return known != NULL
         || portail_blob_check_quota (context->database, blob->enterprise_id, blob->size, quota,
                                      error);
}

gboolean
portail_document_content_store (PortailDocumentContent *content,
                                const PortailContext *context,
                                const char *enterprise_id,
                                GBytes *bytes,
                                GError **error)
{
  PortailBlob *blob = g_new0 (PortailBlob, 1);
  gsize length;
  gconstpointer start = g_bytes_get_data (bytes, &length);

  content->blob = blob;
  blob->id = portail_id_new ();
  blob->enterprise_id = g_strdup (enterprise_id);
  blob->size = (gint64) length;
  if (!check_size (context, blob->size, error))
    return FALSE;
  blob->type = portail_file_type_detect (start, length);
  if (blob->type == PORTAIL_FILE_UNKNOWN)
    {
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_UNSUPPORTED_MEDIA,
                           _ ("Only PDF, PNG, JPEG, WEBP, GIF, DOC and DOCX files are possible."));
      return FALSE;
    }
  blob->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  if (!check_quota (context, blob, error))
    return FALSE;
  if (portail_blob_store_write (context->blobs, blob->id, 0, bytes, error))
    content->claim = portail_blob_store_place (context->blobs, blob->id, enterprise_id,
                                               blob->sha256, error);
  if (content->claim == NULL)
    portail_blob_store_discard (context->blobs, blob->id);
  return content->claim != NULL;
}

PortailAnswer *
portail_document_content_enter (PortailDocumentContent *content,
                                PortailContext *context,
                                PortailRouteHandler handle,
                                GError **error)
{
  PortailAnswer *answer;

  if (content->blob == NULL)
    return handle (context, content->request, error);
  if (!portail_access_check (context->access, content->blob->enterprise_id,
                             PORTAIL_MODULE_DOCUMENTS, PORTAIL_RIGHT_WRITE, error)
      || !check_quota (context, content->blob, error)
      || !portail_database_savepoint (context->database, SAVEPOINT, error)
      || !portail_blob_add (context->database, content->blob, context->now, error))
    return NULL;
  answer = handle (context, content->request, error);
  if (answer == NULL)
    return NULL;
  if (portail_answer_get_status (answer) >= 400)
    portail_database_rollback_to (context->database, SAVEPOINT);
  else if (portail_database_release (context->database, SAVEPOINT, error))
    portail_blob_claim_keep (content->claim);
  else
    g_clear_pointer (&answer, portail_answer_free);
  return answer;
}
