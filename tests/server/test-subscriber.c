/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-subscriber.h"

static void
test_one_subscriber_has_one_name (void)
{
  static const char *const names[][2] = {
    { "192.0.2.7", "192.0.2.7" },
    { "::ffff:192.0.2.7", "192.0.2.7" },
    { "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::" },
    { "2001:db8:1:2::1", "2001:db8:1:2::" },
    { "2001:db8:1:3::1", "2001:db8:1:3::" },
    { "", "" },
    { "no address", "no address" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *subscriber = portail_subscriber_from_text (names[i][0]);

      g_assert_cmpstr (subscriber, ==, names[i][1]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/subscriber/one-subscriber-has-one-name", test_one_subscriber_has_one_name);
  return g_test_run ();
}
