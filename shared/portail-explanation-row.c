/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why one row asks for and is paid what it is. */
#include "shared/portail-explanation.h"

#include "shared/portail-explanation-words.h"
#include "shared/portail-i18n.h"
#include "shared/portail-tax.h"

/* Salaire and prime differ in little more than their words. */
typedef enum
{
  SALAIRE,
  PRIME,
} Amount;

static const char *const names[PORTAIL_N_ROW_FIGURES] = {
  [PORTAIL_ROW_FIGURE_CA] = "ca",
  [PORTAIL_ROW_FIGURE_SALAIRE_DEMANDE] = "salaire_demande",
  [PORTAIL_ROW_FIGURE_PRIME_DEMANDEE] = "prime_demandee",
  [PORTAIL_ROW_FIGURE_SALAIRE] = "salaire",
  [PORTAIL_ROW_FIGURE_PRIME] = "prime",
};

const char *
portail_row_figure_get_name (PortailRowFigure figure)
{
  return names[figure];
}

/* What a row is explained from. */
typedef struct
{
  const PortailExplanationSubject *subject;
  const PortailSheetRow *row;
  const PortailSheetResult *result;
  GPtrArray *words;
} RowSubject;

static PortailMoney
zero_if_null (PortailMoney money)
{
  return portail_money_is_null (money) ? PORTAIL_MONEY_ZERO : money;
}

static char *
explain_ca (const RowSubject *self)
{
  return g_strdup_printf (_ ("%1$s = RUN %2$s + FACTURE %3$s + VENTE %4$s."),
                          portail_words_money (self->words, self->result->ca),
                          portail_words_money (self->words, zero_if_null (self->row->run)),
                          portail_words_money (self->words, zero_if_null (self->row->facture)),
                          portail_words_money (self->words, zero_if_null (self->row->vente)));
}

static char *
explain_pourcentage (const RowSubject *self, Amount kind, const char *amount)
{
  const PortailPayrollSettings *settings = self->subject->sheet->settings;

  return g_strdup_printf (_ ("%1$s = %2$s of the row's turnover of %3$s."), amount,
                          portail_words_rate (self->words, kind == SALAIRE ? settings->taux_salaire
                                                                           : settings->taux_prime),
                          portail_words_money (self->words, self->result->ca));
}

/* The ends of the interpolation that concern this row. */
static void
get_ends (const RowSubject *self,
          const PortailPalier *palier,
          Amount kind,
          PortailMoney *low,
          PortailMoney *high)
{
  gboolean is_direction = self->result->is_direction;

  if (kind == SALAIRE)
    {
      *low = is_direction ? palier->salaire_min_direction : palier->salaire_min_employe;
      *high = is_direction ? palier->salaire_max_direction : palier->salaire_max_employe;
      return;
    }
  *low = is_direction ? palier->prime_min_direction : palier->prime_min_employe;
  *high = is_direction ? palier->prime_max_direction : palier->prime_max_employe;
}

static char *
explain_palier (const RowSubject *self, Amount kind, const char *amount)
{
  const PortailPalier *palier = portail_payroll_settings_find_palier (
      self->subject->sheet->settings, self->result->ca);
  const char *ca = portail_words_money (self->words, self->result->ca);
  const char *min;
  const char *max;
  PortailMoney low;
  PortailMoney high;

  if (palier == NULL)
    return g_strdup_printf (_ ("%s: the company calculates by steps, but none is defined."),
                            amount);
  get_ends (self, palier, kind, &low, &high);
  min = portail_words_money (self->words, palier->min);
  max = portail_words_money (self->words, palier->max);
  if (self->result->ca.cents < palier->min.cents
      || (self->result->ca.cents == palier->min.cents && !portail_money_is_null (palier->max)))
    return g_strdup_printf (_ ("%1$s is the least of the step that begins at %2$s; the row's "
                               "turnover is %3$s."),
                            amount, min, ca);
  if (portail_money_is_null (palier->max) || self->result->ca.cents >= palier->max.cents)
    return g_strdup_printf (_ ("%1$s is the most of the step that begins at %2$s; the row's "
                               "turnover is %3$s."),
                            amount, min, ca);
  return g_strdup_printf (_ ("%1$s lies between %2$s and %3$s just as the row's turnover of %4$s "
                             "lies between %5$s and %6$s."),
                          amount, portail_words_money (self->words, low),
                          portail_words_money (self->words, high), ca, min, max);
}

