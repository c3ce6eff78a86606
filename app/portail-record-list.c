/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-record-list.h"

#include <string.h>

/* Items that are kept though nobody holds them. */
#define MAX_KEPT_ITEMS 4000
/* The thread that reads orders rests this many times as long as it worked. */
#define REST_FACTOR           4
#define MAX_REST_MILLISECONDS 3000

/* An item that is alive, and whether what it shows is of today. */
typedef struct
{
  PortailRecordKey key;
  PortailRecordItem *item;
  guint version; /* of the list when the record was read; 0: never */
  GList link;    /* in `kept`, the last used first */
} Slot;

struct _PortailRecordList
{
  GObject parent_instance;

  PortailRecordQuery *query;
  PortailCache *cache;
  gulong cache_handlers[2];
  PortailRecordListState state;
  char *fault;
  PortailRecordTotals *totals;

  GArray *keys;
  GHashTable *slots; /* PortailRecordKey → Slot */
  GQueue kept;
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

G_DEFINE_FINAL_TYPE_WITH_CODE (PortailRecordList,
                               portail_record_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, implement_list_model))

static guint updated_signal;

static void read_next_window (PortailRecordList *list);
static void read_order (PortailRecordList *list);

/* Items */

static void
free_slot (gpointer pointer)
{
  Slot *slot = pointer;

  g_object_unref (slot->item);
  g_free (slot);
}

static gboolean
is_held (const Slot *slot)
{
  return g_atomic_int_get (&G_OBJECT (slot->item)->ref_count) > 1;
}

/* Lets go of what nobody holds; what somebody holds stays the same object. */
static void
trim_slots (PortailRecordList *list)
{
  for (guint n_tried = 0; list->kept.length > MAX_KEPT_ITEMS && n_tried < MAX_KEPT_ITEMS; n_tried++)
    {
      GList *link = g_queue_pop_tail_link (&list->kept);
      Slot *slot = link->data;

      if (is_held (slot))
        g_queue_push_head_link (&list->kept, link);
      else
        g_hash_table_remove (list->slots, &slot->key);
    }
}

static Slot *
ensure_slot (PortailRecordList *list, PortailRecordKey key)
{
  Slot *slot = g_hash_table_lookup (list->slots, &key);

  if (slot != NULL)
    g_queue_unlink (&list->kept, &slot->link);
  else
    {
      slot = g_new0 (Slot, 1);
      slot->key = key;
      slot->item = portail_record_item_new (key);
      slot->link.data = slot;
      g_hash_table_insert (list->slots, &slot->key, slot);
    }
  g_queue_push_head_link (&list->kept, &slot->link);
  return slot;
}

static void
drop_slots (PortailRecordList *list)
{
  g_queue_init (&list->kept);
  g_hash_table_remove_all (list->slots);
}

static void
take_window (PortailRecordList *list, PortailRecordWindow *window, guint version)
{
  for (guint i = 0; i < window->keys->len; i++)
    {
      PortailRecordKey key = g_array_index (window->keys, PortailRecordKey, i);
      gpointer record = g_steal_pointer (&window->records->pdata[i]);
      Slot *slot = g_hash_table_lookup (list->slots, &key);

      if (slot == NULL)
        slot = ensure_slot (list, key);
      slot->version = version;
      if (record != NULL)
        portail_record_item_take_record (slot->item, record,
                                         g_array_index (window->is_pending, gboolean, i)
                                             ? PORTAIL_RECORD_ITEM_PENDING
                                             : PORTAIL_RECORD_ITEM_SETTLED);
    }
  trim_slots (list);
}

/* Windows */

/* The keys of the window that are to be read; none where nobody looks there any more. */
static guint
collect_window (PortailRecordList *list, guint window, PortailRecordKey *keys)
{
  guint from = window * PORTAIL_RECORD_WINDOW;
  guint to = MIN (from + PORTAIL_RECORD_WINDOW, list->keys->len);
  guint n_keys = 0;
  gboolean is_needed = FALSE;

  for (guint i = from; i < to; i++)
    {
      PortailRecordKey key = g_array_index (list->keys, PortailRecordKey, i);
      const Slot *slot = g_hash_table_lookup (list->slots, &key);

      if (slot != NULL && slot->version == list->version)
        continue;
      is_needed |= slot != NULL && is_held (slot);
      keys[n_keys++] = key;
    }
  return is_needed ? n_keys : 0;
}

/* After a change: what somebody holds, wherever it stands. */
static guint
collect_held (PortailRecordList *list, PortailRecordKey *keys)
{
  guint n_keys = 0;

  for (GList *link = list->kept.head; link != NULL && n_keys < PORTAIL_RECORD_WINDOW;
       link = link->next)
    {
      const Slot *slot = link->data;

      if (slot->version != list->version && is_held (slot))
        keys[n_keys++] = slot->key;
    }
  return n_keys;
}

