/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `portail --report` as a person runs it: the built program, without display, bus or network. */
#include "app/portail-report-command.h"

#include <gio/gio.h>
#include <string.h>

#include "app/portail-account.h"
#include "app/portail-cache-store.h"
#include "shared/portail-id.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-enterprise.h"
#include "tests/shared/report-example.h"
#include "tests/support/portail-tree.h"

typedef struct
{
  char *home;
  PortailCacheStore *store; /* stays open, as in a running instance */
} Fixture;

typedef struct
{
  GBytes *output;
  char *message;
  int status;
} Outcome;

static void
clear_outcome (Outcome *outcome)
{
  g_clear_pointer (&outcome->output, g_bytes_unref);
  g_clear_pointer (&outcome->message, g_free);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  portail_account_save_finish (result, &error);
  g_assert_no_error (error);
  g_main_loop_quit (user_data);
}

static void
insert (Fixture *fixture, gpointer record, const char *enterprise_id)
{
  g_autoptr (PortailRecord) copy = portail_record_copy (record);
  g_autoptr (GError) error = NULL;

  if (copy->id == NULL)
    copy->id = portail_id_new ();
  copy->enterprise_id = g_strdup (enterprise_id);
  portail_record_sql_insert (fixture->store->database, copy, &error);
  g_assert_no_error (error);
}

static void
insert_parts (Fixture *fixture,
              GPtrArray *parts,
              const char *dotation_id,
              const char *enterprise_id)
{
  for (guint i = 0; i < parts->len; i++)
    {
      PortailRecord *part = g_ptr_array_index (parts, i);
      char **parent = part->type == &portail_dotation_row_type
                          ? &((PortailDotationRow *) part)->dotation_id
                          : &((PortailDotationEntry *) part)->dotation_id;

      *parent = g_strdup (dotation_id);
      insert (fixture, part, enterprise_id);
    }
}

static void
fill_cache (Fixture *fixture)
{
  g_autoptr (PortailDotationSheet) sheet = report_example_new ();
  g_autoptr (PortailEnterprise) enterprise = portail_record_new (&portail_enterprise_type);

  enterprise->base.id = portail_id_new ();
  enterprise->name = g_strdup ("Garage Central");
  insert (fixture, enterprise, NULL);
  sheet->dotation->base.id = portail_id_new ();
  insert (fixture, sheet->dotation, enterprise->base.id);
  insert_parts (fixture, sheet->rows, sheet->dotation->base.id, enterprise->base.id);
  insert_parts (fixture, sheet->depenses, sheet->dotation->base.id, enterprise->base.id);
  insert_parts (fixture, sheet->retraits, sheet->dotation->base.id, enterprise->base.id);
}

/* @accounts: NULL for none; "away" has not met its server for 15 days. */
static void
set_up (Fixture *fixture, gconstpointer accounts)
{
  g_autofree char *base = NULL;
  g_autofree char *user_id = portail_id_new ();
  g_autoptr (PortailAccount) account = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;

  fixture->home = g_dir_make_tmp ("report-command-XXXXXX", &error);
  g_assert_no_error (error);
  if (accounts == NULL)
    return;
  base = g_build_filename (fixture->home, "portail", "accounts", NULL);
  account = portail_account_new (base, "https://example.org", user_id, "Zoé");
  if (g_str_equal (accounts, "away"))
    {
      account->seen_at = portail_timestamp_now ();
      account->contact_at = portail_timestamp_add_seconds (account->seen_at, -15 * 86400);
    }
  portail_account_save_async (account, NULL, on_saved, loop);
  g_main_loop_run (loop);
  fixture->store = portail_cache_store_open (account->directory, &error);
  g_assert_no_error (error);
  fill_cache (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer accounts)
{
  g_clear_pointer (&fixture->store, portail_cache_store_free);
  portail_tree_remove (fixture->home);
  g_free (fixture->home);
}

/* Runs portail with @arguments, separated by spaces; `+` stands for a space in one. */
static Outcome
run (Fixture *fixture, const char *arguments)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "app", "portail", NULL);
  g_autofree char *line = g_strdup_printf ("%s %s", program, arguments);
  g_auto (GStrv) argv = g_strsplit (line, " ", -1);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GBytes) message = NULL;
  g_autoptr (GError) error = NULL;
  Outcome outcome = { 0 };

  for (guint i = 1; argv[i] != NULL; i++)
    g_strdelimit (argv[i], "+", ' ');
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", fixture->home, TRUE);
  g_subprocess_launcher_setenv (launcher, "DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent",
                                TRUE);
  g_subprocess_launcher_unsetenv (launcher, "DISPLAY");
  g_subprocess_launcher_unsetenv (launcher, "WAYLAND_DISPLAY");
  g_subprocess_launcher_set_cwd (launcher, fixture->home);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv, &error);
  g_assert_no_error (error);
  g_subprocess_communicate (process, NULL, NULL, &outcome.output, &message, &error);
  g_assert_no_error (error);
  outcome.message = g_bytes_get_size (message) > 0
                        ? g_strndup (g_bytes_get_data (message, NULL), g_bytes_get_size (message))
                        : g_strdup ("");
  outcome.status = g_subprocess_get_exit_status (process);
  return outcome;
}

