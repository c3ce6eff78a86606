/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The accounts of the server: who has which roles, who may sign in, from which devices (domain.md
 * §7.1). Staff reads, superadmins change. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-server-list-view.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_USERS_PAGE (portail_users_page_get_type ())
G_DECLARE_FINAL_TYPE (PortailUsersPage, portail_users_page, PORTAIL, USERS_PAGE, AdwBin)

GtkWidget *portail_users_page_new (PortailDesk *desk);
/* Its list. Borrowed. */
PortailServerListView *portail_users_page_get_view (PortailUsersPage *page);

G_END_DECLS
