/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-blanchiment-files.h"

#include "shared/report/portail-blanchiment-report.h"

static PortailBlanchimentReportSource
make_source (const PortailBlanchimentStudy *study)
{
  return (PortailBlanchimentReportSource){
    .analysis = study->analysis,
    .enterprise = study->enterprise_name != NULL ? study->enterprise_name : "",
    .generated_at = portail_timestamp_now (),
  };
}

static void
unref_study (gpointer study)
{
  portail_blanchiment_study_unref (study);
}

static void
run_report (GTask *task, gpointer source_object, gpointer study, GCancellable *cancellable)
{
  PortailBlanchimentReportSource source = make_source (study);

  g_task_return_pointer (task, portail_blanchiment_report_new (&source),
                         (GDestroyNotify) portail_report_free);
}

void
portail_blanchiment_files_report_async (PortailBlanchimentStudy *study,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, portail_blanchiment_files_report_async);
  g_task_set_task_data (task, portail_blanchiment_study_ref (study), unref_study);
  g_task_run_in_thread (task, run_report);
}

PortailReport *
portail_blanchiment_files_report_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  PortailBlanchimentStudy *study;
  GFile *file;
} Save;

static void
free_save (gpointer pointer)
{
  Save *save = pointer;

  portail_blanchiment_study_unref (save->study);
  g_object_unref (save->file);
  g_free (save);
}

static void
run_save (GTask *task, gpointer source_object, gpointer data, GCancellable *cancellable)
{
  const Save *save = data;
  PortailBlanchimentReportSource source = make_source (save->study);
  g_autofree char *name = g_file_get_basename (save->file);
  GError *error = NULL;
  g_autoptr (GBytes) bytes = g_str_has_suffix (name, ".xlsx")
                                 ? portail_blanchiment_report_to_xlsx (&source, &error)
                                 : portail_blanchiment_report_to_pdf (&source, &error);

  if (bytes != NULL
      && g_file_replace_contents (save->file, g_bytes_get_data (bytes, NULL),
                                  g_bytes_get_size (bytes), NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                  cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
portail_blanchiment_files_save_async (PortailBlanchimentStudy *study,
                                      GFile *file,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Save *save = g_new0 (Save, 1);

  save->study = portail_blanchiment_study_ref (study);
  save->file = g_object_ref (file);
  g_task_set_source_tag (task, portail_blanchiment_files_save_async);
  g_task_set_task_data (task, save, free_save);
  g_task_run_in_thread (task, run_save);
}

gboolean
portail_blanchiment_files_save_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

char *
portail_blanchiment_files_dup_name (PortailBlanchimentStudy *study, const char *extension)
{
  PortailBlanchimentReportSource source = make_source (study);

  return portail_blanchiment_report_dup_file_name (&source, extension);
}
