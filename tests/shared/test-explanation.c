/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-explanation.h"

#include <string.h>

/* A sheet of two rows that each test changes before it computes it. */
typedef struct
{
  PortailBareme bareme;
  PortailPayrollSettings *settings;
  PortailSheetRow rows[2];
  PortailSheetResult results[2];
  PortailDotationChain chain;
  PortailSheet sheet;
  PortailExplanationSubject subject;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->bareme = *portail_bareme_get_default ();
  self->bareme.name = "Hiver";
  self->bareme.effective_from = portail_week_from_number (2025, 38);
  self->settings = portail_payroll_settings_new ();
  for (int i = 0; i < 2; i++)
    self->rows[i] = (PortailSheetRow){
      .heures = PORTAIL_HOURS_NULL,
      .salaire = PORTAIL_MONEY_NULL,
      .prime = PORTAIL_MONEY_NULL,
    };
  self->rows[0].run = PORTAIL_DOLLARS (60000);
  self->rows[0].facture = PORTAIL_DOLLARS (20000);
  self->rows[0].is_direction = TRUE;
  self->rows[1].vente = PORTAIL_DOLLARS (100000);
  self->rows[1].salaire = PORTAIL_DOLLARS (90000);
  self->sheet = (PortailSheet){
    .bareme = &self->bareme,
    .settings = self->settings,
    .rows = self->rows,
    .n_rows = 2,
    .depenses = PORTAIL_DOLLARS (1000),
    .retraits = PORTAIL_DOLLARS (300),
    .solde_bancaire = PORTAIL_DOLLARS (2000000),
  };
  self->subject = (PortailExplanationSubject){ &self->sheet, self->results, &self->chain };
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  portail_payroll_settings_free (self->settings);
}

static void
compute (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  portail_sheet_compute (&self->sheet, self->results, &self->chain, &error);
  g_assert_no_error (error);
}

