/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-uploader.h"

#include "app/portail-cache-work.h"
#include "app/portail-upload-queue.h"
#include "app/portail-uploader-private.h"
#include "shared/portail-error.h"

#define MAX_BACK_OFF_SECONDS 300

G_DEFINE_FINAL_TYPE (PortailUploader, portail_uploader, G_TYPE_OBJECT)

enum
{
  PROGRESS,
  SENT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void begin_next (PortailUploader *uploader);
static void read_list (PortailUploader *uploader);

void
portail_transfer_free (PortailTransfer *transfer)
{
  g_free (transfer->sha256);
  g_free (transfer->enterprise_id);
  g_free (transfer->code);
  g_free (transfer->detail);
  g_free (transfer);
}

void
portail_uploader_tell (PortailUploader *uploader)
{
  g_signal_emit (uploader, signals[PROGRESS], 0);
}

/* Whatever is under way for the current one no longer counts. */
static void
let_go (PortailUploader *uploader)
{
  g_cancellable_cancel (uploader->cancellable);
  g_clear_object (&uploader->cancellable);
  g_clear_pointer (&uploader->upload_id, g_free);
  uploader->current = NULL;
}

static void
portail_uploader_dispose (GObject *object)
{
  PortailUploader *uploader = PORTAIL_UPLOADER (object);

  portail_uploader_stop (uploader);
  g_clear_object (&uploader->cache);
  g_clear_object (&uploader->client);
  G_OBJECT_CLASS (portail_uploader_parent_class)->dispose (object);
}

static void
portail_uploader_finalize (GObject *object)
{
  PortailUploader *uploader = PORTAIL_UPLOADER (object);

  g_ptr_array_unref (uploader->list);
  g_free (uploader->directory);
  g_clear_pointer (&uploader->passed, portail_transfer_free);
  G_OBJECT_CLASS (portail_uploader_parent_class)->finalize (object);
}

static void
portail_uploader_class_init (PortailUploaderClass *class)
{
  GType type = G_TYPE_FROM_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_uploader_dispose;
  G_OBJECT_CLASS (class)->finalize = portail_uploader_finalize;
  signals[PROGRESS] = g_signal_new ("progress", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
  signals[SENT] = g_signal_new ("sent", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                0);
}

static void
portail_uploader_init (PortailUploader *uploader)
{
  uploader->list = g_ptr_array_new_with_free_func ((GDestroyNotify) portail_transfer_free);
}

/* Waiting */

static gboolean
on_timer (gpointer user)
{
  PortailUploader *uploader = user;

  uploader->timer = 0;
  if (uploader->is_outdated)
    read_list (uploader);
  else
    begin_next (uploader);
  return G_SOURCE_REMOVE;
}

/* Between half and all of it, so that clients do not come back together. */
static void
wait_and_retry (PortailUploader *uploader, guint retry_after_seconds)
{
  guint milliseconds = 1000 * MIN (1u << MIN (++uploader->n_failures, 9), MAX_BACK_OFF_SECONDS);

  uploader->not_before = g_get_monotonic_time () + (gint64) retry_after_seconds * G_USEC_PER_SEC;
  milliseconds = milliseconds / 2 + (guint) g_random_int_range (0, (gint32) (milliseconds / 2) + 1);
  g_clear_handle_id (&uploader->timer, g_source_remove);
  uploader->timer = g_timeout_add (MAX (milliseconds, retry_after_seconds * 1000), on_timer,
                                   uploader);
}

/* The store could not be read or written: nobody knows what is to be sent before it can be read
 * again. */
static void
wait_for_store (PortailUploader *uploader, const GError *error)
{
  g_debug ("uploads: %s", error->message);
  if (uploader->is_stopped)
    return;
  uploader->is_outdated = TRUE;
  wait_and_retry (uploader, 0);
}

static gpointer
run_set_fault (PortailCacheStore *store, gpointer input, GError **error)
{
  return portail_upload_queue_set_fault (store->database, input, error) ? GINT_TO_POINTER (TRUE)
                                                                        : NULL;
}

static void
free_upload (gpointer upload)
{
  portail_queued_upload_free (upload);
}

static const PortailWork set_fault_work = { PORTAIL_WORK_IN_TRANSACTION, run_set_fault, free_upload,
                                            NULL };

static PortailQueuedUpload *
queued_upload_new (const PortailTransfer *transfer)
{
  PortailQueuedUpload *upload = g_new (PortailQueuedUpload, 1);

  *upload = (PortailQueuedUpload){ g_strdup (transfer->enterprise_id), g_strdup (transfer->sha256),
                                   transfer->size, g_strdup (transfer->code),
                                   g_strdup (transfer->detail) };
  return upload;
}

/* A store that cannot be written tells it to whoever works with it next. */
static void
on_noted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailUploader) uploader = user_data;
  g_autoptr (GError) error = NULL;

