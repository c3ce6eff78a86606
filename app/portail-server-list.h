/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list that only the server has ({items, next_cursor}), as a GListModel of PortailServerItem that
 * grows page by page as one asks for more.
 *
 * 1. The first page of the whole list is kept (PortailServerResource); pages of a search are not,
 *    nor are later ones.
 * 2. An item is immutable and outlives the list.
 * Signal "changed" () when the state, the items or what may be asked for changed. Main thread. */
#pragma once

#include "app/portail-server-resource.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_SERVER_ITEM (portail_server_item_get_type ())
G_DECLARE_FINAL_TYPE (PortailServerItem, portail_server_item, PORTAIL, SERVER_ITEM, GObject)

/* Borrowed. */
const PortailJson *portail_server_item_get_json (PortailServerItem *item);
/* Its member `id`; "" where there is none. Borrowed. */
const char *portail_server_item_get_id (PortailServerItem *item);

#define PORTAIL_TYPE_SERVER_LIST (portail_server_list_get_type ())
G_DECLARE_FINAL_TYPE (PortailServerList, portail_server_list, PORTAIL, SERVER_LIST, GObject)

/* @path: of the GET, "/api/users". Reads. */
PortailServerList *portail_server_list_new (PortailDesk *desk, const char *path);
/* "role=dot&q=zoe", NULL for everything. Reads anew. */
void portail_server_list_set_query (PortailServerList *list, const char *query);
gboolean portail_server_list_is_search (PortailServerList *list);

/* Whether the server has more than is here, and no page is on its way. */
gboolean portail_server_list_can_load_more (PortailServerList *list);
gboolean portail_server_list_is_loading_more (PortailServerList *list);
/* Whether the server has more than is here, whether that can be asked for or not. */
gboolean portail_server_list_has_more (PortailServerList *list);
/* Nothing where there is no more. */
void portail_server_list_load_more (PortailServerList *list);
/* Its first page: state, requests. Borrowed. */
PortailServerResource *portail_server_list_get_resource (PortailServerList *list);

G_END_DECLS