static void
assert_figure (const Fixture *self, PortailFigureId figure, const char *expected)
{
  g_autofree char *text = portail_explanation_of_figure (&self->subject, figure);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_row (const Fixture *self, guint row, PortailRowFigure figure, const char *expected)
{
  g_autofree char *text = portail_explanation_of_row (&self->subject, row, figure);

  g_assert_cmpstr (text, ==, expected);
}

/* Salaries 28 000 and 55 000 of bracket 4 and 5; see the sentences. */
static void
test_figures (Fixture *self, gconstpointer unused)
{
  compute (self);
  assert_figure (self, PORTAIL_FIGURE_CA_BRUT, "$180,000 is RUN + FACTURE + VENTE over 2 rows.");
  assert_figure (self, PORTAIL_FIGURE_TRANCHE_PLAFONDS,
                 "The caps are those of bracket 4: it is the highest bracket that the profit still "
                 "reaches once its own caps limit the salaries. The profit is then $116,000.");
  assert_figure (self, PORTAIL_FIGURE_SALAIRES,
                 "$63,000 is the sum of the requested salaries, each limited by the caps of "
                 "bracket 4: $35,000 for an employee, $40,000 for the direction.");
  assert_figure (self, PORTAIL_FIGURE_DEPENSES_DEDUCTIBLES,
                 "$64,000 = salaries $63,000 + expenses $1,000. Salaries are deductible.");
  assert_figure (self, PORTAIL_FIGURE_BENEFICE_IMPOSABLE,
                 "$116,000 = gross turnover $180,000 − deductible expenses $64,000.");
  assert_figure (self, PORTAIL_FIGURE_TRANCHE,
                 "The profit of $116,000 lies in bracket 5 of the tax table “Hiver” (from "
                 "15/09/2025), which goes from $100,000 to less than $250,000.");
  assert_figure (self, PORTAIL_FIGURE_TAUX,
                 "23% is the rate of bracket 5 of the tax table “Hiver” (from 15/09/2025): it "
                 "applies to the whole profit.");
  assert_figure (self, PORTAIL_FIGURE_IMPOT_SOCIETE,
                 "$26,680 = profit $116,000 × 23%, the rate of bracket 5 of the tax table “Hiver” "
                 "(from 15/09/2025). Rounded to the dollar.");
  assert_figure (self, PORTAIL_FIGURE_BENEFICE_APRES_IMPOT,
                 "$89,320 = profit $116,000 − company tax $26,680.");
  assert_figure (self, PORTAIL_FIGURE_PRIMES,
                 "$14,400 is the sum of the requested bonuses, each limited by the caps of bracket "
                 "4: $17,500 for an employee, $20,000 for the direction. Bonuses are never "
                 "deductible.");
  assert_figure (self, PORTAIL_FIGURE_BENEFICE_APRES_PRIMES,
                 "$74,920 = profit after tax $89,320 − bonuses $14,400.");
  assert_figure (self, PORTAIL_FIGURE_TRESORERIE_NETTE,
                 "$74,620 = profit after bonuses $74,920 − withdrawals $300.");
  assert_figure (
      self, PORTAIL_FIGURE_TAUX_RICHESSE,
      "2% is the rate of the wealth table of the tax table “Hiver” (from 15/09/2025) from "
      "a bank balance of $1,500,000 on; the balance is $2,000,000.");
  assert_figure (self, PORTAIL_FIGURE_IMPOT_RICHESSE,
                 "$40,000 = bank balance $2,000,000 × 2%, the rate of the wealth table of the tax "
                 "table “Hiver” (from 15/09/2025). Rounded to the dollar.");
  assert_figure (self, PORTAIL_FIGURE_TOTAL_DU,
                 "$66,680 = company tax $26,680 + wealth tax $40,000.");
}

static void
test_not_deductible (Fixture *self, gconstpointer unused)
{
  self->settings->is_salaire_deductible = FALSE;
  self->bareme.arrondi = PORTAIL_ROUND_TO_CENT;
  compute (self);
  assert_figure (self, PORTAIL_FIGURE_TRANCHE_PLAFONDS,
                 "The caps are those of bracket 5, in which the profit of $179,000 lies. Salaries "
                 "are not deductible, so they do not move it.");
  assert_figure (self, PORTAIL_FIGURE_DEPENSES_DEDUCTIBLES,
                 "$1,000 is the sum of the expenses. Salaries are not deductible in this company.");
  assert_figure (self, PORTAIL_FIGURE_IMPOT_SOCIETE,
                 "$41,170 = profit $179,000 × 23%, the rate of bracket 5 of the tax table “Hiver” "
                 "(from 15/09/2025). Rounded to the cent.");
  assert_figure (self, PORTAIL_FIGURE_BENEFICE_APRES_PRIMES,
                 "$40,430 = profit after tax $137,830 − bonuses $14,400 − salaries $83,000, which "
                 "are not deductible and so come off only here.");
}

static void
test_no_tax (Fixture *self, gconstpointer unused)
{
  static const char none[] = "No company tax: the profit of −$1,000 is below $100, the first "
                             "minimum of the tax table “default tax table”.";

  self->sheet.n_rows = 0;
  self->sheet.bareme = portail_bareme_get_default ();
  self->sheet.solde_bancaire = PORTAIL_MONEY_NULL;
  compute (self);
  assert_figure (self, PORTAIL_FIGURE_CA_BRUT, "$0 is RUN + FACTURE + VENTE over 0 rows.");
  assert_figure (self, PORTAIL_FIGURE_TRANCHE_PLAFONDS,
                 "The caps are those of bracket 1, because the profit of −$1,000 reaches no "
                 "bracket.");
  assert_figure (self, PORTAIL_FIGURE_TRANCHE, none);
  assert_figure (self, PORTAIL_FIGURE_TAUX, none);
  assert_figure (self, PORTAIL_FIGURE_IMPOT_SOCIETE, none);
  assert_figure (self, PORTAIL_FIGURE_IMPOT_RICHESSE,
                 "No wealth tax: the wealth table of the tax table “default tax table” asks "
                 "nothing of a bank balance of $0.");
}

static void
test_last_bracket (Fixture *self, gconstpointer unused)
{
  self->rows[0].run = PORTAIL_DOLLARS (90000000);
  compute (self);
  assert_figure (self, PORTAIL_FIGURE_TRANCHE,
                 "The profit of $89,859,000 lies in bracket 13 of the tax table “Hiver” (from "
                 "15/09/2025), which begins at $5,000,000 and has no end.");
}

static void
test_progressive (Fixture *self, gconstpointer unused)
{
  self->bareme.mode_impot = PORTAIL_MODE_IMPOT_PROGRESSIF;
  self->sheet.n_rows = 1;
  self->rows[0].salaire = PORTAIL_DOLLARS (41000);
  compute (self);
  assert_figure (self, PORTAIL_FIGURE_TAUX,
                 "21% is the rate of bracket 4 of the tax table “Hiver” (from 15/09/2025): it "
                 "applies to the part of the profit in that bracket.");
  assert_figure (
      self, PORTAIL_FIGURE_IMPOT_SOCIETE,
      "$6,540 = $10,000 × 7% + $20,000 × 9% + $20,000 × 16% + $4,000 × 21%: each slice "
      "of the profit has its own rate in the tax table “Hiver” (from 15/09/2025). Rounded "
      "to the dollar.");
}

static void
test_rows (Fixture *self, gconstpointer unused)
{
  compute (self);
  assert_row (self, 0, PORTAIL_ROW_FIGURE_CA,
              "$80,000 = RUN $60,000 + FACTURE $20,000 + VENTE $0.");
  assert_row (self, 0, PORTAIL_ROW_FIGURE_SALAIRE_DEMANDE,
              "$28,000 = 35% of the row's turnover of $80,000.");
  assert_row (self, 0, PORTAIL_ROW_FIGURE_PRIME_DEMANDEE,
              "$6,400 = 8% of the row's turnover of $80,000.");
  assert_row (self, 0, PORTAIL_ROW_FIGURE_SALAIRE,
              "$28,000 as requested: the salary cap of the direction is $40,000 in bracket 4.");
  assert_row (self, 0, PORTAIL_ROW_FIGURE_PRIME,
              "$6,400 as requested: the bonus cap of the direction is $20,000 in bracket 4.");
  assert_row (self, 1, PORTAIL_ROW_FIGURE_SALAIRE_DEMANDE, "$90,000 was typed by hand.");
  assert_row (self, 1, PORTAIL_ROW_FIGURE_SALAIRE,
              "$35,000 instead of the requested $90,000: the salary cap of an employee is $35,000 "
              "in bracket 4.");
  assert_row (self, 1, PORTAIL_ROW_FIGURE_PRIME,
              "$8,000 as requested: the bonus cap of an employee is $17,500 in bracket 4.");
}

static void
test_paliers (Fixture *self, gconstpointer unused)
{
  PortailPalier palier = {
    .min = PORTAIL_DOLLARS (50000),
    .max = PORTAIL_DOLLARS (100000),
    .salaire_min_employe = PORTAIL_DOLLARS (1000),
    .salaire_max_employe = PORTAIL_DOLLARS (2000),
    .salaire_min_direction = PORTAIL_DOLLARS (3000),
    .salaire_max_direction = PORTAIL_DOLLARS (4000),
    .prime_min_employe = PORTAIL_DOLLARS (10),
    .prime_max_employe = PORTAIL_DOLLARS (20),
    .prime_min_direction = PORTAIL_DOLLARS (30),
    .prime_max_direction = PORTAIL_DOLLARS (40),
  };

  self->settings->mode_calcul = PORTAIL_MODE_CALCUL_PALIERS;
  compute (self);
  assert_row (self, 0, PORTAIL_ROW_FIGURE_SALAIRE_DEMANDE,
              "$0: the company calculates by steps, but none is defined.");
  portail_payroll_settings_add_palier (self->settings, &palier);
  compute (self);
  assert_row (self, 0, PORTAIL_ROW_FIGURE_SALAIRE_DEMANDE,
              "$3,600 lies between $3,000 and $4,000 just as the row's turnover of $80,000 lies "
              "between $50,000 and $100,000.");
  assert_row (self, 1, PORTAIL_ROW_FIGURE_PRIME_DEMANDEE,
              "$20 is the most of the step that begins at $50,000; the row's turnover is "
              "$100,000.");
  self->rows[0].run = PORTAIL_MONEY_ZERO;
  compute (self);
  assert_row (self, 0, PORTAIL_ROW_FIGURE_PRIME_DEMANDEE,
              "$30 is the least of the step that begins at $50,000; the row's turnover is "
              "$20,000.");
}

static void
test_grades (Fixture *self, gconstpointer unused)
{
  PortailPayrollGrade grade = {
    .grade = "Chef",
    .salaire_fixe = PORTAIL_DOLLARS (1000),
    .taux_ca = PORTAIL_PERCENT (10),
    .taux_horaire = PORTAIL_DOLLARS (20),
    .prime_fixe = PORTAIL_DOLLARS (50),
    .taux_prime = PORTAIL_PERCENT (1),
  };

  self->settings->mode_calcul = PORTAIL_MODE_CALCUL_GRADE;
  portail_payroll_settings_add_grade (self->settings, &grade);
  self->rows[0].grade = "chef";
  self->rows[0].heures.hundredths = 1250;
  compute (self);
  assert_row (self, 0, PORTAIL_ROW_FIGURE_SALAIRE_DEMANDE,
              "$9,250 = $1,000 fixed + 10% of the row's turnover of $80,000 + $20 × 12.5 h, by the "
              "rule of the grade “Chef”.");
  assert_row (self, 0, PORTAIL_ROW_FIGURE_PRIME_DEMANDEE,
              "$850 = $50 fixed + 1% of the row's turnover of $80,000, by the rule of the grade "
              "“Chef”.");
  assert_row (self, 1, PORTAIL_ROW_FIGURE_PRIME_DEMANDEE,
              "$0: the row has no grade, so no rule suggests an amount.");
  self->rows[1].grade = "Pilote 100%";
  assert_row (self, 1, PORTAIL_ROW_FIGURE_PRIME_DEMANDEE,
              "$0: the company has no rule for the grade “Pilote 100%”.");
}

static void
test_manual (Fixture *self, gconstpointer unused)
{
  self->settings->mode_calcul = PORTAIL_MODE_CALCUL_MANUEL;
  compute (self);
  assert_row (self, 0, PORTAIL_ROW_FIGURE_SALAIRE_DEMANDE,
              "$0: the company types its amounts by hand, and none was typed.");
}

/* One row whose turnover is the profit. */
static void
compute_profit (Fixture *self, gint64 dollars)
{
  self->sheet.n_rows = 1;
  self->sheet.depenses = PORTAIL_MONEY_ZERO;
  self->rows[0].run = PORTAIL_DOLLARS (dollars);
  self->rows[0].facture = PORTAIL_MONEY_ZERO;
  self->rows[0].salaire = PORTAIL_MONEY_ZERO;
  compute (self);
  g_assert_cmpint (self->chain.benefice_imposable.cents, ==, dollars * 100);
}

static void
assert_boundary (const Fixture *self, PortailBaremeTable table, const char *expected)
{
  g_autofree char *text = portail_explanation_of_boundary (&self->subject, table);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_close_profit (Fixture *self, gconstpointer unused)
{
  compute_profit (self, 249000);
  assert_boundary (self, PORTAIL_BAREME_TRANCHES,
                   "The profit is only $1,000 below $250,000, where bracket 6 begins. At $250,000 "
                   "the company tax would be $65,000 instead of $57,270.");
  compute_profit (self, 251000);
  assert_boundary (self, PORTAIL_BAREME_TRANCHES,
                   "The profit is only $1,000 above $250,000, where bracket 6 begins. At $249,999 "
                   "the company tax would be $57,500 instead of $65,260.");
  compute_profit (self, 250000);
  assert_boundary (self, PORTAIL_BAREME_TRANCHES,
                   "The profit is exactly $250,000, where bracket 6 begins. At $249,999 the "
                   "company tax would be $57,500 instead of $65,000.");
}

static void
test_reach (Fixture *self, gconstpointer unused)
{
  static const struct
  {
    gint64 profit;
    gboolean is_close;
  } cases[] = {
    { 89, FALSE },    { 90, TRUE },      { 110, TRUE },     { 111, FALSE },     { 8999, FALSE },
    { 9000, TRUE },   { 11000, TRUE },   { 11001, FALSE },  { 48999, FALSE },   { 49000, TRUE },
    { 97999, FALSE }, { 98000, TRUE },   { 102000, TRUE },  { 102001, FALSE },  { -100, FALSE },
    { 0, FALSE },     { 175000, FALSE }, { 5100000, TRUE }, { 5100001, FALSE }, { 9000000, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = NULL;

      compute_profit (self, 1000);
      self->chain.benefice_imposable = PORTAIL_DOLLARS (cases[i].profit);
      text = portail_explanation_of_boundary (&self->subject, PORTAIL_BAREME_TRANCHES);
      g_assert_cmpint (text != NULL, ==, cases[i].is_close);
    }
}

static void
test_close_balance (Fixture *self, gconstpointer unused)
{
  self->sheet.solde_bancaire = PORTAIL_DOLLARS (1499000);
  compute (self);
  assert_boundary (self, PORTAIL_BAREME_RICHESSE,
                   "The bank balance is only $1,000 below $1,500,000, where the next rate of the "
                   "wealth table begins. At $1,500,000 the wealth tax would be $30,000 instead of "
                   "$0.");
  self->sheet.solde_bancaire = PORTAIL_DOLLARS (1500500);
  compute (self);
  assert_boundary (self, PORTAIL_BAREME_RICHESSE,
                   "The bank balance is only $500 above $1,500,000, where its rate of the wealth "
                   "table begins. At $1,499,999 the wealth tax would be $0 instead of $30,010.");
  self->sheet.solde_bancaire = PORTAIL_DOLLARS (1500000);
  compute (self);
  assert_boundary (self, PORTAIL_BAREME_RICHESSE,
                   "The bank balance is exactly $1,500,000, where the next rate of the wealth "
                   "table begins. At $1,499,999 the wealth tax would be $0 instead of $30,000.");
  self->sheet.solde_bancaire = PORTAIL_DOLLARS (5);
  compute (self);
  assert_boundary (self, PORTAIL_BAREME_RICHESSE, NULL);
}

static void
test_no_cliff (Fixture *self, gconstpointer unused)
{
  self->bareme.mode_impot = PORTAIL_MODE_IMPOT_PROGRESSIF;
  compute_profit (self, 249999);
  assert_boundary (self, PORTAIL_BAREME_TRANCHES, NULL);
}

static guint
count_row_entries (const GPtrArray *list, gint64 row)
{
  guint n = 0;

  for (guint i = 0; i < list->len; i++)
    n += ((const PortailExplanation *) g_ptr_array_index (list, i))->index == row;
  return n;
}

static void
test_list (Fixture *self, gconstpointer unused)
{
  g_autoptr (GPtrArray) list = NULL;
  const PortailExplanation *last;

  compute (self);
  list = portail_explanation_list (&self->subject);
  g_assert_cmpuint (count_row_entries (list, -1), ==, PORTAIL_N_FIGURES);
  g_assert_cmpuint (count_row_entries (list, 0), ==, 0);
  g_assert_cmpuint (count_row_entries (list, 1), ==, 1);
  last = g_ptr_array_index (list, list->len - 1);
  g_assert_cmpstr (last->figure, ==, "salaire");
  g_assert_nonnull (strstr (last->text, "instead of the requested $90,000"));
}

static void
test_list_surprises (Fixture *self, gconstpointer unused)
{
  g_autoptr (GPtrArray) list = NULL;

  self->settings->mode_calcul = PORTAIL_MODE_CALCUL_GRADE;
  self->rows[0].grade = "Inconnu";
  self->sheet.solde_bancaire = PORTAIL_DOLLARS (1499999);
  compute (self);
  list = portail_explanation_list (&self->subject);
  g_assert_cmpuint (count_row_entries (list, -1), ==, PORTAIL_N_FIGURES + 1);
  g_assert_cmpuint (count_row_entries (list, 0), ==, 2);
  g_assert_cmpuint (count_row_entries (list, 1), ==, 2);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/explanation/every-figure-says-where-it-comes-from", test_figures);
  ADD ("/explanation/salaries-that-are-not-deductible-say-so", test_not_deductible);
  ADD ("/explanation/no-tax-has-a-reason", test_no_tax);
  ADD ("/explanation/the-last-bracket-has-no-end", test_last_bracket);
  ADD ("/explanation/progressif-lists-its-slices", test_progressive);
  ADD ("/explanation/a-row-says-what-was-requested-and-paid", test_rows);
  ADD ("/explanation/a-palier-shows-its-ends", test_paliers);
  ADD ("/explanation/a-grade-shows-its-rule", test_grades);
  ADD ("/explanation/manuel-says-that-nothing-was-typed", test_manual);
  ADD ("/explanation/a-profit-close-to-a-boundary-is-told-what-it-costs", test_close_profit);
  ADD ("/explanation/close-is-a-thousand-dollars-or-two-percent", test_reach);
  ADD ("/explanation/a-balance-close-to-a-boundary-is-told-what-it-costs", test_close_balance);
  ADD ("/explanation/progressif-has-no-cliffs", test_no_cliff);
  ADD ("/explanation/the-list-holds-all-figures-and-what-was-cut", test_list);
  ADD ("/explanation/the-list-holds-close-boundaries-and-grades-without-a-rule",
       test_list_surprises);
  return g_test_run ();
}
