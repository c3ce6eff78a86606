/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-decimal.h"

#include "shared/portail-hours.h"
#include "shared/portail-rate.h"

#define LIMIT G_GINT64_CONSTANT (9007199254740991)

static void
test_accepted (void)
{
  static const struct
  {
    const char *number;
    gint64 hundredths;
  } cases[] = {
    { "0", 0 },
    { "-0", 0 },
    { "0.00", 0 },
    { "0e5", 0 },
    { "1", 100 },
    { "-1.5", -150 },
    { "23.5", 2350 },
    { "0.01", 1 },
    { "0.010000000000000000000000000", 1 },
    { "1e2", 10000 },
    { "1E+2", 10000 },
    { "1.25e1", 1250 },
    { "125e-2", 125 },
    { "1000e-5", 1 },
    { "100000000000000000000e-10", G_GINT64_CONSTANT (1000000000000) },
    { "90071992547409.91", LIMIT },
    { "-90071992547409.91", -LIMIT },
    { "9007199254740991e-2", LIMIT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 hundredths = 42;

      g_test_message ("%s", cases[i].number);
      g_assert_true (portail_decimal_from_json (cases[i].number, LIMIT, &hundredths));
      g_assert_cmpint (hundredths, ==, cases[i].hundredths);
    }
}

static void
test_refused (void)
{
  static const char *const cases[] = {
    "0.005",
    "-0.001",
    "1e-3",
    "1.234",
    "90071992547409.92",
    "-90071992547409.92",
    "90071992547410",
    "1e14",
    "1e400",
    "-1e400",
    "1e99999999999999999999",
    "1e-400",
    "99999999999999999999999999",
    "0.1000000000000000000000000000001",
    "123456789012345678901234567890.12",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 hundredths;

      g_test_message ("%s", cases[i]);
      g_assert_false (portail_decimal_from_json (cases[i], LIMIT, &hundredths));
    }
}

static void
test_no_number (void)
{
  static const char *const cases[] = {
    "",   "-",  ".",   "-.", ".5",  "1.",  "1.e2", "e5",    "1e",  "1e+",      "1e 5",  " 1",
    "1 ", "+1", "--1", "01", "-01", "1,5", "0x10", "1.2.3", "NaN", "Infinity", "1e5.5", "٣",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 hundredths;

      g_test_message ("“%s”", cases[i]);
      g_assert_false (portail_decimal_from_json (cases[i], LIMIT, &hundredths));
    }
}

static void
assert_json (gint64 hundredths, const char *expected)
{
  g_autoptr (GString) json = g_string_new ("x");

  portail_decimal_append_json (hundredths, json);
  g_assert_cmpstr (json->str + 1, ==, expected);
}

static void
test_json (void)
{
  assert_json (0, "0");
  assert_json (1, "0.01");
  assert_json (10, "0.1");
  assert_json (-5, "-0.05");
  assert_json (12345, "123.45");
  assert_json (-12340, "-123.4");
  assert_json (10000, "100");
  assert_json (LIMIT, "90071992547409.91");
  assert_json (G_MININT64, "-92233720368547758.08");
}

static void
test_round_trip (void)
{
  for (int n = 0; n < 20000; n++)
    {
      gint64 hundredths = ((gint64) g_test_rand_int () * (1 << 22) ^ g_test_rand_int ()) % LIMIT;
      gint64 back = 0;
      g_autoptr (GString) json = g_string_new (NULL);

      portail_decimal_append_json (hundredths, json);
      g_assert_true (portail_decimal_from_json (json->str, LIMIT, &back));
      g_assert_cmpint (back, ==, hundredths);
    }
}

static void
assert_text (gint64 hundredths, PortailDecimals decimals, const char *expected)
{
  g_autofree char *text = portail_decimal_to_text (hundredths, decimals);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_text (void)
{
  assert_text (0, PORTAIL_DECIMALS_PAIR, "0");
  assert_text (99900, PORTAIL_DECIMALS_PAIR, "999");
  assert_text (100000, PORTAIL_DECIMALS_PAIR, "1,000");
  assert_text (123456750, PORTAIL_DECIMALS_PAIR, "1,234,567.50");
  assert_text (123456750, PORTAIL_DECIMALS_SHORTEST, "1,234,567.5");
  assert_text (5, PORTAIL_DECIMALS_SHORTEST, "0.05");
  assert_text (-100050, PORTAIL_DECIMALS_PAIR, "−1,000.50");
  assert_text (G_MININT64, PORTAIL_DECIMALS_PAIR, "−92,233,720,368,547,758.08");
}

static void
test_rate (void)
{
  PortailRate rate;
  g_autofree char *text = portail_rate_to_text ((PortailRate){ 2350 });
  g_autofree char *null = portail_rate_to_text (PORTAIL_RATE_NULL);
  g_autoptr (GString) json = g_string_new (NULL);

  g_assert_true (portail_rate_from_json ("23.5", &rate));
  g_assert_cmpint (rate.basis_points, ==, 2350);
  g_assert_false (portail_rate_from_json ("23.505", &rate));
  g_assert_false (portail_rate_from_json ("1000.01", &rate));
  g_assert_cmpstr (text, ==, "23.5%");
  g_assert_cmpstr (null, ==, "");
  portail_rate_append_json ((PortailRate){ 2350 }, json);
  portail_rate_append_json (PORTAIL_RATE_NULL, json);
  g_assert_cmpstr (json->str, ==, "23.5null");
}

static void
test_hours (void)
{
  g_autofree char *text = portail_hours_to_text ((PortailHours){ 3775 });
  g_autofree char *null = portail_hours_to_text (PORTAIL_HOURS_NULL);

  g_assert_cmpstr (text, ==, "37.75");
  g_assert_cmpstr (null, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decimal/json-is-read-exactly", test_accepted);
  g_test_add_func ("/decimal/more-than-two-decimals-or-the-limit-is-refused", test_refused);
  g_test_add_func ("/decimal/what-is-no-json-number-is-refused", test_no_number);
  g_test_add_func ("/decimal/json-is-written-with-the-decimals-it-needs", test_json);
  g_test_add_func ("/decimal/json-goes-both-ways", test_round_trip);
  g_test_add_func ("/decimal/text-groups-by-three", test_text);
  g_test_add_func ("/rate/a-rate-is-a-percentage-with-two-decimals", test_rate);
  g_test_add_func ("/hours/hours-show-their-hundredths", test_hours);
  return g_test_run ();
}
