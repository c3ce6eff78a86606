/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-api-docs-routes.h"

#include <string.h>

#include "server/portail-api-docs.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

/* Redoc makes two style elements: an empty one that it fills by rules, and one text of its own. */
#define STYLE_EMPTY "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
#define STYLE_REDOC "'sha256-QMIg+bpjm3JdElJ388KYke01izlUW0UoNOeKjpMxdgc='"

#define POLICY                                                                                     \
  "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' data:;"               \
  " style-src 'self' " STYLE_EMPTY " " STYLE_REDOC "; base-uri 'none'; form-action 'none';"        \
  " frame-ancestors 'none'"

#define REVALIDATED "no-cache"
#define FOR_EVER    "public, max-age=31536000, immutable"

static gboolean
takes_gzip (const PortailRequest *request)
{
  const char *accepted = portail_request_get_header (request, "Accept-Encoding");

  return accepted != NULL && strstr (accepted, "gzip") != NULL
         && strstr (accepted, "gzip;q=0") == NULL;
}

static PortailAnswer *
new_answer (const PortailApiFile *file, const PortailRequest *request)
{
  const char *known = portail_request_get_header (request, "If-None-Match");
  PortailAnswer *answer;

  if (known != NULL && strstr (known, file->version) != NULL)
    return portail_answer_new (304);
  if (!takes_gzip (request))
    return portail_answer_new_bytes (200, file->content_type, portail_api_file_inflate (file));
  answer = portail_answer_new_bytes (200, file->content_type, g_bytes_ref (file->gzip));
  portail_answer_add_header (answer, "Content-Encoding", "gzip");
  return answer;
}

static PortailAnswer *
answer_file (PortailContext *context,
             const PortailRequest *request,
             const char *name,
             const char *caching,
             GError **error)
{
  const PortailApiFile *file = context->docs != NULL ? portail_api_docs_find (context->docs, name)
                                                     : NULL;
  g_autofree char *tag = NULL;
  PortailAnswer *answer;

  if (file == NULL)
    {
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND,
                           _ ("There is nothing at this address."));
      return NULL;
    }
  answer = new_answer (file, request);
  tag = g_strdup_printf ("\"%s\"", file->version);
  portail_answer_add_header (answer, "ETag", tag);
  portail_answer_add_header (answer, "Cache-Control", caching);
  portail_answer_add_header (answer, "Vary", "Accept-Encoding");
  return answer;
}

PortailAnswer *
portail_api_docs_get_openapi (PortailContext *context,
                              const PortailRequest *request,
                              GError **error)
{
  return answer_file (context, request, "openapi.json", REVALIDATED, error);
}

static PortailAnswer *
answer_page (PortailContext *context,
             const PortailRequest *request,
             const char *name,
             GError **error)
{
  PortailAnswer *answer = answer_file (context, request, name, REVALIDATED, error);

  if (answer != NULL)
    portail_answer_add_header (answer, "Content-Security-Policy", POLICY);
  return answer;
}

PortailAnswer *
portail_api_docs_get_docs (PortailContext *context, const PortailRequest *request, GError **error)
{
  return answer_page (context, request, "docs.html", error);
}

PortailAnswer *
portail_api_docs_get_redoc (PortailContext *context, const PortailRequest *request, GError **error)
{
  return answer_page (context, request, "redoc.html", error);
}

PortailAnswer *
portail_api_docs_get_asset (PortailContext *context, const PortailRequest *request, GError **error)
{
  const char *name = g_ptr_array_index (context->path_arguments, 0);

  return answer_file (context, request, name, FOR_EVER, error);
}
