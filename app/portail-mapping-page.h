/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Discord mapping: ids of the main guild and of each company, checked while they are typed;
 * what it would change for whom is shown before it is saved (domain.md §2, §7.1).
 *
 * 1. What was typed is a draft of the account until it is saved.
 * 2. Only what was changed is sent, so that others' changes stay.
 * Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-desk.h"
#include "app/portail-record-form.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_MAPPING_PAGE (portail_mapping_page_get_type ())
G_DECLARE_FINAL_TYPE (PortailMappingPage, portail_mapping_page, PORTAIL, MAPPING_PAGE, AdwBin)

GtkWidget *portail_mapping_page_new (PortailDesk *desk);
/* The form of the whole server, and of a company; NULL where there is none. Borrowed. */
PortailRecordForm *portail_mapping_page_get_form (PortailMappingPage *page,
                                                  const char *enterprise_id);
/* The list of what is wrong with which company, hidden while there is none. Borrowed. */
GtkWidget *portail_mapping_page_get_faults (PortailMappingPage *page);
/* Asks what would change and shows it, with the button that saves it. */
void portail_mapping_page_review (PortailMappingPage *page);

G_END_DECLS
