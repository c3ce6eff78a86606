/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many days the server keeps what (contract.md §8): within the limits that it tells itself.
 * Needs the server to be changed. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-desk.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_RETENTION_PAGE (portail_retention_page_get_type ())
G_DECLARE_FINAL_TYPE (PortailRetentionPage, portail_retention_page, PORTAIL, RETENTION_PAGE, AdwBin)

GtkWidget *portail_retention_page_new (PortailDesk *desk);

G_END_DECLS
