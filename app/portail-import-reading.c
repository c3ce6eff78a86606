/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-import-reading.h"

#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/report/portail-sheet-read.h"

void
portail_import_reading_free (PortailImportReading *reading)
{
  g_clear_pointer (&reading->bytes, g_bytes_unref);
  g_clear_pointer (&reading->tables, g_ptr_array_unref);
  g_clear_pointer (&reading->there, g_ptr_array_unref);
  g_clear_object (&reading->preview);
  g_free (reading);
}

static void
free_table (gpointer table)
{
  portail_text_table_free (table);
}

/* One table of text, or the sheets of a workbook. */
static GPtrArray *
read_tables (GBytes *bytes, GError **error)
{
  gsize n_bytes;
  const char *text = g_bytes_get_data (bytes, &n_bytes);
  PortailTextTable *table;
  GPtrArray *tables;

  if (portail_sheet_read_is_workbook (text, n_bytes))
    return portail_sheet_read (bytes, error);
  table = portail_text_table_parse (text, n_bytes, error);
  if (table == NULL)
    return NULL;
  tables = g_ptr_array_new_with_free_func (free_table);
  g_ptr_array_add (tables, table);
  return tables;
}

static gboolean
find_table_of (PortailImportReading *reading, guint kind)
{
  for (guint i = 0; i < reading->tables->len; i++)
    if (portail_import_format_has_header (reading->kinds[kind]->format, reading->tables->pdata[i]))
      {
        reading->kind = kind;
        reading->index = i;
        return TRUE;
      }
  return FALSE;
}

/* The first table with the header that is looked for; else, where nobody has chosen so far, one
 * with the header of another kind of the place. */
static void
find_best_table (PortailImportReading *reading)
{
  reading->index = 0;
  if (find_table_of (reading, reading->kind) || reading->bytes == NULL)
    return;
  for (guint i = 0; reading->kinds[i] != NULL; i++)
    if (find_table_of (reading, i))
      return;
}

/* The thread's copy goes to the caller; the task keeps an empty one. */
static PortailImportReading *
steal (PortailImportReading *reading)
{
  PortailImportReading *stolen = g_memdup2 (reading, sizeof *reading);

  *reading = (PortailImportReading){ 0 };
  return stolen;
}

static void
free_reading (gpointer reading)
{
  portail_import_reading_free (reading);
}

static void
run_reading (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  PortailImportReading *reading = task_data;
  GError *error = NULL;

  if (reading->tables == NULL)
    reading->tables = read_tables (reading->bytes, &error);
  if (reading->tables != NULL && reading->tables->len == 0)
    g_set_error_literal (&error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID,
                         _ ("There is no sheet in this file."));
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (reading->index >= reading->tables->len)
    find_best_table (reading);
  reading->preview = portail_import_preview_new (reading->tables->pdata[reading->index],
                                                 reading->kinds[reading->kind], reading->there);
  g_task_return_pointer (task, steal (reading), free_reading);
}

void
portail_import_reading_run_async (PortailImportReading *reading,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, portail_import_reading_run_async);
  g_task_set_task_data (task, reading, free_reading);
  g_task_run_in_thread (task, run_reading);
}

PortailImportReading *
portail_import_reading_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
