/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-week.h"

static void
assert_week_of (const char *day_text, const char *week_text)
{
  PortailDay day;
  char text[PORTAIL_WEEK_TEXT_SIZE];

  g_assert_true (portail_day_parse (day_text, &day));
  g_assert_cmpstr (portail_week_format (portail_week_of_day (day), text), ==, week_text);
}

static void
test_known_days (void)
{
  assert_week_of ("2025-09-15", "2025-W38");
  assert_week_of ("2025-09-21", "2025-W38");
  assert_week_of ("2025-09-22", "2025-W39");
  assert_week_of ("2025-12-28", "2025-W52");
  assert_week_of ("2025-12-29", "2026-W01");
  assert_week_of ("2026-12-31", "2026-W53");
  assert_week_of ("2027-01-03", "2026-W53");
  assert_week_of ("2027-01-04", "2027-W01");
  assert_week_of ("2021-01-03", "2020-W53");
  assert_week_of ("1970-01-01", "1970-W01");
  assert_week_of ("1969-12-28", "1969-W52");
  assert_week_of ("1969-12-29", "1970-W01");
}

static void
test_against_calendar (void)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 1, G_DATE_JANUARY, 1950);
  for (int n = 0; n < 40000; n++)
    {
      PortailWeek week = portail_week_of_day (portail_day_from_date (
          g_date_get_year (&date), g_date_get_month (&date), g_date_get_day (&date)));
      int year;
      int number;

      portail_week_get_number (week, &year, &number);
      g_assert_cmpint (number, ==, (int) g_date_get_iso8601_week_of_year (&date));
      g_assert_cmpint (portail_week_from_number (year, number).number, ==, week.number);
      g_date_add_days (&date, 1);
    }
}

static void
test_long_years (void)
{
  PortailWeek week;

  g_assert_true (portail_week_parse ("2026-W53", &week));
  g_assert_true (portail_week_parse ("2020-W53", &week));
  g_assert_false (portail_week_parse ("2025-W53", &week));
  g_assert_false (portail_week_parse ("2027-W53", &week));
}

static void
test_next_week (void)
{
  PortailWeek week;
  char text[PORTAIL_WEEK_TEXT_SIZE];

  g_assert_true (portail_week_parse ("2026-W53", &week));
  week.number++;
  g_assert_cmpstr (portail_week_format (week, text), ==, "2027-W01");
  g_assert_true (portail_week_parse ("2025-W52", &week));
  week.number++;
  g_assert_cmpstr (portail_week_format (week, text), ==, "2026-W01");
}

static void
test_refused (void)
{
  static const char *const cases[] = {
    "",        "2025-W00", "2025-W54", "2025-38",   "2025-w38", "2025W38",  "2025-W8",
    "025-W38", "2025-S38", "0000-W01", "2025-W38 ", "2025-W3a", "+025-W38", "2025-W-1",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PortailWeek week;

      g_test_message ("%s", cases[i]);
      g_assert_false (portail_week_parse (cases[i], &week));
    }
}

static void
test_days (void)
{
  PortailWeek week;
  char text[PORTAIL_DAY_TEXT_SIZE];
  g_autofree char *shown = NULL;

  g_assert_true (portail_week_parse ("2026-W53", &week));
  g_assert_cmpstr (portail_day_format (portail_week_get_monday (week), text), ==, "2026-12-28");
  g_assert_cmpstr (portail_day_format (portail_week_get_sunday (week), text), ==, "2027-01-03");
  g_assert_true (portail_week_parse ("2025-W38", &week));
  shown = portail_week_to_text (week);
  g_assert_cmpstr (shown, ==, "Week 38 (15/09 – 21/09/2025)");
}

static void
test_null (void)
{
  char text[PORTAIL_WEEK_TEXT_SIZE] = "before";
  g_autofree char *shown = portail_week_to_text (PORTAIL_WEEK_NULL);

  g_assert_cmpstr (shown, ==, "");
  g_assert_cmpstr (portail_week_format (PORTAIL_WEEK_NULL, text), ==, "");
  g_assert_true (portail_week_is_null (portail_week_of_day (PORTAIL_DAY_NULL)));
  g_assert_true (portail_day_is_null (portail_week_get_monday (PORTAIL_WEEK_NULL)));
  g_assert_true (portail_day_is_null (portail_week_get_sunday (PORTAIL_WEEK_NULL)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/week/29-december-2025-is-in-the-first-week-of-2026", test_known_days);
  g_test_add_func ("/week/every-day-is-in-its-iso-week", test_against_calendar);
  g_test_add_func ("/week/2026-has-53-weeks", test_long_years);
  g_test_add_func ("/week/the-next-week-is-the-next-number", test_next_week);
  g_test_add_func ("/week/only-a-real-week-in-its-form-is-read", test_refused);
  g_test_add_func ("/week/a-week-runs-from-monday-to-sunday", test_days);
  g_test_add_func ("/week/null-has-no-days-and-no-text", test_null);
  return g_test_run ();
}
