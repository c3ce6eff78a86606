/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-record-model.h"

#include "app/portail-record-rows.h"

/* The thread that reads orders rests this many times as long as it worked. */
#define REST_FACTOR           4
#define MAX_REST_MILLISECONDS 3000

struct _PortailRecordModel
{
  GObject parent_instance;

  PortailRecordQuery *query;
  PortailCache *cache;
  gulong cache_handlers[2];
  PortailRecordModelState state;
  char *fault;
  PortailRecordTotals *totals;

  PortailRecordRows rows;
  guint growth_source;
  guint version;

  GCancellable *cancellable; /* of all that is read for the query */
  GArray *wanted;            /* of guint: windows, the last asked for last */
  guint beginning_version;   /* of the list when the beginning was asked for */
  guint window_version;      /* and the window that is under way */
  gboolean is_window_under_way;
  gboolean is_held_outdated; /* what somebody holds may be of yesterday */
  gboolean is_order_under_way;
  gboolean is_order_outdated;
  gint64 order_started_at; /* microseconds */
  gint64 order_duration;
  guint refresh_source;
};

static void implement_list_model (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PortailRecordModel,
                               portail_record_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, implement_list_model))

static guint updated_signal;

static void read_next_window (PortailRecordModel *model);
static void read_order (PortailRecordModel *model);

/* Windows */

static void
take_window (PortailRecordModel *model, PortailRecordWindow *window, guint version)
{
  for (guint i = 0; i < window->keys->len; i++)
    {
      PortailRecordKey key = g_array_index (window->keys, PortailRecordKey, i);
      gpointer record = g_steal_pointer (&window->records->pdata[i]);
      PortailRecordSlot *slot = portail_record_slots_find (model->rows.slots, key);

      if (slot == NULL)
        slot = portail_record_slots_use (model->rows.slots, key);
      slot->version = version;
      if (record != NULL)
        portail_record_item_take_record (slot->item, record,
                                         g_array_index (window->is_pending, gboolean, i)
                                             ? PORTAIL_RECORD_ITEM_PENDING
                                             : PORTAIL_RECORD_ITEM_SETTLED);
    }
  portail_record_slots_trim (model->rows.slots);
}

/* The keys of the window that are to be read; none where nobody looks there any more. */
static guint
collect_window (PortailRecordModel *model, guint window, PortailRecordKey *keys)
{
  guint from = window * PORTAIL_RECORD_WINDOW;
  guint to = MIN (from + PORTAIL_RECORD_WINDOW, model->rows.keys->len);
  guint n_keys = 0;
  gboolean is_needed = FALSE;

  for (guint i = from; i < to; i++)
    {
      PortailRecordKey key = g_array_index (model->rows.keys, PortailRecordKey, i);
      const PortailRecordSlot *slot = portail_record_slots_find (model->rows.slots, key);

      if (slot != NULL && slot->version == model->version)
        continue;
      is_needed |= slot != NULL && portail_record_slot_is_held (slot);
      keys[n_keys++] = key;
    }
  return is_needed ? n_keys : 0;
}

static guint
collect_next (PortailRecordModel *model, PortailRecordKey *keys)
{
  guint n_keys = 0;

  while (n_keys == 0 && model->wanted->len > 0)
    {
      n_keys = collect_window (model, g_array_index (model->wanted, guint, model->wanted->len - 1),
                               keys);
      g_array_set_size (model->wanted, model->wanted->len - 1);
    }
  if (n_keys == 0 && model->is_held_outdated)
    n_keys = portail_record_slots_list_outdated (model->rows.slots, model->version, keys,
                                                 PORTAIL_RECORD_WINDOW);
  if (n_keys == 0)
    model->is_held_outdated = FALSE;
  return n_keys;
}

static void
on_window_read (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailRecordModel) model = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailRecordWindow) window = portail_cache_query_finish (PORTAIL_CACHE (object),
                                                                       result, &error);

  if (g_task_get_cancellable (G_TASK (result)) != model->cancellable)
    return;
  model->is_window_under_way = FALSE;
  if (window != NULL)
    take_window (model, window, model->window_version);
  else
    g_debug ("A window of rows: %s", error->message);
  read_next_window (model);
}

static void
read_next_window (PortailRecordModel *model)
{
  PortailRecordKey keys[PORTAIL_RECORD_WINDOW];
  guint n_keys = 0;

  if (!model->is_window_under_way && model->cache != NULL)
    n_keys = collect_next (model, keys);
  if (n_keys == 0)
    return;
  model->is_window_under_way = TRUE;
  model->window_version = model->version;
  portail_cache_query_async (model->cache,
                             portail_record_reading_new_window (
                                 portail_record_query_get_type (model->query), keys, n_keys),
                             model->cancellable, on_window_read, g_object_ref (model));
}

