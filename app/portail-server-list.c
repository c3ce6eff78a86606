/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-server-list.h"

#include "app/portail-server-ask.h"

struct _PortailServerItem
{
  GObject parent_instance;

  PortailJsonDocument *document;
};

G_DEFINE_FINAL_TYPE (PortailServerItem, portail_server_item, G_TYPE_OBJECT)

struct _PortailServerList
{
  GObject parent_instance;

  PortailDesk *desk;
  PortailServerResource *resource;
  char *path;
  char *query;      /* or NULL */
  GPtrArray *items; /* of PortailServerItem */
  char *cursor;     /* of the next page, or NULL */
  char *first_page; /* as it was read */
  GCancellable *cancellable;
  PortailTimestamp moment; /* of the first page that is shown */
  gboolean is_loading_more;
};

static void implement_model (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PortailServerList,
                               portail_server_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, implement_model))

static guint changed_signal;

/* Items */

static void
portail_server_item_finalize (GObject *object)
{
  g_clear_pointer (&PORTAIL_SERVER_ITEM (object)->document, portail_json_document_free);
  G_OBJECT_CLASS (portail_server_item_parent_class)->finalize (object);
}

static void
portail_server_item_class_init (PortailServerItemClass *class)
{
  G_OBJECT_CLASS (class)->finalize = portail_server_item_finalize;
}

static void
portail_server_item_init (PortailServerItem *item)
{
}

static PortailServerItem *
item_new (const PortailJson *json)
{
  g_autoptr (GString) text = g_string_new (NULL);
  PortailServerItem *item = g_object_new (PORTAIL_TYPE_SERVER_ITEM, NULL);

  portail_json_append_canonical (json, text);
  item->document = portail_json_parse (text->str, text->len, NULL);
  return item;
}

const PortailJson *
portail_server_item_get_json (PortailServerItem *item)
{
  g_return_val_if_fail (PORTAIL_IS_SERVER_ITEM (item), NULL);
  return portail_json_document_get_root (item->document);
}

const char *
portail_server_item_get_id (PortailServerItem *item)
{
  const char *id = portail_json_get_member_string (portail_server_item_get_json (item), "id");

  return id != NULL ? id : "";
}

/* The list */

static GType
get_item_type (GListModel *model)
{
  return PORTAIL_TYPE_SERVER_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return PORTAIL_SERVER_LIST (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  PortailServerList *list = PORTAIL_SERVER_LIST (model);

  return position < list->items->len ? g_object_ref (list->items->pdata[position]) : NULL;
}

static void
implement_model (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

static void
tell (PortailServerList *list)
{
  g_signal_emit (list, changed_signal, 0);
}

static void
append_page (PortailServerList *list, const PortailJson *page)
{
  const PortailJson *items = portail_json_get (page, "items");

  for (const PortailJson *json = items != NULL ? items->first_child : NULL; json != NULL;
       json = json->next)
    g_ptr_array_add (list->items, item_new (json));
  g_free (list->cursor);
  list->cursor = g_strdup (portail_json_get_member_string (page, "next_cursor"));
}

static void
stop_loading_more (PortailServerList *list)
{
  g_cancellable_cancel (list->cancellable);
  g_clear_object (&list->cancellable);
  list->is_loading_more = FALSE;
}

/* Whether the first page says what it said before; then later pages stay as well. */
static gboolean
is_same_page (PortailServerList *list)
{
  const PortailJson *page = portail_server_resource_get_json (list->resource);
  g_autoptr (GString) text = g_string_new (NULL);

  if (page != NULL)
    portail_json_append_canonical (page, text);
  if (list->first_page != NULL && page != NULL && g_str_equal (list->first_page, text->str))
    return TRUE;
  g_free (list->first_page);
  list->first_page = page != NULL ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
  return FALSE;
}

static void
take_first_page (PortailServerList *list)
{
  guint n_before = list->items->len;

  list->moment = portail_server_resource_get_moment (list->resource);
  if (is_same_page (list))
    return;
  stop_loading_more (list);
  g_ptr_array_set_size (list->items, 0);
  g_clear_pointer (&list->cursor, g_free);
  append_page (list, portail_server_resource_get_json (list->resource));
  g_list_model_items_changed (G_LIST_MODEL (list), 0, n_before, list->items->len);
}

static void
on_resource_changed (PortailServerList *list)
{
  PortailTimestamp moment = portail_server_resource_get_moment (list->resource);

  if (moment.milliseconds != list->moment.milliseconds)
    take_first_page (list);
  tell (list);
}

static void
on_more (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailServerList) list = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailJsonDocument) page = portail_server_ask_finish (result, &error);
  guint n_before = list->items->len;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  list->is_loading_more = FALSE;
  if (page != NULL)
    {
      append_page (list, portail_json_document_get_root (page));
      g_list_model_items_changed (G_LIST_MODEL (list), n_before, 0, list->items->len - n_before);
    }
  tell (list);
}

