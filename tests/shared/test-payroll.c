/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-payroll.h"

#include "shared/portail-error.h"

static PortailSheetRow
row_of (gint64 ca_cents)
{
  return (PortailSheetRow){
    .run = { ca_cents },
    .heures = PORTAIL_HOURS_NULL,
    .salaire = PORTAIL_MONEY_NULL,
    .prime = PORTAIL_MONEY_NULL,
  };
}

static void
assert_amounts (const PortailPayrollSettings *settings,
                const PortailSheetRow *row,
                gint64 salaire_cents,
                gint64 prime_cents)
{
  PortailSheetResult result;
  g_autoptr (GError) error = NULL;

  portail_payroll_compute (settings, PORTAIL_ROUND_TO_DOLLAR, row, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (result.salaire_demande.cents, ==, salaire_cents);
  g_assert_cmpint (result.prime_demandee.cents, ==, prime_cents);
  g_assert_cmpint (result.salaire.cents, ==, salaire_cents);
  g_assert_cmpint (result.prime.cents, ==, prime_cents);
  g_assert_false (result.is_plafonne);
}

static PortailPalier
palier_of (gint64 min, gint64 max, const gint64 dollars[8])
{
  return (PortailPalier){
    PORTAIL_DOLLARS (min),        PORTAIL_DOLLARS (max),        PORTAIL_DOLLARS (dollars[0]),
    PORTAIL_DOLLARS (dollars[1]), PORTAIL_DOLLARS (dollars[2]), PORTAIL_DOLLARS (dollars[3]),
    PORTAIL_DOLLARS (dollars[4]), PORTAIL_DOLLARS (dollars[5]), PORTAIL_DOLLARS (dollars[6]),
    PORTAIL_DOLLARS (dollars[7]),
  };
}

/* The two paliers of domain.md §8. */
static PortailPayrollSettings *
new_paliers (void)
{
  static const gint64 low[] = { 2500, 3500, 4000, 5500, 500, 1000, 1000, 2000 };
  static const gint64 high[] = { 3500, 5000, 5500, 7500, 1000, 2000, 2000, 3500 };
  PortailPayrollSettings *settings = portail_payroll_settings_new ();
  PortailPalier first = palier_of (0, 50000, low);
  PortailPalier second = palier_of (50001, 100000, high);

  settings->mode_calcul = PORTAIL_MODE_CALCUL_PALIERS;
  portail_payroll_settings_add_palier (settings, &first);
  portail_payroll_settings_add_palier (settings, &second);
  return settings;
}

static PortailPayrollSettings *
new_grades (void)
{
  PortailPayrollSettings *settings = portail_payroll_settings_new ();
  PortailPayrollGrade senior = {
    .grade = "Senior",
    .salaire_fixe = PORTAIL_DOLLARS (1000),
    .taux_ca = { 1250 },
    .taux_horaire = { 15050 },
    .prime_fixe = PORTAIL_DOLLARS (200),
    .taux_prime = PORTAIL_PERCENT (5),
  };

  settings->mode_calcul = PORTAIL_MODE_CALCUL_GRADE;
  portail_payroll_settings_add_grade (settings, &senior);
  return settings;
}

static void
test_percentage (void)
{
  g_autoptr (PortailPayrollSettings) settings = portail_payroll_settings_new ();
  PortailSheetRow row = row_of (10000100);

  assert_amounts (settings, &row, 3500000, 800000);
  row.facture = PORTAIL_DOLLARS (20000);
  row.vente.cents = 50;
  assert_amounts (settings, &row, 4200100, 960000);
  settings->taux_salaire.basis_points = 5;
  settings->taux_prime.basis_points = 0;
  assert_amounts (settings, &row, 6000, 0);
}

static void
test_rounding (void)
{
  g_autoptr (PortailPayrollSettings) settings = portail_payroll_settings_new ();
  PortailSheetRow row = row_of (1000);
  PortailSheetResult result;

  settings->taux_salaire = PORTAIL_PERCENT (25);
  settings->taux_prime = PORTAIL_PERCENT (15);
  assert_amounts (settings, &row, 300, 200);
  g_assert_true (portail_payroll_compute (settings, PORTAIL_ROUND_TO_CENT, &row, &result, NULL));
  g_assert_cmpint (result.salaire_demande.cents, ==, 250);
  g_assert_cmpint (result.prime_demandee.cents, ==, 150);
}

static void
test_typed (void)
{
  PortailSheetRow row = row_of (10000000);

  row.salaire.cents = 12345;
  row.prime.cents = 67;
  for (int mode = 0; mode < PORTAIL_N_MODES_CALCUL; mode++)
    {
      g_autoptr (PortailPayrollSettings) settings = portail_payroll_settings_new ();

      settings->mode_calcul = (PortailModeCalcul) mode;
      assert_amounts (settings, &row, 12345, 67);
    }
}

static void
test_typed_one (void)
{
  g_autoptr (PortailPayrollSettings) settings = portail_payroll_settings_new ();
  PortailSheetRow row = row_of (10000000);

  row.salaire = PORTAIL_MONEY_ZERO;
  assert_amounts (settings, &row, 0, 800000);
}

static void
test_manual (void)
{
  g_autoptr (PortailPayrollSettings) settings = portail_payroll_settings_new ();
  PortailSheetRow row = row_of (10000000);

  settings->mode_calcul = PORTAIL_MODE_CALCUL_MANUEL;
  row.prime = PORTAIL_DOLLARS (3);
  assert_amounts (settings, &row, 0, 300);
}

static void
test_worked_paliers (void)
{
  g_autoptr (PortailPayrollSettings) settings = new_paliers ();
  PortailSheetRow row = row_of (3500000);

  assert_amounts (settings, &row, 320000, 85000);
  row.is_direction = TRUE;
  assert_amounts (settings, &row, 505000, 170000);
  row = row_of (5500000);
  assert_amounts (settings, &row, 365000, 110000);
  row.is_direction = TRUE;
  assert_amounts (settings, &row, 570000, 215000);
}

static void
test_edges_of_paliers (void)
{
  g_autoptr (PortailPayrollSettings) settings = new_paliers ();
  PortailPalier *paliers = (PortailPalier *) settings->paliers->data;
  PortailSheetRow row = row_of (5000050); /* in the gap */

  assert_amounts (settings, &row, 350000, 100000);
  row = row_of (999999999);
  assert_amounts (settings, &row, 500000, 200000);
  paliers[1].max = PORTAIL_MONEY_NULL;
  row = row_of (5000200);
  assert_amounts (settings, &row, 500000, 200000);
  paliers[1].max = paliers[1].min;
  assert_amounts (settings, &row, 500000, 200000);
  row = row_of (5000100);
  assert_amounts (settings, &row, 350000, 100000);
  paliers[0].min = PORTAIL_DOLLARS (10000);
  row = row_of (999999);
  assert_amounts (settings, &row, 250000, 50000);
  g_array_set_size (settings->paliers, 0);
  assert_amounts (settings, &row, 0, 0);
}

static void
test_minimum_of_open_palier (void)
{
  g_autoptr (PortailPayrollSettings) settings = new_paliers ();
  PortailPalier *paliers = (PortailPalier *) settings->paliers->data;
  PortailSheetRow row = row_of (5000100);

  paliers[1].max = PORTAIL_MONEY_NULL;
  assert_amounts (settings, &row, 500000, 200000);
}

static void
test_falling_palier (void)
{
  static const gint64 dollars[] = { 1000, 500, 0, 0, 10, 0, 0, 0 };
  g_autoptr (PortailPayrollSettings) settings = portail_payroll_settings_new ();
  PortailPalier palier = palier_of (0, 100, dollars);
  PortailSheetRow row = row_of (5000);

  settings->mode_calcul = PORTAIL_MODE_CALCUL_PALIERS;
  portail_payroll_settings_add_palier (settings, &palier);
  assert_amounts (settings, &row, 75000, 500);
}

static void
test_grade (void)
{
  g_autoptr (PortailPayrollSettings) settings = new_grades ();
  PortailSheetRow row = row_of (1000000);

  row.grade = "Senior";
  assert_amounts (settings, &row, 225000, 70000);
  row.heures.hundredths = 1050;
  assert_amounts (settings, &row, 383000, 70000); /* 1 000 + 1 250 + 1 580.25 */
  row.heures.hundredths = 1051;
  assert_amounts (settings, &row, 383200, 70000); /* … + 1 581.755 */
}

static void
test_folded_grade (void)
{
  g_autoptr (PortailPayrollSettings) settings = new_grades ();
  PortailSheetRow row = row_of (1000000);

  row.grade = "  SÉNIOR ";
  assert_amounts (settings, &row, 225000, 70000);
}

static void
test_unknown_grade (void)
{
  g_autoptr (PortailPayrollSettings) settings = new_grades ();
  PortailSheetRow row = row_of (1000000);

  row.grade = "Junior";
  assert_amounts (settings, &row, 0, 0);
  row.grade = NULL;
  assert_amounts (settings, &row, 0, 0);
}

static void
test_direction_by_grade (void)
{
  g_assert_true (portail_payroll_is_grade_direction ("Patron"));
  g_assert_true (portail_payroll_is_grade_direction ("patron "));
  g_assert_true (portail_payroll_is_grade_direction ("CO-PATRON"));
  g_assert_true (portail_payroll_is_grade_direction ("Co‑Patron"));
  g_assert_false (portail_payroll_is_grade_direction ("Patronage"));
  g_assert_false (portail_payroll_is_grade_direction ("Senior"));
  g_assert_false (portail_payroll_is_grade_direction (""));
  g_assert_false (portail_payroll_is_grade_direction (NULL));
}

static void
assert_refused (const PortailPayrollSettings *settings,
                const PortailSheetRow *row,
                PortailErrorCode code)
{
  PortailSheetResult result;
  g_autoptr (GError) error = NULL;

  g_assert_false (
      portail_payroll_compute (settings, PORTAIL_ROUND_TO_DOLLAR, row, &result, &error));
  g_assert_error (error, PORTAIL_ERROR, (int) code);
}

static void
test_negative (void)
{
  g_autoptr (PortailPayrollSettings) settings = portail_payroll_settings_new ();
  PortailSheetRow row = row_of (-1);

  assert_refused (settings, &row, PORTAIL_ERROR_INVALID);
  row = row_of (0);
  row.prime.cents = -1;
  assert_refused (settings, &row, PORTAIL_ERROR_INVALID);
  row = row_of (0);
  row.heures.hundredths = -1;
  assert_refused (settings, &row, PORTAIL_ERROR_INVALID);
}

static void
test_overflow (void)
{
  g_autoptr (PortailPayrollSettings) settings = portail_payroll_settings_new ();
  PortailSheetRow row = row_of (PORTAIL_MONEY_MAX_CENTS);

  settings->taux_salaire = PORTAIL_PERCENT (100);
  /* The largest turnover rounds up to a dollar that is out of range. */
  assert_refused (settings, &row, PORTAIL_ERROR_OUT_OF_RANGE);
  row.vente.cents = 1;
  assert_refused (settings, &row, PORTAIL_ERROR_OUT_OF_RANGE);
}

static void
test_empty_cells (void)
{
  g_autoptr (PortailPayrollSettings) settings = portail_payroll_settings_new ();
  PortailSheetRow row = row_of (0);

  row.run = row.facture = row.vente = PORTAIL_MONEY_NULL;
  assert_amounts (settings, &row, 0, 0);
  row.vente = PORTAIL_DOLLARS (100);
  assert_amounts (settings, &row, 3500, 800);
}

static void
assert_problems (const PortailPayrollSettings *settings, const char *const *expected)
{
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) found = NULL;

  portail_payroll_settings_check (settings, problems);
  for (guint i = 0; i < problems->len; i++)
    {
      const PortailProblem *problem = portail_problems_get (problems, i);
      g_autofree char *line = g_strconcat (problem->field, " ", problem->code, NULL);

      g_strv_builder_add (builder, line);
    }
  found = g_strv_builder_end (builder);
  g_assert_true (g_strv_equal ((const char *const *) found, expected));
}

