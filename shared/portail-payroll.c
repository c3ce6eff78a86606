/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-payroll.h"

#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-text-fold.h"

/* Rates count in 1/10 000, hours in 1/100: with this divisor every term of a formula is whole. */
#define BASIS_POINTS 10000

/* An exact number of cents. */
typedef struct
{
  __int128 dividend;
  gint64 divisor;
} Fraction;

typedef struct
{
  Fraction salaire;
  Fraction prime;
} Suggestion;

typedef Suggestion (*Suggest) (const PortailPayrollSettings *settings,
                               const PortailSheetRow *row,
                               PortailMoney ca);

static const Suggestion nothing = { { 0, 1 }, { 0, 1 } };

static Suggestion
suggest_pourcentage (const PortailPayrollSettings *settings,
                     const PortailSheetRow *row,
                     PortailMoney ca)
{
  return (Suggestion){
    { (__int128) ca.cents * settings->taux_salaire.basis_points, BASIS_POINTS },
    { (__int128) ca.cents * settings->taux_prime.basis_points, BASIS_POINTS },
  };
}

/* From @low at the palier's minimum to @high at its maximum, never outside. A palier without a
 * maximum is @high from its minimum on; one without width is @low at that one turnover. */
static Fraction
interpolate (const PortailPalier *palier, PortailMoney ca, PortailMoney low, PortailMoney high)
{
  gint64 way = ca.cents - palier->min.cents;
  gint64 width;

  if (way < 0)
    return (Fraction){ low.cents, 1 };
  if (portail_money_is_null (palier->max) || ca.cents > palier->max.cents)
    return (Fraction){ high.cents, 1 };
  width = palier->max.cents - palier->min.cents;
  if (width == 0)
    return (Fraction){ low.cents, 1 };
  return (Fraction){
    (__int128) low.cents * width + (__int128) way * ((__int128) high.cents - low.cents), width
  };
}

static Suggestion
suggest_paliers (const PortailPayrollSettings *settings,
                 const PortailSheetRow *row,
                 PortailMoney ca)
{
  const PortailPalier *palier = portail_payroll_settings_find_palier (settings, ca);

  if (palier == NULL)
    return nothing;
  if (row->is_direction)
    return (Suggestion){
      interpolate (palier, ca, palier->salaire_min_direction, palier->salaire_max_direction),
      interpolate (palier, ca, palier->prime_min_direction, palier->prime_max_direction),
    };
  return (Suggestion){
    interpolate (palier, ca, palier->salaire_min_employe, palier->salaire_max_employe),
    interpolate (palier, ca, palier->prime_min_employe, palier->prime_max_employe),
  };
}

static Suggestion
suggest_grade (const PortailPayrollSettings *settings, const PortailSheetRow *row, PortailMoney ca)
{
  const PortailPayrollGrade *grade = portail_payroll_settings_find_grade (settings, row->grade);
  gint64 hundredths = portail_hours_is_null (row->heures) ? 0 : row->heures.hundredths;

  if (grade == NULL)
    return nothing;
  return (Suggestion){
    { (__int128) grade->salaire_fixe.cents * BASIS_POINTS
          + (__int128) ca.cents * grade->taux_ca.basis_points
          + (__int128) grade->taux_horaire.cents * hundredths * (BASIS_POINTS / 100),
      BASIS_POINTS },
    { (__int128) grade->prime_fixe.cents * BASIS_POINTS
          + (__int128) ca.cents * grade->taux_prime.basis_points,
      BASIS_POINTS },
  };
}

static Suggestion
suggest_nothing (const PortailPayrollSettings *settings,
                 const PortailSheetRow *row,
                 PortailMoney ca)
{
  return nothing;
}

static const struct
{
  const char *name;
  const char *title;
  Suggest suggest;
} modes[PORTAIL_N_MODES_CALCUL] = {
  [PORTAIL_MODE_CALCUL_POURCENTAGE] = { "pourcentage", N_ ("Percentage of the turnover"),
                                        suggest_pourcentage },
  [PORTAIL_MODE_CALCUL_PALIERS] = { "paliers", N_ ("Steps of the turnover"), suggest_paliers },
  [PORTAIL_MODE_CALCUL_GRADE] = { "grade", N_ ("Rule of the grade"), suggest_grade },
  [PORTAIL_MODE_CALCUL_MANUEL] = { "manuel", N_ ("Typed by hand"), suggest_nothing },
};

const char *
portail_mode_calcul_get_name (PortailModeCalcul mode)
{
  return modes[mode].name;
}

const char *
portail_mode_calcul_get_title (PortailModeCalcul mode)
{
  return _ (modes[mode].title);
}

gboolean
portail_mode_calcul_from_name (const char *name, PortailModeCalcul *mode)
{
  for (guint i = 0; i < PORTAIL_N_MODES_CALCUL; i++)
    if (g_strcmp0 (modes[i].name, name) == 0)
      {
        *mode = (PortailModeCalcul) i;
        return TRUE;
      }
  return FALSE;
}

gboolean
portail_payroll_is_grade_direction (const char *grade)
{
  g_autofree char *key = portail_text_fold (grade != NULL ? grade : "");

  return g_str_equal (key, "patron") || g_str_equal (key, "co-patron");
}

static gboolean
is_negative (PortailMoney money)
{
  return money.cents < 0 && !portail_money_is_null (money);
}

static gboolean
check_row (const PortailSheetRow *row, GError **error)
{
  if (!is_negative (row->run) && !is_negative (row->facture) && !is_negative (row->vente)
      && !is_negative (row->salaire) && !is_negative (row->prime)
      && (row->heures.hundredths >= 0 || portail_hours_is_null (row->heures)))
    return TRUE;
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID,
                       _ ("Amounts and hours must not be negative."));
  return FALSE;
}

static gboolean
add_if_any (PortailMoney *sum, PortailMoney term, GError **error)
{
  return portail_money_is_null (term) || portail_money_add (sum, term, error);
}

/* A typed amount as it is, else the suggestion. A suggestion below zero comes from settings that
 * were not checked. */
static gboolean
choose (PortailMoney typed,
        Fraction suggested,
        PortailRounding arrondi,
        PortailMoney *chosen,
        GError **error)
{
  *chosen = typed;
  if (portail_money_is_null (typed)
      && (!portail_money_from_fraction (suggested.dividend, suggested.divisor, arrondi, chosen)
          || chosen->cents < 0))
    {
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_OUT_OF_RANGE,
                           _ ("The suggested amount is out of range."));
      return FALSE;
    }
  return TRUE;
}

gboolean
portail_payroll_compute (const PortailPayrollSettings *settings,
                         PortailRounding arrondi,
                         const PortailSheetRow *row,
                         PortailSheetResult *result,
                         GError **error)
{
  Suggestion suggestion = nothing;

  if (!check_row (row, error))
    return FALSE;
  result->is_direction = row->is_direction;
  result->ca = PORTAIL_MONEY_ZERO;
  if (!add_if_any (&result->ca, row->run, error) || !add_if_any (&result->ca, row->facture, error)
      || !add_if_any (&result->ca, row->vente, error))
    return FALSE;
  if (portail_money_is_null (row->salaire) || portail_money_is_null (row->prime))
    suggestion = modes[settings->mode_calcul].suggest (settings, row, result->ca);
  if (!choose (row->salaire, suggestion.salaire, arrondi, &result->salaire_demande, error)
      || !choose (row->prime, suggestion.prime, arrondi, &result->prime_demandee, error))
    return FALSE;
  result->salaire = result->salaire_demande;
  result->prime = result->prime_demandee;
  result->is_plafonne = FALSE;
  return TRUE;
}