static void
portail_server_list_dispose (GObject *object)
{
  PortailServerList *list = PORTAIL_SERVER_LIST (object);

  stop_loading_more (list);
  g_clear_object (&list->resource);
  g_clear_object (&list->desk);
  G_OBJECT_CLASS (portail_server_list_parent_class)->dispose (object);
}

static void
portail_server_list_finalize (GObject *object)
{
  PortailServerList *list = PORTAIL_SERVER_LIST (object);

  g_ptr_array_unref (list->items);
  g_free (list->path);
  g_free (list->query);
  g_free (list->cursor);
  g_free (list->first_page);
  G_OBJECT_CLASS (portail_server_list_parent_class)->finalize (object);
}

static void
portail_server_list_class_init (PortailServerListClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_server_list_dispose;
  G_OBJECT_CLASS (class)->finalize = portail_server_list_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
portail_server_list_init (PortailServerList *list)
{
  list->items = g_ptr_array_new_with_free_func (g_object_unref);
  list->moment = PORTAIL_TIMESTAMP_NULL;
}

PortailServerList *
portail_server_list_new (PortailDesk *desk, const char *path)
{
  PortailServerList *list = g_object_new (PORTAIL_TYPE_SERVER_LIST, NULL);

  list->desk = g_object_ref (desk);
  list->path = g_strdup (path);
  list->resource = portail_server_resource_new (desk);
  g_signal_connect_object (list->resource, "changed", G_CALLBACK (on_resource_changed), list,
                           G_CONNECT_SWAPPED);
  portail_server_resource_set_path (list->resource, path);
  return list;
}

void
portail_server_list_set_query (PortailServerList *list, const char *query)
{
  g_autofree char *search = query != NULL ? g_strdup_printf ("%s?%s", list->path, query) : NULL;

  g_return_if_fail (PORTAIL_IS_SERVER_LIST (list));
  if (g_strcmp0 (list->query, query) == 0)
    return;
  g_free (list->query);
  list->query = g_strdup (query);
  stop_loading_more (list);
  if (search != NULL)
    portail_server_resource_set_search (list->resource, search);
  else
    portail_server_resource_set_path (list->resource, list->path);
}

gboolean
portail_server_list_is_search (PortailServerList *list)
{
  g_return_val_if_fail (PORTAIL_IS_SERVER_LIST (list), FALSE);
  return list->query != NULL;
}

gboolean
portail_server_list_can_load_more (PortailServerList *list)
{
  g_return_val_if_fail (PORTAIL_IS_SERVER_LIST (list), FALSE);
  return list->cursor != NULL && !list->is_loading_more
         && portail_server_resource_get_state (list->resource) == PORTAIL_SERVER_RESOURCE_FRESH;
}

gboolean
portail_server_list_has_more (PortailServerList *list)
{
  g_return_val_if_fail (PORTAIL_IS_SERVER_LIST (list), FALSE);
  return list->cursor != NULL;
}

gboolean
portail_server_list_is_loading_more (PortailServerList *list)
{
  g_return_val_if_fail (PORTAIL_IS_SERVER_LIST (list), FALSE);
  return list->is_loading_more;
}

void
portail_server_list_load_more (PortailServerList *list)
{
  g_autofree char *path = NULL;

  g_return_if_fail (PORTAIL_IS_SERVER_LIST (list));
  if (!portail_server_list_can_load_more (list))
    return;
  path = g_strdup_printf ("%s?%s%scursor=%s", list->path, list->query != NULL ? list->query : "",
                          list->query != NULL ? "&" : "", list->cursor);
  list->is_loading_more = TRUE;
  list->cancellable = g_cancellable_new ();
  portail_server_ask_async (list->desk, portail_api_request_new ("GET", path, NULL),
                            list->cancellable, on_more, g_object_ref (list));
  tell (list);
}

PortailServerResource *
portail_server_list_get_resource (PortailServerList *list)
{
  g_return_val_if_fail (PORTAIL_IS_SERVER_LIST (list), NULL);
  return list->resource;
}
