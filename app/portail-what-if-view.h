/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a draft of a tax table would have changed: a draft of the cache, or any table changed in
 * place, on the last weeks of one company or of all, beside what was (domain.md §4).
 *
 * 1. The comparison runs in another thread, with progress, and can be stopped.
 * 2. A result belongs to the question that is shown; another question takes it away.
 * Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-desk.h"
#include "app/portail-what-if-run.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_WHAT_IF_VIEW (portail_what_if_view_get_type ())
G_DECLARE_FINAL_TYPE (PortailWhatIfView, portail_what_if_view, PORTAIL, WHAT_IF_VIEW, AdwBin)

GtkWidget *portail_what_if_view_new (PortailDesk *desk);
/* NULL while there is none. Borrowed. */
const PortailWhatIfAnswer *portail_what_if_view_get_answer (PortailWhatIfView *view);
/* Whether it knows the tables among which one chooses. */
gboolean portail_what_if_view_is_ready (PortailWhatIfView *view);

G_END_DECLS
