/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-tax.h"

#include <string.h>

#include "shared/portail-dotation-chain.h"
#include "shared/portail-error.h"

#define MANY 60

static PortailSheetRow
typed_row (gint64 ca, gint64 salaire, gint64 prime)
{
  return (PortailSheetRow){
    .run = PORTAIL_DOLLARS (ca),
    .heures = PORTAIL_HOURS_NULL,
    .salaire = PORTAIL_DOLLARS (salaire),
    .prime = PORTAIL_DOLLARS (prime),
  };
}

static void
compute (const PortailSheet *sheet, PortailSheetResult *results, PortailDotationChain *chain)
{
  g_autoptr (GError) error = NULL;

  portail_sheet_compute (sheet, results, chain, &error);
  g_assert_no_error (error);
}

static void
assert_dollars (PortailMoney amount, gint64 dollars)
{
  g_assert_cmpint (amount.cents, ==, dollars * 100);
}

static void
test_tax_of_profit (void)
{
  static const gint64 cases[][2] = {
    { -5000, 0 },      { 0, 0 },          { 99, 0 },        { 100, 7 },
    { 150, 11 },       { 9999, 700 },     { 10000, 900 },   { 97000, 20370 },
    { 150000, 34500 }, { 250000, 65000 }, { 99999, 21000 }, { 100000, 23000 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_dollars (
        portail_tax_on_benefice (portail_bareme_get_default (), PORTAIL_DOLLARS (cases[i][0])),
        cases[i][1]);
}

static void
test_tax_to_the_cent (void)
{
  PortailBareme bareme = *portail_bareme_get_default ();

  bareme.arrondi = PORTAIL_ROUND_TO_CENT;
  g_assert_cmpint (portail_tax_on_benefice (&bareme, PORTAIL_DOLLARS (150)).cents, ==, 1050);
  g_assert_cmpint (portail_tax_on_benefice (&bareme, (PortailMoney){ 10050 }).cents, ==, 704);
}

static void
test_progressive (void)
{
  static const gint64 cases[][2] = {
    { -1, 0 },         { 99, 0 },         { 100, 7 },           { 10000, 700 },
    { 150000, 27700 }, { 100000, 16200 }, { 5000000, 2055200 },
  };
  PortailBareme bareme = *portail_bareme_get_default ();

  bareme.mode_impot = PORTAIL_MODE_IMPOT_PROGRESSIF;
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_dollars (portail_tax_on_benefice (&bareme, PORTAIL_DOLLARS (cases[i][0])), cases[i][1]);
}

static void
test_progressive_never_falls (void)
{
  PortailBareme bareme = *portail_bareme_get_default ();

  bareme.mode_impot = PORTAIL_MODE_IMPOT_PROGRESSIF;
  for (int n = 0; n < 10000; n++)
    {
      PortailMoney profit = { (gint64) g_test_rand_double_range (10000, 6e8) };
      PortailMoney more = { profit.cents + g_test_rand_int_range (1, 100000) };
      gint64 slices = 0;

      g_assert_cmpint (portail_tax_on_benefice (&bareme, profit).cents, <=,
                       portail_tax_on_benefice (&bareme, more).cents);
      for (guint i = 1; i <= bareme.n_tranches; i++)
        slices += portail_tax_get_slice (&bareme, i, profit).cents;
      g_assert_cmpint (slices, ==, profit.cents);
    }
}

static void
test_wealth (void)
{
  static const gint64 cases[][2] = {
    { -3000000, 0 },    { 0, 0 },           { 1499999, 0 },      { 1500000, 30000 },
    { 2499999, 50000 }, { 2500000, 75000 }, { 7200000, 360000 },
  };
  PortailBareme bareme = *portail_bareme_get_default ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_dollars (portail_tax_on_solde (&bareme, PORTAIL_DOLLARS (cases[i][0])), cases[i][1]);
  assert_dollars (portail_tax_on_solde (&bareme, PORTAIL_MONEY_NULL), 0);
  bareme.n_richesse = 0;
  assert_dollars (portail_tax_on_solde (&bareme, PORTAIL_DOLLARS (7200000)), 0);
}

static void
test_caps_of_tranche_zero (void)
{
  PortailTaxCaps caps = portail_tax_get_caps (portail_bareme_get_default (), 0,
                                              PORTAIL_TAX_EMPLOYE);

  assert_dollars (caps.salaire, 5000);
  assert_dollars (caps.prime, 2500);
  caps = portail_tax_get_caps (portail_bareme_get_default (), 5, PORTAIL_TAX_DIRECTION);
  assert_dollars (caps.salaire, 60000);
  assert_dollars (caps.prime, 30000);
}

/* The week of domain.md §8. */
typedef struct
{
  PortailPayrollSettings *settings;
  PortailSheetRow rows[4];
  PortailSheetResult results[4];
  PortailDotationChain chain;
  PortailSheet sheet;
} Week;

static void
week_set_up (Week *week, gconstpointer unused)
{
  week->settings = portail_payroll_settings_new ();
  week->settings->mode_calcul = PORTAIL_MODE_CALCUL_MANUEL;
  week->rows[0] = typed_row (90000, 60000, 32000);
  week->rows[0].is_direction = TRUE;
  week->rows[1] = typed_row (95000, 50000, 20000);
  week->rows[2] = typed_row (65000, 30000, 15000);
  week->rows[3] = typed_row (150000, 70000, 28000);
  week->sheet = (PortailSheet){
    .bareme = portail_bareme_get_default (),
    .settings = week->settings,
    .rows = week->rows,
    .n_rows = 4,
    .depenses = PORTAIL_DOLLARS (35000),
    .retraits = PORTAIL_DOLLARS (12000),
    .solde_bancaire = PORTAIL_DOLLARS (1600000),
  };
}

static void
week_tear_down (Week *week, gconstpointer unused)
{
  portail_payroll_settings_free (week->settings);
}

static void
test_worked_week (Week *week, gconstpointer unused)
{
  const PortailDotationChain *chain = &week->chain;

  compute (&week->sheet, week->results, &week->chain);
  g_assert_cmpuint (chain->tranche, ==, 5);
  g_assert_cmpuint (chain->tranche_plafonds, ==, 5);
  g_assert_cmpint (chain->taux.basis_points, ==, 2300);
  assert_dollars (chain->ca_brut, 400000);
  assert_dollars (chain->salaires, 195000);
  assert_dollars (chain->depenses_deductibles, 230000);
  assert_dollars (chain->benefice_imposable, 170000);
  assert_dollars (chain->impot_societe, 39100);
  assert_dollars (chain->benefice_apres_impot, 130900);
  assert_dollars (chain->primes, 92500);
  assert_dollars (chain->benefice_apres_primes, 38400);
  assert_dollars (chain->tresorerie_nette, 26400);
  assert_dollars (chain->impot_richesse, 32000);
  g_assert_cmpint (chain->taux_richesse.basis_points, ==, 200);
  assert_dollars (chain->total_du, 71100);
  g_assert_true (week->results[0].is_plafonne);
  assert_dollars (week->results[0].salaire, 60000);
  assert_dollars (week->results[0].prime, 30000);
  g_assert_false (week->results[1].is_plafonne);
  assert_dollars (week->results[3].salaire, 55000);
  assert_dollars (week->results[3].prime, 27500);
}

static void
test_worked_week_not_deductible (Week *week, gconstpointer unused)
{
  const PortailDotationChain *chain = &week->chain;

  week->settings->is_salaire_deductible = FALSE;
  compute (&week->sheet, week->results, &week->chain);
  g_assert_cmpuint (chain->tranche, ==, 6);
  assert_dollars (chain->benefice_imposable, 365000);
  assert_dollars (chain->impot_societe, 94900);
  assert_dollars (chain->salaires, 205000);
  assert_dollars (chain->primes, 95000);
  assert_dollars (chain->benefice_apres_primes, -29900);
  assert_dollars (chain->tresorerie_nette, -41900);
}

static void
test_worked_single (Week *week, gconstpointer unused)
{
  const PortailDotationChain *chain = &week->chain;

  week->rows[0] = typed_row (80000, 60000, 0);
  week->sheet.n_rows = 1;
  week->sheet.depenses = PORTAIL_DOLLARS (5000);
  compute (&week->sheet, week->results, &week->chain);
  assert_dollars (week->results[0].salaire, 20000);
  assert_dollars (chain->benefice_imposable, 55000);
  g_assert_cmpint (chain->taux.basis_points, ==, 2100);
  g_assert_cmpuint (chain->tranche, ==, 4);
  g_assert_cmpuint (chain->tranche_plafonds, ==, 3);
  assert_dollars (chain->impot_societe, 11550);
}

static void
test_empty_sheet (Week *week, gconstpointer unused)
{
  week->sheet.n_rows = 0;
  week->sheet.solde_bancaire = PORTAIL_MONEY_NULL;
  compute (&week->sheet, week->results, &week->chain);
  g_assert_cmpuint (week->chain.tranche, ==, 0);
  g_assert_cmpuint (week->chain.tranche_plafonds, ==, 1);
  g_assert_cmpint (week->chain.taux.basis_points, ==, 0);
  assert_dollars (week->chain.benefice_imposable, -35000);
  assert_dollars (week->chain.impot_societe, 0);
  assert_dollars (week->chain.tresorerie_nette, -47000);
  assert_dollars (week->chain.total_du, 0);
}

static void
assert_sheet_refused (Week *week, PortailErrorCode code, const char *prefix)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (portail_sheet_compute (&week->sheet, week->results, &week->chain, &error));
  g_assert_error (error, PORTAIL_ERROR, (int) code);
  g_assert_true (g_str_has_prefix (error->message, prefix));
}

static void
test_overflow_names_row (Week *week, gconstpointer unused)
{
  week->rows[2].name = "Zoé";
  week->rows[2].run.cents = PORTAIL_MONEY_MAX_CENTS;
  assert_sheet_refused (week, PORTAIL_ERROR_OUT_OF_RANGE, "Row 3 (Zoé): ");
  week->rows[2].vente.cents = 1;
  assert_sheet_refused (week, PORTAIL_ERROR_OUT_OF_RANGE, "Row 3 (Zoé): ");
  week->rows[1].prime.cents = -1;
  assert_sheet_refused (week, PORTAIL_ERROR_INVALID, "Row 2: ");
}

static void
test_overflow_names_figure (Week *week, gconstpointer unused)
{
  week->sheet.depenses.cents = PORTAIL_MONEY_MAX_CENTS;
  assert_sheet_refused (week, PORTAIL_ERROR_OUT_OF_RANGE, "Deductible expenses: ");
  week->sheet.depenses = PORTAIL_MONEY_ZERO;
  week->sheet.retraits = PORTAIL_DOLLARS (-1);
  assert_sheet_refused (week, PORTAIL_ERROR_INVALID, "");
}

static void
test_refused_row_changes_nothing (void)
{
  PortailChainAccumulator accumulator;
  PortailChainAccumulator before;
  PortailSheetResult row = { .ca = { PORTAIL_MONEY_MAX_CENTS }, .salaire_demande = { 100 } };
  g_autoptr (GError) error = NULL;

  portail_chain_accumulator_init (&accumulator, portail_bareme_get_default ());
  g_assert_true (portail_chain_accumulator_add (&accumulator, &row, NULL));
  before = accumulator;
  g_assert_false (portail_chain_accumulator_add (&accumulator, &row, &error));
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_OUT_OF_RANGE);
  g_assert_cmpmem (&accumulator, sizeof accumulator, &before, sizeof before);
}

