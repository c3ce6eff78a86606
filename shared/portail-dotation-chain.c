/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-dotation-chain.h"

#include <string.h>

#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-tax.h"

#define FIGURE(member, its_kind, its_title)                                                        \
  {                                                                                                \
    .name = #member, .title = its_title, .kind = PORTAIL_FIGURE_KIND_##its_kind,                   \
    .offset = G_STRUCT_OFFSET (PortailDotationChain, member)                                       \
  }

static const PortailFigure figures[PORTAIL_N_FIGURES] = {
  [PORTAIL_FIGURE_CA_BRUT] = FIGURE (ca_brut, MONEY, N_ ("Gross turnover")),
  [PORTAIL_FIGURE_TRANCHE_PLAFONDS] = FIGURE (tranche_plafonds, NUMBER, N_ ("Bracket of the caps")),
  [PORTAIL_FIGURE_SALAIRES] = FIGURE (salaires, MONEY, N_ ("Salaries")),
  [PORTAIL_FIGURE_DEPENSES_DEDUCTIBLES] = FIGURE (depenses_deductibles,
                                                  MONEY,
                                                  N_ ("Deductible expenses")),
  [PORTAIL_FIGURE_BENEFICE_IMPOSABLE] = FIGURE (benefice_imposable, MONEY, N_ ("Taxable profit")),
  [PORTAIL_FIGURE_TRANCHE] = FIGURE (tranche, NUMBER, N_ ("Bracket of the profit")),
  [PORTAIL_FIGURE_TAUX] = FIGURE (taux, RATE, N_ ("Tax rate")),
  [PORTAIL_FIGURE_IMPOT_SOCIETE] = FIGURE (impot_societe, MONEY, N_ ("Company tax")),
  [PORTAIL_FIGURE_BENEFICE_APRES_IMPOT] = FIGURE (benefice_apres_impot,
                                                  MONEY,
                                                  N_ ("Profit after tax")),
  [PORTAIL_FIGURE_PRIMES] = FIGURE (primes, MONEY, N_ ("Bonuses")),
  [PORTAIL_FIGURE_BENEFICE_APRES_PRIMES] = FIGURE (benefice_apres_primes,
                                                   MONEY,
                                                   N_ ("Profit after bonuses")),
  [PORTAIL_FIGURE_TRESORERIE_NETTE] = FIGURE (tresorerie_nette, MONEY, N_ ("Net cash")),
  [PORTAIL_FIGURE_TAUX_RICHESSE] = FIGURE (taux_richesse, RATE, N_ ("Wealth tax rate")),
  [PORTAIL_FIGURE_IMPOT_RICHESSE] = FIGURE (impot_richesse, MONEY, N_ ("Wealth tax")),
  [PORTAIL_FIGURE_TOTAL_DU] = FIGURE (total_du, MONEY, N_ ("Total due")),
};

#undef FIGURE

const PortailFigure *
portail_figure_get (PortailFigureId id)
{
  return &figures[id];
}

PortailFigureId
portail_figure_from_name (const char *name)
{
  int id = 0;

  while (id < PORTAIL_N_FIGURES && g_strcmp0 (figures[id].name, name) != 0)
    id++;
  return (PortailFigureId) id;
}

PortailMoney
portail_dotation_chain_get_money (const PortailDotationChain *chain, PortailFigureId id)
{
  g_assert (figures[id].kind == PORTAIL_FIGURE_KIND_MONEY);
  return G_STRUCT_MEMBER (PortailMoney, chain, figures[id].offset);
}

PortailRate
portail_dotation_chain_get_rate (const PortailDotationChain *chain, PortailFigureId id)
{
  g_assert (figures[id].kind == PORTAIL_FIGURE_KIND_RATE);
  return G_STRUCT_MEMBER (PortailRate, chain, figures[id].offset);
}

guint
portail_dotation_chain_get_number (const PortailDotationChain *chain, PortailFigureId id)
{
  g_assert (figures[id].kind == PORTAIL_FIGURE_KIND_NUMBER);
  return G_STRUCT_MEMBER (guint, chain, figures[id].offset);
}

char *
portail_dotation_chain_to_text (const PortailDotationChain *chain, PortailFigureId id)
{
  guint number;

  if (figures[id].kind == PORTAIL_FIGURE_KIND_MONEY)
    return portail_money_to_text (portail_dotation_chain_get_money (chain, id));
  if (figures[id].kind == PORTAIL_FIGURE_KIND_RATE)
    return portail_rate_to_text (portail_dotation_chain_get_rate (chain, id));
  number = portail_dotation_chain_get_number (chain, id);
  return number == 0 ? g_strdup (C_ ("bracket", "none")) : g_strdup_printf ("%u", number);
}

