/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dashboards in JSON: what the API answers and exports read. */
#include "shared/portail-dashboard.h"
#include "shared/portail-json-text.h"

static void
append_text (GString *json, const char *name, const char *text)
{
  portail_json_append_name (json, name);
  portail_json_append_string (json, text);
}

static void
append_value (GString *json, const char *name, PortailFigureKind kind, gint64 value)
{
  portail_json_append_name (json, name);
  if (value == PORTAIL_CARD_NOTHING)
    g_string_append (json, "null");
  else if (kind == PORTAIL_FIGURE_KIND_MONEY)
    portail_money_append_json ((PortailMoney){ value }, json);
  else if (kind == PORTAIL_FIGURE_KIND_RATE)
    portail_rate_append_json ((PortailRate){ (gint32) value }, json);
  else
    portail_json_append_integer (json, value);
}

static void
append_card (GString *json, PortailCardId id, const PortailCard *card)
{
  portail_json_append_name (json, portail_card_get_name (id));
  g_string_append_c (json, '{');
  append_value (json, "value", portail_card_get_kind (id), card->value);
  append_value (json, "previous", portail_card_get_kind (id), card->previous);
}

void
portail_dashboard_append_cards (const PortailCard *cards, GString *json)
{
  portail_json_append_name (json, "figures");
  g_string_append_c (json, '{');
  for (int id = 0; id < PORTAIL_N_CARDS; id++)
    {
      append_card (json, (PortailCardId) id, &cards[id]);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, '}');
}

static void
append_sources (GString *json, const char *name, const PortailDashboardSheet *sheet)
{
  portail_json_append_name (json, name);
  g_string_append_c (json, '[');
  if (sheet != NULL)
    portail_json_append_string (json, sheet->id);
  g_string_append_c (json, ']');
}

static void
append_freshness (GString *json, const PortailDashboardSheet *sheet)
{
  char moment[PORTAIL_TIMESTAMP_TEXT_SIZE];

  portail_json_append_name (json, "freshness");
  if (sheet == NULL)
    {
      g_string_append (json, "null");
      return;
    }
  g_string_append_c (json, '{');
  portail_json_append_name (json, "rev");
  portail_json_append_integer (json, sheet->rev);
  append_text (json, "updated_at", portail_timestamp_format (sheet->updated_at, moment));
  g_string_append_c (json, '}');
}

/* Each with the sheets that it comes from. */
static void
append_figures (const PortailDashboard *dashboard, GString *json)
{
  portail_json_append_name (json, "figures");
  g_string_append_c (json, '{');
  for (int id = 0; id < PORTAIL_N_CARDS; id++)
    {
      append_card (json, (PortailCardId) id, &dashboard->cards[id]);
      append_sources (json, "sources", dashboard->sheet);
      append_sources (json, "previous_sources", dashboard->previous);
      append_freshness (json, dashboard->sheet);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, '}');
}

static void
append_series (const PortailDashboard *dashboard, GString *json)
{
  static const PortailFigureId figures[] = {
    PORTAIL_FIGURE_CA_BRUT,  PORTAIL_FIGURE_IMPOT_SOCIETE, PORTAIL_FIGURE_TOTAL_DU,
    PORTAIL_FIGURE_SALAIRES, PORTAIL_FIGURE_PRIMES,
  };

  portail_json_append_name (json, "series");
  g_string_append_c (json, '[');
  for (int i = 0; i < PORTAIL_DASHBOARD_WEEKS; i++)
    {
      const PortailDashboardWeek *week = &dashboard->weeks[i];
      char period[PORTAIL_WEEK_TEXT_SIZE] = "";

      g_string_append (json, i > 0 ? ",{" : "{");
      append_text (json, "period", portail_week_format (week->period, period));
      append_text (json, "dotation_id", week->sheet != NULL ? week->sheet->id : NULL);
      for (guint figure = 0; figure < G_N_ELEMENTS (figures); figure++)
        append_value (json, portail_figure_get (figures[figure])->name, PORTAIL_FIGURE_KIND_MONEY,
                      week->sheet != NULL ? week->sheet->values[figures[figure]]
                                          : PORTAIL_CARD_NOTHING);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
}

static void
append_names (const PortailDashboard *dashboard, GString *json)
{
  portail_json_append_name (json, "top_employees");
  g_string_append_c (json, '[');
  for (guint i = 0; i < dashboard->names->len; i++)
    {
      const PortailDashboardName *name = &g_array_index (dashboard->names, PortailDashboardName, i);

      g_string_append (json, i > 0 ? ",{" : "{");
      append_text (json, "employee_id", name->employee_id);
      append_text (json, "name", name->name);
      append_value (json, "ca", PORTAIL_FIGURE_KIND_MONEY, name->ca.cents);
      append_value (json, "n_weeks", PORTAIL_FIGURE_KIND_NUMBER, name->n_weeks);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
}

static void
append_risks (const PortailDashboard *dashboard, GString *json)
{
  portail_json_append_name (json, "blanchiment");
  if (!dashboard->has_risks)
    {
      g_string_append (json, "null");
      return;
    }
  g_string_append_c (json, '[');
  for (int level = 0; level < PORTAIL_BLANCHIMENT_N_LEVELS; level++)
    {
      g_string_append (json, level > 0 ? ",{" : "{");
      append_text (json, "niveau",
                   portail_blanchiment_level_get_name ((PortailBlanchimentLevel) level));
      append_value (json, "count", PORTAIL_FIGURE_KIND_NUMBER, dashboard->risks[level].n);
      append_value (json, "amount", PORTAIL_FIGURE_KIND_MONEY,
                    dashboard->risks[level].amount.cents);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
}

static void
append_waiting_items (const GArray *items, GString *json)
{
  portail_json_append_name (json, "items");
  g_string_append_c (json, '[');
  for (guint i = 0; i < items->len; i++)
    {
      const PortailWaitingItem *item = &g_array_index (items, PortailWaitingItem, i);

      g_string_append (json, i > 0 ? ",{" : "{");
      append_text (json, "type", item->type);
      append_text (json, "id", item->id);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
}

static void
append_waiting (const PortailDashboard *dashboard, GString *json)
{
  portail_json_append_name (json, "waiting");
  g_string_append_c (json, '{');
  for (int kind = 0; kind < PORTAIL_N_WAITING; kind++)
    {
      const GArray *items = dashboard->waiting[kind];

      portail_json_append_name (json, portail_waiting_get_name ((PortailWaitingKind) kind));
      g_string_append_c (json, '{');
      append_value (json, "count", PORTAIL_FIGURE_KIND_NUMBER, items->len);
      append_waiting_items (items, json);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, '}');
}

void
portail_dashboard_append_members (const PortailDashboard *dashboard, GString *json)
{
  append_figures (dashboard, json);
  append_series (dashboard, json);
  append_names (dashboard, json);
  append_risks (dashboard, json);
  append_waiting (dashboard, json);
  append_freshness (json, dashboard->sheet);
}