static void
want (PortailRecordModel *model, guint position)
{
  guint window = position / PORTAIL_RECORD_WINDOW;

  for (guint i = model->wanted->len; i > 0; i--)
    if (g_array_index (model->wanted, guint, i - 1) == window)
      {
        if (i == model->wanted->len)
          return;
        g_array_remove_index (model->wanted, i - 1);
      }
  g_array_append_val (model->wanted, window);
}

/* Whatever was read so far is of yesterday. */
static void
outdate (PortailRecordModel *model)
{
  model->version++;
  model->is_held_outdated = TRUE;
}

/* The order */

static void
tell (PortailRecordModel *model)
{
  g_signal_emit (model, updated_signal, 0);
}

static gboolean
on_step (gpointer user_data)
{
  PortailRecordModel *model = PORTAIL_RECORD_MODEL (user_data);
  PortailRecordRowsGrowth growth = portail_record_rows_step (&model->rows);

  if (growth == PORTAIL_RECORD_ROWS_WHOLE)
    model->growth_source = 0;
  if (growth != PORTAIL_RECORD_ROWS_SHRINKING)
    {
      read_next_window (model);
      tell (model);
    }
  return growth == PORTAIL_RECORD_ROWS_WHOLE ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static void
take_order (PortailRecordModel *model, GArray *order, PortailKeyComparison comparison)
{
  PortailRecordRowsGrowth growth;

  g_clear_handle_id (&model->growth_source, g_source_remove);
  growth = portail_record_rows_take_order (&model->rows, order, comparison);
  if (growth != PORTAIL_RECORD_ROWS_WHOLE)
    /* Behind GDK, which computes the size of the window in an idle moment. */
    model->growth_source = g_idle_add_full (G_PRIORITY_LOW, on_step, model, NULL);
  model->is_held_outdated = TRUE;
  if (growth != PORTAIL_RECORD_ROWS_SHRINKING)
    read_next_window (model);
}

static void
fail (PortailRecordModel *model, const GError *error)
{
  g_free (model->fault);
  model->fault = g_strdup (error->message);
  model->state = PORTAIL_RECORD_MODEL_FAILED;
  tell (model);
}

static void
on_totals_read (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailRecordModel) model = user_data;
  g_autoptr (GError) error = NULL;
  PortailRecordTotals *totals = portail_cache_query_finish (PORTAIL_CACHE (object), result, &error);

  if (g_task_get_cancellable (G_TASK (result)) != model->cancellable)
    {
      g_free (totals);
      return;
    }
  g_free (model->totals);
  model->totals = totals;
  tell (model);
}

static void
read_totals (PortailRecordModel *model)
{
  portail_cache_scan_async (model->cache, portail_record_reading_new_totals (model->query),
                            model->cancellable, on_totals_read, g_object_ref (model));
}

static gboolean
on_rested (gpointer user_data)
{
  PortailRecordModel *model = PORTAIL_RECORD_MODEL (user_data);

  model->refresh_source = 0;
  read_order (model);
  return G_SOURCE_REMOVE;
}

/* Long orders are read again less often than short ones. */
static void
refresh_later (PortailRecordModel *model)
{
  gint64 rest = MIN (model->order_duration * REST_FACTOR / 1000, MAX_REST_MILLISECONDS);

  if (model->refresh_source == 0)
    model->refresh_source = g_timeout_add_full (G_PRIORITY_LOW, (guint) rest, on_rested, model,
                                                NULL);
}

static void
on_order_read (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailRecordModel) model = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) keys = portail_cache_query_finish (PORTAIL_CACHE (object), result, &error);

  if (g_task_get_cancellable (G_TASK (result)) != model->cancellable)
    return;
  model->is_order_under_way = FALSE;
  model->order_duration = g_get_monotonic_time () - model->order_started_at;
  if (keys == NULL)
    {
      fail (model, error);
      return;
    }
  model->state = PORTAIL_RECORD_MODEL_READY;
  take_order (model, keys, PORTAIL_KEY_COMPARE_CLOSELY);
  tell (model);
  read_totals (model);
  if (model->is_order_outdated)
    refresh_later (model);
}

