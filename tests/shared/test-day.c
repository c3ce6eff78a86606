/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-day.h"

static void
test_epoch (void)
{
  PortailDay day = portail_day_from_date (1970, 1, 1);

  g_assert_cmpint (day.number, ==, 0);
  g_assert_cmpint (portail_day_from_date (1969, 12, 31).number, ==, -1);
  g_assert_cmpint (portail_day_from_date (2000, 3, 1).number, ==, 11017);
}

static void
test_every_day (void)
{
  int last = portail_day_from_date (2101, 1, 1).number;

  for (int number = portail_day_from_date (1899, 12, 31).number; number <= last; number++)
    {
      char text[PORTAIL_DAY_TEXT_SIZE];
      PortailDay back;
      int year;
      int month;
      int day;

      portail_day_get_date ((PortailDay){ number }, &year, &month, &day);
      g_assert_cmpint (portail_day_from_date (year, month, day).number, ==, number);
      g_assert_true (portail_day_parse (portail_day_format ((PortailDay){ number }, text), &back));
      g_assert_cmpint (back.number, ==, number);
    }
}

static void
test_refused (void)
{
  static const char *const cases[] = {
    "",           "2025-02-29",  "1900-02-29", "2025-13-01", "2025-00-10", "2025-04-31",
    "2025-4-30",  "2025/04/30",  "20250430",   "0000-01-01", "2025-01-00", " 025-01-01",
    "+025-01-01", "2025-01-01 ", "2025-W01-1", "21/09/2025",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PortailDay day;

      g_test_message ("%s", cases[i]);
      g_assert_false (portail_day_parse (cases[i], &day));
    }
}

static void
test_edges (void)
{
  char text[PORTAIL_DAY_TEXT_SIZE];
  PortailDay day;

  g_assert_true (portail_day_parse ("0001-01-01", &day));
  g_assert_cmpstr (portail_day_format (day, text), ==, "0001-01-01");
  g_assert_true (portail_day_parse ("9999-12-31", &day));
  g_assert_cmpstr (portail_day_format (day, text), ==, "9999-12-31");
  g_assert_true (portail_day_parse ("2000-02-29", &day));
  g_assert_true (portail_day_is_null (portail_day_from_date (10000, 1, 1)));
  g_assert_true (portail_day_is_null (portail_day_from_date (0, 1, 1)));
  g_assert_true (portail_day_is_null (portail_day_from_date (2025, -1, 1)));
  g_assert_true (portail_day_is_null (portail_day_from_date (2025, 1, 257)));
}

static void
test_text (void)
{
  char text[PORTAIL_DAY_TEXT_SIZE] = "before";
  g_autofree char *shown = portail_day_to_text (portail_day_from_date (2025, 9, 5));
  g_autofree char *null = portail_day_to_text (PORTAIL_DAY_NULL);

  g_assert_cmpstr (shown, ==, "05/09/2025");
  g_assert_cmpstr (null, ==, "");
  g_assert_cmpstr (portail_day_format (PORTAIL_DAY_NULL, text), ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/day/the-first-of-1970-is-zero", test_epoch);
  g_test_add_func ("/day/every-day-goes-both-ways", test_every_day);
  g_test_add_func ("/day/only-a-real-date-in-its-form-is-read", test_refused);
  g_test_add_func ("/day/years-run-from-1-to-9999", test_edges);
  g_test_add_func ("/day/text-is-day-month-year", test_text);
  return g_test_run ();
}