void
portail_dotation_chain_append_json (const PortailDotationChain *chain,
                                    PortailFigureId id,
                                    GString *json)
{
  if (figures[id].kind == PORTAIL_FIGURE_KIND_MONEY)
    portail_money_append_json (portail_dotation_chain_get_money (chain, id), json);
  else if (figures[id].kind == PORTAIL_FIGURE_KIND_RATE)
    portail_rate_append_json (portail_dotation_chain_get_rate (chain, id), json);
  else
    g_string_append_printf (json, "%u", portail_dotation_chain_get_number (chain, id));
}

void
portail_chain_accumulator_init (PortailChainAccumulator *accumulator, const PortailBareme *bareme)
{
  memset (accumulator, 0, sizeof *accumulator);
  accumulator->bareme = bareme;
}

/* Sums and terms are amounts of money, so their sum never leaves 64 bits.
 * Returns: whether every sum is still an amount of money. */
static gboolean
add_times (PortailChainAccumulator *accumulator, const PortailSheetResult *row, int sign)
{
  const PortailBareme *bareme = accumulator->bareme;
  PortailTaxColumn column = row->is_direction ? PORTAIL_TAX_DIRECTION : PORTAIL_TAX_EMPLOYE;
  gint64 highest;

  accumulator->n_rows += sign;
  accumulator->ca_cents += sign * row->ca.cents;
  highest = accumulator->ca_cents;
  for (guint i = 0; i < bareme->n_tranches; i++)
    {
      PortailTaxCaps caps = portail_tax_get_caps (bareme, i + 1, column);

      accumulator->salaires_cents[i] += sign * MIN (row->salaire_demande.cents, caps.salaire.cents);
      accumulator->primes_cents[i] += sign * MIN (row->prime_demandee.cents, caps.prime.cents);
      highest = MAX (highest, accumulator->salaires_cents[i]);
      highest = MAX (highest, accumulator->primes_cents[i]);
    }
  return highest <= PORTAIL_MONEY_MAX_CENTS;
}

gboolean
portail_chain_accumulator_add (PortailChainAccumulator *accumulator,
                               const PortailSheetResult *row,
                               GError **error)
{
  if (add_times (accumulator, row, 1))
    return TRUE;
  add_times (accumulator, row, -1);
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_OUT_OF_RANGE,
                       _ ("With this row the sums are too large."));
  return FALSE;
}

void
portail_chain_accumulator_remove (PortailChainAccumulator *accumulator,
                                  const PortailSheetResult *row)
{
  add_times (accumulator, row, -1);
}

/* The profit if salaries were capped with the 1-based @tranche; may be out of the range of money
 * but not of 64 bits. */
static PortailMoney
get_benefice (const PortailChainAccumulator *accumulator,
              const PortailChainInputs *inputs,
              guint tranche)
{
  gint64 salaires = inputs->is_salaire_deductible ? accumulator->salaires_cents[tranche - 1] : 0;

  return (PortailMoney){ accumulator->ca_cents - salaires - inputs->depenses.cents };
}

/* The highest i ≥ 1 with f(i) ≥ i, or 1; f is constant when salaries are not deductible, and then
 * that is the tranche of the profit (domain.md §3.4). */
static guint
find_tranche_plafonds (const PortailChainAccumulator *accumulator, const PortailChainInputs *inputs)
{
  const PortailBareme *bareme = accumulator->bareme;
  guint i = bareme->n_tranches;

  while (i > 1
         && portail_bareme_find (bareme, PORTAIL_BAREME_TRANCHES,
                                 get_benefice (accumulator, inputs, i))
                < i)
    i--;
  return i;
}

/* @term is taken from the figure before it; the error names @figure. */
static gboolean
take (PortailDotationChain *chain, PortailFigureId figure, PortailMoney term, GError **error)
{
  PortailMoney *amount = &G_STRUCT_MEMBER (PortailMoney, chain, figures[figure].offset);

  if (portail_money_subtract (amount, term, error))
    return TRUE;
  g_prefix_error (error, "%s: ", _ (figures[figure].title));
  return FALSE;
}

static gboolean
fill_profit (PortailDotationChain *chain, const PortailBareme *bareme, GError **error)
{
  const PortailChainInputs *inputs = &chain->inputs;

  chain->depenses_deductibles = inputs->depenses;
  if (inputs->is_salaire_deductible
      && !take (chain, PORTAIL_FIGURE_DEPENSES_DEDUCTIBLES,
                (PortailMoney){ -chain->salaires.cents }, error))
    return FALSE;
  chain->benefice_imposable = chain->ca_brut;
  if (!take (chain, PORTAIL_FIGURE_BENEFICE_IMPOSABLE, chain->depenses_deductibles, error))
    return FALSE;
  chain->tranche = portail_bareme_find (bareme, PORTAIL_BAREME_TRANCHES, chain->benefice_imposable);
  chain->taux = portail_bareme_get_taux (bareme, PORTAIL_BAREME_TRANCHES, chain->tranche);
  chain->impot_societe = portail_tax_on_benefice (bareme, chain->benefice_imposable);
  return TRUE;
}