/* A barème with caps in any order, which the rule must stand as well. */
static PortailBareme
random_bareme (void)
{
  PortailBareme bareme = {
    .effective_from = PORTAIL_WEEK_NULL,
    .arrondi = g_test_rand_bit () ? PORTAIL_ROUND_TO_CENT : PORTAIL_ROUND_TO_DOLLAR,
    .mode_impot = g_test_rand_bit () ? PORTAIL_MODE_IMPOT_PROGRESSIF : PORTAIL_MODE_IMPOT_TRANCHE,
    .n_tranches = (guint) g_test_rand_int_range (1, 20),
    .n_richesse = 2,
    .richesse = { { { 0 }, { 0 } }, { PORTAIL_DOLLARS (1000), PORTAIL_PERCENT (1) } },
  };

  for (guint i = 0; i < bareme.n_tranches; i++)
    {
      PortailTranche *tranche = &bareme.tranches[i];

      tranche->min.cents = (i > 0 ? tranche[-1].min.cents : 0) + g_test_rand_int_range (1, 2000000);
      tranche->taux.basis_points = (i + 1) * 300;
      tranche->salaire_max_employe.cents = g_test_rand_int_range (0, 5000000);
      tranche->salaire_max_direction.cents = g_test_rand_int_range (0, 8000000);
      tranche->prime_max_employe.cents = g_test_rand_int_range (0, 2000000);
      tranche->prime_max_direction.cents = g_test_rand_int_range (0, 4000000);
    }
  return bareme;
}