static GBytes *
read_file (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->home, name, NULL);
  g_autoptr (GError) error = NULL;
  char *contents;
  gsize length;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (contents, length);
}

static void
assert_written (Fixture *fixture, const char *arguments)
{
  Outcome outcome = run (fixture, arguments);

  g_assert_null (strstr (outcome.message, "portail: "));
  g_assert_cmpint (outcome.status, ==, 0);
  g_assert_cmpuint (g_bytes_get_size (outcome.output), ==, 0);
  clear_outcome (&outcome);
}

static void
test_files (Fixture *fixture, gconstpointer accounts)
{
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GBytes) xlsx = NULL;
  g_autoptr (GBytes) csv = NULL;
  g_autofree char *text = NULL;

  assert_written (fixture, "--report fiche-impot --period 2025-W38 --enterprise garage+central"
                           " --output fiche.pdf");
  pdf = read_file (fixture, "fiche.pdf");
  text = report_example_read_text (pdf);
  g_assert_nonnull (strstr (text, "$71,100"));
  assert_written (fixture, "--report dotation --period 2025-W38 --output=dotation.XLSX");
  xlsx = read_file (fixture, "dotation.XLSX");
  g_assert_cmpmem (g_bytes_get_data (xlsx, NULL), 2, "PK", 2);
  assert_written (fixture, "--report dotation --period 2025-W38 --account zoe --output rows.csv");
  csv = read_file (fixture, "rows.csv");
  g_assert_cmpmem (g_bytes_get_data (csv, NULL), 3, "\xef\xbb\xbf", 3);
}

static void
test_dashboard (Fixture *fixture, gconstpointer accounts)
{
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GBytes) xlsx = NULL;
  g_autofree char *text = NULL;

  assert_written (fixture, "--report dashboard --period 2025-W38 --output dashboard.pdf");
  pdf = read_file (fixture, "dashboard.pdf");
  text = report_example_read_text (pdf);
  g_assert_nonnull (strstr (text, "$26,400"));
  assert_written (fixture, "--report summary --period 2025-W39 --output summary.xlsx");
  xlsx = read_file (fixture, "summary.xlsx");
  g_assert_cmpmem (g_bytes_get_data (xlsx, NULL), 2, "PK", 2);
}

static void
assert_refused (Fixture *fixture, const char *arguments, int status, const char *part)
{
  Outcome outcome = run (fixture, arguments);

  g_assert_cmpint (outcome.status, ==, status);
  g_assert_cmpuint (g_bytes_get_size (outcome.output), ==, 0);
  if (!g_str_has_prefix (outcome.message, "portail: ") || strstr (outcome.message, part) == NULL)
    g_error ("no “%s” in: %s", part, outcome.message);
  clear_outcome (&outcome);
}

static void
switch_on (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  portail_database_run (fixture->store->database, &error,
                        "UPDATE enterprise SET blanchiment_enabled = 1", "");
  g_assert_no_error (error);
}

