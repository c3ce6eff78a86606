/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/report/portail-fiche-impot.h"

#include "shared/portail-i18n.h"
#include "shared/portail-tax.h"

/* The formula of each figure in few words; the second one where its rule is the other of two. */
typedef struct
{
  const char *formula;
  const char *other_formula;
  PortailReportEmphasis emphasis;
} FigureText;

static const FigureText figure_texts[PORTAIL_N_FIGURES] = {
  [PORTAIL_FIGURE_CA_BRUT] = { N_ ("RUN + FACTURE + VENTE of all employees") },
  [PORTAIL_FIGURE_TRANCHE_PLAFONDS] = {
      N_ ("highest bracket that the profit reaches under its own caps"),
      N_ ("the bracket of the profit, which salaries do not lower"),
  },
  [PORTAIL_FIGURE_SALAIRES] = { N_ ("sum of the salaries, each limited by its cap") },
  [PORTAIL_FIGURE_DEPENSES_DEDUCTIBLES] = {
      N_ ("salaries + expenses"),
      N_ ("expenses; salaries are not deductible"),
  },
  [PORTAIL_FIGURE_BENEFICE_IMPOSABLE] = {
      N_ ("gross turnover − deductible expenses"),
      .emphasis = PORTAIL_REPORT_STRONG,
  },
  [PORTAIL_FIGURE_TRANCHE] = { N_ ("the row of the tax table that holds the profit") },
  [PORTAIL_FIGURE_TAUX] = {
      N_ ("rate of this bracket, on the whole profit"),
      N_ ("rate of this bracket, on the part of the profit inside it"),
  },
  [PORTAIL_FIGURE_IMPOT_SOCIETE] = {
      N_ ("taxable profit × tax rate"),
      N_ ("sum of each slice of the profit × its rate"),
      .emphasis = PORTAIL_REPORT_STRONG,
  },
  [PORTAIL_FIGURE_BENEFICE_APRES_IMPOT] = { N_ ("taxable profit − company tax") },
  [PORTAIL_FIGURE_PRIMES] = { N_ ("sum of the bonuses, each limited by its cap") },
  [PORTAIL_FIGURE_BENEFICE_APRES_PRIMES] = {
      N_ ("profit after tax − bonuses"),
      N_ ("profit after tax − bonuses − salaries"),
  },
  [PORTAIL_FIGURE_TRESORERIE_NETTE] = {
      N_ ("profit after bonuses − withdrawals"),
      .emphasis = PORTAIL_REPORT_STRONG,
  },
  [PORTAIL_FIGURE_TAUX_RICHESSE] = { N_ ("rate of the wealth table for this balance") },
  [PORTAIL_FIGURE_IMPOT_RICHESSE] = {
      N_ ("bank balance × wealth tax rate"),
      .emphasis = PORTAIL_REPORT_STRONG,
  },
  [PORTAIL_FIGURE_TOTAL_DU] = {
      N_ ("company tax + wealth tax"),
      .emphasis = PORTAIL_REPORT_STRONG,
  },
};

static gboolean
is_progressif (const PortailDotationReportSource *source)
{
  return source->sheet->bareme.mode_impot == PORTAIL_MODE_IMPOT_PROGRESSIF;
}

static const char *
get_formula (const PortailDotationReportSource *source, PortailFigureId id)
{
  const FigureText *text = &figure_texts[id];
  gboolean is_of_tax = id == PORTAIL_FIGURE_TAUX || id == PORTAIL_FIGURE_IMPOT_SOCIETE;
  gboolean is_other = is_of_tax ? is_progressif (source)
                                : !source->figures->chain.inputs.is_salaire_deductible;

  return is_other && text->other_formula != NULL ? _ (text->other_formula) : _ (text->formula);
}

