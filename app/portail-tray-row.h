/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One op in a tray: what it does, why it waits, both values of a conflict field by field, and what
 * one may do about it. Main thread.
 *
 * Signal "deed" (PortailOutboxItem *item, PortailOpDeed deed). */
#pragma once

#include <adwaita.h>

#include "app/portail-op-situation.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_TRAY_ROW (portail_tray_row_get_type ())
G_DECLARE_FINAL_TYPE (PortailTrayRow, portail_tray_row, PORTAIL, TRAY_ROW, AdwBin)

GtkWidget *portail_tray_row_new (void);
/* @company_name: whose op it is; NULL for none. NULL for no item. */
void
portail_tray_row_set_item (PortailTrayRow *row, PortailOutboxItem *item, const char *company_name);

G_END_DECLS
