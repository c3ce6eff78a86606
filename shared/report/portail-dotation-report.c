/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/report/portail-dotation-report.h"

#include "shared/portail-i18n.h"

static void
add_summary (PortailReport *report, const PortailDotationReportSource *source)
{
  static const PortailFigureId ids[] = {
    PORTAIL_FIGURE_CA_BRUT, PORTAIL_FIGURE_SALAIRES,         PORTAIL_FIGURE_BENEFICE_IMPOSABLE,
    PORTAIL_FIGURE_PRIMES,  PORTAIL_FIGURE_TRESORERIE_NETTE, PORTAIL_FIGURE_TOTAL_DU,
  };

  portail_report_begin_figures (report, PORTAIL_REPORT_CARDS);
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    portail_dotation_blocks_add_figure (report, source, ids[i], NULL,
                                        ids[i] == PORTAIL_FIGURE_TOTAL_DU ? PORTAIL_REPORT_STRONG
                                                                          : PORTAIL_REPORT_NORMAL);
}

static void
add_boundary (PortailReport *report,
              const PortailExplanationSubject *subject,
              PortailBaremeTable table)
{
  g_autofree char *hint = portail_explanation_of_boundary (subject, table);

  portail_report_add_paragraph (report, PORTAIL_REPORT_NOTICE, hint);
}

static gboolean
has_hours (const PortailDotationReportSource *source)
{
  for (guint row = 0; row < source->figures->sheet.n_rows; row++)
    {
      PortailHours heures = source->figures->rows[row].heures;

      if (!portail_hours_is_null (heures) && heures.hundredths != 0)
        return TRUE;
    }
  return FALSE;
}

typedef enum
{
  WITHOUT_HOURS,
  WITH_HOURS,
} Hours;

