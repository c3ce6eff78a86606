/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-report-search.h"

#include <glib.h>
#include <string.h>

#include "app/portail-cache-store.h"
#include "shared/portail-error.h"
#include "shared/portail-id.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-enterprise.h"
#include "shared/records/portail-membership.h"
#include "tests/shared/report-example.h"
#include "tests/support/portail-tree.h"

typedef struct
{
  char *directory;
  PortailCacheStore *store; /* stays open: a report is read beside a running instance */
  PortailDatabase *reader;
  char *company_id;
  char *user_id;
} Fixture;

/* @record is taken. */
static void
insert (Fixture *fixture, gpointer record)
{
  g_autoptr (GError) error = NULL;
  PortailRecord *base = record;

  if (base->id == NULL)
    base->id = portail_id_new ();
  portail_record_sql_insert (fixture->store->database, record, &error);
  g_assert_no_error (error);
  portail_record_free (record);
}

static void
add_company (Fixture *fixture, const char *id, const char *name)
{
  PortailEnterprise *enterprise = portail_record_new (&portail_enterprise_type);

  enterprise->base.id = g_strdup (id);
  enterprise->name = g_strdup (name);
  insert (fixture, enterprise);
}

static char *
add_dotation (Fixture *fixture, int week, PortailDotationStatus status)
{
  PortailDotation *dotation = portail_record_new (&portail_dotation_type);
  char *id = portail_id_new ();

  dotation->base.id = g_strdup (id);
  dotation->base.enterprise_id = g_strdup (fixture->company_id);
  dotation->period = portail_week_from_number (2025, week);
  dotation->status = status;
  insert (fixture, dotation);
  return id;
}

static void
add_role (Fixture *fixture, const char *enterprise_id, PortailRole role)
{
  PortailMembership *membership = portail_record_new (&portail_membership_type);

  membership->base.enterprise_id = g_strdup (enterprise_id);
  membership->user_id = g_strdup (fixture->user_id);
  membership->role = role;
  membership->source = PORTAIL_MEMBERSHIP_MANUAL;
  insert (fixture, membership);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  fixture->directory = g_dir_make_tmp ("report-search-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->store = portail_cache_store_open (fixture->directory, &error);
  g_assert_no_error (error);
  fixture->reader = portail_cache_store_open_reader (fixture->directory, &error);
  g_assert_no_error (error);
  fixture->company_id = portail_id_new ();
  fixture->user_id = portail_id_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  portail_database_close (fixture->reader);
  portail_cache_store_free (fixture->store);
  portail_tree_remove (fixture->directory);
  g_free (fixture->directory);
  g_free (fixture->company_id);
  g_free (fixture->user_id);
}

static void
assert_company (Fixture *fixture, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailReportCompany) company = portail_report_find_company (fixture->reader, name,
                                                                          &error);

  g_assert_no_error (error);
  g_assert_cmpstr (company->id, ==, fixture->company_id);
  g_assert_cmpstr (company->name, ==, "Café  de l’Été");
}

static void
assert_no_company (Fixture *fixture, const char *name, const char *part)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailReportCompany) company = portail_report_find_company (fixture->reader, name,
                                                                          &error);

  g_assert_null (company);
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, part));
}

static void
test_company (Fixture *fixture, gconstpointer unused)
{
  assert_no_company (fixture, "Garage", "no company yet");
  add_company (fixture, fixture->company_id, "Café  de l’Été");
  assert_company (fixture, NULL);
  assert_company (fixture, "cafe de l'ete");
  assert_company (fixture, fixture->company_id);
  add_company (fixture, NULL, "Garage");
  assert_no_company (fixture, NULL, "Café  de l’Été, Garage");
  assert_no_company (fixture, "Other", "Garage");
}

static void
assert_may_read (Fixture *fixture, PortailModule module, gboolean expected)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (portail_report_check_role (fixture->reader, fixture->user_id,
                                              fixture->company_id, module, &error),
                   ==, expected);
  if (!expected)
    g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_FORBIDDEN);
}

