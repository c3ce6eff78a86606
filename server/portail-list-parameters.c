/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-list-parameters.h"

#include <string.h>

#include "server/portail-scope.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

gboolean
portail_list_fail_parameter (GError **error, const char *name)
{
  g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID,
               _ ("The parameter “%s” or its value is not possible here."), name);
  return FALSE;
}

gboolean
portail_list_read_limit (const PortailRequest *request, guint *limit, GError **error)
{
  const char *text = portail_request_get_parameter (request, "limit");
  guint64 number = PORTAIL_LIST_DEFAULT_LIMIT;

  if (text != NULL
      && !g_ascii_string_to_unsigned (text, 10, 1, PORTAIL_LIST_MAX_LIMIT, &number, NULL))
    return portail_list_fail_parameter (error, "limit");
  *limit = (guint) number;
  return TRUE;
}

gboolean
portail_list_read_fields (const PortailRequest *request,
                          const PortailRecordType *type,
                          PortailFieldSet *fields,
                          GError **error)
{
  const char *names = portail_request_get_parameter (request, "fields");
  g_auto (GStrv) parts = names != NULL ? g_strsplit (names, ",", -1) : NULL;

  *fields = parts != NULL ? (PortailFieldSet) 1 << PORTAIL_COMMON_ID : ~(PortailFieldSet) 0;
  for (guint i = 0; parts != NULL && parts[i] != NULL; i++)
    {
      int index = portail_record_type_find_field (type, parts[i]);

      if (index < 0)
        return portail_list_fail_parameter (error, "fields");
      *fields |= (PortailFieldSet) 1 << index;
    }
  return TRUE;
}

char *
portail_list_make_tag (PortailContext *context,
                       const PortailRequest *request,
                       const PortailRecordReach *reach,
                       GError **error)
{
  g_autoptr (GString) text = g_string_new (portail_request_get_path (request));
  g_autofree char *hash = NULL;
  char day[PORTAIL_DAY_TEXT_SIZE];

  g_string_append_printf (text, "?%s\n%s\n", portail_request_get_query (request),
                          portail_day_format (portail_timestamp_get_paris_day (context->now), day));
  for (guint i = 0; i < reach->scopes->len; i++)
    {
      const char *scope = g_array_index (reach->scopes, PortailReachedScope, i).scope;
      g_autofree char *rights = portail_record_view_describe (context->access, scope);
      PortailScopeState state;

      if (!portail_scope_load (context->database, scope, &state, error))
        return NULL;
      g_string_append_printf (text, "%s %s %" G_GINT64_FORMAT "\n", scope, rights, state.number);
    }
  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, (gssize) text->len);
  return g_strdup_printf ("W/\"%.32s\"", hash);
}

static PortailAnswer *
add_headers (PortailAnswer *answer, const char *tag)
{
  portail_answer_add_header (answer, "ETag", tag);
  portail_answer_add_header (answer, "Cache-Control", "private, no-cache");
  return answer;
}

PortailAnswer *
portail_list_answer_known (const PortailRequest *request, const char *tag)
{
  const char *known = portail_request_get_header (request, "If-None-Match");

  if (known == NULL || strstr (known, tag + 2) == NULL)
    return NULL;
  return add_headers (portail_answer_new (304), tag);
}

PortailAnswer *
portail_list_answer_new (GString *body, const char *tag)
{
  return add_headers (portail_answer_new_json (200, body), tag);
}
