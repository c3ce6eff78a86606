/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-legacy-import.h"

#include <string.h>

#include "server/portail-legacy-rows.h"
#include "shared/portail-database-sqlite.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"

static void
skip_free (gpointer pointer)
{
  PortailLegacySkip *skip = pointer;

  g_free (skip->id);
  g_free (skip->reason);
  g_free (skip);
}

static void
person_free (gpointer pointer)
{
  PortailLegacyPerson *person = pointer;

  g_free (person->user_id);
  g_free (person->discord_id);
  g_free (person->username);
  g_free (person->role);
  g_free (person);
}

static void
table_clear (gpointer table)
{
  g_clear_pointer (&((PortailLegacyTable *) table)->skips, g_ptr_array_unref);
}

static PortailLegacyReport *
report_new (void)
{
  PortailLegacyReport *report = g_new0 (PortailLegacyReport, 1);

  report->tables = g_array_new (FALSE, TRUE, sizeof (PortailLegacyTable));
  g_array_set_clear_func (report->tables, table_clear);
  report->people = g_ptr_array_new_with_free_func (person_free);
  for (const PortailLegacyTableRow *row = portail_legacy_tables_get (); row->name != NULL; row++)
    {
      PortailLegacyTable table = { .name = row->name };

      table.skips = g_ptr_array_new_with_free_func (skip_free);
      g_array_append_val (report->tables, table);
    }
  return report;
}

void
portail_legacy_report_free (PortailLegacyReport *report)
{
  g_array_unref (report->tables);
  g_ptr_array_unref (report->people);
  g_free (report);
}

static void
import_clear (PortailLegacyImport *import)
{
  g_clear_pointer (&import->users, g_hash_table_unref);
  g_clear_pointer (&import->enterprises, g_hash_table_unref);
  g_clear_pointer (&import->writer, portail_record_writer_free);
  g_clear_pointer (&import->scope, g_free);
  g_clear_pointer (&import->touched, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PortailLegacyImport, import_clear)

/* The file that an address names. Owned. */
static char *
find_file (const char *address, GError **error)
{
  static const char sqlite[] = "sqlite:///";
  const char *path = g_str_has_prefix (address, sqlite) ? address + strlen (sqlite) : address;

  if (g_str_has_prefix (address, "mysql:") || g_str_has_prefix (address, "mysql+")
      || g_str_has_prefix (address, "mariadb:"))
    {
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_UNAVAILABLE,
                           _ ("This version does not read MySQL or MariaDB yet; copy the tables "
                              "into an SQLite file and import that."));
      return NULL;
    }
  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return g_strdup (path);
  g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID, _ ("%s: there is no such file"), path);
  return NULL;
}

/* A view, or a table of a module of its own, is not read. */
static gboolean
check_table (PortailDatabase *source, const char *name, GError **error)
{
  PortailStatement *statement = portail_database_query (
      source, error,
      "SELECT type = 'table' AND sql LIKE 'CREATE TABLE%' FROM sqlite_schema WHERE name = ?", "t",
      name);
  PortailStep step = statement != NULL ? portail_statement_step (statement, error)
                                       : PORTAIL_STEP_ERROR;
  gboolean is_table = step == PORTAIL_STEP_ROW && portail_statement_get_int64 (statement, 0) == 1;

  if (step == PORTAIL_STEP_ERROR)
    return FALSE;
  portail_statement_reset (statement);
  if (!is_table)
    g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID,
                 _ ("This is no file of the old portal: it has no table “%s”."), name);
  return is_table;
}

/* Also whether it is a database at all: it is not read before. */
static gboolean
check_tables (PortailDatabase *source, GError **error)
{
  if (!portail_database_begin_read (source, error))
    return FALSE;
  for (const PortailLegacyTableRow *row = portail_legacy_tables_get (); row->name != NULL; row++)
    if (!check_table (source, row->name, error))
      return FALSE;
  return TRUE;
}