static gboolean
fill_rest (PortailDotationChain *chain, const PortailBareme *bareme, GError **error)
{
  const PortailChainInputs *inputs = &chain->inputs;

  chain->benefice_apres_impot = chain->benefice_imposable;
  if (!take (chain, PORTAIL_FIGURE_BENEFICE_APRES_IMPOT, chain->impot_societe, error))
    return FALSE;
  chain->benefice_apres_primes = chain->benefice_apres_impot;
  if (!take (chain, PORTAIL_FIGURE_BENEFICE_APRES_PRIMES, chain->primes, error))
    return FALSE;
  if (!inputs->is_salaire_deductible
      && !take (chain, PORTAIL_FIGURE_BENEFICE_APRES_PRIMES, chain->salaires, error))
    return FALSE;
  chain->tresorerie_nette = chain->benefice_apres_primes;
  if (!take (chain, PORTAIL_FIGURE_TRESORERIE_NETTE, inputs->retraits, error))
    return FALSE;
  chain->tranche_richesse = portail_bareme_find (bareme, PORTAIL_BAREME_RICHESSE,
                                                 inputs->solde_bancaire);
  chain->taux_richesse = portail_bareme_get_taux (bareme, PORTAIL_BAREME_RICHESSE,
                                                  chain->tranche_richesse);
  chain->impot_richesse = portail_tax_on_solde (bareme, inputs->solde_bancaire);
  chain->total_du = chain->impot_societe;
  return take (chain, PORTAIL_FIGURE_TOTAL_DU, (PortailMoney){ -chain->impot_richesse.cents },
               error);
}

gboolean
portail_chain_accumulator_finish (const PortailChainAccumulator *accumulator,
                                  const PortailChainInputs *inputs,
                                  PortailDotationChain *chain,
                                  GError **error)
{
  if (inputs->depenses.cents < 0 || inputs->retraits.cents < 0)
    {
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID,
                           _ ("Expenses and withdrawals must not be negative."));
      return FALSE;
    }
  chain->inputs = *inputs;
  if (portail_money_is_null (inputs->solde_bancaire))
    chain->inputs.solde_bancaire = PORTAIL_MONEY_ZERO;
  chain->ca_brut.cents = accumulator->ca_cents;
  chain->tranche_plafonds = find_tranche_plafonds (accumulator, inputs);
  chain->salaires.cents = accumulator->salaires_cents[chain->tranche_plafonds - 1];
  chain->primes.cents = accumulator->primes_cents[chain->tranche_plafonds - 1];
  return fill_profit (chain, accumulator->bareme, error)
         && fill_rest (chain, accumulator->bareme, error);
}

void
portail_dotation_chain_cap (const PortailBareme *bareme,
                            guint tranche_plafonds,
                            PortailSheetResult *row)
{
  PortailTaxCaps caps = portail_tax_get_caps (
      bareme, tranche_plafonds, row->is_direction ? PORTAIL_TAX_DIRECTION : PORTAIL_TAX_EMPLOYE);

  row->salaire.cents = MIN (row->salaire_demande.cents, caps.salaire.cents);
  row->prime.cents = MIN (row->prime_demandee.cents, caps.prime.cents);
  row->is_plafonne = row->salaire.cents != row->salaire_demande.cents
                     || row->prime.cents != row->prime_demandee.cents;
}

static void
prefix_row (GError **error, guint row, const char *name)
{
  if (name != NULL && *name != '\0')
    /* Translators: number of a row and the person's name, before what is wrong with it. */
    g_prefix_error (error, _ ("Row %1$u (%2$s): "), row + 1, name);
  else
    g_prefix_error (error, _ ("Row %u: "), row + 1);
}

gboolean
portail_sheet_compute (const PortailSheet *sheet,
                       PortailSheetResult *results,
                       PortailDotationChain *chain,
                       GError **error)
{
  PortailChainInputs inputs = { sheet->depenses, sheet->retraits, sheet->solde_bancaire,
                                sheet->settings->is_salaire_deductible };
  PortailChainAccumulator accumulator;

  portail_chain_accumulator_init (&accumulator, sheet->bareme);
  for (guint i = 0; i < sheet->n_rows; i++)
    if (!portail_payroll_compute (sheet->settings, sheet->bareme->arrondi, &sheet->rows[i],
                                  &results[i], error)
        || !portail_chain_accumulator_add (&accumulator, &results[i], error))
      {
        prefix_row (error, i, sheet->rows[i].name);
        return FALSE;
      }
  if (!portail_chain_accumulator_finish (&accumulator, &inputs, chain, error))
    return FALSE;
  for (guint i = 0; i < sheet->n_rows; i++)
    portail_dotation_chain_cap (sheet->bareme, chain->tranche_plafonds, &results[i]);
  return TRUE;
}