static PortailSheetRow
random_row (void)
{
  PortailSheetRow row = typed_row (0, 0, 0);

  row.is_direction = g_test_rand_bit ();
  row.run.cents = g_test_rand_int_range (0, 10000000);
  row.vente.cents = g_test_rand_int_range (0, 1000000);
  row.salaire.cents = g_test_rand_int_range (0, 9000000);
  row.prime.cents = g_test_rand_int_range (0, 5000000);
  if (g_test_rand_bit ())
    row.salaire = PORTAIL_MONEY_NULL;
  return row;
}

typedef struct
{
  PortailBareme bareme;
  PortailPayrollSettings *settings;
  PortailSheetRow rows[MANY];
  PortailSheetResult results[MANY];
  PortailDotationChain chain;
  PortailSheet sheet;
} RandomSheet;

static void
random_sheet_init (RandomSheet *self)
{
  self->bareme = g_test_rand_bit () ? random_bareme () : *portail_bareme_get_default ();
  self->settings = portail_payroll_settings_new ();
  self->settings->is_salaire_deductible = g_test_rand_int_range (0, 3) > 0;
  for (int i = 0; i < MANY; i++)
    self->rows[i] = random_row ();
  self->sheet = (PortailSheet){
    .bareme = &self->bareme,
    .settings = self->settings,
    .rows = self->rows,
    .n_rows = (guint) g_test_rand_int_range (0, MANY),
    .depenses = { g_test_rand_int_range (0, 100000000) },
    .retraits = { g_test_rand_int_range (0, 100000000) },
    .solde_bancaire = { g_test_rand_int_range (-1000, 1000000000) },
  };
}

