/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the server's messages go, a Discord webhook and e-mail, and those that are on their way
 * (domain.md §7.1). The address of the webhook is a secret: it is written and never shown. Needs
 * the server to be changed. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-desk.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_MESSAGES_PAGE (portail_messages_page_get_type ())
G_DECLARE_FINAL_TYPE (PortailMessagesPage, portail_messages_page, PORTAIL, MESSAGES_PAGE, AdwBin)

GtkWidget *portail_messages_page_new (PortailDesk *desk);

G_END_DECLS
