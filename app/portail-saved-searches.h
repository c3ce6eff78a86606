/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The searches that a person keeps for one table, as a button with a list: a press on a name shows
 * its rows, the last line keeps what is searched now. Any page with a PortailRecordTable has it by
 *
 *   portail_record_table_add_button (table, portail_saved_searches_new (desk, table, "archives"));
 *
 * 1. They are the person's setting `searches.<name>` (portail-saved-search.h): synced, offline too.
 * 2. Words in a query language are kept as they were typed.
 * 3. Removing one can be taken back from its toast. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-desk.h"
#include "app/portail-record-table.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_SAVED_SEARCHES (portail_saved_searches_get_type ())
G_DECLARE_FINAL_TYPE (PortailSavedSearches, portail_saved_searches, PORTAIL, SAVED_SEARCHES, AdwBin)

/* @table outlives it, as the one that it stands in does. @name: of the table's settings. Floating.
 */
GtkWidget *
portail_saved_searches_new (PortailDesk *desk, PortailRecordTable *table, const char *name);

/* Keeps what the table searches now under @name. */
void portail_saved_searches_keep (PortailSavedSearches *searches, const char *name);
/* Those that are there; NULL before they were read. Borrowed until they change. */
const GPtrArray *portail_saved_searches_get_list (PortailSavedSearches *searches);

G_END_DECLS
