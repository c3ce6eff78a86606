/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who belongs to a company, by the server: name, role, where the role comes from; who may, adds by
 * Discord id and takes away what was given by hand (contract.md §11). The last answer is shown
 * read-only while the server cannot be reached. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-desk.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_MEMBERS_PANEL (portail_members_panel_get_type ())
G_DECLARE_FINAL_TYPE (PortailMembersPanel, portail_members_panel, PORTAIL, MEMBERS_PANEL, AdwBin)

GtkWidget *portail_members_panel_new (PortailDesk *desk);
/* NULL for none, which hides the panel. */
void portail_members_panel_set_company (PortailMembersPanel *panel, const char *enterprise_id);

G_END_DECLS