typedef enum
{
  SALAIRES,
  PRIMES,
} Kind;

/* min() row by row, as domain.md §3.4 says it, without any sums kept. */
static gint64
brute_sum (const RandomSheet *self, guint tranche, Kind kind)
{
  gint64 sum = 0;

  for (guint i = 0; i < self->sheet.n_rows; i++)
    {
      const PortailTranche *caps = &self->bareme.tranches[tranche - 1];
      const PortailSheetResult *row = &self->results[i];
      PortailMoney cap = self->rows[i].is_direction ? (kind == PRIMES ? caps->prime_max_direction
                                                                      : caps->salaire_max_direction)
                                                    : (kind == PRIMES ? caps->prime_max_employe
                                                                      : caps->salaire_max_employe);

      sum += MIN (kind == PRIMES ? row->prime_demandee.cents : row->salaire_demande.cents,
                  cap.cents);
    }
  return sum;
}

static guint
brute_tranche (const RandomSheet *self, gint64 profit)
{
  guint tranche = 0;

  while (tranche < self->bareme.n_tranches && self->bareme.tranches[tranche].min.cents <= profit)
    tranche++;
  return tranche;
}

static void
test_caps_against_brute_force (void)
{
  for (int n = 0; n < 2000; n++)
    {
      RandomSheet self;
      guint expected = 1;

      random_sheet_init (&self);
      compute (&self.sheet, self.results, &self.chain);
      for (guint i = 1; i <= self.bareme.n_tranches; i++)
        {
          gint64 profit = self.chain.ca_brut.cents - self.sheet.depenses.cents;

          if (self.settings->is_salaire_deductible)
            profit -= brute_sum (&self, i, SALAIRES);
          if (brute_tranche (&self, profit) >= i)
            expected = i;
        }
      g_assert_cmpuint (self.chain.tranche_plafonds, ==, expected);
      g_assert_cmpint (self.chain.salaires.cents, ==, brute_sum (&self, expected, SALAIRES));
      g_assert_cmpint (self.chain.primes.cents, ==, brute_sum (&self, expected, PRIMES));
      g_assert_cmpuint (self.chain.tranche, ==,
                        brute_tranche (&self, self.chain.benefice_imposable.cents));
      portail_payroll_settings_free (self.settings);
    }
}

