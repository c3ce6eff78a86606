/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Searches that a person keeps under a name: words, filters and order of a query as JSON, for the
 * value of that person's setting `searches.<table>`.
 *
 * 1. The list is a JSON array of objects {"name", "search", "filters", "sort", "order"}; a filter
 *    is {"field", "op", "value"}, its value as the field stands in a record's JSON.
 * 2. Reading never fails: what this version does not know of a search is left out of it.
 * 3. Names differ by their folded letters; a search under a name that is there takes its place.
 * Any thread. */
#pragma once

#include "app/portail-record-query.h"

typedef struct
{
  char *name;
  char *body; /* its JSON object */
} PortailSavedSearch;

void portail_saved_search_free (PortailSavedSearch *search);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailSavedSearch, portail_saved_search_free)

/* What @query asks for beside its company. Owned. */
PortailSavedSearch *portail_saved_search_new (const char *name, const PortailRecordQuery *query);
/* Words, filters and order of @query, which nobody shares yet, become those of @search. */
void portail_saved_search_apply (const PortailSavedSearch *search, PortailRecordQuery *query);

/* @value: of the setting, or NULL. GPtrArray of owned PortailSavedSearch in the order of their
 * names. Owned. */
GPtrArray *portail_saved_search_list_read (const char *value);
/* Owned. */
char *portail_saved_search_list_write (const GPtrArray *searches);
/* Takes @search. */
void portail_saved_search_list_put (GPtrArray *searches, PortailSavedSearch *search);
/* Nothing where there is none of that name. */
void portail_saved_search_list_remove (GPtrArray *searches, const char *name);
