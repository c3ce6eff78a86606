/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-tax-routes.h"

#include "server/portail-body.h"
#include "server/portail-list-parameters.h"
#include "server/portail-record-routes.h"
#include "server/portail-record-view.h"
#include "shared/portail-due-date.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-tax-delay.h"
#include "shared/portail-tax-fill.h"
#include "shared/records/portail-dotation.h"

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

static const char missing_sql[] =
    "SELECT enterprise.id, enterprise.name, enterprise.settings, dotation.id, dotation.status,"
    " draft.id, draft.status, draft.due_date FROM enterprise"
    " LEFT JOIN dotation ON dotation.enterprise_id = enterprise.id AND dotation.period = ?"
    " AND dotation.trashed_at IS NULL AND dotation.status <> 'refuse'"
    " LEFT JOIN tax_declaration AS draft ON draft.id = (SELECT id FROM tax_declaration"
    " WHERE enterprise_id = enterprise.id AND period = ? AND trashed_at IS NULL"
    " ORDER BY created_at DESC, id DESC LIMIT 1)"
    " WHERE enterprise.is_active = 1 AND enterprise.trashed_at IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM tax_declaration AS made"
    " WHERE made.enterprise_id = enterprise.id AND made.period = ? AND made.trashed_at IS NULL"
    " AND made.status IN ('en_attente', 'valide', 'paye'))"
    " ORDER BY enterprise.name, enterprise.id";

typedef struct
{
  PortailTimestamp now;
  PortailWeek period;
  char *default_delay; /* owned; the stored setting or NULL */
} Missing;

static void
missing_clear (Missing *missing)
{
  g_free (missing->default_delay);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Missing, missing_clear)

static gboolean
load_default_delay (PortailDatabase *database, Missing *missing, GError **error)
{
  PortailStatement *statement = portail_database_query (
      database, error,
      "SELECT value FROM setting WHERE key = ? AND user_id IS NULL AND trashed_at IS NULL", "t",
      PORTAIL_TAX_DELAY_KEY);
  PortailStep step = statement != NULL ? portail_statement_step (statement, error)
                                       : PORTAIL_STEP_ERROR;

  if (step == PORTAIL_STEP_ERROR)
    return FALSE;
  if (step == PORTAIL_STEP_ROW)
    missing->default_delay = portail_statement_dup_text (statement, 0);
  portail_statement_reset (statement);
  return TRUE;
}

static void
append_text (GString *json, const char *name, const char *text)
{
  portail_json_append_name (json, name);
  portail_json_append_string (json, text);
}

/* That of the draft, else by the company's delay. */
static PortailDay
get_due_day (const Missing *missing, PortailStatement *statement)
{
  const char *text = portail_statement_get_text (statement, 7);
  PortailDay day;

  if (text != NULL && portail_day_parse (text, &day))
    return day;
  return portail_due_date_of_week (
      missing->period, portail_tax_delay_resolve (missing->default_delay,
                                                  portail_statement_get_text (statement, 2)));
}

static void
append_company (const Missing *missing, PortailStatement *statement, GString *json)
{
  PortailDay due = get_due_day (missing, statement);
  PortailDueLevel level = portail_due_level_at (due, missing->now);
  char day[PORTAIL_DAY_TEXT_SIZE];

  g_string_append (json, json->str[json->len - 1] != '[' ? ",{" : "{");
  append_text (json, "enterprise_id", portail_statement_get_text (statement, 0));
  append_text (json, "enterprise_name", portail_statement_get_text (statement, 1));
  append_text (json, "due_date", portail_day_format (due, day));
  portail_json_append_name (json, "en_retard");
  g_string_append (json, level == PORTAIL_DUE_LATE ? "true" : "false");
  append_text (json, "due_level", portail_due_level_get_name (level));
  append_text (json, "dotation_id", portail_statement_get_text (statement, 3));
  append_text (json, "dotation_status", portail_statement_get_text (statement, 4));
  append_text (json, "declaration_id", portail_statement_get_text (statement, 5));
  append_text (json, "declaration_status", portail_statement_get_text (statement, 6));
  g_string_append_c (json, '}');
}

static gboolean
append_companies (PortailDatabase *database, const Missing *missing, GString *json, GError **error)
{
  char week[PORTAIL_WEEK_TEXT_SIZE];
  PortailStatement *statement;
  PortailStep step = PORTAIL_STEP_ERROR;

  portail_week_format (missing->period, week);
  statement = portail_database_query (database, error, missing_sql, "ttt", week, week, week);
  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    append_company (missing, statement, json);
  if (step != PORTAIL_STEP_DONE)
    return FALSE;
  portail_statement_reset (statement);
  return TRUE;
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
  const char *period = portail_request_get_parameter (request, "period");
  g_auto (Missing) missing = { .now = context->now };
  g_autoptr (GString) json = g_string_new ("{");
  PortailAnswer *answer;
  char week[PORTAIL_WEEK_TEXT_SIZE];

  if (!check_reads_all (context->access, error))
    return NULL;
  missing.period = portail_tax_get_last_closed_week (
      portail_timestamp_get_paris_day (context->now));
  if (period != NULL && !portail_week_parse (period, &missing.period))
    {
      portail_list_fail_parameter (error, "period");
      return NULL;
    }
  append_text (json, "period", portail_week_format (missing.period, week));
  portail_json_append_name (json, "items");
  g_string_append_c (json, '[');
  if (!load_default_delay (context->database, &missing, error)
      || !append_companies (context->database, &missing, json, error))
    return NULL;
  g_string_append (json, "]}");
  answer = portail_answer_new_json (200, g_steal_pointer (&json));
  portail_answer_add_header (answer, "Cache-Control", "private, no-cache");
  return answer;
}
