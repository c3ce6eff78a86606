/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "shared/portail-database-sqlite.h"
#include "shared/portail-error.h"

static PortailDatabase *
open_store (void)
{
  g_autoptr (GError) error = NULL;
  PortailDatabase *database = portail_database_open_sqlite (":memory:", PORTAIL_DATABASE_READ_WRITE,
                                                            &error);

  g_assert_no_error (error);
  return database;
}

static void
prepare_many_texts (PortailDatabase *database, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT %u", i);
      g_autoptr (GError) error = NULL;

      g_assert_nonnull (portail_database_prepare (database, sql, &error));
      g_assert_no_error (error);
    }
}

static void
test_texts_without_end_are_forgotten (void)
{
  g_autoptr (PortailDatabase) database = open_store ();

  prepare_many_texts (database, 10000);
  g_assert_cmpuint (g_hash_table_size (database->statements), <=, 1000);
}

static void
test_a_statement_at_a_row_is_kept (void)
{
  g_autoptr (PortailDatabase) database = open_store ();
  g_autoptr (GError) error = NULL;
  PortailStatement *statement = portail_database_query (database, &error,
                                                        "SELECT 7 UNION ALL SELECT 8", "");

  g_assert_cmpint (portail_statement_step (statement, &error), ==, PORTAIL_STEP_ROW);
  prepare_many_texts (database, 10000);
  g_assert_cmpint (portail_statement_step (statement, &error), ==, PORTAIL_STEP_ROW);
  g_assert_cmpint (portail_statement_get_int64 (statement, 0), ==, 8);
  g_assert_cmpint (portail_statement_step (statement, &error), ==, PORTAIL_STEP_DONE);
  g_assert_no_error (error);
}

static void
test_a_taken_key_is_told_from_a_broken_store (void)
{
  g_autoptr (PortailDatabase) database = open_store ();
  g_autoptr (GError) error = NULL;

  g_assert_true (portail_database_execute (database, "CREATE TABLE t (a PRIMARY KEY)", &error));
  g_assert_true (portail_database_run (database, &error, "INSERT INTO t VALUES (?)", "t", "x"));
  g_assert_false (portail_database_run (database, &error, "INSERT INTO t VALUES (?)", "t", "x"));
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_DUPLICATE_KEY);
  g_clear_error (&error);
  g_assert_false (portail_database_run (database, &error, "INSERT INTO u VALUES (1)", ""));
  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_STORAGE);
}

static void
test_a_savepoint_undoes_its_own_part_only (void)
{
  g_autoptr (PortailDatabase) database = open_store ();
  g_autoptr (GError) error = NULL;
  PortailStatement *statement;

  portail_database_execute (database, "CREATE TABLE t (a)", &error);
  g_assert_true (portail_database_begin (database, &error));
  portail_database_run (database, &error, "INSERT INTO t VALUES (1)", "");
  g_assert_true (portail_database_savepoint (database, "one", &error));
  portail_database_run (database, &error, "INSERT INTO t VALUES (2)", "");
  portail_database_rollback_to (database, "one");
  g_assert_true (portail_database_commit (database, &error));
  statement = portail_database_query (database, &error, "SELECT sum (a) FROM t", "");
  g_assert_cmpint (portail_statement_step (statement, &error), ==, PORTAIL_STEP_ROW);
  g_assert_cmpint (portail_statement_get_int64 (statement, 0), ==, 1);
  g_assert_no_error (error);
}

static void
commit_sql (PortailDatabase *database, const char *sql)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (portail_database_begin (database, &error));
  g_assert_true (portail_database_execute (database, sql, &error));
  g_assert_true (portail_database_commit (database, &error));
  g_assert_no_error (error);
}

/* Whoever keeps what he read may keep it until the number rises. */
static void
test_commits_without_change_do_not_count (void)
{
  g_autoptr (PortailDatabase) database = open_store ();
  guint n;

  commit_sql (database, "CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1)");
  n = portail_database_get_n_commits (database);
  commit_sql (database, "SELECT 1; DELETE FROM t WHERE a = 2");
  g_assert_cmpuint (portail_database_get_n_commits (database), ==, n);
  commit_sql (database, "DELETE FROM t");
  g_assert_cmpuint (portail_database_get_n_commits (database), ==, n + 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/database/texts-without-end-are-forgotten",
                   test_texts_without_end_are_forgotten);
  g_test_add_func ("/database/a-statement-at-a-row-is-kept", test_a_statement_at_a_row_is_kept);
  g_test_add_func ("/database/a-taken-key-is-told-from-a-broken-store",
                   test_a_taken_key_is_told_from_a_broken_store);
  g_test_add_func ("/database/commits-without-change-do-not-count",
                   test_commits_without_change_do_not_count);
  g_test_add_func ("/database/a-savepoint-undoes-its-own-part-only",
                   test_a_savepoint_undoes_its_own_part_only);
  return g_test_run ();
}
