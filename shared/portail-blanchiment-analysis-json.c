/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-blanchiment-analysis.h"
#include "shared/portail-json-text.h"

static void
append_text (GString *json, const char *name, const char *text)
{
  portail_json_append_name (json, name);
  portail_json_append_string (json, text);
}

static void
append_number (GString *json, const char *name, gint64 number)
{
  portail_json_append_name (json, name);
  portail_json_append_integer (json, number);
}

static void
append_money (GString *json, const char *name, PortailMoney money)
{
  portail_json_append_name (json, name);
  portail_money_append_json (money, json);
}

static void
append_day (GString *json, const char *name, PortailDay day)
{
  char text[PORTAIL_DAY_TEXT_SIZE];

  append_text (json, name, portail_day_is_null (day) ? NULL : portail_day_format (day, text));
}

/* NO_DAYS is null. */
static void
append_days (GString *json, const char *name, gint32 days)
{
  portail_json_append_name (json, name);
  if (days == PORTAIL_BLANCHIMENT_NO_DAYS)
    g_string_append (json, "null");
  else
    portail_json_append_integer (json, days);
}

static void
append_totals (GString *json, const PortailBlanchimentTotals *totals)
{
  append_number (json, "operations", totals->n);
  append_money (json, "somme", totals->somme);
  append_money (json, "part_entreprise", totals->part_entreprise);
  append_money (json, "part_groupe", totals->part_groupe);
  append_number (json, "suspects", totals->n_suspects);
}

static void
begin_list (GString *json, const char *name)
{
  portail_json_append_name (json, name);
  g_string_append_c (json, '[');
}

/* Of an element of a list. */
static void
begin_object (GString *json)
{
  g_string_append (json, json->str[json->len - 1] == '[' ? "{" : ",{");
}

static void
append_statuses (const PortailBlanchimentAnalysis *analysis, GString *json)
{
  begin_list (json, "par_statut");
  for (int i = 0; i < PORTAIL_BLANCHIMENT_N_STATUSES; i++)
    {
      begin_object (json);
      append_text (json, "status",
                   portail_blanchiment_status_get_name (
                       (PortailBlanchimentStatus) (i + PORTAIL_BLANCHIMENT_EN_COURS)));
      append_totals (json, &analysis->by_status[i]);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
}

static void
append_groups (const GArray *groups, const char *name, const char *member, GString *json)
{
  begin_list (json, name);
  for (guint i = 0; i < groups->len; i++)
    {
      const PortailBlanchimentGroup *group = &g_array_index (groups, PortailBlanchimentGroup, i);

      begin_object (json);
      append_text (json, member, group->name);
      append_totals (json, &group->totals);
      append_number (json, "ouvertes", group->n_open);
      append_number (json, "en_retard", group->n_late);
      append_days (json, "duree_moyenne",
                   portail_blanchiment_get_mean_days (group->days, group->n_finished));
      append_number (json, "risque_max", group->highest_risk);
      append_day (json, "derniere", group->last);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
}

static void
append_risks (const PortailBlanchimentAnalysis *analysis, GString *json)
{
  portail_json_append_name (json, "par_niveau");
  g_string_append_c (json, '{');
  for (int i = 0; i < PORTAIL_BLANCHIMENT_N_LEVELS; i++)
    append_number (json, portail_blanchiment_level_get_name ((PortailBlanchimentLevel) i),
                   analysis->by_level[i]);
  g_string_append_c (json, '}');
  begin_list (json, "histogramme");
  for (int i = 0; i < PORTAIL_BLANCHIMENT_N_BUCKETS; i++)
    {
      gboolean is_last = i + 1 == PORTAIL_BLANCHIMENT_N_BUCKETS;

      begin_object (json);
      append_number (json, "de", i * 10);
      append_number (json, "a", is_last ? PORTAIL_BLANCHIMENT_RISK_MAX : i * 10 + 9);
      append_number (json, "operations", analysis->buckets[i]);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
}

static void
append_case (const PortailBlanchimentAnalysis *analysis,
             const PortailBlanchimentCase *its_case,
             GString *json)
{
  const PortailBlanchimentOperation *operation = its_case->operation;

  begin_object (json);
  append_text (json, "id", operation->base.id);
  append_day (json, "date_recu", operation->date_recu);
  append_text (json, "groupe", operation->groupe);
  append_text (json, "employee_name", operation->employee_name);
  append_money (json, "amount", operation->amount);
  append_days (json, "duree", portail_blanchiment_get_days (operation, analysis->today));
  append_number (json, "risk_score", its_case->risk.score);
  append_text (json, "niveau", portail_blanchiment_level_get_name (its_case->risk.level));
  append_text (json, "review", portail_blanchiment_review_get_name (its_case->review));
  portail_json_append_name (json, "risk_rules");
  portail_blanchiment_risk_append_rules (&its_case->risk, operation, PORTAIL_BLANCHIMENT_RULES_FULL,
                                         json);
  g_string_append_c (json, '}');
}

static void
append_cases (const PortailBlanchimentAnalysis *analysis,
              const char *name,
              const GArray *places,
              GString *json)
{
  begin_list (json, name);
  for (guint i = 0; i < places->len; i++)
    append_case (analysis,
                 portail_blanchiment_analysis_get_case (analysis, g_array_index (places, guint, i)),
                 json);
  g_string_append_c (json, ']');
}

static void
append_weeks (const PortailBlanchimentAnalysis *analysis, GString *json)
{
  begin_list (json, "tendance");
  for (guint i = 0; i < analysis->weeks->len; i++)
    {
      const PortailBlanchimentWeek *week = &g_array_index (analysis->weeks, PortailBlanchimentWeek,
                                                           i);
      char text[PORTAIL_WEEK_TEXT_SIZE];

      begin_object (json);
      append_text (json, "semaine", portail_week_format (week->week, text));
      append_totals (json, &week->totals);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
}

void
portail_blanchiment_analysis_append_json (const PortailBlanchimentAnalysis *analysis, GString *json)
{
  g_string_append_c (json, '{');
  append_day (json, "from", analysis->from);
  append_day (json, "to", analysis->to);
  append_day (json, "today", analysis->today);
  portail_json_append_name (json, "total");
  g_string_append_c (json, '{');
  append_totals (json, &analysis->totals);
  append_number (json, "en_retard", analysis->n_late);
  append_days (json, "duree_moyenne",
               portail_blanchiment_get_mean_days (analysis->days, analysis->n_finished));
  g_string_append_c (json, '}');
  append_statuses (analysis, json);
  append_groups (analysis->by_groupe, "par_groupe", "groupe", json);
  append_groups (analysis->by_employe, "par_employe", "employee_name", json);
  append_risks (analysis, json);
  append_cases (analysis, "suspects", analysis->suspects, json);
  append_cases (analysis, "top", analysis->top, json);
  append_weeks (analysis, json);
  g_string_append_c (json, '}');
}
