/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The person's notifications, unread ones first. A row opens the record that it is about and is
 * read then; its button and the one for all change what is read.
 *
 * Actions that whoever holds the panel has: `dashboard.open-notice` (sss: id, type and id of what
 * it is about), `dashboard.set-read` (sb: id, whether it is read), `dashboard.read-all`. Main
 * thread.
 */
#pragma once

#include <adwaita.h>

#include "app/portail-dashboard-snapshot.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_NOTICES_PANEL (portail_notices_panel_get_type ())
G_DECLARE_FINAL_TYPE (PortailNoticesPanel, portail_notices_panel, PORTAIL, NOTICES_PANEL, AdwBin)

GtkWidget *portail_notices_panel_new (void);
/* @snapshot: for the call only. */
void portail_notices_panel_show (PortailNoticesPanel *panel,
                                 const PortailDashboardSnapshot *snapshot);

G_END_DECLS
