/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/report/portail-dashboard-charts.h"

#include "shared/portail-i18n.h"

/* Charts by week: what they show of each sheet. */
typedef struct
{
  PortailChartKind kind;
  const char *title;
  struct
  {
    const char *title;
    PortailFigureId figure;
  } series[2];
} WeekChart;

static const WeekChart week_charts[] = {
  [PORTAIL_DASHBOARD_CHART_CA] = {
    .kind = PORTAIL_CHART_BARS,
    .title = N_ ("Turnover and tax over 12 weeks"),
    .series = {
      { N_ ("Turnover"), PORTAIL_FIGURE_CA_BRUT },
      { N_ ("Tax"), PORTAIL_FIGURE_IMPOT_SOCIETE },
    },
  },
  [PORTAIL_DASHBOARD_CHART_SALAIRES] = {
    .kind = PORTAIL_CHART_STACKED_BARS,
    .title = N_ ("Salaries and bonuses over 12 weeks"),
    .series = {
      { N_ ("Salaries"), PORTAIL_FIGURE_SALAIRES },
      { N_ ("Bonuses"), PORTAIL_FIGURE_PRIMES },
    },
  },
};

char *
portail_dashboard_make_week_label (PortailWeek week)
{
  int year;
  int number = 0;

  portail_week_get_number (week, &year, &number);
  /* Translators: a week of the year on the axis of a chart, as short as can be. */
  return g_strdup_printf (_ ("W%d"), number);
}

static void
add_week_label (PortailChart *chart, PortailWeek week)
{
  g_autofree char *label = portail_dashboard_make_week_label (week);

  portail_chart_add_label (chart, label);
}

static PortailChart *
make_week_chart (const PortailDashboard *dashboard, const WeekChart *which)
{
  PortailChart *chart = portail_chart_new (which->kind, _ (which->title),
                                           portail_chart_format_money);

  for (int week = 0; week < PORTAIL_DASHBOARD_WEEKS; week++)
    add_week_label (chart, dashboard->weeks[week].period);
  for (gsize i = 0; i < G_N_ELEMENTS (which->series); i++)
    {
      gint64 values[PORTAIL_DASHBOARD_WEEKS];

      for (int week = 0; week < PORTAIL_DASHBOARD_WEEKS; week++)
        {
          const PortailDashboardSheet *sheet = dashboard->weeks[week].sheet;

          values[week] = sheet != NULL ? sheet->values[which->series[i].figure]
                                       : PORTAIL_CHART_NONE;
        }
      portail_chart_add_series (chart, _ (which->series[i].title), values);
    }
  return chart;
}

static gboolean
has_sheets (const PortailDashboard *dashboard)
{
  for (int week = 0; week < PORTAIL_DASHBOARD_WEEKS; week++)
    if (dashboard->weeks[week].sheet != NULL)
      return TRUE;
  return FALSE;
}

static PortailChart *
make_names_chart (const PortailDashboard *dashboard)
{
  PortailChart *chart = portail_chart_new (
      PORTAIL_CHART_RANKS, _ ("Who made most in these 12 weeks"), portail_chart_format_money);
  gint64 values[PORTAIL_DASHBOARD_MAX_NAMES];

  for (guint i = 0; i < dashboard->names->len; i++)
    {
      const PortailDashboardName *name = &g_array_index (dashboard->names, PortailDashboardName, i);

      portail_chart_add_label (chart, name->name != NULL ? name->name : "");
      values[i] = name->ca.cents;
    }
  portail_chart_add_series (chart, _ ("Turnover"), values);
  return chart;
}

static PortailChart *
make_risks_chart (const PortailDashboard *dashboard)
{
  PortailChart *chart = portail_chart_new (PORTAIL_CHART_RANKS, _ ("Blanchiment by risk (RP only)"),
                                           portail_chart_format_number);
  gint64 values[PORTAIL_BLANCHIMENT_N_LEVELS];

  for (int level = 0; level < PORTAIL_BLANCHIMENT_N_LEVELS; level++)
    {
      portail_chart_add_label (
          chart, portail_blanchiment_level_get_title ((PortailBlanchimentLevel) level));
      values[level] = dashboard->risks[level].n;
    }
  portail_chart_add_series (chart, _ ("Operations"), values);
  return chart;
}

PortailChart *
portail_dashboard_make_chart (const PortailDashboard *dashboard, PortailDashboardChart which)
{
  switch (which)
    {
    case PORTAIL_DASHBOARD_CHART_NAMES:
      return dashboard->names->len > 0 ? make_names_chart (dashboard) : NULL;
    case PORTAIL_DASHBOARD_CHART_RISKS:
      return dashboard->has_risks ? make_risks_chart (dashboard) : NULL;
    default:
      return has_sheets (dashboard) ? make_week_chart (dashboard, &week_charts[which]) : NULL;
    }
}

PortailChart *
portail_own_figures_make_chart (const PortailOwnFigures *own)
{
  g_autoptr (PortailChart) chart = portail_chart_new (PORTAIL_CHART_BARS, _ ("My last 12 weeks"),
                                                      portail_chart_format_money);
  gboolean has_rows = FALSE;

  for (int week = 0; week < PORTAIL_DASHBOARD_WEEKS; week++)
    {
      add_week_label (chart, (PortailWeek){ own->first.number + week });
      has_rows = has_rows || own->weeks[week].dotation_id != NULL;
    }
  for (int figure = 0; figure < PORTAIL_N_OWN; figure++)
    {
      gint64 values[PORTAIL_DASHBOARD_WEEKS];

      for (int week = 0; week < PORTAIL_DASHBOARD_WEEKS; week++)
        values[week] = own->weeks[week].dotation_id != NULL ? own->weeks[week].cents[figure]
                                                            : PORTAIL_CHART_NONE;
      portail_chart_add_series (chart, _ (portail_own_figure_get_title ((PortailOwnFigure) figure)),
                                values);
    }
  return has_rows ? g_steal_pointer (&chart) : NULL;
}