static guint
collect_next (PortailRecordList *list, PortailRecordKey *keys)
{
  guint n_keys = 0;

  while (n_keys == 0 && list->wanted->len > 0)
    {
      n_keys = collect_window (list, g_array_index (list->wanted, guint, list->wanted->len - 1),
                               keys);
      g_array_set_size (list->wanted, list->wanted->len - 1);
    }
  if (n_keys == 0 && list->is_held_outdated)
    n_keys = collect_held (list, keys);
  if (n_keys == 0)
    list->is_held_outdated = FALSE;
  return n_keys;
}

static void
on_window_read (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailRecordList) list = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailRecordWindow) window = portail_cache_query_finish (PORTAIL_CACHE (object),
                                                                       result, &error);

  if (g_task_get_cancellable (G_TASK (result)) != list->cancellable)
    return;
  list->is_window_under_way = FALSE;
  if (window != NULL)
    take_window (list, window, list->window_version);
  else
    g_debug ("A window of rows: %s", error->message);
  read_next_window (list);
}

static void
read_next_window (PortailRecordList *list)
{
  PortailRecordKey keys[PORTAIL_RECORD_WINDOW];
  guint n_keys = 0;

  if (!list->is_window_under_way && list->cache != NULL)
    n_keys = collect_next (list, keys);
  if (n_keys == 0)
    return;
  list->is_window_under_way = TRUE;
  list->window_version = list->version;
  portail_cache_query_async (
      list->cache,
      portail_record_reading_new_window (portail_record_query_get_type (list->query), keys, n_keys),
      list->cancellable, on_window_read, g_object_ref (list));
}

static void
want (PortailRecordList *list, guint position)
{
  guint window = position / PORTAIL_RECORD_WINDOW;

  for (guint i = list->wanted->len; i > 0; i--)
    if (g_array_index (list->wanted, guint, i - 1) == window)
      {
        if (i == list->wanted->len)
          return;
        g_array_remove_index (list->wanted, i - 1);
      }
  g_array_append_val (list->wanted, window);
}

/* Whatever was read so far is of yesterday. */
static void
outdate (PortailRecordList *list)
{
  list->version++;
  list->is_held_outdated = TRUE;
}

/* The order */

static void
tell (PortailRecordList *list)
{
  g_signal_emit (list, updated_signal, 0);
}

/* From the last hunk to the first, so that positions before it hold; the model is whole at each
 * signal. */
static void
apply_hunks (PortailRecordList *list, const GArray *hunks, const GArray *keys)
{
  for (guint i = hunks->len; i > 0; i--)
    {
      const PortailKeyHunk *hunk = &g_array_index (hunks, PortailKeyHunk, i - 1);

      if (hunk->n_removed > 0)
        g_array_remove_range (list->keys, hunk->position, hunk->n_removed);
      if (hunk->n_added > 0)
        g_array_insert_vals (list->keys, hunk->position,
                             &g_array_index (keys, PortailRecordKey, hunk->from), hunk->n_added);
      g_list_model_items_changed (G_LIST_MODEL (list), hunk->position, hunk->n_removed,
                                  hunk->n_added);
    }
}

static void
take_order (PortailRecordList *list, const GArray *keys)
{
  g_autoptr (GArray) hunks = portail_record_key_compare_lists (list->keys, keys);

  apply_hunks (list, hunks, keys);
  read_next_window (list);
}

static void
fail (PortailRecordList *list, const GError *error)
{
  g_free (list->fault);
  list->fault = g_strdup (error->message);
  list->state = PORTAIL_RECORD_LIST_FAILED;
  tell (list);
}

static void
on_totals_read (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailRecordList) list = user_data;
  g_autoptr (GError) error = NULL;
  PortailRecordTotals *totals = portail_cache_query_finish (PORTAIL_CACHE (object), result, &error);

  if (g_task_get_cancellable (G_TASK (result)) != list->cancellable)
    {
      g_free (totals);
      return;
    }
  g_free (list->totals);
  list->totals = totals;
  tell (list);
}

static void
read_totals (PortailRecordList *list)
{
  portail_cache_scan_async (list->cache, portail_record_reading_new_totals (list->query),
                            list->cancellable, on_totals_read, g_object_ref (list));
}

static gboolean
on_rested (gpointer user_data)
{
  PortailRecordList *list = PORTAIL_RECORD_LIST (user_data);

  list->refresh_source = 0;
  read_order (list);
  return G_SOURCE_REMOVE;
}

