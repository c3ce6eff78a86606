/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of widgets as the window shows them, the same from run to run under gui-session.sh. */
#pragma once

#include <adwaita.h>

/* Runs the main loop until @widget has been drawn and nothing waits. */
void portail_screenshot_settle (GtkWidget *widget);
/* As the process's environment says with PORTAIL_TEST_PICTURES=FOLDER: writes FOLDER/@name.png
 * of the mapped @widget. Without the variable it only draws. */
void portail_screenshot_save (GtkWidget *widget, const char *name);
/* Of the whole program, as a person would choose it. */
void portail_screenshot_set_scheme (AdwColorScheme scheme);
/* As portail_screenshot_save() in light, and in dark as @name-dark. */
void portail_screenshot_save_pair (GtkWidget *widget, const char *name);
/* Until @window is as wide as a telephone, 360 px. */
void portail_screenshot_make_narrow (GtkWindow *window, int height);
/* What the picture would hold; owned. */
GdkTexture *portail_screenshot_take (GtkWidget *widget);