  portail_cache_work_finish (PORTAIL_CACHE (source), result, &error);
  if (error != NULL)
    g_debug ("upload: %s", error->message);
}

static void
note_fault (PortailUploader *uploader, const PortailTransfer *transfer)
{
  portail_cache_work_async (uploader->cache, &set_fault_work, queued_upload_new (transfer),
                            on_noted, g_object_ref (uploader));
}

static void
note_passed (PortailUploader *uploader, const PortailTransfer *transfer)
{
  g_clear_pointer (&uploader->passed, portail_transfer_free);
  uploader->passed = g_new0 (PortailTransfer, 1);
  uploader->passed->sha256 = g_strdup (transfer->sha256);
  uploader->passed->enterprise_id = g_strdup (transfer->enterprise_id);
}

void
portail_uploader_give_up (PortailUploader *uploader, const GError *error, guint retry_after_seconds)
{
  PortailTransfer *transfer = uploader->current;
  PortailErrorCode code = portail_error_get_code (error);
  gboolean may_help = portail_error_code_is_transient (code)
                      || code == PORTAIL_ERROR_UNAUTHENTICATED
                      || code == PORTAIL_ERROR_ACCOUNT_WITHOUT_ROLE
                      || code == PORTAIL_ERROR_BAD_GATEWAY;

  g_debug ("upload: %s", error->message);
  let_go (uploader);
  g_free (transfer->detail);
  transfer->detail = g_strdup (error->message);
  transfer->state = may_help ? PORTAIL_TRANSFER_WAITING : PORTAIL_TRANSFER_FAILED;
  note_passed (uploader, transfer);
  if (may_help)
    wait_and_retry (uploader, retry_after_seconds);
  else
    {
      g_free (transfer->code);
      transfer->code = g_strdup (portail_error_code_name (code));
      note_fault (uploader, transfer);
      begin_next (uploader);
    }
  portail_uploader_tell (uploader);
}

/* The end of one */

static gpointer
run_remove (PortailCacheStore *store, gpointer input, GError **error)
{
  const PortailQueuedUpload *upload = input;

  store->is_outbox_touched = TRUE;
  return portail_upload_queue_remove (store->database, upload->enterprise_id, upload->sha256, error)
             ? GINT_TO_POINTER (TRUE)
             : NULL;
}

static const PortailWork remove_work = { PORTAIL_WORK_IN_TRANSACTION, run_remove, free_upload,
                                         NULL };

static void
on_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailUploader) uploader = user_data;
  g_autoptr (GError) error = NULL;

  uploader->n_noting--;
  if (portail_cache_work_finish (PORTAIL_CACHE (source), result, &error) == NULL)
    wait_for_store (uploader, error);
  else
    {
      uploader->n_failures = 0;
      g_signal_emit (uploader, signals[SENT], 0);
    }
  portail_uploader_tell (uploader);
}

void
portail_uploader_finish_current (PortailUploader *uploader)
{
  PortailTransfer *transfer = uploader->current;

  let_go (uploader);
  uploader->n_noting++;
  portail_cache_work_async (uploader->cache, &remove_work, queued_upload_new (transfer), on_removed,
                            g_object_ref (uploader));
  g_ptr_array_remove (uploader->list, transfer);
  portail_uploader_tell (uploader);
  begin_next (uploader);
}

