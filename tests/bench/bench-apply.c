/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What it costs a client to take over 100 000 pulled rows, page by page, with cursors, digest and
 * indices, against `sqlite3 .import` of the same rows as CSV into the same table in one go. */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/portail-cache-store.h"
#include "app/portail-pull.h"
#include "shared/portail-digest.h"
#include "shared/portail-id.h"
#include "shared/portail-record-json.h"
#include "shared/records/portail-dotation-row.h"

#define N_ROWS       100000
#define ROWS_A_PAGE  PORTAIL_PULL_LIMIT
#define ROWS_A_SHEET 100
#define N_RUNS       3
#define ENTERPRISE   "01990000-0000-7000-8000-000000000001"
#define SCOPE        "enterprise:" ENTERPRISE

typedef struct
{
  char *folder;
  GPtrArray *pages; /* of GBytes */
  char *csv_path;
} Bench;

static void
require (gboolean is_done, const GError *error)
{
  if (!is_done)
    g_error ("%s", error != NULL ? error->message : "failed");
}

static PortailDotationRow *
make_row (guint n, const char *sheet_id)
{
  PortailDotationRow *row = portail_record_new (&portail_dotation_row_type);

  row->base.id = portail_id_new ();
  row->base.rev = n + 1;
  row->base.enterprise_id = g_strdup (ENTERPRISE);
  row->base.created_at = portail_timestamp_now ();
  row->base.updated_at = row->base.created_at;
  row->base.created_by = g_strdup (ENTERPRISE);
  row->dotation_id = g_strdup (sheet_id);
  row->position = n % ROWS_A_SHEET;
  row->employee_id = portail_id_new ();
  row->employee_name = g_strdup_printf ("Personne numéro %u", n);
  row->grade = g_strdup ("Senior");
  row->run.cents = n * 100;
  row->facture.cents = n;
  row->vente.cents = 12345;
  row->heures.hundredths = 1250;
  row->salaire.cents = n * 35;
  row->prime.cents = n * 8;
  return row;
}

/* The columns in the order of the table; what is null in JSON is empty in CSV. */
static void
append_csv (GString *csv, gconstpointer row)
{
  guint n_fields = portail_record_type_get_n_fields (&portail_dotation_row_type);

  for (guint i = 0; i < n_fields; i++)
    {
      const PortailField *field = portail_record_type_get_field (&portail_dotation_row_type, i);

      if (portail_field_is_string (field))
        g_string_append_printf (csv, "%s,", portail_field_get_string (field, row));
      else
        g_string_append_printf (csv, "%" G_GINT64_FORMAT ",",
                                portail_field_get_integer (field, row));
    }
  g_string_append (csv, ",,\n");
}

static void
append_change (GString *json, gconstpointer row)
{
  g_string_append (json, "{\"op\":\"put\",\"type\":\"dotation_row\",\"row\":{");
  portail_record_append_members (
      row, portail_record_type_get_all_fields (&portail_dotation_row_type), json);
  g_string_append (json, "}}");
}

static void
begin_page (GString *json, guint first)
{
  g_string_assign (json, "{\"epoch\":\"e\",\"server_time\":\"2025-09-20T18:03:11.123Z\","
                         "\"scopes\":[{\"scope\":\"" SCOPE "\",\"role\":\"patron\"}],\"pages\":[");
  g_string_append_printf (json,
                          "{\"scope\":\"" SCOPE "\",\"cursor\":\"c%u\",\"more\":%s,\"reset\":%s,"
                          "\"changes\":[",
                          first, first + ROWS_A_PAGE < N_ROWS ? "true" : "false",
                          first == 0 ? "true" : "false");
}

static void
end_page (Bench *bench, GString *json, const PortailDigest *digest)
{
  char text[PORTAIL_DIGEST_TEXT_SIZE];

  g_string_append (json, "]");
  if (digest->count == N_ROWS)
    g_string_append_printf (json, ",\"digest\":{\"count\":%d,\"hash\":\"%s\"}", N_ROWS,
                            portail_digest_format (digest, text));
  g_string_append (json, "}]}");
  g_ptr_array_add (bench->pages, g_bytes_new (json->str, json->len));
}

static void
make_rows (Bench *bench)
{
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (GString) csv = g_string_new (NULL);
  g_autofree char *sheet_id = NULL;
  g_autoptr (GError) error = NULL;
  PortailDigest digest = { 0 };

  for (guint n = 0; n < N_ROWS; n++)
    {
      g_autoptr (PortailDotationRow) row = NULL;

      if (n % ROWS_A_SHEET == 0)
        {
          g_free (sheet_id);
          sheet_id = portail_id_new ();
        }
      row = make_row (n, sheet_id);
      if (n % ROWS_A_PAGE == 0)
        begin_page (json, n);
      else
        g_string_append_c (json, ',');
      append_change (json, row);
      append_csv (csv, row);
      portail_digest_change (&digest, PORTAIL_DIGEST_ADD, "dotation_row", row->base.id,
                             row->base.rev);
      if ((n + 1) % ROWS_A_PAGE == 0)
        end_page (bench, json, &digest);
    }
  bench->csv_path = g_build_filename (bench->folder, "rows.csv", NULL);
  require (g_file_set_contents (bench->csv_path, csv->str, (gssize) csv->len, &error), error);
}

