/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-explanation.h"

#include "shared/portail-explanation-words.h"
#include "shared/portail-i18n.h"
#include "shared/portail-tax.h"

typedef char *(*Explain) (const PortailExplanationSubject *subject, GPtrArray *words);

/* How @bareme rounds, as a sentence of its own. */
static const char *
rounding_sentence (const PortailBareme *bareme)
{
  return bareme->arrondi == PORTAIL_ROUND_TO_DOLLAR ? _ ("Rounded to the dollar.")
                                                    : _ ("Rounded to the cent.");
}

static char *
explain_ca_brut (const PortailExplanationSubject *subject, GPtrArray *words)
{
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%1$s is RUN + FACTURE + VENTE over %2$u row.",
                   "%1$s is RUN + FACTURE + VENTE over %2$u rows.", subject->sheet->n_rows),
      portail_words_figure (words, subject->chain, PORTAIL_FIGURE_CA_BRUT), subject->sheet->n_rows);
}

static char *
explain_tranche_plafonds (const PortailExplanationSubject *subject, GPtrArray *words)
{
  const PortailDotationChain *chain = subject->chain;
  const char *benefice = portail_words_money (words, chain->benefice_imposable);

  if (chain->tranche == 0)
    return g_strdup_printf (_ ("The caps are those of bracket 1, because the profit of %s reaches "
                               "no bracket."),
                            benefice);
  if (!chain->inputs.is_salaire_deductible)
    return g_strdup_printf (_ ("The caps are those of bracket %1$u, in which the profit of %2$s "
                               "lies. Salaries are not deductible, so they do not move it."),
                            chain->tranche_plafonds, benefice);
  return g_strdup_printf (_ ("The caps are those of bracket %1$u: it is the highest bracket that "
                             "the profit still reaches once its own caps limit the salaries. The "
                             "profit is then %2$s."),
                          chain->tranche_plafonds, benefice);
}

static char *
explain_salaires (const PortailExplanationSubject *subject, GPtrArray *words)
{
  const PortailDotationChain *chain = subject->chain;
  const PortailTranche *caps = &subject->sheet->bareme->tranches[chain->tranche_plafonds - 1];

  return g_strdup_printf (_ ("%1$s is the sum of the requested salaries, each limited by the caps "
                             "of bracket %2$u: %3$s for an employee, %4$s for the direction."),
                          portail_words_money (words, chain->salaires), chain->tranche_plafonds,
                          portail_words_money (words, caps->salaire_max_employe),
                          portail_words_money (words, caps->salaire_max_direction));
}

static char *
explain_depenses_deductibles (const PortailExplanationSubject *subject, GPtrArray *words)
{
  const PortailDotationChain *chain = subject->chain;

  if (!chain->inputs.is_salaire_deductible)
    return g_strdup_printf (_ ("%s is the sum of the expenses. Salaries are not deductible in this "
                               "company."),
                            portail_words_money (words, chain->depenses_deductibles));
  return g_strdup_printf (_ ("%1$s = salaries %2$s + expenses %3$s. Salaries are deductible."),
                          portail_words_money (words, chain->depenses_deductibles),
                          portail_words_money (words, chain->salaires),
                          portail_words_money (words, chain->inputs.depenses));
}

static char *
explain_benefice_imposable (const PortailExplanationSubject *subject, GPtrArray *words)
{
  const PortailDotationChain *chain = subject->chain;

  return g_strdup_printf (_ ("%1$s = gross turnover %2$s − deductible expenses %3$s."),
                          portail_words_money (words, chain->benefice_imposable),
                          portail_words_money (words, chain->ca_brut),
                          portail_words_money (words, chain->depenses_deductibles));
}

/* Why no bracket holds the profit. */
static char *
explain_no_tranche (const PortailExplanationSubject *subject, GPtrArray *words)
{
  const PortailBareme *bareme = subject->sheet->bareme;

  return g_strdup_printf (_ ("No company tax: the profit of %1$s is below %2$s, the first minimum "
                             "of the tax table %3$s."),
                          portail_words_money (words, subject->chain->benefice_imposable),
                          portail_words_money (words, bareme->tranches[0].min),
                          portail_words_bareme (words, bareme));
}

