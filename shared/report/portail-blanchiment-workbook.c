/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-i18n.h"
#include "shared/report/portail-blanchiment-report.h"
#include "shared/report/portail-workbook-xlsx.h"

#define AMOUNT_WIDTH 18
#define NAME_WIDTH   28
#define COUNT_WIDTH  12
#define DAY_WIDTH    12

static void
add_name_column (PortailWorksheet *sheet, const char *title)
{
  portail_worksheet_add_column (sheet, title, PORTAIL_WORKBOOK_TEXT, NAME_WIDTH);
}

static void
add_amount_column (PortailWorksheet *sheet, const char *title)
{
  portail_worksheet_add_column (sheet, title, PORTAIL_WORKBOOK_MONEY, AMOUNT_WIDTH);
}

static void
add_count_column (PortailWorksheet *sheet, const char *title)
{
  portail_worksheet_add_column (sheet, title, PORTAIL_WORKBOOK_INTEGER, COUNT_WIDTH);
}

static void
add_day_column (PortailWorksheet *sheet, const char *title)
{
  portail_worksheet_add_column (sheet, title, PORTAIL_WORKBOOK_DAY, DAY_WIDTH);
}

static void
begin_row (PortailWorksheet *sheet)
{
  portail_worksheet_begin_row (sheet, PORTAIL_WORKBOOK_ROW_NORMAL);
}

/* Empty for none. */
static void
add_days (PortailWorksheet *sheet, gint32 days)
{
  if (days == PORTAIL_BLANCHIMENT_NO_DAYS)
    portail_worksheet_add_empty (sheet);
  else
    portail_worksheet_add_integer (sheet, days);
}

/* The sum of the rows above in @column, as the formula of the last cell. */
static void
set_sum (PortailWorksheet *sheet, char column, guint n_rows)
{
  if (n_rows > 0)
    portail_worksheet_set_formula (sheet, "SUM(%c%u:%c%u)", column,
                                   portail_worksheet_get_row_number (0), column,
                                   portail_worksheet_get_row_number (n_rows - 1));
}

static void
add_totals_columns (PortailWorksheet *sheet)
{
  add_count_column (sheet, _ ("Operations"));
  add_amount_column (sheet, _ ("Amount ($)"));
  add_amount_column (sheet, _ ("Company's part ($)"));
  add_amount_column (sheet, _ ("Group's part ($)"));
  add_count_column (sheet, _ ("Suspects"));
}

static void
add_totals (PortailWorksheet *sheet, const PortailBlanchimentTotals *totals)
{
  portail_worksheet_add_integer (sheet, totals->n);
  portail_worksheet_add_money (sheet, totals->somme);
  portail_worksheet_add_money (sheet, totals->part_entreprise);
  portail_worksheet_add_money (sheet, totals->part_groupe);
  portail_worksheet_add_integer (sheet, totals->n_suspects);
}

/* Under @n_rows rows with a name and totals, whose sums are @totals. */
static void
add_totals_row (PortailWorksheet *sheet, const PortailBlanchimentTotals *totals, guint n_rows)
{
  portail_worksheet_begin_row (sheet, PORTAIL_WORKBOOK_ROW_TOTAL);
  portail_worksheet_add_text (sheet, _ ("TOTALS"));
  portail_worksheet_add_integer (sheet, totals->n);
  set_sum (sheet, 'B', n_rows);
  portail_worksheet_add_money (sheet, totals->somme);
  set_sum (sheet, 'C', n_rows);
  portail_worksheet_add_money (sheet, totals->part_entreprise);
  set_sum (sheet, 'D', n_rows);
  portail_worksheet_add_money (sheet, totals->part_groupe);
  set_sum (sheet, 'E', n_rows);
  portail_worksheet_add_integer (sheet, totals->n_suspects);
  set_sum (sheet, 'F', n_rows);
}

static void
begin_figure (PortailWorksheet *sheet, const char *title)
{
  begin_row (sheet);
  portail_worksheet_add_text (sheet, title);
}

