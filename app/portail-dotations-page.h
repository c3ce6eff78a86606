/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The module Dotations: the weeks of a company, or of all of them, and the sheet of one.
 *
 * 1. New creates the sheet of the chosen company and week, or opens the one that is there.
 * 2. Searching, filtering and sorting happen here; totals in the foot are those of what is shown.
 * 3. As a PortailPage its undo, redo, print and save are the open sheet's. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-desk.h"
#include "app/portail-weeks-view.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_DOTATIONS_PAGE (portail_dotations_page_get_type ())
G_DECLARE_FINAL_TYPE (PortailDotationsPage, portail_dotations_page, PORTAIL, DOTATIONS_PAGE, AdwBin)

GtkWidget *portail_dotations_page_new (PortailDesk *desk);
void portail_dotations_page_open (PortailDotationsPage *page, const char *dotation_id);
/* The op that makes the sheet of a week; *@id, owned, is the sheet's. Owned. */
PortailSyncOp *
portail_dotations_page_make_week_op (const char *enterprise_id, PortailWeek period, char **id);
/* Opens the sheet of the chosen company and week; makes it where there is none. */
void portail_dotations_page_open_week (PortailDotationsPage *page);
/* Both borrowed; no sheet is NULL. */
PortailWeeksView *portail_dotations_page_get_weeks (PortailDotationsPage *page);
GtkWidget *portail_dotations_page_get_sheet (PortailDotationsPage *page);
/* Commits what is being typed and goes back to the weeks. */
void portail_dotations_page_close_sheet (PortailDotationsPage *page);

G_END_DECLS
