/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The day of a program that is left running, by a clock of the test. */
#include "app/portail-day-watch.h"

#include "app/portail-shell-context.h"
#include "tests/support/portail-await.h"

static PortailTimestamp now;
static guint n_changes;

static PortailTimestamp
get_now (void)
{
  return now;
}

static void
set_now (const char *text)
{
  g_assert_true (portail_timestamp_parse (text, &now));
}

static void
count (void)
{
  n_changes++;
}

static gboolean
has_changed (gpointer unused)
{
  return n_changes > 0;
}

static PortailDayWatch *
new_watch (const char *text)
{
  PortailDayWatch *watch;

  set_now (text);
  watch = portail_day_watch_new (get_now);
  n_changes = 0;
  g_signal_connect (watch, "changed", G_CALLBACK (count), NULL);
  return watch;
}

static void
test_midnight (void)
{
  /* In Paris it is 23:59:59.5. */
  g_autoptr (PortailDayWatch) watch = new_watch ("2025-09-20T21:59:59.500Z");

  g_assert_cmpint (portail_day_watch_get_today (watch).number, ==,
                   portail_day_from_date (2025, 9, 20).number);
  set_now ("2025-09-20T22:00:00.100Z");
  portail_await_until (has_changed, NULL);
  g_assert_cmpint (portail_day_watch_get_today (watch).number, ==,
                   portail_day_from_date (2025, 9, 21).number);
}

/* The timer stood still. */
static void
test_sleep (void)
{
  g_autoptr (PortailDayWatch) watch = new_watch ("2025-09-20T10:00:00Z");

  set_now ("2025-09-20T20:00:00Z");
  portail_day_watch_look (watch);
  g_assert_cmpuint (n_changes, ==, 0);
  set_now ("2025-09-23T06:00:00Z");
  portail_day_watch_look (watch);
  g_assert_cmpuint (n_changes, ==, 1);
}

static void
test_long_and_short_days (void)
{
  set_now ("2025-10-25T22:00:00Z");
  g_assert_cmpuint (portail_day_watch_count_seconds (now), ==, 25 * 3600);
  set_now ("2025-03-29T23:00:00Z");
  g_assert_cmpuint (portail_day_watch_count_seconds (now), ==, 23 * 3600);
}

static void
test_context (void)
{
  g_autoptr (PortailShellContext) context = portail_shell_context_new (
      portail_day_from_date (2025, 9, 21));
  PortailWeek week = portail_shell_context_get_current_week (context);

  n_changes = 0;
  g_signal_connect (context, "changed", G_CALLBACK (count), NULL);
  portail_shell_context_set_today (context, portail_day_from_date (2025, 9, 21));
  g_assert_cmpuint (n_changes, ==, 0);
  portail_shell_context_set_today (context, portail_day_from_date (2025, 9, 22));
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_cmpint (portail_shell_context_get_current_week (context).number, ==, week.number + 1);
  /* What one looks at stays. */
  g_assert_cmpint (portail_shell_context_get_period (context).number, ==, week.number);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/day-watch/midnight-in-paris-begins-a-day", test_midnight);
  g_test_add_func ("/day-watch/a-day-that-came-during-sleep-is-seen", test_sleep);
  g_test_add_func ("/day-watch/days-that-change-the-clock-have-their-length",
                   test_long_and_short_days);
  g_test_add_func ("/day-watch/a-new-day-is-told-to-the-pages", test_context);
  return g_test_run ();
}
