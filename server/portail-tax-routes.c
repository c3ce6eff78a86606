/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-tax-routes.h"

#include "server/portail-body.h"
#include "server/portail-list-parameters.h"
#include "server/portail-record-routes.h"
#include "server/portail-record-view.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-tax-fill.h"
#include "shared/portail-tax-missing.h"

/* The company of the dotation that a body names without one, where the caller may know of it; NULL
 * otherwise, and then the usual questions find what is missing. Owned. */
static char *
find_company (PortailContext *context, const PortailJson *body)
{
  const char *dotation_id = portail_json_get_member_string (body, "dotation_id");
  g_autoptr (PortailDotation) dotation = NULL;

  if (dotation_id == NULL || portail_json_get (body, "enterprise_id") != NULL
      || !portail_record_view_check_known (context->access, context->database,
                                           &portail_dotation_type, dotation_id, NULL))
    return NULL;
  dotation = portail_record_sql_load (context->database, &portail_dotation_type, dotation_id, NULL);
  return dotation != NULL ? g_strdup (dotation->base.enterprise_id) : NULL;
}

/* The same request for @enterprise_id. Owned. */
static PortailRequest *
complete (const PortailRequest *request, const PortailJson *body, const char *enterprise_id)
{
  GString *text = g_string_new ("{");

  portail_json_append_name (text, "enterprise_id");
  portail_json_append_string (text, enterprise_id);
  for (const PortailJson *member = body->first_child; member != NULL; member = member->next)
    {
      portail_json_append_name (text, member->name);
      portail_json_append_canonical (member, text);
    }
  g_string_append_c (text, '}');
  return portail_request_new_with_body (request, g_string_free_to_bytes (text));
}

PortailAnswer *
portail_tax_post_new (PortailContext *context, const PortailRequest *request, GError **error)
{
  g_autoptr (PortailJsonDocument) document = portail_body_parse (request, error);
  g_autofree char *enterprise_id = NULL;
  g_autoptr (PortailRequest) whole = NULL;
  const PortailJson *body;

  if (document == NULL)
    return NULL;
  body = portail_json_document_get_root (document);
  enterprise_id = find_company (context, body);
  if (enterprise_id != NULL)
    whole = complete (request, body, enterprise_id);
  return portail_record_post_new (context, whole != NULL ? whole : request, error);
}

static void
append_text (GString *json, const char *name, const char *text)
{
  portail_json_append_name (json, name);
  portail_json_append_string (json, text);
}

/* NULL where there is none. */
static const char *
get_status_name (const PortailRecordType *type, int status)
{
  const PortailField *field = portail_record_type_get_field (
      type, (guint) portail_record_type_find_field (type, "status"));
  const PortailChoice *choice = portail_choice_find (field->choices, status);

  return choice != NULL ? choice->name : NULL;
}

static void
append_company (const PortailTaxMissing *missing, GString *json)
{
  char day[PORTAIL_DAY_TEXT_SIZE];

  g_string_append (json, json->str[json->len - 1] != '[' ? ",{" : "{");
  append_text (json, "enterprise_id", missing->enterprise_id);
  append_text (json, "enterprise_name", missing->enterprise_name);
  append_text (json, "due_date", portail_day_format (missing->due_date, day));
  portail_json_append_name (json, "en_retard");
  g_string_append (json, missing->level == PORTAIL_DUE_LATE ? "true" : "false");
  append_text (json, "due_level", portail_due_level_get_name (missing->level));
  append_text (json, "dotation_id", missing->dotation_id);
  append_text (json, "dotation_status",
               get_status_name (&portail_dotation_type, (int) missing->dotation_status));
  append_text (json, "declaration_id", missing->declaration_id);
  append_text (json, "declaration_status",
               get_status_name (&portail_tax_declaration_type, (int) missing->declaration_status));
  g_string_append_c (json, '}');
}

static gboolean
check_reads_all (const PortailAccess *access, GError **error)
{
  if (portail_role_is_server_wide (portail_access_get_highest_role (access)))
    return TRUE;
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_FORBIDDEN,
                       _ ("Your role does not allow this."));
  return FALSE;
}

PortailAnswer *
portail_tax_get_missing (PortailContext *context, const PortailRequest *request, GError **error)
{
  const char *wanted = portail_request_get_parameter (request, "period");
  PortailWeek period = portail_tax_get_last_closed_week (
      portail_timestamp_get_paris_day (context->now));
  g_autoptr (GString) json = g_string_new ("{");
  g_autoptr (GPtrArray) companies = NULL;
  PortailAnswer *answer;
  char week[PORTAIL_WEEK_TEXT_SIZE];

  if (!check_reads_all (context->access, error))
    return NULL;
  if (wanted != NULL && !portail_week_parse (wanted, &period))
    {
      portail_list_fail_parameter (error, "period");
      return NULL;
    }
  companies = portail_tax_missing_list (context->database, period, context->now, error);
  if (companies == NULL)
    return NULL;
  append_text (json, "period", portail_week_format (period, week));
  portail_json_append_name (json, "items");
  g_string_append_c (json, '[');
  for (guint i = 0; i < companies->len; i++)
    append_company (g_ptr_array_index (companies, i), json);
  g_string_append (json, "]}");
  answer = portail_answer_new_json (200, g_steal_pointer (&json));
  portail_answer_add_header (answer, "Cache-Control", "private, no-cache");
  return answer;
}
