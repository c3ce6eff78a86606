/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-dashboard-routes.h"

#include "server/portail-access.h"
#include "server/portail-dashboard-own.h"
#include "server/portail-list-parameters.h"
#include "shared/portail-dashboard-loader.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"
#include "shared/portail-record-json.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-enterprise.h"

static void
append_text (GString *json, const char *name, const char *text)
{
  portail_json_append_name (json, name);
  portail_json_append_string (json, text);
}

static void
append_weeks (GString *json, PortailWeek period)
{
  char week[PORTAIL_WEEK_TEXT_SIZE] = "";

  append_text (json, "period", portail_week_format (period, week));
  append_text (json, "previous_period",
               portail_week_format ((PortailWeek){ period.number - 1 }, week));
}

/* This week where the request names none. */
static gboolean
read_period (const PortailContext *context,
             const PortailRequest *request,
             PortailWeek *period,
             GError **error)
{
  const char *text = portail_request_get_parameter (request, "period");

  *period = portail_week_of_day (portail_timestamp_get_paris_day (context->now));
  if (text == NULL)
    return TRUE;
  /* The weeks before it are shown too. */
  if (portail_week_parse (text, period)
      && period->number > portail_week_from_number (1, 1).number + PORTAIL_DASHBOARD_WEEKS)
    return TRUE;
  return portail_list_fail_parameter (error, "period");
}

/* That of the request, else the only one; NULL with an error. Borrowed. */
static const char *
find_company (const PortailContext *context, const PortailRequest *request, GError **error)
{
  const char *wanted = portail_request_get_parameter (request, "enterprise_id");
  const GPtrArray *ids = portail_access_get_enterprise_ids (context->access);

  if (wanted != NULL)
    return wanted;
  if (ids->len == 1)
    return g_ptr_array_index (ids, 0);
  portail_list_fail_parameter (error, "enterprise_id");
  return NULL;
}

static gboolean
may_see_operations (const PortailContext *context, const char *enterprise_id)
{
  return portail_access_check (context->access, enterprise_id, PORTAIL_MODULE_BLANCHIMENT,
                               PORTAIL_RIGHT_READ, NULL);
}

static PortailAnswer *
answer (GString *json)
{
  PortailAnswer *made = portail_answer_new_json (200, json);

  portail_answer_add_header (made, "Cache-Control", "private, no-cache");
  return made;
}

static PortailAnswer *
answer_company (PortailContext *context,
                const char *enterprise_id,
                PortailWeek period,
                GError **error)
{
  const PortailDashboardQuestion question = {
    enterprise_id,
    period,
    context->now,
    PORTAIL_DASHBOARD_KEPT_TOTALS | PORTAIL_DASHBOARD_PERSONS
        | (may_see_operations (context, enterprise_id) ? PORTAIL_DASHBOARD_OPERATIONS : 0),
    PORTAIL_DASHBOARD_WEEKS,
  };
  g_autoptr (PortailDashboardInputs) inputs = portail_dashboard_load (context->database, &question,
                                                                      error);
  g_autoptr (PortailDashboard) dashboard = NULL;
  GString *json;

  if (inputs == NULL)
    return NULL;
  dashboard = portail_dashboard_new (&inputs->source);
  json = g_string_new ("{");
  append_text (json, "enterprise_id", enterprise_id);
  append_weeks (json, period);
  portail_dashboard_append_members (dashboard, json);
  g_string_append_c (json, '}');
  return answer (json);
}

static PortailAnswer *
answer_own (PortailContext *context, const char *enterprise_id, PortailWeek period, GError **error)
{
  g_autoptr (GString) json = g_string_new ("{");

  append_text (json, "enterprise_id", enterprise_id);
  append_weeks (json, period);
  if (!portail_dashboard_append_own (context, enterprise_id, period, json, error))
    return NULL;
  g_string_append_c (json, '}');
  return answer (g_steal_pointer (&json));
}

gpointer
portail_dashboard_prepare (PortailContext *context, const PortailRequest *request, GError **error)
{
  const char *enterprise_id = find_company (context, request, error);
  PortailWeek period;

  if (enterprise_id == NULL)
    return NULL;
  if (portail_access_check (context->access, enterprise_id, PORTAIL_MODULE_DASHBOARD,
                            PORTAIL_RIGHT_READ, NULL))
    return read_period (context, request, &period, error)
               ? answer_company (context, enterprise_id, period, error)
               : NULL;
  if (!portail_access_check (context->access, enterprise_id, PORTAIL_MODULE_DASHBOARD,
                             PORTAIL_RIGHT_READ_OWN, error)
      || !read_period (context, request, &period, error))
    return NULL;
  return answer_own (context, enterprise_id, period, error);
}

/* A table on its way. */
typedef struct
{
  PortailContext *context;
  PortailWeek period;
  PortailCard totals[PORTAIL_N_CARDS];
  guint waiting[PORTAIL_N_WAITING];
  GString *json;
} Overview;

static void
append_count (GString *json, const char *name, guint count)
{
  portail_json_append_name (json, name);
  portail_json_append_integer (json, count);
}

static void
append_waiting (GString *json, const guint *counts)
{
  portail_json_append_name (json, "waiting");
  g_string_append_c (json, '{');
  for (int kind = 0; kind < PORTAIL_N_WAITING; kind++)
    append_count (json, portail_waiting_get_name ((PortailWaitingKind) kind), counts[kind]);
  g_string_append_c (json, '}');
}

