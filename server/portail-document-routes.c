/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-document-routes.h"

#include <string.h>
#include <unistd.h>

#include "server/portail-access.h"
#include "server/portail-document-content.h"
#include "server/portail-record-routes.h"
#include "server/portail-thumbnail.h"
#include "shared/portail-error.h"
#include "shared/portail-file-name.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"

#define FILE_PART "file"
/* Of a body without file. */
#define MAX_JSON_BYTES (256 * 1024)

static gboolean
is_writable (const PortailContext *context, const char *enterprise_id, GError **error)
{
  return portail_access_check (context->access, enterprise_id, PORTAIL_MODULE_DOCUMENTS,
                               PORTAIL_RIGHT_WRITE, error);
}

/* Whether a member of that name is a number in JSON, and @text could be one. */
static gboolean
is_number (const char *name, const char *text)
{
  int index = portail_record_type_find_field (&portail_document_type, name);
  PortailKind kind;

  if (index < 0)
    return FALSE;
  kind = portail_record_type_get_field (&portail_document_type, (guint) index)->kind;
  return (kind == PORTAIL_KIND_MONEY || kind == PORTAIL_KIND_INTEGER)
         && strspn (text, "-0123456789.") == strlen (text);
}

static void
append_member (GString *json, const char *name, const char *text)
{
  if (json->len > 1)
    g_string_append_c (json, ',');
  portail_json_append_string (json, name);
  g_string_append_c (json, ':');
  if (is_number (name, text))
    g_string_append (json, text);
  else
    portail_json_append_string (json, text);
}

static const PortailMultipartPart *
find_file (const PortailMultipart *form)
{
  const PortailMultipartPart *part = portail_multipart_find (form, FILE_PART);
  gboolean is_there = part != NULL && part->filename != NULL
                      && (*part->filename != '\0' || g_bytes_get_size (part->bytes) > 0);

  return is_there ? part : NULL;
}

/* What a form was left empty in is not there. */
static gboolean
append_fields (GString *json, const PortailMultipart *form, GError **error)
{
  for (guint i = 0; i < portail_multipart_get_n_parts (form); i++)
    {
      const PortailMultipartPart *part = portail_multipart_get_part (form, i);

      if (g_str_equal (part->name, FILE_PART))
        continue;
      if (part->text == NULL)
        {
          g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID, _ ("“%s” must be a text."),
                       part->name);
          return FALSE;
        }
      if (*part->text != '\0' && !g_str_equal (part->name, "filename"))
        append_member (json, part->name, part->text);
    }
  return TRUE;
}

/* The name that the form gives, or else the file's own. */
static void
append_filename (GString *json, const PortailMultipart *form, const PortailMultipartPart *file)
{
  const PortailMultipartPart *part = portail_multipart_find (form, "filename");
  const char *given = part != NULL && part->text != NULL && *part->text != '\0' ? part->text
                      : file != NULL                                            ? file->filename
                                                                                : NULL;
  g_autofree char *clean = portail_file_name_clean (given);

  if (clean != NULL)
    append_member (json, "filename", clean);
}

static gboolean
read_form (PortailDocumentContent *content,
           const PortailContext *context,
           const PortailRequest *request,
           GError **error)
{
  g_autoptr (PortailMultipart) form = portail_multipart_parse (
      portail_request_get_header (request, "Content-Type"), portail_request_get_body (request),
      error);
  g_autoptr (GString) json = g_string_new ("{");
  const PortailMultipartPart *company, *file;

  if (form == NULL || !append_fields (json, form, error))
    return FALSE;
  company = portail_multipart_find (form, "enterprise_id");
  file = find_file (form);
  append_filename (json, form, file);
  if (file != NULL && company != NULL && company->text != NULL)
    {
      if (!is_writable (context, company->text, error)
          || !portail_document_content_store (content, context, company->text, file->bytes, error))
        return FALSE;
      append_member (json, "sha256", content->blob->sha256);
    }
  g_string_append_c (json, '}');
  content->request = portail_request_new_with_body (
      request, g_string_free_to_bytes (g_steal_pointer (&json)));
  return TRUE;
}

static gboolean
read_json (PortailDocumentContent *content, const PortailRequest *request, GError **error)
{
  GBytes *body = portail_request_get_body (request);

  if (g_bytes_get_size (body) > MAX_JSON_BYTES)
    {
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_TOO_LARGE,
                           _ ("The request is too large."));
      return FALSE;
    }
  content->request = portail_request_new_with_body (request, g_bytes_ref (body));
  return TRUE;
}

gpointer
portail_document_prepare_post (PortailContext *context,
                               const PortailRequest *request,
                               GError **error)
{
  g_autoptr (PortailDocumentContent) content = g_new0 (PortailDocumentContent, 1);
  gboolean is_read = FALSE;

  if (portail_request_has_content_type (request, "multipart/form-data"))
    is_read = portail_document_check_store (context, error)
              && read_form (content, context, request, error);
  else if (portail_request_has_content_type (request, "application/json")
           || g_bytes_get_size (portail_request_get_body (request)) == 0)
    is_read = read_json (content, request, error);
  else
    g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_UNSUPPORTED_MEDIA,
                         _ ("The request must be JSON or a form."));
  return is_read ? g_steal_pointer (&content) : NULL;
}

