/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of widgets as the window shows them, the same from run to run under gui-session.sh. */
#pragma once

#include <gtk/gtk.h>

/* Runs the main loop until @widget has been drawn and nothing waits. */
void portail_screenshot_settle (GtkWidget *widget);
/* As the process's environment says with PORTAIL_TEST_PICTURES=FOLDER: writes FOLDER/@name.png
 * of the mapped @widget. Without the variable it only draws. */
void portail_screenshot_save (GtkWidget *widget, const char *name);
/* What the picture would hold; owned. */
GdkTexture *portail_screenshot_take (GtkWidget *widget);