/* Texts that are no UTF-8 would reach every client. */
static gboolean
is_text (PortailStatement *row, const PortailLegacyTableRow *table)
{
  guint n_columns = 1;

  for (const char *comma = strchr (table->columns, ','); comma != NULL;
       comma = strchr (comma + 1, ','))
    n_columns++;
  for (guint i = 0; i < n_columns; i++)
    {
      const char *text = portail_statement_get_text (row, i);

      if (text != NULL && !g_utf8_validate (text, -1, NULL))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_row (PortailLegacyImport *import,
          const PortailLegacyTableRow *table,
          PortailStatement *row,
          GError **error)
{
  PortailLegacySkip *skip;

  import->table->n_read++;
  if (is_text (row, table))
    return table->take (import, row, error);
  skip = g_new0 (PortailLegacySkip, 1);
  skip->id = g_utf8_make_valid (portail_statement_get_text (row, 0), -1);
  skip->reason = g_strdup (_ ("a text is not in UTF-8"));
  g_ptr_array_add (import->table->skips, skip);
  return TRUE;
}

static gboolean
take_table (PortailLegacyImport *import,
            PortailDatabase *source,
            const PortailLegacyTableRow *table,
            GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s ORDER BY %s", table->columns,
                                          table->name, table->order);
  PortailStatement *row = portail_database_prepare (source, sql, error);
  PortailStep step = PORTAIL_STEP_ERROR;
  gboolean is_done = row != NULL;

  while (is_done && (step = portail_statement_step (row, error)) == PORTAIL_STEP_ROW)
    is_done = take_row (import, table, row, error);
  is_done = is_done && step == PORTAIL_STEP_DONE;
  if (row != NULL)
    portail_statement_reset (row);
  if (is_done)
    return portail_legacy_finish_writer (import, error);
  g_prefix_error (error, "%s: ", table->name);
  return FALSE;
}

PortailLegacyReport *
portail_legacy_import_run (PortailDatabase *database,
                           const char *path,
                           PortailTimestamp now,
                           GError **error)
{
  const PortailLegacyTableRow *tables = portail_legacy_tables_get ();
  g_autofree char *file = find_file (path, error);
  g_autoptr (PortailDatabase) source = NULL;
  g_autoptr (PortailLegacyReport) report = report_new ();
  g_auto (PortailLegacyImport) import = {
    .database = database,
    .now = now,
    .users = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
    .enterprises = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
    .report = report,
    .touched = g_ptr_array_new_with_free_func (portail_record_free),
  };

  if (file != NULL)
    source = portail_database_open_sqlite (file, PORTAIL_DATABASE_FOREIGN, error);
  if (source == NULL || !check_tables (source, error))
    {
      if (file != NULL)
        g_prefix_error (error, "%s: ", file);
      return NULL;
    }
  for (guint i = 0; tables[i].name != NULL; i++)
    {
      import.table = &g_array_index (report->tables, PortailLegacyTable, i);
      if (!take_table (&import, source, &tables[i], error))
        {
          g_prefix_error (error, "%s: ", file);
          return NULL;
        }
    }
  return g_steal_pointer (&report);
}

gboolean
portail_legacy_report_has_changes (const PortailLegacyReport *report)
{
  for (guint i = 0; i < report->tables->len; i++)
    if (g_array_index (report->tables, PortailLegacyTable, i).n_written > 0)
      return TRUE;
  return FALSE;
}

static void
append_table_text (const PortailLegacyTable *table, GString *text)
{
  g_string_append_printf (text, _ ("%s: %u read, %u written, %u there already, %u skipped\n"),
                          table->name, table->n_read, table->n_written, table->n_known,
                          table->skips->len);
  if (table->n_archived > 0)
    g_string_append_printf (text, _ ("  %u of them became archives: their week has another one\n"),
                            table->n_archived);
  for (guint i = 0; i < table->skips->len; i++)
    {
      const PortailLegacySkip *skip = g_ptr_array_index (table->skips, i);

      g_string_append_printf (text, "  %s: %s\n", skip->id, skip->reason);
    }
}

void
portail_legacy_report_append_text (const PortailLegacyReport *report, GString *text)
{
  for (guint i = 0; i < report->tables->len; i++)
    append_table_text (&g_array_index (report->tables, PortailLegacyTable, i), text);
  if (!portail_legacy_report_has_changes (report))
    g_string_append (text, _ ("Nothing changed.\n"));
  if (report->people->len == 0)
    return;
  g_string_append (text, _ ("Documents came without their content, and accounts without their "
                            "address.\nThese people have no role by this import:\n"));
  for (guint i = 0; i < report->people->len; i++)
    {
      const PortailLegacyPerson *person = g_ptr_array_index (report->people, i);

      g_string_append_printf (text, "  %s %s (%s)\n", person->discord_id, person->username,
                              person->role);
    }
}

static void
append_number (GString *json, const char *name, guint number)
{
  portail_json_append_name (json, name);
  portail_json_append_integer (json, number);
}

static void
append_text (GString *json, const char *name, const char *text)
{
  portail_json_append_name (json, name);
  portail_json_append_string (json, text);
}

static void
append_table_json (const PortailLegacyTable *table, GString *json)
{
  g_string_append_c (json, '{');
  append_text (json, "table", table->name);
  append_number (json, "read", table->n_read);
  append_number (json, "written", table->n_written);
  append_number (json, "archived", table->n_archived);
  append_number (json, "known", table->n_known);
  portail_json_append_name (json, "skipped");
  g_string_append_c (json, '[');
  for (guint i = 0; i < table->skips->len; i++)
    {
      const PortailLegacySkip *skip = g_ptr_array_index (table->skips, i);

      g_string_append (json, i > 0 ? ",{" : "{");
      append_text (json, "id", skip->id);
      append_text (json, "reason", skip->reason);
      g_string_append_c (json, '}');
    }
  g_string_append (json, "]}");
}

void
portail_legacy_report_append_json (const PortailLegacyReport *report, GString *json)
{
  g_string_append (json, "{\"changed\":");
  g_string_append (json, portail_legacy_report_has_changes (report) ? "true" : "false");
  g_string_append (json, ",\"tables\":[");
  for (guint i = 0; i < report->tables->len; i++)
    {
      g_string_append (json, i > 0 ? "," : "");
      append_table_json (&g_array_index (report->tables, PortailLegacyTable, i), json);
    }
  g_string_append (json, "],\"without_membership\":[");
  for (guint i = 0; i < report->people->len; i++)
    {
      const PortailLegacyPerson *person = g_ptr_array_index (report->people, i);

      g_string_append (json, i > 0 ? ",{" : "{");
      append_text (json, "discord_id", person->discord_id);
      append_text (json, "username", person->username);
      append_text (json, "role", person->role);
      g_string_append_c (json, '}');
    }
  g_string_append (json, "]}");
}
