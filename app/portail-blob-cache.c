/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-blob-cache.h"

#include "app/portail-blob-facts.h"
#include "app/portail-cache-work.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

#define TIDY_DELAY_MILLISECONDS 1000

struct _PortailBlobCache
{
  GObject parent_instance;

  PortailCache *cache;
  PortailSync *sync;             /* or NULL */
  PortailApiClient *client;      /* or NULL */
  PortailUploader *uploader;     /* likewise */
  PortailDownloader *downloader; /* likewise */
  PortailBlobFiles *files;
  char *directory;
  GHashTable *names;    /* set of sha256 that are here */
  GHashTable *pins;     /* set of ids of documents and companies */
  GPtrArray *awaited;   /* of PortailDocument: pinned ones that are not here */
  GHashTable *hopeless; /* set of sha256 of those that could not be had */
  GPtrArray *released;  /* of sha256: no longer held once it is known what ops name */
  gint64 n_bytes;
  gint64 max_bytes;
  guint timer;
  gboolean is_fetching; /* a pinned one */
  guint n_tidyings;     /* under way */
  gboolean is_clearing; /* the next time that it tidies */
  gboolean is_stopped;
};

G_DEFINE_FINAL_TYPE (PortailBlobCache, portail_blob_cache, G_TYPE_OBJECT)

enum
{
  CHANGED,
  TRANSFERS_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
portail_blob_cache_dispose (GObject *object)
{
  PortailBlobCache *blobs = PORTAIL_BLOB_CACHE (object);

  portail_blob_cache_stop (blobs);
  g_clear_object (&blobs->uploader);
  g_clear_object (&blobs->downloader);
  g_clear_object (&blobs->client);
  g_clear_object (&blobs->sync);
  g_clear_object (&blobs->cache);
  G_OBJECT_CLASS (portail_blob_cache_parent_class)->dispose (object);
}

static void
portail_blob_cache_finalize (GObject *object)
{
  PortailBlobCache *blobs = PORTAIL_BLOB_CACHE (object);

  portail_blob_files_free (blobs->files);
  g_hash_table_unref (blobs->names);
  g_hash_table_unref (blobs->pins);
  g_ptr_array_unref (blobs->awaited);
  g_hash_table_unref (blobs->hopeless);
  g_ptr_array_unref (blobs->released);
  g_free (blobs->directory);
  G_OBJECT_CLASS (portail_blob_cache_parent_class)->finalize (object);
}

static void
portail_blob_cache_class_init (PortailBlobCacheClass *class)
{
  GType type = G_TYPE_FROM_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_blob_cache_dispose;
  G_OBJECT_CLASS (class)->finalize = portail_blob_cache_finalize;
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[TRANSFERS_CHANGED] = g_signal_new ("transfers-changed", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                             NULL, NULL, G_TYPE_NONE, 0);
}

static GHashTable *
set_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
portail_blob_cache_init (PortailBlobCache *blobs)
{
  blobs->names = set_new ();
  blobs->pins = set_new ();
  blobs->awaited = g_ptr_array_new_with_free_func (portail_record_free);
  blobs->hopeless = set_new ();
  blobs->released = g_ptr_array_new_with_free_func (g_free);
  blobs->max_bytes = -1;
}

/* Tidying: first what rows and ops name, then the files. */

static void
free_stock (gpointer stock)
{
  portail_content_stock_free (stock);
}

static const PortailFilesWork tidy_work = { portail_blob_facts_tidy, portail_blob_facts_free,
                                            free_stock };

static void fetch_awaited (PortailBlobCache *blobs);

static void
on_tidied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PortailBlobCache *blobs = PORTAIL_BLOB_CACHE (source);
  g_autoptr (PortailContentStock) stock = g_task_propagate_pointer (G_TASK (result), NULL);

