/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Goes with the entry of a search: a line that says what was understood while one types, and a list
 * below the entry of what may follow (portail-completion.h).
 *
 * While the words of a device are still being gathered (portail_cache_build_search()) the line
 * says how far that is. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-cache.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_QUERY_GUIDE (portail_query_guide_get_type ())
G_DECLARE_FINAL_TYPE (PortailQueryGuide, portail_query_guide, PORTAIL, QUERY_GUIDE, AdwBin)

/* @entry: outlives the guide. Floating. */
GtkWidget *portail_query_guide_new (GtkWidget *entry);
/* Where tags come from; NULL for none. */
void portail_query_guide_set_cache (PortailQueryGuide *guide, PortailCache *cache);
/* Copies @names; NULL ends them. */
void portail_query_guide_set_companies (PortailQueryGuide *guide, const char *const *names);
/* Adds @text to what is searched, with a space before it, and puts the cursor behind it. */
void portail_query_guide_insert (PortailQueryGuide *guide, const char *text);

G_END_DECLS
