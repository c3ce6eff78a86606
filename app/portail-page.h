/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of a module, as the window knows it.
 *
 * The window's actions undo, redo, new, find, save and print are those of the same name in the
 * action group of the visible page, enabled exactly when the page's are; what a page does not
 * have is disabled. A page that implements nothing of this is good as well. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PORTAIL_TYPE_PAGE (portail_page_get_type ())
G_DECLARE_INTERFACE (PortailPage, portail_page, PORTAIL, PAGE, GtkWidget)

struct _PortailPageInterface
{
  GTypeInterface parent_interface;

  /* The same group for the page's life. Borrowed. May be NULL. */
  GActionGroup *(*get_actions) (PortailPage *page);
};

/* NULL for a page without actions. Borrowed. */
GActionGroup *portail_page_get_actions (PortailPage *page);

G_END_DECLS