static void
read_order (PortailRecordModel *model)
{
  if (model->cache == NULL)
    return;
  model->is_order_under_way = TRUE;
  model->is_order_outdated = FALSE;
  model->order_started_at = g_get_monotonic_time ();
  portail_cache_scan_async (model->cache, portail_record_reading_new_order (model->query),
                            model->cancellable, on_order_read, g_object_ref (model));
}

static void
on_beginning_read (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailRecordModel) model = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailRecordWindow) window = portail_cache_query_finish (PORTAIL_CACHE (object),
                                                                       result, &error);

  if (g_task_get_cancellable (G_TASK (result)) != model->cancellable)
    return;
  model->is_order_under_way = FALSE;
  if (window == NULL)
    {
      fail (model, error);
      return;
    }
  take_window (model, window, model->beginning_version);
  model->state = window->keys->len < PORTAIL_RECORD_WINDOW ? PORTAIL_RECORD_MODEL_READY
                                                           : PORTAIL_RECORD_MODEL_PARTIAL;
  take_order (model, window->keys, PORTAIL_KEY_COMPARE_AS_ONE);
  tell (model);
  if (model->state == PORTAIL_RECORD_MODEL_PARTIAL || model->is_order_outdated)
    read_order (model);
  else
    read_totals (model);
}

/* Forgets what is being read. */
static void
cancel (PortailRecordModel *model)
{
  g_clear_handle_id (&model->growth_source, g_source_remove);
  portail_record_rows_stop_growing (&model->rows);
  g_cancellable_cancel (model->cancellable);
  g_clear_object (&model->cancellable);
  g_clear_handle_id (&model->refresh_source, g_source_remove);
  g_array_set_size (model->wanted, 0);
  model->is_window_under_way = FALSE;
  model->is_order_under_way = FALSE;
  model->is_order_outdated = FALSE;
}

static void
start (PortailRecordModel *model)
{
  cancel (model);
  g_clear_pointer (&model->fault, g_free);
  g_clear_pointer (&model->totals, g_free);
  model->cancellable = g_cancellable_new ();
  outdate (model);
  model->beginning_version = model->version;
  model->order_duration = 0;
  if (model->state == PORTAIL_RECORD_MODEL_IDLE || model->state == PORTAIL_RECORD_MODEL_FAILED)
    model->state = PORTAIL_RECORD_MODEL_LOADING;
  model->is_order_under_way = TRUE;
  portail_cache_scan_async (model->cache, portail_record_reading_new_beginning (model->query),
                            model->cancellable, on_beginning_read, g_object_ref (model));
}

/* Changes of the cache */

static void
refresh (PortailRecordModel *model)
{
  if (model->is_order_under_way)
    model->is_order_outdated = TRUE;
  else
    refresh_later (model);
}

/* What is on the screen does not wait for the order. */
static void
on_cache_changed (PortailRecordModel *model,
                  const char *type,
                  const char *id,
                  const char *enterprise_id)
{
  const char *company = portail_record_query_get_company (model->query);

  if (type != NULL && !g_str_equal (type, portail_record_query_get_type (model->query)->name))
    return;
  if (company != NULL && enterprise_id != NULL && !g_str_equal (company, enterprise_id))
    return;
  outdate (model);
  read_next_window (model);
  refresh (model);
}

static void
on_outbox_changed (PortailRecordModel *model)
{
  outdate (model);
  read_next_window (model);
}

/* The list model */

static GType
get_item_type (GListModel *list)
{
  return PORTAIL_TYPE_RECORD_ITEM;
}

static guint
get_n_items (GListModel *list)
{
  return PORTAIL_RECORD_MODEL (list)->rows.keys->len;
}

static gpointer
get_item (GListModel *list, guint position)
{
  PortailRecordModel *model = PORTAIL_RECORD_MODEL (list);
  PortailRecordItem *item;
  PortailRecordSlot *slot;

  if (position >= model->rows.keys->len)
    return NULL;
  slot = portail_record_slots_use (model->rows.slots,
                                   g_array_index (model->rows.keys, PortailRecordKey, position));
  item = g_object_ref (slot->item);
  if (slot->version != model->version)
    {
      want (model, position);
      read_next_window (model);
    }
  portail_record_slots_trim (model->rows.slots);
  return item;
}

