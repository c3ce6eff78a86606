/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The devices on which one account is signed in, by the server: signing one of them out, or all,
 * and emptying one that was stolen (contract.md §9). Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-desk.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_USER_DEVICES (portail_user_devices_get_type ())
G_DECLARE_FINAL_TYPE (PortailUserDevices, portail_user_devices, PORTAIL, USER_DEVICES, AdwBin)

GtkWidget *portail_user_devices_new (PortailDesk *desk);
/* NULL for none, which hides it. */
void portail_user_devices_set_user (PortailUserDevices *devices, const char *user_id);
void portail_user_devices_reload (PortailUserDevices *devices);

G_END_DECLS
