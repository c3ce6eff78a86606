/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-record-writer.h"
#include "shared/portail-id.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-membership.h"
#include "tests/server/store-fixture.h"

static void
assert_refused (const PortailAccess *access,
                const char *company,
                PortailRights right,
                PortailErrorCode code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (portail_access_check (access, company, PORTAIL_MODULE_DOTATIONS, right, &error));
  g_assert_error (error, PORTAIL_ERROR, (gint) code);
}

static void
assert_allowed (const PortailAccess *access, const char *company, PortailRights right)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (portail_access_check (access, company, PORTAIL_MODULE_DOTATIONS, right, &error));
  g_assert_no_error (error);
}

static void
test_patron (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailAccess) access = store_fixture_get_access (fixture, PERSON_PATRON);

  g_assert_cmpint (portail_access_get_highest_role (access), ==, PORTAIL_ROLE_PATRON);
  g_assert_cmpint (portail_access_get_role (access, fixture->company_a), ==, PORTAIL_ROLE_PATRON);
  g_assert_cmpint (portail_access_get_role (access, fixture->company_b), ==, PORTAIL_ROLE_NONE);
  g_assert_cmpuint (portail_access_get_enterprise_ids (access)->len, ==, 1);
  assert_allowed (access, fixture->company_a, PORTAIL_RIGHT_READ | PORTAIL_RIGHT_WRITE);
  assert_refused (access, fixture->company_a, PORTAIL_RIGHT_VALIDATE, PORTAIL_ERROR_FORBIDDEN);
  assert_refused (access, fixture->company_b, PORTAIL_RIGHT_READ, PORTAIL_ERROR_NOT_FOUND);
  assert_refused (access, "no such company", PORTAIL_RIGHT_READ, PORTAIL_ERROR_NOT_FOUND);
}

static void
test_employee (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailAccess) access = store_fixture_get_access (fixture, PERSON_EMPLOYE);

  g_assert_cmpstr (portail_access_get_employee_id (access, fixture->company_a), ==,
                   fixture->employee_id);
  g_assert_null (portail_access_get_employee_id (access, fixture->company_b));
  assert_allowed (access, fixture->company_a, PORTAIL_RIGHT_READ_OWN);
  assert_refused (access, fixture->company_a, PORTAIL_RIGHT_READ, PORTAIL_ERROR_FORBIDDEN);
}

static void
test_server_wide (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  const Person persons[] = { PERSON_DOT, PERSON_STAFF, PERSON_SUPERADMIN };

  for (guint i = 0; i < G_N_ELEMENTS (persons); i++)
    {
      g_autoptr (PortailAccess) access = store_fixture_get_access (fixture, persons[i]);

      g_assert_cmpuint (portail_access_get_enterprise_ids (access)->len, ==, 2);
      assert_allowed (access, fixture->company_a, PORTAIL_RIGHT_READ);
      assert_allowed (access, fixture->company_b, PORTAIL_RIGHT_READ);
      assert_refused (access, "no such company", PORTAIL_RIGHT_READ, PORTAIL_ERROR_NOT_FOUND);
    }
}

static void
test_nobody (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailAccess) access = store_fixture_get_access (fixture, PERSON_NOBODY);

  g_assert_cmpint (portail_access_get_highest_role (access), ==, PORTAIL_ROLE_NONE);
  g_assert_cmpuint (portail_access_get_enterprise_ids (access)->len, ==, 0);
  assert_refused (access, fixture->company_a, PORTAIL_RIGHT_READ, PORTAIL_ERROR_NOT_FOUND);
  assert_refused (access, NULL, PORTAIL_RIGHT_READ, PORTAIL_ERROR_FORBIDDEN);
}

static void
add_membership (StoreFixture *fixture, Person person, const char *company, PortailRole role)
{
  g_autoptr (PortailRecordWriter) writer = portail_record_writer_new (fixture->database, NULL, NULL,
                                                                      store_fixture_tick (fixture));
  g_autoptr (PortailMembership) membership = portail_record_new (&portail_membership_type);
  g_autoptr (GError) error = NULL;

  membership->base.id = portail_id_new ();
  membership->base.enterprise_id = g_strdup (company);
  membership->user_id = g_strdup (fixture->user_ids[person]);
  membership->role = role;
  membership->source = PORTAIL_MEMBERSHIP_DISCORD;
  portail_record_writer_insert (writer, membership, &error);
  g_assert_no_error (error);
}

static void
test_several_roles (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailAccess) access = NULL;

  add_membership (fixture, PERSON_PATRON, fixture->company_a, PORTAIL_ROLE_EMPLOYE);
  add_membership (fixture, PERSON_PATRON, fixture->company_b, PORTAIL_ROLE_EMPLOYE);
  access = store_fixture_get_access (fixture, PERSON_PATRON);
  g_assert_cmpint (portail_access_get_role (access, fixture->company_a), ==, PORTAIL_ROLE_PATRON);
  g_assert_cmpint (portail_access_get_role (access, fixture->company_b), ==, PORTAIL_ROLE_EMPLOYE);
  g_assert_cmpint (portail_access_get_highest_role (access), ==, PORTAIL_ROLE_PATRON);
}

/* A row that says what it cannot mean gives nothing. */
static void
test_misplaced_roles (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (PortailAccess) access = NULL;

  add_membership (fixture, PERSON_NOBODY, fixture->company_a, PORTAIL_ROLE_STAFF);
  add_membership (fixture, PERSON_NOBODY, NULL, PORTAIL_ROLE_PATRON);
  access = store_fixture_get_access (fixture, PERSON_NOBODY);
  g_assert_cmpint (portail_access_get_highest_role (access), ==, PORTAIL_ROLE_NONE);
}

static void
test_disabled (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autoptr (GError) error = NULL;
  const char *user_id = fixture->user_ids[PERSON_PATRON];

  portail_database_run (fixture->database, &error, "UPDATE user SET is_active = 0 WHERE id = ?",
                        "t", user_id);
  g_assert_no_error (error);
  g_assert_null (portail_access_load (fixture->database, user_id, NULL, &error));
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAUTHENTICATED);
  g_clear_error (&error);
  g_assert_null (portail_access_load (fixture->database, "nobody", NULL, &error));
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAUTHENTICATED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/access/a-patron-knows-his-company-and-no-other", test_patron);
  g_test_add_func ("/access/an-employee-reads-what-is-his-own", test_employee);
  g_test_add_func ("/access/dot-staff-and-superadmin-know-every-company", test_server_wide);
  g_test_add_func ("/access/an-account-without-role-knows-no-company", test_nobody);
  g_test_add_func ("/access/of-several-roles-the-highest-counts", test_several_roles);
  g_test_add_func ("/access/a-role-in-the-wrong-place-gives-nothing", test_misplaced_roles);
  g_test_add_func ("/access/a-disabled-or-unknown-user-is-a-stranger", test_disabled);
  return g_test_run ();
}
