/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "server/portail-legacy-import.h"
#include "server/portail-legacy-value.h"
#include "shared/portail-json.h"
#include "tests/server/store-fixture.h"

static char *
get_file (void)
{
  return g_test_build_filename (G_TEST_DIST, "data", "legacy-portal.db", NULL);
}

/* In one transaction, which stays only where it worked. */
static PortailLegacyReport *
run (StoreFixture *fixture, const char *path, GError **error)
{
  PortailLegacyReport *report;

  g_assert_true (portail_database_begin (fixture->database, NULL));
  report = portail_legacy_import_run (fixture->database, path, store_fixture_tick (fixture), error);
  if (report != NULL)
    g_assert_true (portail_database_commit (fixture->database, NULL));
  else
    portail_database_rollback (fixture->database);
  return report;
}

static const PortailLegacyTable *
find_table (const PortailLegacyReport *report, const char *name)
{
  for (guint i = 0; i < report->tables->len; i++)
    if (g_str_equal (g_array_index (report->tables, PortailLegacyTable, i).name, name))
      return &g_array_index (report->tables, PortailLegacyTable, i);
  g_assert_not_reached ();
}

static gint64
query_file (const char *path, const char *sql)
{
  sqlite3 *file;
  sqlite3_stmt *statement;
  gint64 number;

  g_assert_cmpint (sqlite3_open_v2 (path, &file, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (file, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  number = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (file);
  return number;
}

static void
test_every_row_is_accounted_for (void)
{
  static const struct
  {
    const char *name;
    guint n_rows;
  } tables[] = {
    { "users", 60 },
    { "enterprises", 6 },
    { "documents", 80 },
    { "dotation_reports", 200 },
    { "archives", 300 },
    { "tax_declarations", 120 },
    { "blanchiment_transactions", 400 },
  };
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *path = get_file ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailLegacyReport) report = run (fixture, path, &error);

  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      const PortailLegacyTable *table = find_table (report, tables[i].name);
      g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", tables[i].name);

      g_assert_cmpint (query_file (path, sql), ==, tables[i].n_rows);
      g_assert_cmpuint (table->n_read, ==, tables[i].n_rows);
      g_assert_cmpuint (table->n_written + table->n_known + table->skips->len, ==,
                        tables[i].n_rows);
      g_assert_cmpuint (table->skips->len, ==, 0);
    }
  store_fixture_check (fixture);
}

static void
test_the_figures_are_those_of_the_file (void)
{
  static const struct
  {
    const char *here;
    const char *there;
  } figures[] = {
    { "SELECT count(*) FROM tax_declaration WHERE status = 'paye'",
      "SELECT count(*) FROM tax_declarations WHERE status = 'paid'" },
    { "SELECT sum(amount) FROM tax_declaration",
      "SELECT sum(CAST(round(amount * 100) AS INTEGER)) FROM tax_declarations" },
    { "SELECT count(*) FROM dotation WHERE status = 'refuse'",
      "SELECT count(*) FROM dotation_reports WHERE status = 'rejected'" },
    { "SELECT (SELECT sum(amount) FROM dotation) + (SELECT sum(amount) FROM archive)",
      "SELECT sum(CAST(round(amount * 100) AS INTEGER)) FROM dotation_reports" },
    { "SELECT count(*) FROM blanchiment_operation WHERE status = 'termine'",
      "SELECT count(*) FROM blanchiment_transactions WHERE status IN ('approved', 'paid')" },
    { "SELECT count(*) FROM blanchiment_operation WHERE status = 'annule'",
      "SELECT count(*) FROM blanchiment_transactions WHERE status = 'rejected'" },
    { "SELECT sum(amount) FROM blanchiment_operation",
      "SELECT sum(CAST(round(amount * 100) AS INTEGER)) FROM blanchiment_transactions" },
    { "SELECT count(*) FROM document WHERE doc_type = 'facture' AND sha256 IS NULL",
      "SELECT count(*) FROM documents WHERE category = 'facture'" },
    { "SELECT count(DISTINCT enterprise_id || period) FROM dotation WHERE status <> 'refuse'",
      "SELECT count(DISTINCT enterprise_id || period) FROM dotation_reports"
      " WHERE status <> 'rejected'" },
    { "SELECT count(*) FROM dotation WHERE status <> 'refuse'",
      "SELECT count(DISTINCT enterprise_id || period) FROM dotation_reports"
      " WHERE status <> 'rejected'" },
    { "SELECT count(*) FROM archive WHERE number IS NOT NULL",
      "SELECT (SELECT count(*) FROM archives) + (SELECT count(*) FROM dotation_reports"
      " WHERE status <> 'rejected') - (SELECT count(DISTINCT enterprise_id || period)"
      " FROM dotation_reports WHERE status <> 'rejected')" },
  };
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *path = get_file ();
  g_autoptr (PortailLegacyReport) report = run (fixture, path, NULL);

  g_assert_nonnull (report);
  for (gsize i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      g_test_message ("%s", figures[i].here);
      g_assert_cmpint (store_fixture_query (fixture, figures[i].here), ==,
                       query_file (path, figures[i].there));
    }
  /* Each owner is a patron by hand; everybody else has no role yet. */
  g_assert_cmpint (store_fixture_query (fixture,
                                        "SELECT count(*) FROM membership JOIN enterprise ON "
                                        "enterprise.id = membership.enterprise_id WHERE role = "
                                        "'patron' AND source = 'manual' AND user_id = owner_id"),
                   ==, 6);
  g_assert_cmpuint (report->people->len, ==, 54);
}

static void
test_ids_and_dates_stay (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *path = get_file ();
  g_autoptr (PortailLegacyReport) report = run (fixture, path, NULL);

  g_assert_nonnull (report);
  g_assert_cmpint (store_fixture_query (fixture,
                                        "SELECT count(*) FROM tax_declaration WHERE id = "
                                        "'3dab94b8-c8f4-4b79-842c-a4ba233b49ea' AND created_at = "
                                        "1704067200000 AND created_by = "
                                        "'462d43ab-1e83-4c36-908f-a4f3bc5bc65c' AND due_date = "
                                        "'2028-02-29'"),
                   ==, 1);
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM dotation WHERE id = "
                                                 "'a2d18d5c-ec54-478a-92f6-2bc6cd0f1e0b' AND "
                                                 "period = '2024-W01' AND amount = 2244509"),
                   ==, 1);
}