static void
test_blanchiment (Fixture *fixture, gconstpointer accounts)
{
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *text = NULL;

  assert_refused (fixture, "--report blanchiment --period 2025-W38 --output a.pdf", 1,
                  "blanchiment");
  switch_on (fixture);
  assert_refused (fixture, "--report blanchiment --period 2025-W38 --output a.csv", 1, ".xlsx");
  assert_written (fixture, "--report blanchiment --period 2025-W38 --output a.pdf");
  pdf = read_file (fixture, "a.pdf");
  text = report_example_read_text (pdf);
  g_assert_nonnull (strstr (text, "BLANCHIMENT ANALYSIS"));
}

static void
test_standard_output (Fixture *fixture, gconstpointer accounts)
{
  Outcome outcome = run (fixture, "--report dotation --period 2025-W38 --output -");
  g_autofree char *text = NULL;

  g_assert_null (strstr (outcome.message, "portail: "));
  g_assert_cmpint (outcome.status, ==, 0);
  text = report_example_read_text (outcome.output);
  g_assert_nonnull (strstr (text, "Élodie Martin"));
  clear_outcome (&outcome);
}

static void
test_usage (Fixture *fixture, gconstpointer accounts)
{
  assert_refused (fixture, "--report tax --period 2025-W38 --output a.pdf", 2, "“tax”");
  assert_refused (fixture, "--report dotation --output a.pdf", 2, "--period");
  assert_refused (fixture, "--report dotation --period 2025-W54 --output a.pdf", 2, "2025-W54");
  assert_refused (fixture, "--report dotation --period 2025-W38", 2, "--output");
  assert_refused (fixture, "--report dotation --period 2025-W38 --output a.doc", 2, "a.doc");
}

static void
test_absence (Fixture *fixture, gconstpointer accounts)
{
  assert_refused (fixture, "--report dotation --period 2025-W38 --enterprise Other --output a.pdf",
                  1, "Garage Central");
  assert_refused (fixture, "--report dotation --period 2025-W40 --output a.pdf", 1, "2025-W38");
  assert_refused (fixture, "--report dotation --period 2025-W38 --account other --output a.pdf", 1,
                  "“other”");
  assert_refused (fixture, "--report dotation --period 2025-W38 --output /nonexistent/a.pdf", 1,
                  "/nonexistent/a.pdf");
}

static void
test_away (Fixture *fixture, gconstpointer accounts)
{
  assert_refused (fixture, "--report dotation --period 2025-W38 --output a.pdf", 1, "too long");
}

static void
test_no_account (Fixture *fixture, gconstpointer accounts)
{
  assert_refused (fixture, "--report dotation --period 2025-W38 --output a.pdf", 1,
                  "Nobody has signed in");
}

int
main (int argc, char *argv[])
{
  static const char accounts[] = "one";

  g_test_init (&argc, &argv, NULL);
  g_test_add ("/report-command/the-extension-says-what-is-written", Fixture, accounts, set_up,
              test_files, tear_down);
  g_test_add ("/report-command/a-dashboard-and-a-summary-are-written", Fixture, accounts, set_up,
              test_dashboard, tear_down);
  g_test_add ("/report-command/the-blanchiment-is-written-where-it-is-switched-on", Fixture,
              accounts, set_up, test_blanchiment, tear_down);
  g_test_add ("/report-command/a-dash-writes-to-standard-output", Fixture, accounts, set_up,
              test_standard_output, tear_down);
  g_test_add ("/report-command/a-wrong-command-line-is-explained", Fixture, accounts, set_up,
              test_usage, tear_down);
  g_test_add ("/report-command/what-is-not-there-is-named", Fixture, accounts, set_up, test_absence,
              tear_down);
  g_test_add ("/report-command/after-a-long-absence-nothing-is-shown", Fixture, "away", set_up,
              test_away, tear_down);
  g_test_add ("/report-command/without-an-account-it-says-so", Fixture, NULL, set_up,
              test_no_account, tear_down);
  return g_test_run ();
}
