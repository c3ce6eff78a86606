/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person may choose for this device; each choice holds at once. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PORTAIL_TYPE_PREFERENCES_WINDOW (portail_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (PortailPreferencesWindow,
                      portail_preferences_window,
                      PORTAIL,
                      PREFERENCES_WINDOW,
                      AdwPreferencesWindow)

/* @parent may be NULL. */
GtkWidget *portail_preferences_window_new (GtkWindow *parent, GSettings *settings);

G_END_DECLS
