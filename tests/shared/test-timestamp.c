/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-timestamp.h"

static PortailTimestamp
read (const char *text)
{
  PortailTimestamp timestamp;

  g_test_message ("%s", text);
  g_assert_true (portail_timestamp_parse (text, &timestamp));
  return timestamp;
}

static void
assert_moment (const char *text, const char *expected)
{
  char formatted[PORTAIL_TIMESTAMP_TEXT_SIZE];

  g_assert_cmpstr (portail_timestamp_format (read (text), formatted), ==, expected);
}

static void
test_forms (void)
{
  assert_moment ("2025-09-20T18:03:11.123Z", "2025-09-20T18:03:11.123Z");
  assert_moment ("2025-09-20T18:03:11Z", "2025-09-20T18:03:11.000Z");
  assert_moment ("2025-09-20t18:03:11z", "2025-09-20T18:03:11.000Z");
  assert_moment ("2025-09-20T20:03:11.123+02:00", "2025-09-20T18:03:11.123Z");
  assert_moment ("2025-09-20T14:33:11.5-03:30", "2025-09-20T18:03:11.500Z");
  assert_moment ("2025-09-20T18:03:11", "2025-09-20T18:03:11.000Z");
  assert_moment ("2025-09-20 18:03:11", "2025-09-20T18:03:11.000Z");
  assert_moment ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z");
  assert_moment ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z");
  assert_moment ("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z");
}

static void
test_cut (void)
{
  assert_moment ("2025-09-20T18:03:11.1239Z", "2025-09-20T18:03:11.123Z");
  assert_moment ("2025-09-20T18:03:11.9999999Z", "2025-09-20T18:03:11.999Z");
  assert_moment ("2025-12-31T23:59:59.999999999Z", "2025-12-31T23:59:59.999Z");
}

static void
test_every_millisecond (void)
{
  for (int n = 0; n < 1000; n++)
    {
      char text[PORTAIL_TIMESTAMP_TEXT_SIZE];
      PortailTimestamp moment = { G_GINT64_CONSTANT (1758391391000) + n };

      g_assert_cmpint (read (portail_timestamp_format (moment, text)).milliseconds, ==,
                       moment.milliseconds);
    }
}

static void
test_refused (void)
{
  static const char *const cases[] = {
    "",
    "2025-09-20",
    "2025-09-20T18:03Z",
    "2025-09-20T24:30:00Z",
    "2025-13-20T18:03:11Z",
    "2025-02-29T18:03:11Z",
    "2025-W38-6T18:03:11Z",
    "2025-263T18:03:11.00Z",
    "20250920T180311.000Z",
    "2025-09-20T18:03:11Zx",
    "2025-09-20T18:03:11.Z",
    "2025-09-20T18:03:11+25:00",
    "2025-09-20T18:60:11Z",
    "2025-09-20T18:03:61Z",
    "2025-09-20T18:03:11+0200",
    "2025-09-20T",
    "2025-09-20T18",
    "2025-09-20T18:03:11+02:00:00",
    "2025-09-20T18:03:11,5Z",
    "2025-09-20X18:03:11Z",
    "0000-01-01T00:00:00Z",
    "0001-01-01T00:00:00+01:00",
    "9999-12-31T23:59:59-01:00",
    "2025-09-20T1 :03:11Z",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PortailTimestamp timestamp;

      g_test_message ("%s", cases[i]);
      g_assert_false (portail_timestamp_parse (cases[i], &timestamp));
    }
}

static void
assert_paris_day (const char *moment, const char *expected)
{
  char text[PORTAIL_DAY_TEXT_SIZE];

  g_assert_cmpstr (portail_day_format (portail_timestamp_get_paris_day (read (moment)), text), ==,
                   expected);
}

