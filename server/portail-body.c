/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-body.h"

#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

PortailJsonDocument *
portail_body_parse (const PortailRequest *request, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (portail_request_get_body (request), &length);
  g_autoptr (PortailJsonDocument) document = portail_json_parse (length > 0 ? text : "", length,
                                                                 error);

  if (document == NULL)
    return NULL;
  if (portail_json_document_get_root (document)->kind == PORTAIL_JSON_OBJECT)
    return g_steal_pointer (&document);
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_MALFORMED,
                       _ ("The request is no JSON object."));
  return NULL;
}

const char *
portail_body_get_text (const PortailJsonDocument *body, const char *name, GError **error)
{
  const char *text = portail_json_get_member_string (portail_json_document_get_root (body), name);

  if (text == NULL)
    g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID, _ ("“%s” must be a text."), name);
  return text;
}
