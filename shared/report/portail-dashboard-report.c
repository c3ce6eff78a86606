/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/report/portail-dashboard-report.h"

#include "shared/portail-dashboard-words.h"
#include "shared/portail-file-name.h"
#include "shared/portail-i18n.h"
#include "shared/report/portail-dashboard-charts.h"

typedef struct
{
  const char *name;
  const char *title; /* NC_ ("report", "…") */
  PortailReportOrientation orientation;
  void (*fill) (PortailReport *report, const PortailDashboardReportSource *source);
} Kind;

/* What stands in the table of weeks. */
static const PortailFigureId week_figures[] = {
  PORTAIL_FIGURE_CA_BRUT,
  PORTAIL_FIGURE_DEPENSES_DEDUCTIBLES,
  PORTAIL_FIGURE_BENEFICE_IMPOSABLE,
  PORTAIL_FIGURE_IMPOT_SOCIETE,
  PORTAIL_FIGURE_PRIMES,
  PORTAIL_FIGURE_TRESORERIE_NETTE,
};

static PortailWeek
get_previous (const PortailDashboard *dashboard)
{
  return (PortailWeek){ dashboard->period.number - 1 };
}

static PortailReportEmphasis
get_emphasis (PortailCardId id, gint64 value)
{
  if (value != PORTAIL_CARD_NOTHING && value < 0)
    return PORTAIL_REPORT_NEGATIVE;
  return id == PORTAIL_CARD_TOTAL_DU ? PORTAIL_REPORT_STRONG : PORTAIL_REPORT_NORMAL;
}

static void
add_cards (PortailReport *report, const PortailDashboard *dashboard)
{
  portail_report_begin_figures (report, PORTAIL_REPORT_CARDS);
  for (int i = 0; i < PORTAIL_N_CARDS; i++)
    {
      PortailCardId id = (PortailCardId) i;
      PortailCard card = dashboard->cards[id];
      PortailFigureKind kind = portail_card_get_kind (id);
      g_autofree char *value = portail_card_value_to_text (kind, card.value);
      g_autofree char *trend = portail_card_describe_trend (kind, card, get_previous (dashboard));

      portail_report_add_figure (report, _ (portail_card_get_title (id)), value,
                                 *trend != '\0' ? trend : NULL, get_emphasis (id, card.value));
    }
}

static void
add_waiting (PortailReport *report, const PortailDashboard *dashboard)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (int i = 0; i < PORTAIL_N_WAITING; i++)
    {
      PortailWaitingKind kind = (PortailWaitingKind) i;
      g_autofree char *words = NULL;

      if (dashboard->waiting[kind]->len == 0)
        continue;
      words = portail_waiting_describe (kind, dashboard->waiting[kind]->len);
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", words);
    }
  portail_report_add_heading (report, 1, _ ("What waits"));
  portail_report_add_paragraph (report, PORTAIL_REPORT_TEXT,
                                text->len > 0 ? text->str : _ ("Nothing waits."));
}

static void
add_charts (PortailReport *report, const PortailDashboard *dashboard)
{
  portail_report_add_heading (report, 1, _ ("The last 12 weeks"));
  portail_report_begin_charts (report);
  for (int i = 0; i < PORTAIL_DASHBOARD_N_CHARTS; i++)
    {
      g_autoptr (PortailChart) chart = portail_dashboard_make_chart (dashboard,
                                                                     (PortailDashboardChart) i);

      portail_report_add_chart (report, chart);
    }
}

static void
add_missing_sheet (PortailReport *report, const PortailDashboard *dashboard)
{
  if (dashboard->sheet == NULL)
    portail_report_add_paragraph (report, PORTAIL_REPORT_NOTICE,
                                  _ ("There is no sheet of this week yet."));
}

static void
fill_dashboard (PortailReport *report, const PortailDashboardReportSource *source)
{
  add_missing_sheet (report, source->dashboard);
  add_cards (report, source->dashboard);
  add_charts (report, source->dashboard);
  add_waiting (report, source->dashboard);
}