static void
assert_identities (const RandomSheet *self)
{
  const PortailDotationChain *chain = &self->chain;
  gboolean is_deductible = self->settings->is_salaire_deductible;
  gint64 salaires = 0;
  gint64 primes = 0;
  gint64 ca = 0;

  for (guint i = 0; i < self->sheet.n_rows; i++)
    {
      const PortailSheetResult *row = &self->results[i];

      ca += row->ca.cents;
      salaires += row->salaire.cents;
      primes += row->prime.cents;
      g_assert_cmpint (row->salaire.cents, <=, row->salaire_demande.cents);
      g_assert_cmpint (row->prime.cents, <=, row->prime_demandee.cents);
      g_assert_cmpint (row->is_plafonne, ==,
                       row->salaire.cents + row->prime.cents
                           < row->salaire_demande.cents + row->prime_demandee.cents);
    }
  g_assert_cmpint (chain->ca_brut.cents, ==, ca);
  g_assert_cmpint (chain->salaires.cents, ==, salaires);
  g_assert_cmpint (chain->primes.cents, ==, primes);
  g_assert_cmpint (chain->depenses_deductibles.cents, ==,
                   self->sheet.depenses.cents + (is_deductible ? salaires : 0));
  g_assert_cmpint (chain->benefice_imposable.cents, ==, ca - chain->depenses_deductibles.cents);
  /* Everything that came in went out again, whatever is deductible. */
  g_assert_cmpint (chain->tresorerie_nette.cents, ==,
                   ca - salaires - primes - chain->impot_societe.cents - self->sheet.depenses.cents
                       - self->sheet.retraits.cents);
  g_assert_cmpint (chain->total_du.cents, ==,
                   chain->impot_societe.cents + chain->impot_richesse.cents);
  g_assert_cmpint (chain->impot_societe.cents, >=, 0);
}

static void
test_identities (void)
{
  for (int n = 0; n < 2000; n++)
    {
      RandomSheet self;

      random_sheet_init (&self);
      compute (&self.sheet, self.results, &self.chain);
      assert_identities (&self);
      portail_payroll_settings_free (self.settings);
    }
}

/* Takes a row out, puts another in, and compares with the sheet computed anew. */
static void
edit_and_compare (RandomSheet *self, PortailChainAccumulator *accumulator)
{
  guint i = (guint) g_test_rand_int_range (0, (gint32) self->sheet.n_rows);
  PortailSheetResult fresh[MANY];
  PortailDotationChain edited;
  g_autoptr (GError) error = NULL;

  portail_chain_accumulator_remove (accumulator, &self->results[i]);
  self->rows[i] = random_row ();
  portail_payroll_compute (self->settings, self->bareme.arrondi, &self->rows[i], &self->results[i],
                           &error);
  g_assert_no_error (error);
  portail_chain_accumulator_add (accumulator, &self->results[i], &error);
  g_assert_no_error (error);
  portail_chain_accumulator_finish (accumulator, &self->chain.inputs, &edited, &error);
  g_assert_no_error (error);
  compute (&self->sheet, fresh, &self->chain);
  for (int id = 0; id < PORTAIL_N_FIGURES; id++)
    {
      g_autofree char *one = portail_dotation_chain_to_text (&edited, (PortailFigureId) id);
      g_autofree char *other = portail_dotation_chain_to_text (&self->chain, (PortailFigureId) id);

      g_assert_cmpstr (one, ==, other);
    }
}

static void
test_edits_equal_full (void)
{
  for (int n = 0; n < 50; n++)
    {
      RandomSheet self;
      PortailChainAccumulator accumulator;

      random_sheet_init (&self);
      self.sheet.n_rows = MAX (self.sheet.n_rows, 1);
      compute (&self.sheet, self.results, &self.chain);
      portail_chain_accumulator_init (&accumulator, &self.bareme);
      for (guint i = 0; i < self.sheet.n_rows; i++)
        g_assert_true (portail_chain_accumulator_add (&accumulator, &self.results[i], NULL));
      for (int edit = 0; edit < 50; edit++)
        edit_and_compare (&self, &accumulator);
      g_assert_cmpuint (accumulator.n_rows, ==, self.sheet.n_rows);
      portail_payroll_settings_free (self.settings);
    }
}

