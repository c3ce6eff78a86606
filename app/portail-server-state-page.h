/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the server is: its version, its database, when it was asked, and what goes on between it and
 * this device. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-desk.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_SERVER_STATE_PAGE (portail_server_state_page_get_type ())
G_DECLARE_FINAL_TYPE (PortailServerStatePage,
                      portail_server_state_page,
                      PORTAIL,
                      SERVER_STATE_PAGE,
                      AdwBin)

GtkWidget *portail_server_state_page_new (PortailDesk *desk);

G_END_DECLS
