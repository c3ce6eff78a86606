/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-archive-files.h"

#include <string.h>

#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-setting.h"
#include "shared/report/portail-sheet-read.h"

void
portail_archive_columns_free (PortailArchiveColumns *template)
{
  g_clear_pointer (&template->columns, g_ptr_array_unref);
  g_free (template->setting_id);
  g_free (template);
}

static void
free_columns (gpointer template)
{
  portail_archive_columns_free (template);
}

static gpointer
run_columns (PortailDatabase *database, gpointer input, GError **error)
{
  g_autoptr (GPtrArray) found = portail_record_sql_list (
      database, &portail_setting_type, error,
      "WHERE key = ? AND user_id IS NULL AND trashed_at IS NULL LIMIT 1", "t",
      PORTAIL_ARCHIVE_TEMPLATE_KEY);
  g_autoptr (PortailJsonDocument) document = NULL;
  const PortailSetting *setting;
  PortailArchiveColumns *template;

  if (found == NULL)
    return NULL;
  template = g_new0 (PortailArchiveColumns, 1);
  setting = found->len > 0 ? g_ptr_array_index (found, 0) : NULL;
  if (setting != NULL && setting->value != NULL)
    document = portail_json_parse (setting->value, strlen (setting->value), NULL);
  if (setting != NULL)
    template->setting_id = g_strdup (setting->base.id);
  if (document != NULL)
    template->columns = portail_archive_template_from_json (
        portail_json_document_get_root (document));
  if (template->columns == NULL)
    template->columns = portail_archive_template_new_default ();
  return template;
}

PortailQuery *
portail_archive_files_new_template (void)
{
  return portail_query_new (run_columns, NULL, NULL, free_columns);
}

PortailSyncOp *
portail_archive_files_make_op (const GPtrArray *columns, const char *setting_id)
{
  PortailSyncOp *op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, NULL);
  g_autoptr (PortailSetting) setting = portail_record_new (&portail_setting_type);
  g_autoptr (GString) json = g_string_new (NULL);
  g_autofree char *new_id = portail_id_new ();
  PortailFieldSet fields = portail_record_type_field_bit (&portail_setting_type, "value");
  PortailChange *change;

  portail_archive_template_append_json (columns, json);
  setting->key = g_strdup (PORTAIL_ARCHIVE_TEMPLATE_KEY);
  setting->value = g_strdup (json->str);
  if (setting_id == NULL)
    fields |= portail_record_type_field_bit (&portail_setting_type, "key");
  change = portail_change_new (setting_id != NULL ? PORTAIL_CHANGE_UPDATE : PORTAIL_CHANGE_CREATE,
                               &portail_setting_type, setting_id != NULL ? setting_id : new_id);
  portail_change_set_fields (change, setting, fields);
  portail_sync_op_take_change (op, change);
  return op;
}

static void
unref_array (gpointer array)
{
  g_ptr_array_unref (array);
}

static void
read_columns (GTask *task, gpointer source, gpointer file, GCancellable *cancellable)
{
  g_autoptr (GBytes) bytes = g_file_load_bytes (file, cancellable, NULL, NULL);
  g_autoptr (GPtrArray) sheets = NULL;
  GPtrArray *columns = NULL;
  GError *error = NULL;

  if (bytes == NULL)
    g_set_error_literal (&error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID,
                         _ ("This file cannot be read."));
  else
    sheets = portail_sheet_read (bytes, &error);
  if (sheets != NULL && sheets->len > 0)
    columns = portail_archive_template_read (g_ptr_array_index (sheets, 0), &error);
  if (columns != NULL)
    g_task_return_pointer (task, columns, unref_array);
  else if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_new_error (task, PORTAIL_ERROR, PORTAIL_ERROR_INVALID,
                             _ ("The first sheet has no row of titles."));
}

void
portail_archive_files_read_async (GFile *file,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, portail_archive_files_read_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, read_columns);
}

GPtrArray *
portail_archive_files_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, portail_archive_files_read_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* The workbook */

static gboolean
load_names (PortailDatabase *database, GHashTable *names, GError **error)
{
  PortailStatement *statement = portail_database_prepare (
      database, "SELECT id, name FROM enterprise_card UNION SELECT id, name FROM enterprise",
      error);
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    g_hash_table_insert (names, portail_statement_dup_text (statement, 0),
                         portail_statement_dup_text (statement, 1));
  if (step == PORTAIL_STEP_ERROR)
    return FALSE;
  portail_statement_reset (statement);
  return TRUE;
}

static GPtrArray *
list_ids (PortailDatabase *database, PortailRecordQuery *query, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  PortailStatement *statement = portail_record_query_prepare (query, database, "id",
                                                              PORTAIL_QUERY_ALL_IN_ORDER, error);
  PortailStep step = PORTAIL_STEP_ERROR;

  while (statement != NULL
         && (step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    g_ptr_array_add (ids, portail_statement_dup_text (statement, 0));
  if (step == PORTAIL_STEP_ERROR)
    return NULL;
  portail_statement_reset (statement);
  return g_steal_pointer (&ids);
}

static GPtrArray *
load_archives (PortailDatabase *database, PortailRecordQuery *query, GError **error)
{
  g_autoptr (GPtrArray) ids = list_ids (database, query, error);
  g_autoptr (GPtrArray) archives = g_ptr_array_new_with_free_func (portail_record_free);

  if (ids == NULL)
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    {
      PortailArchive *archive = portail_record_sql_load (database, &portail_archive_type,
                                                         g_ptr_array_index (ids, i), NULL);

      if (archive != NULL)
        g_ptr_array_add (archives, archive);
    }
  return g_steal_pointer (&archives);
}

static void
free_workbook (gpointer workbook)
{
  portail_workbook_free (workbook);
}

static gpointer
run_workbook (PortailDatabase *database, gpointer query, GError **error)
{
  g_autoptr (PortailArchiveColumns) template = run_columns (database, NULL, error);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) archives = NULL;
  PortailWorkbook *workbook;

  if (template == NULL || !load_names (database, names, error))
    return NULL;
  archives = load_archives (database, query, error);
  if (archives == NULL)
    return NULL;
  workbook = portail_workbook_new ();
  portail_archive_template_add_sheet (template->columns, workbook, archives, names);
  return workbook;
}

static void
unref_query (gpointer query)
{
  portail_record_query_unref (query);
}

PortailQuery *
portail_archive_files_new_workbook (PortailRecordQuery *query)
{
  return portail_query_new (run_workbook, portail_record_query_ref (query), unref_query,
                            free_workbook);
}
