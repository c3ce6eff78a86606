/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-unbroken-text.h"

#include <pango/pango.h>

/* Where a line of @text may be broken, as letters from its start; the first one behind @from. */
static int
find_break (const char *text, int from)
{
  int n_chars = (int) g_utf8_strlen (text, -1);
  g_autofree PangoLogAttr *attributes = g_new0 (PangoLogAttr, n_chars + 1);

  pango_get_log_attrs (text, -1, -1, pango_language_from_string ("fr"), attributes, n_chars + 1);
  for (int i = from + 1; i < n_chars; i++)
    if (attributes[i].is_line_break)
      return i;
  return n_chars;
}

static void
a_name_stays_on_one_line (void)
{
  g_autofree char *text = portail_unbroken_text ("Welcome to Flashback Fa", "Flashback Fa");
  g_autofree char *other = portail_unbroken_text ("Welcome", "Flashback Fa");

  g_assert_cmpint (find_break (text, 0), ==, 8);
  g_assert_cmpint (find_break (text, 8), ==, 11);
  g_assert_cmpint (find_break (text, 11), ==, (int) g_utf8_strlen (text, -1));
  g_assert_cmpstr (other, ==, "Welcome");
}

static void
the_days_of_a_week_stay_on_one_line (void)
{
  g_autofree char *text = portail_unbroken_text_of_week (portail_week_from_number (2025, 38));
  g_autofree char *none = portail_unbroken_text_of_week (PORTAIL_WEEK_NULL);

  g_assert_cmpint (find_break (text, 0), ==, 5);
  g_assert_cmpint (find_break (text, 5), ==, 8);
  g_assert_cmpint (find_break (text, 8), ==, (int) g_utf8_strlen (text, -1));
  g_assert_cmpstr (none, ==, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/unbroken-text/a-name-stays-on-one-line", a_name_stays_on_one_line);
  g_test_add_func ("/unbroken-text/the-days-of-a-week-stay-on-one-line",
                   the_days_of_a_week_stay_on_one_line);
  return g_test_run ();
}