static void
test_paris_day (void)
{
  assert_paris_day ("2025-09-21T21:59:59.999Z", "2025-09-21"); /* summer: two hours ahead */
  assert_paris_day ("2025-09-21T22:00:00Z", "2025-09-22");
  assert_paris_day ("2025-01-01T22:59:59.999Z", "2025-01-01"); /* winter: one hour */
  assert_paris_day ("2025-01-01T23:00:00Z", "2025-01-02");
  assert_paris_day ("0001-01-01T00:00:00Z", "0001-01-01");
  assert_paris_day ("9999-12-31T22:59:59Z", "9999-12-31");
  assert_paris_day ("1969-06-01T22:59:59.500Z", "1969-06-01");
  assert_paris_day ("1969-06-01T23:00:00Z", "1969-06-02");
  g_assert_true (portail_day_is_null (portail_timestamp_get_paris_day (PORTAIL_TIMESTAMP_NULL)));
}

static void
assert_day_begins (const char *day_text, const char *expected, int hours)
{
  PortailDay day;
  PortailTimestamp start;
  PortailTimestamp end;
  char text[PORTAIL_TIMESTAMP_TEXT_SIZE];

  g_assert_true (portail_day_parse (day_text, &day));
  start = portail_timestamp_of_paris_day (day);
  end = portail_timestamp_of_paris_day ((PortailDay){ day.number + 1 });
  g_assert_cmpstr (portail_timestamp_format (start, text), ==, expected);
  g_assert_cmpint (end.milliseconds - start.milliseconds, ==, hours * G_GINT64_CONSTANT (3600000));
  g_assert_cmpint (portail_timestamp_get_paris_day (start).number, ==, day.number);
  start.milliseconds--;
  g_assert_cmpint (portail_timestamp_get_paris_day (start).number, ==, day.number - 1);
}

static void
test_days_of_the_clock_change (void)
{
  assert_day_begins ("2025-03-29", "2025-03-28T23:00:00.000Z", 24);
  assert_day_begins ("2025-03-30", "2025-03-29T23:00:00.000Z", 23);
  assert_day_begins ("2025-03-31", "2025-03-30T22:00:00.000Z", 24);
  assert_day_begins ("2025-10-26", "2025-10-25T22:00:00.000Z", 25);
  assert_day_begins ("2025-10-27", "2025-10-26T23:00:00.000Z", 24);
  g_assert_true (portail_timestamp_is_null (portail_timestamp_of_paris_day (PORTAIL_DAY_NULL)));
}

static void
test_text (void)
{
  char text[PORTAIL_TIMESTAMP_TEXT_SIZE] = "before";
  g_autofree char *null = portail_timestamp_to_text (PORTAIL_TIMESTAMP_NULL);
  g_autofree char *shown = NULL;

  g_setenv ("TZ", "Europe/Paris", TRUE);
  shown = portail_timestamp_to_text (read ("2025-09-20T18:03:11.123Z"));
  g_assert_cmpstr (shown, ==, "20/09/2025 20:03");
  g_assert_cmpstr (null, ==, "");
  g_assert_cmpstr (portail_timestamp_format (PORTAIL_TIMESTAMP_NULL, text), ==, "");
}

static void
test_seconds (void)
{
  g_assert_cmpint (
      portail_timestamp_add_seconds (read ("2025-09-20T18:03:11.123Z"), -11).milliseconds, ==,
      read ("2025-09-20T18:03:00.123Z").milliseconds);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/timestamp/rfc-3339-is-read-and-without-a-zone-it-is-utc", test_forms);
  g_test_add_func ("/timestamp/what-is-finer-than-a-millisecond-is-cut", test_cut);
  g_test_add_func ("/timestamp/every-millisecond-goes-both-ways", test_every_millisecond);
  g_test_add_func ("/timestamp/only-a-real-moment-in-its-form-is-read", test_refused);
  g_test_add_func ("/timestamp/the-day-is-that-of-paris", test_paris_day);
  g_test_add_func ("/timestamp/a-paris-day-has-23-24-or-25-hours", test_days_of_the_clock_change);
  g_test_add_func ("/timestamp/text-is-in-the-zone-of-the-user", test_text);
  g_test_add_func ("/timestamp/seconds-are-added", test_seconds);
  return g_test_run ();
}
