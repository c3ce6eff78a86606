/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The declarations of a company, or of all: the list with what is late, and the form of one with
 * the chain behind its amount (domain.md §4).
 *
 * 1. A new one is filled from the sheet of the week where there is one, as the server will fill it;
 *    its amount can be typed instead.
 * 2. What is validated is never edited: a correction is a new version beside it.
 * 3. What a locked week refuses is greyed and says why. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-record-page.h"
#include "app/portail-tax-panel.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_DECLARATIONS (portail_declarations_get_type ())
G_DECLARE_FINAL_TYPE (PortailDeclarations, portail_declarations, PORTAIL, DECLARATIONS, AdwBin)

GtkWidget *portail_declarations_new (PortailDesk *desk);
/* All borrowed. */
PortailRecordPage *portail_declarations_get_page (PortailDeclarations *declarations);
PortailTaxPanel *portail_declarations_get_panel (PortailDeclarations *declarations);
/* Whether a new one would be filled at once: the week has been read. */
gboolean portail_declarations_is_ready (PortailDeclarations *declarations);

G_END_DECLS
