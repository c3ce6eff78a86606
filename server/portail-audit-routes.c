/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-audit-routes.h"

#include "server/portail-access.h"
#include "server/portail-audit-report.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-json-text.h"

#define DEFAULT_LIMIT 50
#define MAX_LIMIT     500

static gboolean
check_right (PortailContext *context, GError **error)
{
  return portail_access_check (context->access, NULL, PORTAIL_MODULE_ACCOUNTS,
                               context->route->right, error);
}

static gboolean
read_id (const char *value, gpointer target)
{
  *(const char **) target = value;
  return portail_id_is_valid (value);
}

/* A stable word of ours. */
static gboolean
read_word (const char *value, gpointer target)
{
  *(const char **) target = value;
  for (; *value != '\0'; value++)
    if (!g_ascii_isalnum (*value) && *value != '_' && *value != '-' && *value != ':')
      return FALSE;
  return TRUE;
}

static gboolean
read_from (const char *value, gpointer target)
{
  PortailTimestamp *moment = target;
  PortailDay day;

  if (portail_day_parse (value, &day))
    *moment = portail_timestamp_of_paris_day (day);
  else
    return portail_timestamp_parse (value, moment);
  return TRUE;
}

/* A day counts to its end, however long it is. */
static gboolean
read_to (const char *value, gpointer target)
{
  PortailTimestamp *moment = target;
  PortailDay day;

  if (portail_day_parse (value, &day))
    *moment = portail_timestamp_of_paris_day ((PortailDay){ day.number + 1 });
  else if (portail_timestamp_parse (value, moment))
    moment->milliseconds++;
  else
    return FALSE;
  return TRUE;
}

static gboolean
read_limit (const char *value, gpointer target)
{
  guint64 limit;

  if (!g_ascii_string_to_unsigned (value, 10, 1, MAX_LIMIT, &limit, NULL))
    return FALSE;
  *(guint *) target = (guint) limit;
  return TRUE;
}

static const struct
{
  const char *name;
  gboolean (*read) (const char *value, gpointer target);
  gsize offset;
} parameters[] = {
  { "scope", read_word, G_STRUCT_OFFSET (PortailAuditFilter, scope) },
  { "enterprise_id", read_id, G_STRUCT_OFFSET (PortailAuditFilter, enterprise_id) },
  { "user_id", read_id, G_STRUCT_OFFSET (PortailAuditFilter, user_id) },
  { "action", read_word, G_STRUCT_OFFSET (PortailAuditFilter, action) },
  { "type", read_word, G_STRUCT_OFFSET (PortailAuditFilter, type) },
  { "id", read_id, G_STRUCT_OFFSET (PortailAuditFilter, id) },
  { "from", read_from, G_STRUCT_OFFSET (PortailAuditFilter, from) },
  { "to", read_to, G_STRUCT_OFFSET (PortailAuditFilter, before) },
  { "cursor", read_id, G_STRUCT_OFFSET (PortailAuditFilter, cursor) },
  { "limit", read_limit, G_STRUCT_OFFSET (PortailAuditFilter, limit) },
};

static gboolean
read_parameter (const char *name, const char *value, PortailAuditFilter *filter)
{
  for (guint i = 0; i < G_N_ELEMENTS (parameters); i++)
    if (g_str_equal (parameters[i].name, name))
      return parameters[i].read (value, (char *) filter + parameters[i].offset);
  return FALSE;
}

static gboolean
read_filter (const PortailRequest *request, PortailAuditFilter *filter, GError **error)
{
  *filter = (PortailAuditFilter){
    .from = PORTAIL_TIMESTAMP_NULL,
    .before = PORTAIL_TIMESTAMP_NULL,
    .limit = DEFAULT_LIMIT,
  };
  for (guint i = 0; i < portail_request_get_n_parameters (request); i++)
    {
      const char *value;
      const char *name = portail_request_get_parameter_at (request, i, &value);

      if (read_parameter (name, value, filter))
        continue;
      g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID,
                   _ ("The parameter “%s” is not possible here."), name);
      return FALSE;
    }
  return TRUE;
}

PortailAnswer *
portail_audit_get_list (PortailContext *context, const PortailRequest *request, GError **error)
{
  PortailAuditFilter filter;
  g_autoptr (GPtrArray) entries = NULL;
  const char *next = NULL;
  guint limit;
  GString *json;

  if (!check_right (context, error) || !read_filter (request, &filter, error))
    return NULL;
  limit = filter.limit++;
  entries = portail_audit_report_list (context->database, &filter, error);
  if (entries == NULL)
    return NULL;
  json = g_string_new ("{\"items\":[");
  for (guint i = 0; i < entries->len && i < limit; i++)
    {
      g_string_append (json, i > 0 ? "," : "");
      portail_audit_report_append (g_ptr_array_index (entries, i), json);
    }
  if (entries->len > limit)
    next = ((PortailAuditEntry *) g_ptr_array_index (entries, limit - 1))->base.id;
  g_string_append (json, "],\"next_cursor\":");
  portail_json_append_string (json, next);
  return portail_answer_new_json (200, g_string_append_c (json, '}'));
}

gpointer
portail_audit_prepare_verify (PortailContext *context,
                              const PortailRequest *request,
                              GError **error)
{
  return check_right (context, error) ? portail_audit_report_verify (
             context->database, portail_request_get_parameter (request, "scope"), error)
                                      : NULL;
}

void
portail_audit_free_verify (gpointer prepared)
{
  g_ptr_array_unref (prepared);
}

PortailAnswer *
portail_audit_get_verify (PortailContext *context, const PortailRequest *request, GError **error)
{
  const GPtrArray *verdicts = context->prepared;
  GString *json = g_string_new ("{\"scopes\":");
  guint n_problems = 0;

  portail_json_append_integer (json, verdicts->len);
  g_string_append (json, ",\"problems\":[");
  for (guint i = 0; i < verdicts->len; i++)
    {
      const PortailAuditVerdict *verdict = g_ptr_array_index (verdicts, i);

      if (verdict->problem == NULL)
        continue;
      g_string_append (json, n_problems++ > 0 ? ",{\"scope\":" : "{\"scope\":");
      portail_json_append_string (json, verdict->scope);
      g_string_append (json, ",\"detail\":");
      portail_json_append_string (json, verdict->problem);
      g_string_append_c (json, '}');
    }
  g_string_append (json, n_problems == 0 ? "],\"is_whole\":true}" : "],\"is_whole\":false}");
  return portail_answer_new_json (200, json);
}
