/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-what-if-sheet.h"

#include "shared/portail-i18n.h"

#define NAME_WIDTH  28
#define WEEK_WIDTH  14
#define COUNT_WIDTH 10
#define MONEY_WIDTH 18

static void
add_comparison_columns (PortailWorksheet *sheet, const char *figure)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  /* Translators: a figure such as “Total due” as it is now. */
  before = g_strdup_printf (_ ("%s now"), figure);
  /* Translators: a figure such as “Total due” with the draft of a tax table. */
  after = g_strdup_printf (_ ("%s with the draft"), figure);
  portail_worksheet_add_column (sheet, before, PORTAIL_WORKBOOK_MONEY, MONEY_WIDTH);
  portail_worksheet_add_column (sheet, after, PORTAIL_WORKBOOK_MONEY, MONEY_WIDTH);
  portail_worksheet_add_column (sheet, _ ("Difference"), PORTAIL_WORKBOOK_MONEY, MONEY_WIDTH);
}

static void
add_comparison (PortailWorksheet *sheet, PortailMoney before, PortailMoney after)
{
  portail_worksheet_add_money (sheet, before);
  portail_worksheet_add_money (sheet, after);
  portail_worksheet_add_money (sheet, (PortailMoney){ after.cents - before.cents });
}

static void
add_sums (PortailWorksheet *sheet, const PortailWhatIfSums *sums, PortailFigureId figure)
{
  portail_worksheet_add_integer (sheet, sums->n_sheets);
  add_comparison (sheet, sums->before[figure], sums->after[figure]);
}

static void
add_companies (PortailWorkbook *workbook, const PortailWhatIfAnswer *answer, PortailFigureId figure)
{
  PortailWorksheet *sheet = portail_workbook_add_sheet (workbook, _ ("Companies"));
  const GArray *companies = answer->what_if->companies;

  portail_worksheet_add_column (sheet, _ ("Company"), PORTAIL_WORKBOOK_TEXT, NAME_WIDTH);
  portail_worksheet_add_column (sheet, _ ("Weeks"), PORTAIL_WORKBOOK_INTEGER, COUNT_WIDTH);
  add_comparison_columns (sheet, _ (portail_figure_get (figure)->title));
  for (guint i = 0; i < companies->len; i++)
    {
      const PortailWhatIfCompany *company = &g_array_index (companies, PortailWhatIfCompany, i);

      portail_worksheet_begin_row (sheet, PORTAIL_WORKBOOK_ROW_NORMAL);
      portail_worksheet_add_text (sheet,
                                  portail_what_if_answer_get_name (answer, company->enterprise_id));
      add_sums (sheet, &company->sums, figure);
    }
  portail_worksheet_begin_row (sheet, PORTAIL_WORKBOOK_ROW_TOTAL);
  portail_worksheet_add_text (sheet, _ ("Total"));
  add_sums (sheet, &answer->what_if->sums, figure);
}

static gboolean
is_compared (PortailFigureId id)
{
  return portail_figure_get (id)->kind == PORTAIL_FIGURE_KIND_MONEY;
}

/* The figures from @first to @last; those that have no difference are left out. */
typedef struct
{
  int first;
  int last;
} Figures;

static void
add_week (PortailWorksheet *sheet,
          const PortailWhatIfAnswer *answer,
          const PortailWhatIfWeek *week,
          const Figures *figures)
{
  portail_worksheet_begin_row (sheet, PORTAIL_WORKBOOK_ROW_NORMAL);
  portail_worksheet_add_text (
      sheet, portail_what_if_answer_get_name (answer, week->dotation->base.enterprise_id));
  portail_worksheet_add_week (sheet, week->dotation->period);
  for (int id = figures->first; id <= figures->last; id++)
    if (is_compared ((PortailFigureId) id))
      add_comparison (sheet, portail_dotation_chain_get_money (&week->before, (PortailFigureId) id),
                      portail_dotation_chain_get_money (&week->after, (PortailFigureId) id));
}

