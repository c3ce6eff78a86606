/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The companies that have declared nothing for the week that ended last (domain.md §4), each with
 * the next step: its draft, its sheet, its weeks. For those who see all companies.
 *
 * Property "n-missing": how many there are. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-desk.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_MISSING_VIEW (portail_missing_view_get_type ())
G_DECLARE_FINAL_TYPE (PortailMissingView, portail_missing_view, PORTAIL, MISSING_VIEW, AdwBin)

GtkWidget *portail_missing_view_new (PortailDesk *desk);
guint portail_missing_view_get_n (PortailMissingView *view);

G_END_DECLS