PortailAnswer *
portail_document_post (PortailContext *context, const PortailRequest *request, GError **error)
{
  return portail_document_content_enter (context->prepared, context, portail_record_post_new,
                                         error);
}

gpointer
portail_document_prepare_put (PortailContext *context,
                              const PortailRequest *request,
                              GError **error)
{
  g_autoptr (PortailDocumentContent) content = g_new0 (PortailDocumentContent, 1);
  g_autoptr (PortailDocument) document = NULL;
  g_autofree char *json = NULL;

  if (!portail_document_check_store (context, error))
    return NULL;
  document = portail_document_load (context, error);
  if (document == NULL || !is_writable (context, document->base.enterprise_id, error)
      || !portail_document_content_store (content, context, document->base.enterprise_id,
                                          portail_request_get_body (request), error))
    return NULL;
  json = g_strdup_printf ("{\"sha256\":\"%s\"}", content->blob->sha256);
  content->request = portail_request_new_with_body (request, g_bytes_new (json, strlen (json)));
  return g_steal_pointer (&content);
}

PortailAnswer *
portail_document_put_content (PortailContext *context,
                              const PortailRequest *request,
                              GError **error)
{
  return portail_document_content_enter (context->prepared, context, portail_record_patch, error);
}

void
portail_document_free_content (gpointer prepared)
{
  portail_document_content_free (prepared);
}

typedef struct
{
  gint64 first;
  gint64 length;
} Range;

typedef enum
{
  RANGE_WHOLE,
  RANGE_PART,
  RANGE_OUTSIDE,
} RangeKind;

static gboolean
read_number (const char *text, gint64 *number)
{
  return g_ascii_isdigit (*text)
         && g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, number, NULL);
}

/* One range of RFC 9110 §14.2. Several at once, and what is none, ask for the whole. */
static RangeKind
read_range (const char *header, gint64 size, Range *range)
{
  g_auto (GStrv) ends = NULL;
  gint64 last = size - 1;

  *range = (Range){ 0, size };
  if (header == NULL || !g_str_has_prefix (header, "bytes=") || strchr (header, ',') != NULL)
    return RANGE_WHOLE;
  ends = g_strsplit (header + strlen ("bytes="), "-", 2);
  if (g_strv_length (ends) != 2 || (*ends[1] != '\0' && !read_number (ends[1], &last))
      || (*ends[0] == '\0' ? *ends[1] == '\0' : !read_number (ends[0], &range->first)))
    return RANGE_WHOLE;
  if (*ends[0] == '\0')
    {
      range->first = MAX (size - last, 0);
      last = last > 0 ? size - 1 : -1;
    }
  else if (last < range->first)
    return *ends[1] != '\0' && range->first < size ? RANGE_WHOLE : RANGE_OUTSIDE;
  range->length = MIN (last, size - 1) - range->first + 1;
  return range->length > 0 ? RANGE_PART : RANGE_OUTSIDE;
}

/* Takes @fd. */
static PortailAnswer *
answer_range (const PortailRequest *request, const char *tag, int fd, gint64 size, const char *mime)
{
  const char *condition = portail_request_get_header (request, "If-Range");
  const char *header = portail_request_get_header (request, "Range");
  g_autofree char *text = NULL;
  PortailAnswer *answer;
  Range range;

  switch (
      read_range (condition == NULL || g_str_equal (condition, tag) ? header : NULL, size, &range))
    {
    case RANGE_OUTSIDE:
      close (fd);
      text = g_strdup_printf ("bytes */%" G_GINT64_FORMAT, size);
      answer = portail_answer_new (416);
      break;
    case RANGE_PART:
      text = g_strdup_printf ("bytes %" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT,
                              range.first, range.first + range.length - 1, size);
      answer = portail_answer_new_file (206, mime, fd, range.first, range.length);
      break;
    case RANGE_WHOLE:
    default:
      return portail_answer_new_file (200, mime, fd, 0, size);
    }
  portail_answer_add_header (answer, "Content-Range", text);
  return answer;
}

/* Nothing of it runs where it is shown, nobody guesses what it is, and no cache keeps it. */
static void
add_download_headers (PortailAnswer *answer, const PortailDocument *document, const char *tag)
{
  g_autofree char *clean = portail_file_name_clean (document->filename);
  g_autofree char *name = portail_file_name_with_type (
      clean != NULL ? clean : "document", portail_file_type_from_mime (document->mime));
  g_autofree char *disposition = portail_file_name_to_disposition (name);

  portail_answer_add_header (answer, "Content-Disposition", disposition);
  portail_answer_add_header (answer, "Content-Security-Policy",
                             "default-src 'none'; frame-ancestors 'none'; sandbox");
  portail_answer_add_header (answer, "Cross-Origin-Resource-Policy", "same-origin");
  portail_answer_add_header (answer, "Cache-Control", "private, no-store");
  portail_answer_add_header (answer, "Accept-Ranges", "bytes");
  portail_answer_add_header (answer, "ETag", tag);
}