  blobs->n_tidyings--;
  if (stock == NULL || blobs->is_stopped)
    return;
  g_hash_table_unref (blobs->names);
  blobs->names = g_hash_table_ref (stock->names);
  blobs->n_bytes = stock->n_bytes;
  fetch_awaited (blobs);
  g_signal_emit (blobs, signals[CHANGED], 0);
}

static void
note_pins (PortailBlobCache *blobs, const PortailBlobFacts *facts)
{
  GPtrArray *pinned = facts->pinned;

  g_hash_table_unref (blobs->pins);
  blobs->pins = g_hash_table_ref (facts->pins);
  g_hash_table_remove_all (blobs->hopeless);
  for (guint i = 0; i < pinned->len; i++)
    {
      const PortailDocument *document = g_ptr_array_index (pinned, i);

      if (document->sha256 != NULL)
        g_hash_table_add (facts->rules.kept, g_strdup (document->sha256));
    }
  g_ptr_array_unref (blobs->awaited);
  blobs->awaited = g_ptr_array_ref (pinned);
}

/* What was released by then is named by an op that the facts know, or by none. */
typedef struct
{
  PortailBlobCache *blobs;
  GPtrArray *released;
} Tidying;

static void
on_facts_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Tidying *tidying = user_data;
  g_autoptr (PortailBlobCache) blobs = tidying->blobs;
  PortailBlobFacts *facts = portail_cache_query_finish (PORTAIL_CACHE (source), result, NULL);

  if (facts == NULL || blobs->is_stopped)
    blobs->n_tidyings--;
  if (facts == NULL)
    {
      g_ptr_array_extend_and_steal (blobs->released, tidying->released);
      if (!blobs->is_stopped)
        g_signal_emit (blobs, signals[CHANGED], 0);
      return;
    }
  facts->released = tidying->released;
  if (blobs->is_stopped)
    {
      portail_blob_facts_free (facts);
      return;
    }
  note_pins (blobs, facts);
  facts->rules.max_bytes = blobs->is_clearing ? 0 : blobs->max_bytes;
  blobs->is_clearing = FALSE;
  portail_blob_files_submit (blobs->files, &tidy_work, facts,
                             g_task_new (blobs, NULL, on_tidied, NULL));
}

static gboolean
tidy (gpointer user)
{
  PortailBlobCache *blobs = user;
  Tidying *tidying = g_new (Tidying, 1);

  *tidying = (Tidying){ g_object_ref (blobs), g_steal_pointer (&blobs->released) };
  blobs->released = g_ptr_array_new_with_free_func (g_free);
  blobs->timer = 0;
  blobs->n_tidyings++;
  portail_cache_query_async (
      blobs->cache,
      portail_query_new (portail_blob_facts_find, NULL, NULL, portail_blob_facts_free), NULL,
      on_facts_found, tidying);
  return G_SOURCE_REMOVE;
}

static void
tidy_soon (PortailBlobCache *blobs)
{
  if (blobs->timer == 0 && !blobs->is_stopped)
    blobs->timer = g_timeout_add (TIDY_DELAY_MILLISECONDS, tidy, blobs);
}

/* Pinned ones, one after the other. Without a server they wait for the next occasion; one that
 * cannot be had lets the others come. */

typedef struct
{
  PortailBlobCache *blobs;
  char *sha256;
} Awaiting;

static void
on_awaited_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Awaiting *awaiting = user_data;
  g_autoptr (PortailBlobCache) blobs = awaiting->blobs;
  g_autofree char *sha256 = awaiting->sha256;
  g_autoptr (GError) error = NULL;

  blobs->is_fetching = FALSE;
  if (portail_downloader_fetch_finish (PORTAIL_DOWNLOADER (source), result, &error))
    fetch_awaited (blobs);
  else if (!portail_error_code_is_transient (portail_error_get_code (error)))
    {
      g_hash_table_add (blobs->hopeless, g_steal_pointer (&sha256));
      fetch_awaited (blobs);
    }
  g_signal_emit (blobs, signals[TRANSFERS_CHANGED], 0);
}