static void
test_good_settings (void)
{
  g_autoptr (PortailPayrollSettings) paliers = new_paliers ();
  g_autoptr (PortailPayrollSettings) grades = new_grades ();
  PortailPalier *second = &g_array_index (paliers->paliers, PortailPalier, 1);
  static const char *const none[] = { NULL };

  assert_problems (paliers, none);
  assert_problems (grades, none);
  second->min = PORTAIL_DOLLARS (50000);
  second->max = PORTAIL_MONEY_NULL;
  assert_problems (paliers, none);
}

static void
test_bad_settings (void)
{
  g_autoptr (PortailPayrollSettings) settings = new_paliers ();
  PortailPalier *paliers = (PortailPalier *) settings->paliers->data;
  PortailPayrollGrade grade = { .grade = " ", .taux_ca = PORTAIL_RATE_NULL, .prime_fixe = { -1 } };
  static const char *const expected[] = {
    "taux_salaire out_of_range",   "paliers[0].prime_max_employe required",
    "paliers[1].max out_of_range", "paliers[1].min overlap",
    "grades[0].grade required",    "grades[0].prime_fixe out_of_range",
    "grades[0].taux_ca required",  NULL,
  };

  settings->taux_salaire.basis_points = -1;
  paliers[0].prime_max_employe = PORTAIL_MONEY_NULL;
  paliers[1].min = PORTAIL_DOLLARS (40000);
  paliers[1].max = PORTAIL_DOLLARS (39999);
  portail_payroll_settings_add_grade (settings, &grade);
  assert_problems (settings, expected);
}