static const char *
get_status_name (const PortailRecordType *type, int status)
{
  const PortailField *field = portail_record_type_get_field (
      type, (guint) portail_record_type_find_field (type, "status"));
  const PortailChoice *choice = portail_choice_find (field->choices, status);

  return choice != NULL ? choice->name : NULL;
}

static void
append_sheet (GString *json, const PortailDashboardSheet *sheet)
{
  char moment[PORTAIL_TIMESTAMP_TEXT_SIZE];

  portail_json_append_name (json, "dotation");
  if (sheet == NULL)
    {
      g_string_append (json, "null");
      return;
    }
  g_string_append_c (json, '{');
  append_text (json, "id", sheet->id);
  append_text (json, "status", get_status_name (&portail_dotation_type, (int) sheet->status));
  portail_json_append_name (json, "rev");
  portail_json_append_integer (json, sheet->rev);
  append_text (json, "updated_at", portail_timestamp_format (sheet->updated_at, moment));
  g_string_append_c (json, '}');
}

static void
append_declaration (GString *json,
                    const PortailDashboardDeclaration *declaration,
                    PortailTimestamp now)
{
  char day[PORTAIL_DAY_TEXT_SIZE] = "";
  PortailDueLevel level = PORTAIL_DUE_NONE;

  portail_json_append_name (json, "declaration");
  if (declaration == NULL)
    {
      g_string_append (json, "null");
      return;
    }
  if (declaration->status != PORTAIL_TAX_DECLARATION_PAYE)
    level = portail_due_level_at (declaration->due_date, now);
  g_string_append_c (json, '{');
  append_text (json, "id", declaration->id);
  append_text (json, "status",
               get_status_name (&portail_tax_declaration_type, (int) declaration->status));
  portail_json_append_name (json, "amount");
  portail_money_append_json (declaration->amount, json);
  append_text (json, "due_date",
               portail_day_is_null (declaration->due_date)
                   ? NULL
                   : portail_day_format (declaration->due_date, day));
  portail_json_append_name (json, "en_retard");
  g_string_append (json, level == PORTAIL_DUE_LATE ? "true" : "false");
  append_text (json, "due_level", portail_due_level_get_name (level));
  g_string_append_c (json, '}');
}

static gboolean
append_company (Overview *overview, const PortailEnterprise *enterprise, GError **error)
{
  const PortailDashboardQuestion question = {
    enterprise->base.id,
    overview->period,
    overview->context->now,
    PORTAIL_DASHBOARD_KEPT_TOTALS
        | (may_see_operations (overview->context, enterprise->base.id)
               ? PORTAIL_DASHBOARD_OPERATIONS
               : 0),
    PORTAIL_DASHBOARD_WEEKS,
  };
  g_autoptr (PortailDashboardInputs) inputs = portail_dashboard_load (overview->context->database,
                                                                      &question, error);
  g_autoptr (PortailDashboard) dashboard = NULL;
  GString *json = overview->json;
  guint waiting[PORTAIL_N_WAITING];

  if (inputs == NULL)
    return FALSE;
  dashboard = portail_dashboard_new (&inputs->source);
  portail_dashboard_add_to (dashboard, overview->totals);
  for (int kind = 0; kind < PORTAIL_N_WAITING; kind++)
    {
      waiting[kind] = dashboard->waiting[kind]->len;
      overview->waiting[kind] += waiting[kind];
    }
  g_string_append (json, json->str[json->len - 1] != '[' ? ",{" : "{");
  append_text (json, "enterprise_id", enterprise->base.id);
  append_text (json, "enterprise_name", enterprise->name);
  portail_json_append_name (json, "is_active");
  g_string_append (json, enterprise->is_active ? "true" : "false");
  append_sheet (json, dashboard->sheet);
  append_declaration (json, dashboard->declaration, overview->context->now);
  portail_dashboard_append_cards (dashboard->cards, json);
  append_waiting (json, waiting);
  g_string_append_c (json, '}');
  return TRUE;
}

static void
append_totals (Overview *overview)
{
  portail_json_append_name (overview->json, "totals");
  g_string_append_c (overview->json, '{');
  portail_dashboard_append_cards (overview->totals, overview->json);
  append_waiting (overview->json, overview->waiting);
  g_string_append_c (overview->json, '}');
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

gpointer
portail_dashboard_prepare_overview (PortailContext *context,
                                    const PortailRequest *request,
                                    GError **error)
{
  g_autoptr (GPtrArray) enterprises = NULL;
  g_autoptr (GString) json = g_string_new ("{");
  Overview overview = { .context = context, .json = json };

  if (!check_reads_all (context->access, error)
      || !read_period (context, request, &overview.period, error))
    return NULL;
  enterprises = portail_record_sql_list (context->database, &portail_enterprise_type, error,
                                         "WHERE trashed_at IS NULL ORDER BY name, id", "");
  if (enterprises == NULL)
    return NULL;
  for (int id = 0; id < PORTAIL_N_CARDS; id++)
    overview.totals[id] = (PortailCard){ PORTAIL_CARD_NOTHING, PORTAIL_CARD_NOTHING };
  append_weeks (json, overview.period);
  portail_json_append_name (json, "companies");
  g_string_append_c (json, '[');
  for (guint i = 0; i < enterprises->len; i++)
    if (!append_company (&overview, g_ptr_array_index (enterprises, i), error))
      return NULL;
  g_string_append_c (json, ']');
  append_totals (&overview);
  g_string_append_c (json, '}');
  return answer (g_steal_pointer (&json));
}
