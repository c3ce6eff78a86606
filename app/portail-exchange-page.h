/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The settings of the chosen company, and of the server, as one JSON file: out to a file, and in
 * again with a preview of what would be created, changed and removed (domain.md §7.2).
 *
 * Nothing is written before the preview was seen; the server takes all of it or nothing. Main
 * thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-desk.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_EXCHANGE_PAGE (portail_exchange_page_get_type ())
G_DECLARE_FINAL_TYPE (PortailExchangePage, portail_exchange_page, PORTAIL, EXCHANGE_PAGE, AdwBin)

GtkWidget *portail_exchange_page_new (PortailDesk *desk);
/* Reads @file and asks the server what it would change, as the button does. */
void portail_exchange_page_open (PortailExchangePage *page, GFile *file);
/* Lets the server take what is previewed; nothing where nothing is. */
void portail_exchange_page_commit (PortailExchangePage *page);
/* How many rows the preview has that change something; -1 without preview. */
int portail_exchange_page_count_changes (PortailExchangePage *page);

G_END_DECLS
