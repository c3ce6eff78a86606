/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked often, of tables that grow, is found by an index. */
#include <string.h>

#include "tests/server/store-fixture.h"

static const char *const questions[] = {
  "SELECT id FROM tax_declaration WHERE version_of = ? AND trashed_at IS NULL",
  "SELECT id FROM tax_declaration WHERE enterprise_id = ? AND EXISTS (SELECT 1 FROM"
  " tax_declaration AS later WHERE later.version_of = tax_declaration.id)",
  "SELECT id FROM tax_declaration WHERE enterprise_id = ? ORDER BY created_at DESC, id DESC",
  "SELECT id FROM notification WHERE trashed_at IS NULL AND (user_id = ?)"
  " ORDER BY created_at DESC, id DESC",
  "SELECT id FROM dotation_row WHERE enterprise_id = ? AND employee_id = ?",
  "SELECT id FROM dotation_row WHERE dotation_id = ? AND employee_id = ? AND rev <= ?",
  "SELECT value FROM setting WHERE user_id = ? AND key = 'language'",
  "SELECT value FROM setting WHERE key = ? AND user_id IS NULL",
  "SELECT id FROM blanchiment_operation WHERE enterprise_id = ? AND date_recu >= ?"
  " AND date_recu <= ?",
  "SELECT id FROM dotation WHERE enterprise_id = ? AND period >= ? AND period <= ? ORDER BY period",
  "SELECT 1 FROM tax_declaration WHERE enterprise_id = ? AND period = ? AND status = 'paye'",
  "SELECT id FROM tax_declaration WHERE due_date >= ? AND due_date <= ? ORDER BY due_date",
  "SELECT id FROM archive WHERE unique_key = ?",
  "SELECT id FROM archive WHERE enterprise_id = ? AND source_type = 'document' ORDER BY id",
  "SELECT number FROM change_log WHERE scope = ? AND id = ? AND type = ? AND number < ?"
  " ORDER BY number DESC",
  "SELECT action FROM audit_entry WHERE scope = ? AND created_at = ? ORDER BY id",
};

static void
check_plan (StoreFixture *fixture, const char *question)
{
  g_autofree char *sql = g_strconcat ("EXPLAIN QUERY PLAN ", question, NULL);
  g_autoptr (GError) error = NULL;
  PortailStatement *statement = portail_database_prepare (fixture->database, sql, &error);

  g_assert_no_error (error);
  while (portail_statement_step (statement, &error) == PORTAIL_STEP_ROW)
    {
      const char *step = portail_statement_get_text (statement, 3);

      if (g_str_has_prefix (step, "SCAN") || strstr (step, "TEMP B-TREE") != NULL)
        g_error ("%s: %s", question, step);
    }
  g_assert_no_error (error);
  portail_statement_reset (statement);
}

static void
test_nothing_is_scanned_or_sorted (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (questions); i++)
    check_plan (fixture, questions[i]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/query-plans/nothing-is-scanned-or-sorted", test_nothing_is_scanned_or_sorted);
  return g_test_run ();
}
