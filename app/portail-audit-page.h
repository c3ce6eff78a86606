/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The audit log: who did what, with every value before and after, by person, company, kind, action
 * and time, page by page; and whether its chains are whole (domain.md §7.1). Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-server-list-view.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_AUDIT_PAGE (portail_audit_page_get_type ())
G_DECLARE_FINAL_TYPE (PortailAuditPage, portail_audit_page, PORTAIL, AUDIT_PAGE, AdwBin)

GtkWidget *portail_audit_page_new (PortailDesk *desk);
/* Its list. Borrowed. */
PortailServerListView *portail_audit_page_get_view (PortailAuditPage *page);

G_END_DECLS