static void
test_role (Fixture *fixture, gconstpointer unused)
{
  add_role (fixture, fixture->company_id, PORTAIL_ROLE_EMPLOYE);
  assert_may_read (fixture, PORTAIL_MODULE_DOTATIONS, FALSE);
  assert_may_read (fixture, PORTAIL_MODULE_BLANCHIMENT, FALSE);
  add_role (fixture, NULL, PORTAIL_ROLE_DOT);
  assert_may_read (fixture, PORTAIL_MODULE_DOTATIONS, TRUE);
  assert_may_read (fixture, PORTAIL_MODULE_BLANCHIMENT, FALSE);
  add_role (fixture, NULL, PORTAIL_ROLE_STAFF);
  assert_may_read (fixture, PORTAIL_MODULE_DOTATIONS, TRUE);
  assert_may_read (fixture, PORTAIL_MODULE_BLANCHIMENT, TRUE);
}

static PortailDotationSheet *
find_sheet (Fixture *fixture, int week, GError **error)
{
  PortailReportCompany company = { fixture->company_id, (char *) "Garage" };

  return portail_report_find_sheet (fixture->reader, &company,
                                    portail_week_from_number (2025, week), error);
}

static void
test_week (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailDotationSheet) none = find_sheet (fixture, 38, &error);
  g_autoptr (PortailDotationSheet) found = NULL;
  g_autofree char *refused = NULL;
  g_autofree char *live = NULL;

  g_assert_null (none);
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND);
  g_clear_error (&error);
  live = add_dotation (fixture, 38, PORTAIL_DOTATION_VALIDE);
  refused = add_dotation (fixture, 38, PORTAIL_DOTATION_REFUSE);
  found = find_sheet (fixture, 38, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found->dotation->base.id, ==, live);
  g_assert_null (find_sheet (fixture, 39, &error));
  g_assert_nonnull (strstr (error->message, "2025-W38"));
}

static PortailDotationReportState
find_state (Fixture *fixture, const char *dotation_id)
{
  g_autoptr (GError) error = NULL;
  PortailDotationReportState state = PORTAIL_DOTATION_REPORT_CURRENT;

  portail_report_find_state (fixture->reader, dotation_id, &state, &error);
  g_assert_no_error (error);
  return state;
}

static void
add_pending_change (Fixture *fixture, const char *id)
{
  g_autoptr (GError) error = NULL;

  portail_database_run (fixture->store->database, &error,
                        "INSERT INTO op (op_id, shape, made_at, state) VALUES (?, 'single', 0, 1)",
                        "t", id);
  g_assert_no_error (error);
  portail_database_run (fixture->store->database, &error,
                        "INSERT INTO op_change (number, position, type, id, kind, base_rev)"
                        " VALUES (last_insert_rowid (), 0, 'dotation_row', ?, 'update', 1)",
                        "t", id);
  g_assert_no_error (error);
}

static void
test_state (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *dotation_id = add_dotation (fixture, 38, PORTAIL_DOTATION_BROUILLON);
  PortailDotationRow *row = portail_record_new (&portail_dotation_row_type);
  g_autofree char *row_id = portail_id_new ();

  row->base.id = g_strdup (row_id);
  row->base.enterprise_id = g_strdup (fixture->company_id);
  row->dotation_id = g_strdup (dotation_id);
  row->employee_name = g_strdup ("Jean");
  insert (fixture, row);
  add_pending_change (fixture, "another record");
  g_assert_cmpint (find_state (fixture, dotation_id), ==, PORTAIL_DOTATION_REPORT_CURRENT);
  add_pending_change (fixture, row_id);
  g_assert_cmpint (find_state (fixture, dotation_id), ==, PORTAIL_DOTATION_REPORT_PROVISIONAL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/report-search/a-company-is-found-by-its-folded-name", Fixture, NULL, set_up,
              test_company, tear_down);
  g_test_add ("/report-search/an-employee-gets-no-report-of-the-whole-sheet", Fixture, NULL, set_up,
              test_role, tear_down);
  g_test_add ("/report-search/the-sheet-that-was-not-refused-comes-first", Fixture, NULL, set_up,
              test_week, tear_down);
  g_test_add ("/report-search/an-unsent-change-of-a-row-makes-it-provisional", Fixture, NULL,
              set_up, test_state, tear_down);
  return g_test_run ();
}
