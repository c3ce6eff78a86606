/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The menu of a button whose widgets are made when it is first pressed: a page has several, and few
 * are opened. */
#pragma once

#include <gtk/gtk.h>

/* In place of gtk_menu_button_set_menu_model(). */
void portail_late_menu_set (GtkMenuButton *button, GMenuModel *menu);
