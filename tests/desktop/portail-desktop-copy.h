/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The copy of an account that a desk keeps, as another program finds it on the disk: what a fault
 * leaves there, and what is held while the window wants it. */
#pragma once

#include "shared/portail-database.h"
#include "tests/desktop/portail-desktop-desk.h"

/* Changes the copy at the desk whose folder is @folder, which has one account; its window is
 * closed. */
void portail_desktop_copy_change (const char *folder, const char *sql);
/* Nobody else writes to it until what is returned is closed. Owned. */
PortailDatabase *portail_desktop_copy_hold (const PortailDesktopDesk *desk);
