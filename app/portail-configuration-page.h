/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The module Configuration: its entries in a list that can be searched, and beside it the page of
 * the chosen one. Where it is narrow either is shown, with a way back.
 *
 * 1. A page is made when it is shown first and stays; another account or role changes which
 *    entries there are.
 * 2. As a PortailPage its actions are those of the shown page; find without one of its own goes to
 *    the search of the entries.
 * 3. Action configuration.show (s): the entry of that name, for links between pages.
 * Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-configuration-section.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_CONFIGURATION_PAGE (portail_configuration_page_get_type ())
G_DECLARE_FINAL_TYPE (PortailConfigurationPage,
                      portail_configuration_page,
                      PORTAIL,
                      CONFIGURATION_PAGE,
                      AdwBin)

GtkWidget *portail_configuration_page_new (PortailDesk *desk);
/* FALSE for an unknown name and for one that is not shown to this person. */
gboolean portail_configuration_page_show (PortailConfigurationPage *page, const char *name);
/* The page of the entry of @name; NULL while it was not shown. Borrowed. */
GtkWidget *portail_configuration_page_get_section (PortailConfigurationPage *page,
                                                   const char *name);

G_END_DECLS
