/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A version of the barème on the screen: its head, its two tables as spreadsheets, what is wrong
 * with them row by row, and its steps as a chart and in words.
 *
 * Signals: "back" (); "actions-changed" (), what can be undone or saved may differ; "duplicate" ();
 * "compare" (); "delete" (). Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-bareme-document.h"
#include "app/portail-grid.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_BAREME_PAGE (portail_bareme_page_get_type ())
G_DECLARE_FINAL_TYPE (PortailBaremePage, portail_bareme_page, PORTAIL, BAREME_PAGE, AdwBin)

GtkWidget *portail_bareme_page_new (PortailBaremeDocument *document);
PortailBaremeDocument *portail_bareme_page_get_document (PortailBaremePage *page);
/* Borrowed. */
PortailGrid *portail_bareme_page_get_grid (PortailBaremePage *page, PortailBaremeTable table);
/* The table that is shown. */
PortailBaremeTable portail_bareme_page_get_table (PortailBaremePage *page);
void portail_bareme_page_show_table (PortailBaremePage *page, PortailBaremeTable table);
/* Commits what is being typed. */
void portail_bareme_page_commit (PortailBaremePage *page);

G_END_DECLS
