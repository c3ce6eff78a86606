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

void
portail_page_open_record (PortailPage *page, const char *type, const char *id)
{
  PortailPageInterface *interface;

  g_return_if_fail (PORTAIL_IS_PAGE (page));
  interface = PORTAIL_PAGE_GET_IFACE (page);
  if (interface->open_record != NULL)
    interface->open_record (page, type, id);
}

void
portail_page_show_rows (PortailPage *page, const char *type, GVariant *filters)
{
  PortailPageInterface *interface;

  g_return_if_fail (PORTAIL_IS_PAGE (page));
  interface = PORTAIL_PAGE_GET_IFACE (page);
  if (interface->show_rows != NULL)
    interface->show_rows (page, type, filters);
}

void
portail_page_settle (PortailPage *page)
{
  PortailPageInterface *interface;

  g_return_if_fail (PORTAIL_IS_PAGE (page));
  interface = PORTAIL_PAGE_GET_IFACE (page);
  if (interface->settle != NULL)
    interface->settle (page);
}

gboolean
portail_page_is_showing (PortailPage *page, const char *type, const char *id)
{
  PortailPageInterface *interface;

  g_return_val_if_fail (PORTAIL_IS_PAGE (page), FALSE);
  interface = PORTAIL_PAGE_GET_IFACE (page);
  return interface->is_showing != NULL && interface->is_showing (page, type, id);
}