/* Long orders are read again less often than short ones. */
static void
refresh_later (PortailRecordList *list)
{
  gint64 rest = MIN (list->order_duration * REST_FACTOR / 1000, MAX_REST_MILLISECONDS);

  if (list->refresh_source == 0)
    list->refresh_source = g_timeout_add_full (G_PRIORITY_LOW, (guint) rest, on_rested, list, NULL);
}

static void
on_order_read (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailRecordList) list = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) keys = portail_cache_query_finish (PORTAIL_CACHE (object), result, &error);

  if (g_task_get_cancellable (G_TASK (result)) != list->cancellable)
    return;
  list->is_order_under_way = FALSE;
  list->order_duration = g_get_monotonic_time () - list->order_started_at;
  if (keys == NULL)
    {
      fail (list, error);
      return;
    }
  list->state = PORTAIL_RECORD_LIST_READY;
  take_order (list, keys);
  tell (list);
  read_totals (list);
  if (list->is_order_outdated)
    refresh_later (list);
}

static void
read_order (PortailRecordList *list)
{
  if (list->cache == NULL)
    return;
  list->is_order_under_way = TRUE;
  list->is_order_outdated = FALSE;
  list->order_started_at = g_get_monotonic_time ();
  portail_cache_scan_async (list->cache, portail_record_reading_new_order (list->query),
                            list->cancellable, on_order_read, g_object_ref (list));
}

static void
on_beginning_read (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailRecordList) list = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailRecordWindow) window = portail_cache_query_finish (PORTAIL_CACHE (object),
                                                                       result, &error);

  if (g_task_get_cancellable (G_TASK (result)) != list->cancellable)
    return;
  list->is_order_under_way = FALSE;
  if (window == NULL)
    {
      fail (list, error);
      return;
    }
  take_window (list, window, list->beginning_version);
  list->state = window->keys->len < PORTAIL_RECORD_WINDOW ? PORTAIL_RECORD_LIST_READY
                                                          : PORTAIL_RECORD_LIST_PARTIAL;
  take_order (list, window->keys);
  tell (list);
  if (list->state == PORTAIL_RECORD_LIST_PARTIAL || list->is_order_outdated)
    read_order (list);
  else
    read_totals (list);
}

/* Forgets what is being read. */
static void
cancel (PortailRecordList *list)
{
  g_cancellable_cancel (list->cancellable);
  g_clear_object (&list->cancellable);
  g_clear_handle_id (&list->refresh_source, g_source_remove);
  g_array_set_size (list->wanted, 0);
  list->is_window_under_way = FALSE;
  list->is_order_under_way = FALSE;
  list->is_order_outdated = FALSE;
}

static void
start (PortailRecordList *list)
{
  cancel (list);
  g_clear_pointer (&list->fault, g_free);
  g_clear_pointer (&list->totals, g_free);
  list->cancellable = g_cancellable_new ();
  outdate (list);
  list->beginning_version = list->version;
  list->order_duration = 0;
  if (list->state == PORTAIL_RECORD_LIST_IDLE || list->state == PORTAIL_RECORD_LIST_FAILED)
    list->state = PORTAIL_RECORD_LIST_LOADING;
  list->is_order_under_way = TRUE;
  portail_cache_scan_async (list->cache, portail_record_reading_new_beginning (list->query),
                            list->cancellable, on_beginning_read, g_object_ref (list));
}

/* Changes of the cache */

static void
refresh (PortailRecordList *list)
{
  if (list->is_order_under_way)
    list->is_order_outdated = TRUE;
  else
    refresh_later (list);
}

/* What is on the screen does not wait for the order. */
static void
on_cache_changed (PortailRecordList *list,
                  const char *type,
                  const char *id,
                  const char *enterprise_id)
{
  const char *company = portail_record_query_get_company (list->query);

  if (type != NULL && !g_str_equal (type, portail_record_query_get_type (list->query)->name))
    return;
  if (company != NULL && enterprise_id != NULL && !g_str_equal (company, enterprise_id))
    return;
  outdate (list);
  read_next_window (list);
  refresh (list);
}

static void
on_outbox_changed (PortailRecordList *list)
{
  outdate (list);
  read_next_window (list);
}

/* The list model */