static void
implement_list_model (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

static void
portail_record_model_dispose (GObject *object)
{
  PortailRecordModel *model = PORTAIL_RECORD_MODEL (object);

  cancel (model);
  for (int i = 0; model->cache != NULL && i < 2; i++)
    g_clear_signal_handler (&model->cache_handlers[i], model->cache);
  g_clear_object (&model->cache);
  G_OBJECT_CLASS (portail_record_model_parent_class)->dispose (object);
}

static void
portail_record_model_finalize (GObject *object)
{
  PortailRecordModel *model = PORTAIL_RECORD_MODEL (object);

  portail_record_rows_finalize (&model->rows);
  g_array_unref (model->wanted);
  g_free (model->totals);
  g_free (model->fault);
  g_clear_pointer (&model->query, portail_record_query_unref);
  G_OBJECT_CLASS (portail_record_model_parent_class)->finalize (object);
}

static void
portail_record_model_class_init (PortailRecordModelClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_record_model_dispose;
  G_OBJECT_CLASS (class)->finalize = portail_record_model_finalize;
  updated_signal = g_signal_new ("updated", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
portail_record_model_init (PortailRecordModel *model)
{
  portail_record_rows_init (&model->rows, G_LIST_MODEL (model));
  model->wanted = g_array_new (FALSE, FALSE, sizeof (guint));
}

PortailRecordModel *
portail_record_model_new (PortailRecordQuery *query)
{
  PortailRecordModel *model = g_object_new (PORTAIL_TYPE_RECORD_MODEL, NULL);

  model->query = portail_record_query_ref (query);
  return model;
}

static void
forget_rows (PortailRecordModel *model)
{
  cancel (model);
  g_clear_pointer (&model->totals, g_free);
  g_clear_pointer (&model->fault, g_free);
  model->state = PORTAIL_RECORD_MODEL_IDLE;
  portail_record_rows_clear (&model->rows);
}

void
portail_record_model_set_cache (PortailRecordModel *model, PortailCache *cache)
{
  g_return_if_fail (PORTAIL_IS_RECORD_MODEL (model));
  for (int i = 0; model->cache != NULL && i < 2; i++)
    g_clear_signal_handler (&model->cache_handlers[i], model->cache);
  forget_rows (model);
  g_set_object (&model->cache, cache);
  if (cache != NULL)
    {
      model->cache_handlers[0] = g_signal_connect_swapped (cache, "changed",
                                                           G_CALLBACK (on_cache_changed), model);
      model->cache_handlers[1] = g_signal_connect_swapped (cache, "outbox-changed",
                                                           G_CALLBACK (on_outbox_changed), model);
      start (model);
    }
  tell (model);
}

void
portail_record_model_set_query (PortailRecordModel *model, PortailRecordQuery *query)
{
  g_return_if_fail (PORTAIL_IS_RECORD_MODEL (model));
  g_return_if_fail (portail_record_query_get_type (query)
                    == portail_record_query_get_type (model->query));
  portail_record_query_ref (query);
  portail_record_query_unref (model->query);
  model->query = query;
  portail_record_model_reload (model);
}

PortailRecordQuery *
portail_record_model_get_query (PortailRecordModel *model)
{
  g_return_val_if_fail (PORTAIL_IS_RECORD_MODEL (model), NULL);
  return model->query;
}

void
portail_record_model_reload (PortailRecordModel *model)
{
  g_return_if_fail (PORTAIL_IS_RECORD_MODEL (model));
  if (model->cache == NULL)
    return;
  start (model);
  tell (model);
}

PortailRecordModelState
portail_record_model_get_state (PortailRecordModel *model)
{
  g_return_val_if_fail (PORTAIL_IS_RECORD_MODEL (model), PORTAIL_RECORD_MODEL_IDLE);
  return model->state == PORTAIL_RECORD_MODEL_READY && model->rows.order != NULL
             ? PORTAIL_RECORD_MODEL_PARTIAL
             : model->state;
}

const char *
portail_record_model_get_fault (PortailRecordModel *model)
{
  g_return_val_if_fail (PORTAIL_IS_RECORD_MODEL (model), NULL);
  return model->fault;
}

const PortailRecordTotals *
portail_record_model_get_totals (PortailRecordModel *model)
{
  g_return_val_if_fail (PORTAIL_IS_RECORD_MODEL (model), NULL);
  return model->totals;
}

guint
portail_record_model_find (PortailRecordModel *model, PortailRecordKey key)
{
  g_return_val_if_fail (PORTAIL_IS_RECORD_MODEL (model), G_MAXUINT);
  return portail_record_rows_find (&model->rows, key);
}

void
portail_record_model_tell_all (PortailRecordModel *model)
{
  g_return_if_fail (PORTAIL_IS_RECORD_MODEL (model));
  portail_record_slots_tell_all (model->rows.slots);
}