static void
test_emptied_accumulator (void)
{
  PortailChainAccumulator fresh;
  PortailChainAccumulator accumulator;
  PortailSheetResult row = { .is_direction = TRUE, .ca = { 123 }, .salaire_demande = { 45678900 } };

  portail_chain_accumulator_init (&fresh, portail_bareme_get_default ());
  accumulator = fresh;
  g_assert_true (portail_chain_accumulator_add (&accumulator, &row, NULL));
  portail_chain_accumulator_remove (&accumulator, &row);
  g_assert_cmpmem (&accumulator, sizeof accumulator, &fresh, sizeof fresh);
}

static void
test_figure_table (void)
{
  PortailDotationChain chain;
  g_autoptr (GString) json = g_string_new (NULL);

  memset (&chain, 0, sizeof chain);
  chain.total_du.cents = -123450;
  chain.taux = PORTAIL_PERCENT (23);
  for (int id = 0; id < PORTAIL_N_FIGURES; id++)
    {
      const PortailFigure *figure = portail_figure_get ((PortailFigureId) id);
      g_autofree char *text = portail_dotation_chain_to_text (&chain, (PortailFigureId) id);

      g_assert_cmpint (portail_figure_from_name (figure->name), ==, id);
      g_assert_cmpstr (figure->title, !=, "");
      g_assert_cmpstr (text, !=, "");
    }
  g_assert_cmpint (portail_figure_from_name ("profit"), ==, PORTAIL_N_FIGURES);
  portail_dotation_chain_append_json (&chain, PORTAIL_FIGURE_TOTAL_DU, json);
  g_string_append_c (json, ' ');
  portail_dotation_chain_append_json (&chain, PORTAIL_FIGURE_TAUX, json);
  g_string_append_c (json, ' ');
  portail_dotation_chain_append_json (&chain, PORTAIL_FIGURE_TRANCHE, json);
  g_assert_cmpstr (json->str, ==, "-1234.5 23 0");
}

#define ADD_WEEK(path, test) g_test_add (path, Week, NULL, week_set_up, test, week_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tax/one-rate-applies-to-the-whole-profit", test_tax_of_profit);
  g_test_add_func ("/tax/a-bareme-may-round-to-the-cent", test_tax_to_the_cent);
  g_test_add_func ("/tax/progressif-taxes-each-slice", test_progressive);
  g_test_add_func ("/tax/progressif-never-falls-and-loses-no-slice", test_progressive_never_falls);
  g_test_add_func ("/tax/wealth-is-taxed-from-its-minimum-on", test_wealth);
  g_test_add_func ("/tax/tranche-zero-has-the-caps-of-tranche-one", test_caps_of_tranche_zero);
  ADD_WEEK ("/chain/the-worked-week", test_worked_week);
  ADD_WEEK ("/chain/the-worked-week-with-salaries-not-deductible", test_worked_week_not_deductible);
  ADD_WEEK ("/chain/the-worked-single-employee", test_worked_single);
  ADD_WEEK ("/chain/an-empty-sheet-has-a-chain", test_empty_sheet);
  ADD_WEEK ("/chain/an-amount-too-large-names-its-row", test_overflow_names_row);
  ADD_WEEK ("/chain/a-figure-too-large-is-named", test_overflow_names_figure);
  g_test_add_func ("/chain/a-refused-row-changes-nothing", test_refused_row_changes_nothing);
  g_test_add_func ("/chain/caps-equal-brute-force", test_caps_against_brute_force);
  g_test_add_func ("/chain/money-is-neither-made-nor-lost", test_identities);
  g_test_add_func ("/chain/an-edit-equals-a-full-computation", test_edits_equal_full);
  g_test_add_func ("/chain/taking-all-rows-out-leaves-zero", test_emptied_accumulator);
  g_test_add_func ("/chain/one-table-names-every-figure", test_figure_table);
  return g_test_run ();
}
