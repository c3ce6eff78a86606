/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person may choose: for this device (theme, language, notifications), for himself
 * everywhere (start page, company), and what this device and others hold. Each choice holds at
 * once, the language at the next start. */
#pragma once

#include <adwaita.h>

#include "app/portail-desk.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_PREFERENCES_WINDOW (portail_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (PortailPreferencesWindow,
                      portail_preferences_window,
                      PORTAIL,
                      PREFERENCES_WINDOW,
                      AdwPreferencesWindow)

/* @parent may be NULL. @desk has settings. @accounts_directory: the folder of all accounts. */
GtkWidget *portail_preferences_window_new (GtkWindow *parent,
                                           PortailDesk *desk,
                                           const char *accounts_directory);

G_END_DECLS