static void
test_double_rules (void)
{
  g_autoptr (PortailPayrollSettings) settings = new_grades ();
  PortailPayrollGrade grade = { .grade = "senior" };
  static const char *const expected[] = { "grades[1].grade duplicate", NULL };

  portail_payroll_settings_add_grade (settings, &grade);
  assert_problems (settings, expected);
}

static void
test_copy (void)
{
  PortailPayrollSettings *settings = new_grades ();
  g_autoptr (PortailPayrollSettings) copy = portail_payroll_settings_copy (settings);
  PortailSheetRow row = row_of (1000000);

  portail_payroll_settings_free (settings);
  row.grade = "senior";
  assert_amounts (copy, &row, 225000, 70000);
}

static void
test_wire_names (void)
{
  PortailModeCalcul mode;

  for (int i = 0; i < PORTAIL_N_MODES_CALCUL; i++)
    {
      g_assert_true (portail_mode_calcul_from_name (
          portail_mode_calcul_get_name ((PortailModeCalcul) i), &mode));
      g_assert_cmpint (mode, ==, i);
      g_assert_cmpstr (portail_mode_calcul_get_title (mode), !=, "");
    }
  g_assert_false (portail_mode_calcul_from_name ("auto", &mode));
  g_assert_false (portail_mode_calcul_from_name (NULL, &mode));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/payroll/percentages-apply-to-the-turnover", test_percentage);
  g_test_add_func ("/payroll/a-suggestion-is-rounded-once-as-the-bareme-says", test_rounding);
  g_test_add_func ("/payroll/a-typed-amount-counts-as-typed-in-every-mode", test_typed);
  g_test_add_func ("/payroll/a-typed-zero-is-not-suggested-over", test_typed_one);
  g_test_add_func ("/payroll/an-absent-amount-is-zero-in-manuel", test_manual);
  g_test_add_func ("/payroll/the-worked-examples-of-paliers", test_worked_paliers);
  g_test_add_func ("/payroll/paliers-hold-at-their-edges", test_edges_of_paliers);
  g_test_add_func ("/payroll/a-palier-without-maximum-gives-its-maxima-at-its-minimum",
                   test_minimum_of_open_palier);
  g_test_add_func ("/payroll/a-palier-may-fall", test_falling_palier);
  g_test_add_func ("/payroll/a-grade-pays-fixed-and-rate-and-hours", test_grade);
  g_test_add_func ("/payroll/grades-compare-folded", test_folded_grade);
  g_test_add_func ("/payroll/an-unknown-grade-suggests-nothing", test_unknown_grade);
  g_test_add_func ("/payroll/patron-and-co-patron-are-the-direction", test_direction_by_grade);
  g_test_add_func ("/payroll/a-negative-amount-is-refused", test_negative);
  g_test_add_func ("/payroll/an-amount-too-large-is-refused", test_overflow);
  g_test_add_func ("/payroll/an-empty-cell-counts-as-zero", test_empty_cells);
  g_test_add_func ("/payroll/good-settings-have-no-problem", test_good_settings);
  g_test_add_func ("/payroll/every-problem-of-settings-names-its-field", test_bad_settings);
  g_test_add_func ("/payroll/a-grade-has-one-rule", test_double_rules);
  g_test_add_func ("/payroll/a-copy-of-settings-stands-alone", test_copy);
  g_test_add_func ("/payroll/wire-names-go-both-ways", test_wire_names);
  return g_test_run ();
}
