/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-dotation-files.h"

#include "app/portail-report-search.h"
#include "shared/portail-dotation-loader.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-enterprise.h"
#include "shared/report/portail-dotation-workbook.h"

/* What is wanted of which dotation. */
typedef struct
{
  char *dotation_id;
  PortailDotationExportKind kind;
  PortailDotationExportFormat format;
  gpointer (*make) (const PortailDotationReportSource *source,
                    PortailDotationExportKind kind,
                    PortailDotationExportFormat format,
                    GError **error);
} Wish;

static void
free_wish (gpointer pointer)
{
  Wish *wish = pointer;

  g_free (wish->dotation_id);
  g_free (wish);
}

static gpointer
make_bytes (const PortailDotationReportSource *source,
            PortailDotationExportKind kind,
            PortailDotationExportFormat format,
            GError **error)
{
  return portail_dotation_export (source, kind, format, error);
}

static gpointer
make_report (const PortailDotationReportSource *source,
             PortailDotationExportKind kind,
             PortailDotationExportFormat format,
             GError **error)
{
  return portail_dotation_export_make_report (source, kind);
}

static gpointer
make_text (const PortailDotationReportSource *source,
           PortailDotationExportKind kind,
           PortailDotationExportFormat format,
           GError **error)
{
  g_autofree PortailDotationWorkbookEntry *entries = NULL;
  PortailDotationWorkbookSource workbook = portail_dotation_export_get_workbook_source (source,
                                                                                        &entries);

  return portail_dotation_workbook_to_text (&workbook, PORTAIL_TEXT_FORMAT_TSV, error);
}

static gpointer
run_wish (PortailDatabase *database, gpointer input, GError **error)
{
  const Wish *wish = input;
  PortailDotationReportSource source = { .generated_at = portail_timestamp_now () };
  g_autoptr (PortailDotationSheet) sheet = NULL;
  g_autoptr (PortailDotationFigures) figures = NULL;
  g_autoptr (PortailEnterprise) enterprise = NULL;

  sheet = portail_dotation_load (database, wish->dotation_id, error);
  if (sheet == NULL)
    return NULL;
  figures = portail_dotation_sheet_compute (sheet, error);
  if (figures == NULL
      || !portail_report_find_state (database, wish->dotation_id, &source.state, error))
    return NULL;
  enterprise = portail_record_sql_load (database, &portail_enterprise_type,
                                        sheet->dotation->base.enterprise_id, NULL);
  source.sheet = sheet;
  source.figures = figures;
  source.enterprise = enterprise != NULL && enterprise->name != NULL ? enterprise->name : "";
  return wish->make (&source, wish->kind, wish->format, error);
}

static void
ask (PortailCache *cache,
     const Wish *wish,
     GDestroyNotify free_result,
     GAsyncReadyCallback callback,
     GTask *task)
{
  Wish *copy = g_memdup2 (wish, sizeof *wish);

  copy->dotation_id = g_strdup (wish->dotation_id);
  portail_cache_query_async (cache, portail_query_new (run_wish, copy, free_wish, free_result),
                             NULL, callback, task);
}

static void
on_written (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_file_replace_contents_finish (G_FILE (object), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_bytes (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GBytes) bytes = portail_cache_query_finish (PORTAIL_CACHE (object), result, &error);

  if (bytes == NULL)
    g_task_return_error (task, error);
  else
    g_file_replace_contents_bytes_async (g_task_get_task_data (task), bytes, NULL, FALSE,
                                         G_FILE_CREATE_NONE, NULL, on_written, g_object_ref (task));
}

void
portail_dotation_files_save_async (PortailCache *cache,
                                   const char *dotation_id,
                                   PortailDotationExportKind kind,
                                   GFile *file,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = g_task_new (cache, NULL, callback, user_data);
  g_autofree char *name = g_file_get_basename (file);
  Wish wish = { (char *) dotation_id, kind, PORTAIL_DOTATION_EXPORT_PDF, make_bytes };

  g_task_set_source_tag (task, portail_dotation_files_save_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  if (portail_dotation_export_format_from_file_name (name, &wish.format))
    {
      ask (cache, &wish, (GDestroyNotify) g_bytes_unref, on_bytes, task);
      return;
    }
  g_task_return_new_error (task, PORTAIL_ERROR, PORTAIL_ERROR_INVALID,
                           _ ("“%s” does not say its format: .pdf, .xlsx or .csv."), name);
  g_object_unref (task);
}

gboolean
portail_dotation_files_save_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, portail_dotation_files_save_async),
                        FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_report (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  PortailReport *report = portail_cache_query_finish (PORTAIL_CACHE (object), result, &error);

  if (report == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, report, (GDestroyNotify) portail_report_free);
}

void
portail_dotation_files_report_async (PortailCache *cache,
                                     const char *dotation_id,
                                     PortailDotationExportKind kind,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GTask *task = g_task_new (cache, NULL, callback, user_data);
  Wish wish = { (char *) dotation_id, kind, PORTAIL_DOTATION_EXPORT_PDF, make_report };

  g_task_set_source_tag (task, portail_dotation_files_report_async);
  ask (cache, &wish, (GDestroyNotify) portail_report_free, on_report, task);
}

PortailReport *
portail_dotation_files_report_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, portail_dotation_files_report_async),
                        NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_text (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *text = portail_cache_query_finish (PORTAIL_CACHE (object), result, &error);

  if (text == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, text, g_free);
}

void
portail_dotation_files_text_async (PortailCache *cache,
                                   const char *dotation_id,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = g_task_new (cache, NULL, callback, user_data);
  Wish wish = { (char *) dotation_id, PORTAIL_DOTATION_EXPORT_DOTATION, PORTAIL_DOTATION_EXPORT_CSV,
                make_text };

  g_task_set_source_tag (task, portail_dotation_files_text_async);
  ask (cache, &wish, g_free, on_text, task);
}

char *
portail_dotation_files_text_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, portail_dotation_files_text_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
