/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much of the contents of documents is on this computer, how much may be, and away with what
 * the server has as well. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-desk.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_LOCAL_FILES (portail_local_files_get_type ())
G_DECLARE_FINAL_TYPE (PortailLocalFiles,
                      portail_local_files,
                      PORTAIL,
                      LOCAL_FILES,
                      AdwPreferencesGroup)

/* Of the account that is open. */
GtkWidget *portail_local_files_new (PortailDesk *desk);

G_END_DECLS
