/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-money.h"

#include "shared/portail-error.h"

#define MAX_MONEY ((PortailMoney){ PORTAIL_MONEY_MAX_CENTS })

static void
test_rounding (void)
{
  static const gint64 cases[][2] = {
    { 0, 0 },      { 49, 0 },      { 50, 100 },    { 149, 100 }, { 150, 200 },   { -49, 0 },
    { -50, -100 }, { -149, -100 }, { -150, -200 }, { 250, 300 }, { -250, -300 }, { 12300, 12300 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PortailMoney money = { cases[i][0] };

      g_assert_cmpint (portail_money_round (money, PORTAIL_ROUND_TO_DOLLAR).cents, ==, cases[i][1]);
      g_assert_cmpint (portail_money_round (money, PORTAIL_ROUND_TO_CENT).cents, ==, cases[i][0]);
    }
}

static void
test_rounding_once (void)
{
  PortailMoney product;

  /* 0.4950 $: by way of the cent it would be 0.50 $ and then 1 $. */
  g_assert_true (
      portail_money_multiply ((PortailMoney){ 99 }, 1, 2, PORTAIL_ROUND_TO_DOLLAR, &product));
  g_assert_cmpint (product.cents, ==, 0);
  g_assert_true (
      portail_money_multiply ((PortailMoney){ 99 }, 1, 2, PORTAIL_ROUND_TO_CENT, &product));
  g_assert_cmpint (product.cents, ==, 50);
  g_assert_true (
      portail_money_multiply ((PortailMoney){ -99 }, 1, 2, PORTAIL_ROUND_TO_CENT, &product));
  g_assert_cmpint (product.cents, ==, -50);
  g_assert_true (
      portail_money_multiply ((PortailMoney){ 99 }, -1, 2, PORTAIL_ROUND_TO_CENT, &product));
  g_assert_cmpint (product.cents, ==, -50);
}

static void
test_share (void)
{
  g_assert_cmpint (
      portail_money_share (PORTAIL_DOLLARS (150), PORTAIL_PERCENT (7), PORTAIL_ROUND_TO_DOLLAR)
          .cents,
      ==, 1100);
  g_assert_cmpint (
      portail_money_share (PORTAIL_DOLLARS (-150), PORTAIL_PERCENT (7), PORTAIL_ROUND_TO_DOLLAR)
          .cents,
      ==, -1100);
  g_assert_cmpint (
      portail_money_share (PORTAIL_DOLLARS (150), PORTAIL_PERCENT (7), PORTAIL_ROUND_TO_CENT).cents,
      ==, 1050);
  g_assert_cmpint (
      portail_money_share (MAX_MONEY, PORTAIL_PERCENT (100), PORTAIL_ROUND_TO_CENT).cents, ==,
      PORTAIL_MONEY_MAX_CENTS);
}

static void
test_sums (void)
{
  PortailMoney sum = PORTAIL_DOLLARS (1);

  g_assert_true (portail_money_add (&sum, PORTAIL_DOLLARS (2), NULL));
  g_assert_true (portail_money_subtract (&sum, PORTAIL_DOLLARS (5), NULL));
  g_assert_cmpint (sum.cents, ==, -200);
}

static void
test_overflow (void)
{
  PortailMoney sum = MAX_MONEY;
  PortailMoney negative = { -PORTAIL_MONEY_MAX_CENTS };
  PortailMoney product = { 7 };
  g_autoptr (GError) added = NULL;
  g_autoptr (GError) subtracted = NULL;

  g_assert_false (portail_money_add (&sum, (PortailMoney){ 1 }, &added));
  g_assert_error (added, PORTAIL_ERROR, PORTAIL_ERROR_OUT_OF_RANGE);
  g_assert_cmpint (sum.cents, ==, PORTAIL_MONEY_MAX_CENTS);
  g_assert_false (portail_money_subtract (&negative, (PortailMoney){ 1 }, &subtracted));
  g_assert_error (subtracted, PORTAIL_ERROR, PORTAIL_ERROR_OUT_OF_RANGE);
  g_assert_cmpint (negative.cents, ==, -PORTAIL_MONEY_MAX_CENTS);
  g_assert_false (portail_money_add (&sum, (PortailMoney){ G_MAXINT64 }, NULL));
  g_assert_false (portail_money_add (&negative, PORTAIL_MONEY_NULL, NULL));
  g_assert_false (portail_money_multiply (MAX_MONEY, 2, 1, PORTAIL_ROUND_TO_CENT, &product));
  g_assert_false (
      portail_money_multiply (MAX_MONEY, G_MAXINT64, 1, PORTAIL_ROUND_TO_DOLLAR, &product));
  g_assert_false (
      portail_money_from_fraction ((__int128) 1 << 100, 3, PORTAIL_ROUND_TO_CENT, &product));
  g_assert_cmpint (product.cents, ==, 7);
}

static void
test_fraction (void)
{
  PortailMoney money;

  g_assert_true (portail_money_from_fraction ((__int128) PORTAIL_MONEY_MAX_CENTS * 3, 3,
                                              PORTAIL_ROUND_TO_CENT, &money));
  g_assert_cmpint (money.cents, ==, PORTAIL_MONEY_MAX_CENTS);
  g_assert_true (portail_money_from_fraction (-151, 3, PORTAIL_ROUND_TO_DOLLAR, &money));
  g_assert_cmpint (money.cents, ==, -100);
}

static void
test_rounding_stays_in_range (void)
{
  g_assert_cmpint (portail_money_round (MAX_MONEY, PORTAIL_ROUND_TO_DOLLAR).cents, <=,
                   PORTAIL_MONEY_MAX_CENTS);
}

static void
assert_text (PortailMoney money, const char *expected)
{
  g_autofree char *text = portail_money_to_text (money);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_text (void)
{
  assert_text (PORTAIL_DOLLARS (1234567), "$1,234,567");
  assert_text ((PortailMoney){ 123456750 }, "$1,234,567.50");
  assert_text (PORTAIL_MONEY_ZERO, "$0");
  assert_text (PORTAIL_DOLLARS (-1000), "−$1,000");
  assert_text ((PortailMoney){ -5 }, "−$0.05");
  assert_text (PORTAIL_MONEY_NULL, "");
}

static void
test_json (void)
{
  PortailMoney money;
  g_autoptr (GString) json = g_string_new (NULL);

  g_assert_true (portail_money_from_json ("90071992547409.91", &money));
  g_assert_cmpint (money.cents, ==, PORTAIL_MONEY_MAX_CENTS);
  portail_money_append_json (money, json);
  g_assert_cmpstr (json->str, ==, "90071992547409.91");
  g_string_truncate (json, 0);
  portail_money_append_json (PORTAIL_MONEY_NULL, json);
  g_assert_cmpstr (json->str, ==, "null");
  g_assert_false (portail_money_from_json ("90071992547409.92", &money));
  g_assert_false (portail_money_from_json ("0.005", &money));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/money/a-half-rounds-away-from-zero", test_rounding);
  g_test_add_func ("/money/a-product-is-rounded-once", test_rounding_once);
  g_test_add_func ("/money/a-share-is-rounded-as-asked", test_share);
  g_test_add_func ("/money/sums-go-below-zero", test_sums);
  g_test_add_func ("/money/leaving-the-range-is-an-error-and-changes-nothing", test_overflow);
  g_test_add_func ("/money/a-fraction-of-several-terms-is-exact", test_fraction);
  g_test_add_func ("/money/rounding-never-leaves-the-range", test_rounding_stays_in_range);
  g_test_add_func ("/money/text-has-groups-and-cents-only-when-there-are-any", test_text);
  g_test_add_func ("/money/json-holds-the-largest-amount-exactly", test_json);
  return g_test_run ();
}
