/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/report/portail-blanchiment-charts.h"

#include "shared/portail-i18n.h"
#include "shared/report/portail-dashboard-charts.h"

#define MAX_WEEKS 26
#define MAX_NAMES 10

static void
add_week_label (PortailChart *chart, PortailWeek week)
{
  g_autofree char *label = portail_dashboard_make_week_label (week);

  portail_chart_add_label (chart, label);
}

static PortailChart *
make_trend (const PortailBlanchimentAnalysis *analysis)
{
  const GArray *weeks = analysis->weeks;
  guint first = weeks->len > MAX_WEEKS ? weeks->len - MAX_WEEKS : 0;
  gint64 sommes[MAX_WEEKS];
  gint64 parts[MAX_WEEKS];
  PortailChart *chart;

  if (weeks->len == 0)
    return NULL;
  chart = portail_chart_new (PORTAIL_CHART_BARS, _ ("Sums by week"), portail_chart_format_money);
  for (guint i = first; i < weeks->len; i++)
    {
      const PortailBlanchimentWeek *week = &g_array_index (weeks, PortailBlanchimentWeek, i);

      add_week_label (chart, week->week);
      sommes[i - first] = week->totals.somme.cents;
      parts[i - first] = week->totals.part_entreprise.cents;
    }
  portail_chart_add_series (chart, _ ("Amount"), sommes);
  portail_chart_add_series (chart, _ ("Company's part"), parts);
  return chart;
}

static PortailChart *
make_risks (const PortailBlanchimentAnalysis *analysis)
{
  gint64 values[PORTAIL_BLANCHIMENT_N_BUCKETS];
  PortailChart *chart = portail_chart_new (PORTAIL_CHART_BARS, _ ("Operations by risk"),
                                           portail_chart_format_number);

  for (guint i = 0; i < PORTAIL_BLANCHIMENT_N_BUCKETS; i++)
    {
      gboolean is_last = i + 1 == PORTAIL_BLANCHIMENT_N_BUCKETS;
      g_autofree char *label = g_strdup_printf (
          "%u–%u", i * 10, is_last ? PORTAIL_BLANCHIMENT_RISK_MAX : i * 10 + 9);

      portail_chart_add_label (chart, label);
      values[i] = analysis->buckets[i];
    }
  portail_chart_add_series (chart, _ ("Operations"), values);
  return chart;
}

static PortailChart *
make_statuses (const PortailBlanchimentAnalysis *analysis)
{
  gint64 values[PORTAIL_BLANCHIMENT_N_STATUSES];
  PortailChart *chart = portail_chart_new (PORTAIL_CHART_BARS, _ ("Operations by status"),
                                           portail_chart_format_number);

  for (int i = 0; i < PORTAIL_BLANCHIMENT_N_STATUSES; i++)
    {
      portail_chart_add_label (chart,
                               portail_blanchiment_status_get_title (
                                   (PortailBlanchimentStatus) (i + PORTAIL_BLANCHIMENT_EN_COURS)));
      values[i] = analysis->by_status[i].n;
    }
  portail_chart_add_series (chart, _ ("Operations"), values);
  return chart;
}

static PortailChart *
make_names (const GArray *groups, const char *title)
{
  guint n = MIN (groups->len, MAX_NAMES);
  gint64 values[MAX_NAMES];
  PortailChart *chart;

  if (n == 0)
    return NULL;
  chart = portail_chart_new (PORTAIL_CHART_RANKS, title, portail_chart_format_money);
  for (guint i = 0; i < n; i++)
    {
      const PortailBlanchimentGroup *group = &g_array_index (groups, PortailBlanchimentGroup, i);

      portail_chart_add_label (
          chart, group->name != NULL && *group->name != '\0' ? group->name : _ ("Not given"));
      values[i] = group->totals.somme.cents;
    }
  portail_chart_add_series (chart, _ ("Amount"), values);
  return chart;
}

PortailChart *
portail_blanchiment_make_chart (const PortailBlanchimentAnalysis *analysis,
                                PortailBlanchimentChart which)
{
  switch (which)
    {
    case PORTAIL_BLANCHIMENT_CHART_TREND:
      return make_trend (analysis);
    case PORTAIL_BLANCHIMENT_CHART_RISKS:
      return analysis->totals.n > 0 ? make_risks (analysis) : NULL;
    case PORTAIL_BLANCHIMENT_CHART_STATUS:
      return analysis->totals.n > 0 ? make_statuses (analysis) : NULL;
    case PORTAIL_BLANCHIMENT_CHART_GROUPES:
      return make_names (analysis->by_groupe, _ ("Groups by sum"));
    case PORTAIL_BLANCHIMENT_CHART_EMPLOYES:
      return make_names (analysis->by_employe, _ ("Employees by sum"));
    case PORTAIL_BLANCHIMENT_N_CHARTS:
      break;
    }
  return NULL;
}

PortailChart *
portail_blanchiment_make_trend_chart (const char *name,
                                      PortailWeek last,
                                      const gint64 *cents,
                                      guint n_weeks)
{
  PortailChart *chart = portail_chart_new (PORTAIL_CHART_BARS, name, portail_chart_format_money);

  for (guint i = 0; i < n_weeks; i++)
    add_week_label (chart, (PortailWeek){ last.number - (gint32) (n_weeks - 1 - i) });
  portail_chart_add_series (chart, _ ("Amount"), cents);
  return chart;
}