static char *
explain_tranche (const PortailExplanationSubject *subject, GPtrArray *words)
{
  const PortailBareme *bareme = subject->sheet->bareme;
  guint tranche = subject->chain->tranche;
  const char *benefice = portail_words_money (words, subject->chain->benefice_imposable);
  const char *name = portail_words_bareme (words, bareme);
  const char *min;

  if (tranche == 0)
    return explain_no_tranche (subject, words);
  min = portail_words_money (words, bareme->tranches[tranche - 1].min);
  if (tranche == bareme->n_tranches)
    return g_strdup_printf (_ ("The profit of %1$s lies in bracket %2$u of the tax table %3$s, "
                               "which begins at %4$s and has no end."),
                            benefice, tranche, name, min);
  return g_strdup_printf (_ ("The profit of %1$s lies in bracket %2$u of the tax table %3$s, which "
                             "goes from %4$s to less than %5$s."),
                          benefice, tranche, name, min,
                          portail_words_money (words, bareme->tranches[tranche].min));
}

static char *
explain_taux (const PortailExplanationSubject *subject, GPtrArray *words)
{
  const PortailDotationChain *chain = subject->chain;
  const PortailBareme *bareme = subject->sheet->bareme;
  const char *taux = portail_words_rate (words, chain->taux);
  const char *name = portail_words_bareme (words, bareme);

  if (chain->tranche == 0)
    return explain_no_tranche (subject, words);
  if (bareme->mode_impot == PORTAIL_MODE_IMPOT_PROGRESSIF)
    return g_strdup_printf (_ ("%1$s is the rate of bracket %2$u of the tax table %3$s: it applies "
                               "to the part of the profit in that bracket."),
                            taux, chain->tranche, name);
  return g_strdup_printf (_ ("%1$s is the rate of bracket %2$u of the tax table %3$s: it applies "
                             "to the whole profit."),
                          taux, chain->tranche, name);
}

/* `10 000 $ × 7 % + 20 000 $ × 9 %`. */
static const char *
list_slices (const PortailExplanationSubject *subject, GPtrArray *words)
{
  const PortailBareme *bareme = subject->sheet->bareme;
  GString *slices = g_string_new (NULL);

  for (guint i = 1; i <= subject->chain->tranche; i++)
    {
      PortailMoney slice = portail_tax_get_slice (bareme, i, subject->chain->benefice_imposable);

      if (slice.cents == 0)
        continue;
      if (slices->len > 0)
        g_string_append (slices, " + ");
      g_string_append_printf (slices, "%s × %s", portail_words_money (words, slice),
                              portail_words_rate (words, bareme->tranches[i - 1].taux));
    }
  return portail_words_take (words, g_string_free (slices, FALSE));
}

static char *
explain_impot_societe (const PortailExplanationSubject *subject, GPtrArray *words)
{
  const PortailDotationChain *chain = subject->chain;
  const PortailBareme *bareme = subject->sheet->bareme;
  const char *impot = portail_words_money (words, chain->impot_societe);
  const char *name = portail_words_bareme (words, bareme);

  if (chain->tranche == 0)
    return explain_no_tranche (subject, words);
  if (bareme->mode_impot == PORTAIL_MODE_IMPOT_PROGRESSIF)
    return g_strdup_printf (_ ("%1$s = %2$s: each slice of the profit has its own rate in the tax "
                               "table %3$s. %4$s"),
                            impot, list_slices (subject, words), name, rounding_sentence (bareme));
  return g_strdup_printf (_ ("%1$s = profit %2$s × %3$s, the rate of bracket %4$u of the tax table "
                             "%5$s. %6$s"),
                          impot, portail_words_money (words, chain->benefice_imposable),
                          portail_words_rate (words, chain->taux), chain->tranche, name,
                          rounding_sentence (bareme));
}

static char *
explain_benefice_apres_impot (const PortailExplanationSubject *subject, GPtrArray *words)
{
  const PortailDotationChain *chain = subject->chain;

  return g_strdup_printf (_ ("%1$s = profit %2$s − company tax %3$s."),
                          portail_words_money (words, chain->benefice_apres_impot),
                          portail_words_money (words, chain->benefice_imposable),
                          portail_words_money (words, chain->impot_societe));
}

