/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-blob-files.h"

#include "shared/portail-worker.h"

struct _PortailBlobFiles
{
  PortailFilesRoom room;
  PortailWorker *worker;
};

typedef struct
{
  const PortailFilesWork *work;
  gpointer input;
  gpointer result;
  GError *error;
  GTask *task;
} Job;

static void
run_job (gpointer pointer, gpointer user)
{
  Job *job = pointer;

  if (!g_cancellable_set_error_if_cancelled (g_task_get_cancellable (job->task), &job->error))
    job->result = job->work->run (user, job->input, &job->error);
}

/* On the task's own thread, where its last reference goes. */
static gboolean
deliver (gpointer pointer)
{
  Job *job = pointer;

  if (job->error != NULL)
    g_task_return_error (job->task, job->error);
  else
    g_task_return_pointer (job->task, job->result, job->work->free_result);
  g_object_unref (job->task);
  g_free (job);
  return G_SOURCE_REMOVE;
}

static void
complete_job (gpointer pointer, const GError *error, gpointer user)
{
  Job *job = pointer;
  g_autoptr (GSource) source = g_idle_source_new ();

  if (job->work->free_input != NULL)
    job->work->free_input (job->input);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, deliver, job, NULL);
  g_source_attach (source, g_task_get_context (job->task));
}

PortailBlobFiles *
portail_blob_files_new (const char *directory)
{
  PortailBlobFiles *files = g_new0 (PortailBlobFiles, 1);

  files->room.directory = g_strdup (directory);
  files->room.held = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  files->worker = portail_worker_new ("files", NULL, &files->room);
  return files;
}

void
portail_blob_files_free (PortailBlobFiles *files)
{
  portail_worker_free (files->worker);
  g_hash_table_unref (files->room.held);
  g_free (files->room.directory);
  g_free (files);
}

void
portail_blob_files_submit (PortailBlobFiles *files,
                           const PortailFilesWork *work,
                           gpointer input,
                           GTask *task)
{
  Job *job = g_new0 (Job, 1);

  *job = (Job){ work, input, NULL, NULL, task };
  /* The worker takes jobs as long as the files are there. */
  if (!portail_worker_submit (files->worker, run_job, complete_job, job))
    g_assert_not_reached ();
}