static gboolean
is_known (const PortailRequest *request, const char *tag)
{
  const char *known = portail_request_get_header (request, "If-None-Match");

  return known != NULL && strstr (known, tag) != NULL;
}

PortailAnswer *
portail_document_get_content (PortailContext *context,
                              const PortailRequest *request,
                              GError **error)
{
  g_autoptr (PortailDocument) document = NULL;
  g_autofree char *tag = NULL;
  PortailAnswer *answer;
  gint64 size;
  int fd;

  if (!portail_document_check_store (context, error))
    return NULL;
  document = portail_document_load_readable (context, error);
  if (document == NULL)
    return NULL;
  tag = g_strdup_printf ("\"%s\"", document->sha256);
  fd = portail_blob_store_open (context->blobs, document->base.enterprise_id, document->sha256,
                                &size, error);
  if (fd < 0)
    return NULL;
  if (is_known (request, tag))
    {
      close (fd);
      answer = portail_answer_new (304);
    }
  else
    answer = answer_range (
        request, tag, fd, size,
        portail_file_type_get_mime (portail_file_type_from_mime (document->mime)));
  add_download_headers (answer, document, tag);
  return answer;
}

typedef struct
{
  GBytes *picture; /* NULL for a client that has it */
  char *tag;
} Thumbnail;

void
portail_document_free_thumbnail (gpointer prepared)
{
  Thumbnail *thumbnail = prepared;

  g_clear_pointer (&thumbnail->picture, g_bytes_unref);
  g_free (thumbnail->tag);
  g_free (thumbnail);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Thumbnail, portail_document_free_thumbnail)

/* The next larger of a few sizes, so that there are few files of each picture. */
static gboolean
read_thumbnail_size (const PortailRequest *request, guint *size, GError **error)
{
  static const guint sizes[] = { 64, 128, 256, 512 };
  const char *text = portail_request_get_parameter (request, "size");
  guint64 wanted = 256;

  if (text == NULL || g_ascii_string_to_unsigned (text, 10, 1, 512, &wanted, NULL))
    for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
      if (wanted <= sizes[i])
        {
          *size = sizes[i];
          return TRUE;
        }
  g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID,
               _ ("The parameter “%s” is not possible here."), "size");
  return FALSE;
}

/* The picture that was made before, or a new one. Owned. */
static GBytes *
get_picture (PortailContext *context, const PortailDocument *document, guint size, GError **error)
{
  const char *enterprise_id = document->base.enterprise_id;
  GBytes *picture = portail_blob_store_load_thumbnail (context->blobs, enterprise_id,
                                                       document->sha256, size);
  g_autoptr (GBytes) file = NULL;

  if (picture != NULL)
    return picture;
  file = portail_blob_store_map (context->blobs, enterprise_id, document->sha256, error);
  if (file == NULL)
    return NULL;
  picture = portail_thumbnail_new (file, portail_file_type_from_mime (document->mime), size,
                                   context->cancellable, error);
  if (picture != NULL)
    portail_blob_store_save_thumbnail (context->blobs, enterprise_id, document->sha256, size,
                                       picture);
  return picture;
}

gpointer
portail_document_prepare_thumbnail (PortailContext *context,
                                    const PortailRequest *request,
                                    GError **error)
{
  g_autoptr (Thumbnail) thumbnail = g_new0 (Thumbnail, 1);
  g_autoptr (PortailDocument) document = NULL;
  guint size;

  if (!portail_document_check_store (context, error))
    return NULL;
  document = portail_document_load_readable (context, error);
  if (document == NULL || !read_thumbnail_size (request, &size, error))
    return NULL;
  thumbnail->tag = g_strdup_printf ("\"%s-%u\"", document->sha256, size);
  if (!is_known (request, thumbnail->tag))
    {
      thumbnail->picture = get_picture (context, document, size, error);
      if (thumbnail->picture == NULL)
        return NULL;
    }
  return g_steal_pointer (&thumbnail);
}

PortailAnswer *
portail_document_get_thumbnail (PortailContext *context,
                                const PortailRequest *request,
                                GError **error)
{
  const Thumbnail *thumbnail = context->prepared;
  PortailAnswer *answer;

  if (thumbnail->picture == NULL)
    answer = portail_answer_new (304);
  else
    {
      gsize length;
      gconstpointer bytes = g_bytes_get_data (thumbnail->picture, &length);
      PortailFileType type = portail_file_type_detect (bytes, length);

      answer = portail_answer_new_bytes (200, portail_file_type_get_mime (type),
                                         g_bytes_ref (thumbnail->picture));
    }
  portail_answer_add_header (answer, "Content-Security-Policy",
                             "default-src 'none'; frame-ancestors 'none'; sandbox");
  portail_answer_add_header (answer, "Cross-Origin-Resource-Policy", "same-origin");
  portail_answer_add_header (answer, "Cache-Control", "private, no-cache");
  portail_answer_add_header (answer, "ETag", thumbnail->tag);
  return answer;
}
