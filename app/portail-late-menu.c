/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-late-menu.h"

static void
on_popup (GtkMenuButton *button, gpointer menu)
{
  if (gtk_menu_button_get_menu_model (button) != menu)
    gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

void
portail_late_menu_set (GtkMenuButton *button, GMenuModel *menu)
{
  gtk_menu_button_set_create_popup_func (button, on_popup, g_object_ref (menu), g_object_unref);
}
