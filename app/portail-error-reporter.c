/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-error-reporter.h"

#include <string.h>
#include <unistd.h>

#include "app/portail-crash-marker.h"
#include "app/portail-error-log.h"

#define MARKER_NAME "crash"
#define FOUND_NAME  "found.json"
#define QUEUE_NAME  "queue.json"

/* Different errors that are asked about; more tell no more. */
#define MAX_FOUND 50

typedef enum
{
  FILE_FOUND, /* what somebody is to be asked about */
  FILE_QUEUE, /* what may be sent, and the keys of what was decided */
  N_FILES,
} FileName;

static const char *const file_names[N_FILES] = { FOUND_NAME, QUEUE_NAME };

typedef struct
{
  PortailErrorFile *file;
  gboolean is_writing;
  gboolean is_dirty;
} Kept;

struct _PortailErrorReporter
{
  GObject parent_instance;

  char *folder;
  PortailErrorConsent consent;
  Kept kept[N_FILES];
  GPtrArray *settling; /* of GTask */
  gboolean is_started;
};

G_DEFINE_FINAL_TYPE (PortailErrorReporter, portail_error_reporter, G_TYPE_OBJECT)

static guint queue_changed_signal;

/* Files */

static char *
get_path (PortailErrorReporter *reporter, const char *name)
{
  return g_build_filename (reporter->folder, name, NULL);
}

static PortailErrorFile *
file_copy (const PortailErrorFile *file)
{
  PortailErrorFile *copy = portail_error_file_new ();

  for (guint i = 0; i < file->reports->len; i++)
    g_ptr_array_add (copy->reports, portail_error_report_copy (file->reports->pdata[i]));
  for (guint i = 0; i < file->known->len; i++)
    g_ptr_array_add (copy->known, g_strdup (file->known->pdata[i]));
  return copy;
}

typedef struct
{
  char *path;
  PortailErrorFile *file;
  FileName name;
} Writing;