static void
add_value (PortailReport *report, PortailFigureKind kind, gint64 value)
{
  g_autofree char *text = portail_card_value_to_text (kind, value);

  portail_report_add_cell (report, text);
  if (value != PORTAIL_CARD_NOTHING && value < 0)
    portail_report_set_cell_note (report, NULL, PORTAIL_REPORT_NEGATIVE);
}

static gint64
get_value (const PortailDashboardSheet *sheet, PortailFigureId id)
{
  return sheet != NULL ? sheet->values[id] : PORTAIL_CARD_NOTHING;
}

static void
add_chain (PortailReport *report, const PortailDashboard *dashboard)
{
  g_autofree char *this_week = portail_dashboard_make_week_label (dashboard->period);
  g_autofree char *previous = portail_dashboard_make_week_label (get_previous (dashboard));

  portail_report_add_heading (report, 1, _ ("Figures"));
  portail_report_begin_table (report, _ ("Figures"));
  portail_report_add_column (report, _ ("Figure"), PORTAIL_REPORT_COLUMN_TEXT, 1);
  portail_report_add_column (report, this_week, PORTAIL_REPORT_COLUMN_NUMBER, 1);
  portail_report_add_column (report, previous, PORTAIL_REPORT_COLUMN_NUMBER, 1);
  portail_report_add_column (report, _ ("Difference"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  for (int i = 0; i < PORTAIL_N_FIGURES; i++)
    {
      const PortailFigure *figure = portail_figure_get ((PortailFigureId) i);
      const PortailCard card = { get_value (dashboard->sheet, (PortailFigureId) i),
                                 get_value (dashboard->previous, (PortailFigureId) i) };
      g_autofree char *difference = portail_card_difference_to_text (figure->kind, card);

      portail_report_begin_row (report, PORTAIL_REPORT_ROW_NORMAL);
      portail_report_add_cell (report, _ (figure->title));
      add_value (report, figure->kind, card.value);
      add_value (report, figure->kind, card.previous);
      portail_report_add_cell (report, difference);
    }
}

static void
add_week (PortailReport *report, const PortailDashboardWeek *week)
{
  g_autofree char *text = portail_week_to_text (week->period);

  portail_report_begin_row (report, PORTAIL_REPORT_ROW_NORMAL);
  portail_report_add_cell (report, text);
  portail_report_add_cell (report, week->sheet != NULL ? portail_record_status_get_title (
                                       &portail_dotation_type, (int) week->sheet->status)
                                                       : _ ("No sheet"));
  for (gsize i = 0; i < G_N_ELEMENTS (week_figures); i++)
    add_value (report, PORTAIL_FIGURE_KIND_MONEY, get_value (week->sheet, week_figures[i]));
}

static void
add_weeks (PortailReport *report, const PortailDashboard *dashboard)
{
  portail_report_add_heading (report, 1, _ ("The last 12 weeks"));
  portail_report_begin_table (report, _ ("The last 12 weeks"));
  portail_report_add_column (report, _ ("Week"), PORTAIL_REPORT_COLUMN_TEXT, 2);
  portail_report_add_column (report, _ ("Status"), PORTAIL_REPORT_COLUMN_TEXT, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (week_figures); i++)
    portail_report_add_column (report, _ (portail_figure_get (week_figures[i])->title),
                               PORTAIL_REPORT_COLUMN_NUMBER, 1);
  for (int i = 0; i < PORTAIL_DASHBOARD_WEEKS; i++)
    add_week (report, &dashboard->weeks[i]);
}

static void
add_names (PortailReport *report, const PortailDashboard *dashboard)
{
  if (dashboard->names->len == 0)
    return;
  portail_report_add_heading (report, 1, _ ("Who made most in these 12 weeks"));
  portail_report_begin_table (report, _ ("Who made most in these 12 weeks"));
  portail_report_add_column (report, _ ("Employee"), PORTAIL_REPORT_COLUMN_TEXT, 1);
  portail_report_add_column (report, _ ("Weeks"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  portail_report_add_column (report, _ ("Turnover"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  for (guint i = 0; i < dashboard->names->len; i++)
    {
      const PortailDashboardName *name = &g_array_index (dashboard->names, PortailDashboardName, i);

      portail_report_begin_row (report, PORTAIL_REPORT_ROW_NORMAL);
      portail_report_add_cell (report, name->name);
      add_value (report, PORTAIL_FIGURE_KIND_NUMBER, name->n_weeks);
      portail_report_add_money (report, name->ca);
    }
}

static void
fill_summary (PortailReport *report, const PortailDashboardReportSource *source)
{
  g_autoptr (PortailChart) chart = portail_dashboard_make_chart (source->dashboard,
                                                                 PORTAIL_DASHBOARD_CHART_CA);

  add_missing_sheet (report, source->dashboard);
  add_chain (report, source->dashboard);
  add_weeks (report, source->dashboard);
  portail_report_begin_charts (report);
  portail_report_add_chart (report, chart);
  add_names (report, source->dashboard);
  add_waiting (report, source->dashboard);
}

static const Kind kinds[PORTAIL_DASHBOARD_EXPORT_N_KINDS] = {
  [PORTAIL_DASHBOARD_EXPORT_DASHBOARD] = {
      .name = "dashboard",
      .title = NC_ ("report", "DASHBOARD"),
      .orientation = PORTAIL_REPORT_LANDSCAPE,
      .fill = fill_dashboard,
  },
  [PORTAIL_DASHBOARD_EXPORT_SUMMARY] = {
      .name = "summary",
      .title = NC_ ("report", "COMPANY SUMMARY"),
      .orientation = PORTAIL_REPORT_LANDSCAPE,
      .fill = fill_summary,
  },
};

gboolean
portail_dashboard_export_kind_from_name (const char *name, PortailDashboardExportKind *kind)
{
  for (int i = 0; i < PORTAIL_DASHBOARD_EXPORT_N_KINDS; i++)
    if (g_strcmp0 (kinds[i].name, name) == 0)
      {
        *kind = (PortailDashboardExportKind) i;
        return TRUE;
      }
  return FALSE;
}

PortailReport *
portail_dashboard_report_new (const PortailDashboardReportSource *source,
                              PortailDashboardExportKind kind)
{
  const char *title = g_dpgettext2 (GETTEXT_PACKAGE, "report", kinds[kind].title);
  g_autofree char *period = portail_week_to_text (source->dashboard->period);
  /* Translators: kind of report, company, period. */
  g_autofree char *subject = g_strdup_printf (_ ("%1$s of %2$s, %3$s"), title, source->enterprise,
                                              period);
  const PortailReportHead head = {
    .title = title,
    .organisation = source->enterprise,
    .period = period,
    .subject = subject,
    .orientation = kinds[kind].orientation,
    .generated_at = source->generated_at,
  };
  PortailReport *report = portail_report_new (&head);

  if (source->state == PORTAIL_DASHBOARD_REPORT_PROVISIONAL)
    {
      portail_report_add_badge (report, C_ ("badge", "Provisional"), PORTAIL_REPORT_ALERT);
      portail_report_add_paragraph (
          report, PORTAIL_REPORT_NOTICE,
          _ ("Provisional: changes of these weeks have not reached the server yet."));
    }
  kinds[kind].fill (report, source);
  return report;
}

char *
portail_dashboard_report_dup_file_name (const PortailDashboardReportSource *source,
                                        PortailDashboardExportKind kind,
                                        const char *extension)
{
  char week[PORTAIL_WEEK_TEXT_SIZE];
  g_autofree char *part = portail_file_name_clean (source->enterprise);

  return g_strdup_printf ("%s_%s_%s.%s", kinds[kind].name, part != NULL ? part : "entreprise",
                          portail_week_format (source->dashboard->period, week), extension);
}