static void
fetch_awaited (PortailBlobCache *blobs)
{
  if (blobs->downloader == NULL || blobs->is_fetching || blobs->is_stopped)
    return;
  for (guint i = 0; i < blobs->awaited->len; i++)
    {
      const PortailDocument *document = g_ptr_array_index (blobs->awaited, i);
      Awaiting *awaiting;

      if (document->sha256 == NULL || portail_blob_cache_has (blobs, document->sha256)
          || g_hash_table_contains (blobs->hopeless, document->sha256))
        continue;
      awaiting = g_new (Awaiting, 1);
      *awaiting = (Awaiting){ g_object_ref (blobs), g_strdup (document->sha256) };
      blobs->is_fetching = TRUE;
      portail_downloader_fetch_async (blobs->downloader, document, NULL, on_awaited_fetched,
                                      awaiting);
      return;
    }
}

static void
on_arrived (PortailBlobCache *blobs, const char *sha256)
{
  g_hash_table_add (blobs->names, g_strdup (sha256));
  g_signal_emit (blobs, signals[CHANGED], 0);
  tidy_soon (blobs);
}

static void
on_sent (PortailBlobCache *blobs)
{
  if (blobs->sync != NULL)
    portail_sync_now (blobs->sync);
}

static void
on_progress (PortailBlobCache *blobs)
{
  g_signal_emit (blobs, signals[TRANSFERS_CHANGED], 0);
}

static void
on_cache_changed (PortailBlobCache *blobs, const char *type)
{
  if (type == NULL || g_str_equal (type, portail_document_type.name))
    tidy_soon (blobs);
}

/* The server is there again. */
static void
on_synced (PortailBlobCache *blobs)
{
  if (blobs->uploader != NULL)
    portail_uploader_retry (blobs->uploader, NULL, NULL);
  fetch_awaited (blobs);
}

