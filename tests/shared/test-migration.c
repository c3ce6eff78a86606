/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "shared/portail-database-sqlite.h"
#include "shared/portail-error.h"
#include "shared/portail-id.h"
#include "shared/portail-migration.h"
#include "shared/portail-schema.h"
#include "shared/records/portail-archive.h"
#include "shared/records/portail-dotation.h"

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

/* What version 1 made and a few rows of it: tests/data/databases/<name>. */
static PortailDatabase *
open_earlier (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "databases", name, NULL);
  g_autofree char *sql = NULL;
  g_autoptr (GError) error = NULL;
  PortailDatabase *database = open_memory ();

  g_file_get_contents (path, &sql, NULL, &error);
  g_assert_no_error (error);
  execute (database, sql);
  return database;
}

/* The columns of a table, each as "name kind", and its indices. Owned. */
static char *
describe_table (PortailDatabase *database, const char *name)
{
  g_autoptr (GError) error = NULL;
  PortailStatement *statement = portail_database_query (
      database, &error,
      "SELECT name || ' ' || type AS line FROM pragma_table_xinfo (?1)"
      " UNION ALL SELECT name FROM pragma_index_list (?1) ORDER BY line",
      "t", name);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  while (portail_statement_step (statement, &error) == PORTAIL_STEP_ROW)
    g_string_append_printf (text, "%s\n", portail_statement_get_text (statement, 0));
  g_assert_no_error (error);
  portail_statement_reset (statement);
  return g_string_free (text, FALSE);
}

static void
test_an_earlier_database_becomes_todays (void)
{
  static const struct
  {
    const char *name;
    PortailTableUse use;
  } databases[] = {
    { "server-v1.sql", PORTAIL_TABLE_AUTHORITY },
    { "client-v1.sql", PORTAIL_TABLE_CACHE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (databases); i++)
    {
      g_autoptr (PortailDatabase) earlier = open_earlier (databases[i].name);
      g_autoptr (PortailDatabase) fresh = open_memory ();
      g_autoptr (GError) error = NULL;

      g_assert_true (portail_migration_run (earlier, databases[i].use, &error));
      g_assert_no_error (error);
      g_assert_true (portail_migration_run (fresh, databases[i].use, &error));
      g_assert_no_error (error);
      for (int j = 0; portail_schema[j] != NULL; j++)
        {
          g_autofree char *upgraded = describe_table (earlier, portail_schema[j]->name);
          g_autofree char *made = describe_table (fresh, portail_schema[j]->name);

          g_assert_cmpstr (upgraded, ==, made);
        }
      g_assert_cmpint (query (earlier, "SELECT max (version) FROM record_schema"), ==,
                       PORTAIL_SCHEMA_VERSION);
    }
}

static void
test_rows_of_an_earlier_database_stay (void)
{
  static const char *const names[] = { "server-v1.sql", "client-v1.sql" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (PortailDatabase) database = open_earlier (names[i]);
      g_autoptr (PortailDotation) dotation = NULL;
      g_autoptr (PortailArchive) archive = portail_record_new (&portail_archive_type);
      g_autoptr (GError) error = NULL;

      portail_migration_run (database, i == 0 ? PORTAIL_TABLE_AUTHORITY : PORTAIL_TABLE_CACHE,
                             &error);
      g_assert_no_error (error);
      dotation = portail_record_sql_load (database, &portail_dotation_type,
                                          "01890000-0000-7000-8000-0000000000d1", &error);
      g_assert_no_error (error);
      g_assert_cmpint (dotation->amount.cents, ==, 4300000);
      g_assert_cmpint (dotation->base.rev, ==, 4);
      g_assert_cmpint (query (database, "SELECT count (*) FROM dotation_row"), ==, 1);
      archive->base.id = portail_id_new ();
      archive->title = g_strdup ("Semaine 38");
      g_assert_true (portail_record_sql_insert (database, archive, &error));
    }
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
  g_test_add_func ("/migration/an-earlier-database-becomes-todays",
                   test_an_earlier_database_becomes_todays);
  g_test_add_func ("/migration/rows-of-an-earlier-database-stay",
                   test_rows_of_an_earlier_database_stay);
  g_test_add_func ("/migration/a-newer-database-is-refused", test_a_newer_database_is_refused);
  g_test_add_func ("/migration/a-changed-step-is-refused", test_a_changed_step_is_refused);
  g_test_add_func ("/migration/a-failed-step-leaves-nothing", test_a_failed_step_leaves_nothing);
  return g_test_run ();
}