static char *
explain_grade (const RowSubject *self, Amount kind, const char *amount)
{
  const PortailPayrollGrade *grade = portail_payroll_settings_find_grade (
      self->subject->sheet->settings, self->row->grade);
  const char *ca = portail_words_money (self->words, self->result->ca);
  PortailHours heures = portail_hours_is_null (self->row->heures) ? (PortailHours){ 0 }
                                                                  : self->row->heures;

  if (self->row->grade == NULL || *self->row->grade == '\0')
    return g_strdup_printf (_ ("%s: the row has no grade, so no rule suggests an amount."), amount);
  if (grade == NULL)
    return g_strdup_printf (_ ("%1$s: the company has no rule for the grade “%2$s”."), amount,
                            self->row->grade);
  if (kind == PRIME)
    return g_strdup_printf (_ ("%1$s = %2$s fixed + %3$s of the row's turnover of %4$s, by the "
                               "rule of the grade “%5$s”."),
                            amount, portail_words_money (self->words, grade->prime_fixe),
                            portail_words_rate (self->words, grade->taux_prime), ca, grade->grade);
  return g_strdup_printf (_ ("%1$s = %2$s fixed + %3$s of the row's turnover of %4$s + %5$s × %6$s "
                             "h, by the rule of the grade “%7$s”."),
                          amount, portail_words_money (self->words, grade->salaire_fixe),
                          portail_words_rate (self->words, grade->taux_ca), ca,
                          portail_words_money (self->words, grade->taux_horaire),
                          portail_words_take (self->words, portail_hours_to_text (heures)),
                          grade->grade);
}

static char *
explain_manuel (const RowSubject *self, Amount kind, const char *amount)
{
  return g_strdup_printf (_ ("%s: the company types its amounts by hand, and none was typed."),
                          amount);
}

typedef char *(*Explain) (const RowSubject *self, Amount kind, const char *amount);

static const Explain explain_suggestion[PORTAIL_N_MODES_CALCUL] = {
  [PORTAIL_MODE_CALCUL_POURCENTAGE] = explain_pourcentage,
  [PORTAIL_MODE_CALCUL_PALIERS] = explain_palier,
  [PORTAIL_MODE_CALCUL_GRADE] = explain_grade,
  [PORTAIL_MODE_CALCUL_MANUEL] = explain_manuel,
};

static char *
explain_requested (const RowSubject *self, Amount kind)
{
  PortailMoney typed = kind == SALAIRE ? self->row->salaire : self->row->prime;
  const char *amount = portail_words_money (
      self->words, kind == SALAIRE ? self->result->salaire_demande : self->result->prime_demandee);

  if (!portail_money_is_null (typed))
    return g_strdup_printf (_ ("%s was typed by hand."), amount);
  return explain_suggestion[self->subject->sheet->settings->mode_calcul](self, kind, amount);
}

/* The cap's name inside a sentence. */
static const char *
get_cap_name (const RowSubject *self, Amount kind)
{
  if (kind == SALAIRE)
    return self->result->is_direction ? C_ ("inside a sentence", "the salary cap of the direction")
                                      : C_ ("inside a sentence", "the salary cap of an employee");
  return self->result->is_direction ? C_ ("inside a sentence", "the bonus cap of the direction")
                                    : C_ ("inside a sentence", "the bonus cap of an employee");
}

static char *
explain_paid (const RowSubject *self, Amount kind)
{
  const PortailSheetResult *result = self->result;
  guint tranche = self->subject->chain->tranche_plafonds;
  PortailTaxCaps caps = portail_tax_get_caps (self->subject->sheet->bareme, tranche,
                                              result->is_direction ? PORTAIL_TAX_DIRECTION
                                                                   : PORTAIL_TAX_EMPLOYE);
  PortailMoney requested = kind == SALAIRE ? result->salaire_demande : result->prime_demandee;
  PortailMoney paid = kind == SALAIRE ? result->salaire : result->prime;
  const char *cap = portail_words_money (self->words, kind == SALAIRE ? caps.salaire : caps.prime);
  const char *paid_text = portail_words_money (self->words, paid);

  if (paid.cents == requested.cents)
    return g_strdup_printf (_ ("%1$s as requested: %2$s is %3$s in bracket %4$u."), paid_text,
                            get_cap_name (self, kind), cap, tranche);
  return g_strdup_printf (_ ("%1$s instead of the requested %2$s: %3$s is %4$s in bracket %5$u."),
                          paid_text, portail_words_money (self->words, requested),
                          get_cap_name (self, kind), cap, tranche);
}

char *
portail_explanation_of_row (const PortailExplanationSubject *subject,
                            guint row,
                            PortailRowFigure figure)
{
  g_autoptr (GPtrArray) words = portail_words_new ();
  RowSubject self = { subject, &subject->sheet->rows[row], &subject->results[row], words };

  switch (figure)
    {
    case PORTAIL_ROW_FIGURE_CA:
      return explain_ca (&self);
    case PORTAIL_ROW_FIGURE_SALAIRE_DEMANDE:
      return explain_requested (&self, SALAIRE);
    case PORTAIL_ROW_FIGURE_PRIME_DEMANDEE:
      return explain_requested (&self, PRIME);
    case PORTAIL_ROW_FIGURE_SALAIRE:
      return explain_paid (&self, SALAIRE);
    case PORTAIL_ROW_FIGURE_PRIME:
      return explain_paid (&self, PRIME);
    case PORTAIL_N_ROW_FIGURES:
      break;
    }
  g_return_val_if_reached (NULL);
}