static void
test_a_second_run_changes_nothing (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *path = get_file ();
  g_autofree char *address = g_strconcat ("sqlite:///", path, NULL);
  g_autoptr (PortailLegacyReport) first = run (fixture, path, NULL);
  g_autofree char *before = store_fixture_dump (fixture);
  g_autoptr (PortailLegacyReport) second = run (fixture, address, NULL);
  g_autofree char *after = store_fixture_dump (fixture);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_true (portail_legacy_report_has_changes (first));
  g_assert_false (portail_legacy_report_has_changes (second));
  g_assert_cmpuint (find_table (second, "dotation_reports")->n_known, ==, 200);
  g_assert_cmpstr (before, ==, after);
  portail_legacy_report_append_text (second, text);
  g_assert_nonnull (strstr (text->str, "Nothing changed."));
}

static void
test_the_report_is_json_too (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *path = get_file ();
  g_autoptr (PortailLegacyReport) report = run (fixture, path, NULL);
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (PortailJsonDocument) document = NULL;

  portail_legacy_report_append_json (report, json);
  document = portail_json_parse (json->str, json->len, NULL);
  g_assert_nonnull (document);
  g_assert_nonnull (strstr (json->str, "\"table\":\"archives\",\"read\":300,\"written\":300"));
}

/* A file of the old portal with other rows. Owned path. */
static char *
make_file (const char *sql)
{
  static const char tables[] =
      "CREATE TABLE users (id, discord_id, username, email, avatar_url, role, is_active,"
      " created_at);"
      "CREATE TABLE enterprises (id, name, description, owner_id, created_at);"
      "CREATE TABLE dotation_reports (id, user_id, enterprise_id, period, amount, status,"
      " created_at);"
      "CREATE TABLE tax_declarations (id, user_id, enterprise_id, tax_type, amount, due_date,"
      " status, created_at);"
      "CREATE TABLE documents (id, user_id, enterprise_id, filename, file_path, file_type,"
      " category, created_at);"
      "CREATE TABLE blanchiment_transactions (id, user_id, enterprise_id, amount, percentage,"
      " transaction_type, status, created_at);"
      "CREATE TABLE archives (id, user_id, enterprise_id, title, content, category, tags,"
      " created_at);";
  g_autofree char *folder = g_dir_make_tmp ("legacy-XXXXXX", NULL);
  char *path = g_build_filename (folder, "portal.db", NULL);
  g_autofree char *whole = g_strconcat (tables, sql, NULL);
  sqlite3 *file;

  g_assert_cmpint (sqlite3_open (path, &file), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (file, whole, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (file);
  return path;
}

static void
remove_file (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_unlink (path);
  g_rmdir (folder);
}

static void
test_what_cannot_be_read_is_named (void)
{
  static const char rows[] =
      "INSERT INTO users VALUES ('7', '123', 'court', NULL, NULL, 'STAFF', 1, NULL),"
      " ('8', '200000000000000001', 'Zoé', 'z@example.org', NULL, 'STAFF', 1,"
      " '2024-01-01 00:00:00');"
      "INSERT INTO enterprises VALUES ('e1', 'Zinc', NULL, '8', '2024-01-01 00:00:00'),"
      " ('e2', NULL, NULL, NULL, NULL), ('e3', 'BOULANGERIE', NULL, NULL, NULL);"
      "INSERT INTO tax_declarations VALUES ('1', '8', 'e1', 'TVA', 'abc', NULL, 'paid', NULL),"
      " ('2', '8', 'e1', 'TVA', -5, NULL, 'paid', NULL),"
      " ('3', '8', 'e1', 'TVA', 1.0e300, NULL, 'paid', NULL),"
      " ('4', '8', 'e1', 'TVA', 12.345, 'demain', 'paid', NULL),"
      " ('5', '8', 'e1', 'TVA', 12.345, NULL, 'perdu', NULL),"
      " ('6', '8', 'nulle part', 'TVA', 12.345, NULL, 'paid', NULL),"
      " (NULL, '8', 'e1', 'TVA', 12.345, NULL, 'paid', NULL),"
      " ('7', '8', 'e1', CAST(x'ff' AS TEXT), 12.345, NULL, 'paid', NULL),"
      " ('8', '8', 'e1', 'TVA', 12.345, '2025-09-16 22:30:00', 'paid', NULL);"
      "INSERT INTO dotation_reports VALUES ('1', '8', 'e1', '2024-S54', 1, 'paid', NULL),"
      " ('2', '8', 'e1', '2024-S10', NULL, 'paid', NULL),"
      " ('3', '8', 'e1', '2024-S10', 1, 'paid', '2024-03-01 10:00:00'),"
      " ('4', '8', 'e1', '2024-S10', 2, 'pending', '2024-03-02 10:00:00'),"
      " ('5', '8', 'e1', '2024-S10', 3, 'rejected', '2024-03-03 10:00:00');";
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *path = make_file (rows);
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailLegacyReport) report = run (fixture, path, &error);
  g_autoptr (PortailLegacyReport) again = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (find_table (report, "users")->skips->len, ==, 1);
  /* One has no name, one is there already under that name. */
  g_assert_cmpuint (find_table (report, "enterprises")->skips->len, ==, 1);
  g_assert_cmpuint (find_table (report, "enterprises")->n_known, ==, 1);
  g_assert_cmpuint (find_table (report, "tax_declarations")->skips->len, ==, 8);
  g_assert_cmpuint (find_table (report, "tax_declarations")->n_written, ==, 1);
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM tax_declaration WHERE "
                                                 "amount = 1235 AND due_date = '2025-09-17'"),
                   ==, 1);
  g_assert_cmpuint (find_table (report, "dotation_reports")->skips->len, ==, 2);
  g_assert_cmpuint (find_table (report, "dotation_reports")->n_archived, ==, 1);
  g_assert_cmpint (store_fixture_query (fixture, "SELECT amount FROM dotation WHERE status = "
                                                 "'en_attente'"),
                   ==, 200);
  g_assert_cmpint (store_fixture_query (fixture, "SELECT count(*) FROM archive WHERE amount = 100 "
                                                 "AND doc_type = 'dotation' AND content LIKE "
                                                 "'%3'"),
                   ==, 1);
  again = run (fixture, path, NULL);
  g_assert_false (portail_legacy_report_has_changes (again));
  store_fixture_check (fixture);
  remove_file (path);
}