static void
remove_files (const char *folder)
{
  static const char *const names[] = {
    "cache.db",      "cache.db-wal", "cache.db-shm", "outbox.db", "outbox.db-wal",
    "outbox.db-shm", "lock",         "import.db",    "rows.csv",  "import.sql",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_unlink (path);
    }
}

static gint64
count_rows (PortailDatabase *database)
{
  PortailStatement *statement = portail_database_prepare (
      database, "SELECT count(*) FROM dotation_row", NULL);
  gint64 count;

  require (portail_statement_step (statement, NULL) == PORTAIL_STEP_ROW, NULL);
  count = portail_statement_get_int64 (statement, 0);
  portail_statement_reset (statement);
  return count;
}

/* The SQL that makes the table and its indices, without STRICT: CSV has no null. Owned. */
static char *
dup_table_sql (PortailDatabase *database)
{
  PortailStatement *statement = portail_database_prepare (
      database,
      "SELECT group_concat (replace (sql, 'STRICT, ', ''), ';') FROM cache.sqlite_schema"
      " WHERE tbl_name = 'dotation_row' AND sql IS NOT NULL",
      NULL);
  char *sql;

  require (portail_statement_step (statement, NULL) == PORTAIL_STEP_ROW, NULL);
  sql = portail_statement_dup_text (statement, 0);
  portail_statement_reset (statement);
  return sql;
}

/* Seconds. *@table_sql receives what makes the table. */
static double
apply_pages (Bench *bench, char **table_sql)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_build_filename (bench->folder, "account", NULL);
  g_autoptr (PortailCacheStore) store = NULL;
  gint64 start;
  double seconds;

  g_mkdir (folder, 0700);
  store = portail_cache_store_open (folder, &error);
  require (store != NULL, error);
  *table_sql = dup_table_sql (store->database);
  start = g_get_monotonic_time ();
  for (guint i = 0; i < bench->pages->len; i++)
    {
      g_autoptr (PortailPullOutcome) outcome = portail_pull_apply (store, bench->pages->pdata[i],
                                                                   &error);

      require (outcome != NULL && outcome->n_wrong_digests == 0, error);
      g_ptr_array_unref (portail_cache_store_take_touched (store));
    }
  seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  require (count_rows (store->database) == N_ROWS, NULL);
  g_clear_pointer (&store, portail_cache_store_free);
  remove_files (folder);
  g_rmdir (folder);
  return seconds;
}

/* Seconds of `sqlite3` from its start to its end. */
static double
import_csv (Bench *bench, const char *table_sql)
{
  g_autofree char *path = g_build_filename (bench->folder, "import.db", NULL);
  g_autofree char *import = g_strdup_printf (".import %s dotation_row", bench->csv_path);
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;
  g_autoptr (GSubprocess) process = NULL;
  gint64 start = g_get_monotonic_time ();
  double seconds;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "sqlite3", path,
                              "PRAGMA journal_mode = WAL", table_sql, ".mode csv", import,
                              "SELECT 'rows', count (*) FROM dotation_row", NULL);
  require (process != NULL
               && g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error),
           error);
  require (strstr (output, "rows," G_STRINGIFY (N_ROWS)) != NULL, NULL);
  seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  g_unlink (path);
  return seconds;
}

int
main (void)
{
  g_autoptr (GError) error = NULL;
  Bench bench = { g_dir_make_tmp ("portail-bench-XXXXXX", &error),
                  g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref) };
  double applied = G_MAXDOUBLE;
  double imported = G_MAXDOUBLE;

  require (bench.folder != NULL, error);
  make_rows (&bench);
  for (int run = 0; run < N_RUNS; run++)
    {
      g_autofree char *table_sql = NULL;

      applied = MIN (applied, apply_pages (&bench, &table_sql));
      imported = MIN (imported, import_csv (&bench, table_sql));
    }
  g_print ("%d rows, best of %d: pages applied %.2f s, sqlite3 .import %.2f s\n", N_ROWS, N_RUNS,
           applied, imported);
  g_print ("RATIO apply/import %.2f\n", applied / imported);
  remove_files (bench.folder);
  g_rmdir (bench.folder);
  g_ptr_array_unref (bench.pages);
  g_free (bench.csv_path);
  g_free (bench.folder);
  return EXIT_SUCCESS;
}