static void
add_synthese (PortailWorkbook *workbook, const PortailBlanchimentReportSource *source)
{
  const PortailBlanchimentAnalysis *analysis = source->analysis;
  PortailWorksheet *sheet = portail_workbook_add_sheet (workbook, "Synthese");

  portail_worksheet_add_column (sheet, _ ("Figure"), PORTAIL_WORKBOOK_TEXT, 32);
  portail_worksheet_add_column (sheet, _ ("Value"), PORTAIL_WORKBOOK_MONEY, 28);
  begin_figure (sheet, portail_blanchiment_get_notice ());
  begin_figure (sheet, _ ("Company"));
  portail_worksheet_add_text (sheet, source->enterprise);
  begin_figure (sheet, _ ("First day"));
  portail_worksheet_add_day (sheet, analysis->from);
  begin_figure (sheet, _ ("Last day"));
  portail_worksheet_add_day (sheet, analysis->to);
  begin_figure (sheet, _ ("Operations"));
  portail_worksheet_add_integer (sheet, analysis->totals.n);
  begin_figure (sheet, _ ("Amount"));
  portail_worksheet_add_money (sheet, analysis->totals.somme);
  begin_figure (sheet, _ ("Company's part"));
  portail_worksheet_add_money (sheet, analysis->totals.part_entreprise);
  begin_figure (sheet, _ ("Groups' part"));
  portail_worksheet_add_money (sheet, analysis->totals.part_groupe);
  begin_figure (sheet, _ ("Suspects"));
  portail_worksheet_add_integer (sheet, analysis->totals.n_suspects);
  begin_figure (sheet, _ ("Open for too long"));
  portail_worksheet_add_integer (sheet, analysis->n_late);
  begin_figure (sheet, _ ("Average duration (days)"));
  add_days (sheet, portail_blanchiment_get_mean_days (analysis->days, analysis->n_finished));
}

static void
add_statuses (PortailWorkbook *workbook, const PortailBlanchimentAnalysis *analysis)
{
  PortailWorksheet *sheet = portail_workbook_add_sheet (workbook, "Statuts");

  add_name_column (sheet, _ ("Status"));
  add_totals_columns (sheet);
  for (int i = 0; i < PORTAIL_BLANCHIMENT_N_STATUSES; i++)
    {
      begin_figure (sheet, portail_blanchiment_status_get_title (
                               (PortailBlanchimentStatus) (i + PORTAIL_BLANCHIMENT_EN_COURS)));
      add_totals (sheet, &analysis->by_status[i]);
    }
}

static void
add_risks (PortailWorkbook *workbook, const PortailBlanchimentAnalysis *analysis)
{
  PortailWorksheet *sheet = portail_workbook_add_sheet (workbook, "Risques");

  add_count_column (sheet, _ ("Score from"));
  add_count_column (sheet, _ ("Score to"));
  add_name_column (sheet, _ ("Level"));
  add_count_column (sheet, _ ("Operations"));
  for (guint i = 0; i < PORTAIL_BLANCHIMENT_N_BUCKETS; i++)
    {
      gboolean is_last = i + 1 == PORTAIL_BLANCHIMENT_N_BUCKETS;

      begin_row (sheet);
      portail_worksheet_add_integer (sheet, i * 10);
      portail_worksheet_add_integer (sheet, is_last ? PORTAIL_BLANCHIMENT_RISK_MAX : i * 10 + 9);
      portail_worksheet_add_text (
          sheet, portail_blanchiment_level_get_title (portail_blanchiment_get_level (i * 10)));
      portail_worksheet_add_integer (sheet, analysis->buckets[i]);
    }
  portail_worksheet_begin_row (sheet, PORTAIL_WORKBOOK_ROW_TOTAL);
  portail_worksheet_add_text (sheet, _ ("TOTALS"));
  portail_worksheet_add_empty (sheet);
  portail_worksheet_add_empty (sheet);
  portail_worksheet_add_integer (sheet, analysis->totals.n);
  set_sum (sheet, 'D', PORTAIL_BLANCHIMENT_N_BUCKETS);
}

