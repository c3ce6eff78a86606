/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One account of the server: who it is, its roles, whether it may sign in, its devices.
 *
 * 1. Everything is asked of the server at once; who may only read sees the same greyed.
 * 2. What ends sessions has no way back: it is asked with its own verb.
 * Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-server-resource.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_USER_PANEL (portail_user_panel_get_type ())
G_DECLARE_FINAL_TYPE (PortailUserPanel, portail_user_panel, PORTAIL, USER_PANEL, AdwBin)

/* @users: the list of accounts, read again after each change. */
GtkWidget *portail_user_panel_new (PortailDesk *desk, PortailServerResource *users);
/* An account of the list; NULL for none. Copied. */
void portail_user_panel_show (PortailUserPanel *panel, const PortailJson *user);

G_END_DECLS
