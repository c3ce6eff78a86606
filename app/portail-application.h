/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The application: one instance, its actions, its one window.
 *
 * app.sync and app.sign-out are disabled until whoever syncs and signs in looks them up in this
 * action map, connects to their "activate" and enables them. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-window.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_APPLICATION (portail_application_get_type ())
G_DECLARE_FINAL_TYPE (PortailApplication, portail_application, PORTAIL, APPLICATION, AdwApplication)

PortailApplication *portail_application_new (void);

/* Makes the window at the first call. Borrowed. */
PortailWindow *portail_application_get_window (PortailApplication *application);

G_END_DECLS