static void
add_groups (PortailWorksheet *sheet,
            const PortailBlanchimentAnalysis *analysis,
            const GArray *groups,
            const char *title)
{
  add_name_column (sheet, title);
  add_totals_columns (sheet);
  add_count_column (sheet, _ ("Open"));
  add_count_column (sheet, _ ("Late"));
  add_count_column (sheet, _ ("Average duration (days)"));
  add_count_column (sheet, _ ("Highest risk"));
  add_day_column (sheet, _ ("Last"));
  for (guint i = 0; i < groups->len; i++)
    {
      const PortailBlanchimentGroup *group = &g_array_index (groups, PortailBlanchimentGroup, i);

      begin_figure (sheet, group->name);
      add_totals (sheet, &group->totals);
      portail_worksheet_add_integer (sheet, group->n_open);
      portail_worksheet_add_integer (sheet, group->n_late);
      add_days (sheet, portail_blanchiment_get_mean_days (group->days, group->n_finished));
      portail_worksheet_add_integer (sheet, group->highest_risk);
      portail_worksheet_add_day (sheet, group->last);
    }
  add_totals_row (sheet, &analysis->totals, groups->len);
}

static void
add_cases (PortailWorksheet *sheet,
           const PortailBlanchimentAnalysis *analysis,
           const GArray *places)
{
  add_day_column (sheet, _ ("Date"));
  add_name_column (sheet, _ ("Group"));
  add_name_column (sheet, _ ("Employee"));
  add_name_column (sheet, _ ("Status"));
  add_amount_column (sheet, _ ("Amount ($)"));
  add_count_column (sheet, _ ("Score"));
  portail_worksheet_add_column (sheet, _ ("Reasons"), PORTAIL_WORKBOOK_TEXT, 80);
  for (guint i = 0; i < places->len; i++)
    {
      const PortailBlanchimentCase *its_case = portail_blanchiment_analysis_get_case (
          analysis, g_array_index (places, guint, i));
      const PortailBlanchimentOperation *operation = its_case->operation;
      g_autofree char *reasons = portail_blanchiment_case_explain (its_case);

      begin_row (sheet);
      portail_worksheet_add_day (sheet, operation->date_recu);
      portail_worksheet_add_text (sheet, operation->groupe);
      portail_worksheet_add_text (sheet, operation->employee_name);
      portail_worksheet_add_text (sheet, portail_blanchiment_status_get_title (operation->status));
      portail_worksheet_add_money (sheet, operation->amount);
      portail_worksheet_add_integer (sheet, its_case->risk.score);
      portail_worksheet_add_text (sheet, reasons);
    }
}

static void
add_weeks (PortailWorkbook *workbook, const PortailBlanchimentAnalysis *analysis)
{
  PortailWorksheet *sheet = portail_workbook_add_sheet (workbook, "Tendance");

  portail_worksheet_add_column (sheet, _ ("Week"), PORTAIL_WORKBOOK_WEEK, DAY_WIDTH);
  add_totals_columns (sheet);
  for (guint i = 0; i < analysis->weeks->len; i++)
    {
      const PortailBlanchimentWeek *week = &g_array_index (analysis->weeks, PortailBlanchimentWeek,
                                                           i);

      begin_row (sheet);
      portail_worksheet_add_week (sheet, week->week);
      add_totals (sheet, &week->totals);
    }
}

static void
add_operation_columns (PortailWorksheet *sheet)
{
  add_day_column (sheet, _ ("Date"));
  add_name_column (sheet, _ ("Group"));
  add_name_column (sheet, _ ("Employee"));
  portail_worksheet_add_column (sheet, _ ("Giver"), PORTAIL_WORKBOOK_TEXT, COUNT_WIDTH);
  portail_worksheet_add_column (sheet, _ ("Receiver"), PORTAIL_WORKBOOK_TEXT, COUNT_WIDTH);
  add_amount_column (sheet, _ ("Amount ($)"));
  portail_worksheet_add_column (sheet, _ ("Company's rate (%)"), PORTAIL_WORKBOOK_RATE,
                                COUNT_WIDTH);
  add_amount_column (sheet, _ ("Company's part ($)"));
  portail_worksheet_add_column (sheet, _ ("Group's rate (%)"), PORTAIL_WORKBOOK_RATE, COUNT_WIDTH);
  add_amount_column (sheet, _ ("Group's part ($)"));
  add_name_column (sheet, _ ("Status"));
  add_day_column (sheet, _ ("Returned on"));
  add_count_column (sheet, _ ("Days"));
  add_count_column (sheet, _ ("Score"));
}

