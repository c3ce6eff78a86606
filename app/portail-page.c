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
  g_autoptr (GVariant) taken = g_variant_ref_sink (filters);
  PortailPageInterface *interface;

  g_return_if_fail (PORTAIL_IS_PAGE (page));
  interface = PORTAIL_PAGE_GET_IFACE (page);
  if (interface->show_rows != NULL)
    interface->show_rows (page, type, taken);
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

/* Of pages inside of pages the ones in view are asked. */
static gboolean
is_showing_within (GtkWidget *widget, const char *type, const char *id)
{
  PortailPageInterface *interface = PORTAIL_IS_PAGE (widget) ? PORTAIL_PAGE_GET_IFACE (widget)
                                                             : NULL;
  gboolean is_showing = interface != NULL && interface->is_showing != NULL
                        && interface->is_showing (PORTAIL_PAGE (widget), type, id);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && !is_showing;
       child = gtk_widget_get_next_sibling (child))
    is_showing = gtk_widget_get_child_visible (child) && gtk_widget_get_visible (child)
                 && is_showing_within (child, type, id);
  return is_showing;
}

gboolean
portail_page_is_showing (PortailPage *page, const char *type, const char *id)
{
  g_return_val_if_fail (PORTAIL_IS_PAGE (page), FALSE);
  return is_showing_within (GTK_WIDGET (page), type, id);
}
