/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The devices on which the user is signed in, and signing one of them out. Needs the server; its
 * last answer is shown read-only without it (contract.md §9). Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-desk.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_DEVICES_PAGE (portail_devices_page_get_type ())
G_DECLARE_FINAL_TYPE (PortailDevicesPage,
                      portail_devices_page,
                      PORTAIL,
                      DEVICES_PAGE,
                      AdwPreferencesPage)

/* Once. Asks the server of the account on @desk. */
void portail_devices_page_show (PortailDevicesPage *page, PortailDesk *desk);

G_END_DECLS
