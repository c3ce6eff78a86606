/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-sync.h"

#include <string.h>

#include "app/portail-cache-work.h"
#include "app/portail-live.h"
#include "app/portail-pull.h"
#include "app/portail-sync-cycle.h"
#include "shared/portail-error.h"

#define EDIT_DELAY_MILLISECONDS 500
#define POLL_SECONDS            30
#define POLL_LIVE_SECONDS       300
#define MAX_BACK_OFF_SECONDS    300
#define MAX_CLOCK_SKEW_SECONDS  300

struct _PortailSync
{
  GObject parent_instance;

  PortailCache *cache;
  PortailApiClient *client;
  PortailLive *live;
  GCancellable *cancellable; /* of all requests; NULL before start */
  guint timer;
  GPtrArray *waiting;      /* of GTask: for the end of this cycle */
  GPtrArray *waiting_next; /* of the one after it */
  GHashTable *fuses;       /* scopes that wait for the user */

  gboolean is_running;
  gboolean is_wanted_again;
  gboolean is_signed_out;
  gboolean is_wiping;   /* as the server said */
  gboolean is_outdated; /* the server asks for a newer program */
  gboolean is_clock_skewed;
  guint n_failures; /* one after the other */
  guint n_unread;
  gint64 last_success;
  char *last_error;
  PortailOutboxCounts counts;
  PortailSyncStatus status;
};

G_DEFINE_FINAL_TYPE (PortailSync, portail_sync, G_TYPE_OBJECT)

enum
{
  PROP_STATUS = 1,
  PROP_IS_RUNNING,
  PROP_N_TO_SEND,
  PROP_N_TO_RESOLVE,
  PROP_N_REFUSED,
  PROP_N_UNREAD,
  PROP_LAST_ERROR,
  PROP_IS_CLOCK_SKEWED,
  PROP_LAST_SUCCESS,
  N_PROPERTIES,
};

enum
{
  SIGNAL_FUSE_BLOWN,
  SIGNAL_CONTACT,
  SIGNAL_DEVICE_REVOKED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

static void begin_cycle (PortailSync *sync);

GType
portail_sync_status_get_type (void)
{
  static const GEnumValue values[] = {
    { PORTAIL_SYNC_STATUS_OFFLINE, "PORTAIL_SYNC_STATUS_OFFLINE", "offline" },
    { PORTAIL_SYNC_STATUS_IN_SYNC, "PORTAIL_SYNC_STATUS_IN_SYNC", "in-sync" },
    { PORTAIL_SYNC_STATUS_TO_SEND, "PORTAIL_SYNC_STATUS_TO_SEND", "to-send" },
    { PORTAIL_SYNC_STATUS_ACTION_NEEDED, "PORTAIL_SYNC_STATUS_ACTION_NEEDED", "action-needed" },
    { PORTAIL_SYNC_STATUS_SIGNED_OUT, "PORTAIL_SYNC_STATUS_SIGNED_OUT", "signed-out" },
    { 0, NULL, NULL },
  };
  static gsize type = 0;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("PortailSyncStatus", values));
  return type;
}

static void
portail_sync_dispose (GObject *object)
{
  PortailSync *sync = PORTAIL_SYNC (object);

  portail_sync_stop (sync);
  g_clear_object (&sync->live);
  g_clear_object (&sync->cache);
  g_clear_object (&sync->client);
  G_OBJECT_CLASS (portail_sync_parent_class)->dispose (object);
}

static void
portail_sync_finalize (GObject *object)
{
  PortailSync *sync = PORTAIL_SYNC (object);

  g_ptr_array_unref (sync->waiting);
  g_ptr_array_unref (sync->waiting_next);
  g_hash_table_unref (sync->fuses);
  g_free (sync->last_error);
  G_OBJECT_CLASS (portail_sync_parent_class)->finalize (object);
}

