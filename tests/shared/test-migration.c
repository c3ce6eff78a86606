/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "shared/portail-database-sqlite.h"
#include "shared/portail-error.h"
#include "shared/portail-migration.h"

static PortailDatabase *
open_memory (void)
{
  g_autoptr (GError) error = NULL;
  PortailDatabase *database = portail_database_open_sqlite (":memory:", PORTAIL_DATABASE_READ_WRITE,
                                                            &error);

  g_assert_no_error (error);
  return database;
}

static void
migrate (PortailDatabase *database)
{
  g_autoptr (GError) error = NULL;

  portail_migration_run (database, PORTAIL_TABLE_AUTHORITY, &error);
  g_assert_no_error (error);
}

static gint64
query (PortailDatabase *database, const char *sql)
{
  g_autoptr (GError) error = NULL;
  PortailStatement *statement = portail_database_prepare (database, sql, &error);
  gint64 value;

  g_assert_no_error (error);
  g_assert_cmpint (portail_statement_step (statement, &error), ==, PORTAIL_STEP_ROW);
  value = portail_statement_get_int64 (statement, 0);
  portail_statement_reset (statement);
  return value;
}

static void
execute (PortailDatabase *database, const char *sql)
{
  g_autoptr (GError) error = NULL;

  portail_database_execute (database, sql, &error);
  g_assert_no_error (error);
}

static void
test_a_new_database_gets_everything (void)
{
  g_autoptr (PortailDatabase) database = open_memory ();

  migrate (database);
  g_assert_cmpint (query (database, "SELECT count(*) FROM dotation"), ==, 0);
  g_assert_cmpint (query (database, "SELECT count(*) FROM change_log"), ==, 0);
  g_assert_cmpint (query (database, "SELECT count(*) FROM server_state"), ==, 1);
}

static void
test_a_second_run_changes_nothing (void)
{
  g_autoptr (PortailDatabase) database = open_memory ();
  gint64 before;

  migrate (database);
  before = query (database, "SELECT count(*) FROM schema_migration");
  execute (database, "INSERT INTO scope_counter (scope, number) VALUES ('global', 7)");
  migrate (database);
  g_assert_cmpint (query (database, "SELECT count(*) FROM schema_migration"), ==, before);
  g_assert_cmpint (query (database, "SELECT number FROM scope_counter"), ==, 7);
}

static void
assert_refused (PortailDatabase *database, PortailErrorCode code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (portail_migration_run (database, PORTAIL_TABLE_AUTHORITY, &error));
  g_assert_error (error, PORTAIL_ERROR, (int) code);
}

static void
test_a_newer_database_is_refused (void)
{
  g_autoptr (PortailDatabase) database = open_memory ();

  migrate (database);
  execute (database, "INSERT INTO schema_migration VALUES (9999, 'x', 'x', 0)");
  assert_refused (database, PORTAIL_ERROR_UPGRADE_REQUIRED);
  execute (database, "DELETE FROM schema_migration WHERE number = 9999");
  execute (database, "INSERT INTO record_schema VALUES (9999, 0)");
  assert_refused (database, PORTAIL_ERROR_UPGRADE_REQUIRED);
}

static void
test_a_changed_step_is_refused (void)
{
  g_autoptr (PortailDatabase) database = open_memory ();

  migrate (database);
  execute (database, "UPDATE schema_migration SET checksum = 'x' WHERE number = 1");
  assert_refused (database, PORTAIL_ERROR_STORAGE);
}

static void
test_a_failed_step_leaves_nothing (void)
{
  g_autoptr (PortailDatabase) database = open_memory ();

  execute (database, "CREATE TABLE change_log (other TEXT)");
  assert_refused (database, PORTAIL_ERROR_STORAGE);
  g_assert_cmpint (query (database, "SELECT count(*) FROM sqlite_schema"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/migration/a-new-database-gets-everything",
                   test_a_new_database_gets_everything);
  g_test_add_func ("/migration/a-second-run-changes-nothing", test_a_second_run_changes_nothing);
  g_test_add_func ("/migration/a-newer-database-is-refused", test_a_newer_database_is_refused);
  g_test_add_func ("/migration/a-changed-step-is-refused", test_a_changed_step_is_refused);
  g_test_add_func ("/migration/a-failed-step-leaves-nothing", test_a_failed_step_leaves_nothing);
  return g_test_run ();
}
