/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-role.h"

static void
test_names (void)
{
  for (int role = PORTAIL_ROLE_EMPLOYE; role < PORTAIL_N_ROLES; role++)
    {
      const char *name = portail_role_get_name ((PortailRole) role);

      g_assert_cmpint (portail_role_from_name (name), ==, role);
      g_assert_cmpstr (portail_role_get_title ((PortailRole) role), !=, "");
    }
  g_assert_null (portail_role_get_name (PORTAIL_ROLE_NONE));
  g_assert_cmpint (portail_role_from_name ("co-patron"), ==, PORTAIL_ROLE_CO_PATRON);
}

static void
test_unknown (void)
{
  g_assert_cmpint (portail_role_from_name (NULL), ==, PORTAIL_ROLE_NONE);
  g_assert_cmpint (portail_role_from_name (""), ==, PORTAIL_ROLE_NONE);
  g_assert_cmpint (portail_role_from_name ("Patron"), ==, PORTAIL_ROLE_NONE);
  g_assert_cmpint (portail_role_from_name ("admin"), ==, PORTAIL_ROLE_NONE);
}

static void
test_order (void)
{
  g_assert_cmpint (PORTAIL_ROLE_EMPLOYE, <, PORTAIL_ROLE_CO_PATRON);
  g_assert_cmpint (PORTAIL_ROLE_CO_PATRON, <, PORTAIL_ROLE_PATRON);
  g_assert_cmpint (PORTAIL_ROLE_PATRON, <, PORTAIL_ROLE_STAFF);
  g_assert_cmpint (PORTAIL_ROLE_STAFF, <, PORTAIL_ROLE_SUPERADMIN);
}

static void
test_server_wide (void)
{
  g_assert_false (portail_role_is_server_wide (PORTAIL_ROLE_NONE));
  g_assert_false (portail_role_is_server_wide (PORTAIL_ROLE_PATRON));
  g_assert_true (portail_role_is_server_wide (PORTAIL_ROLE_DOT));
  g_assert_true (portail_role_is_server_wide (PORTAIL_ROLE_STAFF));
  g_assert_true (portail_role_is_server_wide (PORTAIL_ROLE_SUPERADMIN));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/role/names-go-both-ways", test_names);
  g_test_add_func ("/role/an-unknown-name-is-no-role", test_unknown);
  g_test_add_func ("/role/a-higher-value-is-a-higher-role", test_order);
  g_test_add_func ("/role/dot-staff-and-superadmin-hold-for-every-company", test_server_wide);
  return g_test_run ();
}
