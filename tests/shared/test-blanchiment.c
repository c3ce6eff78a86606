/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-blanchiment.h"

static PortailBlanchimentOperation *
make_operation (PortailBlanchimentStatus status, PortailDay recu, PortailDay rendu)
{
  PortailBlanchimentOperation *operation = portail_record_new (&portail_blanchiment_operation_type);

  operation->status = status;
  operation->date_recu = recu;
  operation->date_rendu = rendu;
  return operation;
}

static gint32
count_days (PortailBlanchimentStatus status, PortailDay recu, PortailDay rendu, PortailDay today)
{
  g_autoptr (PortailBlanchimentOperation) operation = make_operation (status, recu, rendu);

  return portail_blanchiment_get_days (operation, today);
}

/* domain.md §8, example 4. */
static void
test_the_worked_example_comes_out (void)
{
  const PortailBlanchimentShares shares = PORTAIL_BLANCHIMENT_SHARES_DEFAULT;
  PortailMoney somme = PORTAIL_DOLLARS (50000);
  PortailDay recu = portail_day_from_date (2025, 1, 1);
  PortailDay rendu = portail_day_from_date (2025, 1, 8);
  g_autoptr (PortailBlanchimentOperation) wrong = make_operation (PORTAIL_BLANCHIMENT_TERMINE,
                                                                  rendu, recu);
  g_autoptr (PortailProblems) problems = portail_problems_new ();

  g_assert_cmpint (portail_blanchiment_get_part (somme, shares.entreprise_taux).cents, ==, 750000);
  g_assert_cmpint (portail_blanchiment_get_part (somme, shares.groupe_taux).cents, ==, 4000000);
  g_assert_cmpint (count_days (PORTAIL_BLANCHIMENT_TERMINE, recu, rendu, PORTAIL_DAY_NULL), ==, 7);
  wrong->amount = somme;
  portail_record_validate (wrong, portail_record_type_get_all_fields (wrong->base.type) & ~1u,
                           problems);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_cmpstr (portail_problems_get (problems, 0)->field, ==, "date_rendu");
}

static void
test_a_half_dollar_rounds_away_from_zero (void)
{
  static const gint64 cases[][3] = {
    /* cents, basis points, dollars */
    { 1000, 1500, 2 }, { 300, 5000, 2 }, { 299, 5000, 1 }, { 0, 8000, 0 }, { 100, 0, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (
        portail_blanchiment_get_part ((PortailMoney){ cases[i][0] }, (PortailRate){ cases[i][1] })
            .cents,
        ==, cases[i][2] * 100);
}

static void
test_what_is_not_known_has_no_part (void)
{
  PortailMoney somme = PORTAIL_DOLLARS (10);
  PortailMoney parts[] = {
    portail_blanchiment_get_part (PORTAIL_MONEY_NULL, PORTAIL_PERCENT (15)),
    portail_blanchiment_get_part (somme, PORTAIL_RATE_NULL),
    portail_blanchiment_get_part (somme, PORTAIL_PERCENT (101)),
    portail_blanchiment_get_part (somme, (PortailRate){ -1 }),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    g_assert_true (portail_money_is_null (parts[i]));
  g_assert_cmpint (portail_blanchiment_get_part ((PortailMoney){ PORTAIL_MONEY_MAX_CENTS },
                                                 PORTAIL_PERCENT (100))
                       .cents,
                   <=, PORTAIL_MONEY_MAX_CENTS);
}

static void
test_an_open_operation_lasts_until_today (void)
{
  PortailDay recu = portail_day_from_date (2025, 9, 1);
  PortailDay today = portail_day_from_date (2025, 9, 16);
  PortailDay yesterday = portail_day_from_date (2025, 8, 31);

  g_assert_cmpint (count_days (PORTAIL_BLANCHIMENT_EN_COURS, recu, PORTAIL_DAY_NULL, today), ==,
                   15);
  g_assert_cmpint (count_days (PORTAIL_BLANCHIMENT_SUSPENDU, recu, PORTAIL_DAY_NULL, today), ==,
                   15);
  g_assert_cmpint (count_days (PORTAIL_BLANCHIMENT_EN_COURS, recu, PORTAIL_DAY_NULL, recu), ==, 0);
  g_assert_cmpint (count_days (PORTAIL_BLANCHIMENT_EN_COURS, recu, PORTAIL_DAY_NULL, yesterday), ==,
                   0);
}

static void
test_without_both_ends_there_is_no_duration (void)
{
  PortailDay day = portail_day_from_date (2025, 9, 1);
  PortailDay null = PORTAIL_DAY_NULL;

  g_assert_cmpint (count_days (PORTAIL_BLANCHIMENT_ANNULE, day, null, day), ==,
                   PORTAIL_BLANCHIMENT_NO_DAYS);
  g_assert_cmpint (count_days (PORTAIL_BLANCHIMENT_TERMINE, day, null, day), ==,
                   PORTAIL_BLANCHIMENT_NO_DAYS);
  g_assert_cmpint (count_days (PORTAIL_BLANCHIMENT_EN_COURS, null, null, day), ==,
                   PORTAIL_BLANCHIMENT_NO_DAYS);
}

static void
assert_shares (gint64 entreprise, gint64 groupe, const char *field)
{
  const PortailBlanchimentShares shares = { { entreprise }, { groupe } };
  g_autoptr (PortailProblems) problems = portail_problems_new ();

  portail_blanchiment_shares_check (&shares, problems);
  g_assert_cmpuint (problems->len, ==, field != NULL ? 1 : 0);
  if (field != NULL)
    g_assert_cmpstr (portail_problems_get (problems, 0)->field, ==, field);
}

static void
test_shares_are_at_most_everything_together (void)
{
  assert_shares (1500, 8000, NULL);
  assert_shares (0, 0, NULL);
  assert_shares (2000, 8000, NULL);
  assert_shares (2001, 8000, "groupe_taux");
  assert_shares (10001, 0, "entreprise_taux");
  assert_shares (0, -1, "groupe_taux");
  assert_shares (PORTAIL_RATE_NULL.basis_points, 0, "entreprise_taux");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/blanchiment/the-worked-example-comes-out", test_the_worked_example_comes_out);
  g_test_add_func ("/blanchiment/a-half-dollar-rounds-away-from-zero",
                   test_a_half_dollar_rounds_away_from_zero);
  g_test_add_func ("/blanchiment/what-is-not-known-has-no-part",
                   test_what_is_not_known_has_no_part);
  g_test_add_func ("/blanchiment/an-open-operation-lasts-until-today",
                   test_an_open_operation_lasts_until_today);
  g_test_add_func ("/blanchiment/without-both-ends-there-is-no-duration",
                   test_without_both_ends_there_is_no_duration);
  g_test_add_func ("/blanchiment/shares-are-at-most-everything-together",
                   test_shares_are_at_most_everything_together);
  return g_test_run ();
}