static void
writing_free (gpointer pointer)
{
  Writing *writing = pointer;

  g_free (writing->path);
  portail_error_file_free (writing->file);
  g_free (writing);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer pointer, GCancellable *cancellable)
{
  const Writing *writing = pointer;
  GError *error = NULL;

  if (portail_error_file_save (writing->file, writing->path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void save (PortailErrorReporter *reporter, FileName name);

static gboolean
is_settled (PortailErrorReporter *reporter)
{
  for (guint i = 0; i < N_FILES; i++)
    if (reporter->kept[i].is_writing)
      return FALSE;
  return TRUE;
}

static void
on_written (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailErrorReporter) reporter = user_data;
  Kept *kept = &reporter->kept[((Writing *) g_task_get_task_data (G_TASK (result)))->name];
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_message ("An error could not be kept: %s", error->message);
  kept->is_writing = FALSE;
  if (kept->is_dirty)
    save (reporter, (FileName) (kept - reporter->kept));
  while (is_settled (reporter) && reporter->settling->len > 0)
    {
      g_autoptr (GTask) task = g_ptr_array_steal_index (reporter->settling, 0);

      g_task_return_boolean (task, TRUE);
    }
}

static void
save (PortailErrorReporter *reporter, FileName name)
{
  Kept *kept = &reporter->kept[name];
  g_autoptr (GTask) task = NULL;
  Writing *writing;

  kept->is_dirty = kept->is_writing;
  if (kept->is_writing || !reporter->is_started)
    return;
  kept->is_writing = TRUE;
  writing = g_new (Writing, 1);
  *writing = (Writing){ get_path (reporter, file_names[name]), file_copy (kept->file), name };
  /* The thread holds nothing of the reporter's, which is the main thread's. */
  task = g_task_new (NULL, NULL, on_written, g_object_ref (reporter));
  g_task_set_source_tag (task, save);
  g_task_set_task_data (task, writing, writing_free);
  g_task_run_in_thread (task, write_in_thread);
}

void
portail_error_reporter_settle_async (PortailErrorReporter *reporter,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GTask *task;

  g_return_if_fail (PORTAIL_IS_ERROR_REPORTER (reporter));
  task = g_task_new (reporter, NULL, callback, user_data);
  if (is_settled (reporter))
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
    }
  else
    g_ptr_array_add (reporter->settling, task);
}

gboolean
portail_error_reporter_settle_finish (PortailErrorReporter *reporter,
                                      GAsyncResult *result,
                                      GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* What was heard */

static PortailErrorReport *
find_same (const PortailErrorFile *file, const char *key)
{
  for (guint i = 0; i < file->reports->len; i++)
    {
      g_autofree char *other = portail_error_report_dup_key (file->reports->pdata[i]);

      if (g_str_equal (other, key))
        return file->reports->pdata[i];
    }
  return NULL;
}

/* Takes @report. */
static void
take_report (PortailErrorReporter *reporter, PortailErrorReport *report)
{
  PortailErrorFile *found = reporter->kept[FILE_FOUND].file;
  g_autofree char *key = portail_error_report_dup_key (report);
  PortailErrorReport *same = find_same (found, key);

  if (same != NULL)
    same->n_times += report->n_times;
  if (same != NULL || found->reports->len >= MAX_FOUND
      || portail_error_file_knows (reporter->kept[FILE_QUEUE].file, key))
    portail_error_report_free (report);
  else
    g_ptr_array_add (found->reports, report);
}

static void
on_heard (gpointer user_data)
{
  PortailErrorReporter *reporter = PORTAIL_ERROR_REPORTER (user_data);
  g_autoptr (GPtrArray) reports = NULL;

  if (!reporter->is_started)
    return; /* its start takes them */
  reports = portail_error_log_steal ();
  for (guint i = 0; i < reports->len; i++)
    if (reporter->consent == PORTAIL_ERROR_CONSENT_GIVEN)
      take_report (reporter, reports->pdata[i]);
    else
      portail_error_report_free (reports->pdata[i]);
  if (reports->len > 0)
    save (reporter, FILE_FOUND);
}

/* The start */

typedef struct
{
  char *folder;
  PortailErrorConsent consent;
  PortailErrorFile *files[N_FILES];
  PortailCrash *crash; /* or NULL */
} Start;

static void
start_free (gpointer pointer)
{
  Start *start = pointer;

  g_free (start->folder);
  for (guint i = 0; i < N_FILES; i++)
    g_clear_pointer (&start->files[i], portail_error_file_free);
  g_clear_pointer (&start->crash, portail_crash_free);
  g_free (start);
}

static void
load_files (Start *start)
{
  for (guint i = 0; i < N_FILES; i++)
    {
      g_autofree char *path = g_build_filename (start->folder, file_names[i], NULL);

      if (start->consent == PORTAIL_ERROR_CONSENT_GIVEN)
        start->files[i] = portail_error_file_load (path);
      else
        {
          unlink (path);
          start->files[i] = portail_error_file_new ();
        }
    }
}

static void
start_in_thread (GTask *task, gpointer source, gpointer pointer, GCancellable *cancellable)
{
  Start *start = pointer;
  g_autofree char *path = g_build_filename (start->folder, MARKER_NAME, NULL);
  g_autofree char *text = NULL;
  GError *error = NULL;

  g_mkdir_with_parents (start->folder, 0700);
  load_files (start);
  if (g_file_get_contents (path, &text, NULL, NULL)
      && start->consent == PORTAIL_ERROR_CONSENT_GIVEN)
    start->crash = portail_crash_parse (text);
  if (portail_crash_marker_install (path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* The first place in this program tells crashes apart. Owned. */
static PortailErrorReport *
report_crash (const PortailCrash *crash)
{
  g_autofree char *name = portail_crash_dup_signal_name (crash->signal);
  const char *place = strstr (crash->stack, "portail+");
  const char *end = place != NULL ? strchr (place, '\n') : NULL;
  g_autofree char *message = end != NULL
                                 ? g_strdup_printf ("%s at %.*s", name, (int) (end - place), place)
                                 : g_strdup (name);
  g_autofree char *stack = g_strconcat (crash->stack, *crash->lines != '\0' ? "\n" : "",
                                        crash->lines, NULL);
  PortailErrorReport *report = portail_error_report_new ("crash", message, stack);

  /* The clock may have been set back since. */
  report->occurred_at.milliseconds = MIN (crash->occurred_at * 1000,
                                          report->occurred_at.milliseconds);
  if (crash->version != NULL)
    {
      g_free (report->version);
      report->version = g_strdup (crash->version);
    }
  return report;
}

static void
on_start_done (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
portail_error_reporter_start_async (PortailErrorReporter *reporter,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (reporter, NULL, callback, user_data);
  g_autoptr (GTask) work = NULL;
  Start *start = g_new0 (Start, 1);

  start->folder = g_strdup (reporter->folder);
  start->consent = reporter->consent;
  g_task_set_source_tag (task, portail_error_reporter_start_async);
  g_task_set_task_data (task, start, start_free);
  work = g_task_new (NULL, NULL, on_start_done, g_steal_pointer (&task));
  g_task_set_source_tag (work, portail_error_reporter_start_async);
  g_task_set_task_data (work, start, NULL);
  g_task_run_in_thread (work, start_in_thread);
}

GPtrArray *
portail_error_reporter_start_finish (PortailErrorReporter *reporter,
                                     GAsyncResult *result,
                                     GError **error)
{
  Start *start = g_task_get_task_data (G_TASK (result));
  gboolean is_done = g_task_propagate_boolean (G_TASK (result), error);
  g_autoptr (PortailErrorFile) asked = NULL;

  for (guint i = 0; i < N_FILES; i++)
    {
      portail_error_file_free (reporter->kept[i].file);
      reporter->kept[i].file = g_steal_pointer (&start->files[i]);
    }
  if (start->crash != NULL)
    take_report (reporter, report_crash (start->crash));
  asked = file_copy (reporter->kept[FILE_FOUND].file);
  reporter->is_started = TRUE;
  /* The consent may have gone meanwhile. */
  portail_error_reporter_set_consent (reporter, reporter->consent);
  save (reporter, FILE_FOUND);
  on_heard (reporter);
  if (reporter->consent == PORTAIL_ERROR_CONSENT_NONE)
    g_ptr_array_set_size (asked->reports, 0);
  g_signal_emit (reporter, queue_changed_signal, 0);
  return is_done ? g_ptr_array_ref (asked->reports) : NULL;
}

/* What is decided */

void
portail_error_reporter_decide (PortailErrorReporter *reporter,
                               const GPtrArray *reports,
                               PortailErrorDecision decision,
                               const char *comment)
{
  PortailErrorFile *found;
  PortailErrorFile *queue;

  g_return_if_fail (PORTAIL_IS_ERROR_REPORTER (reporter));
  found = reporter->kept[FILE_FOUND].file;
  queue = reporter->kept[FILE_QUEUE].file;
  for (guint i = 0; i < reports->len; i++)
    {
      g_autofree char *key = portail_error_report_dup_key (reports->pdata[i]);
      PortailErrorReport *same = find_same (found, key);
      PortailErrorReport *copy;

      if (same == NULL)
        continue;
      copy = portail_error_report_copy (reports->pdata[i]);
      if (comment != NULL && i == 0)
        portail_error_report_add_comment (copy, comment);
      g_ptr_array_remove (found->reports, same);
      portail_error_file_take_key (queue, g_steal_pointer (&key));
      if (decision == PORTAIL_ERROR_SEND)
        g_ptr_array_add (queue->reports, copy);
      else
        portail_error_report_free (copy);
    }
  save (reporter, FILE_QUEUE);
  save (reporter, FILE_FOUND);
  g_signal_emit (reporter, queue_changed_signal, 0);
}

const PortailErrorReport *
portail_error_reporter_get_next (PortailErrorReporter *reporter)
{
  const GPtrArray *reports;

  g_return_val_if_fail (PORTAIL_IS_ERROR_REPORTER (reporter), NULL);
  reports = reporter->kept[FILE_QUEUE].file->reports;
  return reports->len > 0 ? reports->pdata[0] : NULL;
}

void
portail_error_reporter_drop_next (PortailErrorReporter *reporter)
{
  g_return_if_fail (PORTAIL_IS_ERROR_REPORTER (reporter));
  if (reporter->kept[FILE_QUEUE].file->reports->len == 0)
    return;
  g_ptr_array_remove_index (reporter->kept[FILE_QUEUE].file->reports, 0);
  save (reporter, FILE_QUEUE);
  g_signal_emit (reporter, queue_changed_signal, 0);
}

guint
portail_error_reporter_count_queued (PortailErrorReporter *reporter)
{
  g_return_val_if_fail (PORTAIL_IS_ERROR_REPORTER (reporter), 0);
  return reporter->kept[FILE_QUEUE].file->reports->len;
}

void
portail_error_reporter_set_consent (PortailErrorReporter *reporter, PortailErrorConsent consent)
{
  g_return_if_fail (PORTAIL_IS_ERROR_REPORTER (reporter));
  reporter->consent = consent;
  portail_error_log_set_state (consent == PORTAIL_ERROR_CONSENT_GIVEN ? PORTAIL_ERROR_LOG_COLLECTING
                                                                      : PORTAIL_ERROR_LOG_IDLE);
  if (consent == PORTAIL_ERROR_CONSENT_GIVEN)
    return;
  portail_crash_marker_forget ();
  for (guint i = 0; i < N_FILES; i++)
    {
      g_ptr_array_set_size (reporter->kept[i].file->reports, 0);
      g_ptr_array_set_size (reporter->kept[i].file->known, 0);
      save (reporter, (FileName) i);
    }
  g_signal_emit (reporter, queue_changed_signal, 0);
}

void
portail_error_reporter_stop (PortailErrorReporter *reporter)
{
  g_return_if_fail (PORTAIL_IS_ERROR_REPORTER (reporter));
  portail_error_log_set_state (PORTAIL_ERROR_LOG_IDLE);
  portail_error_log_listen (NULL, NULL);
  portail_crash_marker_remove ();
}

static void
portail_error_reporter_finalize (GObject *object)
{
  PortailErrorReporter *reporter = PORTAIL_ERROR_REPORTER (object);

  portail_error_reporter_stop (reporter);
  for (guint i = 0; i < N_FILES; i++)
    portail_error_file_free (reporter->kept[i].file);
  g_ptr_array_unref (reporter->settling);
  g_free (reporter->folder);
  G_OBJECT_CLASS (portail_error_reporter_parent_class)->finalize (object);
}

static void
portail_error_reporter_class_init (PortailErrorReporterClass *class)
{
  G_OBJECT_CLASS (class)->finalize = portail_error_reporter_finalize;
  queue_changed_signal = g_signal_new ("queue-changed", G_TYPE_FROM_CLASS (class),
                                       G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
portail_error_reporter_init (PortailErrorReporter *reporter)
{
  reporter->settling = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < N_FILES; i++)
    reporter->kept[i].file = portail_error_file_new ();
}

PortailErrorReporter *
portail_error_reporter_new (const char *folder, PortailErrorConsent consent)
{
  PortailErrorReporter *reporter = g_object_new (PORTAIL_TYPE_ERROR_REPORTER, NULL);

  reporter->folder = g_strdup (folder);
  portail_crash_marker_guard_stack ();
  portail_error_log_listen (on_heard, reporter);
  portail_error_reporter_set_consent (reporter, consent);
  return reporter;
}
