/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-bareme.h"

static PortailBareme
copy_default (void)
{
  return *portail_bareme_get_default ();
}

/* Exactly one problem, that of @row, @field and @code. */
static void
assert_problem (const PortailProblems *problems, gint64 row, const char *field, const char *code)
{
  const PortailProblem *problem;
  g_autofree char *number = g_strdup_printf ("Row %" G_GINT64_FORMAT, row + 1);

  g_assert_cmpuint (problems->len, ==, 1);
  problem = portail_problems_get (problems, 0);
  g_assert_cmpint (problem->index, ==, row);
  g_assert_cmpstr (problem->field, ==, field);
  g_assert_cmpstr (problem->code, ==, code);
  g_assert_true (row < 0 || g_str_has_prefix (problem->detail, number));
}

static void
assert_refused (const PortailBareme *bareme, gint64 row, const char *field, const char *code)
{
  g_autoptr (PortailProblems) problems = portail_problems_new ();

  portail_bareme_check (bareme, PORTAIL_BAREME_TRANCHES, problems);
  assert_problem (problems, row, field, code);
}

static void
test_default_is_valid (void)
{
  g_autoptr (PortailProblems) problems = portail_problems_new ();

  portail_bareme_check (portail_bareme_get_default (), PORTAIL_BAREME_TRANCHES, problems);
  portail_bareme_check (portail_bareme_get_default (), PORTAIL_BAREME_RICHESSE, problems);
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
test_tranche_of_profit (void)
{
  static const struct
  {
    gint64 cents;
    guint tranche;
  } cases[] = {
    { -500000, 0 },
    { 0, 0 },
    { 9999, 0 },
    { 10000, 1 },
    { 999999, 1 },
    { 1000000, 2 },
    { 9999999, 4 },
    { 10000000, 5 },
    { 499999999, 12 },
    { 500000000, 13 },
    { PORTAIL_MONEY_MAX_CENTS, 13 },
    { -PORTAIL_MONEY_MAX_CENTS, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (portail_bareme_find (portail_bareme_get_default (), PORTAIL_BAREME_TRANCHES,
                                           (PortailMoney){ cases[i].cents }),
                      ==, cases[i].tranche);
}

static void
test_search_equals_scan (void)
{
  const PortailBareme *bareme = portail_bareme_get_default ();

  for (int n = 0; n < 10000; n++)
    {
      PortailMoney amount = { (gint64) (g_test_rand_double_range (-1e6, 6e8)) };
      guint tranche = 0;

      while (tranche < bareme->n_tranches && bareme->tranches[tranche].min.cents <= amount.cents)
        tranche++;
      g_assert_cmpuint (portail_bareme_find (bareme, PORTAIL_BAREME_TRANCHES, amount), ==, tranche);
    }
}

static void
test_minima_must_increase (void)
{
  PortailBareme bareme = copy_default ();

  bareme.tranches[4].min = bareme.tranches[3].min;
  assert_refused (&bareme, 4, "min", "not_increasing");
}

static void
test_rates_must_increase (void)
{
  PortailBareme bareme = copy_default ();

  bareme.tranches[12].taux = bareme.tranches[11].taux;
  assert_refused (&bareme, 12, "taux", "not_increasing");
}

static void
test_amounts_must_be_there (void)
{
  PortailBareme bareme = copy_default ();

  bareme.tranches[0].salaire_max_direction = PORTAIL_MONEY_NULL;
  assert_refused (&bareme, 0, "salaire_max_direction", "required");
  bareme = copy_default ();
  bareme.tranches[12].min = PORTAIL_MONEY_NULL;
  assert_refused (&bareme, 12, "min", "required");
  bareme = copy_default ();
  bareme.tranches[12].taux = PORTAIL_RATE_NULL;
  assert_refused (&bareme, 12, "taux", "required");
}

static void
test_amounts_must_be_in_range (void)
{
  PortailBareme bareme = copy_default ();

  bareme.tranches[2].prime_max_employe = PORTAIL_DOLLARS (-1);
  assert_refused (&bareme, 2, "prime_max_employe", "out_of_range");
  bareme = copy_default ();
  bareme.tranches[2].prime_max_direction.cents = PORTAIL_MONEY_MAX_CENTS + 1;
  assert_refused (&bareme, 2, "prime_max_direction", "out_of_range");
  bareme = copy_default ();
  bareme.tranches[12].taux.basis_points = 10001;
  assert_refused (&bareme, 12, "taux", "out_of_range");
  bareme = copy_default ();
  bareme.tranches[0].min = PORTAIL_DOLLARS (-100);
  assert_refused (&bareme, 0, "min", "out_of_range");
}

static void
test_table_must_have_rows (void)
{
  PortailBareme bareme = copy_default ();
  g_autoptr (PortailProblems) problems = portail_problems_new ();

  bareme.n_tranches = 0;
  assert_refused (&bareme, -1, NULL, "required");
  bareme.n_richesse = 0;
  portail_bareme_check (&bareme, PORTAIL_BAREME_RICHESSE, problems);
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
test_table_must_fit (void)
{
  PortailBareme bareme = copy_default ();
  g_autoptr (PortailProblems) problems = portail_problems_new ();

  for (guint i = 0; i < PORTAIL_BAREME_MAX_TRANCHES; i++)
    {
      bareme.tranches[i] = bareme.tranches[0];
      bareme.tranches[i].min = PORTAIL_DOLLARS (i);
      bareme.tranches[i].taux.basis_points = i;
    }
  bareme.n_tranches = PORTAIL_BAREME_MAX_TRANCHES;
  portail_bareme_check (&bareme, PORTAIL_BAREME_TRANCHES, problems);
  g_assert_cmpuint (problems->len, ==, 0);
  bareme.n_tranches++;
  assert_refused (&bareme, -1, NULL, "too_many");
}

static void
test_every_problem_is_reported (void)
{
  PortailBareme bareme = copy_default ();
  g_autoptr (PortailProblems) problems = portail_problems_new ();

  bareme.tranches[1].min = PORTAIL_DOLLARS (1);
  bareme.tranches[1].taux = PORTAIL_PERCENT (1);
  bareme.tranches[7].salaire_max_employe = PORTAIL_MONEY_NULL;
  portail_bareme_check (&bareme, PORTAIL_BAREME_TRANCHES, problems);
  g_assert_cmpuint (problems->len, ==, 3);
  g_assert_cmpint (portail_problems_get (problems, 0)->index, ==, 1);
  g_assert_cmpint (portail_problems_get (problems, 1)->index, ==, 1);
  g_assert_cmpint (portail_problems_get (problems, 2)->index, ==, 7);
}

static void
test_wealth_begins_at_zero (void)
{
  PortailBareme bareme = copy_default ();
  g_autoptr (PortailProblems) problems = portail_problems_new ();

  bareme.richesse[0].min = PORTAIL_DOLLARS (1);
  portail_bareme_check (&bareme, PORTAIL_BAREME_RICHESSE, problems);
  assert_problem (problems, 0, "min", "not_zero");
}

static void
test_wealth_must_increase (void)
{
  PortailBareme bareme = copy_default ();
  g_autoptr (PortailProblems) problems = portail_problems_new ();

  bareme.richesse[3].taux = PORTAIL_PERCENT (3);
  portail_bareme_check (&bareme, PORTAIL_BAREME_RICHESSE, problems);
  assert_problem (problems, 3, "taux", "not_increasing");
}

/* The maxima that fit the default barème, the last one empty. */
static void
fill_maxima (PortailMoney *maxima)
{
  const PortailBareme *bareme = portail_bareme_get_default ();

  for (guint i = 0; i + 1 < bareme->n_tranches; i++)
    maxima[i].cents = bareme->tranches[i + 1].min.cents - 100;
  maxima[bareme->n_tranches - 1] = PORTAIL_MONEY_NULL;
}

static void
assert_maxima_refused (const PortailMoney *maxima, gint64 row, const char *code)
{
  g_autoptr (PortailProblems) problems = portail_problems_new ();

  portail_bareme_check_maxima (portail_bareme_get_default (), PORTAIL_BAREME_TRANCHES, maxima,
                               problems);
  assert_problem (problems, row, "max", code);
}

static void
test_right_maxima (void)
{
  PortailMoney maxima[PORTAIL_BAREME_MAX_TRANCHES];
  g_autoptr (PortailProblems) problems = portail_problems_new ();

  fill_maxima (maxima);
  portail_bareme_check_maxima (portail_bareme_get_default (), PORTAIL_BAREME_TRANCHES, maxima,
                               problems);
  maxima[12] = PORTAIL_DOLLARS (99000000);
  portail_bareme_check_maxima (portail_bareme_get_default (), PORTAIL_BAREME_TRANCHES, maxima,
                               problems);
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
test_wrong_maxima (void)
{
  PortailMoney maxima[PORTAIL_BAREME_MAX_TRANCHES];

  fill_maxima (maxima);
  maxima[0] = PORTAIL_DOLLARS (9998);
  assert_maxima_refused (maxima, 0, "gap");
  maxima[0] = PORTAIL_DOLLARS (10000);
  assert_maxima_refused (maxima, 0, "overlap");
  maxima[0].cents = 999999;
  assert_maxima_refused (maxima, 0, "overlap");
  maxima[0] = PORTAIL_MONEY_NULL;
  assert_maxima_refused (maxima, 0, "required");
  fill_maxima (maxima);
  maxima[5] = PORTAIL_DOLLARS (99000000);
  assert_maxima_refused (maxima, 5, "overlap");
  fill_maxima (maxima);
  maxima[12] = PORTAIL_DOLLARS (98999999);
  assert_maxima_refused (maxima, 12, "not_last");
}

static void
test_wealth_maxima (void)
{
  PortailMoney maxima[] = {
    PORTAIL_DOLLARS (1499999), PORTAIL_DOLLARS (2499999), PORTAIL_DOLLARS (3499999),
    PORTAIL_DOLLARS (4999999), PORTAIL_MONEY_NULL,
  };
  g_autoptr (PortailProblems) problems = portail_problems_new ();

  portail_bareme_check_maxima (portail_bareme_get_default (), PORTAIL_BAREME_RICHESSE, maxima,
                               problems);
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
test_name (void)
{
  PortailBareme bareme = copy_default ();
  g_autofree char *without = portail_bareme_to_text (&bareme);
  g_autofree char *with = NULL;

  g_assert_cmpstr (without, ==, "“default tax table”");
  bareme.name = "Hiver";
  bareme.effective_from = portail_week_from_number (2025, 38);
  with = portail_bareme_to_text (&bareme);
  g_assert_cmpstr (with, ==, "“Hiver” (from 15/09/2025)");
}

static void
test_wire_names (void)
{
  PortailModeImpot mode;
  PortailRounding rounding;

  for (int i = 0; i < PORTAIL_N_MODES_IMPOT; i++)
    {
      g_assert_true (
          portail_mode_impot_from_name (portail_mode_impot_get_name ((PortailModeImpot) i), &mode));
      g_assert_cmpint (mode, ==, i);
    }
  g_assert_true (portail_rounding_from_name ("cent", &rounding));
  g_assert_cmpint (rounding, ==, PORTAIL_ROUND_TO_CENT);
  g_assert_true (
      portail_rounding_from_name (portail_rounding_get_name (PORTAIL_ROUND_TO_DOLLAR), &rounding));
  g_assert_cmpint (rounding, ==, PORTAIL_ROUND_TO_DOLLAR);
  g_assert_false (portail_mode_impot_from_name ("flat", &mode));
  g_assert_false (portail_mode_impot_from_name (NULL, &mode));
  g_assert_false (portail_rounding_from_name ("euro", &rounding));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bareme/the-default-version-is-valid", test_default_is_valid);
  g_test_add_func ("/bareme/a-tranche-begins-at-its-minimum", test_tranche_of_profit);
  g_test_add_func ("/bareme/the-search-finds-what-a-scan-finds", test_search_equals_scan);
  g_test_add_func ("/bareme/minima-must-strictly-increase", test_minima_must_increase);
  g_test_add_func ("/bareme/rates-must-strictly-increase", test_rates_must_increase);
  g_test_add_func ("/bareme/an-amount-must-be-there", test_amounts_must_be_there);
  g_test_add_func ("/bareme/an-amount-must-be-in-range", test_amounts_must_be_in_range);
  g_test_add_func ("/bareme/only-the-wealth-table-may-be-empty", test_table_must_have_rows);
  g_test_add_func ("/bareme/a-table-has-at-most-fifty-rows", test_table_must_fit);
  g_test_add_func ("/bareme/every-problem-is-reported-with-its-row",
                   test_every_problem_is_reported);
  g_test_add_func ("/bareme/the-wealth-table-begins-at-zero", test_wealth_begins_at_zero);
  g_test_add_func ("/bareme/the-wealth-rates-must-strictly-increase", test_wealth_must_increase);
  g_test_add_func ("/bareme/an-inclusive-maximum-is-the-next-minimum-less-a-dollar",
                   test_right_maxima);
  g_test_add_func ("/bareme/any-other-maximum-is-refused-with-its-row", test_wrong_maxima);
  g_test_add_func ("/bareme/the-wealth-table-may-have-maxima-too", test_wealth_maxima);
  g_test_add_func ("/bareme/its-text-names-the-day-from-which-it-applies", test_name);
  g_test_add_func ("/bareme/wire-names-go-both-ways", test_wire_names);
  return g_test_run ();
}