/* ROUND in a spreadsheet is half away from zero too. */
static void
add_part (PortailWorksheet *sheet, PortailMoney amount, PortailRate taux, char taux_column)
{
  guint number = portail_worksheet_get_row_number (portail_worksheet_get_n_rows (sheet) - 1);
  PortailMoney part = portail_blanchiment_get_part (amount, taux);

  portail_worksheet_add_rate (sheet, taux);
  portail_worksheet_add_money (sheet, part);
  if (!portail_money_is_null (part))
    portail_worksheet_set_formula (sheet, "ROUND(F%u*%c%u,0)", number, taux_column, number);
}

static void
add_operation (PortailWorksheet *sheet, const PortailBlanchimentCase *its_case, PortailDay today)
{
  const PortailBlanchimentOperation *operation = its_case->operation;

  begin_row (sheet);
  portail_worksheet_add_day (sheet, operation->date_recu);
  portail_worksheet_add_text (sheet, operation->groupe);
  portail_worksheet_add_text (sheet, operation->employee_name);
  portail_worksheet_add_text (sheet, operation->donneur_id);
  portail_worksheet_add_text (sheet, operation->receveur_id);
  portail_worksheet_add_money (sheet, operation->amount);
  add_part (sheet, operation->amount, operation->entreprise_taux, 'G');
  add_part (sheet, operation->amount, operation->groupe_taux, 'I');
  portail_worksheet_add_text (sheet, portail_blanchiment_status_get_title (operation->status));
  portail_worksheet_add_day (sheet, operation->date_rendu);
  add_days (sheet, portail_blanchiment_get_days (operation, today));
  portail_worksheet_add_integer (sheet, its_case->risk.score);
}

static void
add_operations (PortailWorkbook *workbook, const PortailBlanchimentAnalysis *analysis)
{
  PortailWorksheet *sheet = portail_workbook_add_sheet (workbook, "Operations");

  add_operation_columns (sheet);
  for (guint i = 0; i < analysis->cases->len; i++)
    add_operation (sheet, portail_blanchiment_analysis_get_case (analysis, i), analysis->today);
  portail_worksheet_begin_row (sheet, PORTAIL_WORKBOOK_ROW_TOTAL);
  portail_worksheet_add_text (sheet, _ ("TOTALS"));
  for (int i = 0; i < 4; i++)
    portail_worksheet_add_empty (sheet);
  portail_worksheet_add_money (sheet, analysis->totals.somme);
  set_sum (sheet, 'F', analysis->cases->len);
  portail_worksheet_add_empty (sheet);
  portail_worksheet_add_money (sheet, analysis->totals.part_entreprise);
  set_sum (sheet, 'H', analysis->cases->len);
  portail_worksheet_add_empty (sheet);
  portail_worksheet_add_money (sheet, analysis->totals.part_groupe);
  set_sum (sheet, 'J', analysis->cases->len);
}

PortailWorkbook *
portail_blanchiment_workbook_new (const PortailBlanchimentReportSource *source)
{
  const PortailBlanchimentAnalysis *analysis = source->analysis;
  PortailWorkbook *workbook = portail_workbook_new ();

  add_synthese (workbook, source);
  add_statuses (workbook, analysis);
  add_risks (workbook, analysis);
  add_groups (portail_workbook_add_sheet (workbook, "Groupes"), analysis, analysis->by_groupe,
              _ ("Group"));
  add_groups (portail_workbook_add_sheet (workbook, "Employes"), analysis, analysis->by_employe,
              _ ("Employee"));
  add_cases (portail_workbook_add_sheet (workbook, "Suspects"), analysis, analysis->suspects);
  add_cases (portail_workbook_add_sheet (workbook, "Top 10"), analysis, analysis->top);
  add_weeks (workbook, analysis);
  add_operations (workbook, analysis);
  return workbook;
}

GBytes *
portail_blanchiment_report_to_xlsx (const PortailBlanchimentReportSource *source, GError **error)
{
  g_autoptr (PortailWorkbook) workbook = portail_blanchiment_workbook_new (source);

  return portail_workbook_to_xlsx (workbook, source->generated_at, error);
}