gboolean
portail_transfer_is_of (const PortailTransfer *transfer,
                        const char *enterprise_id,
                        const char *sha256)
{
  return g_str_equal (transfer->sha256, sha256)
         && g_strcmp0 (transfer->enterprise_id, enterprise_id) == 0;
}

/* Behind the one that failed last, which else would stop those behind it for ever. */
static guint
get_start (PortailUploader *uploader)
{
  const PortailTransfer *passed = uploader->passed;

  for (guint i = 0; passed != NULL && i < uploader->list->len; i++)
    if (portail_transfer_is_of (g_ptr_array_index (uploader->list, i), passed->enterprise_id,
                                passed->sha256))
      return i + 1;
  return 0;
}

static void
begin_next (PortailUploader *uploader)
{
  guint start = get_start (uploader);

  if (uploader->is_stopped || uploader->current != NULL || uploader->timer != 0)
    return;
  for (guint i = 0; i < uploader->list->len; i++)
    {
      PortailTransfer *transfer = g_ptr_array_index (uploader->list,
                                                     (start + i) % uploader->list->len);

      if (transfer->state == PORTAIL_TRANSFER_FAILED)
        continue;
      uploader->current = transfer;
      uploader->cancellable = g_cancellable_new ();
      uploader->n_standstills = 0;
      transfer->state = PORTAIL_TRANSFER_RUNNING;
      transfer->n_done = 0;
      g_clear_pointer (&transfer->detail, g_free);
      portail_uploader_send (uploader);
      portail_uploader_tell (uploader);
      return;
    }
}

/* The list */

static PortailTransfer *
find (PortailUploader *uploader, const char *enterprise_id, const char *sha256)
{
  for (guint i = 0; i < uploader->list->len; i++)
    {
      PortailTransfer *transfer = g_ptr_array_index (uploader->list, i);

      if (portail_transfer_is_of (transfer, enterprise_id, sha256))
        return transfer;
    }
  return NULL;
}

static PortailTransfer *
transfer_new (const PortailQueuedUpload *upload)
{
  PortailTransfer *transfer = g_new0 (PortailTransfer, 1);

  transfer->sha256 = g_strdup (upload->sha256);
  transfer->enterprise_id = g_strdup (upload->enterprise_id);
  transfer->size = upload->size;
  transfer->state = upload->code != NULL ? PORTAIL_TRANSFER_FAILED : PORTAIL_TRANSFER_WAITING;
  transfer->code = g_strdup (upload->code);
  transfer->detail = g_strdup (upload->detail);
  return transfer;
}

/* What is known already stays the same object. */
static void
take_list (PortailUploader *uploader, const GPtrArray *uploads)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) portail_transfer_free);

  for (guint i = 0; i < uploads->len; i++)
    {
      const PortailQueuedUpload *upload = g_ptr_array_index (uploads, i);
      PortailTransfer *known = find (uploader, upload->enterprise_id, upload->sha256);
      guint index;

      if (known != NULL && g_ptr_array_find (uploader->list, known, &index))
        g_ptr_array_add (list, g_ptr_array_steal_index (uploader->list, index));
      else
        g_ptr_array_add (list, transfer_new (upload));
    }
  if (uploader->current != NULL && g_ptr_array_find (uploader->list, uploader->current, NULL))
    let_go (uploader);
  g_ptr_array_unref (uploader->list);
  uploader->list = list;
}

static gpointer
run_list (PortailDatabase *database, gpointer input, GError **error)
{
  return portail_upload_queue_list (database, error);
}

