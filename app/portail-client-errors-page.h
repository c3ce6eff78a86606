/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What went wrong in people's programs, as they sent it (portail-error-sender.h): by person, kind
 * and version, with what the program said. For staff. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-server-list-view.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_CLIENT_ERRORS_PAGE (portail_client_errors_page_get_type ())
G_DECLARE_FINAL_TYPE (PortailClientErrorsPage,
                      portail_client_errors_page,
                      PORTAIL,
                      CLIENT_ERRORS_PAGE,
                      AdwBin)

GtkWidget *portail_client_errors_page_new (PortailDesk *desk);
/* Its list. Borrowed. */
PortailServerListView *portail_client_errors_page_get_view (PortailClientErrorsPage *page);

G_END_DECLS
