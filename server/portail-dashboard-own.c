/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-dashboard-own.h"

#include "server/portail-access.h"
#include "server/portail-record-view.h"
#include "server/portail-scope.h"
#include "shared/portail-dashboard.h"
#include "shared/portail-json-text.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-dotation-row.h"

typedef enum
{
  OWN_CA,
  OWN_SALAIRE,
  OWN_PRIME,
  N_OWN,
} Own;

static const char *const own_names[N_OWN] = { "ca", "salaire", "prime" };

/* His rows of one week, mostly one. */
typedef struct
{
  char *dotation_id; /* NULL: none */
  gint64 cents[N_OWN];
} OwnWeek;

typedef struct
{
  PortailWeek first;
  OwnWeek weeks[PORTAIL_DASHBOARD_WEEKS];
} OwnWeeks;

static void
own_weeks_clear (OwnWeeks *own)
{
  for (int i = 0; i < PORTAIL_DASHBOARD_WEEKS; i++)
    g_free (own->weeks[i].dotation_id);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OwnWeeks, own_weeks_clear)

static gint64
get_cents (PortailMoney money)
{
  return portail_money_is_null (money) ? 0 : money.cents;
}

static void
add_row (OwnWeeks *own, const PortailDotationRow *row, PortailWeek period)
{
  gint32 place = period.number - own->first.number;
  OwnWeek *week = &own->weeks[place];

  if (place < 0 || place >= PORTAIL_DASHBOARD_WEEKS)
    return;
  if (week->dotation_id == NULL)
    week->dotation_id = g_strdup (row->dotation_id);
  week->cents[OWN_CA] += get_cents (row->run) + get_cents (row->facture) + get_cents (row->vente);
  week->cents[OWN_SALAIRE] += get_cents (row->salaire);
  week->cents[OWN_PRIME] += get_cents (row->prime);
}

/* Ids of the sheets of the weeks and their periods, both owned. */
static gboolean
load_periods (PortailDatabase *database,
              const char *enterprise_id,
              const OwnWeeks *own,
              GHashTable *periods,
              GError **error)
{
  PortailWeek last = { own->first.number + PORTAIL_DASHBOARD_WEEKS - 1 };
  char from[PORTAIL_WEEK_TEXT_SIZE];
  char to[PORTAIL_WEEK_TEXT_SIZE];
  PortailStatement *statement = portail_database_query (
      database, error,
      "SELECT id, period FROM dotation WHERE enterprise_id = ? AND period >= ? AND period <= ?"
      " AND status <> 'refuse' AND trashed_at IS NULL",
      "ttt", enterprise_id, portail_week_format (own->first, from), portail_week_format (last, to));
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    g_hash_table_insert (periods, portail_statement_dup_text (statement, 0),
                         portail_statement_dup_text (statement, 1));
  if (step != PORTAIL_STEP_DONE)
    return FALSE;
  portail_statement_reset (statement);
  return TRUE;
}

static gboolean
load_rows (PortailContext *context, const char *enterprise_id, OwnWeeks *own, GError **error)
{
  g_autofree char *scope = portail_scope_of_enterprise (enterprise_id);
  PortailRecordView view = portail_record_view_get (context->access, &portail_dotation_row_type,
                                                    scope);
  g_autoptr (GHashTable) periods = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) rows = NULL;

  if (view.employee_id == NULL)
    return TRUE;
  if (!load_periods (context->database, enterprise_id, own, periods, error))
    return FALSE;
  rows = portail_record_sql_list (context->database, &portail_dotation_row_type, error,
                                  "WHERE employee_id = ? AND trashed_at IS NULL ORDER BY id", "t",
                                  view.employee_id);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      PortailDotationRow *row = g_ptr_array_index (rows, i);
      const char *text = g_hash_table_lookup (periods, row->dotation_id);
      PortailWeek period;
      gboolean is_visible;

      if (text == NULL || !portail_week_parse (text, &period))
        continue;
      if (!portail_record_view_apply (&view, context->database, row, &is_visible, error))
        return FALSE;
      if (is_visible)
        add_row (own, row, period);
    }
  return rows != NULL;
}

static void
append_amount (GString *json, const char *name, const OwnWeek *week, int own)
{
  portail_json_append_name (json, name);
  portail_money_append_json (
      week->dotation_id != NULL ? (PortailMoney){ week->cents[own] } : PORTAIL_MONEY_NULL, json);
}

static void
append_source (GString *json, const char *name, const OwnWeek *week)
{
  portail_json_append_name (json, name);
  g_string_append_c (json, '[');
  if (week->dotation_id != NULL)
    portail_json_append_string (json, week->dotation_id);
  g_string_append_c (json, ']');
}

static void
append_figures (const OwnWeeks *own, GString *json)
{
  const OwnWeek *week = &own->weeks[PORTAIL_DASHBOARD_WEEKS - 1];
  const OwnWeek *previous = &own->weeks[PORTAIL_DASHBOARD_WEEKS - 2];

  portail_json_append_name (json, "figures");
  g_string_append_c (json, '{');
  for (int i = 0; i < N_OWN; i++)
    {
      portail_json_append_name (json, own_names[i]);
      g_string_append_c (json, '{');
      append_amount (json, "value", week, i);
      append_amount (json, "previous", previous, i);
      append_source (json, "sources", week);
      append_source (json, "previous_sources", previous);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, '}');
}

static void
append_series (const OwnWeeks *own, GString *json)
{
  portail_json_append_name (json, "series");
  g_string_append_c (json, '[');
  for (int place = 0; place < PORTAIL_DASHBOARD_WEEKS; place++)
    {
      const OwnWeek *week = &own->weeks[place];
      char period[PORTAIL_WEEK_TEXT_SIZE];

      g_string_append (json, place > 0 ? ",{" : "{");
      portail_json_append_name (json, "period");
      portail_json_append_string (
          json, portail_week_format ((PortailWeek){ own->first.number + place }, period));
      portail_json_append_name (json, "dotation_id");
      portail_json_append_string (json, week->dotation_id);
      for (int i = 0; i < N_OWN; i++)
        append_amount (json, own_names[i], week, i);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
}

gboolean
portail_dashboard_append_own (PortailContext *context,
                              const char *enterprise_id,
                              PortailWeek period,
                              GString *json,
                              GError **error)
{
  g_auto (OwnWeeks) own = { .first = { period.number - (PORTAIL_DASHBOARD_WEEKS - 1) } };

  if (!load_rows (context, enterprise_id, &own, error))
    return FALSE;
  append_figures (&own, json);
  append_series (&own, json);
  return TRUE;
}
