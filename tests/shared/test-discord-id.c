/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-discord-id.h"

static void
test_digits (void)
{
  g_assert_true (portail_discord_id_is_valid ("12345678901234567"));
  g_assert_true (portail_discord_id_is_valid ("12345678901234567890"));
  g_assert_false (portail_discord_id_is_valid ("1234567890123456"));
  g_assert_false (portail_discord_id_is_valid ("123456789012345678901"));
  g_assert_false (portail_discord_id_is_valid (""));
  g_assert_false (portail_discord_id_is_valid ("12345678901234567a"));
  g_assert_false (portail_discord_id_is_valid ("-12345678901234567"));
  g_assert_false (portail_discord_id_is_valid ("1234567890123456.7"));
  g_assert_false (portail_discord_id_is_valid ("１２３４５６７８９０１２３４５６７８"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/discord-id/an-id-is-17-to-20-digits", test_digits);
  return g_test_run ();
}
