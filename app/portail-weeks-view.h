/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of weeks: searched, filtered, sorted, with the totals of what is shown. It follows the
 * cache; all reading happens in the cache's thread.
 *
 * Signals: "open" (const char *dotation_id) when a week is chosen; "new" () when the button is
 * pressed; "restore" (const char *enterprise_id, const char *dotation_id) when it is pressed in the
 * trash, which the menu shows instead of the other weeks. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-cache.h"
#include "app/portail-dotation-item.h"
#include "app/portail-shell-context.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_WEEKS_VIEW (portail_weeks_view_get_type ())
G_DECLARE_FINAL_TYPE (PortailWeeksView, portail_weeks_view, PORTAIL, WEEKS_VIEW, AdwBin)

void portail_weeks_view_set_context (PortailWeeksView *view, PortailShellContext *context);
/* NULL for none. */
void portail_weeks_view_set_cache (PortailWeeksView *view, PortailCache *cache);
/* Puts the cursor into the search. */
void portail_weeks_view_find (PortailWeeksView *view);
/* The sheet of the chosen company and week, one that was not refused first; NULL for none.
 * Borrowed until the next change. */
const PortailDotationSummary *portail_weeks_view_find_week (PortailWeeksView *view);
/* Whether it has read the cache. */
gboolean portail_weeks_view_is_ready (PortailWeeksView *view);
/* Why the person may not make the sheet of the chosen company and week, a sentence; NULL when they
 * may. Owned. */
char *portail_weeks_view_dup_refusal (PortailWeeksView *view);
/* Rows that are shown. */
guint portail_weeks_view_get_n_shown (PortailWeeksView *view);

G_END_DECLS