static void
assert_refused (StoreFixture *fixture, const char *path, PortailErrorCode code)
{
  g_autofree char *before = store_fixture_dump (fixture);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (run (fixture, path, &error));
  g_test_message ("%s: %s", path, error->message);
  g_assert_error (error, PORTAIL_ERROR, (int) code);
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    g_assert_nonnull (strstr (error->message, path));
  after = store_fixture_dump (fixture);
  g_assert_cmpstr (before, ==, after);
}

static void
test_what_is_no_such_file_is_refused (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  g_autofree char *path = get_file ();
  g_autofree char *bytes = NULL;
  g_autofree char *no_table = make_file ("DROP TABLE archives");
  g_autofree char *no_column = make_file ("ALTER TABLE archives DROP COLUMN tags");
  g_autofree char *view = make_file (
      "DROP TABLE archives; CREATE VIEW archives AS SELECT id, id AS user_id, id AS enterprise_id,"
      " id AS created_at, id AS title, id AS content, id AS category, id AS tags FROM users");
  g_autofree char *damaged = make_file ("");
  gsize length;

  assert_refused (fixture, "/nowhere/portal.db", PORTAIL_ERROR_INVALID);
  assert_refused (fixture, "/", PORTAIL_ERROR_INVALID);
  assert_refused (fixture, "mysql://portal:secret@127.0.0.1/portal", PORTAIL_ERROR_UNAVAILABLE);
  assert_refused (fixture, "mysql+pymysql://portal@127.0.0.1/portal", PORTAIL_ERROR_UNAVAILABLE);
  assert_refused (fixture, no_table, PORTAIL_ERROR_INVALID);
  assert_refused (fixture, no_column, PORTAIL_ERROR_STORAGE);
  assert_refused (fixture, view, PORTAIL_ERROR_INVALID);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  memset (bytes + 8192, 0xa5, length - 8192);
  g_assert_true (g_file_set_contents (damaged, bytes, (gssize) length, NULL));
  assert_refused (fixture, damaged, PORTAIL_ERROR_STORAGE);
  g_assert_true (g_file_set_contents (damaged, "Not a database at all, but text.", -1, NULL));
  assert_refused (fixture, damaged, PORTAIL_ERROR_STORAGE);
  remove_file (no_table);
  remove_file (no_column);
  remove_file (view);
  remove_file (damaged);
}