static void
add_weeks (PortailWorkbook *workbook,
           const PortailWhatIfAnswer *answer,
           const char *name,
           const Figures *figures)
{
  PortailWorksheet *sheet = portail_workbook_add_sheet (workbook, name);
  const GArray *weeks = answer->what_if->weeks;

  portail_worksheet_add_column (sheet, _ ("Company"), PORTAIL_WORKBOOK_TEXT, NAME_WIDTH);
  portail_worksheet_add_column (sheet, _ ("Week"), PORTAIL_WORKBOOK_WEEK, WEEK_WIDTH);
  for (int id = figures->first; id <= figures->last; id++)
    if (is_compared ((PortailFigureId) id))
      add_comparison_columns (sheet, _ (portail_figure_get ((PortailFigureId) id)->title));
  for (guint i = 0; i < weeks->len; i++)
    add_week (sheet, answer, &g_array_index (weeks, PortailWhatIfWeek, i), figures);
}

PortailWorkbook *
portail_what_if_sheet_new_workbook (const PortailWhatIfAnswer *answer, PortailFigureId figure)
{
  PortailWorkbook *workbook = portail_workbook_new ();

  const Figures one = { (int) figure, (int) figure };
  const Figures all = { 0, PORTAIL_N_FIGURES - 1 };

  g_return_val_if_fail (is_compared (figure), workbook);
  add_companies (workbook, answer, figure);
  add_weeks (workbook, answer, _ ("Weeks"), &one);
  add_weeks (workbook, answer, _ ("All figures"), &all);
  return workbook;
}

/* Sums of one week over all companies. */
typedef struct
{
  PortailWeek period;
  PortailMoney before;
  PortailMoney after;
} Bar;

static int
compare_bars (gconstpointer a, gconstpointer b)
{
  return ((const Bar *) a)->period.number - ((const Bar *) b)->period.number;
}

static Bar *
find_bar (GArray *bars, PortailWeek period)
{
  const Bar fresh = { .period = period };

  for (guint i = 0; i < bars->len; i++)
    if (g_array_index (bars, Bar, i).period.number == period.number)
      return &g_array_index (bars, Bar, i);
  g_array_append_val (bars, fresh);
  return &g_array_index (bars, Bar, bars->len - 1);
}

static GArray *
make_bars (const PortailWhatIfAnswer *answer, PortailFigureId figure, guint max_weeks)
{
  GArray *bars = g_array_new (FALSE, FALSE, sizeof (Bar));
  const GArray *weeks = answer->what_if->weeks;

  for (guint i = 0; i < weeks->len; i++)
    {
      const PortailWhatIfWeek *week = &g_array_index (weeks, PortailWhatIfWeek, i);
      Bar *bar = find_bar (bars, week->dotation->period);

      portail_money_add (&bar->before, portail_dotation_chain_get_money (&week->before, figure),
                         NULL);
      portail_money_add (&bar->after, portail_dotation_chain_get_money (&week->after, figure),
                         NULL);
    }
  g_array_sort (bars, compare_bars);
  if (bars->len > max_weeks)
    g_array_remove_range (bars, 0, bars->len - max_weeks);
  return bars;
}

static void
add_label (PortailChart *chart, PortailWeek period)
{
  g_autofree char *label = NULL;
  int week = 0;
  int year;

  portail_week_get_number (period, &year, &week);
  /* Translators: a week by its number: W38. */
  label = g_strdup_printf (_ ("W%d"), week);
  portail_chart_add_label (chart, label);
}

PortailChart *
portail_what_if_sheet_new_chart (const PortailWhatIfAnswer *answer,
                                 PortailFigureId figure,
                                 guint max_weeks)
{
  g_autoptr (GArray) bars = make_bars (answer, figure, max_weeks);
  g_autofree gint64 *before = g_new0 (gint64, bars->len);
  g_autofree gint64 *after = g_new0 (gint64, bars->len);
  g_autofree char *title = NULL;
  PortailChart *chart;

  /* Translators: a figure such as “Total due”. */
  title = g_strdup_printf (_ ("%s by week"), _ (portail_figure_get (figure)->title));
  chart = portail_chart_new (PORTAIL_CHART_BARS, title, portail_chart_format_money);
  for (guint i = 0; i < bars->len; i++)
    {
      add_label (chart, g_array_index (bars, Bar, i).period);
      before[i] = g_array_index (bars, Bar, i).before.cents;
      after[i] = g_array_index (bars, Bar, i).after.cents;
    }
  portail_chart_add_series (chart, _ ("Now"), before);
  portail_chart_add_series (chart, _ ("With the draft"), after);
  return chart;
}