static void
connect_server (PortailBlobCache *blobs)
{
  blobs->uploader = portail_uploader_new (blobs->cache, blobs->client, blobs->directory);
  blobs->downloader = portail_downloader_new (blobs->client, blobs->files);
  g_signal_connect_object (blobs->uploader, "progress", G_CALLBACK (on_progress), blobs,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (blobs->uploader, "sent", G_CALLBACK (on_sent), blobs, G_CONNECT_SWAPPED);
  g_signal_connect_object (blobs->downloader, "progress", G_CALLBACK (on_progress), blobs,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (blobs->downloader, "arrived", G_CALLBACK (on_arrived), blobs,
                           G_CONNECT_SWAPPED);
}

PortailBlobCache *
portail_blob_cache_new (PortailCache *cache,
                        PortailApiClient *client,
                        PortailSync *sync,
                        const char *directory)
{
  PortailBlobCache *blobs = g_object_new (PORTAIL_TYPE_BLOB_CACHE, NULL);

  blobs->cache = g_object_ref (cache);
  blobs->directory = g_strdup (directory);
  blobs->files = portail_blob_files_new (directory);
  g_set_object (&blobs->client, client);
  g_set_object (&blobs->sync, sync);
  if (client != NULL)
    connect_server (blobs);
  if (sync != NULL)
    g_signal_connect_object (sync, "notify::last-success", G_CALLBACK (on_synced), blobs,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (cache, "changed", G_CALLBACK (on_cache_changed), blobs,
                           G_CONNECT_SWAPPED);
  tidy (blobs);
  return blobs;
}

void
portail_blob_cache_stop (PortailBlobCache *blobs)
{
  g_return_if_fail (PORTAIL_IS_BLOB_CACHE (blobs));
  blobs->is_stopped = TRUE;
  g_clear_handle_id (&blobs->timer, g_source_remove);
  if (blobs->uploader != NULL)
    portail_uploader_stop (blobs->uploader);
  if (blobs->downloader != NULL)
    portail_downloader_stop (blobs->downloader);
}

gboolean
portail_blob_cache_is_at_rest (PortailBlobCache *blobs)
{
  g_return_val_if_fail (PORTAIL_IS_BLOB_CACHE (blobs), TRUE);
  return blobs->is_stopped
         || (blobs->n_tidyings == 0 && blobs->timer == 0 && !blobs->is_fetching
             && (blobs->uploader == NULL || portail_uploader_is_at_rest (blobs->uploader)));
}

gboolean
portail_blob_cache_has (PortailBlobCache *blobs, const char *sha256)
{
  g_return_val_if_fail (PORTAIL_IS_BLOB_CACHE (blobs), FALSE);
  return sha256 != NULL && g_hash_table_contains (blobs->names, sha256);
}

char *
portail_blob_cache_dup_path (PortailBlobCache *blobs, const char *sha256)
{
  g_return_val_if_fail (PORTAIL_IS_BLOB_CACHE (blobs), NULL);
  return portail_content_file_get_path (blobs->directory, sha256);
}

gint64
portail_blob_cache_get_n_bytes (PortailBlobCache *blobs)
{
  g_return_val_if_fail (PORTAIL_IS_BLOB_CACHE (blobs), 0);
  return blobs->n_bytes;
}

void
portail_blob_cache_set_limit (PortailBlobCache *blobs, gint64 n_bytes)
{
  g_return_if_fail (PORTAIL_IS_BLOB_CACHE (blobs));
  blobs->max_bytes = n_bytes;
  tidy_soon (blobs);
}

void
portail_blob_cache_clear (PortailBlobCache *blobs)
{
  g_return_if_fail (PORTAIL_IS_BLOB_CACHE (blobs));
  blobs->is_clearing = TRUE;
  g_clear_handle_id (&blobs->timer, g_source_remove);
  tidy (blobs);
}

/* Files of the user */

static gpointer
run_take (PortailFilesRoom *room, gpointer input, GError **error)
{
  PortailContent *content = portail_content_file_take (room->directory, input, NULL, error);

  if (content != NULL)
    g_hash_table_add (room->held, g_strdup (content->sha256));
  return content;
}

static void
free_content (gpointer content)
{
  portail_content_free (content);
}

void
portail_blob_cache_take_async (PortailBlobCache *blobs,
                               GFile *source,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  static const PortailFilesWork take_work = { run_take, g_object_unref, free_content };
  GTask *task = g_task_new (blobs, cancellable, callback, user_data);

  g_return_if_fail (PORTAIL_IS_BLOB_CACHE (blobs));
  g_task_set_source_tag (task, portail_blob_cache_take_async);
  portail_blob_files_submit (blobs->files, &take_work, g_object_ref (source), task);
}

PortailContent *
portail_blob_cache_take_finish (PortailBlobCache *blobs, GAsyncResult *result, GError **error)
{
  PortailContent *content;

  g_return_val_if_fail (g_task_is_valid (result, blobs), NULL);
  content = g_task_propagate_pointer (G_TASK (result), error);
  if (content != NULL)
    g_hash_table_add (blobs->names, g_strdup (content->sha256));
  return content;
}

void
portail_blob_cache_release (PortailBlobCache *blobs, const char *sha256)
{
  g_return_if_fail (PORTAIL_IS_BLOB_CACHE (blobs));
  g_ptr_array_add (blobs->released, g_strdup (sha256));
  tidy_soon (blobs);
}

/* Contents of documents */

static gpointer
run_touch (PortailFilesRoom *room, gpointer input, GError **error)
{
  portail_content_file_touch (room->directory, input);
  return NULL;
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PortailBlobCache *blobs = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (portail_downloader_fetch_finish (PORTAIL_DOWNLOADER (source), result, &error))
    g_task_return_pointer (
        task, portail_content_file_get_path (blobs->directory, g_task_get_task_data (task)),
        g_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
portail_blob_cache_fetch_async (PortailBlobCache *blobs,
                                const PortailDocument *document,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  static const PortailFilesWork touch_work = { run_touch, g_free, NULL };
  g_autoptr (GTask) task = g_task_new (blobs, cancellable, callback, user_data);

  g_return_if_fail (PORTAIL_IS_BLOB_CACHE (blobs));
  g_task_set_source_tag (task, portail_blob_cache_fetch_async);
  g_task_set_task_data (task, g_strdup (document->sha256), g_free);
  if (portail_blob_cache_has (blobs, document->sha256))
    {
      portail_blob_files_submit (blobs->files, &touch_work, g_strdup (document->sha256),
                                 g_task_new (blobs, NULL, NULL, NULL));
      g_task_return_pointer (
          task, portail_content_file_get_path (blobs->directory, document->sha256), g_free);
    }
  else if (blobs->downloader == NULL)
    g_task_return_new_error (task, PORTAIL_ERROR, PORTAIL_ERROR_UNAVAILABLE, "%s",
                             _ ("The file is online and there is no connection."));
  else
    portail_downloader_fetch_async (blobs->downloader, document, cancellable, on_fetched,
                                    g_steal_pointer (&task));
}

char *
portail_blob_cache_fetch_finish (PortailBlobCache *blobs, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, blobs), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Pins */

static void
on_pinned (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailBlobCache) blobs = user_data;

  portail_cache_work_finish (PORTAIL_CACHE (source), result, NULL);
  g_clear_handle_id (&blobs->timer, g_source_remove);
  if (!blobs->is_stopped)
    tidy (blobs);
}

void
portail_blob_cache_pin (PortailBlobCache *blobs, const char *id, PortailPin pin)
{
  static const PortailWork works[] = {
    [PORTAIL_PIN_KEEP] = { PORTAIL_WORK_IN_TRANSACTION, portail_blob_facts_pin, g_free, NULL },
    [PORTAIL_PIN_LET_GO] = { PORTAIL_WORK_IN_TRANSACTION, portail_blob_facts_unpin, g_free, NULL },
  };

  g_return_if_fail (PORTAIL_IS_BLOB_CACHE (blobs));
  if (pin == PORTAIL_PIN_KEEP)
    g_hash_table_add (blobs->pins, g_strdup (id));
  else
    g_hash_table_remove (blobs->pins, id);
  portail_cache_work_async (blobs->cache, &works[pin], g_strdup (id), on_pinned,
                            g_object_ref (blobs));
  g_signal_emit (blobs, signals[CHANGED], 0);
}

gboolean
portail_blob_cache_is_pinned (PortailBlobCache *blobs, const char *id)
{
  g_return_val_if_fail (PORTAIL_IS_BLOB_CACHE (blobs), FALSE);
  return id != NULL && g_hash_table_contains (blobs->pins, id);
}

PortailUploader *
portail_blob_cache_get_uploader (PortailBlobCache *blobs)
{
  g_return_val_if_fail (PORTAIL_IS_BLOB_CACHE (blobs), NULL);
  return blobs->uploader;
}

PortailDownloader *
portail_blob_cache_get_downloader (PortailBlobCache *blobs)
{
  g_return_val_if_fail (PORTAIL_IS_BLOB_CACHE (blobs), NULL);
  return blobs->downloader;
}

PortailApiClient *
portail_blob_cache_get_client (PortailBlobCache *blobs)
{
  g_return_val_if_fail (PORTAIL_IS_BLOB_CACHE (blobs), NULL);
  return blobs->client;
}

PortailBlobFiles *
portail_blob_cache_get_files (PortailBlobCache *blobs)
{
  g_return_val_if_fail (PORTAIL_IS_BLOB_CACHE (blobs), NULL);
  return blobs->files;
}
