/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All companies in one table for the period of the header: for staff and tax agents. Sorted by its
 * titles, searched by name, exported as XLSX, CSV and PDF; a row chooses its company.
 *
 * 1. Everything is read in one background query, again when the cache tells of changes, and only
 *    while the view is shown.
 * 2. Loading, empty, without a match and failed are states with their next step.
 *
 * Actions: `overview.export` (s: xlsx, csv, pdf). Signal "chosen" (const char *enterprise_id).
 * Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-desk.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_OVERVIEW_VIEW (portail_overview_view_get_type ())
G_DECLARE_FINAL_TYPE (PortailOverviewView, portail_overview_view, PORTAIL, OVERVIEW_VIEW, AdwBin)

/* Once, before anything else. */
void portail_overview_view_set_desk (PortailOverviewView *view, PortailDesk *desk);
/* Puts the keyboard into the search entry. */
void portail_overview_view_find (PortailOverviewView *view);
/* The shown companies, of PortailOverviewItem, as filtered and sorted. Borrowed. */
GListModel *portail_overview_view_get_items (PortailOverviewView *view);

G_END_DECLS