static void
add_summary (PortailReport *report, const PortailDotationReportSource *source)
{
  const PortailDotationChain *chain = &source->figures->chain;
  g_autofree char *tranche = chain->tranche > 0 ? g_strdup_printf (_ ("bracket %u"), chain->tranche)
                                                : g_strdup (_ ("below the first bracket"));
  g_autofree char *taux = portail_rate_to_text (chain->taux);
  g_autofree char *of_profit = g_strdup_printf (C_ ("rate", "at %s"), taux);
  g_autofree char *solde = portail_money_to_text (chain->inputs.solde_bancaire);
  g_autofree char *on_solde = g_strdup_printf (_ ("on a balance of %s"), solde);
  g_autofree char *n_employees = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u employee", "%u employees", source->figures->sheet.n_rows),
      source->figures->sheet.n_rows);

  portail_report_begin_figures (report, PORTAIL_REPORT_CARDS);
  portail_dotation_blocks_add_figure (report, source, PORTAIL_FIGURE_CA_BRUT, n_employees,
                                      PORTAIL_REPORT_NORMAL);
  portail_dotation_blocks_add_figure (report, source, PORTAIL_FIGURE_DEPENSES_DEDUCTIBLES,
                                      get_formula (source, PORTAIL_FIGURE_DEPENSES_DEDUCTIBLES),
                                      PORTAIL_REPORT_NORMAL);
  portail_dotation_blocks_add_figure (report, source, PORTAIL_FIGURE_BENEFICE_IMPOSABLE, tranche,
                                      PORTAIL_REPORT_NORMAL);
  portail_dotation_blocks_add_figure (report, source, PORTAIL_FIGURE_IMPOT_SOCIETE,
                                      is_progressif (source) ? _ ("slice by slice") : of_profit,
                                      PORTAIL_REPORT_NORMAL);
  portail_dotation_blocks_add_figure (report, source, PORTAIL_FIGURE_IMPOT_RICHESSE, on_solde,
                                      PORTAIL_REPORT_NORMAL);
  portail_dotation_blocks_add_figure (report, source, PORTAIL_FIGURE_TOTAL_DU,
                                      _ (figure_texts[PORTAIL_FIGURE_TOTAL_DU].formula),
                                      PORTAIL_REPORT_STRONG);
}

/* A paid amount, marked with the requested one where a cap cut it. */
static void
add_paid (PortailReport *report, PortailMoney paid, PortailMoney requested)
{
  g_autofree char *amount = portail_money_to_text (requested);
  g_autofree char *note = NULL;

  portail_report_add_money (report, paid);
  if (paid.cents == requested.cents)
    return;
  /* Translators: small, under an amount that a cap cut: what was asked for. */
  note = g_strdup_printf (C_ ("cap", "of %s"), amount);
  portail_report_set_cell_note (report, note, PORTAIL_REPORT_ALERT);
}

static void
add_employee (PortailReport *report, const PortailDotationReportSource *source, guint row)
{
  const PortailSheetRow *typed = &source->figures->rows[row];
  const PortailSheetResult *result = &source->figures->results[row];

  portail_report_begin_row (report, PORTAIL_REPORT_ROW_NORMAL);
  portail_dotation_blocks_add_person (report, source, row);
  portail_dotation_blocks_add_input (report, typed->run);
  portail_dotation_blocks_add_input (report, typed->facture);
  portail_dotation_blocks_add_input (report, typed->vente);
  portail_report_add_money (report, result->ca);
  add_paid (report, result->salaire, result->salaire_demande);
  add_paid (report, result->prime, result->prime_demandee);
}

static void
add_employees_total (PortailReport *report, const PortailDotationReportSource *source)
{
  const PortailDotationChain *chain = &source->figures->chain;

  portail_report_begin_row (report, PORTAIL_REPORT_ROW_TOTAL);
  portail_report_add_cell (report, C_ ("sum", "TOTAL"));
  portail_report_add_cell (report, NULL);
  portail_dotation_blocks_add_sum (report, source, PORTAIL_DOTATION_SUM_RUN);
  portail_dotation_blocks_add_sum (report, source, PORTAIL_DOTATION_SUM_FACTURE);
  portail_dotation_blocks_add_sum (report, source, PORTAIL_DOTATION_SUM_VENTE);
  portail_report_add_money (report, chain->ca_brut);
  portail_report_add_money (report, chain->salaires);
  portail_report_add_money (report, chain->primes);
}