static char *
explain_primes (const PortailExplanationSubject *subject, GPtrArray *words)
{
  const PortailDotationChain *chain = subject->chain;
  const PortailTranche *caps = &subject->sheet->bareme->tranches[chain->tranche_plafonds - 1];

  return g_strdup_printf (_ ("%1$s is the sum of the requested bonuses, each limited by the caps "
                             "of bracket %2$u: %3$s for an employee, %4$s for the direction. "
                             "Bonuses are never deductible."),
                          portail_words_money (words, chain->primes), chain->tranche_plafonds,
                          portail_words_money (words, caps->prime_max_employe),
                          portail_words_money (words, caps->prime_max_direction));
}

static char *
explain_benefice_apres_primes (const PortailExplanationSubject *subject, GPtrArray *words)
{
  const PortailDotationChain *chain = subject->chain;
  const char *amount = portail_words_money (words, chain->benefice_apres_primes);
  const char *apres_impot = portail_words_money (words, chain->benefice_apres_impot);
  const char *primes = portail_words_money (words, chain->primes);

  if (chain->inputs.is_salaire_deductible)
    return g_strdup_printf (_ ("%1$s = profit after tax %2$s − bonuses %3$s."), amount, apres_impot,
                            primes);
  return g_strdup_printf (_ ("%1$s = profit after tax %2$s − bonuses %3$s − salaries %4$s, which "
                             "are not deductible and so come off only here."),
                          amount, apres_impot, primes,
                          portail_words_money (words, chain->salaires));
}

static char *
explain_tresorerie_nette (const PortailExplanationSubject *subject, GPtrArray *words)
{
  const PortailDotationChain *chain = subject->chain;

  return g_strdup_printf (_ ("%1$s = profit after bonuses %2$s − withdrawals %3$s."),
                          portail_words_money (words, chain->tresorerie_nette),
                          portail_words_money (words, chain->benefice_apres_primes),
                          portail_words_money (words, chain->inputs.retraits));
}

/* Why there is no wealth tax; NULL when there is. */
static char *
explain_no_richesse (const PortailExplanationSubject *subject, GPtrArray *words)
{
  if (subject->chain->taux_richesse.basis_points != 0)
    return NULL;
  return g_strdup_printf (_ ("No wealth tax: the wealth table of the tax table %1$s asks nothing "
                             "of a bank balance of %2$s."),
                          portail_words_bareme (words, subject->sheet->bareme),
                          portail_words_money (words, subject->chain->inputs.solde_bancaire));
}

static char *
explain_taux_richesse (const PortailExplanationSubject *subject, GPtrArray *words)
{
  const PortailDotationChain *chain = subject->chain;
  const PortailBareme *bareme = subject->sheet->bareme;
  char *none = explain_no_richesse (subject, words);

  if (none != NULL)
    return none;
  return g_strdup_printf (
      _ ("%1$s is the rate of the wealth table of the tax table %2$s from a bank balance of %3$s "
         "on; the balance is %4$s."),
      portail_words_rate (words, chain->taux_richesse), portail_words_bareme (words, bareme),
      portail_words_money (words, bareme->richesse[chain->tranche_richesse - 1].min),
      portail_words_money (words, chain->inputs.solde_bancaire));
}

static char *
explain_impot_richesse (const PortailExplanationSubject *subject, GPtrArray *words)
{
  const PortailDotationChain *chain = subject->chain;
  const PortailBareme *bareme = subject->sheet->bareme;
  char *none = explain_no_richesse (subject, words);

  if (none != NULL)
    return none;
  return g_strdup_printf (
      _ ("%1$s = bank balance %2$s × %3$s, the rate of the wealth table of the tax table %4$s. "
         "%5$s"),
      portail_words_money (words, chain->impot_richesse),
      portail_words_money (words, chain->inputs.solde_bancaire),
      portail_words_rate (words, chain->taux_richesse), portail_words_bareme (words, bareme),
      rounding_sentence (bareme));
}

static char *
explain_total_du (const PortailExplanationSubject *subject, GPtrArray *words)
{
  const PortailDotationChain *chain = subject->chain;

  return g_strdup_printf (_ ("%1$s = company tax %2$s + wealth tax %3$s."),
                          portail_words_money (words, chain->total_du),
                          portail_words_money (words, chain->impot_societe),
                          portail_words_money (words, chain->impot_richesse));
}

