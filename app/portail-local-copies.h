/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each account keeps on this computer: how much, and deleting it. Sizes are counted off the
 * main thread. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-desk.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_LOCAL_COPIES (portail_local_copies_get_type ())
G_DECLARE_FINAL_TYPE (PortailLocalCopies,
                      portail_local_copies,
                      PORTAIL,
                      LOCAL_COPIES,
                      AdwPreferencesPage)

/* Reads the accounts of @accounts_directory. */
void portail_local_copies_show (PortailLocalCopies *copies,
                                PortailDesk *desk,
                                const char *accounts_directory);

G_END_DECLS
