/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a week would cost: amounts that one types, or those of the chosen week as a start, and the
 * whole chain beside them, live, with any tax table. Nothing of it is stored.
 *
 * The turnover stands in the first person's row; salaries and bonuses count as typed. Main thread.
 */
#pragma once

#include <adwaita.h>

#include "app/portail-desk.h"
#include "app/portail-live-sheet.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_TAX_SIMULATOR (portail_tax_simulator_get_type ())
G_DECLARE_FINAL_TYPE (PortailTaxSimulator, portail_tax_simulator, PORTAIL, TAX_SIMULATOR, AdwBin)

GtkWidget *portail_tax_simulator_new (PortailDesk *desk);
/* What is computed now; NULL while something typed is no amount. Borrowed until the next change. */
const PortailLiveSheet *portail_tax_simulator_get_live (PortailTaxSimulator *simulator);
/* Takes the amounts of the chosen company's week. */
void portail_tax_simulator_fill (PortailTaxSimulator *simulator);
/* The figures as lines of text, a tab between title and value. NULL without figures. Owned. */
char *portail_tax_simulator_dup_text (PortailTaxSimulator *simulator);

G_END_DECLS