static const Explain explain[PORTAIL_N_FIGURES] = {
  [PORTAIL_FIGURE_CA_BRUT] = explain_ca_brut,
  [PORTAIL_FIGURE_TRANCHE_PLAFONDS] = explain_tranche_plafonds,
  [PORTAIL_FIGURE_SALAIRES] = explain_salaires,
  [PORTAIL_FIGURE_DEPENSES_DEDUCTIBLES] = explain_depenses_deductibles,
  [PORTAIL_FIGURE_BENEFICE_IMPOSABLE] = explain_benefice_imposable,
  [PORTAIL_FIGURE_TRANCHE] = explain_tranche,
  [PORTAIL_FIGURE_TAUX] = explain_taux,
  [PORTAIL_FIGURE_IMPOT_SOCIETE] = explain_impot_societe,
  [PORTAIL_FIGURE_BENEFICE_APRES_IMPOT] = explain_benefice_apres_impot,
  [PORTAIL_FIGURE_PRIMES] = explain_primes,
  [PORTAIL_FIGURE_BENEFICE_APRES_PRIMES] = explain_benefice_apres_primes,
  [PORTAIL_FIGURE_TRESORERIE_NETTE] = explain_tresorerie_nette,
  [PORTAIL_FIGURE_TAUX_RICHESSE] = explain_taux_richesse,
  [PORTAIL_FIGURE_IMPOT_RICHESSE] = explain_impot_richesse,
  [PORTAIL_FIGURE_TOTAL_DU] = explain_total_du,
};

char *
portail_explanation_of_figure (const PortailExplanationSubject *subject, PortailFigureId figure)
{
  g_autoptr (GPtrArray) words = portail_words_new ();

  return explain[figure](subject, words);
}

static void
free_explanation (gpointer pointer)
{
  PortailExplanation *explanation = pointer;

  g_free (explanation->text);
  g_free (explanation);
}

/* Nothing for a NULL @text, which it takes. */
static void
append (GPtrArray *list, gint64 index, const char *figure, char *text)
{
  PortailExplanation *explanation;

  if (text == NULL)
    return;
  explanation = g_new0 (PortailExplanation, 1);
  explanation->index = index;
  explanation->figure = figure;
  explanation->text = text;
  g_ptr_array_add (list, explanation);
}

static void
append_row_figure (GPtrArray *list,
                   const PortailExplanationSubject *subject,
                   guint row,
                   PortailRowFigure figure)
{
  append (list, row, portail_row_figure_get_name (figure),
          portail_explanation_of_row (subject, row, figure));
}

static void
append_row (GPtrArray *list, const PortailExplanationSubject *subject, guint index)
{
  const PortailSheetRow *row = &subject->sheet->rows[index];
  const PortailSheetResult *result = &subject->results[index];
  gboolean is_unruled =
      subject->sheet->settings->mode_calcul == PORTAIL_MODE_CALCUL_GRADE
      && (portail_money_is_null (row->salaire) || portail_money_is_null (row->prime))
      && portail_payroll_settings_find_grade (subject->sheet->settings, row->grade) == NULL;

  if (is_unruled && portail_money_is_null (row->salaire))
    append_row_figure (list, subject, index, PORTAIL_ROW_FIGURE_SALAIRE_DEMANDE);
  if (is_unruled && portail_money_is_null (row->prime))
    append_row_figure (list, subject, index, PORTAIL_ROW_FIGURE_PRIME_DEMANDEE);
  if (result->salaire.cents != result->salaire_demande.cents)
    append_row_figure (list, subject, index, PORTAIL_ROW_FIGURE_SALAIRE);
  if (result->prime.cents != result->prime_demandee.cents)
    append_row_figure (list, subject, index, PORTAIL_ROW_FIGURE_PRIME);
}

GPtrArray *
portail_explanation_list (const PortailExplanationSubject *subject)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (free_explanation);

  for (int id = 0; id < PORTAIL_N_FIGURES; id++)
    append (list, -1, portail_figure_get ((PortailFigureId) id)->name,
            portail_explanation_of_figure (subject, (PortailFigureId) id));
  append (list, -1, portail_figure_get (PORTAIL_FIGURE_BENEFICE_IMPOSABLE)->name,
          portail_explanation_of_boundary (subject, PORTAIL_BAREME_TRANCHES));
  append (list, -1, portail_figure_get (PORTAIL_FIGURE_IMPOT_RICHESSE)->name,
          portail_explanation_of_boundary (subject, PORTAIL_BAREME_RICHESSE));
  for (guint row = 0; row < subject->sheet->n_rows; row++)
    append_row (list, subject, row);
  return list;
}
