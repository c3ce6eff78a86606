/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-page.h"

G_DEFINE_INTERFACE (PortailPage, portail_page, GTK_TYPE_WIDGET)

static void
portail_page_default_init (PortailPageInterface *interface)
{
}

GActionGroup *
portail_page_get_actions (PortailPage *page)
{
  PortailPageInterface *interface;

  g_return_val_if_fail (PORTAIL_IS_PAGE (page), NULL);
  interface = PORTAIL_PAGE_GET_IFACE (page);
  return interface->get_actions != NULL ? interface->get_actions (page) : NULL;
}
