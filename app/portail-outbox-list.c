/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-outbox-item.h"

struct _PortailOutboxList
{
  GObject parent_instance;

  PortailCache *cache;
  PortailOpStates states;
  GCancellable *cancellable;
  GPtrArray *items; /* of PortailOutboxItem */
  PortailOutboxListState state;
  char *fault;
};

static guint read_signal;

static GType
get_item_type (GListModel *model)
{
  return PORTAIL_TYPE_OUTBOX_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return PORTAIL_OUTBOX_LIST (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  const GPtrArray *items = PORTAIL_OUTBOX_LIST (model)->items;

  return position < items->len ? g_object_ref (g_ptr_array_index (items, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (PortailOutboxList,
                               portail_outbox_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
portail_outbox_list_dispose (GObject *object)
{
  PortailOutboxList *list = PORTAIL_OUTBOX_LIST (object);

  g_cancellable_cancel (list->cancellable);
  g_clear_object (&list->cancellable);
  g_clear_object (&list->cache);
  G_OBJECT_CLASS (portail_outbox_list_parent_class)->dispose (object);
}

static void
portail_outbox_list_finalize (GObject *object)
{
  g_ptr_array_unref (PORTAIL_OUTBOX_LIST (object)->items);
  g_free (PORTAIL_OUTBOX_LIST (object)->fault);
  G_OBJECT_CLASS (portail_outbox_list_parent_class)->finalize (object);
}

static void
portail_outbox_list_class_init (PortailOutboxListClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_outbox_list_dispose;
  G_OBJECT_CLASS (class)->finalize = portail_outbox_list_finalize;
  read_signal = g_signal_new ("read", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 0);
}

static void
portail_outbox_list_init (PortailOutboxList *list)
{
  list->items = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
fail (PortailOutboxList *list, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    return;
  list->state = PORTAIL_OUTBOX_LIST_FAILED;
  g_free (list->fault);
  list->fault = g_strdup (error->message);
  g_signal_emit (list, read_signal, 0);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailOutboxList) list = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) before = NULL;
  GPtrArray *items = portail_cache_list_ops_finish (PORTAIL_CACHE (source), result, &error);

  if (items == NULL)
    {
      fail (list, error);
      return;
    }
  before = g_steal_pointer (&list->items);
  list->items = items;
  list->state = PORTAIL_OUTBOX_LIST_READY;
  g_clear_pointer (&list->fault, g_free);
  g_list_model_items_changed (G_LIST_MODEL (list), 0, before->len, items->len);
  g_signal_emit (list, read_signal, 0);
}

void
portail_outbox_list_read (PortailOutboxList *list)
{
  g_cancellable_cancel (list->cancellable);
  g_clear_object (&list->cancellable);
  list->cancellable = g_cancellable_new ();
  portail_cache_list_ops_async (list->cache, list->states, list->cancellable, on_listed,
                                g_object_ref (list));
}

PortailOutboxListState
portail_outbox_list_get_state (PortailOutboxList *list)
{
  return list->state;
}

const char *
portail_outbox_list_get_fault (PortailOutboxList *list)
{
  return list->fault;
}

PortailOutboxList *
portail_outbox_list_new (PortailCache *cache, PortailOpStates states)
{
  PortailOutboxList *list = g_object_new (PORTAIL_TYPE_OUTBOX_LIST, NULL);

  list->cache = g_object_ref (cache);
  list->states = states;
  g_signal_connect_object (cache, "outbox-changed", G_CALLBACK (portail_outbox_list_read), list,
                           G_CONNECT_SWAPPED);
  portail_outbox_list_read (list);
  return list;
}