static void
unref_array (gpointer array)
{
  g_ptr_array_unref (array);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailUploader) uploader = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) uploads = portail_cache_query_finish (PORTAIL_CACHE (source), result,
                                                              &error);

  /* The next one is under way, or nothing is any more. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  uploader->is_listing = FALSE;
  if (uploads == NULL)
    {
      wait_for_store (uploader, error);
      portail_uploader_tell (uploader);
    }
  if (uploads == NULL || uploader->is_stopped)
    return;
  uploader->is_outdated = FALSE;
  take_list (uploader, uploads);
  begin_next (uploader);
  portail_uploader_tell (uploader);
}

static void
read_list (PortailUploader *uploader)
{
  if (uploader->is_stopped)
    return;
  g_cancellable_cancel (uploader->listing);
  g_clear_object (&uploader->listing);
  uploader->listing = g_cancellable_new ();
  uploader->is_listing = TRUE;
  portail_cache_query_async (uploader->cache, portail_query_new (run_list, NULL, NULL, unref_array),
                             uploader->listing, on_listed, g_object_ref (uploader));
}

static void
on_network_changed (PortailUploader *uploader, gboolean is_available)
{
  if (is_available)
    portail_uploader_retry (uploader, NULL, NULL);
}

PortailUploader *
portail_uploader_new (PortailCache *cache, PortailApiClient *client, const char *directory)
{
  PortailUploader *uploader = g_object_new (PORTAIL_TYPE_UPLOADER, NULL);

  uploader->cache = g_object_ref (cache);
  uploader->client = g_object_ref (client);
  uploader->directory = g_strdup (directory);
  g_signal_connect_object (cache, "outbox-changed", G_CALLBACK (read_list), uploader,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed",
                           G_CALLBACK (on_network_changed), uploader, G_CONNECT_SWAPPED);
  read_list (uploader);
  return uploader;
}

void
portail_uploader_stop (PortailUploader *uploader)
{
  g_return_if_fail (PORTAIL_IS_UPLOADER (uploader));
  uploader->is_stopped = TRUE;
  g_clear_handle_id (&uploader->timer, g_source_remove);
  g_cancellable_cancel (uploader->listing);
  g_clear_object (&uploader->listing);
  let_go (uploader);
}

static gboolean
has_waiting (PortailUploader *uploader)
{
  for (guint i = 0; i < uploader->list->len; i++)
    if (((const PortailTransfer *) uploader->list->pdata[i])->state != PORTAIL_TRANSFER_FAILED)
      return TRUE;
  return FALSE;
}

void
portail_uploader_retry (PortailUploader *uploader, const char *enterprise_id, const char *sha256)
{
  PortailTransfer *transfer;

  g_return_if_fail (PORTAIL_IS_UPLOADER (uploader));
  transfer = sha256 != NULL ? find (uploader, enterprise_id, sha256) : NULL;
  if (transfer != NULL && transfer->state == PORTAIL_TRANSFER_FAILED)
    {
      transfer->state = PORTAIL_TRANSFER_WAITING;
      g_clear_pointer (&transfer->code, g_free);
      g_clear_pointer (&transfer->detail, g_free);
      note_fault (uploader, transfer);
    }
  if (g_get_monotonic_time () >= uploader->not_before)
    {
      g_clear_handle_id (&uploader->timer, g_source_remove);
      uploader->n_failures = 0;
      on_timer (uploader);
    }
  portail_uploader_tell (uploader);
}

gboolean
portail_uploader_is_at_rest (PortailUploader *uploader)
{
  g_return_val_if_fail (PORTAIL_IS_UPLOADER (uploader), TRUE);
  return uploader->is_stopped
         || (!uploader->is_listing && uploader->n_noting == 0 && uploader->current == NULL
             && (uploader->timer != 0 || !has_waiting (uploader)));
}

const GPtrArray *
portail_uploader_get_list (PortailUploader *uploader)
{
  g_return_val_if_fail (PORTAIL_IS_UPLOADER (uploader), NULL);
  return uploader->list;
}

const PortailTransfer *
portail_uploader_find (PortailUploader *uploader, const char *enterprise_id, const char *sha256)
{
  g_return_val_if_fail (PORTAIL_IS_UPLOADER (uploader), NULL);
  return sha256 != NULL ? find (uploader, enterprise_id, sha256) : NULL;
}
