/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-due-date.h"

static PortailDay
day (const char *text)
{
  PortailDay parsed;

  g_assert_true (portail_day_parse (text, &parsed));
  return parsed;
}

static void
assert_due (const char *week_text, guint delay_days, const char *due)
{
  PortailWeek week;
  char text[PORTAIL_DAY_TEXT_SIZE];

  g_assert_true (portail_week_parse (week_text, &week));
  g_assert_cmpstr (portail_day_format (portail_due_date_of_week (week, delay_days), text), ==, due);
}

static void
assert_level (const char *due, const char *moment, PortailDueLevel level)
{
  PortailTimestamp now;

  g_assert_true (portail_timestamp_parse (moment, &now));
  g_assert_cmpstr (portail_due_level_get_name (portail_due_level_at (day (due), now)), ==,
                   portail_due_level_get_name (level));
}

static void
test_days_after_the_sunday (void)
{
  assert_due ("2025-W38", PORTAIL_DUE_DELAY_DAYS_DEFAULT, "2025-09-23");
  assert_due ("2025-W38", 0, "2025-09-21");
  assert_due ("2025-W38", 10, "2025-10-01");
  g_assert_true (portail_day_is_null (portail_due_date_of_week (PORTAIL_WEEK_NULL, 2)));
}

static void
test_ends_of_years (void)
{
  assert_due ("2025-W52", 2, "2025-12-30");
  assert_due ("2025-W52", 4, "2026-01-01");
  assert_due ("2026-W01", 2, "2026-01-06");
  assert_due ("2026-W53", 2, "2027-01-05");
  assert_due ("2024-W09", 2, "2024-03-05");
  assert_due ("2023-W52", 60, "2024-02-29");
}

static void
test_an_endless_delay_is_cut (void)
{
  assert_due ("2025-W38", PORTAIL_DUE_DELAY_DAYS_MAX, "2025-11-20");
  assert_due ("2025-W38", G_MAXUINT, "2025-11-20");
}

/* Summer: two hours before UTC. */
static void
test_levels_change_at_midnight_in_paris (void)
{
  assert_level ("2025-09-23", "2025-09-20T21:59:59.999Z", PORTAIL_DUE_NONE);
  assert_level ("2025-09-23", "2025-09-20T22:00:00Z", PORTAIL_DUE_SOON);
  assert_level ("2025-09-23", "2025-09-22T21:59:59.999Z", PORTAIL_DUE_SOON);
  assert_level ("2025-09-23", "2025-09-22T22:00:00Z", PORTAIL_DUE_TODAY);
  assert_level ("2025-09-23", "2025-09-23T21:59:59.999Z", PORTAIL_DUE_TODAY);
  assert_level ("2025-09-23", "2025-09-23T22:00:00Z", PORTAIL_DUE_LATE);
  assert_level ("2025-09-23", "2031-01-01T00:00:00Z", PORTAIL_DUE_LATE);
  assert_level ("2025-09-23", "1970-01-01T00:00:00Z", PORTAIL_DUE_NONE);
}

/* 2025-10-26 has 25 hours and 2026-03-29 has 23. */
static void
test_levels_on_days_of_23_and_25_hours (void)
{
  assert_level ("2025-10-26", "2025-10-25T21:59:59Z", PORTAIL_DUE_SOON);
  assert_level ("2025-10-26", "2025-10-25T22:00:00Z", PORTAIL_DUE_TODAY);
  assert_level ("2025-10-26", "2025-10-26T22:59:59Z", PORTAIL_DUE_TODAY);
  assert_level ("2025-10-26", "2025-10-26T23:00:00Z", PORTAIL_DUE_LATE);
  assert_level ("2025-10-28", "2025-10-25T22:00:00Z", PORTAIL_DUE_SOON);
  assert_level ("2026-03-29", "2026-03-28T22:59:59Z", PORTAIL_DUE_SOON);
  assert_level ("2026-03-29", "2026-03-28T23:00:00Z", PORTAIL_DUE_TODAY);
  assert_level ("2026-03-29", "2026-03-29T21:59:59Z", PORTAIL_DUE_TODAY);
  assert_level ("2026-03-29", "2026-03-29T22:00:00Z", PORTAIL_DUE_LATE);
}

static void
test_the_turn_of_the_year (void)
{
  assert_level ("2026-01-01", "2025-12-29T22:59:59Z", PORTAIL_DUE_NONE);
  assert_level ("2026-01-01", "2025-12-29T23:00:00Z", PORTAIL_DUE_SOON);
  assert_level ("2026-01-01", "2025-12-31T23:00:00Z", PORTAIL_DUE_TODAY);
  assert_level ("2026-01-01", "2026-01-01T23:00:00Z", PORTAIL_DUE_LATE);
}

/* From the year 2000 on; long ago a midnight came twice. */
static void
test_late_begins_where_the_level_says (void)
{
  for (gint32 number = day ("2000-01-01").number; number < 40000; number++)
    {
      PortailDay due = { number };
      PortailTimestamp late = portail_due_date_get_late_at (due);
      PortailTimestamp before = { late.milliseconds - 1 };

      g_assert_cmpint (portail_due_level_at (due, late), ==, PORTAIL_DUE_LATE);
      g_assert_cmpint (portail_due_level_at (due, before), ==, PORTAIL_DUE_TODAY);
    }
}

static void
test_null (void)
{
  g_assert_cmpint (portail_due_level_at (PORTAIL_DAY_NULL, portail_timestamp_now ()), ==,
                   PORTAIL_DUE_NONE);
  g_assert_cmpint (portail_due_level_at (day ("2025-09-23"), PORTAIL_TIMESTAMP_NULL), ==,
                   PORTAIL_DUE_NONE);
  g_assert_true (portail_timestamp_is_null (portail_due_date_get_late_at (PORTAIL_DAY_NULL)));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/due-date/days-are-counted-from-the-sunday", test_days_after_the_sunday);
  g_test_add_func ("/due-date/the-end-of-a-year-is-no-border", test_ends_of_years);
  g_test_add_func ("/due-date/an-endless-delay-is-cut", test_an_endless_delay_is_cut);
  g_test_add_func ("/due-date/levels-change-at-midnight-in-paris",
                   test_levels_change_at_midnight_in_paris);
  g_test_add_func ("/due-date/days-of-23-and-25-hours-are-days",
                   test_levels_on_days_of_23_and_25_hours);
  g_test_add_func ("/due-date/levels-cross-the-turn-of-the-year", test_the_turn_of_the_year);
  g_test_add_func ("/due-date/late-begins-where-the-level-says",
                   test_late_begins_where_the_level_says);
  g_test_add_func ("/due-date/null-is-never-due", test_null);
  return g_test_run ();
}