static GType
get_item_type (GListModel *model)
{
  return PORTAIL_TYPE_RECORD_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return PORTAIL_RECORD_LIST (model)->keys->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  PortailRecordList *list = PORTAIL_RECORD_LIST (model);
  PortailRecordItem *item;
  Slot *slot;

  if (position >= list->keys->len)
    return NULL;
  slot = ensure_slot (list, g_array_index (list->keys, PortailRecordKey, position));
  item = g_object_ref (slot->item);
  if (slot->version != list->version)
    {
      want (list, position);
      read_next_window (list);
    }
  trim_slots (list);
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
portail_record_list_dispose (GObject *object)
{
  PortailRecordList *list = PORTAIL_RECORD_LIST (object);

  cancel (list);
  for (int i = 0; list->cache != NULL && i < 2; i++)
    g_clear_signal_handler (&list->cache_handlers[i], list->cache);
  g_clear_object (&list->cache);
  G_OBJECT_CLASS (portail_record_list_parent_class)->dispose (object);
}

static void
portail_record_list_finalize (GObject *object)
{
  PortailRecordList *list = PORTAIL_RECORD_LIST (object);

  drop_slots (list);
  g_hash_table_unref (list->slots);
  g_array_unref (list->keys);
  g_array_unref (list->wanted);
  g_free (list->totals);
  g_free (list->fault);
  g_clear_pointer (&list->query, portail_record_query_unref);
  G_OBJECT_CLASS (portail_record_list_parent_class)->finalize (object);
}

static void
portail_record_list_class_init (PortailRecordListClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_record_list_dispose;
  G_OBJECT_CLASS (class)->finalize = portail_record_list_finalize;
  updated_signal = g_signal_new ("updated", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
portail_record_list_init (PortailRecordList *list)
{
  list->keys = g_array_new (FALSE, FALSE, sizeof (PortailRecordKey));
  list->wanted = g_array_new (FALSE, FALSE, sizeof (guint));
  list->slots = g_hash_table_new_full (portail_record_key_hash, portail_record_key_equal, NULL,
                                       free_slot);
}

PortailRecordList *
portail_record_list_new (PortailRecordQuery *query)
{
  PortailRecordList *list = g_object_new (PORTAIL_TYPE_RECORD_LIST, NULL);

  list->query = portail_record_query_ref (query);
  return list;
}

static void
forget_rows (PortailRecordList *list)
{
  guint n_items = list->keys->len;

  cancel (list);
  g_clear_pointer (&list->totals, g_free);
  g_clear_pointer (&list->fault, g_free);
  g_array_set_size (list->keys, 0);
  drop_slots (list);
  list->state = PORTAIL_RECORD_LIST_IDLE;
  g_list_model_items_changed (G_LIST_MODEL (list), 0, n_items, 0);
}

void
portail_record_list_set_cache (PortailRecordList *list, PortailCache *cache)
{
  g_return_if_fail (PORTAIL_IS_RECORD_LIST (list));
  for (int i = 0; list->cache != NULL && i < 2; i++)
    g_clear_signal_handler (&list->cache_handlers[i], list->cache);
  forget_rows (list);
  g_set_object (&list->cache, cache);
  if (cache != NULL)
    {
      list->cache_handlers[0] = g_signal_connect_swapped (cache, "changed",
                                                          G_CALLBACK (on_cache_changed), list);
      list->cache_handlers[1] = g_signal_connect_swapped (cache, "outbox-changed",
                                                          G_CALLBACK (on_outbox_changed), list);
      start (list);
    }
  tell (list);
}

void
portail_record_list_set_query (PortailRecordList *list, PortailRecordQuery *query)
{
  g_return_if_fail (PORTAIL_IS_RECORD_LIST (list));
  g_return_if_fail (portail_record_query_get_type (query)
                    == portail_record_query_get_type (list->query));
  portail_record_query_ref (query);
  portail_record_query_unref (list->query);
  list->query = query;
  portail_record_list_reload (list);
}

PortailRecordQuery *
portail_record_list_get_query (PortailRecordList *list)
{
  g_return_val_if_fail (PORTAIL_IS_RECORD_LIST (list), NULL);
  return list->query;
}

void
portail_record_list_reload (PortailRecordList *list)
{
  g_return_if_fail (PORTAIL_IS_RECORD_LIST (list));
  if (list->cache == NULL)
    return;
  start (list);
  tell (list);
}

PortailRecordListState
portail_record_list_get_state (PortailRecordList *list)
{
  g_return_val_if_fail (PORTAIL_IS_RECORD_LIST (list), PORTAIL_RECORD_LIST_IDLE);
  return list->state;
}

const char *
portail_record_list_get_fault (PortailRecordList *list)
{
  g_return_val_if_fail (PORTAIL_IS_RECORD_LIST (list), NULL);
  return list->fault;
}

const PortailRecordTotals *
portail_record_list_get_totals (PortailRecordList *list)
{
  g_return_val_if_fail (PORTAIL_IS_RECORD_LIST (list), NULL);
  return list->totals;
}

guint
portail_record_list_find (PortailRecordList *list, PortailRecordKey key)
{
  g_return_val_if_fail (PORTAIL_IS_RECORD_LIST (list), G_MAXUINT);
  for (guint i = 0; i < list->keys->len; i++)
    if (portail_record_key_is_equal (g_array_index (list->keys, PortailRecordKey, i), key))
      return i;
  return G_MAXUINT;
}
