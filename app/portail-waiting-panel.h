/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What waits for somebody in the chosen company: what could not be sent, what is late or due, what
 * was refused, what is to be validated or reviewed. Each row opens its record. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-dashboard-snapshot.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_WAITING_PANEL (portail_waiting_panel_get_type ())
G_DECLARE_FINAL_TYPE (PortailWaitingPanel, portail_waiting_panel, PORTAIL, WAITING_PANEL, AdwBin)

GtkWidget *portail_waiting_panel_new (void);
/* @snapshot: for the call only. */
void portail_waiting_panel_show (PortailWaitingPanel *panel,
                                 const PortailDashboardSnapshot *snapshot,
                                 PortailOutboxCounts counts);

G_END_DECLS