static void
add_employees (PortailReport *report, const PortailDotationReportSource *source)
{
  gboolean has_capped = FALSE;

  portail_report_add_heading (report, 1, _ ("Employees"));
  if (source->figures->sheet.n_rows == 0)
    {
      portail_report_add_paragraph (report, PORTAIL_REPORT_TEXT, _ ("No employee on this sheet."));
      return;
    }
  portail_report_begin_table (report, _ ("Employees"));
  portail_report_add_column (report, _ ("Employee"), PORTAIL_REPORT_COLUMN_TEXT, 1);
  portail_report_add_column (report, _ ("Grade"), PORTAIL_REPORT_COLUMN_SHORT, 1);
  portail_report_add_column (report, _ ("RUN"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  portail_report_add_column (report, _ ("FACTURE"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  portail_report_add_column (report, _ ("VENTE"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  portail_report_add_column (report, _ ("CA"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  portail_report_add_column (report, _ ("Salary"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  portail_report_add_column (report, _ ("Bonus"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  for (guint row = 0; row < source->figures->sheet.n_rows; row++)
    {
      add_employee (report, source, row);
      has_capped = has_capped || source->figures->results[row].is_plafonne;
    }
  add_employees_total (report, source);
  if (has_capped)
    portail_report_add_paragraph (
        report, PORTAIL_REPORT_NOTE,
        _ ("A salary or bonus in bold was cut by its cap; below it stands "
           "what was requested."));
}

static void
add_input (PortailReport *report, const char *label, PortailMoney money, const char *hint)
{
  g_autofree char *value = portail_money_to_text (money);

  portail_report_add_figure (report, label, value, hint,
                             money.cents < 0 ? PORTAIL_REPORT_NEGATIVE : PORTAIL_REPORT_NORMAL);
}

/* Every figure in its order, each input before the figure that it goes into. */
static void
add_chain (PortailReport *report, const PortailDotationReportSource *source)
{
  const PortailChainInputs *inputs = &source->figures->chain.inputs;

  portail_report_add_heading (report, 1, _ ("Calculation of the tax"));
  portail_report_begin_figures (report, PORTAIL_REPORT_LIST);
  for (int i = 0; i < PORTAIL_N_FIGURES; i++)
    {
      PortailFigureId id = (PortailFigureId) i;

      if (id == PORTAIL_FIGURE_DEPENSES_DEDUCTIBLES)
        add_input (report, _ ("Expenses"), inputs->depenses, _ ("sum of the expenses below"));
      else if (id == PORTAIL_FIGURE_TRESORERIE_NETTE)
        add_input (report, _ ("Withdrawals"), inputs->retraits, _ ("sum of the withdrawals below"));
      else if (id == PORTAIL_FIGURE_TAUX_RICHESSE)
        add_input (report, _ ("Bank balance"), inputs->solde_bancaire, _ ("as typed"));
      portail_dotation_blocks_add_figure (report, source, id, get_formula (source, id),
                                          figure_texts[id].emphasis);
    }
}

static void
add_limits (PortailReport *report, const PortailDotationReportSource *source)
{
  const PortailBareme *bareme = &source->sheet->bareme;
  guint tranche = source->figures->chain.tranche_plafonds;
  PortailTaxCaps employe = portail_tax_get_caps (bareme, tranche, PORTAIL_TAX_EMPLOYE);
  PortailTaxCaps direction = portail_tax_get_caps (bareme, tranche, PORTAIL_TAX_DIRECTION);
  g_autofree char *title = g_strdup_printf (_ ("Caps of bracket %u"), tranche);

  portail_report_add_heading (report, 1, title);
  portail_report_begin_table (report, title);
  portail_report_add_column (report, _ ("Per person and week, at most"), PORTAIL_REPORT_COLUMN_TEXT,
                             2);
  portail_report_add_column (report, _ ("Employee"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  portail_report_add_column (report, _ ("Management"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  portail_report_begin_row (report, PORTAIL_REPORT_ROW_NORMAL);
  portail_report_add_cell (report, _ ("Salary"));
  portail_report_add_money (report, employe.salaire);
  portail_report_add_money (report, direction.salaire);
  portail_report_begin_row (report, PORTAIL_REPORT_ROW_NORMAL);
  portail_report_add_cell (report, _ ("Bonus"));
  portail_report_add_money (report, employe.prime);
  portail_report_add_money (report, direction.prime);
}

/* The cells `from` and `to less than` of a tranche; 0 runs up to the first minimum. */
static void
add_bounds (PortailReport *report,
            const PortailBareme *bareme,
            PortailBaremeTable table,
            guint tranche)
{
  guint n = table == PORTAIL_BAREME_TRANCHES ? bareme->n_tranches : bareme->n_richesse;

  if (tranche > 0)
    portail_report_add_money (report, portail_bareme_get_min (bareme, table, tranche));
  else
    portail_report_add_cell (report, "–");
  if (tranche < n)
    portail_report_add_money (report, portail_bareme_get_min (bareme, table, tranche + 1));
  else
    portail_report_add_cell (report, _ ("no limit"));
}

static void
add_bareme_row (PortailReport *report,
                const PortailDotationReportSource *source,
                guint tranche,
                const char *use)
{
  const PortailBareme *bareme = &source->sheet->bareme;
  g_autofree char *number = tranche > 0 ? g_strdup_printf ("%u", tranche) : g_strdup ("–");

  portail_report_begin_row (report, PORTAIL_REPORT_ROW_NORMAL);
  portail_report_add_cell (report, use);
  portail_report_add_cell (report, number);
  add_bounds (report, bareme, PORTAIL_BAREME_TRANCHES, tranche);
  portail_report_add_rate (report,
                           portail_bareme_get_taux (bareme, PORTAIL_BAREME_TRANCHES, tranche));
}

static void
add_bareme (PortailReport *report, const PortailDotationReportSource *source)
{
  const PortailDotationChain *chain = &source->figures->chain;
  g_autofree char *name = portail_bareme_to_text (&source->sheet->bareme);
  g_autofree char *title = g_strdup_printf (_ ("Tax table %s"), name);
  gboolean is_one_row = chain->tranche == chain->tranche_plafonds;

  portail_report_add_heading (report, 1, title);
  portail_report_begin_table (report, title);
  portail_report_add_column (report, _ ("Row used for"), PORTAIL_REPORT_COLUMN_TEXT, 1);
  portail_report_add_column (report, _ ("Bracket"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  portail_report_add_column (report, _ ("Profit from"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  portail_report_add_column (report, _ ("to less than"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  portail_report_add_column (report, _ ("Rate"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  add_bareme_row (report, source, chain->tranche,
                  is_one_row ? _ ("The tax and the caps") : _ ("The tax"));
  if (!is_one_row)
    add_bareme_row (report, source, chain->tranche_plafonds, _ ("The caps"));
}

static void
add_richesse (PortailReport *report, const PortailDotationReportSource *source)
{
  const PortailDotationChain *chain = &source->figures->chain;

  portail_report_add_heading (report, 1, _ ("Wealth tax"));
  portail_report_begin_table (report, _ ("Wealth tax"));
  portail_report_add_column (report, _ ("Bank balance"), PORTAIL_REPORT_COLUMN_TEXT, 1);
  portail_report_add_column (report, _ ("Balance from"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  portail_report_add_column (report, _ ("to less than"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  portail_report_add_column (report, _ ("Rate"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  portail_report_add_column (report, _ ("Wealth tax"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  portail_report_begin_row (report, PORTAIL_REPORT_ROW_NORMAL);
  portail_report_add_money (report, chain->inputs.solde_bancaire);
  add_bounds (report, &source->sheet->bareme, PORTAIL_BAREME_RICHESSE, chain->tranche_richesse);
  portail_report_add_rate (report, chain->taux_richesse);
  portail_report_add_money (report, chain->impot_richesse);
}

PortailReport *
portail_fiche_impot_new (const PortailDotationReportSource *source)
{
  PortailReport *report = portail_dotation_blocks_begin (source, C_ ("report", "TAX SHEET"),
                                                         PORTAIL_REPORT_PORTRAIT);

  add_summary (report, source);
  add_employees (report, source);
  add_chain (report, source);
  add_limits (report, source);
  portail_dotation_blocks_add_entries (report, source);
  add_bareme (report, source);
  add_richesse (report, source);
  portail_dotation_blocks_add_notes (report, source);
  portail_report_begin_signatures (report);
  portail_report_add_signature (report, _ ("For the company"), _ ("Name, date and signature"));
  portail_report_add_signature (report, _ ("For the DOT"), _ ("Name, date and signature"));
  return report;
}
