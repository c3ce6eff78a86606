/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line across the window that stays until its cause is gone: a sentence and at most one button
 * (AdwBanner is younger than our floor). The text is never markup. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PORTAIL_TYPE_BANNER (portail_banner_get_type ())
G_DECLARE_FINAL_TYPE (PortailBanner, portail_banner, PORTAIL, BANNER, GtkWidget)

/* The button activates @action_name, "win.show-trays::conflicts"; both NULL for no button. */
void portail_banner_show (PortailBanner *banner,
                          const char *text,
                          const char *button_label,
                          const char *action_name);
void portail_banner_hide (PortailBanner *banner);

G_END_DECLS