static void
test_amounts_round_half_away_to_the_cent (void)
{
  static const struct
  {
    const char *text;
    gint64 cents;
  } good[] = {
    { "0", 0 },
    { "0.285", 29 },
    { "-0.285", -29 },
    { "12.344999", 1234 },
    { "22445.09", 2244509 },
    { "5.", 500 },
    { "90071992547409.91", PORTAIL_MONEY_MAX_CENTS },
  };
  static const char *const wrong[] = {
    "", "abc", "1e3", "1.0e+20", "1,5", " 1", "1.2.3", "90071992547409.92", "99999999999999999999",
    "-"
  };
  gint64 cents;

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_assert_true (portail_legacy_read_cents (good[i].text, &cents));
      g_assert_cmpint (cents, ==, good[i].cents);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (portail_legacy_read_cents (wrong[i], &cents));
  g_assert_false (portail_legacy_read_cents (NULL, &cents));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/legacy-import/every-row-is-accounted-for", test_every_row_is_accounted_for);
  g_test_add_func ("/legacy-import/the-figures-are-those-of-the-file",
                   test_the_figures_are_those_of_the_file);
  g_test_add_func ("/legacy-import/ids-and-dates-stay", test_ids_and_dates_stay);
  g_test_add_func ("/legacy-import/a-second-run-changes-nothing",
                   test_a_second_run_changes_nothing);
  g_test_add_func ("/legacy-import/the-report-is-json-too", test_the_report_is_json_too);
  g_test_add_func ("/legacy-import/what-cannot-be-read-is-named",
                   test_what_cannot_be_read_is_named);
  g_test_add_func ("/legacy-import/what-is-no-such-file-is-refused",
                   test_what_is_no_such_file_is_refused);
  g_test_add_func ("/legacy-import/amounts-round-half-away-to-the-cent",
                   test_amounts_round_half_away_to_the_cent);
  return g_test_run ();
}