static void
add_columns (PortailReport *report, Hours hours)
{
  portail_report_add_column (report, _ ("Employee"), PORTAIL_REPORT_COLUMN_TEXT, 1);
  portail_report_add_column (report, _ ("Grade"), PORTAIL_REPORT_COLUMN_SHORT, 1);
  if (hours == WITH_HOURS)
    portail_report_add_column (report, _ ("Hours"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  portail_report_add_column (report, _ ("RUN"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  portail_report_add_column (report, _ ("FACTURE"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  portail_report_add_column (report, _ ("VENTE"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  portail_report_add_column (report, _ ("CA"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  portail_report_add_column (report, _ ("Salary requested"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  portail_report_add_column (report, _ ("Salary paid"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  portail_report_add_column (report, _ ("Bonus requested"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  portail_report_add_column (report, _ ("Bonus paid"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
}

/* What was asked for and what is paid; a mark says that a person typed the former. */
static void
add_amounts (PortailReport *report,
             PortailMoney requested,
             PortailMoney paid,
             PortailMoney typed,
             PortailModeCalcul mode)
{
  portail_report_add_money (report, requested);
  if (!portail_money_is_null (typed) && mode != PORTAIL_MODE_CALCUL_MANUEL)
    portail_report_set_cell_note (report, _ ("by hand"), PORTAIL_REPORT_NORMAL);
  portail_report_add_money (report, paid);
  if (paid.cents != requested.cents)
    portail_report_set_cell_note (report, _ ("capped"), PORTAIL_REPORT_ALERT);
}

static void
add_row (PortailReport *report, const PortailDotationReportSource *source, guint row, Hours hours)
{
  const PortailSheetRow *typed = &source->figures->rows[row];
  const PortailSheetResult *result = &source->figures->results[row];
  PortailModeCalcul mode = source->sheet->settings->mode_calcul;
  g_autofree char *heures = portail_hours_is_null (typed->heures)
                                ? NULL
                                : portail_hours_to_text (typed->heures);

  portail_report_begin_row (report, PORTAIL_REPORT_ROW_NORMAL);
  portail_dotation_blocks_add_person (report, source, row);
  if (hours == WITH_HOURS)
    portail_report_add_cell (report, heures);
  portail_dotation_blocks_add_input (report, typed->run);
  portail_dotation_blocks_add_input (report, typed->facture);
  portail_dotation_blocks_add_input (report, typed->vente);
  portail_report_add_money (report, result->ca);
  add_amounts (report, result->salaire_demande, result->salaire, typed->salaire, mode);
  add_amounts (report, result->prime_demandee, result->prime, typed->prime, mode);
}

static void
add_totals (PortailReport *report, const PortailDotationReportSource *source, Hours hours)
{
  const PortailDotationChain *chain = &source->figures->chain;

  portail_report_begin_row (report, PORTAIL_REPORT_ROW_TOTAL);
  portail_report_add_cell (report, C_ ("sum", "TOTAL"));
  portail_report_add_cell (report, NULL);
  if (hours == WITH_HOURS)
    portail_report_add_cell (report, NULL);
  portail_dotation_blocks_add_sum (report, source, PORTAIL_DOTATION_SUM_RUN);
  portail_dotation_blocks_add_sum (report, source, PORTAIL_DOTATION_SUM_FACTURE);
  portail_dotation_blocks_add_sum (report, source, PORTAIL_DOTATION_SUM_VENTE);
  portail_report_add_money (report, chain->ca_brut);
  portail_dotation_blocks_add_sum (report, source, PORTAIL_DOTATION_SUM_SALAIRE_DEMANDE);
  portail_report_add_money (report, chain->salaires);
  portail_dotation_blocks_add_sum (report, source, PORTAIL_DOTATION_SUM_PRIME_DEMANDEE);
  portail_report_add_money (report, chain->primes);
}

static void
add_sheet (PortailReport *report, const PortailDotationReportSource *source)
{
  Hours hours = has_hours (source) ? WITH_HOURS : WITHOUT_HOURS;

  portail_report_add_heading (report, 1, _ ("Employees"));
  if (source->figures->sheet.n_rows == 0)
    {
      portail_report_add_paragraph (report, PORTAIL_REPORT_TEXT, _ ("No employee on this sheet."));
      return;
    }
  portail_report_begin_table (report, _ ("Employees"));
  add_columns (report, hours);
  for (guint row = 0; row < source->figures->sheet.n_rows; row++)
    add_row (report, source, row, hours);
  add_totals (report, source, hours);
}

static void
add_figures (PortailReport *report, const PortailExplanationSubject *subject)
{
  portail_report_add_heading (report, 1, _ ("Why these amounts?"));
  portail_report_begin_table (report, _ ("Why these amounts?"));
  portail_report_add_column (report, _ ("Figure"), PORTAIL_REPORT_COLUMN_SHORT, 1);
  portail_report_add_column (report, _ ("Value"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  portail_report_add_column (report, _ ("Explanation"), PORTAIL_REPORT_COLUMN_TEXT, 1);
  for (int i = 0; i < PORTAIL_N_FIGURES; i++)
    {
      PortailFigureId id = (PortailFigureId) i;
      g_autofree char *value = portail_dotation_chain_to_text (subject->chain, id);
      g_autofree char *explanation = portail_explanation_of_figure (subject, id);

      portail_report_begin_row (report, PORTAIL_REPORT_ROW_NORMAL);
      portail_report_add_cell (report, _ (portail_figure_get (id)->title));
      portail_report_add_cell (report, value);
      portail_report_set_cell_note (report, NULL, PORTAIL_REPORT_STRONG);
      portail_report_add_cell (report, explanation);
    }
}

/* Of the rows only what would surprise. */
static void
add_surprises (PortailReport *report, const PortailExplanationSubject *subject)
{
  g_autoptr (GPtrArray) explanations = portail_explanation_list (subject);
  gboolean has_begun = FALSE;

  for (guint i = 0; i < explanations->len; i++)
    {
      const PortailExplanation *explanation = g_ptr_array_index (explanations, i);

      if (explanation->index < 0)
        continue;
      if (!has_begun)
        {
          portail_report_add_heading (report, 2, _ ("Amounts of single employees"));
          portail_report_begin_table (report, _ ("Amounts of single employees"));
          portail_report_add_column (report, _ ("Employee"), PORTAIL_REPORT_COLUMN_SHORT, 1);
          portail_report_add_column (report, _ ("Explanation"), PORTAIL_REPORT_COLUMN_TEXT, 1);
          has_begun = TRUE;
        }
      portail_report_begin_row (report, PORTAIL_REPORT_ROW_NORMAL);
      portail_report_add_cell (report, subject->sheet->rows[explanation->index].name);
      portail_report_add_cell (report, explanation->text);
    }
}

static void
add_rules (PortailReport *report, const PortailDotationReportSource *source)
{
  const PortailPayrollSettings *settings = source->sheet->settings;
  g_autofree char *bareme = portail_bareme_to_text (&source->sheet->bareme);

  portail_report_add_heading (report, 1, _ ("How it was calculated"));
  portail_report_begin_table (report, _ ("How it was calculated"));
  portail_report_add_column (report, _ ("Tax table"), PORTAIL_REPORT_COLUMN_TEXT, 2);
  portail_report_add_column (report, _ ("Suggested amounts"), PORTAIL_REPORT_COLUMN_TEXT, 1);
  portail_report_add_column (report, _ ("Salaries"), PORTAIL_REPORT_COLUMN_TEXT, 1);
  portail_report_add_column (report, _ ("Bank balance"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  portail_report_begin_row (report, PORTAIL_REPORT_ROW_NORMAL);
  portail_report_add_cell (report, bareme);
  portail_report_add_cell (report, portail_mode_calcul_get_title (settings->mode_calcul));
  portail_report_add_cell (report, settings->is_salaire_deductible ? _ ("deductible")
                                                                   : _ ("not deductible"));
  portail_report_add_money (report, source->figures->sheet.solde_bancaire);
}

PortailReport *
portail_dotation_report_new (const PortailDotationReportSource *source)
{
  PortailExplanationSubject subject = portail_dotation_figures_get_subject (source->figures);
  PortailReport *report = portail_dotation_blocks_begin (source, C_ ("report", "DOTATION"),
                                                         PORTAIL_REPORT_LANDSCAPE);

  add_boundary (report, &subject, PORTAIL_BAREME_TRANCHES);
  add_boundary (report, &subject, PORTAIL_BAREME_RICHESSE);
  add_summary (report, source);
  add_sheet (report, source);
  portail_dotation_blocks_add_entries (report, source);
  add_rules (report, source);
  add_figures (report, &subject);
  add_surprises (report, &subject);
  portail_dotation_blocks_add_notes (report, source);
  return report;
}
