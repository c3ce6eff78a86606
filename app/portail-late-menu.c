/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-late-menu.h"

/* GTK 4.8 leaves the keyboard inside of a menu that closed from one of its submenus, where nothing
 * hears it. */
static void
on_closed (GtkPopover *popover, GtkWidget *button)
{
  GtkRoot *root = gtk_widget_get_root (button);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (popover)))
    gtk_widget_grab_focus (button);
}

/* Those buttons stand at the end of their bar: the menu stays within the window. */
static void
on_popup (GtkMenuButton *button, gpointer menu)
{
  if (gtk_menu_button_get_menu_model (button) == menu)
    return;
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
  gtk_widget_set_halign (GTK_WIDGET (gtk_menu_button_get_popover (button)), GTK_ALIGN_END);
  g_signal_connect_object (gtk_menu_button_get_popover (button), "closed", G_CALLBACK (on_closed),
                           button, 0);
}

void
portail_late_menu_set (GtkMenuButton *button, GMenuModel *menu)
{
  gtk_menu_button_set_create_popup_func (button, on_popup, g_object_ref (menu), g_object_unref);
}
