/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-dashboard-own.h"

#include "server/portail-access.h"
#include "server/portail-record-view.h"
#include "server/portail-scope.h"
#include "shared/portail-json-text.h"
#include "shared/portail-own-figures.h"
#include "shared/portail-record-sql.h"

static gboolean
load_rows (PortailContext *context,
           const char *enterprise_id,
           PortailOwnFigures *own,
           GError **error)
{
  g_autofree char *scope = portail_scope_of_enterprise (enterprise_id);
  PortailRecordView view = portail_record_view_get (context->access, &portail_dotation_row_type,
                                                    scope);
  g_autoptr (GHashTable) periods = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) rows = NULL;

  if (view.employee_id == NULL)
    return TRUE;
  if (!portail_own_figures_load_periods (own, context->database, enterprise_id, periods, error))
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
        portail_own_figures_add_row (own, row, period);
    }
  return rows != NULL;
}

static void
append_amount (GString *json, const PortailOwnWeek *week, PortailOwnFigure figure)
{
  portail_money_append_json (
      week->dotation_id != NULL ? (PortailMoney){ week->cents[figure] } : PORTAIL_MONEY_NULL, json);
}

static void
append_source (GString *json, const char *name, const PortailOwnWeek *week)
{
  portail_json_append_name (json, name);
  g_string_append_c (json, '[');
  if (week->dotation_id != NULL)
    portail_json_append_string (json, week->dotation_id);
  g_string_append_c (json, ']');
}

static void
append_figures (const PortailOwnFigures *own, GString *json)
{
  const PortailOwnWeek *week = &own->weeks[PORTAIL_DASHBOARD_WEEKS - 1];
  const PortailOwnWeek *previous = &own->weeks[PORTAIL_DASHBOARD_WEEKS - 2];

  portail_json_append_name (json, "figures");
  g_string_append_c (json, '{');
  for (int i = 0; i < PORTAIL_N_OWN; i++)
    {
      PortailOwnFigure figure = (PortailOwnFigure) i;

      portail_json_append_name (json, portail_own_figure_get_name (figure));
      g_string_append_c (json, '{');
      portail_json_append_name (json, "value");
      append_amount (json, week, figure);
      portail_json_append_name (json, "previous");
      append_amount (json, previous, figure);
      append_source (json, "sources", week);
      append_source (json, "previous_sources", previous);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, '}');
}

static void
append_series (const PortailOwnFigures *own, GString *json)
{
  portail_json_append_name (json, "series");
  g_string_append_c (json, '[');
  for (int place = 0; place < PORTAIL_DASHBOARD_WEEKS; place++)
    {
      const PortailOwnWeek *week = &own->weeks[place];
      char period[PORTAIL_WEEK_TEXT_SIZE];

      g_string_append (json, place > 0 ? ",{" : "{");
      portail_json_append_name (json, "period");
      portail_json_append_string (
          json, portail_week_format ((PortailWeek){ own->first.number + place }, period));
      portail_json_append_name (json, "dotation_id");
      portail_json_append_string (json, week->dotation_id);
      for (int i = 0; i < PORTAIL_N_OWN; i++)
        {
          portail_json_append_name (json, portail_own_figure_get_name ((PortailOwnFigure) i));
          append_amount (json, week, (PortailOwnFigure) i);
        }
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
  g_autoptr (PortailOwnFigures) own = portail_own_figures_new (period);

  if (!load_rows (context, enterprise_id, own, error))
    return FALSE;
  append_figures (own, json);
  append_series (own, json);
  return TRUE;
}
