/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows a PortailServerList: filters above, a line an item, and what one of them is beside it, or
 * in its place where it is narrow. Loading, empty, failed, offline with the last answer.
 *
 * Action "server-list.export": what is listed, as a workbook. Filters need the server; without it
 * the last whole list stays and they are greyed. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-server-export.h"
#include "app/portail-server-filters.h"
#include "app/portail-server-list.h"

G_BEGIN_DECLS

/* One line. All owned. */
typedef struct
{
  char *title;
  char *subtitle;
  char *pill; /* NULL for none */
  const char *pill_class;
} PortailServerLine;

typedef struct
{
  const char *label; /* N_ (): of the list */
  const char *empty_icon;
  const char *empty_title; /* N_ () */
  const char *empty_text;  /* N_ () */
  const PortailServerFilter *filters;
  const char *file_name;              /* N_ (), of its workbook */
  const PortailServerColumn *columns; /* of the same */
  void (*describe) (const PortailJson *item, PortailServerLine *line, gpointer user_data);
  /* NULL: nothing is shown. */
  void (*show) (const PortailJson *item, gpointer user_data);
} PortailServerListSpec;

#define PORTAIL_TYPE_SERVER_LIST_VIEW (portail_server_list_view_get_type ())
G_DECLARE_FINAL_TYPE (PortailServerListView,
                      portail_server_list_view,
                      PORTAIL,
                      SERVER_LIST_VIEW,
                      AdwBin)

/* @spec is static. Takes the floating @panel, which shows one item. @user_data outlives it. */
GtkWidget *portail_server_list_view_new (PortailServerList *list,
                                         const PortailServerListSpec *spec,
                                         GtkWidget *panel,
                                         gpointer user_data);
/* Of a page that is this list: "find" and "export", to which it adds its own. Borrowed. */
GSimpleActionGroup *portail_server_list_view_get_actions (PortailServerListView *view);
PortailServerFilters *portail_server_list_view_get_filters (PortailServerListView *view);
/* What stands at the end of the row of filters; takes the floating @widget. */
void portail_server_list_view_add_tool (PortailServerListView *view, GtkWidget *widget);
/* Opens the item; FALSE where it is not here. NULL: none. */
gboolean portail_server_list_view_open (PortailServerListView *view, const char *id);
/* The item that is shown; NULL for none. Borrowed. */
const PortailJson *portail_server_list_view_get_shown (PortailServerListView *view);
/* Lines are described again: names have come. */
void portail_server_list_view_refresh (PortailServerListView *view);

G_END_DECLS