static void
portail_sync_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PortailSync *sync = PORTAIL_SYNC (object);

  switch (id)
    {
    case PROP_STATUS:
      g_value_set_enum (value, (int) sync->status);
      break;
    case PROP_IS_RUNNING:
      g_value_set_boolean (value, sync->is_running);
      break;
    case PROP_N_TO_SEND:
      g_value_set_uint (value, sync->counts.n_to_send);
      break;
    case PROP_N_TO_RESOLVE:
      g_value_set_uint (value, sync->counts.n_to_resolve);
      break;
    case PROP_N_REFUSED:
      g_value_set_uint (value, sync->counts.n_refused);
      break;
    case PROP_N_UNREAD:
      g_value_set_uint (value, sync->n_unread);
      break;
    case PROP_LAST_ERROR:
      g_value_set_string (value, sync->last_error);
      break;
    case PROP_IS_CLOCK_SKEWED:
      g_value_set_boolean (value, sync->is_clock_skewed);
      break;
    case PROP_LAST_SUCCESS:
      g_value_set_int64 (value, sync->last_success);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static GParamSpec *
new_count (const char *name)
{
  return g_param_spec_uint (name, NULL, NULL, 0, G_MAXUINT, 0,
                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static GParamSpec *
new_flag (const char *name)
{
  return g_param_spec_boolean (name, NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
portail_sync_class_init (PortailSyncClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = portail_sync_dispose;
  object_class->finalize = portail_sync_finalize;
  object_class->get_property = portail_sync_get_property;
  properties[PROP_STATUS] = g_param_spec_enum ("status", NULL, NULL, PORTAIL_TYPE_SYNC_STATUS,
                                               PORTAIL_SYNC_STATUS_OFFLINE, flags);
  properties[PROP_IS_RUNNING] = new_flag ("is-running");
  properties[PROP_N_TO_SEND] = new_count ("n-to-send");
  properties[PROP_N_TO_RESOLVE] = new_count ("n-to-resolve");
  properties[PROP_N_REFUSED] = new_count ("n-refused");
  properties[PROP_N_UNREAD] = new_count ("n-unread");
  properties[PROP_LAST_ERROR] = g_param_spec_string ("last-error", NULL, NULL, NULL, flags);
  properties[PROP_IS_CLOCK_SKEWED] = new_flag ("is-clock-skewed");
  properties[PROP_LAST_SUCCESS] = g_param_spec_int64 ("last-success", NULL, NULL, 0, G_MAXINT64, 0,
                                                      flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[SIGNAL_FUSE_BLOWN] = g_signal_new ("fuse-blown", PORTAIL_TYPE_SYNC, G_SIGNAL_RUN_LAST, 0,
                                             NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_STRING,
                                             G_TYPE_UINT, G_TYPE_UINT);
  signals[SIGNAL_CONTACT] = g_signal_new ("contact", PORTAIL_TYPE_SYNC, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SIGNAL_DEVICE_REVOKED] = g_signal_new (
      "device-revoked", PORTAIL_TYPE_SYNC, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
portail_sync_init (PortailSync *sync)
{
  sync->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  sync->waiting_next = g_ptr_array_new_with_free_func (g_object_unref);
  sync->fuses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
notify (PortailSync *sync, guint property)
{
  g_object_notify_by_pspec (G_OBJECT (sync), properties[property]);
}

static PortailSyncStatus
judge (PortailSync *sync)
{
  if (sync->is_signed_out || portail_api_client_get_token_store (sync->client) == NULL)
    return PORTAIL_SYNC_STATUS_SIGNED_OUT;
  if (sync->counts.n_to_resolve > 0 || sync->counts.n_refused > 0 || sync->is_outdated
      || g_hash_table_size (sync->fuses) > 0)
    return PORTAIL_SYNC_STATUS_ACTION_NEEDED;
  if (sync->last_success == 0 || sync->n_failures > 0)
    return PORTAIL_SYNC_STATUS_OFFLINE;
  return sync->counts.n_to_send > 0 ? PORTAIL_SYNC_STATUS_TO_SEND : PORTAIL_SYNC_STATUS_IN_SYNC;
}

static void
update_status (PortailSync *sync)
{
  PortailSyncStatus status = judge (sync);

  if (status == sync->status)
    return;
  sync->status = status;
  notify (sync, PROP_STATUS);
}

static void
set_last_error (PortailSync *sync, const char *message)
{
  if (g_strcmp0 (sync->last_error, message) == 0)
    return;
  g_free (sync->last_error);
  sync->last_error = g_strdup (message);
  notify (sync, PROP_LAST_ERROR);
}

static gboolean
on_timer (gpointer user)
{
  PortailSync *sync = user;

  sync->timer = 0;
  begin_cycle (sync);
  return G_SOURCE_REMOVE;
}

static void
schedule (PortailSync *sync, guint milliseconds)
{
  g_clear_handle_id (&sync->timer, g_source_remove);
  if (sync->cancellable != NULL)
    sync->timer = g_timeout_add (milliseconds, on_timer, sync);
}

/* Between half and all of it, so that clients do not come back together. */
static guint
jitter (guint milliseconds)
{
  return milliseconds / 2 + (guint) g_random_int_range (0, (gint32) (milliseconds / 2) + 1);
}

static guint
get_delay (PortailSync *sync, guint retry_after_seconds)
{
  guint seconds = portail_live_is_open (sync->live) ? POLL_LIVE_SECONDS : POLL_SECONDS;

  if (sync->n_failures > 0)
    seconds = MIN (1u << MIN (sync->n_failures, 9), MAX_BACK_OFF_SECONDS);
  return MAX (jitter (seconds * 1000), retry_after_seconds * 1000);
}

static void
note_clock (PortailSync *sync, PortailTimestamp server_time)
{
  gint64 skew;
  gboolean is_skewed;

  if (portail_timestamp_is_null (server_time))
    return;
  skew = ABS (portail_timestamp_now ().milliseconds - server_time.milliseconds);
  is_skewed = skew > MAX_CLOCK_SKEW_SECONDS * 1000;
  if (is_skewed == sync->is_clock_skewed)
    return;
  sync->is_clock_skewed = is_skewed;
  notify (sync, PROP_IS_CLOCK_SKEWED);
}

static void
note_fuses (PortailSync *sync, const GPtrArray *fuses)
{
  for (guint i = 0; i < fuses->len; i++)
    {
      const PortailFuse *fuse = g_ptr_array_index (fuses, i);

      g_hash_table_add (sync->fuses, g_strdup (fuse->scope));
      g_signal_emit (sync, signals[SIGNAL_FUSE_BLOWN], 0, fuse->scope, fuse->n_removed,
                     fuse->n_rows);
    }
}

static void
note_unread (PortailSync *sync, guint n_unread)
{
  if (sync->n_unread == n_unread)
    return;
  sync->n_unread = n_unread;
  notify (sync, PROP_N_UNREAD);
}

static void
note_end (PortailSync *sync, const GError *error)
{
  PortailErrorCode code = error != NULL ? portail_error_get_code (error) : PORTAIL_N_ERRORS;

  sync->is_outdated = code == PORTAIL_ERROR_UPGRADE_REQUIRED;
  sync->is_signed_out = code == PORTAIL_ERROR_UNAUTHENTICATED;
  sync->n_failures = error != NULL ? sync->n_failures + 1 : 0;
  set_last_error (sync, error != NULL ? error->message : NULL);
  if (error != NULL)
    return;
  sync->last_success = portail_timestamp_now ().milliseconds;
  notify (sync, PROP_LAST_SUCCESS);
  portail_live_ensure (sync->live);
  portail_cache_build_search (sync->cache);
}

/* Those who came during the cycle get the next one, unless there will be none at once. */
static void
answer_waiting (PortailSync *sync, const GError *error)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&sync->waiting);

  sync->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  if (error != NULL)
    g_ptr_array_extend_and_steal (waiting, g_steal_pointer (&sync->waiting_next));
  if (sync->waiting_next == NULL)
    sync->waiting_next = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiting->len; i++)
    if (error != NULL)
      g_task_return_error (g_ptr_array_index (waiting, i), g_error_copy (error));
    else
      g_task_return_boolean (g_ptr_array_index (waiting, i), TRUE);
}

static void
on_cycle_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailSync) sync = user_data;
  g_autoptr (PortailSyncOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  portail_sync_cycle_finish (PORTAIL_CACHE (source), result, &outcome, &error);
  sync->is_running = FALSE;
  notify (sync, PROP_IS_RUNNING);
  /* Stopped meanwhile. */
  if (sync->cancellable == NULL)
    return;
  note_end (sync, error);
  note_clock (sync, outcome->server_time);
  note_fuses (sync, outcome->fuses);
  if (error == NULL)
    note_unread (sync, outcome->n_unread);
  if (error == NULL && !portail_timestamp_is_null (outcome->server_time))
    g_signal_emit (sync, signals[SIGNAL_CONTACT], 0, outcome->server_time.milliseconds);
  update_status (sync);
  answer_waiting (sync, error);
  if (sync->is_wanted_again && error == NULL)
    begin_cycle (sync);
  else
    schedule (sync, get_delay (sync, outcome->retry_after_seconds));
}

static void
begin_cycle (PortailSync *sync)
{
  if (sync->cancellable == NULL || sync->is_running)
    return;
  g_clear_handle_id (&sync->timer, g_source_remove);
  sync->is_wanted_again = FALSE;
  sync->is_running = TRUE;
  g_ptr_array_extend_and_steal (sync->waiting, g_steal_pointer (&sync->waiting_next));
  sync->waiting_next = g_ptr_array_new_with_free_func (g_object_unref);
  notify (sync, PROP_IS_RUNNING);
  portail_sync_cycle_async (sync->cache, sync->client, sync->cancellable, on_cycle_done,
                            g_object_ref (sync));
}

static void
on_outbox_changed (PortailSync *sync)
{
  PortailOutboxCounts before = sync->counts;

  sync->counts = portail_cache_get_counts (sync->cache);
  if (before.n_to_send != sync->counts.n_to_send)
    notify (sync, PROP_N_TO_SEND);
  if (before.n_to_resolve != sync->counts.n_to_resolve)
    notify (sync, PROP_N_TO_RESOLVE);
  if (before.n_refused != sync->counts.n_refused)
    notify (sync, PROP_N_REFUSED);
  update_status (sync);
  if (sync->counts.n_to_send <= before.n_to_send)
    return;
  if (sync->is_running)
    sync->is_wanted_again = TRUE;
  else if (sync->n_failures == 0)
    schedule (sync, EDIT_DELAY_MILLISECONDS);
}

static void
on_wiped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailSync) sync = user_data;
  g_autoptr (GError) error = NULL;

  sync->is_wiping = FALSE;
  if (!portail_cache_wipe_finish (PORTAIL_CACHE (source), result, &error))
    set_last_error (sync, error->message);
  g_signal_emit (sync, signals[SIGNAL_DEVICE_REVOKED], 0);
  if (error == NULL)
    portail_api_client_forget_ended (sync->client);
}

static void
on_signed_out (PortailSync *sync, const char *reason)
{
  gboolean is_wiped = g_strcmp0 (reason, PORTAIL_API_REASON_WIPED) == 0;

  sync->is_signed_out = TRUE;
  portail_live_stop (sync->live);
  update_status (sync);
  if (sync->is_wiping || (!is_wiped && g_strcmp0 (reason, PORTAIL_API_REASON_REVOKED) != 0))
    return;
  sync->is_wiping = TRUE;
  portail_cache_wipe_async (sync->cache, is_wiped ? PORTAIL_WIPE_EVERYTHING : PORTAIL_WIPE_ROWS,
                            NULL, on_wiped, g_object_ref (sync));
}

static void
on_network_changed (PortailSync *sync, gboolean is_available)
{
  if (is_available)
    portail_sync_now (sync);
}

PortailSync *
portail_sync_new (PortailCache *cache, PortailApiClient *client)
{
  PortailSync *sync = g_object_new (PORTAIL_TYPE_SYNC, NULL);

  sync->cache = g_object_ref (cache);
  sync->client = g_object_ref (client);
  sync->live = portail_live_new (client);
  sync->counts = portail_cache_get_counts (cache);
  sync->status = judge (sync);
  g_signal_connect_object (cache, "outbox-changed", G_CALLBACK (on_outbox_changed), sync,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "signed-out", G_CALLBACK (on_signed_out), sync,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sync->live, "reached", G_CALLBACK (portail_sync_now), sync,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed",
                           G_CALLBACK (on_network_changed), sync, G_CONNECT_SWAPPED);
  return sync;
}

void
portail_sync_start (PortailSync *sync)
{
  g_return_if_fail (PORTAIL_IS_SYNC (sync));
  if (sync->cancellable == NULL)
    sync->cancellable = g_cancellable_new ();
  portail_sync_now (sync);
}

void
portail_sync_stop (PortailSync *sync)
{
  g_autoptr (GError) stopped = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "stopped");

  g_clear_handle_id (&sync->timer, g_source_remove);
  if (sync->live != NULL)
    portail_live_stop (sync->live);
  if (sync->cancellable != NULL)
    g_cancellable_cancel (sync->cancellable);
  g_clear_object (&sync->cancellable);
  answer_waiting (sync, stopped);
}

void
portail_sync_now (PortailSync *sync)
{
  if (sync->is_running)
    sync->is_wanted_again = TRUE;
  else
    begin_cycle (sync);
}

void
portail_sync_run_async (PortailSync *sync,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (sync, cancellable, callback, user_data);

  g_return_if_fail (PORTAIL_IS_SYNC (sync));
  g_task_set_source_tag (task, portail_sync_run_async);
  g_ptr_array_add (sync->waiting_next, task);
  if (sync->cancellable == NULL)
    sync->cancellable = g_cancellable_new ();
  portail_sync_now (sync);
}

gboolean
portail_sync_run_finish (PortailSync *sync, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, sync), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

PortailSyncStatus
portail_sync_get_status (PortailSync *sync)
{
  return sync->status;
}

static gpointer
run_allow (PortailCacheStore *store, gpointer input, GError **error)
{
  return portail_pull_allow_removal (store, input, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

static void
on_allowed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailSync) sync = user_data;
  g_autoptr (GError) error = NULL;

  if (portail_cache_work_finish (PORTAIL_CACHE (source), result, &error) == NULL)
    set_last_error (sync, error->message);
  else
    portail_sync_now (sync);
}

void
portail_sync_allow_removal (PortailSync *sync, const char *scope)
{
  static const PortailWork allow_work = { PORTAIL_WORK_IN_TRANSACTION, run_allow, g_free, NULL };

  g_hash_table_remove (sync->fuses, scope);
  update_status (sync);
  portail_cache_work_async (sync->cache, &allow_work, g_strdup (scope), on_allowed,
                            g_object_ref (sync));
}
